import { describe, expect, test } from 'vitest';
import { unescapeText } from '#domain/intake/read/hl7/escapes.ts';
import { at } from '#domain/intake/read/hl7/field-path.ts';
import { readMessageTime, sortableTime } from '#domain/intake/read/hl7/message-time.ts';
import { parseMessage, type Delimiters } from '#domain/intake/read/hl7/parse-message.ts';

const usual: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

function valueAt(text: string, path: string): string | undefined {
  const { message } = parseMessage(text);
  return message === undefined ? 'not read' : at(message, path)?.text;
}

function problemsOf(text: string): readonly string[] {
  return (parseMessage(text).problems ?? []).map(({ code, field }) => `${code} ${field}`);
}

describe('An HL7 message', () => {
  const message = [
    'MSH|^~\\&|APP|SITE',
    'PID|1||77^^^LAB^PI~42&x^^^SITE^MR||VAN DER BERG&VAN DER^ANNA^""||""|F',
    'FT1|1|A||20261005',
    'FT1|2|B',
    'ZVN|V-1',
  ].join('\r');

  test.each([
    ['PID-3.1', '77'],
    ['PID-3[5=MR].1', '42'],
    ['PID-3[5=MR].1.2', 'x'],
    ['PID-3[5=SS].1', undefined],
    ['PID-5.1', 'VAN DER BERG'],
    ['PID-5.1.2', 'VAN DER'],
    ['PID-5.3', undefined],
    ['PID-7', undefined],
    ['PID-8', 'F'],
    ['PID-99.9', undefined],
    ['MSH-1', '|'],
    ['MSH-3', 'APP'],
    ['FT1-2', 'A'],
    ['ZVN-1', 'V-1'],
    ['QQQ-1', undefined],
  ])('has at %s %s', (path, value) => {
    expect(valueAt(message, path)).toBe(value);
  });

  test.each([
    ['line feeds', '\n'],
    ['both', '\r\n'],
  ])('may end its segments by %s', (_, end) => {
    expect(valueAt(`${message.replaceAll('\r', end)}${end}`, 'ZVN-1')).toBe('V-1');
  });

  test('names its own delimiters', () => {
    expect(valueAt('MSH#*:?%#APP\rPID###9*%*MR:8*%*MR##A%B*C', 'PID-5.2')).toBe('C');
    expect(valueAt('MSH|^~\\|APP\rPID|||1&2', 'PID-3.1')).toBe('1&2');
  });

  test('may have raw line breaks in its free texts, and nowhere else', () => {
    expect(valueAt('MSH|^~\\&|A\rOBX|1|TX|||first\nsecond\rPV1|1|O', 'OBX-5')).toBe('first\nsecond');
    expect(valueAt('MSH|^~\\&|A\rOBX|1|TX|||first\nsecond\rPV1|1|O', 'PV1-2')).toBe('O');
    expect(problemsOf('MSH|^~\\&|A\rPID|1\nLane 7|x\rPV1|1')).toEqual(['segment-malformed segment 3']);
  });

  test.each([
    ['nothing', '', ['hl7-delimiters MSH^1^1']],
    ['no header', 'PID|1', ['hl7-delimiters MSH^1^1']],
    ['a header of three letters', 'MSH', ['hl7-delimiters MSH^1^1']],
    ['a letter as field separator', 'MSHA^~\\&A', ['hl7-delimiters MSH^1^1']],
    ['two encoding characters', 'MSH|^~|A', ['hl7-delimiters MSH^1^2']],
    ['the same encoding character twice', 'MSH|^^\\&|A', ['hl7-delimiters MSH^1^2']],
    ['the field separator as encoding character', 'MSH|^|\\&|A', ['hl7-delimiters MSH^1^2']],
    ['segments that end differently', 'MSH|^~\\&|A\rPID|1\nPV1|1\rFT1|1', ['segment-malformed ']],
    ['a name of four letters', 'MSH|^~\\&|A\rPIDX|1', ['segment-malformed segment 2']],
    ['too many segments', `MSH|^~\\&|A${'\rZZZ|1'.repeat(2000)}`, ['record-too-long ']],
    ['too many fields', `MSH|^~\\&|A\rPID${'|'.repeat(501)}`, ['record-too-long PID^1']],
  ])('is refused with %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('never shows more of a line that is no segment than its first character', () => {
    const { problems = [] } = parseMessage('MSH|^~\\&|A\rPID|1\rRuth Alder 1994-12-24');
    expect(JSON.stringify(problems)).toContain('R***');
    expect(JSON.stringify(problems)).not.toContain('Ruth');
  });
});

describe('An escaped text', () => {
  test.each([
    ['a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['one\\.br\\two', 'one\ntwo'],
    ['one\\.sp2\\two', 'one\n\ntwo'],
    ['\\H\\bold\\N\\', 'bold'],
    ['\\X0D\\\\X0A\\', '\r\n'],
    ['\\XC3A9\\', 'é'],
    ['\\XE9\\', 'é'],
    ['C:\\TEMP', 'C:\\TEMP'],
    ['a\\b\\F\\c', 'a\\b|c'],
    ['\\Q\\ \\', '\\Q\\ \\'],
    ['\\\\', '\\\\'],
    ['', ''],
  ])('%j is %j', (text, value) => {
    expect(unescapeText(text, usual)).toBe(value);
  });
});

describe('A time in a message', () => {
  test.each([
    ['20261005', '2026-10-05', undefined],
    ['202610052330', '2026-10-05', '23:30'],
    ['20261005233059.1234', '2026-10-05', '23:30'],
    ['20261006013000+0000', '2026-10-05', '18:30'],
    ['202610052330-0700', '2026-10-05', '23:30'],
    ['20240229', '2024-02-29', undefined],
  ])('%s is %s', (text, day, time) => {
    expect(readMessageTime(text, 'America/Los_Angeles')).toEqual({ day, time });
  });

  test.each([
    '',
    '2026',
    '202610',
    '20261301',
    '20260229',
    '2026-10-05',
    '2026100525',
    'today',
    '202610052360',
  ])('%j is none', (text) => {
    expect(readMessageTime(text, 'America/Los_Angeles')).toBeUndefined();
  });

  test('sorts as text', () => {
    const times = ['20261005', '20261005080000', '20261005080000.5', '20261005060000-0400', '20261005120000'];
    expect(times.map(sortableTime).toSorted()).toEqual(times.map(sortableTime));
  });
});

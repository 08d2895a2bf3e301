import { describe, expect, test } from 'vitest';
import { frameHl7Messages } from '#domain/intake/frame/hl7-messages.ts';
import { bytesOf, codesOf, frameAll, smallLimits, textsOf } from './framing.ts';

const msh = 'MSH|^~\\&|EHR|SITE|CW|HOME|20261001||DFT^P03|1|P|2.5.1';
const mdm = msh.replace('DFT^P03', 'MDM^T02');
const withCharset = (name: string) => `${msh}||||||${name}`;

describe('HL7 messages', () => {
  test.each([
    ['carriage returns', `${msh}\rPID|1\r${msh}\rPID|2\r`],
    ['line feeds', `${msh}\nPID|1\n${msh}\nPID|2`],
    ['both', `${msh}\r\nPID|1\r\n\r\n${msh}\r\nPID|2\r\n`],
    ['carriage returns inside, line feeds between', `${msh}\rPID|1\n${msh}\rPID|2\n`],
    ['what frames them on the wire', `\u000B${msh}\rPID|1\r\u001C\r\u000B${msh}\rPID|2\r\u001C\r`],
    [
      'the end of one block and the start of the next on a line',
      `\u000B${msh}\rPID|1\r\u001C\u000B${msh}\rPID|2\u001C`,
    ],
    ['a byte order mark and blanks before', `\uFEFF  ${msh}\rPID|1\r${msh}\rPID|2`],
  ])('are cut with %s', (_, file) => {
    const framed = frameAll(frameHl7Messages, file);
    expect(framed.fileProblem).toBeUndefined();
    expect(textsOf(framed)).toEqual([`${msh}\rPID|1`, `${msh}\rPID|2`]);
    expect(framed.frames.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('tell their line and byte', () => {
    const { frames } = frameAll(frameHl7Messages, `\n${msh}\rPID|1\r\r${msh}\r`);
    expect(frames.map(({ line, offset }) => [line, offset])).toEqual([
      [2, 1],
      [5, msh.length + 9],
    ]);
  });

  test('keep the lines of a text in OBX and NTE', () => {
    const file = `${msh}\rOBX|1|TX||first\n  second\n\nfourth\rNTE|1||a\nb\rPV1|1\r`;
    expect(textsOf(frameAll(frameHl7Messages, file))).toEqual([
      `${msh}\rOBX|1|TX||first\n  second\n\nfourth\rNTE|1||a\nb\rPV1|1`,
    ]);
  });

  test('carry the headers of their batch and file', () => {
    const file = `FHS|^~\\&|F\rBHS|^~\\&|B\r${msh}\r${msh}\rBTS|2\rBHS|^~\\&|C\r${msh}\rBTS|1\rFTS|2\r${msh}\r`;
    const framed = frameAll(frameHl7Messages, file);
    expect(framed.fileProblem).toBeUndefined();
    const fileHeader = 'FHS|^~\\&|F';
    expect(framed.frames.map(({ context }) => context)).toEqual([
      { fileHeader, batchHeader: 'BHS|^~\\&|B' },
      { fileHeader, batchHeader: 'BHS|^~\\&|B' },
      { fileHeader, batchHeader: 'BHS|^~\\&|C' },
      {},
    ]);
  });

  test.each([
    ['a batch that counts too many', `BHS|^~\\&\r${msh}\rBTS|2\r`, 'batch-count-differs'],
    [
      'a file that counts too many batches',
      `FHS|^~\\&\rBHS|^~\\&\r${msh}\rBTS|1\rFTS|2\r`,
      'batch-count-differs',
    ],
    ['a batch that does not count', `BHS|^~\\&\r${msh}\rBTS\r`, undefined],
    ['a batch that is not closed', `BHS|^~\\&\r${msh}\r`, undefined],
    ['text before the first message', `Export of today\r${msh}\r`, 'envelope-invalid'],
    ['text after a batch', `BHS|^~\\&\r${msh}\rBTS|1\rbye\r`, 'envelope-invalid'],
    ['a header without end', `FHS|${'x'.repeat(3000)}`, 'envelope-invalid'],
    ['nothing', '', 'file-empty'],
    ['a lone end of block', '\u001C\r', 'file-without-records'],
    ['an empty batch', 'BHS|^~\\&\rBTS|0\r', 'file-without-records'],
  ])('with %s', (_, file, code) => {
    expect(frameAll(frameHl7Messages, file, [], smallLimits).fileProblem?.code).toBe(code);
  });

  test.each([
    ['a line that is no segment', `${msh}\rPID|1\rrubbish\rPV1|1`, '1 segment-malformed'],
    ['an id in small letters', `${msh}\rpid|1`, '1 segment-malformed'],
    ['an id with another separator', `${msh}\rPID^1`, '1 segment-malformed'],
    ['line ends of two kinds', `${msh}\rPID|1\nPV1|1\r`, '1 line-ends-mixed'],
    ['one separator', 'MSH|^\rPID|1', '1 hl7-delimiters'],
    ['a separator twice', 'MSH|^~^&|\rPID|1', '1 hl7-delimiters'],
    ['separators written for a browser', 'MSH|^~\\&amp;|\rPID|1', '1 hl7-delimiters'],
    ['MSH alone', 'MSH', '1 hl7-delimiters'],
    ['Cyrillic', `${withCharset('8859/5')}\rPID|1`, '1 hl7-charset'],
    ['too many segments', `${msh}\r${'NTE\r'.repeat(2000)}`, '1 record-too-long'],
    ['too many bytes', `${msh}\r${'NTE|12345678\r'.repeat(80_000)}`, '1 record-too-long'],
    ['one segment too long', `${msh}\rPID|${'x'.repeat(1_000_000)}`, '1 record-too-long'],
  ])('with %s are refused by themselves', (_, file, code) => {
    const framed = frameAll(frameHl7Messages, `${file}\r${msh}\rPID|2\r`);
    expect(framed.fileProblem).toBeUndefined();
    expect(codesOf(framed)).toEqual([code]);
    expect(textsOf(framed)).toEqual(['', `${msh}\rPID|2`]);
  });

  test('are read in the characters that MSH-18 names', () => {
    const latin = (charset: string) =>
      new Uint8Array([...bytesOf(`${withCharset(charset)}\rPID|1||||Mu`), 0xf1, ...bytesOf('oz\r')]);
    expect(textsOf(frameAll(frameHl7Messages, latin('8859/1')))).toEqual([
      `${withCharset('8859/1')}\rPID|1||||Muñoz`,
    ]);
    expect(codesOf(frameAll(frameHl7Messages, latin('UNICODE UTF-8')))).toEqual(['1 not-utf-8']);
    expect(
      textsOf(frameAll(frameHl7Messages, `${withCharset('UNICODE UTF-8~8859/1')}\rPID|1||||Muñoz`)),
    ).toEqual([`${withCharset('UNICODE UTF-8~8859/1')}\rPID|1||||Muñoz`]);
  });

  test('may be as long as a document when they carry one', () => {
    const obx = `OBX|1|ED||${'x'.repeat(200)}`;
    expect(codesOf(frameAll(frameHl7Messages, `${msh}\r${obx}`, [], smallLimits))).toEqual([
      '1 record-too-long',
    ]);
    expect(textsOf(frameAll(frameHl7Messages, `${mdm}\r${obx}`, [], smallLimits))).toEqual([
      `${mdm}\r${obx}`,
    ]);
  });
});

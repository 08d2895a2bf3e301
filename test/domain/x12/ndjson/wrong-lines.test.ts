import { describe, expect, it } from 'vitest';
import { type LineFault, LinesRefused } from '#domain/x12/ndjson/line-fault.ts';
import { readJsonLines } from '#domain/x12/ndjson/read-json-lines.ts';
import { writeLines } from '#domain/x12/ndjson/write-lines.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { plainEnvelope } from '../arbitraries.ts';
import { officeVisit } from '../example-claims.ts';
import { linesOf, writtenFrom } from './through-lines.ts';

/** Lines 1 and 2 are claims; then come their transaction, group and interchange. */
const lines: readonly string[] = linesOf(
  write837P(plainEnvelope, [officeVisit, { ...officeVisit, patientControlNumber: 'SECOND' }], {
    interchange: 1,
    group: 1,
  }),
)
  .trimEnd()
  .split('\n');
const [first = '', second = '', transaction = '', group = '', interchange = ''] = lines;

/** The faults of a file of lines, written or not. */
async function faultsOf(...file: readonly string[]): Promise<readonly LineFault[]> {
  try {
    await writtenFrom(file.join('\n'));
    return [];
  } catch (error) {
    if (error instanceof LinesRefused) return error.faults;
    throw error;
  }
}

/** A line in which one text stands instead of another. */
function changed(line: string, from: string, to: string): string {
  expect(line).toContain(from);
  return line.replace(from, to);
}

type Case = readonly [what: string, file: readonly string[], fault: Partial<LineFault>];

const cases: readonly Case[] = [
  [
    'a line that is no JSON',
    [first, '{"type":', transaction],
    { line: 2, found: 'no JSON from character 9 on', expected: 'a value' },
  ],
  [
    'a line that is no object',
    [first, '[1]'],
    { line: 2, found: 'a list of 1', expected: 'an object with a "type"' },
  ],
  ['a line without a type', ['{"guide":"837P"}'], { line: 1, path: 'type', found: 'nothing' }],
  ['a line of another type', ['{"type":"claim"}'], { line: 1, path: 'type', found: '"claim"' }],
  [
    'a part without a field that it must have',
    [changed(first, '"patientControlNumber":', '"patientControlNumbre":')],
    { line: 1, path: 'part.patientControlNumber', found: 'nothing', expected: 'text in double quotes' },
  ],
  [
    'an amount with a fraction',
    [first, second.replace(/"chargeCents":\d+/, '"chargeCents":12.5')],
    { line: 2, path: 'part.lines[0].chargeCents', found: '12.5', expected: 'a whole number of cents' },
  ],
  [
    'an amount as text',
    [first.replace(/"totalChargeCents":(\d+)/, '"totalChargeCents":"$1"')],
    { line: 1, path: 'part.totalChargeCents', expected: 'a whole number of cents' },
  ],
  [
    'a field that there is not',
    [changed(first, '"lines":[{', '"lines":[{"unitz":1,')],
    { line: 1, path: 'part.lines[0].unitz', expected: 'only fields of the model' },
  ],
  [
    'a field of another name in the line itself',
    [changed(first, '"index":0', '"index":0,"accepted":true')],
    { line: 1, path: 'accepted' },
  ],
  [
    'a day that there is not',
    [first.replace(/"serviceDates":\{"from":"[^"]*"/, '"serviceDates":{"from":"2026-02-29"')],
    {
      line: 1,
      path: 'part.lines[0].serviceDates.from',
      found: '"2026-02-29"',
      expected: 'a day of the calendar as YYYY-MM-DD',
    },
  ],
  [
    'a code that there is not',
    [changed(first, '"frequencyCode":"1"', '"frequencyCode":"2"')],
    { line: 1, path: 'part.frequencyCode', expected: '"1" or "6" or "7" or "8"' },
  ],
  [
    'a null where a field should be absent',
    [changed(first, '"totalChargeCents":', '"delayReason":null,"totalChargeCents":')],
    { line: 1, path: 'part.delayReason', found: 'null' },
  ],
  [
    'a guide that there is not',
    [changed(first, '"guide":"837P"', '"guide":"837D"')],
    { line: 1, path: 'guide', found: '"837D"' },
  ],
  [
    'parts in another order',
    [second, first, transaction, group, interchange],
    { line: 1, path: 'index', found: '1', expected: '0, for parts are counted from 0 without gaps' },
  ],
  ['a part that is missing', [first, changed(second, '"index":1', '"index":2')], { line: 2, path: 'index' }],
  [
    'a part of a transaction that is not closed',
    [first, second],
    { line: 1, expected: 'its other parts, and then its own line of type "transaction"' },
  ],
  [
    'a part after its transaction',
    [first, transaction, changed(second, '"index":1', '"index":0'), group, interchange],
    { line: 4, found: 'a line that is not of the transaction "0001" (837P), whose parts start at line 3' },
  ],
  [
    'parts of two transactions among each other',
    [
      first,
      changed(changed(second, '"transaction":"0001"', '"transaction":"0002"'), '"index":1', '"index":0'),
    ],
    { line: 2, found: 'a line that is not of the transaction "0001" (837P), whose parts start at line 1' },
  ],
  [
    'parts that differ in what their transaction says once',
    [first, changed(second, '"submitter":{"name":{', '"submitter":{"name":{"suffix":"II",')],
    { line: 2, path: 'part.submitter', found: 'another submitter than in line 1' },
  ],
  [
    'a transaction that was unusable',
    [transaction.replace(/"model":\{.*?\}\},/, '')],
    { line: 1, path: 'model', expected: 'the model of a transaction 837P without its claims' },
  ],
  [
    'two transactions with one control number in a group',
    [first, second, transaction, first, second, transaction, group, interchange],
    { line: 6, path: 'controlNumber', found: '"0001" for the second time in the group' },
  ],
  [
    'a transaction without a group',
    [first, second, transaction],
    { line: 3, found: 'the transaction "0001" without a group' },
  ],
  [
    'an interchange straight after a transaction',
    [first, second, transaction, interchange],
    { line: 4, found: 'an interchange after the transaction of line 3, which has no group' },
  ],
  ['a group without transactions', [group], { line: 1, found: 'a group without a transaction' }],
  [
    'a group without an interchange',
    [first, second, transaction, group],
    { line: 4, found: 'the group "1" without an interchange' },
  ],
  [
    'a group of a version that the guide does not have',
    [first, second, transaction, changed(group, '"005010X222A1"', '"004010X098A1"')],
    { line: 4, path: 'version', found: '"004010X098A1"' },
  ],
  [
    'a group with a code that cannot be written',
    [
      first,
      second,
      transaction,
      changed(group, '"senderCode":"PRACTICE1"', '"senderCode":"A*B"'),
      interchange,
    ],
    { line: 4, path: 'GS 02', found: '"A*B"' },
  ],
  [
    'an interchange of another version',
    [first, second, transaction, group, changed(interchange, '"00501"', '"00401"')],
    { line: 5, path: 'version', found: '"00401"', expected: '"00501"' },
  ],
  [
    'delimiters of which two are the same',
    [first, second, transaction, group, changed(interchange, '"component":":"', '"component":"*"')],
    { line: 5, path: 'ISA 16' },
  ],
  [
    'what the guide forbids, in the part that has it',
    [first, changed(second, '"modifiers":["25"]', '"modifiers":["255"]'), transaction, group, interchange],
    { line: 2, path: '2400 SV1 01', found: '"255"' },
  ],
  [
    'what the guide forbids, in what the transaction itself says',
    [first, second, changed(transaction, '"reference":"', '"reference":"~'), group, interchange],
    { line: 3, path: 'ST BHT 03' },
  ],
  [
    'an identifier that a list cannot carry, for it has a field of its own',
    [
      first,
      changed(second, '"lines":[', '"references":[{"qualifier":"G1","value":"A1"}],"lines":['),
      transaction,
      group,
      interchange,
    ],
    { line: 2, path: 'part.references', found: 'a list of 1' },
  ],
  [
    'the end of an unreadable file',
    [...lines, '{"type":"unreadable","offset":812,"sentence":"The file ends inside a segment"}'],
    { line: 6, found: 'the end of a file that could not be read whole' },
  ],
];

describe('lines that no file can be written from', () => {
  it('are none of those that the cases start from', async () => {
    expect(lines).toHaveLength(5);
    expect(await faultsOf(...lines)).toEqual([]);
  });

  it.each(cases)('are refused for %s', async (_, file, fault) => {
    const [found] = await faultsOf(...file);
    expect(found).toMatchObject(fault);
  });

  it('are refused with every fault of the first bad line, in sentences', async () => {
    const bad = changed(
      changed(first, '"frequencyCode":"1"', '"frequencyCode":"2"'),
      '"lines":[{',
      '"lines":[{"unitz":1,',
    );
    await expect(writtenFrom(bad)).rejects.toThrow(
      'Line 1, part.frequencyCode: found "2"; expected "1" or "6" or "7" or "8". Correct part.frequencyCode. ' +
        'Line 1, part.lines[0].unitz: found a field that there is not; expected only fields of the model. Correct the name "unitz", or remove the field.',
    );
  });

  it('give the interchanges before them, and nothing of their own', async () => {
    const file = [...lines, first, 'x'].map((line) => `${line}\n`).join('');
    const written: string[] = [];
    const writing = (async () => {
      for await (const text of writeLines(readJsonLines([new TextEncoder().encode(file)])))
        written.push(text);
    })();
    await expect(writing).rejects.toThrow('Line 7: found no JSON from character 1 on; expected a value.');
    expect(written).toEqual([await writtenFrom(lines.join('\n'))]);
  });
});

describe('a file of lines', () => {
  const read = async (bytes: readonly Uint8Array[], lineBytes?: number) => {
    const found: unknown[] = [];
    for await (const { line, json } of readJsonLines(bytes, lineBytes === undefined ? {} : { lineBytes })) {
      found.push([line, json]);
    }
    return found;
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('may have blank lines, line ends of two characters, a byte order mark, and no end of its last line', async () => {
    expect(await read([bytes('\uFEFF{"a":1}\r\n\r\n  \n[2]\n"é"')])).toEqual([
      [1, { a: 1 }],
      [4, [2]],
      [5, 'é'],
    ]);
  });

  it('is the same in any chunks', async () => {
    const whole = bytes('{"a":"é€😀"}\n\n[1,2]\n');
    const pieces = Array.from(whole, (_, at) => whole.subarray(at, at + 1));
    expect(await read(pieces)).toEqual(await read([whole]));
  });

  it('may be empty', async () => {
    expect(await read([])).toEqual([]);
    expect(await writtenFrom('')).toBe('');
  });

  it('is refused for a line that is too long, before its end has come', async () => {
    let taken = 0;
    function* endless() {
      for (; taken < 100; taken++) yield bytes('{'.repeat(10));
    }
    const reading = (async () => {
      for await (const _ of readJsonLines(endless(), { lineBytes: 55 })) expect.unreachable();
    })();
    await expect(reading).rejects.toThrow('Line 1: found a line of more than 55 bytes');
    expect(taken).toBe(5);
    expect(await read([bytes('"12345678"\n"12345678"')], 10)).toHaveLength(2);
  });

  it('is refused for bytes that are no text', async () => {
    const line = Uint8Array.from([0x22, 0xc3, 0x28, 0x22]);
    await expect(read([bytes('1\n'), line])).rejects.toThrow(
      'Line 2: found a byte that is no text in UTF-8, at byte 2 of the line',
    );
  });
});

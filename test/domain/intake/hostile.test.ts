import { describe, expect, test } from 'vitest';
import { framers } from '#domain/intake/frame/framers.ts';
import type { FormatId, Framer } from '#domain/intake/frame/framer.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import { recognise } from '#domain/intake/recognise/recognise.ts';

const pieceBytes = 1_000_000;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Outcome {
  /** Codes of records, each once, in the order in which they first came. */
  readonly records: readonly string[];
  readonly good: number;
  readonly file: string | undefined;
}

interface Hostile {
  readonly name: string;
  readonly format: FormatId;
  readonly start?: string;
  /** What is repeated, how often. */
  readonly body: string;
  readonly times: number;
  readonly end?: string;
  readonly outcome: Outcome;
}

const msh = 'MSH|^~\\&|A|B|C|D|20261001||DFT^P03|1|P|2.5.1\r';
const gigabyte = 1_000_000_000;

const files: readonly Hostile[] = [
  {
    name: 'a line of 2 GB among encounters',
    format: 'encounter-ndjson',
    start: '{"a":1}\n"',
    body: 'x',
    times: 2 * gigabyte,
    end: '"\n{"b":1}\n',
    outcome: { records: ['record-too-long'], good: 2, file: undefined },
  },
  {
    name: 'a row of 500 MB in CSV',
    format: 'csv',
    start: 'a,b\n1,2\n',
    body: 'x',
    times: gigabyte / 2,
    end: '\n3,4\n',
    outcome: { records: ['record-too-long'], good: 2, file: undefined },
  },
  {
    name: 'a segment of 100 MB in HL7',
    format: 'hl7',
    start: `${msh}OBX|1|TX||`,
    body: 'x',
    times: 100_000_000,
    end: `\r${msh}`,
    outcome: { records: ['record-too-long'], good: 1, file: undefined },
  },
  {
    name: 'an encounter of 100 MB in a list',
    format: 'encounter-json',
    start: '[{"a":"',
    body: 'x',
    times: 100_000_000,
    end: '"},{"b":1}]',
    outcome: { records: ['record-too-long'], good: 1, file: undefined },
  },
  {
    name: 'an X12 segment of 100 MB',
    format: 'x12-837',
    start:
      'ISA*00*          *00*          *ZZ*A              *ZZ*B              *261102*1506*^*00501*000000002*0*T*:~GS*',
    body: 'x',
    times: 100_000_000,
    outcome: { records: [], good: 0, file: 'envelope-invalid' },
  },
  {
    name: 'a record nested a million deep on a line',
    format: 'encounter-ndjson',
    start: '{"a":1}\n{"x":',
    body: '[',
    times: 900_000,
    end: '\n{"b":1}\n',
    outcome: { records: ['nested-too-deep'], good: 2, file: undefined },
  },
  {
    name: 'a record nested a million deep in a list',
    format: 'encounter-json',
    start: '[{"a":1},',
    body: '[',
    times: 1_000_000,
    outcome: { records: [], good: 1, file: 'file-broken-off' },
  },
  {
    name: 'a record nested a million deep that closes',
    format: 'encounter-json',
    start: `[{"a":1},${'['.repeat(1_000_000)}`,
    body: ']',
    times: 1_000_000,
    end: ',{"b":1}]',
    outcome: { records: ['nested-too-deep'], good: 2, file: undefined },
  },
  {
    name: '100 MB of opening brackets',
    format: 'encounter-json',
    body: '[',
    times: 100_000_000,
    outcome: { records: [], good: 0, file: 'file-broken-off' },
  },
  {
    name: '100 MB of opening brackets in a bundle',
    format: 'fhir-bundle',
    start: '{"resourceType":"Bundle","entry":[',
    body: '{"a":',
    times: 20_000_000,
    outcome: { records: [], good: 0, file: 'file-broken-off' },
  },
  {
    name: '100 MB of blanks between records',
    format: 'encounter-json',
    start: '[{"a":1},',
    body: ' ',
    times: 100_000_000,
    end: '{"b":1}]',
    outcome: { records: [], good: 2, file: undefined },
  },
  {
    name: 'a hundred thousand quotation marks that never close',
    format: 'csv',
    start: 'a,b\n',
    body: '"open,1\n',
    times: 100_000,
    outcome: { records: ['csv-quote-not-closed'], good: 0, file: 'file-broken-off' },
  },
  {
    name: 'a quotation mark that never closes before many rows',
    format: 'csv',
    start: 'a,b\n"open,1\n',
    body: '1,2\n',
    times: 300_000,
    outcome: { records: ['csv-quote-not-closed'], good: 300_000, file: undefined },
  },
  {
    name: '100 MB of blank lines',
    format: 'encounter-ndjson',
    body: '\n',
    times: 100_000_000,
    outcome: { records: [], good: 0, file: 'file-without-records' },
  },
  {
    name: 'a message of 3,000 segments',
    format: 'hl7',
    start: msh,
    body: 'NTE|1\r',
    times: 3_000,
    end: msh,
    outcome: { records: ['record-too-long'], good: 1, file: undefined },
  },
  {
    name: '100 MB of text before any message',
    format: 'hl7',
    body: 'text ',
    times: 20_000_000,
    outcome: { records: [], good: 0, file: 'envelope-invalid' },
  },
  {
    name: '100 MB after the header of a batch',
    format: 'hl7',
    start: 'FHS|',
    body: 'x',
    times: 100_000_000,
    outcome: { records: [], good: 0, file: 'envelope-invalid' },
  },
  {
    name: 'a text document of 100 MB',
    format: 'document-text',
    body: 'text ',
    times: 20_000_000,
    outcome: { records: ['record-too-long'], good: 0, file: undefined },
  },
  {
    name: 'line ends of three kinds in CSV',
    format: 'csv',
    start: 'a,b\r\n',
    body: '1,2\n3,4\r',
    times: 100_000,
    outcome: { records: [], good: 0, file: 'line-ends-mixed' },
  },
  {
    name: 'line ends of three kinds in a message',
    format: 'hl7',
    start: msh,
    body: 'NTE|1\nPV1|1\r\nPID|1\r',
    times: 10,
    end: msh,
    outcome: { records: ['line-ends-mixed'], good: 1, file: undefined },
  },
];

/** The file in pieces, of which each is made only when it is read. */
function* piecesOf({ start = '', body, times, end = '' }: Hostile): Generator<Uint8Array> {
  yield bytesOf(start);
  const each = Math.max(Math.floor(pieceBytes / body.length), 1);
  const piece = bytesOf(body.repeat(Math.min(each, times)));
  const whole = Math.floor(times / each);
  for (let count = 0; count < whole; count += 1) {
    yield piece;
  }
  yield bytesOf(body.repeat(times % each) + end);
}

describe('A hostile file', () => {
  test.each(files)('with $name is answered in bounded time and memory', (file) => {
    const framer: Framer = framers[file.format](usualIntakeLimits);
    const records = new Set<string>();
    let good = 0;
    const take = (frames: ReturnType<Framer['push']>): void => {
      for (const { problem } of frames) {
        if (problem === undefined) {
          good += 1;
        } else {
          records.add(problem.code);
        }
      }
    };
    const startRss = process.memoryUsage().rss;
    const startCpu = process.cpuUsage();
    let mostRss = startRss;
    let pieces = 0;
    for (const piece of piecesOf(file)) {
      take(framer.push(piece));
      pieces += 1;
      if (pieces % 50 === 0) {
        mostRss = Math.max(mostRss, process.memoryUsage().rss);
      }
      if (framer.fileProblem !== undefined) {
        break;
      }
    }
    take(framer.finish());
    const { user, system } = process.cpuUsage(startCpu);
    expect({ records: [...records], good, file: framer.fileProblem?.code }).toEqual(file.outcome);
    // Less than the files have.
    expect(mostRss - startRss).toBeLessThan(90_000_000);
    expect((user + system) / 1_000_000).toBeLessThan(20);
  });

  test.each([
    [
      'XML that unfolds',
      '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
      'format-unsupported',
    ],
    ['HTML', '<html><body>visits</body></html>', 'format-unsupported'],
    ['UTF-16', '\u0000v\u0000i\u0000s\u0000i\u0000t\u0000,\u0000a', 'file-not-utf-8'],
    ['zero bytes', '\u0000\u0000\u0000\u0000', 'format-unknown'],
    ['control signs', 'a,b,c\u0001\u0002\n', 'format-unknown'],
  ])('of %s is refused before it is read', (_, text, code) => {
    const recognised = recognise(bytesOf(text), { name: 'x.ndjson', isWhole: true, csvMappings: [] });
    expect('problem' in recognised ? recognised.problem.code : recognised.kind).toBe(code);
  });
});

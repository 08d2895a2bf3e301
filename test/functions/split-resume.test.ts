import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { Instant } from '#contracts/dates.ts';
import { contractVersion, type SplitUploadAnswer } from '#contracts/steps.ts';
import { UploadChunk, type Upload } from '#contracts/upload.ts';
import { splitUploadStep, type SplitUploadWorld } from '../../functions/split-upload/split-upload-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { upload } from '../ports/samples.ts';

const many = (count: number, line: (number: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('');

/** Makes the files longer than the pieces in which they are looked at. */
const note = 'Seen for a sore throat of two days. '.repeat(4);

const ndjson = many(1_300, (number) =>
  number % 50 === 7 ? '\n' : `{"encounterId":"E-${number}","note":"${note}"}\n`,
);
const csv = `visit_id;service_date;code;patient_id;patient_last_name;patient_birth_date;note\r\n${many(
  1_200,
  (number) =>
    `V-${number};2026-10-05;99213;P-1;"Kowalski${number % 9 === 0 ? '\r\n' : ' '}II";1980-02-29;${note}\r\n`,
)}`;
const hl7 = `BHS|^~\\&|A\r${many(
  1_100,
  (number) => `MSH|^~\\&|A|B|||20261005||DFT^P03|${number}|P|2.5.1\rPID|1||P-${number}\rNTE|1||${note}\r`,
)}BTS|1100\r`;

const files: readonly (readonly [string, Uint8Array])[] = [
  ['NDJSON', Buffer.from(ndjson)],
  ['CSV', Buffer.from(csv)],
  ['HL7 in gzip', gzipSync(hl7)],
  [
    'files of three formats in a zip',
    zipSync({
      'a/one.ndjson': strToU8(ndjson),
      'note_1.txt': strToU8('Seen for a sore throat.'),
      'two.csv.gz': gzipSync(csv),
      'three.hl7': strToU8(hl7),
    }),
  ],
];

/** What stops a call: a write that fails, or its time. */
interface Stops {
  /** The call that makes this write, counted through all calls, ends there. */
  readonly atWrites?: ReadonlySet<number>;
  /** What passes each time that the clock is looked at. */
  readonly minutesALook?: number;
}

class Killed extends Error {}

/** Splits a file by as many calls as it takes, and gives all that lies in the document bucket then but the checkpoint. */
async function split(file: Uint8Array, stops: Stops = {}) {
  const tables = new MemoryTables();
  const memory = memoryDocumentStore(tables);
  const arrived = upload({ sizeBytes: file.length, uploadId: upload().uploadId });
  tables.documents.set(`uploads/${arrived.key}`, file);
  let saved: Upload = arrived;
  let writes = 0;
  let looks = 0;
  const write = async <Result>(put: () => Promise<Result>): Promise<Result> => {
    writes += 1;
    if (stops.atWrites?.has(writes) === true) {
      throw new Killed('killed at a write');
    }
    return await put();
  };
  const world: SplitUploadWorld = {
    clock: {
      now: () => {
        looks += 1;
        const minutes = looks * (stops.minutesALook ?? 0);
        return Instant.parse(new Date(Date.UTC(2026, 10, 20) + minutes * 60_000).toISOString());
      },
    },
    commit: memoryCommit(tables),
    documents: {
      ...memory,
      put: (...parameters) => write(() => memory.put(...parameters)),
      putStream: (...parameters) => write(() => memory.putStream(...parameters)),
    },
    contents: uploadContents,
    practices: { load: () => Promise.resolve(practice) },
    uploads: {
      load: () => Promise.resolve(saved),
      save: (next) => {
        saved = next;
        return Promise.resolve();
      },
    },
  };
  let calls = 0;
  let answer: SplitUploadAnswer | undefined;
  while (answer?.outcome === undefined || answer.outcome === 'more') {
    calls += 1;
    answer = await splitUploadStep(
      { contractVersion, practiceId: arrived.practiceId, uploadId: arrived.uploadId },
      world,
    ).catch((error: unknown) => {
      if (error instanceof Killed) {
        return undefined;
      }
      throw error;
    });
  }
  const folder = `documents/chunks/${arrived.practiceId}/${arrived.uploadId}/`;
  const written = [...tables.documents]
    .filter(([key]) => key.startsWith(folder) && !key.endsWith('.checkpoint.json'))
    .map(([key, bytes]): [string, string] => [
      key.slice(folder.length),
      Buffer.from(bytes).toString().replaceAll(arrived.uploadId, 'U'),
    ])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { chunks, records, hasParts, state } = saved;
  return { written, calls, writes, outcome: answer.outcome, saved: { chunks, records, hasParts, state } };
}

describe.each(files)('Split of %s', (_name, file) => {
  test('stopped at any write and started again it writes the same chunks', async () => {
    const { calls, writes, ...whole } = await split(file);
    expect(calls).toBe(1);
    expect(whole.outcome).toBe('split');
    expect(whole.saved.chunks).toBeGreaterThan(40);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: writes }), { minLength: 1, maxLength: 4 }),
        async (atWrites) => {
          const { calls: more, writes: _more, ...again } = await split(file, { atWrites: new Set(atWrites) });
          expect(again).toEqual(whole);
          expect(more).toBe(atWrites.length + 1);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('whose calls use up their time it goes on and writes the same chunks', async () => {
    const { calls: _one, writes: _writes, ...whole } = await split(file);
    const { calls, writes: _more, ...again } = await split(file, { minutesALook: 3 });
    expect(again).toEqual(whole);
    expect(calls).toBeGreaterThan(1);
  });
});

test('Chunks are of one file of an archive, and records are numbered on through its files', async () => {
  const { written } = await split(files[3]?.[1] ?? new Uint8Array());
  const chunks = written
    .filter(([key]) => key !== 'index.json')
    .map(([, text]) => UploadChunk.parse(JSON.parse(text)));
  expect(new Set(chunks.map(({ format, entry, entryName }) => `${entry} ${entryName} ${format}`))).toEqual(
    new Set([
      '1 a/one.ndjson encounter-ndjson',
      '2 note_1.txt document-text',
      '3 two.csv.gz csv',
      '4 three.hl7 hl7',
    ]),
  );
  const numbers = chunks.flatMap(({ records }) => records.map(({ recordNumber }) => recordNumber));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
  const second = chunks.find(({ entry }) => entry === 2)?.records[0];
  // The last line of the first file has the number 1300.
  expect(second).toMatchObject({ recordNumber: 1_301, number: 1 });
  const rows = chunks.filter(({ entry }) => entry === 3);
  expect(new Set(rows.map(({ mappingId }) => mappingId))).toEqual(new Set(['standard-charge-line']));
  expect(rows[0]?.records[0]).toMatchObject({ recordNumber: 1_303, number: 2, line: 2 });
});

test('A call that comes no further is a defect', async () => {
  const long = Buffer.from(`{"encounterId":"E-1","note":"${'n'.repeat(400_000)}"}\n`);
  await expect(split(long, { minutesALook: 5 })).rejects.toThrow(/came no further/);
});

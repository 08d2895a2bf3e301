import { expect, test } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { contractVersion } from '#contracts/steps.ts';
import { UploadChunk } from '#contracts/upload.ts';
import { splitUploadStep, type SplitUploadWorld } from '../../functions/split-upload/split-upload-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { upload } from '../ports/samples.ts';

const megabyte = 1024 * 1024;
const pieceBytes = 64 * 1024;

/** Most notes are short, every fifth is a page long, and now and then several in a row are as long as a record may be. */
function noteLength(record: number): number {
  if (record % 1000 < 6) {
    return 900_000;
  }
  return record % 5 === 0 ? 15_000 : 0;
}

/** A file of `sizeBytes` that is made while it is read: ordinary visits, some with a long note, and lines that are none. */
function* fileOf(sizeBytes: number): Generator<Uint8Array> {
  let made = 0;
  let pending = '';
  for (let record = 1; made < sizeBytes; record += 1) {
    const line =
      record % 100 === 0
        ? 'not an encounter'
        : JSON.stringify(
            encounterJson({ encounterId: `ENC-${record}`, note: 'n'.repeat(noteLength(record)) }),
          );
    pending += `${line}\n`;
    made += line.length + 1;
    while (pending.length >= pieceBytes) {
      yield Buffer.from(pending.slice(0, pieceBytes));
      pending = pending.slice(pieceBytes);
    }
  }
  yield Buffer.from(pending);
}

/** 100,000 rows of CSV, 2,000 at a time. */
function* rowsOf(count: number): Generator<Uint8Array> {
  const header = [
    'visit_id',
    'service_date',
    'patient_id',
    'patient_last_name',
    'patient_birth_date',
    'note',
  ];
  yield Buffer.from(`${header.join(',')}\n`);
  for (let from = 1; from <= count; from += 2_000) {
    const rows = Array.from(
      { length: Math.min(2_000, count - from + 1) },
      (_, at) => `V-${from + at},2026-10-05,P-${from + at},Kowalski,1980-02-29,"seen, and sent home"\n`,
    );
    yield Buffer.from(rows.join(''));
  }
}

const bytesIn = (pieces: Iterable<Uint8Array>): number =>
  [...pieces].reduce((sum, piece) => sum + piece.length, 0);

/** Splits a file that is made while it is read, and watches what the step can hold of it. */
async function watchSplit(file: () => Iterable<Uint8Array>, sizeBytes: number) {
  const arrived = upload({ sizeBytes });
  const seen = { saved: arrived, index: 0, chunks: 0, records: 0, mostRecords: 0, largestCharacters: 0 };
  let takenBytes = 0;
  let writtenBytes = 0;
  let mostHeldBytes = 0;
  const documents: SplitUploadWorld['documents'] = {
    bucketOf: (shelf) => shelf,
    stream: (_shelf, _key, _version, _from, beforeByte) =>
      Promise.resolve(
        (async function* stream() {
          for (const piece of file()) {
            if (beforeByte !== undefined) {
              // Only the first bytes are asked for, to find out whether it is an archive.
              yield await Promise.resolve(piece.subarray(0, beforeByte));
              return;
            }
            takenBytes += piece.length;
            mostHeldBytes = Math.max(mostHeldBytes, takenBytes - writtenBytes);
            yield await Promise.resolve(piece);
          }
        })(),
      ),
    get: () => Promise.resolve(undefined),
    tag: () => Promise.reject(new Error('nothing of it is put aside')),
    put: (_shelf, key, body) => {
      seen.largestCharacters = Math.max(seen.largestCharacters, String(body).length);
      if (key.endsWith('.checkpoint.json')) {
        return Promise.resolve();
      }
      const chunk = UploadChunk.parse(JSON.parse(String(body)));
      seen.chunks += 1;
      writtenBytes += chunk.records.reduce((sum, { text }) => sum + text.length + 1, 0);
      writtenBytes += chunk.unreadable.length * ('not an encounter'.length + 1);
      const records = chunk.records.length + chunk.unreadable.length;
      seen.records += records;
      seen.mostRecords = Math.max(seen.mostRecords, records);
      return Promise.resolve();
    },
    putStream: async (_shelf, _key, body) => {
      let text = '';
      for await (const piece of body) {
        text += Buffer.from(piece).toString();
      }
      seen.index = (JSON.parse(text) as unknown[]).length;
      return true;
    },
  };
  const answer = await splitUploadStep(
    { contractVersion, practiceId: arrived.practiceId, uploadId: arrived.uploadId },
    {
      clock: { now: () => arrived.registeredAt },
      commit: { apply: () => Promise.reject(new Error('nothing of it is put aside')) },
      documents,
      contents: uploadContents,
      practices: { load: () => Promise.resolve(practice) },
      uploads: {
        load: () => Promise.resolve(seen.saved),
        save: (next) => {
          seen.saved = next;
          return Promise.resolve();
        },
      },
    },
  );
  return { ...seen, answer, takenBytes, writtenBytes, mostHeldBytes };
}

test('An upload of 50 MB is split as it streams by, no chunk larger than one call takes in', async () => {
  const size = bytesIn(fileOf(50 * megabyte));
  const seen = await watchSplit(() => fileOf(50 * megabyte), size);
  const { records, chunks } = seen;
  expect(seen.answer).toMatchObject({ outcome: 'split', chunks, hasParts: false });
  expect(seen.index).toBe(chunks);
  expect(seen.saved).toMatchObject({ state: 'split', records, chunks });
  expect(records).toBeGreaterThan(5000);
  expect(seen.mostRecords).toBe(25);
  expect(seen.largestCharacters).toBeLessThan(3 * megabyte);
  // What was read and not yet written away is all that the step can hold.
  expect(seen.mostHeldBytes).toBeLessThan(3 * megabyte);
  expect(seen.writtenBytes).toBe(seen.takenBytes);
});

test('A hundred thousand rows become four thousand chunks, and never more than a few are held', async () => {
  const size = bytesIn(rowsOf(100_000));
  const seen = await watchSplit(() => rowsOf(100_000), size);
  expect(seen.answer).toMatchObject({ outcome: 'split', chunks: 4_000, hasParts: false });
  expect(seen).toMatchObject({ index: 4_000, records: 100_000, mostRecords: 25 });
  expect(seen.takenBytes).toBe(size);
  // The first 64 KB are looked at together, then one piece of the file at a time.
  expect(seen.mostHeldBytes).toBeLessThan(600_000);
  expect(seen.largestCharacters).toBeLessThan(100_000);
});

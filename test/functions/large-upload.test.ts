import { expect, test } from 'vitest';
import type { DocumentStore } from '#ports/document-store.ts';
import { contractVersion } from '#contracts/steps.ts';
import { UploadChunk } from '#contracts/upload.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
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

test('An upload of 50 MB is split as it streams by, no chunk larger than one call takes in', async () => {
  const arrived = upload({ sizeBytes: 50 * megabyte });
  let saved = arrived;
  let index: unknown[] = [];
  let chunks = 0;
  let records = 0;
  let mostRecords = 0;
  let largestCharacters = 0;
  let takenBytes = 0;
  let writtenBytes = 0;
  let mostHeldBytes = 0;
  const documents: Pick<DocumentStore, 'bucketOf' | 'stream' | 'put'> = {
    bucketOf: (shelf) => shelf,
    stream: () =>
      Promise.resolve(
        (async function* stream() {
          for (const piece of fileOf(50 * megabyte)) {
            takenBytes += piece.length;
            mostHeldBytes = Math.max(mostHeldBytes, takenBytes - writtenBytes);
            yield await Promise.resolve(piece);
          }
        })(),
      ),
    put: (_shelf, key, body) => {
      const content: unknown = JSON.parse(String(body));
      if (key.endsWith('/index.json')) {
        index = content as unknown[];
      } else {
        const chunk = UploadChunk.parse(content);
        chunks += 1;
        writtenBytes += chunk.records.reduce((sum, { text }) => sum + text.length + 1, 0);
        writtenBytes += chunk.unreadable.length * ('not an encounter'.length + 1);
        records += chunk.records.length + chunk.unreadable.length;
        largestCharacters = Math.max(largestCharacters, String(body).length);
        mostRecords = Math.max(mostRecords, chunk.records.length + chunk.unreadable.length);
      }
      return Promise.resolve();
    },
  };
  const answer = await splitUploadStep(
    { contractVersion, practiceId: arrived.practiceId, uploadId: arrived.uploadId },
    {
      documents,
      uploads: {
        load: () => Promise.resolve(saved),
        save: (next) => {
          saved = next;
          return Promise.resolve();
        },
      },
    },
  );
  expect(answer).toMatchObject({ outcome: 'split', chunks });
  expect(index).toHaveLength(chunks);
  expect(saved).toMatchObject({ state: 'split', records, chunks });
  expect(records).toBeGreaterThan(5000);
  expect(mostRecords).toBe(25);
  expect(largestCharacters).toBeLessThan(3 * megabyte);
  // What was read and not yet written away is all that the step can hold.
  expect(mostHeldBytes).toBeLessThan(3 * megabyte);
  expect(writtenBytes).toBe(takenBytes);
});

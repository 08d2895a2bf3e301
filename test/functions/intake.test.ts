import { describe, expect, test } from 'vitest';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { contractVersion } from '#contracts/steps.ts';
import { uploadChunkKey, uploadResultKey } from '#contracts/upload.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { takeInEncountersStep } from '../../functions/take-in-encounters/take-in-encounters-step.ts';
import { writeUploadAnswerStep } from '../../functions/write-upload-answer/write-upload-answer-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const lines = (...encounters: readonly object[]): string =>
  encounters.map((encounter) => `${JSON.stringify(encounter)}\n`).join('');
const numbered = (count: number, from = 1): object[] =>
  Array.from({ length: count }, (_, index) => encounterJson({ encounterId: `ENC-${from + index}` }));

async function register(world: MemoryWorld, name: string, text: string | Uint8Array) {
  const key = `upload/${world.practiceId}/${name}`;
  await world.documents.put('uploads', key, text, 'application/x-ndjson');
  const message = world.arrived('uploads', key, Buffer.byteLength(text));
  expect(await registerUploadStep(message, world)).toEqual({ outcome: 'registered' });
  const [uploadId] = [...world.stored.uploads.values()].map((upload) => upload.uploadId);
  if (uploadId === undefined) {
    throw new Error('not registered');
  }
  return { message, input: { contractVersion, practiceId: world.practiceId, uploadId } as const };
}

describe('register-upload', () => {
  test('one version of one object is one upload, however often its event comes', async () => {
    const world = await memoryWorld();
    const { message, input } = await register(world, 'a.ndjson', lines(encounterJson()));
    expect(world.stored.executions.get(`encounter-intake/${input.uploadId}`)).toEqual(input);
    const before = world.snapshot();
    world.advance(60_000);
    await registerUploadStep(message, world);
    expect(world.snapshot()).toEqual(before);
  });

  test('a delivery that ended before the start is made up for by the next', async () => {
    const world = await memoryWorld();
    const { message, input } = await register(world, 'a.ndjson', lines(encounterJson()));
    world.stored.executions.clear();
    await registerUploadStep(message, world);
    expect([...world.stored.executions.keys()]).toEqual([`encounter-intake/${input.uploadId}`]);
  });

  test('a key with blanks and signs arrives as it was written', async () => {
    const world = await memoryWorld();
    const key = `upload/${world.practiceId}/a b+c 50%.ndjson`;
    await registerUploadStep(world.arrived('uploads', key), world);
    expect([...world.stored.uploads.values()].map((upload) => upload.key)).toEqual([key]);
  });

  test.each([
    ['upload/no-such-practice/a.ndjson', 'answer/no-such-practice/a.ndjson.json', 'upload/no-such-practice/'],
    ['upload/Not An Id/a.ndjson', 'answer/Not An Id/a.ndjson.json', 'upload/Not An Id/'],
    ['upload/none/50%+a b.ndjson', 'answer/none/50%+a b.ndjson.json', 'upload/none/'],
    ['upload/stray.ndjson', 'answer/stray.ndjson.json', 'no folder of a practice'],
  ])('an upload to %s is answered at once and nothing of it is stored', async (key, answerKey, found) => {
    const world = await memoryWorld();
    const before = world.stored.uploads.size;
    const message = world.arrived('uploads', key);
    expect(await registerUploadStep(message, world)).toEqual({ outcome: 'unknown-practice' });
    const answer = await world.documents.get('uploads', answerKey);
    const { outcome, fileProblems } = JSON.parse(new TextDecoder().decode(answer?.body)) as {
      outcome: string;
      fileProblems: { code: string; found: string }[];
    };
    expect({ outcome, code: fileProblems[0]?.code }).toEqual({
      outcome: 'refused',
      code: 'practice-unknown',
    });
    expect(fileProblems[0]?.found).toContain(found);
    expect(world.stored.uploads.size).toBe(before);
    expect(world.stored.executions.size).toBe(0);
  });
});

describe('split-upload', () => {
  test('records are laid out in chunks of 25; splitting again writes the same', async () => {
    const world = await memoryWorld();
    const { input } = await register(world, 'many.ndjson', lines(...numbered(60)));
    expect(await splitUploadStep(input, world)).toMatchObject({ outcome: 'split', chunks: 3 });
    const before = world.snapshot();
    await splitUploadStep(input, world);
    expect(world.snapshot()).toEqual(before);
    const index = await world.documents.get('documents', `chunks/cedar-hill/${input.uploadId}/index.json`);
    expect(JSON.parse(new TextDecoder().decode(index?.body))).toEqual(
      [1, 2, 3].map((chunkNumber) => ({ ...input, chunkNumber })),
    );
  });

  test.each([
    ['a file of 0 bytes', new Uint8Array(), 'file-empty'],
    ['blank lines only', '\n \r\n\t\n', 'file-without-records'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0x00]), 'file-not-utf-8'],
  ])('%s is refused as a whole, in words', async (_what, content, code) => {
    const world = await memoryWorld();
    const answer = await world.upload('bad.ndjson', content);
    expect(answer).toMatchObject({ outcome: 'refused', totals: { records: 0 }, fileProblems: [{ code }] });
    expect(world.stored.claims.size).toBe(0);
  });

  test('a file that was deleted before it was read is answered too', async () => {
    const world = await memoryWorld();
    const { input } = await register(world, 'gone.ndjson', lines(encounterJson()));
    world.stored.documents.delete('uploads/upload/cedar-hill/gone.ndjson');
    expect(await splitUploadStep(input, world)).toMatchObject({ outcome: 'refused', chunks: 0 });
    await writeUploadAnswerStep(input, world);
    const upload = await world.uploads.load(world.practiceId, input.uploadId);
    expect(upload).toMatchObject({ state: 'answered', fileProblems: [{ code: 'file-deleted' }] });
  });

  test('bytes that are no text are answered as what they are: none of our formats', async () => {
    const world = await memoryWorld();
    const binary = Uint8Array.from({ length: 3000 }, (_, index) => (index * 131) % 256);
    const answer = await world.upload('photo.jpg', binary);
    expect(answer).toMatchObject({
      outcome: 'refused',
      totals: { records: 0 },
      fileProblems: [{ code: 'format-unknown' }],
    });
  });

  test('an upload that was never registered is a fault, not a wait', async () => {
    const world = await memoryWorld();
    const input = { contractVersion, practiceId: world.practiceId, uploadId: 'U0000000000000000' };
    await expect(splitUploadStep(input, world)).rejects.toMatchObject({ name: 'InvariantBroken' });
  });
});

describe('take-in-encounters', () => {
  test('a byte order mark, CRLF and blank lines change nothing', async () => {
    const plain = await memoryWorld();
    const marked = await memoryWorld();
    await plain.upload('a.ndjson', lines(...numbered(2)));
    const text = `\uFEFF${lines(...numbered(2)).replaceAll('\n', '\r\n\r\n')}`;
    const answer = await marked.upload('a.ndjson', text);
    expect(answer.totals).toMatchObject({ records: 2, accepted: 2 });
    expect([...marked.stored.claims.keys()]).toEqual([...plain.stored.claims.keys()]);
  });

  test('a bad record never blocks a good one, and each problem names record, field and values', async () => {
    const world = await memoryWorld();
    const answer = await world.upload(
      'mixed.ndjson',
      `${lines(encounterJson({ encounterId: 'ENC-1' }))}{"broken\n${lines(
        encounterJson({ encounterId: 'ENC-3', patient: undefined }),
        encounterJson({ encounterId: 'ENC-4', renderingNpi: '2000001019' }),
        encounterJson({ encounterId: 'ENC-5', totalCharge: '176.00' }),
        encounterJson({ encounterId: 'ENC-6' }),
      )}`,
    );
    expect(answer.totals).toMatchObject({ records: 6, accepted: 2, updated: 0, unchanged: 0, refused: 4 });
    expect(
      answer.records.map(({ recordNumber, outcome, problems }) => [
        recordNumber,
        outcome,
        problems[0]?.field,
        problems[0]?.code,
      ]),
    ).toEqual([
      [1, 'accepted', undefined, undefined],
      [2, 'refused', '', 'not-json'],
      [3, 'refused', 'patient', 'field-missing'],
      [4, 'refused', 'renderingNpi', 'npi-check-digit'],
      [5, 'refused', 'totalCharge', 'charges-do-not-add-up'],
      [6, 'accepted', undefined, undefined],
    ]);
    for (const { problems } of answer.records) {
      for (const problem of problems) {
        expect([problem.found, problem.expected, problem.howToFix].every((words) => words.length > 3)).toBe(
          true,
        );
      }
    }
  });

  test('the same chunk delivered twice changes nothing and answers the same', async () => {
    const world = await memoryWorld();
    const { input } = await register(world, 'a.ndjson', lines(...numbered(7)));
    await splitUploadStep(input, world);
    await takeInEncountersStep({ ...input, chunkNumber: 1 }, world);
    const before = world.snapshot();
    world.advance(60_000);
    await takeInEncountersStep({ ...input, chunkNumber: 1 }, world);
    expect(world.snapshot()).toEqual(before);
  });

  test('the same upload under another name is unchanged, record by record', async () => {
    const world = await memoryWorld();
    await world.upload('a.ndjson', lines(...numbered(3)));
    const claims = structuredClone(world.stored.claims);
    const answer = await world.upload('again.ndjson', lines(...numbered(3)));
    expect(answer.totals).toMatchObject({ records: 3, unchanged: 3 });
    expect(world.stored.claims).toEqual(claims);
  });

  test('two records of one encounter in one file make one claim, and the content of neither is lost in silence', async () => {
    const world = await memoryWorld();
    const answer = await world.upload(
      'twice.ndjson',
      lines(
        encounterJson({ encounterId: 'ENC-1', version: 1, placeOfService: '11' }),
        encounterJson({ encounterId: 'ENC-1', version: 2, placeOfService: '22' }),
      ),
    );
    expect(world.stored.claims.size).toBe(1);
    expect((await world.claim()).placeOfService).toBe('22');
    expect(answer.records.map(({ outcome }) => outcome)).toEqual(['accepted', 'updated']);
  });

  test('a chunk whose content is gone is a fault', async () => {
    const world = await memoryWorld();
    const { input } = await register(world, 'a.ndjson', lines(...numbered(1)));
    await splitUploadStep(input, world);
    world.stored.documents.delete(`documents/${uploadChunkKey('cedar-hill', input.uploadId, 1)}`);
    await expect(takeInEncountersStep({ ...input, chunkNumber: 1 }, world)).rejects.toMatchObject({
      name: 'InvariantBroken',
    });
  });
});

describe('write-upload-answer', () => {
  test('the answer stands beside the upload, is written once, and tells records in the order of the file', async () => {
    const world = await memoryWorld();
    const answer = await world.upload('b.ndjson', lines(...numbered(30)));
    expect(answer.records.map(({ recordNumber }) => recordNumber)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    const stored = await world.documents.get('uploads', 'answer/cedar-hill/b.ndjson.json');
    expect(UploadAnswer.parse(JSON.parse(new TextDecoder().decode(stored?.body)))).toEqual(answer);
    const before = world.snapshot();
    world.advance(60_000);
    await writeUploadAnswerStep(
      { contractVersion, practiceId: world.practiceId, uploadId: answer.uploadId },
      world,
    );
    expect(world.snapshot()).toEqual(before);
  });

  test('an answer is not written while the result of a chunk is missing', async () => {
    const world = await memoryWorld();
    const { input } = await register(world, 'c.ndjson', lines(...numbered(30)));
    await splitUploadStep(input, world);
    await takeInEncountersStep({ ...input, chunkNumber: 1 }, world);
    await expect(writeUploadAnswerStep(input, world)).rejects.toThrow(/Chunk 2 of upload U\w+ has no result/);
    expect(world.stored.documents.has(`documents/${uploadResultKey('cedar-hill', input.uploadId, 2)}`)).toBe(
      false,
    );
  });
});

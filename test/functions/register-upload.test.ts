import { describe, expect, test } from 'vitest';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { memoryWorld } from './memory-world.ts';

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('An upload whose name tells about a patient', () => {
  test.each([
    ['charges 123-45-6789.csv', 'a social security number'],
    ['Kowalski_Maren_1984-02-11.pdf', "a person's name"],
    ['epic/maren.kowalski@example.org.hl7', 'an e-mail address'],
    ['MRN 00123456.ndjson', 'the number of a patient'],
  ])('is put aside unread: %s', async (name, fault) => {
    const world = await memoryWorld();
    const before = JSON.stringify(world.snapshot());
    const message = world.arrived('uploads', `upload/${world.practiceId}/${name}`, 100);
    expect(await registerUploadStep(message, world)).toEqual({ outcome: 'quarantined' });
    expect(world.stored.executions.size).toBe(0);
    const [upload, ...others] = world.stored.uploads.values();
    expect(others).toEqual([]);
    expect(upload).toMatchObject({ state: 'quarantined', fileProblems: [{ code: 'name-has-phi' }] });
    const answerKey = `answer/${world.practiceId}/quarantined-${upload?.uploadId}.json`;
    expect(upload?.answerKey).toBe(answerKey);
    const stored = text(world.stored.documents.get(`uploads/${answerKey}`));
    const answer = UploadAnswer.parse(JSON.parse(stored));
    expect(answer).toMatchObject({ outcome: 'refused', totals: { records: 0 }, records: [] });
    expect(answer.fileProblems[0]?.found).toContain(fault);
    // No word of four letters or digits of the name is kept anywhere.
    const kept = `${JSON.stringify(world.snapshot())}${[...world.stored.uploads.values()]
      .map((one) => JSON.stringify(one))
      .join('')}${[...world.stored.documents.keys()].join('')}${stored}`.toLowerCase();
    const told = name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => /^[a-z0-9]{4,}$/.test(word) && !/^(?:epic|charges|ndjson)$/.test(word));
    expect(told).not.toEqual([]);
    expect(told.filter((word) => kept.includes(word) && !before.toLowerCase().includes(word))).toEqual([]);
  });

  test('is put aside once, however often its event comes, and never split', async () => {
    const world = await memoryWorld();
    const message = world.arrived('uploads', `upload/${world.practiceId}/patient 00123456.csv`, 100);
    await registerUploadStep(message, world);
    const before = world.snapshot();
    world.advance(60_000);
    expect(await registerUploadStep(message, world)).toEqual({ outcome: 'quarantined' });
    expect(world.snapshot()).toEqual(before);
    const [upload] = world.stored.uploads.values();
    const { practiceId, uploadId } = upload ?? {};
    expect(await splitUploadStep({ contractVersion: 1, practiceId, uploadId }, world)).toMatchObject({
      outcome: 'quarantined',
      chunks: 0,
    });
    expect(world.snapshot()).toEqual(before);
  });

  test.each(['upload/no-such-practice/ssn 123456789.csv', 'upload/Maren Kowalski 1984-02-11/a.csv'])(
    'of no practice is answered without its name: %s',
    async (key) => {
      const world = await memoryWorld();
      const before = new Set(world.stored.documents.keys());
      await registerUploadStep(world.arrived('uploads', key), world);
      const [written, ...others] = [...world.stored.documents].filter(([name]) => !before.has(name));
      expect(others).toEqual([]);
      expect(written?.[0]).toMatch(/^uploads\/answer\/quarantined-U[0-9A-Z]{16}\.json$/);
      expect(text(written?.[1])).not.toMatch(/Kowalski|1984|123456789|no-such-practice/);
      expect(world.stored.uploads.size).toBe(0);
    },
  );

  test('is one with a word of the practice itself no more than any other', async () => {
    const world = await memoryWorld();
    const practice = await world.practices.load(world.practiceId);
    const name = `${practice?.name} 2026-10-05.csv`;
    const message = world.arrived('uploads', `upload/${world.practiceId}/${name}`, 100);
    expect(await registerUploadStep(message, world)).toEqual({ outcome: 'registered' });
  });
});

describe('An upload that was put aside', () => {
  const name = 'Kowalski_Maren_1984-02-11.pdf';
  const putAside = async () => {
    const world = await memoryWorld();
    const key = `upload/${world.practiceId}/${name}`;
    await world.documents.put('uploads', key, 'x', 'application/pdf');
    const message = world.arrived('uploads', key, 100);
    await registerUploadStep(message, world);
    return { world, key, message };
  };

  test('is tagged, and one task tells why and not the name', async () => {
    const { world, key, message } = await putAside();
    expect(world.stored.tags.get(`uploads/${key}`)).toEqual({ quarantine: 'name-has-phi' });
    const task = await world.onlyTask();
    const [upload] = world.stored.uploads.values();
    expect(task).toMatchObject({
      taskId: `quarantined-${upload?.uploadId}`,
      kind: 'quarantined-upload',
      why: "An upload was put aside and not read: a file name with what looks like a person's name.",
      outcomes: ['discarded', 'sent-again'],
    });
    expect(JSON.stringify(task)).not.toMatch(/Kowalski|Maren|1984/);
    const before = world.snapshot();
    world.advance(60_000);
    await registerUploadStep(message, world);
    expect(world.snapshot()).toEqual(before);
  });

  test('is never let in, whatever is decided, and nobody is asked again', async () => {
    const { world, message } = await putAside();
    const task = await world.onlyTask();
    expect(await world.work(task, { outcome: 'released', reason: 'it is harmless' })).toMatchObject({
      outcome: 'refused',
    });
    expect(await world.work(task, { outcome: 'sent-again', reason: 'as E-1001.pdf' })).toMatchObject({
      outcome: 'worked',
      summary: expect.stringMatching(/stays unread/),
    });
    await registerUploadStep(message, world);
    expect(await world.openTasks()).toEqual([]);
    expect(world.stored.executions.size).toBe(0);
  });

  test('for what is in it is tagged and a task as well, told by its key', async () => {
    const world = await memoryWorld();
    const answer = await world.upload('scans/letter.pdf', '%PDF-1.7\n1 0 obj <</OpenAction 2 0 R>>\n');
    expect(answer.fileProblems).toMatchObject([{ code: 'file-quarantined' }]);
    const key = `upload/${world.practiceId}/scans/letter.pdf`;
    expect(world.stored.tags.get(`uploads/${key}`)).toEqual({ quarantine: 'file-quarantined' });
    const task = await world.onlyTask();
    expect(task).toMatchObject({
      kind: 'quarantined-upload',
      why: 'An upload was put aside and not read: a PDF with /OpenAction.',
    });
    expect(task.evidence[0]).toContain(key);
    await world.takeIn([...world.stored.uploads.values()][0]?.uploadId ?? answer.uploadId);
    expect((await world.onlyTask()).taskId).toBe(task.taskId);
    expect(await world.work(task, { outcome: 'discarded', reason: 'Nobody knows it' })).toMatchObject({
      outcome: 'worked',
    });
  });
});

describe('The folder of an upload', () => {
  test.each([
    ['charges.csv', undefined],
    ['epic/charges.csv', 'epic'],
    ['epic/2026/10/charges.csv', 'epic'],
    ['not a name/charges.csv', undefined],
  ])('names the source system where it can be one: %s', async (path, sourceFolder) => {
    const world = await memoryWorld();
    await registerUploadStep(world.arrived('uploads', `upload/${world.practiceId}/${path}`), world);
    const [upload] = world.stored.uploads.values();
    expect(upload?.sourceFolder).toBe(sourceFolder);
  });

  test('is told to whoever reads the records', async () => {
    const world = await memoryWorld();
    await world.upload('clinic-ehr/a.ndjson', '{}\n');
    const [chunk] = [...world.stored.documents]
      .filter(([key]) => key.endsWith('/000001.json'))
      .map(([, body]): unknown => JSON.parse(text(body)));
    expect(chunk).toMatchObject({ format: 'encounter-ndjson', sourceFolder: 'clinic-ehr' });
  });
});

test('An object outside of upload/ is a fault', async () => {
  const world = await memoryWorld();
  const message = world.arrived('uploads', `answer/${world.practiceId}/a.json`);
  await expect(registerUploadStep(message, world)).rejects.toMatchObject({ name: 'InvariantBroken' });
});

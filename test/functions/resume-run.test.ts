import { describe, expect, test } from 'vitest';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { contractVersion, RemittanceStepInput } from '#contracts/steps.ts';
import { savedRun } from '#domain/remittance/run-record.ts';
import { closeRemittanceStep } from '../../functions/close-remittance/close-remittance-step.ts';
import { postClaimPaymentsStep } from '../../functions/post-claim-payments/post-claim-payments-step.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { resumeRunStep } from '../../functions/resume-run/resume-run-step.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { takeInEncountersStep } from '../../functions/take-in-encounters/take-in-encounters-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { dyingBefore } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const by = { user: 'operator.ana', reason: 'the defect is corrected and deployed' };
const unknownUpload = 'U0000000000000000';
const unknownRemittance = 'R0000000000000000';

/** What was started with the name that an answer gives. */
function startedAs(world: MemoryWorld, machine: string, execution: string) {
  return world.stored.executions.get(`${machine}/${execution}`);
}

/** Accepted claims of one remittance, which is registered and not posted. */
async function registeredRemittance(world: MemoryWorld) {
  const claims = [
    await world.acceptedByPayer({ encounterId: 'ENC-1' }),
    await world.acceptedByPayer({ encounterId: 'ENC-2' }),
  ];
  const decisions = await Promise.all(
    claims.map(async ({ claimId }) => (await world.payerOf(claimId)).decision()),
  );
  await world.receive(remittanceFile(decisions, world.clock.now()));
  return await world.lastRemittance();
}

describe('a remittance that a defect stopped', () => {
  test('is resumed by another execution, which posts only what is left, and once', async () => {
    const world = await memoryWorld();
    const { practiceId } = world;
    const remittanceId = await registeredRemittance(world);
    const input = { contractVersion, practiceId, remittanceId } as const;
    const chunk = { ...input, chunkNumber: 1 };

    // The first execution posts one of the two claims and meets a defect at the other.
    await validateRemittanceStep(input, world);
    let commits = 0;
    const defective = {
      ...world,
      commit: {
        apply: (writes: Parameters<typeof world.commit.apply>[0]) => {
          commits += 1;
          return commits === 1 ? world.commit.apply(writes) : dyingBefore.apply(writes);
        },
      },
    };
    await expect(postClaimPaymentsStep(chunk, defective)).rejects.toThrow('the process died');
    expect((await world.remittances.doneClaims(practiceId, remittanceId)).size).toBe(1);
    expect(await world.executions.start('remittance-posting', remittanceId, input)).toBe('exists');

    const answer = await resumeRunStep({ run: 'remittance', practiceId, remittanceId, ...by }, world);
    expect(answer).toEqual({ outcome: 'resumed', execution: `${remittanceId}-2` });
    const resumed = RemittanceStepInput.strict().parse(
      startedAs(world, 'remittance-posting', `${remittanceId}-2`),
    );
    expect(resumed).toEqual(input);
    expect(await world.post(resumed.remittanceId)).toBe('balanced');

    const run = await world.remittances.load(practiceId, remittanceId);
    expect(run).toMatchObject({
      state: 'posted',
      posted: 2,
      suspended: 0,
      resumptions: [{ by: 'user operator.ana', reason: by.reason }],
    });
    const posted = [...world.stored.postings.values()].filter(
      (posting) => posting.remittanceId === remittanceId,
    );
    expect(new Set(posted.map(({ claimId }) => claimId)).size).toBe(2);
    expect(posted).toHaveLength(2);
    expect(world.differenceCents()).toBe(0);

    // Nothing of it is left: to do every step once more, or to ask once more, changes nothing.
    const before = world.snapshot();
    await postClaimPaymentsStep(chunk, world);
    await closeRemittanceStep(input, world);
    expect(await resumeRunStep({ run: 'remittance', practiceId, remittanceId, ...by }, world)).toEqual({
      outcome: 'refused',
      problems: [expect.stringContaining('is posted; nothing of it is left')],
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('ends as one that was never stopped', async () => {
    const ledgers = [];
    for (const isStopped of [true, false]) {
      const world = await memoryWorld();
      const { practiceId } = world;
      const remittanceId = await registeredRemittance(world);
      if (isStopped) {
        const input = { contractVersion, practiceId, remittanceId } as const;
        await validateRemittanceStep(input, world);
        const defective = { ...world, commit: dyingBefore };
        await postClaimPaymentsStep({ ...input, chunkNumber: 1 }, defective).catch(() => undefined);
        await resumeRunStep({ run: 'remittance', practiceId, remittanceId, ...by }, world);
      }
      await world.post(remittanceId);
      // The two remittances have different numbers, and with them different names of postings.
      ledgers.push(
        [...world.stored.postings.values()].map(({ claimId, cause, legs }) => ({ claimId, cause, legs })),
      );
    }
    expect(ledgers[0]).toEqual(ledgers[1]);
    expect(ledgers[0]).not.toEqual([]);
  });

  test('is resumed again under the next name, nineteen times and no more', async () => {
    const world = await memoryWorld();
    const { practiceId } = world;
    const remittanceId = await registeredRemittance(world);
    const answers = [];
    for (let time = 1; time <= 20; time += 1) {
      answers.push(await resumeRunStep({ run: 'remittance', practiceId, remittanceId, ...by }, world));
    }
    expect(answers.slice(0, 19)).toEqual(
      Array.from({ length: 19 }, (_, index) => ({
        outcome: 'resumed',
        execution: `${remittanceId}-${index + 2}`,
      })),
    );
    expect(answers.at(-1)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('20 executions')],
    });
  });

  test.each(['out-of-balance', 'duplicate'] as const)(
    'is not resumed when it is held for a person (%s)',
    async (state) => {
      const world = await memoryWorld();
      const { practiceId } = world;
      const remittanceId = await registeredRemittance(world);
      const run = await world.remittances.load(practiceId, remittanceId);
      if (run === undefined) {
        throw new Error('not registered');
      }
      await world.commit.apply([savedRun(run, { state })]);
      expect(
        await resumeRunStep({ run: 'remittance', practiceId, remittanceId, ...by }, world),
      ).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('held for a person')] });
    },
  );
});

test('an upload that a defect stopped is resumed by another execution and gets its answer, every encounter once', async () => {
  const world = await memoryWorld();
  const { practiceId } = world;
  const text = Array.from(
    { length: 30 },
    (_, index) => `${JSON.stringify(encounterJson({ encounterId: `ENC-${index + 1}` }))}\n`,
  ).join('');
  const key = `upload/${practiceId}/monday.ndjson`;
  await world.documents.put('uploads', key, text, 'application/x-ndjson');
  await registerUploadStep(world.arrived('uploads', key, text.length), world);
  const [uploadId] = [...world.stored.uploads.values()].map((upload) => upload.uploadId);
  if (uploadId === undefined) {
    throw new Error('not registered');
  }
  const input = { contractVersion, practiceId, uploadId } as const;

  // The first execution takes in the first chunk and meets a defect in the second.
  await splitUploadStep(input, world);
  await takeInEncountersStep({ ...input, chunkNumber: 1 }, world);
  await expect(
    takeInEncountersStep({ ...input, chunkNumber: 2 }, { ...world, commit: dyingBefore }),
  ).rejects.toThrow('the process died');
  expect(await world.executions.start('encounter-intake', uploadId, input)).toBe('exists');

  const answer = await resumeRunStep({ run: 'upload', practiceId, uploadId, ...by }, world);
  expect(answer).toEqual({ outcome: 'resumed', execution: `${uploadId}-2` });
  expect(startedAs(world, 'encounter-intake', `${uploadId}-2`)).toEqual(input);
  const answered = UploadAnswer.parse(await world.takeIn(uploadId));
  expect(answered).toMatchObject({ outcome: 'taken-in', totals: { records: 30, accepted: 30 } });
  expect(world.stored.claims.size).toBe(30);
  const upload = await world.uploads.load(practiceId, uploadId);
  expect(upload).toMatchObject({ state: 'answered', resumptions: [{ reason: by.reason }] });
  expect(await resumeRunStep({ run: 'upload', practiceId, uploadId, ...by }, world)).toMatchObject({
    outcome: 'refused',
    problems: [expect.stringContaining('is answered')],
  });
});

test.each([
  ['an upload that does not exist', { run: 'upload', uploadId: unknownUpload }, 'has no upload'],
  ['a remittance that does not exist', { run: 'remittance', remittanceId: unknownRemittance }, 'has no'],
  ['an id of the wrong kind', { run: 'remittance', remittanceId: unknownUpload }, 'remittanceId: '],
  ['what is neither', { run: 'claim', claimId: 'C000000000000' }, 'run: '],
])('to resume %s is refused in words, and starts nothing', async (_what, what, words) => {
  const world = await memoryWorld();
  const before = world.snapshot();
  expect(await resumeRunStep({ practiceId: world.practiceId, ...what, ...by }, world)).toEqual({
    outcome: 'refused',
    problems: [expect.stringContaining(words)],
  });
  expect(world.snapshot()).toEqual(before);
});

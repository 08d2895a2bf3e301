import { describe, expect, test } from 'vitest';
import type { KeepLogRequest, LogContent, LogEntry } from '#contracts/contact-log.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { entryInWords } from '#domain/contact-log/entry-in-words.ts';
import { handleTasksStep } from '../../functions/handle-tasks/handle-tasks-step.ts';
import { keepLogStep } from '../../functions/keep-log/keep-log-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { tidyTasksStep } from '../../functions/tidy-tasks/tidy-tasks-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const reason = 'As the payer had said';
const oneDay = 86_400_000;

const call = {
  kind: 'call',
  direction: 'we-called',
  with: 'payer',
  dialled: 'claims',
  representative: 'Dana R.',
  callReference: 'I-20261120-77',
  text: 'The claim is in review',
  promised: 'a decision',
  promisedCents: 12_500,
  promisedBy: '2026-11-26',
} as const;

type Draft = Partial<Extract<KeepLogRequest, { action: 'record' }>>;

async function desk(world: MemoryWorld) {
  const { practiceId } = world;
  const record = async ({ claimId }: Pick<Claim, 'claimId'>, content: object, more: Draft = {}) =>
    await keepLogStep(
      {
        action: 'record',
        practiceId,
        subject: { about: 'claim', claimId },
        user: 'maria',
        content,
        ...more,
      },
      world,
    );
  const entries = async ({ claimId }: Pick<Claim, 'claimId'>): Promise<LogEntry[]> => {
    const answer = await keepLogStep(
      { action: 'list', practiceId, subject: { about: 'claim', claimId } },
      world,
    );
    return answer.outcome === 'entries' ? answer.entries : [];
  };
  const listed = async (list: 'open' | 'asleep'): Promise<readonly Task[]> =>
    (await world.tasks.list(practiceId, { list, order: 'due', limit: 500 })).tasks;
  return await Promise.resolve({ record, entries, listed });
}

/** A claim whose coverage is in question, so that its task is open. */
async function questioned(world: MemoryWorld): Promise<Claim> {
  const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-E6', relationship: 'self' }];
  const received = await world.received({ coverages });
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim(received.claimId)));
  return await world.claim(received.claimId);
}

describe('The log of notes, calls and letters', () => {
  test('A call is kept for good and said in words; what was wrong in it another entry puts right', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, entries } = await desk(world);
    const first = await record(claim, call);
    world.advance(60_000);
    const corrects = first.outcome === 'recorded' ? first.entryId : undefined;
    const second = await record(claim, { ...call, promisedCents: 15_200 }, { corrects });
    expect([first.outcome, second.outcome]).toEqual(['recorded', 'recorded']);
    const [newest, oldest] = await entries(claim);
    expect([newest?.corrects, oldest?.entryId, oldest?.content]).toEqual([corrects, corrects, call]);
    expect(oldest === undefined ? '' : entryInWords(oldest)).toBe(
      'Called the payer (the claims department, spoke with Dana R., call reference I-20261120-77): The claim is in review. Promised: a decision, $125.00 by 2026-11-26.',
    );
  });

  test('Where no task of the claim is open, one sleeps until the follow-up date with the promise as evidence', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, listed, entries } = await desk(world);
    await record(claim, { ...call, followUpOn: '2026-11-26' });
    expect(await listed('open')).toEqual([]);
    const [asleep] = await listed('asleep');
    expect([asleep?.kind, asleep?.claimId, asleep?.dueOn]).toEqual([
      'follow-up-date',
      claim.claimId,
      '2026-11-26',
    ]);
    expect(asleep?.evidence.join(' ')).toContain('Promised: a decision, $125.00 by 2026-11-26');
    expect((await entries(claim))[0]?.followUp).toEqual({ taskId: asleep?.taskId, on: '2026-11-26' });
    world.advance(5 * oneDay);
    await tidyTasksStep(world);
    expect(await listed('open')).toEqual([]);
    world.advance(oneDay);
    await tidyTasksStep(world);
    expect((await listed('open')).map(({ taskId }) => taskId)).toEqual([asleep?.taskId]);
  });

  test('A later call about the claim takes the place of an earlier follow-up date', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, listed } = await desk(world);
    await record(claim, { ...call, followUpOn: '2026-11-26' });
    const [earlier] = await listed('asleep');
    world.advance(oneDay);
    await record(claim, { ...call, followUpOn: '2026-12-03' });
    const asleep = await listed('asleep');
    expect(asleep.map(({ dueOn }) => dueOn)).toEqual(['2026-12-03']);
    const closed =
      earlier === undefined ? undefined : await world.tasks.load(claim.practiceId, earlier.taskId);
    expect([closed?.status, closed?.outcome]).toEqual(['moot', 'followed-up-again']);
  });

  test('A correction without a follow-up date ends the one that it corrects', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, listed } = await desk(world);
    const wrong = await record(claim, { ...call, followUpOn: '2026-11-26' });
    world.advance(60_000);
    const corrects = wrong.outcome === 'recorded' ? wrong.entryId : undefined;
    const right = await record(claim, { kind: 'note', text: 'That was another claim' }, { corrects });
    expect(right).toMatchObject({
      outcome: 'recorded',
      summary: 'Kept. The earlier follow-up date counts no more.',
    });
    expect([await listed('open'), await listed('asleep')]).toEqual([[], []]);
  });

  test("Where the claim's task is open it is put off until the follow-up date, but never beyond its own", async () => {
    const world = await memoryWorld();
    const { record, listed } = await desk(world);
    const { claimId } = await questioned(world);
    const [task] = await listed('open');
    const near = await record(
      { claimId },
      { kind: 'note', text: 'Asked the patient', followUpOn: '2026-11-21' },
    );
    expect(near).toMatchObject({ outcome: 'recorded' });
    expect(
      (await listed('asleep')).map(({ taskId, handling }) => [taskId, handling?.snoozed?.until]),
    ).toEqual([[task?.taskId, '2026-11-21']]);
    const late = await record(
      { claimId },
      { kind: 'note', text: 'Asked once more', followUpOn: '2027-01-15' },
    );
    expect(late.outcome === 'recorded' ? late.summary : '').toContain(
      `the task is due on ${task?.dueOn ?? '?'}`,
    );
    expect((await listed('asleep')).map(({ handling }) => handling?.snoozed?.until)).toEqual([task?.dueOn]);
  });

  test('A task that somebody else has in hand is left alone: the follow-up date has a task of its own', async () => {
    const world = await memoryWorld();
    const { record, listed } = await desk(world);
    const { claimId } = await questioned(world);
    const [task] = await listed('open');
    const taken = {
      practiceId: world.practiceId,
      user: 'george',
      what: { action: 'take' },
      taskIds: [task?.taskId],
    };
    await handleTasksStep(taken, world);
    await record(
      { claimId },
      { kind: 'note', text: 'The patient will bring the card', followUpOn: '2026-11-24' },
    );
    expect((await listed('open')).map(({ taskId }) => taskId)).toEqual([task?.taskId]);
    expect((await listed('asleep')).map(({ kind }) => kind)).toEqual(['follow-up-date']);
  });

  test.each([
    ['promise-kept', {}, []],
    ['promise-not-kept', {}, []],
    ['no-longer-needed', {}, []],
    ['asked-again', { by: '2026-12-01' }, ['2026-12-01']],
  ] as const)('A follow-up date is worked as %s', async (outcome, more, dueAfter) => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, listed } = await desk(world);
    await record(claim, { ...call, followUpOn: '2026-11-21' });
    world.advance(oneDay);
    await tidyTasksStep(world);
    const task = await world.onlyTask();
    expect(await world.work(task, { outcome, reason, ...more })).toMatchObject({ outcome: 'worked' });
    expect(await listed('open')).toEqual([]);
    expect((await listed('asleep')).map(({ dueOn }) => dueOn)).toEqual(dueAfter);
    expect(await world.work(task, { outcome, reason, ...more })).toMatchObject({ outcome: 'refused' });
  });

  test.each([
    ['2026-11-20', 'today is no day to come back on'],
    ['2026-11-19', 'a day that is past'],
    ['2027-06-30', 'a day too far away'],
  ])('A follow-up date of %s is refused, and nothing is kept: %s', async (followUpOn) => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, entries } = await desk(world);
    const answer = await record(claim, { ...call, followUpOn });
    expect(answer).toMatchObject({ outcome: 'refused' });
    expect(await entries(claim)).toEqual([]);
  });

  test.each([
    [{ about: 'claim', claimId: 'C999999999999' }],
    [{ about: 'account', guarantorId: 'G999999999999' }],
    [{ about: 'payer', payerId: 'NOBODY' }],
  ])('Nothing is kept about what the practice does not have: %o', async (subject) => {
    const world = await memoryWorld();
    const content: LogContent = { kind: 'note', text: 'Nothing to be kept' };
    const { practiceId } = world;
    const kept = await keepLogStep({ action: 'record', practiceId, subject, content, user: 'maria' }, world);
    const listed = await keepLogStep({ action: 'list', practiceId, subject }, world);
    expect([kept, listed]).toEqual([
      expect.objectContaining({ outcome: 'refused', because: 'not-found' }),
      expect.objectContaining({ outcome: 'refused', because: 'not-found' }),
    ]);
    expect(world.stored.logEntries.size).toBe(0);
  });

  test('An entry that corrects one of another subject is refused', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const other = await world.received({ encounterId: 'ENC-2' });
    const { record } = await desk(world);
    const kept = await record(claim, call);
    const corrects = kept.outcome === 'recorded' ? kept.entryId : undefined;
    expect(await record(other, call, { corrects })).toMatchObject({ outcome: 'refused' });
  });

  test('The same call delivered twice at one moment is one entry and one task', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const { record, entries, listed } = await desk(world);
    await record(claim, { ...call, followUpOn: '2026-11-26' });
    await record(claim, { ...call, followUpOn: '2026-11-26' });
    expect([(await entries(claim)).length, (await listed('asleep')).length]).toEqual([1, 1]);
  });
});

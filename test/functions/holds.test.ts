import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { Hold, ManageHoldsAnswer, ManageHoldsRequest } from '#contracts/holds.ts';
import type { HoldId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import { manageHoldsStep } from '../../functions/manage-holds/manage-holds-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { reviewHoldsStep } from '../../functions/review-holds/review-holds-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { tidyTasksStep } from '../../functions/tidy-tasks/tidy-tasks-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const words = 'The contract is not signed yet';
const reason = 'The payer confirmed it on the phone';
const oneDay = 86_400_000;

type Target = Extract<ManageHoldsRequest, { action: 'place' }>['target'];

function office(world: MemoryWorld) {
  const { practiceId } = world;
  const ask = async (request: object): Promise<ManageHoldsAnswer> =>
    await manageHoldsStep({ practiceId, user: 'maria', ...request }, world);
  const inDays = (days: number): string => addDays(dateOf(world.clock.now()), days);
  const place = async (target: Target, more: object = {}): Promise<HoldId> => {
    const answer = await ask({
      action: 'place',
      target,
      reason: 'contract-or-fee-schedule',
      words,
      owner: 'ida',
      reviewOn: inDays(10),
      ...more,
    });
    if (answer.outcome !== 'placed') {
      throw new Error(JSON.stringify(answer));
    }
    return answer.holdId;
  };
  const release = async (holdId: HoldId): Promise<ManageHoldsAnswer> =>
    await ask({ action: 'release', holdId, words: reason });
  const list = async (which: 'standing' | 'released' = 'standing') => {
    const answer = await ask({ action: 'list', which });
    return answer.outcome === 'holds' ? answer.holds : [];
  };
  const asleep = async (): Promise<readonly Task[]> =>
    (await world.tasks.list(practiceId, { list: 'asleep', order: 'due', limit: 500 })).tasks;
  return { ask, place, release, list, asleep, inDays };
}

/** A claim that was scrubbed clean and came to be submitted. */
async function atSubmission(
  world: MemoryWorld,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Claim> {
  const received = await world.received(changes);
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim(received.claimId)));
  await scrubClaimStep(world.inputOf(await world.claim(received.claimId)), world);
  await submitClaimStep(world.inputOf(await world.claim(received.claimId)), world);
  return await world.claim(received.claimId);
}

const sentFiles = (world: MemoryWorld): string[] =>
  [...world.stored.documents.keys()].filter((key) => key.includes('/837P-'));
const historyOf = async (world: MemoryWorld, { claimId }: Pick<Claim, 'claimId'>): Promise<string[]> =>
  (await world.claims.history(world.practiceId, claimId)).map(({ event }) => event);

describe('A hold', () => {
  test.each([
    ['claim', ({ claimId }: Claim): Target => ({ by: 'claim', claimId })],
    ['patient', (claim: Claim): Target => ({ by: 'patient', patientKey: patientKeyOf(claim) })],
    ['provider', ({ renderingNpi }: Claim): Target => ({ by: 'provider', npi: renderingNpi })],
    ['payer', (): Target => ({ by: 'payer', payerId: 'JUNIP' })],
  ] as const)(
    'on a %s stops its claims before submission, and released lets them go on',
    async (_by, targetOf) => {
      const world = await memoryWorld();
      const { place, release, asleep } = office(world);
      const received = await world.received();
      await world.patients.say(world.practiceId, patientKeyOf(received), {
        claimId: received.claimId,
        version: 1,
        serviceDate: received.serviceDateFrom,
        name: 'Somebody',
      });
      const target = targetOf(received);
      const holdId = await place(target);
      await requestEligibilityStep(world.inputOf(received), world);
      await world.receive(await world.answer270(await world.claim(received.claimId)));
      const held = await world.resent(received.claimId);
      expect([held.state, held.heldBy, sentFiles(world)]).toEqual(['on-hold', [holdId], []]);
      expect((await asleep()).map(({ kind, handling }) => [kind, handling?.assignedTo])).toEqual([
        ['hold', 'ida'],
      ]);
      expect(await release(holdId)).toMatchObject({ outcome: 'released', claims: 1, isWhole: true });
      expect((await world.claim()).state).toBe('ready-to-scrub');
      const sent = await world.resent(received.claimId);
      expect([sent.state, sent.heldBy, sentFiles(world).length]).toEqual([
        'awaiting-acknowledgement',
        undefined,
        1,
      ]);
      expect([await asleep(), await world.openTasks()]).toEqual([[], []]);
      expect(await historyOf(world, sent)).toEqual(
        expect.arrayContaining(['put-on-hold', 'hold-released', 'submitted']),
      );
      expect(world.differenceCents()).toBe(0);
    },
  );

  test('stops nothing that is not its target', async () => {
    const world = await memoryWorld();
    const { place } = office(world);
    await place({ by: 'payer', payerId: 'MEDNW' }).catch(() => undefined);
    await place({ by: 'claim', claimId: (await world.received({ encounterId: 'OTHER' })).claimId });
    const claim = await atSubmission(world);
    expect(claim.state).toBe('awaiting-acknowledgement');
  });

  test('that overlaps with another lets a claim go on only when none is left', async () => {
    const world = await memoryWorld();
    const { place, release, list, ask } = office(world);
    const first = await place({ by: 'payer', payerId: 'JUNIP' });
    const claim = await atSubmission(world);
    // Placed while the claim waits already.
    const second = await place({ by: 'claim', claimId: claim.claimId }, { reason: 'coding-review' });
    expect((await list()).map(({ held }) => held.claims)).toEqual([1, 1]);
    expect(await ask({ action: 'preview-release', holdId: first })).toMatchObject({
      outcome: 'would-release',
      goesOn: { claims: 0 },
      staysHeld: { claims: 1 },
    });
    expect(await release(first)).toMatchObject({ outcome: 'released', claims: 0 });
    expect((await world.claim(claim.claimId)).state).toBe('on-hold');
    expect(await release(second)).toMatchObject({ outcome: 'released', claims: 1 });
    expect((await world.claim(claim.claimId)).state).toBe('ready-to-scrub');
  });

  test('released twice does nothing the second time, and goes on with what still waits', async () => {
    const world = await memoryWorld();
    const { place, release, list } = office(world);
    const holdId = await place({ by: 'payer', payerId: 'JUNIP' });
    const claim = await atSubmission(world);
    await release(holdId);
    const before = world.snapshot();
    expect(await release(holdId)).toMatchObject({ outcome: 'released', claims: 0, isWhole: true });
    expect(world.snapshot()).toEqual(before);
    expect([await list(), (await list('released')).map(({ hold }) => hold.released?.words)]).toEqual([
      [],
      [reason],
    ]);
    expect((await historyOf(world, claim)).filter((event) => event === 'hold-released')).toHaveLength(1);
  });

  test('whose release broke off lets the rest go on within the hour, or when it is asked again', async () => {
    const world = await memoryWorld();
    const { place, release } = office(world);
    const holdId = await place({ by: 'payer', payerId: 'JUNIP' });
    for (let count = 1; count <= 12; count += 1) {
      await atSubmission(world, { encounterId: `ENC-${count}` });
    }
    let commits = 0;
    const breaking = {
      ...world,
      commit: {
        apply: async (writes: Parameters<typeof world.commit.apply>[0]) => {
          commits += 1;
          if (commits > 4) {
            throw new Error('The function died');
          }
          return await world.commit.apply(writes);
        },
      },
    };
    const request = { action: 'release', practiceId: world.practiceId, user: 'maria', holdId, words: reason };
    await expect(manageHoldsStep(request, breaking)).rejects.toThrow('The function died');
    const waiting = () => [...world.stored.claims.values()].filter(({ state }) => state === 'on-hold').length;
    expect(waiting()).toBe(9);
    await reviewHoldsStep(world);
    expect(waiting()).toBe(0);
    expect(await release(holdId)).toMatchObject({ outcome: 'released', claims: 0 });
  });

  test('is listed with its claims, their charges and the first filing deadline', async () => {
    const world = await memoryWorld();
    const { place, list, ask } = office(world);
    const target: Target = { by: 'payer', payerId: 'JUNIP' };
    await world.received({ encounterId: 'ENC-1' });
    expect(await ask({ action: 'preview', target })).toMatchObject({
      outcome: 'would-hold',
      held: { claims: 1 },
      isWhole: true,
    });
    await place(target);
    const one = await atSubmission(world, { encounterId: 'ENC-1' });
    const two = await atSubmission(world, { encounterId: 'ENC-2' });
    const [row] = await list();
    expect(row?.held).toMatchObject({
      claims: 2,
      chargeCents: one.totalChargeCents + two.totalChargeCents,
      earliestFilingDay: row?.held.first[0]?.lastFilingDay,
    });
    expect(row?.held.first.map(({ claimId }) => claimId)).toEqual([one.claimId, two.claimId]);
    expect((row?.held.earliestFilingDay ?? '') > one.serviceDateFrom).toBe(true);
  });

  test('says beforehand that it would stop a claim whose codes are audited first', async () => {
    const world = await memoryWorld();
    const claim = await world.received();
    const audited: Claim = { ...claim, state: 'awaiting-audit' };
    world.stored.claims.set(`${world.practiceId}#${claim.claimId}`, audited);
    const target: Target = { by: 'payer', payerId: 'JUNIP' };
    expect(await office(world).ask({ action: 'preview', target })).toMatchObject({ held: { claims: 1 } });
  });

  test('placed twice for the same reason is one hold', async () => {
    const world = await memoryWorld();
    const { place, list } = office(world);
    const first = await place({ by: 'payer', payerId: 'JUNIP' });
    world.advance(60_000);
    expect(await place({ by: 'payer', payerId: 'JUNIP' })).toBe(first);
    expect(await list()).toHaveLength(1);
  });

  test.each([
    [{ by: 'claim', claimId: 'C999999999999' }],
    [{ by: 'patient', patientKey: 'N9999999999999999' }],
    [{ by: 'provider', npi: '1999999999' }],
    [{ by: 'payer', payerId: 'NOBODY' }],
    [{ by: 'location', locationId: 'nowhere' }],
  ])('on what the practice does not have is refused: %o', async (target) => {
    const world = await memoryWorld();
    const { ask, inDays } = office(world);
    const placing = { reason: 'other', words, owner: 'ida', reviewOn: inDays(5) };
    for (const request of [
      { action: 'place', target, ...placing },
      { action: 'preview', target },
    ]) {
      expect(await ask(request)).toMatchObject({ outcome: 'refused', because: 'not-found' });
    }
    expect(world.stored.holds.size).toBe(0);
  });

  test.each([0, -1, 91])('with a review date in %i days is refused', async (days) => {
    const world = await memoryWorld();
    const { ask, inDays, place } = office(world);
    const placing = { reason: 'other', words, owner: 'ida', reviewOn: inDays(days) };
    const target = { by: 'payer', payerId: 'JUNIP' } as const;
    expect(await ask({ action: 'place', target, ...placing })).toMatchObject({ outcome: 'refused' });
    const holdId = await place(target);
    expect(await ask({ action: 'put-off', holdId, words, reviewOn: inDays(days) })).toMatchObject({
      outcome: 'refused',
    });
  });

  test('of another practice is not there', async () => {
    const world = await memoryWorld();
    const { place } = office(world);
    const holdId = await place({ by: 'payer', payerId: 'JUNIP' });
    const elsewhere = { practiceId: 'elsewhere', user: 'maria', holdId, words: reason };
    expect(await manageHoldsStep({ action: 'release', ...elsewhere }, world)).toMatchObject({
      outcome: 'refused',
      because: 'not-found',
    });
    expect((await world.holds.load(world.practiceId, holdId))?.released).toBeUndefined();
  });

  test('does not keep a void from going out', async () => {
    const world = await memoryWorld();
    const { place } = office(world);
    const { claimId } = await atSubmission(world);
    await world.receive((await world.payerOf(claimId)).acknowledgement999());
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    await place({ by: 'payer', payerId: 'JUNIP' });
    const claim = await world.claim(claimId);
    const submission = claim.submissions[0];
    if (submission === undefined) {
      throw new Error('It was sent');
    }
    world.stored.claims.set(`${world.practiceId}#${claimId}`, {
      ...claim,
      state: 'ready-to-submit',
      nextSubmission: { frequency: '8', payerClaimControlNumber: 'PAYER-1' },
    });
    await submitClaimStep(world.inputOf(claim), world);
    expect((await world.claim(claimId)).state).toBe('awaiting-acknowledgement');
  });
});

describe('The filing deadline of a held claim', () => {
  test('wakes its task well before the last day, and the claim can be sent in spite of the hold', async () => {
    const world = await memoryWorld();
    const { place, asleep } = office(world);
    await place({ by: 'payer', payerId: 'JUNIP' }, { reviewOn: addDays(dateOf(world.clock.now()), 90) });
    const { claimId } = await atSubmission(world);
    const [task] = await asleep();
    const wakeOn = task?.handling?.snoozed?.until ?? PlainDate.parse('2026-11-20');
    const lastDay = /until (\d{4}-\d\d-\d\d)/.exec(task?.why ?? '')?.[1] ?? '';
    expect(addDays(wakeOn, 21) <= lastDay).toBe(true);
    world.advance(Date.parse(wakeOn) - Date.parse(dateOf(world.clock.now())) + oneDay);
    await tidyTasksStep(world);
    const woken = await world.onlyTask();
    expect(await world.work(woken, { outcome: 'send-anyway', reason })).toMatchObject({ outcome: 'worked' });
    const sent = await world.resent(claimId);
    expect([sent.state, sent.heldBy, sent.sentDespite?.length]).toEqual([
      'awaiting-acknowledgement',
      undefined,
      1,
    ]);
    expect(await world.work(woken, { outcome: 'send-anyway', reason })).toMatchObject({ outcome: 'refused' });
  });

  test('that is near already puts the task in the queue at once', async () => {
    const world = await memoryWorld();
    const { place, asleep } = office(world);
    await place({ by: 'payer', payerId: 'JUNIP' });
    const serviceDateFrom = addDays(dateOf(world.clock.now()), -170);
    await atSubmission(world, { serviceDateFrom });
    expect([(await asleep()).length, (await world.openTasks()).map(({ kind }) => kind)]).toEqual([
      0,
      ['hold'],
    ]);
  });
});

describe('The review date of a hold', () => {
  const reviewed = async (): Promise<{ world: MemoryWorld; task: Task; hold: Hold; claim: Claim }> => {
    const world = await memoryWorld();
    const { place } = office(world);
    const holdId = await place({ by: 'payer', payerId: 'JUNIP' });
    const claim = await atSubmission(world);
    await reviewHoldsStep(world);
    expect(await world.openTasks()).toEqual([]);
    world.advance(10 * oneDay);
    expect(await reviewHoldsStep(world)).toMatchObject({ opened: 1 });
    expect(await reviewHoldsStep(world)).toMatchObject({ opened: 0 });
    const hold = await world.holds.load(world.practiceId, holdId);
    if (hold === undefined) {
      throw new Error('It stands');
    }
    return { world, task: await world.onlyTask(), hold, claim };
  };

  test('is a task of its owner that tells what waits and until when', async () => {
    const { task, claim } = await reviewed();
    expect([task.kind, task.handling?.assignedTo, task.dollarsAtStakeCents]).toEqual([
      'hold-review',
      'ida',
      claim.totalChargeCents,
    ]);
    expect(task.evidence.join(' ')).toContain(
      '1 claim waits, $175.00 of charges; payers take the first of them until',
    );
  });

  test('releases it', async () => {
    const { world, task, hold, claim } = await reviewed();
    expect(await world.work(task, { outcome: 'release', reason })).toMatchObject({ outcome: 'worked' });
    expect((await world.claim(claim.claimId)).state).toBe('ready-to-scrub');
    expect((await world.holds.load(world.practiceId, hold.holdId))?.released?.by).toBe('maria');
  });

  test('keeps it until another date, on which its owner is asked again', async () => {
    const { world, task, hold, claim } = await reviewed();
    const until = addDays(dateOf(world.clock.now()), 7);
    expect(await world.work(task, { outcome: 'keep-holding', until, reason })).toMatchObject({
      outcome: 'worked',
    });
    const kept = await world.holds.load(world.practiceId, hold.holdId);
    expect([kept?.reviewOn, kept?.reviews.map(({ by, words: why }) => [by, why])]).toEqual([
      until,
      [['maria', reason]],
    ]);
    expect((await world.claim(claim.claimId)).state).toBe('on-hold');
    world.advance(7 * oneDay);
    await reviewHoldsStep(world);
    expect((await world.openTasks()).map(({ kind }) => kind)).toEqual(['hold-review']);
  });

  test('has nothing to ask when the hold was released, or put off, meanwhile', async () => {
    const released = await reviewed();
    await office(released.world).release(released.hold.holdId);
    const keptTask = await released.world.tasks.load(released.world.practiceId, released.task.taskId);
    expect([keptTask?.status, keptTask?.outcome]).toEqual(['moot', 'hold-released']);
    const kept = await reviewed();
    const { ask, inDays } = office(kept.world);
    await ask({ action: 'put-off', holdId: kept.hold.holdId, words, reviewOn: inDays(20), owner: 'george' });
    expect(await kept.world.openTasks()).toEqual([]);
    expect((await kept.world.holds.load(kept.world.practiceId, kept.hold.holdId))?.owner).toBe('george');
  });
});

import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Practice } from '#contracts/practice.ts';
import type { StaffRole } from '#contracts/staff-member.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { lastFilingDay } from '#domain/submission/filing-limit.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { recordMissedDeadlineStep } from '../../functions/record-missed-deadline/record-missed-deadline-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import { practice } from '../domain/samples/encounters.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const reason = 'As the payer said on the telephone';
const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM90017', relationship: 'self' }];
const memberId = (id: string) => ({
  coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: id, relationship: 'self' }],
});

async function checked(world: MemoryWorld, changes: Readonly<Record<string, unknown>>): Promise<Claim> {
  await requestEligibilityStep(world.inputOf(await world.received(changes)), world);
  await world.receive(await world.answer270(await world.claim()));
  return await world.claim();
}

/** A claim that the scrubber holds for what its payer wants to have authorized, and for nothing else. */
async function heldForAuthorization(
  world: MemoryWorld,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await wantAuthorization(world);
  await checked(world, changes);
  await scrubClaimStep(world.inputOf(await world.claim()), world);
}

async function wantAuthorization(world: MemoryWorld): Promise<void> {
  const payers = practice.payers.map((payer) => ({
    ...payer,
    authorizationRequired: [{ codes: ['99213'], source: 'The contract of the year' }],
  }));
  await loadPracticeStep(Practice.parse({ ...practice, edition: practice.edition + 1, payers }), world);
}

const sent = {
  outcome: 'sent',
  sentOn: '2026-11-20',
  way: 'fax',
  reference: 'FAX-1',
  by: '2026-12-20',
  reason,
};

/** A denied claim whose denial somebody appeals. */
async function appealed(world: MemoryWorld): Promise<void> {
  const { claimId } = await world.acceptedByPayer(memberId('JHM1-D50'));
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  await world.work(await world.onlyTask(), { outcome: 'appeal', reason });
}

interface KindRow {
  readonly open: (world: MemoryWorld) => Promise<unknown>;
  readonly outcome: Record<string, unknown>;
  readonly leads: Claim['state'];
  /** Of which wait it is, where that does not go by the kind's own name. */
  readonly waitName?: string;
}

/** For each kind of task: how it comes to be, one decision and where that leads. */
const kinds: Readonly<Record<string, KindRow>> = {
  coverage: {
    open: (world) => checked(world, memberId('JHM1-E6')),
    outcome: { outcome: 'coverage-corrected', coverages, reason },
    leads: 'received',
  },
  coding: {
    open: (world) => checked(world, { diagnoses: [], lines: [], totalCharge: '0.00', note: 'Cough.' }),
    outcome: {
      outcome: 'coded',
      diagnoses: ['I10'],
      lines: [{ code: '99213', charge: '160.00', diagnosisPointers: [1] }],
    },
    leads: 'ready-to-scrub',
  },
  authorization: {
    open: heldForAuthorization,
    outcome: { outcome: 'obtained', authorizationNumber: 'AUTH-77120', reason },
    leads: 'ready-to-scrub',
    waitName: 'correction',
  },
  correction: {
    open: async (world) => {
      await checked(world, {
        lines: [{ code: '99213', charge: '160.00', diagnosisPointers: [1], units: 500 }],
        totalCharge: '160.00',
      });
      await scrubClaimStep(world.inputOf(await world.claim()), world);
    },
    outcome: {
      outcome: 'corrected',
      correction: { lines: [{ code: '99213', charge: '160.00', diagnosisPointers: [1] }] },
      reason,
    },
    leads: 'ready-to-scrub',
  },
  rejection: {
    open: async (world) => {
      const { claimId } = await world.sent(memberId('JHM1-A7'));
      await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    },
    outcome: { outcome: 'corrected', correction: { coverages }, reason },
    leads: 'ready-to-scrub',
  },
  'follow-up': {
    open: async (world) => {
      const claim = await world.sent();
      const waitKey = waitKeyOf(claim.waitSequence);
      await recordMissedDeadlineStep(
        { ...world.inputOf(claim), waitName: 'acknowledgement', waitKey },
        world,
      );
    },
    outcome: { outcome: 'keep-waiting', reason },
    leads: 'awaiting-remittance',
  },
  denial: {
    open: async (world) => {
      const { claimId } = await world.acceptedByPayer(memberId('JHM1-D50'));
      await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    },
    outcome: { outcome: 'appeal', reason },
    leads: 'awaiting-denial-work',
  },
  appeal: {
    open: appealed,
    outcome: sent,
    leads: 'awaiting-remittance',
    waitName: 'denial',
  },
};

async function opened(kind: string): Promise<{ world: MemoryWorld; task: Task; row: KindRow }> {
  const row = kinds[kind];
  if (row === undefined) {
    throw new Error(`no row ${kind}`);
  }
  const world = await memoryWorld();
  await row.open(world);
  return { world, task: await world.onlyTask(), row };
}

test('a held claim that was billed before is written off from its correction task', async () => {
  const { world, task } = await opened('denial');
  const lines = [{ code: '99213', charge: '160.00', diagnosisPointers: [1], units: 500 }];
  await world.work(task, { outcome: 'correct-and-resubmit', correction: { lines }, reason }, 'manager');
  await scrubClaimStep(world.inputOf(await world.claim()), world);
  const held = await world.onlyTask();
  expect(held.outcomes).toContain('write-off');
  const written = { outcome: 'write-off', writeOffReason: 'administrative', reason };
  expect(await world.work(held, written, 'manager')).toMatchObject({ outcome: 'worked' });
  expect((await world.claim()).state).toBe('ready-for-patient');
});

const problemsOf = (answer: Awaited<ReturnType<typeof workTaskStep>>): string =>
  answer.outcome === 'refused' ? answer.problems.join(' ') : 'worked';

/** How many moves of the claim people have made. */
async function byStaff(world: MemoryWorld): Promise<number> {
  const history = await world.claims.history(world.practiceId, (await world.claim()).claimId);
  return history.filter(({ by }) => by.startsWith('user ')).length;
}

describe.each(Object.keys(kinds))('a %s task', (kind) => {
  test('is worked: the claim moves, the task closes and the pipeline is told', async () => {
    const { world, task, row } = await opened(kind);
    expect(task.kind).toBe(kind);
    const before = await world.claim();
    const answer = await world.work(task, row.outcome);
    const claim = await world.claim();
    expect(answer).toEqual({ outcome: 'worked', claimId: claim.claimId, summary: claim.summary });
    expect(claim.state).toBe(row.leads);
    expect(await world.tasks.load(world.practiceId, task.taskId)).toMatchObject({
      status: 'worked',
      closedBy: 'maria',
    });
    const told = [...world.stored.outbox.values()].map(({ row: stored }) => stored);
    expect(told).toContainEqual(
      expect.objectContaining({
        kind: 'signal',
        waitName: row.waitName ?? kind,
        waitKey: waitKeyOf(before.waitSequence),
      }),
    );
  });

  test('worked a second time is refused with who worked it and when', async () => {
    const { world, task, row } = await opened(kind);
    await world.work(task, row.outcome);
    const before = world.snapshot();
    expect(problemsOf(await world.work(task, row.outcome))).toMatch(/maria worked this task at 2026-11-20T/);
    expect(world.snapshot()).toEqual(before);
  });

  test('worked by two people at the same moment is worked once', async () => {
    const { world, task, row } = await opened(kind);
    const before = await byStaff(world);
    const answers = await Promise.all([world.work(task, row.outcome), world.work(task, row.outcome)]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'worked']);
    const refusal = answers.map(problemsOf).find((words) => words !== 'worked');
    expect(refusal).toMatch(/The claim moved on while this task was open|worked at the same moment/);
    expect(world.differenceCents()).toBe(0);
    expect((await byStaff(world)) - before).toBe(1);
  });

  test('with an outcome that is not its own is refused with those that are', async () => {
    const { world, task } = await opened(kind);
    const before = world.snapshot();
    const words = problemsOf(await world.work(task, { outcome: 'dance', reason }));
    expect(words).toContain(`A task of kind ${kind} may be decided as: ${task.outcomes.join(', ')}`);
    expect(world.snapshot()).toEqual(before);
  });
});

const dayMilliseconds = 86_400_000;

/** What the pipeline does when the claim's wait for its remittance is over. */
async function overdue(world: MemoryWorld): Promise<string> {
  const claim = await world.claim();
  world.advance(claim.deadlineSeconds * 1000);
  const waitKey = waitKeyOf(claim.waitSequence);
  const answer = { ...world.inputOf(claim), waitName: 'remittance', waitKey };
  return (await recordMissedDeadlineStep(answer, world)).outcome;
}

describe('an appeal', () => {
  test('says what was denied, for how much and until when, and tells so on the claim', async () => {
    const { task, world } = await opened('appeal');
    const [appeal] = (await world.claim()).appeals ?? [];
    expect(task).toMatchObject({ dueOn: appeal?.dueOn, dollarsAtStakeCents: appeal?.denied[0]?.amountCents });
    expect(task.why).toContain(`level 1: Juniper Mutual Health denied`);
    expect(task.evidence.join(' ')).toContain('CO-50');
  });

  test('that nobody answers comes back on the day that was said, once, with what was done so far', async () => {
    const { task, world } = await opened('appeal');
    await world.work(task, sent);
    expect(await world.claim()).toMatchObject({ state: 'awaiting-remittance', deadlineSeconds: 30 * 86_400 });
    expect(await overdue(world)).toBe('appeal-unanswered');
    const again = await world.onlyTask();
    expect(again).toMatchObject({ kind: 'appeal', dueOn: '2026-12-22' });
    expect(again.evidence.join(' ')).toContain('Level 1: sent on 2026-11-20 by fax under FAX-1');
    const before = world.snapshot();
    expect(await overdue(world)).toBe('moved-on');
    expect(world.snapshot()).toEqual(before);
    expect((await world.claim()).appeals?.[0]?.steps.map(({ what }) => what)).toEqual(['sent', 'unanswered']);
  });

  test('that the payer turns down goes back to its denial, and the next is of the second level', async () => {
    const { task, world } = await opened('appeal');
    await world.work(task, sent);
    await overdue(world);
    expect(await world.work(await world.onlyTask(), { outcome: 'upheld', reason })).toMatchObject({
      outcome: 'worked',
    });
    const denial = await world.onlyTask();
    expect(denial.kind).toBe('denial');
    await world.work(denial, { outcome: 'appeal', reason });
    expect((await world.onlyTask()).why).toContain('level 2');
    expect((await world.claim()).appeals?.map(({ level }) => level)).toEqual([1, 2]);
  });

  test('that was withdrawn counts as none', async () => {
    const { task, world } = await opened('appeal');
    await world.work(task, { outcome: 'withdrawn', reason });
    await world.work(await world.onlyTask(), { outcome: 'appeal', reason });
    expect((await world.onlyTask()).why).toContain('level 1');
  });

  test('to which the payer gives way waits for the payment, and asks again when none comes', async () => {
    const { task, world } = await opened('appeal');
    await world.work(task, sent);
    await overdue(world);
    await world.work(await world.onlyTask(), { outcome: 'overturned', by: '2027-01-10', reason });
    expect((await world.claim()).state).toBe('awaiting-remittance');
    expect(await overdue(world)).toBe('appeal-unanswered');
    expect((await world.onlyTask()).evidence.join(' ')).toContain('gives way');
  });

  test('that the remittance overtakes is moot, and what follows is no appeal', async () => {
    const { task, world } = await opened('appeal');
    const { claimId } = await world.claim();
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    expect(problemsOf(await world.work(task, sent))).toMatch(/moved on|moot|closed/i);
  });

  test('is written off by the rules of the denial, and its record says so', async () => {
    const { task, world } = await opened('appeal');
    const tight = { ...practice, edition: practice.edition + 1, writeOffLimitCents: 100 };
    await loadPracticeStep(Practice.parse(tight), world);
    const written = { outcome: 'write-off', writeOffReason: 'not-medically-necessary', reason };
    expect(problemsOf(await world.work(task, written))).toMatch(/above the practice's limit/);
    expect(await world.work(task, written, 'manager')).toMatchObject({ outcome: 'worked' });
    const claim = await world.claim();
    expect(claim.appeals?.[0]?.steps.map(({ what }) => what)).toEqual(['written-off']);
    expect(claim.staffDecisions?.at(-1)).toMatchObject({ task: 'appeal', outcome: 'write-off' });
    expect([claim.state, world.differenceCents()]).toEqual(['ready-for-patient', 0]);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['answered before it was sent', { outcome: 'upheld', reason }, /was not sent yet/],
    ['won before it was sent', { outcome: 'overturned', by: '2026-12-20', reason }, /was not sent yet/],
    ['sent tomorrow', { ...sent, sentOn: '2026-11-21' }, /expected 2026-11-20 or earlier/],
    ['looked for in a year', { ...sent, by: '2027-11-20' }, /by: found 2027-11-20/],
    ['looked for today', { ...sent, by: '2026-11-20' }, /by: found 2026-11-20/],
  ])('cannot be %s', async (_, outcome, words) => {
    const { task, world } = await opened('appeal');
    const before = world.snapshot();
    expect(problemsOf(await world.work(task, outcome))).toMatch(words);
    expect(world.snapshot()).toEqual(before);
  });

  test('sent later than the payer takes it is for a manager to enter', async () => {
    const { task, world } = await opened('appeal');
    const late = new Date(Date.parse(task.dueOn) + dayMilliseconds);
    world.advance(late.getTime() - Date.parse(world.clock.now()) + dayMilliseconds);
    const [sentOn, by] = [late, new Date(late.getTime() + 20 * dayMilliseconds)].map((day) =>
      day.toISOString().slice(0, 10),
    );
    expect(problemsOf(await world.work(task, { ...sent, sentOn, by }))).toMatch(
      /A manager may still enter it/,
    );
    expect(await world.work(task, { ...sent, sentOn, by }, 'manager')).toMatchObject({ outcome: 'worked' });
  });
});

describe('a claim that only an authorization holds', () => {
  test('is due two weeks before the payer must have it, and says so', async () => {
    const { task, world } = await opened('authorization');
    const claim = await world.claim();
    const payer = practice.payers.find(({ payerId }) => payerId === claim.coverages[0]?.payerId);
    const limit = payer && lastFilingDay(claim, payer);
    expect(task.dueOn).toBe(limit && addDays(limit, -14));
    expect(task.evidence.join(' ')).toContain('an authorization of');
  });

  test('is a correction where it is held for something else too', async () => {
    const world = await memoryWorld();
    await heldForAuthorization(world, {
      lines: [{ code: '99213', charge: '160.00', diagnosisPointers: [1], units: 500 }],
      totalCharge: '160.00',
    });
    expect((await world.onlyTask()).kind).toBe('correction');
  });

  test('carries the number after that, passes the scrubber, and the limits of an earlier one are gone', async () => {
    const world = await memoryWorld();
    await heldForAuthorization(world, {
      authorizationNumber: 'OLD-1',
      authorizationLimits: { to: '2026-01-31' },
    });
    const task = await world.onlyTask();
    expect(task.kind).toBe('authorization');
    await world.work(task, { outcome: 'obtained', authorizationNumber: 'AUTH-77120', reason });
    expect(await world.claim()).toMatchObject({
      state: 'ready-to-scrub',
      authorizationNumber: 'AUTH-77120',
      authorizationLimits: {},
      staffDecisions: [{ task: 'authorization', outcome: 'obtained', reason }],
    });
    await scrubClaimStep(world.inputOf(await world.claim()), world);
    expect((await world.claim()).state).toBe('ready-to-submit');
  });

  test.each<[string, Record<string, unknown>, 'staff' | 'manager', RegExp]>([
    ['not required, by staff', { outcome: 'not-required', reason }, 'staff', /only a manager may override/],
    [
      'written off before it was billed',
      { outcome: 'write-off', writeOffReason: 'not-authorized', reason },
      'manager',
      /Nothing of this claim was billed/,
    ],
    ['corrected into nothing', { outcome: 'corrected', correction: {}, reason }, 'staff', /changes nothing/],
  ])('is refused as %s', async (_, outcome, role, words) => {
    const { world, task } = await opened('authorization');
    const before = world.snapshot();
    expect(problemsOf(await world.work(task, outcome, role))).toMatch(words);
    expect(world.snapshot()).toEqual(before);
  });

  test.each<[StaffRole, 'refused' | 'worked']>([
    ['front-desk', 'refused'],
    ['coder', 'worked'],
    ['biller', 'worked'],
  ])('may get other codes from a %s: %s', async (role, outcome) => {
    const { world, task } = await opened('authorization');
    const lines = [{ code: '99212', charge: '160.00', diagnosisPointers: [1] }];
    const answer = await workTaskStep(
      {
        practiceId: world.practiceId,
        taskId: task.taskId,
        user: 'x.person',
        authority: { roles: [role] },
        outcome: { outcome: 'corrected', correction: { lines }, reason },
      },
      world,
    );
    expect(answer.outcome).toBe(outcome);
  });

  test.each<[Record<string, unknown>, Claim['state'], string]>([
    [{ outcome: 'not-required', reason }, 'ready-to-submit', 'attested'],
    [{ outcome: 'not-billable', reason }, 'closed', 'found-not-billable'],
    [
      {
        outcome: 'corrected',
        correction: { lines: [{ code: '99212', charge: '160.00', diagnosisPointers: [1] }] },
        reason,
      },
      'ready-to-submit',
      'corrected',
    ],
  ])('decided as %j is then %s', async (outcome, leads, event) => {
    const { world, task } = await opened('authorization');
    await world.work(task, outcome, 'manager');
    if ((await world.claim()).state === 'ready-to-scrub') {
      await scrubClaimStep(world.inputOf(await world.claim()), world);
    }
    const claim = await world.claim();
    expect(claim.state).toBe(leads);
    const history = await world.claims.history(world.practiceId, claim.claimId);
    expect(history.filter(({ by }) => by === 'user maria').map((one) => one.event)).toEqual([event]);
  });
});

describe('work-task', () => {
  test('refuses a request that it does not understand, with each field in words', async () => {
    const world = await memoryWorld();
    expect(problemsOf(await workTaskStep({ practiceId: 'Cedar Hill', user: 'Maria A' }, world))).toMatch(
      /practiceId: a practice id.*taskId.*user: a user name.*outcome/,
    );
    expect(problemsOf(await workTaskStep(undefined, world))).toMatch(/^request: /);
  });

  test('refuses a task that is not there', async () => {
    const { world, task, row } = await opened('denial');
    const other = { ...task, taskId: `${task.taskId}0` as Task['taskId'] };
    expect(problemsOf(await world.work(other, row.outcome))).toBe(
      `taskId: practice cedar-hill has no task ${task.taskId}0`,
    );
  });

  test('refuses a task that a file made moot, and says what happened', async () => {
    const { world, task, row } = await opened('follow-up');
    await world.receive((await world.payerOf((await world.claim()).claimId)).acknowledgement277CA('payer'));
    const before = world.snapshot();
    expect(problemsOf(await world.work(task, row.outcome))).toMatch(
      /This task is moot since 2026-11-20T.*the claim moved on \(accepted-late\)/,
    );
    expect(world.snapshot()).toEqual(before);
  });

  test('refuses a decision that a file overtakes between reading and writing', async () => {
    const { world, task, row } = await opened('follow-up');
    const payer = await world.payerOf((await world.claim()).claimId);
    const file = () => world.receive(payer.acknowledgement277CA('payer'));
    const crowded = { ...world, commit: overtaken(world.commit, file) };
    const answer = await workTaskStep(
      { practiceId: world.practiceId, taskId: task.taskId, user: 'maria', outcome: row.outcome },
      crowded,
    );
    expect(problemsOf(answer)).toMatch(/The claim moved on while this task was open: /);
    expect((await world.claim()).state).toBe('awaiting-remittance');
  });

  test('refuses a decision about a task when the claim waits for another of its kind by then', async () => {
    const { world, task, row } = await opened('follow-up');
    const payer = await world.payerOf((await world.claim()).claimId);
    const secondTask = async () => {
      await world.receive(payer.acknowledgement277CA('payer'));
      const claim = await world.claim();
      const waitKey = waitKeyOf(claim.waitSequence);
      await recordMissedDeadlineStep({ ...world.inputOf(claim), waitName: 'remittance', waitKey }, world);
    };
    const answer = await workTaskStep(
      { practiceId: world.practiceId, taskId: task.taskId, user: 'maria', outcome: row.outcome },
      { ...world, commit: overtaken(world.commit, secondTask) },
    );
    expect(problemsOf(answer)).toMatch(/The claim moved on while this task was open: /);
    expect(await world.onlyTask()).toMatchObject({ kind: 'follow-up', status: 'open' });
    expect((await world.onlyTask()).taskId).not.toBe(task.taskId);
  });

  test('takes a decision again when something else about the claim changed meanwhile', async () => {
    const { world, task, row } = await opened('denial');
    const claim = await world.claim();
    const note = () =>
      world.commit.apply([
        {
          kind: 'save-claim',
          claim: { ...claim, version: claim.version + 1, note: 'meanwhile' },
          expectedVersion: claim.version,
        },
      ]);
    const answer = await workTaskStep(
      { practiceId: world.practiceId, taskId: task.taskId, user: 'maria', outcome: row.outcome },
      { ...world, commit: overtaken(world.commit, note) },
    );
    expect(answer.outcome).toBe('worked');
    expect(await world.claim()).toMatchObject({ state: 'awaiting-denial-work', note: 'meanwhile' });
  });

  test('leaves what a rule forbids staff to a manager', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer({
      ...memberId('JHM1-D50'),
      lines: [{ code: '99213', charge: '900.00', diagnosisPointers: [1] }],
      totalCharge: '900.00',
    });
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    const task = await world.onlyTask();
    const writeOff = { outcome: 'write-off', writeOffReason: 'not-medically-necessary', reason };
    expect(problemsOf(await world.work(task, writeOff))).toMatch(/manager/);
    expect((await world.work(task, writeOff, 'manager')).outcome).toBe('worked');
    expect((await world.claim()).state).toBe('ready-for-patient');
    expect(world.differenceCents()).toBe(0);
  });

  test('a denial that is corrected goes out again as a replacement and is paid', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer(memberId('JHM1-D197'));
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    expect(
      await world.work(await world.onlyTask(), {
        outcome: 'correct-and-resubmit',
        correction: { authorizationNumber: 'AUTH-77' },
        reason,
      }),
    ).toMatchObject({ outcome: 'worked' });
    world.advance(86_400_000);
    await world.resent(claimId);
    expect((await world.claim()).submissions.map(({ frequency }) => frequency)).toEqual(['1', '7']);
    const payer = await world.payerOf(claimId);
    await world.receive(payer.acknowledgement277CA('payer'));
    await world.remit(remittanceFile([payer.decision()], world.clock.now()));
    expect((await world.claim()).state).toBe('ready-for-patient');
    expect(world.differenceCents()).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { KeepLogAnswer } from '#contracts/contact-log.ts';
import { contractVersion, type StatementAnswer } from '#contracts/steps.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { keepLogStep } from '../../functions/keep-log/keep-log-step.ts';
import { creditBalancesOf } from '#domain/credit-balances/credit-balances.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { produceStatementStep } from '../../functions/produce-statement/produce-statement-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { loadPractice } from '#ports/practice-store.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';
import { otherwise } from './replay-world.ts';

const day = 86_400_000;
const reason = 'As the letter of the guarantor shows';
const words = 'The guarantor called: the visit was for his brother';

/** A closed claim of which the patient owes the deductible. */
async function owing(world: MemoryWorld, encounterId = 'ENC-1', memberId = 'JHM1-DED'): Promise<Claim> {
  const { claimId } = await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
  return await world.claim(claimId);
}

const dispute = (world: MemoryWorld, { guarantorId }: Claim, more: object = {}): Promise<KeepLogAnswer> =>
  keepLogStep(
    {
      action: 'open-dispute',
      practiceId: world.practiceId,
      guarantorId,
      type: 'amount',
      words,
      reviewOn: '2026-12-20',
      user: 'maria',
      ...more,
    },
    world,
  );

const statementOf = (world: MemoryWorld, { practiceId, guarantorId }: Claim, more: object = {}) =>
  produceStatementStep(
    { contractVersion, practiceId, guarantorId, cycle: 1, statement: 1, holds: 0, ...more },
    world,
  );

async function disputed(world: MemoryWorld, more: object = {}): Promise<{ claim: Claim; task: Task }> {
  const claim = await owing(world);
  await dispute(world, claim, more);
  return { claim, task: await world.onlyTask() };
}

/** The payer of these claims has no door for replacements and voids. */
async function takingNoVoids(world: MemoryWorld): Promise<void> {
  const practice = await loadPractice(world.practices, world.practiceId);
  const payers = practice.payers.map((payer) => ({ ...payer, takesReplacementClaims: false }));
  const next = { ...practice, edition: practice.edition + 1, payers };
  expect(await world.practices.save(next, world.clock.now())).toBe('saved');
}

/** A closed claim of a patient without insurance. */
async function uninsured(world: MemoryWorld): Promise<Claim> {
  const received = await world.received({ encounterId: 'ENC-1', coverages: [] });
  const { claimId } = received;
  await requestEligibilityStep(world.inputOf(received), world);
  await scrubClaimStep(world.inputOf(await world.claim(claimId)), world);
  await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
  return await world.claim(claimId);
}

/** A payment at the desk. */
async function paidByGuarantor(world: MemoryWorld, { claimId }: Claim, amountCents: number): Promise<void> {
  const batch = {
    name: 'desk monday',
    kind: 'desk',
    control: { count: 1, amountCents },
    items: [{ kind: 'patient-payment', claims: [claimId], method: 'cash', amountCents }],
  };
  const { practiceId } = world;
  const answer = await enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, world);
  expect(answer.outcome).toBe('entered');
}

const accountOf = (world: MemoryWorld, { guarantorId }: Claim) =>
  world.accounts.load(world.practiceId, guarantorId);
const problemsOf = (answer: { outcome: string; problems?: readonly string[] }): string =>
  answer.problems?.join(' ') ?? answer.outcome;
const owedOf = async (world: MemoryWorld, claim: Claim) =>
  (await accountOf(world, claim))?.visits.find(({ claimId }) => claimId === claim.claimId)?.balanceCents;

describe('A dispute', () => {
  test('stops the statement that was due, and says so', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    expect(await dispute(world, claim)).toMatchObject({
      outcome: 'disputed',
      taskId: `dispute-${claim.guarantorId}-1`,
    });
    expect(await world.onlyTask()).toMatchObject({
      kind: 'dispute',
      dueOn: '2026-12-20',
      dollarsAtStakeCents: await owedOf(world, claim),
    });
    expect(await statementOf(world, claim)).toMatchObject({
      outcome: 'held',
      holds: 1,
      waitSeconds: 7 * 86_400,
    });
    expect((await accountOf(world, claim))?.statements).toEqual([]);
  });

  test('that is opened while the statement is being made keeps it from being sent', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const meanwhile = { ...world, commit: overtaken(world.commit, () => dispute(world, claim)) };
    await expect(statementOf(meanwhile, claim)).rejects.toMatchObject({
      name: 'CommitConflict',
    });
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
  });

  test('of one visit leaves the others to be billed', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    await owing(world, 'ENC-2');
    await dispute(world, claim, { claimId: claim.claimId });
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'sent' });
    const [sent] = (await accountOf(world, claim))?.statements ?? [];
    expect(sent?.visits.map(({ claimId }) => claimId)).not.toContain(claim.claimId);
    expect(sent?.visits).toHaveLength(1);
  });

  test('opened twice, or by two people at once, is one', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const answers = await Promise.all([dispute(world, claim), dispute(world, claim)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['disputed', 'disputed']);
    const before = world.snapshot();
    await dispute(world, claim);
    expect(world.snapshot()).toEqual(before);
    expect((await accountOf(world, claim))?.disputes).toHaveLength(1);
    expect(await world.openTasks()).toHaveLength(1);
  });

  test.each<[string, object, RegExp]>([
    ['of a claim of somebody else', { claimId: 'C0123456789AB' }, /nothing of C0123456789AB/],
    ['reviewed today', { reviewOn: '2026-11-20' }, /reviewOn: found 2026-11-20/],
    ['reviewed in a year', { reviewOn: '2027-11-20' }, /reviewOn: found 2027-11-20/],
    ['by an entry that is not there', { entryId: 'E20261120090000000-0123456Z' }, /has no entry/],
    ['of an account that is not there', { guarantorId: 'GZZZZZZZZZZZZ' }, /has no account/],
    ['of no known type', { type: 'angry' }, /type/],
  ])('%s is refused and changes nothing', async (_, more, found) => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const before = world.snapshot();
    expect(problemsOf(await dispute(world, claim, more))).toMatch(found);
    expect(world.snapshot()).toEqual(before);
  });

  test('that came by a call names the entry of the log', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const subject = { about: 'account', guarantorId: claim.guarantorId };
    const content = { kind: 'call', direction: 'they-called', with: 'guarantor', text: words };
    const logged = await keepLogStep(
      { action: 'record', practiceId: world.practiceId, subject, content, user: 'maria' },
      world,
    );
    const entryId = logged.outcome === 'recorded' ? logged.entryId : '';
    await dispute(world, claim, { entryId });
    expect((await accountOf(world, claim))?.disputes?.[0]).toMatchObject({ entryId, openedBy: 'maria' });
    expect((await world.onlyTask()).evidence.join(' ')).toContain(entryId);
  });
});

describe('A dispute that is decided', () => {
  test('for the practice lets statements go on where they stood', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    expect(await world.work(task, { outcome: 'patient-owes', reason })).toMatchObject({ outcome: 'worked' });
    expect(await statementOf(world, claim, { holds: 1 })).toMatchObject({ outcome: 'sent', statement: 2 });
    expect((await accountOf(world, claim))?.disputes?.[0]?.closed).toMatchObject({
      outcome: 'patient-owes',
      by: 'maria',
    });
  });

  test('after its cycle had ended starts the next one', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    let answer: StatementAnswer | undefined;
    for (let holds = 0; holds < 12; holds += 1) {
      world.advance(7 * day);
      answer = await statementOf(world, claim, { holds });
    }
    expect([answer?.outcome, (await accountOf(world, claim))?.cycle?.state]).toEqual([
      'limit-reached',
      'over',
    ]);
    await world.work(task, { outcome: 'patient-owes', reason });
    expect((await accountOf(world, claim))?.cycle).toMatchObject({ number: 2, state: 'running' });
    expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject({ outcome: 'sent' });
  });

  test('by giving a part up posts it once, and what is left is billed', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const owed = await owedOf(world, claim);
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    };
    const answers = await Promise.all([world.work(task, adjust), world.work(task, adjust)]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'worked']);
    expect(await owedOf(world, claim)).toBe(Number(owed) - 1000);
    const postings = await world.ledger.ofClaim(world.practiceId, claim.claimId);
    expect(postings.filter(({ postingId }) => postingId.startsWith('disputed-'))).toMatchObject([
      { cause: 'write-off', by: 'user maria', legs: [{ account: 'write-off', amountCents: 1000 }, {}] },
    ]);
    expect(world.differenceCents()).toBe(0);
    const before = world.snapshot();
    expect((await world.work(task, adjust)).outcome).toBe('refused');
    expect(world.snapshot()).toEqual(before);
  });

  /** Two visits, disputed as a whole until the cycle of their statements is over. */
  async function disputedForLong(): Promise<{ world: MemoryWorld; claim: Claim; other: Claim; task: Task }> {
    const world = await memoryWorld();
    const claim = await owing(world);
    const other = await owing(world, 'ENC-2');
    await dispute(world, claim);
    for (let holds = 0; holds < 12; holds += 1) {
      world.advance(7 * day);
      await statementOf(world, claim, { holds });
    }
    expect((await accountOf(world, claim))?.cycle?.state).toBe('over');
    return { world, claim, other, task: await world.onlyTask() };
  }

  test('for the one visit lets the others go on, though the cycle was over', async () => {
    const { world, claim, other, task } = await disputedForLong();
    const amount = (Number(await owedOf(world, claim)) / 100).toFixed(2);
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount,
      writeOffReason: 'administrative',
      reason,
    };
    expect(await world.work(task, adjust, 'manager')).toMatchObject({ outcome: 'worked' });
    expect([await owedOf(world, claim), (await world.claim(claim.claimId)).handedToPatientCents]).toEqual([
      0, 0,
    ]);
    expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject({ outcome: 'sent' });
    const [sent] = (await accountOf(world, claim))?.statements ?? [];
    expect(sent?.visits.map(({ claimId }) => claimId)).toEqual([other.claimId]);
  });

  test.each(['insurance-owes', 'not-this-patients'])(
    'as "%s" of one visit asks for the others again, and for that one once it stays as it is',
    async (outcome) => {
      const { world, claim, other, task } = await disputedForLong();
      await world.work(task, { outcome, claim: claim.claimId, reason });
      expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject({ outcome: 'sent' });
      await world.work(await world.onlyTask(), { outcome: 'ignore', reason });
      world.advance(40 * day);
      await statementOf(world, claim, { cycle: 2, statement: 2 });
      const sent = (await accountOf(world, claim))?.statements ?? [];
      expect(sent.map(({ visits }) => visits.map(({ claimId }) => claimId).toSorted())).toEqual([
        [other.claimId],
        [claim.claimId, other.claimId].toSorted(),
      ]);
    },
  );

  test('by giving up what the payer takes back at the same moment gives nothing up', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const payer = await world.payerOf(claim.claimId);
    const reversal = () => world.remit(remittanceFile([reversalOf(payer.decision())], world.clock.now()));
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    };
    const { practiceId } = world;
    const answer = await workTaskStep(
      { practiceId, taskId: task.taskId, user: 'maria', role: 'manager', outcome: adjust },
      { ...world, commit: overtaken(world.commit, reversal) },
    );
    expect(problemsOf(answer)).toMatch(/at the same moment/);
    const postings = await world.ledger.ofClaim(practiceId, claim.claimId);
    expect(postings.some(({ cause }) => cause === 'write-off')).toBe(false);
    expect(problemsOf(await world.work(task, adjust, 'manager'))).toMatch(/with its payer again/);
  });

  test('in parts, by one dispute after the other, keeps no limit', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    };
    const decide = async ({ taskId }: Task) => {
      const authority = { roles: ['biller'], writeOffLimitCents: 1500 };
      const { practiceId } = world;
      return await workTaskStep({ practiceId, taskId, user: 'maria', authority, outcome: adjust }, world);
    };
    expect(await decide(task)).toMatchObject({ outcome: 'worked' });
    await dispute(world, claim);
    expect(await decide(await world.onlyTask())).toMatchObject({
      outcome: 'noted',
      summary: expect.stringMatching(/write-off of \$20\.00 is above the \$15\.00 .* before/),
    });
  });

  test('by giving up what the payer then takes back leaves nothing to refund', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const payer = await world.payerOf(claim.claimId);
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    };
    await world.work(task, adjust);
    await world.remit(remittanceFile([reversalOf(payer.decision())], world.clock.now()));
    const postings = await world.ledger.ofClaim(world.practiceId, claim.claimId);
    const left = postings
      .flatMap(({ legs }) => legs)
      .filter(({ account }) => account === 'patient-receivable' || account === 'write-off');
    expect(left.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(0);
    expect(world.differenceCents()).toBe(0);
  });

  /** Gives $10.00 up, and then the payer takes its decision back and decides the same anew. */
  async function givenUpAndDecidedAnew(world: MemoryWorld, claim: Claim, task: Task): Promise<void> {
    const payer = await world.payerOf(claim.claimId);
    const { claimId } = claim;
    await world.work(task, {
      outcome: 'adjust',
      claim: claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    });
    for (const decision of [reversalOf(payer.decision()), payer.decision()]) {
      world.advance(day);
      await world.remit(remittanceFile([decision], world.clock.now()));
    }
    await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
  }

  test('by giving up what the payer then decides anew is asked once more before the patient is', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const owed = await owedOf(world, claim);
    await givenUpAndDecidedAnew(world, claim, task);
    const again = await world.onlyTask();
    expect(again).toMatchObject({
      kind: 'dispute',
      taskId: `dispute-${claim.guarantorId}-2`,
      dollarsAtStakeCents: owed,
      why: expect.stringContaining('$10.00 that dispute 1 gave up fell'),
    });
    expect(await owedOf(world, claim)).toBe(owed);
    world.advance(40 * day);
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
    // Given up once more and fallen once more, it is asked a third time.
    await givenUpAndDecidedAnew(world, claim, again);
    expect((await world.onlyTask()).taskId).toBe(`dispute-${claim.guarantorId}-3`);
    expect((await accountOf(world, claim))?.disputes?.map((one) => one.again)).toEqual([undefined, [1], [2]]);
    expect(world.differenceCents()).toBe(0);
  });

  test('by giving up twice what the payer then decides anew is asked in one', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    await world.work(task, {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '5.00',
      writeOffReason: 'administrative',
      reason,
    });
    await dispute(world, claim);
    await givenUpAndDecidedAnew(world, claim, await world.onlyTask());
    expect((await world.onlyTask()).why).toMatch(/^\$15\.00 that dispute 1 and 2 gave up fell/);
    expect((await accountOf(world, claim))?.disputes?.at(-1)?.again).toEqual([1, 2]);
  });

  test('for the practice once what was given up fell is not asked again at the next decision', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    await givenUpAndDecidedAnew(world, claim, task);
    await world.work(await world.onlyTask(), { outcome: 'patient-owes', reason });
    expect(await statementOf(world, claim, { holds: 1 })).toMatchObject({ outcome: 'sent' });
    const payer = await world.payerOf(claim.claimId);
    for (const decision of [reversalOf(payer.decision()), payer.decision()]) {
      world.advance(day);
      await world.remit(remittanceFile([decision], world.clock.now()));
    }
    await handOverBalanceStep(world.inputOf(await world.claim(claim.claimId)), world);
    expect(await world.openTasks()).toEqual([]);
  });

  test('as "not-this-patients" of a claim left as it is, after the cycle was over, is asked for again', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    await world.work(task, { outcome: 'not-this-patients', claim: claim.claimId, reason });
    for (let holds = 0; holds < 12; holds += 1) {
      world.advance(7 * day);
      await statementOf(world, claim, { holds });
    }
    expect((await accountOf(world, claim))?.cycle?.state).toBe('over');
    await world.work(await world.onlyTask(), { outcome: 'ignore', reason });
    expect((await accountOf(world, claim))?.cycle).toMatchObject({ number: 2, state: 'running' });
    expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject({ outcome: 'sent' });
  });

  test('as "not-this-patients" is not forgotten when the practice sends other charges meanwhile', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    await world.work(task, { outcome: 'not-this-patients', claim: claim.claimId, reason });
    for (const version of [2, 3]) {
      const charge = `${150 + version}.00`;
      const encounter = encounterJson({
        version,
        encounterId: 'ENC-1',
        coverages: claim.coverages,
        lines: [{ code: '99214', charge, diagnosisPointers: [1] }],
        totalCharge: charge,
      });
      await world.upload(`again-${version}.ndjson`, JSON.stringify(encounter));
      const change = await world.onlyTask();
      expect([change.kind, change.evidence[0]]).toEqual([
        'charge-changed',
        expect.stringMatching(/^Still to be decided: .*it is not this patient's/),
      ]);
    }
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
  });

  test('as "not-this-patients" at a payer that takes no voids is voided once its money is gone', async () => {
    const world = await memoryWorld();
    await takingNoVoids(world);
    const claim = await owing(world, 'ENC-1', 'JHM1-SHARE');
    await dispute(world, claim);
    const task = await world.onlyTask();
    await world.work(task, { outcome: 'not-this-patients', claim: claim.claimId, reason });
    const change = await world.onlyTask();
    const before = world.snapshot();
    expect(problemsOf(await world.work(change, { outcome: 'void', reason }))).toMatch(
      /takes no replacements and no voids .* to ignore the change would bill it again/,
    );
    expect(world.snapshot()).toEqual(before);
    const payer = await world.payerOf(claim.claimId);
    await world.remit(remittanceFile([reversalOf(payer.decision())], world.clock.now()));
    expect(await world.work(change, { outcome: 'void', reason })).toMatchObject({ outcome: 'worked' });
    await handOverBalanceStep(world.inputOf(await world.claim(claim.claimId)), world);
    expect([await owedOf(world, claim), await world.openTasks()]).toEqual([0, []]);
    expect(world.differenceCents()).toBe(0);
  });

  test.each([
    ['at a payer that takes no voids', 'ENC-1'],
    ['that no payer has', undefined],
  ] as const)('as a visit %s is voided, and what was paid for it is owed back', async (_, encounterId) => {
    const world = await memoryWorld();
    await takingNoVoids(world);
    const claim = encounterId === undefined ? await uninsured(world) : await owing(world, encounterId);
    const { claimId } = claim;
    world.advance(day);
    await paidByGuarantor(world, claim, 1000);
    world.advance(day);
    await dispute(world, claim);
    const task = await world.onlyTask();
    await world.work(task, { outcome: 'not-this-patients', claim: claimId, reason });
    expect(await world.work(await world.onlyTask(), { outcome: 'void', reason })).toMatchObject({
      outcome: 'worked',
    });
    await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
    expect(await owedOf(world, claim)).toBe(-1000);
    const postings = await world.ledger.ofClaim(world.practiceId, claimId);
    expect(Object.entries(balancesOf(postings)).filter(([, amountCents]) => amountCents !== 0)).toEqual([
      ['patient-receivable', -1000],
      ['cash-in-transit', 1000],
    ]);
    const closed = await world.claim(claimId);
    expect(closed).toMatchObject({ state: 'closed', postedChargeCents: 0 });
    expect(creditBalancesOf(closed, postings)).toMatchObject([
      { payee: { kind: 'patient' }, owedCents: 1000 },
    ]);
    expect(await otherwise(world)).toEqual([]);
  });

  test.each<[StaffAuthority['roles'][number], number | undefined, 'worked' | 'noted']>([
    ['payment-poster', undefined, 'noted'],
    ['biller', 500, 'noted'],
    ['biller', 5000, 'worked'],
    ['manager', undefined, 'worked'],
  ])('by a %s whose limit is %s: giving $10.00 up is %s', async (role, writeOffLimitCents, outcome) => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const authority = { roles: [role], ...(writeOffLimitCents === undefined ? {} : { writeOffLimitCents }) };
    const adjust = {
      outcome: 'adjust',
      claim: claim.claimId,
      amount: '10.00',
      writeOffReason: 'administrative',
      reason,
    };
    const decide = (taskId: Task['taskId'], user: string, who: object, decision: object) =>
      workTaskStep(
        { practiceId: world.practiceId, taskId, user, role: 'staff', authority: who, outcome: decision },
        world,
      );
    const answer = await decide(task.taskId, 'p.nowak', authority, adjust);
    expect(answer.outcome).toBe(outcome);
    const approval = (await world.openTasks()).find(({ kind }) => kind === 'write-off-approval');
    expect(approval === undefined).toBe(outcome === 'worked');
    const owed = await owedOf(world, claim);
    const approved =
      approval === undefined
        ? undefined
        : await decide(approval.taskId, 'm.ito', { roles: ['manager'] }, { outcome: 'approve', reason });
    expect(approved?.outcome ?? 'worked').toBe('worked');
    expect(await owedOf(world, claim)).toBe(Number(owed) - (approval === undefined ? 0 : 1000));
  });

  test.each([
    ['insurance-owes', 'Bill it again'],
    ['not-this-patients', 'Void it'],
  ])(
    'as "%s" opens the task in which a biller decides about the claim; no statement goes before',
    async (outcome, said) => {
      const world = await memoryWorld();
      const { claim, task } = await disputed(world);
      await world.work(task, { outcome, claim: claim.claimId, reason });
      const next = await world.onlyTask();
      expect([next.kind, next.why.includes(said), next.claimId]).toEqual([
        'charge-changed',
        true,
        claim.claimId,
      ]);
      expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
      await world.work(next, { outcome: 'ignore', reason });
      expect(await statementOf(world, claim)).toMatchObject({ outcome: 'sent' });
    },
  );

  test('to be looked at again stays open until another day, with one task', async () => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    await world.work(task, { outcome: 'keep-looking', by: '2027-01-10', reason });
    const again = await world.onlyTask();
    expect(again).toMatchObject({ kind: 'dispute', dueOn: '2027-01-10' });
    expect((await accountOf(world, claim))?.disputes).toMatchObject([
      { reviewOn: '2027-01-10', taskId: again.taskId },
    ]);
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
    await world.work(again, { outcome: 'patient-owes', reason });
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'sent' });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'more than is owed',
      { outcome: 'adjust', amount: '9999.00', writeOffReason: 'administrative' },
      /which the patient owes/,
    ],
    ['less than nothing', { outcome: 'adjust', amount: '-5.00', writeOffReason: 'administrative' }, /amount/],
    [
      'an insurance that the practice does not know',
      {
        outcome: 'insurance-owes',
        coverages: [{ order: 'primary', payerId: 'NOBODY', memberId: 'X1', relationship: 'self' }],
      },
      /NOBODY/,
    ],
    [
      'a claim that is not there',
      { outcome: 'insurance-owes', claim: 'C0123456789AB' },
      /is not of this account/,
    ],
    [
      'a day too far off',
      { outcome: 'keep-looking', by: '2027-11-20', claim: undefined },
      /by: found 2027-11-20/,
    ],
  ])('by %s is refused and changes nothing', async (_, decision, found) => {
    const world = await memoryWorld();
    const { claim, task } = await disputed(world);
    const before = world.snapshot();
    const { claim: named = claim.claimId, ...rest } = decision;
    const whole = 'claim' in decision && decision['claim'] === undefined ? rest : { ...rest, claim: named };
    expect(problemsOf(await world.work(task, { ...whole, reason }, 'manager'))).toMatch(found);
    expect(world.snapshot()).toEqual(before);
  });

  test('in another practice is not known there', async () => {
    const world = await memoryWorld();
    const { task } = await disputed(world);
    const answer = await workTaskStep(
      {
        practiceId: 'elsewhere',
        taskId: TaskId.parse(task.taskId),
        user: 'maria',
        outcome: { outcome: 'patient-owes', reason },
      },
      world,
    );
    expect(answer).toMatchObject({ outcome: 'refused', because: 'not-found' });
  });
});

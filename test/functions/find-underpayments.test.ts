import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { VarianceAnswer, VarianceQuery } from '#contracts/variances.ts';
import { Practice } from '#contracts/practice.ts';
import { PromptPay } from '#contracts/prompt-pay.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { interestOn } from '#domain/expected-payment/late-payments.ts';
import { addCents, cents, subtractCents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { findUnderpaymentsStep } from '../../functions/find-underpayments/find-underpayments-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { readVariancesStep } from '../../functions/read-variances/read-variances-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { filesFor, remittanceFile, reversalOf } from './payer-files.ts';

const dayMilliseconds = 86_400_000;
const reason = 'As agreed with the office manager';

/** A decision in which the payer allows so many cents more, or less, for the first line than its contract says. */
function withAllowed(decision: Claim835, moreCents: number): Claim835 {
  const [first, ...others] = decision.lines;
  if (first === undefined) {
    throw new Error('The decision has no line');
  }
  const adjustments = first.adjustments.map((adjustment) =>
    adjustment.reason === '45'
      ? { ...adjustment, amountCents: subtractCents(adjustment.amountCents, cents(moreCents)) }
      : adjustment,
  );
  const paidCents = addCents(first.paidCents, cents(moreCents));
  return {
    ...decision,
    paidCents: addCents(decision.paidCents, cents(moreCents)),
    lines: [{ ...first, adjustments, paidCents }, ...others],
  };
}

/** A claim that was accepted, and what its payer decides by contract. */
async function decided(world: MemoryWorld, changes: Readonly<Record<string, unknown>> = {}) {
  const { claimId } = await world.acceptedByPayer(changes);
  return { claimId, decision: (await world.payerOf(claimId)).decision() };
}

/** Posts decisions as one remittance, with interest where there is some. */
async function remit(
  world: MemoryWorld,
  decisions: readonly Claim835[],
  interest: readonly (readonly [amountCents: number, reference?: string])[] = [],
): Promise<void> {
  const at = world.clock.now();
  const providerAdjustments: ProviderAdjustment835[] = interest.map(([amountCents, reference]) => ({
    providerId: '2000000010',
    fiscalPeriodEnd: dateOf(at),
    reasonCode: 'L6',
    amountCents: cents(0 - amountCents),
    ...(reference === undefined ? {} : { reference }),
  }));
  const amountCents =
    decisions.reduce((sum, { paidCents }) => sum + paidCents, 0) +
    interest.reduce((sum, [amount]) => sum + amount, 0);
  const payment = {
    handling: 'I',
    amountCents: cents(amountCents),
    creditOrDebit: 'C',
    method: 'CHK',
    date: dateOf(at),
  } as const;
  expect(await world.remit(remittanceFile(decisions, at, { payment, providerAdjustments }))).toBe('balanced');
}

/** The next day: what was posted is totalled and compared. */
async function nextDay(world: MemoryWorld, days = 1) {
  world.advance(days * dayMilliseconds);
  await totalLedgerDaysStep(world);
  return await findUnderpaymentsStep(world);
}

async function ask<Outcome extends VarianceAnswer['outcome']>(
  world: MemoryWorld,
  outcome: Outcome,
  changes: Partial<VarianceQuery> = {},
): Promise<Extract<VarianceAnswer, { outcome: Outcome }>> {
  const answer = await readVariancesStep(
    {
      report: outcome,
      practiceId: world.practiceId,
      from: '2026-11-01',
      to: '2027-01-31',
      ...changes,
    },
    world,
  );
  expect(answer.outcome).toBe(outcome);
  return answer as Extract<VarianceAnswer, { outcome: Outcome }>;
}

/** Loads the practice of the samples once more, with changes to its first payer. */
async function loadPayer(world: MemoryWorld, changes: Partial<Practice['payers'][number]>): Promise<void> {
  const [first, ...others] = practice.payers;
  await loadPracticeStep(
    Practice.parse({ ...practice, edition: 2, payers: [{ ...first, ...changes }, ...others] }),
    world,
  );
}

/** A claim that was allowed $20.00 less than its contract says, and the task about it. */
async function underpaid() {
  const world = await memoryWorld();
  const { decision } = await decided(world);
  const under = withAllowed(decision, -2000);
  await remit(world, [under]);
  await nextDay(world);
  return { world, decision, under, task: await world.onlyTask() };
}

describe('What a payer decided, once its posting day is over', () => {
  test('is nothing to ask about when it is as the contract says, and is looked at once', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    await remit(world, [decision]);
    expect((await nextDay(world)).opened).toBe(0);
    expect(await world.openTasks()).toEqual([]);
    expect(await findUnderpaymentsStep(world)).toEqual({ outcome: 'looked', looked: 0, opened: 0 });
    expect(await ask(world, 'variances')).toMatchObject({ variances: [], asExpected: 2, denied: 0 });
  });

  test('is one task a payer, code, contract and month where the payer allowed less', async () => {
    const world = await memoryWorld();
    const one = await decided(world);
    const other = await decided(world, { encounterId: 'ENC-2' });
    await remit(world, [withAllowed(one.decision, -2000), withAllowed(other.decision, -1500)]);
    expect(await findUnderpaymentsStep(world)).toMatchObject({ looked: 0 });
    expect((await nextDay(world)).opened).toBe(1);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'underpayment', dollarsAtStakeCents: 3500, dueOn: '2026-12-05' });
    expect(task.taskId).toMatch(/^underpayment-Q[0-9A-Z]{12}-202611$/);
    expect(task.why).toBe(
      'Juniper Mutual Health allowed $189.00 for 99213 where the contract says $224.00: $35.00 less.',
    );
    const evidence = task.evidence.join('\n');
    expect(evidence).toContain(
      `Claim ${one.claimId}, line 1, of 2026-10-05: charged $160.00, expected $112.00, allowed $92.00.`,
    );
    expect(evidence).toContain('What the contract says: 99213 is priced at $112.00.');
    expect(evidence).toContain('npx claimwright reports underpayments --month 2026-11 --payer JUNIP');
    expect(evidence).not.toContain('Waxwing');

    expect((await ask(world, 'variances')).variances).toHaveLength(2);
  });

  test('is said once a month, and with what came since', async () => {
    const { world, task } = await underpaid();
    const third = await decided(world, { encounterId: 'ENC-3' });
    await remit(world, [withAllowed(third.decision, -2500)]);
    expect((await nextDay(world)).opened).toBe(0);
    const now = await world.onlyTask();
    expect(now).toMatchObject({ dollarsAtStakeCents: 4500, dueOn: task.dueOn, openedAt: task.openedAt });
    expect(now.why).toBe(
      'Juniper Mutual Health allowed $179.00 for 99213 where the contract says $224.00: $45.00 less.',
    );
    expect(now.evidence[0]).toBe(
      'Posted from 2026-11-20 to 2026-11-21: 2 lines of 2026-10-05 to 2026-10-06.',
    );
    expect(now.evidence.filter((line) => line.startsWith('Claim '))).toHaveLength(2);
    expect((await world.tasks.load(world.practiceId, task.taskId))?.status).toBe('moot');
    const before = world.snapshot();
    await findUnderpaymentsStep(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('is said anew without what the payer took back and decided by its contract since', async () => {
    const { world, under, decision } = await underpaid();
    const other = await decided(world, { encounterId: 'ENC-2' });
    await remit(world, [withAllowed(other.decision, -1500)]);
    await nextDay(world);
    expect(await world.onlyTask()).toMatchObject({ dollarsAtStakeCents: 3500 });
    await remit(world, [reversalOf(under), { ...decision, payerControlNumber: 'ANEW' }]);
    await nextDay(world);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ dollarsAtStakeCents: 1500 });
    expect(task.evidence[0]).toBe('Posted on 2026-11-21: one line of 2026-10-06.');
  });

  test('is moot once the payer has taken it back and decided by its contract, and a question again after', async () => {
    const { world, under, decision, task } = await underpaid();
    const anew = { ...decision, payerControlNumber: 'ANEW' };
    await remit(world, [reversalOf(under), anew]);
    await nextDay(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, task.taskId)).toMatchObject({
      status: 'moot',
      outcome: 'as-expected',
    });
    await remit(world, [reversalOf(anew), { ...under, payerControlNumber: 'LAST' }]);
    expect((await nextDay(world)).opened).toBe(1);
    expect(await world.onlyTask()).toMatchObject({ kind: 'underpayment', dollarsAtStakeCents: 2000 });
  });

  test('is not asked again in the month once it was decided, and keeps that the payer was asked', async () => {
    const { world, task } = await underpaid();
    await world.work(task, { outcome: 'asked-payer', by: '2026-12-10', reason });
    const second = await decided(world, { encounterId: 'ENC-2' });
    await remit(world, [withAllowed(second.decision, -1500)]);
    await nextDay(world);
    const asked = await world.onlyTask();
    expect(asked).toMatchObject({ dollarsAtStakeCents: 3500, dueOn: '2026-12-10' });
    expect(asked.evidence.at(-1)).toBe(`user maria asks the payer: ${reason}.`);
    await world.work(asked, { outcome: 'accepted', reason });
    const third = await decided(world, { encounterId: 'ENC-3' });
    await remit(world, [withAllowed(third.decision, -1000)]);
    await nextDay(world);
    expect(await world.openTasks()).toEqual([]);
  });

  test('is due again on the day that the payer is to have answered by', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    await remit(world, [withAllowed(decision, -2000)]);
    await nextDay(world);
    const task = await world.onlyTask();
    const asked = { outcome: 'asked-payer', by: '2026-12-10', reason };
    expect(await world.work(task, { ...asked, by: '2026-11-01' })).toMatchObject({ outcome: 'refused' });
    expect(await world.work(task, asked)).toMatchObject({ outcome: 'worked' });
    const again = await world.onlyTask();
    expect(again).toMatchObject({ kind: 'underpayment', dueOn: '2026-12-10' });
    expect(again.evidence.at(-1)).toBe(`user maria asks the payer: ${reason}.`);
    expect(await world.work(again, { outcome: 'accepted', reason })).toMatchObject({ outcome: 'worked' });
    expect(await world.openTasks()).toEqual([]);
  });

  test('is nothing of a denial, and nothing of what the payer took back', async () => {
    const world = await memoryWorld();
    const taken = await decided(world);
    const under = withAllowed(taken.decision, -2000);
    await remit(world, [under]);
    await remit(world, [reversalOf(under), taken.decision]);
    const { decision } = await decided(world, { encounterId: 'ENC-2' });
    const denied = decision.lines.map((line) => ({
      ...line,
      paidCents: cents(0),
      adjustments: [{ group: 'CO', reason: '50', amountCents: line.chargeCents }],
    }));
    await remit(world, [{ ...decision, paidCents: cents(0), lines: denied }]);
    await nextDay(world);
    expect((await world.openTasks()).filter(({ kind }) => kind === 'underpayment')).toEqual([]);
    expect(await ask(world, 'variances')).toMatchObject({ variances: [], asExpected: 2, denied: 2 });
  });

  test('is reviewed where the payer allowed more than its contract', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    await remit(world, [withAllowed(decision, 1000)]);
    await nextDay(world);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'overpayment-review', dollarsAtStakeCents: 1000 });
    expect(task.why).toMatch(/: \$10\.00 more\.$/);
    expect(await world.work(task, { outcome: 'told-payer', by: '2026-12-10', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(await world.onlyTask()).toMatchObject({ dueOn: '2026-12-10' });
  });

  test('tells of a charge below what the contract allows', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world, {
      lines: [{ code: '99213', charge: '90.00', diagnosisPointers: [1] }],
      totalCharge: '90.00',
    });
    await remit(world, [decision]);
    await nextDay(world);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'charge-too-low', dollarsAtStakeCents: 2200 });
    expect(task.why).toBe(
      '$90.00 were charged to Juniper Mutual Health for 99213 where the contract allows $112.00: $22.00 were left.',
    );
    expect(await world.work(task, { outcome: 'charge-raised', reason })).toMatchObject({ outcome: 'worked' });
  });

  test('cannot be judged without a contract, which is counted and no task', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    await loadPayer(world, { contract: [] });
    await remit(world, [decision]);
    await nextDay(world);
    expect(await world.openTasks()).toEqual([]);
    const { variances } = await ask(world, 'variances');
    expect(variances.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
    expect(variances[0]?.because.at(-1)).toMatch(/^There is no contract with Juniper Mutual Health/);
  });

  test('is compared once there is a contract, also of the days before it', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    const bare = practice.payers.map((payer) => ({ ...payer, contract: [] }));
    await loadPracticeStep({ ...practice, edition: 2, payers: bare }, world);
    await remit(world, [withAllowed(decision, -2000)]);
    expect((await nextDay(world, 3)).looked).toBe(0);
    await loadPracticeStep({ ...practice, edition: 3 }, world);
    expect((await findUnderpaymentsStep(world)).opened).toBe(1);
  });

  test('of a day that cannot be looked at fails the round and is looked at by the next', async () => {
    const world = await memoryWorld();
    const { decision } = await decided(world);
    await remit(world, [withAllowed(decision, -2000)]);
    world.advance(dayMilliseconds);
    await totalLedgerDaysStep(world);
    const claims = { ...world.claims, load: () => Promise.reject(new RangeError('no such claim')) };
    await expect(findUnderpaymentsStep({ ...world, claims })).rejects.toThrow(
      /first cedar-hill 2026-11-20 \(RangeError\)/,
    );
    expect((await findUnderpaymentsStep(world)).opened).toBe(1);
  });
});

describe('The payer in a box', () => {
  const surgery = {
    lines: [
      { code: '11042', charge: '400.00', diagnosisPointers: [1] },
      { code: '20610', charge: '300.00', diagnosisPointers: [1] },
    ],
    totalCharge: '700.00',
  };

  test('keeps to a dated contract with its rules, so that nobody is asked', async () => {
    const world = await memoryWorld();
    const contract = {
      contractId: 'JUNIP-2026',
      effectiveFrom: '2026-01-01',
      basis: { kind: 'percent-of', feeScheduleId: 'reference', basisPoints: 11_000 },
      rules: { multipleProcedures: { by: 'shares', shares: [10_000, 5000] } },
    };
    const rows = [
      { code: '11042', amountCents: 20_000 },
      { code: '20610', amountCents: 10_000 },
    ];
    const dated = Practice.parse({
      ...practice,
      edition: 2,
      payers: practice.payers.map((payer) =>
        payer.payerId === 'JUNIP' ? { ...payer, contracts: [contract] } : payer,
      ),
      feeSchedules: [{ feeScheduleId: 'reference', name: 'Reference', use: 'reference', rows }],
    });
    await loadPracticeStep(dated, world);
    const { claimId } = await world.acceptedByPayer(surgery);
    const sent = await world.documents.get(
      'exchange',
      (await world.claim(claimId)).submissions.at(-1)?.fileKey ?? '',
    );
    const payers = dated.payers.map((payer) => ({ ...payer, feeSchedules: dated.feeSchedules }));
    const decision = filesFor(
      sent?.body ?? new Uint8Array(),
      { ...dated, payers },
      world.clock.now(),
    ).decision();
    // 220.00 for the first, half of 110.00 for the second.
    expect(decision.lines.map(({ paidCents }) => paidCents)).toEqual([22_000, 5500]);
    await remit(world, [decision]);
    await nextDay(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await ask(world, 'variances')).toMatchObject({ variances: [], asExpected: 2 });
  });

  test('allows a tenth less for a member whose id says so', async () => {
    const world = await memoryWorld();
    const coverage = {
      order: 'primary',
      payerId: 'JUNIP',
      memberId: 'JHM-90017-UNDER',
      relationship: 'self',
    };
    const { decision } = await decided(world, { coverages: [coverage] });
    await remit(world, [decision]);
    await nextDay(world);
    expect(await world.onlyTask()).toMatchObject({ kind: 'underpayment', dollarsAtStakeCents: 1120 });
  });
});

test('A report in pages has every line once', async () => {
  const world = await memoryWorld();
  for (const encounterId of ['ENC-1', 'ENC-2', 'ENC-3']) {
    const { decision } = await decided(world, { encounterId });
    await remit(world, [withAllowed(decision, -2000)]);
    world.advance(dayMilliseconds);
  }
  // A clock by which every look is the last for which there is time.
  let now = Date.parse(world.clock.now());
  const clock = {
    now: () => {
      now += 20_000;
      return new Date(now).toISOString() as ReturnType<typeof world.clock.now>;
    },
  };
  const claimIds: string[] = [];
  let next: string | undefined;
  let pages = 0;
  do {
    const page: Extract<VarianceAnswer, { outcome: 'variances' }> = await ask(
      { ...world, clock },
      'variances',
      next === undefined ? {} : { next },
    );
    claimIds.push(...page.variances.map(({ claimId }) => claimId));
    ({ next } = page);
    pages += 1;
  } while (next !== undefined);
  expect(pages).toBeGreaterThan(3);
  expect(claimIds).toHaveLength(3);
  expect(new Set(claimIds).size).toBe(3);
});

test.each([
  [{ from: '2026-11-30', to: '2026-11-01' }, /^to: found 2026-11-01, -28 days/],
  [{ from: '2024-11-30', to: '2026-11-01' }, /expected 1 to 366 days$/],
  [{ from: 'yesterday' }, /^from: /],
  [{ practiceId: 'nobody' }, /there is no practice nobody$/],
])('A question of %j is refused in a sentence', async (changes, problem) => {
  const world = await memoryWorld();
  const answer = await readVariancesStep(
    { report: 'variances', practiceId: world.practiceId, from: '2026-11-01', to: '2026-11-30', ...changes },
    world,
  );
  expect(answer).toMatchObject({ outcome: 'refused', problems: [expect.stringMatching(problem)] });
});

describe('A payment that comes late', () => {
  const termsOf = (changes: { readonly effectiveTo?: PlainDate } = {}) =>
    PromptPay.parse({
      kind: 'own',
      days: 30,
      rateBasisPoints: 1200,
      source: 'Contract of 2026, section 4',
      ...changes,
    });
  const promptPay = termsOf();

  /** Two claims that were accepted on 2026-11-20 and are paid on 2027-01-15: due on 2026-12-20, 26 days late. */
  async function late(interest: (claims: readonly string[]) => Parameters<typeof remit>[2]) {
    const world = await memoryWorld();
    await loadPayer(world, { promptPay });
    const [one, other] = [await decided(world), await decided(world, { encounterId: 'ENC-2' })];
    world.advance(56 * dayMilliseconds);
    const decisions = [one.decision, other.decision];
    await remit(
      world,
      decisions,
      interest(decisions.map(({ payerControlNumber }) => payerControlNumber ?? '')),
    );
    return { world, one, other };
  }

  test('is a task with a letter once the month is over, and one only', async () => {
    const { world, one } = await late(() => []);
    expect((await nextDay(world)).opened).toBe(0);
    await nextDay(world, 17);
    const task = await world.onlyTask();
    // 117.00 at 12 % a year for 26 days are 1.00, for each of two claims.
    expect(task).toMatchObject({ kind: 'late-payment', dollarsAtStakeCents: 200 });
    expect(task.why).toBe('Juniper Mutual Health paid 2 claims late in 2027-01 and owes $2.00 of interest.');
    const evidence = task.evidence.join('\n');
    expect(evidence).toContain('The interest is owed under: Contract of 2026, section 4.');
    expect(evidence).toContain(
      `ours ${one.claimId}, trace number ${(await world.claim(one.claimId)).adjudications[0]?.traceNumber ?? ''}: received 2026-11-20; $117.00 were due on 2026-12-20 and paid on 2027-01-15, 26 days late: $1.00 of interest at 12 % a year, $0.00 of it received, $1.00 open.`,
    );
    expect(evidence).not.toContain('Waxwing');
    expect(await world.work(task, { outcome: 'waived', reason })).toMatchObject({ outcome: 'worked' });
    await findUnderpaymentsStep(world);
    expect(await world.openTasks()).toEqual([]);
  });

  test.each<
    readonly [string, (numbers: readonly string[]) => Parameters<typeof remit>[2], readonly number[]]
  >([
    ['that names a claim counts for that claim', ([first = '']) => [[100, first]], [100, 0]],
    ['that names nothing is shared, the last taking the remainder', () => [[101]], [50, 51]],
    ['that names a claim of another payment counts for none', () => [[101, 'C000000000000-1']], [0, 0]],
  ])('is owed less the interest that came: interest %s', async (_, interest, expected) => {
    const { world, one, other } = await late(interest);
    const { payments, interest: received } = await ask(world, 'late-payments');
    expect(payments).toHaveLength(2);
    const owed = new Map(
      interestOn(payments, received, promptPay).map(({ payment, receivedCents }) => [
        payment.claimId,
        receivedCents,
      ]),
    );
    const shares = [one.claimId, other.claimId].map((claimId) => owed.get(claimId));
    // Which claim is the last depends on its id.
    expect(expected.includes(100) ? shares : shares.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      expected,
    );
  });

  test('is nothing to ask about when it follows another decision on the same claim', async () => {
    const world = await memoryWorld();
    await loadPayer(world, { promptPay });
    const { decision } = await decided(world);
    await remit(world, [decision]);
    world.advance(56 * dayMilliseconds);
    await remit(world, [reversalOf(decision), decision]);
    expect((await ask(world, 'late-payments')).payments).toEqual([]);
  });

  test('is not judged outside of the time that is known, and the reason is told', async () => {
    const world = await memoryWorld();
    const to = PlainDate.parse('2026-01-31');
    await loadPayer(world, { promptPay: termsOf({ effectiveTo: to }) });
    const { decision } = await decided(world);
    world.advance(56 * dayMilliseconds);
    await remit(world, [decision]);
    expect((await ask(world, 'late-payments')).payments).toMatchObject([
      { unknown: `Nothing is known of what was due for a claim received on ${addDays(to, 293)}` },
    ]);
    await nextDay(world, 20);
    expect(await world.openTasks()).toEqual([]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { EnterPaymentsAnswer, PaymentBatch } from '#contracts/payment-batch.ts';
import { creditCauseRows } from '#domain/credit-balances/credit-causes.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { closePeriodsStep } from '../../functions/close-periods/close-periods-step.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { findCreditBalancesStep } from '../../functions/find-credit-balances/find-credit-balances-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { readReportsStep } from '../../functions/read-reports/read-reports-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;
const dayLong = 24 * 3_600_000;

let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
});

const balances = () => balancesOf(world.stored.postings.values());
const asked = (request: object): Promise<EnterPaymentsAnswer> =>
  enterPaymentsStep({ practiceId, user: 'maria', ...request }, world);

async function entered(...items: readonly object[]): Promise<PaymentBatch> {
  const amountCents = (items as { amountCents: number }[]).reduce((sum, item) => sum + item.amountCents, 0);
  const batch = {
    name: `desk ${world.stored.paymentBatches.size + 1}`,
    kind: 'desk',
    control: { count: items.length, amountCents },
    items,
  };
  const answer = await asked({ action: 'enter', batch });
  if (answer.outcome !== 'entered') {
    throw new Error(JSON.stringify(answer));
  }
  return answer.batch;
}

const cash = (amountCents: number, more: object = {}) => ({
  kind: 'unapplied',
  method: 'cash',
  amountCents,
  words: 'A copay before the visit was billed',
  ...more,
});
const apply = (
  { batchId }: Pick<PaymentBatch, 'batchId'>,
  { claimId }: Pick<Claim, 'claimId'>,
  more: object = {},
) => asked({ action: 'apply', batchId, item: 1, sequence: 1, claimId, ...more });
const unapply = ({ batchId }: Pick<PaymentBatch, 'batchId'>, postingId = `applied-${batchId}-1-1`) =>
  asked({ action: 'un-apply', batchId, postingId, reason: 'wrong visit' });
const takeBack = ({ batchId }: Pick<PaymentBatch, 'batchId'>) =>
  asked({ action: 'take-back', batchId, reason: 'keyed twice' });

/** A claim that the payer has paid, with what the patient owes of it handed over. */
async function closedClaim(encounterId = 'ENC-1'): Promise<Claim> {
  const { claimId } = await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-DED', relationship: 'self' }],
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
  return await world.claim(claimId);
}
const visitsOf = async ({ guarantorId }: Claim) =>
  (await world.accounts.load(practiceId, guarantorId))?.visits.map(({ balanceCents }) => balanceCents);
async function unappliedIn({ batchId }: PaymentBatch) {
  const answer = await readReportsStep({ report: 'batch', practiceId, batchId }, world);
  return answer.outcome === 'batch' ? answer.unapplied : answer;
}

/** Does one thing, and another when the one has read the ledger and is about to decide; gives both answers. */
async function meanwhile<One, Other>(
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[One, Other]> {
  const { claims } = world;
  let ofOther: Promise<Other> | undefined;
  const load: typeof claims.load = async (...named) => {
    world = before;
    ofOther ??= other();
    await ofOther;
    return await claims.load(...named);
  };
  const before = world;
  world = { ...world, claims: { ...claims, load } };
  const ofOne = await one();
  return [ofOne, await (ofOther ?? other())];
}

describe('Unapplied money of a patient', () => {
  test('goes to a claim in parts, and lowers what the patient owes of it at once', async () => {
    const batch = await entered(cash(3000));
    const claim = await closedClaim();
    const owed = claim.handedToPatientCents;
    expect(owed).toBeGreaterThan(3000);
    const first = await apply(batch, claim, { amountCents: 1000 });
    expect(first).toMatchObject({ outcome: 'moved', amountCents: 1000, claimId: claim.claimId });
    expect(balances()).toMatchObject({ 'unapplied-payment': -2000, 'patient-receivable': owed - 1000 });
    expect(await visitsOf(claim)).toEqual([owed - 1000]);
    expect(await unappliedIn(batch)).toMatchObject([
      {
        item: 1,
        leftCents: 2000,
        sequence: 2,
        applications: [{ claimId: claim.claimId, amountCents: 1000 }],
      },
    ]);

    expect(await apply(batch, claim, { sequence: 2 })).toMatchObject({ amountCents: 2000 });
    expect(balances()).toMatchObject({ 'unapplied-payment': 0, 'patient-receivable': owed - 3000 });
    expect(await world.claim(claim.claimId)).toMatchObject({
      state: 'closed',
      handedToPatientCents: owed - 3000,
    });
    expect(await apply(batch, claim, { sequence: 3 })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('$0.00 of item 1 are left')],
    });
    expect(world.differenceCents()).toBe(0);
  });

  test('said twice is applied once; another under the same number is refused', async () => {
    const batch = await entered(cash(3000));
    const claim = await closedClaim();
    await apply(batch, claim, { amountCents: 1000 });
    const before = world.snapshot();
    expect(await apply(batch, claim, { amountCents: 1000 })).toMatchObject({ outcome: 'moved' });
    expect(world.snapshot()).toEqual(before);
    expect(await apply(batch, claim, { amountCents: 1001 })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('Somebody else')],
    });
    expect(await apply(batch, claim, { sequence: 3 })).toMatchObject({
      problems: ['sequence: found 3; expected 2. Look at the batch and try again.'],
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('that is not applied any more belongs to no claim again, and the patient owes it again', async () => {
    const batch = await entered(cash(3000));
    const claim = await closedClaim();
    const [owed, before] = [claim.handedToPatientCents, balances()];
    await apply(batch, claim);
    expect(await unapply(batch)).toMatchObject({ outcome: 'moved', amountCents: 3000 });
    expect(balances()).toEqual(before);
    expect(await visitsOf(claim)).toEqual([owed]);
    const after = world.snapshot();
    expect(await unapply(batch), 'said again').toMatchObject({ outcome: 'moved' });
    expect(world.snapshot()).toEqual(after);
    expect(await unapply(batch, 'applied-x-1-1')).toMatchObject({ outcome: 'refused' });
    expect(await apply(batch, claim, { sequence: 2 })).toMatchObject({ amountCents: 3000 });
  });

  test('is never more than was paid nor than is owed, though two apply it at the same moment', async () => {
    const batch = await entered(cash(3000));
    const [one, other] = [await closedClaim(), await closedClaim('ENC-2')];
    const answers = await meanwhile(
      () => apply(batch, one),
      () => apply(batch, other),
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(['refused', 'moved']);
    expect(balances()['unapplied-payment']).toBe(0);

    const first = await entered(cash(3000));
    const second = await entered(cash(other.handedToPatientCents));
    const owed = await meanwhile(
      () => apply(first, other),
      () => apply(second, other, { amountCents: other.handedToPatientCents - 3000 }),
    );
    expect(owed[0]).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('owes $0.00')] });
    expect(world.differenceCents()).toBe(0);
  });

  test('is either applied or taken back with its batch, where both are done at the same moment', async () => {
    const claim = await closedClaim();
    const batch = await entered(cash(3000));
    const [applied] = await meanwhile(
      () => apply(batch, claim),
      () => takeBack(batch),
    );
    expect(applied).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('taken-back')] });
    expect(balances()['unapplied-payment']).toBe(0);
    expect(await visitsOf(claim)).toEqual([claim.handedToPatientCents]);
  });

  test('that a person decides to refund in the same moment is either applied or refunded', async () => {
    const claim = await closedClaim();
    const batch = await entered(cash(3000, { guarantorId: claim.guarantorId }));
    world.advance((creditCauseRows['not-applied'].daysToWait + 2) * dayLong);
    await totalLedgerDaysStep(world);
    await findCreditBalancesStep(world);
    const task = (await world.openTasks()).find(({ kind }) => kind === 'credit-balance');
    if (task === undefined) {
      throw new Error('Nobody is asked about the credit');
    }
    const refund = { outcome: 'refund', to: 'patient', amount: '30.00', reason: 'they asked for it' };
    const decide = (user: string) =>
      workTaskStep({ practiceId, taskId: task.taskId, user, outcome: refund }, world);
    expect(await decide('maria')).toMatchObject({ outcome: 'noted' });
    const [applied] = await meanwhile(
      () => apply(batch, claim),
      () => decide('ned'),
    );
    expect(applied).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('$0.00 of item 1 are left')],
    });
    expect(balances()).toMatchObject({ 'unapplied-payment': 0, 'refund-payable': -3000 });
  });

  test('keeps its batch from being taken back until it is not applied any more', async () => {
    const batch = await entered(cash(500), cash(3000));
    const claim = await closedClaim();
    await apply(batch, claim, { item: 2 });
    const before = world.snapshot();
    expect(await takeBack(batch)).toMatchObject({
      outcome: 'refused',
      problems: [
        `Item 2: $30.00 of it were applied to claims or given back since; take back first what was applied of batch ${batch.batchId} by applied-${batch.batchId}-2-1.`,
      ],
    });
    expect(world.snapshot()).toEqual(before);
    await unapply(batch, `applied-${batch.batchId}-2-1`);
    expect(await takeBack(batch)).toMatchObject({ batch: { state: 'taken-back' } });
    expect(balances()).toMatchObject({
      'cash-in-transit': expect.any(Number) as number,
      'unapplied-payment': 0,
    });
    expect(await apply(batch, claim)).toMatchObject({
      problems: [expect.stringContaining('is taken-back; expected one that is posted')],
    });
  });

  test.each<[string, (claim: Claim) => object, object, RegExp]>([
    ['of another guarantor', () => cash(3000, { guarantorId: 'G000000000001' }), {}, /is of G000000000001/],
    ['for a claim that is none', () => cash(3000), { claimId: 'C000000000009' }, /There is no claim/],
    ['of an item that is none', () => cash(3000), { item: 2 }, /nothing of item 2/],
    ['more than is left', () => cash(3000), { amountCents: 3001 }, /expected at most \$30\.00/],
    ['more than is owed', () => cash(900_000), { amountCents: 900_000 }, /owes \$/],
    ['on a day to come', () => cash(3000), { postingDate: '2026-11-23' }, /is yet to come/],
  ])('%s is refused, and nothing is written', async (_what, item, more, problem) => {
    const claim = await closedClaim();
    const batch = await entered(item(claim));
    const before = world.snapshot();
    const answer = await apply(batch, claim, more);
    expect(answer.outcome === 'refused' && answer.problems.join()).toMatch(problem);
    expect(world.snapshot()).toEqual(before);
  });

  test('is posted on an open day alone, and that day is totalled once more', async () => {
    const batch = await entered(cash(3000));
    const claim = await closedClaim();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    await apply(batch, claim, { amountCents: 1000, postingDate: '2026-11-20' });
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1 });
    const slip = { cashCents: 3000 };
    const day = { action: 'close-day', practiceId, user: 'ned', role: 'manager', day: '2026-11-20' };
    expect(await closePeriodsStep({ ...day, slip }, world)).not.toHaveProperty('problems');
    expect(await apply(batch, claim, { sequence: 2, postingDate: '2026-11-20' })).toMatchObject({
      problems: [expect.stringContaining('The posting date 2026-11-20 is closed')],
    });
    expect(await apply(batch, claim, { sequence: 2 })).toMatchObject({ outcome: 'moved' });
  });

  test('on the day sheet moves from unapplied to the patient, and nothing more lies on the deposit slip', async () => {
    const batch = await entered(cash(3000));
    await apply(batch, await closedClaim());
    const answer = await readReportsStep({ report: 'day-sheet', practiceId, day: '2026-11-20' }, world);
    expect(answer).toMatchObject({ outcome: 'day-sheet', sheet: { forDeposit: [{ amountCents: 3000 }] } });
    const totals = answer.outcome === 'day-sheet' ? answer.sheet.payments : [];
    expect(totals.filter(({ method }) => method === 'none')).toMatchObject([
      { source: 'patient', amountCents: 3000 },
      { source: 'unapplied', amountCents: -3000 },
    ]);
    const transit = await readReportsStep({ report: 'deposits', practiceId }, world);
    const ofBatch = transit.outcome === 'movements' ? transit.movements : [];
    expect(ofBatch.filter(({ holder }) => holder === batch.batchId)).toMatchObject([{ amountCents: 3000 }]);
  });
});

describe('Unapplied money of a payer', () => {
  test('goes to what that payer owes of a claim, and comes back', async () => {
    const claim = await world.acceptedByPayer();
    const open = balances();
    const batch = await entered(cash(3000, { payerId: 'JUNIP', method: 'check', number: '900' }));
    const entry = balances();
    expect(await apply(batch, claim)).toMatchObject({ outcome: 'moved', amountCents: 3000 });
    expect(balances()).toMatchObject({
      'unapplied-payment': 0,
      'payer-receivable': open['payer-receivable'] - 3000,
      'patient-receivable': open['patient-receivable'],
    });
    expect(await world.claim(claim.claimId)).toMatchObject({ state: 'awaiting-remittance' });
    await unapply(batch);
    expect(balances()).toEqual(entry);
  });

  test('never goes to what another payer owes', async () => {
    const claim = await world.acceptedByPayer();
    const batch = await entered(cash(3000, { payerId: 'FEDMB' }));
    expect(await apply(batch, claim)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('FEDMB owes $0.00')],
    });
  });

  test('is a credit balance of that payer when the payer then pays the claim by a remittance', async () => {
    const claim = await world.acceptedByPayer();
    const batch = await entered(cash(3000, { payerId: 'JUNIP' }));
    await apply(batch, claim);
    await world.remit(remittanceFile([(await world.payerOf(claim.claimId)).decision()], world.clock.now()));
    expect(balances()['payer-receivable']).toBe(-3000);
    expect(world.differenceCents()).toBe(0);
    expect(await unapply(batch)).toMatchObject({ outcome: 'moved' });
    expect(balances()['payer-receivable']).toBe(0);
  });
});

describe('Money that stays without a claim', () => {
  const looked = async () => {
    world.advance((creditCauseRows['not-applied'].daysToWait + 2) * dayLong);
    await totalLedgerDaysStep(world);
    await findCreditBalancesStep(world);
    return (await world.openTasks()).filter(({ kind }) => kind === 'credit-balance');
  };

  test('is asked about though nobody knows whose it is, until it is applied', async () => {
    const claim = await closedClaim();
    const batch = await entered(cash(1000));
    const [task, ...more] = await looked();
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      credit: { holder: batch.batchId, payee: { kind: 'unknown' }, owedCents: 1000 },
      outcomes: ['not-a-credit'],
    });
    expect(task?.why).toContain('$10.00 came on');
    expect(task?.evidence.join(' ')).toContain('Find out who paid it');
    expect(await findCreditBalancesStep(world)).toMatchObject({ opened: 0 });
    expect((await apply(batch, claim)).outcome).toBe('moved');
    expect(await looked()).toEqual([]);
  });

  test('but with the payer, whose decision comes with the same payment, is no refund: the task says what to undo', async () => {
    const { claimId } = await world.acceptedByPayer();
    const decision = (await world.payerOf(claimId)).decision();
    const check = { payerId: 'JUNIP', method: 'check', number: '900' };
    const batch = await entered(cash(decision.paidCents, check));
    expect((await apply(batch, { claimId })).outcome).toBe('moved');
    await world.remit(remittanceFile([decision], world.clock.now()));
    const [task] = await looked();
    expect(task).toMatchObject({
      claimId,
      credit: { cause: 'applied-and-decided', owedCents: decision.paidCents },
    });
    expect(task?.outcomes).not.toContain('refund');
    expect(task?.evidence.join(' ')).toContain('take the application back');
    expect((await unapply(batch)).outcome).toBe('moved');
    expect((await takeBack(batch)).outcome).toBe('entered');
    expect(await looked()).toEqual([]);
    expect(balances()).toMatchObject({
      'cash-in-transit': decision.paidCents,
      'unapplied-payment': 0,
      'payer-receivable': 0,
    });
  });

  test('is asked about once for each patient who paid too much in one batch', async () => {
    const guarantors = ['G000000000001', 'G000000000002', 'G000000000003'];
    await entered(...guarantors.map((guarantorId, index) => cash(index < 2 ? 1000 : 2500, { guarantorId })));
    const payees = (tasks: Awaited<ReturnType<typeof looked>>) =>
      tasks
        .map(({ credit }) => (credit?.payee.kind === 'patient' ? credit.payee.guarantorId : ''))
        .toSorted();
    expect(payees(await looked())).toEqual(guarantors);
    expect(payees(await looked())).toEqual(guarantors);
    expect([...world.stored.tasks.values()].filter(({ status }) => status === 'moot')).toEqual([]);
  });
});

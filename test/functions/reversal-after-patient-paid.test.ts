import { describe, expect, test } from 'vitest';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import type { GuarantorId } from '#contracts/identifiers.ts';
import { creditCauseRows } from '#domain/credit-balances/credit-causes.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { paidByPatient } from '#domain/payment-batches/post-patient-payment.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { sampleClaim } from '../domain/ledger/sample-claim.ts';
import { claimPayment, reversalOf } from '../domain/remittance/sample-remittance.ts';
import { dayMilliseconds, lookLater } from './credit-steps.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

/* A payer pays and leaves a copay of $20.00, the patient pays it, and the payer takes its decision back and decides anew. */

const copayCents = 2000;
/** Money that was never applied is asked about after this, what a claim was paid too much sooner. */
const longestWaitDays = creditCauseRows['not-applied'].daysToWait + 1;

/** A decision of the payer of which everything but the patient's share of the visit stays the same. */
function decision(payerControlNumber: string, paid: string, share: string): Claim835 {
  return {
    ...claimPayment(
      [
        { code: '99213', charge: '150', paid, cas: `CO-45 60, ${share}` },
        { code: '81002', charge: '50', paid: '40', cas: 'CO-45 10' },
      ],
      { payerControlNumber },
    ),
    claimFilingIndicator: 'CI',
    facilityCode: '11',
    frequencyCode: '1',
    patient: { entityType: 'person', name: 'Larch', firstName: 'Wren' },
  };
}

const first = decision('ICN1', '70', 'PR-3 20');
/** What the payer says instead, and what the patient owes by it. */
const corrections = [
  { owes: 'less', shareCents: 500, corrected: decision('ICN2', '85', 'PR-3 5') },
  { owes: 'nothing', shareCents: 0, corrected: decision('ICN2', '50', 'CO-253 40') },
  { owes: 'more', shareCents: 3500, corrected: decision('ICN2', '55', 'PR-1 35') },
] as const;

type Step = 'decided' | 'paid' | 'reversed' | 'corrected';
const steps: readonly Step[] = ['decided', 'paid', 'reversed', 'corrected'];
const orders = ordersOf(steps);
const cases = corrections.flatMap((correction) =>
  orders.map((order) => ({ ...correction, order, inTurn: order.join(', ') })),
);

function ordersOf(all: readonly Step[]): (readonly Step[])[] {
  return all.length <= 1
    ? [all]
    : all.flatMap((one) => ordersOf(all.filter((other) => other !== one)).map((rest) => [one, ...rest]));
}

/** A practice with one claim that its payer has accepted. */
async function worldWithClaim(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const at = world.clock.now();
  const claim = sampleClaim({ practiceId: world.practiceId });
  const charged = postCharge(claim, { at, postingDate: dateOf(at), by: 'test', postings: [] });
  await world.commit.apply([
    { kind: 'create-claim', claim: { ...claim, postedChargeCents: charged.postedChargeCents } },
    ...charged.writes,
  ]);
  return world;
}

async function patientPays(world: MemoryWorld): Promise<string> {
  const { claimId } = await world.claim();
  const item = { kind: 'patient-payment', claims: [claimId], method: 'cash', amountCents: copayCents };
  const { outcome } = await enterPaymentsStep(
    {
      action: 'enter',
      practiceId: world.practiceId,
      user: 'maria',
      batch: {
        name: 'desk',
        kind: 'desk',
        control: { count: 1, amountCents: copayCents },
        items: [item],
      },
    },
    world,
  );
  return outcome;
}

/** Lets a step come, and closes the claim where it is at its end, as its state machine does. */
async function take(world: MemoryWorld, step: Step, corrected: Claim835): Promise<void> {
  world.advance(dayMilliseconds);
  const clps = { decided: first, reversed: reversalOf(first), corrected };
  const outcome =
    step === 'paid'
      ? await patientPays(world)
      : await world.remit(remittanceFile([clps[step]], world.clock.now()));
  expect(outcome).toBe(step === 'paid' ? 'entered' : 'balanced');
  const claim = await world.claim();
  if (claim.state === 'ready-for-patient') {
    await handOverBalanceStep(world.inputOf(claim), world);
  }
}

const balances = (world: MemoryWorld) => balancesOf(world.stored.postings.values());

/** What of the patient's money went to the claim. */
function appliedCentsOf(world: MemoryWorld): number {
  return [...world.stored.postings.values()]
    .flatMap(({ legs }) => legs)
    .filter(({ account, reason }) => account === 'patient-receivable' && reason === paidByPatient)
    .reduce((sum, { amountCents }) => sum - amountCents, 0);
}

/** What the patient owes by the decisions that stand when the payment comes, and no more than was paid. */
function appliedBy(order: readonly Step[], shareCents: number): number {
  const before = new Set(order.slice(0, order.indexOf('paid')));
  const owedCents =
    (before.has('decided') && !before.has('reversed') ? copayCents : 0) +
    (before.has('corrected') ? shareCents : 0);
  return Math.min(owedCents, copayCents);
}

/** What the daily look asks a person to give back to the patient, and for what reason. */
async function creditsNoticed(world: MemoryWorld, guarantorId: GuarantorId): Promise<readonly string[]> {
  await lookLater(world, longestWaitDays);
  const open = await world.openTasks();
  expect(open.map(({ kind, credit }) => ({ kind, payee: credit?.payee }))).toEqual(
    open.map(() => ({ kind: 'credit-balance', payee: { kind: 'patient', guarantorId } })),
  );
  return open
    .map(({ credit }) => `${credit?.cause} ${credit?.owedCents}`)
    .toSorted((one, other) => (one < other ? 1 : -1));
}

describe('A decision taken back after the patient paid', () => {
  test.each(cases)('leaves the patient to owe $owes: $inTurn', async ({ order, shareCents, corrected }) => {
    const world = await worldWithClaim();
    for (const step of order) {
      await take(world, step, corrected);
      expect(world.differenceCents()).toBe(0);
      // What stands in the patient's favor is the patient's own money, whatever the payer said.
      expect(balances(world)['patient-receivable']).toBeGreaterThanOrEqual(0 - appliedCentsOf(world));
    }
    const appliedCents = appliedCentsOf(world);
    expect(appliedCents).toBe(appliedBy(order, shareCents));
    expect(balances(world)).toMatchObject({
      'patient-receivable': shareCents - appliedCents,
      'unapplied-payment': appliedCents - copayCents,
    });
    const { state, handedToPatientCents, guarantorId } = await world.claim();
    expect({ state, handedToPatientCents }).toEqual({
      state: 'closed',
      handedToPatientCents: shareCents - appliedCents,
    });
    const visits = (await world.accounts.load(world.practiceId, guarantorId))?.visits ?? [];
    expect(visits.reduce((sum, { balanceCents }) => sum + balanceCents, 0)).toBe(shareCents - appliedCents);
    expect(await creditsNoticed(world, guarantorId)).toEqual([
      ...(appliedCents > shareCents ? [`patient-paid-more ${appliedCents - shareCents}`] : []),
      ...(appliedCents < copayCents ? [`not-applied ${copayCents - appliedCents}`] : []),
    ]);
  });
});

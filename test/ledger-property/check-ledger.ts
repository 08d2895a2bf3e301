import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { assert, asyncProperty } from 'fast-check';
import type { Posting } from '#contracts/ledger.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { balancesByClaim, balancesOf } from '#domain/ledger/balances.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { sumCents } from '#domain/money/cents.ts';
import { paidByPatient } from '#domain/payment-batches/post-patient-payment.ts';
import { standingAdjudications } from '#domain/remittance/standing-adjudications.ts';
import { followsPriorPayer } from '#domain/remittance/who-spoke.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { sampleClaim } from '../domain/ledger/sample-claim.ts';
import { memoryWorld, type MemoryWorld } from '../functions/memory-world.ts';
import { keepSent, replayed } from '../functions/replay-world.ts';
import { claimIds, payerStory, secondPayer, type PaidAtDesk, type PayerStory } from './payer-story.ts';

/**
 * Holds the ledger to what must be true of it whatever payers send: over random remittances of two of them with reversals
 * before and after their decisions, denials that the later one pays, provider adjustments that are announced and taken in
 * any order, repeated files, and claims of others, and over payments of patients before, between and after these, through
 * the files and the steps that post them.
 * @param runs stories to try.
 * @param seed makes the same stories again.
 * @throws Error with the smallest story found that breaks it.
 */
export async function checkLedger(runs: number, seed: number): Promise<void> {
  await assert(
    asyncProperty(payerStory, async (story) => {
      const world = await worldWithClaims();
      await receiveAll(world, story, story.order);
      const other = await worldWithClaims();
      await receiveAll(other, story, story.otherOrder);
      deepStrictEqual(outcomeOf(other), outcomeOf(world), 'another order leads elsewhere');
      for (const one of [world, other]) {
        checkAtTheEnd(one, story);
        await checkReplay(one);
        await writeDenialsOff(one);
        checkClaims(one);
        await checkReplay(one);
      }
      deepStrictEqual(outcomeOf(other), outcomeOf(world), 'what is written off differs with the order');
    }),
    { numRuns: runs, seed },
  );
}

const second = {
  order: 'secondary',
  payerId: secondPayer.payerId,
  memberId: 'SMA-1',
  relationship: 'self',
};

/** A practice with three claims that their first payer has accepted. */
export async function worldWithClaims(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const at = world.clock.now();
  for (const claimId of claimIds) {
    const sample = sampleClaim({ practiceId: world.practiceId, claimId });
    const claim = {
      ...sample,
      coverages: [...sample.coverages, ...sampleClaim({ coverages: [second] }).coverages],
      submissions: sample.submissions.map((submission) => ({
        ...submission,
        patientControlNumber: `${claimId}-1` as typeof submission.patientControlNumber,
        fileKey: `outbound/${claimId}.edi`,
        submittedAt: at,
      })),
    };
    const charged = postCharge(claim, { at, postingDate: dateOf(at), by: 'test', postings: [] });
    await world.commit.apply([
      { kind: 'create-claim', claim: { ...claim, postedChargeCents: charged.postedChargeCents } },
      ...charged.writes,
    ]);
    await keepSent(world, [claim]);
  }
  return world;
}

const postingsOf = (world: MemoryWorld): Posting[] => [...world.stored.postings.values()];

/** Receives and posts the files and the payments of patients in an order, and looks at the ledger after each. */
export async function receiveAll(
  world: MemoryWorld,
  story: PayerStory,
  order: readonly number[],
): Promise<void> {
  for (const index of order) {
    const [file, paid] = [story.files[index], story.atDesk[index - story.files.length]];
    world.advance(86_400_000);
    if (file !== undefined) {
      strictEqual(await world.remit(file.text), 'balanced');
      if (story.repeated.has(index)) {
        await checkRepetition(world, file.text);
      }
    } else if (paid !== undefined) {
      await payAtDesk(world, paid, `desk ${index}`);
    }
    strictEqual(world.differenceCents(), 0, 'the trial balance is not zero');
    checkClaims(world);
  }
}

async function payAtDesk(
  world: MemoryWorld,
  { claimId, amountCents }: PaidAtDesk,
  name: string,
): Promise<void> {
  const items = [{ kind: 'patient-payment', claims: [claimId], method: 'cash', amountCents }];
  const batch = { name, kind: 'desk', control: { count: 1, amountCents }, items };
  const { practiceId } = world;
  const { outcome } = await enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, world);
  strictEqual(outcome, 'entered');
}

/** What patients paid of each claim: the rest of their money is not applied to any. */
function paidByPatients(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { claimId, legs } of postings) {
    for (const { account, reason, amountCents } of legs) {
      if (claimId !== undefined && account === 'patient-receivable' && reason === paidByPatient) {
        paid.set(claimId, (paid.get(claimId) ?? 0) - amountCents);
      }
    }
  }
  return paid;
}

/**
 * The share of no patient is below zero: of a claim that is settled nothing stands in the patient's favor but what the
 * patient paid too much. Of one that waits, what stands below that is covered by what is denied or not decided yet, and
 * what is not was paid by a later payer.
 */
function checkClaims(world: MemoryWorld): void {
  const postings = postingsOf(world);
  const paid = paidByPatients(postings);
  for (const [claimId, balances] of balancesByClaim(postings)) {
    const claim = [...world.stored.claims.values()].find((one) => one.claimId === claimId);
    ok(claim !== undefined);
    strictEqual(balances.charges, -20_000);
    const shareCents = balances['patient-receivable'] + (paid.get(claimId) ?? 0);
    ok(
      claim.state !== 'ready-for-patient' || shareCents >= 0,
      `the patient of ${claimId} is credited with more than the patient paid`,
    );
    const openCents = Math.max(0, balances['payer-receivable']) + Math.max(0, balances['denial-pending']);
    const paidLaterCents = sumCents(
      standingAdjudications(claim).filter(followsPriorPayer),
      ({ paidCents }) => paidCents,
    );
    ok(
      shareCents + openCents + paidLaterCents >= 0,
      `the patient of ${claimId} is credited with what nobody paid`,
    );
  }
}

/** A manager gives up every denial that is open. */
export async function writeDenialsOff(world: MemoryWorld): Promise<void> {
  const outcome = { outcome: 'write-off', writeOffReason: 'administrative', reason: 'not worth an appeal' };
  for (const task of await world.openTasks()) {
    if (task.kind === 'denial') {
      strictEqual((await world.work(task, outcome, 'manager')).outcome, 'worked');
    }
  }
}

/** The same file, and the same transaction in an interchange of another number, change nothing. */
async function checkRepetition(world: MemoryWorld, text: string): Promise<void> {
  const kept = () =>
    structuredClone({
      postings: world.stored.postings,
      claims: world.stored.claims,
      tasks: world.stored.tasks,
      remittances: world.stored.remittances,
    });
  const before = kept();
  const [, number = ''] = /^(?:[^*]*\*){13}(\d{9})/.exec(text) ?? [];
  const elsewhere = text.replace(`*${number}*`, '*000009999*').replace(`*${number}~`, '*000009999~');
  for (const again of [text, elsewhere]) {
    await world.receive(again);
    await world.post(await world.lastRemittance());
    deepStrictEqual(kept(), before, 'a repetition changed something');
  }
}

/**
 * What must not depend on the order: every account of every claim, where the claims are, what is open. Whether a patient's
 * payment was applied or not does: it is to what was owed by then. So the patient's share stands here without payments.
 */
function outcomeOf(world: MemoryWorld): unknown {
  const postings = postingsOf(world);
  const paid = paidByPatients(postings);
  const { 'patient-receivable': owed, 'unapplied-payment': unapplied, ...accounts } = balancesOf(postings);
  return {
    accounts: { ...accounts, 'of patients': owed + unapplied },
    ofClaims: [...balancesByClaim(postings)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([claimId, { 'patient-receivable': owedOfClaim, 'cash-in-transit': cash, ...others }]) => {
        const paidCents = paid.get(claimId) ?? 0;
        return [claimId, { ...others, share: owedOfClaim + paidCents, paidByPayers: cash - paidCents }];
      }),
    states: [...world.stored.claims.values()].map(({ claimId, state }) => `${claimId} ${state}`).toSorted(),
    tasks: [...world.stored.tasks.values()]
      // A replacement for a later payer is asked for where that one had decided before: this is about the order.
      .filter(({ status, kind }) => status === 'open' && kind !== 'follow-up-date')
      .map(({ kind, dollarsAtStakeCents }) => `${kind} ${dollarsAtStakeCents}`)
      .toSorted(),
  };
}

function checkAtTheEnd(world: MemoryWorld, { files, atDesk }: PayerStory): void {
  const postings = postingsOf(world);
  const balances = balancesOf(postings);
  const paidCents =
    files.reduce((sum, file) => sum + file.paidCents, 0) +
    atDesk.reduce((sum, { amountCents }) => sum + amountCents, 0);
  strictEqual(balances['cash-in-transit'], paidCents, 'the money in transit is not what was paid');
  strictEqual(balances['takeback-payable'], 0, 'takebacks do not net to zero');
  for (const { balanceCents, open, excess } of takebackLedger(postings, dateOf(world.clock.now()))) {
    deepStrictEqual({ balanceCents, open, excess }, { balanceCents: 0, open: [], excess: [] });
  }
}

async function checkReplay(world: MemoryWorld): Promise<void> {
  const { differences, faults, isEqual } = await replayed(world);
  deepStrictEqual({ differences, faults, isEqual }, { differences: [], faults: [], isEqual: true });
}

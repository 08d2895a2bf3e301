import type { PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { RemittanceStepInput } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { amendClaim } from '#domain/claims/move-claim.ts';
import {
  acknowledgedRefund,
  acknowledgement,
  withAcknowledgement,
} from '#domain/credit-balances/refund-takebacks.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import type { PostingOccasion } from '#domain/ledger/make-posting.ts';
import { formatDollars } from '#domain/money/cents.ts';
import {
  postProviderAdjustments,
  type ProviderAdjustmentPosted,
} from '#domain/remittance/post-provider-adjustments.ts';
import { providerAdjustmentSentence } from '#domain/remittance/provider-adjustment-codes.ts';
import {
  readRemittanceRest,
  remittanceRestKey,
  type RemittanceRestContent,
} from '#domain/remittance/remittance-chunk.ts';
import { savedRun } from '#domain/remittance/run-record.ts';
import { claimsOfAdjustment, payerNumbersIn } from '#domain/takebacks/claims-of-adjustment.ts';
import { takebackTaskId, watchTakebacks } from '#domain/takebacks/takeback-differs.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type { ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { lastAsked } from '#ports/asked-again.ts';
import { awaitRemittance } from '#ports/await-deposits.ts';
import type { BankBook } from '#ports/bank-book.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { decideAgainOnConflict, InvariantBroken } from '#ports/work-on-claim.ts';

export interface CloseRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly bank: Pick<BankBook, 'openEntries' | 'awaited'>;
  readonly ledger: Pick<LedgerStore, 'takebacks' | 'refunds' | 'ofHolder'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'doneClaims' | 'claimsOfPayerNumber'>;
  readonly ledgerDays: Pick<LedgerDays, 'load' | 'keep'>;
}

/** A balance that is carried on may be about many claims; the first of them are told. */
const claimsToTell = 20;

/**
 * Posts the provider adjustments, last of all, and closes the run: n of n claims are posted or parked. An adjustment
 * that was posted before is passed over; a run that is closed is left alone.
 */
export async function closeRemittanceStep(
  event: unknown,
  world: CloseRemittanceWorld,
): Promise<{ outcome: 'posted'; posted: number; suspended: number }> {
  const { practiceId, remittanceId } = RemittanceStepInput.parse(event);
  const run = await world.remittances.load(practiceId, remittanceId);
  const stored = await world.documents.get('documents', remittanceRestKey(practiceId, remittanceId));
  if (run === undefined || stored === undefined) {
    throw new InvariantBroken(`Remittance ${remittanceId} or what is left of it is gone`);
  }
  if (run.state === 'posted') {
    return { outcome: 'posted', posted: run.posted, suspended: run.suspended };
  }
  const done = [...(await world.remittances.doneClaims(practiceId, remittanceId)).values()];
  if (done.length !== run.claims) {
    throw new InvariantBroken(
      `Remittance ${remittanceId} has ${run.claims} claims, but ${done.length} are posted or parked`,
    );
  }
  const rest = readRemittanceRest(new TextDecoder().decode(stored.body));
  const at = world.clock.now();
  const occasion = { at, postingDate: rest.facts.postingDate ?? dateOf(at), by: 'close-remittance' };
  await postAdjustments(practiceId, rest, occasion, world);
  // Before the run is closed: a step that breaks off in between is taken again.
  await awaitRemittance(run, rest.facts.payerId, 'close-remittance', world);
  const posted = done.filter((outcome) => outcome === 'posted').length;
  const suspended = done.length - posted;
  if (rest.facts.postingDate !== undefined) {
    // The day may have been totalled while this was posted into it; nobody closes it before the run is.
    const words = `Remittance ${remittanceId} is posted into it`;
    await openDayAgain(
      { practiceId, postingDate: rest.facts.postingDate },
      { at, by: occasion.by, words },
      world,
    );
  }
  await decideAgainOnConflict(async () => {
    const latest = await world.remittances.load(practiceId, remittanceId);
    if (latest !== undefined && latest.state !== 'posted') {
      await world.commit.apply([savedRun(latest, { state: 'posted', posted, suspended, closedAt: at })]);
    }
  });
  return { outcome: 'posted', posted, suspended };
}

/** Posts each provider adjustment and tells the claims that it is about, then looks what payers took beyond what was open. */
async function postAdjustments(
  practiceId: PracticeId,
  { facts, providerAdjustments, reversals }: RemittanceRestContent,
  occasion: PostingOccasion,
  world: CloseRemittanceWorld,
): Promise<void> {
  const numbers = new Set(providerAdjustments.flatMap((adjustment) => payerNumbersIn(adjustment)));
  const byNumber = new Map(
    await Promise.all(
      [...numbers].map(
        async (number) => [number, await world.remittances.claimsOfPayerNumber(practiceId, number)] as const,
      ),
    ),
  );
  const posted = postProviderAdjustments(practiceId, facts, providerAdjustments, occasion, (adjustment) =>
    claimsOfAdjustment(
      adjustment,
      reversals,
      payerNumbersIn(adjustment).flatMap((number) => byNumber.get(number) ?? []),
    ),
  );
  const pairs = await withRefunds(practiceId, facts, posted, world);
  for (const pair of pairs) {
    await decideAgainOnConflict(async () =>
      world.commit.apply([...pair.writes, ...(await tellClaims(practiceId, pair, occasion, world))]),
    );
  }
  if (pairs.some(({ posting }) => touchesTakebacks(posting))) {
    await watch(practiceId, facts.remittanceId, pairs, occasion, world);
  }
}

/** An acknowledgement of a refund says of which, and asks nobody; each refund is acknowledged once. */
async function withRefunds(
  practiceId: PracticeId,
  { payerId }: RemittanceRestContent['facts'],
  pairs: readonly ProviderAdjustmentPosted[],
  { ledger }: Pick<CloseRemittanceWorld, 'ledger'>,
): Promise<readonly ProviderAdjustmentPosted[]> {
  if (!pairs.some(({ adjustment }) => adjustment.reasonCode === acknowledgement)) {
    return pairs;
  }
  let refunds = refundsOf([...(await ledger.refunds(practiceId)), ...(await ledger.takebacks(practiceId))]);
  return pairs.map((pair) => {
    const refund = acknowledgedRefund(pair.adjustment, payerId, pair.posting.aboutClaimIds ?? [], refunds);
    refunds = refunds.filter((one) => one !== refund);
    return refund === undefined ? pair : withAcknowledgement(pair, refund);
  });
}

/** A takeback stands in the history of each claim that it is about. */
async function tellClaims(
  practiceId: PracticeId,
  { posting, adjustment }: ProviderAdjustmentPosted,
  { at, by }: PostingOccasion,
  { claims }: Pick<CloseRemittanceWorld, 'claims'>,
): Promise<Write[]> {
  const told: Write[] = [];
  for (const claimId of (posting.aboutClaimIds ?? []).slice(0, claimsToTell)) {
    const claim = await claims.load(practiceId, claimId);
    if (claim !== undefined) {
      // What the payer refers to may be the number of a patient: it stays with the posting.
      const words = `Remittance ${posting.remittanceId ?? ''}: ${pairInWords(adjustment)}`;
      told.push(...amendClaim(claim, {}, at, { event: 'takeback', by, words }).writes);
    }
  }
  return told;
}

function pairInWords({ reasonCode, amountCents }: ProviderAdjustment835): string {
  return `${reasonCode} ${formatDollars(amountCents)}: ${providerAdjustmentSentence(reasonCode, amountCents)}`;
}

async function watch(
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  pairs: readonly ProviderAdjustmentPosted[],
  occasion: PostingOccasion,
  world: CloseRemittanceWorld,
): Promise<void> {
  // The index may not have what was posted a moment ago.
  const known = new Map(
    [...(await world.ledger.takebacks(practiceId)), ...pairs.map(({ posting }) => posting)].map((posting) => [
      posting.postingId,
      posting,
    ]),
  );
  const { tasks, explained } = watchTakebacks(practiceId, remittanceId, [...known.values()], occasion);
  for (const task of tasks) {
    await world.commit.apply([{ kind: 'open-task', task }]);
  }
  for (const postingId of explained) {
    await decideAgainOnConflict(async () => {
      const task = await lastAsked(world.tasks, practiceId, takebackTaskId(postingId));
      const writes = mootTask(task, 'announced', occasion.at, occasion.by);
      if (writes.length > 0) {
        await world.commit.apply(writes);
      }
    });
  }
}

function touchesTakebacks({ legs }: Posting): boolean {
  return legs.some(({ account }) => account === 'takeback-payable');
}

import type { PlainDate } from '#contracts/dates.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { ClaimId, PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { InterestReceived, LatePayment, SeenVariance } from '#contracts/variances.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { contractVariance } from '#domain/expected-payment/contract-variance.ts';
import { interestReceivedOf, latePaymentOf } from '#domain/expected-payment/late-payments.ts';
import { adjudicationPostingId } from '#domain/remittance/adjudication-posting.ts';
import { standingAdjudications } from '#domain/remittance/standing-adjudications.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PricesInForce } from './prices-in-force.ts';
import type { RemittanceRegister } from './remittance-register.ts';

export interface SeeVariancesWorld {
  readonly clock: Clock;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'pageOfDay' | 'ofHolder'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
  readonly prices: PricesInForce;
}

/** Postings that are read at once, and claims; an answer ends with the page that fills it, or when its time is up. */
const [postingsAtOnce, claimsAtOnce] = [100, 25];
const [linesAnAnswer, longestMilliseconds] = [1000, 12_000];

/** A decision whose posting was found, with its claim. */
interface Decided {
  readonly claim: Claim;
  readonly decision: Adjudication;
}

/** Posting days, both included, and where to go on: `2026-11-03` or `2026-11-03:page`. */
export interface DaysToSee {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly next?: string | undefined;
}

export interface SeenVariances {
  readonly variances: readonly SeenVariance[];
  readonly asExpected: number;
  readonly denied: number;
  readonly next?: string;
}

/** What payers allowed beside their contracts, of the decisions that were posted in some days and still stand. */
export async function seeVariances(
  practice: Practice,
  days: DaysToSee,
  world: SeeVariancesWorld,
): Promise<SeenVariances> {
  const variances: SeenVariance[] = [];
  const counts = { asExpected: 0, denied: 0 };
  const next = await seeDecisions(practice.practiceId, days, world, async (decided) => {
    for (const { claim, decision } of decided) {
      const payer = practice.payers.find(({ payerId }) => payerId === decision.payerId);
      const lines =
        payer === undefined || claim.legacy !== undefined
          ? undefined
          : await world.prices.decide((prices) => contractVariance(claim, decision, payer, practice, prices));
      for (const { verdict, ...line } of lines ?? []) {
        if (verdict === 'as-expected' || verdict === 'denied') {
          counts[verdict === 'denied' ? 'denied' : 'asExpected'] += 1;
        } else {
          const { claimId, serviceDateFrom } = claim;
          const { remittanceId, payerId, postingDate } = decision;
          const serviceDate =
            claim.lines.find(({ lineNumber }) => lineNumber === line.lineNumber)?.serviceDate ??
            serviceDateFrom;
          variances.push({
            claimId,
            remittanceId,
            payerId,
            postingDate,
            serviceDate,
            verdict,
            ...line,
            because: [...line.because],
          });
        }
      }
    }
    return variances.length;
  });
  return { variances, ...counts, ...(next === undefined ? {} : { next }) };
}

export interface SeenLatePayments {
  readonly payments: readonly LatePayment[];
  readonly interest: readonly InterestReceived[];
  readonly next?: string;
}

/** Payments that came late, of the decisions that were posted in some days, and the interest of their remittances. */
export async function seeLatePayments(
  practice: Practice,
  days: DaysToSee,
  world: SeeVariancesWorld,
): Promise<SeenLatePayments> {
  const { practiceId } = practice;
  const payments: LatePayment[] = [];
  const paidOn = new Map<RemittanceId, PlainDate | undefined>();
  const next = await seeDecisions(practiceId, days, world, async (decided) => {
    for (const { claim, decision } of decided) {
      const promptPay = practice.payers.find(({ payerId }) => payerId === decision.payerId)?.promptPay;
      if (promptPay !== undefined) {
        const { remittanceId } = decision;
        if (!paidOn.has(remittanceId)) {
          paidOn.set(remittanceId, (await world.remittances.load(practiceId, remittanceId))?.paymentDate);
        }
        const on = paidOn.get(remittanceId);
        const late = on === undefined ? undefined : latePaymentOf(claim, decision, promptPay, on);
        if (late !== undefined) {
          payments.push(late);
        }
      }
    }
    return payments.length;
  });
  const interest: InterestReceived[] = [];
  for (const remittanceId of new Set(payments.map((payment) => payment.remittanceId))) {
    interest.push(...interestReceivedOf(remittanceId, await world.ledger.ofHolder(practiceId, remittanceId)));
  }
  return { payments, interest, ...(next === undefined ? {} : { next }) };
}

/**
 * Gives the decisions of payers that were posted in some days and still stand, a page of postings at a time; answers
 * where to go on, once what was found is enough for one answer or the time of a call is up.
 * @param found takes them, and gives how much there is to answer by now.
 */
async function seeDecisions(
  practiceId: PracticeId,
  { from, to, next }: DaysToSee,
  world: SeeVariancesWorld,
  found: (decided: readonly Decided[]) => Promise<number>,
): Promise<string | undefined> {
  const began = Date.parse(world.clock.now());
  const today = dateOf(world.clock.now());
  const last = to < today ? to : today;
  const [, resumedDay, resumedPage] = /^(\d{4}-\d{2}-\d{2})(?::(.+))?$/.exec(next ?? '') ?? [];
  let day = resumedDay === undefined ? from : (resumedDay as PlainDate);
  let page = resumedPage;
  while (day <= last) {
    const read = await world.ledger.pageOfDay(practiceId, day, { limit: postingsAtOnce, next: page });
    const count = await found(await decisionsOf(practiceId, read.postings, world));
    page = read.next;
    if (page === undefined) {
      day = addDays(day, 1);
    }
    const isEnough = count >= linesAnAnswer || Date.parse(world.clock.now()) - began > longestMilliseconds;
    if (isEnough && day <= last) {
      return page === undefined ? day : `${day}:${page}`;
    }
  }
  return undefined;
}

async function decisionsOf(
  practiceId: PracticeId,
  postings: readonly Posting[],
  { claims }: Pick<SeeVariancesWorld, 'claims'>,
): Promise<Decided[]> {
  const byClaim = new Map<ClaimId, Set<string>>();
  for (const { cause, claimId, postingId } of postings) {
    if (cause === 'adjudication' && claimId !== undefined) {
      byClaim.set(claimId, (byClaim.get(claimId) ?? new Set()).add(postingId));
    }
  }
  const wanted = [...byClaim];
  const decided: Decided[] = [];
  for (let start = 0; start < wanted.length; start += claimsAtOnce) {
    const loaded = await Promise.all(
      wanted.slice(start, start + claimsAtOnce).map(async ([claimId, postingIds]) => {
        const claim = await claims.load(practiceId, claimId);
        return claim === undefined
          ? []
          : standingAdjudications(claim)
              .filter((decision) => postingIds.has(adjudicationPostingId(decision)))
              .map((decision) => ({ claim, decision }));
      }),
    );
    decided.push(...loaded.flat());
  }
  return decided;
}

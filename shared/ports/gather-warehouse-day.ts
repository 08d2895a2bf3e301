import type { Adjudication } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { contractVariance, type LineVariance } from '#domain/expected-payment/contract-variance.ts';
import {
  claimsOf,
  decisionsOn,
  needsWhole,
  type ClaimOfDay,
  type DayBooks,
} from '#domain/warehouse/derive-day.ts';
import type { ClaimStore } from './claim-store.ts';
import type { CodingAudits } from './coding-audits.ts';
import { entriesOfDay, type Journal } from './journal.ts';
import { pagesOfDay, type LedgerStore } from './ledger-store.ts';
import { loadPractice, type PracticeStore } from './practice-store.ts';
import type { PricesInForce } from './prices-in-force.ts';
import type { RemittanceRegister } from './remittance-register.ts';
import { loadClaim } from './work-on-claim.ts';

export interface GatherWarehouseDayWorld {
  readonly ledger: Pick<LedgerStore, 'pageOfDay' | 'ofClaim'>;
  readonly journal: Journal;
  readonly claims: Pick<ClaimStore, 'load' | 'history'>;
  readonly codingAudits: Pick<CodingAudits, 'closedIn'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly prices: PricesInForce;
}

/** Claims that are read at the same time. */
const claimsAtOnce = 25;

/** Reads all that the facts of a day are made of. */
export async function gatherWarehouseDay(
  practiceId: PracticeId,
  day: PlainDate,
  world: GatherWarehouseDayWorld,
): Promise<DayBooks> {
  const practice = await loadPractice(world.practices, practiceId);
  const postings = await postingsOf(practiceId, day, world);
  const entries = await entriesOfDay(world.journal, practiceId, day);
  const byClaim = Map.groupBy(postings, ({ claimId }) => claimId);
  const claims: ClaimOfDay[] = [];
  const wanted = [...claimsOf(postings, entries)];
  for (let start = 0; start < wanted.length; start += claimsAtOnce) {
    const some = wanted.slice(start, start + claimsAtOnce).map(async (claimId): Promise<ClaimOfDay> => {
      const claim = await loadClaim(world.claims, practiceId, claimId);
      const onDay = byClaim.get(claimId) ?? [];
      if (!needsWhole(claim, day, onDay)) {
        return { claim, onDay, postings: onDay, history: [] };
      }
      const [all, history] = await Promise.all([
        world.ledger.ofClaim(practiceId, claimId),
        world.claims.history(practiceId, claimId),
      ]);
      return { claim, onDay, postings: all, history };
    });
    claims.push(...(await Promise.all(some)));
  }
  return {
    day,
    postings,
    entries,
    claims,
    audits: await world.codingAudits.closedIn(practiceId, day, day),
    runs: await runsOf(practiceId, postings, world),
    variances: await variancesOf(claims, day, practice, world),
  };
}

async function postingsOf(
  practiceId: PracticeId,
  day: PlainDate,
  { ledger }: Pick<GatherWarehouseDayWorld, 'ledger'>,
): Promise<Posting[]> {
  const postings: Posting[] = [];
  for await (const page of pagesOfDay(ledger, practiceId, day)) {
    postings.push(...page);
  }
  return postings;
}

async function runsOf(
  practiceId: PracticeId,
  postings: readonly Posting[],
  { remittances }: Pick<GatherWarehouseDayWorld, 'remittances'>,
): Promise<Map<string, RemittanceRun>> {
  const runs = new Map<string, RemittanceRun>();
  for (const remittanceId of new Set(postings.flatMap((posting) => posting.remittanceId ?? []))) {
    const run = await remittances.load(practiceId, remittanceId);
    if (run !== undefined) {
      runs.set(remittanceId, run);
    }
  }
  return runs;
}

async function variancesOf(
  claims: readonly ClaimOfDay[],
  day: PlainDate,
  practice: Practice,
  { prices }: Pick<GatherWarehouseDayWorld, 'prices'>,
): Promise<Map<Adjudication, readonly LineVariance[]>> {
  const variances = new Map<Adjudication, readonly LineVariance[]>();
  for (const one of claims) {
    for (const { claim, adjudication } of decisionsOn(one, day)) {
      const payer = practice.payers.find(({ payerId }) => payerId === adjudication.payerId);
      const found =
        payer === undefined || claim.legacy !== undefined
          ? undefined
          : await prices.decide((inForce) => contractVariance(claim, adjudication, payer, practice, inForce));
      if (found !== undefined) {
        variances.set(adjudication, found);
      }
    }
  }
  return variances;
}

import type { CutoverChunk, CutoverProgress } from '#contracts/cutover.ts';
import type { Instant } from '#contracts/dates.ts';
import type { UploadId } from '#contracts/identifiers.ts';
import { numberColumn } from '#domain/cutover/cutover-columns.ts';
import { CutoverReader, type CutoverSetting } from '#domain/cutover/cutover-reader.ts';
import type { LegacyClaim } from '#domain/cutover/legacy-claim.ts';
import { legacyClaimId } from '#domain/cutover/legacy-numbers.ts';
import { openingSums } from '#domain/cutover/opening-balance.ts';
import { takeOverClaim } from '#domain/cutover/take-over-claim.ts';
import type { PostingOccasion } from '#domain/ledger/make-posting.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import { addCents } from '#domain/money/cents.ts';
import type { LedgerStore } from '../ledger-store.ts';
import type { VisitStore } from '../visit-store.ts';
import { InvariantBroken, loadClaim, type ClaimWorld } from '../work-on-claim.ts';

export interface TakeOverWorld extends ClaimWorld {
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly visits: Pick<VisitStore, 'keep' | 'marked'>;
}

/** Claims that are worked at the same time. */
const atOnce = 5;
/** Claims that are named because they differ; the others are counted. */
const mostDiffering = 200;
/** Of one patient so many visits are counted that wait. */
const mostWaiting = 100;

type Counted = CutoverProgress['counted'];

/** By what a chunk was checked, and when and by whom it is taken over. */
export interface TakingOver extends CutoverSetting {
  readonly importId: UploadId;
  readonly occasion: PostingOccasion;
  /** When the file began to be taken over: by this call, or by one before that it goes on from. */
  readonly since: Instant;
}

/**
 * Takes one checked chunk over: each claim by one transaction, patients and insurances together. A claim that was taken
 * over before changes nothing, and neither does a patient. A chunk whose counts were lost is counted as it was: what came
 * since the file began to be taken over is its own.
 */
export async function takeOverChunk(
  chunk: CutoverChunk,
  counted: Counted,
  taking: TakingOver,
  world: TakeOverWorld,
): Promise<Counted> {
  const { claims, things } = itemsOf(chunk, taking);
  let sum = counted;
  for (let start = 0; start < claims.length; start += atOnce) {
    const batch = claims.slice(start, start + atOnce).map((claim) => takeOver(claim, taking, world));
    for (const { outcome, claimNumber } of await Promise.all(batch)) {
      sum = withOutcome(sum, outcome, claimNumber);
    }
  }
  if (things.length > 0) {
    const { practiceId } = taking.practice;
    const news = await world.visits.keep(practiceId, taking.importId, { parts: [], things });
    let { waitingVisits } = sum;
    for (const { key } of news) {
      waitingVisits += (await world.visits.marked(practiceId, key, mostWaiting)).length;
    }
    sum = { ...sum, takenOver: sum.takenOver + chunk.rows.length, waitingVisits };
  }
  return sum;
}

/** What the rows of a chunk stand for; they were sound when they were checked by the same edition of the practice. */
function itemsOf(
  { kind, rows }: CutoverChunk,
  setting: CutoverSetting,
): { readonly claims: readonly LegacyClaim[]; readonly things: readonly SharedThing[] } {
  const reader = new CutoverReader(setting);
  const items = rows.map(({ row, cells }) => {
    const { item } = reader.read({ row, cells: new Map(Object.entries(cells)) }, kind);
    if (item === undefined) {
      throw new InvariantBroken(`Row ${row} of ${kind} of ${setting.system} was sound and is not any more`);
    }
    return item;
  });
  return {
    claims: items.flatMap(({ claim }) => claim ?? []),
    things: items.flatMap(({ things }) => things ?? []),
  };
}

type Outcome = 'taken-over' | 'unchanged' | 'differs';

function withOutcome(counted: Counted, outcome: Outcome, claimNumber: string): Counted {
  switch (outcome) {
    case 'taken-over':
      return { ...counted, takenOver: counted.takenOver + 1 };
    case 'unchanged':
      return { ...counted, unchanged: counted.unchanged + 1 };
    case 'differs':
      return counted.differing.length < mostDiffering
        ? { ...counted, differing: [...counted.differing, claimNumber] }
        : { ...counted, moreDiffering: counted.moreDiffering + 1 };
  }
}

async function takeOver(
  legacyClaim: LegacyClaim,
  { practice, occasion, since }: TakingOver,
  world: TakeOverWorld,
): Promise<{ readonly outcome: Outcome; readonly claimNumber: string }> {
  const { claimNumber } = legacyClaim.legacy;
  const { claim, writes } = takeOverClaim(legacyClaim, practice, occasion);
  const committed = await world.commit.apply(writes);
  if (committed.outcome === 'committed') {
    return { outcome: 'taken-over', claimNumber };
  }
  const stored = await loadClaim(world.claims, claim.practiceId, claim.claimId);
  if (stored.source.contentHash !== legacyClaim.contentHash) {
    return { outcome: 'differs', claimNumber };
  }
  return { outcome: stored.receivedAt < since ? 'unchanged' : 'taken-over', claimNumber };
}

/** What the ledger has as opening balances of the claims of a chunk, added to what it has of those before. */
export async function lookUpChunk(
  { rows }: CutoverChunk,
  inLedger: CutoverProgress['inLedger'],
  { practice: { practiceId }, system }: CutoverSetting,
  { ledger }: TakeOverWorld,
): Promise<CutoverProgress['inLedger']> {
  let { payerBalanceCents, patientBalanceCents } = inLedger;
  for (let start = 0; start < rows.length; start += atOnce) {
    const batch = rows.slice(start, start + atOnce).map(({ cells }) => {
      const claimId = legacyClaimId(practiceId, system, cells[numberColumn] ?? '');
      return ledger.ofClaim(practiceId, claimId);
    });
    for (const postings of await Promise.all(batch)) {
      const sums = openingSums(postings);
      payerBalanceCents = addCents(payerBalanceCents, sums.payerBalanceCents);
      patientBalanceCents = addCents(patientBalanceCents, sums.patientBalanceCents);
    }
  }
  return { payerBalanceCents, patientBalanceCents };
}

import { CutoverRequest, type CutoverAnswer, type CutoverProblem } from '#contracts/cutover.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf } from '#contracts/queries.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { checkCutover } from '#domain/cutover/check-cutover.ts';
import type { LegacyClaim } from '#domain/cutover/legacy-claim.ts';
import { takeOverClaim } from '#domain/cutover/take-over-claim.ts';
import type { PostingOccasion } from '#domain/ledger/make-posting.ts';
import type { Clock } from '#ports/clock.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { loadClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface TakeOverClaimsWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'edition'>;
}

/** Claims that one call takes over; whoever calls goes on where it stopped. */
const claimsOfCall = 400;
const atOnce = 5;
/** More than anybody reads at once. */
const mostProblems = 200;

/**
 * Checks a file of open claims of an old system and takes them over, each by one transaction; nothing of it while
 * anything is wrong. A claim that was taken over before changes nothing, so that a file may be sent again.
 */
export async function takeOverClaimsStep(event: unknown, world: TakeOverClaimsWorld): Promise<CutoverAnswer> {
  const request = CutoverRequest.safeParse(event);
  if (!request.success) {
    return refused(
      problemsOf(request.error).map((found) =>
        problem('request', found, 'a request as its contract says', 'Send it with "cutover".'),
      ),
    );
  }
  const { practiceId, text, user, apply, from } = request.data;
  const practice = await world.practices.edition(practiceId);
  if (practice === undefined) {
    return refused([
      problem('practice', practiceId, 'a practice that was loaded', 'Load it with "practice import".'),
    ]);
  }
  const system = systemOf(practice, request.data.system);
  if (typeof system !== 'string') {
    return refused([system]);
  }
  const at = world.clock.now();
  const checked = checkCutover(text, practice, system, dateOf(at));
  if (checked.problems !== undefined) {
    return refused(checked.problems);
  }
  const { claims, totals } = checked;
  const count = (status: LegacyClaim['legacy']['status']): number =>
    claims.filter(({ legacy }) => legacy.status === status).length;
  const said = {
    system,
    totals,
    open: count('open'),
    denied: count('denied'),
    patient: count('patient'),
  };
  if (!apply) {
    return { outcome: 'checked', ...said, takenOver: 0, unchanged: 0, differing: [] };
  }
  const end = Math.min(from + claimsOfCall, claims.length);
  const occasion = { at, postingDate: dateOf(at), by: `user ${user}` };
  const outcomes: Outcome[] = [];
  for (let start = from; start < end; start += atOnce) {
    const batch = claims.slice(start, Math.min(start + atOnce, end));
    outcomes.push(...(await Promise.all(batch.map((claim) => takeOver(claim, practice, occasion, world)))));
  }
  return {
    outcome: end < claims.length ? 'more' : 'taken-over',
    ...said,
    takenOver: outcomes.filter(({ outcome }) => outcome === 'taken-over').length,
    unchanged: outcomes.filter(({ outcome }) => outcome === 'unchanged').length,
    differing: outcomes.flatMap(({ outcome, claimNumber }) => (outcome === 'differs' ? [claimNumber] : [])),
    ...(end < claims.length ? { next: end } : {}),
  };
}

interface Outcome {
  readonly outcome: 'taken-over' | 'unchanged' | 'differs';
  readonly claimNumber: string;
}

async function takeOver(
  legacyClaim: LegacyClaim,
  practice: Practice,
  occasion: PostingOccasion,
  world: TakeOverClaimsWorld,
): Promise<Outcome> {
  const { claimNumber } = legacyClaim.legacy;
  const { claim, writes } = takeOverClaim(legacyClaim, practice, occasion);
  const committed = await world.commit.apply(writes);
  if (committed.outcome === 'committed') {
    return { outcome: 'taken-over', claimNumber };
  }
  const stored = await loadClaim(world.claims, claim.practiceId, claim.claimId);
  const isSame = stored.source.contentHash === legacyClaim.contentHash;
  return { outcome: isSame ? 'unchanged' : 'differs', claimNumber };
}

/** The old system that is meant: the one named, or the only one there is. */
function systemOf({ cutover, practiceId }: Practice, named: string | undefined): string | CutoverProblem {
  const names = cutover.legacySystems.map(({ name }) => name);
  const [only, ...others] = names;
  if (only === undefined) {
    return problem(
      'system',
      `no old system in the practice document of ${practiceId}`,
      'cutover.legacySystems with the name of the old system and the pattern of its claim numbers',
      'Add it, and import the practice document.',
    );
  }
  if (named === undefined ? others.length > 0 : !names.includes(named)) {
    return problem('system', named ?? 'none', `one of ${names.join(', ')}`, 'Name one with --system.');
  }
  return named ?? only;
}

function problem(column: string, found: string, expected: string, howToFix: string): CutoverProblem {
  return { column, found, expected, howToFix };
}

function refused(problems: readonly CutoverProblem[]): CutoverAnswer {
  return {
    outcome: 'refused',
    problems: problems.slice(0, mostProblems),
    more: Math.max(0, problems.length - mostProblems),
  };
}

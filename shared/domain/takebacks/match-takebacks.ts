import type { Cents } from '#contracts/cents.ts';
import { cents, subtractCents } from '../money/cents.ts';
import { nameTheSame, namesIn } from './reference.ts';
import type { TakebackMovement } from './takeback-movements.ts';

/** What of an amount that was taken closes what of one that was announced. */
export interface TakebackMatch {
  readonly announced: TakebackMovement;
  readonly taken: TakebackMovement;
  readonly amountCents: Cents;
  readonly how: WayToMatch;
}

export type WayToMatch = 'decision' | 'reference' | 'claim' | 'amount' | 'order';

/** A movement with what of it is not matched. */
export interface Unmatched {
  readonly movement: TakebackMovement;
  readonly restCents: Cents;
}

export interface TakebacksMatched {
  readonly matches: readonly TakebackMatch[];
  readonly open: readonly Unmatched[];
  readonly excess: readonly Unmatched[];
}

/** Codes under which a payer names a claim in the reference: of two that name different things neither closes the other. */
const namesClaim: ReadonlySet<string> = new Set(['WO', 'WU', 'B3']);
/** A balance that is carried forward comes back as one; its references seldom agree. */
const familyOf = (code: string): string => (code === 'FB' || code === 'AP' ? code : 'WO');

interface Way {
  readonly how: WayToMatch;
  /** Only where the two rests are equal. */
  readonly wholly: boolean;
  readonly fits: (announced: TakebackMovement, taken: TakebackMovement) => boolean;
}

const sameReference = (one: TakebackMovement, other: TakebackMovement): boolean =>
  nameTheSame(one.reference, other.reference);
const sameClaim = (one: TakebackMovement, other: TakebackMovement): boolean =>
  one.claimIds.some((claimId) => other.claimIds.includes(claimId));
/** Whether two movements are about one claim, or under one reference. */
export function concernTheSame(one: TakebackMovement, other: TakebackMovement): boolean {
  return sameReference(one, other) || sameClaim(one, other);
}
const sameFamily = (one: TakebackMovement, other: TakebackMovement): boolean =>
  familyOf(one.code) === familyOf(other.code) && !contradict(one, other);

/** The ways to match, the surest first. Within one the oldest taking closes the oldest announcement. */
const ways: readonly Way[] = [
  {
    how: 'decision',
    wholly: false,
    fits: (one, other) => one.concerns === other.postingId || other.concerns === one.postingId,
  },
  { how: 'reference', wholly: true, fits: sameReference },
  { how: 'claim', wholly: true, fits: sameClaim },
  { how: 'reference', wholly: false, fits: sameReference },
  { how: 'claim', wholly: false, fits: sameClaim },
  { how: 'amount', wholly: true, fits: sameFamily },
  { how: 'order', wholly: false, fits: sameFamily },
  { how: 'amount', wholly: true, fits: (one, other) => !contradict(one, other) },
  { how: 'order', wholly: false, fits: (one, other) => !contradict(one, other) },
];

/**
 * Pairs what a payer took with what it had announced, of one payer and payee: what a person decided first, then by
 * reference and claim, then by amount, then in the order of time. A taking that arrives before its announcement finds
 * it when that comes.
 * @param announced oldest first. @param taken oldest first.
 */
export function matchTakebacks(
  announced: readonly TakebackMovement[],
  taken: readonly TakebackMovement[],
): TakebacksMatched {
  const restOf = new Map<TakebackMovement, Cents>();
  for (const movement of [...announced, ...taken]) {
    restOf.set(movement, movement.amountCents);
  }
  const rest = (movement: TakebackMovement): Cents => restOf.get(movement) ?? cents(0);
  const matches: TakebackMatch[] = [];
  for (const { how, wholly, fits } of ways) {
    for (const taking of taken) {
      for (const opening of announced) {
        const amountCents = cents(Math.min(rest(taking), rest(opening)));
        if (amountCents > 0 && (!wholly || rest(taking) === rest(opening)) && fits(opening, taking)) {
          restOf.set(taking, subtractCents(rest(taking), amountCents));
          restOf.set(opening, subtractCents(rest(opening), amountCents));
          matches.push({ announced: opening, taken: taking, amountCents, how });
        }
      }
    }
  }
  const left = (movements: readonly TakebackMovement[]): Unmatched[] =>
    movements
      .map((movement) => ({ movement, restCents: rest(movement) }))
      .filter(({ restCents }) => restCents > 0);
  return { matches, open: left(announced), excess: left(taken) };
}

/** Whether the two name different claims, so that only a person may set one off against the other. */
function contradict(one: TakebackMovement, other: TakebackMovement): boolean {
  if (one.claimIds.length > 0 && other.claimIds.length > 0) {
    return !sameClaim(one, other);
  }
  return (
    namesClaim.has(one.code) &&
    namesClaim.has(other.code) &&
    // A reference too short to name anything contradicts nothing.
    namesIn(one.reference).length > 0 &&
    namesIn(other.reference).length > 0 &&
    !sameReference(one, other)
  );
}

import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';
import type { Edit, EditNeed, ScrubFacts } from './edit.ts';
import { editsOf } from './edits-of.ts';
import { isMedicare } from './payer-kind.ts';
import type { ScrubbedClaim, ScrubbedPractice } from './scrubbed-claim.ts';

/** The edits that a claim is held against. */
interface EditsForClaim {
  /** How many are in force. */
  readonly count: number;
  /** Those of them that the claim has something for, by name. */
  readonly asked: readonly Edit[];
}

/** The edits and the practice's own rules that are in force on the claim's first day of service. */
export function editsFor(
  { serviceDateFrom }: Pick<ScrubbedClaim, 'serviceDateFrom'>,
  facts: ScrubFacts,
  edits: readonly Edit[],
): EditsForClaim {
  const { all, asked } = editsOn(serviceDateFrom, facts.practice, edits);
  const has = bitsOf(facts);
  const known = asked[has] ?? all.filter(({ needs }) => needs === undefined || (bits[needs] & has) !== 0);
  asked[has] = known;
  return { count: all.length, asked: known };
}

const bits: Readonly<Record<EditNeed, number>> = { modifier: 1, medicare: 2, 'other-service': 4 };

/** What a claim has of all that an edit may need, a bit each. */
function bitsOf({ lines, payer, history }: ScrubFacts): number {
  return (
    (lines.some(({ line }) => line.modifiers.length > 0) ? bits.modifier : 0) +
    (isMedicare(payer) ? bits.medicare : 0) +
    (history.services.length > 0 || history.isNotGiven === true ? bits['other-service'] : 0)
  );
}

interface EditsOfDay {
  readonly all: readonly Edit[];
  /** Those of a claim, by the bits of what it has. */
  readonly asked: (readonly Edit[] | undefined)[];
}

/** By practice and day of service. */
type ByDay = Map<PlainDate, EditsOfDay>;
const kept = new WeakMap<readonly Edit[], WeakMap<ScrubbedPractice, ByDay>>();
/** Days that are remembered of a practice; claims of a day come together. */
const keptDays = 1024;

/** Those in force on a day, by name; put in order once a day. */
function editsOn(day: PlainDate, practice: ScrubbedPractice, edits: readonly Edit[]): EditsOfDay {
  const byPractice = kept.get(edits) ?? new WeakMap<ScrubbedPractice, ByDay>();
  kept.set(edits, byPractice);
  const byDay = byPractice.get(practice) ?? new Map<PlainDate, EditsOfDay>();
  byPractice.set(practice, byDay);
  const known = byDay.get(day);
  if (known !== undefined) {
    return known;
  }
  if (byDay.size >= keptDays) {
    byDay.clear();
  }
  const all = editsOf(practice, edits)
    .filter(({ effectiveFrom, effectiveTo }) => isWithin(day, effectiveFrom, effectiveTo))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const found: EditsOfDay = { all, asked: [] };
  byDay.set(day, found);
  return found;
}

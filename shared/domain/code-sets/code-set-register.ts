import type { CodeSetEdition, CodeSetRegister } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { governingEdition } from './compose-tables.ts';
import { isTable } from './pack-edition.ts';

/** What becomes of an edition that is to be put into its register. */
export type Registered =
  | { readonly outcome: 'loaded'; readonly register: CodeSetRegister }
  | { readonly outcome: 'unchanged'; readonly edition: CodeSetEdition }
  | { readonly outcome: 'refused'; readonly problem: string };

/**
 * Puts an edition into the register of its kind. The same edition with the same content changes nothing, also when it was
 * packed by an older program (then it is packed anew). An edition whose name or first day another one has, or whose days
 * overlap a period that was given with an end, is refused, unless it takes the other one's place: `replaces`. An edition
 * without an end gives way to the next: that is no overlap.
 */
export function withEdition(
  register: CodeSetRegister,
  edition: CodeSetEdition,
  replaces: string | undefined,
): Registered {
  const { kind } = register;
  const named = register.editions.find((one) => one.edition === edition.edition);
  if (named !== undefined) {
    return repeated(register, named, edition);
  }
  if (replaces !== undefined && !current(register).some((one) => one.edition === replaces)) {
    return {
      outcome: 'refused',
      problem: `${kind}: found --replaces ${replaces}; expected an edition that is in force: ${names(register)}.`,
    };
  }
  const other = current(register).find((one) => one.edition !== replaces && overlaps(one, edition));
  if (other !== undefined) {
    return {
      outcome: 'refused',
      problem: `${kind}: found edition ${edition.edition} ${days(edition)}, which overlaps ${other.edition} ${days(other)}; expected days of its own. If it is a correction, load it under a name of its own with --replaces ${other.edition}; what it replaces is kept.`,
    };
  }
  return {
    outcome: 'loaded',
    register: {
      ...register,
      editions: [
        ...register.editions.map((one) =>
          one.edition === replaces ? { ...one, replacedBy: edition.edition } : one,
        ),
        edition,
      ].toSorted((one, after) => compare(one.from, after.from) || compare(one.loadedAt, after.loadedAt)),
    },
  };
}

function repeated(register: CodeSetRegister, before: CodeSetEdition, edition: CodeSetEdition): Registered {
  const isSame =
    before.from === edition.from && before.to === edition.to && before.rowCount === edition.rowCount;
  if (isSame && before.packedAs < edition.packedAs) {
    const { replacedBy } = before;
    const anew = replacedBy === undefined ? edition : { ...edition, replacedBy };
    return {
      outcome: 'loaded',
      register: { ...register, editions: register.editions.map((one) => (one === before ? anew : one)) },
    };
  }
  return before.sha256 === edition.sha256
    ? { outcome: 'unchanged', edition: before }
    : {
        outcome: 'refused',
        problem: `${register.kind}: found edition ${edition.edition} ${days(edition)} with ${edition.rowCount} rows; expected what was loaded under that name on ${before.loadedAt.slice(0, 10)}: ${days(before)}, ${before.rowCount} rows. If it is a correction, load it with --edition ${edition.edition}-2 --replaces ${edition.edition}.`,
      };
}

/** Editions that govern days: those that nothing took the place of. */
export function current({ editions }: CodeSetRegister): readonly CodeSetEdition[] {
  return editions.filter(({ replacedBy }) => replacedBy === undefined);
}

/**
 * The edition of a kind that governs a day, as claims are checked by it: the latest that has begun and has not ended; for
 * tables that keep what ended long ago also the first, of days before it.
 */
export function editionOn(register: CodeSetRegister, day: PlainDate): CodeSetEdition | undefined {
  const { kind } = register;
  const editions = current(register);
  return isTable(kind)
    ? governingEdition(
        editions.map((edition) => ({ ...edition, table: kind })),
        day,
      )
    : unlessEnded(
        editions.findLast(({ from }) => from <= day),
        day,
      );
}

function unlessEnded(edition: CodeSetEdition | undefined, day: PlainDate): CodeSetEdition | undefined {
  return edition !== undefined && isWithin(day, edition.from, edition.to) ? edition : undefined;
}

/** Two editions overlap that begin on one day, or where one begins in days that the other was given to its end. */
function overlaps(one: CodeSetEdition, other: CodeSetEdition): boolean {
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  return first.from === second.from || (first.to !== undefined && second.from <= first.to);
}

function days({ from, to }: CodeSetEdition): string {
  return to === undefined ? `from ${from}` : `from ${from} to ${to}`;
}

function names(register: CodeSetRegister): string {
  return (
    current(register)
      .map(({ edition }) => edition)
      .join(', ') || 'none'
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

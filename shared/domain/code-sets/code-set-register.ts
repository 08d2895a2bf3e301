import type { CodeSetEdition, CodeSetRegister } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { governingEdition } from './compose-tables.ts';
import { isTable } from './pack-edition.ts';
import { compareTexts } from './text-order.ts';

/** What becomes of an edition that is to be put into its register. */
export type Registered =
  | { readonly outcome: 'loaded'; readonly register: CodeSetRegister }
  | { readonly outcome: 'unchanged'; readonly edition: CodeSetEdition }
  | { readonly outcome: 'refused'; readonly problem: string };

/** The edition of the same name that is there already; its rows are compared before it is put there once more. */
export function editionNamed({ editions }: CodeSetRegister, name: string): CodeSetEdition | undefined {
  return editions.find(({ edition }) => edition === name);
}

/**
 * Puts an edition into the register of its kind. The same edition with the same content changes nothing, also when it was
 * packed by an older program (then it is packed anew). `hasSameRows`: whether it has the rows of the edition of its name
 * that is there, however each is packed. An edition whose name or first day another one has, or whose days
 * overlap a period that was given with an end, is refused, unless it takes the other one's place: `replaces`. An edition
 * without an end gives way to the next: that is no overlap.
 */
export function withEdition(
  register: CodeSetRegister,
  edition: CodeSetEdition,
  replaces: string | undefined,
  hasSameRows = false,
): Registered {
  const { kind } = register;
  const named = editionNamed(register, edition.edition);
  if (named !== undefined) {
    return repeated(register, named, edition, hasSameRows);
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
      ].toSorted(
        (one, after) => compareTexts(one.from, after.from) || compareTexts(one.loadedAt, after.loadedAt),
      ),
    },
  };
}

function repeated(
  register: CodeSetRegister,
  before: CodeSetEdition,
  edition: CodeSetEdition,
  hasSameRows: boolean,
): Registered {
  if (!hasSameRows || !hasSameFacts(before, edition)) {
    return {
      outcome: 'refused',
      problem: `${register.kind}: found edition ${described(edition)}; expected what was loaded under that name on ${before.loadedAt.slice(0, 10)}: ${described(before)}${hasSameFacts(before, edition) ? ', other rows' : ''}. If it is a correction, load it with --edition ${edition.edition}-2 --replaces ${edition.edition}.`,
    };
  }
  const isPackedAnew =
    before.packedAs < edition.packedAs ||
    (before.packedAs === edition.packedAs && before.searchKey !== edition.searchKey);
  if (!isPackedAnew) {
    return { outcome: 'unchanged', edition: before };
  }
  const { replacedBy } = before;
  const anew = replacedBy === undefined ? edition : { ...edition, replacedBy };
  return {
    outcome: 'loaded',
    register: { ...register, editions: register.editions.map((one) => (one === before ? anew : one)) },
  };
}

/** What an edition is besides its rows. Conversion factors lie beside the table, which two files may share. */
function hasSameFacts(one: CodeSetEdition, other: CodeSetEdition): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.isWhole === other.isWhole &&
    one.rowCount === other.rowCount &&
    one.lacks.join('\n') === other.lacks.join('\n') &&
    factorsInWords(one) === factorsInWords(other)
  );
}

function described(edition: CodeSetEdition): string {
  const { rowCount, isWhole, lacks } = edition;
  const part = isWhole ? '' : lacks.length === 0 ? ', a part' : `, without ${lacks.join(', ')}`;
  const factors = factorsInWords(edition);
  return `${edition.edition} ${days(edition)} with ${rowCount} rows${part}${factors === '' ? '' : `, factors ${factors}`}`;
}

/** `conversion 33.4009` */
function factorsInWords({ factors = {} }: CodeSetEdition): string {
  return Object.entries(factors)
    .toSorted(([one], [other]) => compareTexts(one, other))
    .map(([name, tenThousandths]) => `${name} ${(tenThousandths / 10_000).toFixed(4)}`)
    .join(', ');
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

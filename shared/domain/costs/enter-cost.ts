import type { CostEntry, CostOfMonth, KeepCostsRequest } from '#contracts/costs.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Month } from '#contracts/periods.ts';
import { formatDollars } from '../money/cents.ts';

export type CostChange = Exclude<KeepCostsRequest, { readonly action: 'list' }>;

/** What comes of a wish to change the book of costs: an entry to add, one that says the same already, or why not. */
export type CostDecision =
  | { readonly is: 'new' | 'unchanged'; readonly entry: CostEntry }
  | { readonly is: 'refused'; readonly problems: readonly string[] };

interface Book {
  /** In the order of their numbers. */
  readonly entries: readonly CostEntry[];
  /** The month in which the practice's books begin. */
  readonly firstMonth: Month;
  readonly now: Instant;
}

/** Whether an entry's cost still counts: no later one took it back. */
export function isStanding({ number, cost }: CostEntry, entries: readonly CostEntry[]): boolean {
  return cost !== undefined && entries.every(({ takesBack }) => takesBack?.number !== number);
}

/**
 * Decides on an entry in the book of costs. The same record is entered once: asked again with the same content it changes
 * nothing, with other content it is refused and the way to correct it is named.
 */
export function decideCost(change: CostChange, book: Book): CostDecision {
  switch (change.action) {
    case 'enter':
      return enterCost(change, book);
    case 'correct':
      return takeBack(change, book, change.cost);
    case 'take-back':
      return takeBack(change, book, undefined);
  }
}

function enterCost(
  { practiceId, user, cost }: Extract<CostChange, { action: 'enter' }>,
  book: Book,
): CostDecision {
  const same = standingRecord(cost, book);
  if (same?.cost !== undefined) {
    return isSame(same.cost, cost)
      ? { is: 'unchanged', entry: same }
      : refused(
          `reference: ${cost.kind} cost of ${cost.month} was entered from ${cost.reference} already, with ${formatDollars(same.cost.amountCents)} (entry ${same.number}); correct that entry, or give the reference of another record`,
        );
  }
  const problems = problemsOf(cost, book);
  return problems.length > 0
    ? refused(...problems)
    : { is: 'new', entry: { practiceId, number: nextOf(book), at: book.now, by: user, cost } };
}

function takeBack(
  { practiceId, user, number, reason }: Extract<CostChange, { number: number }>,
  book: Book,
  cost: CostOfMonth | undefined,
): CostDecision {
  const found = book.entries.find((one) => one.number === number);
  if (found?.cost === undefined) {
    return refused(
      `number: there is no entry ${number} with a cost in the book; expected one of those that the list of costs shows`,
    );
  }
  const taker = book.entries.find(({ takesBack }) => takesBack?.number === number);
  if (taker !== undefined) {
    return taker.cost === cost || (taker.cost !== undefined && cost !== undefined && isSame(taker.cost, cost))
      ? { is: 'unchanged', entry: taker }
      : refused(`number: entry ${number} was taken back by entry ${taker.number} already; correct that one`);
  }
  const problems = cost === undefined ? [] : problemsOf(cost, book);
  const other = cost === undefined ? undefined : standingRecord(cost, book);
  if (other !== undefined && other.number !== number) {
    problems.push(
      `reference: ${other.cost?.reference ?? ''} is entry ${other.number} already; correct that entry, or give the reference of another record`,
    );
  }
  return problems.length > 0
    ? refused(...problems)
    : {
        is: 'new',
        entry: {
          practiceId,
          number: nextOf(book),
          at: book.now,
          by: user,
          ...(cost === undefined ? {} : { cost }),
          takesBack: { number, cost: found.cost },
          reason,
        },
      };
}

function problemsOf({ month, kind, service }: CostOfMonth, { firstMonth, now }: Book): string[] {
  const present = now.slice(0, 7);
  return [
    ...(month > present
      ? [`month: ${month} has not begun; expected a month up to ${present}, the present one`]
      : []),
    ...(month < firstMonth
      ? [`month: the practice's books begin in ${firstMonth}, and ${month} is before; expected a later month`]
      : []),
    ...(service !== undefined && kind !== 'cloud'
      ? [`service: found "${service}" for ${kind} cost; only cloud cost has services: leave it out`]
      : []),
  ];
}

/** The entry of the same record that counts. */
function standingRecord({ month, kind, reference, service }: CostOfMonth, { entries }: Book) {
  return entries.find(
    (one) =>
      one.cost?.month === month &&
      one.cost.kind === kind &&
      one.cost.service === service &&
      one.cost.reference.toLowerCase() === reference.toLowerCase() &&
      isStanding(one, entries),
  );
}

function isSame(one: CostOfMonth, other: CostOfMonth): boolean {
  return (
    one.month === other.month &&
    one.kind === other.kind &&
    one.service === other.service &&
    one.amountCents === other.amountCents &&
    one.reference === other.reference
  );
}

function nextOf({ entries }: Book): number {
  return (entries.at(-1)?.number ?? 0) + 1;
}

function refused(...problems: string[]): CostDecision {
  return { is: 'refused', problems };
}

import { KeepCostsRequest, type CostEntry, type KeepCostsAnswer } from '#contracts/costs.ts';
import { Month } from '#contracts/periods.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { decideCost, isStanding, type CostChange } from '#domain/costs/enter-cost.ts';
import { formatDollars } from '#domain/money/cents.ts';
import type { Clock } from '#ports/clock.ts';
import type { CostBook } from '#ports/cost-book.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { firstPostingDay } from '#ports/see-ledger-days.ts';

export interface KeepCostsWorld {
  readonly clock: Clock;
  readonly costs: CostBook;
  readonly practices: Pick<PracticeStore, 'history'>;
}

/** Another person may add an entry at the same moment; so often it is decided anew. */
const attempts = 5;

/** Shows what was entered of a practice's costs, enters something, or takes it back. Nothing entered is ever changed. */
export async function keepCostsStep(event: unknown, world: KeepCostsWorld): Promise<KeepCostsAnswer> {
  const read = KeepCostsRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  const firstDay = await firstPostingDay(world.practices, request.practiceId);
  if (firstDay === undefined) {
    return { ...refused(`There is no practice ${request.practiceId}.`), because: 'not-found' };
  }
  if (request.action === 'list') {
    const entries = await world.costs.entries(request.practiceId);
    return {
      outcome: 'listed',
      entries: entries
        .filter((entry) => isFor(entry, request))
        .map((entry) => ({ ...entry, isTakenBack: !isStanding(entry, entries) }))
        .toReversed(),
    };
  }
  return await change(request, Month.parse(firstDay.slice(0, 7)), world);
}

async function change(
  request: CostChange,
  firstMonth: Month,
  { costs, clock }: KeepCostsWorld,
): Promise<KeepCostsAnswer> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const entries = await costs.entries(request.practiceId);
    const decision = decideCost(request, { entries, firstMonth, now: clock.now() });
    if (decision.is === 'refused') {
      return refused(...decision.problems);
    }
    const { entry } = decision;
    if (decision.is === 'unchanged') {
      return { outcome: 'unchanged', entry, summary: `Entry ${entry.number} says so already.` };
    }
    if (await costs.add(entry)) {
      return { outcome: 'entered', entry, summary: summaryOf(entry) };
    }
  }
  return refused('Others entered costs at this very moment; look at the list, and enter it again.');
}

function summaryOf({ number, cost, takesBack }: CostEntry): string {
  const back = takesBack === undefined ? '' : ` Entry ${takesBack.number} does not count any more.`;
  return cost === undefined
    ? `Entry ${number}:${back}`
    : `Entry ${number}: ${formatDollars(cost.amountCents)} ${cost.kind} cost of ${cost.month}.${back}`;
}

function isFor(
  { cost, takesBack }: CostEntry,
  { from, to }: { readonly from?: Month | undefined; readonly to?: Month | undefined },
): boolean {
  return [cost, takesBack?.cost].some(
    (one) =>
      one !== undefined && (from === undefined || one.month >= from) && (to === undefined || one.month <= to),
  );
}

function refused(...problems: string[]): QueryRefused {
  return { outcome: 'refused', problems };
}

import type { CostEntry, CostOfMonth } from '#contracts/costs.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { estimatedCloudCost } from '../costs/cloud-use.ts';
import { cents, negateCents } from '../money/cents.ts';
import { firstOfMonth } from '../reports/month-end.ts';
import { stamped } from './stamp.ts';

/** What a count of the warehouse holds at most; a dearer estimate is told in cents. */
const mostCount = 2_147_483_647;

/** What was entered on a day of what collecting costs, and what the cloud is taken to have cost for what happened on it. */
export function costRows(day: PlainDate, entries: readonly JournalEntry[]): FactRow<'cost'>[] {
  const moves = entries.filter(({ kind }) => kind === 'claim-event').length;
  return [
    ...(moves === 0 ? [] : estimateRows(day, moves)),
    ...entries.flatMap((one) => (one.kind === 'cost-entered' ? enteredRows(day, one.entry) : [])),
  ];
}

/** Claims move when their time comes: the moves of a day that is over do not change, so neither does its estimate. */
function estimateRows(day: PlainDate, moves: number): FactRow<'cost'>[] {
  const endOfDay = Instant.parse(`${day}T23:59:59.999Z`);
  return estimatedCloudCost(day, moves).map(({ service, microdollars }) => ({
    ...stamped(day)(`estimate#${day}#${service}`, endOfDay, undefined),
    kind: 'cloud',
    service,
    amount: cents(Math.round(microdollars / 10_000)),
    basis: 'estimated',
    cost_month: PlainDate.parse(`${day.slice(0, 7)}-01`),
    microdollars: microdollars <= mostCount ? microdollars : null,
    entry_number: null,
    takes_back_entry: null,
  }));
}

function enteredRows(day: PlainDate, { number, at, cost, takesBack }: CostEntry): FactRow<'cost'>[] {
  const row = (one: CostOfMonth, name: string) => ({
    ...stamped(day)(`cost#${number}#${name}`, at, undefined),
    kind: one.kind,
    service: one.service ?? null,
    basis: one.kind === 'cloud' ? 'billed' : 'entered',
    cost_month: firstOfMonth(one.month),
    microdollars: null,
    entry_number: number,
  });
  return [
    ...(cost === undefined
      ? []
      : [{ ...row(cost, 'entered'), amount: cost.amountCents, takes_back_entry: null }]),
    ...(takesBack === undefined
      ? []
      : [
          {
            ...row(takesBack.cost, 'taken-back'),
            amount: negateCents(takesBack.cost.amountCents),
            takes_back_entry: takesBack.number,
          },
        ]),
  ];
}

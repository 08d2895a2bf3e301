import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { SeenLedgerDay } from '#contracts/ledger-days.ts';
import type { AccountKind } from '#contracts/ledger.ts';
import type { Month } from '#contracts/periods.ts';
import { addDays } from '../calendar/plain-date.ts';
import { chartOfAccounts } from '../ledger/chart-of-accounts.ts';
import { trialBalanceOf } from '../ledger/balances.ts';
import { addCents, sumCents } from '../money/cents.ts';

export interface MonthEndRow {
  readonly account: AccountKind;
  readonly name: string;
  readonly openingCents: Cents;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  readonly closingCents: Cents;
}

export interface MonthEnd {
  readonly month: Month;
  readonly rows: readonly MonthEndRow[];
  /** Opening, movement and closing over all accounts: each zero, or the ledger is damaged. */
  readonly openingDifferenceCents: Cents;
  readonly movementDifferenceCents: Cents;
  readonly closingDifferenceCents: Cents;
}

export function firstOfMonth(month: Month): PlainDate {
  return PlainDate.parse(`${month}-01`);
}

export function lastOfMonth(month: Month): PlainDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
  return addDays(PlainDate.parse(next), -1);
}

/**
 * The trial balance of a month: what stood on each account before, what moved, what stands after.
 * @param days every posting day up to the month's last.
 */
export function monthEnd(days: readonly SeenLedgerDay[], month: Month): MonthEnd {
  const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
  const before = trialBalanceOf(days.filter(({ postingDate }) => postingDate < first));
  const within = trialBalanceOf(
    days.filter(({ postingDate }) => postingDate >= first && postingDate <= last),
  );
  const rowOf = new Map(within.rows.map((row) => [row.account, row]));
  const rows = before.rows.flatMap(({ account, balanceCents: openingCents }): MonthEndRow[] => {
    const moved = rowOf.get(account);
    return moved === undefined
      ? []
      : [
          {
            account,
            name: chartOfAccounts[account].name,
            openingCents,
            debitCents: moved.debitCents,
            creditCents: moved.creditCents,
            closingCents: addCents(openingCents, moved.balanceCents),
          },
        ];
  });
  return {
    month,
    rows,
    openingDifferenceCents: before.differenceCents,
    movementDifferenceCents: within.differenceCents,
    closingDifferenceCents: sumCents(rows, ({ closingCents }) => closingCents),
  };
}

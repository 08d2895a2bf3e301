import { Month } from '#contracts/periods.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { chartOfAccounts } from '#domain/ledger/chart-of-accounts.ts';
import { accountKinds } from '#contracts/ledger.ts';
import { lastOfMonth, monthEnd } from '#domain/reports/month-end.ts';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useWhole } from '../../api/use-whole.ts';
import { Chip } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { Notice } from '../../parts/states.tsx';
import { NotWhole } from './not-whole.tsx';
import { ReportPage } from './report-page.tsx';
import { monthEndColumns, monthEndTotals, type TrialRow } from './report-tables.ts';
import css from './reports.module.css';

const route = routeNamed(ledgerRoutes, 'ledger-days');
const meaningByName = new Map(
  accountKinds.map((kind) => [chartOfAccounts[kind].name, chartOfAccounts[kind].meaning]),
);

function accountLook({ name }: TrialRow) {
  return (
    <>
      {name} <span className={css['means']}>{meaningByName.get(name)}</span>
    </>
  );
}

/** The trial balance of a month. */
export function MonthEndReportPage() {
  const today = useToday();
  const [typed, setTyped] = useState(today.slice(0, 7));
  const month = Month.safeParse(typed).data;
  const answer = useWhole(
    route,
    { to: month === undefined ? today : lastOfMonth(month) },
    { isAsked: month !== undefined, goesOnBy: 'from' },
  );
  const seen = useMemo(() => {
    if (answer.data === undefined || month === undefined) {
      return undefined;
    }
    const days = answer.data.pages.flatMap((page) => page.days);
    const open = days.filter(
      ({ postingDate, totalledAt }) => postingDate.startsWith(month) && totalledAt === undefined,
    ).length;
    return { isWhole: answer.data.isWhole, open, report: monthEnd(days, month) };
  }, [answer.data, month]);
  const isSound =
    seen !== undefined &&
    seen.report.openingDifferenceCents === 0 &&
    seen.report.movementDifferenceCents === 0 &&
    seen.report.closingDifferenceCents === 0;
  return (
    <ReportPage<TrialRow>
      title="Month-end trial balance"
      fileName={`month-end-${typed}`}
      answer={answer}
      parameters={
        <label>
          Month{' '}
          <input
            className={`${parts['input']} ${css['day']}`}
            type="month"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      }
      formula={
        <div className={css['formula']}>
          <p>
            Closing = Opening + Debits − Credits, account by account. Opening is what stood on the account at
            the end of the month before; a balance below zero stands on the credit side.
          </p>
          <p>Opening and Closing add up to zero, and Debits equal Credits, or the ledger is damaged.</p>
        </div>
      }
      summary={
        seen !== undefined && (
          <>
            <NotWhole isWhole={seen.isWhole} />
            {isSound ? (
              <p>
                <Chip tone="good">In balance</Chip>{' '}
                {seen.open === 0
                  ? 'Every posting day of the month so far is totalled.'
                  : `${seen.open} ${seen.open === 1 ? 'posting day is' : 'posting days are'} not totalled yet, and may still move.`}
              </p>
            ) : (
              <Notice tone="danger" title="The books are out of balance">
                <p>The ledger is damaged: tell whoever runs Claimwright at once.</p>
              </Notice>
            )}
          </>
        )
      }
      table={
        seen && {
          label: 'Accounts',
          columns: monthEndColumns,
          rows: seen.report.rows.filter(
            ({ openingCents, debitCents, creditCents }) =>
              openingCents !== 0 || debitCents !== 0 || creditCents !== 0,
          ),
          idOf: ({ name }) => name,
          totals: monthEndTotals(seen.report),
          looks: { account: accountLook },
          empty: { title: 'Nothing was posted', words: 'Neither in this month nor before it.' },
        }
      }
    />
  );
}

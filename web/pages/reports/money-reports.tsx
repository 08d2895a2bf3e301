import { ClaimId } from '#contracts/identifiers.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { holderRows } from '#domain/reports/holder-movements.ts';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useWhole } from '../../api/use-whole.ts';
import { dayInWords } from '../../words/days.ts';
import { NotWhole } from './not-whole.tsx';
import { ReportPage } from './report-page.tsx';
import { depositColumns, moneyTotals, unappliedColumns, type MoneyRow } from './report-tables.ts';
import css from './reports.module.css';

const unapplied = routeNamed(reportRoutes, 'report-unapplied');
const deposits = routeNamed(reportRoutes, 'report-deposits');

function useHolders(route: typeof unapplied | typeof deposits) {
  const answer = useWhole(route, {});
  const seen = useMemo(() => {
    const [first] = answer.data?.pages ?? [];
    return answer.data === undefined || first === undefined
      ? undefined
      : {
          on: first.on,
          isWhole: answer.data.isWhole,
          rows: holderRows(
            answer.data.pages.flatMap(({ movements }) => movements),
            first.on,
          ),
        };
  }, [answer.data]);
  return { answer, seen };
}

const holder = ({ holder: id = '', label }: { readonly holder?: string; readonly label?: string }) =>
  ClaimId.safeParse(id).success ? <Link href={`/claims/${id}`}>{id}</Link> : id === label ? '' : id;

/** Money of which nobody knows yet what it is for. */
export function UnappliedReportPage() {
  const { answer, seen } = useHolders(unapplied);
  const rows = seen?.rows.filter(({ openCents }) => openCents !== 0);
  return (
    <ReportPage<MoneyRow>
      title="Unapplied cash"
      fileName="unapplied-cash"
      answer={answer}
      formula={
        <div className={css['formula']}>
          <p>
            Money that came and belongs to no claim yet: the balances of “Suspense” and of “Unapplied
            payments” by what each came with. Below zero stands what was placed beyond what came.
          </p>
          <p>
            The age is counted in days from the first day on which anything of it moved
            {seen !== undefined && ` to ${dayInWords(seen.on)}`}. Apply it, or find whose it is: each has a
            task.
          </p>
        </div>
      }
      summary={seen !== undefined && <NotWhole isWhole={seen.isWhole} />}
      table={
        rows && {
          label: 'Unapplied cash',
          columns: unappliedColumns,
          rows,
          idOf: (row) => `${row.holder ?? ''} ${row.account ?? ''}`,
          totals: moneyTotals(rows),
          looks: { holder },
          empty: { title: 'All cash is applied', words: 'Every payment belongs to a claim.' },
        }
      }
    />
  );
}

/** Money that came in, and what of it was found in the bank. */
export function DepositsReportPage() {
  const [isAll, setAll] = useState(false);
  const { answer, seen } = useHolders(deposits);
  const rows = seen?.rows.filter(({ openCents }) => isAll || openCents !== 0);
  return (
    <ReportPage<MoneyRow>
      title="Deposits"
      fileName="deposits"
      answer={answer}
      parameters={
        <label>
          <input type="checkbox" checked={isAll} onChange={() => setAll(!isAll)} /> Those found whole in the
          bank, too
        </label>
      }
      formula={
        <div className={css['formula']}>
          <p>
            Announced is what remittances and batches brought; In the bank is what was matched with entries of
            the bank; In transit = Announced − In the bank.
          </p>
          <p>
            What stays in transit for more than a few days never came, or came under another number
            {seen !== undefined && `; as of ${dayInWords(seen.on)}`}.
          </p>
        </div>
      }
      summary={seen !== undefined && <NotWhole isWhole={seen.isWhole} />}
      table={
        rows && {
          label: 'Deposits',
          columns: depositColumns,
          rows,
          idOf: (row) => `${row.holder ?? ''} ${row.account ?? ''}`,
          totals: moneyTotals(rows),
          looks: { holder },
          empty: {
            title: 'Nothing is in transit',
            words: 'The bank has shown every payment that was announced or taken in.',
          },
        }
      }
    />
  );
}

import type { AgingEntry } from '#contracts/reports.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { agingReport, type AgingRow } from '#domain/reports/aging.ts';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useWhole } from '../../api/use-whole.ts';
import { Button } from '../../parts/button.tsx';
import { Amount, Facts } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import { Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { claimLook } from './claim-look.tsx';
import { NotWhole } from './not-whole.tsx';
import { ReportPage, type ReportTable } from './report-page.tsx';
import { agedClaimColumns, agingColumns, agingTotals, over90Percent } from './report-tables.ts';
import css from './reports.module.css';
import { useBackKey } from './use-back-key.ts';
import { usePayerNames } from './use-payer-names.ts';

const route = routeNamed(reportRoutes, 'report-aging');

/** Receivables by age, and behind each row its claims. */
export function AgingReportPage() {
  const [by, setBy] = useState<'payer' | 'patient'>('payer');
  const [since, setSince] = useState<'service' | 'due'>('service');
  const [chosen, setChosen] = useState<AgingRow>();
  const answer = useWhole(route, {});
  const nameOf = usePayerNames();
  const seen = useMemo(() => {
    if (answer.data === undefined) {
      return undefined;
    }
    const { pages, isWhole } = answer.data;
    // A claim that moves while its list is read may be met twice; the later sight of it is the truer one.
    const byClaim = new Map(
      pages.flatMap(({ entries }) => [...Map.groupBy(entries, ({ claimId }) => claimId)]),
    );
    const entries = [...byClaim.values()].flat();
    const on = pages[0]?.on;
    return on === undefined
      ? undefined
      : { on, isWhole, entries, report: agingReport(entries, { by, since, on, nameOf }) };
  }, [answer.data, by, since, nameOf]);
  useBackKey(chosen !== undefined, () => setChosen(undefined));
  const over90 = seen && over90Percent(seen.report.total);
  const formula = (
    <div className={css['formula']}>
      <p>
        {by === 'payer'
          ? 'What payers owe is “Payer receivable”, billed and not decided, with “Denied, to be worked”.'
          : 'What patients owe is what payers left to them, and visits without a coverage, by the account that is billed.'}{' '}
        The age is counted in days{' '}
        {since === 'service'
          ? 'from the day of service'
          : 'from the posting day since which something has been owed without a break'}
        {seen !== undefined && ` to ${dayInWords(seen.on)}`}.
      </p>
      <p>
        Balances above zero stand under their age, what is owed back stands under Credits; Total = all ages +
        Credits. Share over 90 days = (91–120 + over 120) ÷ all ages, without credits.
      </p>
    </div>
  );
  const shared = {
    fileName: `aging-${by}`,
    formula,
    answer,
    parameters: (
      <>
        <label>
          Of{' '}
          <select
            className={parts['select']}
            value={by}
            onChange={({ target }) => {
              setBy(target.value === 'patient' ? 'patient' : 'payer');
              setChosen(undefined);
            }}
          >
            <option value="payer">Payers</option>
            <option value="patient">Patients</option>
          </select>
        </label>
        <label>
          Aged from{' '}
          <select
            className={parts['select']}
            value={since}
            onChange={({ target }) => setSince(target.value === 'due' ? 'due' : 'service')}
          >
            <option value="service">Day of service</option>
            <option value="due">Day since which it is owed</option>
          </select>
        </label>
        {chosen !== undefined && (
          <Button isSmall hotKey="u" onPress={() => setChosen(undefined)}>
            All {by === 'payer' ? 'payers' : 'patients'}
          </Button>
        )}
      </>
    ),
  };
  if (chosen !== undefined && seen !== undefined) {
    const table: ReportTable<AgingEntry> = {
      label: 'Claims',
      columns: agedClaimColumns(since, seen.on),
      rows: seen.entries.filter(
        ({ account, payerId, guarantorId }) =>
          (account === 'patient-receivable') === (by === 'patient') &&
          (by === 'payer' ? (payerId ?? 'no payer') : guarantorId) === chosen.key,
      ),
      idOf: ({ claimId, account, payerId }) => `${claimId} ${account} ${payerId ?? ''}`,
      looks: { claim: claimLook },
      empty: { title: 'Nothing is owed any more', words: 'The balance was settled since.' },
    };
    return (
      <ReportPage {...shared} key="claims" title="Aging" table={table} summary={<h2>{chosen.name}</h2>} />
    );
  }
  return (
    <ReportPage<AgingRow>
      {...shared}
      key="sums"
      title="Aging"
      summary={
        seen !== undefined && (
          <>
            <NotWhole isWhole={seen.isWhole} />
            <Facts
              facts={[
                { name: 'Total', value: <Amount of={seen.report.total.totalCents} /> },
                { name: 'Claims', value: seen.report.total.claims },
                { name: 'Over 90 days', value: over90 === undefined ? 'Nothing owed' : `${over90}%` },
              ]}
            />
            {seen.report.total.creditCents < 0 && (
              <Notice tone="note" title="Something is owed back">
                <p>Credits are looked into one by one: see the tasks of the kind “Credit balance”.</p>
              </Notice>
            )}
          </>
        )
      }
      table={
        seen && {
          label: by === 'payer' ? 'Payers' : 'Patients',
          columns: agingColumns(by),
          rows: seen.report.rows,
          idOf: ({ key }) => key,
          totals: agingTotals(seen.report),
          onOpen: setChosen,
          empty: {
            title: 'Nobody owes anything',
            words: 'A balance comes here when a charge is billed and not yet paid.',
          },
        }
      }
    />
  );
}

import { Month } from '#contracts/periods.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import type { SeenVariance } from '#contracts/variances.ts';
import { keyOf, VarianceGroups } from '#domain/expected-payment/variance-groups.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useWhole } from '../../api/use-whole.ts';
import { Button } from '../../parts/button.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { Notice } from '../../parts/states.tsx';
import { claimLook } from './claim-look.tsx';
import { MonthField } from './month-field.tsx';
import { NotWhole } from './not-whole.tsx';
import { ReportPage } from './report-page.tsx';
import css from './reports.module.css';
import { useBackKey } from './use-back-key.ts';
import { usePayerNames } from './use-payer-names.ts';
import {
  groupTotals,
  lowChargeColumns,
  notCheckedInWords,
  underpaymentColumns,
  varianceLineColumns,
  type GroupRow,
} from './variance-tables.ts';

const route = routeNamed(remittanceRoutes, 'list-variances');

/** What payers allowed beside their contracts, by payer, code and contract; and what was charged below them. */
export function UnderpaymentsReportPage() {
  const today = useToday();
  const payerName = usePayerNames();
  const [typed, setTyped] = useState(today.slice(0, 7));
  const [payerId, setPayerId] = useState('');
  const [kind, setKind] = useState<'underpaid' | 'charge-too-low'>('underpaid');
  const [chosen, setChosen] = useState<string>();
  const month = Month.safeParse(typed).data;
  const answer = useWhole(
    route,
    {
      from: month === undefined ? today : firstOfMonth(month),
      to: month === undefined ? today : lastOfMonth(month),
    },
    { isAsked: month !== undefined },
  );
  const seen = useMemo(() => {
    if (answer.data === undefined) {
      return undefined;
    }
    const { pages, isWhole } = answer.data;
    const all = pages.flatMap(({ variances }) => variances);
    const lines = all.filter((line) => payerId === '' || line.payerId === payerId);
    const groups = new VarianceGroups();
    groups.add(lines);
    return {
      isWhole,
      lines,
      payers: [...new Set(all.map((line) => line.payerId))],
      groups: kind === 'underpaid' ? groups.of('underpaid', 'overpaid') : groups.of('charge-too-low'),
      unknown: groups.unknown,
      asExpected: pages.reduce((sum, page) => sum + page.asExpected, 0),
      denied: pages.reduce((sum, page) => sum + page.denied, 0),
    };
  }, [answer.data, payerId, kind]);
  useBackKey(chosen !== undefined, () => setChosen(undefined));
  const formula = (
    <div className={css['formula']}>
      <p>
        {kind === 'underpaid'
          ? 'Owed to us = Expected − Allowed, of lines that payers decided and whose contract is loaded; below zero the payer allowed more than its contract. What is worth it has a task: send the payer the list with the contract.'
          : 'Left = By contract − Charged: a payer never allows more than the charge. Raise the fee schedule for these codes.'}
      </p>
      {seen !== undefined && (
        <p>
          {seen.asExpected} lines are as their contracts say; of {seen.denied} something was denied.
        </p>
      )}
    </div>
  );
  if (chosen !== undefined && seen !== undefined) {
    const rows = seen.lines.filter((line) => keyOf(line) === chosen);
    const [first] = rows;
    return (
      <ReportPage<SeenVariance>
        key="lines"
        title="Underpayments"
        fileName={`underpayments-${typed}-lines`}
        formula={formula}
        answer={answer}
        parameters={
          <Button isSmall hotKey="u" onPress={() => setChosen(undefined)}>
            All codes
          </Button>
        }
        summary={first !== undefined && <h2>{`${payerName(first.payerId)}, ${first.code}`}</h2>}
        table={{
          label: 'Lines',
          columns: varianceLineColumns,
          rows,
          idOf: ({ claimId, remittanceId, lineNumber }) => `${claimId} ${remittanceId} ${lineNumber}`,
          looks: { claim: claimLook },
          empty: { title: 'No line differs any more', words: 'It was decided anew since.' },
        }}
      />
    );
  }
  return (
    <ReportPage<GroupRow>
      key="groups"
      title="Underpayments"
      fileName={`${kind === 'underpaid' ? 'underpayments' : 'charges-too-low'}-${typed}`}
      formula={formula}
      answer={answer}
      parameters={
        <>
          <MonthField value={typed} onChange={setTyped} />
          <label>
            Payer{' '}
            <select
              className={parts['select']}
              value={payerId}
              onChange={({ target }) => setPayerId(target.value)}
            >
              <option value="">All payers</option>
              {seen?.payers.map((each) => (
                <option key={each} value={each}>
                  {payerName(each)}
                </option>
              ))}
            </select>
          </label>
          <label>
            Show{' '}
            <select
              className={parts['select']}
              value={kind}
              onChange={({ target }) =>
                setKind(target.value === 'underpaid' ? 'underpaid' : 'charge-too-low')
              }
            >
              <option value="underpaid">Allowed beside the contract</option>
              <option value="charge-too-low">Charged below the contract</option>
            </select>
          </label>
        </>
      }
      summary={
        seen !== undefined && (
          <>
            <NotWhole isWhole={seen.isWhole} />
            {seen.unknown.length > 0 && (
              <Notice tone="note" title="Not checked, and why">
                <ul>
                  {notCheckedInWords(seen.unknown, payerName).map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </Notice>
            )}
          </>
        )
      }
      table={
        seen && {
          label: 'By payer, code and contract',
          columns: kind === 'underpaid' ? underpaymentColumns(payerName) : lowChargeColumns(payerName),
          rows: seen.groups,
          idOf: ({ verdict = 'unknown', payerId: of = '', code = '', contractId = '' }) =>
            [verdict, of, code, contractId].join('\n'),
          totals: groupTotals(seen.groups),
          onOpen: ({ verdict, payerId: of, code, contractId }) => {
            if (verdict !== undefined && of !== undefined && code !== undefined) {
              setChosen(keyOf({ verdict, payerId: of, code, contractId }));
            }
          },
          empty: {
            title: kind === 'underpaid' ? 'Nothing differs from its contract' : 'No charge is too low',
            words: 'Of the lines posted in this month that could be checked..',
          },
        }
      }
    />
  );
}

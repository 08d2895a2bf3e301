import type { ClaimState } from '#contracts/claim.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { unbilledReport } from '#domain/reports/unbilled.ts';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useWhole } from '../../api/use-whole.ts';
import { Button } from '../../parts/button.tsx';
import { wordsOfState } from '../../words/claim-words.ts';
import { dayInWords } from '../../words/days.ts';
import { claimLook } from './claim-look.tsx';
import { NotWhole } from './not-whole.tsx';
import { ReportPage } from './report-page.tsx';
import {
  unbilledClaimColumns,
  unbilledColumns,
  unbilledTotals,
  type ShownUnbilledRow,
} from './report-tables.ts';
import css from './reports.module.css';
import { useBackKey } from './use-back-key.ts';

const route = routeNamed(reportRoutes, 'report-unbilled');
const meaningOf = (state: ClaimState): string => wordsOfState(state).meaning;

/** Charges that no payer has, by where their claims wait, and behind each row its claims. */
export function UnbilledReportPage() {
  const [chosen, setChosen] = useState<ClaimState>();
  const answer = useWhole(route, {});
  const seen = useMemo(() => {
    const [first] = answer.data?.pages ?? [];
    if (answer.data === undefined || first === undefined) {
      return undefined;
    }
    const byClaim = new Map(
      answer.data.pages.flatMap(({ entries }) => entries).map((entry) => [entry.claimId, entry]),
    );
    const entries = [...byClaim.values()];
    return {
      on: first.on,
      isWhole: answer.data.isWhole,
      entries,
      rows: unbilledReport(entries, first.on),
    };
  }, [answer.data]);
  useBackKey(chosen !== undefined, () => setChosen(undefined));
  const formula = (
    <div className={css['formula']}>
      <p>
        Gross charges of claims that no payer has: not sent yet, or rejected and not sent again. Once a payer
        has a claim, its charges stand in the aging of payers.
      </p>
      <p>
        The age is counted in days from the day of service
        {seen !== undefined && ` to ${dayInWords(seen.on)}`}. Mind filing deadlines: a charge that waits too
        long is lost.
      </p>
    </div>
  );
  if (chosen !== undefined && seen !== undefined) {
    const rows = seen.entries.filter(({ state }) => state === chosen);
    return (
      <ReportPage
        key="claims"
        title="Unbilled"
        fileName={`unbilled-${chosen}`}
        formula={formula}
        answer={answer}
        parameters={
          <Button isSmall hotKey="u" onPress={() => setChosen(undefined)}>
            All states
          </Button>
        }
        summary={<h2>{meaningOf(chosen)}</h2>}
        table={{
          label: 'Claims',
          columns: unbilledClaimColumns(seen.on),
          rows,
          idOf: ({ claimId }) => claimId,
          looks: { claim: claimLook },
          empty: { title: 'No claim waits here any more', words: 'The last one went on since.' },
        }}
      />
    );
  }
  return (
    <ReportPage<ShownUnbilledRow>
      key="sums"
      title="Unbilled"
      fileName="unbilled"
      formula={formula}
      answer={answer}
      summary={seen !== undefined && <NotWhole isWhole={seen.isWhole} />}
      table={
        seen && {
          label: 'Where claims wait',
          columns: unbilledColumns(meaningOf),
          rows: seen.rows,
          idOf: ({ state }) => state,
          totals: unbilledTotals(seen.rows),
          onOpen: ({ state }) => setChosen(state === 'total' ? undefined : state),
          empty: { title: 'Everything is billed', words: 'A payer has every claim of the practice.' },
        }
      }
    />
  );
}

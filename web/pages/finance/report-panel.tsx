import type { ReportAnswered, ReportTold } from '#contracts/warehouse/run-report.ts';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../parts/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { chartOf } from './chart-data.ts';
import css from './finance.module.css';
import { HowItIsReckoned } from './how-it-is-reckoned.tsx';
import { ReportChart } from './lazy-chart.tsx';
import { PanelTable } from './panel-table.tsx';
import { addressOfReport, type PeriodQuestion } from './report-question.ts';
import { useReport } from './use-report.ts';

interface ReportPanelProps {
  readonly name: string;
  readonly title: string;
  readonly reports: readonly ReportTold[];
  readonly question: PeriodQuestion;
  /** Of many columns these; the report itself has all. */
  readonly columns?: readonly string[];
  /** Its rows have many columns: they stand below the chart. */
  readonly isWide?: true;
  /** What is to be known of it in a sentence. */
  readonly note?: (answer: ReportAnswered) => string;
}

/** A report on the dashboard: its chart with its rows beside it, how it is reckoned, and the way to the whole of it. */
export function ReportPanel({ name, title, reports, question, columns, isWide, note }: ReportPanelProps) {
  const report = useReport(name, question);
  const told = reports.find((one) => one.name === name);
  const answer = report.data?.outcome === 'answered' ? report.data : undefined;
  const chart = useMemo(() => (answer === undefined ? undefined : chartOf(name, answer)), [name, answer]);
  return (
    <Panel
      title={title}
      isFlush
      aside={
        <Link href={addressOfReport(name, question)} aria-label={`The whole report: ${title}`}>
          The whole report
        </Link>
      }
    >
      {answer === undefined || told === undefined ? (
        report.isError ? (
          <Failed error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <Loading rows={4} />
        )
      ) : (
        <div className={chart === undefined || isWide === true ? css['alone'] : css['beside']}>
          <ReportChart chart={chart} />
          <div>
            <PanelTable told={told} reports={reports} answer={answer} columns={columns} />
          </div>
        </div>
      )}
      <div className={css['panelFoot']}>
        {answer !== undefined && note !== undefined && <p>{note(answer)}</p>}
        {told !== undefined && <HowItIsReckoned told={told} />}
      </div>
    </Panel>
  );
}

import type { PlainDate } from '#contracts/dates.ts';
import type { Month } from '#contracts/periods.ts';
import type { Published, ReportTold } from '#contracts/warehouse/run-report.ts';
import { Link } from 'wouter';
import { Failed } from '../../parts/states.tsx';
import css from './finance.module.css';
import { HowItIsReckoned } from './how-it-is-reckoned.tsx';
import { changeOf, figureOf, type KeyFigure } from './key-figures.ts';
import { addressOfReport, monthBefore, questionOfMonth, questionOfYear } from './report-question.ts';
import { useReport } from './use-report.ts';

interface FigureCardProps {
  readonly figure: KeyFigure;
  readonly told: ReportTold | undefined;
  readonly month: Month;
  readonly published: Published;
  /** As it was known when this day was over. */
  readonly knownOn: PlainDate | undefined;
}

/** A key figure of a month, beside that of the month before. It leads to its report. */
export function FigureCard({ figure, told, month, published, knownOn }: FigureCardProps) {
  const ask = figure.over === 'year' ? questionOfYear : questionOfMonth;
  const question = ask(month, published, knownOn);
  const answer = useReport(figure.report, question);
  const before = useReport(figure.report, ask(monthBefore(month), published, knownOn));
  const now = figureOf(answer.data, figure.column);
  const change = changeOf(now, figureOf(before.data, figure.column), figure.better);
  return (
    <section className={css['card']} aria-label={figure.name}>
      <h2>
        <Link href={addressOfReport(figure.report, question)} data-row={figure.report}>
          {figure.name}
        </Link>
      </h2>
      {answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <output className={css['figure']} aria-busy={answer.isPending}>
          {answer.isPending ? '…' : (now?.text ?? 'None')}
        </output>
      )}
      <span className={css['isOf']}>{figure.isOf}</span>
      <span className={css['change']} data-tone={change?.tone ?? 'plain'}>
        {change?.words ?? (answer.isPending || before.isPending ? '' : 'no figure to compare with')}
      </span>
      {told !== undefined && <HowItIsReckoned told={told} />}
    </section>
  );
}

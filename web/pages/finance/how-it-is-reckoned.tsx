import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import css from './finance.module.css';

/** The formula of a report, in place. */
export function HowItIsReckoned({
  told,
}: {
  readonly told: Pick<ReportTold, 'question' | 'formula' | 'source'>;
}) {
  return (
    <details className={css['how']}>
      <summary>How it is reckoned</summary>
      <p>{told.question}</p>
      <p>{told.formula}.</p>
      <p>Source: {told.source}.</p>
    </details>
  );
}

import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import css from './finance.module.css';

/** How a report is reckoned, as paragraphs. */
export function Formula({ told }: { readonly told: Pick<ReportTold, 'question' | 'formula' | 'source'> }) {
  return (
    <>
      <p>{told.question}</p>
      <p>
        {told.formula.charAt(0).toUpperCase()}
        {told.formula.slice(1)}.
      </p>
      <p>Source: {told.source}.</p>
    </>
  );
}

/** The formula of a report, in place. */
export function HowItIsReckoned({
  told,
}: {
  readonly told: Pick<ReportTold, 'question' | 'formula' | 'source'>;
}) {
  return (
    <details className={css['how']}>
      <summary>How it is reckoned</summary>
      <Formula told={told} />
    </details>
  );
}

import { lazy, Suspense } from 'react';
import type { Chart } from './chart-data.ts';
import css from './finance.module.css';

const AmountChart = lazy(() => import('./charts.tsx'));

/** A chart, whose library is loaded when the first one is drawn. */
export function ReportChart({ chart }: { readonly chart: Chart | undefined }) {
  return chart === undefined ? null : (
    <Suspense fallback={<div className={css['chart']} />}>
      <AmountChart chart={chart} />
    </Suspense>
  );
}

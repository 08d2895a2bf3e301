import type { Answer, WarehouseRows } from '../report-warehouse.ts';

/** Rows of a practice, what is asked about them, and what a person reckons the answer to be. */
export interface ReportCase {
  /** Completes the sentence "The report ...". */
  readonly title: string;
  readonly rows: WarehouseRows;
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly knownAt?: string;
  /** Every row, with every column; money in cents. */
  readonly expected: readonly Answer[];
}

export type ReportCases = Readonly<Record<string, readonly ReportCase[]>>;

/** The period of most cases. */
export const march = { from: '2026-03-01', to: '2026-03-31', asOf: '2026-04-30' } as const;

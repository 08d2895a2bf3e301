import type { ReportColumn, ReportColumnType } from '#contracts/warehouse/report.ts';

/** Columns of a report, each kind by a word of its own. What may be empty says so. */
function column(type: ReportColumnType, name: string, meaning: string): ReportColumn {
  return { name, type, meaning };
}

export const text = (name: string, meaning: string) => column('text', name, meaning);
export const date = (name: string, meaning: string) => column('date', name, meaning);
export const money = (name: string, meaning: string) => column('money', name, meaning);
export const count = (name: string, meaning: string) => column('count', name, meaning);
export const flag = (name: string, meaning: string) => column('flag', name, meaning);

export function maybe(one: ReportColumn): ReportColumn {
  return { ...one, mayBeEmpty: true };
}

/** A share of something; empty where that is nothing. */
export const rate = (name: string, meaning: string) => maybe(column('rate', name, meaning));
/** Days with a decimal; empty where what they are reckoned by is nothing. */
export const days = (name: string, meaning: string) => maybe(column('days', name, meaning));

export const claimId = text('claim_id', 'The claim.');
export const payerId = text('payer_id', 'The payer.');
export const serviceDate = maybe(date('service_date', 'The first day of service.'));

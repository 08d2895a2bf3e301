import type { ReportGroup } from '#contracts/warehouse/report.ts';
import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import { columnWords } from './report-table.ts';

export const groupWords: Readonly<Record<ReportGroup, string>> = {
  claims: 'Claims',
  denials: 'Denials',
  collections: 'Collections',
  receivables: 'Accounts receivable',
  payers: 'Payers',
  patients: 'Patients',
  work: 'Work and people',
  books: 'Books and month end',
  cost: 'Cost',
};

/** The reports in whose title, question, group or columns every word is found, whatever its letters' size. */
export function reportsThatMatch(reports: readonly ReportTold[], text: string): readonly ReportTold[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return reports.filter(({ name, title, question, group, columns }) => {
    const about = [name, title, question, groupWords[group], ...columns.map((one) => columnWords(one.name))]
      .join(' ')
      .toLowerCase();
    return words.every((word) => about.includes(word));
  });
}

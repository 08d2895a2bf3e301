import { RunReportAnswer, type ReportAnswered } from '#contracts/warehouse/run-report.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Target } from '../../../local/cli/target.ts';
import type { Answer } from '../report-warehouse.ts';

/** What is asked of a report, beside the practice. */
export interface Question {
  /** The last day that is published, when left out. */
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Asks the deployed function for a report, and waits while it is still running. */
export async function askReport(
  target: Target,
  practiceId: PracticeId,
  reportName: string,
  question: Question,
): Promise<ReportAnswered> {
  const ask = async (request: object): Promise<RunReportAnswer> =>
    RunReportAnswer.parse(await target.invoke('run-report', { practiceId, reportName, ...request }));
  let answer = await ask({ ask: 'run', ...question });
  while (answer.outcome === 'still-running') {
    answer = await ask({ ask: 'answer', queryId: answer.queryId, ...answer.asked });
  }
  if (answer.outcome !== 'answered') {
    throw new Error(`Report ${reportName} of ${JSON.stringify(question)}: ${JSON.stringify(answer)}`);
  }
  return answer;
}

/** The rows by the names of their columns; rates and days, which come as decimal text, as numbers. */
export function rowsOf({ columns, rows }: ReportAnswered): Answer[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, type }, index) => {
        const value = row[index] ?? null;
        return [name, value !== null && (type === 'rate' || type === 'days') ? Number(value) : value];
      }),
    ),
  );
}

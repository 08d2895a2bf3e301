import * as z from 'zod';
import { AskedOf, ReportRun, ReportsListed, RunReportRequest } from '../warehouse/run-report.ts';
import { financeReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [, run] = RunReportRequest.options;

/** Reports on the warehouse name claims and staff, and no patient. */
const ofFinance = {
  function: 'run-report',
  roles: financeReaders,
  does: 'reads',
  tells: 'practice',
} as const;

export const financeRoutes = [
  {
    ...ofFinance,
    id: 'list-warehouse-reports',
    method: 'GET',
    path: '/api/practices/{practiceId}/finance/reports',
    summary: 'The reports on the warehouse, each with its formula, and up to which day it is published',
    fixed: { ask: 'list' },
    request: z.strictObject({}),
    answer: ReportsListed,
  },
  {
    ...ofFinance,
    id: 'run-warehouse-report',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/reports/{reportName}',
    summary: 'A report as of a day or of a period: its rows, or the id by which they are asked for',
    fixed: { ask: 'run' },
    request: run.omit({ ask: true, practiceId: true, reportName: true }).strict(),
    answer: ReportRun,
  },
  {
    ...ofFinance,
    id: 'warehouse-report-answer',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/reports/{reportName}/queries/{queryId}',
    summary: 'The rows of a report that was still running, for who asks the same question',
    fixed: { ask: 'answer' },
    request: z.strictObject(AskedOf.shape),
    answer: ReportRun,
  },
] as const satisfies readonly StaffRoute[];

import * as z from 'zod';
import { PlainDate } from '../dates.ts';
import { ClosePeriodAnswer, ClosePeriodRequest } from '../periods.ts';
import { CodingAccuracyAnswer, ReportAnswer } from '../reports.ts';
import { moneyReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const page = z.strictObject({ next: z.string().max(2000).optional() });
const byManager = { practiceId: true, user: true, role: true } as const;
const [closeDay, closeMonth, requestReopening, confirmReopening] = ClosePeriodRequest.options;

/** What all reports have in common. */
const report = { method: 'GET', function: 'read-reports', roles: moneyReaders, does: 'reads' } as const;

export const reportRoutes = [
  {
    ...report,
    id: 'report-aging',
    path: '/api/practices/{practiceId}/reports/aging',
    tells: 'patient',
    summary: 'What payers and patients owe, by how long; `next` of an answer asks for the rest',
    fixed: { report: 'aging' },
    request: page,
    answer: ReportAnswer.options[1],
    isHeavy: true,
  },
  {
    ...report,
    id: 'report-unbilled',
    path: '/api/practices/{practiceId}/reports/unbilled',
    tells: 'patient',
    summary: 'Claims that no payer has, and their charges',
    fixed: { report: 'unbilled' },
    request: page,
    answer: ReportAnswer.options[2],
    isHeavy: true,
  },
  {
    ...report,
    id: 'report-unapplied',
    path: '/api/practices/{practiceId}/reports/unapplied',
    tells: 'patient',
    summary: 'Money of which nobody knows yet what it is for',
    fixed: { report: 'unapplied' },
    request: page,
    answer: ReportAnswer.options[3],
    isHeavy: true,
  },
  {
    ...report,
    id: 'report-deposits',
    path: '/api/practices/{practiceId}/reports/deposits',
    tells: 'patient',
    summary: 'Money that came in, and what of it was found in the bank',
    fixed: { report: 'deposits' },
    request: page,
    answer: ReportAnswer.options[3],
    isHeavy: true,
  },
  {
    ...report,
    id: 'report-day-sheet',
    path: '/api/practices/{practiceId}/reports/day-sheets/{day}',
    tells: 'practice',
    summary: 'What a posting day adds up to',
    fixed: { report: 'day-sheet' },
    request: z.strictObject({}),
    answer: ReportAnswer.options[4],
    isHeavy: true,
  },
  {
    ...report,
    id: 'list-payment-batches',
    path: '/api/practices/{practiceId}/payment-batches',
    tells: 'practice',
    summary: 'Batches of payments by posting day',
    fixed: { report: 'batches' },
    request: z.strictObject({ from: PlainDate.optional(), to: PlainDate.optional() }),
    answer: ReportAnswer.options[5],
  },
  {
    ...report,
    id: 'show-payment-batch',
    path: '/api/practices/{practiceId}/payment-batches/{batchId}',
    tells: 'patient',
    summary: 'A batch of payments with its items, and how far each has come',
    fixed: { report: 'batch' },
    request: z.strictObject({}),
    answer: ReportAnswer.options[6],
  },
  {
    ...report,
    id: 'show-periods',
    path: '/api/practices/{practiceId}/periods',
    tells: 'practice',
    summary: 'Which days and months are closed, and who closed or opened what',
    fixed: { report: 'periods' },
    request: z.strictObject({}),
    answer: ReportAnswer.options[7],
  },
  {
    ...report,
    id: 'report-coding-accuracy',
    path: '/api/practices/{practiceId}/reports/coding-accuracy',
    roles: ['auditor', 'manager'],
    tells: 'practice',
    summary: 'How right each coder was, by kind of code, of the audits that were closed in a time',
    fixed: { report: 'coding-accuracy' },
    request: z.strictObject({ from: PlainDate.optional(), to: PlainDate.optional() }),
    answer: CodingAccuracyAnswer,
  },
  {
    id: 'close-periods',
    method: 'POST',
    path: '/api/practices/{practiceId}/periods',
    function: 'close-periods',
    roles: ['manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Closes a day or a month, or opens one again together with another manager',
    takes: ['user', 'role'],
    request: z.discriminatedUnion('action', [
      closeDay.omit(byManager).strict(),
      closeMonth.omit(byManager).strict(),
      requestReopening.omit(byManager).strict(),
      confirmReopening.omit(byManager).strict(),
    ]),
    answer: ClosePeriodAnswer.options[0],
  },
] as const satisfies readonly StaffRoute[];

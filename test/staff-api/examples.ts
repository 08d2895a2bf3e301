import type * as z from 'zod';
import { AuditQuery } from '#contracts/audit.ts';
import { BankQuery, MatchBankEntryRequest } from '#contracts/bank.ts';
import { KeepCostsRequest } from '#contracts/costs.ts';
import { CodingQuery } from '#contracts/coding.ts';
import { ReadCodeSetsRequest } from '#contracts/code-sets.ts';
import { KeepLogRequest } from '#contracts/contact-log.ts';
import { CutoverRequest } from '#contracts/cutover.ts';
import { FileQuery } from '#contracts/files.ts';
import { ManageHoldsRequest } from '#contracts/holds.ts';
import { DeskQuery, EnterAtDeskRequest } from '#contracts/front-desk.ts';
import { LinkPatientsRequest, PatientQuery } from '#contracts/patient-queries.ts';
import { EnterPaymentsRequest } from '#contracts/payment-batch.ts';
import { ClosePeriodRequest } from '#contracts/periods.ts';
import { ImportPracticeRequest, ReadPracticesRequest } from '#contracts/practice-import.ts';
import { ProofRequest } from '#contracts/proof.ts';
import {
  AccountQuery,
  ClaimQuery,
  ExchangeQuery,
  LedgerQuery,
  RestartLegRequest,
  ResumeRunRequest,
  TaskQuery,
  UploadQuery,
  WorkTaskRequest,
} from '#contracts/queries.ts';
import { SettleRefundRequest } from '#contracts/refunds.ts';
import { ReportQuery } from '#contracts/reports.ts';
import { ReplayScrubRequest } from '#contracts/scrub-replay.ts';
import type { StaffRouteId } from '#contracts/staff-api/routes.ts';
import { ManageStaffRequest, ShowMeRequest } from '#contracts/staff-management.ts';
import { TakebackLetter } from '#contracts/takeback-letter.ts';
import { HandleTasksRequest } from '#contracts/task-handling.ts';
import { TakeNextTaskRequest } from '#contracts/take-next-task.ts';
import { VarianceQuery } from '#contracts/variances.ts';
import { ManageReportSchedulesRequest } from '#contracts/warehouse/report-schedule.ts';
import { RunReportRequest } from '#contracts/warehouse/run-report.ts';
import type { Call } from './staff-api-world.ts';

/** What each function reads its request by: what the door makes of an HTTP request must be such a request. */
export const contracts: Readonly<Record<string, z.ZodType>> = {
  'show-me': ShowMeRequest,
  'read-tasks': TaskQuery,
  'work-task': WorkTaskRequest,
  'handle-tasks': HandleTasksRequest,
  'take-next-task': TakeNextTaskRequest,
  'read-claims': ClaimQuery,
  'assist-coding': CodingQuery,
  'restart-leg': RestartLegRequest,
  'replay-scrub': ReplayScrubRequest,
  'read-patients': PatientQuery,
  'enter-at-desk': EnterAtDeskRequest,
  'read-desk': DeskQuery,
  'keep-log': KeepLogRequest,
  'manage-holds': ManageHoldsRequest,
  'link-patients': LinkPatientsRequest,
  'read-accounts': AccountQuery,
  'read-ledger': LedgerQuery,
  'enter-takeback-letter': TakebackLetter,
  'settle-refund': SettleRefundRequest,
  'prove-remittance': ProofRequest,
  'read-files': FileQuery,
  'read-variances': VarianceQuery,
  'enter-payments': EnterPaymentsRequest,
  'read-bank': BankQuery,
  'match-bank-entry': MatchBankEntryRequest,
  'read-reports': ReportQuery,
  'close-periods': ClosePeriodRequest,
  'read-uploads': UploadQuery,
  'resume-run': ResumeRunRequest,
  'read-practices': ReadPracticesRequest,
  'load-practice': ImportPracticeRequest,
  'take-over-claims': CutoverRequest,
  'read-exchange': ExchangeQuery,
  'read-code-sets': ReadCodeSetsRequest,
  'manage-staff': ManageStaffRequest,
  'read-audit': AuditQuery,
  'run-report': RunReportRequest,
  'manage-report-schedules': ManageReportSchedulesRequest,
  'keep-costs': KeepCostsRequest,
};

const claimId = 'C0123456789AB';
const taskId = `${claimId}-denial-3`;
const remittanceId = 'R0123456789ABCDEF';
const uploadId = 'U0123456789ABCDEF';
const batchId = 'B0123456789ABCDEF';
const bankEntryId = 'K0123456789ABCDEF';
const patientKey = 'N0123456789ABCDEF';
const otherPatientKey = 'N1123456789ABCDEF';
const entryKey = '5f0c2a3e-1b7d-4c7e-9a51-0d2f6a7b8c9d';
const refund = 'refund-C0123456789AB-1';
const holdId = 'H0123456789AB';
const staffUser = 'r.lane';
const reason = 'Asked by the desk';
const scheduleId = 'S0123456789AB';
const reportSchedule = {
  reportName: 'denials-by-cause',
  span: 'month-before',
  rhythm: { every: 'month', on: 2 },
  recipients: [staffUser],
};
const days = { from: '2026-11-01', to: '2026-11-20' };

/** A request to each route, without the practice. A route that is not here does not compile, and fails a test. */
export const examples: Readonly<Record<StaffRouteId, Pick<Call, 'path' | 'query' | 'body'>>> = {
  'sign-in': {},
  me: {},
  'list-tasks': { query: { kinds: 'denial,coding', order: 'priority', limit: '50' } },
  'list-own-tasks': {},
  'list-own-charges': { query: { next: '1:' } },
  'list-tasks-of-claim': { path: { claimId } },
  'show-task': { path: { taskId } },
  'decide-task': { path: { taskId }, body: { outcome: { outcome: 'appeal', reason } } },
  'handle-tasks': { body: { taskIds: [taskId], what: { action: 'take' } } },
  'take-next-task': { body: {} },
  'list-claims': { query: { state: 'awaiting-denial-work', limit: '10' } },
  'count-claims': {},
  'show-claim': { path: { claimId } },
  'restart-claim': { path: { claimId }, body: { reason } },
  'replay-scrub': { body: { editId: 'timely-filing', ...days } },
  'show-coding': { path: { claimId } },
  'suggest-codes': { path: { claimId }, query: { limit: '10' } },
  'level-visit': { path: { claimId }, body: { visit: { family: 'office', totalMinutes: 32 } } },
  'explain-modifiers': { path: { claimId }, body: { lines: [{ code: '11042' }, { code: '97597' }] } },
  'scrub-draft': { path: { claimId }, body: { diagnoses: ['I10'], lines: [{ code: '99213' }] } },
  'find-patients': { body: { lastName: 'Okafor', birthDate: '1961-04-02' } },
  'show-patient': { path: { patientKey } },
  'register-patient': { body: { entryKey, form: { patient: { lastName: 'Okafor' } } } },
  'enter-visit': { body: { entryKey, patientKey, form: { diagnoses: ['E11.9'] } } },
  'change-coverage': { path: { patientKey }, body: { entryKey, seenVersion: 1, coverages: [] } },
  'show-affected-claims': { path: { patientKey }, body: { coverages: [] } },
  'show-desk-entry': { path: { entryId: 'E0123456789ABCDEF' } },
  'show-patient-account': { path: { patientKey } },
  'list-check-ins': { path: { day: '2026-11-20' } },
  'check-in': { body: { patientKey, day: '2026-11-20', appointmentId: 'A0123456789AB' } },
  'take-desk-payment': {
    body: { payment: { entryKey, patientKey, purpose: 'copay', method: 'cash', amountCents: 2500 } },
  },
  'show-receipt': { path: { receiptNumber: '7K3M-9QXR' } },
  'add-card': {
    path: { patientKey },
    body: { side: 'front', mediaType: 'image/png', content: 'iVBORw0KGgo=' },
  },
  'show-card': { path: { patientKey, documentId: 'D0123456789ABCDEF' } },
  'link-patients': { body: { decision: 'link', one: patientKey, other: otherPatientKey, reason } },
  'list-accounts': {},
  'list-log': { body: { subject: { about: 'claim', claimId }, limit: 20 } },
  'record-log-entry': {
    body: {
      subject: { about: 'payer', payerId: 'JUNIP' },
      content: { kind: 'call', direction: 'we-called', with: 'payer', text: 'Asked for the new address' },
    },
  },
  'open-dispute': {
    path: { guarantorId: 'G0123456789AB' },
    body: { type: 'amount', words: reason, reviewOn: '2026-12-01' },
  },
  'list-holds': { query: { which: 'standing' } },
  'preview-hold': { body: { target: { by: 'payer', payerId: 'JUNIP' } } },
  'place-hold': {
    body: {
      target: { by: 'claim', claimId },
      reason: 'coverage-under-review',
      words: reason,
      owner: staffUser,
      reviewOn: '2026-12-01',
    },
  },
  'preview-release': { path: { holdId } },
  'release-hold': { path: { holdId }, body: { words: reason } },
  'put-off-hold': { path: { holdId }, body: { reviewOn: '2026-12-01', words: reason } },
  'show-claim-file': { path: { claimId, fileId: 'answer-1-2' } },
  'claim-document': { path: { claimId, documentId: 'D0123456789ABCDEF' }, query: { from: '3000000' } },
  'upload-answer': { path: { uploadId }, query: { as: 'csv' } },
  'printed-proof': { path: { remittanceId }, query: { as: 'html' } },
  'claim-ledger': { path: { claimId } },
  'remittance-ledger': { path: { remittanceId } },
  'ledger-day': { path: { postingDate: '2026-11-20' }, query: { limit: '100' } },
  'ledger-days': { query: days },
  'list-takebacks': {},
  'enter-takeback-letter': {
    body: { claimId, payerId: 'JUNIP', amountCents: 12_500, letterDate: '2026-11-10', reason },
  },
  'list-refunds': {},
  'settle-refund': { path: { refund }, body: { action: 'paid', checkNumber: '1044', reason } },
  'list-remittances': {},
  'prove-remittance': { path: { remittanceId } },
  'print-proof': { path: { remittanceId }, body: { print: 'pdf' } },
  'list-variances': { query: days },
  'list-late-payments': { query: days },
  'enter-payments': {
    body: {
      batch: {
        name: 'desk 2026-11-20',
        kind: 'desk',
        control: { count: 1, amountCents: 2500 },
        items: [{ kind: 'patient-payment', claims: [claimId], method: 'cash', amountCents: 2500 }],
      },
    },
  },
  'take-back-payments': { path: { batchId }, body: { reason } },
  'apply-payment': { path: { batchId }, body: { item: 1, sequence: 1, claimId } },
  'move-payments-on': { path: { batchId }, body: { item: 2, reason } },
  'un-apply-payment': { path: { batchId }, body: { postingId: 'unapplied-1', reason } },
  'list-bank-entries': { query: days },
  'open-bank-entries': {},
  'match-bank-entry': { path: { bankEntryId }, body: { holders: [remittanceId] } },
  'report-aging': {},
  'report-unbilled': {},
  'report-unapplied': {},
  'report-deposits': {},
  'report-day-sheet': { path: { day: '2026-11-20' } },
  'list-payment-batches': { query: days },
  'show-payment-batch': { path: { batchId } },
  'show-periods': {},
  'report-coding-accuracy': { query: days },
  'close-periods': { body: { action: 'close-day', day: '2026-11-20' } },
  'list-warehouse-reports': {},
  'run-warehouse-report': {
    path: { reportName: 'denials-by-cause' },
    body: { ...days, where: [{ column: 'denial_cause', value: 'coding' }] },
  },
  'warehouse-report-answer': {
    path: { reportName: 'denials-by-cause', queryId: '5f0c2a3e-1b7d-4c7e-9a51-0d2f6a7b8c9d' },
    body: { ...days, asOf: '2026-11-20' },
  },
  'list-costs': { query: { from: '2026-10', to: '2026-11' } },
  'enter-cost': {
    body: {
      action: 'enter',
      cost: { month: '2026-10', kind: 'staff', amountCents: 412_000, reference: 'payroll 10' },
    },
  },
  'list-report-schedules': {},
  'preview-report-schedule': { body: reportSchedule },
  'make-report-schedule': { body: reportSchedule },
  'change-report-schedule': {
    path: { scheduleId },
    body: { ...reportSchedule, isPaused: true, seenVersion: 1 },
  },
  'remove-report-schedule': { path: { scheduleId }, body: { seenVersion: 2 } },
  'list-report-sendings': { path: { scheduleId }, query: { limit: '10' } },
  'list-uploads': { query: { limit: '5' } },
  'show-upload': { path: { uploadId } },
  'resume-upload': { path: { uploadId }, body: { reason } },
  'resume-remittance': { path: { remittanceId }, body: { reason } },
  'show-practice': { query: { edition: '3' } },
  'practice-history': {},
  'load-practice': { body: { document: { practiceId: 'cedar-hill' }, apply: false } },
  'take-over-claims': { body: { key: 'cutover/cedar-hill/claims.csv', apply: false } },
  'exchange-numbers': {},
  'code-set-editions': {},
  'show-code': { query: { code: '99213', other: '36415' } },
  'search-codes': { query: { words: 'sore throat', limit: '5' } },
  'code-set-differences': { query: { kind: 'icd-10-cm', before: 'FY2026', after: 'FY2027' } },
  'list-staff': {},
  'invite-staff': {
    body: { staffUser, name: 'Robin Lane', email: 'r.lane@example.org', roles: ['biller'] },
  },
  'change-staff': { path: { staffUser }, body: { roles: ['biller'], writeOffLimitCents: 5000 } },
  'disable-staff': { path: { staffUser } },
  'enable-staff': { path: { staffUser } },
  'reset-staff': { path: { staffUser } },
  'audit-of-day': { path: { day: '2026-11-20' }, query: { as: 'csv' } },
  'audit-of-user': { path: { staffUser } },
  'audit-of-claim': { path: { claimId }, query: { limit: '20' } },
};

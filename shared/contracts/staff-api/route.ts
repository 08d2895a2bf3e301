import type * as z from 'zod';
import {
  TaskId,
  ClaimId,
  DocumentId,
  PracticeId,
  RemittanceId,
  UploadId,
  PaymentBatchId,
  BankEntryId,
  GuarantorId,
  HoldId,
  NameKey,
  DeskEntryId,
  ReceiptNumber,
} from '../identifiers.ts';
import { PlainDate } from '../dates.ts';
import { ClaimFileId } from '../files.ts';
import type { StaffRole } from '../staff-member.ts';
import { StaffUser } from '../staff-user.ts';
import { SettleRefundRequest } from '../refunds.ts';
import { ReportScheduleId } from '../warehouse/report-schedule.ts';
import { ReportName, WarehouseQueryId } from '../warehouse/run-report.ts';

/** What may stand in a path, by its name there: ids and days, never anything about a person. */
export const pathParameters = {
  practiceId: PracticeId,
  taskId: TaskId,
  claimId: ClaimId,
  fileId: ClaimFileId,
  documentId: DocumentId,
  remittanceId: RemittanceId,
  uploadId: UploadId,
  batchId: PaymentBatchId,
  bankEntryId: BankEntryId,
  holdId: HoldId,
  guarantorId: GuarantorId,
  patientKey: NameKey,
  entryId: DeskEntryId,
  receiptNumber: ReceiptNumber,
  refund: SettleRefundRequest.options[0].shape.refund,
  postingDate: PlainDate,
  day: PlainDate,
  staffUser: StaffUser,
  reportName: ReportName,
  queryId: WarehouseQueryId,
  scheduleId: ReportScheduleId,
} as const;
export type PathParameter = keyof typeof pathParameters;

/** What the door adds to a request, from the token and from what the practice keeps of the person. */
export type CallerFact = 'user' | 'by' | 'role' | 'authority' | 'practiceIds';

/**
 * One way to call a function over HTTP. From these rows come the routes of the API, its published description, the test
 * of who may call what, and the types of the browser.
 */
export interface StaffRoute {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Under `/api/practices/{practiceId}/` but for what belongs to no practice. */
  readonly path: `/api/${string}`;
  /** Its folder under `functions/`. */
  readonly function: string;
  /** Who may call it; `anyone` needs no token. */
  readonly roles: readonly StaffRole[] | 'anyone';
  /** What changes something is kept in the audit trail, and done once however often it is asked for with the same key. */
  readonly does: 'reads' | 'changes';
  /** `patient`: the answer may lead to a patient, and that it was read is kept in the audit trail. */
  readonly tells: 'patient' | 'practice';
  /** What it does, one sentence. */
  readonly summary: string;
  /** What the function is asked beside it, always the same. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly takes?: readonly CallerFact[];
  /** It reads or works much at once, and may be asked less often than others. */
  readonly isHeavy?: true;
  /** The function knows nothing of practices: the path only says in which one the person works. */
  readonly leavesPracticeOut?: true;
  /** The body of a POST, the query of a GET; what is in the path and what is taken from the token is not in it. */
  readonly request: z.ZodType;
  /** What comes back with 200. */
  readonly answer: z.ZodType;
}

/** The names of the parameters in a path, in their order. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { AppointmentId, type Appointment } from '#contracts/appointment.ts';
import {
  BankEntryId,
  ClaimId,
  DeskEntryId,
  DocumentId,
  GuarantorId,
  HoldId,
  NameKey,
  PatientControlNumber,
  PaymentBatchId,
  type PracticeId,
  ReceiptNumber,
  RemittanceId,
  UploadId,
  VisitId,
} from '#contracts/identifiers.ts';
import { ReportScheduleId } from '#contracts/warehouse/report-schedule.ts';

const crockfordAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * An id that anybody derives again from the same parts, so that a message that comes twice names the same thing.
 * The parts are hashed as a JSON list: no two different lists give the same text.
 */
function derivedId(prefix: string, length: number, parts: readonly (string | number)[]): string {
  const bytes = sha256(utf8ToBytes(JSON.stringify([prefix, ...parts])));
  let id = prefix;
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= 5 && id.length < prefix.length + length) {
      bitCount -= 5;
      id += crockfordAlphabet.charAt((bits >> bitCount) & 31);
      bits &= (1 << bitCount) - 1;
    }
  }
  return id;
}

/** Practice, source system and encounter id name a claim for good, whatever the versions of the encounter. */
export function claimIdFor(practiceId: PracticeId, sourceSystem: string, encounterId: string): ClaimId {
  return ClaimId.parse(derivedId('C', 12, [practiceId, sourceSystem, encounterId]));
}

/** A claim that was taken over from an old system is named by that system and by its number there. */
export function legacyClaimIdFor(practiceId: PracticeId, system: string, claimNumber: string): ClaimId {
  return ClaimId.parse(derivedId('C', 12, [practiceId, 'legacy claim', system, claimNumber]));
}

/** The same parts name a visit while it is not a claim yet. */
export function visitIdFor(practiceId: PracticeId, sourceSystem: string, encounterId: string): VisitId {
  return VisitId.parse(derivedId('V', 12, [practiceId, sourceSystem, encounterId]));
}

/** An appointment is known by its number in its source, whatever becomes of it. */
export function appointmentIdFor(
  practiceId: PracticeId,
  { sourceSystem, appointmentId }: Pick<Appointment, 'sourceSystem' | 'appointmentId'>,
): AppointmentId {
  return AppointmentId.parse(derivedId('A', 12, [practiceId, sourceSystem, appointmentId]));
}

/** A document is known by its bytes: the same file twice is one document. */
export function documentIdFor(practiceId: PracticeId, content: string): DocumentId {
  return DocumentId.parse(derivedId('D', 16, [practiceId, content]));
}

/** A name of a source under which something shared is kept: hashed, since many are numbers of patients. */
export function nameKeyFor(practiceId: PracticeId, sourceSystem: string, name: string): NameKey {
  return NameKey.parse(derivedId('N', 16, [practiceId, sourceSystem, name]));
}

/** Who receives a bill, as the source system knows that person. */
export interface GuarantorKey {
  /**
   * Patients and guarantors are numbered apart: a patient and somebody else's guarantor may carry the same number,
   * and one person's bill must never reach another.
   */
  readonly numberedAs: 'patient' | 'guarantor';
  readonly sourceId: string;
}

export function guarantorIdFor(
  practiceId: PracticeId,
  sourceSystem: string,
  { numberedAs, sourceId }: GuarantorKey,
): GuarantorId {
  return GuarantorId.parse(derivedId('G', 12, [practiceId, sourceSystem, numberedAs, sourceId]));
}

/** One version of one object is one upload: the same event delivered twice names the same upload. */
export function uploadIdFor(bucket: string, key: string, versionId: string): UploadId {
  return UploadId.parse(derivedId('U', 16, [bucket, key, versionId]));
}

/** A remittance that comes again in another file has the same id; one with other content has another. */
export function remittanceIdFor(
  payerIdentifier: string,
  traceNumber: string,
  contentHash: string,
): RemittanceId {
  return RemittanceId.parse(derivedId('R', 16, [payerIdentifier, traceNumber, contentHash]));
}

/** A batch of payments is known by the practice's own name of it. */
export function paymentBatchIdFor(practiceId: PracticeId, name: string): PaymentBatchId {
  return PaymentBatchId.parse(derivedId('B', 16, [practiceId, 'payment batch', name]));
}

/** What a person handed in at the desk is known by the key of the form. */
export function deskEntryIdFor(practiceId: PracticeId, user: string, entryKey: string): DeskEntryId {
  return DeskEntryId.parse(derivedId('E', 16, [practiceId, 'desk entry', user, entryKey]));
}

/** The number that the desk gives to a patient whom it registers. */
export function deskPatientNumberFor(practiceId: PracticeId, entryId: DeskEntryId): string {
  return derivedId('P', 8, [practiceId, 'patient of the desk', entryId]);
}

/** The number of a receipt: the same payment handed in twice has one. */
export function receiptNumberFor(practiceId: PracticeId, user: string, entryKey: string): ReceiptNumber {
  const text = derivedId('', 8, [practiceId, 'receipt', user, entryKey]);
  return ReceiptNumber.parse(`${text.slice(0, 4)}-${text.slice(4)}`);
}

/** An entry of a statement is known by its account, day and amount, and its place among those that share them. */
export function bankEntryIdFor(practiceId: PracticeId, shelf: string, place: number): BankEntryId {
  return BankEntryId.parse(derivedId('K', 16, [practiceId, 'bank entry', shelf, place]));
}

/** Names what differs of a payer, and where it is one, of a code and a contract: for the tasks about it. */
export function differenceKeyFor(practiceId: PracticeId, ...of: readonly string[]): string {
  return derivedId('Q', 12, [practiceId, 'difference', ...of]);
}

/** Names a proposal of a task: for the task that asks whether it is approved. */
export function approvalKeyFor(practiceId: PracticeId, taskId: string, number: number): string {
  return derivedId('W', 12, [practiceId, 'approval', taskId, number]);
}

/** A hold is known by what it stops, why, and when it was placed. */
export function holdIdFor(practiceId: PracticeId, ...of: readonly string[]): HoldId {
  return HoldId.parse(derivedId('H', 12, [practiceId, 'hold', ...of]));
}

/** A schedule is known by what it announces, to whom, and when it was made. */
export function reportScheduleIdFor(practiceId: PracticeId, ...of: readonly string[]): ReportScheduleId {
  return ReportScheduleId.parse(derivedId('S', 12, [practiceId, 'report schedule', ...of]));
}

/** Tells two entries apart that were written within one millisecond. */
export function logEntryHash(practiceId: PracticeId, content: string): string {
  return derivedId('', 8, [practiceId, 'log entry', content]);
}

/** CLM01 of the claim's submission with this sequence: at most 20 characters up to submission 999999. */
export function patientControlNumberFor(claimId: ClaimId, sequence: number): PatientControlNumber {
  return PatientControlNumber.parse(`${claimId}-${sequence}`);
}

/** TRN02 of the eligibility inquiry about this version of the claim. */
export function eligibilityTraceFor(claimId: ClaimId, version: number): string {
  return `${claimId}-E${version}`;
}

const controlNumber = /^\s*(C[0-9A-HJKMNP-TV-Z]{12})-([1-9]\d{0,5})\s*$/i;
const eligibilityTrace = /^\s*(C[0-9A-HJKMNP-TV-Z]{12})-E([1-9]\d{0,5})\s*$/i;

/** Which submission of which claim a control number names; undefined when it is none of ours. */
export function readControlNumber(
  text: string,
): { readonly claimId: ClaimId; readonly sequence: number } | undefined {
  const [, claimId, sequence] = controlNumber.exec(text) ?? [];
  return claimId === undefined || sequence === undefined
    ? undefined
    : { claimId: ClaimId.parse(claimId.toUpperCase()), sequence: Number(sequence) };
}

/** The claim that a control number names; undefined when it is none of ours. */
export function claimIdOfControlNumber(text: string): ClaimId | undefined {
  return readControlNumber(text)?.claimId;
}

/** The claim that the trace number of an eligibility answer names; undefined when it is none of ours. */
export function claimIdOfEligibilityTrace(text: string): ClaimId | undefined {
  const [, claimId] = eligibilityTrace.exec(text) ?? [];
  return claimId === undefined ? undefined : ClaimId.parse(claimId.toUpperCase());
}

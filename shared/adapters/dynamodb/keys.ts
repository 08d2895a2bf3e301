import type { AgendaEntry, AppointmentId } from '#contracts/appointment.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import type { CardImage, CheckIn } from '#contracts/front-desk.ts';
import type {
  BankEntryId,
  ClaimId,
  DeskEntryId,
  DocumentId,
  GuarantorId,
  HoldId,
  LogEntryId,
  NameKey,
  PaymentBatchId,
  PracticeId,
  ReceiptNumber,
  RemittanceId,
  TaskId,
  UploadId,
  VisitId,
} from '#contracts/identifiers.ts';
import type { AccountHolder } from '#contracts/ledger.ts';
import { agendaSubjectText, type AgendaSubject } from '#contracts/intake-agenda.ts';
import type { LogSubject } from '#contracts/contact-log.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import type { PatientEntry } from '#contracts/patient-identity.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';
import type { ReportScheduleId } from '#contracts/warehouse/report-schedule.ts';
import { subjectText } from '#ports/contact-log.ts';

/*
 * Every key of every table, in one place. A partition key is `<practice>#<aggregate>#<id>`: never the practice
 * alone, which would be hot, and never anything about a patient.
 */

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Lists are spread over this many partitions; a reader asks each. */
export const shards = [0, 1, 2, 3] as const;

export function shardOf(id: string): number {
  let sum = 0;
  for (const character of id) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  }
  return sum % shards.length;
}

const padded = (value: number): string => String(value).padStart(6, '0');

export const claimPartition = (practiceId: PracticeId, claimId: ClaimId): string =>
  `${practiceId}#claim#${claimId}`;
export const claimKey = (practiceId: PracticeId, claimId: ClaimId): Key => ({
  pk: claimPartition(practiceId, claimId),
  sk: 'claim',
});
export const claimEventKey = (practiceId: PracticeId, claimId: ClaimId, version: number): Key => ({
  pk: claimPartition(practiceId, claimId),
  sk: `event#${padded(version)}`,
});
/** What happened to claims on a day. */
export const claimJournalKey = (practiceId: PracticeId, day: string, shard: number): string =>
  `${practiceId}#journal#${day}#${shard}`;
export const signalKey = (
  practiceId: PracticeId,
  claimId: ClaimId,
  waitName: string,
  waitKey: string,
): Key => ({ pk: claimPartition(practiceId, claimId), sk: `signal#${waitName}#${waitKey}` });
export const startLegKey = (practiceId: PracticeId, claimId: ClaimId, leg: number): Key => ({
  pk: claimPartition(practiceId, claimId),
  sk: `start-leg#${padded(leg)}`,
});
export const startCycleKey = (practiceId: PracticeId, guarantorId: GuarantorId, cycle: number): Key => ({
  pk: `${practiceId}#guarantor#${guarantorId}`,
  sk: `start-cycle#${padded(cycle)}`,
});
export const unsentShard = (id: string): string => `unsent#${shardOf(id)}`;
export const claimListKey = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#claims#${shard}`;

/** What was done for a patient, an item a claim. */
export const patientServicesPartition = (practiceId: PracticeId, patientKey: NameKey): string =>
  `${practiceId}#patient-services#${patientKey}`;
export const patientServicesKey = (practiceId: PracticeId, patientKey: NameKey, claimId: ClaimId): Key => ({
  pk: patientServicesPartition(practiceId, patientKey),
  sk: claimId,
});

export const postingPartition = (practiceId: PracticeId, holder: AccountHolder): string =>
  `${practiceId}#account#${holder}`;
export const postingDayKey = (practiceId: PracticeId, postingDate: string, shard: number): string =>
  `${practiceId}#posting-day#${postingDate}#${shard}`;
/** Postings on `takeback-payable`; no others have this key. */
export const takebackKey = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#takebacks#${shard}`;

/** Postings on `refund-payable` that are not on `takeback-payable` too: in the same index, under keys of their own. */
export const refundKey = (practiceId: PracticeId, shard: number): string => `${practiceId}#refunds#${shard}`;

/** A few hundred short items a year, written once an hour at most. */
export const ledgerDaysPartition = (practiceId: PracticeId): string => `${practiceId}#ledger-days#all`;
export const ledgerDayKey = (practiceId: PracticeId, postingDate: string): Key => ({
  pk: ledgerDaysPartition(practiceId),
  sk: postingDate,
});

/** What was exported of each day and each month, and of the dimensions. */
export const stagedDaysPartition = (practiceId: PracticeId): string => `${practiceId}#staged-days#all`;
export const stagedDayKey = (practiceId: PracticeId, day: string): Key => ({
  pk: stagedDaysPartition(practiceId),
  sk: day,
});
export const publishedMonthsPartition = (practiceId: PracticeId): string =>
  `${practiceId}#published-months#all`;
export const publishedMonthKey = (practiceId: PracticeId, month: string): Key => ({
  pk: publishedMonthsPartition(practiceId),
  sk: month,
});
export const publishedDimensionsKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#published-dimensions#all`,
  sk: 'dimensions',
});

export const taskKey = (practiceId: PracticeId, taskId: TaskId): Key => ({
  pk: `${practiceId}#task#${taskId}`,
  sk: 'task',
});
/** Lists of open tasks: all of them, those of a kind, and those of a person; and all tasks that a claim ever had. */
export const taskListKeys = {
  all: (practiceId: PracticeId, list: string, shard: number) => `${practiceId}#${list}-tasks#${shard}`,
  ofKind: (practiceId: PracticeId, list: string, kind: string, shard: number) =>
    `${practiceId}#${list}-tasks#${kind}#${shard}`,
  ofOwner: (practiceId: PracticeId, list: string, owner: string) => `${practiceId}#${list}-tasks-of#${owner}`,
  ofClaim: (practiceId: PracticeId, claimId: ClaimId) => `${practiceId}#tasks-of-claim#${claimId}`,
};

/** The tasks that were opened on a day, and those that were closed. */
export const taskJournalKey = (
  practiceId: PracticeId,
  event: 'opened' | 'closed',
  day: string,
  shard: number,
): string => `${practiceId}#tasks-${event}#${day}#${shard}`;

export const practiceKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#practice#master`,
  sk: 'practice',
});
/** An edition as it was saved, for good. */
export const practiceEditionKey = (practiceId: PracticeId, edition: number): Key => ({
  pk: practiceKey(practiceId).pk,
  sk: `edition#${padded(edition)}`,
});
export const practiceChangePrefix = 'change#';
/** Who saved an edition, and what was different. */
export const practiceChangeKey = (practiceId: PracticeId, edition: number): Key => ({
  pk: practiceKey(practiceId).pk,
  sk: `${practiceChangePrefix}${padded(edition)}`,
});
export const submitterKey = (submitterId: string): Key => ({
  pk: `platform#submitter#${submitterId}`,
  sk: 'submitter',
});
export const practiceDirectoryPartition = 'platform#directory#practices';
/** Code sets belong to no practice. */
export const codeSetRegisters = 'platform#code-sets#registers';
export const codeSetRegisterKey = (kind: string): Key => ({ pk: codeSetRegisters, sk: kind });
/** Where the one counter of a practice stood before each trading partner had its own. */
export const formerCounterKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#control-numbers#interchange`,
  sk: 'last',
});
/** What was sent before each trading partner had its own numbers. */
export const formerInterchangeKey = (practiceId: PracticeId, interchangeControlNumber: string): Key => ({
  pk: `${practiceId}#interchange#${interchangeControlNumber}`,
  sk: 'interchange',
});
const pairText = ({ ourId, partnerId }: TradingPair): string => `${ourId}#${partnerId}`;
/** The counter of a trading partner. */
export const partnerKey = (practiceId: PracticeId, pair: TradingPair): Key => ({
  pk: `${practiceId}#trading-partners#numbers`,
  sk: pairText(pair),
});
export const issuedNumberKey = (practiceId: PracticeId, pair: TradingPair, number: number): Key => ({
  pk: `${practiceId}#issued-numbers#${pairText(pair)}`,
  sk: String(number).padStart(9, '0'),
});
export const issuedFileKey = (practiceId: PracticeId, pair: TradingPair, fileName: string): Key => ({
  pk: `${practiceId}#issued-file#${fileName}`,
  sk: pairText(pair),
});
/** A partner's number is whatever stands in its ISA13. */
export const receivedNumberKey = (practiceId: PracticeId, pair: TradingPair, controlNumber: string): Key => ({
  pk: `${practiceId}#received-numbers#${pairText(pair)}`,
  sk: controlNumber.padStart(9, '0'),
});
export const uploadKey = (practiceId: PracticeId, uploadId: UploadId): Key => ({
  pk: `${practiceId}#upload#${uploadId}`,
  sk: 'upload',
});
export const uploadListPartition = (practiceId: PracticeId): string => `${practiceId}#uploads#all`;
export const listedUploadKey = (practiceId: PracticeId, registeredAt: string, uploadId: UploadId): Key => ({
  pk: uploadListPartition(practiceId),
  sk: `${registeredAt}#${uploadId}`,
});
/** Answers to uploads of one name, which is hashed: a name may be long, and say what it should not. */
const uploadNamePartition = (practiceId: PracticeId, nameHash: string): string =>
  `${practiceId}#upload-name#${nameHash}`;
export const answerNumberKey = (practiceId: PracticeId, nameHash: string, number: number): Key => ({
  pk: uploadNamePartition(practiceId, nameHash),
  sk: `number#${padded(number)}`,
});
export const answerOfKey = (practiceId: PracticeId, nameHash: string, uploadId: UploadId): Key => ({
  pk: uploadNamePartition(practiceId, nameHash),
  sk: `of#${uploadId}`,
});
export const heldUploadsPartition = (practiceId: PracticeId, taskId: TaskId): string =>
  `${practiceId}#held#${taskId}`;
/** What of one place waits for a task, spread so that no name that a whole export has makes one partition hot. */
export const waitingKey = (practiceId: PracticeId, taskId: TaskId, place: string): Key => ({
  pk: waitingPartition(practiceId, taskId, shardOf(place)),
  sk: place,
});
export const waitingPartition = (practiceId: PracticeId, taskId: TaskId, shard: number): string =>
  `${practiceId}#waiting#${taskId}#${shard}`;
export const permitBookKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#permit#intake`,
  sk: 'book',
});
export const visitPartition = (practiceId: PracticeId, visitId: VisitId): string =>
  `${practiceId}#visit#${visitId}`;
export const partPrefix = 'part#';
export const namePartition = (practiceId: PracticeId, name: NameKey): string =>
  `${practiceId}#shared#${name}`;
export const belongingPrefix = 'belonging#';
/** What goes by a name; sorts behind what belongs to it and before the marks of visits. */
export const thingSort = 'thing';
export const visitMarkPrefix = 'used-by#';
export const visitMarkKey = (practiceId: PracticeId, name: NameKey, visitId: VisitId): Key => ({
  pk: namePartition(practiceId, name),
  sk: `${visitMarkPrefix}${visitId}`,
});
export const remittanceKey = (practiceId: PracticeId, remittanceId: RemittanceId): Key => ({
  pk: `${practiceId}#remittance#${remittanceId}`,
  sk: 'run',
});
export const remittanceClaimKey = (
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  claimIndex: number,
): Key => ({ pk: `${practiceId}#remittance#${remittanceId}`, sk: `claim#${padded(claimIndex)}` });
/** A payment is named by payer, trace number and amount: nothing of a patient. */
export const paymentClaimKey = (practiceId: PracticeId, paymentKey: string): Key => ({
  pk: `${practiceId}#payment#${paymentKey}`,
  sk: 'payment',
});
/** The claims that a payer decided under a number of its own. */
export const payerClaimPartition = (practiceId: PracticeId, payerClaimControlNumber: string): string =>
  `${practiceId}#payer-claim#${payerClaimControlNumber}`;
export const remittanceListPartition = (practiceId: PracticeId): string => `${practiceId}#remittances#all`;
export const paymentBatchKey = (practiceId: PracticeId, batchId: PaymentBatchId): Key => ({
  pk: `${practiceId}#payment-batch#${batchId}`,
  sk: 'batch',
});
export const paymentBatchListPartition = (practiceId: PracticeId): string =>
  `${practiceId}#payment-batches#all`;
export const listedBatchKey = (
  practiceId: PracticeId,
  postingDate: string,
  batchId: PaymentBatchId,
): Key => ({
  pk: paymentBatchListPartition(practiceId),
  sk: `${postingDate}#${batchId}`,
});
/** Which posting days are closed; written when a person closes or opens one. */
export const periodBookKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#periods#book`,
  sk: 'book',
});
export const periodEventPrefix = 'event#';
export const periodEventKey = (practiceId: PracticeId, number: number): Key => ({
  pk: periodBookKey(practiceId).pk,
  sk: `${periodEventPrefix}${padded(number)}`,
});
export const bankEntryKey = (practiceId: PracticeId, bankEntryId: BankEntryId): Key => ({
  pk: `${practiceId}#bank-entry#${bankEntryId}`,
  sk: 'entry',
});
export const bankDaysKey = (practiceId: PracticeId): Key => ({
  pk: `${practiceId}#bank-days#all`,
  sk: 'days',
});
/** Entries of the bank by month, the earliest first. */
export const bankMonthPartition = (practiceId: PracticeId, month: string): string =>
  `${practiceId}#bank-entries#${month}`;
export const listedBankEntryKey = (
  practiceId: PracticeId,
  postedOn: string,
  bankEntryId: BankEntryId,
): Key => ({
  pk: bankMonthPartition(practiceId, postedOn.slice(0, 7)),
  sk: `${postedOn}#${bankEntryId}`,
});
export const openBankEntriesPartition = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#open-bank-entries#${shard}`;
/** What is not explained yet of an entry. */
export const openBankEntryKey = (practiceId: PracticeId, bankEntryId: BankEntryId): Key => ({
  pk: openBankEntriesPartition(practiceId, shardOf(bankEntryId)),
  sk: bankEntryId,
});
export const announcedDepositPartition = (practiceId: PracticeId, holder: string): string =>
  `${practiceId}#announced-deposit#${holder}`;
export const announcedDepositKey = (practiceId: PracticeId, holder: string, method: string): Key => ({
  pk: announcedDepositPartition(practiceId, holder),
  sk: method,
});
export const awaitedDepositsPartition = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#awaited-deposits#${shard}`;
/** What the bank has not shown yet of what a remittance or a batch announced. */
export const awaitedDepositKey = (practiceId: PracticeId, holder: string, method: string): Key => ({
  pk: awaitedDepositsPartition(practiceId, shardOf(holder)),
  sk: `${holder}#${method}`,
});
export const guarantorPartition = (practiceId: PracticeId, guarantorId: GuarantorId): string =>
  `${practiceId}#guarantor#${guarantorId}`;
export const accountKey = (practiceId: PracticeId, guarantorId: GuarantorId): Key => ({
  pk: guarantorPartition(practiceId, guarantorId),
  sk: 'account',
});
/** The statements that were sent on a day. */
export const statementJournalPartition = (practiceId: PracticeId, day: string): string =>
  `${practiceId}#statements-sent#${day}`;
export const statementJournalKey = (practiceId: PracticeId, at: string, statementNumber: string): Key => ({
  pk: statementJournalPartition(practiceId, at.slice(0, 10)),
  sk: `${at}#${statementNumber}`,
});
/** What was entered of the costs of collecting: all of it, some dozens of items a year, and each day's for the journal. */
export const costBookPartition = (practiceId: PracticeId): string => `${practiceId}#costs#book`;
export const costEntryKey = (practiceId: PracticeId, number: number): Key => ({
  pk: costBookPartition(practiceId),
  sk: `entry#${padded(number)}`,
});
export const costJournalPartition = (practiceId: PracticeId, day: string): string =>
  `${practiceId}#costs-entered#${day}`;
export const costJournalKey = (practiceId: PracticeId, at: string, number: number): Key => ({
  pk: costJournalPartition(practiceId, at.slice(0, 10)),
  sk: `entry#${padded(number)}`,
});
export const guarantorListPartition = (practiceId: PracticeId): string => `${practiceId}#guarantors#all`;
export const handledKey = (practiceId: PracticeId, messageKey: string): Key => ({
  pk: `${practiceId}#handled#${messageKey}`,
  sk: 'handled',
});
export const appointmentKey = (practiceId: PracticeId, appointmentId: AppointmentId): Key => ({
  pk: `${practiceId}#appointment#${appointmentId}`,
  sk: 'appointment',
});
export const agendaPartition = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#appointment-agenda#${shard}`;
/** Which appointment is to be looked at on which day. */
export const agendaKey = (practiceId: PracticeId, { appointmentId, day }: AgendaEntry): Key => ({
  pk: agendaPartition(practiceId, shardOf(appointmentId)),
  sk: `${day}#${appointmentId}`,
});
export const documentPartition = (practiceId: PracticeId, documentId: DocumentId): string =>
  `${practiceId}#document#${documentId}`;
export const documentKey = (practiceId: PracticeId, documentId: DocumentId): Key => ({
  pk: documentPartition(practiceId, documentId),
  sk: 'document',
});
/** What came under a name of a file, and what an index says of it; the name is hashed. */
export const documentNamePartition = (practiceId: PracticeId, name: NameKey): string =>
  `${practiceId}#document-name#${name}`;
/** The days on which a patient has visits that are no claims yet; the patient's number is hashed. */
export const heldVisitPartition = (
  practiceId: PracticeId,
  sourceSystem: string,
  sourcePatientId: string,
): string => `${practiceId}#held-visits#${nameKeyFor(practiceId, sourceSystem, sourcePatientId)}`;
export const intakeAgendaPartition = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#intake-agenda#${shard}`;
/** What came in and is to be looked at again. */
export const intakeAgendaKey = (practiceId: PracticeId, subject: AgendaSubject): Key => {
  const text = agendaSubjectText(subject);
  return { pk: intakeAgendaPartition(practiceId, shardOf(text)), sk: text };
};
/** The days on which a patient had visits; the patient's number is hashed. */
export const patientDayPartition = (
  practiceId: PracticeId,
  sourceSystem: string,
  sourcePatientId: string,
): string => patientDaysOf(practiceId, nameKeyFor(practiceId, sourceSystem, sourcePatientId));
/** The same, by the patient's key. */
export const patientDaysOf = (practiceId: PracticeId, patientKey: NameKey): string =>
  `${practiceId}#patient-days#${patientKey}`;
/** Appointments of a day; one that was moved to another day is still listed. */
export const appointmentDayPartition = (practiceId: PracticeId, day: string, shard: number): string =>
  `${practiceId}#appointments-on#${day}#${shard}`;
export const appointmentDayKey = (practiceId: PracticeId, { appointmentId, day }: AgendaEntry): Key => ({
  pk: appointmentDayPartition(practiceId, day, shardOf(appointmentId)),
  sk: appointmentId,
});
export const deskEntryKey = (practiceId: PracticeId, entryId: DeskEntryId): Key => ({
  pk: `${practiceId}#desk-entry#${entryId}`,
  sk: 'entry',
});
export const checkInPartition = (practiceId: PracticeId, day: string): string =>
  `${practiceId}#check-ins#${day}`;
export const checkInKey = ({ practiceId, day, patientKey, appointmentId }: CheckIn): Key => ({
  pk: checkInPartition(practiceId, day),
  sk: `${patientKey}#${appointmentId ?? ''}`,
});
export const deskReceiptKey = (practiceId: PracticeId, number: ReceiptNumber): Key => ({
  pk: `${practiceId}#desk-receipt#${number}`,
  sk: 'receipt',
});
export const receiptListPartition = (practiceId: PracticeId, patientKey: NameKey): string =>
  `${practiceId}#desk-receipts#${patientKey}`;
export const listedReceiptKey = ({ practiceId, patientKey, at, number }: DeskReceipt): Key => ({
  pk: receiptListPartition(practiceId, patientKey),
  sk: `${at}#${number}`,
});
export const cardPartition = (practiceId: PracticeId, patientKey: NameKey): string =>
  `${practiceId}#cards#${patientKey}`;
export const cardKey = ({ practiceId, patientKey, documentId }: CardImage): Key => ({
  pk: cardPartition(practiceId, patientKey),
  sk: documentId,
});
/** What is on file of a patient. */
export const registrationKey = (practiceId: PracticeId, patientKey: NameKey): Key => ({
  pk: `${practiceId}#registration#${patientKey}`,
  sk: 'registration',
});
/** What was on file, for good. */
export const registrationVersionKey = (
  practiceId: PracticeId,
  patientKey: NameKey,
  version: number,
): Key => ({ pk: registrationKey(practiceId, patientKey).pk, sk: `version#${padded(version)}` });
export const patientAgendaPartition = (practiceId: PracticeId, shard: number): string =>
  `${practiceId}#patient-agenda#${shard}`;
/** Who is to be looked at on what occasion. */
export const patientAgendaKey = (practiceId: PracticeId, { patientKey, occasion }: PatientEntry): Key => ({
  pk: patientAgendaPartition(practiceId, shardOf(patientKey)),
  sk: `${patientKey}#${occasion}`,
});
/** All that is known of a patient of one source. */
export const patientPartition = (practiceId: PracticeId, patientKey: NameKey): string =>
  `${practiceId}#patient#${patientKey}`;
export const patientSaidPrefix = 'said#';
/** Without a claim: what the registration says. */
export const patientSaidKey = (
  practiceId: PracticeId,
  patientKey: NameKey,
  claimId: ClaimId | undefined,
): Key => ({
  pk: patientPartition(practiceId, patientKey),
  sk: `${patientSaidPrefix}${claimId ?? 'registration'}`,
});
export const patientDecisionPrefix = 'decided#';
/** A decision about two patients lies with each of them. */
export const patientDecisionKeys = (
  practiceId: PracticeId,
  { one, other, number }: { readonly one: NameKey; readonly other: NameKey; readonly number: number },
): readonly [Key, Key] => {
  const key = (of: NameKey, beside: NameKey): Key => ({
    pk: patientPartition(practiceId, of),
    sk: `${patientDecisionPrefix}${beside}#${padded(number)}`,
  });
  return [key(one, other), key(other, one)];
};
export const patientMergePrefix = 'merged#';
export const patientMergeKey = (practiceId: PracticeId, patientKey: NameKey, other: NameKey): Key => ({
  pk: patientPartition(practiceId, patientKey),
  sk: `${patientMergePrefix}${other}`,
});
export const personKey = (practiceId: PracticeId, patientKey: NameKey): Key => ({
  pk: patientPartition(practiceId, patientKey),
  sk: 'person',
});
/** Which person a patient was; sorts behind all that is known now. */
export const formerPersonPrefix = 'was#';
export const formerPersonKey = (practiceId: PracticeId, patientKey: NameKey, version: number): Key => ({
  pk: patientPartition(practiceId, patientKey),
  sk: `${formerPersonPrefix}${padded(version)}`,
});
/** Notes, calls and letters about one subject, named by its id alone. */
export const logPartition = (practiceId: PracticeId, subject: LogSubject): string =>
  `${practiceId}#log#${subjectText(subject)}`;
export const logEntryKey = (practiceId: PracticeId, subject: LogSubject, entryId: LogEntryId): Key => ({
  pk: logPartition(practiceId, subject),
  sk: entryId,
});
export const holdKey = (practiceId: PracticeId, holdId: HoldId): Key => ({
  pk: `${practiceId}#hold#${holdId}`,
  sk: 'hold',
});
/** Some dozens, read by each claim that is about to be submitted. */
export const standingHolds = (practiceId: PracticeId): string => `${practiceId}#holds#standing`;
export const standingHoldKey = (practiceId: PracticeId, holdId: HoldId): Key => ({
  pk: standingHolds(practiceId),
  sk: holdId,
});
export const releasedHolds = (practiceId: PracticeId): string => `${practiceId}#holds#released`;
export const releasedHoldKey = (practiceId: PracticeId, at: string, holdId: HoldId): Key => ({
  pk: releasedHolds(practiceId),
  sk: `${at}#${holdId}`,
});
/** Schedules by which reports are announced: some dozens a practice, and those that were removed. */
export const reportSchedulesPartition = (practiceId: PracticeId): string =>
  `${practiceId}#report-schedules#all`;
export const reportScheduleKey = (practiceId: PracticeId, scheduleId: ReportScheduleId): Key => ({
  pk: reportSchedulesPartition(practiceId),
  sk: scheduleId,
});
/** What a schedule announced, by the days on which it was due. */
export const reportSendingsPartition = (practiceId: PracticeId, scheduleId: ReportScheduleId): string =>
  `${practiceId}#report-sendings#${scheduleId}`;
export const reportSendingKey = (practiceId: PracticeId, scheduleId: ReportScheduleId, of: string): Key => ({
  pk: reportSendingsPartition(practiceId, scheduleId),
  sk: of,
});
/** An audit of a coding, by its task. */
export const codingAuditKey = (practiceId: PracticeId, taskId: TaskId): Key => ({
  pk: `${practiceId}#coding-audit#${taskId}`,
  sk: 'audit',
});
/** Closed audits of a month, in the order in which they were closed. */
export const auditsOfMonthPartition = (practiceId: PracticeId, month: string): string =>
  `${practiceId}#closed-audits#${month}`;
/** Closed audits of one coder, in the order in which they were closed. */
export const auditsOfCoderPartition = (practiceId: PracticeId, coder: string): string =>
  `${practiceId}#audits-of-coder#${coder}`;
/** Staff of a practice: some dozens of short items, each read by every call of that person. */
export const staffPartition = (practiceId: PracticeId): string => `${practiceId}#staff#all`;
export const staffKey = (practiceId: PracticeId, user: string): Key => ({
  pk: staffPartition(practiceId),
  sk: user,
});
/** What a person asked under a key of the caller's own, which is hashed. */
export const staffRequestKey = (
  practiceId: PracticeId,
  user: string,
  route: string,
  keyHash: string,
): Key => ({
  pk: `${practiceId}#staff-request#${user}#${route}#${keyHash}`,
  sk: 'request',
});
export const auditDayPartition = (practiceId: PracticeId, day: string, shard: number): string =>
  `${practiceId}#audit#${day}#${shard}`;
export const auditUserKey = (practiceId: PracticeId, user: string): string =>
  `${practiceId}#audit-user#${user}`;
export const auditClaimKey = (practiceId: PracticeId, claimId: ClaimId): string =>
  `${practiceId}#audit-claim#${claimId}`;
/** Patients who have something in common, which is hashed: it is names and birth dates. */
export const patientTokenPartition = (practiceId: PracticeId, token: string): string =>
  `${practiceId}#patient-token#${nameKeyFor(practiceId, 'token of a patient', token)}`;

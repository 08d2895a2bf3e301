import type { WaitingVisit } from '#domain/aliases/count-waiting.ts';
import type { AgendaEntry, Appointment } from '#contracts/appointment.ts';
import type { AwaitedDeposit, BankDays, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { CodeSetRegister } from '#contracts/code-sets.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { LogEntry } from '#contracts/contact-log.ts';
import type { CostEntry } from '#contracts/costs.ts';
import type { Hold } from '#contracts/holds.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type {
  ClaimId,
  DocumentId,
  NameKey,
  RemittanceId,
  UploadId,
  VisitId,
} from '#contracts/identifiers.ts';
import type { PermitBook } from '#contracts/intake-permits.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { AccountRecord, AccountVisit } from '#contracts/patient-account.ts';
import type {
  PatientDecision,
  PatientEntry,
  PatientSaid,
  PersonRecord,
} from '#contracts/patient-identity.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import type { CardImage, CheckIn, DeskEntry } from '#contracts/front-desk.ts';
import type { KeptRegistration } from '#contracts/patient-registration.ts';
import type { PracticeEdition } from '#contracts/practice-import.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import type { PeriodBook, PeriodEvent } from '#contracts/periods.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Task } from '#contracts/task.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';
import type { Upload } from '#contracts/upload.ts';
import type { DocumentDecision, DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import type { PatientServices } from '#domain/history/patient-services.ts';
import type { KeptItem } from '#domain/intake/visit/kept-items.ts';
import type { IssuedNumber, ReceivedInterchange } from '#domain/submission/control-numbers.ts';
import type { PublishedDimensions, PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { SentInterchange } from '#ports/control-numbers.ts';
import type { HeldVisit } from '#ports/visit-document-store.ts';
import type { DueEntry } from '#ports/intake-agenda.ts';
import type { OutboxRow } from '#ports/outbox.ts';

export interface StoredOutboxRow {
  row: OutboxRow | undefined;
  token: { value: string; leg: number } | undefined;
  sentAt: string | undefined;
}

/** A number of ours; one under which a file is said to have left may never have been issued here. */
export interface StoredNumber {
  readonly issued?: IssuedNumber;
  readonly sent?: { readonly at: Instant; readonly claim: SentInterchange | undefined };
}

/** Everything that the memory adapters hold, by key; one object is one world. */
export class MemoryTables {
  readonly claims = new Map<string, Claim>();
  readonly events = new Map<string, ClaimEvent[]>();
  readonly postings = new Map<string, Posting>();
  /** Totalled posting days, by practice and day. */
  readonly ledgerDays = new Map<string, LedgerDay>();
  /** Batches of payments, and the books of closed days with their history. */
  readonly paymentBatches = new Map<string, PaymentBatch>();
  readonly periodBooks = new Map<string, PeriodBook>();
  readonly periodEvents = new Map<string, readonly PeriodEvent[]>();
  /** Entries of the bank, and money that was announced: for good, and as far as it is open. */
  readonly bankEntries = new Map<string, BankEntry>();
  readonly bankDays = new Map<string, BankDays>();
  readonly openEntries = new Map<string, OpenEntry>();
  readonly announcedDeposits = new Map<string, AwaitedDeposit>();
  readonly awaitedDeposits = new Map<string, AwaitedDeposit>();
  readonly tasks = new Map<string, Task>();
  readonly outbox = new Map<string, StoredOutboxRow>();
  readonly handled = new Set<string>();
  readonly practices = new Map<string, Practice>();
  /** Every edition of a practice, the first first. */
  readonly practiceEditions = new Map<
    string,
    { readonly practice: Practice; readonly line: PracticeEdition }[]
  >();
  readonly submitters = new Map<string, string>();
  /** How many numbers each trading partner was given. */
  readonly partners = new Map<string, { readonly pair: TradingPair; readonly serial: number }>();
  readonly issuedNumbers = new Map<string, StoredNumber>();
  /** The number that a file was given. */
  readonly issuedFiles = new Map<string, number>();
  readonly receivedInterchanges = new Map<string, ReceivedInterchange>();
  readonly uploads = new Map<string, Upload>();
  /** Uploads of the same name, in the order in which they were answered. */
  readonly answerNames = new Map<string, readonly UploadId[]>();
  /** Uploads of which records wait, by task. */
  readonly heldUploads = new Map<string, Set<UploadId>>();
  readonly waitingVisits = new Map<string, readonly WaitingVisit[]>();
  /** Which uploads of a practice are worked now. */
  readonly permitBooks = new Map<string, PermitBook>();
  readonly remittances = new Map<string, RemittanceRun>();
  readonly payments = new Map<string, RemittanceId>();
  readonly remittanceClaims = new Map<string, Map<number, 'posted' | 'suspended'>>();
  /** Claims by the number under which a payer decided them. */
  readonly payerClaims = new Map<string, Set<ClaimId>>();
  /** What was started, by machine and name, with its input. */
  readonly executions = new Map<string, Readonly<Record<string, string | number | boolean>>>();
  /** Those of `executions` that do not run any more. */
  readonly endedExecutions = new Set<string>();
  /** Waits by token, each with the answer that ended it. */
  readonly waits = new Map<string, { output?: Readonly<Record<string, string | number>> }>();
  readonly documents = new Map<string, Uint8Array>();
  /** Editions of code sets, by kind. */
  readonly codeSets = new Map<string, CodeSetRegister>();
  /** Tags of documents. */
  readonly tags = new Map<string, Readonly<Record<string, string>>>();
  /** Parts of visits and what they point at, by place, with the upload that first said what it says. */
  readonly keptItems = new Map<string, { readonly item: KeptItem; readonly saidBy: UploadId }>();
  /** Visits that left their mark, by name. */
  readonly visitMarks = new Map<string, Set<VisitId>>();
  /** Balances handed over: guarantor -> claim -> the write. */
  readonly visits = new Map<string, Map<string, AccountVisit>>();
  /** The part of an account's record that its own cycle keeps. */
  readonly accounts = new Map<string, AccountRecord>();
  readonly statementsSent = new Map<string, Extract<JournalEntry, { kind: 'statement-sent' }>>();
  /** Appointments by practice and id, and when to look at which. */
  readonly appointments = new Map<string, Appointment>();
  readonly agenda = new Map<string, AgendaEntry>();
  /** What was done for whom: patient -> claim. */
  readonly patientServices = new Map<string, Map<string, PatientServices['services']>>();
  /** Patients who are to be looked at. */
  readonly patientAgenda = new Map<string, PatientEntry>();
  /** What each claim says of its patient: patient -> claim. */
  readonly patientsSaid = new Map<string, Map<string, PatientSaid>>();
  /** The book of the front desk. */
  readonly deskEntries = new Map<string, DeskEntry>();
  readonly checkIns = new Map<string, CheckIn>();
  readonly receipts = new Map<string, DeskReceipt>();
  readonly cards = new Map<string, CardImage>();
  /** What is on file of patients. */
  readonly registrations = new Map<string, KeptRegistration>();
  readonly patientTokens = new Map<string, Set<NameKey>>();
  /** Who is who, says the source: patient -> others. */
  readonly patientMerges = new Map<string, Set<NameKey>>();
  readonly patientDecisions = new Map<string, PatientDecision>();
  readonly persons = new Map<string, PersonRecord>();
  readonly formerPersons = new Map<string, PersonRecord>();
  /** Documents of visits, what is said of each, what came under which name, and visits that are no claims yet, by day. */
  readonly visitDocuments = new Map<string, VisitDocument>();
  readonly documentSayings = new Map<string, Map<string, DocumentSaying>>();
  readonly documentDecisions = new Map<string, DocumentDecision>();
  readonly documentNames = new Map<string, Map<string, DocumentId | DocumentSaying>>();
  readonly heldVisits = new Map<string, Map<string, HeldVisit>>();
  readonly holds = new Map<string, Hold>();
  /** What was entered of costs, by practice. */
  readonly costEntries = new Map<string, readonly CostEntry[]>();
  readonly codingAudits = new Map<string, CodingAudit>();
  /** The warehouse: its files, where its catalogue points, and what was exported. */
  readonly warehouseFiles = new Map<string, Uint8Array>();
  readonly warehousePartitions = new Map<string, string>();
  readonly stagedDays = new Map<string, StagedDay>();
  readonly publishedMonths = new Map<string, PublishedMonth>();
  readonly publishedDimensions = new Map<string, PublishedDimensions>();
  /** Notes, calls and letters, by subject and entry. */
  readonly logEntries = new Map<string, LogEntry>();
  /** Visits and documents that are not done with. */
  readonly intakeAgenda = new Map<string, DueEntry & { readonly restsUntil?: PlainDate }>();
}

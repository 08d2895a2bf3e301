import type { AwaitedDeposit, BankDays, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { LogEntry } from '#contracts/contact-log.ts';
import type { Hold } from '#contracts/holds.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type {
  ClaimId,
  GuarantorId,
  NameKey,
  PracticeId,
  RemittanceId,
  TaskId,
} from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { AccountRecord, SentStatement } from '#contracts/patient-account.ts';
import type { PatientDecision, PatientEntry, PersonRecord } from '#contracts/patient-identity.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Task, TaskProposal } from '#contracts/task.ts';
import type { TaskHandling } from '#contracts/task-handling.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';
import type { PatientServices } from '../history/patient-services.ts';

/**
 * The answer to a wait of the pipeline: the item on which the task token and the answer meet, in either order.
 * Keyed by claim, wait name and wait sequence.
 */
export interface Signal {
  readonly practiceId: PracticeId;
  readonly claimId: ClaimId;
  readonly waitName: string;
  readonly waitSequence: number;
  /** What the pipeline reads; ids and decisions only, never PHI. */
  readonly output: {
    readonly outcome: string;
    readonly waitSequence: number;
    readonly deadlineSeconds: number;
  };
  readonly at: Instant;
}

/**
 * What a decision wants written. The port `commit` applies a whole list at once or nothing of it.
 * Every kind is conditional, so that a second delivery of the same message is found out and changes nothing.
 */
export type Write =
  /** Fails as a duplicate when the claim exists. Its patient is entered on the agenda of patients with it. */
  | { readonly kind: 'create-claim'; readonly claim: Claim }
  /** Fails as a conflict unless the stored version is `expectedVersion`. */
  | {
      readonly kind: 'save-claim';
      readonly claim: Claim;
      readonly expectedVersion: number;
      /** Where the claim says something else of what was done for a patient than before; a new claim says all of it. */
      readonly services?: readonly PatientServices[];
    }
  | { readonly kind: 'record-event'; readonly event: ClaimEvent }
  /** Fails as a duplicate when a posting with this id exists. */
  | { readonly kind: 'post'; readonly posting: Posting }
  /** An outbox row: answers a wait of the claim's pipeline. */
  | { readonly kind: 'signal'; readonly signal: Signal }
  /** An outbox row: starts the claim's pipeline `<claimId>-<leg>`. */
  | {
      readonly kind: 'start-leg';
      readonly practiceId: PracticeId;
      readonly claimId: ClaimId;
      readonly leg: number;
      readonly at: Instant;
    }
  /** An outbox row: makes sure that a cycle of the guarantor's account runs. */
  | {
      readonly kind: 'start-account-cycle';
      readonly practiceId: PracticeId;
      readonly guarantorId: GuarantorId;
      readonly cycle: number;
      readonly at: Instant;
    }
  /** Fails as a duplicate when the task exists. */
  | { readonly kind: 'open-task'; readonly task: Task }
  /** Fails as a conflict unless the task is open and what is proposed is of this version, where one is given. */
  | {
      readonly kind: 'close-task';
      readonly practiceId: PracticeId;
      readonly taskId: TaskId;
      readonly status: 'worked' | 'moot';
      readonly outcome: string;
      readonly closedAt: Instant;
      readonly closedBy: string;
      readonly proposalVersion?: number;
    }
  /**
   * What was proposed of a task, in the place of what stood there. Fails as a conflict unless the task is open and its
   * proposals are of the version `expectedVersion`; 0 means that nothing was proposed yet.
   */
  | {
      readonly kind: 'save-proposals';
      readonly practiceId: PracticeId;
      readonly taskId: TaskId;
      readonly proposals: readonly TaskProposal[];
      readonly version: number;
      readonly expectedVersion: number;
    }
  /**
   * How a task is handled from now on, and where it stands in the lists. Fails as a conflict unless the task is open and
   * its handling is of the version `expectedVersion`; 0 means that nobody has touched it yet.
   */
  | {
      readonly kind: 'save-handling';
      readonly task: Task & { readonly handling: TaskHandling };
      readonly expectedVersion: number;
    }
  /** Fails as a duplicate when this message was handled before. */
  | {
      readonly kind: 'mark-handled';
      readonly practiceId: PracticeId;
      readonly messageKey: string;
      readonly at: Instant;
    }
  /** The part of a claim that its guarantor owes, as of now; replaces what was handed over before. */
  | {
      readonly kind: 'hand-over-balance';
      readonly practiceId: PracticeId;
      readonly guarantorId: GuarantorId;
      readonly claimId: ClaimId;
      readonly balanceCents: number;
      readonly serviceDate: PlainDate;
      readonly at: Instant;
    }
  /**
   * The guarantor's account item: its cycle and the statements that were sent.
   * Fails as a conflict unless the stored version is `expectedVersion`; 0 means that there is no item yet.
   */
  | {
      readonly kind: 'save-account';
      readonly account: AccountRecord;
      readonly expectedVersion: number;
      /** The statement that is sent by this, if any: it is entered in the journal of its day. */
      readonly sent?: { readonly statement: SentStatement; readonly at: Instant };
    }
  /** A file left under its control number; with the claim that it carried, if any: a 999 and a TA1 name nothing else. */
  | {
      readonly kind: 'record-interchange';
      readonly practiceId: PracticeId;
      readonly pair: TradingPair;
      /** ISA13. */
      readonly interchangeNumber: number;
      readonly sentAt: Instant;
      readonly claim?: { readonly claimId: ClaimId; readonly submissionSequence: number };
    }
  /** One CLP of a remittance was posted, refused or parked: counts towards its run record. */
  | {
      readonly kind: 'count-remittance-claim';
      readonly practiceId: PracticeId;
      readonly remittanceId: RemittanceId;
      readonly claimIndex: number;
      readonly outcome: 'posted' | 'suspended';
    }
  /** The run record of a remittance. Fails as a conflict unless the stored version is `expectedVersion`. */
  | { readonly kind: 'save-remittance-run'; readonly run: RemittanceRun; readonly expectedVersion: number }
  /** Which claim a payer decided under this number of its own (CLP07): what it refers to later, it calls by that number. */
  | {
      readonly kind: 'name-payer-claim';
      readonly practiceId: PracticeId;
      readonly payerClaimControlNumber: string;
      readonly claimId: ClaimId;
    }
  /** Has a patient looked at: whether anybody else is the same person. */
  | { readonly kind: 'enter-patient'; readonly practiceId: PracticeId; readonly entry: PatientEntry }
  /**
   * Which person a patient is; what was before is kept. Fails as a conflict unless the stored version is
   * `expectedVersion`; 0 means that there is none yet.
   */
  | {
      readonly kind: 'save-person';
      readonly practiceId: PracticeId;
      readonly patientKey: NameKey;
      readonly person: PersonRecord;
      readonly expectedVersion: number;
    }
  /** What a person decided about two patients. Fails as a conflict when there is a decision of this number about them. */
  | { readonly kind: 'decide-patients'; readonly practiceId: PracticeId; readonly decision: PatientDecision }
  /** An entry of the bank, all of it open. Fails as a duplicate when it is kept already. */
  | { readonly kind: 'keep-bank-entry'; readonly entry: BankEntry; readonly open: OpenEntry }
  /**
   * What is open of an entry; nothing is kept of one of which nothing is. Fails as a conflict unless what is open is of
   * the version `expectedVersion`.
   */
  | { readonly kind: 'save-open-entry'; readonly entry: OpenEntry; readonly expectedVersion: number }
  /** Money that was announced, all of it open. Fails as a duplicate when it was announced before. */
  | { readonly kind: 'await-deposit'; readonly deposit: AwaitedDeposit }
  /**
   * What is open of money that was announced, as of an entry; 0 means that nothing of it is open now.
   */
  | {
      readonly kind: 'save-awaited-deposit';
      readonly deposit: AwaitedDeposit;
      readonly expectedVersion: number;
    }
  /**
   * A hold on claims. Fails as a conflict unless the stored version is `expectedVersion`; 0 means that there is none yet.
   */
  | { readonly kind: 'save-hold'; readonly hold: Hold; readonly expectedVersion: number }
  /** A note, a call or a letter. Fails as a duplicate when it is kept already. */
  | { readonly kind: 'record-log-entry'; readonly entry: LogEntry }
  /**
   * An audit of a coding; once closed it is listed with those of its month and of its coder. Fails as a conflict unless the
   * stored version is `expectedVersion`; 0 means that there is none yet.
   */
  | { readonly kind: 'save-coding-audit'; readonly audit: CodingAudit; readonly expectedVersion: number }
  /** Which days the bank has shown. Fails as a conflict unless the stored version is `expectedVersion`. */
  | { readonly kind: 'save-bank-days'; readonly days: BankDays; readonly expectedVersion: number };

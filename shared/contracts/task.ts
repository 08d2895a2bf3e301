import * as z from 'zod';
import { Cents, DollarText } from './cents.ts';
import { AuditOfTask, ComparedCodings, DifferenceJudgement } from './coding-audit.ts';
import { CreditOfTask } from './credit-balance.ts';
import { Instant, PlainDate } from './dates.ts';
import {
  Accident,
  AuthorizationLimits,
  ChargedLine,
  Coverage,
  DiagnosisCode,
  Encounter,
  Patient,
} from './encounter.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';
import {
  BankEntryId,
  ClaimId,
  HoldId,
  Npi,
  PaymentBatchId,
  PracticeId,
  RemittanceId,
  TaskId,
  UploadId,
} from './identifiers.ts';
import type { AccountKind } from './ledger.ts';
import { AskedQuestion, QueryAnswer, QuestionToProvider } from './physician-query.ts';
import { TaskHandling } from './task-handling.ts';

export const claimTaskKinds = [
  'coverage',
  'coding',
  'coding-audit',
  'correction',
  'rejection',
  'denial',
  'follow-up',
  'charge-changed',
  'hold',
] as const;
export const ClaimTaskKind = z.enum(claimTaskKinds);
export type ClaimTaskKind = z.infer<typeof ClaimTaskKind>;
/** Kinds of tasks that concern no single claim and that a person decides. */
export const practiceTaskKinds = [
  'missing-charge',
  'unmapped-alias',
  'quarantined-upload',
  'incomplete-visit',
  'unmatched-document',
  'unsigned-note',
  'physician-query',
  'duplicate-patient',
  'unexplained-adjustment',
  'takeback-differs',
  'unmatched-remittance',
  'out-of-balance-remittance',
  'underpayment',
  'overpayment-review',
  'charge-too-low',
  'late-payment',
  'credit-balance',
  'refund-taken-again',
  'unmatched-deposit',
  'missing-remittance',
  'missing-deposit',
  'returned-item',
  'repeated-bank-entry',
  'follow-up-date',
  'hold-review',
  'write-off-approval',
] as const;
export type PracticeTaskKind = (typeof practiceTaskKinds)[number];
export const TaskKind = z.enum([...claimTaskKinds, ...practiceTaskKinds]);
export type TaskKind = z.infer<typeof TaskKind>;

const reason = z.string().trim().min(3).max(500);

/** Fields of a claim that staff may change while it is not with a payer; each replaces the field whole. */
export const ClaimCorrection = z.strictObject({
  patient: Patient.optional(),
  coverages: z.array(Coverage).max(3).optional(),
  diagnoses: z.array(DiagnosisCode).min(1).max(12).optional(),
  lines: z.array(ChargedLine).min(1).max(50).optional(),
  placeOfService: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  renderingNpi: z
    .string()
    .regex(/^[12]\d{9}$/)
    .optional(),
  authorizationNumber: z.string().trim().min(1).max(50).optional(),
  authorizationLimits: AuthorizationLimits.optional(),
  locationId: z.string().trim().min(1).max(32).optional(),
  admissionDate: PlainDate.optional(),
  accident: Accident.optional(),
  referringProvider: Encounter.shape.referringProvider,
});
export type ClaimCorrection = z.infer<typeof ClaimCorrection>;

/** Who is right about each difference of the two codings, by its number. */
const judgements = z.array(DifferenceJudgement).max(200).default([]);
/** As the visit is to be coded; as the auditor did, when left out. */
const rightCoding = {
  diagnoses: z.array(DiagnosisCode).min(1).max(12).optional(),
  lines: z.array(ChargedLine).min(1).max(50).optional(),
};

export const writeOffReasons = [
  'timely-filing',
  'not-authorized',
  'not-medically-necessary',
  'bundled',
  'non-covered',
  'small-balance',
  'administrative',
] as const;
export const WriteOffReason = z.enum(writeOffReasons);

/** What a person may decide, per kind of task. */
export const taskOutcomes = {
  coverage: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('coverage-corrected'),
      coverages: z.array(Coverage).min(1).max(3),
      reason,
    }),
    z.strictObject({ outcome: z.literal('bill-anyway'), reason }),
    z.strictObject({ outcome: z.literal('self-pay'), reason }),
  ]),
  coding: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('coded'),
      diagnoses: z.array(DiagnosisCode).min(1).max(12),
      lines: z.array(ChargedLine).min(1).max(50),
    }),
    z.strictObject({ outcome: z.literal('query-provider'), ...QuestionToProvider }),
    z.strictObject({ outcome: z.literal('not-billable'), reason }),
  ]),
  'coding-audit': z.discriminatedUnion('outcome', [
    /** How the auditor codes the visit, without having seen how it was coded. */
    z.strictObject({
      outcome: z.literal('coded-blind'),
      diagnoses: z.array(DiagnosisCode).min(1).max(12),
      lines: z.array(ChargedLine).min(1).max(50),
    }),
    z.strictObject({ outcome: z.literal('no-change'), judgements, reason }),
    z.strictObject({ outcome: z.literal('corrected'), ...rightCoding, judgements, reason }),
    z.strictObject({ outcome: z.literal('replacement-needed'), ...rightCoding, judgements, reason }),
    z.strictObject({ outcome: z.literal('released'), reason }),
  ]),
  correction: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('corrected'), correction: ClaimCorrection, reason }),
    z.strictObject({
      outcome: z.literal('attested'),
      /** The findings that are right as they are, by edit and place. */
      findings: z
        .array(z.strictObject({ editId: z.string().min(1), where: z.string().min(1) }))
        .min(1)
        .max(50),
      /** What is corrected beside it. */
      correction: ClaimCorrection.optional(),
      /** The last day on which the word counts; as long as the claim lives, when left out. */
      until: PlainDate.optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-billable'), reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
  ]),
  rejection: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('corrected'), correction: ClaimCorrection, reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
  ]),
  denial: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('correct-and-resubmit'), correction: ClaimCorrection, reason }),
    z.strictObject({ outcome: z.literal('appeal'), reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
    z.strictObject({ outcome: z.literal('bill-the-patient'), reason }),
  ]),
  'follow-up': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('keep-waiting'), reason }),
    z.strictObject({ outcome: z.literal('resubmit'), reason }),
    z.strictObject({ outcome: z.literal('back-to-denial'), reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
  ]),
  'charge-changed': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('replace'), reason }),
    z.strictObject({ outcome: z.literal('void'), reason }),
    z.strictObject({ outcome: z.literal('ignore'), reason }),
  ]),
  hold: z.discriminatedUnion('outcome', [z.strictObject({ outcome: z.literal('send-anyway'), reason })]),
} as const satisfies Record<ClaimTaskKind, z.ZodType>;
export type TaskOutcome<Kind extends ClaimTaskKind> = z.infer<(typeof taskOutcomes)[Kind]>;

/** Where a person may place what a payer took or added for no single claim. */
const placeableAccounts = [
  'settlement-income',
  'interest-income',
  'withheld-by-payer',
  'takeback-payable',
  'refund-payable',
  'other-adjustment',
] as const satisfies readonly AccountKind[];
const PlaceableAccount = z.enum(placeableAccounts);

/** Where a person may place money of the bank that is no payment of a remittance or a batch. */
const AccountBesidePayments = z.enum([
  'interest-income',
  'settlement-income',
  'other-adjustment',
  'refund-payable',
  'legacy',
] as const satisfies readonly AccountKind[]);

/** Remittances and batches of payments of which an entry of the bank is the money. */
const depositHolders = z
  .array(z.union([RemittanceId, PaymentBatchId], 'a remittance id or a batch id'))
  .min(1)
  .max(20);

/** The claim that a parked payment belongs to. */
const claimNamed = {
  claim: ClaimId,
  /** Which line of ours each line of theirs decides, both counted from 1; the others are matched as always. */
  lines: z
    .record(z.string().regex(/^[1-9]\d{0,2}$/, 'a line of the remittance, counted from 1'), z.int().min(1))
    .optional(),
};

/** What a person may decide about what concerns no single claim, per kind of task. */
export const practiceTaskOutcomes = {
  'missing-charge': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('charge-will-come'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('no-charge'), reason }),
  ]),
  'unmapped-alias': z.discriminatedUnion('outcome', [
    /** `target`: an NPI, a payer id, a location id, or the code that it means. */
    z.strictObject({ outcome: z.literal('map-to'), target: z.string().trim().min(1).max(40), reason }),
    z.strictObject({ outcome: z.literal('refuse'), reason }),
  ]),
  'unmatched-document': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('belongs-to'),
      /** A claim id, or the visit's number in its source. */
      visit: z.string().trim().min(1).max(50),
      /** Where several systems have a visit of that number. */
      sourceSystem: SourceSystemName.optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-needed'), reason }),
  ]),
  'unsigned-note': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('will-be-signed'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('signed-elsewhere'), reason }),
    z.strictObject({ outcome: z.literal('left-out'), reason }),
  ]),
  'physician-query': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('answered'),
      /** One of the options. */
      answer: QueryAnswer,
      /** The day of the addendum to the note, where one was written. */
      addendumOn: PlainDate.optional(),
      /** In the provider's own words. */
      reason,
    }),
    z.strictObject({ outcome: z.literal('withdrawn'), reason }),
    z.strictObject({ outcome: z.literal('unanswered'), reason }),
  ]),
  'incomplete-visit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('will-come'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('not-billed'), reason }),
  ]),
  /** What was put aside is never read: there is no decision that lets it in. */
  'quarantined-upload': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('discarded'), reason }),
    z.strictObject({ outcome: z.literal('sent-again'), reason }),
  ]),
  'duplicate-patient': z.discriminatedUnion('outcome', [
    /** `stays`: which of the two the person goes by, as the evidence numbers them. */
    z.strictObject({ outcome: z.literal('same-person'), stays: z.enum(['first', 'second']), reason }),
    z.strictObject({ outcome: z.literal('different-persons'), reason }),
  ]),
  'unexplained-adjustment': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('place'), account: PlaceableAccount, reason }),
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('right-as-posted'), reason }),
  ]),
  'takeback-differs': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('recovered-from'), claimId: ClaimId, reason }),
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('place'), account: PlaceableAccount, reason }),
  ]),
  'credit-balance': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('refund'),
      /** Said once more by whoever decides it: it must be whom the task names. */
      to: z.enum(['payer', 'patient']),
      amount: DollarText,
      reason,
    }),
    /** The payer will take it from a later payment. `by`: when to look whether it did. */
    z.strictObject({ outcome: z.literal('offset'), by: PlainDate, reason }),
    /** To what the patient owes of another visit. `consent`: who of the family agreed, when and how. */
    z.strictObject({
      outcome: z.literal('apply'),
      claim: ClaimId,
      consent: z.string().trim().min(3).max(200),
      reason,
    }),
    z.strictObject({ outcome: z.literal('investigate'), until: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('not-a-credit'), reason }),
  ]),
  'refund-taken-again': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('settled'), reason }),
  ]),
  underpayment: z.discriminatedUnion('outcome', [
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('contract-is-wrong'), reason }),
    z.strictObject({ outcome: z.literal('accepted'), reason }),
  ]),
  'overpayment-review': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('told-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('contract-is-wrong'), reason }),
    z.strictObject({ outcome: z.literal('right-as-paid'), reason }),
  ]),
  'charge-too-low': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('charge-raised'), reason }),
    z.strictObject({ outcome: z.literal('left'), reason }),
  ]),
  'late-payment': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('waived'), reason }),
    z.strictObject({ outcome: z.literal('paid'), reason }),
  ]),
  'out-of-balance-remittance': z.discriminatedUnion('outcome', [
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('corrected-one-came'), reason }),
    /** The claims that balance; each of the others is parked whole. */
    z.strictObject({ outcome: z.literal('post-the-rest'), reason }),
    z.strictObject({ outcome: z.literal('same-payment'), reason }),
    z.strictObject({ outcome: z.literal('post-it-too'), reason }),
  ]),
  'unmatched-remittance': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('belongs-to'), ...claimNamed, reason }),
    /** With what the payer had left out, so that it balances. */
    z.strictObject({
      outcome: z.literal('post-as-corrected'),
      ...claimNamed,
      adjustments: z
        .array(
          z.strictObject({
            /** A line of the remittance; of the whole claim, where it is left out. */
            line: z.int().min(1).optional(),
            groupCode: z.enum(['CO', 'PR', 'OA', 'PI']),
            reasonCode: z.string().regex(/^[A-Z0-9]{1,5}$/, 'a claim adjustment reason code'),
            amount: DollarText,
          }),
        )
        .min(1)
        .max(50),
      reason,
    }),
    z.strictObject({ outcome: z.literal('return-to-payer'), reason }),
    z.strictObject({
      outcome: z.literal('of-an-old-system'),
      /** As the practice names it. */
      system: z.string().trim().min(1).max(50),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-a-claim-of-ours'), reason }),
  ]),
  'unmatched-deposit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('is'), holders: depositHolders, reason }),
    z.strictObject({ outcome: z.literal('not-a-payment'), account: AccountBesidePayments, reason }),
    /** `by`: when to ask again. */
    z.strictObject({ outcome: z.literal('wait'), by: PlainDate, reason }),
  ]),
  'missing-remittance': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('is'), holders: depositHolders, reason }),
    /** On paper or from a portal: it is entered as a batch, which finds this money by its number. */
    z.strictObject({ outcome: z.literal('came-elsewhere'), reason }),
  ]),
  'missing-deposit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    /** To an account of the practice whose statements are not taken in. */
    z.strictObject({ outcome: z.literal('came-elsewhere'), reason }),
  ]),
  'returned-item': z.discriminatedUnion('outcome', [
    /** `entry`: the entry of the bank by which the money came back. */
    z.strictObject({ outcome: z.literal('redeposited'), entry: BankEntryId, reason }),
    z.strictObject({
      outcome: z.literal('take-back-payment'),
      holder: z.union([RemittanceId, PaymentBatchId], 'a remittance id or a batch id'),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-a-payment'), account: AccountBesidePayments, reason }),
  ]),
  'repeated-bank-entry': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('the-same'), reason }),
    z.strictObject({ outcome: z.literal('another'), reason }),
  ]),
  'write-off-approval': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('approve'), reason }),
    z.strictObject({ outcome: z.literal('refuse'), reason }),
  ]),
  'hold-review': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('release'), reason }),
    /** `until`: the next review date. */
    z.strictObject({ outcome: z.literal('keep-holding'), until: PlainDate, reason }),
  ]),
  'follow-up-date': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('promise-kept'), reason }),
    /** `by`: when to look again. */
    z.strictObject({ outcome: z.literal('asked-again'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('promise-not-kept'), reason }),
    z.strictObject({ outcome: z.literal('no-longer-needed'), reason }),
  ]),
} as const satisfies Record<PracticeTaskKind, z.ZodType>;

/** Takes off the task what another person proposed, of any kind of task. */
export const RejectProposal = z.strictObject({ outcome: z.literal('reject-proposal'), reason });

/** What one person decided where it takes two: it is done when another person decides the same. */
export const TaskProposal = z.object({
  by: z.string(),
  at: Instant,
  decision: z.record(z.string(), z.unknown()),
  ended: z
    .object({
      how: z.enum(['confirmed', 'rejected', 'replaced']),
      by: z.string(),
      at: Instant,
      reason: z.string(),
    })
    .optional(),
});
export type TaskProposal = z.infer<typeof TaskProposal>;

/** What a name of a source's own stands for. */
export const aliasKinds = [
  'provider',
  'payer',
  'location',
  'procedure',
  'place-of-service',
  'relationship',
  'sex',
  'accident',
  'appointment-status',
  /** Where visits of a source took place that say nothing about it; the alias says what has no place. */
  'usual-place',
] as const;

/** A name of a source's own that the practice has not said the meaning of, as the source writes it. */
export const Unmapped = z.object({
  kind: z.enum(aliasKinds),
  alias: z.string(),
  sourceSystem: z.string().optional(),
});
export type Unmapped = z.infer<typeof Unmapped>;

/** One piece of work for a person. The task token is not here: it never leaves the server's own item. */
export const Task = z.object({
  practiceId: PracticeId,
  taskId: TaskId,
  kind: TaskKind,
  claimId: ClaimId.optional(),
  remittanceId: RemittanceId.optional(),
  /** The decision about another task that is above what its proposer approves. */
  approves: z
    .object({
      taskId: TaskId,
      proposedBy: z.string(),
      what: z.enum(['write-off', 'refund']),
      amountCents: Cents,
    })
    .optional(),
  /** Whose review date has come. */
  holdId: HoldId.optional(),
  /** What is to be mapped. */
  unmapped: Unmapped.optional(),
  /** Whose it is to answer or to sign. */
  providerNpi: Npi.optional(),
  /** What the provider is asked. */
  query: AskedQuestion.optional(),
  audit: AuditOfTask.optional(),
  /** The two codings of an audit, once the second is there; looked up whenever the task is shown. */
  compared: ComparedCodings.optional(),
  /** What is owed back, and until when. */
  credit: CreditOfTask.optional(),
  /** The record of an upload that it is about. */
  record: z.object({ uploadId: UploadId, recordNumber: z.int().min(1) }).optional(),
  waitSequence: z.int(),
  status: z.enum(['open', 'worked', 'moot']),
  openedAt: Instant,
  dueOn: PlainDate,
  /** Why it exists: one sentence. */
  why: z.string(),
  /** What a person needs to decide, a sentence each. */
  evidence: z.array(z.string()),
  dollarsAtStakeCents: Cents,
  outcomes: z.array(z.string()),
  /** Outcomes that take two persons at this very task, beside those that always do. */
  decidedByTwo: z.array(z.string()).optional(),
  /** What was proposed, the first first; the last stands unless it has ended. */
  proposals: z.array(TaskProposal).optional(),
  /** Who has it in hand, and when it is to be worked; left out where nobody touched it yet. */
  handling: TaskHandling.optional(),
  closedAt: Instant.optional(),
  closedBy: z.string().optional(),
  outcome: z.string().optional(),
});
export type Task = z.infer<typeof Task>;

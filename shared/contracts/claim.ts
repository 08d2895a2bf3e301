import * as z from 'zod';
import { Appeal } from './appeal.ts';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import {
  AuthorizationLimits,
  ClinicalCode,
  Coverage,
  DiagnosisCode,
  Drug,
  Encounter,
  Guarantor,
  Modifier,
  Patient,
  ProcedureCode,
  UnmappedCharge,
} from './encounter.ts';
import {
  ClaimId,
  DocumentId,
  GuarantorId,
  HoldId,
  Npi,
  PatientControlNumber,
  PayerId,
  PracticeId,
  RemittanceId,
  TaskId,
} from './identifiers.ts';
import { PhysicianQuery } from './physician-query.ts';
import { DocumentKind, DocumentType } from './visit-document.ts';
import { ClaimOverride } from './scrub-override.ts';

/** Every state a claim can be in. What each means and which move leads where: the lifecycle table of the domain. */
export const claimStates = [
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
  'ready-to-submit',
  'on-hold',
  'awaiting-acknowledgement',
  'awaiting-rejection-work',
  'awaiting-remittance',
  'awaiting-follow-up',
  'awaiting-denial-work',
  'ready-for-patient',
  'closed',
] as const;
export const ClaimState = z.enum(claimStates);
export type ClaimState = z.infer<typeof ClaimState>;

export const ClaimLine = z.object({
  lineNumber: z.int().min(1).max(50),
  /** REF*6R: comes back in the remittance and matches its line to ours. */
  lineControlNumber: z.string().max(30),
  code: ProcedureCode,
  modifiers: z.array(Modifier).max(4),
  units: z.int().min(1),
  chargeCents: Cents,
  diagnosisPointers: z.array(z.int().min(1).max(12)).max(4),
  serviceDate: PlainDate,
  /** The line's number in its source. */
  sourceLineId: z.string().optional(),
  /** SV101-7, of an unlisted code. */
  description: z.string().optional(),
  /** Loop 2410. */
  drug: Drug.optional(),
});
export type ClaimLine = z.infer<typeof ClaimLine>;

export const CoverageStatus = z.enum(['active', 'inactive', 'unknown', 'rejected', 'no-answer']);
export type CoverageStatus = z.infer<typeof CoverageStatus>;

/** What the payer answered when asked whether the patient was covered on the first day of service. */
export const EligibilityAnswer = z.object({
  askedAt: Instant,
  /** TRN02 of the 270, echoed by the 271. */
  traceNumber: z.string(),
  payerId: PayerId,
  answeredAt: Instant.optional(),
  status: CoverageStatus,
  /** One sentence for staff, for example "Coverage ended 2026-02-28 (EB01 6)". */
  reason: z.string(),
  /** AAA03 reject reasons, where the payer refused to answer. */
  rejectReasonCodes: z.array(z.string()).default([]),
  copayCents: Cents.optional(),
  deductibleRemainingCents: Cents.optional(),
  /** The patient's share in hundredths of a percent: 2000 is 20%. */
  coinsuranceBasisPoints: z.int().optional(),
  fileKey: z.string().optional(),
});
export type EligibilityAnswer = z.infer<typeof EligibilityAnswer>;

export const ScrubResult = z.enum(['pass', 'fail', 'bypassed', 'not-checked']);
export type ScrubResult = z.infer<typeof ScrubResult>;

export const ScrubFinding = z.object({
  editId: z.string(),
  result: ScrubResult,
  /** Where in the claim, in the words of the trade: "line 2", "diagnosis 1", "billing provider". */
  where: z.string(),
  /** Procedure codes, modifiers and diagnoses (these without their dot) that it is about. */
  codes: z.array(z.string()).optional(),
  /** What was found, what was expected and how to fix it: one sentence each. */
  found: z.string(),
  expected: z.string(),
  fix: z.string(),
  /** `warning` may be attested by whoever works the claim; `advisory` and `trial` hold nothing. */
  severity: z.enum(['blocking', 'warning', 'advisory', 'trial']).optional(),
  /** Who said that it is right as it is: the finding is bypassed by that. */
  overridden: z
    .object({
      by: z.string(),
      reason: z.string(),
      scope: z.enum(['claim', 'practice']),
      overrideId: z.string().optional(),
    })
    .optional(),
  /** Whose work it is: front-desk, coder, biller, practice-administrator. */
  fixer: z.enum(['front-desk', 'coder', 'biller', 'administrator']),
});
export type ScrubFinding = z.infer<typeof ScrubFinding>;

export const ScrubReport = z.object({
  scrubbedAt: Instant,
  clean: z.boolean(),
  /** Every edit that ran, by result; `findings` holds all that did not simply pass. */
  counts: z.record(ScrubResult, z.int()),
  findings: z.array(ScrubFinding),
  /** What was attested of the claim before and lifts nothing any more, a sentence each. */
  unusedOverrides: z.array(z.string()).optional(),
  /** Format-only repairs that were made before the edits ran, a sentence each. */
  repairs: z.array(z.string()).optional(),
  /** Tables and editions that were used, for example `ncci-ptp-practitioner 2026Q4` or `seed`. */
  editions: z.array(z.object({ table: z.string(), edition: z.string() })),
});
export type ScrubReport = z.infer<typeof ScrubReport>;

export const Submission = z.object({
  sequence: z.int().min(1),
  payerId: PayerId,
  patientControlNumber: PatientControlNumber,
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  frequency: z.enum(['1', '7', '8']),
  /** REF*F8, required for 7 and 8. */
  payerClaimControlNumber: z.string().optional(),
  submittedAt: Instant,
  interchangeControlNumber: z.string(),
  fileKey: z.string(),
  /** What came back so far; one entry a fact, the earliest first. */
  acknowledgements: z.array(
    z.object({
      receivedAt: Instant,
      kind: z.enum(['TA1', '999', '277CA']),
      outcome: z.enum(['accepted', 'rejected', 'informational']),
      /** For example "A2:20 accepted into adjudication" or "AK9 R". */
      code: z.string(),
      sender: z.string(),
      reason: z.string(),
      payerClaimControlNumber: z.string().optional(),
      fileKey: z.string(),
    }),
  ),
});
export type Submission = z.infer<typeof Submission>;

/** CAS: why an amount was not paid. A positive amount reduces the payment, a negative one raises it. */
export const ClaimAdjustment = z.object({
  groupCode: z.enum(['CO', 'PR', 'OA', 'PI', 'CR']),
  reasonCode: z.string(),
  amountCents: Cents,
  quantity: z.string().optional(),
});
export type ClaimAdjustment = z.infer<typeof ClaimAdjustment>;

export const AdjudicatedLine = z.object({
  /** The line of our claim; absent where none could be matched. */
  lineNumber: z.int().optional(),
  code: z.string(),
  modifiers: z.array(z.string()),
  chargeCents: Cents,
  paidCents: Cents,
  adjustments: z.array(ClaimAdjustment),
  remarkCodes: z.array(z.string()),
});
export type AdjudicatedLine = z.infer<typeof AdjudicatedLine>;

/** One CLP of a remittance that was posted to this claim. Never edited: a reversal is another one. */
/** A CLP of a remittance. */
const ClpPlace = z.object({ remittanceId: RemittanceId, claimIndex: z.int() });

export const Adjudication = z.object({
  remittanceId: RemittanceId,
  /** Position of the CLP in its remittance, counted from 1. */
  claimIndex: z.int().min(1),
  postedAt: Instant,
  postingDate: PlainDate,
  payerId: PayerId,
  /** As the how-manyeth payer it decided: the first on the whole charge, later ones on what was left. */
  placeInLine: z.int().min(1).max(3).optional(),
  traceNumber: z.string(),
  patientControlNumber: z.string(),
  /** CLP02. 22 is a reversal. */
  statusCode: z.string(),
  payerClaimControlNumber: z.string(),
  chargeCents: Cents,
  paidCents: Cents,
  adjustments: z.array(ClaimAdjustment),
  remarkCodes: z.array(z.string()),
  lines: z.array(AdjudicatedLine),
  /** How the amounts were read: sums over claim and lines, signed. */
  contractualCents: Cents,
  patientResponsibilityCents: Cents,
  deniedCents: Cents,
  otherCents: Cents,
  /** For a reversal: the adjudication it takes back. */
  reverses: ClpPlace.optional(),
  /** When it was matched with that one. */
  matchedAt: Instant.optional(),
  /** Decisions that it had taken back before the one that it means came, the earliest first: they stand again. */
  matchedBefore: z.array(ClpPlace.extend({ matchedAt: Instant })).optional(),
});
export type Adjudication = z.infer<typeof Adjudication>;

/** What of a claim comes from its encounter. */
export const ClaimContent = z.object({
  patient: Patient,
  guarantorId: GuarantorId,
  guarantor: Guarantor,
  coverages: z.array(Coverage),
  billingNpi: Npi,
  renderingNpi: Npi,
  referringProvider: Encounter.shape.referringProvider,
  supervisingProvider: Encounter.shape.supervisingProvider,
  locationId: z.string().optional(),
  placeOfService: z.string(),
  serviceDateFrom: PlainDate,
  serviceDateTo: PlainDate,
  admissionDate: PlainDate.optional(),
  onsetDate: PlainDate.optional(),
  accident: Encounter.shape.accident,
  diagnoses: z.array(DiagnosisCode),
  lines: z.array(ClaimLine),
  totalChargeCents: Cents,
  note: z.string().optional(),
  /** For the coder; never billed as they are. */
  clinicalCodes: z.array(ClinicalCode).optional(),
  /** Charges that are not in `lines`, since nobody has said what their codes mean; gone once the visit is coded. */
  unmappedCharges: z.array(UnmappedCharge.extend({ charge: Cents.optional() })).optional(),
  authorizationNumber: z.string().optional(),
  authorizationLimits: AuthorizationLimits.optional(),
  signatureOnFile: z.boolean(),
  assignmentOfBenefits: z.boolean(),
  releaseOfInformation: z.boolean(),
});
export type ClaimContent = z.infer<typeof ClaimContent>;

/** New content that came when it could not simply be taken over; a person decides what becomes of it. */
export const PendingChange = z.object({
  /** None where the practice took the visit back. */
  content: ClaimContent.optional(),
  contentHash: z.string(),
  /** The encounter's version. */
  version: z.int(),
  uploadId: z.string(),
  recordNumber: z.int(),
  receivedAt: Instant,
  /** What is other than on the claim, a sentence each. */
  differences: z.array(z.string()),
  /** What a person found out about the visit, which is still to be decided though other content has come since. */
  finding: z.string().optional(),
  taskId: TaskId,
});
export type PendingChange = z.infer<typeof PendingChange>;

/** A note or another document of the visit. No payer gets it unless somebody sends it. */
export const ClaimDocument = z.object({
  documentId: DocumentId,
  kind: DocumentKind,
  mediaType: DocumentType,
  signed: z.boolean(),
  /** Where its bytes lie in the document bucket; a note that came in a message has no file of its own. */
  fileKey: z.string().optional(),
  /** What it says, where the claim's note does not have it. */
  text: z.string().optional(),
});
export type ClaimDocument = z.infer<typeof ClaimDocument>;

/** What an old system knew of a claim when it was taken over with what was open of it. */
export const LegacyFacts = z.object({
  system: z.string(),
  claimNumber: z.string(),
  /** Who must act: the first payer, a biller, the payer after the first, the patient; or nobody, for money is to be given back. */
  status: z.enum(['open', 'denied', 'second-payer', 'patient', 'credit']),
  chargeCents: Cents,
  /** What was paid and what was taken off before; the two balances are what is left, a credit where negative. */
  paidCents: Cents,
  adjustedCents: Cents,
  payerBalanceCents: Cents,
  patientBalanceCents: Cents,
});
export type LegacyFacts = z.infer<typeof LegacyFacts>;

/**
 * The claim as it stands: one item, the truth. An execution of the pipeline is disposable, this is not.
 * `version` rises by one with every write and guards it; `leg` counts the executions that worked on it.
 */
export const Claim = z.object({
  practiceId: PracticeId,
  claimId: ClaimId,
  state: ClaimState,
  version: z.int().min(1),
  leg: z.int().min(1),
  /**
   * Names the present occurrence of a waiting state: the claim's version when it entered it.
   * With the state it is the key of the item on which the task token and the answer meet.
   */
  waitSequence: z.int().min(0),
  /** How long the present wait may last before its way out is taken; 0 where nothing is waited for. */
  deadlineSeconds: z.int().min(0),
  /** From when the deadline counts; claims of earlier versions do not say it. */
  waitingSince: Instant.exactOptional(),
  receivedAt: Instant,
  updatedAt: Instant,
  /** Practice + source system + encounter id name the claim; version and content hash tell a repeat from a change. */
  source: z.object({
    sourceSystem: z.string(),
    encounterId: z.string(),
    version: z.int(),
    contentHash: z.string(),
    uploadId: z.string(),
    recordNumber: z.int(),
    /** What that upload did with the claim, so that a step that is taken again answers the same. */
    outcome: z.enum(['accepted', 'updated']).optional(),
    /** The source has taken the visit back, and the claim was closed unbilled. */
    withdrawn: z.literal(true).optional(),
    /** Closed unbilled likewise, but for a visit that cannot be billed by what has come since. */
    stopped: z.literal(true).optional(),
    /** Taken up again by that upload after it was taken back or stopped. */
    revived: z.literal(true).optional(),
    /** When the first that is known of the visit came in; it may have waited for the rest, or for a mapping. */
    firstSeenAt: Instant.optional(),
    /** Contents that staff decided not to bill: each is known when it comes again, and asks nobody a second time. */
    setAside: z.array(z.object({ contentHash: z.string(), version: z.int() })).optional(),
  }),
  ...ClaimContent.shape,
  /** What the practice sent with the visit for whoever codes or defends it, the oldest first. */
  documents: z.array(ClaimDocument).optional(),
  legacy: LegacyFacts.optional(),
  eligibility: z.array(EligibilityAnswer),
  scrub: ScrubReport.optional(),
  /** Findings of the scrubber that people said are right as they are. */
  scrubOverrides: z.array(ClaimOverride).optional(),
  submissions: z.array(Submission),
  adjudications: z.array(Adjudication),
  /** Reversals that came before the decision they take back: parked in suspense until it comes. */
  earlyReversals: z.array(Adjudication).optional(),
  /** How often each loop was taken: correction, coverage, rejection, denial, follow-up. Bounded by the lifecycle. */
  rounds: z.record(z.string(), z.int()),
  /** What staff decided about this claim, and which fields they changed: a later upload never overwrites those in silence. */
  staffDecisions: z
    .array(
      z.object({
        at: Instant,
        by: z.string(),
        task: z.string(),
        outcome: z.string(),
        /** In the person's own words; it may name the patient and stays on the claim. */
        reason: z.string().optional(),
        fields: z.array(z.string()),
      }),
    )
    .optional(),
  /** What the provider was asked about the visit, and answered, the first first; nothing is ever taken away. */
  physicianQueries: z.array(PhysicianQuery).optional(),
  /** The latest audit of its coding. While it is coded blind, whoever may audit it is not shown its codes. */
  codingAudit: z.object({ taskId: TaskId, stage: z.enum(['blind', 'judging', 'closed']) }).optional(),
  /** What was appealed, the first first; nothing is ever taken away. */
  appeals: z.array(Appeal).optional(),
  /** What the next submission is to be, decided when a rejection or denial was worked. */
  nextSubmission: z
    .object({
      frequency: z.enum(['1', '7', '8']),
      /** Of a void: REF*F8 as it was known when the void was decided. */
      payerClaimControlNumber: z.string().optional(),
    })
    .optional(),
  /** The holds for which it waits before it is submitted. */
  heldBy: z.array(HoldId).optional(),
  /** Holds in spite of which somebody decided to send it. */
  sentDespite: z.array(HoldId).optional(),
  /** How long the visit took to come in. */
  intake: z
    .object({
      visitEndedOn: PlainDate,
      takenInAt: Instant,
      lagDays: z.int().min(0),
      /** Days from the end of the visit until the first that is known of it came in. */
      seenLagDays: z.int().min(0).optional(),
      /** Whether that was later than the practice's `lateChargeDays` allow: what waits here is not the practice's delay. */
      late: z.boolean(),
    })
    .optional(),
  /** The practice changed the visit after it was billed, or after staff had changed it. */
  pendingChange: PendingChange.optional(),
  /** When the payer had accepted the void, or it was decided that nothing is billed: the charges are taken back then. */
  voidedAt: Instant.optional(),
  /** Charges posted to the ledger for this claim so far; a correction posts the difference. */
  postedChargeCents: Cents,
  /** What the patient owes of this claim as last handed to the patient's account, in total. */
  handedToPatientCents: Cents,
  /** One sentence: what happened last and what is expected next. */
  summary: z.string(),
});
export type Claim = z.infer<typeof Claim>;

/** One move of a claim, kept for good. */
export const ClaimEvent = z.object({
  practiceId: PracticeId,
  claimId: ClaimId,
  /** The claim's version after the move. */
  version: z.int(),
  event: z.string(),
  from: ClaimState.optional(),
  to: ClaimState,
  at: Instant,
  /** The step, the file or the person that caused it: `scrub-claim`, `271 <file key>`, `user maria`. */
  by: z.string(),
  /** One sentence in the words of the trade, without PHI. */
  words: z.string(),
  leg: z.int(),
  /** What all lines of the claim charge after it; events of earlier versions do not say it. */
  chargeCents: Cents.optional(),
});
export type ClaimEvent = z.infer<typeof ClaimEvent>;

import * as z from 'zod';
import { Cents } from './cents.ts';
import { ClaimLine } from './claim.ts';
import { Instant, PlainDate } from './dates.ts';
import { DiagnosisCode } from './encounter.ts';
import { ClaimId, PayerId, PracticeId, TaskId } from './identifiers.ts';

/** What of a coding can be right or wrong. */
export const auditedKinds = [
  'diagnosis',
  'procedure',
  'visit-level',
  'modifier',
  'units',
  'pointer',
] as const;
export const AuditedKind = z.enum(auditedKinds);
export type AuditedKind = z.infer<typeof AuditedKind>;

/** Why a claim was drawn for an audit. */
export const auditReasons = [
  'random',
  'below-threshold',
  'new-coder',
  'high-visit-level',
  'modifier-25',
  'modifier-59',
  'high-charge',
  'changed-after-denial',
  'watched-payer',
] as const;
export const AuditReason = z.enum(auditReasons);
export type AuditReason = z.infer<typeof AuditReason>;

/** How a visit is coded by one person. */
export const Coding = z.object({ diagnoses: z.array(DiagnosisCode), lines: z.array(ClaimLine) });
export type Coding = z.infer<typeof Coding>;

/** One thing that two codings of a visit say differently; a side that says nothing of it is left out. */
export const CodingDifference = z.object({
  number: z.int().min(1),
  kind: AuditedKind,
  coder: z.string().optional(),
  auditor: z.string().optional(),
});
export type CodingDifference = z.infer<typeof CodingDifference>;

/** Who of the two is right about a difference; `agreed` where both codings can be defended. */
export const DifferenceJudgement = z.strictObject({
  difference: z.int().min(1),
  judgement: z.enum(['agreed', 'coder-right', 'auditor-right']),
  /** What kind of error it is, where it is another than the comparison says. */
  kind: AuditedKind.optional(),
});
export type DifferenceJudgement = z.infer<typeof DifferenceJudgement>;

/** Codes of a kind that were coded or should have been, and how many of them were wrong or missing. */
export const KindAccuracy = z.object({ kind: AuditedKind, total: z.int().min(0), errors: z.int().min(0) });
export type KindAccuracy = z.infer<typeof KindAccuracy>;

/** What the payer is expected to allow for the visit as it was coded, and as it should have been. */
export const FinancialEffect = z.object({
  /** `charge` where the contract does not price every line of both. */
  basis: z.enum(['contract', 'charge']),
  codedCents: Cents,
  rightCents: Cents,
});
export type FinancialEffect = z.infer<typeof FinancialEffect>;

/** What of an audit its task tells; never the coder's codes. */
export const AuditOfTask = z.object({
  when: z.enum(['pre-bill', 'post-bill']),
  /** Who changed the visit's codes: none of them audits it. */
  coders: z.array(z.string()),
  drawnFor: z.array(AuditReason).min(1),
});
export type AuditOfTask = z.infer<typeof AuditOfTask>;

/** A second coding of a visit by somebody who did not see the first, and what came of it. */
export const CodingAudit = z.object({
  practiceId: PracticeId,
  taskId: TaskId,
  claimId: ClaimId,
  /** Rises with every change and guards it. */
  version: z.int().min(1),
  ...AuditOfTask.shape,
  /** Whose coding it is: a member of staff, or `provider` and an NPI where nobody coded after the provider. */
  coder: z.string(),
  openedAt: Instant,
  serviceDate: PlainDate,
  payerId: PayerId.optional(),
  coding: Coding,
  blind: z
    .object({ by: z.string(), at: Instant, coding: Coding, differences: z.array(CodingDifference) })
    .optional(),
  closed: z
    .object({
      by: z.string(),
      at: Instant,
      outcome: z.enum(['no-change', 'corrected', 'replacement-needed', 'released']),
      reason: z.string(),
      judgements: z.array(DifferenceJudgement),
      accuracy: z.array(KindAccuracy),
      effect: FinancialEffect.optional(),
    })
    .optional(),
});
export type CodingAudit = z.infer<typeof CodingAudit>;

/** What is shown to whoever judges, once the visit is coded blind. */
export const ComparedCodings = z.object({
  coder: z.string(),
  auditor: z.string(),
  codedByCoder: Coding,
  codedByAuditor: Coding,
  differences: z.array(CodingDifference),
  effect: FinancialEffect.optional(),
});
export type ComparedCodings = z.infer<typeof ComparedCodings>;

/** How right the coding of one person was, over the audits that were closed in a time. */
export const CoderAccuracy = z.object({
  coder: z.string(),
  audits: z.int().min(1),
  /** Right codes of a hundred thousand: 95000 is 95%; of diagnoses, procedures, visit levels and modifiers together. */
  accuracyMillis: z.int().min(0).max(100_000),
  kinds: z.array(KindAccuracy),
  overCodedCents: Cents,
  underCodedCents: Cents,
});
export type CoderAccuracy = z.infer<typeof CoderAccuracy>;

import * as z from 'zod';
import { AppealReference, AppealWay } from './appeal.ts';
import { DifferenceJudgement } from './coding-audit.ts';
import { PlainDate } from './dates.ts';
import {
  Accident,
  AuthorizationLimits,
  ChargedLine,
  Coverage,
  DiagnosisCode,
  Encounter,
  Patient,
} from './encounter.ts';
import { QuestionToProvider } from './physician-query.ts';
import type { ClaimTaskKind } from './task-kinds.ts';

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
  authorization: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('obtained'),
      authorizationNumber: z.string().trim().min(1).max(50),
      /** What it grants; nothing is known of limits, when left out. */
      authorizationLimits: AuthorizationLimits.optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('corrected'), correction: ClaimCorrection, reason }),
    z.strictObject({
      outcome: z.literal('not-required'),
      /** The last day on which the word counts; as long as the claim lives, when left out. */
      until: PlainDate.optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-billable'), reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
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
  appeal: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('sent'),
      sentOn: PlainDate,
      way: AppealWay,
      reference: AppealReference.optional(),
      /** When to look for the payer's answer. */
      by: PlainDate,
      reason,
    }),
    /** `by`: when to look for the payment. */
    z.strictObject({ outcome: z.literal('overturned'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('upheld'), reason }),
    z.strictObject({ outcome: z.literal('withdrawn'), reason }),
    z.strictObject({ outcome: z.literal('write-off'), writeOffReason: WriteOffReason, reason }),
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

import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { ClaimId, HoldId, NameKey, Npi, PayerId, PracticeId } from './identifiers.ts';
import { QueryRefused } from './queries.ts';
import { StaffUser } from './staff-user.ts';

const words = z.string().trim().min(3).max(500);

/** What is held: one claim, or every claim of a patient, a provider, a payer or a location. */
export const HoldTarget = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('claim'), claimId: ClaimId }),
  z.strictObject({ by: z.literal('patient'), patientKey: NameKey }),
  z.strictObject({ by: z.literal('provider'), npi: Npi }),
  z.strictObject({ by: z.literal('payer'), payerId: PayerId }),
  z.strictObject({ by: z.literal('location'), locationId: z.string().trim().min(1).max(32) }),
]);
export type HoldTarget = z.infer<typeof HoldTarget>;

export const holdReasons = [
  'enrollment-pending',
  'contract-or-fee-schedule',
  'coverage-under-review',
  'authorization-pending',
  'documentation-missing',
  'coding-review',
  'payer-problem',
  'compliance-review',
  'other',
] as const;
export const HoldReason = z.enum(holdReasons);
export type HoldReason = z.infer<typeof HoldReason>;

/** Claims that match it wait before they are submitted, until somebody releases it. */
export const Hold = z.object({
  practiceId: PracticeId,
  holdId: HoldId,
  target: HoldTarget,
  reason: HoldReason,
  /** In the person's own words; they may name a patient. */
  words,
  /** Who sees to it that it ends. */
  owner: StaffUser,
  /** On this day the owner is asked whether it must stay. */
  reviewOn: PlainDate,
  placedAt: Instant,
  placedBy: StaffUser,
  /** Rises with every change, and guards it. */
  version: z.int().min(1),
  /** How often and to when its review was put off, the newest last. */
  reviews: z.array(z.object({ at: Instant, by: StaffUser, reviewOn: PlainDate, words })).max(100),
  released: z.object({ at: Instant, by: StaffUser, words }).optional(),
});
export type Hold = z.infer<typeof Hold>;

/** Claims that a hold stops, or would. */
export const HeldClaims = z.object({
  claims: z.int().min(0),
  chargeCents: Cents,
  /** The first of the last days on which payers take them. */
  earliestFilingDay: PlainDate.optional(),
  /** The first of them, those whose filing limit ends first first. */
  first: z.array(z.object({ claimId: ClaimId, lastFilingDay: PlainDate.optional(), chargeCents: Cents })),
});
export type HeldClaims = z.infer<typeof HeldClaims>;

const place = { practiceId: PracticeId, user: StaffUser };

export const ManageHoldsRequest = z.discriminatedUnion('action', [
  /** Those that stand, or those that were released, the newest first. */
  z.object({
    action: z.literal('list'),
    practiceId: PracticeId,
    which: z.enum(['standing', 'released']).default('standing'),
  }),
  /** Which claims on their way would be stopped. */
  z.object({ action: z.literal('preview'), practiceId: PracticeId, target: HoldTarget }),
  z.object({
    action: z.literal('place'),
    ...place,
    target: HoldTarget,
    reason: HoldReason,
    words,
    owner: StaffUser,
    reviewOn: PlainDate,
  }),
  z.object({ action: z.literal('preview-release'), practiceId: PracticeId, holdId: HoldId }),
  /** Asked again of a hold that is released, it goes on with the claims that still wait. */
  z.object({ action: z.literal('release'), ...place, holdId: HoldId, words }),
  /** It stays, and is looked at again on another day; or somebody else looks after it. */
  z.object({
    action: z.literal('put-off'),
    ...place,
    holdId: HoldId,
    reviewOn: PlainDate,
    owner: StaffUser.optional(),
    words,
  }),
]);
export type ManageHoldsRequest = z.input<typeof ManageHoldsRequest>;

const seen = z.object({
  /** What one call looks at is bounded; false where there may be more claims than were counted. */
  isWhole: z.boolean(),
});

export const ManageHoldsAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('holds'),
    holds: z.array(z.object({ hold: Hold, held: HeldClaims })),
    ...seen.shape,
  }),
  z.object({ outcome: z.literal('would-hold'), held: HeldClaims, ...seen.shape }),
  z.object({
    outcome: z.literal('would-release'),
    goesOn: HeldClaims,
    /** What another hold stops as well. */
    staysHeld: HeldClaims,
    ...seen.shape,
  }),
  z.object({ outcome: z.literal('placed'), holdId: HoldId, summary: z.string() }),
  z.object({
    outcome: z.literal('released'),
    holdId: HoldId,
    /** Claims that went on by this call. */
    claims: z.int().min(0),
    /** What is left is released by itself within the hour, or when the same is asked again. */
    ...seen.shape,
    summary: z.string(),
  }),
  z.object({ outcome: z.literal('put-off'), holdId: HoldId, summary: z.string() }),
  QueryRefused,
]);
export type ManageHoldsAnswer = z.infer<typeof ManageHoldsAnswer>;

import * as z from 'zod';
import { Cents } from './cents.ts';
import { PayerId } from './identifiers.ts';
import { StaffUser } from './staff-user.ts';

/** How long a provider has to answer a coder's question. */
const PhysicianQuerySettings = z
  .strictObject({
    /** The provider is reminded every so many days. */
    remindAfterDays: z.int().min(1).max(30).default(2),
    /** After so many days a manager has it. */
    escalateAfterDays: z.int().min(1).max(60).default(5),
    /** After so many days it ends unanswered, and the visit is coded from what is documented. */
    expireAfterDays: z.int().min(2).max(120).default(14),
    /** The manager who has it then; any manager of the practice, when left out. */
    escalateTo: StaffUser.optional(),
  })
  .refine(
    ({ escalateAfterDays, expireAfterDays }) => escalateAfterDays < expireAfterDays,
    'escalateAfterDays before expireAfterDays',
  );

/** What makes an error of coding likely, or costly. */
export const codingRisks = [
  'new-coder',
  'high-visit-level',
  'modifier-25',
  'modifier-59',
  'high-charge',
  'changed-after-denial',
  'watched-payer',
] as const;

const percent = z.number().min(0).max(100);

/** Which codings a second person checks. */
const CodingAuditSettings = z.strictObject({
  /** Of a hundred claims, drawn by chance. */
  randomPercent: percent.default(5),
  /** Another seed draws other claims. */
  seed: z.string().trim().min(1).max(40).default('audit'),
  /** Of a hundred claims with a risk, drawn because of it; a usual share where it is not named. */
  risks: z
    .array(z.strictObject({ risk: z.enum(codingRisks), percent }))
    .max(codingRisks.length)
    .default([]),
  /** A claim of at least this charge has the risk `high-charge`. */
  highChargeCents: Cents.default(100_000 as Cents),
  /** Payers whose claims have the risk `watched-payer`. */
  watchedPayerIds: z.array(PayerId).max(100).default([]),
  /** A coder of whose codes fewer are right has everything audited before it is billed. */
  thresholdPercent: percent.default(95),
  /** How many audits of a coder say how right the coder is. */
  fewestAudits: z.int().min(1).max(50).default(10),
  /** Working days that an auditor has. */
  taskDays: z.int().min(1).max(30).default(3),
});

/** How the practice codes its visits. */
export const CodingSettings = z.strictObject({
  physicianQuery: PhysicianQuerySettings.prefault({}),
  /** Left out: nothing is audited. */
  audit: CodingAuditSettings.optional(),
});
export type CodingSettings = z.infer<typeof CodingSettings>;

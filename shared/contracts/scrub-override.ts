import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { Npi, PayerId } from './identifiers.ts';

/** Name of an edit: the thing, and what is wrong with it; `rule-` before the name of a practice's own rule. */
const editId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'the name of an edit, for example ncci-pair');

/**
 * What a person said of one finding on one claim: that it is right as it is. It holds for the finding in these very
 * words; once what it names has changed, it lifts nothing.
 */
export const ClaimOverride = z.object({
  editId,
  where: z.string(),
  found: z.string(),
  reason: z.string(),
  by: z.string(),
  role: z.enum(['staff', 'manager']),
  at: Instant,
  /** The last day on which it counts; as long as the claim lives, when left out. */
  until: PlainDate.optional(),
});
export type ClaimOverride = z.infer<typeof ClaimOverride>;

/** An edit that a manager of the practice has switched off for some claims, for a time. */
export const PracticeOverride = z.strictObject({
  overrideId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '1 to 40 lower-case letters, digits and dashes'),
  editId,
  /** Claims of this payer only. */
  payerId: PayerId.optional(),
  /** Findings that are about this procedure code, modifier or diagnosis only, the diagnosis with or without its dot. */
  code: z
    .string()
    .regex(/^[A-Z0-9.]{2,8}$/)
    .optional(),
  /** Claims of this provider only. */
  renderingNpi: Npi.optional(),
  reason: z.string().trim().min(10).max(300),
  /** The manager who answers for it. */
  approvedBy: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,39}$/, 'a user name of lower-case letters, digits, dot and dash'),
  /** First and last day on which claims are scrubbed with it. It always ends: look at it again then. */
  from: PlainDate,
  until: PlainDate,
});
export type PracticeOverride = z.infer<typeof PracticeOverride>;

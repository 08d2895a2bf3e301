import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { ClaimId, PracticeId } from './identifiers.ts';
import { StaffRole } from './staff-member.ts';
import { StaffUser } from './staff-user.ts';

/** How a call ended. `begun` is written before a change: without a later entry of the same call nobody knows how it ended. */
export const auditOutcomes = ['begun', 'answered', 'noted', 'refused', 'not-allowed', 'failed'] as const;

/** That a person saw something of a patient, or changed something. It names ids, never persons of whom they are. */
export const AuditEntry = z.object({
  practiceId: PracticeId,
  at: Instant,
  /** The number of the call, as the API logs it too. */
  requestId: z.string().min(1).max(100),
  user: StaffUser,
  roles: z.array(StaffRole),
  /** The id of the route. */
  did: z.string(),
  does: z.enum(['reads', 'changes']),
  /** The claim, where it is about a single one. */
  claimId: ClaimId.optional(),
  /** Ids of what was asked for and of what was answered; at most so many. */
  about: z.array(z.string()).max(300),
  /** How many more there were. */
  moreAbout: z.int().min(1).optional(),
  /** Why, in the words of the person. */
  reason: z.string().max(500).optional(),
  /** The address that the call came from. */
  from: z.string(),
  outcome: z.enum(auditOutcomes),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const page = {
  practiceId: PracticeId,
  limit: z.int().min(1).max(1000).default(200),
  /** From the answer before: asks for what is older. */
  next: z.string().max(2000).optional(),
};

/** Asks `read-audit`; the newest first. */
export const AuditQuery = z.discriminatedUnion('by', [
  z.object({ by: z.literal('day'), ...page, day: PlainDate }),
  z.object({ by: z.literal('user'), ...page, staffUser: StaffUser }),
  z.object({ by: z.literal('claim'), ...page, claimId: ClaimId }),
]);
export type AuditQuery = z.input<typeof AuditQuery>;

export const AuditAnswer = z.object({
  outcome: z.literal('audit'),
  entries: z.array(AuditEntry),
  next: z.string().optional(),
});
export type AuditAnswer = z.infer<typeof AuditAnswer>;

/** Whether entries are wanted as a file. */
export const AuditExport = z.object({ as: z.enum(['json', 'csv']).default('json') });

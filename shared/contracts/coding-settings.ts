import * as z from 'zod';
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

/** How the practice codes its visits. */
export const CodingSettings = z.strictObject({
  physicianQuery: PhysicianQuerySettings.prefault({}),
});
export type CodingSettings = z.infer<typeof CodingSettings>;

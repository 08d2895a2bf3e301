import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant } from './dates.ts';
import { Npi, PracticeId } from './identifiers.ts';
import { StaffUser } from './staff-user.ts';
import { TaskKind } from './task-kinds.ts';

/** What a person may be in a practice. The groups of the user pool have the same names. */
export const staffRoles = [
  'front-desk',
  'coder',
  'auditor',
  'biller',
  'payment-poster',
  'provider',
  'manager',
  'finance',
  'administrator',
] as const;
export const StaffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof StaffRole>;

const Limit = Cents.refine((amount) => amount >= 0, 'an amount in cents, not below 0');

/** Kinds of tasks that a person is good at; the queue hands out no others. Left out: all that the roles decide. */
const Skills = z.array(TaskKind).min(1).max(TaskKind.options.length);

/** What a practice keeps of a person who works there. How the person signs in, the user pool keeps. */
export const StaffMember = z.object({
  practiceId: PracticeId,
  user: StaffUser,
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200),
  roles: z.array(StaffRole).min(1).max(staffRoles.length),
  /** Up to this the person writes off alone; without it the role says how much. */
  writeOffLimitCents: Limit.optional(),
  /** Up to this the person gives back alone; without it the role says how much. */
  refundLimitCents: Limit.optional(),
  /** Which provider of the practice the person is. */
  providerNpi: Npi.optional(),
  skills: Skills.optional(),
  disabled: z.boolean(),
  /** Rises with every change and guards it. */
  version: z.int().min(1),
  changedAt: Instant,
  changedBy: z.string(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** How far the authority of a person goes who decides something; the door takes it from what the practice keeps. */
export const StaffAuthority = z.object({
  roles: z.array(StaffRole),
  writeOffLimitCents: Limit.optional(),
  refundLimitCents: Limit.optional(),
  /** Whose questions the person answers, and whose notes the person signs. */
  providerNpi: Npi.optional(),
  skills: Skills.optional(),
});
export type StaffAuthority = z.infer<typeof StaffAuthority>;

/** Who is signed in, as the application shows it. */
export const Me = z.object({
  outcome: z.literal('me'),
  user: StaffUser,
  name: z.string(),
  practices: z.array(
    z.object({
      practiceId: PracticeId,
      /** What the practice calls itself. */
      practiceName: z.string(),
      roles: z.array(StaffRole),
      writeOffLimitCents: Limit.optional(),
      refundLimitCents: Limit.optional(),
      skills: Skills.optional(),
    }),
  ),
});
export type Me = z.infer<typeof Me>;

/** What a browser needs to know before anybody has signed in. */
export const SignIn = z.object({
  outcome: z.literal('sign-in'),
  /** Where the browser is sent to sign in; the code comes back to the application. */
  authorizeUrl: z.url(),
  tokenUrl: z.url(),
  logoutUrl: z.url(),
  clientId: z.string(),
});
export type SignIn = z.infer<typeof SignIn>;

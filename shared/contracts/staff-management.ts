import * as z from 'zod';
import { PracticeId } from './identifiers.ts';
import { StaffMember } from './staff-member.ts';
import { StaffUser } from './staff-user.ts';

const { name, email, roles, writeOffLimitCents, refundLimitCents, providerNpi, skills } = StaffMember.shape;

const ofMember = {
  practiceId: PracticeId,
  /** Who does it. */
  user: StaffUser,
  staffUser: StaffUser,
};

/** How an administrator lets people in, changes what they may do, and shuts them out. */
export const ManageStaffRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('list'), practiceId: PracticeId }),
  /** Somebody who has an account already, from another practice, keeps it. */
  z.object({
    action: z.literal('invite'),
    ...ofMember,
    name,
    email,
    roles,
    writeOffLimitCents,
    refundLimitCents,
    providerNpi,
    skills,
  }),
  /** What is left out of the limits falls back to what the roles say. */
  z.object({
    action: z.literal('change'),
    ...ofMember,
    roles,
    writeOffLimitCents,
    refundLimitCents,
    /** Who goes on being a provider says so again. */
    providerNpi,
    /** Left out: from now on all kinds that the roles decide. */
    skills,
  }),
  z.object({ action: z.literal('disable'), ...ofMember }),
  z.object({ action: z.literal('enable'), ...ofMember }),
  /** For who lost the password or the device: the account is made anew, with a first password by mail and no second factor yet. */
  z.object({ action: z.literal('reset'), ...ofMember }),
]);
export type ManageStaffRequest = z.input<typeof ManageStaffRequest>;

export const ManageStaffAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('staff'), members: z.array(StaffMember) }),
  z.object({ outcome: z.literal('done'), member: StaffMember, summary: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type ManageStaffAnswer = z.infer<typeof ManageStaffAnswer>;

/** Asks `show-me`; the token says who and in which practices. */
export const ShowMeRequest = z.object({ user: StaffUser, practiceIds: z.array(PracticeId).max(100) });
export type ShowMeRequest = z.input<typeof ShowMeRequest>;

import { problemsOf } from '#contracts/queries.ts';
import { ManageStaffRequest, type ManageStaffAnswer } from '#contracts/staff-management.ts';
import type { StaffMember, StaffRole } from '#contracts/staff-member.ts';
import { changeMember, newMember, type Decided } from '#domain/staff/change-member.ts';
import type { Clock } from '#ports/clock.ts';
import type { StaffDirectory } from '#ports/staff-directory.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import type * as z from 'zod';

export interface ManageStaffWorld {
  readonly clock: Clock;
  readonly members: StaffMembers;
  readonly directory: StaffDirectory;
}

type Change = Exclude<z.infer<typeof ManageStaffRequest>, { action: 'list' }>;

/**
 * Lets people in, changes what they may do, and shuts them out. What the practice keeps is written first: it counts at
 * once, whatever a token still says. The account follows; a call that breaks off between the two is made again.
 */
export async function manageStaffStep(event: unknown, world: ManageStaffWorld): Promise<ManageStaffAnswer> {
  const read = ManageStaffRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  if (request.action === 'list') {
    return { outcome: 'staff', members: [...(await world.members.list(request.practiceId))] };
  }
  const { practiceId, staffUser } = request;
  const staff = await world.members.list(practiceId);
  const before = staff.find(({ user }) => user === staffUser);
  const occasion = { at: world.clock.now(), by: request.user };
  const decided: Decided =
    request.action === 'invite'
      ? newMember(request, before, occasion)
      : changeMember(request, before, staff, occasion);
  if (decided.refused !== undefined) {
    return refused(decided.refused);
  }
  const { member, summary } = decided;
  if (request.action === 'invite' && !(await isFree(member, world))) {
    return refused(
      `${staffUser} is the user name of somebody with another mail address; choose another user name`,
    );
  }
  if (member !== before && !(await world.members.save(member, before?.version ?? 0))) {
    return refused('Somebody else changed this person at the same moment; look again');
  }
  await settleAccount(request, member, world);
  return { outcome: 'done', member, summary };
}

/** A name is one person's over all practices; whoever has it there already is the one who is invited here. */
async function isFree({ user, email }: StaffMember, { directory }: ManageStaffWorld): Promise<boolean> {
  const account = await directory.find(user);
  return account === undefined || account.email.toLowerCase() === email.toLowerCase();
}

/** Brings the account in line with what all practices keep of the person. */
async function settleAccount(
  { action }: Change,
  member: StaffMember,
  world: ManageStaffWorld,
): Promise<void> {
  const { directory } = world;
  const { user, name, email } = member;
  const account = await directory.find(user);
  const practiceIds = [...new Set([...(account?.practiceIds ?? []), member.practiceId])];
  const everywhere = (
    await Promise.all(practiceIds.map((practiceId) => world.members.load(practiceId, user)))
  ).flatMap((one) => (one === undefined || one.disabled ? [] : [one]));
  if (action === 'reset') {
    await directory.remove(user);
  }
  if (account === undefined || action === 'reset') {
    await directory.invite({ user, name, email, practiceIds });
  }
  const roles: readonly StaffRole[] = [...new Set(everywhere.flatMap((one) => one.roles))];
  await directory.place(user, practiceIds, roles);
  // Who works in another practice goes on signing in; here the practice's own record shuts the door.
  const enabled = everywhere.length > 0;
  if (!enabled || account?.enabled === false) {
    await directory.setEnabled(user, enabled);
  }
}

const refused = (...problems: string[]): ManageStaffAnswer => ({ outcome: 'refused', problems });

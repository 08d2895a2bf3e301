import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Npi, PracticeId } from '#contracts/identifiers.ts';
import type { StaffMember, StaffRole } from '#contracts/staff-member.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { mayApprove } from './authority.ts';
import { kindsDecidedBy } from './task-roles.ts';

interface Occasion {
  readonly at: Instant;
  readonly by: string;
}

interface Wanted {
  readonly roles: readonly StaffRole[];
  readonly writeOffLimitCents?: Cents | undefined;
  readonly refundLimitCents?: Cents | undefined;
  readonly providerNpi?: Npi | undefined;
  readonly skills?: readonly TaskKind[] | undefined;
}

interface Invitation extends Wanted {
  readonly practiceId: PracticeId;
  readonly staffUser: string;
  readonly name: string;
  readonly email: string;
}

type MemberChange =
  | ({ readonly action: 'change' } & Wanted & { readonly staffUser: string })
  | { readonly action: 'disable' | 'enable' | 'reset'; readonly staffUser: string };

export type Decided =
  | { readonly member: StaffMember; readonly summary: string; readonly refused?: never }
  | { readonly refused: string };

/**
 * A person who is invited. Invited again with the same facts, for a call that broke off, the person stays as kept.
 */
export function newMember(
  invited: Invitation,
  known: StaffMember | undefined,
  { at, by }: Occasion,
): Decided {
  const { practiceId, staffUser, name, email, roles } = invited;
  if (known !== undefined && known.email.toLowerCase() !== email.toLowerCase()) {
    return { refused: `${staffUser} works here already; choose another user name` };
  }
  if (known !== undefined && known.version > 1) {
    return { refused: `${staffUser} works here already; change the person instead` };
  }
  const fault = faultOf(invited);
  if (fault !== undefined) {
    return { refused: fault };
  }
  return {
    member: known ?? {
      practiceId,
      user: staffUser,
      name,
      email,
      roles: [...new Set(roles)],
      ...limitsOf(invited),
      disabled: false,
      version: 1,
      changedAt: at,
      changedBy: by,
    },
    summary: `${name} is invited as ${roles.join(', ')}; the first password goes to the mail address.`,
  };
}

/**
 * A person who is changed, shut out, let in again, or whose account is made anew. Nobody changes the own
 * rights or limits, and the last administrator stays, so that a practice is never without one.
 */
export function changeMember(
  change: MemberChange,
  known: StaffMember | undefined,
  staff: readonly StaffMember[],
  { at, by }: Occasion,
): Decided {
  const { staffUser } = change;
  if (known === undefined) {
    return { refused: `${staffUser} does not work here; invite the person first` };
  }
  const loses =
    change.action === 'disable' || (change.action === 'change' && !change.roles.includes('administrator'));
  if (loses && known.roles.includes('administrator') && !hasOtherAdministrator(known, staff)) {
    return { refused: `${staffUser} is the last administrator; make somebody else one first` };
  }
  if (staffUser === by && change.action !== 'enable') {
    return { refused: `${staffUser} cannot change the own rights; ask another administrator` };
  }
  const changed = { ...known, version: known.version + 1, changedAt: at, changedBy: by };
  switch (change.action) {
    case 'change': {
      const fault = faultOf(change);
      if (fault !== undefined) {
        return { refused: fault };
      }
      const {
        writeOffLimitCents: _writeOff,
        refundLimitCents: _refund,
        providerNpi: _provider,
        skills: _skills,
        ...kept
      } = changed;
      return {
        member: { ...kept, roles: [...new Set(change.roles)], ...limitsOf(change) },
        summary: `${known.name} is now ${change.roles.join(', ')}.`,
      };
    }
    case 'disable':
      return { member: { ...changed, disabled: true }, summary: `${known.name} is shut out at once.` };
    case 'enable':
      return { member: { ...changed, disabled: false }, summary: `${known.name} may come in again.` };
    case 'reset':
      return known.disabled
        ? { refused: `${staffUser} is shut out; let the person in first` }
        : {
            member: changed,
            summary: `A new first password goes to the mail address of ${known.name}; the second factor is set up anew.`,
          };
  }
}

function hasOtherAdministrator(known: StaffMember, staff: readonly StaffMember[]): boolean {
  return staff.some(
    ({ user, roles, disabled }) => user !== known.user && !disabled && roles.includes('administrator'),
  );
}

/** A limit, a provider's number or a skill for somebody whose roles do nothing of the kind would be read as a right. */
function faultOf({
  roles,
  writeOffLimitCents,
  refundLimitCents,
  providerNpi,
  skills = [],
}: Wanted): string | undefined {
  if (providerNpi !== undefined && !roles.includes('provider')) {
    return `As ${roles.join(', ')} nobody is a provider of the practice; leave the NPI out, or add the role provider`;
  }
  const decided = kindsDecidedBy(roles);
  const beyond = skills.filter((kind) => !decided.includes(kind));
  if (beyond.length > 0) {
    return `As ${roles.join(', ')} nobody decides ${beyond.join(', ')}; leave these skills out, or add a role that does`;
  }
  const wantsLimit = (writeOffLimitCents ?? 0) > 0 || (refundLimitCents ?? 0) > 0;
  return wantsLimit && !mayApprove(roles)
    ? `As ${roles.join(', ')} nobody approves write-offs or refunds; leave the limits out, or add a role that does`
    : undefined;
}

function limitsOf({
  writeOffLimitCents,
  refundLimitCents,
  providerNpi,
  skills,
}: Wanted): Pick<StaffMember, 'writeOffLimitCents' | 'refundLimitCents' | 'providerNpi' | 'skills'> {
  return {
    ...(writeOffLimitCents === undefined ? {} : { writeOffLimitCents }),
    ...(refundLimitCents === undefined ? {} : { refundLimitCents }),
    ...(providerNpi === undefined ? {} : { providerNpi }),
    ...(skills === undefined ? {} : { skills: [...new Set(skills)] }),
  };
}

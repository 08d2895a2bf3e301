import { DollarText, type Cents } from '#contracts/cents.ts';
import { Npi } from '#contracts/identifiers.ts';
import type { StaffMember, StaffRole } from '#contracts/staff-member.ts';
import { StaffUser } from '#contracts/staff-user.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import { kindsDecidedBy } from '#domain/staff/task-roles.ts';
import type * as z from 'zod';
import { dollarText } from '../../words/dollars.ts';

/** What an administrator types of a person. */
export interface StaffDraft {
  readonly staffUser: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly writeOffLimit: string;
  readonly refundLimit: string;
  readonly providerNpi: string;
  /** Kinds of tasks that the person is handed alone; none: all that the roles decide. */
  readonly skills: readonly TaskKind[];
}

export const newStaff: StaffDraft = {
  staffUser: '',
  name: '',
  email: '',
  roles: [],
  writeOffLimit: '',
  refundLimit: '',
  providerNpi: '',
  skills: [],
};

/** The draft that says of a person what is kept. */
export function draftOfMember(member: StaffMember): StaffDraft {
  const dollars = (amount: Cents | undefined) => (amount === undefined ? '' : dollarText(amount));
  return {
    staffUser: member.user,
    name: member.name,
    email: member.email,
    roles: member.roles,
    writeOffLimit: dollars(member.writeOffLimitCents),
    refundLimit: dollars(member.refundLimitCents),
    providerNpi: member.providerNpi ?? '',
    skills: member.skills ?? [],
  };
}

/** Kinds that may be chosen: those that the roles decide, and those that were chosen before and none of them decides. */
export function skillsOffered({ roles, skills }: Pick<StaffDraft, 'roles' | 'skills'>): TaskKind[] {
  const decided = kindsDecidedBy(roles);
  return TaskKind.options.filter((kind) => decided.includes(kind) || skills.includes(kind));
}

type Rights = Pick<
  StaffMember,
  'roles' | 'writeOffLimitCents' | 'refundLimitCents' | 'providerNpi' | 'skills'
>;

export type FilledStaff =
  | {
      readonly ok: true;
      readonly rights: Rights;
      readonly staffUser: string;
      readonly name: string;
      readonly email: string;
    }
  | { readonly ok: false; readonly faults: readonly string[] };

/** What is handed in for a draft, or what is wrong with it in words. */
export function fillStaff(draft: StaffDraft): FilledStaff {
  const faults: string[] = [];
  const read = <Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    fault: string,
  ): z.output<Schema> | undefined => {
    if (text.trim() === '') {
      return undefined;
    }
    const parsed = schema.safeParse(text.trim());
    if (!parsed.success) {
      faults.push(fault);
    }
    return parsed.data;
  };
  const writeOffLimitCents = read(
    DollarText,
    draft.writeOffLimit,
    'Write-off limit: an amount such as 50.00',
  );
  const refundLimitCents = read(DollarText, draft.refundLimit, 'Refund limit: an amount such as 50.00');
  const providerNpi = read(Npi, draft.providerNpi, 'NPI: ten digits');
  if (!StaffUser.safeParse(draft.staffUser.trim()).success) {
    faults.push('User name: lower-case letters, digits, dot and dash, such as ann.sorrel');
  }
  if (draft.name.trim() === '') {
    faults.push('Name: fill this in');
  }
  if (!/^\S+@\S+\.\S+$/.test(draft.email.trim())) {
    faults.push('Mail address: fill this in; the first password goes there');
  }
  if (draft.roles.length === 0) {
    faults.push('Roles: choose one or more');
  }
  return faults.length > 0
    ? { ok: false, faults }
    : {
        ok: true,
        staffUser: draft.staffUser.trim(),
        name: draft.name.trim(),
        email: draft.email.trim(),
        rights: {
          roles: [...draft.roles],
          ...(writeOffLimitCents !== undefined && { writeOffLimitCents }),
          ...(refundLimitCents !== undefined && { refundLimitCents }),
          ...(providerNpi !== undefined && { providerNpi }),
          ...(draft.skills.length > 0 && { skills: [...draft.skills] }),
        },
      };
}

/** Why an administrator leaves this account alone; undefined where nothing speaks against changing it. */
export function protectionOf(
  member: Pick<StaffMember, 'user' | 'name'>,
  me: string,
  staff: readonly Pick<StaffMember, 'user' | 'roles' | 'disabled'>[],
): string | undefined {
  if (member.user !== me) {
    return undefined;
  }
  const others = staff.filter(
    ({ user, roles, disabled }) => user !== me && !disabled && roles.includes('administrator'),
  );
  return others.length === 0
    ? 'This is your own account, and you are the only administrator. Invite a second one: nobody changes the own rights, and a practice is never without an administrator.'
    : `This is your own account. Nobody changes the own rights: ask ${others.map(({ user }) => user).join(' or ')}.`;
}

import type { Cents } from '#contracts/cents.ts';
import type { Practice } from '#contracts/practice.ts';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import { cents, formatDollars } from '../money/cents.ts';

/** Who may let money go: write off what is owed, or give back what was paid. Whoever else decides so only proposes it. */
export const approvers = ['biller', 'manager', 'finance'] as const satisfies readonly StaffRole[];

/** Whether any of the roles lets a person approve write-offs or refunds. Whoever posts payments never does so alone. */
export function mayApprove(roles: readonly StaffRole[]): boolean {
  return roles.some((role) => approvers.some((approver) => approver === role));
}

type Limits = Pick<Practice, 'writeOffLimitCents' | 'refundLimitCents'>;

const limits = {
  'write-off': {
    own: ({ writeOffLimitCents }: StaffAuthority) => writeOffLimitCents,
    ofPractice: ({ writeOffLimitCents }: Limits): Cents | undefined => writeOffLimitCents,
  },
  refund: {
    own: ({ refundLimitCents }: StaffAuthority) => refundLimitCents,
    ofPractice: ({ refundLimitCents }: Limits) => refundLimitCents,
  },
} as const;

/**
 * Up to what amount a person lets money go; undefined where there is no limit. A limit of the person's own wins over what
 * the roles say: a manager has none, others have the practice's.
 */
function limitOf(authority: StaffAuthority, what: keyof typeof limits, practice: Limits): Cents | undefined {
  if (!mayApprove(authority.roles)) {
    return cents(0);
  }
  const { own, ofPractice } = limits[what];
  return own(authority) ?? (authority.roles.includes('manager') ? undefined : ofPractice(practice));
}

/**
 * Why a person only proposes that money is let go, if so.
 * @param authority none for an operator, whom the practice's own rules bind and nothing else.
 */
export function beyondAuthority(
  authority: StaffAuthority | undefined,
  what: keyof typeof limits,
  amountCents: Cents,
  practice: Limits,
): string | undefined {
  const limit = authority === undefined ? undefined : limitOf(authority, what, practice);
  if (limit === undefined || amountCents <= limit) {
    return undefined;
  }
  const amount = `A ${what} of ${formatDollars(amountCents)}`;
  return limit === 0
    ? `${amount} is not for you to approve`
    : `${amount} is above the ${formatDollars(limit)} that you approve`;
}

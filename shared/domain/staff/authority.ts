import type { Cents } from '#contracts/cents.ts';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';

/** Who may let money go: write off what is owed, or give back what was paid. Whoever else decides so only proposes it. */
const approvers = ['biller', 'manager', 'finance'] as const satisfies readonly StaffRole[];

/** Whether any of the roles lets a person approve write-offs or refunds. Whoever posts payments never does so alone. */
export function mayApprove(roles: readonly StaffRole[]): boolean {
  return roles.some((role) => approvers.some((approver) => approver === role));
}

/**
 * Up to what amount a person lets money go alone; undefined where there is no limit. A limit of the person's own wins over
 * what the roles say: a manager has none, others have the practice's.
 */
export function limitOf(
  { roles }: Pick<StaffAuthority, 'roles'>,
  ownLimitCents: Cents | undefined,
  practiceLimitCents: Cents,
): Cents | undefined {
  if (!mayApprove(roles)) {
    return 0 as Cents;
  }
  return ownLimitCents ?? (roles.includes('manager') ? undefined : practiceLimitCents);
}

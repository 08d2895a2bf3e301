import type { Claim } from '#contracts/claim.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';

/**
 * Whether somebody is not to see how a visit was coded: an auditor, until it is coded blind. Whoever is a manager too, or
 * no auditor, may.
 */
export function isBlindTo(
  authority: StaffAuthority | undefined,
  { codingAudit, submissions, state }: Pick<Claim, 'codingAudit' | 'submissions' | 'state'>,
): boolean {
  const roles = authority?.roles ?? [];
  return (
    codingAudit?.stage === 'blind' &&
    (submissions.length > 0 || state === 'awaiting-audit') &&
    roles.includes('auditor') &&
    !roles.includes('manager')
  );
}

/** The claim as a person may see it: where that is to be blind, without its codes and what was answered to them. */
export function blindFor(authority: StaffAuthority | undefined, claim: Claim): Claim {
  return isBlindTo(authority, claim)
    ? {
        ...claim,
        diagnoses: [],
        lines: [],
        scrub: undefined,
        pendingChange: undefined,
        adjudications: claim.adjudications.map((adjudication) => ({ ...adjudication, lines: [] })),
      }
    : claim;
}

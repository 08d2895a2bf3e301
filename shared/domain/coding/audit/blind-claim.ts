import type { Claim } from '#contracts/claim.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';

/**
 * The claim as an auditor sees it who has yet to code it blind: without its codes, and without what was answered to them.
 * Whoever is a manager too, or no auditor, sees it whole.
 */
export function blindFor(authority: StaffAuthority | undefined, claim: Claim): Claim {
  const roles = authority?.roles ?? [];
  const { codingAudit, state } = claim;
  const isBlind =
    codingAudit?.stage === 'blind' && (claim.submissions.length > 0 || state === 'awaiting-audit');
  return isBlind && roles.includes('auditor') && !roles.includes('manager')
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

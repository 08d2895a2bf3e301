import type { Claim } from '#contracts/claim.ts';

/** Whether a coder must code the visit from its note before it can be billed. */
export function needsCoding(claim: Pick<Claim, 'lines' | 'diagnoses'>): boolean {
  return claim.lines.length === 0 || claim.diagnoses.length === 0;
}

/** Where a claim goes when its coverage is settled. */
export function moveTowardsScrub(
  claim: Pick<Claim, 'lines' | 'diagnoses'>,
): 'sent-to-coding' | 'sent-to-scrub' {
  return needsCoding(claim) ? 'sent-to-coding' : 'sent-to-scrub';
}

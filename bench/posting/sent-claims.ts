import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import { payerOf, primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';

/** The 837P with which claims were sent first, as their submissions name it: a made-up claim has none otherwise. */
export function sentFile(claims: readonly Claim[], practice: Practice): string {
  const [first] = claims;
  if (first === undefined) {
    throw new Error('No claim was sent');
  }
  return write837P(
    envelopeTo(practice, first.receivedAt, 'T'),
    claims.map((claim) => {
      const [submission] = claim.submissions;
      const coverage = primaryCoverage(claim);
      if (submission === undefined || coverage === undefined) {
        throw new Error(`Claim ${claim.claimId} was never sent`);
      }
      const { sequence, patientControlNumber, frequency } = submission;
      return buildClaim837P(claim, practice, {
        payer: payerOf(coverage, practice),
        sequence,
        patientControlNumber,
        frequency,
      });
    }),
    { interchange: 1, group: 1 },
    { claimsPerTransaction: 5000 },
  );
}

/** That a made-up claim was found clean, its charges posted, and that it was sent: the first two versions of it. */
export function sentEvents(claim: Claim, at: Claim['receivedAt']): ClaimEvent[] {
  const { practiceId, claimId, leg } = claim;
  const common = { practiceId, claimId, leg, by: 'sample', words: 'Made up' } as const;
  return [
    {
      ...common,
      version: 1,
      event: 'scrubbed-clean',
      from: 'ready-to-scrub',
      to: 'ready-to-submit',
      at,
    },
    {
      ...common,
      version: 2,
      event: 'submitted',
      from: 'ready-to-submit',
      to: 'awaiting-acknowledgement',
      at: claim.submissions[0]?.submittedAt ?? at,
    },
  ];
}

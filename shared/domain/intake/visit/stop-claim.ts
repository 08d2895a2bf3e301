import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import { asksAPerson } from '../../charge-changes/place-content.ts';
import { allows } from '../../claims/claim-lifecycle.ts';
import { moveClaim } from '../../claims/move-claim.ts';
import type { IntakeOrigin } from '../claim-content.ts';
import type { VisitDecision } from './decide-visit.ts';

/**
 * What becomes of a claim whose visit cannot be billed by what has come since: nobody has been billed yet, so it is
 * closed until the visit is complete and right. Had everything come at once there would be no claim either. Once billed,
 * or changed by staff, it stays: the answer alone tells what is wrong.
 */
export function stopClaim(
  existing: Claim | undefined,
  decided: VisitDecision,
  { uploadId, recordNumber, at }: IntakeOrigin & { readonly at: Instant },
): VisitDecision {
  if (existing === undefined) {
    return decided;
  }
  const { claimId, source } = existing;
  const answer = { ...decided.answer, claimId, notes: ['claim-stopped'] };
  if (source.withdrawn === true) {
    return source.stopped === true ? { ...decided, answer } : decided;
  }
  if (
    asksAPerson(existing) ||
    existing.postedChargeCents !== 0 ||
    !allows(existing.state, 'visit-incomplete')
  ) {
    return { ...decided, answer: { ...decided.answer, claimId } };
  }
  const { writes } = moveClaim(existing, {
    move: 'visit-incomplete',
    at,
    by: `upload ${uploadId}`,
    origin: 'outside',
    changes: {
      source: { ...source, uploadId, recordNumber, outcome: 'updated', withdrawn: true, stopped: true },
    },
  });
  return { ...decided, answer, writes };
}

import type { Adjudication, Claim } from '#contracts/claim.ts';
import { hasMark } from '../denials/remarks.ts';
import { allRemarkCodes } from './read-adjudication.ts';
import { standingAdjudications } from './standing-adjudications.ts';
import { decidesInsteadOf } from './takes-the-place.ts';
import { placeInLine } from './who-spoke.ts';

/** CLP02: processed as primary, secondary or tertiary, and passed on to the next payer (crossover). */
const passedOnStatuses: ReadonlySet<string> = new Set(['19', '20', '21']);

/** Whether the payer sent the claim on to the next payer itself, by CLP02 or by a remark: that one must not be billed. */
export function isPassedOn(
  adjudication: Pick<Adjudication, 'statusCode' | 'remarkCodes' | 'lines'>,
): boolean {
  return passedOnStatuses.has(adjudication.statusCode) || hasMark(allRemarkCodes(adjudication), 'crossover');
}

/**
 * The standing decision that passed the claim on to a payer which has not decided yet: what is left to the patient waits
 * for that one. Undefined where nothing was passed on, or the next payer has spoken, be it as the first one, in whichever
 * order they came.
 */
export function awaitsNextPayer(claim: Pick<Claim, 'adjudications' | 'coverages'>): Adjudication | undefined {
  const standing = standingAdjudications(claim);
  return standing.find(
    (decision) =>
      isPassedOn(decision) &&
      !standing.some(
        (other) =>
          other !== decision &&
          (placeInLine(other) >= Math.min(placeInLine(decision) + 1, 3) ||
            decidesInsteadOf(other, decision, claim)),
      ),
  );
}

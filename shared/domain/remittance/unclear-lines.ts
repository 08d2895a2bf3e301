import type { Adjudication, Claim } from '#contracts/claim.ts';
import { adjustmentContextOf, classifyAdjustment } from '../denials/classify-adjustment.ts';
import { formatDollars } from '../money/cents.ts';
import { reversalStatus } from './read-adjudication.ts';

/**
 * Why a decision must go to a person for the sake of its lines; undefined where it need not.
 *
 * The order in which lines are matched ends with a person. A claim can be posted without knowing its lines, for it
 * balances as a whole; but then what was paid and what was denied stands on no line, and all that reads lines goes wrong
 * in silence: the denial names no service, the next payer is told nothing of the line, a later decision about another
 * line passes for one about the same, and contract and payment cannot be compared. So the whole CLP is parked, as one
 * whose claim is not known: its money in suspense at CLP04, the claim as it was, one task that names the lines, and the
 * decision of the person (`belongs-to` this claim, with `lines`) posts it once and rightly. Posting first and moving the
 * legs to their lines afterwards was weighed and left: it takes a correction of every leg, the denial's task would be
 * open on a wrong basis meanwhile, and a secondary claim may have gone out.
 *
 * Nobody is asked where nothing hangs on it: of a claim with one line there is no doubt that matters; a line that was
 * neither paid nor denied (taken off by contract, left to the patient, of no amount) says nothing that would be acted
 * on by line; and a reversal takes back whatever the decision was that it mirrors, with its lines.
 */
export function whyLinesAreUnclear(
  adjudication: Adjudication,
  claim: Pick<Claim, 'lines'>,
): string | undefined {
  if (adjudication.statusCode === reversalStatus || claim.lines.length < 2) {
    return undefined;
  }
  const context = adjustmentContextOf(adjudication);
  const unclear = adjudication.lines.flatMap((line, index) => {
    const isDenied = line.adjustments.some(
      (adjustment) =>
        adjustment.amountCents !== 0 && classifyAdjustment(adjustment, context, line).treatment === 'denied',
    );
    return line.lineNumber === undefined && (line.paidCents !== 0 || isDenied)
      ? [
          `line ${index + 1} (${[line.code, ...line.modifiers].join(' ')}, charge ${formatDollars(line.chargeCents)}, paid ${formatDollars(line.paidCents)})`,
        ]
      : [];
  });
  const ours = claim.lines.map(
    ({ lineNumber, code, modifiers, chargeCents }) =>
      `${lineNumber} is ${[code, ...modifiers].join(' ')} at ${formatDollars(chargeCents)}`,
  );
  return unclear.length === 0
    ? undefined
    : `Which lines of the claim the payer decided on is not known of its ${unclear.join(', ')}. Ours: ${ours.join(', ')}.`;
}

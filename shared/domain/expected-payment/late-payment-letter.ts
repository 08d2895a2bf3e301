import type { Payer, Practice } from '#contracts/practice.ts';
import { formatDollars } from '../money/cents.ts';
import { openInterest, type InterestOnPayment } from './late-payments.ts';

/** A payer that is to look at more asks for a list. */
const claimsListed = 30;

/**
 * A letter that asks a payer for the interest that it owes for a month, a sentence each. It names claims by the payer's
 * number and ours, and the law or the contract that each amount follows from; no patient.
 */
export function latePaymentLetter(
  { name, npi, taxId }: Pick<Practice, 'name' | 'npi' | 'taxId'>,
  payer: Pick<Payer, 'name'>,
  interest: readonly InterestOnPayment[],
  month: string,
): string[] {
  const open = interest
    .filter(({ owed }) => owed.openCents > 0)
    .toSorted(
      (one, other) =>
        other.owed.openCents - one.owed.openCents || (one.payment.claimId < other.payment.claimId ? -1 : 1),
    );
  const sources = [...new Set(open.map(({ owed }) => owed.source))];
  return [
    `To ${payer.name}, from ${name} (NPI ${npi}, tax id ${taxId}): interest on claims that were paid late.`,
    `Of the payments posted in ${month}, ${open.length === 1 ? 'one was' : `${open.length} were`} made later than they were due. The interest is owed under: ${sources.join('; ')}.`,
    ...open
      .slice(0, claimsListed)
      .map(
        ({ payment, owed }) =>
          `Your claim ${payment.payerClaimControlNumber}, ours ${payment.claimId}, trace number ${payment.traceNumber}: received ${payment.receivedOn}; ${owed.sentence}, ${formatDollars(owed.openCents)} open.`,
      ),
    ...(open.length > claimsListed
      ? [`And ${open.length - claimsListed} more, which we list on request.`]
      : []),
    `Please pay ${formatDollars(openInterest(open))}, or say for each claim why it is not owed.`,
  ];
}

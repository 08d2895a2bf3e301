import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { openDenials } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { formatDollars, negateCents, subtractCents, sumCents } from '../money/cents.ts';
import { decidedBeyondPatient } from './cover-given-up.ts';
import { awaitsNextPayer } from './passed-on.ts';

/**
 * Why the decisions of payers cannot all stand, as a clause; undefined where they can. What was denied and is open may yet
 * cover what a later payer decided on.
 * @param postings every posting of the claim.
 */
export function whyTooMuchIsDecided(
  claim: Pick<Claim, 'adjudications' | 'legacy'>,
  postings: readonly Posting[],
): string | undefined {
  const owedCents = balancesOf(postings)['payer-receivable'];
  if (owedCents < 0) {
    return `more is decided than was billed, by ${formatDollars(negateCents(owedCents))}: an earlier decision must yet be taken back`;
  }
  const deniedCents = sumCents(openDenials(claim, postings), ({ openCents }) => openCents);
  const twiceCents = subtractCents(decidedBeyondPatient(claim, postings), deniedCents);
  return owedCents === 0 && twiceCents > 0
    ? `payers after the first decided on ${formatDollars(twiceCents)} more than was left to the patient: ask them which of their decisions holds`
    : undefined;
}

/**
 * What payers have yet to decide before the patient is asked for anything, as a clause; undefined where they have decided
 * all.
 * @param postings every posting of the claim.
 */
export function whatIsAwaited(
  claim: Pick<Claim, 'adjudications' | 'coverages'>,
  postings: readonly Posting[],
): string | undefined {
  const balances = balancesOf(postings);
  const owedCents = balances['payer-receivable'];
  if (owedCents > 0) {
    return `${formatDollars(owedCents)} of the charges are not decided`;
  }
  return awaitsNextPayer(claim) !== undefined && balances['patient-receivable'] > 0
    ? 'the claim was passed on to the next payer, which decides what is left to the patient'
    : undefined;
}

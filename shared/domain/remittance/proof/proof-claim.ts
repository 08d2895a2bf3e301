import type { Cents } from '#contracts/cents.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { ProofClaim, ProofLine } from '#contracts/proof.ts';
import { formatDollars, negateCents, sumCents, zeroCents } from '../../money/cents.ts';
import type { Adjustment } from '../../x12/adjudication.ts';
import type { Claim835 } from '../../x12/guides/005010X221A1-835/model.ts';
import { amountsOf, equation, unbalancedWords } from './equation.ts';

/**
 * Proves one CLP: its own two balances, and that the cash of its postings is what it paid.
 * @param postings those that this CLP led to, whoever holds them.
 * @param isPosted whether the remittance was posted, so that every CLP must have become something.
 */
export function proveClaim(
  clp: Claim835,
  claimIndex: number,
  postings: readonly Posting[],
  isPosted: boolean,
): ProofClaim {
  const ownCents = total(clp.adjustments);
  const linesCents = sumOf(clp.lines.map((line) => total(line.adjustments)));
  const about = `Claim ${claimIndex} (${clp.patientControlNumber}): `;
  const claimEquation = equation(
    [
      { words: 'charge (CLP03)', amountCents: clp.chargeCents },
      { words: 'less its adjustments (CAS)', amountCents: negateCents(ownCents) },
      { words: 'less those of its lines', amountCents: negateCents(linesCents) },
    ],
    { words: 'paid (CLP04)', amountCents: clp.paidCents },
  );
  const lines = clp.lines.map((line): ProofLine => ({
    code: [line.procedure.code, ...line.procedure.modifiers].join(' '),
    reasons: reasonsOf(line.adjustments),
    equation: equation(
      [
        { words: 'charge (SVC02)', amountCents: line.chargeCents },
        { words: 'less adjustments (CAS)', amountCents: negateCents(total(line.adjustments)) },
      ],
      { words: 'paid (SVC03)', amountCents: line.paidCents },
    ),
  }));
  const accounts = amountsOf(postings);
  const cashCents = accounts.find(({ account }) => account === 'cash-in-transit')?.amountCents ?? zeroCents;
  const parked = postings.filter(({ cause }) => cause === 'unmatched-remittance');
  const isParked = accounts.some(({ account }) => account === 'suspense');
  return {
    claimIndex,
    patientControlNumber: clp.patientControlNumber,
    claimId: postings.find(({ claimId }) => claimId !== undefined)?.claimId,
    payerControlNumber: clp.payerControlNumber ?? '',
    statusCode: clp.statusCode,
    chargeCents: clp.chargeCents,
    adjustedCents: sumOf([ownCents, linesCents]),
    paidCents: clp.paidCents,
    reasons: reasonsOf(clp.adjustments),
    equation: claimEquation,
    lines,
    outcome: !isPosted ? 'waiting' : isParked ? 'parked' : postings.length === 0 ? 'nothing' : 'posted',
    why: isParked ? parked.at(-1)?.words : undefined,
    accounts,
    faults: [
      ...lines.flatMap((line, index) =>
        unbalancedWords(line.equation, `${about}line ${index + 1} (${line.code}): `),
      ),
      ...unbalancedWords(claimEquation, about),
      ...(isPosted && cashCents !== clp.paidCents
        ? [`${about}the file pays ${formatDollars(clp.paidCents)}; ${formatDollars(cashCents)} are posted.`]
        : []),
    ],
  };
}

/** The CLP, counted from 1, that a posting comes of; undefined for what comes of none, such as a provider adjustment. */
export function claimIndexOf(posting: Posting, remittanceId: RemittanceId): number | undefined {
  if (posting.remittanceId !== remittanceId) {
    return undefined;
  }
  // Both the id of a posting and who made it say so; a correction bears the id of what it corrects.
  const said =
    new RegExp(`^remittance ${remittanceId} claim (\\d+)$`).exec(posting.by) ??
    new RegExp(`(?:adjudication|parked)-${remittanceId}-(\\d+)`).exec(posting.postingId);
  return said === null ? undefined : Number(said[1]);
}

function reasonsOf(adjustments: readonly Adjustment[]): string[] {
  return adjustments.map(
    ({ group, reason, amountCents }) => `${group}-${reason} ${formatDollars(amountCents)}`,
  );
}

function total(adjustments: readonly Adjustment[]): Cents {
  return sumOf(adjustments.map(({ amountCents }) => amountCents));
}

function sumOf(amounts: readonly Cents[]): Cents {
  return amounts.length === 0 ? zeroCents : sumCents(amounts, (amount) => amount);
}

import type { ClaimId } from '#contracts/identifiers.ts';
import { claimIdOfControlNumber } from '../identity/ids.ts';
import { providerAdjustmentRow } from '../remittance/provider-adjustment-codes.ts';
import type { Claim835, ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import { claimsNamedIn, namesIn, nameTheSame } from './reference.ts';

/** A claim of which a remittance takes money back. */
export interface ReversedInFile {
  readonly patientControlNumber: string;
  readonly payerControlNumber?: string;
}

/** A forecast names no more claims than this: it is read by a person. */
const reversalsLimit = 50;

/** The claims of a remittance of which the payer takes money back; `former` are those of the claims before these. */
export function reversalsOf(
  claims: readonly Pick<Claim835, 'patientControlNumber' | 'payerControlNumber' | 'paidCents'>[],
  former: readonly ReversedInFile[] = [],
): ReversedInFile[] {
  const reversed = claims
    .filter(({ paidCents }) => paidCents < 0)
    .map(({ patientControlNumber, payerControlNumber }) => ({
      patientControlNumber,
      ...(payerControlNumber === undefined ? {} : { payerControlNumber }),
    }));
  return [...former, ...reversed].slice(0, reversalsLimit);
}

/** The payer's own numbers by which a takeback may name a claim: to be looked up. */
export function payerNumbersIn({ reasonCode, reference }: ProviderAdjustment835): string[] {
  return isTakeback(reasonCode) && claimsNamedIn(reference).length === 0 ? namesIn(reference) : [];
}

/**
 * The claims of ours that a takeback is about: those that its reference names by our control number or by the payer's,
 * else, where it announces or carries something on, those that the same remittance takes money back of.
 * @param byPayerNumber the claims that the payer decided under the numbers in the reference.
 */
export function claimsOfAdjustment(
  { reasonCode, reference, amountCents }: ProviderAdjustment835,
  reversals: readonly ReversedInFile[],
  byPayerNumber: readonly ClaimId[],
): ClaimId[] {
  if (!isTakeback(reasonCode)) {
    return [];
  }
  const ours = (reversed: readonly ReversedInFile[]): ClaimId[] => [
    ...new Set(
      reversed
        .map(({ patientControlNumber }) => claimIdOfControlNumber(patientControlNumber))
        .filter((claimId) => claimId !== undefined),
    ),
  ];
  const named = [
    claimsNamedIn(reference),
    ours(reversals.filter(({ payerControlNumber }) => nameTheSame(reference, payerControlNumber))),
    [...new Set(byPayerNumber)],
  ].find((claimIds) => claimIds.length > 0);
  return named ?? (amountCents < 0 ? ours(reversals) : []);
}

function isTakeback(reasonCode: string): boolean {
  return providerAdjustmentRow(reasonCode).account === 'takeback-payable';
}

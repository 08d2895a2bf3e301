import type { Hold, HoldReason, HoldTarget } from '#contracts/holds.ts';

/** Why claims are held, in words. */
export const holdReasonWords: Readonly<Record<HoldReason, string>> = {
  'enrollment-pending': 'the provider is not enrolled with the payer yet',
  'contract-or-fee-schedule': 'the contract or the fee schedule is not settled',
  'coverage-under-review': 'the coverage is under review',
  'authorization-pending': 'an authorization is awaited',
  'documentation-missing': 'documentation is missing',
  'coding-review': 'the coding is under review',
  'payer-problem': 'the payer cannot take claims right now',
  'compliance-review': 'compliance is looking into it',
  other: 'there is another reason',
};

/** What a hold stops, in words; ids alone. */
export function targetInWords(target: HoldTarget): string {
  switch (target.by) {
    case 'claim':
      return `claim ${target.claimId}`;
    case 'patient':
      return `patient ${target.patientKey}`;
    case 'provider':
      return `provider ${target.npi}`;
    case 'payer':
      return `payer ${target.payerId}`;
    case 'location':
      return `location ${target.locationId}`;
  }
}

/** A hold in one sentence, with the words of whoever placed it. */
export function holdInWords({ target, reason, words, owner, reviewOn, placedAt, placedBy }: Hold): string {
  return `Hold on ${targetInWords(target)}, since ${holdReasonWords[reason]} (${words}): placed by ${placedBy} on ${placedAt.slice(0, 10)}, looked after by ${owner}, to be reviewed on ${reviewOn}.`;
}

import type { ScrubbedPayer } from './scrubbed-claim.ts';

/** Medicare part B: bound by the rules that CMS publishes. */
export function isMedicare(payer: ScrubbedPayer | undefined): payer is ScrubbedPayer {
  return payer?.claimFilingIndicator === 'MB';
}

/** Medicaid: has NCCI tables of its own. */
export function isMedicaid(payer: ScrubbedPayer | undefined): payer is ScrubbedPayer {
  return payer?.claimFilingIndicator === 'MC';
}

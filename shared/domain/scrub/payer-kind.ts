import type { Payer } from '#contracts/practice.ts';

/** Medicare part B: bound by the rules that CMS publishes. */
export function isMedicare(payer: Payer | undefined): payer is Payer {
  return payer?.claimFilingIndicator === 'MB';
}

/** Medicaid: has NCCI tables of its own. */
export function isMedicaid(payer: Payer | undefined): payer is Payer {
  return payer?.claimFilingIndicator === 'MC';
}

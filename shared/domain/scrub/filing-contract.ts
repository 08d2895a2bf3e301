import type { Payer } from '#contracts/practice.ts';
import type { EditFinding } from './edit.ts';
import type { ScrubbedPayer } from './scrubbed-claim.ts';

/** Whether the contract with a payer says how long it takes claims. */
export function hasFilingLimit(
  payer: ScrubbedPayer,
): payer is ScrubbedPayer & Pick<Payer, 'filingLimitDays'> {
  return payer.filingLimitDays !== undefined;
}

/** Said of a payer whose contract is not known: nobody can tell whether a claim comes in time. */
export function contractNotKnown({ name }: ScrubbedPayer): EditFinding {
  return {
    result: 'not-checked',
    where: 'claim',
    found: `no contract with ${name} that says how long it takes claims`,
    expected: 'the claim with the payer within its filing limit',
    fix: 'Hold the claim against the document of its practice, which has the filing limits of its payers.',
  };
}

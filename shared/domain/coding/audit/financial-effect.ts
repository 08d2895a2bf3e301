import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Coding, FinancialEffect } from '#contracts/coding-audit.ts';
import type { Practice } from '#contracts/practice.ts';
import { seedTables } from '../../code-sets/seed-tables.ts';
import { primaryCoverage } from '../../eligibility/primary-coverage.ts';
import { expectedAllowed } from '../../expected-payment/expected-allowed.ts';
import type { MedicarePrices } from '../../expected-payment/medicare-price.ts';
import { sumCents } from '../../money/cents.ts';

/** What the practice's own contracts say; a contract that follows Medicare's schedule is gone by the charges. */
const withoutMedicare: MedicarePrices = {
  physicianFees: seedTables.physicianFees,
  placesOfService: seedTables.placesOfService,
  conversionFactorOn: () => undefined,
  costIndexOn: () => undefined,
};

/**
 * What a coding comes to in money beside the right one: by the contract with the first payer where it prices every line
 * of both, and else by the charges.
 */
export function financialEffect(
  claim: Claim,
  practice: Practice,
  coded: Coding,
  right: Coding,
): FinancialEffect {
  const [codedCents, rightCents] = [expected(claim, practice, coded), expected(claim, practice, right)];
  return codedCents === undefined || rightCents === undefined
    ? { basis: 'charge', codedCents: charged(coded), rightCents: charged(right) }
    : { basis: 'contract', codedCents, rightCents };
}

const charged = ({ lines }: Coding): Cents => sumCents(lines, ({ chargeCents }) => chargeCents);

function expected(claim: Claim, practice: Practice, { lines }: Coding): Cents | undefined {
  const payerId = primaryCoverage(claim)?.payerId;
  const payer = practice.payers.find((one) => one.payerId === payerId);
  if (payer === undefined) {
    return undefined;
  }
  const priced = expectedAllowed(
    { lines, placeOfService: claim.placeOfService },
    payer,
    practice,
    withoutMedicare,
  ).map(({ expectedCents }) => expectedCents);
  const known = priced.filter((amount) => amount !== undefined);
  return known.length < priced.length ? undefined : sumCents(known, (amount) => amount);
}

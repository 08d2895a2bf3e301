import type { Cents } from '#contracts/cents.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { notLoaded } from '#domain/code-sets/code-tables.ts';
import { expectedAllowed } from '#domain/expected-payment/expected-allowed.ts';
import type { MedicarePrices } from '#domain/expected-payment/medicare-price.ts';
import { cents } from '#domain/money/cents.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import type { Behaviour } from './behaviour.ts';

export interface PricedLine {
  readonly line: ServiceLine837P;
  readonly paidCents: Cents;
  readonly allowedCents: Cents;
  readonly adjustments: readonly Adjustment[];
}

/** A payer as the practice's document has it, with the schedules that its contracts may refer to. */
export type ContractedPayer = Payer & Partial<Pick<Practice, 'feeSchedules'>>;

/** A code that the contract does not price is allowed at this share of its charge, in hundredths. */
const unlistedPercent = 80;
/** What a payer that does not keep to its contract allows of it, in hundredths. */
const underpaidPercent = 90;
const deductibleCents = 150_00;
const copayCents = 25_00;
const coinsurancePercent = 20;
const sequestrationPercent = 2;

/** How the patient's share of a claim comes about. */
export type Share =
  | { readonly kind: 'none' }
  | { readonly kind: 'deductible'; readonly remainingCents: number }
  | { readonly kind: 'copay-and-coinsurance' }
  | { readonly kind: 'medicare' };

export function shareOf(behaviour: Behaviour, payerId: string): Share {
  if (behaviour === 'DED') {
    return { kind: 'deductible', remainingCents: deductibleCents };
  }
  if (behaviour === 'SHARE') {
    return { kind: 'copay-and-coinsurance' };
  }
  return payerId === 'FEDMB' ? { kind: 'medicare' } : { kind: 'none' };
}

/** Prices every line by the contract and takes the patient's share off, line after line. */
export function priceClaim(
  claim: Claim837P,
  payer: ContractedPayer | undefined,
  share: Share,
  behaviour: Behaviour,
): PricedLine[] {
  const contracted = contractedCents(claim, payer);
  let deductible = share.kind === 'deductible' ? share.remainingCents : 0;
  return claim.lines.map((line, index) => {
    const full = Math.min(
      contracted.get(index + 1) ?? percentOf(line.chargeCents, unlistedPercent),
      line.chargeCents,
    );
    const allowed = behaviour === 'UNDER' ? percentOf(full, underpaidPercent) : full;
    const adjustments: Adjustment[] = [];
    const take = (group: string, reason: string, amount: number): number => {
      if (amount > 0) {
        adjustments.push({ group, reason, amountCents: cents(amount) });
      }
      return amount;
    };
    take('CO', '45', line.chargeCents - allowed);
    let paid: number = allowed;
    switch (share.kind) {
      case 'none':
        break;
      case 'deductible': {
        const taken = take('PR', '1', Math.min(deductible, paid));
        deductible -= taken;
        paid -= taken;
        break;
      }
      case 'copay-and-coinsurance':
        paid -= take('PR', '3', index === 0 ? Math.min(copayCents, paid) : 0);
        paid -= take('PR', '2', percentOf(paid, coinsurancePercent));
        break;
      case 'medicare':
        paid -= take('PR', '2', percentOf(paid, coinsurancePercent));
        paid -= take('CO', '253', percentOf(paid, sequestrationPercent));
        break;
    }
    return { line, paidCents: cents(paid), allowedCents: cents(allowed), adjustments };
  });
}

/** A payer in a box has loaded nothing: what its contract leaves to Medicare's schedule it does not know. */
const noPrices: MedicarePrices = {
  physicianFees: notLoaded,
  placesOfService: notLoaded,
  conversionFactorOn: () => undefined,
  costIndexOn: () => undefined,
};

/** What the contract allows by line, counted from 1, as the practice itself expects it; without lines that it does not price. */
function contractedCents(
  claim: Claim837P,
  payer: ContractedPayer | undefined,
): ReadonlyMap<number, Cents | undefined> {
  if (payer === undefined) {
    return new Map();
  }
  const { feeSchedules = [] } = payer;
  const lines = claim.lines.map((line, index) => ({
    lineNumber: index + 1,
    lineControlNumber: line.lineControlNumber ?? '',
    code: line.code,
    modifiers: [...line.modifiers],
    units: line.units,
    chargeCents: line.chargeCents,
    diagnosisPointers: [],
    serviceDate: line.serviceDates.from,
  }));
  return new Map(
    expectedAllowed({ lines, placeOfService: claim.placeOfService }, payer, { feeSchedules }, noPrices).map(
      ({ lineNumber, expectedCents }) => [lineNumber, expectedCents],
    ),
  );
}

/** Rounds half up to a cent. */
function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}

import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { MedicareLocality } from '#contracts/fee-schedule.ts';
import type { CodeTables, PhysicianFeeRow } from '../code-sets/code-tables.ts';
import type { CostIndexRow } from '../code-sets/rows.ts';
import { cents } from '../money/cents.ts';

/** What Medicare's prices are worked out from, as it was loaded. */
export interface MedicarePrices {
  readonly physicianFees: CodeTables['physicianFees'];
  readonly placesOfService: CodeTables['placesOfService'];
  /** Ten-thousandths of a dollar for one relative value unit on a day of service; undefined when no schedule says so. */
  conversionFactorOn(this: void, day: PlainDate): number | undefined;
  /** The indices of a locality on a day of service; undefined when none were loaded that have it. */
  costIndexOn(this: void, locality: MedicareLocality, day: PlainDate): CostIndexRow | undefined;
}

/** What of a line decides its price. */
export interface PricedService {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly placeOfService: string;
  /** The day whose schedule counts. */
  readonly on: PlainDate;
}

export interface MedicareTerms {
  readonly locality: MedicareLocality;
  readonly conversionFactorTenThousandths?: number | undefined;
}

/** One unit by Medicare's schedule, before any reduction. */
export interface MedicarePrice {
  readonly priceCents: Cents;
  /** The part of the price that stands for the practice's expense: what therapy is reduced by. */
  readonly practiceExpenseCents: Cents;
  readonly row: PhysicianFeeRow;
}

export type PricedByMedicare =
  | MedicarePrice
  | {
      readonly priceCents?: never;
      /** `not-priced`: Medicare has no price for it. `unknown`: what is loaded cannot tell. */
      readonly lacks: 'not-priced' | 'unknown';
      readonly why: string;
    };

/** Status codes with a price: active, restricted coverage, and injections. Source: the record layout of the fee schedule's file. */
const pricedStatuses: ReadonlySet<string> = new Set(['A', 'R', 'T']);
/** Modifiers with a row of their own. */
const partModifiers: readonly string[] = ['26', 'TC', '53'];

/**
 * Medicare's price of one unit: relative value units, each times the index of the locality, times the conversion factor,
 * rounded once to the cent. Work, practice expense (of a facility or not, by place of service) and malpractice.
 * Source: 42 CFR 414.20 to 414.28, and the formula in the notes of the published fee schedule.
 */
export function priceByMedicare(
  service: PricedService,
  terms: MedicareTerms,
  prices: MedicarePrices,
): PricedByMedicare {
  const { code, modifiers, placeOfService, on } = service;
  const edition = prices.physicianFees.inForceOn(on);
  const part = partModifiers.find((modifier) => modifiers.includes(modifier)) ?? '';
  const row = edition?.find(code, part);
  if (row === undefined) {
    return edition?.isWhole === true && (part === '' || edition.find(code, '') === undefined)
      ? { lacks: 'not-priced', why: `Medicare's fee schedule has no ${named(code, part)}` }
      : {
          lacks: 'unknown',
          why: `No fee schedule of Medicare (mpfs) is loaded that has ${named(code, part)} on ${on}`,
        };
  }
  if (row.status === 'B') {
    return { priceCents: cents(0), practiceExpenseCents: cents(0), row };
  }
  if (!pricedStatuses.has(row.status)) {
    return {
      lacks: 'not-priced',
      why: `Medicare does not price ${named(code, part)} (status ${row.status})`,
    };
  }
  const place = prices.placesOfService.inForceOn(on)?.find(placeOfService);
  const factor = terms.conversionFactorTenThousandths ?? prices.conversionFactorOn(on);
  const index = prices.costIndexOn(terms.locality, on);
  if (place === undefined || factor === undefined || index === undefined) {
    const lacking =
      place === undefined
        ? `the place of service ${placeOfService}`
        : factor === undefined
          ? `a conversion factor (mpfs) for ${on}`
          : `the indices (gpci) of locality ${terms.locality.locality} of contractor ${terms.locality.contractor} for ${on}`;
    return { lacks: 'unknown', why: `What is loaded lacks ${lacking}` };
  }
  const expense = place.isFacility ? row.practiceFacilityHundredths : row.practiceNonFacilityHundredths;
  const ofExpense = expense * index.practiceThousandths;
  const units =
    row.workHundredths * index.workThousandths +
    ofExpense +
    row.malpracticeHundredths * index.malpracticeThousandths;
  return { priceCents: inCents(units, factor), practiceExpenseCents: inCents(ofExpense, factor), row };
}

/** Hundred-thousandths of a unit times ten-thousandths of a dollar, rounded half up to the cent. */
function inCents(units: number, factor: number): Cents {
  return cents(Math.floor((units * factor + 5_000_000) / 10_000_000));
}

function named(code: string, part: string): string {
  return part === '' ? code : `${code} with modifier ${part}`;
}

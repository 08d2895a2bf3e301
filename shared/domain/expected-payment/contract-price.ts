import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PayerContract } from '#contracts/fee-schedule.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { isWithin } from '../calendar/plain-date.ts';
import type { PhysicianFeeRow } from '../code-sets/code-tables.ts';
import { zeroCents } from '../money/cents.ts';
import { priceByMedicare, type MedicarePrices, type PricedService } from './medicare-price.ts';
import { shareOf } from './share.ts';

/** A dated contract, or the amounts that a payer's document gives without one. */
export type ContractInForce = Pick<PayerContract, 'contractId' | 'basis' | 'rules'>;

/** What a contract allows for one unit, before any rule changes it. */
export type ContractPrice =
  | {
      readonly priceCents: Cents;
      readonly practiceExpenseCents: Cents;
      /** The modifier whose own price this is; another rule for it would count it twice. */
      readonly pricedModifier?: string;
      readonly row?: PhysicianFeeRow;
      readonly why?: never;
    }
  /** The contract does not say, in words. */
  | { readonly priceCents?: never; readonly why: string };

const standingRules: PayerContract['rules'] = {
  isLesserOfCharge: true,
  caseRates: [],
  modifierShares: [],
  tolerance: { amountCents: 100 as Cents, basisPoints: 100 },
};

/** The contract of a payer that a day of service falls under; of two the later one. Undefined where there is none. */
export function contractOn(
  payer: Pick<Payer, 'contract' | 'contracts'>,
  on: PlainDate,
): ContractInForce | undefined {
  const dated = payer.contracts
    .filter(({ effectiveFrom, effectiveTo }) => isWithin(on, effectiveFrom, effectiveTo))
    .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
  return (
    dated ??
    (payer.contract.length === 0
      ? undefined
      : {
          contractId: 'standing',
          basis: { kind: 'fee-schedule', rows: payer.contract },
          rules: standingRules,
        })
  );
}

/** What the contract allows for one unit of a service. A price for the line's modifier goes before one without. */
export function contractPrice(
  { basis }: ContractInForce,
  service: PricedService & { readonly chargeCentsPerUnit: Cents },
  practice: Pick<Practice, 'feeSchedules'>,
  prices: MedicarePrices,
): ContractPrice {
  switch (basis.kind) {
    case 'fee-schedule':
      return ofRows(
        basis.rows.map(({ allowedCents, ...row }) => ({ ...row, amountCents: allowedCents })),
        service,
        'The contract',
      );
    case 'percent-of': {
      const schedule = practice.feeSchedules.find(
        ({ feeScheduleId }) => feeScheduleId === basis.feeScheduleId,
      );
      if (schedule === undefined || !isWithin(service.on, schedule.effectiveFrom, schedule.effectiveTo)) {
        return { why: `The fee schedule ${basis.feeScheduleId} is not in force on ${service.on}` };
      }
      return scaled(ofRows(schedule.rows, service, schedule.name), basis.basisPoints);
    }
    case 'percent-of-charge':
      return {
        priceCents: shareOf(service.chargeCentsPerUnit, basis.basisPoints),
        practiceExpenseCents: zeroCents,
      };
    case 'percent-of-medicare': {
      const on = basis.year === undefined ? service.on : inYear(service.on, basis.year);
      const priced = priceByMedicare({ ...service, on }, basis, prices);
      if (priced.priceCents !== undefined) {
        const part = ['26', 'TC', '53'].find((modifier) => modifier === priced.row.modifier);
        return scaled(
          { ...priced, ...(part === undefined ? {} : { pricedModifier: part }) },
          basis.basisPoints,
        );
      }
      return priced.lacks === 'not-priced' && basis.otherCodesBasisPoints !== undefined
        ? {
            priceCents: shareOf(service.chargeCentsPerUnit, basis.otherCodesBasisPoints),
            practiceExpenseCents: zeroCents,
          }
        : { why: priced.why };
    }
  }
}

interface Row {
  readonly code: string;
  readonly modifier?: string | undefined;
  readonly amountCents: Cents;
  readonly effectiveFrom?: PlainDate | undefined;
  readonly effectiveTo?: PlainDate | undefined;
}

function ofRows(rows: readonly Row[], { code, modifiers, on }: PricedService, of: string): ContractPrice {
  const inForce = rows
    .filter((row) => row.code === code && isWithin(on, row.effectiveFrom, row.effectiveTo))
    .toSorted((one, other) => ((one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? 1 : -1));
  const row =
    inForce.find(({ modifier }) => modifier !== undefined && modifiers.includes(modifier)) ??
    inForce.find(({ modifier }) => modifier === undefined);
  return row === undefined
    ? { why: `${of} has no price for ${code} on ${on}` }
    : {
        priceCents: row.amountCents,
        practiceExpenseCents: zeroCents,
        ...(row.modifier === undefined ? {} : { pricedModifier: row.modifier }),
      };
}

function scaled(price: ContractPrice, basisPoints: number): ContractPrice {
  return price.priceCents === undefined
    ? price
    : {
        ...price,
        priceCents: shareOf(price.priceCents, basisPoints),
        practiceExpenseCents: shareOf(price.practiceExpenseCents, basisPoints),
      };
}

/** The same day of another year; the last of February where that year has no 29th. */
function inYear(day: PlainDate, year: number): PlainDate {
  const monthAndDay = day.slice(5) === '02-29' && !isLeap(year) ? '02-28' : day.slice(5);
  return `${year}-${monthAndDay}` as PlainDate;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

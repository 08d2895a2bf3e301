import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { FeeSchedule, PriceRow } from '#contracts/fee-schedule.ts';
import type { Practice } from '#contracts/practice.ts';
import { isWithin } from '../../calendar/plain-date.ts';
import { cents } from '../../money/cents.ts';
import type { Resolved } from './resolved.ts';

interface Price {
  readonly row: PriceRow;
  readonly schedule: Pick<FeeSchedule, 'effectiveFrom' | 'effectiveTo'>;
}

/** Priced line by line, and the same until the practice is loaded anew. */
const indexes = new WeakMap<readonly FeeSchedule[], ReadonlyMap<string, readonly Price[]>>();

function pricesByCode(schedules: readonly FeeSchedule[]): ReadonlyMap<string, readonly Price[]> {
  const known = indexes.get(schedules);
  if (known !== undefined) {
    return known;
  }
  const prices = schedules
    .filter(({ use }) => use === 'charges')
    .flatMap((schedule) => schedule.rows.map((row): Price => ({ row, schedule })));
  const index = Map.groupBy(prices, ({ row }) => row.code);
  indexes.set(schedules, index);
  return index;
}

/**
 * What the practice charges for a line that came without a charge, all units together: the price in force on the day of
 * service, one for a modifier of the line before one without, the one from the latest day.
 */
export function priceLine(
  practice: Pick<Practice, 'feeSchedules'>,
  line: {
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly units: number;
    readonly on: PlainDate;
  },
): Resolved<Cents> {
  let best: PriceRow | undefined;
  let bestFrom = '';
  for (const { row, schedule } of pricesByCode(practice.feeSchedules).get(line.code) ?? []) {
    const inForce =
      isWithin(line.on, schedule.effectiveFrom, schedule.effectiveTo) &&
      isWithin(line.on, row.effectiveFrom, row.effectiveTo);
    const fits = row.modifier === undefined || line.modifiers.includes(row.modifier);
    const from = row.effectiveFrom ?? schedule.effectiveFrom ?? '';
    const hasModifier = row.modifier !== undefined;
    const bestHasModifier = best?.modifier !== undefined;
    const isBetter = best === undefined || (hasModifier === bestHasModifier ? from > bestFrom : hasModifier);
    if (inForce && fits && isBetter) {
      best = row;
      bestFrom = from;
    }
  }
  if (best !== undefined) {
    return { value: cents(best.amountCents * line.units), note: 'price-filled-in' };
  }
  return {
    problem: {
      code: 'charge-missing',
      found: `no charge, and no price of ${line.code} on ${line.on} in the fee schedules of the practice`,
      expected: 'a charge, or a price in force on the day of service',
      howToFix: 'Send the charge, or have the practice administrator add the code to the fee schedule.',
    },
  };
}

import type { PlainDate } from '#contracts/dates.ts';
import type { Coverage } from '#contracts/encounter.ts';
import type { KeptCoverage } from '#contracts/patient-registration.ts';

const orders = ['primary', 'secondary', 'tertiary'] as const;

/** Whether a coverage holds on a day. */
export function isInForce(
  { from, to }: { readonly from?: PlainDate | undefined; readonly to?: PlainDate | undefined },
  day: PlainDate,
): boolean {
  return (from === undefined || from <= day) && (to === undefined || to >= day);
}

/** The coverages that hold on a day, in the order in which they pay, with the days on which they hold. */
export function registeredOn(coverages: readonly KeptCoverage[], day: PlainDate): KeptCoverage[] {
  return coverages
    .filter((coverage) => isInForce(coverage, day))
    .toSorted((one, other) => orders.indexOf(one.order) - orders.indexOf(other.order));
}

/**
 * The coverages of a visit on this day, as an encounter names them. Where the first has ended, the next moves up: an order
 * without a gap is what every payer asks for.
 */
export function coveragesOn(coverages: readonly KeptCoverage[], day: PlainDate): Coverage[] {
  return registeredOn(coverages, day).flatMap(
    ({ from: _from, to: _to, copay: _copay, ...coverage }, place) => {
      const order = orders[place];
      return order === undefined ? [] : [{ ...coverage, order }];
    },
  );
}

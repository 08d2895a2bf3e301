import type { PlainDate } from '#contracts/dates.ts';
import type { MedicareLocality, PayerContract } from '#contracts/fee-schedule.ts';
import type { Practice } from '#contracts/practice.ts';
import { addDays } from '../calendar/plain-date.ts';

/** What of Medicare's fee schedule was loaded. */
export interface LoadedSchedules {
  /** Whether an edition of the relative values governs a day, and whether it has a conversion factor. */
  readonly schedule: (day: PlainDate) => 'none' | 'without-factor' | 'loaded';
  /** Whether an edition of the indices governs a day, and whether it has a locality. */
  readonly indices: (day: PlainDate, locality: MedicareLocality) => 'none' | 'without-locality' | 'loaded';
}

/** Services of a year before are still decided on. */
const daysBack = 366;
const quarters: readonly string[] = ['01-01', '04-01', '07-01', '10-01'];

/** A year of a contract that rests on Medicare's schedule, and the days of it on which another edition may begin. */
export interface ContractYear {
  readonly payerId: string;
  readonly contractId: string;
  readonly year: string;
  readonly locality: MedicareLocality;
  /** The contract has a conversion factor of its own. */
  readonly hasFactor: boolean;
  readonly days: readonly PlainDate[];
}

/** The years whose schedules the contracts of a practice are reckoned with: of the last twelve months, and of a contract that is to come its first. */
export function contractYears({ payers }: Pick<Practice, 'payers'>, today: PlainDate): ContractYear[] {
  return payers.flatMap(({ payerId, contracts }) =>
    contracts.flatMap((contract): ContractYear[] => {
      const { contractId, basis } = contract;
      return basis.kind !== 'percent-of-medicare'
        ? []
        : [...Map.groupBy(daysOf(contract, basis.year, today), (day) => day.slice(0, 4))].map(
            ([year, days]) => ({
              payerId,
              contractId,
              year,
              locality: basis.locality,
              hasFactor: basis.conversionFactorTenThousandths !== undefined,
              days,
            }),
          );
    }),
  );
}

function daysOf(
  { effectiveFrom, effectiveTo }: Pick<PayerContract, 'effectiveFrom' | 'effectiveTo'>,
  frozen: number | undefined,
  today: PlainDate,
): PlainDate[] {
  const back = addDays(today, -daysBack);
  const from = effectiveFrom < back ? back : effectiveFrom;
  const to = effectiveTo !== undefined && effectiveTo < today ? effectiveTo : today < from ? from : today;
  if (to < from) {
    return [];
  }
  if (frozen !== undefined) {
    return quarters.map((quarter) => `${frozen}-${quarter}` as PlainDate);
  }
  const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
  const begins = years
    .flatMap((year) => quarters.map((quarter) => `${year}-${quarter}` as PlainDate))
    .filter((day) => day > from && day <= to);
  return [from, ...begins];
}

/**
 * What the contracts of a practice rest on and is not loaded, a sentence each: whose contract, which locality or year,
 * and what is to be loaded. Until then nothing that they concern is compared.
 */
export function lackingTables(years: readonly ContractYear[], loaded: LoadedSchedules): string[] {
  return years.flatMap(({ payerId, contractId, year, locality, hasFactor, days }) => {
    const of = `payers ${payerId} contracts ${contractId}`;
    const notChecked = `Until then what ${payerId} allows in ${year} is not checked`;
    const first = (isLacking: (day: PlainDate) => boolean): PlainDate | undefined => days.find(isLacking);
    const noSchedule = first((day) => loaded.schedule(day) === 'none');
    const noFactor = hasFactor ? undefined : first((day) => loaded.schedule(day) === 'without-factor');
    const noIndices = first((day) => loaded.indices(day, locality) === 'none');
    const noLocality = first((day) => loaded.indices(day, locality) === 'without-locality');
    const named = `locality ${locality.locality} of contractor ${locality.contractor}`;
    return [
      ...(noSchedule === undefined
        ? []
        : [
            `${of}: found no edition of Medicare's fee schedule (mpfs) that governs ${noSchedule}; expected the one of ${year}. Load Medicare's relative value file of ${year} with "codes load". ${notChecked}.`,
          ]),
      ...(noFactor === undefined
        ? []
        : [
            `${of}: found the fee schedule (mpfs) that governs ${noFactor} without a conversion factor; expected one. Load the whole relative value file of ${year} in its place, or give the contract a factor of its own. ${notChecked}.`,
          ]),
      ...(noIndices === undefined
        ? []
        : [
            `${of}: found no indices of localities (gpci) that govern ${noIndices}; expected those of ${year}, with ${named}. Load Medicare's geographic practice cost indices of ${year} with "codes load". ${notChecked}.`,
          ]),
      ...(noLocality === undefined
        ? []
        : [
            `${of}: found ${named}; expected one of those that the indices (gpci) of ${year} have. Correct the number, or load the indices that have it. ${notChecked}.`,
          ]),
    ];
  });
}

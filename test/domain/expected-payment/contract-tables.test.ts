import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { PayerContract } from '#contracts/fee-schedule.ts';
import {
  contractYears,
  lackingTables,
  type LoadedSchedules,
} from '#domain/expected-payment/contract-tables.ts';
import { samplePractice } from '../ledger/sample-claim.ts';

const today = PlainDate.parse('2026-11-20');
const locality = { contractor: '13202', locality: '01' };

function practiceWith(
  basis: Readonly<Record<string, unknown>> = {},
  dates: Readonly<Record<string, unknown>> = {},
) {
  const [first, ...others] = samplePractice().payers;
  if (first === undefined) {
    throw new Error('The sample practice has no payer');
  }
  const contract = PayerContract.parse({
    contractId: 'JUNIP-2026',
    effectiveFrom: '2026-01-01',
    basis: { kind: 'percent-of-medicare', basisPoints: 11_000, locality, ...basis },
    ...dates,
  });
  return { payers: [{ ...first, contracts: [contract] }, ...others] };
}

const loaded = (changes: Partial<LoadedSchedules> = {}): LoadedSchedules => ({
  schedule: () => 'loaded',
  indices: () => 'loaded',
  ...changes,
});

describe('The years of a contract that rests on the schedule of Medicare', () => {
  test.each<[string, Parameters<typeof practiceWith>, Readonly<Record<string, readonly string[]>>]>([
    [
      'are those of the last twelve months',
      [{}, { effectiveFrom: '2020-01-01' }],
      {
        '2025': ['2025-11-19'],
        '2026': ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'],
      },
    ],
    [
      'end with the contract',
      [{}, { effectiveFrom: '2026-02-01', effectiveTo: '2026-06-30' }],
      { '2026': ['2026-02-01', '2026-04-01'] },
    ],
    [
      'are the first of one that is to come',
      [{}, { effectiveFrom: '2027-01-01' }],
      { '2027': ['2027-01-01'] },
    ],
    [
      'are none of one that ended long ago',
      [{}, { effectiveFrom: '2020-01-01', effectiveTo: '2020-12-31' }],
      {},
    ],
    [
      'are the one that was frozen',
      [{ year: 2024 }, {}],
      { '2024': ['2024-01-01', '2024-04-01', '2024-07-01', '2024-10-01'] },
    ],
    [
      'are none of a share of the charge',
      [{}, { basis: { kind: 'percent-of-charge', basisPoints: 6000 } }],
      {},
    ],
  ])('%s', (_name, given, expected) => {
    const years = contractYears(practiceWith(...given), today);
    expect(Object.fromEntries(years.map(({ year, days }) => [year, days]))).toEqual(expected);
  });
});

describe('What a contract rests on and is not loaded', () => {
  const told = (changes: Partial<LoadedSchedules>, basis = {}) =>
    lackingTables(contractYears(practiceWith(basis), today), loaded(changes));

  test('is nothing where all is there', () => {
    expect(told({})).toEqual([]);
  });

  test.each<[string, Partial<LoadedSchedules>, string]>([
    [
      'the relative values',
      { schedule: (day) => (day < '2026-04-01' ? 'loaded' : 'none') },
      `payers JUNIP contracts JUNIP-2026: found no edition of Medicare's fee schedule (mpfs) that governs 2026-04-01; expected the one of 2026. Load Medicare's relative value file of 2026 with "codes load". Until then what JUNIP allows in 2026 is not checked.`,
    ],
    [
      'a conversion factor',
      { schedule: () => 'without-factor' },
      'payers JUNIP contracts JUNIP-2026: found the fee schedule (mpfs) that governs 2026-01-01 without a conversion factor; expected one. Load the whole relative value file of 2026 in its place, or give the contract a factor of its own. Until then what JUNIP allows in 2026 is not checked.',
    ],
    [
      'the indices of a year',
      { indices: () => 'none' },
      'payers JUNIP contracts JUNIP-2026: found no indices of localities (gpci) that govern 2026-01-01; expected those of 2026, with locality 01 of contractor 13202. Load Medicare\'s geographic practice cost indices of 2026 with "codes load". Until then what JUNIP allows in 2026 is not checked.',
    ],
    [
      'the locality',
      { indices: () => 'without-locality' },
      'payers JUNIP contracts JUNIP-2026: found locality 01 of contractor 13202; expected one of those that the indices (gpci) of 2026 have. Correct the number, or load the indices that have it. Until then what JUNIP allows in 2026 is not checked.',
    ],
  ])('is told in a sentence: %s', (_name, changes, expected) => {
    expect(told(changes)).toEqual([expected]);
  });

  test('is no conversion factor where the contract has its own', () => {
    expect(told({ schedule: () => 'without-factor' }, { conversionFactorTenThousandths: 500_000 })).toEqual(
      [],
    );
  });
});

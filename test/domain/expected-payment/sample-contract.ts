import type { ClaimLine } from '#contracts/claim.ts';
import { PayerContract } from '#contracts/fee-schedule.ts';
import { PayerId } from '#contracts/identifiers.ts';
import { PlainDate } from '#contracts/dates.ts';
import { cents } from '#domain/money/cents.ts';
import type { PhysicianFeeRow } from '#domain/code-sets/code-tables.ts';
import type { MedicarePrices } from '#domain/expected-payment/medicare-price.ts';

export const serviceDay = PlainDate.parse('2025-10-06');
export const locality = { contractor: '02102', locality: '01' };

/** `47562 1042 0 560 250 2` as a row: code, work, practice elsewhere, practice in a facility, malpractice, multiple. */
function fee(text: string, changes: Partial<PhysicianFeeRow> = {}): PhysicianFeeRow {
  const [code = '', work, elsewhere, facility, malpractice, multipleIndicator = '0'] = text.split(' ');
  return {
    code,
    modifier: '',
    status: 'A',
    workHundredths: Number(work),
    practiceNonFacilityHundredths: Number(elsewhere),
    practiceFacilityHundredths: Number(facility),
    malpracticeHundredths: Number(malpractice),
    componentIndicator: '0',
    globalDays: 'XXX',
    preoperativePercent: 0,
    intraoperativePercent: 0,
    postoperativePercent: 0,
    multipleIndicator,
    bilateralIndicator: '0',
    assistantIndicator: '0',
    coSurgeonIndicator: '0',
    teamIndicator: '0',
    endoscopicBase: '',
    ...changes,
  };
}

const surgical = {
  globalDays: '090',
  preoperativePercent: 10,
  intraoperativePercent: 71,
  postoperativePercent: 19,
};

/** Values of our own making; only their shape is Medicare's. */
const feeRows: readonly PhysicianFeeRow[] = [
  fee('99213 130 133 54 10'),
  fee('27447 2000 0 1500 400 2', { ...surgical, bilateralIndicator: '1' }),
  fee('29881 700 0 600 120 2', { ...surgical, bilateralIndicator: '1' }),
  fee('20610 80 90 45 10 2', { bilateralIndicator: '1' }),
  fee('45378 300 500 150 40 3', { endoscopicBase: '45378' }),
  fee('45380 350 600 180 50 3', { endoscopicBase: '45378' }),
  fee('45385 450 700 220 60 3', { endoscopicBase: '45378' }),
  fee('72148 140 500 0 10 4'),
  fee('72148 140 60 60 5 4', { modifier: '26' }),
  fee('72148 0 440 0 5 4', { modifier: 'TC' }),
  fee('72141 150 480 0 10 4'),
  fee('72141 150 65 65 5 4', { modifier: '26' }),
  fee('72141 0 415 0 5 4', { modifier: 'TC' }),
  fee('97110 45 40 40 2 5'),
  fee('97140 43 38 38 2 5'),
  fee('93306 150 400 0 10 6'),
  fee('93306 150 55 55 5 6', { modifier: '26' }),
  fee('93880 80 380 0 10 6'),
  fee('93880 80 30 30 5 6', { modifier: '26' }),
  // $100.00 each, by their indicator for both sides.
  ...['0', '1', '2', '3', '9'].map((bilateralIndicator) =>
    fee(`1000${bilateralIndicator} 200 109 109 0`, { bilateralIndicator }),
  ),
  fee('36415 0 10 10 0', { status: 'X' }),
  fee('99080 0 0 0 0', { status: 'B' }),
];

const edition = { edition: '2025Q4', isWhole: true } as const;

/** A relative value unit is worth $32.3465; the locality's indices are those given. */
export function samplePrices(
  indices = { workThousandths: 1000, practiceThousandths: 1000, malpracticeThousandths: 1000 },
): MedicarePrices {
  return {
    physicianFees: {
      inForceOn: (day) =>
        day < '2025-01-01'
          ? undefined
          : {
              ...edition,
              table: 'mpfs',
              find: (code, modifier) => feeRows.find((row) => row.code === code && row.modifier === modifier),
            },
    },
    placesOfService: {
      inForceOn: () => ({
        ...edition,
        table: 'place-of-service',
        find: (code) =>
          code === '11' || code === '22' ? { code, label: 'a place', isFacility: code === '22' } : undefined,
      }),
    },
    conversionFactorOn: (day) => (day < '2025-01-01' ? undefined : 323_465),
    costIndexOn: (of) =>
      of.locality === '01' ? { ...of, state: 'AK', name: 'Alaska', ...indices } : undefined,
  };
}

/** `27447-RT x2 3000.00` as a line; the first is line 1. */
export function linesOf(...texts: readonly string[]): ClaimLine[] {
  return texts.map((text, index) => {
    const [, code = '', modifiers = '', units = '1', charge = ''] =
      /^(\w{5})((?:-\w\w)*)(?: x(\d+))? (\d+\.\d\d)$/.exec(text) ?? [];
    return {
      lineNumber: index + 1,
      lineControlNumber: `L${index + 1}`,
      code,
      modifiers: modifiers.split('-').filter((modifier) => modifier !== ''),
      units: Number(units),
      chargeCents: cents(Math.round(Number(charge) * 100)),
      diagnosisPointers: [1],
      serviceDate: serviceDay,
    };
  });
}

/** A payer with one contract of 2025. */
export function payerWith(
  basis: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, unknown>> = {},
) {
  return {
    payerId: PayerId.parse('JUNIP'),
    name: 'Juniper Health',
    contract: [],
    contracts: [
      PayerContract.parse({
        contractId: 'juniper-2025',
        effectiveFrom: '2025-01-01',
        effectiveTo: '2025-12-31',
        basis,
        rules,
      }),
    ],
  };
}

/** All of Medicare's own prices in the sample's locality. */
export const wholeMedicare = { kind: 'percent-of-medicare', basisPoints: 10_000, locality };

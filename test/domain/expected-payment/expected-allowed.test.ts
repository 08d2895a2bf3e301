import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { FeeSchedule, FeeScheduleRow } from '#contracts/fee-schedule.ts';
import { expectedAllowed } from '#domain/expected-payment/expected-allowed.ts';
import { decimalText } from '#domain/money/cents.ts';
import { linesOf, locality, payerWith, samplePrices, wholeMedicare } from './sample-contract.ts';

interface Case {
  readonly what: string;
  readonly lines: readonly string[];
  readonly basis?: Readonly<Record<string, unknown>>;
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly placeOfService?: string;
  readonly indices?: Parameters<typeof samplePrices>[0];
  /** In dollars; `?` where the contract does not say. */
  readonly expected: readonly string[];
}

const rows = (text: string) =>
  text.split(', ').map((row) => {
    const [code, allowed] = row.split(' ');
    const [bare, modifier] = (code ?? '').split('-');
    return {
      code: bare,
      ...(modifier === undefined ? {} : { modifier }),
      allowedCents: Math.round(Number(allowed) * 100),
      effectiveFrom: '2025-01-01',
    };
  });

const cases: readonly Case[] = [
  // 2.73 units at $32.3465 are $88.305945.
  { what: 'an office visit, rounded once', lines: ['99213 200.00'], expected: ['88.31'] },
  {
    what: 'the same in a facility: 1.94 units',
    lines: ['99213 200.00'],
    placeOfService: '22',
    expected: ['62.75'],
  },
  {
    what: 'each part with the index of the locality: 1.30 x 1.5 + 1.33 x 1.049 + 0.10 x 0.592',
    lines: ['99213 200.00'],
    indices: { workThousandths: 1500, practiceThousandths: 1049, malpracticeThousandths: 592 },
    expected: ['110.12'],
  },
  {
    what: 'a share of it, taken from the rounded price',
    lines: ['99213 200.00'],
    basis: { ...wholeMedicare, basisPoints: 12_000 },
    expected: ['105.97'],
  },
  {
    what: 'a conversion factor of the contract: 2.73 units at $50',
    lines: ['99213 200.00'],
    basis: { ...wholeMedicare, conversionFactorTenThousandths: 500_000 },
    expected: ['136.50'],
  },
  { what: 'never more than the charge', lines: ['99213 80.00'], expected: ['80.00'] },
  {
    what: 'more than the charge where the contract does not limit it',
    lines: ['99213 80.00'],
    rules: { isLesserOfCharge: false },
    expected: ['88.31'],
  },
  { what: 'each unit', lines: ['97110 x3 300.00'], expected: ['84.42'] },
  { what: 'nothing for what Medicare bundles', lines: ['99080 20.00'], expected: ['0.00'] },
  { what: 'unknown: a code that Medicare does not price', lines: ['36415 20.00'], expected: ['?'] },
  {
    what: 'a share of the charge for codes that Medicare does not price',
    lines: ['36415 20.00'],
    basis: { ...wholeMedicare, otherCodesBasisPoints: 6000 },
    expected: ['12.00'],
  },
  {
    what: 'unknown: a place that no table has',
    lines: ['99213 200.00'],
    placeOfService: '77',
    expected: ['?'],
  },
  {
    what: 'unknown: a locality without indices',
    lines: ['99213 200.00'],
    basis: { ...wholeMedicare, locality: { ...locality, locality: '99' } },
    expected: ['?'],
  },
  {
    what: 'unknown: the contract froze a year that is not loaded',
    lines: ['99213 200.00'],
    basis: { ...wholeMedicare, year: 2024 },
    expected: ['?'],
  },
  // 39.00 units: $1,261.51; 14.20: $459.32.
  {
    what: 'two surgeries without a rule for several',
    lines: ['27447 5000.00', '29881 5000.00'],
    placeOfService: '22',
    expected: ['1261.51', '459.32'],
  },
  {
    what: 'two surgeries, the dearest first whatever the order of the lines',
    lines: ['29881 5000.00', '27447 5000.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    placeOfService: '22',
    expected: ['229.66', '1261.51'],
  },
  {
    what: 'a visit beside a surgery is not reduced',
    lines: ['99213-25 200.00', '29881 5000.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    placeOfService: '22',
    expected: ['62.75', '459.32'],
  },
  {
    what: 'shares of the contract: whole, half, a quarter and no less',
    lines: ['27447 5000.00', '29881 5000.00', '20610 500.00', '20610-59 500.00'],
    rules: { multipleProcedures: { by: 'shares', shares: [10_000, 5000, 2500] } },
    placeOfService: '22',
    expected: ['1261.51', '229.66', '10.92', '10.92'],
  },
  // Office prices: 45385 12.10 units $391.39; 45380 10.00 $323.47; base 45378 8.40 $271.71.
  {
    what: 'endoscopies of one family: the dearest, and the others beyond their base',
    lines: ['45380 900.00', '45385 900.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['51.76', '391.39'],
  },
  {
    what: 'the base of a family beside another of it is worth nothing',
    lines: ['45378 900.00', '45385 900.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['0.00', '391.39'],
  },
  {
    what: 'a family of endoscopies beside a dearer surgery: the family at half',
    lines: ['45380 900.00', '45385 900.00', '27447 5000.00'],
    placeOfService: '22',
    rules: { multipleProcedures: { by: 'medicare' } },
    // In a facility: 45385 7.30 units $236.13, 45380 5.80 $187.61, base 4.90 $158.50.
    expected: ['14.56', '118.07', '1261.51'],
  },
  // 72148: $210.25, its reading 2.05 units $66.31; 72141: $207.02, reading 2.20 $71.16, picture $135.86.
  {
    what: 'a second study: 95 % of its reading, half of its picture, each ranked by itself',
    lines: ['72148 900.00', '72141 900.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['206.93', '139.09'],
  },
  {
    what: 'a second reading alone',
    lines: ['72148-26 300.00', '72141-26 300.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['62.99', '71.16'],
  },
  // 97110: $28.14, expense 0.40 units $12.94; 97140: $26.85, expense $12.29.
  {
    what: 'therapy: half of the expense of every unit but the dearest',
    lines: ['97110 x2 300.00', '97140 300.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['49.81', '20.71'],
  },
  // 93306: $181.14, its picture $113.21; 93880: $152.03, its picture $114.83 is the dearer one.
  {
    what: 'the cheaper picture of two cardiovascular studies: three quarters of it',
    lines: ['93306 900.00', '93880 900.00'],
    rules: { multipleProcedures: { by: 'medicare' } },
    expected: ['152.84', '152.03'],
  },
  {
    what: 'both sides of a body with modifier 50',
    lines: ['27447-50 9000.00'],
    rules: { bilateral: 'medicare' },
    placeOfService: '22',
    expected: ['1892.27'],
  },
  {
    what: 'both sides on two lines',
    lines: ['27447-RT 9000.00', '27447-LT 9000.00'],
    rules: { bilateral: 'medicare' },
    placeOfService: '22',
    expected: ['1261.51', '630.76'],
  },
  {
    what: 'both sides on two lines are one procedure beside others',
    lines: ['29881-RT 9000.00', '29881-LT 9000.00', '27447 9000.00'],
    rules: { bilateral: 'medicare', multipleProcedures: { by: 'medicare' } },
    placeOfService: '22',
    expected: ['229.66', '114.83', '1261.51'],
  },
  {
    what: 'both sides on two lines alone are not reduced again',
    lines: ['20610-RT 500.00', '20610-LT 500.00'],
    rules: { bilateral: 'medicare', multipleProcedures: { by: 'shares', shares: [10_000, 5000] } },
    expected: ['58.22', '29.11'],
  },
  {
    what: 'unknown: a modifier with a row of its own, and no row',
    lines: ['29881-53 9000.00'],
    basis: { ...wholeMedicare, otherCodesBasisPoints: 6000 },
    expected: ['?'],
  },
  {
    what: 'a case rate is held against the charges of the case',
    lines: ['45385 500.00', '45380 300.00'],
    rules: { caseRates: [{ codes: ['45385'], allowedCents: 60_000, covers: ['45380'] }] },
    expected: ['600.00', '0.00'],
  },
  {
    what: 'and is no more than these',
    lines: ['45385 300.00', '45380 200.00'],
    rules: { caseRates: [{ codes: ['45385'], allowedCents: 60_000, covers: ['45380'] }] },
    expected: ['500.00', '0.00'],
  },
  {
    what: 'modifier 50 where the indicator knows no sides',
    lines: ['99213-50 900.00'],
    rules: { bilateral: 'medicare' },
    expected: ['88.31'],
  },
  { what: 'an assistant', lines: ['27447-80 9000.00'], placeOfService: '22', expected: ['201.84'] },
  {
    what: 'an assistant who is no physician',
    lines: ['27447-AS 9000.00'],
    placeOfService: '22',
    expected: ['171.57'],
  },
  { what: 'two surgeons', lines: ['27447-62 9000.00'], placeOfService: '22', expected: ['788.44'] },
  {
    what: 'the surgery without what comes after',
    lines: ['27447-54 9000.00'],
    placeOfService: '22',
    expected: ['1021.82'],
  },
  {
    what: 'what comes after the surgery alone',
    lines: ['27447-55 9000.00'],
    placeOfService: '22',
    expected: ['239.69'],
  },
  {
    what: 'a share that the contract gives goes before the one of Medicare',
    lines: ['27447-80 9000.00'],
    rules: { modifierShares: [{ modifier: '80', basisPoints: 2000 }] },
    placeOfService: '22',
    expected: ['252.30'],
  },
  {
    what: 'amounts by code',
    lines: ['99213 200.00', '99214 300.00'],
    basis: { kind: 'fee-schedule', rows: rows('99213 95.00, 99215 180.00') },
    expected: ['95.00', '?'],
  },
  {
    what: 'an amount for the modifier goes before one without, and no share is taken of it',
    lines: ['72148-26 300.00', '72148 300.00'],
    basis: { kind: 'fee-schedule', rows: rows('72148 250.00, 72148-26 70.00') },
    rules: { modifierShares: [{ modifier: '26', basisPoints: 4000 }] },
    expected: ['70.00', '250.00'],
  },
  {
    what: 'a share of a fee schedule of the practice',
    lines: ['99213 200.00'],
    basis: { kind: 'percent-of', feeScheduleId: 'reference', basisPoints: 12_500 },
    expected: ['100.00'],
  },
  {
    what: 'a share of the charge',
    lines: ['99213 x2 201.00'],
    basis: { kind: 'percent-of-charge', basisPoints: 6500 },
    expected: ['130.66'],
  },
  {
    what: 'a case rate, what it covers, and what it does not',
    lines: ['45385 900.00', '45380 900.00', '99213 200.00'],
    rules: { caseRates: [{ codes: ['45385', '45378'], allowedCents: 60_000, covers: ['45380'] }] },
    expected: ['600.00', '0.00', '88.31'],
  },
  {
    what: 'a case rate once, however often its codes stand',
    lines: ['45385 900.00', '45378 900.00'],
    rules: { caseRates: [{ codes: ['45385', '45378'], allowedCents: 60_000 }] },
    expected: ['600.00', '0.00'],
  },
];

const practice = {
  feeSchedules: [
    FeeSchedule.parse({
      feeScheduleId: 'reference',
      name: 'Reference',
      use: 'reference',
      rows: [{ code: '99213', amountCents: 8000 }],
    }),
  ],
};

function allowed({
  lines,
  basis = wholeMedicare,
  rules,
  placeOfService = '11',
  indices,
}: Omit<Case, 'what' | 'expected'>) {
  return expectedAllowed(
    { lines: linesOf(...lines), placeOfService },
    payerWith(basis, rules),
    practice,
    samplePrices(indices),
  );
}

const inDollars = (one: ReturnType<typeof allowed>[number]) =>
  one.expectedCents === undefined ? '?' : decimalText(one.expectedCents);

/** A fee of $99.95 for one unit, by Medicare's indicator for both sides: what each line is allowed. */
const bothSides: readonly (readonly [indicator: string, line: string, expected: readonly string[]])[] = [
  ['0', '10000-50 900.00', ['99.95']],
  ['0', '10000-RT 900.00, 10000-LT 900.00', ['99.95', '0.00']],
  ['0', '10000-RT-LT 900.00', ['99.95']],
  ['0', '10000 x2 900.00', ['199.90']],
  ['1', '10001-50 900.00', ['149.93']],
  ['1', '10001-LT 900.00, 10001-RT 900.00', ['99.95', '49.98']],
  ['1', '10001-RT-LT 900.00', ['149.93']],
  ['1', '10001 x2 900.00', ['149.93']],
  ['1', '10001-50 x2 900.00', ['149.93']],
  ['1', '10001 x3 900.00', ['299.85']],
  ['1', '10001-RT x2 900.00', ['199.90']],
  ['2', '10002-50 900.00', ['99.95']],
  ['2', '10002-RT 900.00, 10002-LT 900.00', ['99.95', '0.00']],
  ['2', '10002-RT-LT 900.00', ['99.95']],
  ['2', '10002 x2 900.00', ['99.95']],
  ['2', '10002-50 x2 900.00', ['99.95']],
  ['2', '10002 900.00', ['99.95']],
  ['3', '10003-50 900.00', ['199.90']],
  ['3', '10003-RT 900.00, 10003-LT 900.00', ['99.95', '99.95']],
  ['3', '10003-RT-LT 900.00', ['199.90']],
  ['3', '10003 x2 900.00', ['199.90']],
  ['9', '10009-50 900.00', ['99.95']],
  ['9', '10009-RT 900.00, 10009-LT 900.00', ['99.95', '99.95']],
  ['9', '10009 x2 900.00', ['199.90']],
];

describe('A contract lets us expect', () => {
  test.each(cases)('$what', ({ what: _what, expected, ...given }) => {
    expect(allowed(given).map(inDollars)).toEqual(expected);
  });

  test.each(bothSides)('of both sides, by indicator %s: %s', (_indicator, lines, expected) => {
    const given = { lines: lines.split(', '), rules: { bilateral: 'medicare' } };
    expect(allowed(given).map(inDollars)).toEqual(expected);
    // What no rule of the contract names changes nothing.
    expect(allowed({ ...given, rules: {} }).map(inDollars)).toEqual(
      given.lines.map((line) => (99.95 * Number(/ x(\d)/.exec(line)?.[1] ?? 1)).toFixed(2)),
    );
  });

  test('by a share of its own only what a modifier says is for both sides', () => {
    const shared = (line: string) => allowed({ lines: [line], rules: { bilateral: 17_000 } }).map(inDollars);
    expect(shared('10002-50 900.00')).toEqual(['169.92']);
    expect(shared('10002 x2 900.00')).toEqual(['199.90']);
  });

  test('nothing that is known of both sides while the indicator is not loaded, and says so', () => {
    const basis = { kind: 'fee-schedule', rows: rows('88888 100') };
    const [line] = allowed({ lines: ['88888-50 900.00'], basis, rules: { bilateral: 'medicare' } });
    expect(line?.expectedCents).toBeUndefined();
    expect(line?.because).toEqual([
      "Medicare's indicator for both sides of the body is not loaded for 88888",
    ]);
    expect(
      allowed({ lines: ['88888 900.00'], basis, rules: { bilateral: 'medicare' } }).map(inDollars),
    ).toEqual(['100.00']);
  });

  test('of both sides of a picture as much of the reading as of the whole', () => {
    const lines = ['72148-50 900.00', '72141 900.00'];
    const rules = { bilateral: 20_000, multipleProcedures: { by: 'medicare' } };
    // The reading of both sides is $132.62, their picture $287.88; 72141: $71.16 and $135.86, each a further one.
    expect(allowed({ lines, rules }).map(inDollars)).toEqual(['420.50', '135.53']);
  });

  test('nothing on a day without a contract, and says so', () => {
    const lines = linesOf('99213 200.00').map((line) => ({
      ...line,
      serviceDate: PlainDate.parse('2026-01-01'),
    }));
    const [line] = expectedAllowed(
      { lines, placeOfService: '11' },
      payerWith(wholeMedicare),
      practice,
      samplePrices(),
    );
    expect(line).toEqual({
      lineNumber: 1,
      code: '99213',
      because: ['There is no contract with Juniper Health for 2026-01-01'],
    });
  });

  test("the payer's standing amounts where no dated contract is in force", () => {
    const payer = {
      ...payerWith(wholeMedicare),
      contract: rows('99213 91.00').map((row) => FeeScheduleRow.parse(row)),
    };
    const ofDay = (day: string) =>
      expectedAllowed(
        {
          lines: linesOf('99213 200.00').map((line) => ({ ...line, serviceDate: PlainDate.parse(day) })),
          placeOfService: '11',
        },
        payer,
        practice,
        samplePrices(),
      ).map((line) => [line.contractId, inDollars(line)]);
    expect(ofDay('2025-12-31')).toEqual([['juniper-2025', '88.31']]);
    expect(ofDay('2026-01-01')).toEqual([['standing', '91.00']]);
  });

  test('amounts with every step that led to them', () => {
    const [, second] = allowed({
      lines: ['27447-RT 9000.00', '27447-LT 9000.00'],
      rules: { bilateral: 'medicare', multipleProcedures: { by: 'medicare' } },
      placeOfService: '22',
    });
    expect(second?.because).toEqual(['27447 is priced at $1,261.51', '50 % for the other side']);
  });
});

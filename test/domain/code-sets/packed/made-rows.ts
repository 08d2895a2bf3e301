import * as fc from 'fast-check';
import type { PlainDate } from '#contracts/dates.ts';
import { type TableName, tableNames } from '#domain/code-sets/code-tables.ts';
import type { TableRows } from '#domain/code-sets/packed/table-contents.ts';

/** Days that are near enough for periods to touch, overlap and end before they begin nowhere. */
export const someDay = fc
  .integer({ min: 0, max: 40 })
  .map((days) => new Date(Date.UTC(2025, 8, 15) + days * 86_400_000).toISOString().slice(0, 10) as PlainDate);

const period = fc
  .tuple(fc.option(someDay), fc.option(someDay))
  .filter(([from, to]) => from === null || to === null || from <= to)
  .map(([from, to]) => ({ ...(from !== null && { from }), ...(to !== null && { to }) }));

const letters = ['0', '1', '2', '8', '9', 'A', 'B', 'C', 'Y', 'Z'];

/** Codes of one to ten characters, many of which begin others. */
export const someCode = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 10 })
  .map((characters) => characters.join(''));

const shortCode = fc
  .array(fc.constantFrom('1', '2', 'G'), { minLength: 1, maxLength: 2 })
  .map((characters) => characters.join(''));

const label = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('', 'Ménière’s disease', 'β-thalassemia 😀'),
);
const range = fc.record({ from: someCode, to: someCode });
const ranges = fc.uniqueArray(range, { maxLength: 3, selector: ({ from, to }) => `${from}-${to}` });
const indicator = fc.constantFrom('0', '1', '2', '3', '9', '');
const hundredths = fc.integer({ min: -5000, max: 2_000_000 });

const procedure = fc.tuple(fc.record({ code: someCode, label }), period).map(([row, days]) => ({
  ...row,
  ...days,
}));
const pair = fc
  .tuple(
    fc.record({
      column1: shortCode,
      column2: shortCode,
      indicator: fc.constantFrom('0' as const, '1' as const, '9' as const),
    }),
    period,
  )
  .map(([row, days]) => ({ ...row, ...days }));
const unitLimit = fc
  .tuple(
    fc.record({
      code: someCode,
      units: fc.nat(100_000),
      counts: fc.constantFrom('line' as const, 'day-absolute' as const, 'day-clinical' as const),
    }),
    period,
  )
  .map(([row, days]) => ({ ...row, ...days }));

/** A row of each table. */
export const someRow: { readonly [Name in TableName]: fc.Arbitrary<TableRows[Name]> } = {
  'icd-10-cm': fc.tuple(procedure, fc.boolean()).map(([row, isBillable]) => ({ ...row, isBillable })),
  'icd-10-cm-notes': fc.record({
    code: someCode,
    excludes1: ranges,
    codeFirst: ranges,
    useAdditional: ranges,
    seventhCharacters: fc.uniqueArray(fc.constantFrom('A', 'D', 'S', '1'), { maxLength: 3 }),
  }),
  mce: fc
    .tuple(
      fc.record({
        code: someCode,
        isManifestation: fc.boolean(),
        isUnacceptablePrincipal: fc.boolean(),
      }),
      fc.option(fc.constantFrom('F' as const, 'M' as const)),
      fc.option(fc.record({ fromYears: fc.nat(20), toYears: fc.integer({ min: 20, max: 124 }) })),
    )
    .map(([row, sex, ages]) => ({ ...row, ...(sex !== null && { sex }), ...(ages !== null && { ages }) })),
  cpt: procedure,
  hcpcs: procedure,
  modifiers: fc.tuple(procedure, fc.boolean()).map(([row, bypassesPairs]) => ({ ...row, bypassesPairs })),
  'place-of-service': fc.tuple(procedure, fc.boolean()).map(([row, isFacility]) => ({ ...row, isFacility })),
  'ncci-ptp-practitioner': pair,
  'ncci-ptp-outpatient': pair,
  'mue-practitioner': unitLimit,
  'mue-outpatient': unitLimit,
  'mue-equipment': unitLimit,
  'ncci-add-on': fc
    .tuple(
      fc.record({
        code: someCode,
        type: fc.constantFrom(1 as const, 2 as const, 3 as const),
        primaries: fc.array(
          fc.tuple(someCode, period).map(([code, days]) => ({ code, ...days })),
          { maxLength: 4 },
        ),
      }),
      period,
    )
    .map(([row, days]) => ({ ...row, ...days })),
  mpfs: fc.record({
    code: fc
      .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 })
      .map((characters) => characters.join('')),
    modifier: fc.constantFrom('', '26', 'TC', '53'),
    status: fc.constantFrom('A', 'B', 'C', 'I'),
    workHundredths: hundredths,
    practiceNonFacilityHundredths: hundredths,
    practiceFacilityHundredths: hundredths,
    malpracticeHundredths: hundredths,
    componentIndicator: indicator,
    globalDays: fc.constantFrom('000', '010', '090', 'MMM', 'XXX', 'YYY', 'ZZZ'),
    preoperativePercent: fc.nat(100),
    intraoperativePercent: fc.nat(100),
    postoperativePercent: fc.nat(100),
    multipleIndicator: indicator,
    bilateralIndicator: indicator,
    assistantIndicator: indicator,
    coSurgeonIndicator: indicator,
    teamIndicator: indicator,
    endoscopicBase: fc.constantFrom('', '29870'),
  }),
};

/** The tables whose rows are found by one code. */
export const listTables = tableNames.filter(
  (name): name is ListTable =>
    name !== 'ncci-ptp-practitioner' && name !== 'ncci-ptp-outpatient' && name !== 'mpfs',
);
type ListTable = Exclude<TableName, 'ncci-ptp-practitioner' | 'ncci-ptp-outpatient' | 'mpfs'>;

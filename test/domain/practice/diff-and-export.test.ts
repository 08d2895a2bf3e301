import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Practice } from '#contracts/practice.ts';
import { changeSentence, describeChanges, diffPractice } from '#domain/practice/diff-practice.ts';
import { exportPracticeJson, exportPracticeYaml } from '#domain/practice/export-practice.ts';
import { faultSentence } from '#domain/practice/practice-fault.ts';
import { practiceFaults } from '#domain/practice/practice-faults.ts';
import { practiceWarnings } from '#domain/practice/practice-warnings.ts';
import { readPracticeDocument } from '#domain/practice/read-practice-document.ts';
import { practice } from '../samples/encounters.ts';
import { fullPractice } from './sample-full-practice.ts';

/** The practice with something put at a path; what is undefined is taken out. */
function withValue(
  path: readonly (string | number)[],
  value: unknown,
  from: Practice = fullPractice,
): Practice {
  const copy: unknown = structuredClone(from);
  let inner = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) {
    inner = inner[step] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (Array.isArray(inner) && value === undefined) {
    inner.splice(Number(last), 1);
  } else {
    inner[last] = value;
  }
  return Practice.parse(copy);
}

const [payer] = fullPractice.payers;

const cases: readonly (readonly [sentence: string, path: readonly (string | number)[], value: unknown])[] = [
  ['name Cedar Hill Family Medicine -> Cedar Hill', ['name'], 'Cedar Hill'],
  ['address: line2 removed (Suite 2)', ['address', 'line2'], undefined],
  ['payers JUNIP: filingLimitDays 180 -> 120', ['payers', 0, 'filingLimitDays'], 120],
  ['payers: JUNIP removed (Juniper Mutual Health)', ['payers', 0], undefined],
  ['payers: OAKHP added (Oak Health)', ['payers', 4], { ...payer, payerId: 'OAKHP', name: 'Oak Health' }],
  ['payers JUNIP: followUpDays 3 entries -> 2 entries', ['payers', 0, 'followUpDays'], [10, 20]],
  [
    'payers JUNIP contracts c2026 basis: basisPoints 12500 -> 13000',
    ['payers', 0, 'contracts', 1, 'basis', 'basisPoints'],
    13_000,
  ],
  [
    'payers JUNIP contract 93000 26 2026-01-01: allowedCents 900 -> 1000',
    ['payers', 0, 'contract', 0, 'allowedCents'],
    1000,
  ],
  ['providers 2000001018: middleName added (Byron)', ['providers', 0, 'middleName'], 'Byron'],
  [
    'providers 2000001018 enrollments: JUNIP 2026-01-01 removed (enrolled)',
    ['providers', 0, 'enrollments', 1],
    undefined,
  ],
  ['locations school: placeOfService 03 -> 11', ['locations', 1, 'placeOfService'], '11'],
  ['feeSchedules main rows: 99213 25 removed (17000)', ['feeSchedules', 0, 'rows', 2], undefined],
  ['codeMappings procedure sample-pm LOCAL OV3: to 99213 -> 99214', ['codeMappings', 0, 'to'], '99214'],
  ['intake: lateChargeDays 5 -> 3', ['intake', 'lateChargeDays'], 3],
  [
    'cutover legacySystems old-pm: until 2027-06-30 -> 2027-12-31',
    ['cutover', 'legacySystems', 0, 'until'],
    '2027-12-31',
  ],
];

describe('The differences of two editions', () => {
  test.each(cases)('are said as "%s"', (sentence, path, value) => {
    const after = withValue(path, value);
    expect(diffPractice(fullPractice, after).map(changeSentence)).toEqual([sentence]);
    const back = diffPractice(after, fullPractice);
    expect(back).toHaveLength(1);
    expect(back[0]?.before).toEqual(diffPractice(fullPractice, after)[0]?.after);
  });

  test('are none for the same, whatever the order of what has a key, and whatever the edition', () => {
    const turned = Practice.parse({
      ...fullPractice,
      edition: 9,
      payers: fullPractice.payers.toReversed(),
      providers: fullPractice.providers.toReversed(),
      codeMappings: fullPractice.codeMappings.toReversed(),
    });
    expect(diffPractice(fullPractice, turned)).toEqual([]);
  });

  test('of several edits are those of each', () => {
    const single = cases.filter(([, path, value]) => value !== undefined && path[0] !== 'payers');
    fc.assert(
      fc.property(fc.subarray([...single]), (chosen) => {
        const after = chosen.reduce<Practice>(
          (draft, [, path, value]) => withValue(path, value, draft),
          fullPractice,
        );
        expect(diffPractice(fullPractice, after).map(changeSentence).toSorted()).toEqual(
          chosen.map(([sentence]) => sentence).toSorted(),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('of more than 200 prices are counted', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      code: `9${1000 + index}`,
      amountCents: index,
    }));
    const after = withValue(['feeSchedules', 0, 'rows'], rows);
    const renamed = { ...after, name: 'Cedar Hill' };
    expect(describeChanges(diffPractice(fullPractice, renamed))).toEqual([
      'name Cedar Hill Family Medicine -> Cedar Hill',
      'feeSchedules main rows: 300 added, 3 removed',
    ]);
  });
});

describe('An export', () => {
  const prices = fc.uniqueArray(
    fc.record({
      code: fc.constantFrom('99213', '00100', '1E100', 'G0439', '0042T'),
      modifier: fc.constantFrom('25', '1E', 'NO', '00'),
      amountCents: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { selector: ({ code, modifier }) => `${code} ${modifier}` },
  );
  const names = fc.constantFrom(
    'Yes',
    'no',
    '007',
    '- a',
    'a: b',
    '#1',
    "it's",
    '"',
    ' x',
    '1e5',
    'null',
    '~',
    '[]',
  );

  test('says nothing new when it is imported, as YAML and as JSON', () => {
    fc.assert(
      fc.property(prices, names, fc.boolean(), (rows, name, isFull) => {
        const exported = Practice.parse({
          ...(isFull ? fullPractice : practice),
          feeSchedules: [
            { feeScheduleId: 'main', name, rows },
            { feeScheduleId: 'reference', name: 'Published', use: 'reference', rows: [] },
          ],
        });
        for (const text of [exportPracticeYaml(exported), exportPracticeJson(exported)]) {
          expect(readPracticeDocument(text)).toMatchObject({ practice: exported, edition: exported.edition });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('leaves out what goes without saying, but for the time zone, and writes a price a line', () => {
    const yaml = exportPracticeYaml(practice);
    expect(yaml).not.toMatch(/locations|codeMappings|mode:|aliases/);
    expect(yaml).toMatch(/^timeZone: America\/New_York$/m);
    expect(yaml).toMatch(
      /^ {6}- \{code: "93000", modifier: "26", allowedCents: 900, effectiveFrom: 2026-01-01\}$/m,
    );
    expect(exportPracticeYaml(fullPractice)).toMatch(/^mode|^locations:$/m);
  });
});

describe('A practice', () => {
  test('of the samples has no fault', () => {
    expect(practiceFaults(practice)).toEqual([]);
    expect(practiceFaults(fullPractice)).toEqual([]);
    expect(practiceWarnings(fullPractice, fullPractice).map(faultSentence)).toEqual([]);
  });

  test.each<readonly [string, readonly (string | number)[], unknown, RegExp]>([
    [
      'a span that ends before it starts',
      ['locations', 1, 'effectiveTo'],
      '2025-01-01',
      /^locations\.1\.effectiveTo: found 2025-01-01; expected 2026-01-01 or later/,
    ],
    [
      'an enrollment with a payer that is not there',
      ['providers', 0, 'enrollments', 0, 'payerId'],
      'NOPAY',
      /^providers\.0\.enrollments\.0\.payerId: found NOPAY, which is not there/,
    ],
    [
      'a supervisor who is not there',
      ['providers', 2, 'supervisingNpi'],
      '2000009999',
      /^providers\.2\.supervisingNpi: found 2000009999/,
    ],
    [
      'a share of a fee schedule that is not there',
      ['payers', 0, 'contracts', 1, 'basis', 'feeScheduleId'],
      'gone',
      /basis\.feeScheduleId: found gone, which is not there/,
    ],
    [
      'a default location that is not there',
      ['intake', 'sources', 0, 'defaults', 'locationId'],
      'attic',
      /defaults\.locationId: found attic/,
    ],
    [
      'one name for two providers',
      ['providers', 1, 'aliases', 0, 'id'],
      'DR0',
      /^providers\.1\.aliases\.0: found DR0, which providers\.0 is called too/,
    ],
    [
      'the same mapping twice',
      ['codeMappings', 2],
      { kind: 'procedure', sourceSystem: 'sample-pm', system: 'LOCAL', from: 'OV3', to: '99214' },
      /^codeMappings\.2: found procedure sample-pm LOCAL OV3 a second time/,
    ],
    [
      'a mapping from ICD-9',
      ['codeMappings', 2],
      { kind: 'diagnosis', system: 'ICD-9-CM', from: '250.00', to: 'E11.9' },
      /^codeMappings\.2\.system: found a mapping from ICD-9-CM/,
    ],
    [
      'a mapping to no diagnosis',
      ['codeMappings', 2],
      { kind: 'diagnosis', from: 'DM', to: '250.00' },
      /^codeMappings\.2\.to: found "250\.00"; expected an ICD-10-CM code/,
    ],
    ['a mapping to no place of service', ['codeMappings', 1, 'to'], '98', /^codeMappings\.1\.to: found "98"/],
    [
      'a pattern of old numbers with groups',
      ['cutover', 'legacySystems', 0, 'controlNumberPattern'],
      '^(V+)+$',
      /expected a regular expression without groups/,
    ],
    [
      'a pattern of old numbers that ours match',
      ['cutover', 'legacySystems', 0, 'controlNumberPattern'],
      '^[A-Z0-9-]{1,20}$',
      /expected a pattern that no control number of ours matches/,
    ],
    [
      'a pattern of old numbers without ends',
      ['cutover', 'legacySystems', 0, 'controlNumberPattern'],
      'V',
      /expected a regular expression for the whole number/,
    ],
    [
      'a pattern of old numbers that is none',
      ['cutover', 'legacySystems', 0, 'controlNumberPattern'],
      '^[$',
      /expected a regular expression\./,
    ],
  ])('with %s has a fault', (_, path, value, expected) => {
    expect(practiceFaults(withValue(path, value)).map(faultSentence)).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  test.each<readonly [string, readonly (string | number)[], unknown, RegExp]>([
    ['a payer without contract', ['payers', 1, 'contract'], [], /^payers\.1: found no contract/],
    [
      'contracts with a gap',
      ['payers', 0, 'contracts', 1, 'effectiveFrom'],
      '2026-02-01',
      /^payers\.0\.contracts: found no contract from 2026-01-01 until c2026 starts on 2026-02-01/,
    ],
    [
      'contracts that overlap',
      ['payers', 0, 'contracts', 0, 'effectiveTo'],
      '2026-03-31',
      /^payers\.0\.contracts: found one ends on 2026-03-31, the next starts on 2026-01-01/,
    ],
    [
      'prices that overlap',
      ['feeSchedules', 0, 'rows', 0, 'effectiveTo'],
      '2026-08-31',
      /^feeSchedules\.0\.rows: found 99213: one ends on 2026-08-31/,
    ],
    [
      'an enrollment that has ended',
      ['providers', 0, 'enrollments', 1, 'status'],
      'ended',
      /^providers\.0\.enrollments: found 2000001018 at JUNIP: ended/,
    ],
    [
      'a source that is not listed',
      ['codeMappings', 0, 'sourceSystem'],
      'other-pm',
      /^codeMappings\.0\.sourceSystem: found other-pm; expected the sourceSystem of one of intake\.sources/,
    ],
  ])('with %s has a warning and no fault', (_, path, value, expected) => {
    const changed = withValue(path, value);
    expect(practiceFaults(changed)).toEqual([]);
    expect(practiceWarnings(changed, changed).map(faultSentence)).toEqual([expect.stringMatching(expected)]);
  });
});

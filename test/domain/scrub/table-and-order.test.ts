import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim, ScrubReport, ScrubResult } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Npi } from '#contracts/identifiers.ts';
import { Practice, type Provider } from '#contracts/practice.ts';
import { notLoaded, type CodeTables } from '#domain/code-sets/code-tables.ts';
import { caseLimits, caseNotes } from '#domain/scrub/diagnosis-case-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import {
  billedTo,
  caseCoverage,
  caseLines,
  caseLocation,
  caseServices,
  cleanClaim,
  colleagueNpi,
  medicaid,
  medicare,
  nurseNpi,
  strangerNpi,
} from '#domain/scrub/edit-case.ts';
import type { Edit, PatientHistory } from '#domain/scrub/edit.ts';
import { edits } from '#domain/scrub/edits.ts';
import { addOnsOfYear, feesOfYear } from '#domain/scrub/procedure-case-tables.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { practice } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
const runs = { numRuns: 200 };

/** Every table that claims are judged by, with something to say of the codes below. */
const everyTable: CodeTables = {
  ...seedTables,
  ...caseLimits(
    { code: 'N40', sex: 'M' },
    { code: 'N951', sex: 'F' },
    { code: 'Z00110', ages: { fromYears: 0, toYears: 0 } },
    { code: 'O80', ages: { fromYears: 9, toYears: 64 } },
    { code: 'F0280', isManifestation: true },
  ),
  ...caseNotes(
    { code: 'E119', excludes1: [{ from: 'E10', to: 'E10' }] },
    { code: 'G3184', codeFirst: [{ from: 'G30', to: 'G309' }] },
    { code: 'S93401', seventhCharacters: ['A', 'D', 'S'] },
    { code: 'S93401A', seventhCharacters: ['A', 'D', 'S'] },
  ),
  ...addOnsOfYear([
    { code: '90472', type: 1, primaries: [{ code: '90471' }] },
    { code: '64462', type: 2, primaries: [] },
    { code: '99292', type: 1, primaries: [{ code: '99291' }] },
  ]),
  ...feesOfYear([
    { code: '99213' },
    { code: '99203' },
    {
      code: '20610',
      globalDays: '000',
      bilateralIndicator: '1',
      multipleIndicator: '2',
      assistantIndicator: '1',
    },
    { code: '17110', globalDays: '010', bilateralIndicator: '2', coSurgeonIndicator: '1' },
    {
      code: '27447',
      globalDays: '090',
      assistantIndicator: '2',
      coSurgeonIndicator: '2',
      teamIndicator: '1',
    },
    { code: '76942', componentIndicator: '1', status: 'I' },
    { code: '97110', multipleIndicator: '5', status: 'B' },
    { code: '36415', status: 'N' },
    { code: '37799', globalDays: 'YYY' },
  ]),
};

const codes =
  '99213 99203 99396 99291 99292 20610 76942 17110 27447 37799 36415 90471 90472 64462 97110 80053 80048 J3301 J3490 G0439 A0425 99201 00100 0002M ABCDE';
/** Half of them few, so that lines and services repeat and follow each other. */
const code = fc.oneof(
  fc.constantFrom(...codes.split(' ')),
  fc.constantFrom('17110', '27447', '99213', '36415'),
);
const modifiers = '24 25 26 50 51 54 55 57 58 59 62 66 76 78 80 91 95 AS GD GP GY LT RT TC XU ZZ';
const modifier = fc.constantFrom(...modifiers.split(' '));
const day = fc
  .constantFrom('2023-10-05', '2026-07-07', '2026-09-25', '2026-10-04', '2026-10-05', '2026-10-06')
  .map((text) => PlainDate.parse(text));
const service = fc.record(
  {
    code,
    modifiers: fc.array(modifier, { maxLength: 3 }),
    units: fc.integer({ min: 1, max: 4 }),
    serviceDate: day,
  },
  { requiredKeys: ['code'] },
);
const lines = fc.array(service, { minLength: 1, maxLength: 5 }).map((some) => caseLines(...some));
const diagnosis = fc.constantFrom(
  ...'I10 E119 E11.9 E10.9 E11 M54.5 Q99.8 N40 N95.1 Z00.110 O80 F02.80 G31.84 G30.9 S93.401 S93.401A S60.512A V43.52XA'.split(
    ' ',
  ),
);
const patient = fc
  .record({
    sex: fc.constantFrom('F' as const, 'M' as const, 'U' as const),
    birthDate: fc.constantFrom('1980-04-02', '2026-09-30', '2026-10-06').map((text) => PlainDate.parse(text)),
    state: fc.constantFrom('OR', 'WA'),
  })
  .map(({ sex, birthDate, state }) => ({
    ...cleanClaim.patient,
    sex,
    birthDate,
    address: { ...cleanClaim.patient.address, state },
  }));
const wrongNpi = Npi.parse('1234567890');
const claims = fc.record({
  lines,
  diagnoses: fc.array(diagnosis, { maxLength: 5 }),
  patient,
  coverages: fc.constantFrom(
    cleanClaim.coverages,
    billedTo(medicare).coverages,
    billedTo(medicaid).coverages,
    billedTo(medicare).coverages.concat({ ...caseCoverage, order: 'secondary', payerId: medicare }),
    [{ ...caseCoverage, relationship: 'child' as const, memberId: 'UNKNOWN' }],
    [],
  ),
  placeOfService: fc.constantFrom('02', '10', '11', '12', '21', '22', '88'),
  locationId: fc.constantFrom('general-hospital', 'nowhere'),
  renderingNpi: fc.constantFrom(cleanClaim.renderingNpi, cleanClaim.renderingNpi, wrongNpi),
  billingNpi: fc.constantFrom(cleanClaim.billingNpi, cleanClaim.billingNpi, wrongNpi),
  referringProvider: fc.constantFrom(undefined, { lastName: 'Rowan', firstName: 'Rita', npi: wrongNpi }),
  accident: fc.constantFrom(undefined, { kind: 'auto' as const, date: PlainDate.parse('2026-10-01') }),
  authorizationNumber: fc.constantFrom(undefined, 'A1', 'A2'),
  authorizationLimits: fc.constantFrom(
    {},
    { units: 3 },
    { from: PlainDate.parse('2026-10-01'), to: PlainDate.parse('2026-10-05'), units: 3 },
  ),
});

const rules = [
  { when: { hasDiagnosis: ['E11*'] } },
  { when: { field: 'patientAgeYears', atMost: 17 }, mode: 'warning' },
  { when: { field: 'lineCount', atLeast: 2 }, forEachLine: { hasModifier: ['25', '59'] } },
  { when: { field: 'totalChargeCents', atLeast: 0 }, mode: 'trial' },
].map((some, index) => ({
  ruleId: `rule-${index}`,
  version: 1,
  title: 'Something that a payer does not want',
  mode: 'blocking',
  expected: 'something else',
  howToFix: 'Correct it.',
  fixer: 'coder',
  source: 'A bulletin of 2026',
  effectiveFrom: '2026-01-01',
  ...some,
}));
const overrides = [
  { editId: 'ncci-pair', code: '76942' },
  { editId: 'diagnosis-not-in-force', code: 'M54.5' },
  { editId: 'rule-rule-0', payerId: 'JUNIP' },
  { editId: 'units-implausible', renderingNpi: cleanClaim.renderingNpi },
  { editId: 'modifier-invalid', code: 'ZZ' },
].map((some, index) => ({
  overrideId: `override-${index}`,
  reason: 'The payer says so in its letter',
  approvedBy: 'olga',
  from: '2026-10-01',
  until: '2026-12-31',
  ...some,
}));
const whole = Practice.parse({ ...practice, scrub: { rules, overrides } });
const authorizationLists = [undefined, [], [{ codes: ['2*', '97110'], source: 'Bulletin' }]];

const licenceLists: Provider['licences'][] = [[], [{ state: 'OR', number: 'MD1' }]];

/** The practice with any of the rules and overrides, and more or less known of its payers and providers. */
const practices = fc
  .record({
    rules: fc.shuffledSubarray(whole.scrub.rules),
    overrides: fc.shuffledSubarray(whole.scrub.overrides),
    authorizationRequired: fc.constantFrom(...authorizationLists),
    licences: fc.constantFrom(...licenceLists),
    enrollment: fc.constantFrom([], ['enrolled' as const], ['pending' as const]),
    days: fc.constantFrom(10, 20, 180),
    hasLocation: fc.boolean(),
  })
  .map(
    ({ rules: some, overrides: others, authorizationRequired, licences, enrollment, days, hasLocation }) => ({
      ...whole,
      address: hasLocation ? whole.address : { ...whole.address, line1: 'PO Box 7' },
      payers: whole.payers.map(({ authorizationRequired: _none, ...payer }) => ({
        ...payer,
        ...(authorizationRequired === undefined ? {} : { authorizationRequired }),
        filingLimitDays: days,
      })),
      providers: whole.providers.map((provider) => ({
        ...provider,
        licences,
        enrollments: enrollment.flatMap((status) => whole.payers.map(({ payerId }) => ({ payerId, status }))),
      })),
      ...(hasLocation ? { laboratory: { number: '38D0000001', kind: 'waiver' as const } } : {}),
      locations: hasLocation ? [caseLocation('general-hospital', '22')] : [],
      scrub: { rules: some, overrides: others },
    }),
  );

const history = fc.record({
  services: fc
    .array(
      fc.record({
        service,
        renderingNpi: fc.constantFrom(cleanClaim.renderingNpi, colleagueNpi, nurseNpi, strangerNpi),
        claimId: fc.constantFrom('C0THER0CLAM1', 'C0THER0CLAM2'),
        isSubmitted: fc.boolean(),
        authorizationNumber: fc.constantFrom('', 'A1'),
      }),
      { maxLength: 4 },
    )
    .map((some) => caseServices(...some.map(({ service: what, ...who }) => ({ ...what, ...who })))),
  knownFrom: fc.constantFrom(undefined, PlainDate.parse('2020-01-01'), PlainDate.parse('2026-09-01')),
});

/** Any of the tables are there, the others not. */
const someTables = fc.subarray(Object.keys(everyTable) as (keyof CodeTables)[]);

function tablesOf(names: readonly (keyof CodeTables)[]): CodeTables {
  const missing = Object.keys(everyTable).filter((name) => !names.some((one) => one === name));
  return { ...everyTable, ...Object.fromEntries(missing.map((name) => [name, notLoaded])) };
}

function scrub(
  changes: Partial<Claim>,
  known: PatientHistory,
  tables: CodeTables,
  by: Practice,
  some: readonly Edit[] = edits,
): ScrubReport {
  return scrubClaim({ ...cleanClaim, ...changes }, by, tables, { at, history: known, edits: some });
}

/** What was found, without words that name lines in the order in which they stand. */
function foundIn({ findings }: ScrubReport): string[] {
  return findings
    .map(({ editId, result, severity, codes: about = [], overridden }) =>
      [editId, result, severity, ...new Set(about.toSorted()), overridden?.overrideId].join(' '),
    )
    .toSorted();
}

/** The names of the edits that have a finding with this result. */
function editsWith(result: ScrubResult, { findings }: ScrubReport): string[] {
  return [...new Set(findings.filter((finding) => finding.result === result).map(({ editId }) => editId))];
}

describe('what the scrubber says', () => {
  test('does not become better because another table is loaded', () => {
    fc.assert(
      fc.property(claims, history, practices, someTables, someTables, (claim, known, by, some, more) => {
        const before = scrub(claim, known, tablesOf(some), by);
        const after = scrub(claim, known, tablesOf([...new Set([...some, ...more])]), by);
        expect(editsWith('fail', after)).toEqual(expect.arrayContaining(editsWith('fail', before)));
        expect(after.clean && !before.clean).toBe(false);
      }),
      runs,
    );
  });

  test('is the same in whatever order the lines of the claim and the services of the person come', () => {
    fc.assert(
      fc.property(
        claims.chain((claim) =>
          fc.tuple(fc.constant(claim), fc.shuffledSubarray(claim.lines, { minLength: claim.lines.length })),
        ),
        history.chain((known) =>
          fc.tuple(
            fc.constant(known),
            fc.shuffledSubarray(known.services, { minLength: known.services.length }),
          ),
        ),
        practices,
        ([claim, shuffled], [known, services], by) => {
          const one = scrub(claim, known, everyTable, by);
          const other = scrub({ ...claim, lines: shuffled }, { ...known, services }, everyTable, by);
          expect(foundIn(other)).toEqual(foundIn(one));
          expect([other.counts, other.clean]).toEqual([one.counts, one.clean]);
        },
      ),
      runs,
    );
  });

  test('is the same to the word in whatever order the edits and the rules of the practice come', () => {
    fc.assert(
      fc.property(
        claims,
        history,
        practices.chain((by) =>
          fc.tuple(
            fc.constant(by),
            fc.shuffledSubarray(by.scrub.rules, { minLength: by.scrub.rules.length }),
          ),
        ),
        fc.shuffledSubarray([...edits], { minLength: edits.length }),
        (claim, known, [by, shuffledRules], shuffled) => {
          const other = { ...by, scrub: { ...by.scrub, rules: shuffledRules } };
          expect(scrub(claim, known, everyTable, other, shuffled)).toEqual(
            scrub(claim, known, everyTable, by),
          );
        },
      ),
      runs,
    );
  });

  test('is the same to the word where every edit is asked, those too that the claim has nothing for', () => {
    const askedAlways = edits.map(({ needs: _needs, ...edit }): Edit => edit);
    const passedOver = new Set<string>();
    fc.assert(
      fc.property(claims, history, practices, (claim, known, by) => {
        const asked = new Set<string>();
        const listening = edits.map((edit): Edit => ({
          ...edit,
          check: (...given) => {
            asked.add(edit.id);
            return edit.check(...given);
          },
        }));
        const report = scrub(claim, known, everyTable, by, listening);
        expect(report).toEqual(scrub(claim, known, everyTable, by, askedAlways));
        for (const { id } of edits.filter((edit) => !asked.has(edit.id))) {
          passedOver.add(id);
        }
      }),
      runs,
    );
    expect([...passedOver].toSorted()).toEqual(
      edits.flatMap(({ id, needs }) => (needs === undefined ? [] : [id])).toSorted(),
    );
  });

  test('does not become better because more is known of the person', () => {
    fc.assert(
      fc.property(claims, history, practices, (claim, known, by) => {
        const missesPrimary = (report: ScrubReport): string[] =>
          editsWith('fail', report).filter(
            (id) => id !== 'add-on-without-primary' && id !== 'multiple-procedure-modifier-misused',
          );
        const nothing = scrub(claim, { services: [], knownFrom: undefined }, everyTable, by);
        const everything = scrub(claim, known, everyTable, by);
        expect(editsWith('fail', everything)).toEqual(expect.arrayContaining(missesPrimary(nothing)));
      }),
      runs,
    );
  });

  test('is said by every edit of the claims that these properties are shown with', () => {
    const failing = new Set<string>();
    const sample = fc.tuple(claims, history, practices);
    for (const [claim, known, by] of fc.sample(sample, { numRuns: 800, seed: 1 })) {
      const report = scrub(claim, known, everyTable, by);
      for (const { editId, overridden } of report.findings.filter(({ result }) => result !== 'not-checked')) {
        failing.add(overridden === undefined ? editId : `${editId} overridden`);
      }
    }
    const silent = edits.map(({ id }) => id).filter((id) => !failing.has(id));
    expect(silent).toEqual([]);
    expect([...failing].filter((id) => id.endsWith(' overridden')).length).toBeGreaterThanOrEqual(4);
    expect([...failing].filter((id) => id.startsWith('rule-rule-')).length).toBeGreaterThanOrEqual(4);
  });
});

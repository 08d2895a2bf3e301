import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { ScrubRule, type ClaimCondition } from '#contracts/scrub-rule.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { checkPractice } from '#domain/practice/check-practice.ts';
import { decideImport } from '#domain/practice/decide-import.ts';
import { cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { claimMeets } from '#domain/scrub/rules/meets.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { practice } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
const payer = practice.payers.find(({ payerId }) => payerId === 'JUNIP');

/** Juniper wants modifier 25 on a visit beside a joint injection. */
const rule = {
  ruleId: 'juniper-25',
  version: 1,
  title: 'A visit beside an injection without modifier 25',
  mode: 'blocking',
  payerIds: ['JUNIP'],
  when: { anyLine: { field: 'code', isAnyOf: ['20610'] } },
  forEachLine: { all: [{ field: 'code', isAnyOf: ['992*'] }, { not: { hasModifier: ['25'] } }] },
  expected: 'modifier 25 on the visit',
  howToFix: 'Add modifier 25 if the note supports it, or remove the visit.',
  fixer: 'coder',
  source: 'Juniper provider bulletin 2026-07, page 3',
  effectiveFrom: '2026-07-01',
};

function withRules(...rules: readonly object[]): Practice {
  return Practice.parse({ ...practice, scrub: { rules } });
}

function findingsOf(changes: Partial<Claim>, ...rules: readonly object[]) {
  const report = scrubClaim({ ...cleanClaim, ...changes }, withRules(...rules), seedTables, {
    at,
    history: noHistory,
  });
  return {
    clean: report.clean,
    findings: report.findings.filter(({ editId }) => editId.startsWith('rule-')),
  };
}

const injection = withLines({ code: '99213' }, { code: '20610' }, { code: '99214', modifiers: ['25'] });

describe('a rule of the practice', () => {
  test('holds each line that it is about, and says what and where', () => {
    const { clean, findings } = findingsOf(injection, rule);
    expect(clean).toBe(false);
    expect(findings).toEqual([
      {
        editId: 'rule-juniper-25',
        result: 'fail',
        where: 'line 1',
        codes: ['99213', 'I10'],
        found: 'A visit beside an injection without modifier 25 (version 1): 99213, 1 unit',
        expected: 'modifier 25 on the visit',
        fix: 'Add modifier 25 if the note supports it, or remove the visit.',
        severity: 'blocking',
        fixer: 'coder',
      },
    ]);
  });

  test.each([
    ['another payer', { payerIds: ['BCSUM'] }],
    ['days before it began', { effectiveFrom: '2026-10-06' }],
    ['days after it ended', { effectiveTo: '2026-10-04' }],
    ['nobody, when it is off', { mode: 'off' }],
  ])('says nothing of claims of %s', (_whom, changes) => {
    expect(findingsOf(injection, { ...rule, ...changes }).findings).toEqual([]);
  });

  test.each([
    ['trial', true],
    ['warning', false],
    ['blocking', false],
  ])('as %s lets the claim go: %s', (mode, goes) => {
    const lines = withLines({ code: '36415' });
    const some = { ...rule, mode, when: { anyLine: { field: 'code', isAnyOf: ['36415'] } } };
    const { forEachLine: _none, ...whole } = some;
    const { clean, findings } = findingsOf(lines, whole);
    expect([clean, findings.length]).toEqual([goes, 1]);
  });
});

describe('a rule on the age and sex that a procedure is for', () => {
  const on = (code: string, when: object) => ({
    ...rule,
    when: { all: [{ anyLine: { field: 'code', isAnyOf: [code] } }, when] },
    forEachLine: { field: 'code', isAnyOf: [code] },
  });
  const infant = on('99391', { field: 'patientAgeYears', atLeast: 1 });
  const women = on('88142', { field: 'patientSex', isAnyOf: ['M'] });
  const born = (birthDate: string, sex: 'F' | 'M' | 'U' = 'F') => ({
    patient: { ...cleanClaim.patient, birthDate: PlainDate.parse(birthDate), sex },
  });

  test.each([
    ['99391', '2025-10-06', 'F', 0],
    ['99391', '2025-10-05', 'F', 1],
    ['99392', '2025-10-05', 'F', 0],
    ['88142', '1980-04-02', 'F', 0],
    ['88142', '1980-04-02', 'M', 1],
    ['88142', '1980-04-02', 'U', 0],
  ] as const)('of %s to somebody born on %s, %s, finds %i lines', (code, birthDate, sex, found) => {
    const claim = { ...withLines({ code: '99213' }, { code }), ...born(birthDate, sex) };
    const { findings } = findingsOf(claim, infant, { ...women, ruleId: 'women' });
    expect(findings.map(({ where }) => where)).toEqual(found === 0 ? [] : ['line 2']);
  });
});

describe('a condition', () => {
  const lines = withLines(
    { code: '99213', modifiers: ['25', 'GT'], units: 2, diagnosisPointers: [2] },
    { code: 'J3301', chargeCents: 5_000, diagnosisPointers: [1] },
  );
  const claim: Claim = { ...cleanClaim, ...lines };

  test.each<[ClaimCondition, boolean]>([
    [{ field: 'payerId', isAnyOf: ['JUNIP'] }, true],
    [{ field: 'payerId', isAnyOf: ['JUN*'] }, true],
    [{ field: 'payerId', isAnyOf: ['UNI*'] }, false],
    [{ field: 'authorizationNumber', isPresent: false }, true],
    [{ field: 'authorizationNumber', isPresent: true }, false],
    [{ field: 'authorizationNumber', isAnyOf: ['*'] }, false],
    [{ field: 'patientAgeYears', atLeast: 46 }, true],
    [{ field: 'patientAgeYears', atLeast: 47 }, false],
    [{ field: 'patientAgeYears', atMost: 46 }, true],
    [{ field: 'patientAgeYears', atMost: 45 }, false],
    [{ field: 'totalChargeCents', atLeast: 15_000, atMost: 15_000 }, true],
    [{ field: 'serviceDate', atLeast: PlainDate.parse('2026-10-05') }, true],
    [{ field: 'serviceDate', atLeast: PlainDate.parse('2026-10-06') }, false],
    [{ field: 'accidentDate', atMost: PlainDate.parse('2099-01-01') }, false],
    [{ hasDiagnosis: ['E119'] }, true],
    [{ hasDiagnosis: ['E11.*'] }, true],
    [{ hasDiagnosis: ['E10*'] }, false],
    [{ anyLine: { field: 'units', atLeast: 2 } }, true],
    [
      {
        anyLine: {
          all: [
            { field: 'code', isAnyOf: ['J*'] },
            { field: 'units', atLeast: 2 },
          ],
        },
      },
      false,
    ],
    [{ anyLine: { any: [{ hasModifier: ['95'] }, { hasModifier: ['G*'] }] } }, true],
    [{ anyLine: { all: [{ field: 'code', isAnyOf: ['J*'] }, { pointsAtDiagnosis: ['I10'] }] } }, true],
    [{ anyLine: { all: [{ field: 'code', isAnyOf: ['J*'] }, { pointsAtDiagnosis: ['E11*'] }] } }, false],
    [{ not: { anyLine: { field: 'drugCode', isPresent: true } } }, true],
    [
      {
        all: [
          { field: 'patientSex', isAnyOf: ['F'] },
          { field: 'lineCount', atMost: 2 },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { field: 'patientSex', isAnyOf: ['M'] },
          { field: 'diagnosisCount', atLeast: 3 },
        ],
      },
      false,
    ],
  ])('%j is met: %s', (condition, met) => {
    const parsed = ScrubRule.parse({ ...rule, when: condition }).when;
    expect(claimMeets(claim, parsed, { practice, payer })).toBe(met);
  });

  test.each([
    [{ field: 'payerId' }, /one way to compare/],
    [{ field: 'payerId', isAnyOf: ['A'], isPresent: true }, /one way to compare/],
    [{ field: 'payerId', atLeast: 3 }, /this is text/],
    [{ field: 'patientAgeYears', isAnyOf: ['3'] }, /atLeast and atMost, as this is a number/],
    [{ field: 'patientAgeYears', atLeast: '2026-01-01' }, /each a number/],
    [{ field: 'serviceDate', atMost: 3 }, /each a date/],
    [{ field: 'colour', isPresent: true }, /Invalid/],
    [{ all: [] }, /Too small/],
  ])('%j is no condition', (condition, words) => {
    const read = ScrubRule.safeParse({ ...rule, when: condition });
    expect(JSON.stringify(read.error?.issues)).toMatch(words);
  });
});

describe('a practice that writes rules', () => {
  const before = withRules({ ...rule, mode: 'trial' });
  const imported = (stored: Practice | undefined, ...rules: readonly object[]) =>
    decideImport({ ...practice, scrub: { rules }, edition: (stored?.edition ?? 0) + 1 }, stored);
  const refusals = (stored: Practice | undefined, ...rules: readonly object[]) => {
    const decided = imported(stored, ...rules);
    return decided.outcome === 'refused' ? decided.problems.join(' ') : decided.outcome;
  };

  test('tries a new rule before it holds anything', () => {
    expect(refusals(undefined, rule)).toMatch(
      /scrub.rules.0.mode: found blocking, of a rule that was never tried; expected trial/,
    );
    expect(refusals(practice, rule)).toMatch(/never tried/);
    expect(refusals(practice, { ...rule, mode: 'trial' })).toBe('changed');
    expect(refusals(before, rule)).toBe('changed');
    expect(refusals(withRules({ ...rule, mode: 'off' }), rule)).toMatch(/never tried/);
  });

  test('tries a rule again when it looks for something else, under a version of its own', () => {
    const other = { ...rule, when: { anyLine: { field: 'code', isAnyOf: ['20610', '20611'] } } };
    expect(refusals(before, other)).toMatch(/expected version 2/);
    expect(refusals(before, { ...other, version: 2 })).toMatch(/never tried/);
    expect(refusals(before, { ...other, version: 2, mode: 'trial' })).toBe('changed');
    expect(refusals(before, { ...rule, version: 2 })).toMatch(/looks for the same as version 1/);
    expect(refusals(before, { ...rule, title: 'The same rule in better words' })).toBe('changed');
  });

  test('is told of payers, edits and ends that cannot be', () => {
    const override = {
      overrideId: 'one',
      editId: 'ncci-pair',
      payerId: 'JUNIP',
      reason: 'Juniper pays both by letter',
      approvedBy: 'olga',
      from: '2026-10-01',
      until: '2027-10-02',
    };
    const faults = (scrub: object) =>
      (checkPractice({ ...practice, scrub }).faults ?? []).map(
        ({ path, found, expected }) => `${path.join('.')}: ${found}; ${expected}`,
      );
    expect(faults({ rules: [{ ...rule, payerIds: ['NOBODY'] }] })).toEqual([
      'scrub.rules.0.payerIds: NOBODY, which is not there; the payerId of a payer of this document',
    ]);
    expect(faults({ overrides: [override] })).toEqual([]);
    expect(faults({ rules: [rule], overrides: [{ ...override, editId: 'rule-juniper-25' }] })).toEqual([]);
    expect(faults({ overrides: [{ ...override, editId: 'no-such' }] })[0]).toMatch(/which no edit is called/);
    expect(faults({ overrides: [{ ...override, editId: 'charges-do-not-add-up' }] })[0]).toMatch(
      /nobody may override/,
    );
    expect(faults({ overrides: [{ ...override, until: '2027-10-03' }] })[0]).toMatch(
      /at most 366 days later/,
    );
    expect(faults({ overrides: [{ ...override, until: '2026-09-30' }] })[0]).toMatch(/2026-10-01 or later/);
    expect(faults({ overrides: [{ ...override, payerId: undefined }] })[0]).toMatch(/every claim/);
    expect(faults({ overrides: [{ ...override, payerId: 'NOBODY' }] })[0]).toMatch(/NOBODY/);
    expect(faults({ overrides: [override, override] })[0]).toMatch(/a second time/);
  });
});

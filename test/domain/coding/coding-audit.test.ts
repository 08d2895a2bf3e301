import { assert, constantFrom, integer, property, uniqueArray, record, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimLine } from '#contracts/claim.ts';
import { CodingSettings } from '#contracts/coding-settings.ts';
import type { Coding, CodingAudit } from '#contracts/coding-audit.ts';
import { PlainDate } from '#contracts/dates.ts';
import { ClaimId, TaskId } from '#contracts/identifiers.ts';
import { compareCodings } from '#domain/coding/audit/compare-codings.ts';
import { drawAudit, isBelowThreshold } from '#domain/coding/audit/draw-audit.ts';
import { accuracyMillisOf, accuracyOf, coderAccuracies } from '#domain/coding/audit/measure-accuracy.ts';
import { cents } from '#domain/money/cents.ts';
import { at, practice, receivedClaim } from '../samples/encounters.ts';

const day = PlainDate.parse('2026-10-05');
const settings = CodingSettings.parse({ audit: { randomPercent: 10, fewestAudits: 2 } }).audit;

function lineOf(code: string, changes: Partial<ClaimLine> = {}): ClaimLine {
  return {
    lineNumber: 1,
    lineControlNumber: 'x',
    code,
    modifiers: [],
    units: 1,
    chargeCents: cents(10_000),
    diagnosisPointers: [1],
    serviceDate: day,
    ...changes,
  };
}
const coding = (diagnoses: readonly string[], ...lines: ClaimLine[]): Coding => ({
  diagnoses: diagnoses as Coding['diagnoses'],
  lines,
});
const modified = (...modifiers: string[]) => ({ modifiers });

describe('two codings of a visit', () => {
  const base = coding(['I10', 'E11.9'], lineOf('99214'), lineOf('36415', { diagnosisPointers: [2] }));
  test.each<[string, Coding, readonly object[]]>([
    ['are the same', base, []],
    [
      'have another order of what is not first',
      coding(['I10', 'E11.9'], lineOf('36415', { diagnosisPointers: [2] }), lineOf('99214')),
      [],
    ],
    [
      'have another diagnosis',
      coding(['I10', 'E11.65'], lineOf('99214'), lineOf('36415', { diagnosisPointers: [2] })),
      [
        { kind: 'diagnosis', coder: 'E11.9' },
        { kind: 'diagnosis', auditor: 'E11.65' },
        { kind: 'pointer', coder: '36415 for E11.9', auditor: '36415 for E11.65' },
      ],
    ],
    [
      'have another first diagnosis',
      coding(['E11.9', 'I10'], lineOf('99214', { diagnosisPointers: [2] }), lineOf('36415')),
      [{ kind: 'diagnosis', coder: 'I10 first', auditor: 'E11.9 first' }],
    ],
    [
      'have another level',
      coding(['I10', 'E11.9'], lineOf('99213'), lineOf('36415', { diagnosisPointers: [2] })),
      [{ kind: 'visit-level', coder: '99214', auditor: '99213' }],
    ],
    [
      'have a procedure less and another more',
      coding(['I10', 'E11.9'], lineOf('99214'), lineOf('93000', { diagnosisPointers: [2] })),
      [
        { kind: 'procedure', coder: '36415' },
        { kind: 'procedure', auditor: '93000' },
      ],
    ],
    [
      'have modifiers, units and pointers of their own',
      coding(
        ['I10', 'E11.9'],
        lineOf('99214', modified('25')),
        lineOf('36415', { diagnosisPointers: [1], units: 2 }),
      ),
      [
        { kind: 'modifier', auditor: '99214-25' },
        { kind: 'units', coder: '36415 x 1', auditor: '36415 x 2' },
        { kind: 'pointer' },
      ],
    ],
  ])('that %s', (_, other, expected) => {
    const found = compareCodings(base, other);
    expect(found).toMatchObject(expected);
    expect(found.map(({ number }) => number)).toEqual(expected.map((__, index) => index + 1));
  });

  test('of the same codes never differ, and differ in as many things either way round', () => {
    const codes = constantFrom('99213', '99214', '36415', '93000', '20610');
    const lines = array(
      record({ code: codes, units: integer({ min: 1, max: 3 }), modifier: constantFrom('', '25', '59') }),
      { maxLength: 5 },
    );
    const any = record({
      diagnoses: uniqueArray(constantFrom('I10', 'E11.9', 'R05.1'), { minLength: 1 }),
      lines,
    });
    const of = ({
      diagnoses,
      lines: coded,
    }: {
      diagnoses: string[];
      lines: { code: string; units: number; modifier: string }[];
    }) =>
      coding(
        diagnoses,
        ...coded.map(({ code, units, modifier }) =>
          lineOf(code, { units, ...(modifier === '' ? {} : modified(modifier)) }),
        ),
      );
    assert(
      property(any, any, (one, other) => {
        expect(compareCodings(of(one), of(one))).toEqual([]);
        expect(compareCodings(of(one), of(other)).length === 0).toBe(
          compareCodings(of(other), of(one)).length === 0,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('how right a coding is', () => {
  const coded = coding(['I10', 'E11.9'], lineOf('99214', modified('25')), lineOf('36415'));
  const differences = compareCodings(coded, coding(['I10', 'R05.1'], lineOf('99213'), lineOf('36415')));

  test('counts by kind what the auditor is right about, over what was coded or should have been', () => {
    const judgements = differences.map(({ number }) => ({
      difference: number,
      judgement: 'auditor-right' as const,
    }));
    const accuracy = accuracyOf(coded, differences, judgements);
    expect(accuracy).toEqual([
      { kind: 'diagnosis', total: 3, errors: 2 },
      { kind: 'procedure', total: 1, errors: 0 },
      { kind: 'visit-level', total: 1, errors: 1 },
      { kind: 'modifier', total: 1, errors: 1 },
      { kind: 'units', total: 2, errors: 0 },
      { kind: 'pointer', total: 2, errors: 0 },
    ]);
    // 2 of 6: units and pointers are no codes.
    expect(accuracyMillisOf(accuracy)).toBe(33_333);
  });

  test.each(['agreed', 'coder-right'] as const)('counts nothing that is judged "%s"', (judgement) => {
    const judgements = differences.map(({ number }) => ({ difference: number, judgement }));
    expect(accuracyMillisOf(accuracyOf(coded, differences, judgements))).toBe(100_000);
  });
});

function auditOf(coder: string, errors: number, minute: number, effect = 0): CodingAudit {
  const { claimId, practiceId } = receivedClaim();
  return {
    practiceId,
    taskId: TaskId.parse(`${claimId}-coding-audit-${minute}`),
    claimId,
    version: 3,
    when: 'post-bill',
    coders: [coder],
    drawnFor: ['random'],
    coder,
    openedAt: at,
    serviceDate: day,
    coding: coding(['I10'], lineOf('99213')),
    closed: {
      by: 'otto',
      at: new Date(Date.parse(at) + minute * 60_000).toISOString() as typeof at,
      outcome: 'no-change',
      reason: 'As found',
      judgements: [],
      accuracy: [{ kind: 'diagnosis', total: 10, errors }],
      effect: { basis: 'charge', codedCents: cents(10_000 + effect), rightCents: cents(10_000) },
    },
  };
}

describe('the accuracy of coders', () => {
  test('is told for each, the least right first, with what was too high and too low', () => {
    const released = { ...auditOf('ida', 10, 9) };
    const audits = [
      auditOf('maria', 0, 1, -300),
      auditOf('ida', 1, 2, 500),
      auditOf('ida', 0, 3, -200),
      { ...released, closed: released.closed && { ...released.closed, outcome: 'released' as const } },
    ];
    expect(coderAccuracies(audits)).toMatchObject([
      { coder: 'ida', audits: 2, accuracyMillis: 95_000, overCodedCents: 500, underCodedCents: 200 },
      { coder: 'maria', audits: 1, accuracyMillis: 100_000, overCodedCents: 0, underCodedCents: 300 },
    ]);
  });

  test.each<[string, readonly CodingAudit[], boolean]>([
    ['nothing was audited', [], false],
    ['too little was audited', [auditOf('ida', 9, 1)], false],
    ['the latest were wrong', [auditOf('ida', 0, 1), auditOf('ida', 1, 2), auditOf('ida', 1, 3)], true],
    ['the latest were right', [auditOf('ida', 0, 3), auditOf('ida', 0, 2), auditOf('ida', 9, 1)], false],
    ['the latest were just right enough', [auditOf('ida', 1, 3), auditOf('ida', 0, 2)], false],
  ])('is below the threshold where %s: %#', (_, audits, expected) => {
    expect(settings === undefined ? undefined : isBelowThreshold(audits, settings)).toBe(expected);
  });
});

describe('drawing claims for audits', () => {
  const base = receivedClaim();
  const audits = [auditOf('ida', 0, 1), auditOf('ida', 0, 2)];
  const draw = (index: number, changes: object = {}, seed = 'audit') => {
    const claimId = ClaimId.parse(`C${String(index).padStart(12, '0')}`);
    return drawAudit({
      claim: { ...base, claimId, ...changes },
      settings: { ...CodingSettings.parse({ audit: {} }).audit, ...settings, seed } as NonNullable<
        typeof settings
      >,
      audits,
    });
  };

  test('draws the same claims every time, about as many of a hundred as the practice says, others by another seed', () => {
    const claims = Array.from({ length: 1000 }, (_, index) => index);
    const drawn = claims.filter((index) => draw(index).includes('random'));
    expect(claims.filter((index) => draw(index).includes('random'))).toEqual(drawn);
    expect(drawn.length).toBeGreaterThan(60);
    expect(drawn.length).toBeLessThan(140);
    const others = claims.filter((index) => draw(index, {}, 'another').includes('random'));
    expect(others).not.toEqual(drawn);
  });

  test.each<[string, object, string]>([
    ['a visit of the highest level', { lines: [lineOf('99215')] }, 'high-visit-level'],
    ['modifier 25', { lines: [lineOf('99213', modified('25'))] }, 'modifier-25'],
    ['modifier XU', { lines: [lineOf('99213', modified('XU'))] }, 'modifier-59'],
    ['a high charge', { totalChargeCents: 100_000 }, 'high-charge'],
    ['a change after a denial', { rounds: { denial: 1 } }, 'changed-after-denial'],
  ])('draws %s because of it', (_, changes, reason) => {
    const drawn = Array.from({ length: 200 }, (__, index) =>
      draw(index, changes).includes(reason as 'random'),
    );
    const plain = Array.from({ length: 200 }, (__, index) => draw(index).includes(reason as 'random'));
    expect(drawn.some(Boolean)).toBe(true);
    expect(plain.some(Boolean)).toBe(false);
  });

  test('draws nothing where all shares are none', () => {
    const none = CodingSettings.parse({
      audit: {
        randomPercent: 0,
        risks: ['new-coder', 'high-visit-level', 'high-charge'].map((risk) => ({ risk, percent: 0 })),
      },
    }).audit;
    const claim = { ...receivedClaim(), lines: [lineOf('99215')], totalChargeCents: cents(900_000) };
    expect(none === undefined ? [] : drawAudit({ claim, settings: none, audits: [] })).toEqual([]);
    expect(practice.coding.audit).toBeUndefined();
  });
});

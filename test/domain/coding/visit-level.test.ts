import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { riskItems, visitFamilies, VisitFacts, VisitLevel } from '#contracts/visit-level.ts';
import { levelVisit, type VisitCircumstances } from '#domain/coding/visit-level/level-visit.ts';

type Facts = z.input<typeof VisitFacts>;
type Counted = Pick<Facts, 'problems' | 'risks'>;

const usual: VisitCircumstances = {
  serviceDate: PlainDate.parse('2026-03-02'),
  ageYears: 50,
  patient: 'established',
  byMedicare: false,
  isSupervised: false,
};

const level = (facts: Facts, changes: Partial<VisitCircumstances> = {}): VisitLevel =>
  levelVisit(VisitFacts.parse(facts), { ...usual, ...changes });

const low: Counted = { problems: { acuteUncomplicated: 1 }, risks: ['over-the-counter'] };
const moderate: Counted = { problems: { stableChronic: 2 }, risks: ['prescription'] };
const high: Counted = { problems: { threatening: 1 }, risks: ['hospital-care'] };

describe('the level of a visit', () => {
  test.each<readonly [string, Facts, Partial<VisitCircumstances>, string | undefined]>([
    ['one problem that runs its course', { family: 'office', problems: { selfLimited: 1 } }, {}, '99212'],
    ['an acute illness and a drug without prescription', { family: 'office', ...low }, {}, '99213'],
    ['two chronic illnesses and a prescription', { family: 'office', ...moderate }, {}, '99214'],
    ['what threatens life, and admission', { family: 'office', ...high }, {}, '99215'],
    ['the same of a new patient', { family: 'office', ...moderate }, { patient: 'new' }, '99204'],
    ['a new patient by what the coder says', { family: 'office', patient: 'new', ...moderate }, {}, '99204'],
    [
      'two of three: a high problem with a moderate risk is moderate',
      { family: 'office', problems: { threatening: 1 }, risks: ['prescription'] },
      {},
      '99214',
    ],
    [
      'two of three: data lift what the risk does not reach',
      {
        family: 'office',
        problems: { chronicWorse: 1 },
        data: { testsOrdered: 2, externalNotes: 1 },
        risks: ['over-the-counter'],
      },
      {},
      '99214',
    ],
    [
      'an independent historian counts as one of three data',
      {
        family: 'office',
        problems: { undiagnosed: 1 },
        data: { testsOrdered: 2, independentHistorian: true },
      },
      {},
      '99214',
    ],
    [
      'two categories of data are extensive',
      {
        family: 'office',
        problems: { chronicSevere: 1 },
        data: { discussion: true, independentInterpretation: true },
      },
      {},
      '99215',
    ],
    ['nothing that is documented', { family: 'office' }, {}, undefined],
    ['time, exactly the minutes of a level', { family: 'office', totalMinutes: 30 }, {}, '99214'],
    ['time, a minute less', { family: 'office', totalMinutes: 29 }, {}, '99213'],
    ['time, less than the lowest level takes', { family: 'office', totalMinutes: 9 }, {}, undefined],
    ['whichever supports more: time', { family: 'office', ...low, totalMinutes: 41 }, {}, '99215'],
    ['whichever supports more: decisions', { family: 'office', ...moderate, totalMinutes: 12 }, {}, '99214'],
    [
      'a patient of whom nobody knows whether new',
      { family: 'office', ...low },
      { patient: 'unknown' },
      undefined,
    ],
    ['an emergency department', { family: 'emergency', ...moderate }, {}, '99284'],
    [
      'an emergency department, where time does not count',
      { family: 'emergency', totalMinutes: 90 },
      {},
      undefined,
    ],
    [
      'the first day in a hospital, from straightforward on',
      { family: 'hospital-initial', problems: { selfLimited: 1 } },
      {},
      '99221',
    ],
    ['the first day in a hospital', { family: 'hospital-initial', ...moderate }, {}, '99222'],
    ['a later day in a hospital', { family: 'hospital-subsequent', ...high }, {}, '99233'],
    ['admission and discharge of one day', { family: 'hospital-same-day', ...moderate }, {}, '99235'],
    ['a discharge of thirty minutes', { family: 'hospital-discharge', totalMinutes: 30 }, {}, '99238'],
    ['a discharge of more', { family: 'hospital-discharge', totalMinutes: 31 }, {}, '99239'],
    ['a nursing facility', { family: 'nursing-subsequent', ...low }, {}, '99308'],
    [
      'a nursing facility by time since 2024',
      { family: 'nursing-subsequent', totalMinutes: 15 },
      {},
      '99307',
    ],
    [
      'a nursing facility by time before',
      { family: 'nursing-subsequent', totalMinutes: 15 },
      { serviceDate: PlainDate.parse('2023-06-01') },
      '99308',
    ],
    ['a home', { family: 'home', ...moderate }, { patient: 'new' }, '99344'],
    ['a consultation', { family: 'consultation-office', ...moderate }, {}, '99244'],
    ['a consultation in a hospital', { family: 'consultation-hospital', ...low }, {}, '99253'],
    ['a preventive visit by age', { family: 'preventive' }, { ageYears: 17 }, '99394'],
    [
      'a preventive visit of a new patient',
      { family: 'preventive' },
      { ageYears: 65, patient: 'new' },
      '99387',
    ],
    ['a preventive visit of an infant', { family: 'preventive' }, { ageYears: 0 }, '99391'],
    [
      'an office before 2021',
      { family: 'office', ...low },
      { serviceDate: PlainDate.parse('2020-12-31') },
      undefined,
    ],
  ])('is of %s', (_, facts, circumstances, code) => {
    const found = level(facts, circumstances);
    expect(found.code).toBe(code);
    expect(found.why.length).toBeGreaterThan(0);
    expect(found.sources.length).toBeGreaterThan(0);
    expect(VisitLevel.safeParse(found).success).toBe(true);
  });

  test('says which elements reach it, and by what', () => {
    expect(level({ family: 'office', ...moderate })).toMatchObject({
      by: 'decision-making',
      decisionMaking: {
        level: 'moderate',
        problems: { level: 'moderate', because: ['two chronic illnesses that are stable'] },
        data: { level: 'straightforward' },
        risk: { level: 'moderate', because: ['management of a prescription drug'] },
      },
    });
  });

  test('says what is missing for the next one: one of the two where one of three reaches it', () => {
    const { next } = level({ family: 'office', problems: { threatening: 1 }, risks: ['prescription'] });
    expect(next?.code).toBe('99215');
    expect(next?.byDecisionMaking).toEqual([
      'One of these two, if it was so:',
      expect.stringMatching(/^Data: two of: /),
      expect.stringMatching(/^Risk: a risk that is high/),
    ]);
    expect(next?.byTime).toBe('40 minutes at least; the note tells no time.');
  });

  test('has no next one at the top, and never speaks of money', () => {
    const found = level({ family: 'office', ...high, totalMinutes: 80, withProcedure: true });
    expect(found.next).toBeUndefined();
    expect(JSON.stringify(found)).not.toMatch(/\bpaid\b|payment|revenue|reimburs|\$/i);
  });
});

describe('prolonged service', () => {
  test.each<readonly [string, Facts, Partial<VisitCircumstances>, readonly (readonly [string, number])[]]>([
    ['none a minute too short', { family: 'office', totalMinutes: 54 }, {}, []],
    ['the first unit', { family: 'office', totalMinutes: 55 }, {}, [['99417', 1]]],
    ['the second unit', { family: 'office', totalMinutes: 70 }, {}, [['99417', 2]]],
    ['none yet for Medicare', { family: 'office', totalMinutes: 68 }, { byMedicare: true }, []],
    ["Medicare's own", { family: 'office', totalMinutes: 69 }, { byMedicare: true }, [['G2212', 1]]],
    ['of a hospital', { family: 'hospital-initial', totalMinutes: 105 }, {}, [['99418', 2]]],
    [
      'of a hospital for Medicare',
      { family: 'hospital-initial', totalMinutes: 90 },
      { byMedicare: true },
      [['G0316', 1]],
    ],
    ['of a home for Medicare', { family: 'home', totalMinutes: 125 }, { byMedicare: true }, [['G0318', 2]]],
    ['none beside a level below the highest', { family: 'nursing-initial', totalMinutes: 49 }, {}, []],
  ])('is %s', (_, facts, circumstances, codes) => {
    expect(level(facts, circumstances).prolonged.map(({ code, units }) => [code, units])).toEqual(codes);
  });
});

describe('beside the level', () => {
  test('a procedure of the day asks for modifier 25', () => {
    expect(level({ family: 'office', ...low, withProcedure: true }).notes.join()).toContain('modifier 25');
  });

  test('a supervising provider reminds of incident-to', () => {
    expect(level({ family: 'office', ...low }, { isSupervised: true }).notes.join()).toContain('incident-to');
  });

  test('Medicare takes no consultation codes', () => {
    expect(level({ family: 'consultation-office', ...low }, { byMedicare: true }).notes.join()).toContain(
      'no consultation codes',
    );
  });
});

test('more that is documented never lowers a level', () => {
  const facts = fc.record({
    family: fc.constantFrom(...visitFamilies),
    problems: fc.record({
      selfLimited: fc.nat(2),
      stableChronic: fc.nat(2),
      chronicWorse: fc.nat(1),
      threatening: fc.nat(1),
    }),
    data: fc.record({
      testsOrdered: fc.nat(3),
      externalNotes: fc.nat(2),
      independentHistorian: fc.boolean(),
      discussion: fc.boolean(),
    }),
    risks: fc.subarray([...riskItems]),
    totalMinutes: fc.nat(120),
  });
  const more = fc.constantFrom<(known: Facts) => Facts>(
    (known) => ({ ...known, totalMinutes: (known.totalMinutes ?? 0) + 10 }),
    (known) => ({ ...known, problems: { ...known.problems, chronicSevere: 1 } }),
    (known) => ({ ...known, data: { ...known.data, testsReviewed: 3 } }),
    (known) => ({ ...known, risks: [...riskItems] }),
  );
  fc.assert(
    fc.property(facts, more, (known, add) => {
      const before = level(known).code ?? '';
      const after = level(add(known)).code ?? '';
      expect(after >= before).toBe(true);
    }),
    { numRuns: 150 },
  );
});

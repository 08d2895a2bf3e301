import {
  billedTo,
  caseDay,
  caseLines,
  caseServices,
  colleagueNpi,
  medicaid,
  medicare,
  type EditCase,
} from '../../edit-case.ts';
import {
  notLoaded,
  singleEdition,
  type ProcedurePairRow,
  type ProcedurePairs,
} from '../../../code-sets/code-tables.ts';

const pair = caseLines({ code: '20610' }, { code: '76942' });

/** The one pair that the tables of these cases have. */
function rowOf(codes: readonly string[], indicator: '0' | '1' | '9'): ProcedurePairRow | undefined {
  const [column1, column2] = ['20610', '76942'] as const;
  return codes.includes(column1) && codes.includes(column2) ? { column1, column2, indicator } : undefined;
}

/** A table that has one pair from one day on, and says that it has every pair. */
const wholeTable = singleEdition<ProcedurePairs>(
  { table: 'ncci-ptp-practitioner', edition: '2026Q4', isWhole: true, from: caseDay('2026-10-01') },
  {
    find: (one, other, day) => (day >= '2026-10-05' ? rowOf([one, other], '1') : undefined),
  },
);

/** The same pair with another indicator. */
function withIndicator(indicator: '0' | '1' | '9') {
  return singleEdition<ProcedurePairs>(
    { table: 'ncci-ptp-practitioner', edition: '2026Q4', isWhole: true },
    { find: (one, other) => rowOf([one, other], indicator) },
  );
}

export const cases: readonly EditCase[] = [
  {
    title: 'passes a single line',
    claim: { lines: caseLines({}) },
    expect: [],
  },
  {
    title: 'holds a pair that a modifier could separate',
    claim: { lines: pair },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'holds it in either order of the lines',
    claim: { lines: caseLines({ code: '76942' }, { code: '20610' }) },
    expect: [{ result: 'fail', where: 'lines 2 and 1' }],
  },
  {
    title: 'is bypassed by a modifier on column 2',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['59'] }) },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'is bypassed by a modifier on column 1 for Medicare',
    claim: {
      ...billedTo(medicare),
      lines: caseLines({ code: '20610', modifiers: ['XU'] }, { code: '76942' }),
    },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'does not know whether another payer takes that modifier on column 1',
    claim: { lines: caseLines({ code: '20610', modifiers: ['59'] }, { code: '76942' }) },
    expect: [{ result: 'not-checked', where: 'lines 1 and 2' }],
  },
  {
    title: 'is bypassed by a place on the body on column 1 for any payer',
    claim: { lines: caseLines({ code: '20610', modifiers: ['RT'] }, { code: '76942' }) },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'is bypassed by different places on the two',
    claim: { lines: caseLines({ code: '20610', modifiers: ['RT'] }, { code: '76942', modifiers: ['LT'] }) },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'is not bypassed by the same place on both',
    claim: { lines: caseLines({ code: '20610', modifiers: ['RT'] }, { code: '76942', modifiers: ['RT'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'is not bypassed by a modifier that has nothing to do with it',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['26'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'does not check a modifier that no table has',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['59'] }) },
    tables: { modifiers: notLoaded },
    expect: [{ result: 'not-checked', where: 'lines 1 and 2' }],
  },
  {
    title: 'holds a pair with indicator 0 whatever the modifier',
    claim: { lines: caseLines({ code: '80053' }, { code: '80048', modifiers: ['59'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'passes a pair with indicator 9',
    claim: { lines: caseLines({ code: 'A4263' }, { code: 'A4262' }) },
    expect: [],
  },
  {
    title: 'passes the pair on two days',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', serviceDate: caseDay('2026-10-06') }) },
    expect: [],
  },
  {
    title: 'holds the pair on the first day that it is in force',
    claim: { lines: pair },
    tables: { practitionerPairs: wholeTable },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'passes the pair on the day before',
    claim: {
      lines: caseLines(
        { code: '20610', serviceDate: caseDay('2026-10-04') },
        { code: '76942', serviceDate: caseDay('2026-10-04') },
      ),
    },
    tables: { practitionerPairs: wholeTable },
    expect: [],
  },
  {
    title: 'does not check a day that no edition governs',
    claim: {
      lines: caseLines(
        { code: '20610', serviceDate: caseDay('2026-09-30') },
        { code: '76942', serviceDate: caseDay('2026-09-30') },
      ),
    },
    tables: { practitionerPairs: wholeTable },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'passes a pair that the whole table does not have',
    claim: { lines: caseLines({ code: '99213' }, { code: '36415' }) },
    tables: { practitionerPairs: wholeTable },
    expect: [],
  },
  {
    title: 'does not check a pair that a seed does not have',
    claim: { lines: caseLines({ code: '99213' }, { code: '36415' }) },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'holds a visit beside a minor procedure without modifier 25',
    claim: { lines: caseLines({ code: '99213' }, { code: '17110' }) },
    expect: [{ result: 'fail', where: 'lines 2 and 1' }],
  },
  {
    title: 'is bypassed by modifier 25 on the visit',
    claim: { lines: caseLines({ code: '99213', modifiers: ['25'] }, { code: '17110' }) },
    expect: [{ result: 'bypassed', where: 'lines 2 and 1' }],
  },
  {
    title: 'holds column 2 of a pair whose column 1 is on another claim of the day',
    claim: { lines: caseLines({ code: '76942' }) },
    history: { services: caseServices({ code: '20610' }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds column 1 of a pair whose column 2 is on another claim of the day',
    claim: { lines: caseLines({}, { code: '20610', serviceDate: caseDay('2026-10-06') }) },
    history: { services: caseServices({ code: '76942', serviceDate: caseDay('2026-10-06') }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'is bypassed by a modifier on the other claim',
    claim: { lines: caseLines({ code: '20610' }) },
    history: { services: caseServices({ code: '76942', modifiers: ['59'] }) },
    expect: [{ result: 'bypassed', where: 'line 1' }],
  },
  {
    title: 'passes a pair of another claim by another provider',
    claim: { lines: caseLines({ code: '20610' }) },
    history: { services: caseServices({ code: '76942', renderingNpi: colleagueNpi }) },
    expect: [],
  },
  {
    title: 'passes a pair of another claim on another day',
    claim: { lines: caseLines({ code: '20610' }) },
    history: { services: caseServices({ code: '76942', serviceDate: caseDay('2026-10-04') }) },
    expect: [],
  },
  {
    title: 'passes a pair of another claim for another payer',
    claim: { lines: caseLines({ code: '20610' }) },
    history: { services: caseServices({ code: '76942', payerId: medicare }) },
    expect: [],
  },
  {
    title: 'does not check what Medicaid has its own table for',
    claim: { ...billedTo(medicaid), lines: pair },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { coverages: [], lines: pair },
    expect: [],
  },
  ...'24 25 27 57 58 59 78 79 91 E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 LC LD LM LT RC RI RT TA T1 T2 T3 T4 T5 T6 T7 T8 T9 XE XP XS XU'
    .split(' ')
    .map((modifier): EditCase => ({
      title: `is bypassed by ${modifier}, which NCCI lists`,
      claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: [modifier] }) },
      expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
    })),
  ...'22 26 50 51 52 62 76 77 80 GP KX TC'.split(' ').map((modifier): EditCase => ({
    title: `is not bypassed by ${modifier}, which it does not list`,
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: [modifier] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  })),
  ...['XE', 'XP', 'XS', 'XU'].map((modifier): EditCase => ({
    title: `does not know whether another payer than Medicare takes ${modifier} on column 1`,
    claim: { lines: caseLines({ code: '20610', modifiers: [modifier] }, { code: '76942' }) },
    expect: [{ result: 'not-checked', where: 'lines 1 and 2' }],
  })),
  ...(['0', '1', '9'] as const).map((indicator): EditCase => ({
    title: `judges a pair with indicator ${indicator} and a modifier`,
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['59'] }) },
    tables: { practitionerPairs: withIndicator(indicator) },
    expect:
      indicator === '9' ? [] : [{ result: indicator === '0' ? 'fail' : 'bypassed', where: 'lines 1 and 2' }],
  })),
  {
    title: 'does not know of other claims where no history was given',
    claim: { lines: caseLines({}) },
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];

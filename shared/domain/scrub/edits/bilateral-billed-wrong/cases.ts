import { feesOfYear } from '../../procedure-case-tables.ts';
import { billedTo, caseDay, caseLines, medicare, type EditCase } from '../../edit-case.ts';

const both = { lines: caseLines({ code: '20610', modifiers: ['50'] }) };
const twoLines = {
  lines: caseLines({ code: '20610', modifiers: ['LT'] }, { code: '20610', modifiers: ['RT'] }),
};
const indicator = (bilateralIndicator: string) => feesOfYear([{ code: '20610', bilateralIndicator }]);

export const cases: readonly EditCase[] = [
  { title: 'passes both sides of a code that has two', claim: both, tables: indicator('1'), expect: [] },
  { title: 'passes both sides that are each paid in full', claim: both, tables: indicator('3'), expect: [] },
  ...['0', '2', '9'].map((number): EditCase => ({
    title: `holds both sides with indicator ${number}`,
    claim: both,
    tables: indicator(number),
    expect: [{ result: 'fail', where: 'line 1' }],
  })),
  {
    title: 'holds two units beside the modifier for Medicare',
    claim: { ...billedTo(medicare), lines: caseLines({ code: '20610', modifiers: ['50'], units: 2 }) },
    tables: indicator('1'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes one unit beside it for Medicare',
    claim: { ...billedTo(medicare), ...both },
    tables: indicator('1'),
    expect: [],
  },
  {
    title: 'passes two units beside it for another payer',
    claim: { lines: caseLines({ code: '20610', modifiers: ['50'], units: 2 }) },
    tables: indicator('1'),
    expect: [],
  },
  {
    title: 'holds both sides named on one line',
    claim: { lines: caseLines({ code: '20610', modifiers: ['LT', 'RT'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a line for each side for Medicare',
    claim: { ...billedTo(medicare), ...twoLines },
    tables: indicator('1'),
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'passes a line for each side for another payer',
    claim: twoLines,
    tables: indicator('1'),
    expect: [],
  },
  {
    title: 'passes a line for each side where each is paid in full',
    claim: { ...billedTo(medicare), ...twoLines },
    tables: indicator('3'),
    expect: [],
  },
  {
    title: 'holds a line for each side of a code that means both',
    claim: twoLines,
    tables: indicator('2'),
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'passes the two sides on two days',
    claim: {
      ...billedTo(medicare),
      lines: caseLines(
        { code: '20610', modifiers: ['LT'] },
        { code: '20610', modifiers: ['RT'], serviceDate: caseDay('2026-10-06') },
      ),
    },
    tables: indicator('1'),
    expect: [],
  },
  {
    title: 'does not check without a schedule',
    claim: both,
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check a line for each side without a schedule',
    claim: twoLines,
    expect: [{ result: 'not-checked', where: 'lines 1 and 2' }],
  },
  { title: 'passes one side', claim: { lines: caseLines({ code: '20610', modifiers: ['LT'] }) }, expect: [] },
  ...['0', '9'].map((number): EditCase => ({
    title: `passes a line for each side with indicator ${number}, which another edit has`,
    claim: { ...billedTo(medicare), ...twoLines },
    tables: indicator(number),
    expect: [],
  })),
  {
    title: 'passes both sides of a code that the whole schedule does not have',
    claim: both,
    tables: feesOfYear([]),
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...both, coverages: [] },
    tables: indicator('0'),
    expect: [],
  },
];

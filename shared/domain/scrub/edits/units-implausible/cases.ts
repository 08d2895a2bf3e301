import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes units within the limit', claim: { lines: caseLines({}, { code: '36415' }) }, expect: [] },
  {
    title: 'holds more units than the limit of the day',
    claim: { lines: caseLines({ code: '36415', units: 3 }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'adds the lines of one day together',
    claim: { lines: caseLines({ code: '36415', units: 2 }, { code: '36415', units: 1 }) },
    expect: [{ result: 'fail', where: 'lines 1, 2' }],
  },
  {
    title: 'does not add lines of different days',
    claim: {
      lines: caseLines(
        { code: '36415', units: 2 },
        { code: '36415', units: 2, serviceDate: '2026-10-06' as PlainDate },
      ),
    },
    expect: [],
  },
  {
    title: 'judges each line alone where the limit is one of the line',
    claim: { lines: caseLines({ code: 'A6460' }, { code: 'A6460' }) },
    expect: [],
  },
  {
    title: 'holds a line above the limit of the line',
    claim: { lines: caseLines({ code: 'A6460', units: 2 }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'is bypassed where modifier GD says that the units were needed',
    claim: { lines: caseLines({ code: '36415', units: 3, modifiers: ['GD'] }) },
    expect: [{ result: 'bypassed', where: 'line 1' }],
  },
  {
    title: 'is not bypassed where the limit is absolute',
    claim: { lines: caseLines({ code: 'G0439', units: 2, modifiers: ['GD'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check a code without a limit',
    claim: { lines: caseLines({ code: '99214' }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { coverages: [], lines: caseLines({ code: '36415', units: 3 }) },
    expect: [],
  },
];

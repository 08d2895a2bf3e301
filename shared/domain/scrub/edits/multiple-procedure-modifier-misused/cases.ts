import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseDay, caseLines, caseServices, colleagueNpi, type EditCase } from '../../edit-case.ts';

const two = { lines: caseLines({ code: '11042' }, { code: '20610', modifiers: ['51'] }) };
const indicator = (multipleIndicator: string) => feesOfYear([{ code: '20610', multipleIndicator }]);
const alone = { lines: caseLines({}, { code: '20610', modifiers: ['51'] }) };

export const cases: readonly EditCase[] = [
  ...['1', '2', '3'].map((number): EditCase => ({
    title: `passes a second procedure with indicator ${number}`,
    claim: two,
    tables: indicator(number),
    expect: [],
  })),
  ...['0', '4', '5', '6', '7', '9'].map((number): EditCase => ({
    title: `holds a code with indicator ${number}, which is not reduced by it`,
    claim: two,
    tables: indicator(number),
    expect: [{ result: 'fail', where: 'line 2' }],
  })),
  {
    title: 'holds an add-on code, whatever its indicator',
    claim: two,
    tables: feesOfYear([{ code: '20610', multipleIndicator: '2', globalDays: 'ZZZ' }]),
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds the only procedure beside a visit',
    claim: alone,
    tables: indicator('2'),
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'passes where the other procedure is on another claim of the day',
    claim: alone,
    tables: indicator('2'),
    history: { services: caseServices({ code: '11042' }) },
    expect: [],
  },
  {
    title: 'holds where the other procedure was by a colleague, or on another day',
    claim: alone,
    tables: indicator('2'),
    history: {
      services: caseServices(
        { code: '11042', renderingNpi: colleagueNpi },
        { code: '11042', serviceDate: caseDay('2026-10-04') },
      ),
    },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'does not check without a schedule',
    claim: two,
    expect: [{ result: 'not-checked', where: 'line 2' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...alone, coverages: [] },
    tables: indicator('0'),
    expect: [],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: { lines: caseLines({ code: '20610', modifiers: ['51'] }) },
    tables: indicator('2'),
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
];

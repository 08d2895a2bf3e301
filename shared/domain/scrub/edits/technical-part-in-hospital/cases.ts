import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const image = (placeOfService: string, ...modifiers: string[]) => ({
  placeOfService,
  lines: caseLines({ code: '76942', modifiers }),
});
const indicator = (componentIndicator: string) => feesOfYear([{ code: '76942', componentIndicator }]);

export const cases: readonly EditCase[] = [
  ...['19', '21', '22', '23'].map((place): EditCase => ({
    title: `holds the whole service in place ${place}`,
    claim: image(place),
    tables: indicator('1'),
    expect: [{ result: 'fail', where: 'line 1' }],
  })),
  ...['11', '24', '12'].map((place): EditCase => ({
    title: `passes the whole service in place ${place}`,
    claim: image(place),
    tables: indicator('1'),
    expect: [],
  })),
  { title: 'passes the professional part', claim: image('22', '26'), tables: indicator('1'), expect: [] },
  {
    title: 'holds the technical part',
    claim: image('22', 'TC'),
    tables: indicator('1'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  ...['3', '5'].map((number): EditCase => ({
    title: `holds a code with indicator ${number}`,
    claim: image('22'),
    tables: indicator(number),
    expect: [{ result: 'fail', where: 'line 1' }],
  })),
  ...['0', '2', '9'].map((number): EditCase => ({
    title: `passes a code with indicator ${number}`,
    claim: image('22'),
    tables: indicator(number),
    expect: [],
  })),
  {
    title: 'passes a visit in a hospital, whatever is loaded',
    claim: { placeOfService: '22', lines: caseLines({}) },
    expect: [],
  },
  {
    title: 'does not check without a schedule',
    claim: image('22'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...image('22'), coverages: [] },
    tables: indicator('1'),
    expect: [],
  },
  {
    title: 'passes a drug in a hospital, whatever is loaded',
    claim: { placeOfService: '22', lines: caseLines({ code: 'J3301' }) },
    expect: [],
  },
];

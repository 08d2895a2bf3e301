import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const part = (modifier: string) => ({ lines: caseLines({ code: '76942', modifiers: [modifier] }) });
const indicator = (componentIndicator: string) => feesOfYear([{ code: '76942', componentIndicator }]);
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  {
    title: 'passes the professional part of a test that has two',
    claim: part('26'),
    tables: indicator('1'),
    expect: [],
  },
  { title: 'passes its technical part', claim: part('TC'), tables: indicator('1'), expect: [] },
  ...['0', '2', '3', '4', '5', '7', '9'].flatMap((number): EditCase[] => [
    {
      title: `holds a professional part with indicator ${number}`,
      claim: part('26'),
      tables: indicator(number),
      expect: fails,
    },
    {
      title: `holds a technical part with indicator ${number}`,
      claim: part('TC'),
      tables: indicator(number),
      expect: fails,
    },
  ]),
  ...['6', '8'].flatMap((number): EditCase[] => [
    {
      title: `passes an interpretation with indicator ${number}`,
      claim: part('26'),
      tables: indicator(number),
      expect: [],
    },
    {
      title: `holds a technical part with indicator ${number}`,
      claim: part('TC'),
      tables: indicator(number),
      expect: fails,
    },
  ]),
  {
    title: 'passes the whole service',
    claim: { lines: caseLines({ code: '76942' }) },
    tables: indicator('0'),
    expect: [],
  },
  {
    title: 'does not check without a schedule',
    claim: part('26'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...part('26'), coverages: [] },
    tables: indicator('0'),
    expect: [],
  },
];

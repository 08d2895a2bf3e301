import { notLoaded } from '../../../code-sets/code-tables.ts';
import { tableOfYear } from '../../procedure-case-tables.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const whole = {
  modifiers: tableOfYear('modifiers', [
    { code: '25', label: 'Separate visit', bypassesPairs: true },
    { code: 'CS', label: 'Ended', bypassesPairs: false, to: caseDay('2026-10-04') },
    { code: 'ZQ', label: 'Began', bypassesPairs: false, from: caseDay('2026-10-06') },
  ]),
};
const withModifiers = (...modifiers: string[]) => ({ lines: caseLines({ modifiers }) });
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  {
    title: 'passes lines without modifiers, whatever is loaded',
    tables: { modifiers: notLoaded },
    expect: [],
  },
  {
    title: 'passes known modifiers',
    claim: { lines: caseLines({ modifiers: ['25'] }, { modifiers: ['RT', '59'] }) },
    expect: [],
  },
  { title: 'holds a modifier that is given twice', claim: withModifiers('25', '59', '25'), expect: fails },
  {
    title: 'holds one that is given three times once',
    claim: withModifiers('25', '25', '25'),
    expect: fails,
  },
  {
    title: 'holds the professional and the technical part on one line',
    claim: { lines: caseLines({}, { modifiers: ['26', 'TC'] }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  ...(
    [
      ['50', 'LT'],
      ['50', 'RT'],
      ['76', '77'],
      ['JW', 'JZ'],
    ] as const
  ).map(([one, other]): EditCase => ({
    title: `holds ${one} together with ${other}`,
    claim: withModifiers(other, one),
    expect: fails,
  })),
  { title: 'passes four modifiers', claim: withModifiers('25', '59', 'RT', 'GP'), expect: [] },
  {
    title: 'holds more than four modifiers',
    claim: withModifiers('25', '59', 'RT', 'GP', 'KX'),
    expect: fails,
  },
  {
    title: 'does not check a modifier that a slice does not have',
    claim: withModifiers('ZZ'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check without a table',
    claim: withModifiers('25'),
    tables: { modifiers: notLoaded },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds a modifier that the whole table does not have',
    claim: withModifiers('ZZ'),
    tables: whole,
    expect: fails,
  },
  { title: 'holds a modifier after its last day', claim: withModifiers('CS'), tables: whole, expect: fails },
  {
    title: 'passes it on its last day',
    claim: { lines: caseLines({ modifiers: ['CS'], serviceDate: caseDay('2026-10-04') }) },
    tables: whole,
    expect: [],
  },
  {
    title: 'holds a modifier before its first day',
    claim: withModifiers('ZQ'),
    tables: whole,
    expect: fails,
  },
  {
    title: 'passes it on its first day',
    claim: { lines: caseLines({ modifiers: ['ZQ'], serviceDate: caseDay('2026-10-06') }) },
    tables: whole,
    expect: [],
  },
];

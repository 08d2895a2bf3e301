import { notLoaded } from '../../../code-sets/code-tables.ts';
import { cptOfYear } from '../../procedure-case-tables.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const wholeCpt = cptOfYear([
  { code: '99213', label: 'Visit' },
  { code: '99457', label: 'Begins and ends', from: caseDay('2026-04-01'), to: caseDay('2026-09-30') },
  { code: '99458', label: 'Begins', from: caseDay('2026-04-01') },
]);
const on = (code: string, day: string) => ({ lines: caseLines({ code, serviceDate: caseDay(day) }) });
const fails = [{ result: 'fail', where: 'line 1' }] as const;
const notChecked = [{ result: 'not-checked', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes codes that are in force', expect: [] },
  ...['ABCDE', '9921', '9921B', 'W1234', 'J330A', '99213 '].map((code): EditCase => ({
    title: `holds ${JSON.stringify(code)}, the form of no code`,
    claim: { lines: caseLines({ code }) },
    expect: fails,
  })),
  {
    title: 'holds a code that was retired before the visit',
    claim: { lines: caseLines({}, { code: '99201' }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  { title: 'holds it on the day after its last', claim: on('99201', '2021-01-01'), expect: fails },
  { title: 'passes the same code on its last day', claim: on('99201', '2020-12-31'), expect: [] },
  { title: 'passes a code on its first day', claim: on('99457', '2026-04-01'), tables: wholeCpt, expect: [] },
  { title: 'holds it on the day before', claim: on('99457', '2026-03-31'), tables: wholeCpt, expect: fails },
  {
    title: 'holds it on the day after its last, where it has both',
    claim: on('99457', '2026-10-01'),
    tables: wholeCpt,
    expect: fails,
  },
  {
    title: 'holds a code without an end before its first day',
    claim: on('99458', '2026-03-31'),
    tables: wholeCpt,
    expect: fails,
  },
  {
    title: 'holds a code that a whole edition does not have',
    claim: on('99214', '2026-05-01'),
    tables: wholeCpt,
    expect: fails,
  },
  {
    title: 'does not check a day that no edition governs',
    claim: on('99214', '2025-12-31'),
    tables: wholeCpt,
    expect: notChecked,
  },
  {
    title: 'passes a code of HCPCS Level II by the table of those',
    claim: { lines: caseLines({ code: 'J3301' }) },
    tables: wholeCpt,
    expect: [],
  },
  {
    title: 'does not check a code that the loaded slice does not have, of any category',
    claim: {
      lines: caseLines(
        { code: '00100' },
        { code: '0002M' },
        { code: '0001A' },
        { code: '1126F' },
        { code: '0075T' },
        { code: '0240U' },
      ),
    },
    expect: [1, 2, 3, 4, 5, 6].map((line) => ({ result: 'not-checked', where: `line ${line}` })),
  },
  {
    title: 'does not check without a table',
    claim: { lines: caseLines({}) },
    tables: { cptCodes: notLoaded },
    expect: notChecked,
  },
];

import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseDay, caseLines, caseServices, colleagueNpi, type EditCase } from '../../edit-case.ts';

const two = { lines: caseLines({ code: '22558', modifiers: ['62'] }) };
const indicator = (coSurgeonIndicator: string) => feesOfYear([{ code: '22558', coSurgeonIndicator }]);
const other = { code: '22558', renderingNpi: colleagueNpi };

export const cases: readonly EditCase[] = [
  { title: 'passes where two surgeons are paid', claim: two, tables: indicator('2'), expect: [] },
  {
    title: 'does not know whether two were needed where documentation decides',
    claim: two,
    tables: indicator('1'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds two surgeons who are not paid',
    claim: two,
    tables: indicator('0'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds two surgeons where there can be none',
    claim: two,
    tables: indicator('9'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check without a schedule',
    claim: two,
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds a surgeon whose colleague billed the same without saying that there were two',
    claim: two,
    tables: indicator('2'),
    history: { services: caseServices(other) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes where both say so, and what was done another day or by the same surgeon',
    claim: two,
    tables: indicator('2'),
    history: {
      services: caseServices(
        { ...other, modifiers: ['62'] },
        { ...other, serviceDate: caseDay('2026-10-04') },
        { code: '22558' },
      ),
    },
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...two, coverages: [] },
    tables: indicator('0'),
    history: { services: caseServices(other) },
    expect: [],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: two,
    tables: indicator('2'),
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
];

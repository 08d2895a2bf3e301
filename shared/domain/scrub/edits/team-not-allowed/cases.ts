import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const team = (code = '33945') => ({ lines: caseLines({ code, modifiers: ['66'] }) });
const indicator = (teamIndicator: string) => feesOfYear([{ code: '33945', teamIndicator }]);

export const cases: readonly EditCase[] = [
  { title: 'passes where a team is paid', claim: team(), tables: indicator('2'), expect: [] },
  {
    title: 'does not know whether a team was needed where documentation decides',
    claim: team(),
    tables: indicator('1'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds a team that is not paid',
    claim: team(),
    tables: indicator('0'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a team where there can be none',
    claim: team(),
    tables: indicator('9'),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check without a schedule',
    claim: team(),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  { title: 'passes a line without the modifier', claim: {}, tables: indicator('0'), expect: [] },
];

import { feesOfYear } from '../../procedure-case-tables.ts';
import { billedTo, caseLines, medicare, type EditCase } from '../../edit-case.ts';

const claim = (...modifiers: string[]) => ({
  ...billedTo(medicare),
  lines: caseLines({ code: '99397', modifiers }),
});
const tables = feesOfYear([{ code: '99397', status: 'N' }]);

export const cases: readonly EditCase[] = [
  {
    title: 'holds a service that is never covered',
    claim: claim(),
    tables,
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  ...['GY', 'GX'].map((modifier): EditCase => ({
    title: `is bypassed by ${modifier}, which says so`,
    claim: claim(modifier),
    tables,
    expect: [{ result: 'bypassed', where: 'line 1' }],
  })),
  {
    title: 'is not bypassed by GA, which is for what may be covered',
    claim: claim('GA'),
    tables,
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  { title: 'passes what is covered', claim: claim(), tables: feesOfYear([{ code: '99397' }]), expect: [] },
  {
    title: 'does not check without a schedule',
    claim: claim(),
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  { title: 'passes it for another payer', claim: { lines: claim().lines }, tables, expect: [] },
];

import { feesOfYear } from '../../procedure-case-tables.ts';
import { billedTo, caseLines, medicare, type EditCase } from '../../edit-case.ts';

const tables = feesOfYear([
  { code: '97110', multipleIndicator: '5' },
  { code: '97161', multipleIndicator: '5' },
  { code: '97165', multipleIndicator: '5' },
  { code: '92507', multipleIndicator: '5' },
  { code: '97597', multipleIndicator: '0' },
]);
const claim = (code: string, ...modifiers: string[]) => ({
  ...billedTo(medicare),
  lines: caseLines({ code, modifiers }),
});
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'holds therapy without a plan', claim: claim('97110'), tables, expect: fails },
  ...['GN', 'GO', 'GP'].map((plan): EditCase => ({
    title: `passes it with ${plan}`,
    claim: claim('97110', plan),
    tables,
    expect: [],
  })),
  { title: 'holds it with two plans', claim: claim('97110', 'GO', 'GP'), tables, expect: fails },
  {
    title: 'passes what physical therapists alone do with their plan',
    claim: claim('97161', 'GP'),
    tables,
    expect: [],
  },
  { title: 'holds it with another plan', claim: claim('97161', 'GO'), tables, expect: fails },
  {
    title: 'holds what occupational therapists alone do with another plan',
    claim: claim('97165', 'GP'),
    tables,
    expect: fails,
  },
  {
    title: 'holds what speech therapists alone do with another plan',
    claim: claim('92507', 'GP'),
    tables,
    expect: fails,
  },
  { title: 'passes what is therapy only sometimes', claim: claim('97597'), tables, expect: [] },
  {
    title: 'does not check without a schedule',
    claim: claim('97110'),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  { title: 'passes what is in no chapter of therapy, whatever is loaded', claim: claim('99213'), expect: [] },
  { title: 'passes it for another payer', claim: { lines: claim('97110').lines }, tables, expect: [] },
  ...(
    [
      ['92508', 'GN'],
      ['92521', 'GN'],
      ['92526', 'GN'],
      ['92607', 'GN'],
      ['92609', 'GN'],
      ['97161', 'GP'],
      ['97164', 'GP'],
      ['97165', 'GO'],
      ['97168', 'GO'],
    ] as const
  ).flatMap(([code, plan]): EditCase[] => [
    {
      title: `passes ${code} with ${plan}, its own plan`,
      claim: claim(code, plan),
      tables: feesOfYear([{ code, multipleIndicator: '5' }]),
      expect: [],
    },
    ...['GN', 'GO', 'GP']
      .filter((other) => other !== plan)
      .map((other): EditCase => ({
        title: `holds ${code} with ${other}`,
        claim: claim(code, other),
        tables: feesOfYear([{ code, multipleIndicator: '5' }]),
        expect: fails,
      })),
  ]),
  ...['92520', '92527', '92606', '92610', '97160', '97169'].map((code): EditCase => ({
    title: `passes ${code} with any plan`,
    claim: claim(code, 'GO'),
    tables: feesOfYear([{ code, multipleIndicator: '5' }]),
    expect: [],
  })),
  {
    title: 'passes a code that the whole schedule does not have',
    claim: claim('97110'),
    tables: feesOfYear([]),
    expect: [],
  },
];

import type { LaboratoryCertificate } from '#contracts/practice.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const test = (code: string, ...modifiers: string[]) => ({ lines: caseLines({ code, modifiers }) });
const under = (kind: LaboratoryCertificate['kind']) => ({ laboratory: { number: '38D0000001', kind } });
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  {
    title: 'passes a waived test that says so',
    claim: test('87880', 'QW'),
    practice: under('waiver'),
    expect: [],
  },
  { title: 'holds one that does not', claim: test('87880'), practice: under('waiver'), expect: fails },
  {
    title: 'passes a test that is waived by its code',
    claim: test('81002'),
    practice: under('waiver'),
    expect: [],
  },
  {
    title: 'holds microscopy under a certificate of waiver',
    claim: test('81000'),
    practice: under('waiver'),
    expect: fails,
  },
  {
    title: 'passes it under a certificate of microscopy',
    claim: test('81000'),
    practice: under('microscopy'),
    expect: [],
  },
  {
    title: 'holds another test under that certificate',
    claim: test('85025'),
    practice: under('microscopy'),
    expect: fails,
  },
  ...(['registration', 'compliance', 'accreditation'] as const).map((kind): EditCase => ({
    title: `passes any test under a certificate of ${kind}`,
    claim: test('85025'),
    practice: under(kind),
    expect: [],
  })),
  { title: 'passes where no certificate is known: another edit says that', claim: test('85025'), expect: [] },
  {
    title: 'passes a test of another laboratory',
    claim: test('85025', '90'),
    practice: under('waiver'),
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...test('85025'), coverages: [] },
    practice: under('waiver'),
    expect: [],
  },
  {
    title: 'does not check a certificate of a kind that nobody told',
    claim: test('85025'),
    practice: { laboratory: { number: '38D0000001' } },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'judges each day of a span by the certificate of that day',
    claim: {
      serviceDateTo: caseDay('2026-10-06'),
      lines: caseLines(
        { code: '87880', serviceDate: caseDay('2026-10-05') },
        { code: '87880', serviceDate: caseDay('2026-10-06') },
      ),
    },
    practice: {
      laboratory: { ...under('waiver').laboratory, effectiveFrom: caseDay('2026-10-06') },
    },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
];

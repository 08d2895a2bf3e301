import type { LaboratoryCertificate } from '#contracts/practice.ts';
import {
  billedTo,
  caseDay,
  caseLines,
  caseLocation,
  medicaid,
  medicare,
  type EditCase,
} from '../../edit-case.ts';

const test = (...modifiers: string[]) => ({ lines: caseLines({ code: '85025', modifiers }) });
const laboratory: LaboratoryCertificate = { number: '38D0000001', kind: 'compliance' };
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes a claim without tests', claim: billedTo(medicare), expect: [] },
  {
    title: 'holds a test for Medicare without a certificate',
    claim: { ...billedTo(medicare), ...test() },
    expect: fails,
  },
  { title: 'holds it for Medicaid', claim: { ...billedTo(medicaid), ...test() }, expect: fails },
  {
    title: 'does not know whether another payer asks for it',
    claim: test(),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes it with the certificate of the practice',
    claim: { ...billedTo(medicare), ...test() },
    practice: { laboratory },
    expect: [],
  },
  {
    title: 'passes it with the certificate of the location',
    claim: { ...billedTo(medicare), ...test(), locationId: 'ferry' },
    practice: { locations: [{ ...caseLocation('ferry', '11'), laboratory }] },
    expect: [],
  },
  {
    title: 'holds it after the last day of the certificate',
    claim: { ...billedTo(medicare), ...test() },
    practice: { laboratory: { ...laboratory, effectiveTo: caseDay('2026-10-04') } },
    expect: fails,
  },
  {
    title: 'passes it on that day',
    claim: { ...billedTo(medicare), ...test() },
    practice: { laboratory: { ...laboratory, effectiveTo: caseDay('2026-10-05') } },
    expect: [],
  },
  {
    title: 'passes what another laboratory did',
    claim: { ...billedTo(medicare), ...test('90') },
    expect: [],
  },
  { title: 'passes an interpretation', claim: { ...billedTo(medicare), ...test('26') }, expect: [] },
  {
    title: 'passes a skin test',
    claim: { ...billedTo(medicare), lines: caseLines({ code: '86580' }) },
    expect: [],
  },
  { title: 'passes whatever the patient pays', claim: { ...test(), coverages: [] }, expect: [] },
  {
    title: 'passes it on the first day of the certificate',
    claim: { ...billedTo(medicare), ...test() },
    practice: { laboratory: { ...laboratory, effectiveFrom: caseDay('2026-10-05') } },
    expect: [],
  },
  {
    title: 'holds it on the day before',
    claim: { ...billedTo(medicare), ...test() },
    practice: { laboratory: { ...laboratory, effectiveFrom: caseDay('2026-10-06') } },
    expect: fails,
  },
  {
    title: 'judges each day of a span: holds the tests of the days on which the certificate had ended',
    claim: {
      ...billedTo(medicare),
      serviceDateTo: caseDay('2026-10-06'),
      lines: caseLines(
        { code: '85025', serviceDate: caseDay('2026-10-05') },
        { code: '85025', serviceDate: caseDay('2026-10-06') },
      ),
    },
    practice: { laboratory: { ...laboratory, effectiveTo: caseDay('2026-10-05') } },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
];

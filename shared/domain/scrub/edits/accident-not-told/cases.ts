import type { PlainDate } from '#contracts/dates.ts';
import type { EditCase } from '../../edit-case.ts';

const diagnoses = ['S93.401A', 'V43.52XA'];

export const cases: readonly EditCase[] = [
  {
    title: 'passes a claim without such a cause',
    claim: { diagnoses: ['S93.401A', 'W18.30XA'] },
    expect: [],
  },
  {
    title: 'passes a cause with its accident',
    claim: { diagnoses, accident: { kind: 'auto', date: '2026-10-01' as PlainDate, state: 'OR' } },
    expect: [],
  },
  {
    title: 'warns of a cause without an accident',
    claim: { diagnoses },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  ...['V00.01XA', 'V99'].map((code): EditCase => ({
    title: `warns of ${code}, an end of the transport accidents`,
    claim: { diagnoses: [code] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  })),
  ...['U07.1', 'W00.0XXA'].map((code): EditCase => ({
    title: `passes ${code}, beyond the end of them`,
    claim: { diagnoses: [code] },
    expect: [],
  })),
];

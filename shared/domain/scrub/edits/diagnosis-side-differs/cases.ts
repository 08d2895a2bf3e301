import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const left = { diagnoses: ['S60.512A', 'I10'] };
const injection = { code: '20610', diagnosisPointers: [1] };

/** A modifier beside a diagnosis of its side, and one of the other. */
function sidesOf(same: string, other: string): (modifier: string) => EditCase[] {
  return (modifier) => [
    {
      title: `passes ${modifier} with ${same}`,
      claim: { diagnoses: [same], lines: caseLines({ ...injection, modifiers: [modifier] }) },
      expect: [],
    },
    {
      title: `warns of ${modifier} with ${other}`,
      claim: { diagnoses: [other], lines: caseLines({ ...injection, modifiers: [modifier] }) },
      expect: [{ result: 'fail', where: 'line 1' }],
    },
  ];
}

export const cases: readonly EditCase[] = [
  { title: 'passes lines that name no side', claim: { ...left, lines: caseLines(injection) }, expect: [] },
  {
    title: 'passes the side of the diagnosis',
    claim: { ...left, lines: caseLines({ ...injection, modifiers: ['LT'] }) },
    expect: [],
  },
  {
    title: 'warns of the other side',
    claim: { ...left, lines: caseLines({ ...injection, modifiers: ['RT'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'warns of a finger of the other hand',
    claim: { ...left, lines: caseLines({ ...injection, modifiers: ['F5'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes where one of its diagnoses is of the side',
    claim: {
      diagnoses: ['S61.411A', 'S60.512A'],
      lines: caseLines({ ...injection, modifiers: ['LT'], diagnosisPointers: [1, 2] }),
    },
    expect: [],
  },
  {
    title: 'passes where its diagnoses have no side',
    claim: { ...left, lines: caseLines({ ...injection, modifiers: ['RT'], diagnosisPointers: [2] }) },
    expect: [],
  },
  {
    title: 'leaves both sides on one line to the edit of modifiers',
    claim: { ...left, lines: caseLines({ ...injection, modifiers: ['LT', 'RT'] }) },
    expect: [],
  },
  {
    title: 'does not check a diagnosis that the table does not have',
    claim: { diagnoses: ['Q99.8'], lines: caseLines({ ...injection, modifiers: ['LT'] }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check codes of no edition',
    claim: {
      diagnoses: ['Q99.9'],
      serviceDateFrom: '2001-01-01' as PlainDate,
      lines: caseLines({ ...injection, modifiers: ['RT'] }),
    },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  ...'LT E1 E2 FA F1 F2 F3 F4 TA T1 T2 T3 T4'.split(' ').flatMap(sidesOf('S60.512A', 'S61.411A')),
  ...'RT E3 E4 F5 F6 F7 F8 F9 T5 T6 T7 T8 T9'.split(' ').flatMap(sidesOf('S61.411A', 'S60.512A')),
];

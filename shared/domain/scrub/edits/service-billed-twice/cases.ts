import { caseDay, caseLines, caseServices, colleagueNpi, medicare, type EditCase } from '../../edit-case.ts';

const drawn = { code: '36415' };
const one = { lines: caseLines(drawn) };
const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes different services', expect: [] },
  {
    title: 'holds the same line twice',
    claim: { lines: caseLines(drawn, drawn) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'holds each repetition once',
    claim: { lines: caseLines(drawn, drawn, drawn) },
    expect: [
      { result: 'fail', where: 'lines 1 and 2' },
      { result: 'fail', where: 'lines 1 and 3' },
    ],
  },
  {
    title: 'holds the same modifiers in another order',
    claim: { lines: caseLines({ ...drawn, modifiers: ['RT', '59'] }, { ...drawn, modifiers: ['59', 'RT'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  ...['76', '77', '91'].flatMap((modifier): EditCase[] => [
    {
      title: `passes a second line that modifier ${modifier} sets apart`,
      claim: { lines: caseLines(drawn, { ...drawn, modifiers: [modifier] }) },
      expect: [],
    },
    {
      title: `is bypassed where two lines both have modifier ${modifier}`,
      claim: { lines: caseLines({ ...drawn, modifiers: [modifier] }, { ...drawn, modifiers: [modifier] }) },
      expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
    },
  ]),
  {
    title: 'passes the two sides, other units and another day',
    claim: {
      lines: caseLines(
        { ...drawn, modifiers: ['LT'] },
        { ...drawn, modifiers: ['RT'] },
        { ...drawn, units: 2 },
        { ...drawn, serviceDate: caseDay('2026-10-06') },
      ),
    },
    expect: [],
  },
  {
    title: 'holds what another claim has',
    claim: one,
    history: { services: caseServices(drawn) },
    expect: fails,
  },
  {
    title: 'holds it whether the other claim was sent or not, and whoever pays it',
    claim: one,
    history: { services: caseServices({ ...drawn, isSubmitted: false, payerId: medicare }) },
    expect: fails,
  },
  {
    title: 'is bypassed where both claims say that it was done again',
    claim: { lines: caseLines({ ...drawn, modifiers: ['76'] }) },
    history: { services: caseServices({ ...drawn, modifiers: ['76'] }) },
    expect: [{ result: 'bypassed', where: 'line 1' }],
  },
  {
    title:
      'passes what another claim has by a colleague, of another day, in other units or with another modifier',
    claim: one,
    history: {
      services: caseServices(
        { ...drawn, renderingNpi: colleagueNpi },
        { ...drawn, serviceDate: caseDay('2026-10-04') },
        { ...drawn, units: 2 },
        { ...drawn, modifiers: ['76'] },
      ),
    },
    expect: [],
  },
  {
    title: 'passes a void, which takes the service back',
    claim: { ...one, nextSubmission: { frequency: '8' } },
    history: { services: caseServices(drawn) },
    expect: [],
  },
  {
    title: 'holds it also where the patient pays',
    claim: { ...one, coverages: [] },
    history: { services: caseServices(drawn) },
    expect: fails,
  },
  {
    title: 'does not know of other claims where no history was given',
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];

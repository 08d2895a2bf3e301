import { caseLines, type EditCase } from '../../edit-case.ts';

/** A modifier, codes that it goes with, and codes that it does not. */
const rows: readonly (readonly [modifier: string, fitting: readonly string[], wrong: readonly string[]])[] = [
  ['25', ['99213', 'G0439', '92014', '90791', 'G0101'], ['20610', '76942', '80053', 'J3301', '00100']],
  ['24', ['99213'], ['20610']],
  ['57', ['99223'], ['27447']],
  ['58', ['27447', '93458'], ['99213', 'J3301']],
  ['78', ['27447'], ['99213']],
  ['79', ['27447'], ['99213']],
  ['54', ['27447'], ['99213', '80053']],
  ['80', ['27447'], ['99213']],
  ['62', ['22558'], ['99213']],
  ['91', ['80053', 'G0480'], ['99213', '20610', '76942', 'J3301']],
  ['QW', ['87880', '0240U'], ['99213', '20610']],
  ['P3', ['00100', '99100'], ['99213', '80053']],
  ['AA', ['00100'], ['99213']],
  ['JZ', ['J3301', 'Q5101', '90281'], ['99213', '20610', '80053']],
  ['27', [], ['99213', '20610', 'G0463', '93000']],
  ['74', [], ['20610']],
  ['LT', ['20610', '76942', 'L1830'], ['99213', '80053']],
  ['F3', ['26010', '73140'], ['99213', '80053']],
  ['59', ['20610', '80053', '99213'], []],
  ...['55', '56', '66', '81', '82', 'AS'].map(
    (one) => [one, ['27447'], ['99213', '80053', 'J3301']] as const,
  ),
  ...['23', 'AD', 'QK', 'QX', 'QY', 'QZ', 'P1', 'P2', 'P4', 'P5', 'P6'].map(
    (one) => [one, ['00100'], ['99213', '76942', '80053', 'J3301']] as const,
  ),
  ['JW', ['J3301'], ['99213', '20610', '80053', '00100']],
  ...['73', 'PN', 'PO'].map((one) => [one, [], ['00100', '20610', '99213', 'G0463']] as const),
  ...'RT E1 E2 E3 E4 LC LD LM RC RI FA F1 F2 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9'
    .split(' ')
    .map((one) => [one, ['20610'], ['99213', '80053']] as const),
];

export const cases: readonly EditCase[] = [
  { title: 'passes lines without modifiers', expect: [] },
  ...rows.flatMap(([modifier, fitting, wrong]): EditCase[] => [
    ...fitting.map((code) => ({
      title: `passes ${modifier} on ${code}`,
      claim: { lines: caseLines({ code, modifiers: [modifier] }) },
      expect: [],
    })),
    ...wrong.map((code): EditCase => ({
      title: `holds ${modifier} on ${code}`,
      claim: { lines: caseLines({ code, modifiers: [modifier] }) },
      expect: [{ result: 'fail', where: 'line 1' }],
    })),
  ]),
  {
    title: 'names every modifier that does not fit',
    claim: { lines: caseLines({ code: '99213', modifiers: ['25', 'LT', '91'] }) },
    expect: [
      { result: 'fail', where: 'line 1' },
      { result: 'fail', where: 'line 1' },
    ],
  },
];

import { describe, expect, it } from 'vitest';
import { checkPairsWhole, checkPartNumbers, partNumberOf } from '#domain/code-sets/read/whole-edition.ts';
import { lines, pairHeader } from './files.ts';
import { editionsOf, problemOf, type TestFile } from './read-given.ts';

/** First codes as they lie over the real table, by the thousand. */
const numbersOf = (from: number, to: number): string[] =>
  Array.from({ length: Math.floor((to - from) / 500) }, (_, at) => String(from + at * 500).padStart(5, '0'));
const parts = [
  ['0001A', ...numbersOf(100, 26_990)],
  numbersOf(27_000, 49_999),
  numbersOf(50_000, 75_999),
  [...numbersOf(76_000, 99_607), 'A4263', 'R0075'],
] as const;

const part = (number: number, table = 'ccipra'): TestFile => [
  `${table}-v323r0-f${number}.TXT`,
  lines(
    ...pairHeader,
    ...(parts[number - 1] ?? []).flatMap((code) => [
      `${code}\t80048\t \t20261001\t*\t0\tMade up`,
      `${code}\t97597\t \t20200101\t*\t1\tMade up`,
    ]),
  ),
];
const whole = { isSlice: false };

describe('a table of pairs that comes in four parts', () => {
  it.each([
    {
      given: [1, 3],
      why: 'the parts f1, f3 in ccipra-v323r0-f1.TXT, ccipra-v323r0-f3.TXT; expected every part once, f1 to the last: f2 is missing',
    },
    {
      given: [2, 3, 4],
      why: 'the parts f2, f3, f4 in ccipra-v323r0-f2.TXT, ccipra-v323r0-f3.TXT, ccipra-v323r0-f4.TXT; expected every part once, f1 to the last: f1 is missing',
    },
    { given: [1, 2, 3], why: 'pairs whose first codes go from 0001A to 75000' },
    { given: [1], why: 'pairs whose first codes go from 0001A to 26100' },
    { given: [4], why: 'f1 is missing' },
  ])('is refused when only $given are loaded', async ({ given, why }) => {
    expect(
      await problemOf(
        given.map((number) => part(number)),
        whole,
      ),
    ).toContain(why);
    expect(
      await problemOf(
        given.map((number) => part(number)),
        whole,
      ),
    ).toContain('say --slice');
  });

  it('passes as whole with all of them, in any order, but for its number of rows', async () => {
    expect(
      await problemOf(
        [4, 2, 1, 3].map((number) => part(number)),
        whole,
      ),
    ).toMatch(/rows of ncci-ptp-practitioner in .*expected at least 1000000 in a whole edition/);
  });

  it('is counted by table: four parts of practitioners and one of outpatient departments are not five', async () => {
    const files = [...[1, 2, 3, 4].map((number) => part(number)), part(1, 'ccioph')];
    expect(await problemOf(files, whole)).toMatch(/rows of ncci-ptp-practitioner in/);
  });

  it('is recorded as a part when a part is meant, so that a pair that it lacks is not checked', async () => {
    expect(await editionsOf([part(1)], { isSlice: true })).toMatchObject([
      { isWhole: false, content: { kind: 'ncci-ptp-practitioner' } },
    ]);
  });

  it('is known to lack a part in its midst also when its files were renamed', () => {
    const all = parts.flat();
    expect(() => checkPairsWhole(all, 'pairs')).not.toThrow();
    for (const [missing, why] of [
      [0, /go from 27000 to R0075/],
      [1, /no pairs between 26100 and 50000/],
      [2, /no pairs between 49000 and 76000/],
      [3, /go from 0001A to 75000/],
    ] as const) {
      const others = parts.filter((_, index) => index !== missing).flat();
      expect(() => checkPairsWhole(others, 'pairs')).toThrow(why);
    }
    expect(() => checkPairsWhole([], 'pairs')).toThrow(/go from {2}to/);
  });

  it('has its number in the name of the file, or else of its archive', () => {
    expect(partNumberOf('ccipra-v323r0-f4.txt', undefined)).toBe(4);
    expect(
      partNumberOf('pairs.txt', 'medicare-ncci-2026q4-practitioner-ptp-edits-ccipra-v323r0-f2.zip'),
    ).toBe(2);
    expect(partNumberOf('pdf1.txt', 'f10.zip')).toBeUndefined();
    expect(() => checkPartNumbers([1, 2, 2, 3], 'pairs')).toThrow(/f2 came twice/);
    expect(() => checkPartNumbers([undefined, undefined], 'pairs')).not.toThrow();
  });
});

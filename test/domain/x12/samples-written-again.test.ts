import { describe, expect, it } from 'vitest';
import { bytesOf, judge, reasonForAbsence, samples } from '../../../docs/x12-samples.ts';
import {
  type AcceptedDifference,
  acceptedDifferences,
  differencesOfSamples,
} from './accepted-differences.ts';
import { segmentsOfFile, segmentsWrittenAgain } from './written-again.ts';

const absent = samples.length === 0;
const accepted = samples.filter((sample) => judge(sample).verdict === 'accepted');

interface Pair {
  readonly was: readonly string[][];
  readonly is: readonly string[][];
}

/** Whether two files are the same, but for these differences. */
function isSame({ was, is }: Pair, differences: readonly AcceptedDifference[]): boolean {
  const level = (segments: readonly string[][]): readonly string[][] =>
    differences.reduce((leveled, difference) => difference.level(leveled), segments);
  return JSON.stringify(level(was)) === JSON.stringify(level(is));
}

/** The differences that there really are; undefined when the files differ in more than is accepted. */
function differencesBetween(pair: Pair): string[] | undefined {
  if (!isSame(pair, acceptedDifferences)) return undefined;
  return acceptedDifferences
    .filter(
      (difference) =>
        !isSame(
          pair,
          acceptedDifferences.filter((other) => other !== difference),
        ),
    )
    .map(({ name }) => name);
}

describe('a third-party sample, read into typed models and written from them', () => {
  it('is compared where there are samples', ({ skip }) => {
    skip(absent, reasonForAbsence);
    expect(accepted.length).toBeGreaterThan(60);
  });

  it.skipIf(absent).each(accepted)(
    '$name is the whole file it was, from ISA to IEA, but for the differences that are accepted by name',
    (sample) => {
      const bytes = bytesOf(sample);
      const pair = { was: segmentsOfFile(bytes), is: segmentsWrittenAgain(bytes) };
      expect(differencesBetween(pair)).toEqual(differencesOfSamples[sample.name] ?? []);
    },
  );

  it.skipIf(absent)('has no accepted difference left over from a sample that is gone', () => {
    const names = new Set(accepted.map(({ name }) => name));
    expect(Object.keys(differencesOfSamples).filter((name) => !names.has(name))).toEqual([]);
    const used = new Set(Object.values(differencesOfSamples).flat());
    expect(acceptedDifferences.filter(({ name }) => !used.has(name as never))).toEqual([]);
  });

  it('would not pass with an element, a segment or a group lost', () => {
    const was = [['ISA'], ['CLM', '1', '12.50', '', ''], ['CAS', 'OA', '23', '5'], ['IEA', '1', '1']];
    const differ = (is: readonly string[][]): string[] | undefined => differencesBetween({ was, is });
    expect(differ(was)).toEqual([]);
    expect(
      differ([['ISA'], ['CLM', '1', '12.5', '', ''], ['CAS', 'OA', '23', '5'], ['IEA', '1', '1']]),
    ).toEqual(['decimal']);
    expect(
      differ([['ISA'], ['CLM', '1', '12.50'], ['CAS', 'OA', '23', '5'], ['IEA', '1', '1']]),
    ).toBeUndefined();
    expect(differ(was.slice(0, 3))).toBeUndefined();
    expect(differ([['ISA'], ['CLM', '1', '12.50', '', ''], ['IEA', '1', '1']])).toBeUndefined();
    expect(
      differ([['ISA'], ['CLM', '1', '12.50', '', ''], ['CAS', 'OA', '23', '6'], ['IEA', '1', '1']]),
    ).toBeUndefined();
  });
});

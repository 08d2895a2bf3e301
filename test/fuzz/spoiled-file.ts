import { SeededChoices } from './seeded-choices.ts';
import { type SpoilName, spoilNames, spoils } from './spoil.ts';

/** One case of a fuzz run: made again from the seed of the run and its own number. */
export interface SpoiledFile {
  readonly bytes: Uint8Array;
  readonly spoiledBy: readonly SpoilName[];
  /** The good file, when the only thing done to it is that its end is gone. */
  readonly truncatedFrom?: Uint8Array;
  /** The lengths of the chunks it is to be read in, the last one for all that follow. */
  readonly chunkLengths: readonly [number, ...number[]];
}

/** The case with this number of the run with this seed, over these good files. */
export function spoiledFile(
  seed: number,
  caseNumber: number,
  files: readonly [Uint8Array, ...Uint8Array[]],
): SpoiledFile {
  const choices = new SeededChoices(Math.imul(seed, 0x9e3779b1) ^ Math.imul(caseNumber + 1, 0x85ebca6b));
  const good = choices.oneOf(files);
  const other = choices.oneOf(files);
  const spoiledBy: SpoilName[] = [];
  let bytes = good;
  const times = choices.oneOf([1, 1, 1, 2, 3]);
  for (let time = 0; time < times; time++) {
    const name = choices.oneOf(spoilNames);
    spoiledBy.push(name);
    bytes = spoils[name](bytes, choices, other);
  }
  return {
    bytes,
    spoiledBy,
    ...(spoiledBy.every((name) => name === 'truncate') ? { truncatedFrom: good } : {}),
    chunkLengths: chunkLengths(choices),
  };
}

function chunkLengths(choices: SeededChoices): [number, ...number[]] {
  const longest = choices.oneOf([1, 3, 16, 107, 1000, 70_000]);
  const some = Array.from({ length: 12 }, () => 1 + choices.below(longest));
  return [1 + choices.below(longest), ...some];
}

import { describe, expect, it } from 'vitest';
import { readableGuides } from '#domain/x12/guides/registry.ts';
import { checkSpoiledFile } from './check-spoiled-file.ts';
import { seedFiles, spoiledGuides } from './seed-files.ts';
import { spoilNames } from './spoil.ts';
import { spoiledFile } from './spoiled-file.ts';

const seed = 20_261_121;
const [first = new Uint8Array(), ...others] = seedFiles(seed, 2);
const files: [Uint8Array, ...Uint8Array[]] = [first, ...others];

describe('a spoiled file', () => {
  it('is made of a good one of every guide', () => {
    expect(spoiledGuides.toSorted()).toEqual(readableGuides.map(({ guide }) => guide.name).toSorted());
    const verdicts = files.map((bytes) => checkSpoiledFile({ bytes, spoiledBy: [], chunkLengths: [107] }));
    expect(new Set(verdicts)).toEqual(new Set(['accepted']));
  });

  it('gets an answer in bounded time and size, the same in any chunks, and an acknowledgement', () => {
    const verdicts = new Set<string>();
    const spoiledBy = new Set<string>();
    for (let caseNumber = 0; caseNumber < 400; caseNumber++) {
      const file = spoiledFile(seed, caseNumber, files);
      for (const name of file.spoiledBy) spoiledBy.add(name);
      try {
        verdicts.add(checkSpoiledFile(file));
      } catch (error) {
        throw new Error(`case ${caseNumber} of seed ${seed} (${file.spoiledBy.join(', ')})`, {
          cause: error,
        });
      }
    }
    expect(verdicts).toEqual(new Set(['accepted', 'rejected', 'unreadable']));
    expect([...spoiledBy].toSorted()).toEqual(spoilNames.toSorted());
  });

  it('is the same for the same seed and number', () => {
    expect(spoiledFile(seed, 41, files)).toEqual(spoiledFile(seed, 41, files));
    expect(spoiledFile(seed, 41, files)).not.toEqual(spoiledFile(seed + 1, 41, files));
  });

  it('that is broken off and taken for whole would be found out', () => {
    const [good] = files;
    const check = (truncatedFrom: Uint8Array): string =>
      checkSpoiledFile({ bytes: good, truncatedFrom, spoiledBy: ['truncate'], chunkLengths: [1] });
    expect(check(good)).toBe('accepted');
    expect(() => check(new Uint8Array([...good, 0x41]))).toThrow(/broken off/);
  });
});

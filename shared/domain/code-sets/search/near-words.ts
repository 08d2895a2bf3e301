/** The letters of a word as bits: a to z, and the digits in pairs. Words of other letters cannot be near. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) {
    const character = word.charCodeAt(index);
    letters |= 1 << (character >= 97 ? character - 97 : 26 + ((character - 48) >> 1));
  }
  return letters >>> 0;
}

/** How many letters one of the two has and the other has not. Each change of a letter makes two at most. */
export function lettersApart(one: number, other: number): number {
  let bits = one ^ other;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many wrong letters are understood: a short word with two of them could be any. */
export function mistakesIn(word: string): 0 | 1 | 2 {
  if (word.length < 4 || /\d/.test(word)) {
    return 0;
  }
  return word.length < 7 ? 1 : 2;
}

/**
 * How many letters of a word must be changed, added, left out or exchanged with the next for it to become another; more
 * than `most` is told as `most + 1`. The other one is given as bytes of ASCII, from `start` up to `end`.
 */
export function mistakesBetween(
  word: string,
  other: Uint8Array,
  start: number,
  end: number,
  most: number,
): number {
  const width = end - start;
  if (Math.abs(width - word.length) > most) {
    return most + 1;
  }
  let before: number[] = [];
  let last: number[] = Array.from({ length: width + 1 }, (_, place) => place);
  for (let row = 1; row <= word.length; row++) {
    const letter = word.charCodeAt(row - 1);
    const next: number[] = [row];
    let least = row;
    for (let column = 1; column <= width; column++) {
      const isSame = letter === other[start + column - 1];
      let mistakes = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        letter === other[start + column - 2] &&
        word.charCodeAt(row - 2) === other[start + column - 1]
      ) {
        mistakes = Math.min(mistakes, (before[column - 2] ?? 0) + 1);
      }
      next.push(mistakes);
      least = Math.min(least, mistakes);
    }
    if (least > most) {
      return most + 1;
    }
    before = last;
    last = next;
  }
  return Math.min(last[width] ?? 0, most + 1);
}

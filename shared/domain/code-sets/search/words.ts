/** Words that say nothing of a diagnosis or a service. */
const fillers: ReadonlySet<string> = new Set(
  'an and are as at be by for from has have her his i in is it its my of on or s that the this to was with'.split(
    ' ',
  ),
);

/**
 * The words of a text, without accents, case and fillers, and in the singular: what a row is found by and what people
 * type are made the same by it. The singular is crude ("diabete") and need not be a word, only the same on both sides.
 */
export function wordsIn(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\bw\/o\b/g, 'without')
    .replaceAll(/\bw\//g, 'with ')
    .replaceAll(/[\u0300-\u036f'’]/g, '');
  return (plain.match(/[a-z0-9]+/g) ?? []).filter((word) => !fillers.has(word)).map(singular);
}

function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s')) {
    return word;
  }
  if (word.endsWith('ies')) {
    return `${word.slice(0, -3)}y`;
  }
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) {
    return word.slice(0, -2);
  }
  return /(?:s|u|i)s$/.test(word) ? word : word.slice(0, -1);
}

/**
 * A file of NCCI pairs in the official layout, its codes, dates and pairs made up: as many different codes as the real
 * one has, a third of the pairs ended, a few columns 1 with thousands of pairs and most with some. The same for the same
 * count, whenever and wherever it is made.
 */
export function* generatePairs(pairs: number): Generator<string> {
  yield 'A notice of one line\r\n';
  yield [
    'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tRationale',
    '\t\tprior to 1996\tDate\tDate\t0=not allowed\t',
    '\t\t\t\t*=no data\t1=allowed\t',
    '\t\t\t\t\t9=not applicable\t',
    '\t\t\t\t\t\t\r\n',
  ].join('\r\n');
  const columns1 = Math.min(codeCount, Math.max(Math.ceil(pairs / 170), 1));
  const random = randomNumbers(20_261_001);
  let written = 0;
  for (let column1 = 0; written < pairs; column1++) {
    // What is left is spread over the codes that are left, unevenly.
    const even = Math.ceil((pairs - written) / Math.max(columns1 - column1, 1));
    const count = Math.min(Math.ceil(even * (random() + 0.5)), codeCount - 1, pairs - written);
    const step = Math.max(Math.floor((codeCount - 1) / count), 1);
    let text = '';
    for (let place = 0; place < count; place++) {
      const column2 = (column1 + 1 + place * step) % codeCount;
      const year = 1996 + Math.floor(random() * 30);
      const month = ['01', '04', '07', '10'][Math.floor(random() * 4)] ?? '01';
      const ended = random() < 0.32 ? `${year + 1}1231` : '*';
      text += `${codeAt(column1 % codeCount)}\t${codeAt(column2)}\t \t${year}${month}01\t${ended}\t${random() < 0.4 ? '0' : '1'}\tMade up\r\n`;
    }
    written += count;
    yield text;
  }
}

/** Procedures that have pairs, about as many as in the real table. */
const codeCount = 14_800;

/** Made-up codes in the form of the real ones: most of digits, every seventh with a letter before. */
export function codeAt(index: number): string {
  return index % 7 === 3
    ? `${String.fromCharCode(65 + (index % 26))}${String(1000 + (index % 9000)).padStart(4, '0')}`
    : String(10_000 + index * 6);
}

export interface MadeDiagnosis {
  readonly code: string;
  readonly label: string;
  readonly isBillable: boolean;
}

/** Diagnoses with titles of made-up words, as long and as often used as those of ICD-10-CM. */
export function generateDiagnoses(count: number): MadeDiagnosis[] {
  const random = randomNumbers(7);
  const words = Array.from({ length: 12_000 }, () => madeWord(random));
  return Array.from({ length: count }, (_, index) => {
    const length = 3 + Math.floor(random() * 12);
    const title = Array.from({ length }, () => words[Math.floor(random() ** 4 * words.length)] ?? '');
    return {
      code: `${String.fromCharCode(65 + (index % 26))}${String(10 + (Math.floor(index / 26) % 90))}${String(Math.floor(index / 2340)).padStart(3, '0')}`,
      label: title.join(' '),
      isBillable: index % 4 !== 0,
    };
  });
}

const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');

function madeWord(random: () => number): string {
  return Array.from(
    { length: 2 + Math.floor(random() * 4) },
    () => syllables[Math.floor(random() * syllables.length)] ?? '',
  ).join('');
}

/** The same numbers from 0 to 1 for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

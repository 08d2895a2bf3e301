import { officialFilesMissing } from '../domain/code-sets/official-editions.ts';
import { halves, hitRate, lookedAt, notesWithin, type HitRate } from '../domain/coding/notes/hit-rate.ts';
import { officialDiagnosisIndex, seedDiagnosisIndex } from '../domain/coding/notes/indexes.ts';
import { sampleNotes } from '../domain/coding/notes/sample-notes.ts';

/** `npm run suggestions`: how often the suggester finds the codes that were agreed for our own notes, and what it misses. */
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
const line = (name: string, { notes, codes, hits, first }: HitRate): string =>
  `${name}: ${hits} of ${codes} agreed codes of ${notes} notes are among the first ${lookedAt} (${percent(hits, codes)}); the first of ${first} notes is the very first (${percent(first, notes)})`;

function printMissed({ missed }: HitRate): void {
  console.log('Missed:');
  for (const { note, code, isAlternative, suggested } of missed) {
    console.log(
      `  ${note.id}: ${code}${isAlternative ? ', which stands beside one of them' : ''}; suggested ${suggested.map((one) => one.code).join(' ')}`,
    );
  }
}

const all = Object.values(sampleNotes).flat();
const seed = await seedDiagnosisIndex();
const ofSeed = hitRate(notesWithin(all, seed), seed);
console.log(line('Codes that come with the program', ofSeed));
printMissed(ofSeed);
if (officialFilesMissing === undefined) {
  const index = await officialDiagnosisIndex();
  const started = performance.now();
  const rate = hitRate(all, index);
  const milliseconds = (performance.now() - started) / all.length;
  const { workedWith, held } = halves();
  console.log(
    `\nThe official list, ${index.edition}, ${index.rowCount} rows, ${milliseconds.toFixed(0)} ms a note`,
  );
  console.log(line('All notes', rate));
  console.log(line('Notes that the rules were worked out with', hitRate(workedWith, index)));
  console.log(line('Notes that were only counted', hitRate(held, index)));
  for (const [field, notes] of Object.entries(sampleNotes)) {
    console.log(line(`  ${field}`, hitRate(notes, index)));
  }
  printMissed(rate);
} else {
  console.log(`The official list was not asked: ${officialFilesMissing}.`);
}

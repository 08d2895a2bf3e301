import type { RecordAnswer } from '#contracts/upload-answer.ts';
import { answeredSamples, areThere, type AnsweredSample } from './intake-samples.ts';

/** `1, 3-7`. */
function inRanges(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === number) {
      last.to = number;
    } else {
      ranges.push({ from: number, to: number });
    }
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** What the answer says, without the record's own number and ids. Values of a file are not repeated here. */
function wordsOf({ problems, waitsFor = [], notes = [] }: RecordAnswer): string {
  return [
    ...new Set([
      ...problems.map(({ code, field }) => `\`${code}\`${field === '' ? '' : ` \`${field}\``}`),
      ...waitsFor.map((what) => `waits for ${what}`),
      ...notes.map((note) => `noted: \`${note}\``),
    ]),
  ].join('<br>');
}

function rowsOf({ name, format, answers }: AnsweredSample): string[] {
  const groups = Map.groupBy(answers, (answer) => `${answer.outcome} | ${wordsOf(answer)}`);
  return [...groups].map(([said, records]) => {
    const numbers = inRanges(records.map(({ recordNumber }) => recordNumber));
    return `| \`${name}\` | ${format} | ${records.length} | ${numbers} | ${said} |`;
  });
}

/**
 * The page that says of every record of every third-party sample what its answer is. Undefined where the samples are
 * absent: it cannot be made there.
 */
export async function intakeSamplesPage(): Promise<string | undefined> {
  if (!areThere) return undefined;
  const samples = await answeredSamples();
  const records = samples.flatMap(({ answers }) => answers);
  const counts = [...Map.groupBy(records, ({ outcome }) => outcome)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([outcome, { length }]) => `${length} ${outcome}`);
  return [
    '# Samples of visits',
    '',
    'Made by `npm run docs` from the third-party sample files, which lie beside the repository on some machines and are never part of it; do not edit.',
    '',
    `${samples.length} files, ${records.length} records: ${counts.join(', ')}. Each file was taken in by the steps of intake for a practice of its own, as it stands: it has the providers of the FHIR samples as aliases, and of the HL7 senders nothing. The six resources of US Core are one visit and came in one file. Records of a file that have the same answer stand in one row. What the answers should be is written down by hand in \`test/events/expected-intake-answers.ts\`.`,
    '',
    'Codes are explained in [intake-codes.md](intake-codes.md).',
    '',
    '| file | format | records | which | outcome | why |',
    '|---|---|---|---|---|---|',
    ...samples.flatMap(rowsOf),
    '',
  ].join('\n');
}

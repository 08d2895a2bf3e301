import type { FileProblem, RecordAnswer, RecordPlace, ReleasedVisit } from '#contracts/upload-answer.ts';
import { codeOfNote, meaningOfNote } from './intake-notes.ts';

const columns = [
  'record',
  'entry',
  'place',
  'encounter',
  'outcome',
  'claim',
  'task',
  'code',
  'field',
  'found',
  'expected',
  'how to fix',
] as const;
type Row = Readonly<Partial<Record<(typeof columns)[number], string | number>>>;

/**
 * The answer to an upload as a table: a header row, and a row for each problem and note of a record, or one that says
 * what became of it. A row without a record number tells of records of an earlier upload that this one released. What is wrong with the file as a whole comes first. Rows end as RFC 4180 has it.
 */
export async function* answerCsv(
  fileProblems: readonly FileProblem[],
  answers: AsyncIterable<RecordAnswer>,
  released: AsyncIterable<ReleasedVisit>,
): AsyncGenerator<string> {
  yield line(columns);
  for (const { code, found, expected, howToFix } of fileProblems) {
    yield row({ outcome: 'refused', code, found, expected, 'how to fix': howToFix });
  }
  for await (const answer of answers) {
    yield rowsOf(answer).map(row).join('');
  }
  for await (const { encounterId, claimId, records } of released) {
    for (const { uploadId, recordNumbers } of records) {
      const place = `upload ${uploadId}, ${recordNumbers.length === 1 ? 'record' : 'records'} ${recordNumbers.join(' ')}`;
      yield row({ place, encounter: encounterId, outcome: 'released', claim: claimId });
    }
  }
}

function rowsOf(answer: RecordAnswer): readonly Row[] {
  const { recordNumber, place = {}, encounterId, outcome, claimId, taskId } = answer;
  const common: Row = {
    record: recordNumber,
    ...(place.entry === undefined ? {} : { entry: place.entry }),
    place: placeInWords(place),
    ...(encounterId === undefined ? {} : { encounter: encounterId }),
    outcome,
    ...(claimId === undefined ? {} : { claim: claimId }),
    ...(taskId === undefined ? {} : { task: taskId }),
  };
  const rows: Row[] = [
    ...answer.problems.map(({ code, field, found, expected, howToFix }) => ({
      ...common,
      code,
      field,
      found,
      expected,
      'how to fix': howToFix,
    })),
    ...(answer.waitsFor ?? []).map((expected) => ({ ...common, code: 'waits-for', expected })),
    ...(answer.notes ?? []).map((note) => ({
      ...common,
      code: codeOfNote(note),
      found: [note.slice(codeOfNote(note).length + 1).trim(), meaningOfNote(codeOfNote(note)) ?? '']
        .filter((words) => words !== '')
        .join('. '),
    })),
  ];
  return rows.length === 0 ? [common] : rows;
}

function placeInWords({ line: number, message, controlId, path }: RecordPlace): string {
  return [
    ...(number === undefined ? [] : [`line ${number}`]),
    ...(message === undefined ? [] : [`message ${message}`]),
    ...(controlId === undefined ? [] : [`id ${controlId}`]),
    ...(path === undefined ? [] : [path]),
  ].join(', ');
}

const row = (cells: Row): string => line(columns.map((column) => String(cells[column] ?? '')));
const line = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** A spreadsheet takes a cell that starts with one of these for a formula, and does what it says. */
const startsFormula = /^[=+\-@\t\r]/;

function cellOf(text: string): string {
  const guarded = startsFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

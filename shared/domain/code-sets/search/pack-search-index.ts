import type { Edition } from '../code-tables.ts';
import { keyOf } from '../packed/code-key.ts';
import { columnWriter } from '../packed/columns.ts';
import { writePackedFile } from '../packed/packed-file.ts';
import { RowNotPackable } from '../packed/table-format.ts';
import { commonnessOf } from './common-codes.ts';
import { lettersOf } from './near-words.ts';
import { wordsIn } from './words.ts';

/** A code as people look for it. */
export interface SearchableRow {
  readonly code: string;
  /** The longest words that there are: what is not in them is not found. */
  readonly label: string;
  /** Words that it is found by too, and that are not shown. */
  readonly terms?: string;
  /** A code that only heads others is listed behind those that can be billed. Left out: it can be. */
  readonly isBillable?: boolean;
}

/** The most words that a row is said to have: how long a title is matters little beyond. */
const mostWords = 255;

/**
 * Packs what people search an edition by: its codes in order with their words, and for each word the rows that have it
 * (an inverted index). It is a file of its own beside the table: the scrubber has no use for it.
 * @throws RowNotPackable when a code is none, or is there twice.
 */
export function packSearchIndex(edition: Edition, rows: Iterable<SearchableRow>): Uint8Array {
  const sorted = [...rows]
    .map((row) => ({ row, key: keyOf(row.code) }))
    .toSorted((one, other) => one.key - other.key);
  for (const [index, { row, key }] of sorted.entries()) {
    if (key < 0 || key === sorted[index - 1]?.key) {
      throw new RowNotPackable(`"${row.code}" is ${key < 0 ? 'no code' : 'there twice'}.`);
    }
  }
  const rowsOf = new Map<string, number[]>();
  const wordCounts = sorted.map(({ row }, index) => {
    const words = new Set(wordsIn(`${row.label} ${row.terms ?? ''}`));
    for (const word of words) {
      const known = rowsOf.get(word);
      if (known === undefined) {
        rowsOf.set(word, [index]);
      } else {
        known.push(index);
      }
    }
    return Math.min(words.size, mostWords);
  });
  const vocabulary = [...rowsOf].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const writer = columnWriter();
  writer.keys(
    'key',
    Float64Array.from(sorted, ({ key }) => key),
  );
  writer.texts(
    'label',
    sorted.map(({ row }) => row.label),
  );
  writer.flags(
    'is billable',
    sorted.map(({ row }) => row.isBillable ?? true),
  );
  const commonness = commonnessOf(edition.table);
  writer.numbers(
    'commonness',
    sorted.map(({ row }) => commonness(row.code)),
  );
  writer.numbers('word count', wordCounts);
  writer.texts(
    'word',
    vocabulary.map(([word]) => word),
  );
  writer.numbers(
    'word letters',
    vocabulary.map(([word]) => lettersOf(word)),
  );
  let end = 0;
  writer.numbers(
    'rows of word ends',
    vocabulary.map(([, having]) => (end += having.length)),
  );
  writer.numbers(
    'rows of word',
    vocabulary.flatMap(([, having]) => having),
  );
  const { table, edition: name, from, to, isWhole } = edition;
  return writePackedFile(
    {
      holds: 'search',
      table,
      edition: name,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      isWhole,
      rowCount: sorted.length,
    },
    writer.sections,
  );
}

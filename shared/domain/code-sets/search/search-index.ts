import type { Edition } from '../code-tables.ts';
import { codeOf, firstIndexFrom, keyAfterPrefix, keyOf } from '../packed/code-key.ts';
import { textsOf } from '../packed/columns.ts';
import { openPackedFile, UnreadablePackedFile } from '../packed/packed-file.ts';
import { understandQuery, type OneOf, type Wanted } from './understand-query.ts';
import { openVocabulary } from './vocabulary.ts';

/** A code that was found. */
export interface FoundCode {
  readonly code: string;
  readonly label: string;
  readonly isBillable: boolean;
}

export interface SearchIndex extends Edition {
  readonly rowCount: number;
  /**
   * The codes that are meant most likely, best first, at most `limit`: the code that was typed, codes that begin so,
   * codes whose words were typed (or lay words for them, or nearly), those that can be billed and are common before
   * others.
   */
  search(this: void, query: string, limit?: number): FoundCode[];
  /** How much a word tells, from 0 of one that no row has to 1 of one that a single row has. */
  weightOf(this: void, word: string): number;
}

/** Rows of an index, ascending. */
type RowList = Uint8Array | Uint16Array | Uint32Array;

/** What each thing that speaks for a row is worth; what all words of a query are worth together is 100. */
const worth = {
  exactCode: 1000,
  everyWord: 20,
  billable: 5,
  /** For each step of commonness, 0 to 3. */
  common: 4,
  /** For each word of the row that was not asked for, up to fifteen. */
  otherWord: -1,
} as const;
const mostOtherWords = 15;

/**
 * Opens a packed search index.
 * @throws UnreadablePackedFile when the file is damaged, of another version, or no search index.
 */
export function openSearchIndex(bytes: Uint8Array): SearchIndex {
  const file = openPackedFile(bytes);
  const { holds, table, edition, from, to, isWhole, rowCount } = file.header;
  if (holds !== 'search') {
    throw new UnreadablePackedFile(`it holds the ${holds} ${table}, where a search index should lie`);
  }
  const keys = file.keys('key');
  const label = textsOf(file, 'label');
  const billable = file.bytes('is billable');
  const commonness = file.numbers('commonness');
  const wordCounts = file.numbers('word count');
  const rowEnds = file.numbers('rows of word ends');
  const rowsOfWords = file.numbers('rows of word');
  const vocabulary = openVocabulary(file);
  const marks = new Marks(rowCount);

  const rowsOfPlace = (place: number): RowList =>
    rowsOfWords.subarray(place === 0 ? 0 : (rowEnds[place - 1] ?? 0), rowEnds[place]);

  /** The rows that have a word of a group, ascending. */
  const rowsOfGroup = ({ places }: OneOf): RowList => {
    const [only, ...others] = places.map(rowsOfPlace);
    if (only === undefined || others.length === 0) {
      return only ?? new Uint32Array();
    }
    return Uint32Array.from(new Set([only, ...others].flatMap((rows) => [...rows]))).sort();
  };

  /** Marks the rows that have what is wanted in some way. */
  const markRowsWith = ({ ways, typed }: Wanted): void => {
    for (const way of ways) {
      const [first, ...more] = way;
      if (first !== undefined && more.length === 0) {
        for (const place of first.places) {
          marks.addAll(rowsOfPlace(place), first.quality);
        }
        continue;
      }
      const [fewest = new Uint32Array(), ...others] = way
        .map(rowsOfGroup)
        .toSorted((one, other) => one.length - other.length);
      const quality = Math.min(...way.map((group) => group.quality));
      for (const row of fewest) {
        if (others.every((rows) => hasRow(rows, row))) {
          marks.add(row, quality, way.length);
        }
      }
    }
    const [from, before] = rowsBeginning(typed);
    for (let row = from; row < before; row++) {
      marks.add(row, 1, 1);
    }
  };

  /** The rows whose codes begin so, where it can be the beginning of a code: it has a digit and two characters. */
  const rowsBeginning = (typed: string): readonly [from: number, before: number] => {
    const code = typed.toUpperCase();
    if (code.length < 2 || !/\d/.test(code) || keyOf(code) < 0) {
      return [0, 0];
    }
    return [firstIndexFrom(keys, keyOf(code)), firstIndexFrom(keys, keyAfterPrefix(code))];
  };

  /** What speaks for a row whatever was asked. */
  const standingOf = (row: number): number =>
    (billable[row] === 1 ? worth.billable : 0) + worth.common * (commonness[row] ?? 0);

  const byCode = (code: string, from: number, before: number, limit: number): number[] => {
    const best = new BestRows(limit);
    const exact = keyOf(code);
    for (let row = from; row < before; row++) {
      best.offer(row, standingOf(row) + (keys[row] === exact ? worth.exactCode : 0));
    }
    return best.rows();
  };

  const byWords = (query: string, limit: number): number[] => {
    const wanted = understandQuery(query, vocabulary);
    let most = 0;
    for (const one of wanted) {
      markRowsWith(one);
      // What few rows have says more than what many have.
      const weight = Math.log(1 + rowCount / Math.max(marks.addedCount, rowCount / 1000));
      most += weight;
      marks.settle(weight);
    }
    const best = new BestRows(limit);
    for (let index = 0; index < marks.foundCount; index++) {
      const row = marks.found[index] ?? 0;
      const otherWords = Math.max((wordCounts[row] ?? 0) - (marks.words[row] ?? 0), 0);
      best.offer(
        row,
        standingOf(row) +
          (100 * (marks.score[row] ?? 0)) / most +
          (marks.wanted[row] === wanted.length ? worth.everyWord : 0) +
          worth.otherWord * Math.min(otherWords, mostOtherWords),
      );
    }
    marks.clear();
    return best.rows();
  };

  const search = (query: string, limit = 20): FoundCode[] => {
    // What is typed as a code may have its dot, or spaces around it.
    const code = query.replaceAll(/[\s.]/g, '').toUpperCase();
    const [from, before] = rowsBeginning(code);
    const rows = before > from ? byCode(code, from, before, limit) : byWords(query, limit);
    return rows.map((row) => ({
      code: codeOf(keys[row] ?? 0),
      label: label(row),
      isBillable: billable[row] === 1,
    }));
  };
  const weightOf = (word: string): number => {
    const place = vocabulary.find(word);
    return place === undefined
      ? 0
      : Math.log(1 + rowCount / vocabulary.rowCountAt(place)) / Math.log(1 + rowCount);
  };
  return {
    table,
    edition,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    isWhole,
    rowCount,
    search,
    weightOf,
  };
}

/** What a search notes of every row; all nought between searches, so that nothing is made anew for each. */
class Marks {
  /** The rows that have something that is wanted, and how many these are. */
  readonly found: Uint32Array;
  foundCount = 0;
  /** The rows that have what is wanted at the moment. */
  private readonly added: Uint32Array;
  addedCount = 0;
  private readonly quality: Float32Array;
  private readonly wordsAdded: Uint8Array;
  /** Of each row: what all that it has is worth, how many things that are wanted it has, and in how many words. */
  readonly score: Float32Array;
  readonly wanted: Uint8Array;
  readonly words: Uint8Array;

  constructor(rowCount: number) {
    this.found = new Uint32Array(rowCount);
    this.added = new Uint32Array(rowCount);
    this.quality = new Float32Array(rowCount);
    this.wordsAdded = new Uint8Array(rowCount);
    this.score = new Float32Array(rowCount);
    this.wanted = new Uint8Array(rowCount);
    this.words = new Uint8Array(rowCount);
  }

  addAll(rows: RowList, quality: number): void {
    for (let index = 0; index < rows.length; index++) {
      this.add(rows[index] ?? 0, quality, 1);
    }
  }

  /** Notes that a row has what is wanted at the moment, in so many words; the best way counts. */
  add(row: number, quality: number, words: number): void {
    const known = this.quality[row] ?? 0;
    if (known === 0) {
      this.added[this.addedCount++] = row;
    }
    if (quality > known) {
      this.quality[row] = quality;
      this.wordsAdded[row] = words;
    }
  }

  /** Counts what was added, and begins with the next that is wanted. */
  settle(weight: number): void {
    for (let index = 0; index < this.addedCount; index++) {
      const row = this.added[index] ?? 0;
      if (this.wanted[row] === 0) {
        this.found[this.foundCount++] = row;
      }
      this.wanted[row] = (this.wanted[row] ?? 0) + 1;
      this.words[row] = (this.words[row] ?? 0) + (this.wordsAdded[row] ?? 0);
      this.score[row] = (this.score[row] ?? 0) + weight * (this.quality[row] ?? 0);
      this.quality[row] = 0;
    }
    this.addedCount = 0;
  }

  clear(): void {
    for (let index = 0; index < this.foundCount; index++) {
      const row = this.found[index] ?? 0;
      this.score[row] = 0;
      this.wanted[row] = 0;
      this.words[row] = 0;
    }
    this.foundCount = 0;
  }
}

function hasRow(ascending: RowList, row: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return ascending[low] === row;
}

/** The rows with the highest scores, as many as are asked for; of equal ones that with the smaller code first. */
class BestRows {
  private readonly limit: number;
  private readonly best: { readonly row: number; readonly score: number }[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  offer(row: number, score: number): void {
    const last = this.best.at(-1);
    if (last !== undefined && this.best.length >= this.limit) {
      if (score < last.score || (score === last.score && row > last.row)) {
        return;
      }
      this.best.pop();
    }
    let place = this.best.length;
    while (place > 0) {
      const other = this.best[place - 1];
      if (other === undefined || other.score > score || (other.score === score && other.row < row)) {
        break;
      }
      place -= 1;
    }
    this.best.splice(place, 0, { row, score });
  }

  rows(): number[] {
    return this.best.map(({ row }) => row);
  }
}

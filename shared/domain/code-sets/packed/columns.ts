import type { PlainDate } from '#contracts/dates.ts';
import type { InForce } from '../code-tables.ts';
import {
  narrowest,
  UnreadablePackedFile,
  type OpenedFile,
  type Sections,
  type SectionValues,
} from './packed-file.ts';

/** Writes the columns of a table, one after the other, each for all rows in their final order. */
export interface ColumnWriter {
  readonly sections: Sections;
  /** The numbers that a table is searched by, ascending. */
  keys(this: void, name: string, keys: Float64Array): void;
  /** Texts that are mostly different: one after the other in UTF-8, and where each ends. */
  texts(this: void, name: string, values: readonly string[]): void;
  /** Texts that are mostly the same: each once, and its number in every row. */
  words(this: void, name: string, values: readonly string[]): void;
  /** Whole numbers that may be negative. */
  integers(this: void, name: string, values: readonly number[]): void;
  /** Whole numbers from 0 on. */
  numbers(this: void, name: string, values: ArrayLike<number>): void;
  flags(this: void, name: string, values: readonly boolean[]): void;
  /** Lists of texts: each different list once, and its number in every row. */
  lists(this: void, name: string, values: readonly (readonly string[])[]): void;
  /** First and last day in force: each different pair of days once. */
  periods(this: void, rows: readonly InForce[]): void;
}

export function columnWriter(): ColumnWriter {
  const sections = new Map<string, SectionValues>();
  const texts = (name: string, values: readonly string[]): void => {
    const ends = new Uint32Array(values.length);
    const encoder = new TextEncoder();
    // A character is three bytes at most: those of four are two in a JavaScript text.
    let bytes = new Uint8Array(values.reduce((sum, value) => sum + value.length, 0) * 3);
    let end = 0;
    for (const [index, value] of values.entries()) {
      end += encoder.encodeInto(value, bytes.subarray(end)).written;
      ends[index] = end;
    }
    bytes = bytes.slice(0, end);
    sections.set(`${name} ends`, ends);
    sections.set(`${name} text`, bytes);
  };
  const numbers = (name: string, values: ArrayLike<number>): void => {
    sections.set(name, narrowest(values, largestOf(values)));
  };
  const words = (name: string, values: readonly string[]): void => {
    const { distinct, ids } = interned(values, (value) => value);
    texts(`${name} words`, distinct);
    numbers(name, ids);
  };
  return {
    sections,
    keys: (name, keys) => sections.set(name, keys),
    texts,
    words,
    integers: (name, values) => sections.set(name, Int32Array.from(values)),
    numbers,
    flags: (name, values) => sections.set(name, Uint8Array.from(values, Number)),
    lists: (name, values) => {
      const { distinct, ids } = interned(values, (list) => list.join('\n'));
      numbers(name, ids);
      words(`${name} entries`, distinct.flat());
      let end = 0;
      numbers(
        `${name} ends`,
        distinct.map((list) => (end += list.length)),
      );
    },
    periods: (rows) => {
      const { distinct, ids } = interned(rows, ({ from = '', to = '' }) => `${from} ${to}`);
      numbers('period', ids);
      sections.set(
        'period from',
        Int32Array.from(distinct, ({ from }) => (from === undefined ? beforeAll : dayNumber(from))),
      );
      sections.set(
        'period to',
        Int32Array.from(distinct, ({ to }) => (to === undefined ? afterAll : dayNumber(to))),
      );
    },
  };
}

function interned<Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): { distinct: Value[]; ids: Uint32Array } {
  const known = new Map<string, number>();
  const distinct: Value[] = [];
  const ids = Uint32Array.from(values, (value) => {
    const name = nameOf(value);
    let id = known.get(name);
    if (id === undefined) {
      id = distinct.length;
      distinct.push(value);
      known.set(name, id);
    }
    return id;
  });
  return { distinct, ids };
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    largest = Math.max(largest, values[index] ?? 0);
  }
  return largest;
}

/** A column of texts: the text of a row. */
export function textsOf(file: OpenedFile, name: string): (row: number) => string {
  const ends = file.numbers(`${name} ends`);
  const bytes = file.bytes(`${name} text`);
  const decoder = new TextDecoder();
  return (row) => decoder.decode(bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]));
}

/** A column of words, all of them known. */
export function wordsOf(file: OpenedFile, name: string): (row: number) => string {
  const distinct = allTextsOf(file, `${name} words`);
  const ids = file.numbers(name);
  return (row) => distinct[ids[row] ?? 0] ?? '';
}

/**
 * A column of words of which only some may occur.
 * @throws UnreadablePackedFile when there is another.
 */
export function choicesOf<Choice extends string>(
  file: OpenedFile,
  name: string,
  choices: readonly Choice[],
): (row: number) => Choice {
  const distinct = allTextsOf(file, `${name} words`).map((word) => {
    const choice = choices.find((one) => one === word);
    if (choice === undefined) {
      throw new UnreadablePackedFile(
        `its column "${name}" has "${word}", where only ${choices.join(', ')} may stand`,
      );
    }
    return choice;
  });
  const ids = file.numbers(name);
  const [first] = choices;
  if (first === undefined) {
    throw new RangeError(`the column "${name}" has no choices`);
  }
  return (row) => distinct[ids[row] ?? 0] ?? first;
}

export function integersOf(file: OpenedFile, name: string): (row: number) => number {
  const values = file.signed(name);
  return (row) => values[row] ?? 0;
}

export function flagsOf(file: OpenedFile, name: string): (row: number) => boolean {
  const values = file.bytes(name);
  return (row) => values[row] === 1;
}

/** A column of lists; rows with the same list are given the very same array. */
export function listsOf(file: OpenedFile, name: string): (row: number) => readonly string[] {
  const ids = file.numbers(name);
  const ends = file.numbers(`${name} ends`);
  const entries = wordsOf(file, `${name} entries`);
  const read = new Map<number, readonly string[]>();
  return (row) => {
    const id = ids[row] ?? 0;
    let list = read.get(id);
    if (list === undefined) {
      const start = id === 0 ? 0 : (ends[id - 1] ?? 0);
      list = Array.from({ length: (ends[id] ?? 0) - start }, (_, index) => entries(start + index));
      read.set(id, list);
    }
    return list;
  };
}

/** The column of periods. */
export function periodsOf(file: OpenedFile): (row: number) => InForce {
  const ids = file.numbers('period');
  const period = periodsById(file);
  return (row) => period(ids[row] ?? 0);
}

function periodsById(file: OpenedFile): (id: number) => InForce {
  const from = file.signed('period from');
  const to = file.signed('period to');
  const read: (InForce | undefined)[] = [];
  return (id) => (read[id] ??= periodBetween(from[id] ?? beforeAll, to[id] ?? afterAll));
}

function allTextsOf(file: OpenedFile, name: string): string[] {
  const text = textsOf(file, name);
  return Array.from({ length: file.numbers(`${name} ends`).length }, (_, row) => text(row));
}

/** Before every day, and after every day: the ends that are open. */
export const beforeAll = 0;
export const afterAll = 99_999_999;

/** A day as a number that has its order: 2026-10-01 is 20261001. Makes no texts: every lookup of a pair asks it. */
export function dayNumber(day: PlainDate): number {
  const digit = (place: number): number => day.charCodeAt(place) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return year * 10_000 + digit(5) * 1000 + digit(6) * 100 + digit(8) * 10 + digit(9);
}

function dayOf(number: number): PlainDate {
  const digits = String(number).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` as PlainDate;
}

/** A period by the numbers of its days; an open end is left out. */
export function periodBetween(from: number, to: number): InForce {
  return {
    ...(from > beforeAll && { from: dayOf(from) }),
    ...(to < afterAll && { to: dayOf(to) }),
  };
}

import type { PlainDate } from '#contracts/dates.ts';
import type { InForce, ProcedurePairRow, ProcedurePairs } from '../code-tables.ts';
import { codeOf, indexOfKey, keyOf } from './code-key.ts';
import { afterAll, beforeAll, columnWriter, dayNumber, periodBetween } from './columns.ts';
import type { OpenedFile } from './packed-file.ts';
import { RowNotPackable, type TableFormat, type TablePacker } from './table-format.ts';

/**
 * NCCI pairs, of which there are millions. Every code once, in order; for each code as column 1 the places of its column
 * 2 codes, in order (compressed sparse rows); for each pair the number of what holds of it: indicator, first and last
 * day, of which there are a few thousand. Four bytes a pair while there are fewer than 65,536 of each.
 */
export const procedurePairs: TableFormat<ProcedurePairRow, ProcedurePairs> = {
  packer: pairPacker,
  open: openPairs,
};

/** How many codes that were asked for are kept with their places: more than any table has. */
const keptCodes = 32_768;

const indicators = ['0', '1', '9'] as const;

/** What holds of pairs: the same for very many. */
interface Terms {
  /** Place in {@link indicators}. */
  readonly indicator: number;
  readonly from: number;
  readonly to: number;
}

function pairPacker(): TablePacker<ProcedurePairRow> {
  const codes = new Map<string, number>();
  const keys: number[] = [];
  const terms: Terms[] = [];
  /** By first day and indicator, then by last day. */
  const termIds = new Map<number, Map<number, number>>();
  const column1 = growing();
  const column2 = growing();
  const termsOfRow = growing();
  const codeId = (code: string): number => {
    let id = codes.get(code);
    if (id === undefined) {
      const key = keyOf(code);
      if (key < 0) {
        throw new RowNotPackable(`"${code}" is no code: expected up to ten digits and capital letters.`);
      }
      id = keys.length;
      codes.set(code, id);
      keys.push(key);
    }
    return id;
  };
  const termsId = ({ indicator, from, to }: Pick<ProcedurePairRow, 'indicator' | 'from' | 'to'>): number => {
    const made: Terms = {
      indicator: indicators.indexOf(indicator),
      from: from === undefined ? beforeAll : dayNumber(from),
      to: to === undefined ? afterAll : dayNumber(to),
    };
    const group = made.from * indicators.length + made.indicator;
    let byLastDay = termIds.get(group);
    if (byLastDay === undefined) {
      byLastDay = new Map();
      termIds.set(group, byLastDay);
    }
    let id = byLastDay.get(made.to);
    if (id === undefined) {
      id = terms.length;
      byLastDay.set(made.to, id);
      terms.push(made);
    }
    return id;
  };
  return {
    add: (row) => {
      column1.add(codeId(row.column1));
      column2.add(codeId(row.column2));
      termsOfRow.add(termsId(row));
    },
    finish: () => {
      const codeOrder = orderOf(keys, (one, other) => one - other);
      // The strictest first: where periods overlap, the first that is in force decides.
      const termsOrder = orderOf(
        terms,
        (one, other) => one.indicator - other.indicator || one.from - other.from || one.to - other.to,
      );
      const first = ranked(column1.values(), codeOrder.rankOf);
      const second = ranked(column2.values(), codeOrder.rankOf);
      const third = ranked(termsOfRow.values(), termsOrder.rankOf);
      // Sorted by the last column first, each time without changing the order of equals.
      const sorted = [
        { values: third, count: terms.length },
        { values: second, count: keys.length },
        { values: first, count: keys.length },
      ].reduce<Uint32Array>(
        (order, { values, count }) => sortedBy(order, values, count),
        Uint32Array.from({ length: first.length }, (_, row) => row),
      );
      const columns1 = ranked(sorted, first);
      const columns2 = ranked(sorted, second);
      const termsIds = ranked(sorted, third);
      for (let row = 1; row < sorted.length; row++) {
        if (
          columns1[row] === columns1[row - 1] &&
          columns2[row] === columns2[row - 1] &&
          termsIds[row] === termsIds[row - 1]
        ) {
          const [one, other] = [columns1, columns2].map((column) =>
            codeOf(keys[codeOrder.order[column[row] ?? 0] ?? 0] ?? 0),
          );
          throw new RowNotPackable(
            `The pair ${one} and ${other} is there twice with the same days and indicator: expected each once.`,
          );
        }
      }
      const writer = columnWriter();
      writer.keys(
        'code',
        Float64Array.from(codeOrder.order, (id) => keys[id] ?? 0),
      );
      writer.numbers('column 2 ends', endsOf(columns1, keys.length));
      writer.numbers('column 2', columns2);
      writer.numbers('terms', termsIds);
      const orderedTerms = [...termsOrder.order].map((id) => terms[id] ?? { indicator: 0, from: 0, to: 0 });
      writer.numbers(
        'terms indicator',
        orderedTerms.map(({ indicator }) => indicator),
      );
      writer.integers(
        'terms from',
        orderedTerms.map(({ from }) => from),
      );
      writer.integers(
        'terms to',
        orderedTerms.map(({ to }) => to),
      );
      return { rowCount: sorted.length, sections: writer.sections };
    },
  };
}

function openPairs(file: OpenedFile): ReturnType<typeof procedurePairs.open> {
  const codes = file.keys('code');
  const ends = file.numbers('column 2 ends');
  const column2 = file.numbers('column 2');
  const terms = file.numbers('terms');
  const indicatorOf = file.numbers('terms indicator');
  const from = file.signed('terms from');
  const to = file.signed('terms to');
  const periods: (InForce | undefined)[] = [];
  const periodOf = (id: number): InForce =>
    (periods[id] ??= periodBetween(from[id] ?? beforeAll, to[id] ?? afterAll));
  const rowAt = (place: number, one: string, other: string): ProcedurePairRow => {
    const id = terms[place] ?? 0;
    return {
      column1: one,
      column2: other,
      indicator: indicators[indicatorOf[id] ?? 0] ?? '0',
      ...periodOf(id),
    };
  };
  // A practice bills the same few hundred codes over and over: their places are remembered.
  const known = new Map<string, number>();
  const indexOf = (code: string): number => {
    let index = known.get(code);
    if (index === undefined) {
      if (known.size >= keptCodes) {
        known.clear();
      }
      index = indexOfKey(codes, keyOf(code));
      known.set(code, index);
    }
    return index;
  };
  /** Where the pair stands that is in force; -1 where none is. */
  const placeOf = (first: number, second: number, asked: number): number => {
    let low = first === 0 ? 0 : (ends[first - 1] ?? 0);
    const end = ends[first] ?? 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((column2[middle] ?? 0) < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (let place = low; place < end && column2[place] === second; place++) {
      const id = terms[place] ?? 0;
      if ((from[id] ?? 0) <= asked && asked <= (to[id] ?? 0)) {
        return place;
      }
    }
    return -1;
  };
  const find = (one: string, other: string, day: PlainDate): ProcedurePairRow | undefined => {
    const [first, second] = [indexOf(one), indexOf(other)];
    if (first < 0 || second < 0) {
      return undefined;
    }
    const asked = dayNumber(day);
    const place = placeOf(first, second, asked);
    const turned = placeOf(second, first, asked);
    if (place < 0 && turned < 0) {
      return undefined;
    }
    // What holds of pairs is numbered from the strictest on.
    return turned < 0 || (place >= 0 && (terms[place] ?? 0) <= (terms[turned] ?? 0))
      ? rowAt(place, one, other)
      : rowAt(turned, other, one);
  };
  return {
    find,
    rowCount: column2.length,
    *rows() {
      let place = 0;
      for (let first = 0; first < codes.length; first++) {
        const one = codeOf(codes[first] ?? 0);
        for (; place < (ends[first] ?? 0); place++) {
          yield rowAt(place, one, codeOf(codes[column2[place] ?? 0] ?? 0));
        }
      }
    },
  };
}

interface Order {
  /** What stands at each place. */
  readonly order: Uint32Array;
  /** The place of each. */
  readonly rankOf: Uint32Array;
}

function orderOf<Value>(values: readonly Value[], compare: (one: Value, other: Value) => number): Order {
  const order = Uint32Array.from(
    values.map((value, id) => ({ value, id })).toSorted((one, other) => compare(one.value, other.value)),
    ({ id }) => id,
  );
  const rankOf = new Uint32Array(order.length);
  order.forEach((id, rank) => {
    rankOf[id] = rank;
  });
  return { order, rankOf };
}

/** Each number replaced by what the list has at its place. */
function ranked(numbers: Uint32Array, list: Uint32Array): Uint32Array {
  const answer = new Uint32Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    answer[index] = list[numbers[index] ?? 0] ?? 0;
  }
  return answer;
}

/** Rows in the order of their values, equals as they were. */
function sortedBy(rows: Uint32Array, values: Uint32Array, valueCount: number): Uint32Array {
  const next = new Uint32Array(valueCount + 1);
  for (let index = 0; index < values.length; index++) {
    const place = (values[index] ?? 0) + 1;
    next[place] = (next[place] ?? 0) + 1;
  }
  for (let value = 1; value <= valueCount; value++) {
    next[value] = (next[value] ?? 0) + (next[value - 1] ?? 0);
  }
  const answer = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const value = values[row] ?? 0;
    const place = next[value] ?? 0;
    answer[place] = row;
    next[value] = place + 1;
  }
  return answer;
}

/** Where each value ends in an ascending list of them. */
function endsOf(ascending: Uint32Array, valueCount: number): Uint32Array {
  const ends = new Uint32Array(valueCount);
  for (let index = 0; index < ascending.length; index++) {
    ends[ascending[index] ?? 0] = index + 1;
  }
  for (let value = 1; value < valueCount; value++) {
    ends[value] = Math.max(ends[value] ?? 0, ends[value - 1] ?? 0);
  }
  return ends;
}

/** Whole numbers that come one after the other, in twice the room whenever it is full. */
function growing(): { add(this: void, value: number): void; values(this: void): Uint32Array } {
  let room = new Uint32Array(1024);
  let length = 0;
  return {
    add: (value) => {
      if (length === room.length) {
        const larger = new Uint32Array(room.length * 2);
        larger.set(room);
        room = larger;
      }
      room[length++] = value;
    },
    values: () => room.subarray(0, length),
  };
}

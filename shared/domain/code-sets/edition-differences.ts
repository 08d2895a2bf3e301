import type { ShownRow } from './edition-rows.ts';
import { compareTexts } from './text-order.ts';

/** What one edition has other than another. */
export interface EditionDifferences {
  readonly counts: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly same: number;
  };
  readonly added: readonly ShownRow[];
  readonly removed: readonly ShownRow[];
  readonly changed: readonly { readonly before: ShownRow; readonly after: ShownRow }[];
}

/**
 * Compares two editions. Rows are the same row when they have the same code (and modifier, pair and first day, locality
 * or ZIP code). All differences are counted, the first of each sort are told. Both come in the order of their codes:
 * pairs by the million are compared as they pass.
 */
export function editionDifferences(
  before: Iterable<ShownRow>,
  after: Iterable<ShownRow>,
  limit: number,
): EditionDifferences {
  const counts = { added: 0, removed: 0, changed: 0, same: 0 };
  const added: ShownRow[] = [];
  const removed: ShownRow[] = [];
  const changed: { before: ShownRow; after: ShownRow }[] = [];
  const [old, now] = [groupsOf(before), groupsOf(after)];
  let [left, right] = [old.next(), now.next()];
  const isBefore = (): boolean =>
    right.done === true || (left.done !== true && left.value.place < right.value.place);
  while (left.done !== true || right.done !== true) {
    const [was, is] = sides(left, right, isBefore());
    for (const [key, row] of was?.rows ?? []) {
      const other = is?.rows.get(key);
      if (other === undefined) {
        counts.removed += 1;
        keep(removed, row, limit);
      } else if (JSON.stringify(row) === JSON.stringify(other)) {
        counts.same += 1;
      } else {
        counts.changed += 1;
        keep(changed, { before: row, after: other }, limit);
      }
    }
    for (const [key, row] of is?.rows ?? []) {
      if (was?.rows.has(key) !== true) {
        counts.added += 1;
        keep(added, row, limit);
      }
    }
    left = was === undefined ? left : old.next();
    right = is === undefined ? right : now.next();
  }
  return { counts, added, removed, changed };
}

/** Rows of one code, or of one pair of codes, which stand behind one another. */
interface Group {
  readonly place: string;
  readonly rows: ReadonlyMap<string, ShownRow>;
}

/** The groups to compare: one that the other edition does not have stands alone. */
function sides(
  left: IteratorResult<Group, undefined>,
  right: IteratorResult<Group, undefined>,
  isLeftFirst: boolean,
): readonly [was: Group | undefined, is: Group | undefined] {
  if (left.value?.place === right.value?.place) {
    return [left.value, right.value];
  }
  return isLeftFirst ? [left.value, undefined] : [undefined, right.value];
}

function keep<Told>(told: Told[], one: Told, limit: number): void {
  if (told.length < limit) {
    told.push(one);
  }
}

function* groupsOf(rows: Iterable<ShownRow>): Generator<Group, undefined> {
  let place: string | undefined;
  let group = new Map<string, ShownRow>();
  for (const row of ordered(rows)) {
    const next = placeOf(row);
    if (next !== place) {
      if (place !== undefined) {
        yield { place, rows: group };
      }
      place = next;
      group = new Map();
    }
    group.set(`${text(row, 'modifier')} ${text(row, 'from')} ${text(row, 'counties')}`, row);
  }
  if (place !== undefined) {
    yield { place, rows: group };
  }
  return undefined;
}

/** Pairs lie in order already; whatever else there is, is small enough to be put in order here. */
function ordered(rows: Iterable<ShownRow>): Iterable<ShownRow> {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) {
    return [];
  }
  const all = withFirst(first.value, iterator);
  return 'column1' in first.value
    ? all
    : [...all].toSorted((one, other) => compareTexts(placeOf(one), placeOf(other)));
}

function* withFirst(first: ShownRow, others: Iterator<ShownRow>): Generator<ShownRow> {
  yield first;
  for (let next = others.next(); next.done !== true; next = others.next()) {
    yield next.value;
  }
}

function placeOf(row: ShownRow): string {
  if ('column1' in row) {
    return `${text(row, 'column1')} ${text(row, 'column2')}`;
  }
  if ('code' in row) {
    return text(row, 'code');
  }
  return 'zip' in row ? text(row, 'zip') : `${text(row, 'contractor')} ${text(row, 'locality')}`;
}

function text(row: ShownRow, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : '';
}

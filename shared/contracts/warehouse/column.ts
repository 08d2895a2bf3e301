import type { Cents } from '../cents.ts';
import type { Instant, PlainDate } from '../dates.ts';

/**
 * What a column of the warehouse holds. `money` is DECIMAL(18,2) in dollars and integer cents in a row of ours; `instant` is
 * a timestamp of UTC with milliseconds; `count` is a whole number of 32 bits.
 */
interface ValueOf {
  readonly text: string;
  readonly date: PlainDate;
  readonly instant: Instant;
  readonly money: Cents;
  readonly count: number;
  readonly flag: boolean;
}
export type ColumnType = keyof ValueOf;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Empty where it does not apply; every other column always has a value. */
  readonly mayBeEmpty?: true;
  readonly meaning: string;
}

/** A table of the warehouse. Its columns are only ever added to, at the end, and a new one may be empty. */
export interface WarehouseTable {
  readonly name: string;
  /** `fact`: rows are added and never changed. `dimension`: each row holds from one moment until the next row of its key. */
  readonly sort: 'fact' | 'dimension';
  /** `identified` names patients; nobody reads it who only makes reports. */
  readonly mart: 'reporting' | 'identified';
  /** What one row is. */
  readonly grain: string;
  /** Rises when columns are added. */
  readonly version: number;
  readonly columns: readonly Column[];
}

type Value<One extends Column> = One['mayBeEmpty'] extends true
  ? ValueOf[One['type']] | null
  : ValueOf[One['type']];

/** A row, by the names of the columns. */
export type RowOf<Table extends WarehouseTable> = {
  readonly [One in Table['columns'][number] as One['name']]: Value<One>;
};

/** When a fact counts, and since when it is known; the practice and the month are what its files are partitioned by. */
export const stamp = [
  { name: 'fact_id', type: 'text', meaning: 'Names the row for good: the same fact has the same id.' },
  {
    name: 'posting_date',
    type: 'date',
    meaning:
      'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  },
  {
    name: 'service_date',
    type: 'date',
    mayBeEmpty: true,
    meaning: 'The first day of service of what it is about.',
  },
  { name: 'known_at', type: 'instant', meaning: 'When it became known here.' },
] as const satisfies readonly Column[];

/** Of a dimension: from when a row holds, and until when. */
export const span = [
  { name: 'valid_from', type: 'instant', meaning: 'From when the row holds.' },
  {
    name: 'valid_until',
    type: 'instant',
    mayBeEmpty: true,
    meaning: 'Until when, that moment not included; empty while it holds.',
  },
] as const satisfies readonly Column[];

/** What the files of a table are partitioned by; not in the files themselves. Dimensions have the practice only. */
export const partitionColumns = [
  { name: 'practice_id', type: 'text', meaning: 'The practice.' },
  { name: 'posting_month', type: 'text', meaning: 'The month of the posting date, YYYY-MM.' },
] as const satisfies readonly Column[];

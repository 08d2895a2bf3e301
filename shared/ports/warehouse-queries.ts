import type { PracticeId } from '#contracts/identifiers.ts';
import type { Published, WarehouseQueryId } from '#contracts/warehouse/run-report.ts';

/** How far a statement has come. `failed` and `cancelled` stay so, with why in the words of the engine. */
export type WarehouseQueryState =
  | { readonly is: 'running' }
  | { readonly is: 'done' }
  | { readonly is: 'failed' | 'cancelled'; readonly why: string };

export interface WarehouseQuery {
  /** The statement as it was started. */
  readonly statement: string;
  readonly state: WarehouseQueryState;
}

/** Rows in the order of the statement; a value is the text that the engine gives, and nothing where there is none. */
export interface RowsOfQuery {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  /** There are more than were asked for. */
  readonly isCut: boolean;
}

/** Statements on the reporting mart, answered by an engine that takes its time. */
export interface WarehouseQueries {
  /** The database that statements name. */
  readonly database: string;
  /**
   * Starts a statement, or finds the one that was started with the same token: the same question asked twice is one query.
   * @param token 32 to 128 characters, the same only for the same statement.
   */
  start(statement: string, token: string): Promise<WarehouseQueryId>;
  /** Undefined for an id that the engine does not know, or knows no more. */
  find(queryId: WarehouseQueryId): Promise<WarehouseQuery | undefined>;
  /** The first rows of a query that is done. */
  rows(queryId: WarehouseQueryId, most: number): Promise<RowsOfQuery>;
}

/** How far the books of a practice are published. */
export interface WarehousePublications {
  /** Undefined while nothing is. */
  published(practiceId: PracticeId): Promise<Published | undefined>;
}

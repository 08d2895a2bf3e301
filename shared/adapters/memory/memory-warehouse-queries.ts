import { WarehouseQueryId } from '#contracts/warehouse/run-report.ts';
import type { RowsOfQuery, WarehouseQueries, WarehouseQuery } from '#ports/warehouse-queries.ts';

/** What a statement comes to, without the limit of rows. */
type Answer =
  | Pick<RowsOfQuery, 'columns' | 'rows'>
  | Exclude<WarehouseQuery['state'], { readonly is: 'done' }>;

/** Statements whose answers are given by who sets it up, and which stay as they were when they were started. */
export function memoryWarehouseQueries(
  database: string,
  answerTo: (statement: string) => Answer,
): WarehouseQueries & {
  /** Every statement that was really started, in order. */
  readonly started: readonly string[];
  /** Lets a query that runs come to something else. */
  come(queryId: WarehouseQueryId, to: Answer): void;
} {
  const queries = new Map<string, { readonly statement: string; answer: Answer }>();
  const byToken = new Map<string, { readonly queryId: WarehouseQueryId; readonly statement: string }>();
  const started: string[] = [];
  const known = (queryId: WarehouseQueryId) => {
    const found = queries.get(queryId);
    if (found === undefined) {
      throw new Error(`There is no query ${queryId}`);
    }
    return found;
  };
  return {
    database,
    started,
    start(statement, token) {
      const before = byToken.get(token);
      if (before !== undefined && before.statement !== statement) {
        return Promise.reject(new Error(`The token ${token} was used for another statement`));
      }
      if (before !== undefined) {
        return Promise.resolve(before.queryId);
      }
      started.push(statement);
      const queryId = WarehouseQueryId.parse(`query-${String(started.length).padStart(8, '0')}`);
      byToken.set(token, { queryId, statement });
      queries.set(queryId, { statement, answer: answerTo(statement) });
      return Promise.resolve(queryId);
    },
    find(queryId) {
      const found = queries.get(queryId);
      return Promise.resolve(
        found === undefined
          ? undefined
          : {
              statement: found.statement,
              state: 'rows' in found.answer ? { is: 'done' } : found.answer,
            },
      );
    },
    rows(queryId, most) {
      const { answer } = known(queryId);
      return 'rows' in answer
        ? Promise.resolve({ ...answer, rows: answer.rows.slice(0, most), isCut: answer.rows.length > most })
        : Promise.reject(new Error(`The query ${queryId} has no rows: it is ${answer.is}`));
    },
    come(queryId, to) {
      known(queryId).answer = to;
    },
  };
}

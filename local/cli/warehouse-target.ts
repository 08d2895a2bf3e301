import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  type ColumnInfo,
} from '@aws-sdk/client-athena';
import { CommandFailed } from './command-failed.ts';
import type { Target } from './target.ts';

/** The answer of a statement, each value as the engine writes it. */
export interface StatementAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly isCut: boolean;
}

const millisecondsBetweenLooks = 100;

/** Asks the reporting mart a statement in the stage's workgroup and waits for its answer, of which it takes so many rows. */
export async function askWarehouse(target: Target, sql: string, most: number): Promise<StatementAnswer> {
  const { athena, workGroup, database } = target.warehouse();
  const started = await athena
    .send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workGroup,
        QueryExecutionContext: { Database: database },
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof InvalidRequestException) {
        throw new CommandFailed(`The statement is refused: ${error.message}`);
      }
      throw error;
    });
  const QueryExecutionId = started.QueryExecutionId ?? '';
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') {
      break;
    }
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw new CommandFailed(
        `The statement failed: ${StateChangeReason ?? 'no reason given'}\nTables and columns: docs/generated/warehouse-schema.md`,
      );
    }
    await pause(millisecondsBetweenLooks);
  }
  let columns: readonly ColumnInfo[] = [];
  const rows: (string | undefined)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId, ...(NextToken === undefined ? {} : { NextToken }) }),
    );
    columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? columns;
    for (const { Data } of page.ResultSet?.Rows ?? []) {
      rows.push((Data ?? []).map(({ VarCharValue }) => VarCharValue));
    }
    ({ NextToken } = page);
    // The first row names the columns.
  } while (NextToken !== undefined && rows.length <= most + 1);
  return {
    columns: columns.map(({ Name, Type }) => ({ name: Name ?? '', type: Type ?? '' })),
    rows: rows.slice(1, most + 1),
    isCut: NextToken !== undefined || rows.length > most + 1,
  };
}

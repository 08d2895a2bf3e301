import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  type AthenaClient,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import { WarehouseQueryId } from '#contracts/warehouse/run-report.ts';
import type { WarehouseQueries, WarehouseQueryState } from '#ports/warehouse-queries.ts';
import { withFaultsNamed } from '../named-faults.ts';

interface Place {
  /** It says where results go and how much a statement may read; what a caller says of that is left aside. */
  readonly workGroup: string;
  readonly database: string;
}

/** The most rows that Athena hands out at once. */
const largestPage = 1000;

/** Statements on the reporting mart, run by Athena in one workgroup. */
export function athenaWarehouseQueries(
  client: AthenaClient,
  { workGroup, database }: Place,
): WarehouseQueries {
  return {
    database,
    async start(statement, token) {
      const { QueryExecutionId } = await withFaultsNamed('Athena', () =>
        client.send(
          new StartQueryExecutionCommand({
            QueryString: statement,
            ClientRequestToken: token,
            QueryExecutionContext: { Database: database },
            WorkGroup: workGroup,
          }),
        ),
      );
      return WarehouseQueryId.parse(QueryExecutionId);
    },

    async find(queryId) {
      try {
        const { QueryExecution: found } = await withFaultsNamed('Athena', () =>
          client.send(new GetQueryExecutionCommand({ QueryExecutionId: queryId })),
        );
        // A query of somebody else's workgroup is none of ours.
        return found?.Query === undefined || found.WorkGroup !== workGroup
          ? undefined
          : { statement: found.Query, state: stateOf(found) };
      } catch (error) {
        if (error instanceof InvalidRequestException) {
          return undefined;
        }
        throw error;
      }
    },

    async rows(queryId, most) {
      // The first row is the names of the columns, and one more than wanted tells that there are more.
      const wanted = most + 2;
      const read: (readonly (string | undefined)[])[] = [];
      let next: string | undefined;
      do {
        const NextToken = next;
        const page = await withFaultsNamed('Athena', () =>
          client.send(
            new GetQueryResultsCommand({
              QueryExecutionId: queryId,
              MaxResults: Math.min(largestPage, wanted - read.length),
              NextToken,
            }),
          ),
        );
        for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
          read.push(Data.map(({ VarCharValue }) => VarCharValue));
        }
        next = page.NextToken;
      } while (next !== undefined && read.length < wanted);
      const [columns = [], ...rows] = read;
      return {
        columns: columns.map((name) => name ?? ''),
        rows: rows.slice(0, most),
        isCut: rows.length > most,
      };
    },
  };
}

function stateOf({
  Status: { State, StateChangeReason: why = 'Athena does not say why' } = {},
}: QueryExecution): WarehouseQueryState {
  switch (State) {
    case 'SUCCEEDED':
      return { is: 'done' };
    case 'FAILED':
      return { is: 'failed', why };
    case 'CANCELLED':
      return { is: 'cancelled', why };
    default:
      return { is: 'running' };
  }
}

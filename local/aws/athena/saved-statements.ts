import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, Principal } from '../../runtime/service.ts';
import { readExecute, withValues } from './prepared-statement.ts';
import type {
  AthenaDefinition,
  NamedQueryDefinition,
  PreparedStatementDefinition,
} from './workgroup-definition.ts';

const inputs = {
  GetNamedQuery: z.object({ NamedQueryId: z.string() }),
  OfWorkGroup: z.object({ WorkGroup: z.string().default('primary') }),
  GetPreparedStatement: z.object({ WorkGroup: z.string(), StatementName: z.string() }),
};

/** What saved statements need of the service around them. */
interface SavedStatementsParts {
  readonly readInput: <Schema extends z.ZodType>(schema: Schema, input: JsonObject) => z.output<Schema>;
  readonly invalid: (message: string) => AwsError;
  /** @throws AwsError where there is no such workgroup, or the caller may not do this in it. */
  readonly authorize: (principal: Principal, operation: string, workGroup: string) => void;
}

/** The statements that a template saves: named queries for the eye, prepared statements to be run by their name. */
export function createSavedStatements({ readInput, invalid, authorize }: SavedStatementsParts) {
  const namedQueries = new Map<string, NamedQueryDefinition>();
  let preparedStatements: readonly PreparedStatementDefinition[] = [];

  const requirePrepared = (workGroup: string, name: string): PreparedStatementDefinition => {
    const found = preparedStatements.find((one) => one.workGroup === workGroup && one.name === name);
    if (found === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `PreparedStatement ${name} was not found in workGroup ${workGroup}`,
      );
    }
    return found;
  };

  const operations: Readonly<Record<string, (input: JsonObject, principal: Principal) => JsonObject>> = {
    ListNamedQueries: (input, principal) => {
      const { WorkGroup } = readInput(inputs.OfWorkGroup, input);
      authorize(principal, 'ListNamedQueries', WorkGroup);
      return {
        NamedQueryIds: [...namedQueries.values()]
          .filter(({ workGroup }) => workGroup === WorkGroup)
          .map((named) => named.id),
      };
    },
    GetNamedQuery: (input, principal) => {
      const { NamedQueryId } = readInput(inputs.GetNamedQuery, input);
      const named = namedQueries.get(NamedQueryId);
      if (named === undefined) {
        throw invalid(`NamedQuery ${NamedQueryId} was not found`);
      }
      authorize(principal, 'GetNamedQuery', named.workGroup);
      return {
        NamedQuery: {
          NamedQueryId: named.id,
          Name: named.name,
          Database: named.database,
          Description: named.description,
          QueryString: named.query,
          WorkGroup: named.workGroup,
        },
      };
    },
    ListPreparedStatements: (input, principal) => {
      const { WorkGroup } = readInput(inputs.OfWorkGroup, input);
      authorize(principal, 'ListPreparedStatements', WorkGroup);
      return {
        PreparedStatements: preparedStatements
          .filter(({ workGroup }) => workGroup === WorkGroup)
          .map(({ name }) => ({ StatementName: name })),
      };
    },
    GetPreparedStatement: (input, principal) => {
      const { WorkGroup, StatementName } = readInput(inputs.GetPreparedStatement, input);
      authorize(principal, 'GetPreparedStatement', WorkGroup);
      const { name, description, statement } = requirePrepared(WorkGroup, StatementName);
      return {
        PreparedStatement: {
          StatementName: name,
          WorkGroupName: WorkGroup,
          Description: description,
          QueryStatement: statement,
        },
      };
    },
  };

  return {
    operations,
    provision: (definition: AthenaDefinition): void => {
      for (const named of definition.namedQueries) {
        namedQueries.set(named.id, named);
      }
      preparedStatements = definition.preparedStatements;
    },
    /** What is run for what was asked: a prepared statement in place of its name, values in place of question marks. */
    statementOf: (
      asked: string,
      values: readonly string[] | undefined,
      workGroup: string,
      principal: Principal,
    ): string => {
      const execute = readExecute(asked);
      if (execute === undefined) {
        return values === undefined ? asked : withValues(asked, values);
      }
      authorize(principal, 'GetPreparedStatement', workGroup);
      return withValues(requirePrepared(workGroup, execute.name).statement, values ?? execute.values);
    },
  };
}

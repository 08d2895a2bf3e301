import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, JsonService, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { CatalogueDefinition, CatalogueTable, DatabaseDefinition } from './catalogue-definition.ts';
import { readPartitionExpression } from './partition-expression.ts';
import { openPartitionStore, type PartitionRow } from './partition-store.ts';

/** AWS Glue's data catalogue, served: databases and tables of the template, partitions by the API. */
export interface Glue extends JsonService {
  /** Takes the databases and tables of the template; partitions that were there stay. */
  provision(definition: CatalogueDefinition): void;
  /** A table, as who asks Athena may see it; undefined where there is none. */
  findTable(database: string, table: string, principal: Principal): CatalogueTable | undefined;
  /** Where the files of each partition of a table lie now. */
  partitionLocations(
    table: CatalogueTable,
    principal: Principal,
  ): { values: readonly string[]; location: string }[];
}

const name = z.string().min(1).max(255);
const values = z.array(z.string().min(1).max(1024)).min(1);
const partitionInput = z.looseObject({
  Values: values,
  StorageDescriptor: z.looseObject({ Location: z.string().optional() }).optional(),
});
const ofTable = z.object({ DatabaseName: name, TableName: name });
const page = { MaxResults: z.int().min(1).max(1000).optional(), NextToken: z.string().optional() };

const inputs = {
  GetDatabase: z.object({ Name: name }),
  GetDatabases: z.object(page),
  GetTable: z.object({ DatabaseName: name, Name: name }),
  GetTables: z.object({ DatabaseName: name, ...page }),
  GetPartition: ofTable.extend({ PartitionValues: values }),
  GetPartitions: ofTable.extend({ Expression: z.string().default(''), ...page }),
  BatchGetPartition: ofTable.extend({
    PartitionsToGet: z
      .array(z.object({ Values: values }))
      .min(1)
      .max(1000),
  }),
  CreatePartition: ofTable.extend({ PartitionInput: partitionInput }),
  BatchCreatePartition: ofTable.extend({ PartitionInputList: z.array(partitionInput).min(1).max(100) }),
  UpdatePartition: ofTable.extend({ PartitionValueList: values, PartitionInput: partitionInput }),
  BatchUpdatePartition: ofTable.extend({
    Entries: z
      .array(z.object({ PartitionValueList: values, PartitionInput: partitionInput }))
      .min(1)
      .max(100),
  }),
  DeletePartition: ofTable.extend({ PartitionValues: values }),
};

function readInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AwsError(
      'InvalidInputException',
      `${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'unreadable'}`,
    );
  }
  return parsed.data;
}

function notFound(what: string): AwsError {
  return new AwsError('EntityNotFoundException', `${what} not found.`);
}

/** One page of a list; the token is the place to go on at. */
function pageOf<One>(
  all: readonly One[],
  { MaxResults = 1000, NextToken = '0' }: { MaxResults?: number | undefined; NextToken?: string | undefined },
): { items: One[]; token: { NextToken?: string } } {
  const first = Number(NextToken);
  if (!Number.isInteger(first) || first < 0) {
    throw new AwsError('InvalidInputException', `NextToken: found ${NextToken}, which no answer gave.`);
  }
  const next = first + MaxResults;
  return {
    items: all.slice(first, next),
    token: next < all.length ? { NextToken: String(next) } : {},
  };
}

/** Serves AWS Glue for one account and region; the partitions in `world.store`. */
export function createGlue(world: ServiceWorld): Glue {
  const { store, clock, region, account } = world;
  const partitions = openPartitionStore(store.database);
  const databases = new Map<string, DatabaseDefinition>();
  const tables = new Map<string, CatalogueTable>();
  const arnOf = (resource: string): string => `arn:aws:glue:${region}:${account}:${resource}`;

  const authorize = (principal: Principal, operation: string, database?: string, table?: string): void => {
    world.count('glue', operation);
    // AWS weighs each level of the catalogue by itself: leave on a table without its database is none.
    const resources = [
      'catalog',
      ...(database === undefined ? [] : [`database/${database}`]),
      ...(table === undefined ? [] : [`table/${database}/${table}`]),
    ];
    for (const resource of resources) {
      world.authorizer.authorize(principal, `glue:${operation}`, arnOf(resource));
    }
  };

  const requireDatabase = (database: string): DatabaseDefinition => {
    const found = databases.get(database);
    if (found === undefined) {
      throw notFound(`Database ${database}`);
    }
    return found;
  };
  const requireTable = (database: string, table: string): CatalogueTable => {
    requireDatabase(database);
    const found = tables.get(`${database}.${table}`);
    if (found === undefined) {
      throw notFound(`Table ${table}`);
    }
    return found;
  };
  const requireWidth = (table: CatalogueTable, found: readonly string[]): void => {
    if (found.length !== table.PartitionKeys.length) {
      throw new AwsError(
        'InvalidInputException',
        `The number of partition keys do not match the number of partition values: found ${found.length}, expected ${table.PartitionKeys.length}.`,
      );
    }
  };

  const shownDatabase = (database: DatabaseDefinition): JsonObject => ({
    ...(database as JsonObject),
    CatalogId: account,
  });
  const shownTable = (table: CatalogueTable): JsonObject => ({
    ...(table as unknown as JsonObject),
    CatalogId: account,
  });
  const shownPartition = (table: CatalogueTable, row: PartitionRow): JsonObject => ({
    ...row.input,
    Values: [...row.values],
    DatabaseName: table.DatabaseName,
    TableName: table.Name,
    CatalogId: account,
    CreationTime: row.createdAt / 1000,
  });

  const create = (table: CatalogueTable, input: z.output<typeof partitionInput>): void => {
    requireWidth(table, input.Values);
    if (partitions.find(table.DatabaseName, table.Name, input.Values) !== undefined) {
      throw new AwsError('AlreadyExistsException', 'Partition already exists.');
    }
    partitions.add(table.DatabaseName, table.Name, {
      values: input.Values,
      input: input as JsonObject,
      createdAt: clock.now(),
    });
  };
  const update = (
    table: CatalogueTable,
    old: readonly string[],
    input: z.output<typeof partitionInput>,
  ): void => {
    requireWidth(table, input.Values);
    const found = partitions.find(table.DatabaseName, table.Name, old);
    if (found === undefined) {
      throw notFound('Partition');
    }
    partitions.remove(table.DatabaseName, table.Name, old);
    if (partitions.find(table.DatabaseName, table.Name, input.Values) !== undefined) {
      throw new AwsError('AlreadyExistsException', 'Partition already exists.');
    }
    partitions.add(table.DatabaseName, table.Name, {
      values: input.Values,
      input: input as JsonObject,
      createdAt: found.createdAt,
    });
  };

  /** Does each of a batch by itself: what one is refused for is told, and the others stand. */
  const each = async <One>(
    entries: readonly One[],
    valuesOf: (entry: One) => readonly string[],
    change: (entry: One) => void,
  ): Promise<{ failed: readonly string[]; error: AwsError }[]> => {
    const outcomes = await Promise.allSettled(entries.map((entry) => store.write(() => change(entry))));
    return outcomes.flatMap((outcome, index) => {
      const entry = entries[index];
      if (outcome.status === 'fulfilled' || entry === undefined) {
        return [];
      }
      if (!(outcome.reason instanceof AwsError)) {
        throw outcome.reason;
      }
      return [{ failed: valuesOf(entry), error: outcome.reason }];
    });
  };
  const detail = (error: AwsError): JsonObject => ({ ErrorCode: error.name, ErrorMessage: error.message });

  const operations: Readonly<
    Record<string, (input: JsonObject, principal: Principal) => JsonObject | Promise<JsonObject>>
  > = {
    GetDatabase: (input, principal) => {
      const { Name } = readInput(inputs.GetDatabase, input);
      authorize(principal, 'GetDatabase', Name);
      return { Database: shownDatabase(requireDatabase(Name)) };
    },
    GetDatabases: (input, principal) => {
      const { items, token } = pageOf([...databases.values()], readInput(inputs.GetDatabases, input));
      authorize(principal, 'GetDatabases');
      for (const { Name } of items) {
        authorize(principal, 'GetDatabases', Name);
      }
      return { DatabaseList: items.map(shownDatabase), ...token };
    },
    GetTable: (input, principal) => {
      const { DatabaseName, Name } = readInput(inputs.GetTable, input);
      authorize(principal, 'GetTable', DatabaseName, Name);
      return { Table: shownTable(requireTable(DatabaseName, Name)) };
    },
    GetTables: (input, principal) => {
      const asked = readInput(inputs.GetTables, input);
      requireDatabase(asked.DatabaseName);
      const all = [...tables.values()].filter(({ DatabaseName }) => DatabaseName === asked.DatabaseName);
      const { items, token } = pageOf(all, asked);
      authorize(principal, 'GetTables', asked.DatabaseName);
      for (const { Name } of items) {
        authorize(principal, 'GetTables', asked.DatabaseName, Name);
      }
      return { TableList: items.map(shownTable), ...token };
    },
    GetPartition: (input, principal) => {
      const { DatabaseName, TableName, PartitionValues } = readInput(inputs.GetPartition, input);
      authorize(principal, 'GetPartition', DatabaseName, TableName);
      const table = requireTable(DatabaseName, TableName);
      requireWidth(table, PartitionValues);
      const row = partitions.find(DatabaseName, TableName, PartitionValues);
      if (row === undefined) {
        throw notFound('Cannot find partition. Partition');
      }
      return { Partition: shownPartition(table, row) };
    },
    GetPartitions: (input, principal) => {
      const asked = readInput(inputs.GetPartitions, input);
      authorize(principal, 'GetPartitions', asked.DatabaseName, asked.TableName);
      const table = requireTable(asked.DatabaseName, asked.TableName);
      const wanted = readPartitionExpression(asked.Expression, table.PartitionKeys);
      const all = partitions
        .ofTable(table.DatabaseName, table.Name)
        .filter((partition) => wanted(partition.values));
      const { items, token } = pageOf(all, asked);
      return { Partitions: items.map((row) => shownPartition(table, row)), ...token };
    },
    BatchGetPartition: (input, principal) => {
      const { DatabaseName, TableName, PartitionsToGet } = readInput(inputs.BatchGetPartition, input);
      authorize(principal, 'BatchGetPartition', DatabaseName, TableName);
      const table = requireTable(DatabaseName, TableName);
      const found = PartitionsToGet.map((wanted) => ({
        wanted,
        row: partitions.find(DatabaseName, TableName, wanted.Values),
      }));
      return {
        Partitions: found.flatMap(({ row }) => (row === undefined ? [] : [shownPartition(table, row)])),
        UnprocessedKeys: found.flatMap(({ wanted, row }) =>
          row === undefined ? [{ Values: wanted.Values }] : [],
        ),
      };
    },
    CreatePartition: async (input, principal) => {
      const { DatabaseName, TableName, PartitionInput } = readInput(inputs.CreatePartition, input);
      authorize(principal, 'CreatePartition', DatabaseName, TableName);
      const table = requireTable(DatabaseName, TableName);
      await store.write(() => create(table, PartitionInput));
      return {};
    },
    BatchCreatePartition: async (input, principal) => {
      const asked = readInput(inputs.BatchCreatePartition, input);
      authorize(principal, 'BatchCreatePartition', asked.DatabaseName, asked.TableName);
      const table = requireTable(asked.DatabaseName, asked.TableName);
      const failed = await each(
        asked.PartitionInputList,
        ({ Values }) => Values,
        (one) => create(table, one),
      );
      return {
        Errors: failed.map(({ failed: PartitionValues, error }) => ({
          PartitionValues: [...PartitionValues],
          ErrorDetail: detail(error),
        })),
      };
    },
    UpdatePartition: async (input, principal) => {
      const asked = readInput(inputs.UpdatePartition, input);
      authorize(principal, 'UpdatePartition', asked.DatabaseName, asked.TableName);
      const table = requireTable(asked.DatabaseName, asked.TableName);
      await store.write(() => update(table, asked.PartitionValueList, asked.PartitionInput));
      return {};
    },
    BatchUpdatePartition: async (input, principal) => {
      const asked = readInput(inputs.BatchUpdatePartition, input);
      authorize(principal, 'BatchUpdatePartition', asked.DatabaseName, asked.TableName);
      const table = requireTable(asked.DatabaseName, asked.TableName);
      const failed = await each(
        asked.Entries,
        ({ PartitionValueList }) => PartitionValueList,
        ({ PartitionValueList, PartitionInput }) => update(table, PartitionValueList, PartitionInput),
      );
      return {
        Errors: failed.map(({ failed: PartitionValueList, error }) => ({
          PartitionValueList: [...PartitionValueList],
          ErrorDetail: detail(error),
        })),
      };
    },
    DeletePartition: async (input, principal) => {
      const { DatabaseName, TableName, PartitionValues } = readInput(inputs.DeletePartition, input);
      authorize(principal, 'DeletePartition', DatabaseName, TableName);
      requireTable(DatabaseName, TableName);
      await store.write(() => {
        if (partitions.find(DatabaseName, TableName, PartitionValues) === undefined) {
          throw notFound('Partition');
        }
        partitions.remove(DatabaseName, TableName, PartitionValues);
      });
      return {};
    },
  };

  return {
    name: 'glue',
    targetPrefixes: ['AWSGlue'],
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => undefined,
    call: async (operation, input, principal) => {
      const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handle === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `AWS Glue on this machine does not serve ${operation}: databases and tables come from the template.`,
          501,
        );
      }
      return handle(input, principal);
    },
    provision: (definition) => {
      for (const database of definition.databases) {
        databases.set(database.Name, database);
      }
      for (const table of definition.tables) {
        tables.set(`${table.DatabaseName}.${table.Name}`, table);
      }
    },
    findTable: (database, table, principal) => {
      const found = tables.get(`${database}.${table}`);
      if (found !== undefined) {
        authorize(principal, 'GetTable', database, table);
      }
      return found;
    },
    partitionLocations: (table, principal) => {
      authorize(principal, 'GetPartitions', table.DatabaseName, table.Name);
      return partitions.ofTable(table.DatabaseName, table.Name).flatMap((row) => {
        const location = z
          .object({ StorageDescriptor: z.object({ Location: z.string() }) })
          .safeParse(row.input).data?.StorageDescriptor.Location;
        return location === undefined ? [] : [{ values: row.values, location }];
      });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDb, createDynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import type { TableDefinition } from '../../../local/aws/dynamodb/table-definition.ts';
import { AwsError, type JsonObject, type Principal } from '../../../local/runtime/service.ts';
import { type GroupCommitStore, openStore } from '../../../local/runtime/store.ts';

const operator: Principal = { kind: 'operator' };

/** What the authorizer was asked. */
interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** DynamoDB on a store of its own, with a clock to set and all that it asked and counted. */
export interface DynamoDbWorld {
  readonly folder: string;
  readonly dynamoDb: DynamoDb;
  readonly store: GroupCommitStore;
  readonly questions: Question[];
  readonly counts: Map<string, number>;
  /** Actions that the authorizer refuses. */
  readonly denied: Set<string>;
  now: number;
  readonly call: (operation: string, input: JsonObject) => Promise<JsonObject>;
  /** The name and message of the error that a call ends with. */
  readonly errorOf: (operation: string, input: JsonObject) => Promise<AwsError>;
  /** `done`, or the name of the error that a call ends with. */
  readonly outcomeOf: (operation: string, input: JsonObject) => Promise<string>;
  close(): void;
  /** Closes and opens the same folder again. */
  reopened(): DynamoDbWorld;
}

export const startOfWorld = Date.UTC(2026, 0, 5, 8);

export function openDynamoDbWorld(
  tables: readonly TableDefinition[],
  folder = mkdtempSync(join(tmpdir(), 'dynamodb-')),
): DynamoDbWorld {
  const store = openStore(join(folder, 'store.sqlite'));
  const questions: Question[] = [];
  const counts = new Map<string, number>();
  const denied = new Set<string>();
  const clock = { time: startOfWorld, now: () => clock.time };
  const world: DynamoDbWorld = {
    folder,
    store,
    questions,
    counts,
    denied,
    get now() {
      return clock.time;
    },
    set now(time) {
      clock.time = time;
    },
    dynamoDb: createDynamoDb({
      store,
      clock,
      authorizer: {
        authorize: (_principal, action, resource, context = {}) => {
          questions.push({ action, resource, context });
          if (denied.has(action)) {
            throw new AwsError(
              'AccessDeniedException',
              `not authorized to perform: ${action} on ${resource}`,
            );
          }
        },
      },
      region: 'us-east-1',
      account: '123456789012',
      wake: () => undefined,
      count: (service, what, amount = 1) => {
        counts.set(`${service} ${what}`, (counts.get(`${service} ${what}`) ?? 0) + amount);
      },
      call: () => Promise.reject(new Error('DynamoDB calls no other service')),
    }),
    call: (operation, input) => world.dynamoDb.call(operation, input, operator),
    errorOf: async (operation, input) => {
      try {
        await world.dynamoDb.call(operation, input, operator);
      } catch (error) {
        if (error instanceof AwsError) {
          return error;
        }
        throw error;
      }
      throw new Error(`${operation} succeeded; an error was expected`);
    },
    outcomeOf: (operation, input) =>
      world.call(operation, input).then(
        () => 'done',
        (error: unknown) => (error instanceof AwsError ? error.name : String(error)),
      ),
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
    reopened: () => {
      store.close();
      return openDynamoDbWorld(tables, folder);
    },
  };
  world.dynamoDb.provision(tables);
  return world;
}

/** A table of claims as the tests use it: partition and sort key, a global and a local index, a stream, a time to live. */
export const claimsTable: TableDefinition = {
  arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/claims',
  name: 'claims',
  keySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'status', AttributeType: 'S' },
    { AttributeName: 'dueAt', AttributeType: 'N' },
  ],
  globalSecondaryIndexes: [
    {
      IndexName: 'by-status',
      KeySchema: [
        { AttributeName: 'status', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['payer'] },
    },
  ],
  localSecondaryIndexes: [
    {
      IndexName: 'by-due',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  streamViewType: 'NEW_AND_OLD_IMAGES',
  streamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/claims/stream/2026-01-05T08:00:00.000',
  timeToLiveAttribute: 'expiresAt',
};

/** A table with a partition key alone. */
export const plainTable: TableDefinition = {
  arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/plain',
  name: 'plain',
  keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  attributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  globalSecondaryIndexes: [],
  localSecondaryIndexes: [],
};

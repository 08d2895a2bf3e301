import { AwsError, type JsonService, type ServiceWorld } from '../../runtime/service.ts';
import { Access } from './access.ts';
import { ItemRows } from './item-rows.ts';
import { query, scan } from './range-operations.ts';
import { batchGetItem, getItem } from './read-operations.ts';
import { Retention } from './retention.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import { Statements } from './statements.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './stream-operations.ts';
import { StreamRecords, type StreamRecord, sequenceNumberOf, sequenceOf } from './stream-records.ts';
import { TableCatalogue } from './table-catalogue.ts';
import type { TableDefinition } from './table-definition.ts';
import {
  createTable,
  deleteTable,
  describeTable,
  describeTimeToLive,
  listTables,
  updateTimeToLive,
} from './table-operations.ts';
import { transactGetItems, transactWriteItems } from './transaction-operations.ts';
import { batchWriteItem, deleteItem, putItem, updateItem } from './write-operations.ts';

const operations: Readonly<Record<string, Operation>> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  DeleteTable: deleteTable,
  DescribeStream: describeStream,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  ListStreams: listStreams,
  ListTables: listTables,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UpdateItem: updateItem,
  UpdateTimeToLive: updateTimeToLive,
};

/** DynamoDB and DynamoDB Streams, served from the store. */
export interface DynamoDb extends JsonService {
  /** Makes the tables of the templates; call it at every start. Changes nothing that is already so; fills new indexes. */
  provision(tables: readonly TableDefinition[]): void;
  /** Removals alone never make the clock jump. */
  nextWorkDueAt(): undefined;
  /** Removes what has had its time at `now`. */
  runDue(now: number): Promise<void>;
  /** Records of a stream after a sequence number (undefined: from the oldest kept), oldest first, as a Lambda function gets them. */
  readStream(streamArn: string, afterSequenceNumber: string | undefined, limit: number): StreamRecord[];
  /** The sequence number of the newest record kept; reading after it gives what comes later. */
  latestSequenceNumber(streamArn: string): string;
  /** Calls the listener with the stream's ARN after records of it are on the disk. Answers what ends the listening. */
  onStreamRecord(listener: (streamArn: string) => void): () => void;
}

/** Makes the service on the tables that the store already has. */
export function createDynamoDb(world: ServiceWorld): DynamoDb {
  const statements = new Statements(world.store.database);
  const tables = new TableCatalogue(statements, world.clock);
  const streams = new StreamRecords(world, statements);
  const retention = new Retention(world, statements, tables, streams);
  const rows = new ItemRows(statements, world.clock, (due, at) => retention.note(due, at));
  const access = new Access(world, tables);
  const parts: ServiceParts = { world, statements, tables, rows, streams, access, retention };
  retention.refresh();

  return {
    name: 'dynamodb',
    targetPrefixes: ['DynamoDB_20120810', 'DynamoDBStreams_20120810'],
    async call(operation, input, principal) {
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (run === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `DynamoDB of the one-machine runtime does not serve ${operation}; it serves ${Object.keys(operations).join(', ')}`,
        );
      }
      world.count('dynamodb', operation);
      return run(parts, input, principal);
    },
    provision(definitions) {
      tables.provision(definitions);
      retention.refresh();
    },
    nextDueAt: () => retention.nextDueAt(),
    nextWorkDueAt: () => undefined,
    runDue: (now) => retention.sweep(rows, now),
    // Who calls is busy while it waits for the answer, and the store while a change waits for the disk.
    busy: () => undefined,
    readStream: (streamArn, afterSequenceNumber, limit) =>
      streams.read(
        streams.get(streamArn),
        afterSequenceNumber === undefined ? 0 : sequenceOf(afterSequenceNumber),
        limit,
      ),
    latestSequenceNumber: (streamArn) => sequenceNumberOf(streams.latestSequence(streams.get(streamArn))),
    onStreamRecord: (listener) => streams.listen(listener),
  };
}

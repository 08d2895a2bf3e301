import type { JsonObject } from '../../runtime/service.ts';
import { validationError } from './errors.ts';
import { optionalInteger, optionalString, optionalWord, required, requiredString } from './request.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import { type StreamDescription, apiRecord, sequenceNumberOf, sequenceOf } from './stream-records.ts';
import { keySchemaJson } from './table-definition.ts';

const MOST_RECORDS = 1000;
const MOST_LISTED = 100;
const iteratorTypes = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'] as const;

/** A stream has one shard here, and it stays open. */
function shardIdOf(stream: StreamDescription): string {
  return `shardId-${String(stream.createdAt).padStart(20, '0')}-${String(stream.id).padStart(8, '0')}`;
}

function labelOf(stream: StreamDescription): string {
  return stream.arn.split('/stream/')[1] ?? '';
}

export const listStreams: Operation = (parts, input, principal) => {
  const { region, account } = parts.world;
  parts.access.checkResource(
    principal,
    'ListStreams',
    `arn:aws:dynamodb:${region}:${account}:table/*/stream/*`,
  );
  const tableName = optionalString(input, 'TableName');
  const after = optionalString(input, 'ExclusiveStartStreamArn') ?? '';
  const limit = optionalInteger(input, 'Limit', 1, MOST_LISTED) ?? MOST_LISTED;
  const streams = parts.streams
    .streams()
    .filter((stream) => stream.arn > after && (tableName === undefined || stream.tableName === tableName));
  const page = streams.slice(0, limit);
  return {
    Streams: page.map((stream) => ({
      StreamArn: stream.arn,
      TableName: stream.tableName,
      StreamLabel: labelOf(stream),
    })),
    ...(streams.length > limit ? { LastEvaluatedStreamArn: page.at(-1)?.arn ?? '' } : {}),
  };
};

export const describeStream: Operation = (parts, input, principal) => {
  const arn = requiredString(input, 'StreamArn');
  parts.access.checkResource(principal, 'DescribeStream', arn);
  const stream = parts.streams.get(arn);
  const table = parts.tables.find(stream.tableName);
  const oldest = parts.streams.oldestSequence(stream);
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: labelOf(stream),
      StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: stream.createdAt / 1000,
      TableName: stream.tableName,
      KeySchema: keySchemaJson(table?.definition.keySchema ?? []),
      Shards: [
        {
          ShardId: shardIdOf(stream),
          SequenceNumberRange: {
            StartingSequenceNumber: sequenceNumberOf(oldest ?? parts.streams.latestSequence(stream)),
          },
        },
      ],
    },
  };
};

/** An iterator says where in a stream it stands; it does not age. */
function writeIterator(stream: StreamDescription, afterSequence: number): string {
  return `${stream.arn}|1|${Buffer.from(JSON.stringify({ after: afterSequence })).toString('base64url')}`;
}

function readIterator(parts: ServiceParts, iterator: string): { stream: StreamDescription; after: number } {
  const [arn = '', version, place = ''] = iterator.split('|');
  const after = version === '1' ? readPlace(place) : undefined;
  if (after === undefined) {
    throw validationError('Invalid ShardIterator');
  }
  return { stream: parts.streams.get(arn), after };
}

function readPlace(place: string): number | undefined {
  const match = /^\{"after":(\d+)\}$/.exec(Buffer.from(place, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}

export const getShardIterator: Operation = (parts, input, principal) => {
  const arn = requiredString(input, 'StreamArn');
  parts.access.checkResource(principal, 'GetShardIterator', arn);
  const stream = parts.streams.get(arn);
  const shardId = requiredString(input, 'ShardId');
  required(input, 'ShardIteratorType');
  const type = optionalWord(input, 'ShardIteratorType', iteratorTypes, 'TRIM_HORIZON');
  if (shardId !== shardIdOf(stream)) {
    throw validationError(
      `Invalid ShardId in ShardIterator: ${shardId}; the stream has ${shardIdOf(stream)}`,
    );
  }
  return { ShardIterator: writeIterator(stream, startOf(parts, stream, type, input)) };
};

function startOf(
  parts: ServiceParts,
  stream: StreamDescription,
  type: (typeof iteratorTypes)[number],
  input: JsonObject,
): number {
  switch (type) {
    case 'TRIM_HORIZON':
      return 0;
    case 'LATEST':
      return parts.streams.latestSequence(stream);
    case 'AT_SEQUENCE_NUMBER':
      return sequenceOf(requiredString(input, 'SequenceNumber')) - 1;
    case 'AFTER_SEQUENCE_NUMBER':
      return sequenceOf(requiredString(input, 'SequenceNumber'));
  }
}

export const getRecords: Operation = (parts, input, principal) => {
  const iterator = requiredString(input, 'ShardIterator');
  parts.access.checkResource(principal, 'GetRecords', iterator.split('|')[0] ?? '');
  const { stream, after } = readIterator(parts, iterator);
  const limit = optionalInteger(input, 'Limit', 1, MOST_RECORDS) ?? MOST_RECORDS;
  const records = parts.streams.read(stream, after, limit);
  const last = records.at(-1);
  const next = last === undefined ? after : sequenceOf(last.dynamodb.SequenceNumber);
  return { Records: records.map(apiRecord), NextShardIterator: writeIterator(stream, next) };
};

import { createHash } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import type { JsonObject, ServiceWorld } from '../../runtime/service.ts';
import type { Item } from './attribute-value.ts';
import { resourceNotFound, validationError } from './errors.ts';
import type { Statements } from './statements.ts';
import type { StreamViewType } from './table-definition.ts';

/** Sequence numbers have 21 digits, so that they sort as text as they do as numbers. */
const SEQUENCE_BASE = 100_000_000_000_000_000_000n;

/** A record of a stream in the form in which a Lambda function gets it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Seconds of the epoch on the virtual clock. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Only when the time to live removed the item. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
}

export interface StreamDescription {
  readonly id: number;
  readonly arn: string;
  readonly tableName: string;
  readonly viewType: StreamViewType;
  readonly createdAt: number;
  readonly enabled: boolean;
}

export function sequenceNumberOf(sequence: number): string {
  return (SEQUENCE_BASE + BigInt(sequence)).toString();
}

/** The row number behind a sequence number; throws when it is none. */
export function sequenceOf(sequenceNumber: string): number {
  if (!/^\d{21,40}$/.test(sequenceNumber)) {
    throw validationError(`Invalid SequenceNumber: ${sequenceNumber}`);
  }
  return Number(BigInt(sequenceNumber) - SEQUENCE_BASE);
}

/** Reads the streams and tells who listens when there is something new. */
export class StreamRecords {
  readonly #world: ServiceWorld;
  readonly #statements: Statements;
  readonly #listeners = new Set<(streamArn: string) => void>();

  constructor(world: ServiceWorld, statements: Statements) {
    this.#world = world;
    this.#statements = statements;
  }

  listen(listener: (streamArn: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners, after the records are on the disk. */
  announce(streamArns: ReadonlySet<string>): void {
    if (streamArns.size === 0) {
      return;
    }
    for (const arn of streamArns) {
      for (const listener of this.#listeners) {
        listener(arn);
      }
    }
    this.#world.wake();
  }

  find(arn: string): StreamDescription | undefined {
    const row = this.#statements
      .of('SELECT id, arn, table_name, view_type, created_at, enabled FROM dynamodb_stream WHERE arn = ?')
      .get(arn);
    return row === undefined ? undefined : descriptionOf(row);
  }

  get(arn: string): StreamDescription {
    const stream = this.find(arn);
    if (stream === undefined) {
      throw resourceNotFound(`Stream: ${arn} not found`);
    }
    return stream;
  }

  streams(): StreamDescription[] {
    const rows = this.#statements
      .of('SELECT id, arn, table_name, view_type, created_at, enabled FROM dynamodb_stream ORDER BY arn')
      .all();
    return rows.map(descriptionOf);
  }

  /** The records after a sequence (0 for all that are kept), oldest first. */
  read(stream: StreamDescription, afterSequence: number, limit: number): StreamRecord[] {
    const rows = this.#statements
      .of(
        'SELECT sequence, created_at, event_name, change, size, by_expiry FROM dynamodb_stream_record WHERE stream_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      )
      .all(stream.id, afterSequence, limit);
    return rows.map((row) => this.#recordOf(stream, row));
  }

  #recordOf(stream: StreamDescription, row: Record<string, SQLOutputValue>): StreamRecord {
    const sequenceNumber = sequenceNumberOf(Number(row['sequence']));
    const change = JSON.parse(String(row['change'])) as { Keys: Item; NewImage?: Item; OldImage?: Item };
    return {
      eventID: createHash('md5').update(`${stream.arn} ${sequenceNumber}`).digest('hex'),
      eventName: String(row['event_name']) as StreamRecord['eventName'],
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#world.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(Number(row['created_at']) / 1000),
        ...change,
        SequenceNumber: sequenceNumber,
        SizeBytes: Number(row['size']),
        StreamViewType: stream.viewType,
      },
      ...(row['by_expiry'] === 1
        ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const }
        : {}),
      eventSourceARN: stream.arn,
    };
  }

  /** The sequence of the newest record; 0 when none is kept. */
  latestSequence(stream: StreamDescription): number {
    const row = this.#statements
      .of('SELECT max(sequence) AS latest FROM dynamodb_stream_record WHERE stream_id = ?')
      .get(stream.id);
    return Number(row?.['latest'] ?? 0);
  }

  /** The sequence of the oldest record that is kept; undefined when none is. */
  oldestSequence(stream: StreamDescription): number | undefined {
    const row = this.#statements
      .of('SELECT min(sequence) AS oldest FROM dynamodb_stream_record WHERE stream_id = ?')
      .get(stream.id);
    const oldest = row?.['oldest'];
    return oldest === undefined || oldest === null ? undefined : Number(oldest);
  }
}

function descriptionOf(row: Record<string, SQLOutputValue>): StreamDescription {
  return {
    id: Number(row['id']),
    arn: String(row['arn']),
    tableName: String(row['table_name']),
    viewType: String(row['view_type']) as StreamViewType,
    createdAt: Number(row['created_at']),
    enabled: row['enabled'] === 1,
  };
}

/** A record as the API answers it, which does not repeat the stream. */
export function apiRecord(record: StreamRecord): JsonObject {
  const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb, userIdentity } = record;
  return {
    eventID,
    eventName,
    eventVersion,
    eventSource,
    awsRegion,
    dynamodb: { ...dynamodb },
    ...(userIdentity === undefined
      ? {}
      : { userIdentity: { Type: userIdentity.type, PrincipalId: userIdentity.principalId } }),
  };
}

import { randomUUID } from 'node:crypto';
import type { Json, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { RecordFilter } from './event-filter.ts';
import {
  failedItems,
  type EventSource,
  type InvokeForSource,
  type MappingDefinition,
} from './event-source.ts';
import type { Outcome } from './sandbox.ts';

/** One record of a stream, in the form in which a function gets it. */
interface StreamSourceRecord {
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
  };
}

/** What an event source mapping needs of the tables' streams. */
export interface StreamReader {
  /** Calls `listener` with the stream's ARN after new records are on the disk. */
  listen(listener: (streamArn: string) => void): void;
  /** Records after the given one, oldest first; without one from the oldest that is kept. */
  read(
    streamArn: string,
    afterSequenceNumber: string | undefined,
    limit: number,
  ): readonly StreamSourceRecord[];
  /** The newest record that is kept. */
  latestSequenceNumber(streamArn: string): string | undefined;
}

/** Records that are given to the function together, and how far the stream is read when they are done. */
interface Batch {
  readonly records: readonly StreamSourceRecord[];
  readonly endsAt: string;
  readonly attempts: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS lambda_stream_position (
    mapping TEXT PRIMARY KEY,
    after_sequence_number TEXT
  ) STRICT;
`;

const firstRetryMilliseconds = 1_000;
const longestRetryMilliseconds = 60_000;

const sequenceOf = (record: StreamSourceRecord): string => record.dynamodb.SequenceNumber;

/**
 * Feeds a function from a table's stream, strictly in order, one batch at a time. Its place in the stream is
 * durable; a batch that fails is tried again (halved where the mapping says so), and given up to the failure
 * destination after the mapping's retries or age.
 */
export function createStreamEventSource(
  world: ServiceWorld,
  streams: StreamReader,
  mapping: MappingDefinition,
  principal: Principal,
  filter: RecordFilter,
  invoke: InvokeForSource,
  report: (error: unknown) => void,
): EventSource {
  const { sourceArn: streamArn } = mapping;
  const { database } = world.store;
  database.exec(schema);
  const keep = database.prepare(
    'INSERT OR REPLACE INTO lambda_stream_position (mapping, after_sequence_number) VALUES (?, ?)',
  );
  const kept = database
    .prepare('SELECT after_sequence_number FROM lambda_stream_position WHERE mapping = ?')
    .get(mapping.id);

  let after: string | undefined;
  /** Where reading goes on: beyond the batches that are being worked through. */
  let readAfter: string | undefined;
  let batches: Batch[] = [];
  let windowEndsAt: number | undefined;
  let retryAt: number | undefined;
  let pumping = false;
  let pumpAgain = false;
  let stopped = false;

  const moveTo = async (sequenceNumber: string): Promise<void> => {
    await world.store.write(() => keep.run(mapping.id, sequenceNumber));
    after = sequenceNumber;
  };

  const giveUp = async (batch: Batch, outcome: Outcome, condition: string): Promise<void> => {
    const [first] = batch.records;
    const last = batch.records.at(-1);
    world.count('lambda', 'streamBatchGivenUp');
    if (mapping.onFailureArn === undefined || first === undefined || last === undefined) {
      report(new Error(`Records of ${streamArn} were given up (${condition}): ${outcome.payload}`));
      return;
    }
    const arrival = (record: StreamSourceRecord): string =>
      new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
    const notice = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.functionReference,
        condition,
        approximateInvokeCount: batch.attempts + 1,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: outcome.functionError ?? '',
      },
      version: '1.0',
      timestamp: new Date(world.clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-00000000',
        startSequenceNumber: sequenceOf(first),
        endSequenceNumber: sequenceOf(last),
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: batch.records.length,
        streamArn,
      },
    };
    const queue = mapping.onFailureArn.slice(mapping.onFailureArn.lastIndexOf(':') + 1);
    await world.call(
      'sqs',
      'SendMessage',
      { QueueUrl: `http://sqs/${world.account}/${queue}`, MessageBody: JSON.stringify(notice) },
      principal,
    );
  };

  /** What becomes of a batch that failed from its record at `from` on. */
  const afterFailure = async (batch: Batch, from: number, outcome: Outcome): Promise<void> => {
    const rest = batch.records.slice(from);
    const [first] = rest;
    const before = batch.records[from - 1];
    if (first === undefined) {
      return;
    }
    if (before !== undefined) {
      await moveTo(sequenceOf(before));
    }
    const age = world.clock.now() - first.dynamodb.ApproximateCreationDateTime * 1000;
    const tooOld = mapping.maximumAgeSeconds >= 0 && age > mapping.maximumAgeSeconds * 1000;
    if (mapping.bisects && rest.length > 1 && !tooOld) {
      const middle = Math.ceil(rest.length / 2);
      const left = rest.slice(0, middle);
      const lastLeft = left.at(-1);
      batches = [
        { records: left, endsAt: lastLeft === undefined ? batch.endsAt : sequenceOf(lastLeft), attempts: 0 },
        { records: rest.slice(middle), endsAt: batch.endsAt, attempts: 0 },
        ...batches.slice(1),
      ];
      return;
    }
    const exhausted = mapping.maximumRetries >= 0 && batch.attempts >= mapping.maximumRetries;
    if (exhausted || tooOld) {
      await giveUp(
        { ...batch, records: rest },
        outcome,
        tooOld ? 'MaximumRecordAgeExceeded' : 'RetryAttemptsExhausted',
      );
      batches = batches.slice(1);
      await moveTo(batch.endsAt);
      return;
    }
    batches = [{ ...batch, records: rest, attempts: batch.attempts + 1 }, ...batches.slice(1)];
    retryAt =
      world.clock.now() + Math.min(longestRetryMilliseconds, firstRetryMilliseconds * 2 ** batch.attempts);
  };

  const process = async (batch: Batch): Promise<void> => {
    const outcome = await invoke({ Records: batch.records as unknown as Json[] });
    const identifiers = batch.records.map(sequenceOf);
    const failed = failedItems(outcome, mapping.reportsItemFailures, identifiers);
    const from = failed === 'all' ? 0 : identifiers.findIndex((identifier) => failed.has(identifier));
    if (from < 0) {
      batches = batches.slice(1);
      await moveTo(batch.endsAt);
      return;
    }
    world.count('lambda', 'eventSourceItemFailed', batch.records.length - from);
    await afterFailure(batch, from, outcome);
  };

  /** Reads the next batch; false when there is nothing to do now. */
  const readNext = async (): Promise<boolean> => {
    const records = streams.read(streamArn, readAfter, mapping.batchSize);
    const last = records.at(-1);
    if (last === undefined) {
      windowEndsAt = undefined;
      return false;
    }
    if (mapping.windowSeconds > 0 && records.length < mapping.batchSize) {
      windowEndsAt ??= world.clock.now() + mapping.windowSeconds * 1000;
      if (world.clock.now() < windowEndsAt) {
        return false;
      }
    }
    windowEndsAt = undefined;
    readAfter = sequenceOf(last);
    const wanted = records.filter((record) => filter(record));
    if (wanted.length === 0) {
      await moveTo(readAfter);
    } else {
      batches.push({ records: wanted, endsAt: readAfter, attempts: 0 });
    }
    return true;
  };

  const pumpOnce = async (): Promise<void> => {
    for (;;) {
      const [batch] = batches;
      if (stopped) {
        return;
      }
      if (batch === undefined) {
        if (!(await readNext())) {
          return;
        }
      } else if (retryAt === undefined || world.clock.now() >= retryAt) {
        retryAt = undefined;
        await process(batch);
      } else {
        return;
      }
    }
  };

  function pump(): void {
    if (pumping) {
      pumpAgain = true;
      return;
    }
    if (stopped) {
      return;
    }
    pumping = true;
    pumpAgain = false;
    pumpOnce()
      .catch((error: unknown) => {
        report(error);
        retryAt = world.clock.now() + longestRetryMilliseconds;
      })
      .finally(() => {
        pumping = false;
        world.wake();
        if (pumpAgain) {
          pump();
        }
      });
  }

  return {
    start: () => {
      if (kept !== undefined) {
        after = kept['after_sequence_number'] === null ? undefined : String(kept['after_sequence_number']);
      } else if (mapping.startingPosition === 'LATEST') {
        after = streams.latestSequenceNumber(streamArn);
        // Kept at once: what comes from now on must be read, also when the next start is its first reading.
        void world.store.write(() => keep.run(mapping.id, after ?? null)).catch(report);
      }
      readAfter = after;
      streams.listen((arn) => {
        if (arn === streamArn) {
          pump();
        }
      });
      pump();
    },
    nextDueAt: () => (pumping ? undefined : (retryAt ?? windowEndsAt)),
    runDue: () => pump(),
    busy: () =>
      pumping ? `records of the stream ${streamArn.replace(/^.*:table\//, '')} are processed` : undefined,
    stop: () => {
      stopped = true;
    },
  };
}

import type { Principal, ServiceWorld } from '../../runtime/service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { RecordFilter } from './event-filter.ts';
import {
  failedItems,
  type EventSource,
  type InvokeForSource,
  type MappingDefinition,
} from './event-source.ts';

type Batch = Awaited<ReturnType<Sqs['receiveForEventSource']>>['messages'];
type Message = Batch[number];

/** Batches of one mapping that run at one time, when the template does not say. */
const defaultConcurrency = 5;
/** The longest event that a function takes is 6 MB; room is left for what surrounds the records. */
const largestBatchBytes = 5_500_000;

const bytesOf = (message: Message): number =>
  Buffer.byteLength(message.body) + JSON.stringify(message.messageAttributes).length + 1_000;

/** Feeds a function from a queue: batches, windows, partial failures; deleting what was processed. */
export function createQueueEventSource(
  world: ServiceWorld,
  sqs: Sqs,
  mapping: MappingDefinition,
  principal: Principal,
  filter: RecordFilter,
  invoke: InvokeForSource,
  report: (error: unknown) => void,
): EventSource {
  const { sourceArn: queueArn, batchSize, windowSeconds } = mapping;
  const concurrency = mapping.maximumConcurrency ?? defaultConcurrency;
  let gathered: Message[] = [];
  let gatheredAt = 0;
  let running = 0;
  let pumping = false;
  let pumpAgain = false;
  let stopped = false;

  const handlesOf = (messages: readonly Message[]): string[] =>
    messages.map((message) => message.receiptHandle);

  const process = async (messages: readonly Message[]): Promise<void> => {
    const outcome = await invoke({ Records: messages.map((message) => ({ ...message })) });
    const identifiers = messages.map((message) => message.messageId);
    const failed = failedItems(outcome, mapping.reportsItemFailures, identifiers);
    const done = failed === 'all' ? [] : messages.filter((message) => !failed.has(message.messageId));
    const again = messages.filter((message) => !done.includes(message));
    if (done.length > 0) {
      await sqs.deleteFromEventSource(queueArn, handlesOf(done), principal);
    }
    if (again.length > 0) {
      world.count('lambda', 'eventSourceItemFailed', again.length);
      await sqs.releaseFromEventSource(queueArn, handlesOf(again));
    }
  };

  /** Cuts a batch where its event would grow too long. */
  const run = (messages: readonly Message[]): void => {
    let part: Message[] = [];
    let bytes = 0;
    const parts = [part];
    for (const message of messages) {
      const size = bytesOf(message);
      if (part.length > 0 && bytes + size > largestBatchBytes) {
        part = [];
        bytes = 0;
        parts.push(part);
      }
      part.push(message);
      bytes += size;
    }
    for (const one of parts) {
      running += 1;
      process(one)
        .catch(report)
        .finally(() => {
          running -= 1;
          pump();
          world.wake();
        });
    }
  };

  const windowEnds = (): number => gatheredAt + windowSeconds * 1000;

  const runGathered = (): void => {
    const messages = gathered;
    gathered = [];
    run(messages);
  };

  const take = async (): Promise<boolean> => {
    const { messages } = await sqs.receiveForEventSource(queueArn, batchSize - gathered.length, principal);
    if (messages.length === 0) {
      return false;
    }
    const unwanted = messages.filter((message) => !filter(message));
    if (unwanted.length > 0) {
      await sqs.deleteFromEventSource(queueArn, handlesOf(unwanted), principal);
    }
    const wanted = messages.filter((message) => !unwanted.includes(message));
    if (gathered.length === 0) {
      gatheredAt = world.clock.now();
    }
    gathered.push(...wanted);
    return true;
  };

  const pumpOnce = async (): Promise<void> => {
    for (;;) {
      if (stopped || running >= concurrency) {
        return;
      }
      const found = await take();
      const full = gathered.length >= batchSize;
      const due = windowSeconds === 0 || world.clock.now() >= windowEnds();
      if (gathered.length > 0 && (full || due)) {
        runGathered();
      } else if (!found) {
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
      .catch(report)
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
      sqs.setConsumed(queueArn);
      sqs.onMessage((arn) => {
        if (arn === queueArn) {
          pump();
        }
      });
      pump();
    },
    nextDueAt: () => (gathered.length > 0 && running < concurrency ? windowEnds() : undefined),
    runDue: () => pump(),
    busy: () =>
      running > 0 || pumping
        ? `messages of ${queueArn.slice(queueArn.lastIndexOf(':') + 1)} are processed`
        : undefined,
    stop: () => {
      stopped = true;
    },
  };
}

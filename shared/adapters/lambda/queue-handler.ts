import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { claimsHandler } from './claims-handler.ts';

/**
 * A handler of a queue: each message on its own. The ones that fail go back to the queue and, after its limit, to its
 * dead-letter queue; the others are done.
 */
export function queueHandler(name: string, handleBody: (body: string) => Promise<unknown>) {
  return claimsHandler(name, (event: SQSEvent) =>
    processPartialResponse(
      event,
      async (record: SQSRecord) => {
        await handleBody(record.body);
      },
      new BatchProcessor(EventType.SQS),
      { throwOnFullBatchFailure: false },
    ),
  );
}

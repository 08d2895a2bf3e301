import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { claimsHandler, describeFault } from './claims-handler.ts';

/**
 * A handler of a queue: each message on its own. The ones that fail go back to the queue and, after its limit, to its
 * dead-letter queue; the others are done. The batch swallows what a message threw, so it is logged here.
 */
export function queueHandler(name: string, handleBody: (body: string) => Promise<unknown>) {
  const logger = new Logger({ serviceName: name });
  return claimsHandler(name, (event: SQSEvent) =>
    processPartialResponse(
      event,
      async ({ body, messageId }: SQSRecord) => {
        try {
          await handleBody(body);
        } catch (error) {
          logger.error('message failed', { messageId, ...describeFault(error) });
          throw error;
        }
      },
      new BatchProcessor(EventType.SQS),
      { throwOnFullBatchFailure: false },
    ),
  );
}

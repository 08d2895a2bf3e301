import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';

type Run<Event, Answer> = (event: Event) => Promise<Answer>;

/**
 * The one form of every handler: the world is built once, at the cold start, and each call is logged with its
 * outcome and nothing else. Neither the event nor the answer is ever logged: both may lead to a patient.
 */
export function claimsHandler<Event, Answer>(name: string, run: Run<Event, Answer>) {
  const logger = new Logger({ serviceName: name });
  return middy<Event, Answer>()
    .use({
      before: ({ context }) => {
        logger.addContext(context);
      },
      after: ({ response }) => {
        logger.info('done', { outcome: outcomeOf(response) });
      },
      onError: ({ error }) => {
        logger.error('failed', { error: error?.name ?? 'unknown', fault: faultOf(error) });
      },
    })
    .handler(run);
}

const WithOutcome = z.object({ outcome: z.string() });

function outcomeOf(response: unknown): string {
  const read = WithOutcome.safeParse(response);
  return read.success ? read.data.outcome : 'answered';
}

/** What can be said of an error without what it carries: where a schema refused, or our own class's sentence. */
function faultOf(error: Error | null): string | undefined {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
  }
  return error?.stack?.split('\n')[1]?.trim();
}

import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';
import { TellableError } from '#contracts/errors.ts';
import { publishGathered } from '../powertools/gathered-metrics.ts';

type Run<Event, Answer> = (event: Event) => Promise<Answer>;

/**
 * The one form of every handler: the world is built once, at the cold start, and each call is logged with its
 * outcome and nothing else. Neither the event nor the answer is ever logged: both may lead to a patient.
 * @param sentencesOf what of an answer names no patient and is logged with its outcome, where there is any.
 */
export function claimsHandler<Event, Answer>(
  name: string,
  run: Run<Event, Answer>,
  sentencesOf: (answer: Answer) => readonly string[] = () => [],
) {
  const logger = new Logger({ serviceName: name });
  return middy<Event, Answer>()
    .use({
      before: ({ context }) => {
        logger.addContext(context);
      },
      after: ({ response }) => {
        publishGathered();
        const sentences = response === null || response === undefined ? [] : sentencesOf(response);
        logger.info('done', {
          outcome: outcomeOf(response),
          ...(sentences.length === 0 ? {} : { sentences }),
        });
      },
      onError: (request) => {
        publishGathered();
        logger.error('failed', { ...describeFault(request.error) });
        request.error = withoutUntoldSentence(request.error);
      },
    })
    .handler(run);
}

const WithOutcome = z.object({ outcome: z.string() });

function outcomeOf(response: unknown): string {
  const read = WithOutcome.safeParse(response);
  return read.success ? read.data.outcome : 'answered';
}

/**
 * The error as it may leave the function: what Lambda answers becomes part of an execution's history and of the log of
 * whoever called. Its name stays, for the Retry that knows it; its sentence only where its class promises that it
 * names no patient.
 */
function withoutUntoldSentence(error: Error | null): Error {
  const isTellable = error instanceof TellableError;
  if (isTellable && error.cause === undefined) {
    return error;
  }
  const told = new Error(isTellable ? error.message : "The function's log says where it failed");
  told.name = error?.name ?? 'Error';
  told.stack = `${told.name}: ${told.message}`;
  return told;
}

interface DescribedFault {
  readonly error: string;
  readonly fault?: string;
  readonly sentence?: string;
  readonly cause?: DescribedFault;
}

/**
 * What can be said of an error without what it carries: its name, and where a schema refused or where it was thrown; the
 * same of what it was made from.
 * Its sentence is left out, for it may repeat what a file or a claim holds, unless its class promises that it does not.
 */
export function describeFault(error: unknown): DescribedFault {
  if (!(error instanceof Error)) {
    return { error: 'unknown' };
  }
  const fault =
    error instanceof z.ZodError
      ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ')
      : placeOf(error);
  return {
    error: error.name,
    ...(fault === undefined ? {} : { fault }),
    ...(error instanceof TellableError ? { sentence: error.message } : {}),
    ...(error.cause instanceof Error ? { cause: describeFault(error.cause) } : {}),
  };
}

/** The first line of the stack that is a place: a sentence of several lines stands above it. */
function placeOf({ stack = '' }: Error): string | undefined {
  return stack
    .split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
}

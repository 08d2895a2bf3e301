import type { JsonObject } from '../../runtime/service.ts';
import type { Batch } from './batch.ts';
import type { TaskState } from './definition.ts';
import type { Thread } from './execution.ts';
import type { StateError } from './state-error.ts';

type TaskEvent = 'Scheduled' | 'Started' | 'Submitted' | 'Succeeded' | 'Failed' | 'TimedOut';

/** Records an event of a Task: a Lambda function called by its ARN has event types of its own. */
export function recordTaskEvent(
  batch: Batch,
  thread: Thread,
  state: TaskState,
  event: TaskEvent,
  details: JsonObject = {},
): void {
  const { integration } = state;
  if (integration.kind === 'lambda-function') {
    const name = event === 'Started' ? undefined : `lambdaFunction${event}EventDetails`;
    batch.record(thread, `LambdaFunction${event}`, name, name === undefined ? undefined : details);
    return;
  }
  batch.record(thread, `Task${event}`, `task${event}EventDetails`, {
    resourceType: integration.resourceType,
    resource: integration.resource,
    ...details,
  });
}

/** The members that an event of a failure has. */
export function errorDetails(error: StateError): JsonObject {
  return {
    ...(error.error === '' ? {} : { error: error.error }),
    ...(error.cause === '' ? {} : { cause: error.cause }),
  };
}

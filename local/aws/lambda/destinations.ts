import type { Json, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { AsyncInvocation } from './async-invocations.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Outcome } from './sandbox.ts';

/** Sends on what became of an event without an answer; rejects when the destination refuses it. */
type SendRecord = (
  invocation: AsyncInvocation,
  definition: FunctionDefinition,
  outcome: Outcome,
  condition: string,
  destinationArn: string | undefined,
) => Promise<void>;

/** Makes what sends records to destinations and events to dead-letter queues, as the function's role. */
export function createDestinations(world: ServiceWorld): SendRecord {
  const send = async (
    destinationArn: string,
    definition: FunctionDefinition,
    payload: Json,
  ): Promise<void> => {
    const principal: Principal = { kind: 'role', arn: definition.roleArn };
    const text = JSON.stringify(payload);
    const service = destinationArn.split(':')[2];
    if (service === 'sqs') {
      const name = destinationArn.slice(destinationArn.lastIndexOf(':') + 1);
      const queueUrl = `http://sqs/${world.account}/${name}`;
      await world.call('sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: text }, principal);
    } else if (service === 'lambda') {
      const input = { FunctionName: destinationArn, InvocationType: 'Event', Payload: text };
      await world.call('lambda', 'Invoke', input, principal);
    } else {
      throw new Error(
        `Function ${definition.path} sends its events on to ${destinationArn}, which is not served here.`,
      );
    }
  };

  return async (invocation, definition, outcome, condition, destinationArn) => {
    const event = JSON.parse(invocation.payload) as Json;
    const failed = outcome.functionError !== undefined;
    if (destinationArn !== undefined) {
      await send(destinationArn, definition, {
        version: '1.0',
        timestamp: new Date(world.clock.now()).toISOString(),
        requestContext: {
          requestId: invocation.requestId,
          functionArn: `${definition.arn}:$LATEST`,
          condition,
          approximateInvokeCount: invocation.attempts + 1,
        },
        requestPayload: event,
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(outcome.functionError !== undefined && { functionError: outcome.functionError }),
        },
        responsePayload: JSON.parse(outcome.payload) as Json,
      });
    }
    if (failed && definition.deadLetterArn !== undefined) {
      await send(definition.deadLetterArn, definition, event);
    }
  };
}

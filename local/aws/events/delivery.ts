import { createHash } from 'node:crypto';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { DeliveryRow, DeliveryStore } from './delivery-store.ts';
import { serviceOf } from './rule-definition.ts';
import type { RuleTarget } from './rule-definition.ts';

/** What AWS does when the template does not say: retries for a day, at most 185 times. */
const defaultRetryAttempts = 185;
const defaultEventAgeSeconds = 86_400;
const longestPauseMilliseconds = 480_000;
const deliveriesAtOnce = 32;

// What no retry can mend: the target is not there, or may not be reached, or does not understand.
const permanent =
  /AccessDenied|NotFound|DoesNotExist|NoSuch|Validation|Invalid|Malformed|MissingRequired|UnknownOperation|NotImplemented/;

/** The target of a rule or schedule, as the template has it now. */
export type FindTarget = (sourceArn: string, targetId: string) => RuleTarget | undefined;

/** What a bus target is delivered by: the event goes on to another bus of this account. */
export type PutOnBus = (busArn: string, event: JsonObject) => void;

function queueUrl(world: ServiceWorld, queueArn: string): string {
  const [, , , region = world.region, account = world.account, name = ''] = queueArn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** The name of the execution that an event starts: the same event starts the same one, however often it is delivered. */
function executionName({
  event_id: eventId,
  source_arn: sourceArn,
  target_id: targetId,
}: DeliveryRow): string {
  const digest = createHash('sha256').update(`${sourceArn} ${targetId}`).digest('hex').slice(0, 16);
  return `${eventId}_${digest}`;
}

function pauseMilliseconds(attempts: number): number {
  return Math.min(1000 * 2 ** attempts, longestPauseMilliseconds);
}

/** Delivers what was accepted, at least once, and sends to a dead-letter queue what cannot be delivered. */
export function createDeliverer(
  world: ServiceWorld,
  deliveries: DeliveryStore,
  findTarget: FindTarget,
  putOnBus: PutOnBus,
) {
  const { store, clock } = world;
  const underWay = new Set<number>();
  let scheduled = false;
  let started = false;

  const principalFor = (target: RuleTarget, sourceArn: string): Principal =>
    target.roleArn === undefined
      ? { kind: 'service', service: 'events.amazonaws.com', sourceArn }
      : { kind: 'role', arn: target.roleArn };

  const callTarget = async (target: RuleTarget, row: DeliveryRow): Promise<void> => {
    const principal = principalFor(target, row.source_arn);
    switch (serviceOf(target.arn)) {
      case 'sqs': {
        const message = {
          QueueUrl: queueUrl(world, target.arn),
          MessageBody: row.payload,
          ...(target.messageGroupId !== undefined && {
            MessageGroupId: target.messageGroupId,
            MessageDeduplicationId: `${row.event_id}-${row.id}`,
          }),
        };
        await world.call('sqs', 'SendMessage', message, principal);
        return;
      }
      case 'lambda': {
        const invocation = { FunctionName: target.arn, InvocationType: 'Event', Payload: row.payload };
        await world.call('lambda', 'Invoke', invocation, principal);
        return;
      }
      case 'states': {
        const start = { stateMachineArn: target.arn, name: executionName(row), input: row.payload };
        await world.call('states', 'StartExecution', start, principal);
        return;
      }
      case 'events': {
        world.authorizer.authorize(principal, 'events:PutEvents', target.arn);
        await store.write(() => putOnBus(target.arn, JSON.parse(row.payload) as JsonObject));
        return;
      }
      default:
        throw new AwsError('InvalidArgument', `EventBridge on this machine cannot deliver to ${target.arn}.`);
    }
  };

  const sendToDeadLetterQueue = async (
    target: RuleTarget,
    row: DeliveryRow,
    error: { code: string; message: string; condition: string },
  ): Promise<boolean> => {
    if (target.deadLetterArn === undefined) {
      return false;
    }
    const text = (StringValue: string): JsonObject => ({ DataType: 'String', StringValue });
    const MessageAttributes: JsonObject = {
      RULE_ARN: text(row.source_arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(error.code),
      ERROR_MESSAGE: text(error.message),
      EXHAUSTED_RETRY_CONDITION: text(error.condition),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(row.attempts) },
    };
    const service =
      serviceOf(row.source_arn) === 'scheduler' ? 'scheduler.amazonaws.com' : 'events.amazonaws.com';
    const principal: Principal =
      service === 'scheduler.amazonaws.com'
        ? principalFor(target, row.source_arn)
        : { kind: 'service', service, sourceArn: row.source_arn };
    try {
      const message = {
        QueueUrl: queueUrl(world, target.deadLetterArn),
        MessageBody: row.payload,
        MessageAttributes,
      };
      await world.call('sqs', 'SendMessage', message, principal);
      return true;
    } catch {
      // The failure is kept below either way, with the error of the delivery itself.
      return false;
    }
  };

  const giveUp = async (
    target: RuleTarget | undefined,
    row: DeliveryRow,
    error: unknown,
    condition: string,
  ): Promise<void> => {
    const code = error instanceof Error ? error.name : 'UnknownError';
    const message = error instanceof Error ? error.message : String(error);
    const kept =
      target !== undefined && (await sendToDeadLetterQueue(target, row, { code, message, condition }));
    await store.write(() => {
      deliveries.remove(row.id);
      deliveries.addFailure({
        sourceArn: row.source_arn,
        targetArn: target?.arn ?? row.target_id,
        errorCode: code,
        errorMessage: message,
        keptInDeadLetterQueue: kept,
        failedAt: clock.now(),
      });
    });
    world.count('events', 'failure');
  };

  const afterError = async (target: RuleTarget, row: DeliveryRow, error: unknown): Promise<void> => {
    if (error instanceof AwsError && permanent.test(error.name)) {
      await giveUp(target, row, error, 'NonRetryableError');
      return;
    }
    const now = clock.now();
    const nextAt = now + pauseMilliseconds(row.attempts);
    if (row.attempts >= (target.maximumRetryAttempts ?? defaultRetryAttempts)) {
      await giveUp(target, row, error, 'MaximumRetryAttempts');
    } else if (nextAt > row.accepted_at + (target.maximumEventAgeSeconds ?? defaultEventAgeSeconds) * 1000) {
      await giveUp(target, row, error, 'MaximumEventAgeInSeconds');
    } else {
      await store.write(() => deliveries.postpone(row.id, row.attempts + 1, nextAt));
    }
  };

  const deliver = async (row: DeliveryRow): Promise<void> => {
    const target = findTarget(row.source_arn, row.target_id);
    if (target === undefined) {
      const gone = new AwsError(
        'ResourceNotFoundException',
        `The template has no target ${row.target_id} of ${row.source_arn} any more.`,
      );
      await giveUp(undefined, row, gone, 'NonRetryableError');
      return;
    }
    try {
      await callTarget(target, row);
    } catch (error) {
      // An execution of this event's own name is this event delivered before a restart.
      if (!(error instanceof AwsError && error.name === 'ExecutionAlreadyExists')) {
        await afterError(target, row, error);
        return;
      }
    }
    await store.write(() => deliveries.remove(row.id));
    world.count('events', 'delivery');
  };

  const pump = (): void => {
    scheduled = false;
    if (!store.database.isOpen) {
      // The runtime has stopped; what is due waits for the next start.
      return;
    }
    const now = clock.now();
    for (const row of deliveries.due(now, deliveriesAtOnce + underWay.size)) {
      if (underWay.size >= deliveriesAtOnce) {
        return;
      }
      if (!underWay.has(row.id)) {
        underWay.add(row.id);
        void deliver(row)
          .then(
            () => {
              underWay.delete(row.id);
              requestPump();
            },
            // Only the store itself can fail here, when it is closed: the row waits for the next start.
            () => undefined,
          )
          .finally(() => world.wake());
      }
    }
  };

  const requestPump = (): void => {
    if (started && !scheduled) {
      scheduled = true;
      setImmediate(pump);
    }
  };

  return {
    /** Begins to deliver, once the targets are known: first what a stop or a kill left. */
    start(): void {
      started = true;
      requestPump();
    },
    /** Looks soon for deliveries that are due; called after any were accepted. */
    requestPump,
    isBusy: (): boolean => underWay.size > 0 || deliveries.isAnyDue(clock.now()),
  };
}

import type { JsonObject } from '../../runtime/service.ts';
import { readPath } from './input-transformer.ts';
import type { TargetInput } from './input-transformer.ts';

/** Where a rule or a schedule delivers. */
export interface RuleTarget extends TargetInput {
  readonly id: string;
  /** An SQS queue, a Lambda function, a state machine or an event bus. */
  readonly arn: string;
  /** The role under which it is delivered; without one the resource policy of the target must allow EventBridge. */
  readonly roleArn?: string;
  /** The group of messages to a FIFO queue. */
  readonly messageGroupId?: string;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  /** The queue that gets what could not be delivered. */
  readonly deadLetterArn?: string;
}

/** A rule of the template: it matches events of its bus by a pattern, or runs on a schedule, or both. */
export interface RuleDefinition {
  readonly arn: string;
  readonly name: string;
  readonly eventBusName: string;
  readonly eventPattern?: JsonObject;
  readonly scheduleExpression?: string;
  readonly enabled: boolean;
  readonly targets: readonly RuleTarget[];
}

/** A schedule of EventBridge Scheduler (AWS::Scheduler::Schedule). Times are milliseconds since the epoch. */
export interface ScheduleDefinition {
  readonly arn: string;
  readonly name: string;
  readonly scheduleExpression: string;
  /** IANA name; UTC by default. */
  readonly timeZone?: string;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly enabled: boolean;
  readonly target: RuleTarget;
}

/** What the template declares of EventBridge; the bus `default` is always there. */
export interface EventsDefinition {
  readonly eventBusNames?: readonly string[];
  readonly rules: readonly RuleDefinition[];
  readonly schedules?: readonly ScheduleDefinition[];
}

const deliverable = new Set(['sqs', 'lambda', 'states', 'events']);

/** The service that an ARN belongs to. */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** Refuses a target that this machine cannot deliver to, or whose paths cannot be read, by its name. */
export function checkTarget(owner: string, target: RuleTarget): void {
  if (!deliverable.has(serviceOf(target.arn))) {
    throw new Error(
      `Target ${target.id} of ${owner} is ${target.arn}; on this machine EventBridge delivers to queues, functions, state machines and event buses only.`,
    );
  }
  for (const path of [
    target.inputPath ?? '$',
    ...Object.values(target.inputTransformer?.inputPathsMap ?? {}),
  ]) {
    readPath(path, {});
  }
}

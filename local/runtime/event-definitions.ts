import * as z from 'zod';
import type {
  EventsDefinition,
  RuleDefinition,
  RuleTarget,
  ScheduleDefinition,
} from '../aws/events/rule-definition.ts';
import { arnOf, parseProperties } from './definitions.ts';
import type { Resource } from './identity.ts';
import type { JsonObject } from './service.ts';

const retryPolicy = z
  .object({
    MaximumRetryAttempts: z.coerce.number().optional(),
    MaximumEventAgeInSeconds: z.coerce.number().optional(),
  })
  .optional();
const deadLetters = z.object({ Arn: z.string().optional() }).optional();
const queueParameters = z.object({ MessageGroupId: z.string().optional() }).optional();

const ruleSchema = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  Targets: z
    .array(
      // Strict: a member that is left out (a batch job's parameters, say) would change what is delivered.
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        RoleArn: z.string().optional(),
        Input: z.string().optional(),
        InputPath: z.string().optional(),
        InputTransformer: z
          .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
          .optional(),
        SqsParameters: queueParameters,
        RetryPolicy: retryPolicy,
        DeadLetterConfig: deadLetters,
      }),
    )
    .default([]),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  StartDate: z.string().optional(),
  EndDate: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    SqsParameters: queueParameters,
    RetryPolicy: retryPolicy,
    DeadLetterConfig: deadLetters,
  }),
});

interface WrittenTarget {
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  readonly Input?: string | undefined;
  readonly SqsParameters?: z.infer<typeof queueParameters>;
  readonly RetryPolicy?: z.infer<typeof retryPolicy>;
  readonly DeadLetterConfig?: z.infer<typeof deadLetters>;
}

function target(id: string, written: WrittenTarget): RuleTarget {
  const { RetryPolicy: retry } = written;
  return {
    id,
    arn: written.Arn,
    ...(written.RoleArn !== undefined && { roleArn: written.RoleArn }),
    ...(written.Input !== undefined && { input: written.Input }),
    ...(written.SqsParameters?.MessageGroupId !== undefined && {
      messageGroupId: written.SqsParameters.MessageGroupId,
    }),
    ...(retry?.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: retry.MaximumRetryAttempts }),
    ...(retry?.MaximumEventAgeInSeconds !== undefined && {
      maximumEventAgeSeconds: retry.MaximumEventAgeInSeconds,
    }),
    ...(written.DeadLetterConfig?.Arn !== undefined && { deadLetterArn: written.DeadLetterConfig.Arn }),
  };
}

function rule(resource: Resource): RuleDefinition {
  const written = parseProperties(resource, ruleSchema);
  return {
    arn: arnOf(resource),
    name: resource.identity.name,
    eventBusName: written.EventBusName.replace(/^.*event-bus\//, ''),
    ...(written.EventPattern !== undefined && { eventPattern: written.EventPattern as JsonObject }),
    ...(written.ScheduleExpression !== undefined && { scheduleExpression: written.ScheduleExpression }),
    enabled: written.State !== 'DISABLED',
    targets: written.Targets.map((one) =>
      Object.assign(
        target(one.Id, one),
        one.InputPath === undefined ? {} : { inputPath: one.InputPath },
        one.InputTransformer === undefined
          ? {}
          : {
              inputTransformer: {
                inputPathsMap: one.InputTransformer.InputPathsMap,
                inputTemplate: one.InputTransformer.InputTemplate,
              },
            },
      ),
    ),
  };
}

function schedule(resource: Resource): ScheduleDefinition {
  const written = parseProperties(resource, scheduleSchema);
  return {
    arn: arnOf(resource),
    name: resource.identity.name,
    scheduleExpression: written.ScheduleExpression,
    ...(written.ScheduleExpressionTimezone !== undefined && { timeZone: written.ScheduleExpressionTimezone }),
    ...(written.StartDate !== undefined && { startAt: Date.parse(written.StartDate) }),
    ...(written.EndDate !== undefined && { endAt: Date.parse(written.EndDate) }),
    enabled: written.State === 'ENABLED',
    target: target(resource.identity.name, written.Target),
  };
}

/** What the application declares of EventBridge and its scheduler. */
export function eventsDefinition(resources: readonly Resource[]): EventsDefinition {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  return {
    eventBusNames: ofType('AWS::Events::EventBus').map((bus) => bus.identity.name),
    rules: ofType('AWS::Events::Rule').map(rule),
    schedules: ofType('AWS::Scheduler::Schedule').map(schedule),
  };
}

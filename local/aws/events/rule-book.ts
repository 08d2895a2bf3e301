import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, Principal, ServiceWorld } from '../../runtime/service.ts';
import { scheduledEvent } from './event.ts';
import type { EventBridgeEvent } from './event.ts';
import { targetPayload } from './input-transformer.ts';
import { compilePattern } from './pattern.ts';
import type { EventMatcher } from './pattern.ts';
import { checkTarget } from './rule-definition.ts';
import type { EventsDefinition, RuleDefinition, RuleTarget, ScheduleDefinition } from './rule-definition.ts';
import type { Scheduled } from './scheduler.ts';

/** A rule, or a schedule seen as a rule with one target. */
export interface DeliveringRule {
  readonly arn: string;
  readonly name: string;
  readonly targets: readonly RuleTarget[];
}

interface CompiledRule {
  readonly definition: RuleDefinition;
  readonly matches: EventMatcher;
}

/** What one target of a rule is to get. */
export interface TargetDelivery {
  readonly rule: DeliveringRule;
  readonly target: RuleTarget;
  readonly payload: string;
}

function asRule({ arn, name, target }: ScheduleDefinition): DeliveringRule {
  return { arn, name, targets: [target] };
}

/** The context words that EventBridge Scheduler puts into the input of a target. */
function withSchedulerWords(input: string, arn: string, event: EventBridgeEvent): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', event.time)
    .replaceAll('<aws.scheduler.execution-id>', event.id)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}

/** The rules and schedules of the template, with their patterns compiled. */
export function createRuleBook(world: ServiceWorld) {
  let busNames = new Set(['default']);
  let compiled: CompiledRule[] = [];
  let schedules: readonly ScheduleDefinition[] = [];
  let targets = new Map<string, RuleTarget>();

  const busArn = (name: string): string =>
    `arn:aws:events:${world.region}:${world.account}:event-bus/${name}`;

  const findRule = (name: string, busName: string): RuleDefinition => {
    const found = compiled.find(
      ({ definition }) => definition.name === name && definition.eventBusName === busName,
    );
    if (found === undefined) {
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`);
    }
    return found.definition;
  };

  const describe = (rule: RuleDefinition): JsonObject => ({
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.eventBusName,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    ...(rule.eventPattern !== undefined && { EventPattern: JSON.stringify(rule.eventPattern) }),
    ...(rule.scheduleExpression !== undefined && { ScheduleExpression: rule.scheduleExpression }),
  });

  const payloads = (rule: DeliveringRule, event: EventBridgeEvent, ingestionTime: string): TargetDelivery[] =>
    rule.targets.map((target) => ({
      rule,
      target,
      payload: targetPayload(target, event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime }),
    }));

  return {
    payloads,

    provision(definition: EventsDefinition): void {
      busNames = new Set(['default', ...(definition.eventBusNames ?? [])]);
      schedules = definition.schedules ?? [];
      targets = new Map();
      for (const rule of [...definition.rules, ...schedules.map(asRule)]) {
        for (const target of rule.targets) {
          checkTarget(rule.arn, target);
          targets.set(`${rule.arn} ${target.id}`, target);
        }
      }
      compiled = definition.rules.map((rule) => ({
        definition: rule,
        matches: rule.eventPattern === undefined ? () => false : compilePattern(rule.eventPattern),
      }));
    },

    findTarget: (sourceArn: string, targetId: string): RuleTarget | undefined =>
      targets.get(`${sourceArn} ${targetId}`),

    /** The bus that a name or an ARN means, and whether it exists. */
    findBus(nameOrArn: string): { name: string; arn: string; exists: boolean } {
      const name = nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
      return { name, arn: busArn(name), exists: busNames.has(name) };
    },

    /** What an event on a bus gives to deliver. */
    match: (busName: string, event: EventBridgeEvent, ingestionTime: string): TargetDelivery[] =>
      compiled
        .filter(
          ({ definition, matches }) =>
            definition.enabled && definition.eventBusName === busName && matches(event),
        )
        .flatMap(({ definition }) => payloads(definition, event, ingestionTime)),

    /** The rules and schedules that run by the clock; `occur` accepts what one of them makes. */
    scheduled(occur: (rule: DeliveringRule, event: EventBridgeEvent) => void): Scheduled[] {
      const ofRules = compiled.flatMap(({ definition }): Scheduled[] =>
        definition.scheduleExpression === undefined || !definition.enabled
          ? []
          : [
              {
                arn: definition.arn,
                expression: definition.scheduleExpression,
                timeZone: 'UTC',
                startAt: undefined,
                endAt: undefined,
                occur: (time) => occur(definition, scheduledEvent(world, definition.arn, 'aws.events', time)),
              },
            ],
      );
      const ofSchedules = schedules
        .filter(({ enabled }) => enabled)
        .map((schedule): Scheduled => ({
          arn: schedule.arn,
          expression: schedule.scheduleExpression,
          timeZone: schedule.timeZone ?? 'UTC',
          startAt: schedule.startAt,
          endAt: schedule.endAt,
          occur: (time) => {
            const event = scheduledEvent(world, schedule.arn, 'aws.scheduler', time);
            const { target } = schedule;
            const input =
              target.input === undefined ? undefined : withSchedulerWords(target.input, schedule.arn, event);
            occur(
              asRule({ ...schedule, target: { ...target, ...(input !== undefined && { input }) } }),
              event,
            );
          },
        }));
      return [...ofRules, ...ofSchedules];
    },

    describe(name: string, busName: string, principal: Principal): JsonObject {
      const rule = findRule(name, busName);
      world.authorizer.authorize(principal, 'events:DescribeRule', rule.arn);
      return describe(rule);
    },

    list(prefix: string, busName: string, principal: Principal): JsonObject {
      world.authorizer.authorize(
        principal,
        'events:ListRules',
        `arn:aws:events:${world.region}:${world.account}:rule/*`,
      );
      const found = compiled.map(({ definition }) => definition);
      return {
        Rules: found
          .filter(({ name, eventBusName }) => eventBusName === busName && name.startsWith(prefix))
          .map((rule) => describe(rule)),
      };
    },

    listTargets(name: string, busName: string, principal: Principal): JsonObject {
      const rule = findRule(name, busName);
      world.authorizer.authorize(principal, 'events:ListTargetsByRule', rule.arn);
      const Targets = rule.targets.map((target): JsonObject => {
        const shown: JsonObject = { Id: target.id, Arn: target.arn };
        if (target.roleArn !== undefined) {
          shown['RoleArn'] = target.roleArn;
        }
        if (target.input !== undefined) {
          shown['Input'] = target.input;
        }
        if (target.inputPath !== undefined) {
          shown['InputPath'] = target.inputPath;
        }
        if (target.deadLetterArn !== undefined) {
          shown['DeadLetterConfig'] = { Arn: target.deadLetterArn };
        }
        return shown;
      });
      return { Targets };
    },

    test(pattern: string, event: string, principal: Principal): JsonObject {
      world.authorizer.authorize(principal, 'events:TestEventPattern', '*');
      try {
        return { Result: compilePattern(JSON.parse(pattern) as JsonObject)(JSON.parse(event) as JsonObject) };
      } catch (error) {
        if (error instanceof SyntaxError) {
          throw new AwsError(
            'InvalidEventPatternException',
            `Event pattern is not valid. Reason: ${error.message}.`,
          );
        }
        throw error;
      }
    },
  };
}

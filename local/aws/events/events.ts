import * as z from 'zod';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, JsonService, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { ObjectCreated } from '../s3/object-created.ts';
import { createDeliverer } from './delivery.ts';
import { openDeliveryStore } from './delivery-store.ts';
import type { FailedDelivery } from './delivery-store.ts';
import { eventTime, objectCreatedEvent } from './event.ts';
import type { EventBridgeEvent } from './event.ts';
import { createRuleBook } from './rule-book.ts';
import type { EventsDefinition } from './rule-definition.ts';
import { createScheduler } from './scheduler.ts';

/** Amazon EventBridge, served: buses, rules and schedules of the template. */
export interface Events extends JsonService {
  /** Takes the rules and schedules of the template; throws for a pattern, expression or target that is not served. */
  provision(definition: EventsDefinition): Promise<void>;
  /**
   * Puts the event of a new S3 object on the default bus. Called inside the transaction that creates the object:
   * the two are durable together.
   */
  deliverObjectCreated(created: ObjectCreated): void;
  /** When a delivery is tried again next. Schedules are left out: they come for ever and are no work that is open. */
  nextWorkDueAt(): number | undefined;
  /** What was given up, oldest first, with the reason: on AWS a metric tells no more than the number. */
  failedDeliveries(): FailedDelivery[];
}

/** The largest entry of PutEvents, in bytes, and the chunk that is billed as one event. */
const largestEntryBytes = 1_048_576;
const billedChunkBytes = 65_536;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
});
type Entry = z.infer<typeof entrySchema>;

const inputs = {
  PutEvents: z.object({ Entries: z.array(entrySchema).min(1).max(10) }),
  DescribeRule: z.object({ Name: z.string(), EventBusName: z.string().default('default') }),
  ListRules: z.object({ NamePrefix: z.string().default(''), EventBusName: z.string().default('default') }),
  ListTargetsByRule: z.object({ Rule: z.string(), EventBusName: z.string().default('default') }),
  TestEventPattern: z.object({ EventPattern: z.string(), Event: z.string() }),
};

function readInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AwsError(
      'ValidationException',
      `Value at ${issue?.path.join('.') ?? 'the request'} failed to satisfy constraint: ${issue?.message ?? 'unreadable'}`,
    );
  }
  return parsed.data;
}

function entryBytes({ Source = '', DetailType = '', Detail = '', Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), Time === undefined ? 0 : 14);
}

/** The object that a Detail must hold; undefined for anything else. */
function readDetail(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Why an entry is refused, or undefined. */
function refusal(entry: Entry): { ErrorCode: string; ErrorMessage: string } | undefined {
  if (entry.Source === undefined || entry.Source === '') {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
    };
  }
  if (entry.Source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSource',
      ErrorMessage: `Not authorized for the source ${entry.Source}.`,
    };
  }
  if (entry.DetailType === undefined || entry.DetailType === '') {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    };
  }
  if (readDetail(entry.Detail ?? '') === undefined) {
    return {
      ErrorCode: 'MalformedDetail',
      ErrorMessage: 'Detail is malformed: expected the JSON text of an object.',
    };
  }
  return undefined;
}

/** Serves Amazon EventBridge for one account and region, durable in `world.store`. */
export function createEvents(world: ServiceWorld): Events {
  const { store, clock } = world;
  const deliveries = openDeliveryStore(store.database);
  const rules = createRuleBook(world);

  /** Keeps a delivery for each target of each rule that matches; inside a change of the store. */
  const accept = (busName: string, event: EventBridgeEvent): void => {
    const now = clock.now();
    for (const { rule, target, payload } of rules.match(busName, event, eventTime(now))) {
      deliveries.add({
        source_arn: rule.arn,
        target_id: target.id,
        event_id: event.id,
        payload,
        accepted_at: now,
        next_at: now,
      });
    }
  };

  const deliverer = createDeliverer(world, deliveries, rules.findTarget, (busArn, event) => {
    accept(busArn.slice(busArn.lastIndexOf('/') + 1), event as EventBridgeEvent);
  });
  const scheduler = createScheduler(world, deliveries, deliverer.requestPump);

  const putEvents = async (input: JsonObject, principal: Principal): Promise<JsonObject> => {
    const { Entries } = readInput(inputs.PutEvents, input);
    const total = Entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
    if (total > largestEntryBytes) {
      throw new AwsError(
        'ValidationException',
        `Total size of the entries in the request is over the limit: found ${total} bytes, expected at most ${largestEntryBytes}.`,
      );
    }
    const accepted: { busName: string; event: EventBridgeEvent }[] = [];
    const results = Entries.map((entry): JsonObject => {
      const bus = rules.findBus(entry.EventBusName);
      world.authorizer.authorize(principal, 'events:PutEvents', bus.arn, {
        'events:source': entry.Source ?? '',
        'events:detail-type': entry.DetailType ?? '',
      });
      world.count('events', 'PutEvents', Math.max(1, Math.ceil(entryBytes(entry) / billedChunkBytes)));
      const refused = refusal(entry);
      if (refused !== undefined) {
        return refused;
      }
      if (!bus.exists) {
        return {
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Event bus ${bus.name} does not exist.`,
        };
      }
      const event: EventBridgeEvent = {
        version: '0',
        id: randomUUID(),
        'detail-type': entry.DetailType ?? '',
        source: entry.Source ?? '',
        account: world.account,
        time: eventTime(entry.Time === undefined ? clock.now() : entry.Time * 1000),
        region: world.region,
        resources: entry.Resources,
        detail: readDetail(entry.Detail ?? '') ?? {},
      };
      accepted.push({ busName: bus.name, event });
      return { EventId: event.id };
    });
    await store.write(() => {
      for (const { busName, event } of accepted) {
        accept(busName, event);
      }
    });
    deliverer.requestPump();
    world.wake();
    return { FailedEntryCount: Entries.length - accepted.length, Entries: results };
  };

  const operations: Readonly<
    Record<string, (input: JsonObject, principal: Principal) => Promise<JsonObject> | JsonObject>
  > = {
    PutEvents: putEvents,
    DescribeRule: (input, principal) => {
      const { Name, EventBusName } = readInput(inputs.DescribeRule, input);
      return rules.describe(Name, EventBusName, principal);
    },
    ListRules: (input, principal) => {
      const { NamePrefix, EventBusName } = readInput(inputs.ListRules, input);
      return rules.list(NamePrefix, EventBusName, principal);
    },
    ListTargetsByRule: (input, principal) => {
      const { Rule, EventBusName } = readInput(inputs.ListTargetsByRule, input);
      return rules.listTargets(Rule, EventBusName, principal);
    },
    TestEventPattern: (input, principal) => {
      const { EventPattern, Event } = readInput(inputs.TestEventPattern, input);
      return rules.test(EventPattern, Event, principal);
    },
  };

  const nextWorkDueAt = (): number | undefined => deliveries.nextAt(clock.now());

  return {
    name: 'events',
    targetPrefixes: ['AWSEvents'],
    call: async (operation, input, principal) => {
      const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handle === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Amazon EventBridge on this machine does not serve ${operation}: rules come from the template.`,
          501,
        );
      }
      return handle(input, principal);
    },

    nextDueAt: () => {
      const times = [nextWorkDueAt(), scheduler.nextDueAt()].filter((time) => time !== undefined);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    nextWorkDueAt,
    runDue: () => {
      scheduler.runDue();
      deliverer.requestPump();
    },
    busy: () => (deliverer.isBusy() || scheduler.isFiring() ? 'an event is being delivered' : undefined),

    provision: async (definition) => {
      rules.provision(definition);
      const scheduled = rules.scheduled((rule, event) => {
        for (const { target, payload } of rules.payloads(rule, event, eventTime(clock.now()))) {
          const now = clock.now();
          deliveries.add({
            source_arn: rule.arn,
            target_id: target.id,
            event_id: event.id,
            payload,
            accepted_at: now,
            next_at: now,
          });
        }
      });
      await store.write(() => scheduler.provision(scheduled));
      deliverer.start();
      world.wake();
    },
    deliverObjectCreated: (created) => {
      accept('default', objectCreatedEvent(world, created));
      deliverer.requestPump();
    },
    failedDeliveries: () => deliveries.failures(),
  };
}

import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEvents } from '../../../local/aws/events/events.ts';
import type { Events } from '../../../local/aws/events/events.ts';
import type {
  RuleDefinition,
  RuleTarget,
  ScheduleDefinition,
} from '../../../local/aws/events/rule-definition.ts';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { AwsError } from '../../../local/runtime/service.ts';
import type { JsonObject } from '../../../local/runtime/service.ts';
import {
  account,
  clientOptions,
  openTestWorld,
  operator,
  region,
  serveForTest,
  startAt,
} from '../aws-test-world.ts';
import type { TestWorld } from '../aws-test-world.ts';

const queueArn = (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
const ruleArn = (name: string): string => `arn:aws:events:${region}:${account}:rule/${name}`;
const functionArn = `arn:aws:lambda:${region}:${account}:function:register-upload`;
const machineArn = `arn:aws:states:${region}:${account}:stateMachine:claim-pipeline`;
const role = `arn:aws:iam::${account}:role/rule`;

function rule(name: string, targets: RuleTarget[], more: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    name,
    arn: ruleArn(name),
    eventBusName: 'default',
    eventPattern: { source: ['claimwright'] },
    enabled: true,
    targets,
    ...more,
  };
}

const toQueue: RuleTarget = { id: 'queue', arn: queueArn('uploads') };
const toFunction: RuleTarget = { id: 'function', arn: functionArn };

let test: TestWorld;
let events: Events;
let failWith: Error | undefined;

beforeEach(() => {
  test = openTestWorld();
  failWith = undefined;
  for (const service of ['sqs', 'lambda', 'states']) {
    test.services.set(service, async () => {
      if (failWith !== undefined) {
        throw failWith;
      }
      return {};
    });
  }
  events = createEvents(test.world);
});

afterEach(() => {
  test.dispose();
});

async function settle(service: Events = events): Promise<void> {
  await setImmediate();
  while (service.busy() !== undefined) {
    await setImmediate();
  }
}

async function put(detail: JsonObject = { claim: 'c1' }, more: JsonObject = {}): Promise<JsonObject> {
  const Entries = [
    { Source: 'claimwright', DetailType: 'Claim Paid', Detail: JSON.stringify(detail), ...more },
  ];
  const answer = await events.call('PutEvents', { Entries }, operator);
  await settle();
  return answer;
}

function payloads(): (string | undefined)[] {
  return test.calls.map(({ input }) => {
    const text = input['MessageBody'] ?? input['Payload'] ?? input['input'];
    return typeof text === 'string' ? text : undefined;
  });
}

describe('an accepted event', () => {
  it('reaches every target of every rule that matches, in the form of an event', async () => {
    await events.provision({
      rules: [
        rule('one', [toQueue, toFunction, { id: 'machine', arn: machineArn, roleArn: role }]),
        rule('other', [toQueue], { eventPattern: { source: ['someone-else'] } }),
        rule('off', [toQueue], { enabled: false }),
      ],
    });
    const answer = await put({ claim: 'c1' }, { Resources: ['arn:x'], Time: startAt / 1000 - 60 });
    expect(answer).toMatchObject({
      FailedEntryCount: 0,
      Entries: [{ EventId: expect.any(String) as string }],
    });
    expect(test.calls.map(({ service, operation, principal }) => [service, operation, principal])).toEqual([
      ['sqs', 'SendMessage', { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn('one') }],
      ['lambda', 'Invoke', { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn('one') }],
      ['states', 'StartExecution', { kind: 'role', arn: role }],
    ]);
    const [entry] = answer['Entries'] as JsonObject[];
    expect(JSON.parse(payloads()[0] ?? '')).toEqual({
      version: '0',
      id: entry?.['EventId'],
      'detail-type': 'Claim Paid',
      source: 'claimwright',
      account,
      time: '2026-01-05T08:59:00Z',
      region,
      resources: ['arn:x'],
      detail: { claim: 'c1' },
    });
    expect(test.calls[1]?.input).toMatchObject({ FunctionName: functionArn, InvocationType: 'Event' });
    expect(test.counted.get('events delivery')).toBe(3);
    expect(test.counted.get('events PutEvents')).toBe(1);
    expect(events.failedDeliveries()).toEqual([]);
  });

  it('survives a kill before it was delivered, and starts an execution by the same name if it comes twice', async () => {
    const definition = { rules: [rule('one', [{ id: 'machine', arn: machineArn, roleArn: role }])] };
    await events.provision(definition);
    failWith = new Error('killed before the answer');
    await put();
    const first = test.calls[0]?.input['name'];
    failWith = undefined;
    const restarted = createEvents(test.world);
    expect(restarted.nextWorkDueAt()).toBe(startAt + 1000);
    test.advance(1000);
    await restarted.provision(definition);
    await settle(restarted);
    expect(test.calls).toHaveLength(2);
    expect(test.calls[1]?.input['name']).toBe(first);
    expect(restarted.nextWorkDueAt()).toBeUndefined();
  });

  it('goes on from one bus to another', async () => {
    await events.provision({
      eventBusNames: ['claims'],
      rules: [
        rule('forward', [
          { id: 'bus', arn: `arn:aws:events:${region}:${account}:event-bus/claims`, roleArn: role },
        ]),
        rule('there', [toQueue], { eventBusName: 'claims' }),
      ],
    });
    await put();
    expect(test.calls.map(({ service }) => service)).toEqual(['sqs']);
    expect(
      test.asked.some(
        ({ action, resourceArn }) => action === 'events:PutEvents' && resourceArn.endsWith('/claims'),
      ),
    ).toBe(true);
  });
});

describe('what a target gets', () => {
  const inputs: { what: string; target: Partial<RuleTarget>; payload: string }[] = [
    { what: 'a constant', target: { input: '{"fixed":true}' }, payload: '{"fixed":true}' },
    { what: 'a part of the event', target: { inputPath: '$.detail.lines[1]' }, payload: '{"code":"b"}' },
    {
      what: 'a template of values',
      target: {
        inputTransformer: {
          inputPathsMap: { claim: '$.detail.claim', lines: '$.detail.lines', none: '$.detail.none' },
          inputTemplate:
            '{"claim": <claim>, "lines": <lines>, "none": <none>, "text": "claim <claim> of <aws.events.rule-name>"}',
        },
      },
      payload:
        '{"claim": "c\\"1", "lines": [{"code":"a"},{"code":"b"}], "none": "", "text": "claim c\\"1 of one"}',
    },
    {
      what: 'a template that is a text',
      target: {
        inputTransformer: {
          inputPathsMap: { claim: '$.detail.claim' },
          inputTemplate: '"Claim <claim> is paid"',
        },
      },
      payload: '"Claim c\\"1 is paid"',
    },
  ];
  it.each(inputs)('is $what', async ({ target, payload }) => {
    await events.provision({ rules: [rule('one', [{ ...toQueue, ...target }])] });
    await put({ claim: 'c"1', lines: [{ code: 'a' }, { code: 'b' }] });
    expect(payloads()).toEqual([payload]);
    expect(() => JSON.parse(payload) as unknown).not.toThrow();
  });
});

describe('a delivery that fails', () => {
  it('is tried again later and later until it succeeds', async () => {
    await events.provision({ rules: [rule('one', [toFunction])] });
    failWith = new AwsError('TooManyRequestsException', 'Rate exceeded', 429);
    await put();
    for (const pause of [1000, 2000, 4000]) {
      expect(events.busy()).toBeUndefined();
      expect(events.nextWorkDueAt()).toBe(test.world.clock.now() + pause);
      test.advance(pause);
      events.runDue(test.world.clock.now());
      await settle();
    }
    failWith = undefined;
    test.advance(8000);
    events.runDue(test.world.clock.now());
    await settle();
    expect(test.calls).toHaveLength(5);
    expect(events.nextWorkDueAt()).toBeUndefined();
    expect(events.failedDeliveries()).toEqual([]);
  });

  it('goes to the dead-letter queue after its last attempt, with the reason', async () => {
    const target = { ...toFunction, maximumRetryAttempts: 1, deadLetterArn: queueArn('dead') };
    await events.provision({ rules: [rule('one', [target])] });
    test.services.set('lambda', async () => {
      throw new AwsError('ServiceException', 'no answer', 500);
    });
    await put();
    test.advance(1000);
    events.runDue(test.world.clock.now());
    await settle();
    const letter = test.calls.at(-1);
    expect(letter).toMatchObject({
      service: 'sqs',
      input: {
        QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/dead`,
        MessageAttributes: {
          RULE_ARN: { StringValue: ruleArn('one') },
          TARGET_ARN: { StringValue: functionArn },
          ERROR_CODE: { StringValue: 'ServiceException' },
          EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
          RETRY_ATTEMPTS: { StringValue: '1' },
        },
      },
    });
    expect(events.failedDeliveries()).toMatchObject([
      { errorCode: 'ServiceException', keptInDeadLetterQueue: true },
    ]);
  });

  it('for want of a permission is given up at once and kept with its reason', async () => {
    await events.provision({ rules: [rule('one', [toQueue])] });
    failWith = new AwsError('AccessDenied', 'events.amazonaws.com may not sqs:SendMessage', 403);
    await put();
    expect(test.calls).toHaveLength(1);
    expect(events.nextWorkDueAt()).toBeUndefined();
    expect(createEvents(test.world).failedDeliveries()).toEqual([
      {
        sourceArn: ruleArn('one'),
        targetArn: toQueue.arn,
        errorCode: 'AccessDenied',
        errorMessage: 'events.amazonaws.com may not sqs:SendMessage',
        keptInDeadLetterQueue: false,
        failedAt: startAt,
      },
    ]);
  });

  it('is given up when the event is too old', async () => {
    await events.provision({ rules: [rule('one', [{ ...toQueue, maximumEventAgeSeconds: 2 }])] });
    failWith = new Error('no answer');
    await put();
    test.advance(1000);
    events.runDue(test.world.clock.now());
    await settle();
    expect(events.failedDeliveries()).toHaveLength(1);
  });
});

describe('a schedule', () => {
  const sweep = rule('sweep', [toFunction], { scheduleExpression: 'rate(5 minutes)' });
  const schedule: ScheduleDefinition = {
    name: 'nightly',
    arn: `arn:aws:scheduler:${region}:${account}:schedule/default/nightly`,
    scheduleExpression: 'cron(0 2 * * ? *)',
    timeZone: 'America/New_York',
    enabled: true,
    target: {
      id: 'target',
      arn: machineArn,
      roleArn: role,
      input: '{"at":"<aws.scheduler.scheduled-time>"}',
    },
  };

  it('sets a date for the clock, but is neither busy nor open work', async () => {
    await events.provision({ rules: [sweep], schedules: [schedule] });
    expect(events.nextDueAt()).toBe(startAt + 300_000);
    expect(events.nextWorkDueAt()).toBeUndefined();
    expect(events.busy()).toBeUndefined();
  });

  it('runs when it is due, once, and again', async () => {
    await events.provision({ rules: [sweep], schedules: [schedule] });
    test.advance(300_000);
    events.runDue(test.world.clock.now());
    events.runDue(test.world.clock.now());
    expect(events.busy()).toBeDefined();
    await settle();
    expect(test.calls).toHaveLength(1);
    expect(JSON.parse(payloads()[0] ?? '')).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      time: '2026-01-05T09:05:00Z',
      resources: [sweep.arn],
      detail: {},
    });
    expect(events.nextDueAt()).toBe(startAt + 600_000);
  });

  it('keeps its next date over a restart, and what passed meanwhile runs once', async () => {
    await events.provision({ rules: [sweep] });
    test.advance(3_700_000);
    const restarted = createEvents(test.world);
    await restarted.provision({ rules: [sweep] });
    expect(restarted.nextDueAt()).toBe(startAt + 300_000);
    restarted.runDue(test.world.clock.now());
    await settle(restarted);
    expect(test.calls).toHaveLength(1);
    expect(restarted.nextDueAt()).toBe(startAt + 3_900_000);
  });

  it('of the Scheduler runs in its time zone, under its role, with the words of its input', async () => {
    await events.provision({ rules: [], schedules: [schedule] });
    const due = Date.UTC(2026, 0, 6, 7, 0, 0);
    expect(events.nextDueAt()).toBe(due);
    test.advance(due - startAt);
    events.runDue(due);
    await settle();
    expect(test.calls).toMatchObject([
      {
        service: 'states',
        principal: { kind: 'role', arn: role },
        input: { input: '{"at":"2026-01-06T07:00:00Z"}' },
      },
    ]);
  });

  it('that the template does not have any more is forgotten', async () => {
    await events.provision({ rules: [sweep] });
    await events.provision({ rules: [] });
    expect(events.nextDueAt()).toBeUndefined();
  });
});

describe('PutEvents', () => {
  it('reports each entry that is wrong and takes the others', async () => {
    await events.provision({ rules: [rule('one', [toQueue])] });
    const good = { Source: 'claimwright', DetailType: 'x', Detail: '{}' };
    const Entries = [
      good,
      { ...good, Source: 'aws.s3' },
      { ...good, Detail: '[1]' },
      { ...good, DetailType: '' },
      { ...good, EventBusName: 'absent' },
    ];
    const answer = await events.call('PutEvents', { Entries }, operator);
    expect(answer).toMatchObject({
      FailedEntryCount: 4,
      Entries: [
        {},
        { ErrorCode: 'NotAuthorizedForSource' },
        { ErrorCode: 'MalformedDetail' },
        { ErrorCode: 'InvalidArgument' },
        { ErrorCode: 'ResourceNotFoundException' },
      ],
    });
    await settle();
    expect(test.calls).toHaveLength(1);
  });

  it('refuses more than 1 MiB or ten entries, and asks for the permission on the bus', async () => {
    const entry = {
      Source: 'claimwright',
      DetailType: 'x',
      Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }),
    };
    await expect(events.call('PutEvents', { Entries: [entry] }, operator)).rejects.toThrow('over the limit');
    const small = { ...entry, Detail: '{}' };
    await expect(
      events.call('PutEvents', { Entries: Array.from({ length: 11 }, () => small) }, operator),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await events.call('PutEvents', { Entries: [small] }, operator);
    expect(test.asked.at(-1)).toMatchObject({
      action: 'events:PutEvents',
      resourceArn: `arn:aws:events:${region}:${account}:event-bus/default`,
      context: { 'events:source': 'claimwright', 'events:detail-type': 'x' },
    });
  });
});

describe('what the template may not ask for', () => {
  const refused: { what: string; definition: RuleDefinition; message: string }[] = [
    {
      what: 'a target of another service',
      definition: rule('logs', [{ id: 'a', arn: `arn:aws:logs:${region}:${account}:log-group:x` }]),
      message: 'log-group:x',
    },
    {
      what: 'a path that cannot be read',
      definition: rule('path', [{ ...toQueue, inputPath: '$..x' }]),
      message: '$..x',
    },
    {
      what: 'a pattern that cannot be read',
      definition: rule('pattern', [toQueue], { eventPattern: { a: [{ like: 'x' }] } }),
      message: 'like',
    },
    {
      what: 'a schedule that cannot be read',
      definition: rule('schedule', [toQueue], { scheduleExpression: 'rate(5 weeks)' }),
      message: 'rate(5 weeks)',
    },
  ];
  it.each(refused)('$what is named', async ({ definition, message }) => {
    await expect(events.provision({ rules: [definition] })).rejects.toThrow(message);
  });
});

describe('a new S3 object', () => {
  it('puts its event on the default bus, from there into a queue, all of it durable together', async () => {
    const sqs = createSqs(test.world);
    await sqs.provision([
      { name: 'uploads', arn: toQueue.arn, url: `http://localhost/${account}/uploads`, attributes: {} },
    ]);
    test.services.set('sqs', (operation, input, principal) => sqs.call(operation, input, principal));
    const s3 = createS3(test.world, path.join(test.folder, 'objects'));
    s3.provision([{ name: 'intake', arn: 'arn:aws:s3:::intake', versioned: true, eventBridgeEnabled: true }]);
    s3.onObjectCreated((created) => {
      events.deliverObjectCreated(created);
    });
    const eventPattern = {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['intake'] }, object: { key: [{ prefix: 'upload/' }] } },
    };
    await events.provision({ rules: [rule('uploads', [toQueue], { eventPattern })] });
    await s3.putObject('intake', 'answer/a', 'no event for this rule');
    const { versionId, etag } = await s3.putObject('intake', 'upload/a b.jsonl', 'hello');
    await settle();
    const { messages } = await sqs.receiveForEventSource(toQueue.arn, 10);
    expect(messages).toHaveLength(1);
    expect(JSON.parse(messages[0]?.body ?? '')).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/) as string,
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account,
      time: '2026-01-05T09:00:00Z',
      region,
      resources: ['arn:aws:s3:::intake'],
      detail: {
        version: '0',
        'event-version': '1.0',
        bucket: { name: 'intake' },
        object: {
          key: 'upload/a b.jsonl',
          size: 5,
          etag,
          'version-id': versionId,
          sequencer: expect.any(String) as string,
        },
        'request-id': expect.any(String) as string,
        requester: account,
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    });
    expect(test.counted.get('events PutEvents')).toBeUndefined();
  });
});

describe('the unmodified SDK client', () => {
  it('puts events and reads rules', async () => {
    await events.provision({ rules: [rule('one', [toQueue])] });
    const endpoint = await serveForTest(events);
    const client = new EventBridgeClient(clientOptions(endpoint));
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [{ Source: 'claimwright', DetailType: 'x', Detail: '{"a":1}', Time: new Date(startAt) }],
      }),
    );
    expect(answer.FailedEntryCount).toBe(0);
    const { Rules } = await client.send(new ListRulesCommand({}));
    expect(Rules).toMatchObject([
      { Name: 'one', State: 'ENABLED', EventPattern: '{"source":["claimwright"]}' },
    ]);
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'one' }));
    expect(Targets).toEqual([{ Id: 'queue', Arn: toQueue.arn }]);
    await expect(client.send(new ListTargetsByRuleCommand({ Rule: 'absent' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await settle();
    expect(test.calls).toHaveLength(1);
    client.destroy();
    await endpoint.close();
  });
});

import { AwsError } from '../../runtime/service.ts';
import { openMoveTasks } from './move-task.ts';
import { shownAttributes } from './queue-definition.ts';
import type { Queue } from './queue-registry.ts';
import type { SqsCore } from './sqs-core.ts';
import { served, sqsInputs } from './sqs-input.ts';
import type { Operations } from './sqs-input.ts';

const purgePauseMilliseconds = 60_000;
const queueName = /^[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/;

/** The operations on queues: create, find, attributes, purge, and the way back from a dead-letter queue. */
export function queueOperations(core: SqsCore): Operations {
  const { world, queues, messages } = core;
  const { store, clock } = world;
  const moveTasks = openMoveTasks(store.database, queues, messages);
  const purgedAt = new Map<string, number>();

  const countAttributes = (queue: Queue): Record<string, string> => {
    const counts = messages.count(queue.arn, queue.settings, clock.now());
    return {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(counts.visible),
      ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
      ApproximateNumberOfMessagesDelayed: String(counts.delayed),
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    };
  };

  const newUrl = (name: string): string => {
    const [sample] = queues.list();
    const base =
      sample?.url.slice(0, sample.url.lastIndexOf('/')) ??
      `https://sqs.${world.region}.amazonaws.com/${world.account}`;
    return `${base}/${name}`;
  };

  return {
    CreateQueue: served(sqsInputs.CreateQueue, async ({ QueueName, Attributes }, principal) => {
      const arn = `arn:aws:sqs:${world.region}:${world.account}:${QueueName}`;
      world.authorizer.authorize(principal, 'sqs:CreateQueue', arn);
      core.bill('CreateQueue');
      if (!queueName.test(QueueName) || QueueName.length > 80) {
        throw new AwsError(
          'InvalidParameterValueException',
          `A queue name has 1 to 80 alphanumeric characters, hyphens and underscores: found ${JSON.stringify(QueueName)}.`,
        );
      }
      const existing = queues.findByName(QueueName);
      if (existing === undefined) {
        const url = newUrl(QueueName);
        await core.putQueues([{ arn, url, name: QueueName, attributes: Attributes }]);
        return { QueueUrl: url };
      }
      const shown = shownAttributes(existing.attributes);
      for (const [name, value] of Object.entries(Attributes)) {
        if (shown[name] !== value) {
          throw new AwsError(
            'QueueNameExists',
            `A queue already exists with the same name and a different value for attribute ${name}: ${shown[name] ?? 'none'}.`,
          );
        }
      }
      return { QueueUrl: existing.url };
    }),

    GetQueueUrl: served(sqsInputs.GetQueueUrl, ({ QueueName }, principal) => {
      core.bill('GetQueueUrl');
      const queue = queues.getByUrl(QueueName);
      core.authorize(principal, 'GetQueueUrl', queue);
      return { QueueUrl: queue.url };
    }),

    ListQueues: served(sqsInputs.ListQueues, ({ QueueNamePrefix, MaxResults, NextToken }, principal) => {
      core.bill('ListQueues');
      world.authorizer.authorize(
        principal,
        'sqs:ListQueues',
        `arn:aws:sqs:${world.region}:${world.account}:*`,
      );
      const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString('utf8');
      const found = queues
        .list()
        .filter(({ name }) => name.startsWith(QueueNamePrefix) && name > after)
        .sort((left, right) => (left.name < right.name ? -1 : 1));
      const page = found.slice(0, MaxResults);
      const last = page.at(-1);
      return {
        ...(page.length > 0 && { QueueUrls: page.map(({ url }) => url) }),
        ...(found.length > page.length &&
          last !== undefined && { NextToken: Buffer.from(last.name, 'utf8').toString('base64url') }),
      };
    }),

    GetQueueAttributes: served(sqsInputs.GetQueueAttributes, ({ QueueUrl, AttributeNames }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.bill('GetQueueAttributes');
      core.authorize(principal, 'GetQueueAttributes', queue);
      const known = Object.entries({ ...shownAttributes(queue.attributes), ...countAttributes(queue) });
      const asked = known.filter(([name]) => AttributeNames.includes('All') || AttributeNames.includes(name));
      return asked.length > 0 ? { Attributes: Object.fromEntries(asked) } : {};
    }),

    SetQueueAttributes: served(sqsInputs.SetQueueAttributes, async ({ QueueUrl, Attributes }, principal) => {
      const { arn, url, name, attributes } = queues.getByUrl(QueueUrl);
      core.bill('SetQueueAttributes');
      core.authorize(principal, 'SetQueueAttributes', queues.get(arn));
      await core.putQueues([{ arn, url, name, attributes: { ...attributes, ...Attributes } }]);
      return {};
    }),

    PurgeQueue: served(sqsInputs.PurgeQueue, async ({ QueueUrl }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.bill('PurgeQueue');
      core.authorize(principal, 'PurgeQueue', queue);
      const now = clock.now();
      if (now < (purgedAt.get(queue.arn) ?? Number.NEGATIVE_INFINITY) + purgePauseMilliseconds) {
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        );
      }
      purgedAt.set(queue.arn, now);
      await store.write(() => messages.deleteAll(queue.arn));
      world.wake();
      return {};
    }),

    ListDeadLetterSourceQueues: served(sqsInputs.ListDeadLetterSourceQueues, ({ QueueUrl }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.bill('ListDeadLetterSourceQueues');
      core.authorize(principal, 'ListDeadLetterSourceQueues', queue);
      return { queueUrls: queues.sourcesOf(queue.arn).map(({ url }) => url) };
    }),

    StartMessageMoveTask: served(
      sqsInputs.StartMessageMoveTask,
      async ({ SourceArn, DestinationArn }, principal) => {
        const source = queues.get(SourceArn);
        core.bill('StartMessageMoveTask');
        core.authorize(principal, 'StartMessageMoveTask', source);
        core.authorizeReceive(principal, source);
        core.authorize(principal, 'DeleteMessage', source);
        for (const destination of moveTasks.destinations(source, DestinationArn)) {
          core.authorizeSend(principal, destination);
        }
        const destination = DestinationArn === undefined ? undefined : queues.get(DestinationArn);
        const { handle, reached } = await store.write(() => moveTasks.run(source, destination, clock.now()));
        for (const arn of reached) {
          core.announce(arn);
        }
        return { TaskHandle: handle };
      },
    ),

    ListMessageMoveTasks: served(sqsInputs.ListMessageMoveTasks, ({ SourceArn, MaxResults }, principal) => {
      const source = queues.get(SourceArn);
      core.bill('ListMessageMoveTasks');
      core.authorize(principal, 'ListMessageMoveTasks', source);
      return { Results: moveTasks.list(SourceArn, MaxResults) };
    }),
  };
}

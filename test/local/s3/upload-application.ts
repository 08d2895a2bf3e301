import type { Events } from '../../../local/aws/events/events.ts';
import type { RuleDefinition } from '../../../local/aws/events/rule-definition.ts';
import type { BucketDefinition } from '../../../local/aws/s3/bucket-definition.ts';
import type { S3 } from '../../../local/aws/s3/s3.ts';
import type { QueueDefinition } from '../../../local/aws/sqs/queue-definition.ts';
import type { Sqs } from '../../../local/aws/sqs/sqs.ts';
import { account, region } from '../aws-test-world.ts';
import type { TestWorld } from '../aws-test-world.ts';

/** A bucket whose new objects become messages of a queue, by way of EventBridge. */
export const bucket: BucketDefinition = {
  name: 'intake',
  arn: 'arn:aws:s3:::intake',
  versioned: true,
  eventBridgeEnabled: true,
};

export const uploads: QueueDefinition = {
  name: 'uploads',
  arn: `arn:aws:sqs:${region}:${account}:uploads`,
  url: `http://localhost/${account}/uploads`,
  attributes: { VisibilityTimeout: '30' },
};

export const rules: readonly RuleDefinition[] = [
  {
    name: 'uploads',
    arn: `arn:aws:events:${region}:${account}:rule/uploads`,
    eventBusName: 'default',
    eventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'] },
    enabled: true,
    targets: [
      {
        id: 'queue',
        arn: uploads.arn,
        inputTransformer: { inputPathsMap: { key: '$.detail.object.key' }, inputTemplate: '"<key>"' },
      },
    ],
  },
];

/** Connects the services of a world as the runtime does. */
export function connect(test: TestWorld, sqs: Sqs, s3: S3, events: Events): void {
  test.services.set('sqs', (operation, input, principal) => sqs.call(operation, input, principal));
  s3.onObjectCreated((created) => {
    events.deliverObjectCreated(created);
  });
}

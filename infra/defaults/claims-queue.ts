import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from '../constructs/alarms/alarms.ts';
import type { RunbookHeading } from '../constructs/alarms/runbook-headings.ts';
import type { ClaimsKey } from './claims-key.ts';
import { allow } from './claims-role.ts';

/** Deliveries of one message before it is a defect. A passing fault is over by then; a bad message never passes. */
const deliveriesBeforeDeadLetter = 5;
/** The longest that SQS keeps a message: an operator has two weeks to look at it. */
const deadLetterRetention = Duration.days(14);
/** How long SQS uses one data key; each request to the key service costs money. */
const dataKeyReuse = Duration.hours(1);

interface DeadLetterQueueProps {
  readonly key: ClaimsKey;
  readonly alarms: Alarms;
  readonly runbook: RunbookHeading;
}

/** A queue on which only what went wrong arrives. One message on it raises its alarm. */
export class DeadLetterQueue extends Queue {
  private readonly customerKey: ClaimsKey;

  constructor(scope: Construct, id: string, { key, alarms, runbook }: DeadLetterQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse,
      enforceSSL: true,
      retentionPeriod: deadLetterRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.customerKey = key;
    alarms.watchDeadLetters(this, runbook);
  }

  allowSend(grantee: IGrantable): void {
    allow(grantee, ['sqs:SendMessage'], [this.queueArn]);
    this.customerKey.allowEncryptAndDecrypt(grantee);
  }

  letRuleSend(rule: Rule): void {
    letRuleSend(this, rule);
  }
}

interface ClaimsQueueProps extends DeadLetterQueueProps {
  /** The timeout of the function that it feeds; a message stays hidden six times as long, as Lambda asks. */
  readonly consumerTimeout: Duration;
}

/** A queue with its dead-letter queue; what was delivered five times in vain goes there. */
export class ClaimsQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;
  private readonly customerKey: ClaimsKey;

  constructor(scope: Construct, id: string, props: ClaimsQueueProps) {
    super(scope, id);
    this.customerKey = props.key;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      dataKeyReuse,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: deliveriesBeforeDeadLetter },
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  allowSend(grantee: IGrantable): void {
    allow(grantee, ['sqs:SendMessage'], [this.queue.queueArn]);
    this.customerKey.allowEncryptAndDecrypt(grantee);
  }

  /** Lets an event rule put its events here; what it cannot deliver goes to the dead-letter queue. */
  receiveFrom(rule: Rule): void {
    letRuleSend(this.queue, rule);
    this.deadLetters.letRuleSend(rule);
    // The library's own target would write the rule into the key's policy, and the key lies in another stack.
    rule.addTarget({
      bind: () => ({ arn: this.queue.queueArn, deadLetterConfig: { arn: this.deadLetters.queueArn } }),
    });
  }
}

function letRuleSend(queue: Queue, rule: Rule): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }),
  );
}

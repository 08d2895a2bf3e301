import { Duration } from 'aws-cdk-lib';
import { Errors, JitterType, type RetryProps, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { lambdaServiceFaults, passingFaults } from '#contracts/errors.ts';

/**
 * Another writer was first: the step reads again and decides again. Waits of at most 1, 2, 4, 5, 5, 5 seconds, each cut
 * short at random so that two writers part: 22 seconds at the longest. Six losses in a row are no accident.
 */
const afterConflict: RetryProps = {
  errors: [passingFaults.commitConflict],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxDelay: Duration.seconds(5),
  maxAttempts: 6,
  jitterStrategy: JitterType.FULL,
};

/**
 * A service throttles or is away. Waits of at most 2, 4, 8, 16, 32 and then 60 seconds five times, each cut short at
 * random: six minutes at the longest. What lasts longer is an outage: the defect queue holds what it stopped.
 */
const afterPassingFault: RetryProps = {
  errors: [passingFaults.temporaryFault, ...lambdaServiceFaults],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  maxAttempts: 10,
  jitterStrategy: JitterType.FULL,
};

/** The function was cut off: at its time limit, or by a lack of memory. Every step may run twice; a third time helps nobody. */
const afterCutOff: RetryProps = {
  errors: ['Sandbox.Timedout', 'Lambda.Unknown', Errors.TIMEOUT],
  interval: Duration.seconds(5),
  backoffRate: 2,
  maxAttempts: 2,
  jitterStrategy: JitterType.FULL,
};

/**
 * A service refused or broke off under its general name, which on AWS stands for a moment's trouble and for a denied
 * permission alike. Waits of at most 2, 4, 8, 16 and 30 seconds, each cut short at random: a minute at the longest, so
 * that what never passes is reported soon.
 */
const afterUnnamedFault: RetryProps = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(30),
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};

interface ServiceFaults {
  /** Another writer's transaction held the item. */
  readonly conflict: readonly string[];
  readonly passing: readonly string[];
  readonly unnamed: readonly string[];
}

/**
 * The names that services give their faults when a state machine calls them itself, by integration. The optimised
 * integration of DynamoDB only reads here, and a read never meets a transaction.
 */
const serviceFaults = {
  dynamodb: {
    conflict: [],
    passing: [
      'DynamoDB.InternalServerError',
      'DynamoDB.InternalServerErrorException',
      'DynamoDB.ProvisionedThroughputExceededException',
      'DynamoDB.RequestLimitExceeded',
      'DynamoDB.RequestLimitExceededException',
      'DynamoDB.ThrottlingException',
      'DynamoDB.SdkClientException',
    ],
    unnamed: ['DynamoDB.AmazonDynamoDBException'],
  },
  'aws-sdk:dynamodb': {
    // The token of a wait is filed on the item on which a transaction puts its answer.
    conflict: ['DynamoDb.TransactionConflictException'],
    passing: [
      'DynamoDb.InternalServerErrorException',
      'DynamoDb.ProvisionedThroughputExceededException',
      'DynamoDb.RequestLimitExceededException',
      'DynamoDb.ThrottlingException',
      'DynamoDb.SdkClientException',
    ],
    unnamed: ['DynamoDb.DynamoDbException'],
  },
  sqs: { conflict: [], passing: ['SQS.SdkClientException'], unnamed: ['SQS.AmazonSQSException'] },
} as const satisfies Readonly<Record<string, ServiceFaults>>;

/** The retries of a step that a function does. */
export function retryStep<Task extends TaskStateBase>(task: Task): Task {
  for (const retry of [afterConflict, afterPassingFault, afterCutOff]) {
    task.addRetry(retry);
  }
  return task;
}

/** The retries of a call that the state machine makes itself. Not of its time limit: for a wait that is the way out. */
export function retryCall<Task extends TaskStateBase>(
  task: Task,
  integration: keyof typeof serviceFaults,
): Task {
  const { conflict, passing, unnamed } = serviceFaults[integration];
  const retries: readonly (readonly [RetryProps, readonly string[]])[] = [
    [afterConflict, conflict],
    [afterPassingFault, passing],
    [afterUnnamedFault, unnamed],
  ];
  for (const [retry, errors] of retries) {
    if (errors.length > 0) {
      task.addRetry({ ...retry, errors: [...errors] });
    }
  }
  return task;
}

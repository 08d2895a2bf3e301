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

/** The names that services give their passing faults when a state machine calls them itself, by integration. */
const serviceFaults = {
  dynamodb: [
    'DynamoDB.InternalServerError',
    'DynamoDB.InternalServerErrorException',
    'DynamoDB.ProvisionedThroughputExceededException',
    'DynamoDB.RequestLimitExceeded',
    'DynamoDB.RequestLimitExceededException',
    'DynamoDB.ThrottlingException',
    'DynamoDB.SdkClientException',
  ],
  'aws-sdk:dynamodb': [
    'DynamoDb.InternalServerErrorException',
    'DynamoDb.ProvisionedThroughputExceededException',
    'DynamoDb.RequestLimitExceededException',
    'DynamoDb.ThrottlingException',
    'DynamoDb.DynamoDbException',
    'DynamoDb.SdkClientException',
  ],
  sqs: ['SQS.AmazonSQSException', 'SQS.SdkClientException'],
} as const;

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
  task.addRetry({ ...afterPassingFault, errors: [...serviceFaults[integration]] });
  return task;
}

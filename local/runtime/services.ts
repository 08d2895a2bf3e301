import path from 'node:path';
import { createDynamoDb } from '../aws/dynamodb/dynamodb.ts';
import type { IamAuthorizer } from '../aws/iam/authorizer.ts';
import { createLambda, type Lambda, type LambdaOptions } from '../aws/lambda/lambda.ts';
import { createSqs } from '../aws/sqs/sqs.ts';
import { queueDefinition, tableDefinition } from './definitions.ts';
import type { Resource } from './identity.ts';
import type { Participant } from './scheduler.ts';
import type { JsonService, RestService, ServiceWorld } from './service.ts';

/** Every AWS API of the machine, provisioned with an application. */
export interface Services {
  readonly all: readonly (JsonService | RestService)[];
  readonly lambda: Lambda;
  /** What waits for the clock. */
  readonly participants: readonly Participant[];
  find(name: string): JsonService | RestService | undefined;
  /** Begins to deliver messages and records; everything is provisioned by then. */
  start(): void;
}

function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Makes the services and gives each the resources of the application that it serves. */
export async function createServices(
  world: ServiceWorld,
  resources: readonly Resource[],
  authorizer: IamAuthorizer,
  lambdaOptions: Omit<LambdaOptions, 'authorizer' | 'sqs' | 'streams'>,
): Promise<Services> {
  const sqs = createSqs(world);
  const dynamodb = createDynamoDb(world);
  const lambda = createLambda(world, {
    ...lambdaOptions,
    authorizer,
    sqs,
    streams: {
      listen: (listener) => {
        dynamodb.onStreamRecord(listener);
      },
      read: dynamodb.readStream,
      latestSequenceNumber: dynamodb.latestSequenceNumber,
    },
  });
  await sqs.provision(ofType(resources, 'AWS::SQS::Queue').map(queueDefinition));
  dynamodb.provision(ofType(resources, 'AWS::DynamoDB::Table').map(tableDefinition));
  await lambda.provision(resources);

  const all: readonly (JsonService | RestService)[] = [sqs, dynamodb, lambda];
  return {
    all,
    lambda,
    participants: all,
    find: (name) => all.find((service) => service.name === name),
    start: () => lambda.start(),
  };
}

void path;

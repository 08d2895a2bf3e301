import path from 'node:path';
import { createAthena, type Athena } from '../aws/athena/athena.ts';
import { createDynamoDb } from '../aws/dynamodb/dynamodb.ts';
import { createEvents } from '../aws/events/events.ts';
import type { IamAuthorizer } from '../aws/iam/authorizer.ts';
import type { RuleTarget } from '../aws/events/rule-definition.ts';
import { createGlue } from '../aws/glue/glue.ts';
import { createKms } from '../aws/kms/kms.ts';
import { createLambda, type Lambda, type LambdaOptions } from '../aws/lambda/lambda.ts';
import { createS3, type S3 } from '../aws/s3/s3.ts';
import { createSes } from '../aws/ses/ses.ts';
import { createStepFunctions } from '../aws/step-functions/service.ts';
import { createSqs } from '../aws/sqs/sqs.ts';
import { createSts } from '../aws/sts/sts.ts';
import type { Credentials } from './credentials.ts';
import {
  bucketDefinition,
  bucketsWithEventBridge,
  keyDefinitions,
  queueDefinition,
  stateMachineDefinition,
  tableDefinition,
} from './definitions.ts';
import { deployBuckets } from './bucket-deployments.ts';
import { createEdge, type Edge, type EdgeOptions } from './edge.ts';
import { eventsDefinition } from './event-definitions.ts';
import type { Resource } from './identity.ts';
import type { Participant } from './scheduler.ts';
import { withoutDeploymentHelpers } from './resources.ts';
import { createS3Inside } from './s3-inside.ts';
import type { JsonObject, JsonService, Principal, RestService, ServiceWorld } from './service.ts';
import { mailDefinition } from './mail-definitions.ts';
import { athenaDefinition, catalogueDefinition } from './warehouse-definitions.ts';

/** Every AWS API of the machine, provisioned with an application. */
export interface Services {
  readonly all: readonly (JsonService | RestService)[];
  readonly lambda: Lambda;
  readonly s3: S3;
  readonly edge: Edge;
  readonly athena: Athena;
  /** What waits for the clock. */
  readonly participants: readonly Participant[];
  find(name: string): JsonService | RestService | undefined;
  /** How a service is called inside the process. */
  findCall(
    name: string,
  ): ((operation: string, input: JsonObject, principal: Principal) => Promise<JsonObject>) | undefined;
  /** Begins to deliver messages and records; everything is provisioned by then. */
  start(): void;
}

function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Refuses a rule or schedule whose role the service could not take. */
function requireTargetRoles(
  authorizer: IamAuthorizer,
  owner: string,
  targets: readonly RuleTarget[],
  service: string,
): void {
  for (const target of targets) {
    if (target.roleArn !== undefined) {
      authorizer.requireRole(target.roleArn, `Target ${target.id} of ${owner}`, service);
    }
  }
}

/** Makes the services and gives each the resources of the application that it serves. */
export async function createServices(
  world: ServiceWorld,
  resources: readonly Resource[],
  authorizer: IamAuthorizer,
  lambdaOptions: Omit<LambdaOptions, 'authorizer' | 'sqs' | 'streams'>,
  edgeOptions: Omit<EdgeOptions, 'dataFolder' | 'report'> & { readonly cdkOut: string },
  forSession: Credentials['forSession'],
): Promise<Services> {
  const sqs = createSqs(world);
  const dynamodb = createDynamoDb(world);
  const s3 = createS3(world, path.join(lambdaOptions.dataFolder, 'objects'));
  const states = createStepFunctions(world);
  const events = createEvents(world);
  const kms = createKms(world);
  const glue = createGlue(world);
  const athena = createAthena(world, {
    glue,
    s3,
    folder: path.join(lambdaOptions.dataFolder, 'warehouse-files'),
  });
  const ses = createSes(world, path.join(lambdaOptions.dataFolder, 'mails'));
  const lambda = createLambda(world, {
    ...lambdaOptions,
    authorizer,
    sqs,
    streams: {
      listen: (listener) => {
        dynamodb.onStreamRecord(listener);
      },
      read: (streamArn, after, limit) => dynamodb.readStream(streamArn, after, limit),
      latestSequenceNumber: (streamArn) => dynamodb.latestSequenceNumber(streamArn),
    },
  });
  await kms.provision(keyDefinitions(resources));
  await sqs.provision(ofType(resources, 'AWS::SQS::Queue').map(queueDefinition));
  dynamodb.provision(ofType(resources, 'AWS::DynamoDB::Table').map(tableDefinition));
  const eventBridge = bucketsWithEventBridge(resources);
  s3.provision(ofType(resources, 'AWS::S3::Bucket').map((bucket) => bucketDefinition(bucket, eventBridge)));
  await lambda.provision(withoutDeploymentHelpers(resources));
  const declared = eventsDefinition(resources);
  for (const { name, targets } of declared.rules) {
    requireTargetRoles(authorizer, name, targets, 'events.amazonaws.com');
  }
  for (const { name, target } of declared.schedules ?? []) {
    requireTargetRoles(authorizer, name, [target], 'scheduler.amazonaws.com');
  }
  await events.provision(declared);
  s3.onObjectCreated((created) => events.deliverObjectCreated(created));
  const machines = ofType(resources, 'AWS::StepFunctions::StateMachine');
  for (const machine of machines) {
    authorizer.requireRole(stateMachineDefinition(machine).roleArn, machine.path, 'states.amazonaws.com');
  }
  states.provision(machines.map(stateMachineDefinition));
  glue.provision(catalogueDefinition(resources));
  await athena.provision(athenaDefinition(resources));
  ses.provision(mailDefinition(resources));
  const edge = await createEdge(world, resources, s3, { ...lambdaOptions, ...edgeOptions });
  await deployBuckets(resources, edgeOptions.cdkOut, s3, world.store);

  const all: readonly (JsonService | RestService)[] = [
    sqs,
    dynamodb,
    s3,
    states,
    events,
    kms,
    lambda,
    glue,
    athena,
    ses,
    createSts(world, forSession),
    edge.cognito,
  ];
  const s3Inside = createS3Inside(s3);
  return {
    all,
    lambda,
    s3,
    edge,
    athena,
    participants: all,
    find: (name) => all.find((service) => service.name === name),
    findCall: (name) => {
      if (name === 's3') {
        return s3Inside;
      }
      const found = all.find((service) => service.name === name);
      return found !== undefined && 'call' in found
        ? (operation, input, principal) => found.call(operation, input, principal)
        : undefined;
    },
    start: () => lambda.start(),
  };
}

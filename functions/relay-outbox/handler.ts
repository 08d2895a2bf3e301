import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { outboxRowOf } from '#adapters/dynamodb/dynamodb-outbox.ts';
import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { relayOutboxStep } from './relay-outbox-step.ts';

const world = { ...tablesWorld(), ...executionsWorld('claim-pipeline', 'patient-account') };

export const handler = claimsHandler('relay-outbox', (event: DynamoDBStreamEvent) =>
  relayOutboxStep(
    event.Records.map((record) => {
      // The stream's attribute values are the table's; only their declarations differ.
      const image = record.dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
      return image === undefined ? undefined : outboxRowOf(image);
    }),
    world,
  ),
);

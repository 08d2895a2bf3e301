import { GetItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { claimKey, claimListKey, claimPartition, shards } from './keys.ts';
import { documentOf, marshalKey, queryAll } from './items.ts';
import { positionAfter, positionText, readPosition } from './list-position.ts';

const defaultPageSize = 200;

/** Claims in the claims table: item `claim` and items `event#...` of the claim's partition. */
export function dynamoDbClaimStore(client: DynamoDBClient, table: string): ClaimStore {
  return {
    async load(practiceId, claimId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(claimKey(practiceId, claimId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : Claim.parse(documentOf(Item));
    },

    async history(practiceId, claimId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: {
          ':pk': { S: claimPartition(practiceId, claimId) },
          ':event': { S: 'event#' },
        },
        ConsistentRead: true,
      });
      return items.map((item) => ClaimEvent.parse(documentOf(item)));
    },

    async list(practiceId, { state, limit = defaultPageSize, next }) {
      const claims: Claim[] = [];
      let position = readPosition(next);
      while (position.shard < shards.length) {
        const { shard, startKey } = position;
        const page = await withFaultsNamed('DynamoDB', () =>
          client.send(
            new QueryCommand({
              TableName: table,
              IndexName: 'work-index',
              KeyConditionExpression:
                state === undefined ? 'listKey = :list' : 'listKey = :list AND begins_with(listSort, :state)',
              ExpressionAttributeValues: {
                ':list': { S: claimListKey(practiceId, shard) },
                ...(state === undefined ? {} : { ':state': { S: `${state}#` } }),
              },
              Limit: limit - claims.length,
              ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
            }),
          ),
        );
        for (const item of page.Items ?? []) {
          claims.push(Claim.parse(documentOf(item)));
        }
        position = positionAfter(shard, page.LastEvaluatedKey);
        if (claims.length >= limit) {
          break;
        }
      }
      return position.shard < shards.length ? { claims, next: positionText(position) } : { claims };
    },
  };
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ClaimId } from '#contracts/identifiers.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { documentRecords } from './document-records.ts';
import { numberOf, queryAll, textOf, type Item } from './items.ts';
import {
  payerClaimPartition,
  paymentClaimKey,
  remittanceClaimKey,
  remittanceKey,
  remittanceListPartition,
  type Key,
} from './keys.ts';

/** The last position that the keys of done claims hold in their order. */
const mostClaims = 999_999;

/** Remittance run records in the practice table, the claims done beside them. */
export function dynamoDbRemittanceRegister(client: DynamoDBClient, table: string): RemittanceRegister {
  const records = documentRecords(client, table);
  const load: RemittanceRegister['load'] = async (practiceId, remittanceId) => {
    const document = await records.get(remittanceKey(practiceId, remittanceId));
    return document === undefined ? undefined : RemittanceRun.parse(document);
  };
  return {
    async register(run) {
      const listed: Key = { pk: remittanceListPartition(run.practiceId), sk: run.remittanceId };
      await records.put(listed, { remittanceId: run.remittanceId });
      return await records.putNew(remittanceKey(run.practiceId, run.remittanceId), run);
    },
    async claimPayment(practiceId, paymentKey, remittanceId) {
      const key = paymentClaimKey(practiceId, paymentKey);
      if (await records.putNew(key, remittanceId)) {
        return remittanceId;
      }
      return RemittanceRun.shape.remittanceId.parse(await records.get(key));
    },
    load,
    async doneClaims(practiceId, remittanceId, among) {
      const { from, to } = among ?? { from: 0, to: mostClaims };
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: remittanceKey(practiceId, remittanceId).pk },
          ':from': { S: remittanceClaimKey(practiceId, remittanceId, from).sk },
          ':to': { S: remittanceClaimKey(practiceId, remittanceId, to).sk },
        },
        ConsistentRead: true,
      });
      return new Map(items.map(doneClaimOf));
    },
    async claimsOfPayerNumber(practiceId, payerClaimControlNumber) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: payerClaimPartition(practiceId, payerClaimControlNumber) } },
        ConsistentRead: true,
      });
      return items.map((item) => ClaimId.parse(textOf(item, 'sk')));
    },
    async list(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: remittanceListPartition(practiceId) } },
      });
      const runs = await Promise.all(
        items.map((item) => load(practiceId, RemittanceRun.shape.remittanceId.parse(textOf(item, 'sk')))),
      );
      return runs.filter((run) => run !== undefined);
    },
  };
}

function doneClaimOf(item: Item): [number, 'posted' | 'suspended'] {
  return [numberOf(item, 'claimIndex') ?? 0, textOf(item, 'outcome') === 'posted' ? 'posted' : 'suspended'];
}

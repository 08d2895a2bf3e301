import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PaymentBatch } from '#contracts/payment-batch.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import { documentRecords } from './document-records.ts';
import { queryAll, textOf } from './items.ts';
import { listedBatchKey, paymentBatchKey, paymentBatchListPartition } from './keys.ts';
import { putVersioned } from './versioned-records.ts';

/** Batches of payments in the practice table, and a list of them by posting date. */
export function dynamoDbPaymentBatches(client: DynamoDBClient, table: string): PaymentBatches {
  const records = documentRecords(client, table);
  const load: PaymentBatches['load'] = async (practiceId, batchId) => {
    const document = await records.get(paymentBatchKey(practiceId, batchId));
    return document === undefined ? undefined : PaymentBatch.parse(document);
  };
  return {
    load,
    async list(practiceId, from, to) {
      if (from > to) {
        return [];
      }
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: paymentBatchListPartition(practiceId) },
          ':from': { S: from },
          // Sorts behind every batch of that day.
          ':to': { S: `${to}#~` },
        },
        ConsistentRead: true,
      });
      const batches = await Promise.all(
        items.map(async (item) => {
          const listed = textOf(item, 'sk') ?? '';
          const batch = await load(practiceId, PaymentBatch.shape.batchId.parse(listed.slice(11)));
          // One that was moved to another day is still listed under its former one.
          return batch?.postingDate === listed.slice(0, 10) ? batch : undefined;
        }),
      );
      return batches.filter((batch) => batch !== undefined);
    },
    async save(batch, expectedVersion) {
      const { practiceId, postingDate, batchId } = batch;
      if (expectedVersion === 0 || batch.movedOn !== undefined) {
        await records.put(listedBatchKey(practiceId, postingDate, batchId), { batchId });
      }
      return await putVersioned(client, table, paymentBatchKey(practiceId, batchId), batch, expectedVersion);
    },
  };
}

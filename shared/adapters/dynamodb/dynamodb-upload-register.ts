import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type CancellationReason,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import { Upload } from '#contracts/upload.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { countWaiting } from '#domain/aliases/count-waiting.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, marshalKey, numberOf, queryAll, queryFirst, textOf } from './items.ts';
import {
  answerNumberKey,
  answerOfKey,
  heldUploadsPartition,
  listedUploadKey,
  shards,
  uploadKey,
  uploadListPartition,
  waitingKey,
  waitingPartition,
  type Key,
} from './keys.ts';

const StoredWaiting = z.array(z.object({ of: z.string(), chargeCents: Cents }));
/** Places whose visits are counted of each shard; a place is a chunk of records, or one visit. */
const countedPlaces = 2500;

/** What another writer of the same items makes of a transaction; anything else is a fault. */
const isRace = ({ Code }: CancellationReason): boolean =>
  Code === 'None' || Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict';

/** Uploads in the practice table, with a list of them by time and a count of the answers to each name. */
export function dynamoDbUploadRegister(client: DynamoDBClient, table: string): UploadRegister {
  const records = documentRecords(client, table);
  const load: UploadRegister['load'] = async (practiceId, uploadId) => {
    const document = await records.get(uploadKey(practiceId, uploadId));
    return document === undefined ? undefined : Upload.parse(document);
  };
  const numberOfAnswer = async (key: Key): Promise<number | undefined> => {
    const { Item } = await withFaultsNamed('DynamoDB', () =>
      client.send(new GetItemCommand({ TableName: table, Key: marshalKey(key), ConsistentRead: true })),
    );
    return Item === undefined ? undefined : numberOf(Item, 'number');
  };
  const lastNumber = async (practiceId: PracticeId, nameHash: string): Promise<number> => {
    const [last] = await queryFirst(client, 1, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :number)',
      ExpressionAttributeValues: {
        ':pk': { S: answerNumberKey(practiceId, nameHash, 0).pk },
        ':number': { S: 'number#' },
      },
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    return last === undefined ? 0 : (numberOf(last, 'number') ?? 0);
  };
  /** Whether the number was free; the upload and its number are written together or not at all. */
  const take = async (
    practiceId: PracticeId,
    nameHash: string,
    uploadId: UploadId,
    number: number,
  ): Promise<boolean> => {
    const keys = [answerNumberKey(practiceId, nameHash, number), answerOfKey(practiceId, nameHash, uploadId)];
    try {
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: keys.map((key) => ({
              Put: {
                TableName: table,
                Item: { ...marshalKey(key), number: { N: String(number) }, uploadId: { S: uploadId } },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            })),
          }),
        ),
      );
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && (error.CancellationReasons ?? []).every(isRace)) {
        return false;
      }
      throw error;
    }
  };
  return {
    async register(upload) {
      const isNew = await records.putNew(uploadKey(upload.practiceId, upload.uploadId), upload);
      // An earlier delivery may have ended between the two: the list has the time that it wrote.
      const { practiceId, uploadId, registeredAt } = isNew
        ? upload
        : ((await load(upload.practiceId, upload.uploadId)) ?? upload);
      await records.put(listedUploadKey(practiceId, registeredAt, uploadId), { uploadId });
      return isNew;
    },
    load,
    save: (upload) => records.put(uploadKey(upload.practiceId, upload.uploadId), upload),
    async numberAnswer({ practiceId, uploadId, key }) {
      const nameHash = contentHashOf(key).slice(0, 32);
      for (;;) {
        const own = await numberOfAnswer(answerOfKey(practiceId, nameHash, uploadId));
        if (own !== undefined) {
          return own;
        }
        const next = (await lastNumber(practiceId, nameHash)) + 1;
        if (await take(practiceId, nameHash, uploadId, next)) {
          return next;
        }
      }
    },
    hold: (practiceId, taskId, uploadId) =>
      records.put({ pk: heldUploadsPartition(practiceId, taskId), sk: uploadId }, { uploadId }),
    wait: (practiceId, taskId, place, waiting) =>
      records.put(waitingKey(practiceId, taskId, place), [...waiting]),
    async waitingFor(practiceId, taskId) {
      const found = await Promise.all(
        shards.map((shard) =>
          queryFirst(client, countedPlaces, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': { S: waitingPartition(practiceId, taskId, shard) } },
            ConsistentRead: true,
          }),
        ),
      );
      return countWaiting(
        found.flat().flatMap((item) => StoredWaiting.parse(documentOf(item))),
        found.every((items) => items.length < countedPlaces),
      );
    },
    async heldFor(practiceId, taskId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: heldUploadsPartition(practiceId, taskId) } },
        ConsistentRead: true,
      });
      return items.map((item) => Upload.shape.uploadId.parse(textOf(item, 'sk')));
    },
    async list(practiceId, limit) {
      const items = await queryFirst(client, limit, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: uploadListPartition(practiceId) } },
        ScanIndexForward: false,
      });
      const uploads = await Promise.all(
        items.map((item) =>
          load(practiceId, Upload.shape.uploadId.parse(textOf(item, 'sk')?.split('#').at(-1))),
        ),
      );
      return uploads.filter((upload) => upload !== undefined);
    },
  };
}

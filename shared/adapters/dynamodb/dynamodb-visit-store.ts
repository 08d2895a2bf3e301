import {
  BatchGetItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { CommitConflict, TemporaryFault } from '#contracts/errors.ts';
import { VisitId, type PracticeId, type UploadId } from '#contracts/identifiers.ts';
import { KeptArrival, KeptPart, KeptThing } from '#contracts/kept-visit.ts';
import type { ChangedName } from '#contracts/upload.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import { arrivalOf, keptItems, type KeptItem, type KeptPlace } from '#domain/intake/visit/kept-items.ts';
import type { Arrival } from '#domain/intake/visit/part.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, queryFirst, textOf, type Item } from './items.ts';
import {
  belongingPrefix,
  namePartition,
  partPrefix,
  thingSort,
  visitMarkKey,
  visitMarkPrefix,
  visitPartition,
  type Key,
} from './keys.ts';

/** An item holds 400 KB; what is longer is kept as a file, and the item says which. */
const largestInItem = 300_000;
/** DynamoDB's own bound on one BatchGetItem. */
const readsAtOnce = 100;
/** Items of one transaction; fewer each time that other writers were first. */
const writesAtOnce = 25;
/** A transaction holds 4 MB. */
const bytesAtOnce = 2_000_000;
const roundLimit = 6;

type LongParts = Pick<DocumentStore, 'putOnce' | 'get'>;

/** What is stored of an item, as far as it matters to whether another version is newer. */
interface Stored {
  readonly age: string;
  readonly says: string | undefined;
  readonly saidBy: string | undefined;
  readonly arrived: Arrival | undefined;
}

/**
 * Parts and things in the practice table. A version is written on the condition that the one which was read is still
 * there, so that of many writers the newest version stays.
 * @param longParts where parts go that are too long for an item; opened when the first one comes.
 */
export function dynamoDbVisitStore(
  client: DynamoDBClient,
  table: string,
  longParts: () => LongParts,
): VisitStore {
  const readStored = async (
    practiceId: PracticeId,
    items: readonly KeptItem[],
  ): Promise<ReadonlyMap<string, Stored>> => {
    const found = new Map<string, Stored>();
    let keys = items.map((item) => marshalKey(keyOf(practiceId, item.place)));
    for (let round = 0; keys.length > 0; round += 1) {
      const { Responses, UnprocessedKeys } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new BatchGetItemCommand({
            RequestItems: {
              [table]: {
                Keys: keys.slice(0, readsAtOnce),
                ConsistentRead: true,
                ProjectionExpression: 'pk, sk, age, says, saidBy, arrived',
              },
            },
          }),
        ),
      );
      for (const item of Responses?.[table] ?? []) {
        found.set(`${textOf(item, 'pk')} ${textOf(item, 'sk')}`, {
          age: textOf(item, 'age') ?? '',
          says: textOf(item, 'says'),
          saidBy: textOf(item, 'saidBy'),
          arrived: arrivedIn(item),
        });
      }
      const left = UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length === Math.min(keys.length, readsAtOnce)) {
        throw new TemporaryFault('DynamoDB was too busy to read any part of a visit');
      }
      keys = [...left, ...keys.slice(readsAtOnce)];
    }
    return found;
  };
  const write = async (
    practiceId: PracticeId,
    uploadId: UploadId,
    items: readonly { readonly item: KeptItem; readonly stored: Stored | undefined }[],
  ): Promise<boolean> => {
    const puts = await Promise.all(
      items.map(async ({ item, stored }): Promise<TransactWriteItem> => {
        const content = await contentOf(practiceId, item, longParts);
        const arrived = arrivalOf(item, stored);
        const saidBy = stored?.says === item.says ? (stored.saidBy ?? uploadId) : uploadId;
        return {
          Put: {
            TableName: table,
            Item: {
              ...marshalKey(keyOf(practiceId, item.place)),
              age: { S: item.age },
              says: { S: item.says },
              saidBy: { S: saidBy },
              ...(arrived === undefined ? {} : { arrived: { S: JSON.stringify(arrived) } }),
              ...content,
            },
            ...(stored === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'age = :age',
                  ExpressionAttributeValues: { ':age': { S: stored.age } },
                }),
          },
        };
      }),
    );
    try {
      await withFaultsNamed('DynamoDB', () =>
        client.send(new TransactWriteItemsCommand({ TransactItems: puts })),
      );
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && wereOthersFirst(error)) {
        return false;
      }
      throw error;
    }
  };
  return {
    async keep(practiceId, uploadId, { parts, things }) {
      const changed: ChangedName[] = [];
      let items = keptItems(practiceId, parts, things);
      for (let round = 0; items.length > 0; round += 1) {
        if (round === roundLimit) {
          throw new CommitConflict(`Other writers were first ${roundLimit} times with parts of visits`);
        }
        const stored = await readStored(practiceId, items);
        const newer: { readonly item: KeptItem; readonly stored: Stored | undefined }[] = [];
        for (const item of items) {
          const { pk, sk } = keyOf(practiceId, item.place);
          const known = stored.get(`${pk} ${sk}`);
          if (known === undefined || known.age < item.age) {
            newer.push({ item, stored: known });
          } else if (known.saidBy === uploadId) {
            changed.push(...item.reaches);
          }
        }
        const left: KeptItem[] = [];
        for (const batch of batchesOf(newer, Math.ceil(writesAtOnce / 2 ** round))) {
          if (await write(practiceId, uploadId, batch)) {
            for (const { item, stored: known } of batch) {
              if (known?.says !== item.says || known.saidBy === uploadId) {
                changed.push(...item.reaches);
              }
            }
          } else {
            left.push(...batch.map(({ item }) => item));
          }
        }
        items = left;
      }
      return changed;
    },
    async parts(practiceId, visitId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :part)',
        ExpressionAttributeValues: {
          ':pk': { S: visitPartition(practiceId, visitId) },
          ':part': { S: partPrefix },
        },
        ConsistentRead: true,
      });
      return await Promise.all(
        items.map(async (item) => {
          const arrived = arrivedIn(item);
          const part = KeptPart.parse(await readContent(item, longParts));
          return { ...part, ...(arrived === undefined ? {} : { arrived }) };
        }),
      );
    },
    async named(practiceId, sourceSystem, names) {
      const things: SharedThing[] = [];
      const belonging: string[] = [];
      const found = await Promise.all(
        [...new Set(names)].map((name) =>
          queryAll(client, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND sk < :marks',
            ExpressionAttributeValues: {
              ':pk': { S: namePartition(practiceId, nameKeyFor(practiceId, sourceSystem, name)) },
              ':marks': { S: visitMarkPrefix },
            },
            ConsistentRead: true,
          }),
        ),
      );
      for (const item of found.flat()) {
        if (textOf(item, 'sk') === thingSort) {
          things.push(KeptThing.parse(await readContent(item, longParts)));
        } else {
          belonging.push(textOf(item, 'belonging') ?? '');
        }
      }
      return { things, belonging };
    },
    async mark(practiceId, sourceSystem, names, visitId) {
      await Promise.all(
        [...new Set(names)].map((name) => {
          const key = visitMarkKey(practiceId, nameKeyFor(practiceId, sourceSystem, name), visitId);
          return withFaultsNamed('DynamoDB', () =>
            client.send(new PutItemCommand({ TableName: table, Item: marshalKey(key) })),
          );
        }),
      );
    },
    async marked(practiceId, key, limit, after) {
      const items = await queryFirst(client, limit, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
        ExpressionAttributeValues: {
          ':pk': { S: namePartition(practiceId, key) },
          // The last character sorts behind every other: what comes behind one visit, up to the last of them.
          ':from': { S: after === undefined ? visitMarkPrefix : `${visitMarkPrefix}${after}~` },
          ':last': { S: `${visitMarkPrefix}~` },
        },
        ConsistentRead: true,
      });
      return items.map((item) => VisitId.parse((textOf(item, 'sk') ?? '').slice(visitMarkPrefix.length)));
    },
    async unmark(practiceId, key, visits) {
      await Promise.all(
        visits.map((visitId) =>
          withFaultsNamed('DynamoDB', () =>
            client.send(
              new DeleteItemCommand({
                TableName: table,
                Key: marshalKey(visitMarkKey(practiceId, key, visitId)),
              }),
            ),
          ),
        ),
      );
    },
  };
}

function keyOf(practiceId: PracticeId, place: KeptPlace): Key {
  switch (place.kind) {
    case 'part':
      return { pk: visitPartition(practiceId, place.visitId), sk: `${partPrefix}${place.slot}` };
    case 'thing':
      return { pk: namePartition(practiceId, place.name), sk: thingSort };
    case 'belonging':
      return { pk: namePartition(practiceId, place.name), sk: `${belongingPrefix}${place.slot}` };
  }
}

function arrivedIn(item: Item): Arrival | undefined {
  const text = textOf(item, 'arrived');
  return text === undefined ? undefined : KeptArrival.parse(JSON.parse(text));
}

/** The document in the item, or where it lies when it is too long for one. */
async function contentOf(
  practiceId: PracticeId,
  { place, document }: KeptItem,
  longParts: () => LongParts,
): Promise<Item> {
  if ('belonging' in document) {
    return { belonging: { S: document.belonging } };
  }
  const text = JSON.stringify(document);
  if (text.length * 3 <= largestInItem || new TextEncoder().encode(text).length <= largestInItem) {
    return { document: { S: text } };
  }
  const holder = place.kind === 'part' ? place.visitId : place.name;
  const documentKey = `visits/${practiceId}/${holder}/${contentHashOf(document)}.json`;
  await longParts().putOnce('documents', documentKey, text, 'application/json');
  return { documentKey: { S: documentKey } };
}

async function readContent(item: Item, longParts: () => LongParts): Promise<unknown> {
  const documentKey = textOf(item, 'documentKey');
  if (documentKey === undefined) {
    return documentOf(item);
  }
  const stored = await longParts().get('documents', documentKey);
  return stored === undefined ? undefined : JSON.parse(new TextDecoder().decode(stored.body));
}

function* batchesOf<One extends { readonly item: KeptItem }>(
  items: readonly One[],
  limit: number,
): Generator<readonly One[]> {
  let batch: One[] = [];
  let bytes = 0;
  for (const one of items) {
    const size = Math.min(JSON.stringify(one.item.document).length * 3, largestInItem);
    if (batch.length >= limit || (batch.length > 0 && bytes + size > bytesAtOnce)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(one);
    bytes += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/** Whether a transaction failed only because somebody else wrote one of its items. */
function wereOthersFirst(error: TransactionCanceledException): boolean {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) {
    throw new TemporaryFault('DynamoDB was too busy for parts of visits', { cause: error });
  }
  return codes.every((code) => ['None', 'ConditionalCheckFailed', 'TransactionConflict'].includes(code));
}

import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PracticeId } from '#contracts/identifiers.ts';
import { PracticeEdition } from '#contracts/practice-import.ts';
import { Practice } from '#contracts/practice.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, textOf, type Item } from './items.ts';
import {
  practiceChangeKey,
  practiceChangePrefix,
  practiceDirectoryPartition,
  practiceEditionKey,
  practiceKey,
  submitterKey,
  type Key,
} from './keys.ts';

/** An item holds 400 KB; a document above this many bytes is kept as a file, and the item says which. */
const largestInItem = 250_000;

type LongDocuments = Pick<DocumentStore, 'putOnce' | 'get'>;

/**
 * Practices in the practice table, each edition kept beside the present one.
 * @param longDocuments where documents go that are too long for an item; opened when the first one comes
 */
export function dynamoDbPracticeStore(
  client: DynamoDBClient,
  table: string,
  longDocuments: () => LongDocuments,
): PracticeStore {
  const read = async (key: Key): Promise<Practice | undefined> => {
    const { Item } = await withFaultsNamed('DynamoDB', () =>
      client.send(new GetItemCommand({ TableName: table, Key: marshalKey(key), ConsistentRead: true })),
    );
    return Item === undefined ? undefined : await practiceIn(Item, longDocuments);
  };
  const load: PracticeStore['load'] = (practiceId) => read(practiceKey(practiceId));
  return {
    load,
    edition: (practiceId, edition) =>
      edition === undefined ? load(practiceId) : read(practiceEditionKey(practiceId, edition)),
    async history(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': { S: practiceKey(practiceId).pk },
          ':prefix': { S: practiceChangePrefix },
        },
        ScanIndexForward: false,
      });
      return items.map((item) => PracticeEdition.parse(documentOf(item)));
    },
    async findBySubmitterId(submitterId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(new GetItemCommand({ TableName: table, Key: marshalKey(submitterKey(submitterId)) })),
      );
      const practiceId = Item === undefined ? undefined : textOf(Item, 'practiceId');
      return practiceId === undefined ? undefined : PracticeId.parse(practiceId);
    },
    async listIds() {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: practiceDirectoryPartition } },
      });
      return items.map((item) => PracticeId.parse(textOf(item, 'sk')));
    },
    async save(practice, at, note = { by: 'unknown', changes: [] }) {
      const stored = await load(practice.practiceId);
      if (stored !== undefined && stored.edition >= practice.edition) {
        return JSON.stringify(stored) === JSON.stringify(practice) ? 'unchanged' : 'stale';
      }
      const { practiceId } = practice;
      const content = await contentOf(practice, longDocuments);
      const edition = { N: String(practice.edition) };
      const line: PracticeEdition = { ...note, edition: practice.edition, at };
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new TransactWriteItemsCommand({
              TransactItems: [
                {
                  Put: {
                    TableName: table,
                    Item: { ...marshalKey(practiceKey(practiceId)), edition, ...content, savedAt: { S: at } },
                    ConditionExpression: 'attribute_not_exists(edition) OR edition < :edition',
                    ExpressionAttributeValues: { ':edition': edition },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(practiceEditionKey(practiceId, practice.edition)),
                      ...content,
                      savedAt: { S: at },
                    },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(submitterKey(practice.submitterId)),
                      practiceId: { S: practiceId },
                    },
                    ConditionExpression: 'attribute_not_exists(pk) OR practiceId = :practice',
                    ExpressionAttributeValues: { ':practice': { S: practiceId } },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: { pk: { S: practiceDirectoryPartition }, sk: { S: practiceId } },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(practiceChangeKey(practiceId, practice.edition)),
                      document: { S: JSON.stringify(line) },
                    },
                  },
                },
              ],
            }),
          ),
        );
        return 'saved';
      } catch (error) {
        if (error instanceof TransactionCanceledException) {
          return error.CancellationReasons?.[2]?.Code === 'ConditionalCheckFailed'
            ? 'submitter-id-taken'
            : 'stale';
        }
        throw error;
      }
    },
  };
}

/** The document itself, or where it lies and what it must be. The file is there before an item names it. */
async function contentOf(practice: Practice, longDocuments: () => LongDocuments): Promise<Item> {
  const document = JSON.stringify(practice);
  const bytes = new TextEncoder().encode(document);
  if (bytes.byteLength <= largestInItem) {
    return { document: { S: document } };
  }
  const hash = contentHashOf(practice);
  const edition = String(practice.edition).padStart(6, '0');
  // By its content: of two that save the same edition at once one loses, and its file is never read.
  const key = `practices/${practice.practiceId}/${edition}-${hash.slice(0, 16)}.json`;
  await longDocuments().putOnce('documents', key, bytes, 'application/json');
  return { documentKey: { S: key }, documentHash: { S: hash } };
}

async function practiceIn(item: Item, longDocuments: () => LongDocuments): Promise<Practice> {
  const key = textOf(item, 'documentKey');
  if (key === undefined) {
    return Practice.parse(documentOf(item));
  }
  const file = await longDocuments().get('documents', key);
  if (file === undefined) {
    throw new Error(
      `${key} is not there: the practice cannot be read. Restore the file from its last version`,
    );
  }
  const document: unknown = JSON.parse(new TextDecoder().decode(file.body));
  if (contentHashOf(document) !== textOf(item, 'documentHash')) {
    throw new Error(`${key} is not what was saved. Restore the version that was saved`);
  }
  return Practice.parse(document);
}

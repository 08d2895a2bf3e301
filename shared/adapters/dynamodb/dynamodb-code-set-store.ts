import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type CancellationReason,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CodeSetRegister } from '#contracts/code-sets.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll } from './items.ts';
import { codeSetRegisterKey, codeSetRegisters } from './keys.ts';

/** What another writer of the same registers makes of a transaction; anything else is a fault. */
const isRace = ({ Code }: CancellationReason): boolean =>
  Code === 'None' || Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict';

/** Registers as items of the practice table, which belong to no practice; tables as documents. */
export function dynamoDbCodeSetStore(
  client: DynamoDBClient,
  table: string,
  documents: () => Pick<DocumentStore, 'get' | 'putOnce'>,
): CodeSetStore {
  return {
    async registers() {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: codeSetRegisters } },
        ConsistentRead: true,
      });
      return items.map((item) => CodeSetRegister.parse(documentOf(item)));
    },
    async register(kind) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(codeSetRegisterKey(kind)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined
        ? { kind, revision: 0, editions: [] }
        : CodeSetRegister.parse(documentOf(Item));
    },
    async save(registers) {
      if (registers.length === 0) {
        return true;
      }
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new TransactWriteItemsCommand({
              TransactItems: registers.map((register) => ({
                Put: {
                  TableName: table,
                  Item: {
                    ...marshalKey(codeSetRegisterKey(register.kind)),
                    revision: { N: String(register.revision + 1) },
                    document: { S: JSON.stringify({ ...register, revision: register.revision + 1 }) },
                  },
                  ...(register.revision === 0
                    ? { ConditionExpression: 'attribute_not_exists(pk)' }
                    : {
                        ConditionExpression: '#revision = :revision',
                        ExpressionAttributeNames: { '#revision': 'revision' },
                        ExpressionAttributeValues: { ':revision': { N: String(register.revision) } },
                      }),
                },
              })),
            }),
          ),
        );
        return true;
      } catch (error) {
        if (
          error instanceof TransactionCanceledException &&
          (error.CancellationReasons ?? []).every(isRace)
        ) {
          return false;
        }
        throw error;
      }
    },
    async putTable({ tableKey }, bytes) {
      await documents().putOnce('documents', tableKey, bytes, 'application/octet-stream');
    },
    async getTable({ tableKey }) {
      const found = await documents().get('documents', tableKey);
      if (found === undefined) {
        throw new Error(`The table ${tableKey} of a code set is registered and is not there`);
      }
      return found.body;
    },
  };
}

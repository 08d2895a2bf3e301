import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Write } from '#domain/writes/write.ts';
import {
  announcedDepositKey,
  awaitedDepositKey,
  bankDaysKey,
  bankEntryKey,
  listedBankEntryKey,
  openBankEntryKey,
  type Key,
} from './keys.ts';

type BankWrite = Extract<
  Write,
  {
    kind: 'keep-bank-entry' | 'save-open-entry' | 'await-deposit' | 'save-awaited-deposit' | 'save-bank-days';
  }
>;

const attributes = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });
const isNew = 'attribute_not_exists(pk)';

/** The DynamoDB writes of what concerns the bank: what is known for good, and beside it what is open. */
export function bankItems(
  write: BankWrite,
  { practice }: { readonly practice: string },
): TransactWriteItem[] {
  switch (write.kind) {
    case 'keep-bank-entry': {
      const { practiceId, bankEntryId, postedOn } = write.entry;
      const document = { S: JSON.stringify(write.entry) };
      return [
        {
          Put: {
            TableName: practice,
            Item: { ...attributes(bankEntryKey(practiceId, bankEntryId)), document },
            ConditionExpression: isNew,
          },
        },
        {
          Put: {
            TableName: practice,
            Item: { ...attributes(listedBankEntryKey(practiceId, postedOn, bankEntryId)), document },
          },
        },
        { Put: { TableName: practice, Item: item(openBankEntryKey(practiceId, bankEntryId), write.open) } },
      ];
    }
    case 'save-open-entry': {
      const { practiceId, bankEntryId } = write.entry;
      return [saved(practice, openBankEntryKey(practiceId, bankEntryId), write.entry, write.expectedVersion)];
    }
    case 'await-deposit': {
      const { practiceId, holder, method } = write.deposit;
      return [
        {
          Put: {
            TableName: practice,
            Item: {
              ...attributes(announcedDepositKey(practiceId, holder, method)),
              document: { S: JSON.stringify(write.deposit) },
            },
            ConditionExpression: isNew,
          },
        },
        {
          Put: {
            TableName: practice,
            Item: item(awaitedDepositKey(practiceId, holder, method), write.deposit),
          },
        },
      ];
    }
    case 'save-awaited-deposit': {
      const { practiceId, holder, method } = write.deposit;
      return [
        saved(practice, awaitedDepositKey(practiceId, holder, method), write.deposit, write.expectedVersion),
      ];
    }
    case 'save-bank-days':
      return [
        {
          Put: {
            TableName: practice,
            Item: item(bankDaysKey(write.days.practiceId), write.days),
            ...heldTo(write.expectedVersion),
          },
        },
      ];
  }
}

function item(key: Key, document: { readonly version: number }) {
  return {
    ...attributes(key),
    version: { N: String(document.version) },
    document: { S: JSON.stringify(document) },
  };
}

function heldTo(expectedVersion: number) {
  return expectedVersion === 0
    ? { ConditionExpression: isNew }
    : {
        ConditionExpression: 'version = :expected',
        ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
      };
}

/** What is done with leaves the list of what is open, which so stays short. */
function saved(
  table: string,
  key: Key,
  open: { readonly version: number; readonly openCents: number },
  expectedVersion: number,
): TransactWriteItem {
  const held = heldTo(expectedVersion);
  return open.openCents === 0
    ? { Delete: { TableName: table, Key: attributes(key), ...held } }
    : { Put: { TableName: table, Item: item(key, open), ...held } };
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwaitedDeposit, BankDays, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { BankBook } from '#ports/bank-book.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll, type Item } from './items.ts';
import {
  announcedDepositPartition,
  awaitedDepositsPartition,
  bankDaysKey,
  bankEntryKey,
  bankMonthPartition,
  openBankEntriesPartition,
  openBankEntryKey,
  shards,
} from './keys.ts';

/** Entries of the bank in the practice table by month, and what is open in lists of its own. */
export function dynamoDbBankBook(client: DynamoDBClient, table: string): BankBook {
  const records = documentRecords(client, table);
  const partition = (pk: string): Promise<Item[]> =>
    queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
      ConsistentRead: true,
    });
  const sharded = async (partitionOf: (shard: number) => string): Promise<Item[]> => {
    const found = await Promise.all(shards.map((shard) => partition(partitionOf(shard))));
    return found.flat();
  };
  return {
    async entry(practiceId, bankEntryId) {
      const document = await records.get(bankEntryKey(practiceId, bankEntryId));
      return document === undefined ? undefined : BankEntry.parse(document);
    },
    async entries(practiceId, from, to) {
      if (from > to) {
        return [];
      }
      const months = await Promise.all(
        monthsBetween(from, to).map((month) =>
          queryAll(client, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':pk': { S: bankMonthPartition(practiceId, month) },
              ':from': { S: from },
              // Sorts behind every entry of that day.
              ':to': { S: `${to}#~` },
            },
            ConsistentRead: true,
          }),
        ),
      );
      return months.flat().map((item) => BankEntry.parse(documentOf(item)));
    },
    async openEntries(practiceId) {
      const items = await sharded((shard) => openBankEntriesPartition(practiceId, shard));
      return items
        .map((item) => OpenEntry.parse(documentOf(item)))
        .toSorted((one, other) => (one.bankEntryId < other.bankEntryId ? -1 : 1));
    },
    async openEntry(practiceId, bankEntryId) {
      const document = await records.get(openBankEntryKey(practiceId, bankEntryId));
      return document === undefined ? undefined : OpenEntry.parse(document);
    },
    async awaited(practiceId) {
      const items = await sharded((shard) => awaitedDepositsPartition(practiceId, shard));
      return items
        .map((item) => AwaitedDeposit.parse(documentOf(item)))
        .toSorted((one, other) =>
          `${one.holder}#${one.method}` < `${other.holder}#${other.method}` ? -1 : 1,
        );
    },
    async days(practiceId) {
      const document = await records.get(bankDaysKey(practiceId));
      return document === undefined ? undefined : BankDays.parse(document);
    },
    async announced(practiceId, holder) {
      const items = await partition(announcedDepositPartition(practiceId, holder));
      return items.map((item) => AwaitedDeposit.parse(documentOf(item)));
    },
  };
}

/** The months of a range of days, such as `2026-11`. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > to.slice(0, 7)) {
      return months;
    }
    months.push(text);
    year = month === 12 ? year + 1 : year;
    month = month === 12 ? 1 : month + 1;
  }
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeskReceipt } from '#contracts/desk-receipt.ts';
import { CardImage, CheckIn, DeskEntry } from '#contracts/front-desk.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll, queryFirst } from './items.ts';
import {
  cardKey,
  cardPartition,
  checkInKey,
  checkInPartition,
  deskEntryKey,
  deskReceiptKey,
  listedReceiptKey,
  receiptListPartition,
} from './keys.ts';

/** The book of the front desk in the practice table. */
export function dynamoDbDeskBook(client: DynamoDBClient, table: string): DeskBook {
  const records = documentRecords(client, table);
  const partition = (pk: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ConsistentRead: true,
  });
  return {
    async enter(entry) {
      await records.putNew(deskEntryKey(entry.practiceId, entry.entryId), entry);
    },
    async entry(practiceId, entryId) {
      return DeskEntry.optional().parse(await records.get(deskEntryKey(practiceId, entryId)));
    },
    async checkIn(checkIn) {
      const key = checkInKey(checkIn);
      return (await records.putNew(key, checkIn)) ? checkIn : CheckIn.parse(await records.get(key));
    },
    async checkIns(practiceId, day) {
      const items = await queryAll(client, partition(checkInPartition(practiceId, day)));
      return items.map((item) => CheckIn.parse(documentOf(item)));
    },
    async keepReceipt(receipt) {
      const key = deskReceiptKey(receipt.practiceId, receipt.number);
      const kept = (await records.putNew(key, receipt)) ? receipt : DeskReceipt.parse(await records.get(key));
      await records.put(listedReceiptKey(kept), kept);
      return kept;
    },
    async receipt(practiceId, number) {
      return DeskReceipt.optional().parse(await records.get(deskReceiptKey(practiceId, number)));
    },
    async receiptsOf(practiceId, patientKey, limit) {
      const items = await queryFirst(client, limit, {
        ...partition(receiptListPartition(practiceId, patientKey)),
        ScanIndexForward: false,
      });
      return items.map((item) => DeskReceipt.parse(documentOf(item)));
    },
    async keepCard(card) {
      await records.putNew(cardKey(card), card);
    },
    async cardsOf(practiceId, patientKey) {
      const items = await queryAll(client, partition(cardPartition(practiceId, patientKey)));
      return items
        .map((item) => CardImage.parse(documentOf(item)))
        .toSorted((one, other) => (one.at < other.at ? 1 : -1));
    },
  };
}

import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '#contracts/dates.ts';
import { ClaimId, type PracticeId } from '#contracts/identifiers.ts';
import { TradingPair } from '#contracts/trading-partner.ts';
import {
  lastNumbers,
  numberOfSerial,
  type IssuedNumber,
  type PartnerRecords,
  type ReceivedInterchange,
} from '#domain/submission/control-numbers.ts';
import { reviewedNumbers, type ControlNumbers, type SentInterchange } from '#ports/control-numbers.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, numberOf, queryAll, queryFirst, textOf, type Item } from './items.ts';
import {
  formerCounterKey,
  formerInterchangeKey,
  issuedFileKey,
  issuedNumberKey,
  partnerKey,
  receivedNumberKey,
  type Key,
} from './keys.ts';

/** How long interchanges that came are kept: a number that comes again after that is a new round of its sender. */
const receivedKeptDays = 400;

/**
 * A counter for each pair of sender and receiver, raised atomically; a record for each number, for each file that was
 * given one, and for each interchange that came.
 */
export function dynamoDbControlNumbers(client: DynamoDBClient, table: string): ControlNumbers {
  const load = async (key: Key): Promise<Item | undefined> =>
    (
      await withFaultsNamed('DynamoDB', () =>
        client.send(new GetItemCommand({ TableName: table, Key: marshalKey(key), ConsistentRead: true })),
      )
    ).Item;
  /** Whether the item is new; one that is there stays as it is. */
  const putNew = async (key: Key, attributes: Item): Promise<boolean> =>
    await holds(() =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...marshalKey(key), ...attributes },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  const set = async (key: Key, name: string, value: string): Promise<unknown> =>
    await withFaultsNamed('DynamoDB', () =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshalKey(key),
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': { S: value } },
        }),
      ),
    );

  const raise = async (practiceId: PracticeId, pair: TradingPair): Promise<number> => {
    const key = marshalKey(partnerKey(practiceId, pair));
    let serial: number | undefined;
    const isKnown = await holds(async () => {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'SET serial = serial + :one',
          ConditionExpression: 'attribute_exists(serial)',
          ExpressionAttributeValues: { ':one': { N: '1' } },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      serial = numberOf(Attributes ?? {}, 'serial');
    });
    if (!isKnown) {
      // The first to this partner: counting goes on where one counter for all partners had come to.
      const former = numberOf((await load(formerCounterKey(practiceId))) ?? {}, 'lastNumber') ?? 0;
      const { Attributes } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: key,
            UpdateExpression:
              'SET serial = if_not_exists(serial, :former) + :one, ourId = :our, partnerId = :partner',
            ExpressionAttributeValues: {
              ':former': { N: String(former) },
              ':one': { N: '1' },
              ':our': { S: pair.ourId },
              ':partner': { S: pair.partnerId },
            },
            ReturnValues: 'UPDATED_NEW',
          }),
        ),
      );
      serial = numberOf(Attributes ?? {}, 'serial');
    }
    if (serial === undefined) {
      throw new Error(`The counter of practice ${practiceId} gave no number`);
    }
    return numberOfSerial(serial);
  };

  return {
    async issue(practiceId, pair, fileName, at) {
      const fileKey = issuedFileKey(practiceId, pair, fileName);
      const known = numberOf((await load(fileKey)) ?? {}, 'number');
      if (known !== undefined) {
        return known;
      }
      const number = await raise(practiceId, pair);
      const numberKey = issuedNumberKey(practiceId, pair, number);
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...marshalKey(numberKey), fileName: { S: fileName }, issuedAt: { S: at } },
          }),
        ),
      );
      if (await putNew(fileKey, { number: { N: String(number) } })) {
        return number;
      }
      const first = numberOf((await load(fileKey)) ?? {}, 'number');
      if (first === undefined) {
        throw new Error(`${fileName} had a number and has none any more`);
      }
      await set(numberKey, 'voidReason', `${fileName} was given ${first} at the same moment`);
      return first;
    },

    async sentAs(practiceId, pair, interchangeControlNumber) {
      const text = interchangeControlNumber.padStart(9, '0');
      const item = await load(issuedNumberKey(practiceId, pair, Number(text)));
      return sentBy(item ?? (await load(formerInterchangeKey(practiceId, text))));
    },

    async noteReceived(practiceId, pair, received) {
      const key = receivedNumberKey(practiceId, pair, received.controlNumber);
      const isFirst = await putNew(key, {
        document: { S: JSON.stringify(received) },
        expiresAt: { N: String(expiryOf(received.receivedAt)) },
      });
      const first = isFirst ? received : receivedFrom(await load(key));
      if (
        first === undefined ||
        (first.fileKey === received.fileKey && first.interchangeIndex === received.interchangeIndex)
      ) {
        return {};
      }
      await set(key, 'repeatedBy', received.fileKey);
      return { firstFileKey: first.fileKey };
    },

    async records(practiceId, pair) {
      const counters = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: partnerKey(practiceId, pair).pk } },
      });
      const partners = new Map(
        counters.map((item) => [
          textOf(item, 'sk'),
          {
            pair: TradingPair.parse({ ourId: textOf(item, 'ourId'), partnerId: textOf(item, 'partnerId') }),
            serial: numberOf(item, 'serial') ?? 0,
          },
        ]),
      );
      const { sk } = partnerKey(practiceId, pair);
      if (!partners.has(sk)) {
        partners.set(sk, { pair, serial: 0 });
      }
      const records: PartnerRecords[] = [];
      for (const partner of partners.values()) {
        records.push({
          ...partner,
          limit: reviewedNumbers,
          issued: await issuedTo(practiceId, partner.pair, partner.serial),
          received: await receivedBy(practiceId, partner.pair),
        });
      }
      return records;
    },
  };

  async function issuedTo(
    practiceId: PracticeId,
    pair: TradingPair,
    serial: number,
  ): Promise<IssuedNumber[]> {
    const issued: IssuedNumber[] = [];
    for (const { from, to } of lastNumbers(serial, reviewedNumbers)) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: issuedNumberKey(practiceId, pair, from).pk },
          ':from': { S: issuedNumberKey(practiceId, pair, from).sk },
          ':to': { S: issuedNumberKey(practiceId, pair, to).sk },
        },
        ConsistentRead: true,
      });
      issued.push(...items.flatMap(issuedFrom));
    }
    return issued;
  }

  async function receivedBy(practiceId: PracticeId, pair: TradingPair): Promise<ReceivedInterchange[]> {
    const items = await queryFirst(client, reviewedNumbers, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: receivedNumberKey(practiceId, pair, '').pk } },
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    return items.flatMap((item) => receivedFrom(item) ?? []);
  }
}

/** Whether a conditional write was made: false when its condition did not hold. */
async function holds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await withFaultsNamed('DynamoDB', write);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}

function expiryOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000) + receivedKeptDays * 86_400;
}

function sentBy(item: Item | undefined): SentInterchange | undefined {
  const claimId = item === undefined ? undefined : textOf(item, 'claimId');
  return item === undefined || claimId === undefined
    ? undefined
    : { claimId: ClaimId.parse(claimId), submissionSequence: numberOf(item, 'submissionSequence') ?? 0 };
}

/** The texts were written from values of these types. */
function issuedFrom(item: Item): IssuedNumber[] {
  const [fileName, issuedAt] = [textOf(item, 'fileName'), textOf(item, 'issuedAt')];
  const [sentAt, voidReason] = [textOf(item, 'sentAt'), textOf(item, 'voidReason')];
  return fileName === undefined || issuedAt === undefined
    ? []
    : [
        {
          number: Number(textOf(item, 'sk')),
          fileName,
          issuedAt: issuedAt as Instant,
          ...(sentAt === undefined ? {} : { sentAt: sentAt as Instant }),
          ...(voidReason === undefined ? {} : { voidReason }),
        },
      ];
}

function receivedFrom(item: Item | undefined): ReceivedInterchange | undefined {
  if (item === undefined) {
    return undefined;
  }
  const repeatedBy = textOf(item, 'repeatedBy');
  return {
    ...(documentOf(item) as ReceivedInterchange),
    ...(repeatedBy === undefined ? {} : { repeatedBy }),
  };
}

import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ClaimId, NameKey } from '#contracts/identifiers.ts';
import { PatientDecision, PatientEntry, PatientSaid, PersonRecord } from '#contracts/patient-identity.ts';
import { KeptRegistration } from '#contracts/patient-registration.ts';
import { mergeEntries } from '#domain/patients/merged-patients.ts';
import { searchTokensOf, tokensOf } from '#domain/patients/patient-identity.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, marshalKey, queryAll, queryFirst, textOf, type Item } from './items.ts';
import {
  formerPersonPrefix,
  patientAgendaKey,
  patientAgendaPartition,
  patientDaysOf,
  patientDecisionPrefix,
  patientMergeKey,
  patientMergePrefix,
  patientPartition,
  patientSaidKey,
  patientSaidPrefix,
  patientTokenPartition,
  personKey,
  registrationKey,
  registrationVersionKey,
  shards,
  type Key,
} from './keys.ts';

/** Sorts before every entry of an agenda. */
const first = '!';

/** Patients and persons in the practice table. */
export function dynamoDbPatientRegister(client: DynamoDBClient, table: string): PatientRegister {
  const put = async (key: Key, others: Item, condition?: string, values?: Item): Promise<void> => {
    await withFaultsNamed('DynamoDB', () =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...marshalKey(key), ...others },
          ...(condition === undefined ? {} : { ConditionExpression: condition }),
          ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
        }),
      ),
    );
  };
  /** Puts what is newer than what is there; false where it is not. */
  const putNewer = async (key: Key, version: number, document: unknown): Promise<boolean> => {
    const newer = { N: String(version) };
    try {
      await put(
        key,
        { version: newer, document: { S: JSON.stringify(document) } },
        'attribute_not_exists(pk) OR version < :version',
        { ':version': newer },
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return false;
      }
      throw error;
    }
  };
  const registration: PatientRegister['registration'] = async (practiceId, patientKey) => {
    const document = await documentRecords(client, table).get(registrationKey(practiceId, patientKey));
    return document === undefined ? undefined : KeptRegistration.parse(document);
  };
  const say: PatientRegister['say'] = async (practiceId, patientKey, said) => {
    // First how one is found, then what is found: nobody is known whom nobody could find.
    const tokens = said.facts === undefined ? [] : [...tokensOf(said.facts), ...searchTokensOf(said.facts)];
    await Promise.all(
      [...new Set(tokens)].map((token) =>
        put({ pk: patientTokenPartition(practiceId, token), sk: patientKey }, {}),
      ),
    );
    await putNewer(patientSaidKey(practiceId, patientKey, said.claimId), said.version, said);
  };
  return {
    async agenda(practiceId, limit, from = `0 ${first}`) {
      const [shardText = '0', after = first] = from.split(' ');
      const entries: PatientEntry[] = [];
      for (let shard = Number(shardText); shard < shards.length; shard += 1) {
        const items = await queryFirst(client, limit - entries.length, {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: {
            ':pk': { S: patientAgendaPartition(practiceId, shard) },
            ':after': { S: shard === Number(shardText) ? after : first },
          },
        });
        entries.push(...items.map((item) => PatientEntry.parse(documentOf(item))));
        const last = items.at(-1);
        if (entries.length >= limit && last !== undefined) {
          return { entries, next: `${shard} ${textOf(last, 'sk') ?? first}` };
        }
      }
      return { entries };
    },
    async cross(practiceId, entry) {
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new DeleteItemCommand({ TableName: table, Key: marshalKey(patientAgendaKey(practiceId, entry)) }),
        ),
      );
    },
    say,
    registration,
    async register(practiceId, kept, said) {
      const { patientKey, version } = kept;
      if (!(await putNewer(registrationKey(practiceId, patientKey), version, kept))) {
        const before = await registration(practiceId, patientKey);
        // Kept before the call broke off: the rest is done again.
        if (before?.version !== version || before.contentHash !== kept.contentHash) {
          return false;
        }
      }
      await put(registrationVersionKey(practiceId, patientKey, version), {
        document: { S: JSON.stringify(kept) },
      });
      await say(practiceId, patientKey, said);
      const entry: PatientEntry = { patientKey, occasion: `registered#${version}` };
      await put(patientAgendaKey(practiceId, entry), { document: { S: JSON.stringify(entry) } });
      return true;
    },
    async recentClaims(practiceId, patientKey, limit) {
      const items = await queryFirst(client, limit, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: patientDaysOf(practiceId, patientKey) } },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      return items.map((item) => ClaimId.parse(textOf(item, 'sk')?.slice(11)));
    },
    async load(practiceId, patientKey) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk < :former',
        ExpressionAttributeValues: {
          ':pk': { S: patientPartition(practiceId, patientKey) },
          ':former': { S: formerPersonPrefix },
        },
        ConsistentRead: true,
      });
      if (items.length === 0) {
        return undefined;
      }
      const under = (prefix: string): Item[] =>
        items.filter((item) => textOf(item, 'sk')?.startsWith(prefix) === true);
      const person = items.find((item) => textOf(item, 'sk') === personKey(practiceId, patientKey).sk);
      return {
        patientKey,
        said: under(patientSaidPrefix).map((item) => PatientSaid.parse(documentOf(item))),
        decisions: under(patientDecisionPrefix).map((item) => PatientDecision.parse(documentOf(item))),
        mergedWith: under(patientMergePrefix).map((item) =>
          NameKey.parse(textOf(item, 'sk')?.slice(patientMergePrefix.length)),
        ),
        ...(person === undefined ? {} : { person: PersonRecord.parse(documentOf(person)) }),
      };
    },
    async found(practiceId, token, limit) {
      const items = await queryFirst(client, limit, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: patientTokenPartition(practiceId, token) } },
        ConsistentRead: true,
      });
      return items.map((item) => NameKey.parse(textOf(item, 'sk')));
    },
    async noteMerge(practiceId, merge) {
      for (const [entry, other] of mergeEntries(practiceId, merge)) {
        await put(patientAgendaKey(practiceId, entry), { document: { S: JSON.stringify(entry) } });
        await put(patientMergeKey(practiceId, entry.patientKey, other), {});
      }
    },
    async patientKeysOfSamePerson(practiceId, patientKey) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({ TableName: table, Key: marshalKey(personKey(practiceId, patientKey)) }),
        ),
      );
      return Item === undefined ? [patientKey] : PersonRecord.parse(documentOf(Item)).samePerson;
    },
  };
}

import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ClaimId, DocumentId, VisitId } from '#contracts/identifiers.ts';
import { DocumentDecision, DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import type { VisitDocumentStore } from '#ports/visit-document-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, textOf, type Item } from './items.ts';
import {
  documentKey,
  documentNamePartition,
  documentPartition,
  heldVisitPartition,
  patientDayPartition,
  type Key,
} from './keys.ts';

const sayingPrefix = 'saying#';
const filePrefix = 'file#';
const decisionSort = 'decision';

/** Documents of visits in the practice table: an item for the document, and one for each thing that is said of it. */
export function dynamoDbVisitDocumentStore(client: DynamoDBClient, table: string): VisitDocumentStore {
  const put = async (key: Key, document: unknown, isKept = false): Promise<void> => {
    try {
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...marshalKey(key), document: { S: JSON.stringify(document) } },
            ...(isKept ? { ConditionExpression: 'attribute_not_exists(pk)' } : {}),
          }),
        ),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw error;
      }
    }
  };
  const all = (pk: string, from = ' ', to = '~'): Promise<Item[]> =>
    queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    });
  const startsWith =
    (prefix: string) =>
    (item: Item): boolean =>
      (textOf(item, 'sk') ?? '').startsWith(prefix);
  const sayingsIn = (items: readonly Item[]): readonly DocumentSaying[] =>
    items.filter(startsWith(sayingPrefix)).map((item) => DocumentSaying.parse(documentOf(item)));
  return {
    async keep(practiceId, document, saying) {
      const { documentId } = document;
      await put(documentKey(practiceId, documentId), document, true);
      await this.say(practiceId, documentId, saying);
    },
    async say(practiceId, documentId, saying) {
      const sk = `${sayingPrefix}${contentHashOf(saying).slice(0, 32)}`;
      await put({ pk: documentPartition(practiceId, documentId), sk }, saying);
    },
    async load(practiceId, documentId) {
      const key = documentKey(practiceId, documentId);
      const items = await all(key.pk);
      const stored = items.find((item) => textOf(item, 'sk') === key.sk);
      const decided = items.find((item) => textOf(item, 'sk') === decisionSort);
      return stored === undefined
        ? undefined
        : {
            document: VisitDocument.parse(documentOf(stored)),
            sayings: sayingsIn(items),
            decision: decided === undefined ? undefined : DocumentDecision.parse(documentOf(decided)),
          };
    },
    async decide(practiceId, documentId, decision) {
      await put({ pk: documentPartition(practiceId, documentId), sk: decisionSort }, decision);
    },
    async file(practiceId, name, of) {
      const sk =
        typeof of === 'string' ? `${filePrefix}${of}` : `${sayingPrefix}${contentHashOf(of).slice(0, 32)}`;
      await put({ pk: documentNamePartition(practiceId, name), sk }, of);
    },
    async filed(practiceId, name) {
      const items = await all(documentNamePartition(practiceId, name));
      return {
        documents: items.filter(startsWith(filePrefix)).map((item) => DocumentId.parse(documentOf(item))),
        sayings: sayingsIn(items),
      };
    },
    async noteVisit(practiceId, { sourceSystem, sourcePatientId, day }, visit) {
      const pk = heldVisitPartition(practiceId, sourceSystem, sourcePatientId);
      await put({ pk, sk: `${day}#${visit.visitId}` }, visit);
    },
    async visitsOn(practiceId, { sourceSystem, sourcePatientId, day }) {
      const [ofClaims, ofVisits] = await Promise.all(
        [patientDayPartition, heldVisitPartition].map((partition) =>
          all(partition(practiceId, sourceSystem, sourcePatientId), `${day}#`, `${day}#~`),
        ),
      );
      const claims = (ofClaims ?? []).map((item) =>
        ClaimId.parse((textOf(item, 'sk') ?? '').slice(day.length + 1)),
      );
      const visits = (ofVisits ?? []).map((item) => {
        const { visitId, encounterId } = documentOf(item) as { visitId: unknown; encounterId: unknown };
        return { visitId: VisitId.parse(visitId), encounterId: String(encounterId) };
      });
      return { claims, visits };
    },
  };
}

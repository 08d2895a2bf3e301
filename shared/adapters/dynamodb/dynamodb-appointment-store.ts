import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { AgendaEntry, Appointment } from '#contracts/appointment.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { ageOf } from '#domain/appointments/newest-appointment.ts';
import { appointmentIdFor } from '#domain/identity/ids.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, queryFirst } from './items.ts';
import { agendaKey, agendaPartition, appointmentKey, patientDayPartition, shards } from './keys.ts';

/** What sorts behind every id. */
const last = '~';

/** Appointments in the practice table. The days of patients are written with their claims. */
export function dynamoDbAppointmentStore(client: DynamoDBClient, table: string): AppointmentStore {
  const enter = async (practiceId: PracticeId, entry: AgendaEntry): Promise<void> => {
    await withFaultsNamed('DynamoDB', () =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: {
            ...marshalKey(agendaKey(practiceId, entry)),
            document: { S: JSON.stringify(entry) },
          },
        }),
      ),
    );
  };
  return {
    async keep(practiceId, appointment, lookOn) {
      const appointmentId = appointmentIdFor(practiceId, appointment);
      // First the look, then what is looked at: of a call that breaks off nothing is forgotten.
      if (lookOn !== undefined) {
        await enter(practiceId, { appointmentId, day: lookOn });
      }
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: {
                ...marshalKey(appointmentKey(practiceId, appointmentId)),
                age: { S: ageOf(appointment) },
                document: { S: JSON.stringify(appointment) },
              },
              ConditionExpression: 'attribute_not_exists(pk) OR age < :age',
              ExpressionAttributeValues: { ':age': { S: ageOf(appointment) } },
            }),
          ),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) {
          throw error;
        }
      }
    },
    async load(practiceId, appointmentId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(appointmentKey(practiceId, appointmentId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : Appointment.parse(documentOf(Item));
    },
    async agenda(practiceId, through) {
      const pages = await Promise.all(
        shards.map((shard) =>
          queryAll(client, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND sk <= :through',
            ExpressionAttributeValues: {
              ':pk': { S: agendaPartition(practiceId, shard) },
              ':through': { S: `${through}#${last}` },
            },
          }),
        ),
      );
      return pages.flat().map((item) => AgendaEntry.parse(documentOf(item)));
    },
    enter,
    async cross(practiceId, entry) {
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new DeleteItemCommand({ TableName: table, Key: marshalKey(agendaKey(practiceId, entry)) }),
        ),
      );
    },
    async hasCharge(practiceId, { sourceSystem, sourcePatientId }, { from, to }) {
      const [found] = await queryFirst(client, 1, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: patientDayPartition(practiceId, sourceSystem, sourcePatientId) },
          ':from': { S: from },
          ':to': { S: `${to}#${last}` },
        },
        ConsistentRead: true,
      });
      return found !== undefined;
    },
  };
}

import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { AgendaEntry, Appointment } from '#contracts/appointment.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { ageOf } from '#domain/appointments/newest-appointment.ts';
import { appointmentIdFor } from '#domain/identity/ids.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, marshalKey, queryAll, queryFirst } from './items.ts';
import {
  agendaKey,
  agendaPartition,
  appointmentDayKey,
  appointmentDayPartition,
  appointmentKey,
  patientDayPartition,
  shards,
} from './keys.ts';

/** What sorts behind every id. */
const last = '~';

/** Appointments in the practice table. The days of patients are written with their claims. */
export function dynamoDbAppointmentStore(client: DynamoDBClient, table: string): AppointmentStore {
  const records = documentRecords(client, table);
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
  const load: AppointmentStore['load'] = async (practiceId, appointmentId) => {
    const document = await records.get(appointmentKey(practiceId, appointmentId));
    return Appointment.optional().parse(document);
  };
  return {
    async keep(practiceId, appointment, lookOn) {
      const appointmentId = appointmentIdFor(practiceId, appointment);
      const listed = { appointmentId, day: appointment.date };
      await records.put(appointmentDayKey(practiceId, listed), listed);
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
    load,
    async onDay(practiceId, day) {
      const listed = await Promise.all(
        shards.map((shard) =>
          queryAll(client, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': { S: appointmentDayPartition(practiceId, day, shard) } },
            ConsistentRead: true,
          }),
        ),
      );
      const found = await Promise.all(
        listed.flat().map((item) => load(practiceId, AgendaEntry.parse(documentOf(item)).appointmentId)),
      );
      // One that was moved is listed on both days, and is on the one that it says.
      return found.filter((appointment) => appointment !== undefined).filter(({ date }) => date === day);
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

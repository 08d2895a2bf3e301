import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { BilledService } from '#contracts/billed-service.ts';
import type { PatientHistory } from '#ports/patient-history.ts';
import { documentOf, queryAll } from './items.ts';
import { patientServicesPartition } from './keys.ts';

const KeptServices = z.array(BilledService);

/** Services of patients in the claims table: an item a claim in the patient's partition, written with the claim. */
export function dynamoDbPatientHistory(client: DynamoDBClient, table: string): PatientHistory {
  return {
    async services(practiceId, patientKey) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: patientServicesPartition(practiceId, patientKey) } },
        ConsistentRead: true,
      });
      return items.flatMap((item) => KeptServices.parse(documentOf(item)));
    },
  };
}

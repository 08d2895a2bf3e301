import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GuarantorId } from '#contracts/identifiers.ts';
import { PatientAccount } from '#contracts/patient-account.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { documentOf, queryAll, textOf } from './items.ts';
import { guarantorListPartition, guarantorPartition } from './keys.ts';

/** A guarantor's account in the practice table: its own item and one item a visit handed over. */
export function dynamoDbPatientAccounts(client: DynamoDBClient, table: string): PatientAccounts {
  const load: PatientAccounts['load'] = async (practiceId, guarantorId) => {
    const items = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: guarantorPartition(practiceId, guarantorId) } },
      ConsistentRead: true,
    });
    if (items.length === 0) {
      return undefined;
    }
    const record = items.find((item) => textOf(item, 'sk') === 'account');
    const visits = items.filter((item) => textOf(item, 'sk')?.startsWith('visit#')).map(documentOf);
    const stored = record === undefined ? {} : documentOf(record);
    return PatientAccount.parse({
      practiceId,
      guarantorId,
      version: 0,
      ...(typeof stored === 'object' ? stored : {}),
      visits,
    });
  };
  return {
    load,
    async list(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: guarantorListPartition(practiceId) } },
      });
      const accounts = await Promise.all(
        items.map((item) => load(practiceId, GuarantorId.parse(textOf(item, 'sk')))),
      );
      return accounts.filter((account) => account !== undefined);
    },
  };
}

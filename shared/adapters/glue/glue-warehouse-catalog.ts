import {
  AlreadyExistsException,
  CreatePartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  UpdatePartitionCommand,
  type GlueClient,
} from '@aws-sdk/client-glue';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';
import type { WarehouseCatalog } from '#ports/warehouse-catalog.ts';
import { withFaultsNamed } from '../named-faults.ts';

/** The two databases of the Glue catalogue. Partitions take their columns and format from their table. */
export function glueWarehouseCatalog(
  client: GlueClient,
  databases: Readonly<Record<WarehouseTable['mart'], string>>,
): WarehouseCatalog {
  return {
    async locations(table, practiceId) {
      const found = new Map<string, string>();
      let next: string | undefined;
      do {
        const page = await withFaultsNamed('Glue', () =>
          client.send(
            new GetPartitionsCommand({
              DatabaseName: databases[table.mart],
              TableName: table.name,
              Expression: `practice_id = '${practiceId}'`,
              ExcludeColumnSchema: true,
              ...(next === undefined ? {} : { NextToken: next }),
            }),
          ),
        );
        for (const { Values, StorageDescriptor } of page.Partitions ?? []) {
          if (StorageDescriptor?.Location !== undefined) {
            found.set(Values?.[1] ?? '', StorageDescriptor.Location);
          }
        }
        next = page.NextToken;
      } while (next !== undefined);
      return found;
    },
    async move(table, practiceId, month, location) {
      const place = { DatabaseName: databases[table.mart], TableName: table.name };
      const { Table } = await withFaultsNamed('Glue', () =>
        client.send(new GetTableCommand({ DatabaseName: place.DatabaseName, Name: table.name })),
      );
      const values = month === undefined ? [practiceId] : [practiceId, month];
      const input = {
        Values: values,
        StorageDescriptor: { ...Table?.StorageDescriptor, Location: location },
      };
      try {
        await withFaultsNamed('Glue', () =>
          client.send(new CreatePartitionCommand({ ...place, PartitionInput: input })),
        );
      } catch (error) {
        if (!(error instanceof AlreadyExistsException)) {
          throw error;
        }
        await withFaultsNamed('Glue', () =>
          client.send(
            new UpdatePartitionCommand({ ...place, PartitionValueList: values, PartitionInput: input }),
          ),
        );
      }
    },
  };
}

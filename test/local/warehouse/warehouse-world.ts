import path from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { createAthena, type Athena } from '../../../local/aws/athena/athena.ts';
import type { QueryLimits } from '../../../local/aws/athena/query-engine.ts';
import type { CatalogueTable } from '../../../local/aws/glue/catalogue-definition.ts';
import { createGlue, type Glue } from '../../../local/aws/glue/glue.ts';
import { createS3, type S3 } from '../../../local/aws/s3/s3.ts';
import {
  clientOptions,
  openTestWorld,
  region,
  account,
  serveForTest,
  type TestWorld,
} from '../aws-test-world.ts';

export const database = 'claimwright_test';
export const workGroup = 'finance';

const bucket = 'warehouse';
export const payments: CatalogueTable = {
  Name: 'payment',
  DatabaseName: database,
  TableType: 'EXTERNAL_TABLE',
  PartitionKeys: [
    { Name: 'practice_id', Type: 'string' },
    { Name: 'posting_month', Type: 'string' },
  ],
  StorageDescriptor: {
    Location: `s3://${bucket}/facts/payment/`,
    Columns: [
      { Name: 'fact_id', Type: 'string' },
      { Name: 'posting_date', Type: 'date' },
      { Name: 'known_at', Type: 'timestamp' },
      { Name: 'amount', Type: 'decimal(18,2)' },
      { Name: 'units', Type: 'int' },
      { Name: 'at_visit', Type: 'boolean' },
      // Added later: files written before do not have it.
      { Name: 'channel', Type: 'string' },
    ],
  },
};

export const perMonth: CatalogueTable = {
  Name: 'paid_by_month',
  DatabaseName: database,
  TableType: 'VIRTUAL_VIEW',
  PartitionKeys: [],
  StorageDescriptor: {},
  ViewOriginalText: `/* Presto View: ${Buffer.from(
    JSON.stringify({
      originalSql: 'SELECT posting_month, sum(amount) AS paid FROM payment GROUP BY posting_month',
      catalog: 'awsdatacatalog',
      schema: database,
      columns: [],
    }),
  ).toString('base64')} */`,
};

export interface Payment {
  readonly fact: string;
  readonly day: string;
  readonly cents: bigint;
}

/** The file of some payments, as the export writes them. */
export function paymentFile(rows: readonly Payment[]): Buffer {
  const written = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 6 },
      { name: 'fact_id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'posting_date', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
      {
        name: 'known_at',
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
        repetition_type: 'REQUIRED',
      },
      {
        name: 'amount',
        type: 'INT64',
        converted_type: 'DECIMAL',
        precision: 18,
        scale: 2,
        repetition_type: 'REQUIRED',
      },
      { name: 'units', type: 'INT32', repetition_type: 'REQUIRED' },
      { name: 'at_visit', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
    ],
    columnData: [
      { name: 'fact_id', data: rows.map(({ fact }) => fact) },
      { name: 'posting_date', data: rows.map(({ day }) => Date.parse(day) / 86_400_000) },
      { name: 'known_at', data: rows.map(({ day }) => BigInt(Date.parse(`${day}T17:30:00.250Z`))) },
      { name: 'amount', data: rows.map(({ cents }) => cents) },
      { name: 'units', data: rows.map(() => 2) },
      { name: 'at_visit', data: rows.map(() => true) },
    ],
  });
  return Buffer.from(written);
}

export interface WarehouseWorld {
  readonly test: TestWorld;
  readonly s3: S3;
  readonly glue: Glue;
  readonly athena: Athena;
  readonly glueClient: GlueClient;
  readonly athenaClient: AthenaClient;
  readonly close: () => Promise<void>;
}

/** The catalogue, the object store and Athena over one store, called through the unmodified clients of AWS. */
export async function openWarehouseWorld(limits?: QueryLimits): Promise<WarehouseWorld> {
  const test = openTestWorld();
  const s3 = createS3(test.world, path.join(test.folder, 'objects'));
  s3.provision([{ name: bucket, arn: `arn:aws:s3:::${bucket}`, versioned: true, eventBridgeEnabled: false }]);
  const glue = createGlue(test.world);
  glue.provision({ databases: [{ Name: database }], tables: [payments, perMonth] });
  const athena = createAthena(test.world, {
    glue,
    s3,
    folder: path.join(test.folder, 'files'),
    ...(limits === undefined ? {} : { limits }),
  });
  await athena.provision({
    workGroups: [
      {
        name: workGroup,
        description: 'for tests',
        outputLocation: `s3://${bucket}/results/`,
        enforced: true,
        bytesScannedCutoff: 10_000_000,
        engineVersion: 'Athena engine version 3',
      },
    ],
    namedQueries: [],
    preparedStatements: [],
    registeredLocations: [],
  });
  const glueEndpoint = await serveForTest(glue);
  const athenaEndpoint = await serveForTest(athena);
  return {
    test,
    s3,
    glue,
    athena,
    glueClient: new GlueClient(clientOptions(glueEndpoint)),
    athenaClient: new AthenaClient(clientOptions(athenaEndpoint)),
    close: async () => {
      await athena.stop();
      await glueEndpoint.close();
      await athenaEndpoint.close();
      test.dispose();
    },
  };
}

/** Puts a file of payments where the catalogue then points. */
export async function publish(
  { s3 }: WarehouseWorld,
  practice: string,
  month: string,
  folder: string,
  rows: readonly Payment[],
): Promise<string> {
  const location = `facts/payment/practice_id=${practice}/posting_month=${month}/${folder}/`;
  await s3.putObject(bucket, `${location}part-0001.parquet`, paymentFile(rows));
  await s3.putObject(bucket, `${location}_control.json`, '{"rows":1}');
  return `s3://${bucket}/${location}`;
}

/** The ARN of a resource of the catalogue. */
export function glueArn(resource: string): string {
  return `arn:aws:glue:${region}:${account}:${resource}`;
}

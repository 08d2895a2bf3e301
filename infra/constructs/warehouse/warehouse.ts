import { Duration, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { catalogueTypeOf, partitionsOf } from '#contracts/warehouse/catalogue-types.ts';
import type { Column, WarehouseTable } from '#contracts/warehouse/column.ts';
import { tablePrefix } from '#contracts/warehouse/places.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { ClaimsBucket } from '../../defaults/claims-bucket.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import { allow } from '../../defaults/claims-role.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { ReportStatements } from './report-statements.ts';
import { WarehouseWorkGroup } from './warehouse-work-group.ts';

/** Prefixes of the warehouse's bucket. */
export const warehousePrefixes = {
  /** Days as they were derived; nobody reads them but the export. */
  staged: 'staged/',
  facts: 'facts/',
  dimensions: 'dimensions/',
  /** All that names patients. */
  identified: 'identified/',
  /** Answers of statements: of the application, and of each reader, each in a place of its own. */
  results: 'results/',
  applicationResults: 'results/application/',
} as const;

/** Where the answers of a reader's statements lie, and those of no other. */
export const readerResults = (name: string): string => `${warehousePrefixes.results}readers/${name}/`;

/** A statement that runs for longer than Athena lets it has ended; who reads its answer does so within days. */
const resultRetention = Duration.days(7);

interface WarehouseProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly accessLogs: IBucket;
}

/** The files of the warehouse, the catalogue that points at them, and where statements on them run. */
export class Warehouse extends Construct {
  readonly bucket: ClaimsBucket;
  readonly reporting: CfnDatabase;
  readonly identified: CfnDatabase;
  readonly workGroup: WarehouseWorkGroup;
  readonly tables: ReadonlyMap<WarehouseTable, CfnTable>;
  readonly databaseNames: { readonly reporting: string; readonly identified: string };

  constructor(scope: Construct, id: string, { settings, key, accessLogs }: WarehouseProps) {
    super(scope, id);
    this.bucket = new ClaimsBucket(this, 'Files', {
      settings,
      key,
      accessLogs,
      evidence: false,
      announcesObjects: false,
      lifecycleRules: [
        // A folder that was superseded is not expired by age, nor is a staged day: S3 cannot tell it from the newest, which
        // may be years old, and a closed month is read for ever. Both are small: a day is derived again only when it changed.
        {
          id: 'results-are-read-at-once',
          prefix: warehousePrefixes.results,
          expiration: resultRetention,
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    const name = `claimwright_${settings.stage}`;
    this.databaseNames = { reporting: name, identified: `${name}_identified` };
    this.reporting = this.database('Reporting', name, 'Facts and dimensions of practices; names no patient');
    this.identified = this.database(
      'Identified',
      this.databaseNames.identified,
      'Names of patients, for those who must call one',
    );
    this.tables = new Map(warehouseTables.map((table) => [table, this.table(table)]));
    this.workGroup = new WarehouseWorkGroup(this, 'WorkGroup', {
      settings,
      key,
      bucket: this.bucket,
      name: `claimwright-${settings.stage}`,
      description: 'Statements of the application and of who operates it on the warehouse',
      results: warehousePrefixes.applicationResults,
    });
    new ReportStatements(this, 'Reports', { workGroup: this.workGroup, database: name });
  }

  /** Lets a function ask statements on the reporting mart and read their answers; which rows it sees Lake Formation says. */
  letAsk(to: IGrantable): void {
    const { account, partition, region } = Stack.of(this);
    allow(
      to,
      ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
      [`arn:${partition}:athena:${region}:${account}:workgroup/${this.workGroup.name}`],
    );
    allow(to, ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'], this.catalogueArns('reporting'));
    // AWS defines no resource for it: the grants of Lake Formation say on what.
    allow(to, ['lakeformation:GetDataAccess'], ['*']);
    this.bucket.open(
      to,
      ['GetObject', 'PutObject', 'AbortMultipartUpload'],
      warehousePrefixes.applicationResults,
    );
    allow(to, ['s3:GetBucketLocation'], [this.bucket.bucketArn]);
  }

  /** Lets a function see where partitions are. */
  letSeePartitions(to: IGrantable): void {
    this.allowOnTables(to, ['glue:GetTable', 'glue:GetPartitions']);
  }

  /** Lets a function also point partitions elsewhere; Lake Formation weighs at what. */
  letMovePartitions(to: IGrantable): void {
    this.allowOnTables(to, [
      'glue:GetTable',
      'glue:GetPartitions',
      'glue:CreatePartition',
      'glue:UpdatePartition',
    ]);
    // AWS defines no resource for it: the grants of Lake Formation say on what.
    allow(to, ['lakeformation:GetDataAccess'], ['*']);
  }

  private allowOnTables(to: IGrantable, actions: readonly string[]): void {
    const both = [...this.catalogueArns('reporting'), ...this.catalogueArns('identified')];
    allow(to, actions, [...new Set(both)]);
  }

  /** The catalogue, a mart and each of its tables, as glue's permissions name them. */
  catalogueArns(mart: WarehouseTable['mart']): string[] {
    const { account, partition, region } = Stack.of(this);
    const arn = (resource: string): string => `arn:${partition}:glue:${region}:${account}:${resource}`;
    const database = this.databaseNames[mart];
    return [
      arn('catalog'),
      arn(`database/${database}`),
      ...warehouseTables
        .filter((table) => table.mart === mart)
        .map((table) => arn(`table/${database}/${table.name}`)),
    ];
  }

  /** A table as Lake Formation names it. */
  inLakeFormation({ mart, name }: WarehouseTable): CfnPrincipalPermissions.ResourceProperty {
    return { table: { catalogId: Stack.of(this).account, databaseName: this.databaseNames[mart], name } };
  }

  databaseOf({ mart }: WarehouseTable): CfnDatabase {
    return mart === 'identified' ? this.identified : this.reporting;
  }

  private database(id: string, name: string, description: string): CfnDatabase {
    return new CfnDatabase(this, id, {
      catalogId: Stack.of(this).account,
      // Nobody may read a table only because of IAM: Lake Formation's grants come first.
      databaseInput: { name, description, createTableDefaultPermissions: [] },
    });
  }

  private table(table: WarehouseTable): CfnTable {
    const made = new CfnTable(this, `Table-${table.name}`, {
      catalogId: Stack.of(this).account,
      databaseName: this.databaseNames[table.mart],
      tableInput: {
        name: table.name,
        description: table.grain,
        tableType: 'EXTERNAL_TABLE',
        parameters: {
          EXTERNAL: 'TRUE',
          classification: 'parquet',
          'parquet.compression': 'SNAPPY',
          'claimwright.version': String(table.version),
        },
        partitionKeys: partitionsOf(table).map(catalogueColumn),
        storageDescriptor: {
          columns: table.columns.map(catalogueColumn),
          location: this.bucket.s3UrlForObject(tablePrefix(table)),
          inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
          serdeInfo: {
            serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
            parameters: { 'serialization.format': '1' },
          },
          compressed: true,
        },
      },
    });
    made.addResourceDependency(this.databaseOf(table));
    return made;
  }
}

/** The longest comment that the catalogue keeps, in characters. Source: AWS Glue API, Column. */
const longestComment = 255;

function catalogueColumn(column: Column): CfnTable.ColumnProperty {
  const { meaning } = column;
  return {
    name: column.name,
    type: catalogueTypeOf(column),
    comment: meaning.length > longestComment ? `${meaning.slice(0, longestComment - 1)}…` : meaning,
  };
}

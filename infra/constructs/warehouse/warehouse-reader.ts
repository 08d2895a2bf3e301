import { Stack, type CfnResource } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnDataCellsFilter } from 'aws-cdk-lib/aws-lakeformation';
import { Construct } from 'constructs';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { grantOn, type Permission } from './grant-on.ts';
import { ReportStatements } from './report-statements.ts';
import { WarehouseWorkGroup } from './warehouse-work-group.ts';
import { readerResults, type Warehouse } from './warehouse.ts';

type Reader = StageSettings['warehouse']['readers'][number];

interface WarehouseReaderProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly warehouse: Warehouse;
  readonly reader: Reader;
}

/**
 * A reader of the stage: a workgroup of its own with the reports in it, a place of its own for results, what Lake Formation
 * lets it see, and what its role needs in IAM beside that. It reaches no other reader's statements and results.
 */
export class WarehouseReader extends Construct {
  readonly policy: ManagedPolicy;
  readonly workGroup: WarehouseWorkGroup;
  private readonly warehouse: Warehouse;
  private readonly reader: Reader;

  constructor(scope: Construct, id: string, { settings, key, warehouse, reader }: WarehouseReaderProps) {
    super(scope, id);
    this.warehouse = warehouse;
    this.reader = reader;
    this.workGroup = new WarehouseWorkGroup(this, 'WorkGroup', {
      settings,
      key,
      bucket: warehouse.bucket,
      name: `claimwright-${settings.stage}-${reader.name}`,
      description: `Statements of the reader ${reader.name} on the warehouse`,
      results: readerResults(reader.name),
    });
    new ReportStatements(this, 'Reports', {
      workGroup: this.workGroup,
      database: warehouse.databaseNames.reporting,
    });
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: `Asks statements on the warehouse of ${settings.stage} as ${reader.name}; what they see is granted by Lake Formation`,
      statements: this.statements(key),
    });
    for (const table of warehouseTables) {
      if (table.mart === 'reporting' || reader.seesNames) {
        this.grantTable(table);
      }
    }
  }

  private statements(key: ClaimsKey): PolicyStatement[] {
    const { account, partition, region } = Stack.of(this);
    const { warehouse, reader } = this;
    const marts = reader.seesNames ? (['reporting', 'identified'] as const) : (['reporting'] as const);
    return [
      new PolicyStatement({
        actions: [
          'athena:StartQueryExecution',
          'athena:StopQueryExecution',
          'athena:GetQueryExecution',
          'athena:BatchGetQueryExecution',
          'athena:ListQueryExecutions',
          'athena:GetQueryResults',
          'athena:GetWorkGroup',
          // The reports by their names.
          'athena:GetPreparedStatement',
          'athena:ListPreparedStatements',
          'athena:GetNamedQuery',
          'athena:BatchGetNamedQuery',
          'athena:ListNamedQueries',
        ],
        resources: [`arn:${partition}:athena:${region}:${account}:workgroup/${this.workGroup.name}`],
      }),
      new PolicyStatement({
        actions: [
          'glue:GetDatabase',
          'glue:GetDatabases',
          'glue:GetTable',
          'glue:GetTables',
          'glue:GetPartitions',
        ],
        resources: [...new Set(marts.flatMap((mart) => warehouse.catalogueArns(mart)))],
      }),
      new PolicyStatement({ actions: ['lakeformation:GetDataAccess'], resources: ['*'] }),
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
        resources: [warehouse.bucket.arnForObjects(`${readerResults(reader.name)}*`)],
      }),
      new PolicyStatement({
        actions: ['s3:GetBucketLocation'],
        resources: [warehouse.bucket.bucketArn],
      }),
      // Results are encrypted with the key; by it the role reads nothing that S3 does not give it.
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': `s3.${region}.amazonaws.com`,
            'kms:EncryptionContext:aws:s3:arn': warehouse.bucket.bucketArn,
          },
        },
      }),
    ];
  }

  /** All of a table, or the rows of some practices and not all columns, as a filter that is granted in place of the table. */
  private grantTable(table: WarehouseTable): void {
    const { practices, withoutColumns } = this.reader;
    const hidden = withoutColumns
      .filter((column) => column.startsWith(`${table.name}.`))
      .map((column) => column.slice(table.name.length + 1));
    if (practices === 'all' && hidden.length === 0) {
      this.grant(table.name, ['SELECT', 'DESCRIBE'], this.warehouse.inLakeFormation(table));
      return;
    }
    this.grant(table.name, ['DESCRIBE'], this.warehouse.inLakeFormation(table));
    const name = `${this.reader.name}-${table.name}`;
    const place = {
      tableCatalogId: Stack.of(this).account,
      databaseName: this.warehouse.databaseNames[table.mart],
      tableName: table.name,
    };
    const filter = new CfnDataCellsFilter(this, `Cells-${table.name}`, {
      ...place,
      name,
      rowFilter:
        practices === 'all'
          ? { allRowsWildcard: {} }
          : {
              filterExpression: `practice_id IN (${practices.map((practice) => `'${practice}'`).join(', ')})`,
            },
      columnWildcard: { excludedColumnNames: [...hidden] },
    });
    this.grant(`OfCells-${table.name}`, ['SELECT'], { dataCellsFilter: { ...place, name } }, [filter]);
  }

  private grant(
    id: string,
    permissions: readonly Permission[],
    resource: Parameters<typeof grantOn>[2]['resource'],
    after: readonly CfnResource[] = [],
  ): void {
    grantOn(this, `Grant-${id}`, { principalArn: this.reader.principalArn, permissions, resource, after });
  }
}

import { DefaultStackSynthesizer, Stack, type CfnResource } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import {
  CfnDataCellsFilter,
  CfnDataLakeSettings,
  CfnPrincipalPermissions,
  CfnResource as CfnRegisteredLocation,
} from 'aws-cdk-lib/aws-lakeformation';
import { Construct } from 'constructs';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import { ClaimsRole } from '../../defaults/claims-role.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { warehousePrefixes, type Warehouse } from './warehouse.ts';

type Reader = StageSettings['warehouse']['readers'][number];
type Permission = 'SELECT' | 'INSERT' | 'ALTER' | 'DESCRIBE' | 'DATA_LOCATION_ACCESS';

interface WarehouseGrantsProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly warehouse: Warehouse;
}

/**
 * Who may see which tables, columns and practices of the warehouse, granted by Lake Formation: what a principal may do in
 * IAM is not enough. The readers are data of the stage.
 */
export class WarehouseGrants extends Construct {
  /** What a reader's role needs in IAM beside its grants. */
  readonly readerPolicy: ManagedPolicy;
  private readonly warehouse: Warehouse;
  private readonly first: readonly CfnResource[];

  constructor(scope: Construct, id: string, { settings, key, warehouse }: WarehouseGrantsProps) {
    super(scope, id);
    this.warehouse = warehouse;
    const stack = Stack.of(this);
    const administration = new CfnDataLakeSettings(this, 'Settings', {
      // Who deploys grants; others that administer the lake of this account stay.
      mutationType: 'APPEND',
      admins: [{ dataLakePrincipalIdentifier: deployer(stack) }],
      createDatabaseDefaultPermissions: [],
      createTableDefaultPermissions: [],
    });
    warehouse.reporting.addResourceDependency(administration);
    warehouse.identified.addResourceDependency(administration);
    const lender = new ClaimsRole(this, 'LenderRole', {
      assumedBy: new ServicePrincipal('lakeformation.amazonaws.com'),
      description: 'With what Lake Formation reads the files that it gives out',
    });
    const published = [warehousePrefixes.facts, warehousePrefixes.dimensions, warehousePrefixes.identified];
    for (const prefix of published) {
      warehouse.bucket.open(lender, ['GetObject'], prefix);
    }
    key.allowDecrypt(lender);
    const location = new CfnRegisteredLocation(this, 'Location', {
      resourceArn: warehouse.bucket.bucketArn,
      roleArn: lender.roleArn,
      useServiceLinkedRole: false,
    });
    location.node.addDependency(lender);
    this.first = [administration, location];
    this.readerPolicy = new ManagedPolicy(this, 'Reader', {
      description: `Asks statements on the warehouse of ${settings.stage}; what they see is granted by Lake Formation`,
    });
    this.letRead();
    for (const reader of settings.warehouse.readers) {
      this.grantReader(reader);
    }
  }

  /** Grants a function's role all of the reporting mart: which practice it asks about is checked before it asks. */
  letFunctionRead(reader: ClaimsFunction): void {
    const role = roleOf(reader);
    for (const table of warehouseTables.filter(({ mart }) => mart === 'reporting')) {
      this.grantTable(`${role.node.id}-${table.name}`, role.roleArn, table, ['SELECT', 'DESCRIBE']);
    }
  }

  /** Grants the role that publishes to point partitions of every table at files of the bucket. */
  letFunctionPublish(publisher: ClaimsFunction): void {
    const role = roleOf(publisher);
    const { bucket } = this.warehouse;
    this.grant(`${role.node.id}-Location`, role.roleArn, ['DATA_LOCATION_ACCESS'], {
      dataLocation: { catalogId: Stack.of(this).account, resourceArn: bucket.bucketArn },
    });
    for (const table of warehouseTables) {
      this.grantTable(`${role.node.id}-${table.name}`, role.roleArn, table, [
        'SELECT',
        'INSERT',
        'ALTER',
        'DESCRIBE',
      ]);
    }
  }

  private letRead(): void {
    const { account, partition, region } = Stack.of(this);
    const { warehouse, readerPolicy } = this;
    readerPolicy.addStatements(
      new PolicyStatement({
        actions: [
          'athena:StartQueryExecution',
          'athena:StopQueryExecution',
          'athena:GetQueryExecution',
          'athena:GetQueryResults',
          'athena:GetWorkGroup',
        ],
        resources: [`arn:${partition}:athena:${region}:${account}:workgroup/${warehouse.workGroup.name}`],
      }),
      new PolicyStatement({
        actions: [
          'glue:GetDatabase',
          'glue:GetDatabases',
          'glue:GetTable',
          'glue:GetTables',
          'glue:GetPartitions',
        ],
        resources: [
          ...new Set([...warehouse.catalogueArns('reporting'), ...warehouse.catalogueArns('identified')]),
        ],
      }),
      new PolicyStatement({ actions: ['lakeformation:GetDataAccess'], resources: ['*'] }),
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
        resources: [warehouse.bucket.arnForObjects(`${warehousePrefixes.results}*`)],
      }),
      new PolicyStatement({
        actions: ['s3:GetBucketLocation'],
        resources: [warehouse.bucket.bucketArn],
      }),
    );
  }

  private grantReader(reader: Reader): void {
    for (const table of warehouseTables) {
      if (table.mart === 'identified' && !reader.seesNames) {
        continue;
      }
      const hidden = reader.withoutColumns
        .filter((column) => column.startsWith(`${table.name}.`))
        .map((column) => column.slice(table.name.length + 1));
      const id = `${reader.name}-${table.name}`;
      if (reader.practices === 'all' && hidden.length === 0) {
        this.grantTable(id, reader.principalArn, table, ['SELECT', 'DESCRIBE']);
        continue;
      }
      this.grantTable(id, reader.principalArn, table, ['DESCRIBE']);
      this.grantCells(id, reader, table, hidden);
    }
  }

  /** The rows of some practices and not all columns, as a filter that is granted in place of the table. */
  private grantCells(id: string, reader: Reader, table: WarehouseTable, hidden: readonly string[]): void {
    const name = `${reader.name}-${table.name}`;
    const database = this.warehouse.databaseNames[table.mart];
    const { account } = Stack.of(this);
    const filter = new CfnDataCellsFilter(this, `Cells-${id}`, {
      name,
      databaseName: database,
      tableName: table.name,
      tableCatalogId: account,
      rowFilter:
        reader.practices === 'all'
          ? { allRowsWildcard: {} }
          : {
              filterExpression: `practice_id IN (${reader.practices.map((practice) => `'${practice}'`).join(', ')})`,
            },
      columnWildcard: { excludedColumnNames: [...hidden] },
    });
    this.after(filter, table);
    this.grant(`OfCells-${id}`, reader.principalArn, ['SELECT'], {
      dataCellsFilter: { tableCatalogId: account, databaseName: database, tableName: table.name, name },
    }).addResourceDependency(filter);
  }

  private grantTable(
    id: string,
    principalArn: string,
    table: WarehouseTable,
    permissions: readonly Permission[],
  ): void {
    const granted = this.grant(id, principalArn, permissions, {
      table: {
        catalogId: Stack.of(this).account,
        databaseName: this.warehouse.databaseNames[table.mart],
        name: table.name,
      },
    });
    this.after(granted, table);
  }

  private grant(
    id: string,
    principalArn: string,
    permissions: readonly Permission[],
    resource: CfnPrincipalPermissions.ResourceProperty,
  ): CfnPrincipalPermissions {
    const granted = new CfnPrincipalPermissions(this, `Grant-${id}`, {
      catalog: Stack.of(this).account,
      principal: { dataLakePrincipalIdentifier: principalArn },
      resource,
      permissions: [...permissions],
      permissionsWithGrantOption: [],
    });
    for (const earlier of this.first) {
      granted.addResourceDependency(earlier);
    }
    return granted;
  }

  private after(later: CfnResource, table: WarehouseTable): void {
    const made = this.warehouse.tables.get(table);
    if (made !== undefined) {
      later.addResourceDependency(made);
    }
  }
}

function roleOf({ role, node }: ClaimsFunction): IRole {
  if (role === undefined) {
    throw new Error(`${node.path} has no role`);
  }
  return role;
}

/** The role with which CloudFormation deploys this stack. */
function deployer({ synthesizer, account, region, partition }: Stack): string {
  const role =
    synthesizer instanceof DefaultStackSynthesizer ? synthesizer.cloudFormationExecutionRoleArn : undefined;
  return (role ?? `arn:${partition}:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`)
    .replaceAll('${AWS::Partition}', partition)
    .replaceAll('${AWS::AccountId}', account)
    .replaceAll('${AWS::Region}', region);
}

import { DefaultStackSynthesizer, Stack, type CfnResource } from 'aws-cdk-lib';
import { ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { CfnDataLakeSettings, CfnResource as CfnRegisteredLocation } from 'aws-cdk-lib/aws-lakeformation';
import { Construct } from 'constructs';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import { ClaimsRole } from '../../defaults/claims-role.ts';
import { grantOn, type Permission } from './grant-on.ts';
import { warehousePrefixes, type Warehouse } from './warehouse.ts';

interface WarehouseGrantsProps {
  readonly key: ClaimsKey;
  readonly warehouse: Warehouse;
}

/**
 * What Lake Formation gives out, and to which functions: what a principal may do in IAM is not enough. What readers of the
 * stage see is granted beside, a reader at a time.
 */
export class WarehouseGrants extends Construct {
  private readonly warehouse: Warehouse;
  private readonly first: readonly CfnResource[];

  constructor(scope: Construct, id: string, { key, warehouse }: WarehouseGrantsProps) {
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
    grantOn(this, `Grant-${role.node.id}-Location`, {
      principalArn: role.roleArn,
      permissions: ['DATA_LOCATION_ACCESS'],
      resource: { dataLocation: { catalogId: Stack.of(this).account, resourceArn: bucket.bucketArn } },
      after: this.first,
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

  private grantTable(
    id: string,
    principalArn: string,
    table: WarehouseTable,
    permissions: readonly Permission[],
  ): void {
    const made = this.warehouse.tables.get(table);
    grantOn(this, `Grant-${id}`, {
      principalArn,
      permissions,
      resource: this.warehouse.inLakeFormation(table),
      after: made === undefined ? this.first : [...this.first, made],
    });
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

import { Stack, type CfnResource } from 'aws-cdk-lib';
import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';

/** What Lake Formation lets a principal do. */
export type Permission = 'SELECT' | 'INSERT' | 'ALTER' | 'DESCRIBE' | 'DATA_LOCATION_ACCESS';

interface Grant {
  readonly principalArn: string;
  readonly permissions: readonly Permission[];
  readonly resource: CfnPrincipalPermissions.ResourceProperty;
  /** What must be there before it is granted. */
  readonly after: readonly CfnResource[];
}

/** Lets a principal do something with a table, its cells or a place, and not hand it on. */
export function grantOn(
  scope: Construct,
  id: string,
  { principalArn, permissions, resource, after }: Grant,
): void {
  const granted = new CfnPrincipalPermissions(scope, id, {
    catalog: Stack.of(scope).account,
    principal: { dataLakePrincipalIdentifier: principalArn },
    resource,
    permissions: [...permissions],
    permissionsWithGrantOption: [],
  });
  for (const earlier of after) {
    granted.addResourceDependency(earlier);
  }
}

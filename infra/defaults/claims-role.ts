import {
  ManagedPolicy,
  PolicyStatement,
  Role,
  type AddToPrincipalPolicyResult,
  type IGrantable,
  type ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

interface ClaimsRoleProps {
  readonly assumedBy: ServicePrincipal;
  readonly description: string;
  readonly roleName?: string;
}

/**
 * A role whose permissions are one managed policy instead of inline ones, made of what its constructs ask for.
 * The role waits for its policy, so whatever takes the role may use it at once.
 */
export class ClaimsRole extends Role {
  private readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ClaimsRoleProps) {
    super(scope, id, props);
    this.policy = new ManagedPolicy(this, 'Permissions', { description: props.description });
    this.addManagedPolicy(this.policy);
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}

/** Allows actions on resources, both named in full. */
export function allow(grantee: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}

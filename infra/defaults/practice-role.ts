import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  PolicyStatement,
  type AddToPrincipalPolicyResult,
  type ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings.ts';
import { ClaimsRole } from './claims-role.ts';
import { itemsOfThePractice, onlyKeys } from './leading-keys.ts';

interface PracticeRoleProps {
  readonly settings: StageSettings;
  /** The function that has it. */
  readonly verbNoun: string;
  readonly assumedBy: ServicePrincipal;
  readonly description: string;
}

const enter = ['sts:AssumeRole', 'sts:TagSession'];

/** One tag and no other, and never from a session that has it: nobody goes from one practice to another. */
const underOneTag = {
  StringLike: { 'aws:RequestTag/practice': '?*' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['practice'] },
  Null: { 'aws:PrincipalTag/practice': 'true' },
};

/**
 * The role of a function that works for one practice at a time. It may take itself once more, tagged with a practice; only
 * such a session reaches items, and those of its practice alone. What belongs to no practice is opened by its keys.
 */
export class PracticeRole extends ClaimsRole {
  constructor(
    scope: Construct,
    id: string,
    { settings, verbNoun, assumedBy, description }: PracticeRoleProps,
  ) {
    // Named, because no policy can say "the role that I belong to".
    const roleName = `claimwright-${settings.stage}-${settings.region}-${verbNoun}`;
    super(scope, id, { assumedBy, description, roleName });
    const itself = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: roleName,
    });
    this.assumeRolePolicy?.addStatements(
      new PolicyStatement({
        principals: [new AccountPrincipal(Aws.ACCOUNT_ID)],
        actions: enter,
        conditions: { ...underOneTag, ArnEquals: { 'aws:PrincipalArn': itself } },
      }),
    );
    super.addToPrincipalPolicy(
      new PolicyStatement({ actions: enter, resources: [itself], conditions: underOneTag }),
    );
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    const conditions: unknown = statement.conditions;
    const isAboutItems = statement.actions.some((action) => action.startsWith('dynamodb:'));
    if (isAboutItems && JSON.stringify(conditions) === '{}') {
      statement.addConditions(onlyKeys(itemsOfThePractice));
    }
    return super.addToPrincipalPolicy(statement);
  }
}

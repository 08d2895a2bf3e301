import { Duration } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { allow } from '../../defaults/claims-role.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { indexes } from '../practice-records/practice-records.ts';

interface StaffAdministrationProps {
  readonly foundation: Foundation;
  readonly pool: UserPool;
}

const timeout = Duration.seconds(29);

/** Who works where, and what they did: the functions about staff themselves. */
export class StaffAdministration extends Construct {
  readonly all: readonly ClaimsFunction[];

  constructor(scope: Construct, id: string, { foundation, pool }: StaffAdministrationProps) {
    super(scope, id);
    const { practices, staff, audit } = foundation.records;

    const showMe = new ClaimsFunction(this, 'show-me', {
      foundation,
      does: 'Tells a person in which practices the person works, and as what',
      timeout,
      perPractice: true,
    });
    staff.open(showMe, ['GetItem']);
    practices.open(showMe, ['GetItem']);

    const manageStaff = new ClaimsFunction(this, 'manage-staff', {
      foundation,
      does: 'Invites staff, says what they may do, shuts accounts',
      timeout,
      perPractice: true,
    });
    manageStaff.addEnvironment('STAFF_POOL_ID', pool.userPoolId);
    staff.open(manageStaff, ['GetItem', 'PutItem', 'Query']);
    allow(
      manageStaff,
      [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminUpdateUserAttributes',
        'cognito-idp:AdminListGroupsForUser',
        'cognito-idp:AdminAddUserToGroup',
        'cognito-idp:AdminRemoveUserFromGroup',
        'cognito-idp:AdminDisableUser',
        'cognito-idp:AdminEnableUser',
        'cognito-idp:AdminUserGlobalSignOut',
        'cognito-idp:AdminDeleteUser',
      ],
      [pool.userPoolArn],
    );

    const readAudit = new ClaimsFunction(this, 'read-audit', {
      foundation,
      does: 'Lists who saw or changed what',
      timeout,
      perPractice: true,
    });
    audit.open(readAudit, ['Query'], [indexes.auditByUser, indexes.auditByClaim]);

    this.all = [showMe, manageStaff, readAudit];
  }
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { staffRoles } from '#contracts/staff-member.ts';
import { pascalCase } from '../../defaults/claims-function.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

/** The attribute in which a person's practices stand, separated by commas. Nobody can write it but the service. */
export const practicesAttribute = 'practices';

/** An invitation that nobody follows is no use to whoever finds it later. */
const invitationLife = Duration.days(3);

/**
 * How staff sign in: an account each, by invitation only, with a second factor. What a person may do in a practice is
 * kept with the practice's records; the groups are roles, and a token carries them.
 */
export class StaffAccounts extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        passwordHistorySize: 5,
        tempPasswordValidity: invitationLife,
      },
      // Who lost both password and device asks an administrator of the practice.
      accountRecovery: AccountRecovery.NONE,
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: false, mutable: true },
      },
      customAttributes: { [practicesAttribute]: new StringAttribute({ maxLen: 2048, mutable: true }) },
      userInvitation: {
        emailSubject: 'Your account of Claimwright',
        emailBody:
          'You are invited to work with Claimwright. Your user name is {username}, your first password is {####}. It must be changed within three days.',
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: settings.deletionProtection,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const role of staffRoles) {
      new CfnUserPoolGroup(this, `${pascalCase(role)}Group`, {
        userPoolId: this.pool.userPoolId,
        groupName: role,
        description: `The role "${role}"; in which practice, the practice's records say`,
      });
    }
  }
}

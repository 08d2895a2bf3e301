import { Aws, Duration } from 'aws-cdk-lib';
import {
  ClientAttributes,
  OAuthScope,
  UserPoolClient,
  UserPoolDomain,
  type UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { practicesAttribute } from '../staff-accounts/staff-accounts.ts';

interface StaffSignInProps {
  readonly settings: StageSettings;
  readonly pool: UserPool;
  /** Where the application is, with the slash at its end: the only place that a code is sent to. */
  readonly applicationUrl: string;
}

/** A working day; then the person signs in anew. */
const sessionLife = Duration.hours(10);
const tokenLife = Duration.minutes(60);

/** How the application lets people sign in: the pool's own pages, and a code that only the application can redeem. */
export class StaffSignIn extends Construct {
  readonly client: UserPoolClient;
  /** Where the pages are. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, pool, applicationUrl }: StaffSignInProps) {
    super(scope, id);
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: pool,
      // Names of such domains are unique over all accounts.
      cognitoDomain: { domainPrefix: `claimwright-${settings.stage}-${Aws.ACCOUNT_ID}` },
    });
    this.url = domain.baseUrl();
    this.client = new UserPoolClient(this, 'Client', {
      userPool: pool,
      // A browser keeps no secret; the code is bound to whoever asked for it (PKCE).
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      authFlows: { userSrp: true },
      idTokenValidity: tokenLife,
      accessTokenValidity: tokenLife,
      refreshTokenValidity: sessionLife,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // Not the scope by which a person could change the own account, and with it the practices.
        scopes: [OAuthScope.OPENID],
        callbackUrls: [applicationUrl],
        logoutUrls: [applicationUrl],
      },
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, fullname: true })
        .withCustomAttributes(practicesAttribute),
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
    });
  }
}

import { CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ReportMail } from '../constructs/report-mail/report-mail.ts';
import { StaffApi } from '../constructs/staff-api/staff-api.ts';
import { StaffSignIn } from '../constructs/staff-api/staff-sign-in.ts';
import { StaffSite } from '../constructs/staff-site/staff-site.ts';
import { ClaimsFunction } from '../defaults/claims-function.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { DataStack } from './data-stack.ts';
import type { PipelineStack } from './pipeline-stack.ts';
import type { WarehouseStack } from './warehouse-stack.ts';

interface EdgeStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
  readonly warehouse: WarehouseStack;
  /** The files of the staff application. */
  readonly siteFolder: string;
}

/** What people reach from outside: the application of staff, its API and how they sign in. It holds nothing and can be replaced whole. */
export class EdgeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, data, pipeline, warehouse, siteFolder }: EdgeStackProps,
  ) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: the application of staff, its API and how they sign in`,
      env: { region: settings.region },
      terminationProtection: settings.deletionProtection,
      // By this the command line finds the stacks of a stage.
      tags: { 'claimwright:stage': settings.stage },
    });
    const { foundation } = pipeline;
    const { pool } = data.accounts;
    const signIn = new StaffSignIn(this, 'SignIn', {
      settings,
      pool,
      // The site answers the sign-in pages and lets the browser call them: each names the other.
      applicationUrl: Lazy.string({ produce: () => site.url }),
    });
    const tellSignIn = new ClaimsFunction(this, 'tell-sign-in', {
      foundation,
      does: 'Tells a browser where to sign in',
      timeout: Duration.seconds(10),
      memorySize: 256,
      perPractice: true,
    });
    tellSignIn.addEnvironment('SIGN_IN_URL', signIn.url);
    tellSignIn.addEnvironment('SIGN_IN_CLIENT_ID', signIn.client.userPoolClientId);
    const staffApi = new StaffApi(this, 'Staff', {
      foundation,
      pool,
      client: signIn.client,
      functions: [tellSignIn, ...pipeline.callable, ...warehouse.callable],
    });

    const site = new StaffSite(this, 'Site', {
      settings,
      siteFolder,
      apiDomainName: staffApi.host,
      signInUrl: signIn.url,
    });

    if (settings.reportMail !== undefined) {
      new ReportMail(this, 'ReportMail', {
        foundation,
        sender: settings.reportMail,
        applicationUrl: site.url,
      });
    }

    // Read by the command line, on AWS and on one machine.
    new CfnOutput(this, 'StaffSiteUrl', { value: site.url });
    new CfnOutput(this, 'StaffApiUrl', { value: staffApi.api.apiEndpoint });
    new CfnOutput(this, 'SignInUrl', { value: signIn.url });
  }
}

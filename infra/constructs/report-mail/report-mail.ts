import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Environment } from '#contracts/environment.ts';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { DeadLetterQueue } from '../../defaults/claims-queue.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

interface ReportMailProps {
  /** Of another stack, but for where failed calls of this one end. */
  readonly foundation: Foundation;
  readonly sender: NonNullable<StageSettings['reportMail']>;
  /** Where the application is; it stands in the mails. */
  readonly applicationUrl: string;
}

/** Tells people by e-mail that a report is ready: an address of its own to send from, and a round every hour. */
export class ReportMail extends Construct {
  constructor(scope: Construct, id: string, { foundation, sender, applicationUrl }: ReportMailProps) {
    super(scope, id);
    const { key, alarms, records } = foundation;
    const ofStack: Foundation = {
      ...foundation,
      // Its policy names the schedule of this stack: the others cannot, which are there before.
      failedInvocations: new DeadLetterQueue(this, 'FailedInvocations', {
        key,
        alarms,
        runbook: 'A call failed and nobody was told',
      }),
    };
    const rules = new ConfigurationSet(this, 'Rules', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const { senderAddress, identity } = sender;
    const known = new EmailIdentity(this, 'Sender', {
      identity:
        identity === 'domain'
          ? Identity.domain(senderAddress.slice(senderAddress.indexOf('@') + 1))
          : Identity.email(senderAddress),
      configurationSet: rules,
    });

    const send = new ClaimsFunction(this, 'send-report-mails', {
      foundation: ofStack,
      does: 'Tells people of the reports that are due',
      timeout: Duration.minutes(10),
    });
    const variables: Partial<Record<keyof Environment, string>> = {
      APPLICATION_URL: applicationUrl,
      MAIL_SENDER: senderAddress,
      MAIL_CONFIGURATION_SET: rules.configurationSetName,
    };
    for (const [variable, value] of Object.entries(variables)) {
      send.addEnvironment(variable, value);
    }
    records.practices.open(send, ['GetItem', 'Query', 'PutItem']);
    records.ledger.open(send, ['GetItem', 'Query']);
    records.staff.open(send, ['GetItem']);
    const { stack } = known;
    send.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [
          known.emailIdentityArn,
          stack.formatArn({
            service: 'ses',
            resource: 'configuration-set',
            resourceName: rules.configurationSetName,
          }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': senderAddress } },
      }),
    );
    alarms.watchReportMails(send);
    runEvery(this, 'EveryHour', send, {
      foundation: ofStack,
      every: Duration.hours(1),
      does: 'Tells people of the reports that are due',
    });
  }
}

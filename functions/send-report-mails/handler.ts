import { SESv2Client } from '@aws-sdk/client-sesv2';
import { exportBookWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { sesMailService } from '#adapters/ses/ses-mail-service.ts';
import { sendReportMailsStep } from './send-report-mails-step.ts';

const { APPLICATION_URL, MAIL_SENDER, MAIL_CONFIGURATION_SET } = readEnvironment(
  'APPLICATION_URL',
  'MAIL_SENDER',
  'MAIL_CONFIGURATION_SET',
);
const world = {
  ...tablesWorld(),
  ...exportBookWorld(),
  members: staffWorld().members,
  mails: sesMailService(new SESv2Client({ maxAttempts: 1 }), {
    address: MAIL_SENDER,
    configurationSet: MAIL_CONFIGURATION_SET,
  }),
  applicationUrl: APPLICATION_URL,
};

export const handler = claimsHandler('send-report-mails', () => sendReportMailsStep(world));

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SendEmailCommand, SESv2Client, SESv2ServiceException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryMailService } from '#adapters/memory/memory-report-schedules.ts';
import { sesMailService } from '#adapters/ses/ses-mail-service.ts';
import type { Mail, MailService } from '#ports/mail-service.ts';
import { createSes } from '../../local/aws/ses/ses.ts';
import { clientOptions, openTestWorld, serveForTest } from '../local/aws-test-world.ts';

interface Post {
  readonly mails: MailService;
  /** What went out, as text. */
  readonly gone: () => string[];
  close(): Promise<void>;
}

const sender = { address: 'reports@claims.example', configurationSet: 'rules' };
const provisioned = {
  identities: [{ name: 'claims.example', arn: 'arn:aws:ses:us-east-1:111122223333:identity/claims.example' }],
  configurationSets: [{ name: 'rules', arn: 'arn:aws:ses:us-east-1:111122223333:configuration-set/rules' }],
};

async function served(): Promise<Post> {
  const world = openTestWorld();
  const folder = path.join(world.folder, 'mails');
  const ses = createSes(world.world, folder);
  ses.provision(provisioned);
  const endpoint = await serveForTest(ses);
  return {
    mails: sesMailService(new SESv2Client(clientOptions(endpoint)), sender),
    gone: () => readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')),
    async close() {
      await endpoint.close();
      world.dispose();
    },
  };
}

function inMemory(): Promise<Post> {
  const mails = memoryMailService();
  return Promise.resolve({
    mails,
    gone: () => mails.sent.map(({ to, subject, text }) => `To: ${to}\nSubject: ${subject}\n\n${text}`),
    close: () => Promise.resolve(),
  });
}

const mail: Mail = {
  to: 'f.ruiz@hill.example',
  subject: 'Report ready',
  text: 'Read it here:\nhttps://x.example/\n',
};

describe.each([
  ['memory', inMemory],
  ['Amazon SES', served],
])('Mails by %s', (_name, open) => {
  let post: Post;
  beforeAll(async () => {
    post = await open();
  });
  afterAll(async () => {
    await post.close();
  });

  test('are taken under an id each, and go to the one they are for', async () => {
    const first = await post.mails.send(mail);
    const second = await post.mails.send({ ...mail, to: 'k.osei@hill.example' });
    const ids = [first, second].map((outcome) => (outcome.is === 'taken' ? outcome.messageId : ''));
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('');
    const gone = post.gone();
    expect(gone).toHaveLength(2);
    for (const to of ['f.ruiz@hill.example', 'k.osei@hill.example']) {
      expect(gone.filter((text) => text.includes(`To: ${to}`))).toHaveLength(1);
    }
    expect(
      gone.every((text) => text.includes('Subject: Report ready') && text.includes('https://x.example/')),
    ).toBe(true);
  });
});

const refusal = (name: string, fault: 'client' | 'server') =>
  new SESv2ServiceException({ name, $fault: fault, $metadata: {}, message: 'not now' });
const broken = (code: string) => Object.assign(new Error('connect'), { code });

describe('What Amazon SES does not take', () => {
  test.each([
    ['MessageRejected', refusal('MessageRejected', 'client'), 'not-taken'],
    ['BadRequestException', refusal('BadRequestException', 'client'), 'not-taken'],
    [
      'MailFromDomainNotVerifiedException',
      refusal('MailFromDomainNotVerifiedException', 'client'),
      'sender-not-allowed',
    ],
    ['AccountSuspendedException', refusal('AccountSuspendedException', 'client'), 'sender-not-allowed'],
    ['SendingPausedException', refusal('SendingPausedException', 'client'), 'sender-not-allowed'],
    ['AccessDeniedException', refusal('AccessDeniedException', 'client'), 'sender-not-allowed'],
    ['TooManyRequestsException', refusal('TooManyRequestsException', 'client'), 'too-many-at-once'],
    ['LimitExceededException', refusal('LimitExceededException', 'client'), 'too-many-at-once'],
    ['an address that does not answer', broken('ECONNREFUSED'), 'not-reached'],
    ['a name that is not found', broken('ENOTFOUND'), 'not-reached'],
    ['a fault of the service, which may have sent it', refusal('InternalFailure', 'server'), 'unknown'],
    ['a connection that broke off', broken('ECONNRESET'), 'unknown'],
    ['no answer in time', broken('ETIMEDOUT'), 'unknown'],
  ])('%s', async (_name, error, why) => {
    const client = mockClient(SESv2Client);
    client.on(SendEmailCommand).rejects(error);
    const outcome = await sesMailService(new SESv2Client({ region: 'us-east-1' }), sender).send(mail);
    expect(outcome).toEqual({ is: 'not-taken', why });
    client.restore();
  });

  test('is one mail from one sender by the rules of the installation, and nothing else', async () => {
    const client = mockClient(SESv2Client);
    client.on(SendEmailCommand).resolves({ MessageId: 'message-1' });
    await sesMailService(new SESv2Client({ region: 'us-east-1' }), sender).send(mail);
    expect(client.commandCalls(SendEmailCommand).map(({ args: [command] }) => command.input)).toEqual([
      {
        FromEmailAddress: 'reports@claims.example',
        ConfigurationSetName: 'rules',
        Destination: { ToAddresses: ['f.ruiz@hill.example'] },
        Content: {
          Simple: {
            Subject: { Data: mail.subject, Charset: 'UTF-8' },
            Body: { Text: { Data: mail.text, Charset: 'UTF-8' } },
          },
        },
      },
    ]);
    client.restore();
  });
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { GetAccountCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSes } from '../../../local/aws/ses/ses.ts';
import {
  account,
  clientOptions,
  openTestWorld,
  region,
  serveForTest,
  type TestEndpoint,
  type TestWorld,
} from '../aws-test-world.ts';

const arn = (rest: string): string => `arn:aws:ses:${region}:${account}:${rest}`;

let world: TestWorld;
let endpoint: TestEndpoint;
let client: SESv2Client;
let folder: string;

beforeAll(async () => {
  world = openTestWorld();
  folder = path.join(world.folder, 'mails');
  const ses = createSes(world.world, folder);
  ses.provision({
    identities: [
      { name: 'claims.example', arn: arn('identity/claims.example') },
      { name: 'desk@hill.example', arn: arn('identity/desk@hill.example') },
    ],
    configurationSets: [{ name: 'rules', arn: arn('configuration-set/rules') }],
  });
  endpoint = await serveForTest(ses);
  client = new SESv2Client(clientOptions(endpoint));
});
afterAll(async () => {
  await endpoint.close();
  world.dispose();
});
beforeEach(() => {
  world.denied.clear();
  world.asked.length = 0;
});

const send = (from: string, more: { set?: string; subject?: string; text?: string } = {}) =>
  client.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: ['f.ruiz@hill.example'] },
      ConfigurationSetName: more.set ?? 'rules',
      Content: {
        Simple: {
          Subject: { Data: more.subject ?? 'Ready' },
          Body: { Text: { Data: more.text ?? 'One\nTwo\n' } },
        },
      },
    }),
  );
const files = (): string[] => readdirSync(folder).toSorted();

describe('Amazon SES on one machine', () => {
  test('writes a mail as a file that a mail program opens, for its owner alone', async () => {
    const { MessageId } = await send('reports@claims.example');
    const [name = ''] = files();
    expect(name).toBe(`2026-01-05T090000.000Z-${MessageId}.eml`);
    expect(readFileSync(path.join(folder, name), 'utf8').split('\r\n')).toEqual([
      `Message-ID: <${MessageId}@one-machine.invalid>`,
      'Date: Mon, 05 Jan 2026 09:00:00 +0000',
      'From: reports@claims.example',
      'To: f.ruiz@hill.example',
      'Subject: Ready',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'One',
      'Two',
      '',
    ]);
    expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0);
  });

  test('asks whether the caller may use the sender and the rules', async () => {
    await send('Reports <reports@claims.example>');
    expect(world.asked.map(({ action, resourceArn, context }) => [action, resourceArn, context])).toEqual([
      ['ses:SendEmail', arn('identity/claims.example'), { 'ses:fromaddress': 'reports@claims.example' }],
      ['ses:SendEmail', arn('configuration-set/rules'), { 'ses:fromaddress': 'reports@claims.example' }],
    ]);
    world.denied.add(`ses:SendEmail ${arn('configuration-set/rules')}`);
    await expect(send('reports@claims.example')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test.each([
    ['a sender that the template does not name', 'other@elsewhere.example', 'rules', 'MessageRejected'],
    ['another address where one address is named', 'boss@hill.example', 'rules', 'MessageRejected'],
    ['rules that the template does not name', 'desk@hill.example', 'others', 'NotFoundException'],
  ])('refuses %s', async (_, from, set, name) => {
    const before = files();
    await expect(send(from, { set })).rejects.toMatchObject({ name });
    expect(files()).toEqual(before);
  });

  test('writes no header that a subject could make', async () => {
    await send('desk@hill.example', { subject: 'Ready\r\nBcc: all@hill.example' });
    const last = files().at(-1) ?? '';
    expect(readFileSync(path.join(folder, last), 'utf8')).not.toMatch(/^Bcc:/m);
  });

  test('refuses what it would lose, and every other operation, by name', async () => {
    await expect(
      client.send(
        new SendEmailCommand({
          FromEmailAddress: 'desk@hill.example',
          Destination: { ToAddresses: ['f.ruiz@hill.example'], BccAddresses: ['all@hill.example'] },
          Content: { Simple: { Subject: { Data: 'Ready' }, Body: { Text: { Data: 'One' } } } },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/^Destination: /),
    });
    await expect(client.send(new GetAccountCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});

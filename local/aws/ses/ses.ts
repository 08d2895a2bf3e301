import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type {
  HttpRequest,
  HttpResponse,
  JsonObject,
  Principal,
  RestService,
  ServiceWorld,
} from '../../runtime/service.ts';
import type { MailDefinition } from './mail-definition.ts';
import { mailFile } from './mail-file.ts';

/** Amazon SES (API version 2), served: what is sent is a file of the data folder, and leaves the machine by no way. */
interface Ses extends RestService {
  /** Takes the identities and configuration sets of the template. */
  provision(definition: MailDefinition): void;
}

const content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const address = z.string().min(3).max(320);

/** A property that is not read here is refused: a mail must not lose a part of it unnoticed. */
const sendEmail = z.strictObject({
  FromEmailAddress: address,
  Destination: z.strictObject({ ToAddresses: z.array(address).min(1).max(50) }),
  ConfigurationSetName: z.string().optional(),
  Content: z.strictObject({
    Simple: z.strictObject({ Subject: content, Body: z.strictObject({ Text: content }) }),
  }),
});
type SendEmail = z.infer<typeof sendEmail>;

function readInput(body: Buffer): SendEmail {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('BadRequestException', 'The request body is not JSON.');
  }
  const read = sendEmail.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new AwsError(
      'BadRequestException',
      `${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'unreadable'}; on one machine a mail has one sender, recipients, a subject and a text.`,
    );
  }
  return read.data;
}

/** `Reports <reports@example.org>` is the address in it. */
const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();

/**
 * Serves mail.
 * @param folder where each mail becomes a file.
 */
export function createSes(world: ServiceWorld, folder: string): Ses {
  let definition: MailDefinition = { identities: [], configurationSets: [] };
  const arnOf = (kind: string, name: string): string =>
    `arn:aws:ses:${world.region}:${world.account}:${kind}/${name}`;

  const send = (input: SendEmail, principal: Principal): { readonly MessageId: string } => {
    const from = bareAddress(input.FromEmailAddress);
    const domain = from.slice(from.indexOf('@') + 1);
    const names = new Set([from.toLowerCase(), domain.toLowerCase()]);
    const identity = definition.identities.find(({ name }) => names.has(name.toLowerCase()));
    const context = { 'ses:fromaddress': from };
    world.authorizer.authorize(principal, 'ses:SendEmail', identity?.arn ?? arnOf('identity', from), context);
    if (identity === undefined) {
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${world.region.toUpperCase()}: ${from}`,
      );
    }
    const { ConfigurationSetName: set } = input;
    if (set !== undefined) {
      const known = definition.configurationSets.find(({ name }) => name === set);
      world.authorizer.authorize(
        principal,
        'ses:SendEmail',
        known?.arn ?? arnOf('configuration-set', set),
        context,
      );
      if (known === undefined) {
        throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
      }
    }
    const messageId = randomUUID();
    const at = world.clock.now();
    const { Subject, Body } = input.Content.Simple;
    const file = mailFile({
      messageId,
      from: input.FromEmailAddress,
      to: input.Destination.ToAddresses,
      subject: Subject.Data,
      text: Body.Text.Data,
      at,
    });
    // Owner only: a mail says who works where. Moved into place whole, so that whoever lists the folder reads no half.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `${new Date(at).toISOString().replaceAll(':', '')}-${messageId}.eml`;
    const half = path.join(folder, `.${name}`);
    writeFileSync(half, file, { mode: 0o600 });
    renameSync(half, path.join(folder, name));
    return { MessageId: messageId };
  };

  const handle = ({ method, path: place, body }: HttpRequest, principal: Principal) => {
    if (method !== 'POST' || place !== '/v2/email/outbound-emails') {
      throw new AwsError(
        'UnknownOperationException',
        `Amazon SES on this machine serves SendEmail of its version 2 alone, not ${method} ${place}.`,
        501,
      );
    }
    return send(readInput(body), principal);
  };

  return {
    name: 'ses',
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => undefined,
    provision(given) {
      definition = given;
    },
    handle(request, principal) {
      try {
        world.count('ses', 'SendEmail');
        return Promise.resolve(answer(200, { ...handle(request, principal) }));
      } catch (error) {
        if (!(error instanceof AwsError)) {
          throw error;
        }
        const { statusCode, name, message, members } = error;
        return Promise.resolve(answer(statusCode, { message, ...members }, { 'x-amzn-errortype': name }));
      }
    },
  };
}

function answer(
  status: number,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

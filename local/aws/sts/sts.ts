import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Credentials } from '../../runtime/credentials.ts';
import {
  AwsError,
  type HttpRequest,
  type HttpResponse,
  type Principal,
  type RestService,
  type ServiceWorld,
} from '../../runtime/service.ts';
import { listOf, xmlAnswer } from './query-protocol.ts';

const defaultSeconds = 3_600;
const shortestSeconds = 900;
/** What a role allows that says nothing, and what a session that takes another one may ask at most. */
const longestSeconds = 3_600;
const mostTags = 50;

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

// Source: AWS Security Token Service API reference, AssumeRole.
const assumeRoleInput = z.strictObject({
  RoleArn: z.string().min(20).max(2_048),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  DurationSeconds: z.coerce.number().int().min(shortestSeconds).max(43_200).default(defaultSeconds),
});

/**
 * AWS STS, served as far as a function takes a role under tags: whether it may is weighed by the role's own trust and by
 * the policies of whoever asks, and the tags are part of who the session is.
 */
export function createSts(world: ServiceWorld, forSession: Credentials['forSession']): RestService {
  const assumeRole = (input: URLSearchParams, principal: Principal): string => {
    const asked = Object.fromEntries(
      [...input].filter(([name]) => !['Action', 'Version'].includes(name) && !name.startsWith('Tags.')),
    );
    // What is not served is refused by its name: without a session policy, say, the session would be allowed more.
    const read = assumeRoleInput.safeParse(asked);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw validation(`${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'unreadable'}`);
    }
    const { RoleArn: roleArn, RoleSessionName: name, DurationSeconds: seconds } = read.data;
    if (seconds > longestSeconds) {
      throw validation(
        `The requested DurationSeconds exceeds ${longestSeconds}, which is the longest session of a role here.`,
      );
    }
    const tags = tagsOf(input);
    const context = {
      'sts:RoleSessionName': name,
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      ...(Object.keys(tags).length === 0 ? {} : { 'aws:TagKeys': Object.keys(tags).join('\n') }),
    };
    world.authorizer.authorize(principal, 'sts:AssumeRole', roleArn, context);
    if (Object.keys(tags).length > 0) {
      world.authorizer.authorize(principal, 'sts:TagSession', roleArn, context);
    }
    const endsAt = world.clock.now() + seconds * 1_000;
    const key = forSession({ roleArn, name, tags, endsAt });
    return xmlAnswer('AssumeRole', {
      AssumedRoleUser: {
        AssumedRoleId: `${key.accessKeyId.replace('ASIA', 'AROA')}:${name}`,
        Arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${name}`,
      },
      Credentials: {
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        SessionToken: key.sessionToken,
        Expiration: new Date(endsAt).toISOString(),
      },
    });
  };

  return {
    name: 'sts',
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => undefined,
    handle: (request: HttpRequest, principal: Principal): Promise<HttpResponse> => {
      const input = new URLSearchParams(request.body.toString('utf8'));
      const action = input.get('Action') ?? '';
      if (action !== 'AssumeRole') {
        throw new AwsError('InvalidAction', `STS ${action} is not served on this machine.`, 400);
      }
      world.count('sts', action);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
        body: assumeRole(input, principal),
      });
    },
  };
}

function tagsOf(input: URLSearchParams): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const { Key: key = '', Value: value = '' } of listOf(input, 'Tags')) {
    if (key.length < 1 || key.length > 128 || value.length > 256 || !tagText.test(key + value)) {
      throw validation(
        `Tags: found ${key}, expected a key of 1 to 128 and a value of at most 256 characters.`,
      );
    }
    if (Object.keys(tags).some((known) => known.toLowerCase() === key.toLowerCase())) {
      throw new AwsError('InvalidParameterValue', `Duplicate tag keys found: ${key}.`, 400);
    }
    tags[key] = value;
  }
  if (Object.keys(tags).length > mostTags) {
    throw validation(`Tags: found ${Object.keys(tags).length}, expected ${mostTags} at most.`);
  }
  return tags;
}

function validation(message: string): AwsError {
  return new AwsError('ValidationError', message, 400);
}

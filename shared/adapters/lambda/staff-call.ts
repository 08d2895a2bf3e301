import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import {
  parametersOf,
  pathParameters,
  type PathParameter,
  type StaffRoute,
} from '#contracts/staff-api/route.ts';
import { StaffRole } from '#contracts/staff-member.ts';
import { StaffUser } from '#contracts/staff-user.ts';

/** What API Gateway hands to a function for an HTTP request (payload format 2.0), as far as it is read. */
const HttpEvent = z.object({
  version: z.literal('2.0'),
  routeKey: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ sourceIp: z.string() }),
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
});
export type HttpEvent = z.infer<typeof HttpEvent>;

/** The HTTP request in an event; undefined where a function was called without one, by an operator or a state machine. */
export function httpEventOf(event: unknown): HttpEvent | undefined {
  return HttpEvent.safeParse(event).data;
}

/** Who a token says that the caller is. What it says of practices and roles is only what may be: the practice knows. */
export interface Caller {
  readonly user: string;
  readonly practiceIds: readonly PracticeId[];
  readonly roles: readonly StaffRole[];
}

/** The authorizer hands a list on as text in brackets, its members apart by blanks. */
const ListClaim = z
  .union([z.array(z.string()), z.string()])
  .default([])
  .transform((claim) => (Array.isArray(claim) ? claim : claim.replace(/^\[|\]$/g, '').split(/[\s,]+/)));

const IdClaims = z.object({
  // The other token of a sign-in says nothing of practices.
  token_use: z.literal('id'),
  'cognito:username': StaffUser,
  'cognito:groups': ListClaim,
  'custom:practices': z.string().default(''),
});

/** The caller of a request; undefined where its token is none of a staff member. */
export function callerOf({ requestContext }: HttpEvent): Caller | undefined {
  const claims = IdClaims.safeParse(requestContext.authorizer?.jwt.claims).data;
  return claims === undefined
    ? undefined
    : {
        user: claims['cognito:username'],
        roles: claims['cognito:groups'].flatMap((group) => StaffRole.safeParse(group).data ?? []),
        practiceIds: claims['custom:practices']
          .split(',')
          .flatMap((name) => PracticeId.safeParse(name.trim()).data ?? []),
      };
}

/** Every address that a request says it came through; the last is the one that reached the API. */
export function addressesOf({ headers, requestContext }: HttpEvent): string {
  const { sourceIp } = requestContext.http;
  const forwarded = headers['x-forwarded-for']?.slice(-200) ?? '';
  return forwarded === '' || forwarded.endsWith(sourceIp)
    ? forwarded || sourceIp
    : `${forwarded}, ${sourceIp}`;
}

type Read<Value> =
  | { readonly value: Value; readonly status?: never }
  | { readonly status: 400 | 404 | 413 | 415; readonly problems: readonly string[] };

/** The ids in the path, checked; a path with something else in it leads nowhere. */
export function pathOf(
  route: StaffRoute,
  event: HttpEvent,
): Read<Readonly<Partial<Record<PathParameter, string>>>> {
  const found: Partial<Record<PathParameter, string>> = {};
  for (const name of parametersOf(route.path)) {
    const parameter = name as PathParameter;
    const read = pathParameters[parameter].safeParse(event.pathParameters?.[name]);
    if (!read.success) {
      return {
        status: 404,
        problems: problemsOf(read.error).map((problem) => problem.replace('request', name)),
      };
    }
    found[parameter] = read.data;
  }
  return { value: found };
}

/** A function takes 6 MB at most, and a body in base64 is a third longer. */
const longestBody = 4_000_000;

/** What is asked beside the path. Of a POST it is handed on as it came: the function reads it by its own schema. */
export function questionOf(route: StaffRoute, event: HttpEvent): Read<Readonly<Record<string, unknown>>> {
  if (route.method === 'GET') {
    const read = route.request.safeParse(event.queryStringParameters ?? {});
    return read.success
      ? { value: read.data as Readonly<Record<string, unknown>> }
      : { status: 400, problems: problemsOf(read.error) };
  }
  const body = event.body ?? '';
  if (body.length > longestBody) {
    return { status: 413, problems: [`body: ${body.length} characters; at most ${longestBody} are read`] };
  }
  const text = event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (text !== '' && !/^application\/json\b/i.test(event.headers['content-type'] ?? '')) {
    return { status: 415, problems: ['Content-Type: send application/json'] };
  }
  const parsed = jsonOf(text === '' ? '{}' : text);
  if (parsed === undefined) {
    return { status: 400, problems: ['body: it is no JSON'] };
  }
  const read = route.request.safeParse(parsed.json);
  return read.success
    ? { value: parsed.json as Readonly<Record<string, unknown>> }
    : { status: 400, problems: problemsOf(read.error) };
}

function jsonOf(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import {
  cookiesOf,
  headerOf,
  splitUrl,
  type PublicRequest,
  type PublicResponse,
} from '../../runtime/public-door.ts';

/** What a function is told of the distribution that runs it. */
export interface EdgeContext {
  readonly distributionId: string;
  readonly distributionDomainName: string;
  readonly requestId: string;
}

/** A function of CloudFront, ready to run. */
export interface EdgeFunction {
  /** The request as the function leaves it, or the response that it gives at once. */
  request(
    request: PublicRequest,
    context: EdgeContext,
  ): Promise<{ readonly request: PublicRequest } | { readonly response: PublicResponse }>;
  response(request: PublicRequest, response: PublicResponse, context: EdgeContext): Promise<PublicResponse>;
}

/** Far more than an edge gives: a busy machine may let a function wait for its turn. */
const longestMilliseconds = 2_000;

const value = z.object({
  value: z.string(),
  multiValue: z.array(z.object({ value: z.string() })).optional(),
});
const values = z.record(z.string(), value).default({});
const requestSchema = z.object({
  method: z.string(),
  uri: z.string(),
  querystring: z.union([values, z.string()]).default({}),
  headers: values,
  cookies: values,
});
const responseSchema = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: values,
  cookies: values,
  body: z
    .union([z.string(), z.object({ data: z.string(), encoding: z.enum(['text', 'base64']).default('text') })])
    .optional(),
});

type Values = z.infer<typeof values>;

/** Every value of each name, in the form that functions read. */
function valuesOf(entries: Iterable<readonly [string, string]>): Values {
  const read: Values = {};
  for (const [name, one] of entries) {
    const known = read[name];
    read[name] =
      known === undefined
        ? { value: one }
        : {
            value: known.value,
            multiValue: [...(known.multiValue ?? [{ value: known.value }]), { value: one }],
          };
  }
  return read;
}

function* entriesOf(read: Values): Generator<[string, string]> {
  for (const [name, one] of Object.entries(read)) {
    for (const { value: text } of one.multiValue ?? [one]) {
      yield [name, text];
    }
  }
}

function eventRequest({ method, url, headers }: PublicRequest): z.input<typeof requestSchema> {
  const { path, query } = splitUrl(url);
  const names = Object.keys(headers).filter((name) => name !== 'cookie');
  return {
    method,
    uri: path,
    querystring: valuesOf(new URLSearchParams(query)),
    headers: Object.fromEntries(names.map((name) => [name, { value: headerOf(headers, name) ?? '' }])),
    cookies: valuesOf(
      cookiesOf(headers).map((cookie) => {
        const equals = cookie.indexOf('=');
        return [cookie.slice(0, equals), cookie.slice(equals + 1)] as const;
      }),
    ),
  };
}

function requestOf(written: z.infer<typeof requestSchema>, before: PublicRequest): PublicRequest {
  const query =
    typeof written.querystring === 'string'
      ? written.querystring
      : new URLSearchParams([...entriesOf(written.querystring)]).toString();
  const cookie = [...entriesOf(written.cookies)].map(([name, text]) => `${name}=${text}`).join('; ');
  return {
    ...before,
    url: query === '' ? written.uri : `${written.uri}?${query}`,
    headers: {
      ...Object.fromEntries(entriesOf(written.headers)),
      ...(cookie === '' ? {} : { cookie }),
    },
  };
}

function responseOf(written: z.infer<typeof responseSchema>, body: Buffer | string): PublicResponse {
  const cookies = [...entriesOf(written.cookies)].map(([name, text]) => `${name}=${text}`);
  const given =
    typeof written.body === 'object' ? written.body : { data: written.body, encoding: 'text' as const };
  return {
    status: written.statusCode,
    headers: {
      ...Object.fromEntries(entriesOf(written.headers)),
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
    body:
      given.data === undefined
        ? body
        : Buffer.from(given.data, given.encoding === 'text' ? 'utf8' : 'base64'),
  };
}

/**
 * Prepares the source of a function of CloudFront: plain JavaScript with a `handler`, in a context that has nothing
 * but the language, as at an edge. `where` names it in errors.
 */
export function prepareEdgeFunction(source: string, where: string): EdgeFunction {
  const sandbox = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  try {
    new Script(source, { filename: where }).runInContext(sandbox, { timeout: longestMilliseconds });
  } catch (cause) {
    throw new Error(
      `${where} cannot be run here: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
  // Only text crosses: no object of this process reaches the function.
  const call = async (event: unknown): Promise<unknown> => {
    const script = new Script(
      `(async () => JSON.stringify(await handler(JSON.parse(${JSON.stringify(JSON.stringify(event))}))))()`,
    );
    const answered = (await script.runInContext(sandbox, { timeout: longestMilliseconds })) as string;
    return JSON.parse(answered) as unknown;
  };
  const eventOf = (eventType: string, context: EdgeContext, request: PublicRequest) => ({
    version: '1.0',
    context: { ...context, eventType },
    viewer: { ip: request.sourceAddress },
    request: eventRequest(request),
  });
  return {
    request: async (request, context) => {
      const answered = await call(eventOf('viewer-request', context, request));
      const asResponse = responseSchema.safeParse(answered);
      return asResponse.success
        ? { response: responseOf(asResponse.data, '') }
        : { request: requestOf(requestSchema.parse(answered), request) };
    },
    response: async (request, response, context) => {
      const { 'set-cookie': setCookie, ...headers } = response.headers;
      const answered = await call({
        ...eventOf('viewer-response', context, request),
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, one]) => [name, { value: String(one) }]),
          ),
          cookies: {},
        },
      });
      const changed = responseOf(responseSchema.parse(answered), response.body);
      return setCookie === undefined || 'set-cookie' in changed.headers
        ? changed
        : { ...changed, headers: { ...changed.headers, 'set-cookie': setCookie } };
    },
  };
}

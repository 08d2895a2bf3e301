import * as z from 'zod';
import type { PublicResponse } from '../../runtime/public-door.ts';

/** A header's value may be a number or a flag: it goes out as text. */
const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Set by the gateway itself; a function that sets them is not heard. */
const hopHeaders = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive']);

/**
 * What a function's answer becomes in HTTP: with a `statusCode` it is taken apart; without one it is the body of a
 * 200 in JSON. Undefined when it is neither, which the caller is told as an internal error.
 */
export function responseOf(payload: string): PublicResponse | undefined {
  const value = (payload === '' ? null : JSON.parse(payload)) as unknown;
  const isStructured = typeof value === 'object' && value !== null && 'statusCode' in value;
  if (!isStructured) {
    const body = typeof value === 'string' ? value : value === null ? '' : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = structured.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const written: Record<string, string | readonly string[]> = {};
  for (const [name, one] of Object.entries(headers ?? {})) {
    if (!hopHeaders.has(name.toLowerCase())) {
      written[name.toLowerCase()] = one;
    }
  }
  written['content-type'] ??= 'text/plain;charset=UTF-8';
  if (cookies !== null && cookies !== undefined && cookies.length > 0) {
    written['set-cookie'] = cookies;
  }
  return {
    status: statusCode,
    headers: written,
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

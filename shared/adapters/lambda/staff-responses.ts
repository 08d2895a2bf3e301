import * as z from 'zod';
import type { Problem } from '#contracts/staff-api/problem.ts';
import { sha256Hex } from '../system/sha256.ts';

/** What a function hands back to API Gateway (payload format 2.0). */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers may lead to a patient: nobody on the way keeps one. */
const notKept = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  403: 'That is not for you to do',
  404: 'There is no such thing',
  409: 'It cannot be done as things stand',
  413: 'It is too much at once',
  415: 'The request is of another kind',
  422: 'It cannot be answered',
  503: 'Ask again',
};

/** Why a call was not answered as asked, a sentence each. */
export function problem(status: number, problems: readonly string[], retryAfterSeconds?: number): HttpAnswer {
  const body: Problem = {
    type: `urn:claimwright:problem:${status}`,
    title: titles[status] ?? 'It was refused',
    status,
    detail: problems[0] ?? '',
    problems: [...problems],
  };
  return {
    statusCode: status,
    headers: {
      ...notKept,
      'content-type': 'application/problem+json',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify(body),
  };
}

/** A function hands back 6 MB at most, in which the body stands as a string. */
const longestAnswerBytes = 5_000_000;

export function answered(status: number, body: string): HttpAnswer {
  if (Buffer.byteLength(body) > longestAnswerBytes) {
    return problem(413, ['The answer is longer than one call can bring; ask for less, with a lower limit']);
  }
  const kind = status < 400 ? 'application/json' : 'application/problem+json';
  return { statusCode: status, headers: { ...notKept, 'content-type': kind }, body };
}

/** The answer with its mark; without the answer, where the caller has one of that mark already. */
export function unchanged(response: HttpAnswer, known: string | undefined): HttpAnswer {
  if (response.statusCode !== 200) {
    return response;
  }
  const etag = `"${sha256Hex(response.body).slice(0, 32)}"`;
  const isKnown = known
    ?.split(',')
    .map((mark) => mark.trim().replace(/^W\//, ''))
    .includes(etag);
  return isKnown === true
    ? { statusCode: 304, headers: { ...notKept, etag }, body: '' }
    : { ...response, headers: { ...response.headers, etag } };
}

const File = z.object({
  outcome: z.literal('file'),
  fileName: z.string().regex(/^[A-Za-z0-9._-]+$/),
  contentType: z.string(),
  text: z.string(),
});

/** An answer that is a file to keep, not an object. */
export function fileOf(told: unknown): HttpAnswer | undefined {
  const file = File.safeParse(told).data;
  return file === undefined
    ? undefined
    : {
        statusCode: 200,
        headers: {
          ...notKept,
          'content-type': file.contentType,
          'content-disposition': `attachment; filename="${file.fileName}"`,
        },
        body: file.text,
      };
}

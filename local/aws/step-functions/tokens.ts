import { randomBytes } from 'node:crypto';
import * as z from 'zod';

/** What a task token says about itself: which thread of which execution waits for it. */
export interface TokenParts {
  readonly execution: number;
  readonly thread: number;
  readonly nonce: string;
}

const tokenBody = z.tuple([z.literal(1), z.number().int(), z.number().int(), z.string().length(32)]);

/** Makes a token that nobody can guess. The execution's record is its tombstone once it was used. */
export function mintToken(execution: number, thread: number): string {
  const body = [1, execution, thread, randomBytes(16).toString('hex')];
  return Buffer.from(JSON.stringify(body)).toString('base64');
}

/** What a token says, or undefined when it is none of this service's. */
export function readToken(token: string): TokenParts | undefined {
  try {
    const [, execution, thread, nonce] = tokenBody.parse(
      JSON.parse(Buffer.from(token, 'base64').toString('utf8')),
    );
    return { execution, thread, nonce };
  } catch {
    return undefined;
  }
}

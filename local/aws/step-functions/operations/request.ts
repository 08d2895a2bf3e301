import * as z from 'zod';
import { AwsError, type Json, type JsonObject } from '../../../runtime/service.ts';
import { payloadLimitBytes } from '../state-error.ts';

/**
 * Reads the input of an operation.
 *
 * @throws AwsError ValidationException that names the members that are wrong.
 */
export function readRequest<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.output<Schema> {
  const result = schema.safeParse(input);
  if (!result.success) {
    throw new AwsError('ValidationException', z.prettifyError(result.error));
  }
  return result.data;
}

/** How many results a page may have: 100 unless asked otherwise, 1,000 at most. */
export const pageSize = z
  .number()
  .int()
  .min(0)
  .max(1000)
  .optional()
  .transform((size) => (size === undefined || size === 0 ? 100 : size));

/** Where a page begins, hidden in a token. */
export function pageToken(position: number): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

/** @throws AwsError InvalidToken when the token is none that {@link pageToken} made. */
export function readPageToken(token: string | undefined, first: number): number {
  if (token === undefined) {
    return first;
  }
  try {
    return z
      .number()
      .int()
      .parse(JSON.parse(Buffer.from(token, 'base64').toString('utf8')));
  } catch {
    throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
  }
}

/**
 * Checks a text that must be JSON within the payload limit.
 *
 * @param errorName the error that AWS answers for this text: InvalidExecutionInput or InvalidOutput.
 */
export function checkJsonText(text: string, errorName: string, what: string): void {
  if (Buffer.byteLength(text) > payloadLimitBytes) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${what}' failed to satisfy constraint: Member must have length less than or equal to ${String(payloadLimitBytes)}`,
    );
  }
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError(
      errorName,
      `${errorName === 'InvalidOutput' ? 'Invalid Output' : 'Invalid State Machine Execution Input'}: '${what} is not JSON: ${text.slice(0, 100)}'`,
    );
  }
}

/** Seconds of the epoch, as the JSON protocols write a time. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/** An object without the members that are undefined. */
export function present(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) {
      kept[name] = value;
    }
  }
  return kept;
}

const machineArn = /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:.+/;

/** @throws AwsError InvalidArn when the text is no ARN of Step Functions. */
export function checkArn(arn: string): void {
  if (!/^arn:[^:]+:states:[^:]*:[^:]*:[A-Za-z]+:.+/.test(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  }
}

/** The state machine ARN without the version or alias behind it. */
export function unqualifiedMachineArn(arn: string): string {
  checkArn(arn);
  if (!machineArn.test(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);
  }
  return arn.split(':').slice(0, 7).join(':');
}

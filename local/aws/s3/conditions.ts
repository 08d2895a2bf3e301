import { AwsError } from '../../runtime/service.ts';
import type { VersionRow } from './object-store.ts';

/** The conditions of a request, from its headers. */
export interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A header as one text. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** Reads conditions; `prefix` is `x-amz-copy-source-` for those on the source of a copy. */
export function readConditions(headers: Headers, prefix = ''): Conditions {
  return {
    ifMatch: header(headers, `${prefix}if-match`),
    ifNoneMatch: header(headers, `${prefix}if-none-match`),
    ifModifiedSince: header(headers, `${prefix}if-modified-since`),
    ifUnmodifiedSince: header(headers, `${prefix}if-unmodified-since`),
  };
}

function names(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const entry = item.trim();
    return entry === '*' || entry.replace(/^W\//, '').replaceAll('"', '') === etag;
  });
}

function failed(condition: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    {
      Condition: condition,
    },
  );
}

/**
 * Checks the conditions of a write against the present object: `If-None-Match: *` wants none, `If-Match` wants
 * this one. Called inside the transaction that writes, so that of two writers one wins.
 * Throws PreconditionFailed (412) or, for If-Match without an object, NoSuchKey (404).
 */
export function checkWrite(
  { ifMatch, ifNoneMatch }: Conditions,
  present: VersionRow | undefined,
  key: string,
): void {
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*') {
      throw new AwsError('NotImplemented', 'A write takes If-None-Match only with the value *.', 501);
    }
    if (present !== undefined) {
      throw failed('If-None-Match');
    }
  }
  if (ifMatch !== undefined) {
    if (present === undefined) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
    }
    if (!names(ifMatch, present.etag)) {
      throw failed('If-Match');
    }
  }
}

/** Whole seconds, as HTTP dates have them. */
function seconds(time: number): number {
  return Math.floor(time / 1000);
}

/**
 * Checks the conditions of a read: 'unchanged' asks for the answer 304; a condition that does not hold throws
 * PreconditionFailed. An ETag condition goes before the date condition of its kind, as HTTP says.
 */
export function checkRead(conditions: Conditions, row: VersionRow): 'changed' | 'unchanged' {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!names(ifMatch, row.etag)) {
      throw failed('If-Match');
    }
  } else if (
    ifUnmodifiedSince !== undefined &&
    seconds(row.modified_at) > seconds(Date.parse(ifUnmodifiedSince))
  ) {
    throw failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) {
    return names(ifNoneMatch, row.etag) ? 'unchanged' : 'changed';
  }
  if (ifModifiedSince !== undefined && seconds(row.modified_at) <= seconds(Date.parse(ifModifiedSince))) {
    return 'unchanged';
  }
  return 'changed';
}

/** Checks the conditions on the source of a copy; every one that does not hold is PreconditionFailed. */
export function checkCopySource(conditions: Conditions, row: VersionRow): void {
  if (checkRead(conditions, row) === 'unchanged') {
    throw failed('x-amz-copy-source-If-None-Match');
  }
}

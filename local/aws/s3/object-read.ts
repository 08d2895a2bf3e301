import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse } from '../../runtime/service.ts';
import { objectArn } from './bucket-definition.ts';
import { checkRead, header, readConditions } from './conditions.ts';
import { objectHeaders } from './object-headers.ts';
import { contentOf } from './object-store.ts';
import type { VersionRow } from './object-store.ts';
import type { S3Core, S3Request } from './s3-core.ts';

interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** Reads a Range header of one range; undefined means the whole object, as for a header that cannot be read. */
function readRange(text: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) {
    return undefined;
  }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      RangeRequested: text ?? '',
      ActualObjectSize: size,
    });
  }
  return end < start ? undefined : { start, length: end - start + 1 };
}

function partRange(row: VersionRow, partNumber: number): ByteRange {
  const sizes = contentOf(row).partSizes ?? [row.size];
  const length = sizes[partNumber - 1];
  if (length === undefined) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416);
  }
  let start = 0;
  for (const size of sizes.slice(0, partNumber - 1)) {
    start += size;
  }
  return { start, length };
}

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

function overrides(query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of overridable) {
    const value = query.get(`response-${name}`);
    if (value !== null) {
      headers[name] = value;
    }
  }
  return headers;
}

/** GetObject and HeadObject. */
export async function readObject(core: S3Core, request: S3Request): Promise<HttpResponse> {
  const { principal, bucket, key, headers, query, method } = request;
  core.bill('GET');
  const versionId = query.get('versionId') ?? undefined;
  core.authorize(
    principal,
    versionId === undefined ? 'GetObject' : 'GetObjectVersion',
    objectArn(bucket, key),
  );
  // Once more when the body of an unversioned object was replaced between the row and the file.
  for (let attempt = 1; ; attempt += 1) {
    const row = core.findForRead(principal, bucket, key, versionId);
    const conditions = readConditions(headers);
    if (checkRead(conditions, row) === 'unchanged') {
      const { etag = '', 'last-modified': modified = '' } = objectHeaders(row, bucket.versioned, false);
      return { status: 304, headers: { etag, 'last-modified': modified }, body: '' };
    }
    const partNumber = query.get('partNumber');
    const range =
      partNumber === null
        ? readRange(header(headers, 'range'), row.size)
        : partRange(row, Number(partNumber));
    const withChecksum =
      header(headers, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && range === undefined;
    const start = range?.start ?? 0;
    const length = range?.length ?? row.size;
    const answered: Record<string, string> = {
      ...objectHeaders(row, bucket.versioned, withChecksum),
      ...overrides(query),
      'content-length': String(length),
    };
    if (range !== undefined) {
      answered['content-range'] = `bytes ${start}-${start + length - 1}/${row.size}`;
    }
    const parts = contentOf(row).partSizes;
    if (partNumber !== null && parts !== undefined) {
      answered['x-amz-mp-parts-count'] = String(parts.length);
    }
    const status = range === undefined ? 200 : 206;
    if (method === 'HEAD') {
      return { status, headers: answered, body: '' };
    }
    core.useKey(principal, bucket, key, contentOf(row).encryption, ['Decrypt']);
    const body = await core.bodies.read(row.body ?? '', start, length);
    if (body !== undefined) {
      return { status, headers: answered, body };
    }
    if (attempt === 3) {
      throw new Error(
        `The body ${String(row.body)} of s3://${bucket.name}/${key} is missing from the data folder.`,
      );
    }
  }
}

import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse, Principal } from '../../runtime/service.ts';
import { openListing } from './listing.ts';
import { quotedEtag } from './object-headers.ts';
import { contentOf } from './object-store.ts';
import type { VersionRow } from './object-store.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import type { S3Core, S3Request } from './s3-core.ts';
import { openVersionListing } from './version-listing.ts';
import { writeXml } from './xml.ts';
import type { XmlValue } from './xml.ts';

const largestPage = 1000;
const xmlHeaders = { 'content-type': 'application/xml' };

/** A request to a bucket as a whole. */
export type BucketRequest = Omit<S3Request, 'key'>;

function readMaximum(query: URLSearchParams): number {
  const text = query.get('max-keys');
  const maximum = text === null || text === '' ? largestPage : Number(text);
  if (!Number.isInteger(maximum) || maximum < 0) {
    throw new AwsError(
      'InvalidArgument',
      `Argument maxKeys must be an integer between 0 and 2147483647; found ${String(text)}.`,
    );
  }
  return Math.min(maximum, largestPage);
}

/** Text of a listing: as it is, or in percent form when the request asks for encoding-type=url. */
function keyWriter(query: URLSearchParams): (key: string) => string {
  return query.get('encoding-type') === 'url'
    ? (key) => encodeURIComponent(key).replaceAll('%2F', '/')
    : (key) => key;
}

function checksumElements(row: VersionRow): Record<string, XmlValue> {
  const { checksum } = contentOf(row);
  return checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type };
}

function authorizeList(core: S3Core, request: BucketRequest, action: string): void {
  const { query, principal, bucket } = request;
  const context: Record<string, string> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name);
    if (value !== null) {
      context[`s3:${name}`] = value;
    }
  }
  core.authorize(principal, action, bucket.arn, context);
}

/** The operations that read buckets: lists and settings. */
export function bucketReads(core: S3Core) {
  const listing = openListing(core.world.store.database);
  const versionListing = openVersionListing(core.world.store.database);

  const list = (request: BucketRequest, version: 1 | 2): HttpResponse => {
    const { bucket, query } = request;
    core.bill('LIST');
    authorizeList(core, request, 'ListBucket');
    const maximum = readMaximum(query);
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const token = query.get('continuation-token');
    const marker = query.get('marker');
    const startAfter = query.get('start-after');
    const continued = version === 2 ? token !== null : marker !== null;
    const after =
      version === 1
        ? (marker ?? '')
        : token === null
          ? (startAfter ?? '')
          : Buffer.from(token, 'base64url').toString('utf8');
    const { entries, truncated } = listing.page({
      bucket: bucket.name,
      prefix,
      delimiter,
      after,
      continued,
      maximum,
    });
    const write = keyWriter(query);
    const contents: XmlValue[] = [];
    const prefixes: XmlValue[] = [];
    let last = '';
    for (const entry of entries) {
      if ('commonPrefix' in entry) {
        last = entry.commonPrefix;
        prefixes.push({ Prefix: write(entry.commonPrefix) });
      } else {
        const { row } = entry;
        last = row.key;
        contents.push({
          Key: write(row.key),
          LastModified: new Date(row.modified_at).toISOString(),
          ETag: quotedEtag(row.etag),
          ...checksumElements(row),
          Size: row.size,
          StorageClass: 'STANDARD',
        });
      }
    }
    const shared = {
      Name: bucket.name,
      Prefix: write(prefix),
      Delimiter: delimiter === '' ? undefined : write(delimiter),
      MaxKeys: maximum,
      EncodingType: query.get('encoding-type') ?? undefined,
      IsTruncated: truncated,
    };
    const position =
      version === 2
        ? {
            KeyCount: entries.length,
            ContinuationToken: token ?? undefined,
            StartAfter: startAfter === null ? undefined : write(startAfter),
            NextContinuationToken: truncated ? Buffer.from(last, 'utf8').toString('base64url') : undefined,
          }
        : {
            Marker: write(marker ?? ''),
            NextMarker: truncated && delimiter !== '' ? write(last) : undefined,
          };
    return {
      status: 200,
      headers: xmlHeaders,
      body: writeXml('ListBucketResult', {
        ...shared,
        ...position,
        Contents: contents,
        CommonPrefixes: prefixes,
      }),
    };
  };

  const listVersions = (request: BucketRequest): HttpResponse => {
    const { bucket, query } = request;
    core.bill('LIST');
    authorizeList(core, request, 'ListBucketVersions');
    const maximum = readMaximum(query);
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const keyMarker = query.get('key-marker') ?? '';
    const versionIdMarker = query.get('version-id-marker') ?? '';
    const { entries, truncated } = versionListing.page({
      bucket: bucket.name,
      prefix,
      delimiter,
      keyMarker,
      versionIdMarker,
      maximum,
    });
    const write = keyWriter(query);
    const versions: XmlValue[] = [];
    const markers: XmlValue[] = [];
    const prefixes: XmlValue[] = [];
    let nextKey = '';
    let nextVersion: string | undefined;
    for (const entry of entries) {
      if ('commonPrefix' in entry) {
        nextKey = entry.commonPrefix;
        nextVersion = undefined;
        prefixes.push({ Prefix: write(entry.commonPrefix) });
        continue;
      }
      const { row } = entry;
      nextKey = row.key;
      nextVersion = row.version_id;
      const shared = {
        Key: write(row.key),
        VersionId: row.version_id,
        IsLatest: row.latest === 1,
        LastModified: new Date(row.modified_at).toISOString(),
      };
      if (row.delete_marker === 1) {
        markers.push(shared);
      } else {
        versions.push({
          ...shared,
          ETag: quotedEtag(row.etag),
          ...checksumElements(row),
          Size: row.size,
          StorageClass: 'STANDARD',
        });
      }
    }
    return {
      status: 200,
      headers: xmlHeaders,
      body: writeXml('ListVersionsResult', {
        Name: bucket.name,
        Prefix: write(prefix),
        KeyMarker: write(keyMarker),
        VersionIdMarker: versionIdMarker,
        Delimiter: delimiter === '' ? undefined : write(delimiter),
        MaxKeys: maximum,
        EncodingType: query.get('encoding-type') ?? undefined,
        IsTruncated: truncated,
        NextKeyMarker: truncated ? write(nextKey) : undefined,
        NextVersionIdMarker: truncated ? nextVersion : undefined,
        Version: versions,
        DeleteMarker: markers,
        CommonPrefixes: prefixes,
      }),
    };
  };

  const settings = (
    request: BucketRequest,
    action: string,
    root: string,
    value: (bucket: BucketDefinition) => Record<string, XmlValue>,
  ): HttpResponse => {
    core.bill('GET');
    core.authorize(request.principal, action, request.bucket.arn);
    return { status: 200, headers: xmlHeaders, body: writeXml(root, value(request.bucket)) };
  };

  return {
    list,
    listVersions,

    /** All keys under a prefix, page by page, each page a billed request. */
    allKeys(bucket: BucketDefinition, prefix: string, principal: Principal): string[] {
      core.authorize(principal, 'ListBucket', bucket.arn, { 's3:prefix': prefix });
      const keys: string[] = [];
      for (let truncated = true; truncated;) {
        core.bill('LIST');
        const after = keys.at(-1) ?? '';
        const page = listing.page({
          bucket: bucket.name,
          prefix,
          delimiter: '',
          after,
          continued: true,
          maximum: largestPage,
        });
        for (const entry of page.entries) {
          if ('row' in entry) {
            keys.push(entry.row.key);
          }
        }
        truncated = page.truncated;
      }
      return keys;
    },

    listBuckets(principal: Principal): HttpResponse {
      core.bill('GET');
      core.authorize(principal, 'ListAllMyBuckets', '*');
      const Bucket = core.buckets.list().map(({ name }) => ({ Name: name, BucketRegion: core.world.region }));
      return {
        status: 200,
        headers: xmlHeaders,
        body: writeXml('ListAllMyBucketsResult', { Buckets: { Bucket }, Owner: { ID: core.world.account } }),
      };
    },

    headBucket(request: BucketRequest): HttpResponse {
      core.bill('GET');
      core.authorize(request.principal, 'ListBucket', request.bucket.arn);
      return { status: 200, headers: { 'x-amz-bucket-region': core.world.region }, body: '' };
    },

    location(request: BucketRequest): HttpResponse {
      core.bill('GET');
      core.authorize(request.principal, 'GetBucketLocation', request.bucket.arn);
      // The oldest region has no name here.
      const region = core.world.region === 'us-east-1' ? '' : core.world.region;
      return {
        status: 200,
        headers: xmlHeaders,
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`,
      };
    },

    versioning: (request: BucketRequest): HttpResponse =>
      settings(request, 'GetBucketVersioning', 'VersioningConfiguration', ({ versioned }) =>
        versioned ? { Status: 'Enabled' } : {},
      ),

    objectLock: (request: BucketRequest): HttpResponse =>
      settings(request, 'GetBucketObjectLockConfiguration', 'ObjectLockConfiguration', ({ objectLock }) => {
        if (objectLock === undefined) {
          throw new AwsError(
            'ObjectLockConfigurationNotFoundError',
            'Object Lock configuration does not exist for this bucket',
            404,
          );
        }
        const { mode, days } = objectLock;
        return { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: mode, Days: days } } };
      }),
  };
}

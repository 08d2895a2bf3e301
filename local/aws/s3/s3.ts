import { AwsError } from '../../runtime/service.ts';
import type {
  HttpRequest,
  HttpResponse,
  JsonObject,
  Principal,
  RestService,
  ServiceWorld,
} from '../../runtime/service.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import { bucketReads } from './bucket-read.ts';
import { checksumOf } from './checksum.ts';
import { createLifecycle } from './lifecycle.ts';
import { multipartOperations } from './multipart.ts';
import { openMultipartStore } from './multipart-store.ts';
import type { ObjectCreatedListener } from './object-created.ts';
import { deleteObject, deleteObjects } from './object-delete.ts';
import { readObject } from './object-read.ts';
import { deleteTagging, getTagging, putTagging } from './object-tagging.ts';
import { copyObject, putObject } from './object-write.ts';
import { createS3Core, newRequestId } from './s3-core.ts';
import type { S3Request } from './s3-core.ts';
import { writeErrorXml } from './xml.ts';
import type { XmlValue } from './xml.ts';

/** An object read inside the process. */
interface InternalObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly versionId: string | undefined;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Amazon S3, served, and what other services use inside the process. */
export interface S3 extends RestService {
  /** Sets the buckets of the template; objects of buckets that exist stay. */
  provision(buckets: readonly BucketDefinition[]): void;
  /** Reads an object under the permissions of `principal`; throws the AwsError that S3 answers. */
  getObject(bucket: string, key: string, principal?: Principal, versionId?: string): Promise<InternalObject>;
  /** Writes an object under the permissions of `principal`. */
  putObject(
    bucket: string,
    key: string,
    body: Buffer | string,
    principal?: Principal,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ etag: string; versionId: string | undefined }>;
  /** Lists the keys that begin with `prefix`, all of them, under the permissions of `principal`. */
  listKeys(bucket: string, prefix: string, principal?: Principal): Promise<string[]>;
  /** Nothing: only the lifecycle waits for the clock, and it comes for ever. */
  nextWorkDueAt(): number | undefined;
  runDue(now: number): Promise<void>;
  /** Calls `listener` inside the transaction that creates an object of a bucket with EventBridge turned on. */
  onObjectCreated(listener: ObjectCreatedListener): void;
}

const operator: Principal = { kind: 'operator' };

/** Query names that say nothing of what is wanted: signatures, the SDK's own mark, headers to answer with. */
function isNeutral(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith('x-amz-') || lower === 'x-id' || lower.startsWith('response-');
}

const listNames = ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'fetch-owner'];

/** What a request wants: its method, whether of a bucket or an object, the sub-resource, and what may go with it. */
interface Route<Wanted> {
  readonly method: string;
  /** Query names that must be there. */
  readonly subResource: readonly string[];
  /** Query names that may be there. */
  readonly optional: readonly string[];
  readonly handle: (request: Wanted) => HttpResponse | Promise<HttpResponse>;
}

function findRoute<Wanted>(
  routes: readonly Route<Wanted>[],
  method: string,
  query: URLSearchParams,
  what: string,
): Route<Wanted> {
  const names = [...new Set(query.keys())].filter((name) => !isNeutral(name));
  const fitting = routes.find(
    (route) =>
      route.method === method &&
      route.subResource.every((name) => names.includes(name)) &&
      names.every((name) => route.subResource.includes(name) || route.optional.includes(name)),
  );
  if (fitting === undefined) {
    const asked =
      names.length === 0
        ? `${method} of ${what}`
        : `${method} of ${what} with ${names.map((name) => `?${name}`).join(' ')}`;
    throw new AwsError('NotImplemented', `Amazon S3 on this machine does not serve ${asked}.`, 501);
  }
  return fitting;
}

function errorResponse(error: unknown, { method, path }: HttpRequest, requestId: string): HttpResponse {
  const known = error instanceof AwsError;
  const denied = known && error.name.startsWith('AccessDenied');
  const name = known ? (denied ? 'AccessDenied' : error.name) : 'InternalError';
  const message = error instanceof Error ? error.message : String(error);
  const status = known ? (denied ? 403 : error.statusCode) : 500;
  const members: JsonObject = known ? { ...error.members } : {};
  const headers: Record<string, string> = { 'x-amz-request-id': requestId };
  if (members['deleteMarker'] === true) {
    headers['x-amz-delete-marker'] = 'true';
  }
  delete members['deleteMarker'];
  if (method === 'HEAD' || status === 304) {
    return { status, headers, body: '' };
  }
  const body = writeErrorXml({
    Code: name,
    Message: message,
    ...(members as Record<string, XmlValue>),
    Resource: path,
    RequestId: requestId,
  });
  return { status, headers: { ...headers, 'content-type': 'application/xml' }, body };
}

/** Serves Amazon S3 by path for one account and region: rows in `world.store`, large bodies as files in `objectFolder`. */
export function createS3(world: ServiceWorld, objectFolder: string): S3 {
  const core = createS3Core(world, objectFolder);
  const uploads = openMultipartStore(world.store.database);
  core.bodies.removeStrays((name) => core.objects.isKnownBody(name) || uploads.isKnownBody(name));
  const reads = bucketReads(core);
  const multipart = multipartOperations(core, uploads);
  const lifecycle = createLifecycle(core, uploads);

  const objectRoutes: readonly Route<S3Request>[] = [
    {
      method: 'GET',
      subResource: [],
      optional: ['versionId', 'partNumber'],
      handle: (request) => readObject(core, request),
    },
    {
      method: 'HEAD',
      subResource: [],
      optional: ['versionId', 'partNumber'],
      handle: (request) => readObject(core, request),
    },
    {
      method: 'GET',
      subResource: ['tagging'],
      optional: ['versionId'],
      handle: (request) => getTagging(core, request),
    },
    {
      method: 'PUT',
      subResource: ['tagging'],
      optional: ['versionId'],
      handle: (request) => putTagging(core, request),
    },
    {
      method: 'DELETE',
      subResource: ['tagging'],
      optional: ['versionId'],
      handle: (request) => deleteTagging(core, request),
    },
    {
      method: 'DELETE',
      subResource: [],
      optional: ['versionId'],
      handle: (request) => deleteObject(core, request),
    },
    { method: 'POST', subResource: ['uploads'], optional: [], handle: (request) => multipart.begin(request) },
    {
      method: 'POST',
      subResource: ['uploadId'],
      optional: [],
      handle: (request) => multipart.complete(request),
    },
    {
      method: 'DELETE',
      subResource: ['uploadId'],
      optional: [],
      handle: (request) => multipart.abort(request),
    },
    {
      method: 'GET',
      subResource: ['uploadId'],
      optional: ['max-parts', 'part-number-marker'],
      handle: (request) => multipart.listParts(request),
    },
    {
      method: 'PUT',
      subResource: ['partNumber', 'uploadId'],
      optional: [],
      handle: (request) => {
        if (request.headers['x-amz-copy-source'] !== undefined) {
          throw new AwsError(
            'NotImplemented',
            'Amazon S3 on this machine does not serve UploadPartCopy.',
            501,
          );
        }
        return multipart.uploadPart(request);
      },
    },
    {
      method: 'PUT',
      subResource: [],
      optional: [],
      handle: (request) =>
        request.headers['x-amz-copy-source'] === undefined
          ? putObject(core, request)
          : copyObject(core, request),
    },
  ];

  const bucketRoutes: readonly Route<S3Request>[] = [
    {
      method: 'GET',
      subResource: ['list-type'],
      optional: [...listNames, 'continuation-token', 'start-after'],
      handle: (request) => reads.list(request, 2),
    },
    {
      method: 'GET',
      subResource: [],
      optional: [...listNames, 'marker'],
      handle: (request) => reads.list(request, 1),
    },
    {
      method: 'GET',
      subResource: ['versions'],
      optional: [...listNames, 'key-marker', 'version-id-marker'],
      handle: (request) => reads.listVersions(request),
    },
    {
      method: 'GET',
      subResource: ['uploads'],
      optional: ['prefix', 'max-uploads', 'encoding-type'],
      handle: (request) => multipart.listUploads(request),
    },
    { method: 'GET', subResource: ['location'], optional: [], handle: (request) => reads.location(request) },
    {
      method: 'GET',
      subResource: ['versioning'],
      optional: [],
      handle: (request) => reads.versioning(request),
    },
    {
      method: 'GET',
      subResource: ['object-lock'],
      optional: [],
      handle: (request) => reads.objectLock(request),
    },
    { method: 'HEAD', subResource: [], optional: [], handle: (request) => reads.headBucket(request) },
    {
      method: 'POST',
      subResource: ['delete'],
      optional: [],
      handle: (request) => deleteObjects(core, request),
    },
  ];

  const serve = async (
    request: HttpRequest,
    principal: Principal,
    requestId: string,
  ): Promise<HttpResponse> => {
    const { method, path, query } = request;
    const slash = path.indexOf('/', 1);
    const bucketName = slash === -1 ? path.slice(1) : path.slice(1, slash);
    const key = slash === -1 ? '' : path.slice(slash + 1);
    if (bucketName === '') {
      findRoute(
        [{ method: 'GET', subResource: [], optional: [], handle: () => reads.listBuckets(principal) }],
        method,
        query,
        'the service',
      );
      return reads.listBuckets(principal);
    }
    const bucket = core.buckets.get(bucketName);
    const wanted: S3Request = { ...request, principal, requestId, bucket, key };
    return key === ''
      ? findRoute(bucketRoutes, method, query, 'a bucket').handle(wanted)
      : findRoute(objectRoutes, method, query, 'an object').handle(wanted);
  };

  /** One of our own operations called inside the process: throws instead of answering an error. */
  const inside = (
    method: string,
    bucket: string,
    key: string,
    principal: Principal,
    parts: { query?: Record<string, string>; headers?: Readonly<Record<string, string>>; body?: Buffer },
  ): Promise<HttpResponse> =>
    serve(
      {
        method,
        path: `/${bucket}/${key}`,
        query: new URLSearchParams(parts.query ?? {}),
        headers: { ...parts.headers },
        body: parts.body ?? Buffer.alloc(0),
      },
      principal,
      newRequestId(),
    );

  return {
    name: 's3',
    nextDueAt: () => lifecycle.nextDueAt(),
    // The lifecycle comes every day for ever: it is no work that is open.
    nextWorkDueAt: () => undefined,
    runDue: (now) => lifecycle.runDue(now),
    busy: () => (lifecycle.isSweeping() ? 'the lifecycle of the buckets is being swept' : undefined),

    handle: async (request, principal) => {
      const requestId = newRequestId();
      try {
        const response = await serve(request, principal, requestId);
        return { ...response, headers: { ...response.headers, 'x-amz-request-id': requestId } };
      } catch (error) {
        return errorResponse(error, request, requestId);
      }
    },

    provision: (definitions) => {
      core.buckets.replace(definitions);
    },
    getObject: async (bucket, key, principal = operator, versionId) => {
      const query = versionId === undefined ? {} : { versionId };
      const { headers, body } = await inside('GET', bucket, key, principal, { query });
      const metadata: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers)) {
        if (name.startsWith('x-amz-meta-')) {
          metadata[name.slice('x-amz-meta-'.length)] = value;
        }
      }
      return {
        body: Buffer.from(body),
        etag: (headers['etag'] ?? '').replaceAll('"', ''),
        versionId: headers['x-amz-version-id'],
        contentType: headers['content-type'] ?? '',
        metadata,
      };
    },
    putObject: async (bucket, key, body, principal = operator, headers = {}) => {
      const bytes = Buffer.from(body);
      const answer = await inside('PUT', bucket, key, principal, {
        headers: { 'content-md5': checksumOf('MD5', bytes), ...headers },
        body: bytes,
      });
      return {
        etag: (answer.headers['etag'] ?? '').replaceAll('"', ''),
        versionId: answer.headers['x-amz-version-id'],
      };
    },
    listKeys: async (bucket, prefix, principal = operator) =>
      reads.allKeys(core.buckets.get(bucket), prefix, principal),
    onObjectCreated: (listener) => {
      core.listeners.push(listener);
    },
  };
}

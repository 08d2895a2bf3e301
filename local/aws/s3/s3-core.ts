import { randomBytes } from 'node:crypto';
import { AwsError } from '../../runtime/service.ts';
import type { HttpRequest, Principal, ServiceWorld } from '../../runtime/service.ts';
import { authorizeKeyUse, createDataKeyCounter, principalName } from '../kms/key-use.ts';
import type { KeyOperation } from '../kms/key-use.ts';
import { decodeAwsChunked, isAwsChunked } from './aws-chunked.ts';
import { createBucketRegistry, objectArn } from './bucket-definition.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import { verifyBody } from './checksum.ts';
import type { Checksum } from './checksum.ts';
import { header } from './conditions.ts';
import { requesterOf, sequencerOf } from './object-created.ts';
import type { CreationReason, ObjectCreatedListener } from './object-created.ts';
import { openObjectBodies } from './object-bodies.ts';
import { openObjectStore } from './object-store.ts';
import type { NewVersion, ObjectEncryption, VersionRow } from './object-store.ts';

/** How long S3 uses a bucket key before it asks KMS again, in milliseconds. */
const bucketKeyMilliseconds = 300_000;

/** The billed classes of S3 requests: HEAD counts as GET; DELETE is free. */
export type BilledRequest = 'PUT' | 'COPY' | 'POST' | 'LIST' | 'GET' | 'DELETE';

/** A request to S3 taken apart: whose, on what, and with what for a body once the framing is off. */
export interface S3Request extends HttpRequest {
  readonly principal: Principal;
  readonly requestId: string;
  readonly bucket: BucketDefinition;
  readonly key: string;
}

/** A body as it is stored, with the checksum it came with. */
export interface ReceivedBody {
  readonly body: Buffer;
  readonly checksum: Checksum | undefined;
}

/** An identifier of one request, as S3 writes it. */
export function newRequestId(): string {
  return randomBytes(8).toString('hex').toUpperCase();
}

/** What the operations of S3 share: rows, bodies, permissions, keys and bills. */
export function createS3Core(world: ServiceWorld, objectFolder: string) {
  const { store, clock } = world;
  const buckets = createBucketRegistry();
  const objects = openObjectStore(store.database);
  const bodies = openObjectBodies(store.database, objectFolder);
  const dataKeys = createDataKeyCounter(world);
  const listeners: ObjectCreatedListener[] = [];

  const authorize = (
    principal: Principal,
    action: string,
    resourceArn: string,
    context?: Readonly<Record<string, string>>,
  ): void => {
    world.authorizer.authorize(principal, `s3:${action}`, resourceArn, context);
  };

  return {
    world,
    buckets,
    objects,
    bodies,
    listeners,
    authorize,

    bill(request: BilledRequest): void {
      world.count('s3', request);
    },

    /** The encryption that a new object gets: what the request asks for, else the bucket's default. */
    encryptionFor(headers: HttpRequest['headers'], bucket: BucketDefinition): ObjectEncryption {
      if (header(headers, 'x-amz-server-side-encryption-customer-algorithm') !== undefined) {
        throw new AwsError(
          'NotImplemented',
          'Server-side encryption with a customer-provided key is not served on this machine.',
          501,
        );
      }
      const asked = header(headers, 'x-amz-server-side-encryption');
      if (asked !== undefined && asked !== 'AES256' && asked !== 'aws:kms') {
        throw new AwsError(
          'InvalidArgument',
          `The server-side encryption ${asked} is not supported; use AES256 or aws:kms.`,
        );
      }
      if (asked === 'AES256' || (asked === undefined && bucket.kmsKeyArn === undefined)) {
        return { algorithm: 'AES256' };
      }
      const kmsKeyId =
        header(headers, 'x-amz-server-side-encryption-aws-kms-key-id') ?? bucket.kmsKeyArn ?? 'alias/aws/s3';
      const bucketKeyHeader = header(headers, 'x-amz-server-side-encryption-bucket-key-enabled');
      const bucketKey =
        bucketKeyHeader === undefined ? bucket.bucketKeyEnabled === true : bucketKeyHeader === 'true';
      return { algorithm: 'aws:kms', kmsKeyId, bucketKey };
    },

    /** Checks and counts the use of the key of an object, which the caller itself must be allowed. */
    useKey(
      principal: Principal,
      bucket: BucketDefinition,
      key: string,
      { kmsKeyId, bucketKey }: ObjectEncryption,
      operations: readonly KeyOperation[],
    ): void {
      if (kmsKeyId === undefined) {
        return;
      }
      const encryptionContext = { 'aws:s3:arn': bucketKey === true ? bucket.arn : objectArn(bucket, key) };
      authorizeKeyUse(world, { principal, operations, keyId: kmsKeyId, viaService: 's3', encryptionContext });
      if (bucketKey === true) {
        dataKeys.count(`${bucket.arn} ${principalName(principal)}`, operations, bucketKeyMilliseconds);
      } else {
        for (const operation of operations) {
          world.count('kms', operation);
        }
      }
    },

    /** The body of an upload without its framing, checked against every checksum that came with it. */
    receiveBody({ headers, body }: HttpRequest): ReceivedBody {
      if (!isAwsChunked(headers)) {
        return { body, checksum: verifyBody(headers, body) };
      }
      const length = header(headers, 'x-amz-decoded-content-length');
      const decoded = decodeAwsChunked(body, length === undefined ? undefined : Number(length));
      return { body: decoded.body, checksum: verifyBody({ ...headers, ...decoded.trailers }, decoded.body) };
    },

    /**
     * Makes a version of an object whose body is staged: `check` runs first inside the transaction, the event
     * last. When anything throws, nothing of it stays.
     */
    async create(
      request: Pick<S3Request, 'principal' | 'requestId' | 'bucket'>,
      version: Omit<NewVersion, 'bucket' | 'versioned' | 'deleteMarker' | 'modifiedAt'>,
      reason: CreationReason,
      check: (present: VersionRow | undefined) => void,
    ): Promise<{ versionId: string; modifiedAt: number }> {
      const { bucket, principal, requestId } = request;
      const change = () => {
        check(objects.current(bucket.name, version.key));
        const modifiedAt = clock.now();
        const versioned = bucket.versioned;
        if (version.body !== undefined) {
          bodies.keep(version.body);
        }
        const added = objects.add({
          ...version,
          bucket: bucket.name,
          versioned,
          deleteMarker: false,
          modifiedAt,
        });
        if (bucket.eventBridgeEnabled) {
          for (const listener of listeners) {
            listener({
              bucket: bucket.name,
              key: version.key,
              size: version.size,
              etag: version.etag,
              versionId: versioned ? added.versionId : undefined,
              sequencer: sequencerOf(added.sequence),
              requestId,
              requester: requesterOf(principal, world.account),
              reason,
              time: modifiedAt,
            });
          }
        }
        return { ...added, modifiedAt, files: bodies.drop(added.replacedBodies) };
      };
      try {
        const { versionId, modifiedAt, files } = await store.write(change);
        await bodies.removeFiles(files);
        world.wake();
        return { versionId, modifiedAt };
      } catch (error) {
        if (version.body !== undefined) {
          await bodies.unstage(version.body);
        }
        throw error;
      }
    },

    /**
     * The version that a read names; throws NoSuchKey, NoSuchVersion or MethodNotAllowed for a delete marker.
     * As on AWS, who may not list the bucket does not learn that a key is absent: that is AccessDenied.
     */
    findForRead(
      principal: Principal,
      bucket: BucketDefinition,
      key: string,
      versionId: string | undefined,
    ): VersionRow {
      const row = objects.find(bucket.name, key, versionId);
      if (row !== undefined && row.delete_marker === 0) {
        return row;
      }
      authorize(principal, versionId === undefined ? 'ListBucket' : 'ListBucketVersions', bucket.arn);
      if (row !== undefined && versionId !== undefined) {
        throw new AwsError(
          'MethodNotAllowed',
          'The specified method is not allowed against this resource.',
          405,
          {
            deleteMarker: true,
          },
        );
      }
      throw versionId === undefined
        ? new AwsError('NoSuchKey', 'The specified key does not exist.', 404, {
            Key: key,
            deleteMarker: row !== undefined,
          })
        : new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, {
            Key: key,
            VersionId: versionId,
          });
    },
  };
}

export type S3Core = ReturnType<typeof createS3Core>;

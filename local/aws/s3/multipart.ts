import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse } from '../../runtime/service.ts';
import { objectArn } from './bucket-definition.ts';
import type { BucketRequest } from './bucket-read.ts';
import { checksumHeader, checksumOf, compositeChecksum, readAlgorithm, verifyBody } from './checksum.ts';
import type { Checksum } from './checksum.ts';
import { checkWrite, header, readConditions } from './conditions.ts';
import type { MultipartStore, PartRow, Upload, UploadPlan } from './multipart-store.ts';
import {
  encryptionHeaders,
  quotedEtag,
  readLock,
  readObjectHeaders,
  readTaggingHeader,
} from './object-headers.ts';
import { authorizeWrite, writtenHeaders } from './object-write.ts';
import type { S3Core, S3Request } from './s3-core.ts';
import { parseXml, writeXml } from './xml.ts';

const smallestPartBytes = 5_242_880;
const mostParts = 10_000;
const xmlHeaders = { 'content-type': 'application/xml' };
const lockHeaderNames = [
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-object-lock-legal-hold',
];

const completeDocument = z.object({
  CompleteMultipartUpload: z.object({
    Part: z.array(z.looseObject({ PartNumber: z.coerce.number().int(), ETag: z.string() })).min(1),
  }),
});

/** Multipart uploads: begin, send parts, list, complete, abort. */
export function multipartOperations(core: S3Core, uploads: MultipartStore) {
  const { store, clock } = core.world;

  const requireUpload = ({ query, bucket, key }: S3Request): Upload => {
    const upload = uploads.find(query.get('uploadId') ?? '');
    if (upload === undefined || upload.bucket !== bucket.name || upload.key !== key) {
      throw new AwsError(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        404,
        { UploadId: query.get('uploadId') ?? '' },
      );
    }
    return upload;
  };

  const planOf = (request: S3Request): UploadPlan => {
    const { headers, bucket } = request;
    const algorithm = header(headers, 'x-amz-checksum-algorithm');
    const type = header(headers, 'x-amz-checksum-type');
    const checksumAlgorithm = algorithm === undefined ? undefined : readAlgorithm(algorithm);
    const lockHeaders: Record<string, string> = {};
    for (const name of lockHeaderNames) {
      const value = header(headers, name);
      if (value !== undefined) {
        lockHeaders[name] = value;
      }
    }
    return {
      content: { ...readObjectHeaders(headers), encryption: core.encryptionFor(headers, bucket) },
      tags: readTaggingHeader(headers),
      lockHeaders,
      ...(checksumAlgorithm !== undefined && {
        checksumAlgorithm,
        checksumType:
          type === 'FULL_OBJECT' || checksumAlgorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE',
      }),
    };
  };

  const readParts = async (rows: readonly PartRow[]): Promise<Buffer> => {
    const bodies: Buffer[] = [];
    for (const { body: name, size } of rows) {
      const body = await core.bodies.read(name, 0, size);
      if (body === undefined) {
        throw new AwsError('NoSuchUpload', 'The specified upload was completed or aborted meanwhile.', 404);
      }
      bodies.push(body);
    }
    return Buffer.concat(bodies);
  };

  /** The rows of the parts that the request names, in order; throws what S3 answers for a part that is not as said. */
  const chooseParts = (upload: Upload, body: Buffer): PartRow[] => {
    const parsed = completeDocument.safeParse(parseXml(body));
    if (!parsed.success) {
      throw new AwsError(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    }
    const named = parsed.data.CompleteMultipartUpload.Part;
    if (named.some((part, index) => part.PartNumber <= (named[index - 1]?.PartNumber ?? 0))) {
      throw new AwsError(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    }
    const stored = new Map(uploads.listParts(upload.uploadId).map((row) => [row.number, row]));
    const algorithm = upload.plan.checksumAlgorithm;
    const chosen: PartRow[] = [];
    for (const [index, part] of named.entries()) {
      const row = stored.get(part.PartNumber);
      const given = algorithm === undefined ? undefined : part[`Checksum${algorithm}`];
      if (
        row === undefined ||
        part.ETag.replaceAll('"', '') !== row.etag ||
        (given !== undefined && given !== row.checksum)
      ) {
        throw new AwsError(
          'InvalidPart',
          `One or more of the specified parts could not be found, or its entity tag or checksum does not match: part ${part.PartNumber}.`,
        );
      }
      if (index < named.length - 1 && row.size < smallestPartBytes) {
        throw new AwsError(
          'EntityTooSmall',
          `Your proposed upload is smaller than the minimum allowed size: part ${row.number} has ${row.size} bytes, expected at least ${smallestPartBytes}.`,
        );
      }
      chosen.push(row);
    }
    return chosen;
  };

  const wholeChecksum = (plan: UploadPlan, rows: readonly PartRow[], body: Buffer): Checksum | undefined => {
    const { checksumAlgorithm: algorithm, checksumType } = plan;
    if (algorithm === undefined) {
      return undefined;
    }
    return checksumType === 'FULL_OBJECT'
      ? { algorithm, value: checksumOf(algorithm, body), type: 'FULL_OBJECT' }
      : {
          algorithm,
          value: compositeChecksum(
            algorithm,
            rows.map(({ checksum }) => checksum ?? ''),
          ),
          type: 'COMPOSITE',
        };
  };

  return {
    async begin(request: S3Request): Promise<HttpResponse> {
      const { principal, bucket, key } = request;
      core.bill('POST');
      authorizeWrite(core, request);
      const plan = planOf(request);
      core.useKey(principal, bucket, key, plan.content.encryption, ['GenerateDataKey']);
      const uploadId = await store.write(() =>
        uploads.begin({ bucket: bucket.name, key, initiatedAt: clock.now(), plan }),
      );
      return {
        status: 200,
        headers: {
          ...xmlHeaders,
          ...encryptionHeaders(plan.content.encryption),
          ...(plan.checksumAlgorithm !== undefined && {
            'x-amz-checksum-algorithm': plan.checksumAlgorithm,
            'x-amz-checksum-type': plan.checksumType ?? 'COMPOSITE',
          }),
        },
        body: writeXml('InitiateMultipartUploadResult', {
          Bucket: bucket.name,
          Key: key,
          UploadId: uploadId,
        }),
      };
    },

    async uploadPart(request: S3Request): Promise<HttpResponse> {
      const { principal, bucket, key, query } = request;
      core.bill('PUT');
      core.authorize(principal, 'PutObject', objectArn(bucket, key));
      const upload = requireUpload(request);
      const { encryption } = upload.plan.content;
      core.useKey(principal, bucket, key, encryption, ['GenerateDataKey', 'Decrypt']);
      const number = Number(query.get('partNumber'));
      if (!Number.isInteger(number) || number < 1 || number > mostParts) {
        throw new AwsError(
          'InvalidArgument',
          `Part number must be an integer between 1 and ${mostParts}, inclusive`,
        );
      }
      const { body, checksum } = core.receiveBody(request);
      const algorithm = upload.plan.checksumAlgorithm;
      const kept = algorithm === undefined ? undefined : checksumOf(algorithm, body);
      const etag = createHash('md5').update(body).digest('hex');
      const staged = await core.bodies.stage(body);
      const row = {
        upload_id: upload.uploadId,
        number,
        size: body.length,
        etag,
        checksum: kept ?? null,
        body: staged.name,
        modified_at: clock.now(),
      };
      const replaced = await store.write(() => {
        if (uploads.find(upload.uploadId) === undefined) {
          // Aborted while the body was written: then its file is a stray.
          return staged.rowBytes === undefined ? [staged.name] : [];
        }
        core.bodies.keep(staged);
        return core.bodies.drop(uploads.putPart(row));
      });
      await core.bodies.removeFiles(replaced);
      const shown: Checksum | undefined =
        algorithm === undefined || kept === undefined
          ? checksum
          : { algorithm, value: kept, type: 'FULL_OBJECT' };
      return {
        status: 200,
        headers: {
          etag: quotedEtag(etag),
          ...encryptionHeaders(encryption),
          ...(shown !== undefined && { [checksumHeader(shown.algorithm)]: shown.value }),
        },
        body: '',
      };
    },

    async complete(request: S3Request): Promise<HttpResponse> {
      const { principal, bucket, key, headers } = request;
      core.bill('POST');
      core.authorize(principal, 'PutObject', objectArn(bucket, key));
      const upload = requireUpload(request);
      const { plan } = upload;
      core.useKey(principal, bucket, key, plan.content.encryption, ['Decrypt']);
      const rows = chooseParts(upload, request.body);
      const body = await readParts(rows);
      if (plan.checksumType === 'FULL_OBJECT') {
        verifyBody(headers, body);
      }
      const checksum = wholeChecksum(plan, rows, body);
      const digests = Buffer.concat(rows.map(({ etag }) => Buffer.from(etag, 'hex')));
      const etag = `${createHash('md5').update(digests).digest('hex')}-${rows.length}`;
      const conditions = readConditions(headers);
      const staged = await core.bodies.stage(body);
      let partFiles: string[] = [];
      const { versionId } = await core.create(
        request,
        {
          key,
          size: body.length,
          etag,
          body: staged,
          content: {
            ...plan.content,
            partSizes: rows.map(({ size }) => size),
            ...(checksum !== undefined && { checksum }),
          },
          tags: plan.tags,
          ...readLock(plan.lockHeaders, bucket, clock.now()),
        },
        'CompleteMultipartUpload',
        (present) => {
          requireUpload(request);
          checkWrite(conditions, present, key);
          partFiles = core.bodies.drop(uploads.remove(upload.uploadId));
        },
      );
      await core.bodies.removeFiles(partFiles);
      return {
        status: 200,
        headers: { ...xmlHeaders, ...writtenHeaders(request, plan.content.encryption, undefined, versionId) },
        body: writeXml('CompleteMultipartUploadResult', {
          Location: `/${bucket.name}/${key}`,
          Bucket: bucket.name,
          Key: key,
          ETag: quotedEtag(etag),
          ...(checksum !== undefined && {
            [`Checksum${checksum.algorithm}`]: checksum.value,
            ChecksumType: checksum.type,
          }),
        }),
      };
    },

    async abort(request: S3Request): Promise<HttpResponse> {
      core.bill('DELETE');
      core.authorize(request.principal, 'AbortMultipartUpload', objectArn(request.bucket, request.key));
      const { uploadId } = requireUpload(request);
      await core.bodies.removeFiles(await store.write(() => core.bodies.drop(uploads.remove(uploadId))));
      return { status: 204, headers: {}, body: '' };
    },

    listParts(request: S3Request): HttpResponse {
      const { principal, bucket, key, query } = request;
      core.bill('LIST');
      core.authorize(principal, 'ListMultipartUploadParts', objectArn(bucket, key));
      const { uploadId, plan } = requireUpload(request);
      const marker = Number(query.get('part-number-marker') ?? 0);
      const maximum = Math.min(Number(query.get('max-parts') ?? 1000), 1000);
      const rest = uploads.listParts(uploadId).filter(({ number }) => number > marker);
      const page = rest.slice(0, maximum);
      const truncated = rest.length > page.length;
      const Part = page.map(({ number, size, etag, checksum, modified_at: modifiedAt }) => ({
        PartNumber: number,
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: quotedEtag(etag),
        Size: size,
        [`Checksum${plan.checksumAlgorithm ?? 'CRC32'}`]: checksum ?? undefined,
      }));
      return {
        status: 200,
        headers: xmlHeaders,
        body: writeXml('ListPartsResult', {
          Bucket: bucket.name,
          Key: key,
          UploadId: uploadId,
          PartNumberMarker: marker,
          NextPartNumberMarker: page.at(-1)?.number ?? 0,
          MaxParts: maximum,
          IsTruncated: truncated,
          StorageClass: 'STANDARD',
          Part,
        }),
      };
    },

    listUploads({ principal, bucket, query }: BucketRequest): HttpResponse {
      core.bill('LIST');
      core.authorize(principal, 'ListBucketMultipartUploads', bucket.arn);
      const prefix = query.get('prefix') ?? '';
      const Uploads = uploads
        .list(bucket.name)
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, uploadId, initiatedAt }) => ({
          Key: key,
          UploadId: uploadId,
          StorageClass: 'STANDARD',
          Initiated: new Date(initiatedAt).toISOString(),
        }));
      return {
        status: 200,
        headers: xmlHeaders,
        body: writeXml('ListMultipartUploadsResult', {
          Bucket: bucket.name,
          Prefix: prefix,
          MaxUploads: 1000,
          IsTruncated: false,
          Upload: Uploads,
        }),
      };
    },
  };
}

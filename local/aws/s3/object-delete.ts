import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse, Principal } from '../../runtime/service.ts';
import { objectArn } from './bucket-definition.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import { verifyBody } from './checksum.ts';
import { checkWrite, header } from './conditions.ts';
import type { VersionRow } from './object-store.ts';
import type { S3Core, S3Request } from './s3-core.ts';
import { parseXml, writeXml } from './xml.ts';
import type { XmlValue } from './xml.ts';

interface Deletion {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly ifMatch: string | undefined;
}

interface Deleted {
  /** The version that was removed, or the delete marker that was made. */
  readonly versionId: string | undefined;
  readonly deleteMarker: boolean;
}

/** A version under retention or legal hold cannot be removed; governance retention can, by who may bypass it. */
function checkLock(row: VersionRow, now: number, mayBypass: () => boolean): void {
  const retained = row.retain_until !== null && row.retain_until > now;
  const bypassed = retained && row.lock_mode === 'GOVERNANCE' && mayBypass();
  if (row.legal_hold === 1 || (retained && !bypassed)) {
    throw new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403, {
      Key: row.key,
    });
  }
}

async function deleteOne(
  core: S3Core,
  principal: Principal,
  bucket: BucketDefinition,
  { key, versionId, ifMatch }: Deletion,
  bypassAsked: boolean,
): Promise<Deleted> {
  const arn = objectArn(bucket, key);
  core.authorize(principal, versionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion', arn);
  const mayBypass = (): boolean => {
    if (bypassAsked) {
      core.authorize(principal, 'BypassGovernanceRetention', arn);
    }
    return bypassAsked;
  };
  const { objects, world } = core;
  const change = (): Deleted & { files: string[] } => {
    const now = world.clock.now();
    checkWrite(
      { ifMatch, ifNoneMatch: undefined, ifModifiedSince: undefined, ifUnmodifiedSince: undefined },
      objects.current(bucket.name, key),
      key,
    );
    if (versionId === undefined && bucket.versioned) {
      const marker = objects.addDeleteMarker(bucket.name, key, now);
      return { versionId: marker.versionId, deleteMarker: true, files: [] };
    }
    const row = objects.find(bucket.name, key, versionId ?? 'null');
    if (row === undefined) {
      return { versionId, deleteMarker: false, files: [] };
    }
    checkLock(row, now, mayBypass);
    return {
      versionId,
      deleteMarker: row.delete_marker === 1,
      files: core.bodies.drop(objects.removeVersion(row)),
    };
  };
  const { files, ...deleted } = await world.store.write(change);
  await core.bodies.removeFiles(files);
  return deleted;
}

function asksBypass(request: S3Request): boolean {
  return header(request.headers, 'x-amz-bypass-governance-retention') === 'true';
}

/** DeleteObject: in a versioned bucket a delete marker, unless a version is named. */
export async function deleteObject(core: S3Core, request: S3Request): Promise<HttpResponse> {
  const { principal, bucket, key, query, headers } = request;
  core.bill('DELETE');
  const deletion = {
    key,
    versionId: query.get('versionId') ?? undefined,
    ifMatch: header(headers, 'if-match'),
  };
  const { versionId, deleteMarker } = await deleteOne(core, principal, bucket, deletion, asksBypass(request));
  return {
    status: 204,
    headers: {
      ...(versionId !== undefined && bucket.versioned && { 'x-amz-version-id': versionId }),
      ...(deleteMarker && { 'x-amz-delete-marker': 'true' }),
    },
    body: '',
  };
}

const deleteDocument = z.object({
  Delete: z.object({
    Quiet: z.string().optional(),
    Object: z
      .array(
        z.object({ Key: z.string().min(1), VersionId: z.string().optional(), ETag: z.string().optional() }),
      )
      .min(1)
      .max(1000),
  }),
});

/** DeleteObjects: up to a thousand, each with its own outcome. */
export async function deleteObjects(core: S3Core, request: S3Request): Promise<HttpResponse> {
  const { principal, bucket, headers } = request;
  core.bill('DELETE');
  const { body, checksum } = core.receiveBody(request);
  if (checksum === undefined && header(headers, 'content-md5') === undefined) {
    throw new AwsError(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  verifyBody({ 'content-md5': headers['content-md5'] }, body);
  const parsed = deleteDocument.safeParse(parseXml(body));
  if (!parsed.success) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const { Object: entries, Quiet } = parsed.data.Delete;
  const bypass = asksBypass(request);
  const outcomes = await Promise.allSettled(
    entries.map(({ Key, VersionId, ETag }) =>
      deleteOne(core, principal, bucket, { key: Key, versionId: VersionId, ifMatch: ETag }, bypass),
    ),
  );
  const deleted: XmlValue[] = [];
  const errors: XmlValue[] = [];
  for (const [index, { Key, VersionId }] of entries.entries()) {
    const outcome = outcomes[index];
    if (outcome?.status === 'fulfilled') {
      const { versionId, deleteMarker } = outcome.value;
      deleted.push({
        Key,
        VersionId,
        ...(deleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }),
      });
    } else if (outcome?.reason instanceof AwsError) {
      errors.push({ Key, VersionId, Code: outcome.reason.name, Message: outcome.reason.message });
    } else {
      throw outcome?.reason;
    }
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: writeXml('DeleteResult', { Deleted: Quiet === 'true' ? [] : deleted, Error: errors }),
  };
}

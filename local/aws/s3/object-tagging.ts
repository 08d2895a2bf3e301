import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse } from '../../runtime/service.ts';
import { objectArn } from './bucket-definition.ts';
import { checkTags } from './object-headers.ts';
import { tagsOf } from './object-store.ts';
import type { VersionRow } from './object-store.ts';
import type { S3Core, S3Request } from './s3-core.ts';
import { parseXml, writeXml } from './xml.ts';

const taggingDocument = z.object({
  Tagging: z.object({
    TagSet: z.union([
      z.object({ Tag: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) }),
      z.literal('').transform(() => ({ Tag: [] })),
    ]),
  }),
});

function find(core: S3Core, request: S3Request, action: string): VersionRow {
  const { principal, bucket, key, query } = request;
  const versionId = query.get('versionId') ?? undefined;
  const name = versionId === undefined ? action : action.replace('Object', 'ObjectVersion');
  core.authorize(principal, name, objectArn(bucket, key));
  return core.findForRead(principal, bucket, key, versionId);
}

function versionHeader({ bucket }: S3Request, row: VersionRow): Record<string, string> {
  return bucket.versioned ? { 'x-amz-version-id': row.version_id } : {};
}

/** GetObjectTagging. */
export function getTagging(core: S3Core, request: S3Request): HttpResponse {
  core.bill('GET');
  const row = find(core, request, 'GetObjectTagging');
  const Tag = Object.entries(tagsOf(row)).map(([Key, Value]) => ({ Key, Value }));
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...versionHeader(request, row) },
    body: writeXml('Tagging', { TagSet: { Tag } }),
  };
}

/** PutObjectTagging: replaces the tags and nothing else of the object. */
export async function putTagging(core: S3Core, request: S3Request): Promise<HttpResponse> {
  core.bill('PUT');
  const { body } = core.receiveBody(request);
  const parsed = taggingDocument.safeParse(parseXml(body));
  if (!parsed.success) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const tags = checkTags(parsed.data.Tagging.TagSet.Tag.map(({ Key, Value }) => [Key, Value] as const));
  const row = find(core, request, 'PutObjectTagging');
  await core.world.store.write(() => core.objects.setTags(row, tags));
  return { status: 200, headers: versionHeader(request, row), body: '' };
}

/** DeleteObjectTagging. */
export async function deleteTagging(core: S3Core, request: S3Request): Promise<HttpResponse> {
  core.bill('DELETE');
  const row = find(core, request, 'DeleteObjectTagging');
  await core.world.store.write(() => core.objects.setTags(row, {}));
  return { status: 204, headers: versionHeader(request, row), body: '' };
}

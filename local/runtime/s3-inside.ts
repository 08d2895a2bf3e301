import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import type { S3 } from '../aws/s3/s3.ts';
import { AwsError, type HttpResponse, type Json, type JsonObject, type Principal } from './service.ts';

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === 'Contents' || name === 'CommonPrefixes',
});

const errorSchema = z.object({ Error: z.object({ Code: z.string(), Message: z.string() }) });

function textOf(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value !== 'string') {
    throw new AwsError('ValidationException', `${name}: found ${JSON.stringify(value)}, expected text.`);
  }
  return value;
}

function parseXml(response: HttpResponse): JsonObject {
  return parser.parse(response.body.toString()) as JsonObject;
}

function refuseError(response: HttpResponse): void {
  if (response.status >= 400) {
    const error = errorSchema.parse(parseXml(response)).Error;
    throw new AwsError(error.Code, error.Message, response.status);
  }
}

const numbers = new Set(['Size', 'KeyCount', 'MaxKeys']);
const flags = new Set(['IsTruncated']);

function typed(value: Json, name = ''): Json {
  if (Array.isArray(value)) {
    return value.map((one) => typed(one, name));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typed(one, key)]));
  }
  if (numbers.has(name)) {
    return Number(value);
  }
  return flags.has(name) ? value === 'true' : value;
}

/**
 * S3 as the other services call it inside the process, with the API's names: what a state machine reads its items
 * from and writes its results to. Bodies are text.
 */
export function createS3Inside(
  s3: S3,
): (operation: string, input: JsonObject, principal: Principal) => Promise<JsonObject> {
  const send = async (
    method: string,
    path: string,
    principal: Principal,
    query: Readonly<Record<string, string>> = {},
  ): Promise<HttpResponse> => {
    const response = await s3.handle(
      { method, path, query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0) },
      principal,
    );
    refuseError(response);
    return response;
  };

  const list = async (input: JsonObject, principal: Principal): Promise<JsonObject> => {
    const names = {
      Prefix: 'prefix',
      Delimiter: 'delimiter',
      MaxKeys: 'max-keys',
      StartAfter: 'start-after',
      ContinuationToken: 'continuation-token',
    } as const;
    const query: Record<string, string> = { 'list-type': '2' };
    for (const [name, parameter] of Object.entries(names)) {
      const value = input[name];
      if (typeof value === 'string' || typeof value === 'number') {
        query[parameter] = String(value);
      }
    }
    const response = await send('GET', `/${textOf(input, 'Bucket')}`, principal, query);
    return (typed(parseXml(response)['ListBucketResult'] ?? {}) ?? {}) as JsonObject;
  };

  return async (operation, input, principal) => {
    switch (operation) {
      case 'GetObject': {
        const version = input['VersionId'];
        const object = await s3.getObject(
          textOf(input, 'Bucket'),
          textOf(input, 'Key'),
          principal,
          typeof version === 'string' ? version : undefined,
        );
        return {
          Body: object.body.toString('utf8'),
          ContentLength: object.body.length,
          ContentType: object.contentType,
          ETag: `"${object.etag}"`,
          ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
          Metadata: { ...object.metadata },
        };
      }
      case 'PutObject': {
        const type = input['ContentType'];
        const put = await s3.putObject(
          textOf(input, 'Bucket'),
          textOf(input, 'Key'),
          textOf(input, 'Body'),
          principal,
          typeof type === 'string' ? { 'content-type': type } : {},
        );
        return {
          ETag: `"${put.etag}"`,
          ...(put.versionId === undefined ? {} : { VersionId: put.versionId }),
        };
      }
      case 'DeleteObject':
        await send('DELETE', `/${textOf(input, 'Bucket')}/${textOf(input, 'Key')}`, principal);
        return {};
      case 'ListObjectsV2':
        return list(input, principal);
      default:
        throw new AwsError(
          'UnknownOperationException',
          `S3 ${operation} is not served inside the process; served are GetObject, PutObject, DeleteObject and ListObjectsV2.`,
          501,
        );
    }
  };
}

import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { DocumentStore, Shelf } from '#ports/document-store.ts';
import { withFaultsNamed } from '../named-faults.ts';

/** Each shelf is a bucket. Encryption is the bucket's default, with the customer's key. */
export function s3DocumentStore(client: S3Client, buckets: Readonly<Record<Shelf, string>>): DocumentStore {
  const open = async (shelf: Shelf, key: string, versionId?: string) => {
    try {
      return await withFaultsNamed('S3', () =>
        client.send(
          new GetObjectCommand({
            Bucket: buckets[shelf],
            Key: key,
            ...(versionId === undefined ? {} : { VersionId: versionId }),
          }),
        ),
      );
    } catch (error) {
      if (
        error instanceof NoSuchKey ||
        (error instanceof S3ServiceException && error.name === 'NoSuchVersion')
      ) {
        return undefined;
      }
      throw error;
    }
  };
  return {
    bucketOf: (shelf) => buckets[shelf],
    async put(shelf, key, body, contentType) {
      await withFaultsNamed('S3', () =>
        client.send(
          new PutObjectCommand({
            Bucket: buckets[shelf],
            Key: key,
            Body: bytesToSend(body),
            ContentType: contentType,
          }),
        ),
      );
    },
    async putOnce(shelf, key, body, contentType) {
      try {
        await withFaultsNamed('S3', () =>
          client.send(
            new PutObjectCommand({
              Bucket: buckets[shelf],
              Key: key,
              Body: bytesToSend(body),
              ContentType: contentType,
              IfNoneMatch: '*',
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) {
          return false;
        }
        throw error;
      }
    },
    async get(shelf, key, versionId) {
      const content = (await open(shelf, key, versionId))?.Body;
      if (content === undefined) {
        return undefined;
      }
      const body = await withFaultsNamed('S3', () => content.transformToByteArray());
      return { body, size: body.byteLength };
    },
    async stream(shelf, key, versionId) {
      const answer = await open(shelf, key, versionId);
      return answer?.Body === undefined ? undefined : bytesOf(answer.Body.transformToWebStream());
    },
  };
}

/** Always bytes: the SDK takes an empty text for a stream of unknown length, and says so in the log. */
function bytesToSend(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await withFaultsNamed('S3', () => reader.read());
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    // Of a stream that broke this says once more what reading it said.
    await reader.cancel().catch(() => undefined);
  }
}

import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { DocumentStore, Shelf } from '#ports/document-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { partsOf, sendParts } from './s3-multipart.ts';

/** What S3 calls an object, or a version of one, that somebody deleted. */
const gone: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed']);

/** Each shelf is a bucket. Encryption is the bucket's default, with the customer's key. */
export function s3DocumentStore(client: S3Client, buckets: Readonly<Record<Shelf, string>>): DocumentStore {
  const open = async (shelf: Shelf, key: string, versionId?: string, range?: string) => {
    try {
      return await withFaultsNamed('S3', () =>
        client.send(
          new GetObjectCommand({
            Bucket: buckets[shelf],
            Key: key,
            ...(versionId === undefined ? {} : { VersionId: versionId }),
            ...(range === undefined ? {} : { Range: range }),
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
  const write = async (
    shelf: Shelf,
    key: string,
    body: Uint8Array,
    contentType: string,
    once: boolean,
  ): Promise<void> => {
    await withFaultsNamed('S3', () =>
      client.send(
        new PutObjectCommand({
          Bucket: buckets[shelf],
          Key: key,
          Body: body,
          ContentType: contentType,
          ...(once && { IfNoneMatch: '*' }),
        }),
      ),
    );
  };
  return {
    bucketOf: (shelf) => buckets[shelf],
    async put(shelf, key, body, contentType) {
      await write(shelf, key, bytesToSend(body), contentType, false);
    },
    putOnce: (shelf, key, body, contentType) =>
      unlessThere(() => write(shelf, key, bytesToSend(body), contentType, true)),
    async putStream(shelf, key, body, contentType, { once }) {
      const parts = partsOf(body);
      const first = await parts.next();
      if (first.done === true) {
        throw new Error('a body has at least one part');
      }
      const second = await parts.next();
      const send = (): Promise<void> =>
        second.done === true
          ? write(shelf, key, first.value, contentType, once)
          : sendParts(
              client,
              { Bucket: buckets[shelf], Key: key },
              withThese([first.value, second.value], parts),
              { contentType, once },
            );
      if (once) {
        return await unlessThere(send);
      }
      await send();
      return true;
    },
    async tag(shelf, key, tags, versionId) {
      try {
        await withFaultsNamed('S3', () =>
          client.send(
            new PutObjectTaggingCommand({
              Bucket: buckets[shelf],
              Key: key,
              ...(versionId === undefined ? {} : { VersionId: versionId }),
              Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof S3ServiceException && gone.has(error.name)) {
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
    async stream(shelf, key, versionId, fromByte = 0, beforeByte = Number.POSITIVE_INFINITY) {
      try {
        const answer = await open(shelf, key, versionId, rangeOf(fromByte, beforeByte));
        if (answer?.Body === undefined) {
          return undefined;
        }
        const bytes = answer.Body.transformToWebStream();
        if (beforeByte > fromByte) {
          return bytesOf(bytes);
        }
        await bytes.cancel();
        return noBytes();
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === 'InvalidRange') {
          return noBytes();
        }
        throw error;
      }
    },
  };
}

/** Always bytes: the SDK takes an empty text for a stream of unknown length, and says so in the log. */
function bytesToSend(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/** Answers whether it wrote: S3 says no where the condition is that nothing is there. */
async function unlessThere(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) {
      return false;
    }
    throw error;
  }
}

/** A range of no bytes cannot be asked for: it asks for one, of which none is given. */
function rangeOf(fromByte: number, beforeByte: number): string | undefined {
  if (beforeByte === Number.POSITIVE_INFINITY) {
    return fromByte === 0 ? undefined : `bytes=${fromByte}-`;
  }
  return `bytes=${fromByte}-${Math.max(fromByte, beforeByte - 1)}`;
}

async function* withThese(
  first: readonly Uint8Array[],
  others: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* others;
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // Nothing lies in the range.
}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
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

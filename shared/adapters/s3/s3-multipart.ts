import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { withFaultsNamed } from '../named-faults.ts';

/** S3 takes parts of 5 MB and more, and 10,000 of them. */
const partBytes = 8_388_608;

interface Destination {
  readonly Bucket: string;
  readonly Key: string;
}

/** The pieces of a body in parts as S3 takes them: all but the last of one size. A body of no bytes is one empty part. */
export async function* partsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(0);
  let length = 0;
  for await (const piece of body) {
    let from = 0;
    while (from < piece.length) {
      const taken = Math.min(piece.length - from, partBytes - length);
      if (length + taken > part.length) {
        const grown = new Uint8Array(Math.min(partBytes, Math.max(length + taken, part.length * 2)));
        grown.set(part.subarray(0, length));
        part = grown;
      }
      part.set(piece.subarray(from, from + taken), length);
      length += taken;
      from += taken;
      if (length === partBytes) {
        yield part;
        part = new Uint8Array(0);
        length = 0;
      }
    }
  }
  yield part.subarray(0, length);
}

/**
 * Sends parts one after another and completes the object. Whatever goes wrong, a precondition that does not hold
 * included, the parts are given up, and the error goes on.
 */
export async function sendParts(
  client: S3Client,
  destination: Destination,
  parts: AsyncIterable<Uint8Array>,
  options: { readonly contentType: string; readonly once: boolean },
): Promise<void> {
  const { UploadId } = await withFaultsNamed('S3', () =>
    client.send(
      new CreateMultipartUploadCommand({
        ...destination,
        ContentType: options.contentType,
        // A bucket with Object Lock takes no part without a check sum.
        ChecksumAlgorithm: 'CRC32',
      }),
    ),
  );
  try {
    const completed: CompletedPart[] = [];
    for await (const part of parts) {
      if (part.length > 0) {
        completed.push(await sendPart(client, destination, UploadId, completed.length + 1, part));
      }
    }
    await withFaultsNamed('S3', () =>
      client.send(
        new CompleteMultipartUploadCommand({
          ...destination,
          UploadId,
          MultipartUpload: { Parts: completed },
          ...(options.once && { IfNoneMatch: '*' }),
        }),
      ),
    );
  } catch (error) {
    // Parts that stay are taken away by the bucket's own rule after some days.
    await client.send(new AbortMultipartUploadCommand({ ...destination, UploadId })).catch(() => undefined);
    throw error;
  }
}

async function sendPart(
  client: S3Client,
  destination: Destination,
  UploadId: string | undefined,
  PartNumber: number,
  Body: Uint8Array,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32 } = await withFaultsNamed('S3', () =>
    client.send(
      new UploadPartCommand({ ...destination, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
    ),
  );
  return { PartNumber, ETag, ChecksumCRC32 };
}

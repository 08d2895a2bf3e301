import { AwsError } from '../../runtime/service.ts';

/** A decoded upload: the body without any framing, and the trailing headers in lower case. */
export interface DecodedUpload {
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

const lineEnd = Buffer.from('\r\n');

function broken(reason: string): AwsError {
  return new AwsError('IncompleteBody', `The aws-chunked body is not well formed: ${reason}.`);
}

/** Whether a request's body is framed in chunks, which must never reach the stored object. */
export function isAwsChunked(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return (
    String(headers['content-encoding'] ?? '')
      .split(',')
      .some((encoding) => encoding.trim() === 'aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  );
}

/** The Content-Encoding to store: what is left when the framing is taken off. */
export function storedContentEncoding(header: string | undefined): string | undefined {
  const left = (header ?? '')
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== 'aws-chunked' && encoding !== '');
  return left.length === 0 ? undefined : left.join(',');
}

/**
 * Takes the chunk framing off a body: each chunk is its size in hexadecimal, perhaps a signature, a line end, the
 * bytes and a line end; the chunk of size 0 is followed by the trailers.
 * Source: Amazon S3 API reference, "Signature calculations for the Authorization header: multiple chunks".
 */
export function decodeAwsChunked(framed: Buffer, expectedLength: number | undefined): DecodedUpload {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = framed.indexOf(lineEnd, position);
    if (end === -1) {
      throw broken('a chunk has no size line');
    }
    const [sizeText = ''] = framed.toString('latin1', position, end).split(';');
    if (!/^[0-9a-fA-F]+$/.test(sizeText)) {
      throw broken(`found the chunk size ${JSON.stringify(sizeText)}`);
    }
    const size = Number.parseInt(sizeText, 16);
    position = end + lineEnd.length;
    if (size === 0) {
      break;
    }
    const chunk = framed.subarray(position, position + size);
    if (chunk.length < size || !framed.subarray(position + size, position + size + 2).equals(lineEnd)) {
      throw broken(`a chunk of ${size} bytes is cut off`);
    }
    chunks.push(chunk);
    position += size + lineEnd.length;
  }
  const trailers: Record<string, string> = {};
  for (const line of framed.toString('latin1', position).split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
  }
  const body = Buffer.concat(chunks);
  if (expectedLength !== undefined && body.length !== expectedLength) {
    throw broken(`expected ${expectedLength} bytes by x-amz-decoded-content-length, found ${body.length}`);
  }
  return { body, trailers };
}

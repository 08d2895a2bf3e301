import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../runtime/service.ts';

const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'MD5', 'SHA1', 'SHA256', 'SHA512'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum of an object: base64, and whether over the whole or over the checksums of its parts. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

function crc32cTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & 1) === 1 ? (value >>> 1) ^ 0x82_f6_3b_78 : value >>> 1;
    }
    table[byte] = value;
  }
  return table;
}

// CRC-64/NVME, reflected polynomial 9a6c9329ac4bc9b5, as two halves of 32 bits: a BigInt a byte is too slow.
function crc64Tables(): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  const polynomial = 0x9a_6c_93_29_ac_4b_c9_b5n;
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    }
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xff_ff_ff_ffn);
  }
  return { high, low };
}

let castagnoli: Uint32Array | undefined;
let nvme: { high: Uint32Array; low: Uint32Array } | undefined;

function crc32c(body: Buffer): Buffer {
  castagnoli ??= crc32cTable();
  let value = 0xff_ff_ff_ff;
  for (const byte of body) {
    value = (castagnoli[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return unsigned32((value ^ 0xff_ff_ff_ff) >>> 0);
}

function crc64nvme(body: Buffer): Buffer {
  nvme ??= crc64Tables();
  let high = 0xff_ff_ff_ff;
  let low = 0xff_ff_ff_ff;
  for (const byte of body) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (nvme.low[index] ?? 0);
    high = (high >>> 8) ^ (nvme.high[index] ?? 0);
  }
  return Buffer.concat([unsigned32(~high >>> 0), unsigned32(~low >>> 0)]);
}

function unsigned32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function digest(algorithm: ChecksumAlgorithm, body: Buffer): Buffer {
  switch (algorithm) {
    case 'CRC32':
      return unsigned32(crc32(body));
    case 'CRC32C':
      return crc32c(body);
    case 'CRC64NVME':
      return crc64nvme(body);
    case 'MD5':
    case 'SHA1':
    case 'SHA256':
    case 'SHA512':
      return createHash(algorithm.toLowerCase()).update(body).digest();
    default:
      return algorithm satisfies never;
  }
}

/** The checksum of a body, base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, body: Buffer): string {
  return digest(algorithm, body).toString('base64');
}

/** The checksum of a multipart object over the checksums of its parts: base64 and the number of parts. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return `${checksumOf(algorithm, joined)}-${parts.length}`;
}

/** The algorithm that a header names, such as CRC32; throws for one that is not served. */
export function readAlgorithm(name: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (found === undefined) {
    throw new AwsError(
      'NotImplemented',
      `The checksum algorithm ${name} is not served on this machine; use one of ${checksumAlgorithms.join(', ')}.`,
      501,
    );
  }
  return found;
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

const otherChecksumHeaders = new Set([
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
]);

/** The checksum that a request carries in its headers or trailers, or undefined. */
export function requestChecksum(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-amz-checksum-') && !otherChecksumHeaders.has(name) && typeof value === 'string') {
      return { algorithm: readAlgorithm(name.slice('x-amz-checksum-'.length)), value };
    }
  }
  return undefined;
}

/**
 * Checks a body against the checksum and the Content-MD5 that the request carries, and gives the checksum.
 * Throws BadDigest when they differ.
 */
export function verifyBody(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): Checksum | undefined {
  const md5 = headers['content-md5'];
  if (typeof md5 === 'string' && md5 !== checksumOf('MD5', body)) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const given = requestChecksum(headers);
  if (given === undefined) {
    return undefined;
  }
  const found = checksumOf(given.algorithm, body);
  if (found !== given.value) {
    throw new AwsError(
      'BadDigest',
      `The ${given.algorithm} you specified did not match the calculated checksum: expected ${given.value}, found ${found}.`,
    );
  }
  return { ...given, type: 'FULL_OBJECT' };
}

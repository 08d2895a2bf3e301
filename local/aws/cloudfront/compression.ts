import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { PublicResponse } from '../../runtime/public-door.ts';
import type { CachePolicy } from './forwarding.ts';

type Encoding = 'br' | 'gzip';

/** Sizes and types that CloudFront compresses. Source: its developer guide, serving compressed files. */
const smallestBytes = 1_000;
const largestBytes = 10_000_000;
const compressible =
  /^(?:text\/(?:html|css|plain|javascript|xml|csv|markdown)|application\/(?:javascript|json|xml|wasm|manifest\+json|problem\+json)|image\/(?:svg\+xml|bmp)|font\/(?:ttf|otf))$/;

const brotliQuality = 5;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** The encoding to answer with, of those the viewer takes and the policy allows; the shorter one first. */
function encodingFor(accepted: string | undefined, policy: CachePolicy): Encoding | undefined {
  const taken = new Set(
    (accepted ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one))
      .map((one) => one.split(';')[0]?.trim()),
  );
  if (policy.brotli && taken.has('br')) {
    return 'br';
  }
  return policy.gzip && taken.has('gzip') ? 'gzip' : undefined;
}

/** Whether a distribution would compress this response for a viewer that takes it compressed. */
function isCompressible({ status, headers, body }: PublicResponse): boolean {
  const type =
    String(headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  return (
    status === 200 &&
    headers['content-encoding'] === undefined &&
    compressible.test(type) &&
    body.length >= smallestBytes &&
    body.length <= largestBytes
  );
}

const keptBodies = 200;

/** Compresses responses for viewers that take them so; what was compressed is kept by its ETag. */
export function createCompression() {
  const kept = new Map<string, Buffer>();

  const compress = async (body: Buffer | string, encoding: Encoding): Promise<Buffer> =>
    encoding === 'br'
      ? compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
      : compressGzip(body);

  return async (
    response: PublicResponse,
    accepted: string | undefined,
    policy: CachePolicy,
  ): Promise<PublicResponse> => {
    if (!isCompressible(response) || (!policy.gzip && !policy.brotli)) {
      return response;
    }
    const varying = { ...response.headers, vary: 'Accept-Encoding' };
    const encoding = encodingFor(accepted, policy);
    if (encoding === undefined) {
      return { ...response, headers: varying };
    }
    const etag = String(response.headers['etag'] ?? '');
    const key = `${encoding} ${etag}`;
    const body = (etag === '' ? undefined : kept.get(key)) ?? (await compress(response.body, encoding));
    if (etag !== '') {
      if (kept.size >= keptBodies) {
        kept.clear();
      }
      kept.set(key, body);
    }
    const { 'content-length': _length, ...headers } = varying as PublicResponse['headers'];
    return {
      ...response,
      headers: {
        ...headers,
        'content-encoding': encoding,
        // The bytes are others than those that the tag was made of.
        ...(etag === '' || etag.startsWith('W/') ? {} : { etag: `W/${etag}` }),
      },
      body,
    };
  };
}

import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from './credentials.ts';
import { AwsError, type Principal } from './service.ts';

/** Who signed a request, and for which service. */
export interface Signed {
  readonly principal: Principal;
  /** The service's name in the credential scope: dynamodb, sqs, s3, ... */
  readonly service: string;
}

/** A request as it arrived; nothing decoded, for the signature covers what was sent. */
export interface ArrivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Claim {
  readonly accessKeyId: string;
  /** Of a session; sent beside the signature. */
  readonly sessionToken: string | undefined;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly time: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly presigned: boolean;
}

const algorithm = 'AWS4-HMAC-SHA256';
const emptyHash = hash('sha256', '');

function sha256(data: string | Buffer): string {
  return hash('sha256', data);
}

function hmac(key: string | Buffer | KeyObject, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** Percent-encodes as RFC 3986 does; `encodeURIComponent` leaves five characters too many. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function incomplete(what: string): AwsError {
  return new AwsError('IncompleteSignature', `The request's signature cannot be read: ${what}.`, 403);
}

type Scope = Pick<Claim, 'accessKeyId' | 'date' | 'region' | 'service'>;

function readScope(credential: string): Scope {
  const [accessKeyId, date, region, service, end] = credential.split('/');
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    end !== 'aws4_request'
  ) {
    throw incomplete(`the credential ${credential} is not key/date/region/service/aws4_request`);
  }
  return { accessKeyId, date, region, service };
}

function firstHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function readHeaderClaim(authorization: string, headers: IncomingHttpHeaders): Claim {
  const fields = new Map<string, string>();
  for (const part of authorization.slice(algorithm.length).split(',')) {
    const equals = part.indexOf('=');
    fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const credential = fields.get('Credential');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  const time = headers['x-amz-date'];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw incomplete('Credential, SignedHeaders or Signature is missing');
  }
  if (typeof time !== 'string') {
    throw incomplete('the header X-Amz-Date is missing');
  }
  return {
    ...readScope(credential),
    sessionToken: firstHeader(headers, 'x-amz-security-token'),
    time,
    signedHeaders: signedHeaders.split(';'),
    signature,
    presigned: false,
  };
}

function readQueryClaim(query: URLSearchParams): Claim | undefined {
  const credential = query.get('X-Amz-Credential');
  if (credential === null) {
    return undefined;
  }
  const time = query.get('X-Amz-Date');
  const signature = query.get('X-Amz-Signature');
  if (time === null || signature === null || query.get('X-Amz-Algorithm') !== algorithm) {
    throw incomplete('X-Amz-Algorithm, X-Amz-Date or X-Amz-Signature is missing');
  }
  return {
    ...readScope(credential),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    time,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? 'host').split(';'),
    signature,
    presigned: true,
  };
}

function canonicalQuery(search: string): string {
  if (search === '') {
    return '';
  }
  return search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [encode(decode(name)), encode(decode(value.replaceAll('+', ' ')))] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([leftName, leftValue], [rightName, rightValue]) =>
      leftName === rightName ? (leftValue < rightValue ? -1 : 1) : leftName < rightName ? -1 : 1,
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replaceAll(/ +/g, ' ');
}

function payloadHash(request: ArrivedRequest, presigned: boolean): string {
  const stated = request.headers['x-amz-content-sha256'];
  if (typeof stated !== 'string') {
    return presigned ? 'UNSIGNED-PAYLOAD' : request.body.length === 0 ? emptyHash : sha256(request.body);
  }
  if (/^[0-9a-f]{64}$/.test(stated) && stated !== sha256(request.body)) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
    );
  }
  return stated;
}

/** When a presigned URL ends, in milliseconds since the epoch. */
function presignedEnd(time: string, expires: string | null): number {
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) + Number(expires ?? '0') * 1000;
}

/**
 * Verifies Signature Version 4, in the header or presigned, against the keys of the data folder. The age of a
 * signature is not checked, for the clock here may run ahead of the caller's; a presigned URL has expired when it
 * has by the caller's clock and by this one.
 */
export function createVerifier(
  credentials: Credentials,
  now: () => number,
): (request: ArrivedRequest) => Signed {
  /** As key objects: making one of a buffer takes longer than the signature. */
  const signingKeys = new Map<string, KeyObject>();

  const signingKey = (claim: Claim, secret: string): KeyObject => {
    const name = `${claim.accessKeyId}/${claim.date}/${claim.region}/${claim.service}`;
    const kept = signingKeys.get(name);
    if (kept !== undefined) {
      return kept;
    }
    const bytes = [claim.region, claim.service, 'aws4_request'].reduce(
      hmac,
      hmac(`AWS4${secret}`, claim.date),
    );
    const key = createSecretKey(bytes);
    if (signingKeys.size > 10_000) {
      signingKeys.clear();
    }
    signingKeys.set(name, key);
    return key;
  };

  return (request) => {
    const mark = request.url.indexOf('?');
    const rawPath = mark < 0 ? request.url : request.url.slice(0, mark);
    const search = mark < 0 ? '' : request.url.slice(mark + 1);
    const { authorization } = request.headers;
    const claim = authorization?.startsWith(algorithm)
      ? readHeaderClaim(authorization, request.headers)
      : readQueryClaim(new URLSearchParams(search));
    if (claim === undefined) {
      throw new AwsError('MissingAuthenticationToken', 'The request is not signed.', 403);
    }
    const owner = credentials.find(claim.accessKeyId, claim.sessionToken);
    if (owner === undefined) {
      throw new AwsError(
        claim.service === 's3' ? 'InvalidAccessKeyId' : 'UnrecognizedClientException',
        `The access key ${claim.accessKeyId} is not one of this data folder; its keys are in runtime.json.`,
        403,
      );
    }
    const canonicalRequest = [
      request.method,
      // S3 signs the path as it is sent, every other service encodes it once more.
      claim.service === 's3' ? rawPath : encode(rawPath).replaceAll('%2F', '/'),
      canonicalQuery(search),
      ...claim.signedHeaders.map((name) => `${name}:${headerValue(request.headers, name)}`),
      '',
      claim.signedHeaders.join(';'),
      payloadHash(request, claim.presigned),
    ].join('\n');
    const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
    const expected = hmac(
      signingKey(claim, owner.secretAccessKey),
      `${algorithm}\n${claim.time}\n${scope}\n${sha256(canonicalRequest)}`,
    );
    const given = Buffer.from(claim.signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new AwsError(
        claim.service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided.',
        403,
      );
    }
    if (owner.endsAt !== undefined && now() >= owner.endsAt) {
      throw new AwsError(
        ['s3', 'sts'].includes(claim.service) ? 'ExpiredToken' : 'ExpiredTokenException',
        'The security token included in the request is expired',
        claim.service === 'sts' ? 403 : 400,
      );
    }
    if (claim.presigned) {
      const end = presignedEnd(claim.time, new URLSearchParams(search).get('X-Amz-Expires'));
      if (Math.min(now(), Date.now()) > end) {
        throw new AwsError('AccessDenied', 'Request has expired', 403);
      }
    }
    return { principal: owner.principal, service: claim.service };
  };
}

import { decodeProtectedHeader, errors, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import type { JwtAuthorizer } from './api-definition.ts';

/** The keys of an issuer whose tokens this machine can check. */
export interface IssuerKeys {
  /** The public key of that id; undefined when the issuer has none such. */
  find(keyId: string): CryptoKey | undefined;
}

/** What became of the check: the claims, or the answer to give. */
export type JwtCheck =
  | { readonly allowed: true; readonly claims: JWTPayload; readonly scopes: readonly string[] | null }
  | { readonly allowed: false; readonly status: 401 | 403; readonly authenticate: string };

function invalid(description: string): JwtCheck {
  return {
    allowed: false,
    status: 401,
    authenticate: `Bearer scope="" error="invalid_token" error_description="${description}"`,
  };
}

function describe(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return 'the token has expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return 'the token does not have a valid issuer';
      case 'nbf':
      case 'iat':
        return 'the token is not valid yet';
      default:
        return `the claim ${error.claim} of the token is not valid`;
    }
  }
  return error instanceof errors.JWSSignatureVerificationFailed
    ? 'the signature of the token is not valid'
    : 'the token is malformed';
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.map(String);
  }
  return typeof value === 'string' ? value.split(' ').filter((one) => one !== '') : [];
}

/**
 * Checks a token as an API's JWT authorizer does: RS256 by a key of the issuer; `iss`; `aud`, or `client_id` where
 * there is no `aud`; `exp`, `nbf`, `iat`; one of the route's scopes in `scope` or `scp`.
 * Source: Amazon API Gateway developer guide, JWT authorizers for HTTP APIs.
 */
export async function checkJwt(
  header: string | undefined,
  authorizer: JwtAuthorizer,
  routeScopes: readonly string[],
  keys: IssuerKeys,
  now: number,
): Promise<JwtCheck> {
  if (header === undefined || header.trim() === '') {
    return { allowed: false, status: 401, authenticate: 'Bearer' };
  }
  const token = header.replace(/^bearer\s+/i, '').trim();
  let claims: JWTPayload;
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const key = keys.find(kid ?? '');
    if (alg !== 'RS256' || key === undefined) {
      return invalid(alg === 'RS256' ? 'the token has an unknown key' : 'the token has no valid algorithm');
    }
    const verified = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: authorizer.issuer,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    claims = verified.payload;
    if (claims.iat !== undefined && claims.iat * 1000 > now + 1000) {
      return invalid('the token is not valid yet');
    }
  } catch (error) {
    return invalid(describe(error));
  }
  const audience = claims.aud === undefined ? [claims['client_id']] : [claims.aud].flat();
  if (!audience.some((one) => authorizer.audience.some((wanted) => wanted === one))) {
    return invalid('the token does not have a valid audience');
  }
  if (routeScopes.length === 0) {
    return { allowed: true, claims, scopes: null };
  }
  const scopes = listOf(claims['scp'] ?? claims['scope']);
  return scopes.some((scope) => routeScopes.includes(scope))
    ? { allowed: true, claims, scopes }
    : {
        allowed: false,
        status: 403,
        authenticate: `Bearer scope="${routeScopes.join(' ')}" error="insufficient_scope" error_description="the token does not have the required scopes"`,
      };
}

/** A claim as a function receives it: every value text, the elements of an array in brackets with spaces between. */
export function claimText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(claimText).join(' ')}]`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  call,
  claimsOf,
  startEdge,
  type Answer,
  type EdgeMachine,
  type Tokens,
} from '../edge/edge-machine.ts';

let machine: EdgeMachine;
let tokens: Tokens;
let key: CryptoKey;
let keyId: string;

beforeAll(async () => {
  machine = await startEdge();
  await machine.addUser('bea', ['biller']);
  tokens = await machine.signIn('bea');
  const row = machine.runtime.store.database.prepare('SELECT key FROM cognito_key').get();
  const jwk = JSON.parse(String(row?.['key'])) as { kid: string };
  keyId = jwk.kid;
  key = (await importJWK(jwk, 'RS256')) as CryptoKey;
});

afterAll(async () => {
  await machine.stop();
});

const ask = (token: string | undefined, path = '/api/me'): Promise<Answer> =>
  call(`${machine.outputs['ApiEndpoint']}${path}`, {
    headers: token === undefined ? {} : { authorization: token },
  });

/** The claims of a good token, some of them other, signed by the pool's own key. */
const signed = (changes: Record<string, unknown>): Promise<string> => {
  const claims = { ...claimsOf(tokens.id_token), ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyId }).sign(key);
};

const now = (): number => Math.floor(Date.now() / 1000);

describe('a token', () => {
  test('that the pool issued is let in, with and without the word Bearer', async () => {
    expect(await ask(`Bearer ${tokens.id_token}`)).toMatchObject({ status: 200 });
    expect(await ask(tokens.id_token)).toMatchObject({ status: 200 });
  });

  test('for access is let in by its client id', async () => {
    expect(await ask(`Bearer ${tokens.access_token}`)).toMatchObject({ status: 200 });
  });

  test('that is missing is asked for', async () => {
    for (const given of [undefined, '', ' ']) {
      const answer = await ask(given);
      expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test.each([
    ['has expired', () => signed({ exp: now() - 1 }), 'the token has expired'],
    ['has no end', () => signed({ exp: undefined }), 'the claim exp of the token is not valid'],
    ['is not valid yet', () => signed({ nbf: now() + 60 }), 'the token is not valid yet'],
    ['comes from the future', () => signed({ iat: now() + 60 }), 'the token is not valid yet'],
    ['is for another audience', () => signed({ aud: 'other' }), 'the token does not have a valid audience'],
    ['is for no one', () => signed({ aud: undefined }), 'the token does not have a valid audience'],
    [
      'is for another audience though its client is right',
      () => signed({ aud: 'other', client_id: machine.outputs['ClientId'] }),
      'the token does not have a valid audience',
    ],
    [
      'is of another client of the pool',
      async () => (await machine.signIn('bea', { client_id: machine.outputs['RotatingId'] ?? '' })).id_token,
      'the token does not have a valid audience',
    ],
    [
      'is of another issuer',
      () => signed({ iss: 'https://issuer.example' }),
      'the token does not have a valid issuer',
    ],
    ['is no token', () => 'three.plain.words', 'the token is malformed'],
    [
      'was not signed at all',
      () => new UnsecuredJWT(claimsOf(tokens.id_token)).encode(),
      'the token has no valid algorithm',
    ],
    [
      'was signed by another key of that name',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(claimsOf(tokens.id_token))
          .setProtectedHeader({ alg: 'RS256', kid: keyId })
          .sign(privateKey);
      },
      'the signature of the token is not valid',
    ],
    [
      'was signed by a key that is not published',
      async () =>
        new SignJWT(claimsOf(tokens.id_token)).setProtectedHeader({ alg: 'RS256', kid: 'other' }).sign(key),
      'the token has an unknown key',
    ],
    [
      'was signed with the public key as a secret',
      async () => {
        const { body } = await call(`${machine.outputs['Issuer']}/.well-known/jwks.json`);
        const secret = Buffer.from(String((JSON.parse(body) as { keys: { n: string }[] }).keys[0]?.n));
        return new SignJWT(claimsOf(tokens.id_token))
          .setProtectedHeader({ alg: 'HS256', kid: keyId })
          .sign(secret);
      },
      'the token has no valid algorithm',
    ],
    [
      'was changed after it was signed',
      () => {
        const [header = '', , signature = ''] = tokens.id_token.split('.');
        const claims = { ...claimsOf(tokens.id_token), 'cognito:groups': ['administrator'] };
        return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
      },
      'the signature of the token is not valid',
    ],
  ])('that %s is refused', async (_what, make, description) => {
    const answer = await ask(`Bearer ${await make()}`);
    expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer scope="" error="invalid_token" error_description="${description}"`,
    );
  });

  test('expires by the time of people, however far the clock of the machine was turned', async () => {
    const fresh = await machine.signIn('bea');
    await machine.runtime.scheduler.advance(90 * 86_400_000);
    expect(await ask(`Bearer ${fresh.id_token}`)).toMatchObject({ status: 200 });
    machine.pass(61 * 60_000);
    expect(await ask(`Bearer ${fresh.id_token}`)).toMatchObject({ status: 401 });
    machine.pass(-61 * 60_000);
  });
});

describe('the scopes of a route', () => {
  test('are told to the function', async () => {
    const answer = await ask(`Bearer ${tokens.access_token}`, '/api/scoped');
    expect(JSON.parse(answer.body)).toMatchObject({
      requestContext: { authorizer: { jwt: { scopes: ['openid', 'email', 'profile'] } } },
    });
  });

  test.each([
    ['only others', { scope: 'openid profile' }],
    ['none', {}],
    ['one that only begins so', { scope: 'staff/read.all' }],
  ])('keep out a token with %s', async (_what, changes) => {
    const answer = await ask(`Bearer ${await signed(changes)}`, '/api/scoped');
    expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(answer.headers['www-authenticate']).toMatch(
      /scope="email staff\/read" error="insufficient_scope"/,
    );
  });
});

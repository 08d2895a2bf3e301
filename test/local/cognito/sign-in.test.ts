import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  call,
  claimsOf,
  hiddenFields,
  password,
  startEdge,
  Visitor,
  type EdgeMachine,
  type Tokens,
} from '../edge/edge-machine.ts';

let machine: EdgeMachine;

beforeAll(async () => {
  machine = await startEdge();
  await machine.addUser('bea', ['biller', 'manager'], { 'custom:practices': 'one', name: 'Bea Biller' });
  await machine.addUser('carl');
});

afterAll(async () => {
  await machine.stop();
});

const query = (location: string | undefined): Record<string, string> =>
  Object.fromEntries(new URL(location ?? '', 'http://none').searchParams);

/** The answer to an authorization request with some parameters other, or left out where they are empty. */
async function authorize(changes: Readonly<Record<string, string>>, visitor = new Visitor()) {
  const authorization = machine.authorization();
  const parameters = Object.fromEntries(
    Object.entries({ ...authorization.parameters, ...changes }).filter(([, value]) => value !== ''),
  );
  return visitor.call(machine.authorizeUrl({ ...authorization, parameters }));
}

describe('the authorize endpoint', () => {
  test('leads to the page that asks for a password, with the same parameters', async () => {
    const answer = await authorize({});
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toMatch(/^\/login\?/);
    expect(query(answer.headers.location)).toMatchObject({
      state: 'kept state',
      code_challenge_method: 'S256',
    });
  });

  test.each([
    ['an unknown client', { client_id: 'stranger' }, 'invalid_client'],
    ['no client', { client_id: '' }, 'invalid_client'],
    ['a redirect URI that is not registered', { redirect_uri: 'https://evil.example/' }, 'redirect_mismatch'],
    ['a redirect URI that only begins like one', { redirect_uri: 'PREFIX/more' }, 'redirect_mismatch'],
    ['no redirect URI', { redirect_uri: '' }, 'redirect_mismatch'],
  ])('sends %s nowhere but to its own error page', async (_what, changes, error) => {
    const given = Object.fromEntries(
      Object.entries(changes).map(([name, value]) => [name, value.replace('PREFIX', `${machine.site}/`)]),
    );
    const answer = await authorize(given);
    expect(answer.headers.location).toMatch(/^\/error\?/);
    expect(query(answer.headers.location)).toMatchObject({ error });
    const page = await call(`${machine.outputs['Pages']}${answer.headers.location}`);
    expect(page.status).toBe(400);
    expect(page.body).toContain(error);
  });

  test.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['a challenge without its method', { code_challenge_method: '' }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that is no digest', { code_challenge: 'short' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that the client does not have', { scope: 'openid phone' }, 'invalid_scope'],
    ['prompt=none and no session', { prompt: 'none' }, 'login_required'],
  ])('tells the application of %s', async (_what, changes, error) => {
    const answer = await authorize(changes);
    expect(answer.status).toBe(302);
    expect(answer.headers.location?.startsWith(`${machine.site}/?`)).toBe(true);
    expect(query(answer.headers.location)).toMatchObject({ error, state: 'kept state' });
  });

  test('takes GET only', async () => {
    const url = machine.authorizeUrl(machine.authorization());
    expect(await call(url, { method: 'POST' })).toMatchObject({ status: 405 });
  });
});

describe('the page to sign in', () => {
  test('is HTML alone, labelled, and lets nothing in from elsewhere', async () => {
    const { status, headers, body } = await call(machine.authorizeUrl(machine.authorization(), '/login'));
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'self'; form-action 'self' ${machine.site}; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(body).not.toMatch(/<script|style=| on\w+=|https?:\/\//);
    for (const name of ['username', 'password']) {
      expect(body).toContain(`<label for="${name}">`);
    }
    const style = await call(`${machine.outputs['Pages']}/login.css`);
    expect(style.headers['content-type']).toContain('text/css');
  });

  test('lists the users that the machine offers, each with a way to choose it', async () => {
    machine.runtime.showUsers([{ username: 'a&b', name: '<Ann>', roles: 'biller', practice: 'One' }]);
    const page = await call(machine.authorizeUrl(machine.authorization(), '/login'));
    machine.runtime.showUsers([]);
    expect(page.body).toContain('&lt;Ann&gt;');
    const [, href = ''] = /href="(\/login\?[^"]+)"/.exec(page.body) ?? [];
    const chosen = await call(`${machine.outputs['Pages']}${href.replaceAll('&amp;', '&')}`);
    expect(chosen.body).toContain('value="a&amp;b"');
  });

  test('repeats what was typed without letting it become markup', async () => {
    const visitor = new Visitor();
    const url = machine.authorizeUrl(machine.authorization({ state: '"><script>' }), '/login');
    const page = await visitor.call(url);
    const again = await machine.submit(visitor, url, {
      ...hiddenFields(page.body),
      username: '"><script>alert(1)</script>',
      password: 'x',
    });
    expect(again.body).not.toContain('<script>');
  });

  test.each([
    ['a wrong password', { username: 'bea', password: 'wrong' }],
    ['an unknown user', { username: 'nobody', password }],
    ['no password', { username: 'bea', password: '' }],
  ])('says the same of %s', async (_what, fields) => {
    const visitor = new Visitor();
    const url = machine.authorizeUrl(machine.authorization(), '/login');
    const page = await visitor.call(url);
    const again = await machine.submit(visitor, url, { ...hiddenFields(page.body), ...fields });
    expect(again.status).toBe(400);
    expect(again.body).toContain('role="alert">Incorrect username or password.');
    expect(visitor.cookies.has('cognito')).toBe(false);
  });

  test('takes no form that another page has made', async () => {
    const url = machine.authorizeUrl(machine.authorization(), '/login');
    const stranger = new Visitor();
    const without = await machine.submit(stranger, url, { username: 'bea', password });
    expect(without.body).toContain('no proof of this page');
    const guessed = await machine.submit(stranger, url, { username: 'bea', password, _csrf: 'guess' });
    expect(guessed.status).toBe(400);
    const visitor = new Visitor();
    const fields = { ...hiddenFields((await visitor.call(url)).body), username: 'bea', password };
    const foreign = await visitor.call(url, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    expect(foreign.status).toBe(403);
    const fromTheSite = await visitor.call(url, {
      method: 'POST',
      headers: { origin: machine.site, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    expect(fromTheSite.status).toBe(403);
  });

  test('is not served to a foreign host', async () => {
    const url = machine.authorizeUrl(machine.authorization(), '/login');
    expect(await call(url, { headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
  });

  test('makes who guesses wait', async () => {
    await machine.addUser('guessed');
    const visitor = new Visitor();
    const url = machine.authorizeUrl(machine.authorization(), '/login');
    const fields = hiddenFields((await visitor.call(url)).body);
    for (let index = 0; index < 5; index += 1) {
      await machine.submit(visitor, url, { ...fields, username: 'guessed', password: `guess ${index}` });
    }
    const right = { ...fields, username: 'guessed', password };
    expect((await machine.submit(visitor, url, right)).body).toContain('Password attempts exceeded');
    machine.pass(2_000);
    expect(await machine.submit(visitor, url, right)).toMatchObject({ status: 302 });
  });

  test('finds a user by e-mail address and in any case', async () => {
    for (const name of ['BEA', 'bea@clinic.example']) {
      expect(await machine.code(new Visitor(), name)).not.toContain('no code');
    }
  });
});

describe('the session', () => {
  test('signs in without asking again, until an hour has passed', async () => {
    const visitor = new Visitor();
    await machine.code(visitor, 'bea');
    for (const prompt of ['', 'none']) {
      const silent = await authorize({ prompt }, visitor);
      expect(silent.headers.location?.startsWith(`${machine.site}/?`)).toBe(true);
      expect(query(silent.headers.location)).toHaveProperty('code');
    }
    expect((await authorize({ prompt: 'login' }, visitor)).headers.location).toMatch(/^\/login/);
    machine.pass(3_600_001);
    expect((await authorize({}, visitor)).headers.location).toMatch(/^\/login/);
  });

  test('is a cookie that no script reads', async () => {
    const visitor = new Visitor();
    const url = machine.authorizeUrl(machine.authorization(), '/login');
    const fields = { ...hiddenFields((await visitor.call(url)).body), username: 'bea', password };
    const { headers } = await machine.submit(visitor, url, fields);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^cognito=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
  });

  test('ends by signing out, which leads only where the template says', async () => {
    const visitor = new Visitor();
    await machine.code(visitor, 'bea');
    const kept = visitor.cookies.get('cognito') ?? '';
    const out = (uri: string) =>
      visitor.call(
        `${machine.outputs['Pages']}/logout?${new URLSearchParams({ client_id: machine.outputs['ClientId'] ?? '', logout_uri: uri }).toString()}`,
      );
    expect((await out('https://evil.example/')).headers.location).toMatch(/^\/error\?error=logout_mismatch/);
    const answer = await out(`${machine.site}/signed-out`);
    expect(answer.headers.location).toBe(`${machine.site}/signed-out`);
    expect(visitor.cookies.has('cognito')).toBe(false);
    visitor.cookies.set('cognito', kept);
    expect((await authorize({}, visitor)).headers.location).toMatch(/^\/login/);
  });
});

describe('the token endpoint', () => {
  const exchange = async (
    changes: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const authorization = machine.authorization();
    const code = await machine.code(new Visitor(), 'bea', authorization);
    const fields = {
      grant_type: 'authorization_code',
      client_id: machine.outputs['ClientId'] ?? '',
      redirect_uri: `${machine.site}/`,
      code,
      code_verifier: authorization.verifier,
      ...changes,
    };
    return { fields, answer: await machine.token(fields, headers) };
  };

  test('gives tokens that the published key verifies, with the claims of the pool', async () => {
    const { answer } = await exchange();
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.headers['cache-control']).toBe('no-store');
    const tokens = JSON.parse(answer.body) as Tokens;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const issuer = machine.outputs['Issuer'] ?? '';
    const discovery = JSON.parse((await call(`${issuer}/.well-known/openid-configuration`)).body) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(discovery.issuer).toBe(issuer);
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token, keys, {
      issuer,
      audience: machine.outputs['ClientId'] ?? '',
      currentDate: new Date(Date.now() + 3_602_000),
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      'cognito:username': 'bea',
      'cognito:groups': ['biller', 'manager'],
      'custom:practices': 'one',
      name: 'Bea Biller',
      email: 'bea@clinic.example',
      email_verified: true,
      token_use: 'id',
      nonce: 'once',
    });
    expect(payload.exp).toBe(Number(payload.iat) + 3_600);
    expect(claimsOf(tokens.access_token)).toMatchObject({
      client_id: machine.outputs['ClientId'],
      scope: 'openid email profile',
      token_use: 'access',
      username: 'bea',
      sub: payload.sub,
    });
    expect(claimsOf(tokens.access_token)).not.toHaveProperty('email');
  });

  test('tells what the scopes open and no more', async () => {
    const some = claimsOf((await machine.signIn('bea', { scope: 'openid email' })).id_token);
    expect(some).toHaveProperty('email');
    expect(some).not.toHaveProperty('name');
    const all = claimsOf((await machine.signIn('bea', { scope: 'openid' })).id_token);
    expect(all).toMatchObject({ email: 'bea@clinic.example', name: 'Bea Biller', 'custom:practices': 'one' });
    const none = await machine.signIn('bea', { scope: 'email' });
    expect(none).not.toHaveProperty('id_token');
  });

  test('leaves out the groups of who has none', async () => {
    expect(claimsOf((await machine.signIn('carl')).id_token)).not.toHaveProperty('cognito:groups');
  });

  test.each([
    ['no verifier', { code_verifier: '' }, 'invalid_grant'],
    ['the verifier of another', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1/other' }, 'invalid_grant'],
    ['a code that was never given', { code: 'invented' }, 'invalid_grant'],
    ['an unknown client', { client_id: 'stranger' }, 'invalid_client'],
    ['a password as a grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_grant'],
  ])('refuses %s', async (_what, changes, error) => {
    const { answer } = await exchange(changes);
    expect(answer).toMatchObject({ status: 400, body: JSON.stringify({ error }) });
  });

  test('refuses a code for another client than it was given to', async () => {
    const { answer } = await exchange({ client_id: machine.outputs['RotatingId'] ?? '' });
    expect(answer.body).toBe('{"error":"invalid_grant"}');
  });

  test('refuses a code that was used before, also where the first use failed', async () => {
    const { fields } = await exchange();
    expect((await machine.token(fields)).body).toBe('{"error":"invalid_grant"}');
    const failed = await exchange({ code_verifier: 'x'.repeat(43) });
    const { answer } = await exchange({ code: failed.fields.code });
    expect(answer.body).toBe('{"error":"invalid_grant"}');
  });

  test('refuses a code after five minutes', async () => {
    const authorization = machine.authorization();
    const code = await machine.code(new Visitor(), 'bea', authorization);
    machine.pass(300_001);
    const answer = await machine.token({
      grant_type: 'authorization_code',
      client_id: machine.outputs['ClientId'] ?? '',
      redirect_uri: `${machine.site}/`,
      code,
      code_verifier: authorization.verifier,
    });
    expect(answer.body).toBe('{"error":"invalid_grant"}');
  });

  test('takes forms only, and no secret', async () => {
    const { fields } = await exchange();
    const json = await call(`${machine.outputs['Pages']}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    expect(json).toMatchObject({ status: 400, body: '{"error":"invalid_request"}' });
    const { answer } = await exchange({}, { authorization: 'Basic eDp5' });
    expect(answer.body).toBe('{"error":"invalid_client"}');
  });

  test('may be called by pages of the application, and by no others', async () => {
    const { answer } = await exchange({}, { origin: machine.site });
    expect(answer.headers['access-control-allow-origin']).toBe(machine.site);
    const before = await call(`${machine.outputs['Pages']}/oauth2/token`, {
      method: 'OPTIONS',
      headers: { origin: machine.site, 'access-control-request-method': 'POST' },
    });
    expect(before.status).toBe(204);
    const foreign = await exchange({}, { origin: 'https://evil.example' });
    expect(foreign.answer.status).toBe(403);
    expect(foreign.answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a refresh token', () => {
  const refresh = (token: string | undefined, client = machine.outputs['ClientId']) =>
    machine.token({ grant_type: 'refresh_token', client_id: client ?? '', refresh_token: token ?? '' });

  test('gives new tokens with the present groups and the first time of signing in', async () => {
    const first = await machine.signIn('carl');
    await machine.admin('AdminAddUserToGroup', { Username: 'carl', GroupName: 'biller' });
    machine.pass(60_000);
    const second = JSON.parse((await refresh(first.refresh_token)).body) as Tokens;
    expect(second).not.toHaveProperty('refresh_token');
    const [before, after] = [claimsOf(first.id_token), claimsOf(second.id_token)];
    expect(after).toMatchObject({
      'cognito:groups': ['biller'],
      auth_time: before['auth_time'],
      origin_jti: before['origin_jti'],
      nonce: 'once',
    });
    expect(Number(after['iat'])).toBeGreaterThan(Number(before['iat']));
  });

  test('ends after its time, and belongs to its client', async () => {
    const { refresh_token: token } = await machine.signIn('bea');
    expect((await refresh(token, machine.outputs['RotatingId'])).body).toBe('{"error":"invalid_grant"}');
    machine.pass(12 * 3_600_000 - 60_000);
    expect((await refresh(token)).status).toBe(200);
    machine.pass(120_000);
    expect((await refresh(token)).body).toBe('{"error":"invalid_grant"}');
  });

  test('that rotates is exchanged for another, and works only a little longer', async () => {
    const client = machine.outputs['RotatingId'] ?? '';
    const { refresh_token: first } = await machine.signIn('bea', { client_id: client });
    const { refresh_token: second } = JSON.parse((await refresh(first, client)).body) as Tokens;
    expect(second).not.toBe(first);
    expect((await refresh(first, client)).status).toBe(200);
    machine.pass(11_000);
    expect((await refresh(first, client)).body).toBe('{"error":"invalid_grant"}');
    expect((await refresh(second, client)).status).toBe(200);
  });

  test('can be revoked', async () => {
    const { refresh_token: token = '' } = await machine.signIn('bea');
    const revoked = await call(`${machine.outputs['Pages']}/oauth2/revoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: machine.site },
      body: new URLSearchParams({ token, client_id: machine.outputs['ClientId'] ?? '' }).toString(),
    });
    expect(revoked.status).toBe(200);
    expect((await refresh(token)).body).toBe('{"error":"invalid_grant"}');
  });
});

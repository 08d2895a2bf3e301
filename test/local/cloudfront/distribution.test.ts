import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRuntime } from '../../../local/runtime/runtime.ts';
import { edgeApplication, siteFiles } from '../edge/edge-application.ts';
import { call, startEdge, type Answer, type CallOptions, type EdgeMachine } from '../edge/edge-machine.ts';

let machine: EdgeMachine;

beforeAll(async () => {
  machine = await startEdge();
});

afterAll(async () => {
  await machine.stop();
});

const get = (path: string, options: CallOptions = {}): Promise<Answer> =>
  call(`${machine.site}${path}`, options);
const index = siteFiles['index.html'] ?? '';
const script = siteFiles['assets/app-1a2b.js'] ?? '';

describe('the site', () => {
  test('answers with the files of its bucket, and at the root with its page', async () => {
    const root = await get('/');
    expect(root).toMatchObject({ status: 200, body: index });
    expect(root.headers['content-type']).toBe('text/html');
    const file = await get('/assets/app-1a2b.js');
    expect(file).toMatchObject({ status: 200, body: script });
    expect(file.headers).toMatchObject({
      'content-type': 'text/javascript',
      'cache-control': 'public, max-age=60',
    });
  });

  test('says nothing of the bucket behind it', async () => {
    const { headers } = await get('/assets/app-1a2b.js');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-amz-'))).toEqual([]);
  });

  test('answers every page of the application with the one page', async () => {
    expect(await get('/tasks/17?filter=mine')).toMatchObject({ status: 200, body: index });
  });

  test('shows its page instead of an error, where the template says so', async () => {
    const missing = await get('/assets/gone.js');
    expect(missing).toMatchObject({ status: 200, body: index });
    const head = await get('/assets/gone.js', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '' });
  });

  test('takes GET and HEAD only', async () => {
    const head = await get('/assets/app-1a2b.js', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe(String(script.length));
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await get('/assets/app-1a2b.js', { method })).status).toBe(403);
    }
  });

  test('has the headers of its policy, which are no longer those of AWS where they name a place', async () => {
    const { headers } = await get('/');
    expect(headers).toMatchObject({
      'content-security-policy': `default-src 'self'; connect-src 'self' ${machine.runtime.url}`,
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('accept-ranges');
    expect(headers['cache-control']).toBe('public, max-age=60');
  });

  test('sends nothing twice to who has it', async () => {
    const first = await get('/assets/app-1a2b.js');
    const tag = first.headers.etag ?? '';
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get('/assets/app-1a2b.js', { headers: { 'if-none-match': known } });
      expect(again).toMatchObject({ status: 304, body: '' });
      expect(again.headers).toMatchObject({ etag: tag, 'x-frame-options': 'DENY' });
    }
    expect((await get('/assets/app-1a2b.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const since = first.headers['last-modified'] ?? '';
    const unchanged = await get('/assets/app-1a2b.js', { headers: { 'if-modified-since': since } });
    expect(unchanged.status).toBe(304);
  });

  test('answers with a part of a file', async () => {
    const part = await get('/assets/app-1a2b.js', { headers: { range: 'bytes=0-6' } });
    expect(part).toMatchObject({ status: 206, body: 'console' });
  });

  test.each([
    ['br', 'gzip, deflate, br', (bytes: Buffer) => brotliDecompressSync(bytes)],
    ['gzip', 'gzip, br;q=0', (bytes: Buffer) => gunzipSync(bytes)],
  ])('is compressed with %s for who takes %s', async (encoding, accepted, decompress) => {
    const answer = await get('/assets/app-1a2b.js', { headers: { 'accept-encoding': accepted } });
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(answer.headers.etag).toMatch(/^W\//);
    expect(answer.bytes.length).toBeLessThan(script.length);
    expect(decompress(answer.bytes).toString('utf8')).toBe(script);
    const again = await get('/assets/app-1a2b.js', {
      headers: { 'accept-encoding': accepted, 'if-none-match': answer.headers.etag ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('is not compressed where it is short, where nobody asked and where the policy does not allow it', async () => {
    const short = await get('/assets/small.css', { headers: { 'accept-encoding': 'br' } });
    expect(short.headers).not.toHaveProperty('content-encoding');
    expect((await get('/assets/app-1a2b.js')).headers).not.toHaveProperty('content-encoding');
    const api = await get('/api/open/7?answer=large', { headers: { 'accept-encoding': 'br' } });
    expect(api.body.length).toBe(5000);
    expect(api.headers).not.toHaveProperty('content-encoding');
  });

  test('may be refused by a function at the edge', async () => {
    const answer = await get('/', { headers: { 'x-refuse': 'yes' } });
    expect(answer.status).toBe(418);
    expect(answer.headers['x-from']).toBe('edge');
  });
});

describe('the API behind the distribution', () => {
  const event = async (path: string, options: CallOptions = {}) =>
    JSON.parse((await get(path, options)).body) as {
      headers: Record<string, string>;
      rawQueryString: string;
      cookies?: string[];
      body?: string;
      requestContext: { domainName: string; http: { method: string } };
    };

  test('gets what the origin request policy lets through, and the name of the API for a host', async () => {
    const got = await event('/api/open/7?a=1', {
      method: 'PATCH',
      headers: {
        authorization: 'Bearer x',
        'content-type': 'application/json',
        'if-none-match': '"tag"',
        cookie: 'theme=dark; cognito=session',
        'user-agent': 'browser',
      },
      body: '{}',
    });
    expect(got.requestContext).toMatchObject({
      domainName: `${machine.outputs['ApiId']}.execute-api.us-east-1.amazonaws.com`,
      http: { method: 'PATCH', sourceIp: '127.0.0.1', userAgent: 'browser' },
    });
    expect(got.headers).toMatchObject({
      authorization: 'Bearer x',
      'if-none-match': '"tag"',
      'x-forwarded-for': '127.0.0.1, 127.0.0.1',
      'x-origin-note': 'from the distribution',
    });
    expect(got).toMatchObject({ rawQueryString: 'a=1', body: '{}' });
  });

  test('never gets the session with the user pool, which browsers send to every port', async () => {
    const got = await event('/api/open/7', { headers: { cookie: 'theme=dark; cognito=session' } });
    expect(got.cookies).toEqual(['theme=dark']);
  });

  test('does not know the host of the site, which another policy would send', async () => {
    const answer = await get('/hosted/x');
    // The page instead of a 403 stands for the errors of every origin, also the API's: as on AWS.
    expect(answer).toMatchObject({ status: 200, body: index });
  });

  test('gets no header, cookie or query without a policy', async () => {
    expect(await get('/bare/x?a=1')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test('answers its own errors, other than those that the distribution replaces', async () => {
    expect(await get('/api/nowhere')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(await get('/api/me')).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    const forbidden = await get('/api/scoped', {
      headers: { authorization: `Bearer ${(await signedIn()).id_token}` },
    });
    expect(forbidden).toMatchObject({ status: 200, body: index });
  });

  const signedIn = async () => {
    await machine.addUser('bea');
    return machine.signIn('bea', { scope: 'openid' });
  };
});

describe('the port of the distribution', () => {
  test.each([
    ['a foreign host', { host: 'evil.example' }],
    ['the page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('refuses %s', async (_what, headers) => {
    expect((await get('/api/open/7', { headers })).status).toBe(403);
    expect((await get('/', { headers })).status).toBe(403);
  });

  test('refuses a form of another site that visits', async () => {
    const headers = {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    };
    expect((await get('/api/open/7', { method: 'POST', headers })).status).toBe(403);
  });

  test('lets a link of another site lead here, and its own pages call', async () => {
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await get('/', { headers: visit })).status).toBe(200);
    const own = { origin: machine.site, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect((await get('/api/open/7', { method: 'POST', headers: own })).status).toBe(200);
  });

  test('has one name: localhost is sent to it', async () => {
    const { port } = new URL(machine.site);
    const answer = await get('/tasks?a=1', { headers: { host: `localhost:${port}` } });
    expect(answer).toMatchObject({ status: 307 });
    expect(answer.headers.location).toBe(`${machine.site}/tasks?a=1`);
  });

  test('that is in use is named with its option', async () => {
    const made = edgeApplication();
    const { cdkOut, dataFolder } = made;
    const webPort = Number(new URL(machine.site).port);
    const second = startRuntime({ cdkOut, dataFolder, port: 0, webPort, clock: 'wall' });
    await expect(second).rejects.toThrow(
      `Port ${webPort} is in use. Stop what listens there, or start with --web-port 0`,
    );
    made.remove();
  });

  test('is no way to the services of AWS', async () => {
    const answer = await get('/_claimwright/status', {
      headers: { authorization: `Bearer ${machine.runtime.operatorToken}` },
    });
    expect(answer.body).toBe(index);
  });
});

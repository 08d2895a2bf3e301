import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, startEdge, type CallOptions, type EdgeMachine } from '../edge/edge-machine.ts';

let machine: EdgeMachine;
let endpoint: string;
let token: string;

beforeAll(async () => {
  machine = await startEdge();
  endpoint = machine.outputs['ApiEndpoint'] ?? '';
  await machine.addUser('bea', ['biller', 'manager'], { 'custom:practices': 'one,two' });
  token = (await machine.signIn('bea')).id_token;
});

afterAll(async () => {
  await machine.stop();
});

async function event(path: string, options: CallOptions = {}): Promise<Record<string, unknown>> {
  const answer = await call(`${endpoint}${path}`, options);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Record<string, unknown>;
}

describe('the event of a function', () => {
  test('has the form of payload format 2.0', async () => {
    const got = await event('/api/open/7?a=1&b=x%20y&a=2', {
      headers: { 'X-Several': ['one', 'two'], Cookie: 'session=1; theme=dark', 'User-Agent': 'test' },
    });
    const apiId = machine.outputs['ApiId'] ?? '';
    expect(got).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/open/{id}',
      rawPath: '/api/open/7',
      rawQueryString: 'a=1&b=x%20y&a=2',
      cookies: ['session=1', 'theme=dark'],
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { id: '7' },
      stageVariables: { kind: 'test' },
      isBase64Encoded: false,
      headers: { 'x-several': 'one, two', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
      requestContext: {
        accountId: machine.runtime.account,
        apiId,
        domainName: new URL(endpoint).host,
        domainPrefix: apiId,
        routeKey: 'ANY /api/open/{id}',
        stage: '$default',
        time: '01/Jan/2031:00:00:00 +0000',
        timeEpoch: Date.UTC(2031, 0, 1),
        http: {
          method: 'GET',
          path: '/api/open/7',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
      },
    });
    expect(got).not.toHaveProperty('body');
    expect(got).not.toHaveProperty('headers.cookie');
    expect(got).not.toHaveProperty('requestContext.authorizer');
  });

  test('leaves out what the request does not have', async () => {
    const got = await event('/api/open/thing');
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
      expect(got).not.toHaveProperty(name);
    }
    expect(got).toMatchObject({ rawQueryString: '', routeKey: 'GET /api/open/thing' });
  });

  test('has its path and path parameters decoded', async () => {
    expect(await event('/api/open/a%20b%C3%BC')).toMatchObject({
      rawPath: '/api/open/a bü',
      pathParameters: { id: 'a bü' },
    });
  });

  test.each([
    ['application/json; charset=utf-8', '{"a":1}', false],
    ['text/csv', 'a,b', false],
    ['application/problem+json', '{}', true],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['image/png', Buffer.from([0x89, 0x50, 0xff]), true],
  ])('has a body of %s as text or in base 64', async (type, body, isBase64Encoded) => {
    const got = await event('/api/open/7', { method: 'POST', headers: { 'content-type': type }, body });
    const expected = isBase64Encoded ? Buffer.from(body).toString('base64') : body;
    expect(got).toMatchObject({ body: expected, isBase64Encoded, headers: { 'content-type': type } });
  });

  test('has the claims of the token as text, arrays in brackets, and no scopes where the route asks for none', async () => {
    const got = await event('/api/me', { headers: { authorization: `Bearer ${token}` } });
    expect(got).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              'cognito:username': 'bea',
              'cognito:groups': '[biller manager]',
              'custom:practices': 'one,two',
              email_verified: 'true',
              token_use: 'id',
              auth_time: expect.stringMatching(/^\d{10}$/),
              exp: expect.stringMatching(/^\d{10}$/),
            },
            scopes: null,
          },
        },
      },
    });
  });
});

describe('the route', () => {
  test.each([
    ['GET', '/api/open/thing', 'GET /api/open/thing'],
    ['POST', '/api/open/thing', 'ANY /api/open/{id}'],
    ['DELETE', '/api/open/other', 'ANY /api/open/{id}'],
    ['GET', '/api/rest/a/b/c', 'GET /api/rest/{proxy+}'],
  ])('of %s %s is %s', async (method, path, routeKey) => {
    expect(await event(path, { method })).toMatchObject({ routeKey });
  });

  test('with a greedy variable has the rest of the path', async () => {
    expect(await event('/api/rest/a/b%20c')).toMatchObject({ pathParameters: { proxy: 'a/b c' } });
  });

  test.each([
    ['GET', '/api/nowhere'],
    ['GET', '/api/open'],
    ['GET', '/api/open/7/more'],
    ['GET', '/api/open/7%2Fmore'],
    ['GET', '/api/open/'],
    ['GET', '/api/rest/'],
    ['POST', '/api/rest/a'],
    ['GET', '/'],
  ])('of %s %s does not exist', async (method, path) => {
    const answer = await call(`${endpoint}${path}`, { method });
    expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['apigw-requestid']).toBeDefined();
  });
});

describe('the answer of a function', () => {
  const ask = (answer: string) => call(`${endpoint}/api/open/7?answer=${answer}`);

  test('with a status code is taken apart', async () => {
    const answer = await ask('structured');
    expect(answer).toMatchObject({ status: 201, body: 'x,y' });
    expect(answer.headers).toMatchObject({
      'x-made': '7',
      'content-type': 'text/csv',
      'content-length': '3',
      'set-cookie': ['a=1; Path=/', 'b=2'],
    });
  });

  test('without one is the body of a 200 in JSON', async () => {
    const bare = await ask('bare');
    expect(bare).toMatchObject({ status: 200, body: '{"plain":true}' });
    expect(bare.headers['content-type']).toBe('application/json');
    expect(await ask('text')).toMatchObject({ status: 200, body: 'only text' });
  });

  test('in base 64 is decoded', async () => {
    const answer = await ask('binary');
    expect(answer.bytes).toEqual(Buffer.from('iVBORw0KGgo=', 'base64'));
    expect(answer.headers['content-type']).toBe('image/png');
  });

  test('may have no body, and an error of its own', async () => {
    expect(await ask('empty')).toMatchObject({ status: 204, body: '' });
    const problem = await ask('problem');
    expect(problem).toMatchObject({ status: 404, body: '{"title":"none"}' });
    expect(problem.headers['content-type']).toBe('application/problem+json');
  });

  test.each(['malformed', 'error'])('that is %s is an internal error that tells nothing', async (kind) => {
    expect(await ask(kind)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });

  test('that comes too late is 503', async () => {
    const answer = await call(`${endpoint}/api/slow?answer=slow`);
    expect(answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test('of a function that API Gateway may not call is an internal error, and the log says why', async () => {
    const answer = await call(`${endpoint}/api/unpermitted`);
    expect(answer).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    expect(machine.runtime.faults().at(-1)?.message).toMatch(/lambda:InvokeFunction/);
  });
});

describe('the limits', () => {
  test('refuse a body over 10 MB and headers over 10,240 bytes', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect(await call(`${endpoint}/api/open/7`, { method: 'POST', body })).toMatchObject({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
    const headers = { 'x-long': 'x'.repeat(10_240) };
    expect(await call(`${endpoint}/api/open/7`, { headers })).toMatchObject({ status: 431 });
  });

  test('refuse a body that a function does not take', async () => {
    const body = Buffer.alloc(5 * 1024 * 1024);
    expect(await call(`${endpoint}/api/open/7`, { method: 'POST', body })).toMatchObject({ status: 413 });
  });

  test('of a route let the burst pass and no more', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const { status, body } = await call(`${endpoint}/api/seldom`);
      statuses.push(status);
      expect(status === 200 || body === '{"message":"Too Many Requests"}').toBe(true);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});

describe('a host', () => {
  test('that is not of an API of the application is refused', async () => {
    const { port } = new URL(endpoint);
    for (const host of [`other.execute-api.localhost:${port}`, 'evil.example', `evil.example:${port}`]) {
      const answer = await call(`http://127.0.0.1:${port}/api/open/7`, { headers: { host } });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain(`Host ${host}`);
    }
  });

  test('of an API is no way to the services of AWS or the control paths', async () => {
    const answer = await call(`${endpoint}/_claimwright/status`, {
      headers: { authorization: `Bearer ${machine.runtime.operatorToken}` },
    });
    expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test('of an API is not called by pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', machine.site]) {
      const answer = await call(`${endpoint}/api/open/7`, { headers: { origin } });
      expect(answer.status).toBe(403);
    }
  });
});

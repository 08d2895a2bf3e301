import { expect, test } from 'vitest';
import { prepareEdgeFunction } from '../../../local/aws/cloudfront/edge-function.ts';
import type { PublicRequest } from '../../../local/runtime/public-door.ts';

const context = { distributionId: 'E1', distributionDomainName: 'd1.cloudfront.net', requestId: 'r' };
const request: PublicRequest = {
  method: 'GET',
  url: '/a%20b?x=1&y=2&x=3',
  headers: { accept: 'text/html', cookie: 'a=1; b=2=3' },
  body: Buffer.from('body'),
  sourceAddress: '127.0.0.1',
  protocol: 'HTTP/1.1',
};
const handler = (body: string) => prepareEdgeFunction(`function handler(event) { ${body} }`, 'A function');

test('a function that changes nothing leaves the request as it came', async () => {
  const passed = await handler('return event.request;').request(request, context);
  expect(passed).toEqual({ request: { ...request, url: '/a%20b?x=1&x=3&y=2' } });
});

test('a function sees and changes address, query, headers and cookies', async () => {
  const passed = await handler(`
    var r = event.request;
    r.headers['x-seen'] = { value: [event.viewer.ip, event.context.eventType, r.querystring.x.multiValue.length, r.cookies.b.value].join(' ') };
    delete r.headers.accept;
    delete r.cookies.a;
    r.querystring = { z: { value: '9' } };
    r.uri = '/other';
    return r;
  `).request(request, context);
  expect(passed).toMatchObject({
    request: { url: '/other?z=9', headers: { 'x-seen': '127.0.0.1 viewer-request 2 2=3', cookie: 'b=2=3' } },
  });
  expect(passed).not.toHaveProperty('request.headers.accept');
});

test('a function may answer at once, also after a promise', async () => {
  const made = prepareEdgeFunction(
    `async function handler() { return { statusCode: 302, headers: { location: { value: '/new' } } }; }`,
    'A function',
  );
  expect(await made.request(request, context)).toEqual({
    response: { status: 302, headers: { location: '/new' }, body: '' },
  });
});

test('a function on the way back changes the headers and keeps body and cookies', async () => {
  const response = { status: 200, headers: { etag: '"1"', 'set-cookie': ['a=1', 'b=2'] }, body: 'text' };
  const changed = await handler(`
    event.response.headers['x-added'] = { value: event.request.uri };
    return event.response;
  `).response(request, response, context);
  expect(changed).toEqual({
    status: 200,
    headers: { etag: '"1"', 'x-added': '/a%20b', 'set-cookie': ['a=1', 'b=2'] },
    body: 'text',
  });
});

test('a function has nothing but the language, and ends', async () => {
  const names = await handler(
    `event.request.uri = '/' + [typeof process, typeof require, typeof fetch, typeof setTimeout].join('-'); return event.request;`,
  ).request(request, context);
  expect(names).toMatchObject({
    request: { url: '/undefined-undefined-undefined-undefined?x=1&x=3&y=2' },
  });
  await expect(handler('return eval("1");').request(request, context)).rejects.toThrow(/Code generation/);
  await expect(handler('for (;;) {}').request(request, context)).rejects.toThrow(/timed out/);
});

test('a function that is no JavaScript is named when the machine starts', () => {
  expect(() => prepareEdgeFunction('function handler( {', 'A function of Site')).toThrow(
    /A function of Site cannot be run here/,
  );
});

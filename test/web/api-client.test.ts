import { describe, expect, test } from 'vitest';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { addressOf, apiClient, ApiProblem, NotReached, routeNamed } from '../../web/api/api-client.ts';

const listTasks = routeNamed(taskRoutes, 'list-tasks');
const decideTask = routeNamed(taskRoutes, 'decide-task');
const signIn = routeNamed(sessionRoutes, 'sign-in');

interface Sent {
  readonly address: string;
  readonly init: RequestInit;
}

/** A client whose server gives these answers, one after the other. */
function clientOf(answers: readonly (Response | Error)[], token: string | null = 'a-token') {
  const sent: Sent[] = [];
  let refusals = 0;
  const client = apiClient({
    fetch: async (address, init) => {
      const answer = answers[sent.length];
      sent.push({ address, init });
      if (answer === undefined || answer instanceof Error) {
        throw answer ?? new Error('nothing more was to be asked');
      }
      return await Promise.resolve(answer);
    },
    token: async () => await Promise.resolve(token ?? undefined),
    onRefused: () => {
      refusals += 1;
    },
  });
  return { client, sent, refusals: () => refusals };
}

const listed = (etag: string) =>
  new Response(JSON.stringify({ outcome: 'listed', tasks: [] }), { headers: { etag } });
const place = { practiceId: 'cedar-hill' };
const task = { practiceId: 'cedar-hill', taskId: 'C000000000001-denial-1' };

describe('The client of the API', () => {
  test('brings the token, and keeps nothing in the browser', async () => {
    const { client, sent } = clientOf([listed('"1"')]);
    await client.call(listTasks, place, { limit: 50 });
    expect(sent[0]?.address).toBe('/api/practices/cedar-hill/tasks?limit=50');
    expect(sent[0]?.init).toMatchObject({
      headers: { authorization: 'Bearer a-token' },
      cache: 'no-store',
      credentials: 'omit',
    });
  });

  test('says what it has, and gives the very same answer where nothing has changed', async () => {
    const { client, sent } = clientOf([listed('"1"'), new Response(null, { status: 304 }), listed('"2"')]);
    const first = await client.call(listTasks, place, {});
    const second = await client.call(listTasks, place, {});
    const third = await client.call(listTasks, place, {});
    expect(sent.map(({ init }) => new Headers(init.headers).get('if-none-match'))).toEqual([
      null,
      '"1"',
      '"1"',
    ]);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('has nothing to compare once it has forgotten', async () => {
    const { client, sent } = clientOf([listed('"1"'), listed('"1"')]);
    await client.call(listTasks, place, {});
    client.forget();
    await client.call(listTasks, place, {});
    expect(new Headers(sent[1]?.init.headers).has('if-none-match')).toBe(false);
  });

  test('sends a decision once with its key, and nothing of it in the address', async () => {
    const { client, sent } = clientOf([Response.json({ outcome: 'worked', summary: 'Done' })]);
    const decision = { outcome: 'appeal', reason: 'Mrs. Sorrel was covered' };
    await client.call(decideTask, task, { outcome: decision }, { idempotencyKey: 'key-1' });
    expect(sent[0]?.address).toBe('/api/practices/cedar-hill/tasks/C000000000001-denial-1/decision');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'idempotency-key': 'key-1' },
      body: JSON.stringify({ outcome: decision }),
    });
  });

  test('tells in the words of the API why something was refused', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Refused',
      status: 409,
      detail: 'Maria worked this task',
      problems: ['Maria worked this task'],
    };
    const { client } = clientOf([Response.json(problem, { status: 409 })]);
    await expect(client.call(decideTask, task, { outcome: {} })).rejects.toThrow(
      expect.objectContaining({ constructor: ApiProblem, problem }),
    );
  });

  test.each([
    [403, 'not allowed'],
    [404, 'nothing of this number'],
    [429, 'Too many requests'],
    [502, 'answered 502'],
  ])('has words of its own for a %i without any', async (status, words) => {
    const { client } = clientOf([new Response('<html>', { status })]);
    await expect(client.call(listTasks, place, {})).rejects.toThrow(words);
  });

  test('says that the session has ended when the token is not taken', async () => {
    const { client, refusals } = clientOf([Response.json({ message: 'Unauthorized' }, { status: 401 })]);
    await expect(client.call(listTasks, place, {})).rejects.toThrow('Your session has ended');
    expect(refusals()).toBe(1);
  });

  test('says that nothing is lost when the server cannot be reached', async () => {
    const { client } = clientOf([new TypeError('Failed to fetch')]);
    await expect(client.call(listTasks, place, {})).rejects.toThrow(
      expect.objectContaining({
        constructor: NotReached,
        message: expect.stringContaining('nothing you typed is lost'),
      }),
    );
  });

  test('asks nothing when nobody is signed in, but where to sign in', async () => {
    const { client, sent } = clientOf(
      [
        Response.json({
          outcome: 'sign-in',
          authorizeUrl: 'https://sign-in.example/oauth2/authorize',
          tokenUrl: 'https://sign-in.example/oauth2/token',
          logoutUrl: 'https://sign-in.example/logout',
          clientId: 'client',
        }),
      ],
      null,
    );
    await expect(client.call(listTasks, place, {})).rejects.toThrow('Nobody is signed in');
    await client.call(signIn, {}, {});
    expect(sent.map(({ address }) => address)).toEqual(['/api/sign-in']);
  });

  test('refuses an answer that is none of the contract', async () => {
    const { client } = clientOf([Response.json({ outcome: 'listed', tasks: 'none' })]);
    await expect(client.call(listTasks, place, {})).rejects.toThrow(/Invalid input/);
  });

  test('writes what stands in a path so that it stays one part of it', () => {
    expect(addressOf('/api/x/{id}/y', { id: 'a/b?c' }, { next: 'a&b', left: undefined })).toBe(
      '/api/x/a%2Fb%3Fc/y?next=a%26b',
    );
  });
});

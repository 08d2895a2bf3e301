import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { staffRoles } from '#contracts/staff-member.ts';
import { contracts, examples } from './examples.ts';
import { elsewhere, home, staffApiWorld, tokenOf, type Call, type StaffApiWorld } from './staff-api-world.ts';

const routes: readonly (readonly [string, StaffRoute, Call])[] = staffRoutes.map((route) => [
  route.id,
  route,
  examples[route.id],
]);
const closed = routes.filter(([, route]) => route.roles !== 'anyone');
const ofPractice = closed.filter(([, route]) => route.path.includes('{practiceId}'));

/** Says what a function was asked, once it is a request that the function understands. */
function asked(route: StaffRoute) {
  const requests: unknown[] = [];
  return {
    requests,
    run: (event: unknown) => {
      const contract = contracts[route.function];
      requests.push(contract === undefined ? event : contract.parse(event));
      return Promise.resolve({ outcome: 'done' });
    },
  };
}

const inPractice = (call: Call, practiceId: string): Call => ({
  ...call,
  path: { practiceId, ...call.path },
});

const practiceIn = (request: unknown): unknown => (request as { readonly practiceId?: unknown }).practiceId;

const ProblemStatus = z.object({ status: z.int(), problems: z.array(z.string()).min(1) });

describe('The routes of the API', () => {
  test('have an id each, and lead to one place each', () => {
    expect(new Set(staffRoutes.map(({ id }) => id)).size).toBe(staffRoutes.length);
    expect(new Set(staffRoutes.map(({ method, path }) => `${method} ${path}`)).size).toBe(staffRoutes.length);
  });

  test('have an example each, and no example is of a route that is not there', () => {
    expect(Object.keys(examples).toSorted()).toEqual(staffRoutes.map(({ id }) => id).toSorted());
  });

  test('are closed to whoever has no token, but for where to sign in', () => {
    expect(staffRoutes.filter(({ roles }) => roles === 'anyone').map(({ id }) => id)).toEqual(['sign-in']);
  });

  test('change nothing by a GET, and have no more in their paths than ids and days', () => {
    for (const [id, route] of routes) {
      expect([id, route.does === 'changes' && route.method === 'GET']).toEqual([id, false]);
      expect(route.path).toMatch(/^\/api(?:\/[a-z-]+|\/\{[a-zA-Z]+\})+$/);
    }
  });

  test('belong to a practice where they change something or tell of a patient', () => {
    const ofNone = routes.filter(([, { path }]) => !path.startsWith('/api/practices/{practiceId}/'));
    expect(ofNone.map(([id, { does, tells }]) => [id, does, tells])).toEqual([
      ['sign-in', 'reads', 'practice'],
      ['me', 'reads', 'practice'],
    ]);
  });

  test('lead to no write-off and no refund for who posts payments', () => {
    const settles = routes.filter(([, { function: name }]) => name === 'settle-refund');
    expect(settles).not.toEqual([]);
    for (const [, { roles }] of settles) {
      expect(roles).not.toContain('payment-poster');
    }
  });
});

describe.each(ofPractice)('The route %s', (_id, route, example) => {
  let door: StaffApiWorld;
  beforeAll(async () => {
    door = await staffApiWorld();
    for (const role of staffRoles) {
      await door.employ(`a.${role}`, [role]);
      await door.employ(`gone.${role}`, [role], { disabled: true });
      await door.employ(`b.${role}`, [role], { practiceId: elsewhere });
    }
  });

  test.each(staffRoles)('is open to %s only where its row says so', async (role) => {
    const { run, requests } = asked(route);
    const before = door.kept.length;
    const call = { ...inPractice(example, home), claims: tokenOf(`a.${role}`, [role]) };
    const response = await door.send(route, call, run, `own-${route.id}-${role}`);
    const entries = door.kept.slice(before);
    const isOpen = route.roles !== 'anyone' && route.roles.includes(role);
    const keptWhenOpen = route.does === 'changes' ? ['begun', 'answered'] : ['answered'];
    const isKept = route.does === 'changes' || route.tells === 'patient';
    expect({
      status: response.statusCode,
      asked: requests.map(practiceIn),
      kept: entries.map(({ outcome }) => outcome),
    }).toEqual(
      isOpen
        ? {
            status: 200,
            asked: [route.leavesPracticeOut === true ? undefined : home],
            kept: isKept ? keptWhenOpen : [],
          }
        : { status: 403, asked: [], kept: ['not-allowed'] },
    );
    expect(entries.every(({ user, did }) => user === `a.${role}` && did === route.id)).toBe(true);
  });

  test.each(staffRoles)('does not admit to %s that another practice is there', async (role) => {
    const { run, requests } = asked(route);
    const before = door.kept.length;
    const call = { ...inPractice(example, elsewhere), claims: tokenOf(`a.${role}`, [role]) };
    const there = await door.send(route, call, run, `other-${route.id}-${role}`);
    const nowhere = await door.send(
      route,
      { ...inPractice(example, 'no-such-practice'), claims: call.claims },
      run,
      `none-${route.id}-${role}`,
    );
    expect([there.statusCode, nowhere.statusCode, requests]).toEqual([404, 404, []]);
    expect(there.body.replaceAll(elsewhere, 'X')).toBe(nowhere.body.replaceAll('no-such-practice', 'X'));
    expect(door.kept.slice(before).every(({ practiceId }) => practiceId === home)).toBe(true);
  });

  test.each(staffRoles)('is shut to %s who was shut out, and to who only has a token', async (role) => {
    const { run, requests } = asked(route);
    for (const user of [`gone.${role}`, `b.${role}`]) {
      const call = { ...inPractice(example, home), claims: tokenOf(user, [role]) };
      const response = await door.send(route, call, run, `shut-${route.id}-${user}`);
      expect([response.statusCode, requests]).toEqual([403, []]);
    }
  });

  test.each(staffRoles)(
    'takes the role %s from token and practice together, not from one alone',
    async (role) => {
      const { run, requests } = asked(route);
      const response = await door.send(
        route,
        { ...inPractice(example, home), claims: tokenOf(`a.${role}`, []) },
        run,
        `token-${route.id}-${role}`,
      );
      const promoted = await door.send(
        route,
        {
          ...inPractice(example, home),
          claims: tokenOf(
            `a.${role}`,
            staffRoles.filter((other) => other !== role),
          ),
        },
        run,
        `promoted-${route.id}-${role}`,
      );
      expect([response.statusCode, promoted.statusCode, requests]).toEqual([403, 403, []]);
    },
  );

  test('is shut without a token', async () => {
    const { run, requests } = asked(route);
    const response = await door.send(route, inPractice(example, home), run);
    expect([response.statusCode, requests]).toEqual([403, []]);
    expect(ProblemStatus.parse(JSON.parse(response.body)).status).toBe(403);
  });
});

const posting = ofPractice.filter(([, { method }, { body }]) => method === 'GET' || body !== undefined);

describe.each(posting)('The route %s', (_id, route, example) => {
  test('lets nobody say for whom, or where, something is asked', async () => {
    const door = await staffApiWorld();
    const role = staffRoles.find((one) => route.roles !== 'anyone' && route.roles.includes(one)) ?? 'manager';
    await door.employ('a.person', [role]);
    const forged = { practiceId: elsewhere, user: 'somebody.else', by: 'somebody.else', role: 'manager' };
    const { run, requests } = asked(route);
    const call: Call =
      route.method === 'POST'
        ? { ...example, body: { ...(example.body as object), ...forged } }
        : { ...example, query: { ...example.query, ...forged } };
    const response = await door.send(
      route,
      { ...inPractice(call, home), claims: tokenOf('a.person', [role]) },
      run,
    );
    expect([response.statusCode, requests]).toEqual([400, []]);
  });
});

describe('The route me', () => {
  const [, me] = sessionRoutes;

  test.each(staffRoles)(
    'tells %s who has signed in, and asks for the practices of the token',
    async (role) => {
      const door = await staffApiWorld();
      if (me === undefined) {
        throw new Error('There is no route "me"');
      }
      const { run, requests } = asked(me);
      const call = { claims: tokenOf('a.person', [role], [home, elsewhere]) };
      expect((await door.send(me, call, run)).statusCode).toBe(200);
      expect(requests).toEqual([{ user: 'a.person', practiceIds: [home, elsewhere] }]);
      expect((await door.send(me, {}, run)).statusCode).toBe(403);
    },
  );
});

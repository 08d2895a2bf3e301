import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { staffDoor } from '#adapters/lambda/staff-door.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { auditRoutes } from '#contracts/staff-api/audit.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { Problem } from '#contracts/staff-api/problem.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import {
  elsewhere,
  home,
  httpEvent,
  staffApiWorld,
  tokenOf,
  type Call,
  type StaffApiWorld,
} from './staff-api-world.ts';

const claimId = 'C0123456789AB';
const taskId = `${claimId}-denial-3`;
const claims = tokenOf('d.reyes', ['biller']);

function routeNamed(id: string): StaffRoute {
  const found = [...taskRoutes, ...claimRoutes, ...auditRoutes].find((route) => route.id === id);
  if (found === undefined) {
    throw new Error(`There is no route ${id}`);
  }
  return found;
}
const show = routeNamed('show-claim');
const decide = routeNamed('decide-task');

const showCall: Call = { claims, path: { practiceId: home, claimId } };
const decideCall: Call = {
  claims,
  path: { practiceId: home, taskId },
  body: { outcome: { outcome: 'appeal', reason: 'The note was sent' } },
};
const answering = (answer: unknown) => () => Promise.resolve(answer);
const problemIn = ({ body }: { readonly body: string }) => Problem.parse(JSON.parse(body));

let door: StaffApiWorld;
beforeEach(async () => {
  door = await staffApiWorld();
  await door.employ('d.reyes', ['biller', 'payment-poster'], { writeOffLimitCents: 5000 as never });
});

describe('The door of a function', () => {
  test('hands on what is no HTTP request as it is', async () => {
    const event = { query: 'show', practiceId: home, claimId };
    const asked: unknown[] = [];
    const run = (request: unknown) => {
      asked.push(request);
      return Promise.resolve({ outcome: 'shown' });
    };
    expect(await staffDoor('read-claims', claimRoutes, run, door.world)(event)).toEqual({ outcome: 'shown' });
    expect(asked).toEqual([event]);
    expect(door.kept).toEqual([]);
  });

  test('knows no route of another function', async () => {
    const enter = staffDoor('read-claims', [...claimRoutes, ...taskRoutes], answering({}), door.world);
    expect(await enter(httpEvent(decide, decideCall))).toMatchObject({ statusCode: 404 });
  });

  test('gives a decision the authority that practice and token agree on', async () => {
    const asked: unknown[] = [];
    await door.send(decide, decideCall, (request) => {
      asked.push(request);
      return Promise.resolve({ outcome: 'worked', summary: '' });
    });
    expect(asked).toEqual([
      {
        practiceId: home,
        taskId,
        outcome: { outcome: 'appeal', reason: 'The note was sent' },
        user: 'd.reyes',
        role: 'staff',
        authority: { roles: ['biller'], writeOffLimitCents: 5000 },
      },
    ]);
  });

  test('answers what nobody may keep, with a mark by which it is asked again', async () => {
    const run = answering({ outcome: 'shown', claim: { claimId } });
    const first = await door.send(show, showCall, run);
    expect(first).toMatchObject({
      statusCode: 200,
      body: JSON.stringify({ outcome: 'shown', claim: { claimId } }),
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
    const etag = first.headers['etag'] ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = { ...showCall, headers: { 'if-none-match': `"other", W/${etag}` } };
    expect(await door.send(show, again, run)).toMatchObject({ statusCode: 304, body: '', headers: { etag } });
    const changed = await door.send(show, again, answering({ outcome: 'shown', claim: {} }));
    expect(changed.statusCode).toBe(200);
  });

  test.each([
    [{ outcome: 'refused', problems: ['There is none'], because: 'not-found' }, show, showCall, 404],
    [{ outcome: 'refused', problems: ['Ask a manager'], because: 'not-allowed' }, decide, decideCall, 403],
    [{ outcome: 'refused', problems: ['It moved on'] }, decide, decideCall, 409],
    [{ outcome: 'refused', problems: ['next: it is none'] }, show, showCall, 422],
    [{ outcome: 'refused', problems: [{ row: 2, found: 'x' }] }, show, showCall, 422],
  ])('tells %j as a problem', async (answer, route, call, status) => {
    const response = await door.send(route, call, answering(answer));
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(problemIn(response)).toMatchObject({ status, problems: [expect.stringMatching(/./)] });
  });

  test.each<[string, Partial<Call> & { readonly text?: string }, number]>([
    ['a claim id that is none', { path: { practiceId: home, claimId: 'x' } }, 404],
    ['a query that the route does not have', { query: { state: 'closed' } }, 400],
    ['a token of another kind', { claims: { ...claims, token_use: 'access' } }, 403],
    ['a token of a machine', { claims: { sub: 'x', token_use: 'id' } }, 403],
    ['a token without practices', { claims: { ...claims, 'custom:practices': '' } }, 404],
  ])('refuses %s', async (_what, change, status) => {
    const response = await door.send(show, { ...showCall, ...change }, answering({ outcome: 'shown' }));
    expect(response.statusCode).toBe(status);
  });

  test.each([
    ['no JSON', '{"outcome":', 'application/json', 400],
    ['another type', 'outcome=appeal', 'application/x-www-form-urlencoded', 415],
    ['a body that says who asks', '{"outcome":{"outcome":"appeal"},"user":"x"}', 'application/json', 400],
    ['more than a function can take', `"${'x'.repeat(4_000_001)}"`, 'application/json', 413],
  ])('refuses a body that is %s', async (_what, body, type, status) => {
    const event = { ...(httpEvent(decide, decideCall) as object), body };
    const enter = staffDoor('work-task', taskRoutes, answering({}), door.world);
    const headers = { 'content-type': type };
    expect(await enter({ ...event, headers })).toMatchObject({ statusCode: status });
    expect(door.kept).toEqual([]);
  });

  test('reads a body that came in base64', async () => {
    const body = Buffer.from(JSON.stringify(decideCall.body)).toString('base64');
    const event = { ...(httpEvent(decide, decideCall) as object), body, isBase64Encoded: true };
    const enter = staffDoor(
      'work-task',
      taskRoutes,
      answering({ outcome: 'worked', summary: '' }),
      door.world,
    );
    expect(await enter(event)).toMatchObject({ statusCode: 200 });
  });

  test('brings no more than a call can bring', async () => {
    const long = { outcome: 'shown', text: 'x'.repeat(5_000_001) };
    const response = await door.send(show, showCall, answering(long));
    expect([response.statusCode, response.body.length < 1000]).toEqual([413, true]);
  });

  test('hands a file on as a file', async () => {
    await door.employ('m.ito', ['manager']);
    const file = { outcome: 'file', fileName: 'audit.csv', contentType: 'text/csv', text: 'at,user\r\n' };
    const call = { claims: tokenOf('m.ito', ['manager']), path: { practiceId: home, day: '2026-11-20' } };
    expect(await door.send(routeNamed('audit-of-day'), call, answering(file))).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="audit.csv"' },
      body: 'at,user\r\n',
    });
  });

  test('asks to come again for what passes, and lets a defect be a defect', async () => {
    const passing = () => Promise.reject(new CommitConflict('Another was first'));
    const response = await door.send(decide, decideCall, passing);
    expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '2' } });
    expect(response.body).not.toContain('Another was first');
    const defect = () => Promise.reject(new Error('Jane Okafor has no guarantor'));
    await expect(door.send(decide, decideCall, defect, 'second')).rejects.toThrow('no guarantor');
    expect(door.kept.map(({ outcome }) => outcome)).toEqual(['begun', 'failed', 'begun', 'failed']);
  });
});

describe('The audit trail that the door keeps', () => {
  test('says who saw which claim, from where; nothing of a patient', async () => {
    const claim = { claimId, patient: { lastName: 'Okafor', firstName: 'Jane', memberId: 'JHM1-D204' } };
    await door.send(show, showCall, answering({ outcome: 'shown', claim, history: [{ claimId }] }));
    expect(door.kept).toEqual([
      {
        practiceId: home,
        at: '2026-11-20T15:04:05.000Z',
        requestId: 'request-1',
        user: 'd.reyes',
        roles: ['biller'],
        did: 'show-claim',
        does: 'reads',
        claimId,
        about: [claimId],
        from: '203.0.113.9, 198.51.100.7',
        outcome: 'answered',
      },
    ]);
  });

  test('says before a change that it begins, and afterwards how it ended, with the reason given', async () => {
    const noted = { outcome: 'noted', summary: 'Proposed.' };
    await door.send(decide, decideCall, async () => {
      expect(door.kept.map(({ outcome }) => outcome)).toEqual(['begun']);
      return await Promise.resolve(noted);
    });
    expect(door.kept).toMatchObject([
      { outcome: 'begun', reason: 'The note was sent', about: [taskId], did: 'decide-task' },
      { outcome: 'noted', reason: 'The note was sent', about: [taskId] },
    ]);
  });

  test('keeps nothing of what was not told: not found, or known already', async () => {
    const none = answering({ outcome: 'refused', problems: ['none'], because: 'not-found' });
    await door.send(show, showCall, none);
    const run = answering({ outcome: 'shown' });
    const { headers } = await door.send(show, showCall, run, 'second');
    expect(door.kept).toHaveLength(1);
    await door.send(show, { ...showCall, headers: { 'if-none-match': headers['etag'] ?? '' } }, run, 'third');
    expect(door.kept).toHaveLength(1);
  });

  test('names of a list what it can, and how many more', async () => {
    const tasks = Array.from({ length: 400 }, (_, index) => ({
      claimId: `C${String(index).padStart(12, '0')}`,
      why: 'Jane Okafor',
    }));
    const call = { claims, path: { practiceId: home } };
    await door.send(routeNamed('list-tasks'), call, answering({ outcome: 'listed', tasks }));
    const [entry] = door.kept;
    expect(entry).toMatchObject({ moreAbout: 100 });
    expect(entry?.about).toHaveLength(300);
    expect(entry?.claimId).toBeUndefined();
  });

  test('must be kept, or nothing is answered and nothing is changed', async () => {
    const audit = { append: () => Promise.reject(new Error('no audit')) };
    const full = { ...door.world, books: () => ({ ...door.books, audit }) };
    let worked = 0;
    const run = () => {
      worked += 1;
      return Promise.resolve({ outcome: 'shown' });
    };
    const read = staffDoor('read-claims', claimRoutes, run, full)(httpEvent(show, showCall));
    await expect(read).rejects.toThrow('no audit');
    worked = 0;
    const change = staffDoor('work-task', taskRoutes, run, full)(httpEvent(decide, decideCall));
    await expect(change).rejects.toThrow('no audit');
    expect(worked).toBe(0);
  });
});

describe('What a call reaches', () => {
  const away = tokenOf('d.reyes', ['biller'], [elsewhere]);

  test('is the practice of the path, once the token names it, whatever else is sent', async () => {
    const asked: unknown[] = [];
    const run = (_request: unknown, practiceId: unknown) => {
      asked.push(practiceId);
      return Promise.resolve({ outcome: 'shown' });
    };
    await door.send(show, showCall, run);
    expect([asked, [...door.opened]]).toEqual([[home], [home]]);
  });

  test('is nothing of a practice that the token does not name: that it was tried is kept at home', async () => {
    const response = await door.send(show, { ...showCall, claims: away }, answering({ outcome: 'shown' }));
    expect([response.statusCode, [...door.opened]]).toEqual([404, [elsewhere]]);
  });
});

describe('A call with a key of its own', () => {
  const keyed: Call = { ...decideCall, headers: { 'idempotency-key': 'press-1' } };
  const Counted = z.object({ summary: z.string() });

  const counting = () => {
    let worked = 0;
    return {
      times: () => worked,
      run: () => {
        worked += 1;
        return Promise.resolve({ outcome: 'worked', summary: `time ${worked}` });
      },
    };
  };

  test('is done once and answered the same each time', async () => {
    const { run, times } = counting();
    const answers = [];
    for (const requestId of ['one', 'two', 'three']) {
      answers.push(await door.send(decide, keyed, run, requestId));
    }
    expect(times()).toBe(1);
    expect(answers.map(({ body }) => Counted.parse(JSON.parse(body)).summary)).toEqual(
      Array.from({ length: 3 }, () => 'time 1'),
    );
  });

  test('is another call under another key, of another person, or a day later', async () => {
    await door.employ('k.osei', ['biller']);
    const { run, times } = counting();
    await door.send(decide, keyed, run, 'one');
    await door.send(decide, { ...keyed, headers: { 'idempotency-key': 'press-2' } }, run, 'two');
    await door.send(decide, { ...keyed, claims: tokenOf('k.osei', ['biller']) }, run, 'three');
    door.advance(86_400_001);
    await door.send(decide, keyed, run, 'four');
    expect(times()).toBe(4);
  });

  test('cannot stand for two different requests', async () => {
    const { run, times } = counting();
    await door.send(decide, keyed, run, 'one');
    const other = { ...keyed, body: { outcome: { outcome: 'bill-the-patient', reason: 'They owe it' } } };
    expect((await door.send(decide, other, run, 'two')).statusCode).toBe(422);
    const otherTask = { ...keyed, path: { practiceId: home, taskId: `${claimId}-denial-4` } };
    expect((await door.send(decide, otherTask, run, 'three')).statusCode).toBe(422);
    expect(times()).toBe(1);
  });

  test('waits while the first is at work, and is done anew where that one broke off', async () => {
    const { run, times } = counting();
    const brokenOff = () => Promise.reject(new Error('The machine was lost'));
    await expect(door.send(decide, keyed, brokenOff, 'one')).rejects.toThrow('lost');
    expect((await door.send(decide, keyed, run, 'two')).statusCode).toBe(409);
    door.advance(31_000);
    expect((await door.send(decide, keyed, run, 'three')).statusCode).toBe(200);
    expect(times()).toBe(1);
  });

  test('is refused with a key that is none', async () => {
    const { run, times } = counting();
    const call = { ...keyed, headers: { 'idempotency-key': 'two words' } };
    expect((await door.send(decide, call, run)).statusCode).toBe(400);
    expect(times()).toBe(0);
  });
});

import { staffDoor } from '#adapters/lambda/staff-door.ts';
import { memoryAuditTrail, memoryStaffMembers, memoryStaffRequests } from '#adapters/memory/memory-staff.ts';
import type { AuditEntry } from '#contracts/audit.ts';
import { Instant } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { StaffMember, type StaffRole } from '#contracts/staff-member.ts';

export const home = PracticeId.parse('cedar-hill');
export const elsewhere = PracticeId.parse('birch-lane');

/** What a caller sends; who the caller is, the token says. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Claims of the token, as the authorizer hands them on; none for a call without a token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A token of a person, as API Gateway hands its claims on: a list is text in brackets. */
export function tokenOf(
  user: string,
  roles: readonly StaffRole[],
  practiceIds: readonly string[] = [home],
): Readonly<Record<string, unknown>> {
  return {
    token_use: 'id',
    sub: '5a5f6a7e-0000-4000-8000-000000000000',
    'cognito:username': user,
    'cognito:groups': `[${roles.join(' ')}]`,
    'custom:practices': practiceIds.join(','),
    exp: '1795000000',
  };
}

/** An HTTP request to a route as API Gateway hands it to a function (payload format 2.0). */
export function httpEvent(route: StaffRoute, call: Call, requestId = 'request-1'): unknown {
  const path = call.path ?? {};
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    rawPath: route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? ''),
    rawQueryString: new URLSearchParams(call.query).toString(),
    headers: {
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      'x-forwarded-for': '203.0.113.9, 198.51.100.7',
      ...call.headers,
    },
    ...(Object.keys(path).length === 0 ? {} : { pathParameters: path }),
    ...(call.query === undefined ? {} : { queryStringParameters: call.query }),
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    isBase64Encoded: false,
    requestContext: {
      accountId: '111122223333',
      requestId,
      http: { method: route.method, path: route.path, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7' },
      ...(call.claims === undefined ? {} : { authorizer: { jwt: { claims: call.claims, scopes: null } } }),
    },
  };
}

interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type StaffApiWorld = Awaited<ReturnType<typeof staffApiWorld>>;

/** A door over maps, with whoever is let in by it, and what it kept. */
export async function staffApiWorld() {
  const trail = memoryAuditTrail();
  const kept: AuditEntry[] = [];
  let now = Date.parse('2026-11-20T15:04:05.000Z');
  const members = memoryStaffMembers();
  const books = {
    members,
    requests: memoryStaffRequests(),
    audit: {
      append: async (entry: AuditEntry) => {
        await trail.append(entry);
        kept.push(entry);
      },
    },
  };
  /** The practices whose books were opened. */
  const opened = new Set<string>();
  const world = {
    clock: { now: () => Instant.parse(new Date(now).toISOString()) },
    books: (practiceId: PracticeId) => {
      opened.add(practiceId);
      return books;
    },
  };
  const employ = async (
    user: string,
    roles: readonly StaffRole[],
    more: Partial<StaffMember> = {},
  ): Promise<void> => {
    const member = StaffMember.parse({
      practiceId: home,
      user,
      name: `Sample ${user}`,
      email: `${user}@example.org`,
      roles: [...roles],
      disabled: false,
      version: 1,
      changedAt: world.clock.now(),
      changedBy: 'setup',
      ...more,
    });
    await members.save(member, 0);
  };
  await Promise.resolve();
  return {
    world,
    books,
    opened,
    trail,
    kept,
    employ,
    advance(milliseconds: number) {
      now += milliseconds;
    },
    /** Sends a request through the door of the route's function. */
    async send(
      route: StaffRoute,
      call: Call,
      run: (event: unknown, practiceId?: PracticeId) => Promise<unknown>,
      requestId?: string,
    ): Promise<Response> {
      const door = staffDoor(route.function, [route], run, world);
      return (await door(httpEvent(route, call, requestId))) as Response;
    },
  };
}

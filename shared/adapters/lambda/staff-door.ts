import * as z from 'zod';
import type { AuditEntry } from '#contracts/audit.ts';
import { passingFaults } from '#contracts/errors.ts';
import { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { RefusedBecause } from '#contracts/queries.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import { idsNamed } from '#domain/staff/ids-named.ts';
import type { AuditTrail } from '#ports/audit-trail.ts';
import type { Clock } from '#ports/clock.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import type { StaffRequests } from '#ports/staff-requests.ts';
import { sha256Hex } from '../system/sha256.ts';
import {
  addressesOf,
  callerOf,
  httpEventOf,
  pathOf,
  questionOf,
  type Caller,
  type HttpEvent,
} from './staff-call.ts';
import { answered, fileOf, problem, unchanged, type HttpAnswer } from './staff-responses.ts';

export interface StaffDoorWorld {
  readonly clock: Clock;
  /** What is kept of staff in a practice; opened for a practice that the token names, and for no other. */
  readonly books: (practiceId: PracticeId) => {
    readonly members: Pick<StaffMembers, 'load'>;
    readonly audit: Pick<AuditTrail, 'append'>;
    readonly requests: StaffRequests;
  };
}

/** Asks the function; with the practice that was checked, where a request came through the door for one. */
type Run = (event: unknown, practiceId?: PracticeId) => Promise<unknown>;

/** As long as a function that a person waits for may run: a call that is older has broken off. */
const longestCallSeconds = 30;
const mostAbout = 300;

/**
 * Lets HTTP requests in to a function that also works without them. A request becomes what the function is asked anyway,
 * with who asks taken from the token and from what the practice keeps of the person; the function's answer becomes an HTTP
 * answer. Anything that is no HTTP request is handed on as it is.
 * @param routes rows of the contracts; of these only the function's own are let in.
 */
export function staffDoor(name: string, routes: readonly StaffRoute[], run: Run, world: StaffDoorWorld): Run {
  const own = new Map(
    routes
      .filter((route) => route.function === name)
      .map((route) => [`${route.method} ${route.path}`, route]),
  );
  return async (event) => {
    const http = httpEventOf(event);
    if (http === undefined) {
      return await run(event);
    }
    const route = own.get(http.routeKey);
    return route === undefined
      ? problem(404, [`${http.routeKey} is no route of ${name}`])
      : await answer(route, http, run, world);
  };
}

/** A request that was let in: who asks what, where. */
interface Entered {
  readonly route: StaffRoute;
  readonly http: HttpEvent;
  readonly practiceId: PracticeId;
  readonly user: string;
  readonly roles: readonly StaffRole[];
  readonly request: Readonly<Record<string, unknown>>;
}

async function answer(
  route: StaffRoute,
  http: HttpEvent,
  run: Run,
  world: StaffDoorWorld,
): Promise<HttpAnswer> {
  if (route.roles === 'anyone') {
    const asked = questionOf(route, http);
    return asked.status === undefined
      ? responseTo(route, http, await run({ ...route.fixed, ...asked.value }))
      : problem(asked.status, asked.problems);
  }
  const entered = await enter(route, http, world);
  if ('statusCode' in entered) {
    return entered;
  }
  const { practiceId } = entered;
  if (practiceId === undefined) {
    // What belongs to no practice changes nothing and tells of no patient.
    return responseTo(route, http, await run(entered.request));
  }
  const inPractice = { ...entered, practiceId };
  const key = route.does === 'changes' ? http.headers['idempotency-key'] : undefined;
  return key === undefined
    ? await carryOut(inPractice, run, world)
    : await onceFor(key, inPractice, run, world);
}

/** Whether the caller may ask this here. A practice that the token does not name is not admitted to exist. */
async function enter(
  route: StaffRoute,
  http: HttpEvent,
  world: StaffDoorWorld,
): Promise<(Omit<Entered, 'practiceId'> & { readonly practiceId: PracticeId | undefined }) | HttpAnswer> {
  const caller = callerOf(http);
  if (caller === undefined) {
    return problem(403, ['The token is not one by which a member of staff signed in']);
  }
  const path = pathOf(route, http);
  if (path.status !== undefined) {
    return problem(path.status, path.problems);
  }
  const practiceId = PracticeId.optional().parse(path.value.practiceId);
  let authority: StaffAuthority = { roles: [...caller.roles] };
  if (practiceId !== undefined) {
    const admitted = await admit(route, http, practiceId, caller, world);
    if ('statusCode' in admitted) {
      return admitted;
    }
    authority = admitted;
  }
  const asked = questionOf(route, http);
  if (asked.status !== undefined) {
    return problem(asked.status, asked.problems);
  }
  const { practiceId: _practice, ...ids } = path.value;
  const place = route.leavesPracticeOut === true ? ids : path.value;
  return {
    route,
    http,
    practiceId,
    user: caller.user,
    roles: authority.roles,
    // What the caller sends comes first: it cannot say who asks, or where.
    request: { ...asked.value, ...route.fixed, ...place, ...factsOf(route, caller, authority) },
  };
}

async function admit(
  route: StaffRoute,
  http: HttpEvent,
  practiceId: PracticeId,
  caller: Caller,
  world: StaffDoorWorld,
): Promise<StaffAuthority | HttpAnswer> {
  const { user } = caller;
  const tried = (at: PracticeId, roles: readonly StaffRole[], about: readonly string[]): Promise<void> =>
    world
      .books(at)
      .audit.append(
        entryOf({ route, http, practiceId: at, user, roles, request: {} }, world, 'not-allowed', about),
      );
  if (!caller.practiceIds.includes(practiceId)) {
    const [home] = caller.practiceIds;
    if (home !== undefined) {
      await tried(home, caller.roles, [practiceId]);
    }
    return problem(404, [`There is no practice ${practiceId}`]);
  }
  const member = await world.books(practiceId).members.load(practiceId, user);
  if (member === undefined || member.disabled) {
    await tried(practiceId, [], []);
    return problem(403, [`${user} does not work in practice ${practiceId}; ask an administrator of it`]);
  }
  // A role counts where the practice gave it; the token only says which ones the person has anywhere.
  const roles = member.roles.filter((role) => caller.roles.includes(role));
  if (route.roles === 'anyone' || !roles.some((role) => route.roles.includes(role))) {
    await tried(practiceId, roles, []);
    return problem(403, [
      `"${route.summary}" is for: ${String(route.roles).replaceAll(',', ', ')}; ${user} is: ${roles.join(', ') || 'nothing that is known'}`,
    ]);
  }
  const { writeOffLimitCents, refundLimitCents, providerNpi, skills } = member;
  return {
    roles,
    ...(writeOffLimitCents === undefined ? {} : { writeOffLimitCents }),
    ...(refundLimitCents === undefined ? {} : { refundLimitCents }),
    ...(providerNpi === undefined || !roles.includes('provider') ? {} : { providerNpi }),
    ...(skills === undefined ? {} : { skills }),
  };
}

function factsOf(route: StaffRoute, caller: Caller, authority: StaffAuthority): Record<string, unknown> {
  const facts = {
    user: caller.user,
    by: caller.user,
    role: authority.roles.includes('manager') ? 'manager' : 'staff',
    authority,
    practiceIds: caller.practiceIds,
  };
  return Object.fromEntries((route.takes ?? []).map((fact) => [fact, facts[fact]]));
}

/** A call with a key of its sender's: asked again, it is answered the same again and done no second time. */
async function onceFor(key: string, entered: Entered, run: Run, world: StaffDoorWorld): Promise<HttpAnswer> {
  if (!/^[\x21-\x7E]{1,200}$/.test(key)) {
    return problem(400, ['Idempotency-Key: 1 to 200 characters without blanks']);
  }
  const { practiceId, user, route } = entered;
  const name = { practiceId, user, route: route.id, key: sha256Hex(key) };
  const contentHash = sha256Hex(JSON.stringify([entered.http.pathParameters, entered.http.body ?? '']));
  const { requests } = world.books(practiceId);
  const begun = await requests.begin(name, contentHash, world.clock.now(), longestCallSeconds);
  switch (begun.state) {
    case 'other':
      return problem(422, ['Idempotency-Key: it was used for another request; choose a new one']);
    case 'running':
      return problem(
        409,
        ['Idempotency-Key: the same request is being answered; ask again in some seconds'],
        5,
      );
    case 'answered':
      return answered(begun.answer.status, begun.answer.body);
    case 'new': {
      const response = await carryOut(entered, run, world);
      if (response.statusCode < 500) {
        const { statusCode: status, body } = response;
        await requests.end(name, contentHash, world.clock.now(), { status, body });
      }
      return response;
    }
  }
}

/** Asks the function, and keeps in the audit trail that it was asked. What cannot be kept is not answered. */
async function carryOut(entered: Entered, run: Run, world: StaffDoorWorld): Promise<HttpAnswer> {
  const { route, http, practiceId, request } = entered;
  const changes = route.does === 'changes';
  const begun = entryOf(entered, world, 'begun', idsNamed(request));
  const keep = (outcome: AuditEntry['outcome'], about: readonly string[]): Promise<void> =>
    world.books(practiceId).audit.append({ ...begun, ...aboutOf(about), outcome });
  if (changes) {
    await keep('begun', idsNamed(request));
  }
  let told: unknown;
  try {
    told = await run(request, practiceId);
  } catch (error) {
    if (changes) {
      await keep('failed', idsNamed(request));
    }
    if (error instanceof Error && Object.values<string>(passingFaults).includes(error.name)) {
      return problem(503, ['Something that passes stood in the way; ask again in some seconds'], 2);
    }
    throw error;
  }
  const response = responseTo(route, http, told);
  if (changes || (route.tells === 'patient' && response.statusCode === 200)) {
    await keep(outcomeOf(told), [...idsNamed(request), ...idsNamed(told)]);
  }
  return response;
}

const Told = z.object({ outcome: z.string() });
const Refused = z.object({
  outcome: z.literal('refused'),
  problems: z.array(z.unknown()),
  because: RefusedBecause.optional(),
});

function responseTo(route: StaffRoute, http: HttpEvent, told: unknown): HttpAnswer {
  const refused = Refused.safeParse(told).data;
  if (refused !== undefined) {
    return problem(statusOf(refused, route), refused.problems.map(sentence));
  }
  const file = fileOf(told);
  if (file !== undefined) {
    return file;
  }
  const response = answered(200, JSON.stringify(told));
  return route.method === 'GET' ? unchanged(response, http.headers['if-none-match']) : response;
}

/** Some functions refuse by sentences, some by facts about each problem. */
const sentence = (one: unknown): string => (typeof one === 'string' ? one : JSON.stringify(one));

function statusOf({ because }: z.infer<typeof Refused>, { does }: StaffRoute): number {
  switch (because) {
    case 'not-found':
      return 404;
    case 'not-allowed':
      return 403;
    case undefined:
      return does === 'changes' ? 409 : 422;
  }
}

function outcomeOf(told: unknown): AuditEntry['outcome'] {
  const outcome = Told.safeParse(told).data?.outcome;
  return outcome === 'refused' || outcome === 'noted' ? outcome : 'answered';
}

function entryOf(
  { route, http, practiceId, user, roles, request }: Entered,
  { clock }: StaffDoorWorld,
  outcome: AuditEntry['outcome'],
  about: readonly string[],
): AuditEntry {
  const reason = reasonIn(request);
  return {
    practiceId,
    at: clock.now(),
    requestId: http.requestContext.requestId,
    user,
    roles: [...roles],
    did: route.id,
    does: route.does,
    ...aboutOf(about),
    ...(reason === undefined ? {} : { reason }),
    from: addressesOf(http),
    outcome,
  };
}

function aboutOf(ids: readonly string[]): Pick<AuditEntry, 'about' | 'claimId' | 'moreAbout'> {
  const about = [...new Set(ids)];
  const claims = about.flatMap((id) => ClaimId.safeParse(id).data ?? []);
  const [claimId] = claims;
  return {
    about: about.slice(0, mostAbout),
    ...(claims.length === 1 && claimId !== undefined ? { claimId } : {}),
    ...(about.length > mostAbout ? { moreAbout: about.length - mostAbout } : {}),
  };
}

const WithReason = z.object({ reason: z.string() });
const WithDecision = z.object({ outcome: WithReason });

/** Why, where the person says it: of a change as a whole, or of a decision about a task. */
function reasonIn(request: unknown): string | undefined {
  const reason = WithReason.safeParse(request).data ?? WithDecision.safeParse(request).data?.outcome;
  return reason?.reason.slice(0, 500);
}

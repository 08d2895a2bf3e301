import { Problem } from '#contracts/staff-api/problem.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import type * as z from 'zod';

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
/** What the path of a route must be told. */
export type Place<Route extends StaffRoute> = { readonly [Name in NamesIn<Route['path']>]: string };

/** The row of a route by its id, typed as that row. */
export function routeNamed<const Routes extends readonly StaffRoute[], Id extends Routes[number]['id']>(
  routes: Routes,
  id: Id,
): Extract<Routes[number], { readonly id: Id }> {
  return routes.find(
    (route): route is Extract<Routes[number], { readonly id: Id }> => route.id === id,
  ) as Extract<Routes[number], { readonly id: Id }>;
}

/** The API said no, in words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Nobody is signed in any more, or the answer never came: what was asked may be asked again. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The same for every attempt to do one thing, which is then done once. */
  readonly idempotencyKey?: string;
}

interface ApiClientWorld {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** A token that is good for some seconds yet; undefined where nobody is signed in. */
  readonly token: () => Promise<string | undefined>;
  /** The API does not know the token. */
  readonly onRefused: () => void;
}

export interface ApiClient {
  call<Route extends StaffRoute>(
    route: Route,
    place: Place<Route>,
    request: z.input<Route['request']>,
    options?: CallOptions,
  ): Promise<z.output<Route['answer']>>;
  /** Forgets every answer that was kept to be compared. */
  forget(): void;
}

interface KeptAnswer {
  readonly etag: string;
  readonly answer: unknown;
}

/**
 * Calls routes of the API. An answer that has not changed since it was last asked for is the very same object, so that
 * nothing is drawn anew.
 */
export function apiClient(world: ApiClientWorld): ApiClient {
  const kept = new Map<string, KeptAnswer>();

  const call: ApiClient['call'] = async (route, place, request, options = {}) => {
    const token = route.roles === 'anyone' ? undefined : await world.token();
    if (route.roles !== 'anyone' && token === undefined) {
      throw new NotReached('Nobody is signed in.');
    }
    const isGet = route.method === 'GET';
    const address = addressOf(route.path, place, isGet ? request : undefined);
    const before = isGet ? kept.get(address) : undefined;
    const response = await reach(world, address, {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(before !== undefined && { 'if-none-match': before.etag }),
        ...(!isGet && { 'content-type': 'application/json' }),
        ...(options.idempotencyKey !== undefined && { 'idempotency-key': options.idempotencyKey }),
      },
      ...(!isGet && { body: JSON.stringify(request) }),
      ...(options.signal !== undefined && { signal: options.signal }),
      // What a person may see is kept nowhere but in the memory of this page.
      cache: 'no-store',
      credentials: 'omit',
    });
    if (response.status === 304 && before !== undefined) {
      return before.answer as z.output<(typeof route)['answer']>;
    }
    if (!response.ok) {
      if (response.status === 401) {
        world.onRefused();
      }
      throw new ApiProblem(await problemOf(response));
    }
    const answer = route.answer.parse(await response.json()) as z.output<(typeof route)['answer']>;
    const etag = response.headers.get('etag');
    if (isGet && etag !== null) {
      kept.set(address, { etag, answer });
    }
    return answer;
  };
  return { call, forget: () => kept.clear() };
}

async function reach(
  { fetch }: Pick<ApiClientWorld, 'fetch'>,
  address: string,
  init: RequestInit,
): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted === true) {
      throw error;
    }
    throw new NotReached('The server cannot be reached. Check the connection; nothing you typed is lost.', {
      cause: error,
    });
  }
}

/** The address of a route: its parameters filled in, and a query of what is asked beside it. */
export function addressOf(path: string, place: Readonly<Record<string, string>>, query: unknown): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(place[name] ?? ''));
  const asked = new URLSearchParams(
    Object.entries((query ?? {}) as Readonly<Record<string, unknown>>)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return asked === '' ? filled : `${filled}?${asked}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const read = Problem.safeParse(body);
  if (read.success) {
    return read.data;
  }
  const { status } = response;
  const detail = wordsOfStatus(status);
  return { type: 'about:blank', title: detail, status, detail, problems: [] };
}

function wordsOfStatus(status: number): string {
  switch (status) {
    case 401:
      return 'Your session has ended. Sign in again; nothing you typed is lost.';
    case 403:
      return 'You are not allowed to do this. Ask an administrator of the practice.';
    case 404:
      return 'There is nothing of this number in this practice.';
    case 429:
      return 'Too many requests at the same time. Wait a few seconds and try again.';
    default:
      return `The server answered ${status}. Try again; if it stays so, tell whoever runs Claimwright.`;
  }
}

import type { RouteDefinition } from './api-definition.ts';

/** The route that answers a request, with what the variables of its path stand for. */
export interface MatchedRoute {
  readonly route: RouteDefinition;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

interface CompiledRoute {
  readonly route: RouteDefinition;
  /** `ANY`: every method. */
  readonly method: string;
  readonly segments: readonly string[];
}

const defaultKey = '$default';

function isGreedy(segment: string | undefined): boolean {
  return segment?.endsWith('+}') === true;
}

/** What a segment of a route's path weighs: what is written out goes before a variable, that before a greedy one. */
function weight(segment: string): number {
  return isGreedy(segment) ? 2 : segment.startsWith('{') ? 1 : 0;
}

/** Before which the other goes, when both fit. */
function compare(left: CompiledRoute, right: CompiledRoute): number {
  for (let index = 0; index < Math.max(left.segments.length, right.segments.length); index += 1) {
    const difference = weight(left.segments[index] ?? '') - weight(right.segments[index] ?? '');
    if (difference !== 0) {
      return difference;
    }
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function matchPath(
  route: readonly string[],
  path: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const variables: Record<string, string> = {};
  for (const [index, segment] of route.entries()) {
    const found = path[index];
    if (found === undefined) {
      return undefined;
    }
    if (isGreedy(segment)) {
      const rest = path.slice(index).join('/');
      return rest === '' ? undefined : { ...variables, [segment.slice(1, -2)]: rest };
    }
    if (segment.startsWith('{') && found !== '') {
      variables[segment.slice(1, -1)] = found;
    } else if (segment !== found) {
      return undefined;
    }
  }
  return route.length === path.length ? variables : undefined;
}

/**
 * Finds the route of a request as API Gateway does: the full match that is written out furthest, then one with a
 * greedy variable, then `$default`; at one path the method itself goes before `ANY`.
 */
export function createRouteTable(
  routes: readonly RouteDefinition[],
): (method: string, path: string) => MatchedRoute | undefined {
  const compiled = routes
    .filter(({ routeKey }) => routeKey !== defaultKey)
    .map((route): CompiledRoute => {
      const [method = '', path = ''] = route.routeKey.split(' ');
      return { route, method, segments: path.split('/') };
    })
    .sort(compare);
  const fallback = routes.find(({ routeKey }) => routeKey === defaultKey);
  return (method, path) => {
    const segments = path.split('/');
    for (const { route, method: wanted, segments: written } of compiled) {
      const variables = wanted === 'ANY' || wanted === method ? matchPath(written, segments) : undefined;
      if (variables !== undefined) {
        return { route, pathParameters: Object.keys(variables).length === 0 ? undefined : variables };
      }
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: undefined };
  };
}

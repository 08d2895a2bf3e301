import * as z from 'zod';
import { parseProperties } from '../../runtime/definitions.ts';
import type { Resource } from '../../runtime/identity.ts';

/** What of a viewer's request reaches the origin. */
export interface Forwarding {
  readonly header: (name: string) => boolean;
  readonly cookie: (name: string) => boolean;
  readonly query: (name: string) => boolean;
}

/** A cache policy: what it forwards, and whether the distribution may compress. */
export interface CachePolicy extends Forwarding {
  readonly gzip: boolean;
  readonly brotli: boolean;
}

const none = (): boolean => false;
const all = (): boolean => true;
const nothing: Forwarding = { header: none, cookie: none, query: none };

/** The policies that AWS keeps, by id. Source: Amazon CloudFront developer guide, managed policies. */
const managedCachePolicies: Readonly<Record<string, CachePolicy>> = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...nothing, gzip: true, brotli: true },
  // CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': { ...nothing, gzip: false, brotli: false },
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { ...nothing, gzip: false, brotli: false },
};

const managedOriginRequestPolicies: Readonly<Record<string, Forwarding>> = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5493eafa07d3': { header: all, cookie: all, query: all },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { header: (name) => name !== 'host', cookie: all, query: all },
};

const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const names = z.array(z.string()).default([]);
const cookies = z.object({
  CookieBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
  Cookies: names,
});
const queryStrings = z.object({
  QueryStringBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
  QueryStrings: names,
});

const cachePolicySchema = z.object({
  CachePolicyConfig: z.object({
    ParametersInCacheKeyAndForwardedToOrigin: z.object({
      EnableAcceptEncodingGzip: flag,
      EnableAcceptEncodingBrotli: flag,
      CookiesConfig: cookies,
      QueryStringsConfig: queryStrings,
      HeadersConfig: z.object({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: names }),
    }),
  }),
});

const originRequestPolicySchema = z.object({
  OriginRequestPolicyConfig: z.object({
    CookiesConfig: cookies,
    QueryStringsConfig: queryStrings,
    HeadersConfig: z.object({
      HeaderBehavior: z.enum([
        'none',
        'whitelist',
        'allViewer',
        'allViewerAndWhitelistCloudFront',
        'allExcept',
      ]),
      Headers: names,
    }),
  }),
});

function chosen(behaviour: string, listed: readonly string[]): (name: string) => boolean {
  switch (behaviour) {
    case 'whitelist':
      return (name) => listed.includes(name);
    case 'allExcept':
      return (name) => !listed.includes(name);
    case 'none':
      return none;
    default:
      return all;
  }
}

function lowerCase(listed: readonly string[]): string[] {
  return listed.map((name) => name.toLowerCase());
}

interface Written {
  readonly CookiesConfig: z.infer<typeof cookies>;
  readonly QueryStringsConfig: z.infer<typeof queryStrings>;
  readonly HeadersConfig: { readonly HeaderBehavior: string; readonly Headers: readonly string[] };
}

function forwarding({ CookiesConfig, QueryStringsConfig, HeadersConfig }: Written): Forwarding {
  return {
    header: chosen(HeadersConfig.HeaderBehavior, lowerCase(HeadersConfig.Headers)),
    cookie: chosen(CookiesConfig.CookieBehavior, CookiesConfig.Cookies),
    query: chosen(QueryStringsConfig.QueryStringBehavior, QueryStringsConfig.QueryStrings),
  };
}

function required<Policy>(found: Policy | undefined, id: string, kind: string, where: string): Policy {
  if (found === undefined) {
    throw new Error(
      `${where} has the ${kind} ${id}, which is neither one of the application nor a managed one that is known here.`,
    );
  }
  return found;
}

/** The cache and origin request policies of the application and those that AWS keeps. */
export function readForwardingPolicies(resources: readonly Resource[]) {
  const cachePolicies = new Map(Object.entries(managedCachePolicies));
  const originRequestPolicies = new Map(Object.entries(managedOriginRequestPolicies));
  for (const resource of resources) {
    if (resource.type === 'AWS::CloudFront::CachePolicy') {
      const written = parseProperties(resource, cachePolicySchema).CachePolicyConfig;
      const parameters = written.ParametersInCacheKeyAndForwardedToOrigin;
      cachePolicies.set(resource.identity.ref, {
        ...forwarding(parameters),
        gzip: parameters.EnableAcceptEncodingGzip,
        brotli: parameters.EnableAcceptEncodingBrotli,
      });
    }
    if (resource.type === 'AWS::CloudFront::OriginRequestPolicy') {
      const written = parseProperties(resource, originRequestPolicySchema).OriginRequestPolicyConfig;
      originRequestPolicies.set(resource.identity.ref, forwarding(written));
    }
  }
  return {
    cachePolicy: (id: string, where: string): CachePolicy =>
      required(cachePolicies.get(id), id, 'cache policy', where),
    originRequestPolicy: (id: string | undefined, where: string): Forwarding =>
      id === undefined
        ? nothing
        : required(originRequestPolicies.get(id), id, 'origin request policy', where),
  };
}

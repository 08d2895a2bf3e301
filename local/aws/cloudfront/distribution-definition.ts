import * as z from 'zod';
import { parseProperties } from '../../runtime/definitions.ts';
import type { Resource } from '../../runtime/identity.ts';
import { readForwardingPolicies, type CachePolicy, type Forwarding } from './forwarding.ts';
import { readResponseHeadersPolicy, type ResponseHeadersPolicy } from './response-headers.ts';

/** Where a behaviour gets its answers. */
export interface Origin {
  readonly id: string;
  readonly domainName: string;
  /** Goes before every path; empty, or beginning with a slash. */
  readonly path: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Whether the distribution signs its requests to a bucket. */
  readonly hasAccessControl: boolean;
}

type FunctionEvent = 'viewer-request' | 'viewer-response';

export interface Behaviour {
  readonly originId: string;
  readonly methods: readonly string[];
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy: Forwarding;
  readonly responseHeaders: ResponseHeadersPolicy | undefined;
  readonly compress: boolean;
  /** The source of the function that an event passes through. */
  readonly functions: Readonly<Partial<Record<FunctionEvent, string>>>;
}

export interface CustomError {
  readonly pagePath: string;
  readonly status: number;
}

/** A distribution of the template. */
export interface DistributionDefinition {
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly domainName: string;
  readonly origins: readonly Origin[];
  /** In the order in which they are tried. */
  readonly behaviours: readonly {
    readonly matches: (path: string) => boolean;
    readonly behaviour: Behaviour;
  }[];
  readonly defaultBehaviour: Behaviour;
  /** Without a slash; empty: none. */
  readonly defaultRootObject: string;
  readonly customErrors: ReadonlyMap<number, CustomError>;
}

const flag = z.union([z.boolean(), z.stringbool()]);
const ignored = z.unknown().optional();

const behaviourMembers = {
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: ignored,
  CachePolicyId: z.string('a behaviour needs a cache policy; the older settings are not served here'),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  Compress: flag.default(false),
  SmoothStreaming: z.literal(false).optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }))
    .default([]),
};
const defaultBehaviourSchema = z.strictObject(behaviourMembers);
const behaviourSchema = z.strictObject({ ...behaviourMembers, PathPattern: z.string() });

const distributionSchema = z.object({
  DistributionConfig: z.strictObject({
    Enabled: flag,
    // Names, certificates, firewalls, regions and logs belong to AWS; they change no answer here.
    Aliases: ignored,
    Comment: ignored,
    HttpVersion: ignored,
    IPV6Enabled: ignored,
    Logging: ignored,
    PriceClass: ignored,
    Restrictions: ignored,
    ViewerCertificate: ignored,
    WebACLId: ignored,
    DefaultRootObject: z.string().default(''),
    CustomErrorResponses: z
      .array(
        z.object({
          ErrorCode: z.coerce.number(),
          ResponseCode: z.coerce.number().optional(),
          ResponsePagePath: z.string().optional(),
        }),
      )
      .default([]),
    DefaultCacheBehavior: defaultBehaviourSchema,
    CacheBehaviors: z.array(behaviourSchema).default([]),
    Origins: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        OriginPath: z.string().default(''),
        OriginAccessControlId: z.string().optional(),
        OriginCustomHeaders: z
          .array(z.object({ HeaderName: z.string(), HeaderValue: z.string() }))
          .default([]),
      }),
    ),
  }),
  Tags: ignored,
});

const functionSchema = z.object({
  FunctionCode: z.string(),
  FunctionConfig: z.object({ Runtime: z.string() }),
});

/** Whether a path fits a pattern, in which `*` stands for any run of characters and `?` for one. */
export function pathPattern(pattern: string): (path: string) => boolean {
  const written = pattern.startsWith('/') ? pattern : `/${pattern}`;
  const expression = new RegExp(
    `^${written
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return (path) => expression.test(path);
}

/** The distributions of the application; throws with the place of what is not served. */
export function readDistributions(resources: readonly Resource[]): DistributionDefinition[] {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const policies = readForwardingPolicies(resources);
  const headerPolicies = new Map(
    ofType('AWS::CloudFront::ResponseHeadersPolicy').map((resource) => [
      resource.identity.ref,
      readResponseHeadersPolicy(resource),
    ]),
  );
  const functions = new Map(
    ofType('AWS::CloudFront::Function').map((resource) => [
      resource.identity.arn ?? '',
      parseProperties(resource, functionSchema).FunctionCode,
    ]),
  );

  const behaviourOf = (written: z.infer<typeof defaultBehaviourSchema>, where: string): Behaviour => {
    const headersId = written.ResponseHeadersPolicyId;
    const responseHeaders = headersId === undefined ? undefined : headerPolicies.get(headersId);
    const associated = written.FunctionAssociations.map(({ EventType, FunctionARN }) => {
      const source = functions.get(FunctionARN);
      if (source === undefined) {
        throw new Error(`${where} runs ${FunctionARN}, which is not a function of the application.`);
      }
      return [EventType, source] as const;
    });
    if (headersId !== undefined && responseHeaders === undefined) {
      throw new Error(
        `${where} has the response headers policy ${headersId}, which is not one of the application.`,
      );
    }
    return {
      originId: written.TargetOriginId,
      methods: written.AllowedMethods,
      cachePolicy: policies.cachePolicy(written.CachePolicyId, where),
      originRequestPolicy: policies.originRequestPolicy(written.OriginRequestPolicyId, where),
      responseHeaders,
      compress: written.Compress,
      functions: Object.fromEntries(associated),
    };
  };

  return ofType('AWS::CloudFront::Distribution').map((resource) => {
    const config = parseProperties(resource, distributionSchema).DistributionConfig;
    const customErrors = new Map<number, CustomError>();
    for (const { ErrorCode, ResponseCode, ResponsePagePath } of config.CustomErrorResponses) {
      if (ResponsePagePath !== undefined) {
        customErrors.set(ErrorCode, { pagePath: ResponsePagePath, status: ResponseCode ?? ErrorCode });
      }
    }
    return {
      id: resource.identity.ref,
      arn: resource.identity.arn ?? '',
      path: resource.path,
      domainName: resource.identity.attributes['DomainName'] ?? '',
      origins: config.Origins.map((origin) => ({
        id: origin.Id,
        domainName: origin.DomainName,
        path: origin.OriginPath,
        customHeaders: Object.fromEntries(
          origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
            HeaderName.toLowerCase(),
            HeaderValue,
          ]),
        ),
        hasAccessControl: origin.OriginAccessControlId !== undefined,
      })),
      behaviours: config.CacheBehaviors.map(({ PathPattern, ...written }) => ({
        matches: pathPattern(PathPattern),
        behaviour: behaviourOf(written, `${resource.path}, ${PathPattern}`),
      })),
      defaultBehaviour: behaviourOf(config.DefaultCacheBehavior, `${resource.path}, default`),
      defaultRootObject: config.DefaultRootObject.replace(/^\//, ''),
      customErrors,
    };
  });
}

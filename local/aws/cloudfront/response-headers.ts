import * as z from 'zod';
import { parseProperties } from '../../runtime/definitions.ts';
import type { Resource } from '../../runtime/identity.ts';
import type { PublicResponse } from '../../runtime/public-door.ts';

/** Headers that a distribution adds to what the origin answers, and those it takes away. */
export interface ResponseHeadersPolicy {
  readonly added: readonly { readonly name: string; readonly value: string; readonly override: boolean }[];
  readonly removed: readonly string[];
}

const flag = z.union([z.boolean(), z.stringbool()]);
const override = { Override: flag };

const schema = z.object({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z.object({ ...override, ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.object(override).optional(),
        FrameOptions: z.object({ ...override, FrameOption: z.enum(['DENY', 'SAMEORIGIN']) }).optional(),
        ReferrerPolicy: z.object({ ...override, ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .object({
            ...override,
            AccessControlMaxAgeSec: z.coerce.number(),
            IncludeSubdomains: flag.optional(),
            Preload: flag.optional(),
          })
          .optional(),
        XSSProtection: z.object({ ...override, Protection: flag, ModeBlock: flag.optional() }).optional(),
      })
      .prefault({}),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ ...override, Header: z.string(), Value: z.string() })) })
      .optional(),
    RemoveHeadersConfig: z.object({ Items: z.array(z.object({ Header: z.string() })) }).optional(),
    ServerTimingHeadersConfig: z.unknown().optional(),
  }),
});

/** An AWS::CloudFront::ResponseHeadersPolicy. */
export function readResponseHeadersPolicy(resource: Resource): ResponseHeadersPolicy {
  const written = parseProperties(resource, schema).ResponseHeadersPolicyConfig;
  const security = written.SecurityHeadersConfig;
  const transport = security.StrictTransportSecurity;
  const xss = security.XSSProtection;
  const values: readonly (readonly [string, string | undefined, boolean | undefined])[] = [
    [
      'content-security-policy',
      security.ContentSecurityPolicy?.ContentSecurityPolicy,
      security.ContentSecurityPolicy?.Override,
    ],
    [
      'x-content-type-options',
      security.ContentTypeOptions === undefined ? undefined : 'nosniff',
      security.ContentTypeOptions?.Override,
    ],
    ['x-frame-options', security.FrameOptions?.FrameOption, security.FrameOptions?.Override],
    ['referrer-policy', security.ReferrerPolicy?.ReferrerPolicy, security.ReferrerPolicy?.Override],
    [
      'strict-transport-security',
      transport === undefined
        ? undefined
        : `max-age=${transport.AccessControlMaxAgeSec}${transport.IncludeSubdomains === true ? '; includeSubDomains' : ''}${transport.Preload === true ? '; preload' : ''}`,
      transport?.Override,
    ],
    [
      'x-xss-protection',
      xss === undefined
        ? undefined
        : `${xss.Protection ? 1 : 0}${xss.ModeBlock === true ? '; mode=block' : ''}`,
      xss?.Override,
    ],
    ...(written.CustomHeadersConfig?.Items ?? []).map(
      ({ Header, Value, Override }) => [Header.toLowerCase(), Value, Override] as const,
    ),
  ];
  return {
    added: values.flatMap(([name, value, wins]) =>
      value === undefined ? [] : [{ name, value, override: wins === true }],
    ),
    removed: (written.RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase()),
  };
}

/** The response with the policy's headers; one that the origin sent stays unless the policy overrides it. */
export function withPolicyHeaders(
  response: PublicResponse,
  policy: ResponseHeadersPolicy | undefined,
): PublicResponse {
  if (policy === undefined) {
    return response;
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).filter(([name]) => !policy.removed.includes(name)),
  );
  for (const { name, value, override: wins } of policy.added) {
    if (wins || !(name in headers)) {
      headers[name] = value;
    }
  }
  return { ...response, headers };
}

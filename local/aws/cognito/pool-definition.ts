import * as z from 'zod';
import { parseProperties } from '../../runtime/definitions.ts';
import type { Resource } from '../../runtime/identity.ts';

/** An application that signs people in by a user pool. */
export interface ClientDefinition {
  readonly id: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  /** The attributes its ID tokens may tell; undefined: all. */
  readonly readAttributes: readonly string[] | undefined;
  readonly idTokenSeconds: number;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** How long a refresh token still works after it was exchanged for another; undefined: it is never exchanged. */
  readonly rotationGraceSeconds: number | undefined;
}

export interface GroupDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
}

/** An attribute that the template adds to those every user has; its name begins with `custom:`. */
export interface CustomAttribute {
  readonly name: string;
  readonly mutable: boolean;
  readonly longest: number;
}

export interface PasswordPolicy {
  readonly shortest: number;
  readonly lowerCase: boolean;
  readonly upperCase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  readonly temporaryDays: number;
}

/** A user pool of the template with what belongs to it. */
export interface PoolDefinition {
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  /** What its tokens say who issued them: the address under which its keys are found. */
  readonly issuer: string;
  readonly hasDomain: boolean;
  readonly clients: readonly ClientDefinition[];
  readonly groups: readonly GroupDefinition[];
  readonly customAttributes: readonly CustomAttribute[];
  readonly passwordPolicy: PasswordPolicy;
  /** Users are called by their e-mail address and get an id for a name. */
  readonly emailIsName: boolean;
  /** Users can also be found by their e-mail address. */
  readonly emailIsAlias: boolean;
  readonly caseSensitive: boolean;
}

const flag = z.union([z.boolean(), z.stringbool()]);
const texts = z.array(z.string());

const poolSchema = z.object({
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: z.coerce.number().int().default(8),
          RequireLowercase: flag.default(true),
          RequireUppercase: flag.default(true),
          RequireNumbers: flag.default(true),
          RequireSymbols: flag.default(true),
          TemporaryPasswordValidityDays: z.coerce.number().int().default(7),
        })
        .prefault({}),
    })
    .prefault({}),
  Schema: z
    .array(
      z.object({
        Name: z.string(),
        Mutable: flag.default(true),
        StringAttributeConstraints: z.object({ MaxLength: z.coerce.number().default(2_048) }).prefault({}),
      }),
    )
    .default([]),
  UsernameAttributes: texts.default([]),
  AliasAttributes: texts.default([]),
  UsernameConfiguration: z.object({ CaseSensitive: flag.default(true) }).optional(),
  LambdaConfig: z
    .record(z.string(), z.never('no function takes part in signing in on one machine'))
    .optional(),
});

const validity = (fallbackUnit: string) =>
  z.enum(['seconds', 'minutes', 'hours', 'days']).default(fallbackUnit as 'hours');

const clientSchema = z.object({
  UserPoolId: z.string(),
  GenerateSecret: z
    .union([z.literal(false), z.literal('false')], 'a client with a secret is not served here')
    .optional(),
  AllowedOAuthFlows: z.array(z.literal('code', 'only authorization codes are served here')).default([]),
  AllowedOAuthScopes: texts.default([]),
  CallbackURLs: texts.default([]),
  LogoutURLs: texts.default([]),
  ReadAttributes: texts.optional(),
  IdTokenValidity: z.coerce.number().positive().optional(),
  AccessTokenValidity: z.coerce.number().positive().optional(),
  RefreshTokenValidity: z.coerce.number().positive().optional(),
  TokenValidityUnits: z
    .object({ IdToken: validity('hours'), AccessToken: validity('hours'), RefreshToken: validity('days') })
    .prefault({}),
  RefreshTokenRotation: z
    .object({
      Feature: z.enum(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: z.coerce.number().int().min(0).max(60).default(0),
    })
    .optional(),
});

const groupSchema = z.object({
  UserPoolId: z.string(),
  Description: z.string().optional(),
  Precedence: z.coerce.number().optional(),
});

const unitSeconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const defaultRefreshDays = 30;

function readClient(resource: Resource): { poolId: string; client: ClientDefinition } {
  const written = parseProperties(resource, clientSchema);
  const units = written.TokenValidityUnits;
  const rotation = written.RefreshTokenRotation;
  return {
    poolId: written.UserPoolId,
    client: {
      id: resource.identity.ref,
      callbackUrls: written.CallbackURLs,
      logoutUrls: written.LogoutURLs,
      scopes: written.AllowedOAuthScopes,
      readAttributes: written.ReadAttributes,
      idTokenSeconds:
        written.IdTokenValidity === undefined
          ? unitSeconds.hours
          : written.IdTokenValidity * unitSeconds[units.IdToken],
      accessTokenSeconds:
        written.AccessTokenValidity === undefined
          ? unitSeconds.hours
          : written.AccessTokenValidity * unitSeconds[units.AccessToken],
      refreshTokenSeconds:
        written.RefreshTokenValidity === undefined
          ? defaultRefreshDays * unitSeconds.days
          : written.RefreshTokenValidity * unitSeconds[units.RefreshToken],
      rotationGraceSeconds: rotation?.Feature === 'ENABLED' ? rotation.RetryGracePeriodSeconds : undefined,
    },
  };
}

/** The user pools of the application; `url` is where their pages and keys are served. */
export function readPools(resources: readonly Resource[], url: string): PoolDefinition[] {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const belongsTo = z.object({ UserPoolId: z.string() });
  const clients = ofType('AWS::Cognito::UserPoolClient').map(readClient);
  const groups = ofType('AWS::Cognito::UserPoolGroup').map((resource) => {
    const { UserPoolId: poolId, Description, Precedence } = parseProperties(resource, groupSchema);
    const { name } = resource.identity;
    return { poolId, group: { name, description: Description, precedence: Precedence } };
  });
  const withDomain = new Set(
    ofType('AWS::Cognito::UserPoolDomain').map((resource) => parseProperties(resource, belongsTo).UserPoolId),
  );
  return ofType('AWS::Cognito::UserPool').map((resource) => {
    const pool = parseProperties(resource, poolSchema);
    const id = resource.identity.ref;
    const policy = pool.Policies.PasswordPolicy;
    const standard = (name: string): boolean => standardAttributes.has(name);
    return {
      id,
      arn: resource.identity.arn ?? '',
      path: resource.path,
      issuer: `${url}/${id}`,
      hasDomain: withDomain.has(id),
      clients: clients.filter(({ poolId }) => poolId === id).map(({ client }) => client),
      groups: groups.filter(({ poolId }) => poolId === id).map(({ group }) => group),
      customAttributes: pool.Schema.filter(({ Name }) => !standard(Name)).map((one) => ({
        name: `custom:${one.Name}`,
        mutable: one.Mutable,
        longest: one.StringAttributeConstraints.MaxLength,
      })),
      passwordPolicy: {
        shortest: policy.MinimumLength,
        lowerCase: policy.RequireLowercase,
        upperCase: policy.RequireUppercase,
        numbers: policy.RequireNumbers,
        symbols: policy.RequireSymbols,
        temporaryDays: policy.TemporaryPasswordValidityDays,
      },
      emailIsName: pool.UsernameAttributes.includes('email'),
      emailIsAlias: pool.AliasAttributes.includes('email'),
      caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    };
  });
}

/** The attributes that every user of every pool may have. Source: Amazon Cognito developer guide, user attributes. */
export const standardAttributes: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

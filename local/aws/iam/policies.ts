import * as z from 'zod';
import type { Resource } from '../../runtime/identity.ts';
import { awsManagedPolicies } from './managed-policies.ts';
import { compilePolicy, type Statement } from './policy.ts';

/** Every policy of an application, ready and sorted by whom or what it is about. */
export interface PolicyBook {
  readonly roles: ReadonlyMap<string, RolePolicies>;
  /** By the ARN of the queue, bucket, key, table, function or role. */
  readonly resourcePolicies: ReadonlyMap<string, readonly Statement[]>;
  /** The ARN of the key behind the ARN of an alias. */
  readonly keysByAlias: ReadonlyMap<string, string>;
}

export interface RolePolicies {
  readonly arn: string;
  readonly name: string;
  /** Where the application declares it. */
  readonly path: string;
  readonly identity: readonly Statement[];
  /** Its own tags: a session has them too, under those that it was taken with. */
  readonly tags: Readonly<Record<string, string>>;
  /** Who may take the role. */
  readonly trust: readonly Statement[];
  /** What the role may do at most; undefined: no limit. */
  readonly boundary: readonly Statement[] | undefined;
  /** Policies of AWS whose content is not known here: nothing that is served may take such a role. */
  readonly unknownPolicies: readonly string[];
}

const strings = z.array(z.string());

const roleSchema = z.object({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: strings.optional(),
  PermissionsBoundary: z.string().optional(),
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).optional(),
});

const attachedPolicySchema = z.object({ PolicyDocument: z.unknown(), Roles: strings.optional() });

const permissionSchema = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

function parse<Schema extends z.ZodType>(resource: Resource, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(`${resource.path} (${resource.type}): ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

function append(map: Map<string, Statement[]>, key: string, statements: readonly Statement[]): void {
  map.set(key, [...(map.get(key) ?? []), ...statements]);
}

/** A Lambda permission is a statement of the function's resource policy. */
function permissionStatement(resource: Resource): { functionName: string; statement: Statement[] } {
  const permission = parse(resource, permissionSchema);
  const isService = permission.Principal.endsWith('.amazonaws.com');
  const document = {
    Statement: {
      Sid: resource.logicalId,
      Effect: 'Allow',
      Action: permission.Action,
      Resource: '*',
      Principal: isService
        ? { Service: permission.Principal }
        : permission.Principal === '*'
          ? '*'
          : { AWS: permission.Principal },
      Condition: {
        ...(permission.SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': permission.SourceArn } }),
        ...(permission.SourceAccount === undefined
          ? {}
          : { StringEquals: { 'aws:SourceAccount': permission.SourceAccount } }),
      },
    },
  };
  return { functionName: permission.FunctionName, statement: compilePolicy(document, resource.path) };
}

/** Collects the policies of the application's roles, queues, buckets, keys, tables and functions. */
export function collectPolicies(resources: readonly Resource[]): PolicyBook {
  const managed = new Map<string, Statement[]>();
  const attached = new Map<string, Statement[]>();
  const resourcePolicies = new Map<string, Statement[]>();
  const keysByAlias = new Map<string, string>();
  const arnByRef = new Map<string, string>();
  for (const { identity } of resources) {
    if (identity.arn !== undefined) {
      arnByRef.set(identity.ref, identity.arn);
      arnByRef.set(identity.arn, identity.arn);
    }
  }

  for (const resource of resources) {
    const { type, path, properties, identity } = resource;
    switch (type) {
      case 'AWS::IAM::Policy':
      case 'AWS::IAM::ManagedPolicy': {
        const { PolicyDocument, Roles } = parse(resource, attachedPolicySchema);
        const statements = compilePolicy(PolicyDocument, path);
        for (const role of Roles ?? []) {
          append(attached, role, statements);
        }
        if (type === 'AWS::IAM::ManagedPolicy') {
          managed.set(identity.ref, statements);
        }
        break;
      }
      case 'AWS::SQS::QueuePolicy': {
        const schema = z.object({ PolicyDocument: z.unknown(), Queues: strings });
        const { PolicyDocument, Queues } = parse(resource, schema);
        for (const queue of Queues) {
          append(resourcePolicies, arnByRef.get(queue) ?? queue, compilePolicy(PolicyDocument, path));
        }
        break;
      }
      case 'AWS::S3::BucketPolicy': {
        const { PolicyDocument, Bucket } = parse(
          resource,
          z.object({ PolicyDocument: z.unknown(), Bucket: z.string() }),
        );
        append(resourcePolicies, `arn:aws:s3:::${Bucket}`, compilePolicy(PolicyDocument, path));
        break;
      }
      case 'AWS::KMS::Key': {
        append(resourcePolicies, identity.arn ?? '', compilePolicy(properties['KeyPolicy'], path));
        break;
      }
      case 'AWS::KMS::Alias': {
        const { TargetKeyId } = parse(resource, z.object({ TargetKeyId: z.string() }));
        keysByAlias.set(identity.arn ?? '', arnByRef.get(TargetKeyId) ?? TargetKeyId);
        break;
      }
      case 'AWS::DynamoDB::Table': {
        const { ResourcePolicy } = parse(
          resource,
          z.object({ ResourcePolicy: z.object({ PolicyDocument: z.unknown() }).optional() }),
        );
        if (ResourcePolicy !== undefined) {
          append(resourcePolicies, identity.arn ?? '', compilePolicy(ResourcePolicy.PolicyDocument, path));
        }
        break;
      }
      case 'AWS::Lambda::Permission': {
        const { functionName, statement } = permissionStatement(resource);
        append(resourcePolicies, arnByRef.get(functionName) ?? functionName, statement);
        break;
      }
      default:
    }
  }

  /** Undefined for a policy of AWS whose content is not known here. */
  const managedPolicy = (arn: string): readonly Statement[] | undefined => {
    const own = managed.get(arn);
    if (own !== undefined) {
      return own;
    }
    const name = arn.replace(/^arn:[^:]+:iam::aws:policy\//, '');
    const known = awsManagedPolicies[name];
    return known === undefined ? undefined : compilePolicy(known, name);
  };

  const roles = new Map<string, RolePolicies>();
  for (const resource of resources) {
    const { arn, name } = resource.identity;
    if (resource.type !== 'AWS::IAM::Role' || arn === undefined) {
      continue;
    }
    const { AssumeRolePolicyDocument, ManagedPolicyArns, PermissionsBoundary, Policies, Tags } = parse(
      resource,
      roleSchema,
    );
    const trust = compilePolicy(AssumeRolePolicyDocument, `${resource.path} (trust)`);
    append(resourcePolicies, arn, trust);
    const managedArns = [
      ...(ManagedPolicyArns ?? []),
      ...(PermissionsBoundary === undefined ? [] : [PermissionsBoundary]),
    ];
    roles.set(arn, {
      arn,
      name,
      path: resource.path,
      identity: [
        ...(Policies ?? []).flatMap((policy) =>
          compilePolicy(policy.PolicyDocument, `${resource.path}/${policy.PolicyName}`),
        ),
        ...(attached.get(name) ?? []),
        ...(ManagedPolicyArns ?? []).flatMap((policy) => managedPolicy(policy) ?? []),
      ],
      tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      trust,
      boundary: PermissionsBoundary === undefined ? undefined : (managedPolicy(PermissionsBoundary) ?? []),
      unknownPolicies: managedArns.filter((policy) => managedPolicy(policy) === undefined),
    });
  }
  return { roles, resourcePolicies, keysByAlias };
}

import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../../local/aws/iam/authorizer.ts';
import { identify, type Resource } from '../../../local/runtime/identity.ts';
import { AwsError, type JsonObject, type Principal } from '../../../local/runtime/service.ts';

const account = '111122223333';
const region = 'us-east-1';
const clock = { now: () => Date.UTC(2026, 0, 5) };

/** A resource as the template resolver hands it over. */
function resource(type: string, logicalId: string, properties: JsonObject): Resource {
  const place = {
    partition: 'aws',
    region,
    account,
    endpoint: 'http://127.0.0.1:1',
    stackName: 'S',
    logicalId,
  };
  return {
    stackName: 'S',
    logicalId,
    type,
    path: `S/${logicalId}`,
    identity: identify(type, place, (name) => properties[name]),
    properties,
    metadata: {},
    assetPath: undefined,
  };
}

const trust: JsonObject = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};

function role(properties: JsonObject = {}): Resource {
  return resource('AWS::IAM::Role', 'Role', {
    RoleName: 'worker',
    AssumeRolePolicyDocument: trust,
    ...properties,
  });
}

const worker: Principal = { kind: 'role', arn: `arn:aws:iam::${account}:role/worker` };
const rule: Principal = {
  kind: 'service',
  service: 'events.amazonaws.com',
  sourceArn: `arn:aws:events:${region}:${account}:rule/r`,
};
const root = `arn:aws:iam::${account}:root`;
const table = `arn:aws:dynamodb:${region}:${account}:table/claims`;
const queue = `arn:aws:sqs:${region}:${account}:q`;
const bucketObject = 'arn:aws:s3:::box/upload/a';

function inline(...statements: JsonObject[]): Resource[] {
  return [
    role(),
    resource('AWS::IAM::Policy', 'Policy', {
      PolicyName: 'p',
      Roles: ['worker'],
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    }),
  ];
}

const allow = (
  action: JsonObject['x'],
  resourceArn: JsonObject['x'],
  condition?: JsonObject,
): JsonObject => ({
  Effect: 'Allow',
  Action: action ?? '*',
  Resource: resourceArn ?? '*',
  ...(condition === undefined ? {} : { Condition: condition }),
});

function queuePolicy(...statements: JsonObject[]): Resource[] {
  return [
    resource('AWS::SQS::Queue', 'Queue', { QueueName: 'q' }),
    resource('AWS::SQS::QueuePolicy', 'QueuePolicy', {
      Queues: [`http://127.0.0.1:1/${account}/q`],
      PolicyDocument: { Statement: statements },
    }),
  ];
}

function bucketPolicy(...statements: JsonObject[]): Resource[] {
  return [
    resource('AWS::S3::Bucket', 'Bucket', { BucketName: 'box' }),
    resource('AWS::S3::BucketPolicy', 'BucketPolicy', {
      Bucket: 'box',
      PolicyDocument: { Statement: statements },
    }),
  ];
}

function key(...statements: JsonObject[]): Resource {
  return resource('AWS::KMS::Key', 'Key', { KeyPolicy: { Statement: statements } });
}
const keyArn = key().identity.arn ?? '';
const delegate: JsonObject = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: root } };

interface Case {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly principal?: Principal;
  readonly action: string;
  readonly on: string;
  readonly context?: Record<string, string>;
  readonly allowed: boolean;
}

const put = 'dynamodb:PutItem';
const keys = (values: string): Record<string, string> => ({ 'dynamodb:LeadingKeys': values });
const leading = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['north#*'] } };

const ofSession = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/practice}#*'] },
};
const northern: Principal = { ...worker, tags: { practice: 'north' } };
const tagSession = 'sts:TagSession';
const trusting = (principal: JsonObject, condition?: JsonObject): Resource[] => [
  role({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sts:AssumeRole', tagSession],
          Principal: principal,
          ...(condition === undefined ? {} : { Condition: condition }),
        },
      ],
    },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [allow('sts:*', worker.arn)] } }],
  }),
];

const cases: readonly Case[] = [
  {
    name: 'a key of the practice that the session is tagged with',
    resources: inline(allow(put, table, ofSession)),
    principal: northern,
    action: put,
    on: table,
    context: keys('north#1\nnorth#2'),
    allowed: true,
  },
  {
    name: 'a key of another practice than the session is tagged with',
    resources: inline(allow(put, table, ofSession)),
    principal: northern,
    action: put,
    on: table,
    context: keys('north#1\nsouth#2'),
    allowed: false,
  },
  {
    name: 'a key of any practice by a session without a tag',
    resources: inline(allow(put, table, ofSession)),
    action: put,
    on: table,
    context: keys('north#1'),
    allowed: false,
  },
  {
    name: 'a tag of the role itself, where the session brings none of that name',
    resources: inline(allow(put, table, ofSession)).map((one) =>
      one.logicalId === 'Role' ? role({ Tags: [{ Key: 'practice', Value: 'north' }] }) : one,
    ),
    action: put,
    on: table,
    context: keys('north#1'),
    allowed: true,
  },
  {
    name: "the tag of the session before the role's own",
    resources: inline(allow(put, table, ofSession)).map((one) =>
      one.logicalId === 'Role' ? role({ Tags: [{ Key: 'practice', Value: 'south' }] }) : one,
    ),
    principal: northern,
    action: put,
    on: table,
    context: keys('south#1'),
    allowed: false,
  },
  {
    name: 'a role that hands its trust to the account, by whoever may take it',
    resources: trusting({ AWS: root }),
    action: tagSession,
    on: worker.arn,
    allowed: true,
  },
  {
    name: 'a role that trusts a service alone',
    resources: trusting({ Service: 'lambda.amazonaws.com' }),
    action: tagSession,
    on: worker.arn,
    allowed: false,
  },
  {
    name: 'a role that is taken for a practice, from no session of another',
    resources: trusting({ AWS: root }, { Null: { 'aws:PrincipalTag/practice': 'true' } }),
    principal: northern,
    action: tagSession,
    on: worker.arn,
    allowed: false,
  },
  { name: 'nothing allows', resources: [role()], action: put, on: table, allowed: false },
  {
    name: 'action and resource in full',
    resources: inline(allow(put, table)),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'another action',
    resources: inline(allow('dynamodb:GetItem', table)),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'another resource',
    resources: inline(allow(put, `${table}-2`)),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'a longer resource of the same beginning',
    resources: inline(allow(put, table)),
    action: put,
    on: `${table}-2`,
    allowed: false,
  },
  {
    name: 'a star in the action',
    resources: inline(allow('dynamodb:Put*', table)),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'an action in other letters',
    resources: inline(allow('DynamoDB:putitem', table)),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a list of actions',
    resources: inline(allow(['dynamodb:GetItem', put], table)),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a star in the resource',
    resources: inline(allow(put, `${table}*`)),
    action: put,
    on: `${table}/index/i`,
    allowed: true,
  },
  {
    name: 'a question mark in the resource',
    resources: inline(allow(put, table.replace('claims', 'claim?'))),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a dot stands for itself',
    resources: inline(allow('s3:GetObject', 'arn:aws:s3:::box/a.b*')),
    action: 's3:GetObject',
    on: 'arn:aws:s3:::box/aXb',
    allowed: false,
  },
  {
    name: 'an explicit denial wins',
    resources: inline(allow('*', '*'), { Effect: 'Deny', Action: put, Resource: table }),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'a denial of something else',
    resources: inline(allow('*', '*'), { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: table }),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'NotAction leaves the rest',
    resources: inline({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'NotAction without the named',
    resources: inline({ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'NotResource leaves the rest',
    resources: inline({ Effect: 'Allow', Action: put, NotResource: queue }),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'NotResource without the named',
    resources: inline({ Effect: 'Allow', Action: put, NotResource: table }),
    action: put,
    on: table,
    allowed: false,
  },

  {
    name: 'inline in the role',
    resources: [
      role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [allow(put, table)] } }] }),
    ],
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a managed policy of the template that names the role',
    resources: [
      role(),
      resource('AWS::IAM::ManagedPolicy', 'Managed', {
        Roles: ['worker'],
        PolicyDocument: { Statement: [allow(put, table)] },
      }),
    ],
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a managed policy that the role names',
    resources: [
      role({ ManagedPolicyArns: [`arn:aws:iam::${account}:policy/m`] }),
      resource('AWS::IAM::ManagedPolicy', 'Managed', {
        ManagedPolicyName: 'm',
        PolicyDocument: { Statement: [allow(put, table)] },
      }),
    ],
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'the basic execution policy of AWS',
    resources: [
      role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
    ],
    action: 'logs:PutLogEvents',
    on: 'arn:aws:logs:x:y:log-group:z',
    allowed: true,
  },
  {
    name: 'a permissions boundary that holds less',
    resources: [
      ...inline(allow(put, table)).slice(1),
      role({ PermissionsBoundary: `arn:aws:iam::${account}:policy/b` }),
      resource('AWS::IAM::ManagedPolicy', 'B', {
        ManagedPolicyName: 'b',
        PolicyDocument: { Statement: [allow('sqs:*', '*')] },
      }),
    ],
    action: put,
    on: table,
    allowed: false,
  },

  {
    name: 'leading keys that all match',
    resources: inline(allow(put, table, leading)),
    action: put,
    on: table,
    context: keys('north#claim#1\nnorth#claim#2'),
    allowed: true,
  },
  {
    name: 'leading keys of which one does not',
    resources: inline(allow(put, table, leading)),
    action: put,
    on: table,
    context: keys('north#claim#1\nsouth#claim#2'),
    allowed: false,
  },
  {
    name: 'StringEquals on a key that the request lacks',
    resources: inline(allow(put, table, { StringEquals: { 'dynamodb:Select': 'COUNT' } })),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'StringEqualsIfExists on a key that the request lacks',
    resources: inline(allow(put, table, { StringEqualsIfExists: { 'dynamodb:Select': 'COUNT' } })),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'StringNotEquals on another value',
    resources: inline(allow(put, table, { StringNotEquals: { 'dynamodb:Select': 'COUNT' } })),
    action: put,
    on: table,
    context: { 'dynamodb:Select': 'ALL' },
    allowed: true,
  },
  {
    name: 'Null that wants the key absent',
    resources: inline(allow(put, table, { Null: { 'dynamodb:Select': 'true' } })),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'Null that wants the key there',
    resources: inline(allow(put, table, { Null: { 'dynamodb:Select': 'false' } })),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'two conditions of which one fails',
    resources: inline(
      allow(put, table, {
        Bool: { 'aws:SecureTransport': 'true' },
        StringEquals: { 'dynamodb:Select': 'X' },
      }),
    ),
    action: put,
    on: table,
    allowed: false,
  },
  {
    name: 'the name of a condition key in other letters',
    resources: inline(allow(put, table, { StringLike: { 'DYNAMODB:SELECT': 'A*' } })),
    action: put,
    on: table,
    context: { 'dynamodb:Select': 'ALL' },
    allowed: true,
  },
  {
    name: 'a date in the past of the virtual clock',
    resources: inline(allow(put, table, { DateGreaterThan: { 'aws:CurrentTime': '2026-01-04T00:00:00Z' } })),
    action: put,
    on: table,
    allowed: true,
  },
  {
    name: 'a number',
    resources: inline(allow('s3:ListBucket', '*', { NumericLessThanEquals: { 's3:max-keys': '10' } })),
    action: 's3:ListBucket',
    on: 'arn:aws:s3:::box',
    context: { 's3:max-keys': '11' },
    allowed: false,
  },
  {
    name: 'a policy variable with its value',
    resources: inline(allow(put, table, { StringEquals: { 'dynamodb:Select': '${aws:PrincipalAccount}' } })),
    action: put,
    on: table,
    context: { 'dynamodb:Select': account },
    allowed: true,
  },
  {
    name: 'a policy variable without a value',
    resources: inline(
      allow(put, table, { StringLike: { 'dynamodb:Select': '${aws:PrincipalTag/practice}*' } }),
    ),
    action: put,
    on: table,
    context: { 'dynamodb:Select': 'ALL' },
    allowed: false,
  },

  {
    name: 'a queue policy for the service and its rule',
    resources: queuePolicy({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: queue,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': rule.kind === 'service' ? rule.sourceArn : '' } },
    }),
    principal: rule,
    action: 'sqs:SendMessage',
    on: queue,
    allowed: true,
  },
  {
    name: 'a queue policy for another rule',
    resources: queuePolicy({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: queue,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:a:b:rule/other' } },
    }),
    principal: rule,
    action: 'sqs:SendMessage',
    on: queue,
    allowed: false,
  },
  {
    name: 'a service without a queue policy',
    resources: [role()],
    principal: rule,
    action: 'sqs:SendMessage',
    on: queue,
    allowed: false,
  },
  {
    name: 'a queue policy that names the role',
    resources: [
      role(),
      ...queuePolicy({
        Effect: 'Allow',
        Action: 'sqs:*',
        Resource: queue,
        Principal: { AWS: worker.kind === 'role' ? worker.arn : '' },
      }),
    ],
    action: 'sqs:SendMessage',
    on: queue,
    allowed: true,
  },
  {
    name: 'a queue policy that names only the account',
    resources: [
      role(),
      ...queuePolicy({ Effect: 'Allow', Action: 'sqs:*', Resource: queue, Principal: { AWS: root } }),
    ],
    action: 'sqs:SendMessage',
    on: queue,
    allowed: false,
  },
  {
    name: 'a denial of connections without TLS',
    resources: [
      ...inline(allow('s3:*', '*')),
      ...bucketPolicy({
        Effect: 'Deny',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::box', 'arn:aws:s3:::box/*'],
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
    action: 's3:GetObject',
    on: bucketObject,
    allowed: true,
  },
  {
    name: 'a denial of everyone in the bucket policy',
    resources: [
      ...inline(allow('s3:*', '*')),
      ...bucketPolicy({
        Effect: 'Deny',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::box/upload/*',
        Principal: '*',
      }),
    ],
    action: 's3:GetObject',
    on: bucketObject,
    allowed: false,
  },
  {
    name: 'NotPrincipal denies all others',
    resources: [
      ...inline(allow('s3:*', '*')),
      ...bucketPolicy({
        Effect: 'Deny',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::box/*',
        NotPrincipal: { AWS: 'arn:aws:iam::1:role/other' },
      }),
    ],
    action: 's3:GetObject',
    on: bucketObject,
    allowed: false,
  },

  {
    name: 'a key whose policy hands the decision to the account',
    resources: [...inline(allow('kms:Decrypt', keyArn)), key(delegate)],
    action: 'kms:Decrypt',
    on: keyArn,
    allowed: true,
  },
  {
    name: 'the same without an identity policy',
    resources: [role(), key(delegate)],
    action: 'kms:Decrypt',
    on: keyArn,
    allowed: false,
  },
  {
    name: 'a key whose policy does not know the account',
    resources: [...inline(allow('kms:Decrypt', keyArn)), key()],
    action: 'kms:Decrypt',
    on: keyArn,
    allowed: false,
  },
  {
    name: 'a key policy that names the role',
    resources: [
      role(),
      key({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: '*',
        Principal: { AWS: worker.kind === 'role' ? worker.arn : '' },
      }),
    ],
    action: 'kms:Decrypt',
    on: keyArn,
    allowed: true,
  },
  {
    name: 'a key through its alias',
    resources: [
      ...inline(allow('kms:Decrypt', keyArn)),
      key(delegate),
      resource('AWS::KMS::Alias', 'Alias', { AliasName: 'alias/a', TargetKeyId: keyArn }),
    ],
    action: 'kms:Decrypt',
    on: `arn:aws:kms:${region}:${account}:alias/a`,
    allowed: true,
  },
  {
    name: 'a key through another service than the statement says',
    resources: [
      ...inline(
        allow('kms:Decrypt', keyArn, { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
      ),
      key(delegate),
    ],
    action: 'kms:Decrypt',
    on: keyArn,
    context: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' },
    allowed: false,
  },

  {
    name: 'a permission of a function for a rule',
    resources: [
      resource('AWS::Lambda::Function', 'F', { FunctionName: 'f' }),
      resource('AWS::Lambda::Permission', 'P', {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'f',
        Principal: 'events.amazonaws.com',
        SourceArn: rule.kind === 'service' ? rule.sourceArn : '',
      }),
    ],
    principal: rule,
    action: 'lambda:InvokeFunction',
    on: `arn:aws:lambda:${region}:${account}:function:f`,
    allowed: true,
  },
  {
    name: 'a permission of a function for another service',
    resources: [
      resource('AWS::Lambda::Function', 'F', { FunctionName: 'f' }),
      resource('AWS::Lambda::Permission', 'P', {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'f',
        Principal: 's3.amazonaws.com',
      }),
    ],
    principal: rule,
    action: 'lambda:InvokeFunction',
    on: `arn:aws:lambda:${region}:${account}:function:f`,
    allowed: false,
  },
  {
    name: 'the operator of the machine',
    resources: [],
    principal: { kind: 'operator' },
    action: 'dynamodb:DeleteTable',
    on: table,
    allowed: true,
  },
  {
    name: 'a role that the application does not have',
    resources: [],
    action: put,
    on: table,
    allowed: false,
  },
];

function refusalOf(call: () => void): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a call is decided by the policies of the template', () => {
  test.each(cases.map((one) => [`${one.name}: ${one.allowed ? 'allowed' : 'refused'}`, one] as const))(
    '%s',
    (_name, { resources, principal = worker, action, on, context, allowed }) => {
      const authorizer = createAuthorizer({ resources, account, region, clock });
      const call = (): void => authorizer.authorize(principal, action, on, context);
      // Twice: the second decision may come from what was kept of the first.
      for (const _time of [1, 2]) {
        expect(refusalOf(call) instanceof AwsError).toBe(!allowed);
      }
    },
  );
});

describe('what was decided once', () => {
  test('is not kept when it depends on the request', () => {
    const authorizer = createAuthorizer({
      resources: inline(allow(put, table, leading)),
      account,
      region,
      clock,
    });
    authorizer.authorize(worker, put, table, keys('north#1'));
    expect(() => authorizer.authorize(worker, put, table, keys('south#1'))).toThrow(AwsError);
  });

  test('is not kept for a session that is tagged otherwise', () => {
    const authorizer = createAuthorizer({
      resources: inline(allow(put, table, { StringEquals: { 'aws:PrincipalArn': worker.arn } }), {
        Effect: 'Deny',
        Action: put,
        Resource: table,
        Condition: { StringEquals: { 'aws:PrincipalTag/practice': 'south' } },
      }),
      account,
      region,
      clock,
    });
    authorizer.authorize(worker, put, table);
    authorizer.authorize(northern, put, table);
    const southern: Principal = { ...worker, tags: { practice: 'south' } };
    expect(() => authorizer.authorize(southern, put, table)).toThrow(AwsError);
  });

  test('is decided many times a second', () => {
    const authorizer = createAuthorizer({
      resources: inline(allow(put, table, leading)),
      account,
      region,
      clock,
    });
    const began = performance.now();
    for (let call = 0; call < 5000; call += 1) {
      authorizer.authorize(worker, put, table, keys(`north#${call}`));
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('a refusal', () => {
  const refusal = (resources: readonly Resource[], action: string, on: string, context = {}): AwsError => {
    try {
      createAuthorizer({ resources, account, region, clock }).authorize(worker, action, on, context);
    } catch (error) {
      if (error instanceof AwsError) {
        return error;
      }
    }
    throw new Error('The call was allowed.');
  };

  test('names who, what, on which resource, and the statement that is missing', () => {
    const { message, name } = refusal(inline(allow('sqs:*', '*')), put, table);
    expect(name).toBe('AccessDeniedException');
    expect(message).toContain(
      `User: arn:aws:iam::${account}:role/worker is not authorized to perform: ${put}`,
    );
    expect(message).toContain(`on resource: ${table}`);
    expect(message).toContain(
      `{"Effect":"Allow","Action":"${put}","Resource":"${table}"} in a policy of role S/Role`,
    );
  });

  test('names the condition that did not hold', () => {
    const { message } = refusal(inline(allow(put, table, leading)), put, table, keys('south#1'));
    expect(message).toContain('ForAllValues:StringLike dynamodb:LeadingKeys north#*');
    expect(message).toContain('the request has south#1');
  });

  test('names the statement that denies', () => {
    const denying = { Effect: 'Deny', Action: put, Resource: '*', Sid: 'NoWrites' };
    const { message } = refusal(inline(allow('*', '*'), denying), put, table);
    expect(message).toContain('explicit deny in S/Policy, statement NoWrites');
  });

  test('of S3 is AccessDenied with status 403', () => {
    expect(refusal([role()], 's3:GetObject', bucketObject)).toMatchObject({
      name: 'AccessDenied',
      statusCode: 403,
    });
  });
});

describe('a policy that could be misread is refused at the start', () => {
  test.each<[string, readonly Resource[], RegExp]>([
    [
      'an operator that is not known',
      inline(allow(put, table, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
      /condition operator IpAddress is not known/,
    ],
    [
      'a member that is not known',
      inline({ ...allow(put, table), Effort: 'none' }),
      /Policy S\/Policy cannot be read/,
    ],
  ])('%s', (_name, resources, message) => {
    expect(() => createAuthorizer({ resources, account, region, clock })).toThrow(message);
  });
});

describe('a role', () => {
  const authorizer = createAuthorizer({ resources: [role()], account, region, clock });
  const arn = worker.kind === 'role' ? worker.arn : '';

  test('may be taken by the service that its trust policy names, and by no other', () => {
    expect(authorizer.mayAssume(arn, 'lambda.amazonaws.com')).toBe(true);
    expect(authorizer.mayAssume(arn, 'states.amazonaws.com')).toBe(false);
    expect(() => authorizer.requireRole(arn, 'S/Machine', 'states.amazonaws.com')).toThrow(
      /S\/Machine runs as .* does not let states\.amazonaws\.com take it/,
    );
  });

  test('with a policy of AWS that is not known here is nothing that a function may run as', () => {
    const unknown = role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    const lax = createAuthorizer({ resources: [unknown], account, region, clock });
    expect(() => lax.requireRole(arn, 'S/F', 'lambda.amazonaws.com')).toThrow(
      /S\/F runs as S\/Role, which has arn:aws:iam::aws:policy\/AdministratorAccess/,
    );
  });

  test('must be one of the application', () => {
    expect(() => authorizer.requireRole('arn:aws:iam::1:role/x', 'S/F', 'lambda.amazonaws.com')).toThrow(
      /not a role of the application/,
    );
  });
});

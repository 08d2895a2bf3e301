import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { functionNames } from '../../infra/bundling/bundle-functions.ts';
import { commandHeadings, runbookHeadings } from '../../infra/constructs/alarms/runbook-headings.ts';
import { development } from '../../infra/stages/development.ts';
import { production } from '../../infra/stages/production.ts';
import type { StageSettings } from '../../infra/stages/stage-settings.ts';
import { pascalCase } from '../../infra/defaults/claims-function.ts';
import { refersTo, synthesisedStage, type FoundResource, type SynthesisedStage } from './synthesised.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What must hold for every resource of a type: a sentence, and whether it holds. */
interface Policy {
  readonly type: string;
  readonly says: string;
  readonly holds: (resource: FoundResource, stage: SynthesisedStage) => boolean;
}

const get = (value: unknown, ...names: readonly (string | number)[]): unknown =>
  names.reduce<unknown>(
    (inner, name) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[name],
    value,
  );
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const property = (resource: FoundResource, ...names: readonly (string | number)[]) =>
  get(resource.Properties, ...names);
const isEncrypted = (key: unknown, stage: SynthesisedStage) =>
  stage.ofType('AWS::KMS::Key').some((one) => refersTo(key, one));
const isDeadLetterQueue = (queue: FoundResource) =>
  /\/(?:DeadLetters|Defects|FailedInvocations|Refusals|Unrelayed)\/Resource$/.test(queue.path);

/** The library's own function that copies the files of the application while a stack is deployed. */
const isSiteDeployment = ({ path: place }: FoundResource) =>
  place.includes('-edge/Custom::CDKBucketDeployment');
/** The bucket of the application's files: everybody may read them, and the next deployment brings them again. */
const holdsTheSite = ({ path: place }: FoundResource) => place.endsWith('-edge/Site/Files/Resource');

function statements(resource: FoundResource): readonly Readonly<Record<string, unknown>>[] {
  return list(property(resource, 'PolicyDocument', 'Statement')) as Readonly<Record<string, unknown>>[];
}

/** Actions for which AWS defines no resource; nothing else may have "*" as its resource in a role. */
/** Whether a statement about items is of those only that belong to no practice. */
const isOfPlatform = (statement: Readonly<Record<string, unknown>>): boolean => {
  const keys = get(statement, 'Condition', 'ForAllValues:StringLike', 'dynamodb:LeadingKeys');
  return keys !== undefined && !JSON.stringify(keys).includes('PrincipalTag');
};

const actionsWithoutResource = new Set([
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'dynamodb:ListStreams',
  'lakeformation:GetDataAccess',
]);

const policies: readonly Policy[] = [
  {
    type: 'AWS::KMS::Key',
    says: 'the key is turned every year',
    holds: (key) => property(key, 'EnableKeyRotation') === true,
  },
  {
    type: 'AWS::DynamoDB::Table',
    says: "a table is encrypted with the customer's key",
    holds: (table, stage) =>
      property(table, 'SSESpecification', 'SSEType') === 'KMS' &&
      isEncrypted(property(table, 'SSESpecification', 'KMSMasterKeyId'), stage),
  },
  {
    type: 'AWS::DynamoDB::Table',
    says: 'a table can be set back to any second of the last weeks',
    holds: (table) =>
      property(table, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') === true,
  },
  {
    type: 'AWS::DynamoDB::Table',
    says: 'a table is keyed by pk and sk, grows by itself and sweeps what has expired',
    holds: (table) =>
      JSON.stringify(property(table, 'KeySchema')) ===
        '[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]' &&
      property(table, 'BillingMode') === 'PAY_PER_REQUEST' &&
      property(table, 'TimeToLiveSpecification', 'AttributeName') === 'expiresAt',
  },
  {
    type: 'AWS::DynamoDB::Table',
    says: 'a table is in the backup plan',
    holds: (table, stage) =>
      stage.ofType('AWS::Backup::BackupSelection').some((selection) => refersTo(selection.Properties, table)),
  },
  {
    type: 'AWS::S3::Bucket',
    says: 'a bucket is versioned and closed to the public',
    holds: (bucket) =>
      property(bucket, 'VersioningConfiguration', 'Status') === 'Enabled' &&
      ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
        (name) => property(bucket, 'PublicAccessBlockConfiguration', name) === true,
      ),
  },
  {
    type: 'AWS::S3::Bucket',
    says: "a bucket is encrypted with the customer's key and logs every access, but for the log itself and the application's files",
    holds: (bucket, stage) => {
      const encryption = property(
        bucket,
        'BucketEncryption',
        'ServerSideEncryptionConfiguration',
        0,
        'ServerSideEncryptionByDefault',
      );
      return (
        bucket.path.endsWith('/AccessLogs/Resource') ||
        holdsTheSite(bucket) ||
        (get(encryption, 'SSEAlgorithm') === 'aws:kms' &&
          isEncrypted(get(encryption, 'KMSMasterKeyID'), stage) &&
          property(bucket, 'LoggingConfiguration', 'DestinationBucketName') !== undefined)
      );
    },
  },
  {
    type: 'AWS::S3::Bucket',
    says: 'evidence is locked and tells EventBridge what arrives',
    holds: (bucket) =>
      !/\/Evidence\/(?:Uploads|Exchange)\//.test(bucket.path) ||
      (property(bucket, 'ObjectLockEnabled') === true &&
        property(bucket, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Days') !== undefined &&
        property(bucket, 'NotificationConfiguration', 'EventBridgeConfiguration', 'EventBridgeEnabled') ===
          true),
  },
  {
    type: 'AWS::S3::Bucket',
    says: 'a bucket refuses what does not come over TLS',
    holds: (bucket, stage) =>
      stage
        .ofType('AWS::S3::BucketPolicy')
        .some(
          (policy) =>
            refersTo(property(policy, 'Bucket'), bucket) &&
            statements(policy).some(
              (statement) =>
                statement['Effect'] === 'Deny' &&
                get(statement['Condition'], 'Bool', 'aws:SecureTransport') === 'false',
            ),
        ),
  },
  {
    type: 'AWS::SQS::Queue',
    says: "a queue is encrypted with the customer's key",
    holds: (queue, stage) => isEncrypted(property(queue, 'KmsMasterKeyId'), stage),
  },
  {
    type: 'AWS::SQS::Queue',
    says: 'a queue has a dead-letter queue, or is one and keeps messages for two weeks',
    holds: (queue, stage) => {
      const target = property(queue, 'RedrivePolicy', 'deadLetterTargetArn');
      return isDeadLetterQueue(queue)
        ? property(queue, 'MessageRetentionPeriod') === 1_209_600
        : stage
            .ofType('AWS::SQS::Queue')
            .some((other) => isDeadLetterQueue(other) && refersTo(target, other));
    },
  },
  {
    type: 'AWS::SQS::Queue',
    says: 'a queue refuses what does not come over TLS',
    holds: (queue, stage) =>
      stage
        .ofType('AWS::SQS::QueuePolicy')
        .some(
          (policy) =>
            refersTo(property(policy, 'Queues'), queue) &&
            statements(policy).some(
              (statement) =>
                statement['Effect'] === 'Deny' &&
                get(statement['Condition'], 'Bool', 'aws:SecureTransport') === 'false',
            ),
        ),
  },
  {
    type: 'AWS::SQS::Queue',
    says: 'a dead-letter queue has an alarm',
    holds: (queue, stage) =>
      !isDeadLetterQueue(queue) ||
      stage.ofType('AWS::CloudWatch::Alarm').some((alarm) => refersTo(property(alarm, 'Dimensions'), queue)),
  },
  {
    type: 'AWS::SQS::Queue',
    says: 'a message stays hidden six times as long as the function that takes it may run',
    holds: (queue, stage) =>
      stage
        .ofType('AWS::Lambda::EventSourceMapping')
        .filter((mapping) => refersTo(property(mapping, 'EventSourceArn'), queue))
        .every((mapping) =>
          stage
            .ofType('AWS::Lambda::Function')
            .filter((lambda) => refersTo(property(mapping, 'FunctionName'), lambda))
            .every(
              (lambda) =>
                Number(property(queue, 'VisibilityTimeout')) >= 6 * Number(property(lambda, 'Timeout')),
            ),
        ),
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    says: 'a service may send to a queue only for one rule of this account',
    holds: (policy) =>
      statements(policy)
        .filter((statement) => get(statement['Principal'], 'Service') !== undefined)
        .every((statement) => get(statement['Condition'], 'ArnEquals', 'aws:SourceArn') !== undefined),
  },
  {
    type: 'AWS::Lambda::Function',
    says: 'a function runs Node 24 on ARM, with a limit of its own and traces',
    holds: (lambda) =>
      property(lambda, 'Runtime') === 'nodejs24.x' &&
      JSON.stringify(property(lambda, 'Architectures')) === '["arm64"]' &&
      Number(property(lambda, 'Timeout')) > 3 &&
      property(lambda, 'TracingConfig', 'Mode') === 'Active',
  },
  {
    type: 'AWS::Lambda::Function',
    says: 'a function writes JSON to a log group of its own, kept as long as the stage says, encrypted',
    holds: (lambda, stage) => {
      const group = stage
        .ofType('AWS::Logs::LogGroup')
        .find((one) => refersTo(property(lambda, 'LoggingConfig', 'LogGroup'), one));
      return (
        property(lambda, 'LoggingConfig', 'LogFormat') === 'JSON' &&
        group !== undefined &&
        Number(property(group, 'RetentionInDays')) > 0 &&
        isEncrypted(property(group, 'KmsKeyId'), stage)
      );
    },
  },
  {
    type: 'AWS::Lambda::Function',
    says: 'a function has a role that no other has, an encrypted environment and an alarm on errors',
    holds: (lambda, stage) => {
      const role = property(lambda, 'Role');
      const sharers = stage
        .ofType('AWS::Lambda::Function')
        .filter((other) => JSON.stringify(property(other, 'Role')) === JSON.stringify(role));
      const alarms = stage
        .ofType('AWS::CloudWatch::Alarm')
        .filter(
          (alarm) =>
            property(alarm, 'MetricName') === 'Errors' && refersTo(property(alarm, 'Dimensions'), lambda),
        );
      return sharers.length === 1 && alarms.length > 0 && isEncrypted(property(lambda, 'KmsKeyArn'), stage);
    },
  },
  {
    type: 'AWS::Lambda::Function',
    says: 'a function says where its bundle lies',
    holds: (lambda) => /^asset\.[0-9a-f]{64}$/.test(String(lambda.Metadata['aws:asset:path'])),
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    says: 'what takes messages returns only those that failed; what takes a stream gives up into a queue',
    holds: (mapping) =>
      property(mapping, 'StartingPosition') === undefined
        ? JSON.stringify(property(mapping, 'FunctionResponseTypes')) === '["ReportBatchItemFailures"]' &&
          Number(property(mapping, 'ScalingConfig', 'MaximumConcurrency')) >= 2
        : property(mapping, 'BisectBatchOnFunctionError') === true &&
          property(mapping, 'MaximumRetryAttempts') === 3 &&
          property(mapping, 'DestinationConfig', 'OnFailure', 'Destination') !== undefined &&
          property(mapping, 'FilterCriteria', 'Filters', 0) !== undefined,
  },
  {
    type: 'AWS::Events::Rule',
    says: 'what a schedule calls has an alarm when no round ends well, and when none is begun',
    holds: (rule, stage) =>
      property(rule, 'ScheduleExpression') === undefined ||
      stage
        .ofType('AWS::Lambda::Function')
        .filter((lambda) => refersTo(property(rule, 'Targets'), lambda))
        .every((lambda) =>
          stage
            .ofType('AWS::CloudWatch::Alarm')
            .some(
              (alarm) =>
                refersTo(property(alarm, 'Metrics'), lambda) &&
                property(alarm, 'ComparisonOperator') === 'LessThanThreshold' &&
                property(alarm, 'TreatMissingData') === 'breaching',
            ),
        ),
  },
  {
    type: 'AWS::ApiGatewayV2::Route',
    says: 'a route of the API checks a token, but for the one that tells where to sign in',
    holds: (route) =>
      (property(route, 'RouteKey') === 'GET /api/sign-in') !==
      (property(route, 'AuthorizationType') === 'JWT' && property(route, 'AuthorizerId') !== undefined),
  },
  {
    type: 'AWS::ApiGatewayV2::Stage',
    says: 'the API has limits, lower ones for routes that work much, and logs every call',
    holds: (api, stage) => {
      const limit = property(api, 'DefaultRouteSettings', 'ThrottlingRateLimit');
      const heavy = Object.entries(property(api, 'RouteSettings') as object);
      const keys = new Set(
        stage.ofType('AWS::ApiGatewayV2::Route').map((route) => property(route, 'RouteKey')),
      );
      return (
        heavy.length > 5 &&
        heavy.every(
          ([key, settings]) => keys.has(key) && Number(get(settings, 'ThrottlingRateLimit')) < Number(limit),
        ) &&
        stage
          .ofType('AWS::Logs::LogGroup')
          .some((group) => refersTo(property(api, 'AccessLogSettings', 'DestinationArn'), group))
      );
    },
  },
  {
    type: 'AWS::Cognito::UserPool',
    says: 'staff sign in by invitation only, with a second factor, and an attack is met',
    holds: (pool) =>
      property(pool, 'AdminCreateUserConfig', 'AllowAdminCreateUserOnly') === true &&
      property(pool, 'MfaConfiguration') === 'ON' &&
      JSON.stringify(property(pool, 'EnabledMfas')) === '["SOFTWARE_TOKEN_MFA"]' &&
      property(pool, 'UserPoolAddOns', 'AdvancedSecurityMode') === 'ENFORCED' &&
      Number(property(pool, 'Policies', 'PasswordPolicy', 'MinimumLength')) >= 14,
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    says: 'the application redeems a code for a token and nothing more, and nobody writes the own practices',
    holds: (client) =>
      JSON.stringify(property(client, 'AllowedOAuthFlows')) === '["code"]' &&
      JSON.stringify(property(client, 'AllowedOAuthScopes')) === '["openid"]' &&
      property(client, 'GenerateSecret') === false &&
      list(property(client, 'ReadAttributes')).includes('custom:practices') &&
      JSON.stringify(property(client, 'WriteAttributes')) === '["name"]',
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'an entry of the audit trail can be added and read, never changed or taken away',
    holds: (policy, stage) => {
      const audit = stage.ofType('AWS::DynamoDB::Table').find(({ path }) => path.includes('/Audit/'));
      return statements(policy)
        .filter((one) => audit !== undefined && refersTo(one['Resource'], audit))
        .flatMap((one) => list(one['Action']))
        .filter((action) => String(action).startsWith('dynamodb:'))
        .every((action) => action === 'dynamodb:PutItem' || action === 'dynamodb:Query');
    },
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    says: 'a state machine is traced, logged without data, and watched by an alarm',
    holds: (machine, stage) =>
      property(machine, 'TracingConfiguration', 'Enabled') === true &&
      property(machine, 'LoggingConfiguration', 'IncludeExecutionData') === false &&
      stage.ofType('AWS::CloudWatch::Alarm').some((alarm) => refersTo(property(alarm, 'Metrics'), machine)),
  },
  {
    type: 'AWS::Events::Rule',
    says: 'an event that cannot be delivered goes to a dead-letter queue',
    holds: (rule, stage) =>
      list(property(rule, 'Targets')).every((target) =>
        stage
          .ofType('AWS::SQS::Queue')
          .some(
            (queue) => isDeadLetterQueue(queue) && refersTo(get(target, 'DeadLetterConfig', 'Arn'), queue),
          ),
      ),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'a permission has no wildcard in its actions',
    holds: (policy) =>
      statements(policy).every((statement) =>
        list(statement['Action']).every((action) => !String(action).includes('*')),
      ),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'a permission names its resource, where AWS defines one',
    holds: (policy) =>
      statements(policy)
        .filter((statement) => list(statement['Resource']).includes('*'))
        .every((statement) =>
          list(statement['Action']).every((action) => actionsWithoutResource.has(String(action))),
        ),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'a permission to objects ends at a prefix',
    holds: (policy) =>
      statements(policy)
        .filter((statement) =>
          list(statement['Action']).some((action) => /^s3:.*Object/.test(String(action))),
        )
        .every((statement) =>
          list(statement['Resource']).every((resource) =>
            /\/(?:upload|practice|bank|payments|proofs|cutover|answer|inbound|outbound|chunks|statements|practices|visits|visit-documents|cards|reference|reference-files|reference-answer|code-sets|facts|dimensions|identified|staged|results\/application)\/\*"\]\]\}$/.test(
              JSON.stringify(resource),
            ),
          ),
        ),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'only what sends, receives, posts, proves and shows for every practice reaches files of training practices',
    holds: (policy) =>
      /\/(?:RequestEligibility|SubmitClaim|ReceiveExchangeFile|ValidateRemittance|ProveRemittance|ReadFiles|ReadTasks|WorkTask)Role\//.test(
        policy.path,
      ) === statements(policy).some((statement) => JSON.stringify(statement).includes('/training/')),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'who may read a practice may read its document where that is too long for the table',
    holds: (policy, stage) => {
      const readsPractices = statements(policy).some(
        (statement) =>
          list(statement['Action']).includes('dynamodb:GetItem') &&
          !isOfPlatform(statement) &&
          stage
            .ofType('AWS::DynamoDB::Table')
            .some((table) => table.path.includes('/Practices/') && refersTo(statement['Resource'], table)),
      );
      const readsDocuments = statements(policy).some(
        (statement) =>
          list(statement['Action']).includes('s3:GetObject') &&
          JSON.stringify(statement['Resource']).includes('/practices/*'),
      );
      return !readsPractices || readsDocuments;
    },
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    says: 'a policy fits the 6,144 characters that IAM allows',
    holds: (policy) => JSON.stringify(property(policy, 'PolicyDocument')).length < 6144 * 2,
  },
  {
    type: 'AWS::IAM::Role',
    says: 'a role is taken by one service, or by itself, and has no inline policy',
    holds: (role) =>
      property(role, 'Policies') === undefined &&
      list(property(role, 'AssumeRolePolicyDocument', 'Statement')).every(
        (statement) =>
          typeof get(statement, 'Principal', 'Service') === 'string' ||
          JSON.stringify(get(statement, 'Condition', 'ArnEquals', 'aws:PrincipalArn'))?.includes(
            `:role/${String(property(role, 'RoleName'))}"`,
          ),
      ),
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    says: 'an alarm names a heading of the runbook and tells the topic',
    holds: (alarm, stage) => {
      const heading = /See "(?<heading>[^"]+)" in docs\/runbook\.md\.$/.exec(
        String(property(alarm, 'AlarmDescription')),
      )?.groups?.['heading'];
      return (
        runbookHeadings.some((one) => one === heading) &&
        stage.ofType('AWS::SNS::Topic').some((topic) => refersTo(property(alarm, 'AlarmActions'), topic))
      );
    },
  },
  {
    type: 'AWS::SNS::Topic',
    says: "the topic of the alarms is encrypted with the customer's key",
    holds: (topic, stage) => isEncrypted(property(topic, 'KmsMasterKeyId'), stage),
  },
];

const stages = new Map<string, SynthesisedStage>();

/** Each stage is synthesised once for all tests of this file. */
function stageOf(settings: StageSettings): SynthesisedStage {
  const stage = stages.get(settings.stage) ?? synthesisedStage(settings);
  stages.set(settings.stage, stage);
  return stage;
}

describe.each([
  { name: 'development', settings: development },
  { name: 'production', settings: production },
])('The templates of $name', ({ settings }) => {
  let stage: SynthesisedStage;
  beforeAll(() => {
    stage = stageOf(settings);
  });

  test.each(policies)('$type: $says', ({ type, holds }) => {
    const resources = stage.ofType(type).filter((resource) => !isSiteDeployment(resource));
    expect(resources, `there is a ${type}`).not.toEqual([]);
    expect(resources.filter((resource) => !holds(resource, stage)).map((resource) => resource.path)).toEqual(
      [],
    );
  });

  test('hold no acknowledgement of a finding that is not there', () => {
    expect(stage.unused.map(({ finding }) => String(finding))).toEqual([]);
  });

  test('know no account and need no lookup', () => {
    for (const { template } of stage.stacks) {
      expect(JSON.stringify(template)).not.toMatch(/:\d{12}:/);
    }
  });

  test('fit into a stack each', () => {
    for (const { template } of stage.stacks) {
      // CloudFormation takes 500.
      expect(Object.keys(template.Resources).length).toBeLessThan(485);
      expect(JSON.stringify(template).length).toBeLessThan(900_000);
    }
  });

  test('deploy every function that has a handler, and no other', () => {
    const deployed = stage
      .ofType('AWS::Lambda::Function')
      .filter((lambda) => !isSiteDeployment(lambda))
      .map((lambda) => property(lambda, 'Environment', 'Variables', 'POWERTOOLS_SERVICE_NAME'));
    // A stage that says no sender sends nothing.
    const mails = settings.reportMail === undefined ? ['send-report-mails'] : [];
    expect(new Set([...deployed, ...mails])).toEqual(new Set(functionNames()));
  });

  test('carry the name of their stage as a tag, by which the command line finds them', () => {
    expect(stage.stacks.map(({ tags }) => tags['claimwright:stage'])).toEqual(
      stage.stacks.map(() => settings.stage),
    );
  });

  test('tell the command line what it needs by stable names', () => {
    const outputs = stage.stacks.flatMap(({ template }) => Object.keys(template.Outputs));
    const callable = [
      'work-task',
      'restart-leg',
      'resume-run',
      'load-practice',
      'take-over-claims',
      'read-claims',
      'read-tasks',
      'read-ledger',
      'read-accounts',
      'read-exchange',
      'read-bank',
      'match-bank-entry',
      'read-patients',
      'link-patients',
      'read-code-sets',
    ];
    expect(outputs).toEqual(
      expect.arrayContaining([
        'ClaimsTableName',
        'UploadBucketName',
        'ExchangeBucketName',
        'DocumentBucketName',
        ...callable.map((name) => `${pascalCase(name)}FunctionName`),
      ]),
    );
  });

  test.each(['split-upload', 'receive-exchange-file', 'validate-remittance', 'load-code-set'])(
    'let %s read the version of a file that it was told of',
    (name) => {
      const permissions = stage
        .ofType('AWS::IAM::ManagedPolicy')
        .find(({ path: where }) => where.includes(`/${pascalCase(name)}Role/`));
      const actions = (permissions === undefined ? [] : statements(permissions)).flatMap((statement) =>
        list(statement['Action']),
      );
      expect(actions).toEqual(expect.arrayContaining(['s3:GetObject', 's3:GetObjectVersion']));
    },
  );

  test.each(['work-task', 'read-tasks'])(
    'let %s read remittances that came on paper, and only read them, when their chunks are gone',
    (name) => {
      const permissions = stage
        .ofType('AWS::IAM::ManagedPolicy')
        .find(({ path: where }) => where.includes(`/${pascalCase(name)}Role/`));
      const actions = (permissions === undefined ? [] : statements(permissions))
        .filter((statement) => JSON.stringify(statement['Resource']).includes('/payments/*'))
        .flatMap((statement) => list(statement['Action']));
      expect(actions).toEqual(['s3:GetObject']);
    },
  );

  test.each([
    ['close-periods', 'dynamodb:ConditionCheckItem', '/Ledger/'],
    ['validate-remittance', 'dynamodb:PutItem', '/Ledger/'],
    ['close-remittance', 'dynamodb:GetItem', '/Ledger/'],
  ])('let %s (%s) guard the days that it works on', (name, action, table) => {
    const permissions = stage
      .ofType('AWS::IAM::ManagedPolicy')
      .find(({ path: where }) => where.includes(`/${pascalCase(name)}Role/`));
    const ledger = stage.ofType('AWS::DynamoDB::Table').find(({ path: where }) => where.includes(table));
    const allowed = (permissions === undefined ? [] : statements(permissions)).filter(
      (statement) =>
        list(statement['Action']).includes(action) &&
        ledger !== undefined &&
        refersTo(statement['Resource'], ledger),
    );
    expect(allowed).not.toEqual([]);
  });

  test.each([
    ['what was done for a patient', '/Claims/', 'dynamodb:Query'],
    ['under which numbers the patient is known', '/Practices/', 'dynamodb:GetItem'],
  ])('let scrub-claim read %s', (_, path, action) => {
    const permissions = stage
      .ofType('AWS::IAM::ManagedPolicy')
      .find(({ path: where }) => where.includes('/ScrubClaimRole/'));
    const table = stage.ofType('AWS::DynamoDB::Table').find(({ path: where }) => where.includes(path));
    const allowed = (permissions === undefined ? [] : statements(permissions)).filter(
      (statement) =>
        list(statement['Action']).includes(action) &&
        table !== undefined &&
        refersTo(statement['Resource'], table),
    );
    expect(allowed).not.toEqual([]);
  });

  test('let resume-run start the machines that it continues, and nothing else', () => {
    const permissions = stage
      .ofType('AWS::IAM::ManagedPolicy')
      .find(({ path: where }) => where.includes('/ResumeRunRole/'));
    const started = (permissions === undefined ? [] : statements(permissions))
      .filter((statement) => list(statement['Action']).includes('states:StartExecution'))
      .flatMap((statement) => list(statement['Resource']));
    const machines = stage
      .ofType('AWS::StepFunctions::StateMachine')
      .filter((machine) => refersTo(started, machine))
      .map(({ logicalId }) => logicalId);
    for (const name of ['EncounterIntake', 'RemittancePosting']) {
      expect(machines).toContainEqual(expect.stringContaining(name));
    }
    expect(started).toHaveLength(2);
  });

  test('let a service use the key only for this account', () => {
    const [key] = stage.ofType('AWS::KMS::Key');
    const services = list(property(key as FoundResource, 'KeyPolicy', 'Statement')).filter(
      (statement) => get(statement, 'Principal', 'Service') !== undefined,
    );
    expect(services).not.toEqual([]);
    expect(services.filter((statement) => get(statement, 'Condition') === undefined)).toEqual([]);
  });
});

describe('Production', () => {
  test('keeps what holds data when a stack is deleted', () => {
    const stage = stageOf(production);
    const stateful = new Set([
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::KMS::Key',
      'AWS::Backup::BackupVault',
    ]);
    const lost = stage.resources.filter(
      (resource) =>
        stateful.has(resource.Type) &&
        !holdsTheSite(resource) &&
        (resource.DeletionPolicy !== 'Retain' || resource.UpdateReplacePolicy !== 'Retain'),
    );
    expect(lost.map(({ path }) => path)).toEqual([]);
    expect(
      stage
        .ofType('AWS::DynamoDB::Table')
        .filter((table) => property(table, 'DeletionProtectionEnabled') !== true),
    ).toEqual([]);
  });
});

describe('The application of staff', () => {
  let stage: SynthesisedStage;
  beforeAll(() => {
    stage = stageOf(development);
  });
  const only = (type: string): FoundResource => {
    const [resource, ...others] = stage.ofType(type);
    if (resource === undefined || others.length > 0) {
      throw new Error(`Found ${others.length + (resource === undefined ? 0 : 1)} of ${type}; expected one`);
    }
    return resource;
  };

  test('may run only its own scripts and styles, and call only itself and the sign-in pages', () => {
    const policy = property(
      only('AWS::CloudFront::ResponseHeadersPolicy'),
      'ResponseHeadersPolicyConfig',
      'SecurityHeadersConfig',
      'ContentSecurityPolicy',
      'ContentSecurityPolicy',
    );
    const directives = JSON.stringify(policy);
    expect(directives).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:",
    );
    expect(directives).toContain("frame-ancestors 'none'");
    // A picture of a card is fetched with the token and shown from memory; nothing else comes from there.
    expect(directives.replace("img-src 'self' blob:", '')).not.toMatch(/unsafe|\*|data:|blob:/);
    expect(refersTo(policy, only('AWS::Cognito::UserPoolDomain'))).toBe(true);
  });

  test('has its API under the same address, which is kept nowhere and gets the token', () => {
    const behavior = property(
      only('AWS::CloudFront::Distribution'),
      'DistributionConfig',
      'CacheBehaviors',
      0,
    ) as Readonly<Record<string, unknown>>;
    expect(behavior).toMatchObject({
      PathPattern: '/api/*',
      // AWS's own policies: nothing is cached; every header but Host is handed on.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
    expect(behavior['AllowedMethods']).toContain('POST');
  });

  test('is where the sign-in pages send people back, and nowhere else', () => {
    const client = only('AWS::Cognito::UserPoolClient');
    const callbacks = property(client, 'CallbackURLs');
    expect(callbacks).toEqual(property(client, 'LogoutURLs'));
    expect(list(callbacks)).toHaveLength(1);
    expect(refersTo(callbacks, only('AWS::CloudFront::Distribution'))).toBe(true);
  });

  test('is read from its bucket by the distribution alone', () => {
    const bucket = stage.ofType('AWS::S3::Bucket').find(holdsTheSite) as FoundResource;
    const readers = stage
      .ofType('AWS::S3::BucketPolicy')
      .filter((policy) => refersTo(property(policy, 'Bucket'), bucket))
      .flatMap(statements)
      .filter((statement) => statement['Effect'] === 'Allow');
    expect(readers).toHaveLength(1);
    expect(readers[0]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    expect(readers[0]?.['Condition']).toBeDefined();
  });

  test('is copied before the page that loads it, and takes no file of an older page away', () => {
    const copies = stage.ofType('Custom::CDKBucketDeployment');
    expect(copies.map((copy) => property(copy, 'Prune'))).toEqual([false, false]);
    const page = copies.find((copy) => JSON.stringify(property(copy, 'SystemMetadata')).includes('no-cache'));
    const assets = copies.find((copy) =>
      JSON.stringify(property(copy, 'SystemMetadata')).includes('immutable'),
    );
    expect(JSON.stringify(page?.['DependsOn'])).toContain(assets?.logicalId);
  });
});

describe('The runbook', () => {
  const runbook = readFileSync(path.join(root, 'docs/runbook.md'), 'utf8');
  const sections = runbook.split(/^## /m).slice(1);

  const headings = [...runbookHeadings, ...commandHeadings];

  test('has one heading for every alarm and for what a command finds, and none for an alarm that is not there', () => {
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(headings);
  });

  test.each(headings)('says under "%s" what it means, its effect and what to do', (heading) => {
    const section = sections.find((candidate) => candidate.startsWith(`${heading}\n`)) ?? '';
    const parts = [...section.matchAll(/^### (?<title>.+)$/gm)].map((match) => match.groups?.['title']);
    expect(parts).toEqual(['What it means', 'Effect on the practice', 'What to do']);
    expect(z.string().min(300).safeParse(section).success).toBe(true);
  });
});

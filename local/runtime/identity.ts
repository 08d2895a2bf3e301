import { createHash } from 'node:crypto';
import type { JsonObject } from './service.ts';

/** Where a resource would live, as far as its names depend on it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The runtime's URL, for the attributes that are URLs (a queue's). No trailing slash. */
  readonly endpoint: string;
  readonly stackName: string;
  readonly logicalId: string;
}

/** What CloudFormation answers for a resource: its Ref, its ARN and its other attributes. */
export interface Identity {
  /** The name or id that the service knows it by. */
  readonly name: string;
  readonly ref: string;
  readonly arn: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads one property of the resource, resolved; only what a name depends on is asked for. */
export type ReadProperty = (name: string) => unknown;

function digest(place: Place): string {
  return createHash('sha256').update(`${place.stackName}/${place.logicalId}`).digest('hex');
}

/** A name as CloudFormation makes them, stack, logical id and a hash, but the same at every start. */
function generatedName(place: Place, longest: number): string {
  const suffix = digest(place).slice(0, 12).toUpperCase();
  const room = longest - suffix.length - 1;
  const stem = `${place.stackName}-${place.logicalId}`;
  if (stem.length <= room) {
    return `${stem}-${suffix}`;
  }
  const half = Math.floor((room - 1) / 2);
  return `${place.stackName.slice(0, half)}-${place.logicalId.slice(0, room - 1 - Math.min(half, place.stackName.length))}-${suffix}`;
}

function generatedUuid(place: Place): string {
  const hex = digest(place);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An id of so many characters of an alphabet, as the services of the public edge make them, the same at every start. */
function generatedId(place: Place, length: number, alphabet: string): string {
  const bytes = createHash('sha512').update(`${place.stackName}/${place.logicalId}`).digest();
  return Array.from(bytes.subarray(0, length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

const digits = '0123456789';
const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const upperCase = lowerCase.toUpperCase();

function given(property: ReadProperty, name: string): string | undefined {
  const value = property(name);
  return typeof value === 'string' ? value : undefined;
}

/** The Name inside a property that is an object. */
function givenIn(property: ReadProperty, name: string): string | undefined {
  const value = property(name);
  return typeof value === 'object' && value !== null && 'Name' in value && typeof value.Name === 'string'
    ? value.Name
    : undefined;
}

type Identify = (place: Place, property: ReadProperty) => Identity;

function arnOf(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

const identifyTable: Identify = (place, property) => {
  const name = given(property, 'TableName') ?? generatedName(place, 255);
  const arn = arnOf(place, 'dynamodb', `table/${name}`);
  return {
    name,
    ref: name,
    arn,
    // The label of a stream is the time of its making on AWS; here it must be the same at every start.
    attributes: {
      Arn: arn,
      StreamArn: `${arn}/stream/2024-01-01T00:00:00.000`,
      TableId: generatedUuid(place),
    },
  };
};

/** An IAM name with its path, as the ARN has it. */
const iamArn = (place: Place, kind: string, path: string, name: string): string =>
  `arn:${place.partition}:iam::${place.account}:${kind}${path}${name}`;

const identifyNamed =
  (
    service: string,
    prefix: string,
    nameProperty: string,
    longest: number,
    refIs: 'name' | 'arn' = 'name',
  ): Identify =>
  (place, property) => {
    const name = given(property, nameProperty) ?? generatedName(place, longest);
    const arn = arnOf(place, service, `${prefix}${name}`);
    return { name, ref: refIs === 'name' ? name : arn, arn, attributes: { Arn: arn, Name: name } };
  };

/** A part of an HTTP API: a short id, which is also its `Ref`. */
const identifyApiPart =
  (attribute: string): Identify =>
  (place) => {
    const id = generatedId(place, 7, digits + lowerCase);
    return { name: id, ref: id, arn: undefined, attributes: { [attribute]: id } };
  };

/** A policy or other setting of CloudFront that behaviours refer to by its id. */
const identifyEdgeSetting: Identify = (place) => {
  const id = generatedUuid(place);
  return { name: id, ref: id, arn: undefined, attributes: { Id: id } };
};

const identifiers: Readonly<Record<string, Identify>> = {
  'AWS::ApiGatewayV2::Api': (place) => {
    const id = generatedId(place, 10, digits + lowerCase);
    const arn = `arn:${place.partition}:apigateway:${place.region}::/apis/${id}`;
    const endpoint = `https://${id}.execute-api.${place.region}.amazonaws.com`;
    return { name: id, ref: id, arn, attributes: { ApiId: id, ApiEndpoint: endpoint } };
  },
  'AWS::ApiGatewayV2::Stage': (place, property) => {
    const name = given(property, 'StageName') ?? generatedName(place, 128);
    const arn = `arn:${place.partition}:apigateway:${place.region}::/apis/${String(property('ApiId'))}/stages/${name}`;
    return { name, ref: name, arn, attributes: { Id: name } };
  },
  'AWS::ApiGatewayV2::Route': identifyApiPart('RouteId'),
  'AWS::ApiGatewayV2::Integration': identifyApiPart('IntegrationId'),
  'AWS::ApiGatewayV2::Authorizer': identifyApiPart('AuthorizerId'),
  'AWS::ApiGatewayV2::Deployment': identifyApiPart('DeploymentId'),
  'AWS::Cognito::UserPool': (place) => {
    const id = `${place.region}_${generatedId(place, 9, digits + lowerCase + upperCase)}`;
    const arn = arnOf(place, 'cognito-idp', `userpool/${id}`);
    const provider = `cognito-idp.${place.region}.amazonaws.com/${id}`;
    return {
      name: id,
      ref: id,
      arn,
      attributes: { Arn: arn, UserPoolId: id, ProviderName: provider, ProviderURL: `https://${provider}` },
    };
  },
  'AWS::Cognito::UserPoolClient': (place) => {
    const id = generatedId(place, 26, digits + lowerCase);
    return { name: id, ref: id, arn: undefined, attributes: { ClientId: id } };
  },
  'AWS::Cognito::UserPoolGroup': (place, property) => {
    const name = given(property, 'GroupName') ?? generatedName(place, 128);
    return { name, ref: name, arn: undefined, attributes: {} };
  },
  'AWS::Cognito::UserPoolDomain': (_place, property) => {
    const name = String(property('Domain'));
    return { name, ref: name, arn: undefined, attributes: {} };
  },
  'AWS::CloudFront::Distribution': (place) => {
    const id = `E${generatedId(place, 13, digits + upperCase)}`;
    return {
      name: id,
      ref: id,
      arn: `arn:${place.partition}:cloudfront::${place.account}:distribution/${id}`,
      attributes: {
        Id: id,
        DomainName: `d${generatedId(place, 13, digits + lowerCase)}.cloudfront.net`,
      },
    };
  },
  'AWS::CloudFront::OriginAccessControl': (place) => {
    const id = `E${generatedId(place, 13, digits + upperCase)}`;
    return { name: id, ref: id, arn: undefined, attributes: { Id: id } };
  },
  'AWS::CloudFront::ResponseHeadersPolicy': identifyEdgeSetting,
  'AWS::CloudFront::CachePolicy': identifyEdgeSetting,
  'AWS::CloudFront::OriginRequestPolicy': identifyEdgeSetting,
  'AWS::CloudFront::Function': (place, property) => {
    const name = given(property, 'Name') ?? generatedName(place, 64);
    const arn = `arn:${place.partition}:cloudfront::${place.account}:function/${name}`;
    return {
      name,
      ref: arn,
      arn,
      attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' },
    };
  },
  'AWS::DynamoDB::Table': identifyTable,
  'AWS::DynamoDB::GlobalTable': identifyTable,
  'AWS::SQS::Queue': (place, property) => {
    const fifo = property('FifoQueue') === true || property('FifoQueue') === 'true';
    const name =
      given(property, 'QueueName') ?? (fifo ? `${generatedName(place, 75)}.fifo` : generatedName(place, 80));
    const arn = arnOf(place, 'sqs', name);
    const url = `${place.endpoint}/${place.account}/${name}`;
    return { name, ref: url, arn, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
  'AWS::S3::Bucket': (place, property) => {
    const name =
      given(property, 'BucketName') ??
      generatedName(place, 63)
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]/g, '-');
    const arn = `arn:${place.partition}:s3:::${name}`;
    return {
      name,
      ref: name,
      arn,
      attributes: {
        Arn: arn,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
        DualStackDomainName: `${name}.s3.dualstack.${place.region}.amazonaws.com`,
        WebsiteURL: `http://${name}.s3-website-${place.region}.amazonaws.com`,
      },
    };
  },
  'AWS::KMS::Key': (place) => {
    const name = generatedUuid(place);
    const arn = arnOf(place, 'kms', `key/${name}`);
    return { name, ref: name, arn, attributes: { Arn: arn, KeyId: name } };
  },
  'AWS::KMS::Alias': (place, property) => {
    const name = given(property, 'AliasName') ?? `alias/${generatedName(place, 200)}`;
    return { name, ref: name, arn: arnOf(place, 'kms', name), attributes: {} };
  },
  'AWS::IAM::Role': (place, property) => {
    const name = given(property, 'RoleName') ?? generatedName(place, 64);
    const arn = iamArn(place, 'role', given(property, 'Path') ?? '/', name);
    return {
      name,
      ref: name,
      arn,
      attributes: { Arn: arn, RoleId: `AROA${digest(place).slice(0, 17).toUpperCase()}` },
    };
  },
  'AWS::IAM::ManagedPolicy': (place, property) => {
    const name = given(property, 'ManagedPolicyName') ?? generatedName(place, 128);
    const arn = iamArn(place, 'policy', given(property, 'Path') ?? '/', name);
    return { name, ref: arn, arn, attributes: { PolicyArn: arn } };
  },
  'AWS::IAM::Policy': (place, property) => {
    const name = given(property, 'PolicyName') ?? generatedName(place, 128);
    return { name, ref: name, arn: undefined, attributes: { Id: name } };
  },
  'AWS::Lambda::Function': identifyNamed('lambda', 'function:', 'FunctionName', 64),
  'AWS::Lambda::Version': (_place, property) => {
    const target = String(property('FunctionName'));
    const arn = target.startsWith('arn:') ? target : arnOf(_place, 'lambda', `function:${target}`);
    return {
      name: `${target}:1`,
      ref: `${arn}:1`,
      arn: `${arn}:1`,
      attributes: { FunctionArn: `${arn}:1`, Version: '1' },
    };
  },
  'AWS::Lambda::Alias': (place, property) => {
    const target = String(property('FunctionName'));
    const arn = `${target.startsWith('arn:') ? target : arnOf(place, 'lambda', `function:${target}`)}:${String(property('Name'))}`;
    return { name: String(property('Name')), ref: arn, arn, attributes: { AliasArn: arn } };
  },
  'AWS::Lambda::EventSourceMapping': (place) => {
    const name = generatedUuid(place);
    const arn = arnOf(place, 'lambda', `event-source-mapping:${name}`);
    return { name, ref: name, arn, attributes: { Id: name, EventSourceMappingArn: arn } };
  },
  'AWS::StepFunctions::StateMachine': (place, property) => {
    const name = given(property, 'StateMachineName') ?? generatedName(place, 80);
    const arn = arnOf(place, 'states', `stateMachine:${name}`);
    return {
      name,
      ref: arn,
      arn,
      attributes: { Arn: arn, Name: name, StateMachineRevisionId: digest(place).slice(0, 32) },
    };
  },
  'AWS::Events::Rule': (place, property) => {
    const name = given(property, 'Name') ?? generatedName(place, 64);
    const bus = (given(property, 'EventBusName') ?? 'default').replace(/^.*event-bus\//, '');
    const arn = arnOf(place, 'events', bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`);
    return { name, ref: bus === 'default' ? name : `${bus}|${name}`, arn, attributes: { Arn: arn } };
  },
  'AWS::Events::EventBus': identifyNamed('events', 'event-bus/', 'Name', 256),
  'AWS::Events::Archive': identifyNamed('events', 'archive/', 'ArchiveName', 48),
  'AWS::Scheduler::ScheduleGroup': identifyNamed('scheduler', 'schedule-group/', 'Name', 64),
  'AWS::Scheduler::Schedule': (place, property) => {
    const name = given(property, 'Name') ?? generatedName(place, 64);
    const arn = arnOf(place, 'scheduler', `schedule/${given(property, 'GroupName') ?? 'default'}/${name}`);
    return { name, ref: name, arn, attributes: { Arn: arn } };
  },
  'AWS::Logs::LogGroup': (place, property) => {
    const name = given(property, 'LogGroupName') ?? generatedName(place, 512);
    const arn = arnOf(place, 'logs', `log-group:${name}:*`);
    return { name, ref: name, arn, attributes: { Arn: arn } };
  },
  'AWS::SNS::Topic': (place, property) => {
    const name = given(property, 'TopicName') ?? generatedName(place, 256);
    const arn = arnOf(place, 'sns', name);
    return { name, ref: arn, arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::CloudWatch::Alarm': identifyNamed('cloudwatch', 'alarm:', 'AlarmName', 255),
  'AWS::CloudWatch::CompositeAlarm': identifyNamed('cloudwatch', 'alarm:', 'AlarmName', 255),
  'AWS::CloudWatch::Dashboard': identifyNamed('cloudwatch', 'dashboard/', 'DashboardName', 255),
  'AWS::Glue::Database': (place, property) => {
    const name = givenIn(property, 'DatabaseInput') ?? generatedName(place, 255).toLowerCase();
    return { name, ref: name, arn: arnOf(place, 'glue', `database/${name}`), attributes: {} };
  },
  'AWS::Glue::Table': (place, property) => {
    const name = givenIn(property, 'TableInput') ?? generatedName(place, 255).toLowerCase();
    const table = `table/${String(property('DatabaseName'))}/${name}`;
    return { name, ref: name, arn: arnOf(place, 'glue', table), attributes: {} };
  },
  'AWS::Athena::WorkGroup': identifyNamed('athena', 'workgroup/', 'Name', 128),
  'AWS::Athena::NamedQuery': (place) => {
    const id = generatedUuid(place);
    return { name: id, ref: id, arn: undefined, attributes: { NamedQueryId: id } };
  },
  'AWS::Athena::PreparedStatement': (_place, property) => {
    const name = String(property('StatementName'));
    return { name, ref: name, arn: undefined, attributes: {} };
  },
  'AWS::SES::EmailIdentity': (place, property) => {
    const name = given(property, 'EmailIdentity') ?? '';
    return { name, ref: name, arn: arnOf(place, 'ses', `identity/${name}`), attributes: {} };
  },
  'AWS::SES::ConfigurationSet': (place, property) => {
    const name = given(property, 'Name') ?? generatedName(place, 64);
    return { name, ref: name, arn: arnOf(place, 'ses', `configuration-set/${name}`), attributes: {} };
  },
  'AWS::SSM::Parameter': (place, property) => {
    const name = given(property, 'Name') ?? generatedName(place, 255);
    const value = String(property('Value'));
    return {
      name,
      ref: name,
      arn: arnOf(place, 'ssm', `parameter/${name.replace(/^\//, '')}`),
      attributes: { Value: value },
    };
  },
};

/**
 * What `Ref` and `Fn::GetAtt` answer for a resource. A type that only stands in the template (alarms, for
 * example) gets a generated name and an ARN of the usual form, for nothing here ever calls it.
 */
export function identify(type: string, place: Place, property: ReadProperty): Identity {
  const identifier = identifiers[type];
  if (identifier !== undefined) {
    return identifier(place, property);
  }
  const name = generatedName(place, 128);
  const [, service = 'custom', kind = 'resource'] = type.toLowerCase().split('::');
  return { name, ref: name, arn: arnOf(place, service, `${kind}/${name}`), attributes: {} };
}

/** Whether the attributes of the type are known exactly; of the others an attribute is only a stand-in. */
export function isIdentityExact(type: string): boolean {
  return type in identifiers;
}

/** A resource of the template with every expression resolved. */
export interface Resource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The construct path, when the application wrote it; else stack and logical id. */
  readonly path: string;
  readonly identity: Identity;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** The absolute folder or file of its asset, from `aws:asset:path`. */
  readonly assetPath: string | undefined;
}

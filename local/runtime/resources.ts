import type { Resource } from './identity.ts';

/** What becomes of a resource type on one machine. */
type Treatment =
  | { readonly kind: 'served'; readonly by: string }
  | { readonly kind: 'inert'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

const served = (by: string): Treatment => ({ kind: 'served', by });
const inert = (reason: string): Treatment => ({ kind: 'inert', reason });

const catalogueUpkeep = 'It keeps up a catalogue of an AWS account; here tables come from the template.';
const grants =
  'Who may see which rows and columns is weighed by Lake Formation on AWS only; here by the roles and by the function that asks.';
const publicEdge =
  'Names, certificates and firewalls belong to the public edge; one machine has loopback ports.';
const audit = 'It watches an AWS account; one machine has none.';
const alerting = 'Nobody is called from one machine; counters and logs say what the alarm would have read.';

const treatments: Readonly<Record<string, Treatment>> = {
  'AWS::DynamoDB::Table': served('dynamodb'),
  'AWS::SQS::Queue': served('sqs'),
  'AWS::SQS::QueuePolicy': served('iam'),
  'AWS::S3::Bucket': served('s3'),
  'AWS::S3::BucketPolicy': served('iam'),
  'AWS::KMS::Key': served('kms'),
  'AWS::KMS::Alias': served('kms'),
  'AWS::IAM::Role': served('iam'),
  'AWS::IAM::Policy': served('iam'),
  'AWS::IAM::ManagedPolicy': served('iam'),
  'AWS::Lambda::Function': served('lambda'),
  'AWS::Lambda::Version': served('lambda'),
  'AWS::Lambda::Alias': served('lambda'),
  'AWS::Lambda::Permission': served('iam'),
  'AWS::Lambda::EventSourceMapping': served('lambda'),
  'AWS::Lambda::EventInvokeConfig': served('lambda'),
  'AWS::StepFunctions::StateMachine': served('states'),
  'AWS::Events::EventBus': served('events'),
  'AWS::Events::Rule': served('events'),
  'AWS::Scheduler::Schedule': served('events'),
  'AWS::Scheduler::ScheduleGroup': served('events'),
  'AWS::ApiGatewayV2::Api': served('apigateway'),
  'AWS::ApiGatewayV2::Stage': served('apigateway'),
  'AWS::ApiGatewayV2::Route': served('apigateway'),
  'AWS::ApiGatewayV2::Integration': served('apigateway'),
  'AWS::ApiGatewayV2::Authorizer': served('apigateway'),
  'AWS::Cognito::UserPool': served('cognito-idp'),
  'AWS::Cognito::UserPoolClient': served('cognito-idp'),
  'AWS::Cognito::UserPoolGroup': served('cognito-idp'),
  'AWS::Cognito::UserPoolDomain': served('cognito-idp'),
  'AWS::Glue::Database': served('glue'),
  'AWS::Glue::Table': served('glue'),
  'AWS::Athena::WorkGroup': served('athena'),
  'AWS::Athena::NamedQuery': served('athena'),
  'AWS::Athena::PreparedStatement': served('athena'),
  'AWS::LakeFormation::Resource': served('athena'),
  'AWS::SES::EmailIdentity': served('ses'),
  'AWS::SES::ConfigurationSet': served('ses'),
  'AWS::CloudFront::Distribution': served('cloudfront'),
  'AWS::CloudFront::OriginAccessControl': served('cloudfront'),
  'AWS::CloudFront::ResponseHeadersPolicy': served('cloudfront'),
  'AWS::CloudFront::CachePolicy': served('cloudfront'),
  'AWS::CloudFront::OriginRequestPolicy': served('cloudfront'),
  'AWS::CloudFront::Function': served('cloudfront'),

  'AWS::ApiGatewayV2::Deployment': inert('What the template says of an API is served at once.'),
  'AWS::Lambda::LayerVersion': inert(
    'Only helpers of the deployment have layers, and their work is done here without them.',
  ),
  'AWS::Events::Archive': inert('An archive is replayed on AWS; here the whole data folder can be copied.'),
  'AWS::Events::EventBusPolicy': inert('Only this account puts events on one machine.'),
  'AWS::CDK::Metadata': inert('It only tells AWS which constructs were used.'),
  'AWS::Logs::LogGroup': inert(
    "Each function's log is a file of the data folder; the function does not need a group.",
  ),
  'AWS::Logs::LogStream': inert("Each function's log is a file of the data folder."),
  'AWS::Logs::ResourcePolicy': inert('Logs are files of the data folder.'),
  'AWS::Logs::MetricFilter': inert('Logs are files of the data folder; nothing counts their lines.'),
  'AWS::Logs::SubscriptionFilter': inert('Logs are files of the data folder; nothing forwards them.'),
  'AWS::Logs::QueryDefinition': inert('Logs are files of the data folder.'),
  'AWS::CloudWatch::Alarm': inert(alerting),
  'AWS::CloudWatch::CompositeAlarm': inert(alerting),
  'AWS::CloudWatch::Dashboard': inert('The counters of the runtime take its place.'),
  'AWS::SNS::Topic': inert(alerting),
  'AWS::SNS::TopicPolicy': inert(alerting),
  'AWS::SNS::Subscription': inert(alerting),
  'AWS::CloudTrail::Trail': inert(audit),
  'AWS::Config::ConfigRule': inert(audit),
  'AWS::Budgets::Budget': inert('One machine sends no bill.'),
  'AWS::XRay::Group': inert('Traces are kept on AWS only.'),
  'AWS::SSM::Parameter': inert('Its value reaches whoever refers to it through the template.'),
  'AWS::ResourceGroups::Group': inert(audit),
  'AWS::Backup::BackupPlan': inert('The data folder can be copied while the runtime is stopped.'),
  'AWS::Backup::BackupSelection': inert('The data folder can be copied while the runtime is stopped.'),
  'AWS::Backup::BackupVault': inert('The data folder can be copied while the runtime is stopped.'),
  'AWS::Glue::Crawler': inert(catalogueUpkeep),
  'AWS::Glue::DataCatalogEncryptionSettings': inert(catalogueUpkeep),
  'AWS::Glue::SecurityConfiguration': inert(catalogueUpkeep),
  'AWS::LakeFormation::DataLakeSettings': inert(grants),
  'AWS::LakeFormation::PrincipalPermissions': inert(grants),
  'AWS::LakeFormation::DataCellsFilter': inert(grants),
  'AWS::CertificateManager::Certificate': inert(publicEdge),
  'AWS::Route53::RecordSet': inert(publicEdge),
  'AWS::Route53::HostedZone': inert(publicEdge),
  'AWS::WAFv2::WebACL': inert(publicEdge),
  'AWS::WAFv2::WebACLAssociation': inert(publicEdge),
  'AWS::WAFv2::LoggingConfiguration': inert(publicEdge),

  'Custom::S3AutoDeleteObjects': inert(
    'It empties a bucket when a stack is deleted; here the data folder is deleted whole.',
  ),
  'Custom::S3BucketNotifications': served('s3'),
  'Custom::CDKBucketDeployment': served('s3'),
};

/** Every resource type that is known here, in the order of their names, with who serves it or why it is left out. */
export function knownTypes(): readonly {
  readonly type: string;
  readonly kind: Treatment['kind'];
  readonly detail: string;
}[] {
  return Object.entries(treatments)
    .map(([type, treatment]) => ({
      type,
      kind: treatment.kind,
      detail: treatment.kind === 'served' ? treatment.by : treatment.reason,
    }))
    .sort((left, right) => left.type.localeCompare(right.type));
}

/** Of a function that only CloudFormation calls, for a resource whose work is done here without it. */
const deploymentHelper = inert(
  'CloudFormation calls it for a custom resource; what that asks for is done here, or left out, without it.',
);

/** The ARNs of the functions behind the custom resources of the template. */
function deploymentHelpers(resources: readonly Resource[]): ReadonlySet<unknown> {
  return new Set(
    resources
      .filter(({ type }) => type.startsWith('Custom::') && treatments[type] !== undefined)
      .map(({ properties }) => properties['ServiceToken']),
  );
}

/** The resources without the functions that only CloudFormation calls: those do not run here. */
export function withoutDeploymentHelpers(resources: readonly Resource[]): Resource[] {
  const helpers = deploymentHelpers(resources);
  return resources.filter(
    ({ type, identity }) => type !== 'AWS::Lambda::Function' || !helpers.has(identity.arn ?? ''),
  );
}

/** What becomes of a resource type. A type that is not known is refused: nothing here guesses. */
function treatmentOf(type: string): Treatment {
  return (
    treatments[type] ?? {
      kind: 'refused',
      reason: 'nothing on this machine serves it, and no reason is known why it could be left out.',
    }
  );
}

/** One line of `--explain`. */
interface ExplainedType {
  readonly type: string;
  readonly count: number;
  /** The service that serves it, or the reason it is inert or refused. */
  readonly detail: string;
  readonly paths: readonly string[];
}

export interface Explanation {
  readonly served: readonly ExplainedType[];
  readonly inert: readonly ExplainedType[];
  readonly refused: readonly ExplainedType[];
}

/** The three lists of `start --explain`: each resource type of the application and what becomes of it. */
export function explain(resources: readonly Resource[]): Explanation {
  const lists: Record<Treatment['kind'], ExplainedType[]> = { served: [], inert: [], refused: [] };
  const list = (type: string, treatment: Treatment, members: readonly Resource[]): void => {
    if (members.length > 0) {
      lists[treatment.kind].push({
        type,
        count: members.length,
        detail: treatment.kind === 'served' ? treatment.by : treatment.reason,
        paths: members.map((resource) => resource.path),
      });
    }
  };
  const running = new Set(withoutDeploymentHelpers(resources));
  const byType = Map.groupBy(resources, (resource) => resource.type);
  for (const [type, members] of [...byType].sort(([left], [right]) => left.localeCompare(right))) {
    list(
      type,
      treatmentOf(type),
      members.filter((member) => running.has(member)),
    );
    list(
      type,
      deploymentHelper,
      members.filter((member) => !running.has(member)),
    );
  }
  return lists;
}

/** Stops the start when the application has a resource that would silently be missing. */
export function refuseUnknown(explanation: Explanation): void {
  if (explanation.refused.length > 0) {
    const lines = explanation.refused.map(
      ({ type, detail, paths }) => `${type} (${paths.join(', ')}): ${detail}`,
    );
    throw new Error(
      `The application has resources that one machine cannot run:\n  ${lines.join('\n  ')}\nRemove them from the stage for one machine, or teach local/runtime/resources.ts what becomes of them.`,
    );
  }
}

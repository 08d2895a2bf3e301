import { existsSync } from 'node:fs';
import path from 'node:path';
import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { allow, ClaimsRole } from './claims-role.ts';
import { PracticeRole } from './practice-role.ts';
import type { Foundation } from './foundation.ts';

export interface ClaimsFunctionProps {
  readonly foundation: Foundation;
  /** What it does, one sentence for whoever meets it in the console. */
  readonly does: string;
  readonly timeout: Duration;
  /** Megabytes; processor time grows with them. */
  readonly memorySize?: number;
  /** It works for one practice at a time, under a session that reaches that practice's items alone. */
  readonly perPractice?: true;
}

/**
 * A function of the folder `functions/<name>`: its bundle, a role of its own with nothing in it but its own log and
 * traces, and whatever tables, buckets and queues are then opened to it.
 */
export class ClaimsFunction extends LambdaFunction {
  /** Its folder under `functions/`. */
  readonly verbNoun: string;

  constructor(
    scope: Construct,
    name: string,
    { foundation, does, timeout, memorySize = 512, perPractice }: ClaimsFunctionProps,
  ) {
    const { settings, key, alarms, failedInvocations } = foundation;
    const id = pascalCase(name);
    const logGroup = new LogGroup(scope, `${id}Log`, {
      encryptionKey: key,
      retention: settings.logs.retentionDays,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const roleProps = {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do`,
    };
    const role =
      perPractice === true
        ? new PracticeRole(scope, `${id}Role`, { ...roleProps, settings, verbNoun: name })
        : new ClaimsRole(scope, `${id}Role`, roleProps);
    allow(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    super(scope, id, {
      description: does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(name, foundation.bundleFolder)),
      role,
      timeout,
      memorySize,
      environment: {
        ...foundation.names,
        STAGE: settings.stage,
        USAGE_INDICATOR: settings.usageIndicator,
        ...(perPractice === true && { PRACTICE_ROLE_ARN: role.roleArn }),
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Claimwright',
        POWERTOOLS_LOG_LEVEL: settings.logs.level,
      },
      environmentEncryption: key,
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[settings.logs.level],
      systemLogLevelV2: SystemLogLevel.WARN,
      // Only an asynchronous call ends there: by schedule, or by hand.
      deadLetterQueue: failedInvocations,
    });
    this.verbNoun = name;
    key.allowEncryptAndDecrypt(this);
    alarms.watchErrors(this, name);
  }
}

/** `scrub-claim` is `ScrubClaim` in templates and outputs. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function bundleOf(name: string, bundleFolder: string): string {
  const folder = path.join(bundleFolder, name);
  if (!existsSync(path.join(folder, 'index.js'))) {
    throw new Error(
      `The infrastructure names a function "${name}", but functions/${name}/handler.ts does not exist. Write that handler, or take the function out of infra/constructs.`,
    );
  }
  return folder;
}

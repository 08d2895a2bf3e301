import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Environment } from '#contracts/environment.ts';
import type { ClaimsFunction } from './claims-function.ts';
import { allow, ClaimsRole } from './claims-role.ts';
import type { Foundation } from './foundation.ts';

interface ClaimsStateMachineProps {
  readonly foundation: Foundation;
  /** Its name in alarms and documents, for example `claim-pipeline`. */
  readonly name: string;
  readonly comment: string;
  readonly definition: IChainable;
  /** No execution lives longer; every wait in it is shorter. */
  readonly timeout: Duration;
  /** By which variable functions learn its ARN. */
  readonly variable: keyof Environment;
  /** Whether it has a distributed map, whose items are executions of their own. */
  readonly startsItself?: boolean;
}

/**
 * A Standard state machine with a role of its own. Every event is logged without its data: an execution's input and
 * output stay in its history, which fewer people may read.
 */
export class ClaimsStateMachine extends StateMachine {
  private readonly variable: keyof Environment;

  constructor(scope: Construct, id: string, props: ClaimsStateMachineProps) {
    const { foundation, name, comment, definition, timeout, variable, startsItself = false } = props;
    const { settings, key, alarms } = foundation;
    const role = new ClaimsRole(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `What ${name} may do`,
    });
    super(scope, id, {
      comment,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(definition),
      timeout,
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(scope, `${id}Log`, {
          encryptionKey: key,
          retention: settings.logs.retentionDays,
          removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    this.variable = variable;
    if (startsItself) {
      this.letStartItself(role);
    }
    alarms.watchExecutions(this, name);
  }

  /** Tells a function the machine's ARN and lets it start executions. */
  letStart(starter: ClaimsFunction): void {
    starter.addEnvironment(this.variable, this.stateMachineArn);
    allow(starter, ['states:StartExecution'], [this.stateMachineArn]);
  }

  /** Lets a function end waits of this machine. */
  letAnswer(answerer: ClaimsFunction): void {
    allow(answerer, ['states:SendTaskSuccess'], [this.stateMachineArn]);
  }

  /**
   * Lets a function that is a step of this machine see whether an execution still runs. By a policy of its own: the
   * machine names the function, whose role waits for its policy.
   */
  letLookUp(step: ClaimsFunction): void {
    if (step.role === undefined) {
      throw new Error(`${step.node.path} has no role`);
    }
    new ManagedPolicy(this, 'LookUp', {
      description: 'What a step may learn of the executions of its own machine',
      roles: [step.role],
      statements: [
        new PolicyStatement({
          actions: ['states:DescribeExecution'],
          resources: [
            `arn:${this.stack.partition}:states:${this.stack.region}:${this.stack.account}:execution:${this.stateMachineName}:*`,
          ],
        }),
      ],
    });
  }

  /** A policy of its own, because the role has to be there before the machine that this one names. */
  private letStartItself(role: ClaimsRole): void {
    this.node.tryRemoveChild('DistributedMapPolicy');
    new ManagedPolicy(this, 'StartItself', {
      description: 'What its distributed map may do with the executions that it starts',
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: [
            `arn:${this.stack.partition}:states:${this.stack.region}:${this.stack.account}:execution:${this.stateMachineName}/*`,
          ],
        }),
      ],
    });
  }
}

import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { TaskStateBase, type TaskMetricsConfig, type Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** A JSON value of the Amazon States Language, with its `name.$` members for paths. */
type Template = string | number | boolean | readonly Template[] | { readonly [name: string]: Template };

interface ServiceTaskProps {
  /** The integration without its prefix, for example `lambda:invoke` or `sqs:sendMessage.waitForTaskToken`. */
  readonly integration: string;
  readonly parameters: { readonly [name: string]: Template };
  /** What the machine's role needs for it: actions on resources named in full. */
  readonly permissions: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
  }[];
  readonly timeout: Timeout;
  readonly comment?: string;
  readonly resultSelector?: Readonly<Record<string, Template>>;
  /** Where the result goes; `JsonPath.DISCARD` keeps the input as it was. */
  readonly resultPath: string;
}

/**
 * A task of a service integration that asks for exactly the permissions it is given. The library's own tasks add
 * wildcards: every version of a function, every way to make a data key.
 */
export class ServiceTask extends TaskStateBase {
  protected override readonly taskMetrics: TaskMetricsConfig = {};
  protected override readonly taskPolicies: PolicyStatement[];
  private readonly integration: string;
  private readonly request: ServiceTaskProps['parameters'];

  constructor(scope: Construct, id: string, props: ServiceTaskProps) {
    const { comment, resultPath, resultSelector, timeout } = props;
    super(scope, id, {
      resultPath,
      taskTimeout: timeout,
      ...(comment !== undefined && { comment }),
      ...(resultSelector !== undefined && { resultSelector }),
    });
    this.integration = props.integration;
    this.request = props.parameters;
    this.taskPolicies = props.permissions.map(
      ({ actions, resources }) => new PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
  }

  protected override _renderTask(): Record<string, unknown> {
    return {
      Resource: `arn:${Stack.of(this).partition}:states:::${this.integration}`,
      Parameters: this.request,
    };
  }
}

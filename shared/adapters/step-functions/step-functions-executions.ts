import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Executions } from '#ports/executions.ts';
import { withFaultsNamed } from '../named-faults.ts';

export type MachineArns = Readonly<Partial<Record<Parameters<Executions['start']>[0], string>>>;

/** Executions of the state machines that this function may start, by their ARN. */
export function stepFunctionsExecutions(client: SFNClient, machines: MachineArns): Executions {
  return {
    async start(machine, name, input) {
      const stateMachineArn = machines[machine];
      if (stateMachineArn === undefined) {
        throw new Error(`This function was not given the state machine ${machine}`);
      }
      try {
        await withFaultsNamed('Step Functions', () =>
          client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })),
        );
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) {
          return 'exists';
        }
        throw error;
      }
    },
    async isRunning(executionArn) {
      try {
        const { status } = await withFaultsNamed('Step Functions', () =>
          client.send(new DescribeExecutionCommand({ executionArn })),
        );
        return status === 'RUNNING' || status === 'PENDING_REDRIVE';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) {
          return false;
        }
        throw error;
      }
    },
    async answer(taskToken, output) {
      try {
        await withFaultsNamed('Step Functions', () =>
          client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
        );
        return 'delivered';
      } catch (error) {
        if (
          error instanceof TaskTimedOut ||
          error instanceof TaskDoesNotExist ||
          error instanceof InvalidToken
        ) {
          return 'gone';
        }
        throw error;
      }
    },
  };
}

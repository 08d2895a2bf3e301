import {
  AwsError,
  type JsonObject,
  type JsonService,
  type Principal,
  type ServiceWorld,
} from '../../runtime/service.ts';
import type { StateMachineDefinition } from './definition.ts';
import { Engine } from './engine.ts';
import { ExecutionOperations } from './operations/execution-operations.ts';
import { getExecutionHistory } from './operations/history-operations.ts';
import { describeStateMachine, listStateMachines } from './operations/machine-operations.ts';
import { describeMapRun, listMapRuns } from './operations/map-run-operations.ts';
import { TaskOperations } from './operations/task-operations.ts';
import { WakeUps } from './wake-ups.ts';

/** AWS Step Functions, served from one SQLite database. */
export interface StepFunctions extends JsonService {
  /**
   * Takes the state machines that the templates declare, replacing what they declared before.
   *
   * @throws Error that names the machine, the state and what this service cannot serve.
   */
  provision(machines: readonly StateMachineDefinition[]): void;
}

type Operation = (input: JsonObject, principal: Principal) => JsonObject | Promise<JsonObject>;

/**
 * Makes the Step Functions service. What a former process left going on over the same database falls due at
 * once: `nextDueAt` says now until the scheduler has called `runDue`.
 */
export function createStepFunctions(world: ServiceWorld): StepFunctions {
  const engine = new Engine(world);
  const authorize = (principal: Principal, action: string, resourceArn: string): void =>
    world.authorizer.authorize(principal, action, resourceArn);
  const wakeUps = new WakeUps(engine);
  const executions = new ExecutionOperations(engine, authorize);
  const tasks = new TaskOperations(engine, authorize);
  const operations: Readonly<Record<string, Operation>> = {
    StartExecution: (input, principal) => executions.start(input, principal),
    StartSyncExecution: (input, principal) => executions.startSync(input, principal),
    DescribeExecution: (input, principal) => executions.describe(input, principal),
    ListExecutions: (input, principal) => executions.list(input, principal),
    StopExecution: (input, principal) => executions.stop(input, principal),
    RedriveExecution: (input, principal) => executions.redrive(input, principal),
    GetExecutionHistory: (input, principal) => getExecutionHistory(engine, authorize, input, principal),
    SendTaskSuccess: (input, principal) => tasks.succeed(input, principal),
    SendTaskFailure: (input, principal) => tasks.fail(input, principal),
    SendTaskHeartbeat: (input, principal) => tasks.heartbeat(input, principal),
    DescribeStateMachine: (input, principal) => describeStateMachine(engine, authorize, input, principal),
    ListStateMachines: (input, principal) => listStateMachines(engine, authorize, input, principal),
    DescribeMapRun: (input, principal) => describeMapRun(engine, authorize, input, principal),
    ListMapRuns: (input, principal) => listMapRuns(engine, authorize, input, principal),
  };

  return {
    name: 'states',
    targetPrefixes: ['AWSStepFunctions'],
    provision: (machines) => engine.background(engine.machines.provision(machines)),
    call: async (operation, input, principal) => {
      engine.refuseWhenBroken();
      const known = operations[operation];
      if (known === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Step Functions on this machine does not serve ${operation}; it serves ${Object.keys(operations).join(', ')}.`,
        );
      }
      return known(input, principal);
    },
    nextDueAt: () => wakeUps.nextDueAt(),
    runDue: (now) => wakeUps.runDue(now),
    busy: () => engine.busy(),
  };
}

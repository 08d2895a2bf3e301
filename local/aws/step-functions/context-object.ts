import type { JsonObject } from '../../runtime/service.ts';
import type { LiveExecution, Thread } from './execution.ts';

/** What `$$` (in JSONata `$states.context`) answers in a state. */
export function contextObject(live: LiveExecution, thread: Thread, token?: string): JsonObject {
  const { record } = live;
  return {
    Execution: {
      Id: record.arn,
      Input: live.input,
      Name: record.name,
      RoleArn: live.roleArn,
      StartTime: new Date(record.startedAt).toISOString(),
      RedriveCount: record.redriveCount,
      ...(record.redrivenAt === undefined ? {} : { RedriveTime: new Date(record.redrivenAt).toISOString() }),
    },
    StateMachine: { Id: record.machineArn, Name: live.machineName },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      RetryCount: thread.retryCount,
    },
    ...(thread.mapContext === undefined ? {} : { Map: thread.mapContext }),
    ...(token === undefined ? {} : { Task: { Token: token } }),
  };
}

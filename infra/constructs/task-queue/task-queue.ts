import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { taskListIndexes } from '../practice-records/practice-records.ts';

const fileTaskTimeout = Duration.seconds(20);

interface TaskQueueProps {
  readonly foundation: Foundation;
}

/**
 * Carries the tokens of waits for people to where they are filed. The queue only carries: the work list, which staff
 * see, is the table, because a queue keeps a message two weeks and a task may wait months.
 */
export class TaskQueue extends Construct {
  readonly tasks: ClaimsQueue;

  constructor(scope: Construct, id: string, { foundation }: TaskQueueProps) {
    super(scope, id);
    this.tasks = new ClaimsQueue(this, 'Tasks', {
      ...foundation,
      runbook: 'A task could not be filed',
      consumerTimeout: fileTaskTimeout,
    });
    const fileTask = new ClaimsFunction(this, 'file-task', {
      foundation,
      does: "Files the token of a person's task on the item of its wait",
      timeout: fileTaskTimeout,
    });
    foundation.records.claims.open(fileTask, ['UpdateItem']);
    fileTask.addEventSource(
      new SqsEventSource(this.tasks.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: foundation.settings.concurrency.queueConsumers,
      }),
    );
    this.tidy(foundation);
  }

  /** A lease that ran out, a day that came, a blocker that was closed: nobody tells of these, so they are looked for. */
  private tidy(foundation: Foundation): void {
    const tidyTasks = new ClaimsFunction(this, 'tidy-tasks', {
      foundation,
      does: 'Gives back, wakes and ranks tasks',
      timeout: Duration.minutes(10),
    });
    foundation.records.practices.open(tidyTasks, ['GetItem', 'Query']);
    foundation.records.work.open(tidyTasks, ['GetItem', 'UpdateItem'], taskListIndexes);
    // A question that a provider has not answered in time goes to a manager, and its claim's history says so.
    foundation.records.claims.open(tidyTasks, ['GetItem', 'PutItem']);
    foundation.records.staff.open(tidyTasks, ['Query']);
    foundation.alarms.watchTidyTasks(tidyTasks);
    runEvery(this, 'EveryThreeHours', tidyTasks, {
      foundation,
      every: Duration.hours(3),
      does: 'Gives back, wakes and ranks tasks',
    });
  }
}

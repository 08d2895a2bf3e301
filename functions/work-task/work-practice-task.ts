import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { problemsOf, type WorkTaskAnswer, type WorkTaskRequest } from '#contracts/queries.ts';
import { practiceTaskKinds, practiceTaskOutcomes, type Task } from '#contracts/task.ts';
import { appointmentOfTask } from '#domain/appointments/missing-charge.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';

export interface WorkPracticeTaskWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly appointments: Pick<AppointmentStore, 'enter'>;
}

/** A charge that is to come later than this is none that somebody waits for. */
const longestWaitDays = 60;

/** Carries out what a person decided about a task that concerns no single claim. */
export async function workPracticeTask(
  task: Task,
  { user, outcome }: Pick<WorkTaskRequest, 'user' | 'outcome'>,
  world: WorkPracticeTaskWorld,
): Promise<WorkTaskAnswer> {
  const kind = practiceTaskKinds.find((known) => known === task.kind);
  if (kind === undefined) {
    return refused(`A task of the kind ${task.kind} is not decided here; it concerns no single claim`);
  }
  const read = practiceTaskOutcomes[kind].safeParse(outcome);
  if (!read.success) {
    return refused(
      ...problemsOf(read.error),
      `A ${kind} task may be decided as: ${task.outcomes.join(', ')}`,
    );
  }
  const at = world.clock.now();
  const decision = read.data;
  if (decision.outcome === 'charge-will-come') {
    const [first, last] = [addDays(dateOf(at), 1), addDays(dateOf(at), longestWaitDays)];
    if (decision.by < first || decision.by > last) {
      return refused(`by: found ${decision.by}; expected a day from ${first} to ${last}`);
    }
    const appointmentId = appointmentOfTask(task.taskId);
    if (appointmentId !== undefined) {
      await world.appointments.enter(task.practiceId, { appointmentId, day: decision.by });
    }
  }
  const isClosed = await close(task, `${decision.outcome}: ${decision.reason}`, { at, user }, world);
  if (!isClosed) {
    return refused('The task was worked at the same moment by somebody else; look at it again');
  }
  return {
    outcome: 'worked',
    summary:
      decision.outcome === 'no-charge'
        ? 'Nothing is billed for this appointment.'
        : `The charge is looked for again on ${decision.by}.`,
  };
}

/** Closes the task; false when somebody else did meanwhile. */
async function close(
  { practiceId, taskId }: Task,
  outcome: string,
  { at, user }: { readonly at: Instant; readonly user: string },
  { commit }: Pick<WorkPracticeTaskWorld, 'commit'>,
): Promise<boolean> {
  try {
    await commit.apply([
      { kind: 'close-task', practiceId, taskId, status: 'worked', outcome, closedAt: at, closedBy: user },
    ]);
    return true;
  } catch (error) {
    if (error instanceof CommitConflict) {
      return false;
    }
    throw error;
  }
}

function refused(...problems: string[]): WorkTaskAnswer {
  return { outcome: 'refused', problems };
}

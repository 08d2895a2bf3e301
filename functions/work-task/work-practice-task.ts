import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { problemsOf, type WorkTaskAnswer, type WorkTaskRequest } from '#contracts/queries.ts';
import {
  practiceTaskKinds,
  practiceTaskOutcomes,
  type PracticeTaskKind,
  type Task,
} from '#contracts/task.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { appointmentOfTask } from '#domain/appointments/missing-charge.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { exportPracticeJson } from '#domain/practice/export-practice.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { Commit } from '#ports/commit.ts';
import { importPractice, type ImportPracticeWorld } from '#ports/import-practice.ts';

export interface WorkPracticeTaskWorld extends ImportPracticeWorld {
  readonly commit: Commit;
  readonly appointments: Pick<AppointmentStore, 'enter'>;
}

interface Occasion {
  readonly task: Task;
  readonly user: string;
  readonly at: Instant;
}

/** What was done, and why the task may be closed; or why nothing was. */
type Done =
  | { readonly summary: string; readonly refused?: never }
  | { readonly summary?: never; readonly refused: readonly string[] };

type Decider = (outcome: unknown, occasion: Occasion, world: WorkPracticeTaskWorld) => Promise<Done>;

/** A charge that is to come later than this is none that somebody waits for. */
const longestWaitDays = 60;

/** How each kind of task that concerns no single claim is decided, once its outcome was read. */
const deciders: { readonly [Kind in PracticeTaskKind]: Decider } = {
  'missing-charge': async (outcome, { task, at }, { appointments }) => {
    const decision = practiceTaskOutcomes['missing-charge'].parse(outcome);
    if (decision.outcome === 'no-charge') {
      return { summary: 'Nothing is billed for this appointment.' };
    }
    const [first, last] = [addDays(dateOf(at), 1), addDays(dateOf(at), longestWaitDays)];
    if (decision.by < first || decision.by > last) {
      return { refused: [`by: found ${decision.by}; expected a day from ${first} to ${last}`] };
    }
    const appointmentId = appointmentOfTask(task.taskId);
    if (appointmentId !== undefined) {
      await appointments.enter(task.practiceId, { appointmentId, day: decision.by });
    }
    return { summary: `The charge is looked for again on ${decision.by}.` };
  },
  'unmapped-alias': async (outcome, { task, user }, world) => {
    const decision = practiceTaskOutcomes['unmapped-alias'].parse(outcome);
    if (decision.outcome === 'refuse') {
      return { summary: 'Records with this name stay refused.' };
    }
    const practice = await world.practices.edition(task.practiceId);
    if (practice === undefined || task.unmapped === undefined) {
      return { refused: [`There is no practice ${task.practiceId}, or nothing to map`] };
    }
    const mapped = addMapping(practice, task.unmapped, decision.target);
    if (mapped.refused !== undefined) {
      return { refused: [mapped.refused] };
    }
    const imported = await importPractice(
      {
        document: JSON.parse(exportPracticeJson(mapped.practice)) as unknown,
        by: user,
        source: `task ${task.taskId}`,
        expectEdition: practice.edition,
        apply: true,
        dropNamed: false,
      },
      world,
    );
    return imported.outcome === 'refused'
      ? { refused: imported.problems }
      : {
          summary: `Mapped to ${decision.target} from edition ${imported.edition} of the practice on; records that were refused for it can be sent again in a minute.`,
        };
  },
};

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
  const done = await deciders[kind](outcome, { task, user, at }, world);
  if (done.refused !== undefined) {
    return refused(...done.refused);
  }
  const isClosed = await close(task, `${read.data.outcome}: ${read.data.reason}`, { at, user }, world);
  return isClosed
    ? { outcome: 'worked', summary: done.summary }
    : refused('The task was worked at the same moment by somebody else; look at it again');
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

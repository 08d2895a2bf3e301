import type { TaskId } from '#contracts/identifiers.ts';
import type { IntakeAgendaEntry } from '#contracts/intake-agenda.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { incompleteVisitTask, incompleteVisitTaskId } from '#domain/intake/visit/incomplete-visit.ts';
import type { Task } from '#contracts/task.ts';
import type { DueEntry, IntakeAgenda } from '#ports/intake-agenda.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { takeInVisit, type TakeInVisitWorld } from '#ports/take-in-visit.ts';
import type { TaskStore } from '#ports/task-store.ts';

export interface FindStuckIntakeWorld extends TakeInVisitWorld {
  readonly practices: Pick<PracticeStore, 'listIds' | 'load' | 'edition'>;
  readonly agenda: IntakeAgenda;
  readonly tasks: Pick<TaskStore, 'load'>;
}

const atOnce = 5;

/**
 * Looks at everything that came in and is not done with, of every practice: what has waited long enough is a task, and
 * a task whose cause is gone is moot. What is not done stays on the agenda and is looked at again in an hour.
 */
export async function findStuckIntakeStep(
  world: FindStuckIntakeWorld,
): Promise<{ outcome: 'looked'; looked: number; opened: number }> {
  const today = dateOf(world.clock.now());
  let looked = 0;
  let opened = 0;
  for (const practiceId of await world.practices.listIds()) {
    const practice = await loadPractice(world.practices, practiceId);
    const due = await world.agenda.due(practiceId, today);
    for (let start = 0; start < due.length; start += atOnce) {
      const results = await Promise.all(
        due.slice(start, start + atOnce).map((one) => look(one, practice, world)),
      );
      opened += results.filter(Boolean).length;
    }
    looked += due.length;
  }
  return { outcome: 'looked', looked, opened };
}

/** What a look found: the task that is to be open because of it, or that it is done with. */
type Found = { readonly task: Task; readonly goneBy?: never } | { readonly goneBy: string };

/** Looks at one entry; true when it became a task. */
async function look(due: DueEntry, practice: Practice, world: FindStuckIntakeWorld): Promise<boolean> {
  const { practiceId } = practice;
  if (due.entry.look !== 'incomplete-visit') {
    return false;
  }
  const { taskId, found } = await lookAtVisit(due.entry, practice, world);
  const known = await world.tasks.load(practiceId, taskId);
  const at = world.clock.now();
  if (found.goneBy === undefined) {
    if (known !== undefined) {
      // Somebody has it, or has decided about it and named no other day.
      return false;
    }
    const { outcome } = await world.commit.apply([{ kind: 'open-task', task: found.task }]);
    return outcome === 'committed';
  }
  if (known?.status === 'open') {
    await world.commit.apply([
      {
        kind: 'close-task',
        practiceId,
        taskId,
        status: 'moot',
        outcome: found.goneBy,
        closedAt: at,
        closedBy: 'find-stuck-intake',
      },
    ]);
  }
  await world.agenda.cross(practiceId, due);
  return false;
}

async function lookAtVisit(
  entry: IntakeAgendaEntry & { readonly look: 'incomplete-visit' },
  practice: Practice,
  world: FindStuckIntakeWorld,
): Promise<{ readonly taskId: TaskId; readonly found: Found }> {
  const { visitId, day, uploadId, recordNumber } = entry;
  // Taken in once more: should something have been missed that it waited for, this is where it is found.
  const { sourceSystem, answer, lacks } = await takeInVisit(
    visitId,
    practice,
    { uploadId, recordNumber },
    world,
  );
  const taskId = incompleteVisitTaskId(visitId, day);
  if (lacks === undefined) {
    return { taskId, found: { goneBy: `visit ${answer.outcome}` } };
  }
  const { encounterId } = answer;
  const visit = { visitId, sourceSystem, encounterId, lacks, uploadId, recordNumber, day };
  return { taskId, found: { task: incompleteVisitTask(practice.practiceId, visit, world.clock.now()) } };
}

import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { personsOfTask } from '#domain/patients/duplicate-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type * as z from 'zod';
import { decidePatients } from './decide-patients.ts';
import { settlePersons, type SettlePersonsWorld } from './settle-persons.ts';

type Decision = z.infer<(typeof practiceTaskOutcomes)['duplicate-patient']>;

export type DuplicateWorked =
  | {
      readonly summary: string;
      /** Written together with the end of the task. */
      readonly writes: readonly Write[];
      readonly afterwards: () => Promise<unknown>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

/** What a decision about two persons who may be one writes: what was decided, and then who is who from now on. */
export async function workDuplicateTask(
  { practiceId, taskId }: Task,
  decision: Decision,
  user: string,
  world: SettlePersonsWorld,
): Promise<DuplicateWorked> {
  const [one, other] = personsOfTask(taskId) ?? [];
  if (one === undefined || other === undefined) {
    return { refused: [`The task ${taskId} names no two patients`] };
  }
  const { reason } = decision;
  const decided = await decidePatients(
    practiceId,
    decision.outcome === 'same-person'
      ? { one, other, verdict: 'same', stays: decision.stays === 'first' ? one : other, by: user, reason }
      : { one, other, verdict: 'different', by: user, reason },
    world,
  );
  if (decided.refused !== undefined) {
    return { refused: [decided.refused] };
  }
  return {
    summary:
      decision.outcome === 'same-person'
        ? `They are one person from now on, who goes by the ${decision.stays}; claims and statements stay as they are.`
        : 'They are two persons, and nobody is asked about them again.',
    writes: decided.writes,
    afterwards: () => settlePersons(practiceId, [one, other], world),
  };
}

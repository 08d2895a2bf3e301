import type * as z from 'zod';
import type { Instant } from '#contracts/dates.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { exportPracticeJson } from '#domain/practice/export-practice.ts';
import type { Executions } from './executions.ts';
import { importPractice, type ImportPracticeWorld } from './import-practice.ts';
import type { UploadRegister } from './upload-register.ts';

export interface WorkUnmappedAliasWorld extends ImportPracticeWorld {
  readonly uploads: Pick<UploadRegister, 'heldFor' | 'load' | 'register'>;
  readonly executions: Pick<Executions, 'start'>;
}

type Worked =
  | {
      readonly summary: string;
      /** What is left to do when the task is closed. */
      readonly afterwards?: () => Promise<unknown>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

/** Maps a name to what a person says that it stands for, and has the uploads that waited for it read once more. */
export async function workUnmappedAlias(
  decision: z.infer<(typeof practiceTaskOutcomes)['unmapped-alias']>,
  { task, user, at }: { readonly task: Task; readonly user: string; readonly at: Instant },
  world: WorkUnmappedAliasWorld,
): Promise<Worked> {
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
  if (imported.outcome === 'refused') {
    return { refused: imported.problems };
  }
  const count = await readAgain(task, at, world);
  return {
    summary: `Mapped to ${decision.target} from edition ${imported.edition} of the practice on; ${count === 1 ? 'the upload that waited for it is' : `the ${count} uploads that waited for it are`} read once more.`,
    // An upload that came to wait in this very moment.
    afterwards: () => readAgain(task, at, world),
  };
}

/**
 * Has every upload of which records wait for the task read once more, as an upload of its own: what was taken in is
 * unchanged, and what waited is taken in. Done again it starts nothing twice.
 */
async function readAgain(
  { practiceId, taskId }: Task,
  at: Instant,
  { uploads, executions }: Pick<WorkUnmappedAliasWorld, 'uploads' | 'executions'>,
): Promise<number> {
  const files = new Set<string>();
  for (const of of await uploads.heldFor(practiceId, taskId)) {
    const held = await uploads.load(practiceId, of);
    const file = JSON.stringify([held?.key, held?.versionId]);
    if (held !== undefined && !files.has(file)) {
      files.add(file);
      const { key, versionId, sizeBytes, sourceFolder } = held;
      const uploadId = uploadIdFor(taskId, key, versionId ?? '');
      await uploads.register({
        practiceId,
        uploadId,
        key,
        ...(versionId === undefined ? {} : { versionId }),
        sizeBytes,
        registeredAt: at,
        ...(sourceFolder === undefined ? {} : { sourceFolder }),
        state: 'registered',
        fileProblems: [],
        records: 0,
        chunks: 0,
        again: { of, taskId },
      });
      await executions.start('encounter-intake', uploadId, { contractVersion, practiceId, uploadId });
    }
  }
  return files.size;
}

import type { FileProblem } from '#contracts/upload-answer.ts';
import type { Upload } from '#contracts/upload.ts';
import { quarantinedUploadTask, quarantineTag } from '#domain/intake/quarantined-upload.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { DocumentStore } from './document-store.ts';

export interface PutAsideWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly documents: Pick<DocumentStore, 'tag'>;
}

/**
 * Marks an uploaded object that is not to be read, and has somebody look at it; once, however often it is done.
 * @param key of the object itself, which the upload does not have where its name is the reason.
 */
export async function putUploadAside(
  upload: Upload,
  problem: FileProblem,
  key: string,
  { clock, commit, documents }: PutAsideWorld,
): Promise<void> {
  await documents.tag('uploads', key, quarantineTag(problem), upload.versionId);
  await commit.apply([{ kind: 'open-task', task: quarantinedUploadTask(upload, problem, clock.now()) }]);
}

import { ObjectCreated } from '#contracts/messages.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { UnknownPracticeAnswer } from '#contracts/upload-answer.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { Executions } from '#ports/executions.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';

export interface RegisterUploadWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly uploads: Pick<UploadRegister, 'register'>;
  readonly documents: Pick<DocumentStore, 'bucketOf' | 'put'>;
  readonly executions: Pick<Executions, 'start'>;
}

const uploadKey = /^upload\/([^/]+)\/.+$/;

/**
 * Registers an upload and starts its intake. One version of one object is one upload, however often its event comes;
 * its id and nothing of its name goes on. An upload for a practice that does not exist is answered at once.
 */
export async function registerUploadStep(
  body: string,
  world: RegisterUploadWorld,
): Promise<{ outcome: 'registered' | 'unknown-practice' }> {
  const { bucket, object } = ObjectCreated.parse(JSON.parse(body)).detail;
  // EventBridge gives the key as it is; only the older notifications of S3 encode it.
  const { key } = object;
  const [, folder = ''] = uploadKey.exec(key) ?? [];
  const practiceId = PracticeId.safeParse(folder);
  if (!practiceId.success || (await world.practices.load(practiceId.data)) === undefined) {
    await answerUnknownPractice(key, folder, world);
    return { outcome: 'unknown-practice' };
  }
  const uploadId = uploadIdFor(bucket.name, key, object['version-id'] ?? '');
  await world.uploads.register({
    practiceId: practiceId.data,
    uploadId,
    key,
    ...(object['version-id'] === undefined ? {} : { versionId: object['version-id'] }),
    sizeBytes: object.size ?? 0,
    registeredAt: world.clock.now(),
    state: 'registered',
    fileProblems: [],
    records: 0,
    chunks: 0,
  });
  // Started also when it was registered before: the first delivery may have ended between the two.
  await world.executions.start('encounter-intake', uploadId, {
    contractVersion,
    practiceId: practiceId.data,
    uploadId,
  });
  return { outcome: 'registered' };
}

async function answerUnknownPractice(key: string, folder: string, world: RegisterUploadWorld): Promise<void> {
  const answer: UnknownPracticeAnswer = {
    contractVersion,
    answeredAt: world.clock.now(),
    outcome: 'refused',
    fileProblems: [
      {
        code: 'practice-unknown',
        found: folder === '' ? 'an upload in no folder of a practice' : `an upload under upload/${folder}/`,
        expected: 'upload/<practice id>/<file>, with the id of a practice that has been loaded',
        howToFix: 'Check the folder name, or load the practice first, then upload the file again.',
      },
    ],
  };
  await world.documents.put(
    'uploads',
    `${key.replace(/^upload\//, 'answer/')}.json`,
    `${JSON.stringify(answer, undefined, 2)}\n`,
    'application/json',
  );
}

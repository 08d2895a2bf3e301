import { SourceSystemName } from '#contracts/intake-settings/source-system.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { FileProblem, UnknownPracticeAnswer } from '#contracts/upload-answer.ts';
import { deskEntryOfFile } from '#domain/front-desk/desk-file.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { phiInName } from '#domain/intake/recognise/phi-in-name.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { Executions } from '#ports/executions.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';
import { putUploadAside } from '#ports/put-aside-upload.ts';
import { answerTo, nameProblem, putAside } from '#domain/intake/put-aside.ts';

export interface RegisterUploadWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly uploads: Pick<UploadRegister, 'register'>;
  readonly commit: Commit;
  readonly documents: Pick<DocumentStore, 'bucketOf' | 'put' | 'putOnce' | 'tag'>;
  readonly executions: Pick<Executions, 'start'>;
  readonly desk: Pick<DeskBook, 'entry'>;
}

type Registered = 'registered' | 'quarantined' | 'unknown-practice';

const uploadKey = /^upload\/(?:([^/]+)\/)?(.+)$/;

/**
 * Registers an upload and starts its intake. One version of one object is one upload, however often its event comes;
 * its id and nothing of its name goes on. A file whose name tells about a patient is put aside unread, and an upload for
 * a practice that does not exist is answered at once.
 */
export async function registerUploadStep(
  body: string,
  world: RegisterUploadWorld,
): Promise<{ outcome: Registered }> {
  const { bucket, object } = ObjectCreated.parse(JSON.parse(body)).detail;
  // EventBridge gives the key as it is; only the older notifications of S3 encode it.
  const { key } = object;
  const [isUpload, folder = '', path = ''] = uploadKey.exec(key) ?? [];
  if (isUpload === undefined) {
    throw new InvariantBroken('An object was announced that lies outside of upload/');
  }
  const versionId = object['version-id'];
  const uploadId = uploadIdFor(bucket.name, key, versionId ?? '');
  const practiceId = PracticeId.safeParse(folder).data;
  const practice = practiceId === undefined ? undefined : await world.practices.load(practiceId);
  if (practiceId === undefined || practice === undefined) {
    await answerUnknownPractice(key, folder, uploadId, world);
    return { outcome: 'unknown-practice' };
  }
  const arrived = { versionId, sizeBytes: object.size ?? 0, registeredAt: world.clock.now() };
  const fault = phiInName(path, ownWords(practice));
  if (fault !== undefined) {
    const upload = putAside({ practiceId, uploadId, key }, arrived, fault);
    // Answered first: what was registered is not answered by another delivery.
    await world.documents.putOnce('uploads', upload.answerKey, await answerTo(upload), 'application/json');
    await putUploadAside(upload, nameProblem(fault), key, world);
    await world.uploads.register(upload);
    return { outcome: 'quarantined' };
  }
  const sourceFolder = sourceFolderOf(path);
  const entryId = deskEntryOfFile(path);
  const entry = entryId === undefined ? undefined : await world.desk.entry(practiceId, entryId);
  await world.uploads.register({
    practiceId,
    uploadId,
    key,
    ...(versionId === undefined ? {} : { versionId }),
    sizeBytes: arrived.sizeBytes,
    registeredAt: arrived.registeredAt,
    ...(sourceFolder === undefined ? {} : { sourceFolder }),
    ...(entry === undefined ? {} : { enteredBy: entry.user }),
    state: 'registered',
    fileProblems: [],
    records: 0,
    chunks: 0,
  });
  // Started also when it was registered before: the first delivery may have ended between the two.
  await world.executions.start('encounter-intake', uploadId, { contractVersion, practiceId, uploadId });
  return { outcome: 'registered' };
}

/** Names of the practice's own that may stand in the name of a file. */
function ownWords({ name, practiceId, locations, payers }: Practice): string[] {
  return [
    name,
    practiceId,
    ...locations.map((location) => location.name),
    ...payers.map((payer) => payer.name),
  ];
}

/** The first folder below the practice's names the system that the file comes from. */
function sourceFolderOf(path: string): string | undefined {
  const [folder, ...rest] = path.split('/');
  return rest.length === 0 ? undefined : SourceSystemName.safeParse(folder).data;
}

async function answerUnknownPractice(
  key: string,
  folder: string,
  uploadId: string,
  world: RegisterUploadWorld,
): Promise<void> {
  const fault = phiInName(key.replace(/^upload\//, ''));
  const isTelling = fault !== undefined;
  const problem: FileProblem = isTelling
    ? nameProblem(fault)
    : {
        code: 'practice-unknown',
        found: folder === '' ? 'an upload in no folder of a practice' : `an upload under upload/${folder}/`,
        expected: 'upload/<practice id>/<file>, with the id of a practice that has been loaded',
        howToFix: 'Check the folder name, or load the practice first, then upload the file again.',
      };
  const answer: UnknownPracticeAnswer = {
    contractVersion,
    answeredAt: world.clock.now(),
    outcome: 'refused',
    fileProblems: [problem],
  };
  await world.documents.put(
    'uploads',
    isTelling ? `answer/quarantined-${uploadId}.json` : `${key.replace(/^upload\//, 'answer/')}.json`,
    `${JSON.stringify(answer, undefined, 2)}\n`,
    'application/json',
  );
}

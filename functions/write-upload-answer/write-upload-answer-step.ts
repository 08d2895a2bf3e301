import { IntakeStepInput } from '#contracts/steps.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import { UploadChunkResult, uploadResultKey } from '#contracts/upload.ts';
import { composeAnswer } from '#domain/intake/compose-answer.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface WriteUploadAnswerWorld {
  readonly clock: Clock;
  readonly uploads: Pick<UploadRegister, 'load' | 'save'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
}

/** Writes the answer beside the upload, `answer/` instead of `upload/`. An upload that was answered is left alone. */
export async function writeUploadAnswerStep(
  event: unknown,
  world: WriteUploadAnswerWorld,
): Promise<{ outcome: 'answered' }> {
  const { practiceId, uploadId } = IntakeStepInput.parse(event);
  const upload = await world.uploads.load(practiceId, uploadId);
  if (upload === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}`);
  }
  if (upload.state === 'answered') {
    return { outcome: 'answered' };
  }
  const records: RecordAnswer[] = [];
  for (let chunk = 1; chunk <= upload.chunks; chunk += 1) {
    const result = await world.documents.get('documents', uploadResultKey(practiceId, uploadId, chunk));
    if (result === undefined) {
      throw new InvariantBroken(`Chunk ${chunk} of upload ${uploadId} has no result`);
    }
    records.push(...UploadChunkResult.parse(JSON.parse(new TextDecoder().decode(result.body))));
  }
  const answeredAt = world.clock.now();
  const answer = composeAnswer({
    practiceId,
    uploadId,
    receivedAt: upload.registeredAt,
    answeredAt,
    fileProblems: upload.fileProblems,
    records,
  });
  const answerKey = `${upload.key.replace(/^upload\//, 'answer/')}.json`;
  await world.documents.put(
    'uploads',
    answerKey,
    `${JSON.stringify(answer, undefined, 2)}\n`,
    'application/json',
  );
  await world.uploads.save({ ...upload, state: 'answered', answerKey, answeredAt });
  return { outcome: 'answered' };
}

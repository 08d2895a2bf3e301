import type { Instant } from '#contracts/dates.ts';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { FileProblem } from '#contracts/upload-answer.ts';
import type { Upload } from '#contracts/upload.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { answerJson } from '#domain/intake/answer/answer-json.ts';
import { AnswerCounter } from '#domain/intake/answer/count-answers.ts';
import type { NameFault } from '#domain/intake/recognise/phi-in-name.ts';

/** What the answer says of a file whose name tells about a patient; nothing of the name is repeated. */
export function nameProblem(fault: NameFault): FileProblem {
  return {
    code: 'name-has-phi',
    found: `a file name with what looks like ${fault}`,
    expected: 'a name without anything about a patient, such as charges-2026-10-05.csv',
    howToFix: 'Delete the file, and upload it under another name; it was not read.',
  };
}

/** An upload that is put aside for its name, of which only a hash is kept. */
export function putAside(
  { practiceId, uploadId, key }: { practiceId: PracticeId; uploadId: UploadId; key: string },
  arrived: Pick<Upload, 'sizeBytes' | 'registeredAt'> & { readonly versionId?: string | undefined },
  fault: NameFault,
): Upload & { readonly answerKey: string; readonly answeredAt: Instant } {
  const { versionId, sizeBytes, registeredAt } = arrived;
  return {
    practiceId,
    uploadId,
    key: `upload/${practiceId}/name-${contentHashOf(key).slice(0, 32)}`,
    ...(versionId === undefined ? {} : { versionId }),
    sizeBytes,
    registeredAt,
    state: 'quarantined',
    fileProblems: [nameProblem(fault)],
    records: 0,
    chunks: 0,
    answerKey: `answer/${practiceId}/quarantined-${uploadId}.json`,
    answeredAt: registeredAt,
  };
}

/** The answer to it. */
export async function answerTo(upload: ReturnType<typeof putAside>): Promise<string> {
  async function* nothing(): AsyncGenerator<never> {
    // It was not read.
  }
  const counted = new AnswerCounter().counted();
  let text = '';
  for await (const piece of answerJson({ ...upload, counted }, nothing(), nothing())) {
    text += piece;
  }
  return text;
}

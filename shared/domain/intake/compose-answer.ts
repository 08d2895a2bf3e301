import type { Instant } from '#contracts/dates.ts';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { FileProblem, RecordAnswer, UploadAnswer } from '#contracts/upload-answer.ts';

/**
 * Puts together the answer to an upload: the records in the order of the file, and their totals.
 * A file with a problem of its own was not taken in, whatever its records look like.
 */
export function composeAnswer(upload: {
  readonly practiceId: PracticeId;
  readonly uploadId: UploadId;
  readonly receivedAt: Instant;
  readonly answeredAt: Instant;
  readonly fileProblems: readonly FileProblem[];
  readonly records: readonly RecordAnswer[];
}): UploadAnswer {
  const records = upload.records.toSorted((a, b) => a.recordNumber - b.recordNumber);
  const count = (outcome: RecordAnswer['outcome']): number =>
    records.filter((record) => record.outcome === outcome).length;
  return {
    contractVersion: 1,
    practiceId: upload.practiceId,
    uploadId: upload.uploadId,
    receivedAt: upload.receivedAt,
    answeredAt: upload.answeredAt,
    outcome: upload.fileProblems.length > 0 ? 'refused' : 'taken-in',
    totals: {
      records: records.length,
      accepted: count('accepted'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
    fileProblems: [...upload.fileProblems],
    records,
  };
}

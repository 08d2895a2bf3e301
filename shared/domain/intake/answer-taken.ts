import type { Claim } from '#contracts/claim.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import type { IntakeOrigin } from './claim-content.ts';
import type { TakenIn } from './take-in-encounter.ts';

/**
 * What is answered of a record or visit that was taken in. Taken again by the same upload, after a crash, it finds its
 * own claim unchanged: then what it did the first time is answered.
 * @param origin without a record number where any record of the upload is meant.
 */
export function answerTaken(
  taken: TakenIn,
  existing: Claim | undefined,
  origin: Pick<IntakeOrigin, 'uploadId'> & Partial<Pick<IntakeOrigin, 'recordNumber'>>,
): Pick<RecordAnswer, 'outcome' | 'claimId' | 'taskId' | 'problems'> {
  switch (taken.outcome) {
    case 'refused':
      return { outcome: 'refused', problems: [taken.problem] };
    case 'unchanged': {
      const source = existing?.source;
      const isOwn =
        source?.uploadId === origin.uploadId &&
        (origin.recordNumber === undefined || source.recordNumber === origin.recordNumber);
      const outcome = isOwn ? (source.outcome ?? 'accepted') : 'unchanged';
      return { outcome, claimId: taken.claimId, problems: [] };
    }
    case 'changed-after-billing':
      return { outcome: taken.outcome, claimId: taken.claimId, taskId: taken.taskId, problems: [] };
    case 'accepted':
    case 'updated':
      return { outcome: taken.outcome, claimId: taken.claimId, problems: [] };
  }
}

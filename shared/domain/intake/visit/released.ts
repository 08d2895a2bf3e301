import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { RecordOutcome, ReleasedRecords } from '#contracts/upload-answer.ts';
import type { VisitPart } from './part.ts';

/** When the first part of a visit came in; undefined where that was not noted. */
export function firstSeenOfParts(parts: readonly VisitPart[]): Instant | undefined {
  return parts
    .flatMap(({ arrived }) => arrived?.firstSeenAt ?? [])
    .toSorted()
    .at(0);
}

/**
 * The records of earlier uploads that waited and are part of a claim now. Decided a second time by the same upload,
 * after a crash, it is the same.
 * @param existing the claim as it was before.
 */
export function releasedRecords(
  parts: readonly VisitPart[],
  outcome: RecordOutcome,
  existing: Claim | undefined,
  uploadId: string,
): readonly ReleasedRecords[] {
  const source = existing?.source;
  const isRevived =
    outcome === 'updated' &&
    (source?.withdrawn === true || (source?.revived === true && source.uploadId === uploadId));
  if (outcome !== 'accepted' && !isRevived) {
    return [];
  }
  const byUpload = new Map<ReleasedRecords['uploadId'], Set<number>>();
  for (const { arrived } of parts) {
    if (arrived !== undefined && arrived.uploadId !== uploadId) {
      const numbers = byUpload.get(arrived.uploadId) ?? new Set();
      byUpload.set(arrived.uploadId, numbers.add(arrived.recordNumber));
    }
  }
  return [...byUpload].map(([earlier, numbers]) => ({
    uploadId: earlier,
    recordNumbers: [...numbers].toSorted((one, other) => one - other),
  }));
}

import type { VisitId } from '#contracts/identifiers.ts';
import type { RecordAnswer, RecordOutcome } from '#contracts/upload-answer.ts';
import type { UploadChunkResult, VisitChunkResult } from '#contracts/upload.ts';

type WorkedRecord = UploadChunkResult[number];
type WorkedVisit = VisitChunkResult[number];

/** What asks most of the reader of the answer comes first: it is what a record of several visits is answered by. */
const byUrgency: readonly RecordOutcome[] = [
  'refused',
  'held',
  'changed-after-billing',
  'accepted',
  'updated',
  'unchanged',
  'kept',
];

const urgencyOf = ({ outcome }: { readonly outcome: RecordOutcome }): number => byUrgency.indexOf(outcome);

/**
 * The answer to a record: what became of it or, where it is a part of visits, of them. A record of several visits is
 * answered by the one that asks most of a person; what is wrong is told of all of them.
 */
export function answerRecord(record: WorkedRecord, visits: readonly WorkedVisit[]): RecordAnswer {
  const { visits: _visits, left: _left, changed: _changed, ...own } = record;
  const [first] = [...visits].toSorted((one, other) => urgencyOf(one) - urgencyOf(other));
  if (first === undefined || urgencyOf(first) > urgencyOf(own)) {
    return own;
  }
  const notes = union([own, ...visits].map((one) => one.notes));
  const waitsFor = union([own, ...visits].map((one) => one.waitsFor));
  return {
    recordNumber: own.recordNumber,
    ...(own.place === undefined ? {} : { place: own.place }),
    encounterId: own.encounterId ?? first.encounterId,
    outcome: first.outcome,
    ...(first.claimId === undefined ? {} : { claimId: first.claimId }),
    ...(first.taskId === undefined ? {} : { taskId: first.taskId }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(waitsFor.length === 0 ? {} : { waitsFor }),
    problems: [...own.problems, ...visits.flatMap(({ problems }) => problems)].map((problem) => ({
      ...problem,
      recordNumber: own.recordNumber,
    })),
  };
}

/** The visits that a record names, each once, in its order. */
export function visitsOf(record: WorkedRecord): readonly VisitId[] {
  return [...new Set(record.visits)];
}

function union(lists: readonly (readonly string[] | undefined)[]): string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

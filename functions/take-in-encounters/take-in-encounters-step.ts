import { CommitConflict } from '#contracts/errors.ts';
import type { Practice } from '#contracts/practice.ts';
import { UploadChunkInput } from '#contracts/steps.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import { UploadChunk, uploadChunkKey, uploadResultKey } from '#contracts/upload.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface TakeInEncountersWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
}

/** Records of a chunk that are worked at the same time. */
const atOnce = 5;

/**
 * Takes in the records of one chunk, each by a transaction of its own: a bad record never blocks a good one.
 * Done again it finds every claim there and changes nothing; the result file is the same.
 */
export async function takeInEncountersStep(
  event: unknown,
  world: TakeInEncountersWorld,
): Promise<{ outcome: 'taken-in'; records: number }> {
  const { practiceId, uploadId, chunkNumber } = UploadChunkInput.parse(event);
  const practice = await world.practices.load(practiceId);
  const stored = await world.documents.get('documents', uploadChunkKey(practiceId, uploadId, chunkNumber));
  if (practice === undefined || stored === undefined) {
    throw new InvariantBroken(`Chunk ${chunkNumber} of upload ${uploadId} or its practice is gone`);
  }
  const resultKey = uploadResultKey(practiceId, uploadId, chunkNumber);
  const chunk = UploadChunk.parse(JSON.parse(new TextDecoder().decode(stored.body)));
  const answers: RecordAnswer[] = [...chunk.unreadable];
  for (let start = 0; start < chunk.records.length; start += atOnce) {
    const taken = chunk.records
      .slice(start, start + atOnce)
      .map((record) => takeIn(record, practice, uploadId, world));
    answers.push(...(await Promise.all(taken)));
  }
  await world.documents.put('documents', resultKey, JSON.stringify(answers), 'application/json');
  return { outcome: 'taken-in', records: answers.length };
}

async function takeIn(
  record: UploadChunk['records'][number],
  practice: Practice,
  uploadId: string,
  world: TakeInEncountersWorld,
): Promise<RecordAnswer> {
  const { recordNumber } = record;
  const at = world.clock.now();
  const checked = checkEncounter(record, practice, dateOf(at));
  if (checked.accepted === undefined) {
    return {
      recordNumber,
      ...(checked.encounterId === undefined ? {} : { encounterId: checked.encounterId }),
      outcome: 'refused',
      problems: [...checked.problems],
    };
  }
  const encounter = checked.accepted;
  const claimId = claimIdFor(practice.practiceId, encounter.sourceSystem, encounter.encounterId);
  let attempts = 0;
  return await decideAgainOnConflict(async (): Promise<RecordAnswer> => {
    attempts += 1;
    // Nearly every encounter is new: it is taken in as such, and only one that turns out not to be is looked at.
    const existing = attempts === 1 ? undefined : await world.claims.load(practice.practiceId, claimId);
    const taken = takeInEncounter(encounter, practice, existing, { uploadId, recordNumber, at });
    const committed = taken.writes.length === 0 ? undefined : await world.commit.apply(taken.writes);
    if (committed?.outcome === 'duplicate') {
      throw new CommitConflict(`Claim ${claimId} is there already`);
    }
    // A repeat of this very record of this very upload, after a crash, was accepted the first time.
    const again =
      taken.outcome === 'unchanged' &&
      existing?.source.uploadId === uploadId &&
      existing.source.recordNumber === recordNumber;
    return {
      recordNumber,
      encounterId: encounter.encounterId,
      outcome: again ? 'accepted' : taken.outcome,
      ...(taken.outcome === 'refused' ? {} : { claimId }),
      problems: taken.outcome === 'refused' ? [taken.problem] : [],
    };
  });
}

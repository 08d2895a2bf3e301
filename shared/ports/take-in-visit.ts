import { CommitConflict } from '#contracts/errors.ts';
import type { TaskId, UploadId, VisitId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import type { VisitChunkResult } from '#contracts/upload.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { addWorkingDays, dateOf } from '#domain/calendar/plain-date.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { decideVisit, type VisitDecision } from '#domain/intake/visit/decide-visit.ts';
import { zeroCents } from '#domain/money/cents.ts';
import type { IntakeAgenda } from './intake-agenda.ts';
import { thingsOfVisit } from './load-visit.ts';
import type { PracticeStore } from './practice-store.ts';
import type { VisitStore } from './visit-store.ts';
import { waitForMapping, type WaitForMappingWorld } from './wait-for-mapping.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from './work-on-claim.ts';

export interface TakeInVisitWorld extends ClaimWorld, WaitForMappingWorld {
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly visits: Pick<VisitStore, 'parts' | 'named' | 'mark'>;
  readonly agenda: Pick<IntakeAgenda, 'enter'>;
}

/** The record that a visit is taken in because of. */
export interface VisitOrigin {
  readonly uploadId: UploadId;
  readonly recordNumber: number;
}

/** What became of a visit, and what it lacks. */
export interface VisitTakenIn extends Pick<VisitDecision, 'lacks'> {
  readonly sourceSystem: string;
  readonly answer: VisitChunkResult[number];
}

/**
 * Puts one visit together from all of its parts and takes it in. The claim is read before the parts that decide about
 * it: whoever changed the claim since has seen no more of the visit than is seen here, and else this decision fails on
 * the claim's version and is made anew. So of two calls with one visit the one that knows less never has the last word.
 * A visit that lacks something goes onto the agenda.
 */
export async function takeInVisit(
  visitId: VisitId,
  practice: Practice,
  { uploadId, recordNumber }: VisitOrigin,
  world: TakeInVisitWorld,
): Promise<VisitTakenIn> {
  const { practiceId } = practice;
  return await decideAgainOnConflict(async (): Promise<VisitTakenIn> => {
    const seen = await world.visits.parts(practiceId, visitId);
    const [part] = seen;
    if (part === undefined) {
      throw new InvariantBroken(`Visit ${visitId} has no parts`);
    }
    const { sourceSystem, encounterId } = part;
    const claimId = claimIdFor(practiceId, sourceSystem, encounterId);
    const existing = await world.claims.load(practiceId, claimId);
    // Where there is no claim, whoever makes one first is found out by the condition on a new claim.
    const parts = existing === undefined ? seen : await world.visits.parts(practiceId, visitId);
    const decide = async (
      leaves: 'usual-marks' | 'all-marks',
      by: Practice = practice,
    ): Promise<VisitDecision> =>
      decideVisit(
        { parts, things: await thingsOfVisit(world.visits, practiceId, visitId, parts, leaves) },
        by,
        existing,
        { uploadId, recordNumber, at: world.clock.now() },
      );
    const first = await decide('usual-marks');
    // What is wrong with it may be in a directory, of which a newer version may come, or be mapped a moment ago.
    const isStuck = first.answer.outcome === 'held' || first.answer.outcome === 'refused';
    const inForce = first.unmapped === undefined ? undefined : await world.practices.edition(practiceId);
    const decided = isStuck ? await decide('all-marks', inForce) : first;
    const taskId = await askFor(
      decided.unmapped ?? [],
      {
        practiceId,
        uploadId,
        recordNumber,
        waits: { of: claimId, chargeCents: decided.chargeCents ?? zeroCents },
      },
      world,
    );
    const committed = decided.writes.length === 0 ? undefined : await world.commit.apply(decided.writes);
    if (committed?.outcome === 'duplicate') {
      throw new CommitConflict(`Claim ${claimId} is there already`);
    }
    const { lacks } = decided;
    if (lacks !== undefined) {
      const day = addWorkingDays(dateOf(world.clock.now()), practice.intake.incompleteVisitDays);
      await world.agenda.enter(practiceId, {
        look: 'incomplete-visit',
        visitId,
        day,
        uploadId,
        recordNumber,
      });
    }
    return {
      sourceSystem,
      answer: {
        visitId,
        recordNumber,
        encounterId,
        ...(taskId === undefined ? {} : { taskId }),
        ...decided.answer,
      },
      ...(lacks === undefined ? {} : { lacks }),
    };
  });
}

/** Has somebody asked for what each name means, once; the first of the tasks. */
async function askFor(
  names: readonly Unmapped[],
  of: Parameters<typeof waitForMapping>[1],
  world: WaitForMappingWorld,
): Promise<TaskId | undefined> {
  for (const name of names) {
    await waitForMapping(name, of, world);
  }
  const [first] = names;
  return first === undefined ? undefined : unmappedTaskId(first);
}

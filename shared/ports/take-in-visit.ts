import { CommitConflict } from '#contracts/errors.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  Npi,
  type ClaimId,
  type DocumentId,
  type TaskId,
  type UploadId,
  type VisitId,
} from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import type { VisitChunkResult } from '#contracts/upload.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { addWorkingDays, dateOf } from '#domain/calendar/plain-date.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { attachDocuments, attachToWhole, type DocumentsOf } from '#domain/intake/visit/attach-documents.ts';
import { decideVisit, type VisitDecision } from '#domain/intake/visit/decide-visit.ts';
import {
  claimDocumentsOf,
  documentsOfVisit,
  filesOfVisit,
  hasOnlyDocuments,
  hasOnlyFiles,
  lacksSignature,
  type LivingDocument,
} from '#domain/intake/visit/visit-documents.ts';
import { zeroCents } from '#domain/money/cents.ts';
import type { IntakeAgenda } from './intake-agenda.ts';
import { thingsOfVisit } from './load-visit.ts';
import type { PracticeStore } from './practice-store.ts';
import type { VisitDocumentStore } from './visit-document-store.ts';
import type { VisitStore } from './visit-store.ts';
import { waitForMapping, type WaitForMappingWorld } from './wait-for-mapping.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from './work-on-claim.ts';

export interface TakeInVisitWorld extends ClaimWorld, WaitForMappingWorld {
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly visits: Pick<VisitStore, 'parts' | 'named' | 'mark'>;
  readonly agenda: Pick<IntakeAgenda, 'enter'>;
  readonly visitDocuments: Pick<VisitDocumentStore, 'noteVisit'>;
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
  /** Whether anything but documents has come of it. */
  readonly isKnown: boolean;
  /** Its notes, where nobody has signed any of them. */
  readonly unsigned: readonly LivingDocument[];
  /** Who saw the patient, as far as it is known. */
  readonly renderingNpi?: Npi;
  /** Its files, those among them that another has replaced. */
  readonly documentIds: ReadonlySet<DocumentId>;
  /** Documents that name another patient. */
  readonly foreign: readonly LivingDocument[];
  /** The claim that it was before. */
  readonly claimId?: ClaimId;
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
    const origin = { uploadId, recordNumber, at: world.clock.now() };
    const isWhole = existing !== undefined && hasOnlyDocuments(parts);
    const documentsOf: DocumentsOf = ({ patient }) =>
      claimDocumentsOf(practiceId, part, documentsOfVisit(parts, patient.sourcePatientId).own, isWhole);
    const decide = async (
      leaves: 'usual-marks' | 'all-marks',
      by: Practice = practice,
    ): Promise<VisitDecision> =>
      decideVisit(
        { parts, things: await thingsOfVisit(world.visits, practiceId, visitId, parts, leaves) },
        by,
        existing,
        origin,
      );
    const decideWithDocuments = async (): Promise<VisitDecision> => {
      if (isWhole) {
        return attachToWhole(existing, documentsOf, origin);
      }
      const first = await decide('usual-marks');
      // What is wrong with it may be in a directory, of which a newer version may come, or be mapped a moment ago.
      const isStuck = first.answer.outcome === 'held' || first.answer.outcome === 'refused';
      const inForce = first.unmapped === undefined ? undefined : await world.practices.edition(practiceId);
      const decided = isStuck ? await decide('all-marks', inForce) : first;
      return attachDocuments(decided, existing, documentsOf, origin);
    };
    const decided = await decideWithDocuments();
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
    const sourcePatientId = existing?.patient.sourcePatientId ?? decided.about?.sourcePatientId;
    const documents = documentsOfVisit(parts, sourcePatientId);
    const renderingNpi = existing?.renderingNpi ?? Npi.safeParse(decided.about?.renderingNpi).data;
    const lacks = hasOnlyFiles(parts) ? undefined : decided.lacks;
    const taken: VisitTakenIn = {
      sourceSystem,
      answer: {
        visitId,
        recordNumber,
        encounterId,
        ...(taskId === undefined ? {} : { taskId }),
        ...decided.answer,
      },
      ...(lacks === undefined ? {} : { lacks }),
      ...(renderingNpi === undefined ? {} : { renderingNpi }),
      isKnown: existing !== undefined || !hasOnlyDocuments(parts),
      unsigned: lacksSignature(documents.own) ? documents.own : [],
      documentIds: filesOfVisit(parts),
      foreign: documents.foreign,
      ...(existing === undefined ? {} : { claimId }),
    };
    await lookAgain(taken, uploadId, practice, decided.about, world);
    return taken;
  });
}

/** Puts a visit onto the agenda that lacks something, and notes whose it is, so that documents find it. */
async function lookAgain(
  { sourceSystem, answer, lacks, unsigned }: VisitTakenIn,
  uploadId: UploadId,
  { practiceId, intake }: Practice,
  about: VisitDecision['about'],
  { agenda, clock, visitDocuments }: TakeInVisitWorld,
): Promise<void> {
  const { visitId, recordNumber, encounterId } = answer;
  const today = dateOf(clock.now());
  const of = { visitId, uploadId, recordNumber };
  if (lacks !== undefined) {
    const day = addWorkingDays(today, intake.incompleteVisitDays);
    await agenda.enter(practiceId, { look: 'incomplete-visit', ...of, day });
  }
  if (unsigned.length > 0) {
    const day = addWorkingDays(today, intake.unsignedNoteDays);
    await agenda.enter(practiceId, { look: 'unsigned-note', ...of, day });
  }
  const day = PlainDate.safeParse(about?.day).data;
  const { sourcePatientId } = about ?? {};
  if (day !== undefined && sourcePatientId !== undefined) {
    await visitDocuments.noteVisit(
      practiceId,
      { sourceSystem, sourcePatientId, day },
      { visitId, encounterId },
    );
  }
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

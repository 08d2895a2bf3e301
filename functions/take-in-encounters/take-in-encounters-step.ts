import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { PracticeId, TaskId, UploadId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { UploadChunkInput } from '#contracts/steps.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import {
  UploadChunk,
  uploadChunkKey,
  UploadChunkResult,
  uploadResultKey,
  type ChangedName,
} from '#contracts/upload.ts';
import { lookForChargeOn } from '#domain/appointments/missing-charge.ts';
import type { WaitingVisit } from '#domain/aliases/count-waiting.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { Sha256 } from '#domain/identity/content-hash.ts';
import { claimIdFor, nameKeyFor } from '#domain/identity/ids.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import { takeInBill, takeInVoid, type KnownClaims } from '#domain/intake/known-original.ts';
import type { ReadContext } from '#domain/intake/read/intake-record.ts';
import { readers } from '#domain/intake/read/readers.ts';
import { workOf, type RecordWork } from '#domain/intake/record-work.ts';
import type { VisitDecision } from '#domain/intake/visit/decide-visit.ts';
import { zeroCents } from '#domain/money/cents.ts';
import { saidByRegistration, takeInRegistration } from '#domain/patients/take-in-registration.ts';
import { namesReached } from '#domain/intake/visit/kept-items.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import type { IntakeAgenda } from '#ports/intake-agenda.ts';
import { keepDocuments, withDocuments, type KeepDocumentsWorld } from '#ports/keep-documents.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import { takenOverClaim } from '#ports/taken-over-claim.ts';
import { waitForMapping } from '#ports/wait-for-mapping.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface TakeInEncountersWorld extends ClaimWorld {
  /** The machine's own, where it has one. */
  readonly sha256?: Sha256;
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load' | 'edition'>;
  readonly uploads: Pick<UploadRegister, 'hold' | 'load' | 'wait'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'putOnce'>;
  readonly visits: Pick<VisitStore, 'keep' | 'parts'>;
  readonly visitDocuments: KeepDocumentsWorld['visitDocuments'];
  readonly agenda: Pick<IntakeAgenda, 'enter'>;
  readonly appointments: Pick<AppointmentStore, 'keep'>;
  readonly patients: Pick<PatientRegister, 'noteMerge' | 'registration' | 'register'>;
}

/** Whole visits of a chunk, and appointments, that are worked at the same time. */
const atOnce = 5;

/** How often an upload is followed back to the one whose records it reads again. */
const readAgainLimit = 20;

type Of<Kind extends RecordWork['kind']> = Extract<RecordWork, { kind: Kind }>;
type Result = UploadChunkResult[number];

/**
 * Takes in the records of one chunk: a patient is kept on file, what is a whole visit becomes a claim, each by a transaction of its own, so that a
 * bad record never blocks a good one; what is a part of a visit is kept until all parts of the upload are. A chunk that
 * has its result is done; one that was left half done finds what is there, changes nothing of it and answers the same.
 */
export async function takeInEncountersStep(
  event: unknown,
  world: TakeInEncountersWorld,
): Promise<{ outcome: 'taken-in'; records: number }> {
  const { practiceId, uploadId, chunkNumber } = UploadChunkInput.parse(event);
  const resultKey = uploadResultKey(practiceId, uploadId, chunkNumber);
  const done = await world.documents.get('documents', resultKey);
  if (done !== undefined) {
    return { outcome: 'taken-in', records: UploadChunkResult.parse(jsonOf(done.body)).length };
  }
  const known = await world.practices.load(practiceId);
  const stored = await world.documents.get('documents', uploadChunkKey(practiceId, uploadId, chunkNumber));
  if (known === undefined || stored === undefined) {
    throw new InvariantBroken(`Chunk ${chunkNumber} of upload ${uploadId} or its practice is gone`);
  }
  const chunk = UploadChunk.parse(jsonOf(stored.body));
  const { practice, works } = await readChunk(chunk, known, uploadId, world);
  const kept = works.filter((work): work is Of<'kept'> => work.kind === 'kept');
  await keepAppointments(kept, practice, world);
  const given = await keepDocuments(kept, practice, uploadId, world);
  for (const merge of kept.flatMap(({ merges }) => merges)) {
    await world.patients.noteMerge(practiceId, merge);
  }
  const firstSeenAt = await firstSeenOf(practiceId, uploadId, world);
  const results: Result[] = [
    ...chunk.unreadable,
    ...(await answersOf(
      works.filter((work): work is Of<'answered'> => work.kind === 'answered'),
      practiceId,
      { uploadId, chunkNumber },
      world,
    )),
    ...withDocuments(await keep(kept, practiceId, { uploadId, firstSeenAt }, world), given),
  ];
  // One after the other: two versions of one registration may stand in one file.
  for (const work of works.filter((one): one is Of<'registration'> => one.kind === 'registration')) {
    results.push(await register(work, practice, uploadId, world));
  }
  const whole = works.filter((work): work is Of<'encounter'> => work.kind === 'encounter');
  for (let start = 0; start < whole.length; start += atOnce) {
    const taken = whole
      .slice(start, start + atOnce)
      .map((work) => takeIn(work, practice, { uploadId, firstSeenAt }, world));
    results.push(...(await Promise.all(taken)));
  }
  // After the claims of the chunk, of which one may be the claim that is void.
  for (const work of works.filter((one): one is Of<'void'> => one.kind === 'void')) {
    results.push(await takeBack(work, practice, uploadId, world));
  }
  results.sort((one, other) => one.recordNumber - other.recordNumber);
  await world.documents.putOnce('documents', resultKey, JSON.stringify(results), 'application/json');
  return { outcome: 'taken-in', records: results.length };
}

interface SeenUpload {
  readonly uploadId: UploadId;
  /** When its records came: those of an upload that is read once more came with the first. */
  readonly firstSeenAt: Instant;
}

async function firstSeenOf(
  practiceId: PracticeId,
  uploadId: UploadId,
  { uploads, clock }: Pick<TakeInEncountersWorld, 'uploads' | 'clock'>,
): Promise<Instant> {
  let upload = await uploads.load(practiceId, uploadId);
  // The same object may be read again for one name after another.
  for (let times = 0; times < readAgainLimit && upload?.again !== undefined; times += 1) {
    upload = await uploads.load(practiceId, upload.again.of);
  }
  return upload?.registeredAt ?? clock.now();
}

/** Reads the records by the practice as it is known; once more where names are not mapped, for that is known a minute late. */
async function readChunk(
  chunk: UploadChunk,
  known: Practice,
  uploadId: UploadId,
  world: TakeInEncountersWorld,
): Promise<{ readonly practice: Practice; readonly works: readonly RecordWork[] }> {
  const works = worksOf(chunk, known, uploadId, world);
  const isMapped = works.every((work) => work.kind !== 'answered' || work.unmapped === undefined);
  const inForce = isMapped ? known : ((await world.practices.edition(known.practiceId)) ?? known);
  return inForce.edition === known.edition
    ? { practice: known, works }
    : { practice: inForce, works: worksOf(chunk, inForce, uploadId, world) };
}

function worksOf(
  { records, format, entry, entryName, scope, sourceFolder, mappingId }: UploadChunk,
  practice: Practice,
  uploadId: UploadId,
  { clock, sha256 }: Pick<TakeInEncountersWorld, 'clock' | 'sha256'>,
): readonly RecordWork[] {
  const today = dateOf(clock.now());
  const context: ReadContext = {
    ...(sha256 === undefined ? {} : { sha256 }),
    practice,
    format,
    today,
    uploadId,
    ...(sourceFolder === undefined ? {} : { sourceFolder }),
    ...(mappingId === undefined ? {} : { mappingId }),
    ...(entryName === undefined ? {} : { fileName: entryName }),
    ...(scope === undefined ? {} : { scope }),
  };
  return records.map((record) => {
    const frame: Frame = {
      number: record.number ?? record.recordNumber,
      text: record.text,
      offset: 0,
      ...(record.line === undefined ? {} : { line: record.line }),
      ...(record.context === undefined ? {} : { context: record.context }),
    };
    const { recordNumber } = record;
    return workOf({ recordNumber, entry }, readers[format](frame, context), practice, today);
  });
}

/**
 * Answers what is answered already. A record that waits for nothing but names to be mapped is held: each name is asked
 * for once, and when it is mapped the upload is read once more.
 */
async function answersOf(
  works: readonly Of<'answered'>[],
  practiceId: PracticeId,
  { uploadId, chunkNumber }: { readonly uploadId: UploadId; readonly chunkNumber: number },
  world: TakeInEncountersWorld,
): Promise<readonly Result[]> {
  const asked = new Map<TaskId, boolean>();
  const waiting = new Map<TaskId, WaitingVisit[]>();
  const answers: Result[] = [];
  for (const { answer, unmapped = [], chargeCents = zeroCents } of works) {
    let isHeld = unmapped.length > 0;
    for (const name of unmapped) {
      const taskId = unmappedTaskId(name);
      const isOpen =
        asked.get(taskId) ??
        (await waitForMapping(name, { practiceId, uploadId, recordNumber: answer.recordNumber }, world));
      asked.set(taskId, isOpen);
      isHeld &&= isOpen;
    }
    for (const name of isHeld ? unmapped : []) {
      const taskId = unmappedTaskId(name);
      const { encounterId, recordNumber } = answer;
      const of =
        encounterId === undefined
          ? `${uploadId} ${recordNumber}`
          : claimIdFor(practiceId, name.sourceSystem ?? '', encounterId);
      waiting.set(taskId, [...(waiting.get(taskId) ?? []), { of, chargeCents }]);
    }
    const [first] = unmapped;
    answers.push(
      first === undefined
        ? answer
        : { ...answer, taskId: unmappedTaskId(first), ...(isHeld ? heldFor(answer) : {}) },
    );
  }
  for (const [taskId, visits] of waiting) {
    await world.uploads.wait(practiceId, taskId, `${uploadId} ${chunkNumber}`, visits);
  }
  return answers;
}

function heldFor({ problems }: RecordAnswer): Pick<RecordAnswer, 'outcome' | 'waitsFor' | 'problems'> {
  return {
    outcome: 'held',
    waitsFor: problems.map(({ field, found }) => `that somebody says what ${found} in ${field} means`),
    problems: [],
  };
}

/** Keeps what all records of the chunk say at once; each answer names its visits, and what is news to other visits. */
async function keep(
  works: readonly Of<'kept'>[],
  practiceId: PracticeId,
  { uploadId, firstSeenAt }: SeenUpload,
  { visits }: TakeInEncountersWorld,
): Promise<readonly Result[]> {
  if (works.length === 0) {
    return [];
  }
  const news = await visits.keep(practiceId, uploadId, {
    parts: works.flatMap(({ parts, answer: { recordNumber } }) =>
      parts.map((part) => ({ ...part, arrived: { uploadId, recordNumber, firstSeenAt } })),
    ),
    things: works.flatMap(({ things }) => things),
  });
  const untold = new Set(news.map(({ key }) => key));
  return works.map(({ answer, visits: ofRecord, things }) => {
    const changed = things
      .flatMap((thing) => namesReached(practiceId, thing))
      .filter(({ key }: ChangedName) => untold.delete(key));
    return {
      ...answer,
      ...(ofRecord.length === 0 ? {} : { visits: [...ofRecord] }),
      ...(changed.length === 0 ? {} : { changed }),
    };
  });
}

/** Keeps appointments, and notes when to look for their charges. */
async function keepAppointments(
  works: readonly Of<'kept'>[],
  practice: Practice,
  { appointments, clock }: TakeInEncountersWorld,
): Promise<void> {
  const today = dateOf(clock.now());
  const all = works.flatMap((work) => work.appointments);
  for (let start = 0; start < all.length; start += atOnce) {
    await Promise.all(
      all
        .slice(start, start + atOnce)
        .map((one) => appointments.keep(practice.practiceId, one, lookForChargeOn(one, practice, today))),
    );
  }
}

/** Keeps a patient on file. */
async function register(
  { registration, about }: Of<'registration'>,
  practice: Practice,
  uploadId: UploadId,
  { patients, clock }: Pick<TakeInEncountersWorld, 'patients' | 'clock'>,
): Promise<RecordAnswer> {
  const { practiceId } = practice;
  const { recordNumber } = about;
  const patientKey = nameKeyFor(practiceId, registration.sourceSystem, registration.patient.sourcePatientId);
  return await decideAgainOnConflict(async (): Promise<RecordAnswer> => {
    const existing = await patients.registration(practiceId, patientKey);
    const origin = { uploadId, recordNumber, at: clock.now() };
    const { answer, keep: kept } = takeInRegistration(registration, practice, existing, origin);
    if (kept !== undefined && !(await patients.register(practiceId, kept, saidByRegistration(kept)))) {
      throw new CommitConflict(`The registration of record ${recordNumber} was changed at the same time`);
    }
    return { ...about, ...answer };
  });
}

async function takeIn(
  { encounter, bill, decided, about }: Of<'encounter'>,
  practice: Practice,
  { uploadId, firstSeenAt }: SeenUpload,
  world: TakeInEncountersWorld,
): Promise<RecordAnswer> {
  const { recordNumber } = about;
  const { sourceSystem, encounterId } = encounter;
  const at = world.clock.now();
  // Nearly every encounter is new: it is taken in as such, and only one that turns out not to be is looked at.
  let isNew = bill !== 'replacement' && decided === undefined;
  return await decideAgainOnConflict(async (): Promise<RecordAnswer> => {
    const known = await knownClaims({ sourceSystem, encounterId, bill, isNew }, practice, world);
    isNew = false;
    const origin = { uploadId, recordNumber, at, firstSeenAt };
    const taken = takeInBill(encounter, { bill, decided }, known, practice, origin);
    return await answered({ ...about, encounterId }, taken, world);
  });
}

/** Takes the void of a claim in; see {@link takeInVoid}. */
async function takeBack(
  { sourceSystem, encounterId, version, about }: Of<'void'>,
  practice: Practice,
  uploadId: UploadId,
  world: TakeInEncountersWorld,
): Promise<RecordAnswer> {
  const { recordNumber } = about;
  const at = world.clock.now();
  return await decideAgainOnConflict(async (): Promise<RecordAnswer> => {
    const named = { sourceSystem, encounterId, bill: 'void', isNew: false } as const;
    const known = await knownClaims(named, practice, world);
    const origin = { uploadId, recordNumber, at };
    const decided = takeInVoid({ encounterId, version }, known, practice, origin);
    return await answered({ ...about, encounterId }, decided, world);
  });
}

/** What is here under the number of a record; of a bill also under which number it was taken over. */
async function knownClaims(
  named: {
    readonly sourceSystem: string;
    readonly encounterId: string;
    readonly bill: 'original' | 'replacement' | 'void' | undefined;
    readonly isNew: boolean;
  },
  practice: Practice,
  { claims }: TakeInEncountersWorld,
): Promise<KnownClaims> {
  const { sourceSystem, encounterId, bill, isNew } = named;
  const claimId = claimIdFor(practice.practiceId, sourceSystem, encounterId);
  const takenOver = bill === undefined ? undefined : await takenOverClaim(practice, encounterId, claims);
  const isUnseen = isNew && takenOver === undefined;
  return { takenOver, existing: isUnseen ? undefined : await claims.load(practice.practiceId, claimId) };
}

async function answered(
  about: Pick<RecordAnswer, 'recordNumber' | 'place' | 'notes' | 'encounterId'>,
  { answer, writes }: VisitDecision,
  world: TakeInEncountersWorld,
): Promise<RecordAnswer> {
  const committed = writes.length === 0 ? undefined : await world.commit.apply(writes);
  if (committed?.outcome === 'duplicate') {
    throw new CommitConflict(`The claim of record ${about.recordNumber} is there already`);
  }
  const notes = [...(about.notes ?? []), ...(answer.notes ?? [])];
  return { ...about, ...answer, ...(notes.length === 0 ? {} : { notes }) };
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}

import type { Claim } from '#contracts/claim.ts';
import {
  EnterAtDeskRequest,
  type CardImage,
  type DeskEntry,
  type EnterAtDeskAnswer,
  type PatientOnFile,
} from '#contracts/front-desk.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { RegisteredCoverage } from '#contracts/patient-registration.ts';
import { problemsOf } from '#contracts/queries.ts';
import { cardFault } from '#domain/front-desk/card-image.ts';
import { deskFileKey } from '#domain/front-desk/desk-file.ts';
import {
  correctedVisitRecord,
  coverageRecord,
  rebilledRecord,
  registrationRecord,
  visitRecord,
} from '#domain/front-desk/desk-records.ts';
import { contentHashOf, hashOfBytes } from '#domain/identity/content-hash.ts';
import { claimIdFor, deskEntryIdFor, documentIdFor, nameKeyFor } from '#domain/identity/ids.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { patientOnFile, type PatientOnFileWorld } from '#ports/patient-on-file.ts';

interface EnterAtDeskWorld extends PatientOnFileWorld {
  readonly clock: Clock;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly desk: Pick<DeskBook, 'enter' | 'entry' | 'checkIn' | 'keepCard'>;
  readonly documents: Pick<DocumentStore, 'get' | 'putOnce'>;
  readonly appointments: Pick<AppointmentStore, 'load'>;
}

type Request<Action extends string> = Extract<
  ReturnType<(typeof EnterAtDeskRequest)['parse']>,
  { action: Action }
>;
/** A form that becomes an upload. */
type FormRequest = Request<'register'> | Request<'enter-visit'> | Request<'change-coverage'>;

/** An entry and the lines of its upload, or why there is none. */
type Drafted =
  | {
      readonly entry: Pick<DeskEntry, 'kind' | 'patientKey' | 'claims'>;
      readonly records: readonly Readonly<Record<string, unknown>>[];
      readonly refused?: never;
    }
  | { readonly refused: EnterAtDeskAnswer };

/**
 * Does what the front desk does. A form is written as a small upload under the desk's own name: it is split, checked,
 * answered, corrected and kept as every upload of the practice is, and nothing of it is checked here but whose it is. What
 * is handed in twice is done once.
 */
export async function enterAtDeskStep(event: unknown, world: EnterAtDeskWorld): Promise<EnterAtDeskAnswer> {
  const read = EnterAtDeskRequest.safeParse(event);
  if (!read.success) {
    return refused(problemsOf(read.error));
  }
  const request = read.data;
  switch (request.action) {
    case 'check-in':
      return await checkIn(request, world);
    case 'add-card':
      return await addCard(request, world);
    default:
      return await file(request, world);
  }
}

async function file(request: FormRequest, world: EnterAtDeskWorld): Promise<EnterAtDeskAnswer> {
  const { practiceId, user, entryKey, ...asked } = request;
  const entryId = deskEntryIdFor(practiceId, user, entryKey);
  const contentHash = contentHashOf(asked);
  const known = await world.desk.entry(practiceId, entryId);
  if (known !== undefined && known.contentHash !== contentHash) {
    return refused([
      'Something else was handed in with this form already. Open the form anew and hand it in again.',
    ]);
  }
  const drafted = await draft(request, world);
  if (drafted.refused !== undefined) {
    // Handed in before, and the upload has changed what is on file since.
    const isUploaded =
      known !== undefined &&
      (await world.documents.get('uploads', deskFileKey(practiceId, entryId))) !== undefined;
    return isUploaded ? filed(known) : drafted.refused;
  }
  const entry: DeskEntry = {
    practiceId,
    entryId,
    ...drafted.entry,
    user,
    at: world.clock.now(),
    contentHash,
  };
  // First who hands it in, then what: the upload says in its record whose it is.
  await world.desk.enter(entry);
  const text = `${drafted.records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  await world.documents.putOnce('uploads', deskFileKey(practiceId, entryId), text, 'application/x-ndjson');
  return filed(known ?? entry);
}

async function draft(request: FormRequest, world: EnterAtDeskWorld): Promise<Drafted> {
  const { practiceId, patientKey } = request;
  const onFile = patientKey === undefined ? undefined : await patientOnFile(practiceId, patientKey, world);
  if (patientKey !== undefined && onFile === undefined) {
    return { refused: noPatient(practiceId, patientKey) };
  }
  if (request.action === 'register') {
    return register(request, onFile);
  }
  if (onFile === undefined) {
    return { refused: noPatient(practiceId, request.patientKey) };
  }
  return request.action === 'enter-visit'
    ? await enterVisit(request, onFile, world)
    : await changeCoverage(request, onFile, world);
}

function register(request: Request<'register'>, onFile: PatientOnFile | undefined): Drafted {
  const { practiceId, user, entryKey, seenVersion, form } = request;
  if (onFile !== undefined && onFile.version !== seenVersion) {
    return { refused: changedMeanwhile };
  }
  const entryId = deskEntryIdFor(practiceId, user, entryKey);
  const { record, sourceSystem, sourcePatientId } = registrationRecord(practiceId, entryId, form, onFile);
  const patientKey = nameKeyFor(practiceId, sourceSystem, sourcePatientId);
  return { entry: { kind: 'registration', patientKey, claims: [] }, records: [record] };
}

async function enterVisit(
  { practiceId, user, entryKey, claimId, form }: Request<'enter-visit'>,
  onFile: PatientOnFile,
  world: EnterAtDeskWorld,
): Promise<Drafted> {
  const { patientKey } = onFile;
  if (claimId !== undefined) {
    const claim = await world.claims.load(practiceId, claimId);
    return claim === undefined || patientKeyOf(claim) !== patientKey
      ? { refused: noClaim(practiceId, claimId) }
      : {
          entry: { kind: 'visit', patientKey, claims: [claimId] },
          records: [correctedVisitRecord(claim, form)],
        };
  }
  const entryId = deskEntryIdFor(practiceId, user, entryKey);
  const { record, sourceSystem, encounterId } = visitRecord(entryId, form, onFile);
  const claims = [claimIdFor(practiceId, sourceSystem, encounterId)];
  return { entry: { kind: 'visit', patientKey, claims }, records: [record] };
}

/** One upload: what is on file, and after it each claim that is to be billed by it. */
async function changeCoverage(
  { practiceId, seenVersion, coverages, claims: named }: Request<'change-coverage'>,
  onFile: PatientOnFile,
  world: EnterAtDeskWorld,
): Promise<Drafted> {
  const { patientKey } = onFile;
  if (onFile.version !== seenVersion) {
    return { refused: changedMeanwhile };
  }
  const read = RegisteredCoverage.array().safeParse(coverages);
  if (!read.success) {
    return { refused: refused(problemsOf(read.error)) };
  }
  const claims: Claim[] = [];
  for (const claimId of new Set(named)) {
    const claim = await world.claims.load(practiceId, claimId);
    if (claim === undefined || patientKeyOf(claim) !== patientKey) {
      return { refused: noClaim(practiceId, claimId) };
    }
    claims.push(claim);
  }
  return {
    entry: { kind: 'coverage-change', patientKey, claims: claims.map(({ claimId }) => claimId) },
    records: [coverageRecord(onFile, coverages), ...claims.map((claim) => rebilledRecord(claim, read.data))],
  };
}

async function checkIn(
  { practiceId, user, patientKey, day, appointmentId }: Request<'check-in'>,
  world: EnterAtDeskWorld,
): Promise<EnterAtDeskAnswer> {
  const appointment =
    appointmentId === undefined ? undefined : await world.appointments.load(practiceId, appointmentId);
  if (appointmentId !== undefined) {
    const of =
      appointment === undefined
        ? undefined
        : nameKeyFor(practiceId, appointment.sourceSystem, appointment.sourcePatientId);
    if (appointment?.date !== day || of !== patientKey) {
      return refused([`The patient has no appointment ${appointmentId} on ${day} any more.`]);
    }
  } else if ((await patientOnFile(practiceId, patientKey, world)) === undefined) {
    return noPatient(practiceId, patientKey);
  }
  const came = {
    practiceId,
    day,
    patientKey,
    ...(appointmentId === undefined ? {} : { appointmentId }),
    at: world.clock.now(),
    by: user,
  };
  return { outcome: 'checked-in', checkIn: await world.desk.checkIn(came) };
}

async function addCard(
  { practiceId, user, patientKey, side, mediaType, content }: Request<'add-card'>,
  world: EnterAtDeskWorld,
): Promise<EnterAtDeskAnswer> {
  if ((await patientOnFile(practiceId, patientKey, world)) === undefined) {
    return noPatient(practiceId, patientKey);
  }
  const bytes = new Uint8Array(Buffer.from(content, 'base64'));
  const fault = cardFault(bytes, mediaType);
  if (fault !== undefined) {
    return refused([fault]);
  }
  const documentId = documentIdFor(practiceId, hashOfBytes(bytes));
  const card: CardImage = {
    practiceId,
    patientKey,
    documentId,
    side,
    mediaType,
    sizeBytes: bytes.length,
    fileKey: `cards/${practiceId}/${documentId}`,
    at: world.clock.now(),
    by: user,
  };
  await world.documents.putOnce('documents', card.fileKey, bytes, mediaType);
  await world.desk.keepCard(card);
  return { outcome: 'card-kept', card };
}

function filed({ entryId, patientKey, claims }: DeskEntry): EnterAtDeskAnswer {
  return { outcome: 'filed', entryId, patientKey, claims };
}

function refused(problems: string[]): EnterAtDeskAnswer {
  return { outcome: 'refused', problems };
}

const changedMeanwhile = refused([
  'Somebody has changed what is on file of this patient since you opened the form. Look at it as it is now, and enter your changes again.',
]);

function noPatient(practiceId: PracticeId, patientKey: string): EnterAtDeskAnswer {
  return {
    outcome: 'refused',
    problems: [`patientKey: practice ${practiceId} has no patient ${patientKey}`],
    because: 'not-found',
  };
}

function noClaim(practiceId: PracticeId, claimId: ClaimId): EnterAtDeskAnswer {
  return {
    outcome: 'refused',
    problems: [`claimId: the patient has no claim ${claimId} in practice ${practiceId}`],
    because: 'not-found',
  };
}

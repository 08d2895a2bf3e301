import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import {
  DeskQuery,
  type DeskQueryAnswer,
  type DeskVisit,
  type PatientOnFile,
} from '#contracts/front-desk.ts';
import type { GuarantorId, NameKey, PracticeId } from '#contracts/identifiers.ts';
import { RegisteredCoverage } from '#contracts/patient-registration.ts';
import { problemsOf } from '#contracts/queries.ts';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { affectedClaims, claimOnFile } from '#domain/front-desk/affected-claims.ts';
import { isBlindTo } from '#domain/coding/audit/blind-claim.ts';
import { deskAnswerKey, deskFileKey } from '#domain/front-desk/desk-file.ts';
import { expectedCopay } from '#domain/front-desk/patient-on-file.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { appointmentIdFor, nameKeyFor } from '#domain/identity/ids.ts';
import { sumCents, zeroCents } from '#domain/money/cents.ts';
import { unappliedMoneyOf } from '#domain/payment-batches/unapplied-money.ts';
import { registeredOn } from '#domain/patients/coverages-on.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { claimsOfPatient, patientOnFile, type PatientOnFileWorld } from '#ports/patient-on-file.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

interface ReadDeskWorld extends PatientOnFileWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly desk: Pick<DeskBook, 'entry' | 'checkIns' | 'receipt' | 'receiptsOf' | 'cardsOf'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly appointments: Pick<AppointmentStore, 'onDay'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
  readonly batches: Pick<PaymentBatches, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofHolder'>;
}

type Query<Name extends string> = Extract<ReturnType<(typeof DeskQuery)['parse']>, { query: Name }>;

const claimsShown = 100;
const receiptsShown = 50;
/** Claims by which the copay is known. */
const claimsForCopay = 3;
const patientsAtOnce = 8;

/** Answers what the front desk needs to know of a patient, a day or what was handed in; changes nothing. */
export async function readDeskStep(event: unknown, world: ReadDeskWorld): Promise<DeskQueryAnswer> {
  const read = DeskQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  switch (read.data.query) {
    case 'entry':
      return await showEntry(read.data, world);
    case 'account':
      return await showAccount(read.data, world);
    case 'day':
      return await showDay(read.data, world);
    case 'affected':
      return await showAffected(read.data, world);
    case 'receipt':
      return await showReceipt(read.data, world);
    case 'card':
      return await showCard(read.data, world);
  }
}

/** What was handed in, and what was answered to it as soon as it is. */
async function showEntry(
  { practiceId, entryId, authority }: Query<'entry'>,
  { desk, documents, claims }: ReadDeskWorld,
): Promise<DeskQueryAnswer> {
  const entry = await desk.entry(practiceId, entryId);
  if (entry === undefined) {
    return notFound(`entryId: practice ${practiceId} has no entry ${entryId}`);
  }
  const [answered, handedIn] = await Promise.all([
    documents.get('uploads', deskAnswerKey(practiceId, entryId)),
    documents.get('uploads', deskFileKey(practiceId, entryId)),
  ]);
  const made = await Promise.all(entry.claims.map((claimId) => claims.load(practiceId, claimId)));
  // Who has yet to code a visit blind is not shown the charges as they were entered, nor what was said of them.
  if (made.some((claim) => claim !== undefined && isBlindTo(authority, claim))) {
    return { outcome: 'entry', entry };
  }
  const [first = '{}'] = new TextDecoder().decode(handedIn?.body).split('\n');
  return {
    outcome: 'entry',
    entry,
    ...(handedIn === undefined ? {} : { form: JSON.parse(first) as Record<string, unknown> }),
    ...(answered === undefined ? {} : { answer: UploadAnswer.parse(jsonOf(answered.body)) }),
  };
}

async function showAccount(
  { practiceId, patientKey }: Query<'account'>,
  world: ReadDeskWorld,
): Promise<DeskQueryAnswer> {
  const onFile = await patientOnFile(practiceId, patientKey, world);
  if (onFile === undefined) {
    return noPatient(practiceId, patientKey);
  }
  const [claims, receipts, cards, balanceCents] = await Promise.all([
    claimsOfPatient(practiceId, patientKey, claimsShown, world),
    world.desk.receiptsOf(practiceId, patientKey, receiptsShown),
    world.desk.cardsOf(practiceId, patientKey),
    balanceOf(practiceId, onFile.guarantorId, world),
  ]);
  const standing = await Promise.all(receipts.map((receipt) => standingReceipt(receipt, world)));
  const copay = expectedCopay(onFile, claims, dateOf(world.clock.now()));
  return {
    outcome: 'account',
    onFile,
    claims: claims.map(claimOnFile),
    ...(copay === undefined ? {} : { copay }),
    balanceCents,
    unappliedCents: sumCents(standing, ({ unappliedCents }) => unappliedCents),
    receipts: standing,
    cards: [...cards],
  };
}

/** Appointments of a day and who came without one, in the order of the day. */
async function showDay({ practiceId, day }: Query<'day'>, world: ReadDeskWorld): Promise<DeskQueryAnswer> {
  const [appointments, checkIns] = await Promise.all([
    world.appointments.onDay(practiceId, day),
    world.desk.checkIns(practiceId, day),
  ]);
  const booked = appointments
    .filter(({ status }) => status !== 'cancelled')
    .map((appointment) => {
      const appointmentId = appointmentIdFor(practiceId, appointment);
      const patientKey = nameKeyFor(practiceId, appointment.sourceSystem, appointment.sourcePatientId);
      const checkIn = checkIns.find((one) => one.appointmentId === appointmentId);
      return { appointment, appointmentId, patientKey, ...(checkIn === undefined ? {} : { checkIn }) };
    })
    .toSorted((one, other) => ((one.appointment.time ?? '~') < (other.appointment.time ?? '~') ? -1 : 1));
  const without = checkIns
    .filter(({ appointmentId }) => appointmentId === undefined)
    .map((checkIn) => ({ patientKey: checkIn.patientKey, checkIn }));
  const visits: DeskVisit[] = [];
  const listed = [...booked, ...without];
  for (let start = 0; start < listed.length; start += patientsAtOnce) {
    visits.push(
      ...(await Promise.all(
        listed
          .slice(start, start + patientsAtOnce)
          .map(async (one) => ({ ...one, ...(await atTheDesk(practiceId, one.patientKey, day, world)) })),
      )),
    );
  }
  return { outcome: 'day', day, visits };
}

type AtTheDesk = Omit<DeskVisit, 'appointment' | 'appointmentId' | 'patientKey' | 'checkIn'>;

async function atTheDesk(
  practiceId: PracticeId,
  patientKey: NameKey,
  day: PlainDate,
  world: ReadDeskWorld,
): Promise<AtTheDesk> {
  const onFile = await patientOnFile(practiceId, patientKey, world);
  if (onFile === undefined) {
    return { balanceCents: zeroCents, takenCents: zeroCents };
  }
  const [claims, receipts, balanceCents] = await Promise.all([
    claimsOfPatient(practiceId, patientKey, claimsForCopay, world),
    world.desk.receiptsOf(practiceId, patientKey, receiptsShown),
    balanceOf(practiceId, onFile.guarantorId, world),
  ]);
  const ofDay = receipts.filter(({ postingDate }) => postingDate === day);
  const standing = await Promise.all(ofDay.map((receipt) => standingReceipt(receipt, world)));
  const copay = expectedCopay(onFile, claims, day);
  const [first] = registeredOn(onFile.coverages, day);
  return {
    name: nameOf(onFile),
    birthDate: onFile.patient.birthDate,
    ...(first === undefined ? {} : { payerId: first.payerId }),
    ...(copay === undefined ? {} : { copay }),
    balanceCents,
    takenCents: sumCents(
      standing.filter(({ isVoid }) => !isVoid),
      ({ amountCents }) => amountCents,
    ),
  };
}

/** Which claims other coverages would change, before anything is changed. */
async function showAffected(
  { practiceId, patientKey, coverages }: Query<'affected'>,
  world: ReadDeskWorld,
): Promise<DeskQueryAnswer> {
  const [practice, onFile] = await Promise.all([
    world.practices.load(practiceId),
    patientOnFile(practiceId, patientKey, world),
  ]);
  const read = RegisteredCoverage.array().safeParse(coverages);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  if (practice === undefined || onFile === undefined) {
    return noPatient(practiceId, patientKey);
  }
  const claims = await claimsOfPatient(practiceId, patientKey, claimsShown, world);
  return { outcome: 'affected', claims: affectedClaims(claims, read.data, practice) };
}

async function showReceipt(
  { practiceId, receiptNumber }: Query<'receipt'>,
  world: ReadDeskWorld,
): Promise<DeskQueryAnswer> {
  const receipt = await world.desk.receipt(practiceId, receiptNumber);
  if (receipt === undefined) {
    return notFound(`receiptNumber: practice ${practiceId} has no receipt ${receiptNumber}`);
  }
  const [practice, onFile, standing, balanceCents] = await Promise.all([
    world.practices.load(practiceId),
    patientOnFile(practiceId, receipt.patientKey, world),
    standingReceipt(receipt, world),
    balanceOf(practiceId, receipt.guarantorId, world),
  ]);
  return {
    outcome: 'receipt',
    receipt: standing,
    patientName: onFile === undefined ? '' : nameOf(onFile),
    practiceName: practice?.name ?? '',
    balanceCents,
  };
}

async function showCard(
  { practiceId, patientKey, documentId }: Query<'card'>,
  { desk, documents }: ReadDeskWorld,
): Promise<DeskQueryAnswer> {
  const cards = await desk.cardsOf(practiceId, patientKey);
  const card = cards.find((one) => one.documentId === documentId);
  const stored = card === undefined ? undefined : await documents.get('documents', card.fileKey);
  return card === undefined || stored === undefined
    ? notFound(`documentId: the patient has no card ${documentId} in practice ${practiceId}`)
    : { outcome: 'card', card, content: Buffer.from(stored.body).toString('base64') };
}

/** A receipt as it stands: void where its batch was taken back, and what of it no claim has had yet. */
async function standingReceipt(receipt: DeskReceipt, { batches, ledger }: ReadDeskWorld) {
  const { practiceId, batchId } = receipt;
  const [batch, postings] = await Promise.all([
    batches.load(practiceId, batchId),
    ledger.ofHolder(practiceId, batchId),
  ]);
  const isVoid = batch?.state === 'taking-back' || batch?.state === 'taken-back';
  const unappliedCents = isVoid
    ? zeroCents
    : (unappliedMoneyOf(batchId, 1, postings)?.leftCents ?? zeroCents);
  return { ...receipt, unappliedCents, isVoid };
}

async function balanceOf(
  practiceId: PracticeId,
  guarantorId: GuarantorId,
  { accounts }: Pick<ReadDeskWorld, 'accounts'>,
): Promise<Cents> {
  const account = await accounts.load(practiceId, guarantorId);
  return sumCents(account?.visits ?? [], ({ balanceCents }) => balanceCents);
}

function nameOf({ patient }: PatientOnFile): string {
  return `${patient.lastName}, ${patient.firstName}`;
}

function noPatient(practiceId: PracticeId, patientKey: NameKey): DeskQueryAnswer {
  return notFound(`patientKey: practice ${practiceId} has no patient ${patientKey}`);
}

function notFound(problem: string): DeskQueryAnswer {
  return { outcome: 'refused', problems: [problem], because: 'not-found' };
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}

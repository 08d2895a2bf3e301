import * as z from 'zod';
import { Appointment, AppointmentId } from './appointment.ts';
import { Cents } from './cents.ts';
import { ClaimState } from './claim.ts';
import { Instant, PlainDate } from './dates.ts';
import { DeskReceipt, EntryKey } from './desk-receipt.ts';
import { Coverage, Encounter, Guarantor, Patient } from './encounter.ts';
import {
  ClaimId,
  DeskEntryId,
  DocumentId,
  GuarantorId,
  NameKey,
  PayerId,
  PracticeId,
  ReceiptNumber,
} from './identifiers.ts';
import { KeptCoverage, PatientRegistration } from './patient-registration.ts';
import { QueryRefused, RefusedBecause, WorkTaskRequest } from './queries.ts';
import { StaffAuthority } from './staff-member.ts';
import { UploadAnswer } from './upload-answer.ts';

/** The system under whose name the front desk registers patients and enters visits that no other system has. */
export const frontDeskSystem = 'front-desk';

/** What a person filled in, as filled in: the upload that is made of it is checked, and answered field by field. */
export const DeskForm = z.record(z.string().max(60), z.unknown());
export type DeskForm = z.infer<typeof DeskForm>;

/** A patient as registered by hand; the numbers of patient and guarantor are made by the desk. */
export const RegistrationForm = z.strictObject({
  patient: Patient.omit({ sourcePatientId: true }),
  guarantor: Guarantor.omit({ sourceGuarantorId: true }).optional(),
  coverages: PatientRegistration.shape.coverages,
});

/** The coverages on file, all of them. */
export const CoverageForm = RegistrationForm.pick({ coverages: true });

/** A visit as it is entered by hand; who it was for comes from what is on file. */
export const VisitForm = Encounter.omit({
  sourceSystem: true,
  encounterId: true,
  version: true,
  patient: true,
  guarantor: true,
  coverages: true,
  totalCharge: true,
  clinicalCodes: true,
  unmappedCharges: true,
  signatureOnFile: true,
  assignmentOfBenefits: true,
  releaseOfInformation: true,
});

/** What was handed in at the desk, and the upload that was made of it. */
export const DeskEntry = z.object({
  practiceId: PracticeId,
  entryId: DeskEntryId,
  kind: z.enum(['registration', 'visit', 'coverage-change']),
  user: z.string(),
  at: Instant,
  /** Of what was asked: the same key with something else is refused. */
  contentHash: z.string(),
  patientKey: NameKey,
  /** The claims that the entry makes or changes. */
  claims: z.array(ClaimId),
});
export type DeskEntry = z.infer<typeof DeskEntry>;

/** A patient who has come. */
export const CheckIn = z.object({
  practiceId: PracticeId,
  day: PlainDate,
  patientKey: NameKey,
  /** None of somebody who came without one. */
  appointmentId: AppointmentId.optional(),
  at: Instant,
  by: z.string(),
});
export type CheckIn = z.infer<typeof CheckIn>;

/** A receipt as it stands. */
const StandingReceipt = DeskReceipt.extend({
  /** What of it belongs to no claim yet. */
  unappliedCents: Cents,
  isVoid: z.boolean(),
});

const cardSides = ['front', 'back', 'other'] as const;
export const CardType = z.enum(['image/jpeg', 'image/png', 'application/pdf']);
export type CardType = z.infer<typeof CardType>;

/** A picture of an insurance card or of a photo id. */
export const CardImage = z.object({
  practiceId: PracticeId,
  patientKey: NameKey,
  documentId: DocumentId,
  side: z.enum(cardSides),
  mediaType: CardType,
  sizeBytes: z.int(),
  fileKey: z.string(),
  at: Instant,
  by: z.string(),
});
export type CardImage = z.infer<typeof CardImage>;

const enteredBy = { practiceId: PracticeId, user: WorkTaskRequest.shape.user };
/** The version of the registration that the form began with; 0 where there was none. */
const seenVersion = z.int().min(0);

/** What is done at the desk. Forms become uploads of the practice: the same checks, answers and history. */
export const EnterAtDeskRequest = z.discriminatedUnion('action', [
  /** Without a patient a new one is registered, under a number of the desk's own. */
  z.object({
    action: z.literal('register'),
    ...enteredBy,
    entryKey: EntryKey,
    patientKey: NameKey.optional(),
    seenVersion: seenVersion.default(0),
    form: DeskForm,
  }),
  /** With a claim it is corrected, else the visit is a new one. */
  z.object({
    action: z.literal('enter-visit'),
    ...enteredBy,
    entryKey: EntryKey,
    patientKey: NameKey,
    claimId: ClaimId.optional(),
    form: DeskForm,
  }),
  /** The coverages on file are replaced, and these claims are corrected or, where they were sent, a person is asked. */
  z.object({
    action: z.literal('change-coverage'),
    ...enteredBy,
    entryKey: EntryKey,
    patientKey: NameKey,
    seenVersion,
    coverages: z.array(DeskForm).max(20),
    claims: z.array(ClaimId).max(100).default([]),
  }),
  z.object({
    action: z.literal('check-in'),
    ...enteredBy,
    patientKey: NameKey,
    day: PlainDate,
    appointmentId: AppointmentId.optional(),
  }),
  z.object({
    action: z.literal('add-card'),
    ...enteredBy,
    patientKey: NameKey,
    side: z.enum(cardSides),
    mediaType: CardType,
    /** In base64: 2.8 megabytes at most. */
    content: z
      .string()
      .max(3_800_000)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'a file in base64'),
  }),
]);
export type EnterAtDeskRequest = z.input<typeof EnterAtDeskRequest>;

export const EnterAtDeskAnswer = z.discriminatedUnion('outcome', [
  /** Handed in as an upload, whose answer comes in some seconds. */
  z.object({
    outcome: z.literal('filed'),
    entryId: DeskEntryId,
    patientKey: NameKey,
    claims: z.array(ClaimId),
  }),
  z.object({ outcome: z.literal('checked-in'), checkIn: CheckIn }),
  z.object({ outcome: z.literal('card-kept'), card: CardImage }),
  QueryRefused,
]);
export type EnterAtDeskAnswer = z.infer<typeof EnterAtDeskAnswer>;

/** What can be asked of the desk. */
export const DeskQuery = z.discriminatedUnion('query', [
  z.object({
    query: z.literal('entry'),
    practiceId: PracticeId,
    entryId: DeskEntryId,
    authority: StaffAuthority.optional(),
  }),
  z.object({ query: z.literal('account'), practiceId: PracticeId, patientKey: NameKey }),
  z.object({ query: z.literal('day'), practiceId: PracticeId, day: PlainDate }),
  z.object({
    query: z.literal('affected'),
    practiceId: PracticeId,
    patientKey: NameKey,
    coverages: z.array(DeskForm).max(20),
  }),
  z.object({ query: z.literal('receipt'), practiceId: PracticeId, receiptNumber: ReceiptNumber }),
  z.object({
    query: z.literal('card'),
    practiceId: PracticeId,
    patientKey: NameKey,
    documentId: DocumentId,
  }),
]);
export type DeskQuery = z.input<typeof DeskQuery>;

/** A patient as the practice knows the person: from the registration, else from the latest claim. */
export const PatientOnFile = z.object({
  patientKey: NameKey,
  sourceSystem: z.string(),
  patient: Patient,
  /** Where another person than the patient receives the bills. */
  guarantor: Guarantor.optional(),
  guarantorId: GuarantorId,
  coverages: z.array(KeptCoverage),
  /** Of the registration; 0 where the patient is only known from visits. */
  version: z.int().min(0),
});
export type PatientOnFile = z.infer<typeof PatientOnFile>;

const ClaimOnFile = z.object({
  claimId: ClaimId,
  serviceDate: PlainDate,
  state: ClaimState,
  totalChargeCents: Cents,
  payerId: PayerId.optional(),
  /** What happened last and what is expected next. */
  summary: z.string(),
});

const ExpectedCopay = z.object({ amountCents: Cents, from: z.enum(['eligibility', 'card']) });
export type ExpectedCopay = z.infer<typeof ExpectedCopay>;

/** An appointment, or somebody who came without one, with what the desk needs to know. */
export const DeskVisit = z.object({
  appointment: Appointment.optional(),
  appointmentId: AppointmentId.optional(),
  patientKey: NameKey,
  /** None where no visit or registration of the number has come yet. */
  name: z.string().optional(),
  birthDate: PlainDate.optional(),
  payerId: PayerId.optional(),
  copay: ExpectedCopay.optional(),
  /** What the guarantor owes of visits that were handed over. */
  balanceCents: Cents,
  checkIn: CheckIn.optional(),
  /** What was taken today. */
  takenCents: Cents,
});
export type DeskVisit = z.infer<typeof DeskVisit>;

/** What a change of coverage does to a claim. */
export const AffectedClaim = ClaimOnFile.extend({
  before: z.array(Coverage),
  after: z.array(Coverage),
  /** `corrected`: at once. `asked`: a task asks a biller. `elsewhere`: it cannot be changed from the desk. */
  effect: z.enum(['corrected', 'asked', 'elsewhere']),
  /** Why, and what happens next: one sentence. */
  words: z.string(),
});
export type AffectedClaim = z.infer<typeof AffectedClaim>;

export const DeskQueryAnswer = z.discriminatedUnion('outcome', [
  /** Without an answer the upload is being worked. */
  z.object({
    outcome: z.literal('entry'),
    entry: DeskEntry,
    form: DeskForm.optional(),
    answer: UploadAnswer.optional(),
  }),
  z.object({
    outcome: z.literal('account'),
    onFile: PatientOnFile,
    /** The latest day of service first; the last hundred. */
    claims: z.array(ClaimOnFile),
    copay: ExpectedCopay.optional(),
    balanceCents: Cents,
    /** Money that belongs to no claim yet. */
    unappliedCents: Cents,
    receipts: z.array(StandingReceipt),
    cards: z.array(CardImage),
  }),
  z.object({ outcome: z.literal('day'), day: PlainDate, visits: z.array(DeskVisit) }),
  z.object({ outcome: z.literal('affected'), claims: z.array(AffectedClaim) }),
  z.object({
    outcome: z.literal('receipt'),
    receipt: StandingReceipt,
    /** Who is printed on it. */
    patientName: z.string(),
    practiceName: z.string(),
    /** What is left to be paid of visits that were handed over. */
    balanceCents: Cents,
  }),
  z.object({ outcome: z.literal('card'), card: CardImage, content: z.string() }),
  z.object({
    outcome: z.literal('refused'),
    problems: z.array(z.string()),
    because: RefusedBecause.optional(),
  }),
]);
export type DeskQueryAnswer = z.infer<typeof DeskQueryAnswer>;

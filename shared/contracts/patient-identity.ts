import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { Sex } from './encounter.ts';
import { ClaimId, NameKey, TaskId } from './identifiers.ts';

/** What one source says of one patient, written so that two can be compared. */
export const PatientFacts = z.object({
  sourceSystem: z.string(),
  sourcePatientId: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  birthDate: PlainDate,
  sex: Sex,
  street: z.string(),
  zip: z.string(),
  phone: z.string().optional(),
  /** Payer and member id. */
  members: z.array(z.string()),
});
export type PatientFacts = z.infer<typeof PatientFacts>;

/** What one claim says of its patient, or the registration of the patient; a later version says it anew. */
export const PatientSaid = z.object({
  /** None for the registration. */
  claimId: ClaimId.optional(),
  /** The claim's version, or the registration's. */
  version: z.int().min(1),
  /** The first day of service; of a registration the day on which it was taken in. */
  serviceDate: PlainDate,
  /** None where the claim turned out to be another patient's. */
  facts: PatientFacts.optional(),
  /** As the source writes it. */
  name: z.string(),
});
export type PatientSaid = z.infer<typeof PatientSaid>;

/** What a person decided about two patients. Kept for good; the last one about the two counts. */
export const PatientDecision = z.object({
  one: NameKey,
  other: NameKey,
  /** Of the decisions about these two, counted from 1. */
  number: z.int().min(1),
  verdict: z.enum(['same', 'different']),
  /** Whose key the person goes by from now on. */
  stays: NameKey.optional(),
  at: Instant,
  by: z.string(),
  reason: z.string(),
});
export type PatientDecision = z.infer<typeof PatientDecision>;

/** Why two patients of a person belong together: a rule, by its id, or `decision`. */
export const PatientLink = z.object({ one: NameKey, other: NameKey, by: z.string() });
export type PatientLink = z.infer<typeof PatientLink>;

/** Which person a patient is, as it was worked out last. A patient without a record is a person by itself. */
export const PersonRecord = z.object({
  version: z.int().min(1),
  at: Instant,
  /** The key of the patient by which the person goes; every patient of the person has the same. */
  personId: NameKey,
  /** All patients of the person, this one among them, sorted. */
  samePerson: z.array(NameKey).min(1),
  links: z.array(PatientLink),
  /** Patients whom a rule finds like this one, of this person or not. */
  alike: z.array(NameKey),
  /** Persons of whom it is asked whether they are this one, by their ids. Only at the patient by which the person goes. */
  asked: z.array(z.object({ other: NameKey, taskId: TaskId })),
});
export type PersonRecord = z.infer<typeof PersonRecord>;

/** All that is known of a patient of one source. */
export const PatientIdentity = z.object({
  /** Names the patient of the source without telling the number. */
  patientKey: NameKey,
  said: z.array(PatientSaid),
  decisions: z.array(PatientDecision),
  /** Patients of the same source of whom the source says that they are this one. */
  mergedWith: z.array(NameKey),
  person: PersonRecord.optional(),
});
export type PatientIdentity = z.infer<typeof PatientIdentity>;

/** Somebody who has to be looked at again, and on what occasion: `<claimId>#<version>`, or another patient's key. */
export const PatientEntry = z.object({
  patientKey: NameKey,
  occasion: z.string().regex(/^[A-Z0-9#a-z-]{1,80}$/),
  claimId: ClaimId.optional(),
});
export type PatientEntry = z.infer<typeof PatientEntry>;

/** Two numbers of one source that are one person, says the source. */
export const PatientMerge = z.object({ sourceSystem: z.string(), from: z.string(), into: z.string() });
export type PatientMerge = z.infer<typeof PatientMerge>;

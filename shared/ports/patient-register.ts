import type { ClaimId, NameKey, PracticeId } from '#contracts/identifiers.ts';
import type {
  PatientEntry,
  PatientIdentity,
  PatientMerge,
  PatientSaid,
} from '#contracts/patient-identity.ts';
import type { KeptRegistration } from '#contracts/patient-registration.ts';

export interface PatientAgendaPage {
  readonly entries: readonly PatientEntry[];
  /** Where the next page begins, if there is one. */
  readonly next?: string;
}

/**
 * Patients as their sources know them, and which of them are one person. A patient is named by a key that is made of
 * practice, source system and the source's number and tells none of them. Persons and decisions are written by
 * `commit`; so is the agenda, together with the claim that says something of a patient.
 */
export interface PatientRegister {
  /** Who is to be looked at, all entries of a patient one after the other. */
  agenda(practiceId: PracticeId, limit: number, from?: string): Promise<PatientAgendaPage>;
  cross(practiceId: PracticeId, entry: PatientEntry): Promise<void>;
  /** Keeps what a version of a claim says of a patient, unless a later version has said it. Done again it changes nothing. */
  say(practiceId: PracticeId, patientKey: NameKey, said: PatientSaid): Promise<void>;
  /** Sees everything that was said and decided before. */
  load(practiceId: PracticeId, patientKey: NameKey): Promise<PatientIdentity | undefined>;
  /**
   * Patients of whom something was said that has this token, at most so many. A patient may be among them of whom it is
   * said no more.
   */
  found(practiceId: PracticeId, token: string, limit: number): Promise<readonly NameKey[]>;
  /** Keeps that a source says that two of its numbers are one person, and has both looked at. */
  noteMerge(practiceId: PracticeId, merge: PatientMerge): Promise<void>;
  /** What is on file of a patient, in its newest version. */
  registration(practiceId: PracticeId, patientKey: NameKey): Promise<KeptRegistration | undefined>;
  /**
   * Keeps a registration with what it says of its patient, and has the patient looked at. Done again it changes nothing.
   * @returns false where the same or a later version with other content is kept already; nothing is changed then.
   */
  register(practiceId: PracticeId, registration: KeptRegistration, said: PatientSaid): Promise<boolean>;
  /** Claims of a patient of the last year, the latest day of service first. Sees every claim that was committed before. */
  recentClaims(practiceId: PracticeId, patientKey: NameKey, limit: number): Promise<readonly ClaimId[]>;
  /**
   * All patients who are the same person as this one, itself among them: what one may ask the history of a person by. A
   * patient whom nobody has looked at yet is alone.
   */
  patientKeysOfSamePerson(practiceId: PracticeId, patientKey: NameKey): Promise<readonly NameKey[]>;
}

import * as z from 'zod';
import { PlainDate } from './dates.ts';
import { NameKey, PracticeId } from './identifiers.ts';
import { PatientIdentity } from './patient-identity.ts';
import { QueryRefused, RestartLegRequest, WorkTaskRequest } from './queries.ts';

/** What can be asked of patients and persons. */
export const PatientQuery = z.discriminatedUnion('query', [
  /** By a number that is the patient's alone or nearly so, or by the last name with the birth date or its year. */
  z.object({
    query: z.literal('find'),
    practiceId: PracticeId,
    /** With the birth date the whole of it; with the year of birth its first letters, at least two, are enough. */
    lastName: z.string().trim().min(1).max(60).optional(),
    birthDate: PlainDate.optional(),
    birthYear: z
      .string()
      .regex(/^(?:19|20)\d{2}$/, 'a year of four digits')
      .optional(),
    memberId: z.string().trim().min(2).max(30).optional(),
    phone: z.string().trim().min(10).max(25).optional(),
    /** The number that the practice's system has given to the patient. */
    patientNumber: z.string().trim().min(1).max(50).optional(),
  }),
  z.object({ query: z.literal('show'), practiceId: PracticeId, patientKey: NameKey }),
]);
export type PatientQuery = z.input<typeof PatientQuery>;

/** A patient in words, with the key by which commands name it. */
const DescribedPatient = z.object({ patientKey: NameKey, personId: NameKey, words: z.string() });

/** A patient who was found: no more than tells one from another. */
const FoundPatient = DescribedPatient.extend({
  name: z.string(),
  birthDate: PlainDate,
  sourceSystem: z.string(),
  patientNumber: z.string(),
});

export const PatientQueryAnswer = z.discriminatedUnion('outcome', [
  /** `hasMore`: as many as are looked at have what was searched for; say more of the patient. */
  z.object({
    outcome: z.literal('patients'),
    patients: z.array(FoundPatient),
    hasMore: z.boolean().default(false),
  }),
  /** `patients` are all who are the same person, the one that was asked for among them. */
  z.object({
    outcome: z.literal('patient'),
    patient: PatientIdentity,
    patients: z.array(DescribedPatient),
    /** Why it is not worked out who this patient is, where it is not. */
    unsettled: z.string().exactOptional(),
  }),
  QueryRefused,
]);
export type PatientQueryAnswer = z.infer<typeof PatientQueryAnswer>;

/** What a person decides about two patients of whom nobody asked. */
export const LinkPatientsRequest = z.object({
  practiceId: PracticeId,
  /** `link`: they are one person, who goes by `one`. `unlink`: they are two. */
  decision: z.enum(['link', 'unlink']),
  one: NameKey,
  other: NameKey,
  user: WorkTaskRequest.shape.user,
  reason: RestartLegRequest.shape.reason,
});
export type LinkPatientsRequest = z.input<typeof LinkPatientsRequest>;

export const LinkPatientsAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('decided'), summary: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type LinkPatientsAnswer = z.infer<typeof LinkPatientsAnswer>;

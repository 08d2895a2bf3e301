import * as z from 'zod';
import { Cents, DollarText } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { Coverage, Encounter, Guarantor, Patient } from './encounter.ts';
import { NameKey, UploadId } from './identifiers.ts';

/** A coverage as the practice has it on file: with the days on which it holds. */
export const RegisteredCoverage = Coverage.extend({
  /** First and last day on which it is in force; open where nothing is said. */
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  /** What the card asks of the patient for a visit. */
  copay: DollarText.optional(),
});
export type RegisteredCoverage = z.infer<typeof RegisteredCoverage>;

/**
 * A patient as the practice has the person on file, without any visit: one JSON object a line beside encounters. The
 * newest version is in force, whole.
 */
export const PatientRegistration = z.strictObject({
  record: z.literal('registration'),
  sourceSystem: Encounter.shape.sourceSystem,
  version: z.int().min(1).default(1),
  patient: Patient,
  /** Who receives the bills; the patient, unless another person is named. */
  guarantor: Guarantor.optional(),
  /** Of all times. On any day at most one of each order is in force. */
  coverages: z.array(RegisteredCoverage).max(20).default([]),
});
export type PatientRegistration = z.infer<typeof PatientRegistration>;

/** A coverage as it is kept: an amount is in cents. */
export const KeptCoverage = RegisteredCoverage.extend({ copay: Cents.optional() });
export type KeptCoverage = z.infer<typeof KeptCoverage>;

/** A registration in force, and where it came from. */
export const KeptRegistration = PatientRegistration.omit({ record: true }).extend({
  version: z.int().min(1),
  coverages: z.array(KeptCoverage),
  patientKey: NameKey,
  uploadId: UploadId,
  recordNumber: z.int().min(1),
  contentHash: z.string(),
  /** What was answered to the record, so that a step that is taken again answers the same. */
  outcome: z.enum(['kept', 'updated']),
  at: Instant,
});
export type KeptRegistration = z.infer<typeof KeptRegistration>;

import * as z from 'zod';
import { PlainDate } from './dates.ts';
import { Sex } from './encounter.ts';
import { NameKey } from './identifiers.ts';

/** What one source says of one patient, written so that two can be compared, and which person that is taken to be. */
export const PatientIdentity = z.object({
  /** Names the patient of the source without telling the number. */
  patientKey: NameKey,
  /** The key of the first patient that this person was known as. Patients of one person share it; nothing else of them changes. */
  personId: NameKey,
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
export type PatientIdentity = z.infer<typeof PatientIdentity>;

import * as z from 'zod';
import { Address } from './address.ts';
import { DollarText } from './cents.ts';
import { PlainDate } from './dates.ts';
import { Npi, PayerId } from './identifiers.ts';

const personName = z.string().trim().min(1).max(60);
const sourceId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/, '1 to 50 letters, digits, dot, colon, dash or underscore');

export const Sex = z.enum(['F', 'M', 'U']);
export type Sex = z.infer<typeof Sex>;

export const Person = z.strictObject({
  lastName: personName,
  firstName: personName,
  middleName: personName.max(25).optional(),
  /** Of the name: `Jr`, `III`. */
  suffix: z.string().trim().min(1).max(10).optional(),
  birthDate: PlainDate,
  sex: Sex,
  address: Address,
});
export type Person = z.infer<typeof Person>;

export const Patient = Person.extend({
  sourcePatientId: sourceId,
  deathDate: PlainDate.optional(),
  /** For the practice's own staff; no file to a payer has them. */
  phone: z
    .string()
    .regex(/^\d{10}$/, 'a phone number of 10 digits')
    .optional(),
  email: z.email().max(254).optional(),
});
export type Patient = z.infer<typeof Patient>;

/** Who receives the patient's bill; the patient, unless the encounter names another person. */
export const Guarantor = z.strictObject({
  sourceGuarantorId: sourceId,
  lastName: personName,
  firstName: personName,
  address: Address,
});
export type Guarantor = z.infer<typeof Guarantor>;

export const Coverage = z.strictObject({
  order: z.enum(['primary', 'secondary', 'tertiary']),
  payerId: PayerId,
  memberId: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{2,30}$/, '2 to 30 letters, digits or dashes, as printed on the card'),
  groupNumber: z.string().trim().min(1).max(30).optional(),
  /** The patient's relationship to the subscriber. */
  relationship: z.enum(['self', 'spouse', 'child', 'other']),
  /** Required unless the patient is the subscriber. */
  subscriber: Person.optional(),
  /** SBR05, where Medicare does not pay first: what goes before it, for example 12 for the employer plan of the aged. */
  medicareSecondaryReason: z.enum(['12', '13', '14', '15', '16', '41', '42', '43', '47']).optional(),
});
export type Coverage = z.infer<typeof Coverage>;

/** Code of a procedure, service or supply (CPT or HCPCS Level II); five characters. */
export const ProcedureCode = z.string().regex(/^[A-Z0-9]{4}[A-Z0-9]$/, 'a procedure code of 5 characters');
export const DiagnosisCode = z
  .string()
  .regex(/^[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?$/, 'an ICD-10-CM code, for example E11.9');
export const Modifier = z.string().regex(/^[A-Z0-9]{2}$/, 'a modifier of 2 characters');

/** The drug of a line: what the package says, and how much of it was given. */
export const Drug = z.strictObject({
  /** National drug code, without dashes. */
  ndc: z.string().regex(/^\d{11}$/, 'a national drug code of 11 digits'),
  quantity: z.number().positive().max(9_999_999),
  /** CTP05: F2 international unit, GR gram, ME milligram, ML millilitre, UN unit. */
  unit: z.enum(['F2', 'GR', 'ME', 'ML', 'UN']),
});
export type Drug = z.infer<typeof Drug>;

export const EncounterLine = z.strictObject({
  /** The line's number in its source. */
  sourceLineId: z.string().trim().min(1).max(50).optional(),
  code: ProcedureCode,
  modifiers: z.array(Modifier).max(4).default([]),
  units: z.int().min(1).max(9999).default(1),
  /** For all units together. Without one, the practice's fee schedule gives it. */
  charge: DollarText.optional(),
  /** Positions in `diagnoses`, counted from 1, most important first. */
  diagnosisPointers: z.array(z.int().min(1).max(12)).max(4).default([]),
  /** When it differs from the encounter's first day. */
  serviceDate: PlainDate.optional(),
  /** What was done, where the code does not say it: unlisted procedures. */
  description: z.string().trim().min(1).max(80).optional(),
  drug: Drug.optional(),
});
export type EncounterLine = z.infer<typeof EncounterLine>;

/** A line whose charge is known. */
export const ChargedLine = EncounterLine.extend({ charge: DollarText });
export type ChargedLine = z.infer<typeof ChargedLine>;

/** What a clinical system says was found or done. Never billed as it is: a coder sees it. */
export const ClinicalCode = z.strictObject({
  /** The code system, as the source names it: `SNOMED CT`, `CVX`, `LOINC`. */
  system: z.string().trim().min(1).max(100),
  code: z.string().trim().min(1).max(50),
  display: z.string().trim().min(1).max(300).optional(),
});
export type ClinicalCode = z.infer<typeof ClinicalCode>;

/** A charge with a code that is neither CPT nor HCPCS and that the practice has not mapped. A coder sees it. */
export const UnmappedCharge = z.strictObject({
  code: z.string().trim().min(1).max(50),
  system: z.string().trim().min(1).max(100).optional(),
  description: z.string().trim().min(1).max(300).optional(),
  units: z.int().min(1).max(9999).default(1),
  charge: DollarText.optional(),
  serviceDate: PlainDate.optional(),
});
export type UnmappedCharge = z.infer<typeof UnmappedCharge>;

/** Another provider than the one who saw the patient. */
export const NamedProvider = z.strictObject({ npi: Npi, lastName: personName, firstName: personName });
export type NamedProvider = z.infer<typeof NamedProvider>;

/** What the visit is a consequence of; another insurance may have to pay. */
/** What an authorization grants. */
export const AuthorizationLimits = z.strictObject({
  /** First and last day of service. */
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  units: z.int().min(1).max(9999).optional(),
});
export type AuthorizationLimits = z.infer<typeof AuthorizationLimits>;

export const Accident = z.strictObject({
  kind: z.enum(['auto', 'work', 'other']),
  date: PlainDate,
  /** Where an auto accident happened. */
  state: Address.shape.state.optional(),
});
export type Accident = z.infer<typeof Accident>;

/**
 * One visit, as a practice uploads it: one JSON object a line (`upload/<practice>/<file>.ndjson`).
 * An encounter without lines or diagnoses is uncoded and needs a note or clinical codes for the coder.
 * Unknown fields are refused: a misspelt field would otherwise be lost in silence.
 */
export const Encounter = z.strictObject({
  sourceSystem: sourceId,
  encounterId: sourceId,
  version: z.int().min(1).default(1),
  patient: Patient,
  guarantor: Guarantor.optional(),
  /** Empty: the patient pays. */
  coverages: z.array(Coverage).max(3),
  renderingNpi: Npi,
  referringProvider: NamedProvider.optional(),
  supervisingProvider: NamedProvider.optional(),
  /** A location of the practice, where the patient was seen. */
  locationId: z.string().min(1).max(32).optional(),
  placeOfService: z.string().regex(/^\d{2}$/, 'a CMS place of service code of 2 digits'),
  serviceDateFrom: PlainDate,
  serviceDateTo: PlainDate.optional(),
  /** Of a patient who is in a hospital. */
  admissionDate: PlainDate.optional(),
  /** When the illness began. */
  onsetDate: PlainDate.optional(),
  accident: Accident.optional(),
  diagnoses: z.array(DiagnosisCode).max(12).default([]),
  lines: z.array(EncounterLine).max(50).default([]),
  /** The sum of the lines as the source system knows it; checked against the lines. Left out when it does not know all charges. */
  totalCharge: DollarText.optional(),
  clinicalCodes: z.array(ClinicalCode).max(200).optional(),
  unmappedCharges: z.array(UnmappedCharge).max(50).optional(),
  /** Clinical text for the coder. */
  note: z.string().max(20_000).optional(),
  authorizationNumber: z.string().trim().min(1).max(50).optional(),
  authorizationLimits: AuthorizationLimits.optional(),
  signatureOnFile: z.boolean().default(true),
  assignmentOfBenefits: z.boolean().default(true),
  releaseOfInformation: z.boolean().default(true),
});
export type Encounter = z.infer<typeof Encounter>;

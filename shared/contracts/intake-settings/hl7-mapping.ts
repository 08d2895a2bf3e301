import * as z from 'zod';
import { SourceSystemName } from './source-system.ts';

/** A place in an HL7 message: segment, field, perhaps one repetition, component and subcomponent. `PID-3[5=MR].1` */
const Hl7Path = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9]{2}-\d{1,3}(?:\[\d{1,2}=[^\]]{1,40}\])?(?:\.\d{1,2}(?:\.\d{1,2})?)?$/,
    'a place in a message such as "FT1-25.1", "ZVN-1" or "PID-3[5=MR].1"',
  );

/** What is read from a message. Names, addresses, providers and locations are fields with components of their own. */
const hl7Fields = [
  'encounterId',
  'patientClass',
  'location',
  'placeOfService',
  'renderingProvider',
  'referringProvider',
  'serviceDateFrom',
  'serviceDateTo',
  'patient.sourcePatientId',
  'patient.name',
  'patient.birthDate',
  'patient.sex',
  'patient.deathDate',
  'patient.address',
  'patient.phone',
  'guarantor.sourceGuarantorId',
  'guarantor.name',
  'guarantor.address',
  'guarantor.relationship',
  'guarantor.from',
  'guarantor.to',
  'coverages.order',
  'coverages.payerId',
  'coverages.payerName',
  'coverages.memberId',
  'coverages.groupNumber',
  'coverages.relationship',
  'coverages.relationshipToSubscriber',
  'coverages.subscriberName',
  'coverages.subscriberBirthDate',
  'coverages.subscriberSex',
  'coverages.subscriberAddress',
  'coverages.authorizationNumber',
  'lines.transactionType',
  'lines.sourceLineId',
  'lines.reversedLineId',
  'lines.serviceDate',
  'lines.code',
  'lines.modifiers',
  'lines.units',
  'lines.charge',
  'lines.unitCharge',
  'lines.diagnoses',
  'lines.drug',
  'lines.drugQuantity',
  'lines.drugUnit',
  'accident.date',
  'accident.kind',
  'accident.state',
  'diagnoses.code',
  'diagnoses.rank',
  'diagnoses.type',
  'note',
  'appointmentId',
  'appointment.start',
  'appointment.status',
  'appointment.provider',
  'appointment.location',
  'document.documentId',
  'document.replacedDocumentId',
  'document.type',
  'document.writtenOn',
  'document.completion',
  'document.availability',
] as const;
export const Hl7Field = z.enum(hl7Fields);
export type Hl7Field = z.infer<typeof Hl7Field>;

/**
 * Where one field stands in the messages of a source, in place of where the preset looks for it. A payer that `values`
 * make into `self-pay` is none.
 */
const Hl7FieldSource = z.strictObject({
  field: Hl7Field,
  /** Looked at in this order; the first that holds something counts. */
  from: z.array(Hl7Path).min(1).max(10),
  /** What the source writes, and what it means here. */
  values: z.record(z.string().min(1).max(60), z.string().min(1).max(60)).optional(),
});

export const Hl7Preset = z.enum(['standard', 'epic', 'cerner', 'allscripts']);
export type Hl7Preset = z.infer<typeof Hl7Preset>;

/** How the messages of one source system are read, where they differ from the standard. */
export const Hl7Mapping = z.strictObject({
  sourceSystem: SourceSystemName,
  /** Its sending application (MSH-3) or facility (MSH-4), as its messages name them. */
  sendingNames: z.array(z.string().trim().min(1).max(180)).max(20).default([]),
  preset: Hl7Preset.default('standard'),
  /** Takes messages marked as a test or as training (MSH-11 T or D) for a live practice. */
  takesTestMessages: z.boolean().default(false),
  /** Whether the demographics of every message count, or those of admission messages only. */
  demographicsBy: z.enum(['every-message', 'admission-messages']).default('every-message'),
  fields: z.array(Hl7FieldSource).max(hl7Fields.length).default([]),
  /** `last-comma-first`: the whole name stands in the first component, "LAST, FIRST MIDDLE". */
  nameFormat: z.enum(['components', 'last-comma-first']).default('components'),
  /** A visit without insurance: the patient pays, or the insurance comes by another message. */
  noInsuranceMeans: z.enum(['unknown', 'self-pay']).default('unknown'),
  /**
   * IN1-17 `CHD` is sent in two senses. `by-age`: the patient is the child where the insured is at least twelve years
   * older.
   */
  childMeans: z.enum(['by-age', 'patient-is-child', 'insured-is-child']).default('by-age'),
});
export type Hl7Mapping = z.infer<typeof Hl7Mapping>;

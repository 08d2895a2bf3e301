import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  attachment837Schema,
  conditionIndicator837Schema,
  contract837Schema,
  note837Schema,
  repricing837Schema,
} from '#domain/x12/guides/005010X222A1-837P/schema-claim-parts.ts';
import { drug837Schema } from '#domain/x12/guides/005010X222A1-837P/schema-line.ts';
import {
  lineAdjudication837Shape,
  otherSubscriber837Shape,
} from '#domain/x12/guides/005010X222A1-837P/schema-other-payers.ts';
import {
  claimParties837Shape,
  provider837Schema,
  serviceFacility837Schema,
} from '#domain/x12/guides/005010X222A1-837P/schema-parties.ts';
import { placedRemarksShape } from '#domain/x12/schemas/adjudication.ts';
import { byPosition } from '#domain/x12/schemas/by-position.ts';
import { datePeriodSchema, referenceSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  Claim837I,
  Diagnosis837I,
  Procedure837I,
  OtherSubscriber837I,
  InpatientAdjudication837I,
  ServiceLine837I,
  LineAdjudication837I,
} from './model.ts';

const diagnosis837ISchema = schemaOf<Diagnosis837I>()(
  z.strictObject({
    code: z.string(),
    edition: z.literal('ICD-9-CM').exactOptional(),
    presentOnAdmission: z.string().exactOptional(),
  }),
);

const procedure837ISchema = schemaOf<Procedure837I>()(
  z.strictObject({
    code: z.string(),
    edition: z.enum(['ICD-9-CM', 'CAH']).exactOptional(),
    date: PlainDate.exactOptional(),
  }),
);

const inpatientAdjudication837ISchema = schemaOf<InpatientAdjudication837I>()(
  z.strictObject({
    coveredDays: z.number(),
    ...placedRemarksShape,
    values: byPosition(z.string()),
  }),
);

const otherSubscriber837ISchema = schemaOf<OtherSubscriber837I>()(
  z.strictObject({
    ...otherSubscriber837Shape,
    inpatientAdjudication: inpatientAdjudication837ISchema.exactOptional(),
  }),
);

const serviceProcedureSchema = schemaOf<NonNullable<ServiceLine837I['procedure']>>()(
  z.strictObject({
    qualifier: z.string(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
  }),
);

const lineAdjudication837ISchema = schemaOf<LineAdjudication837I>()(
  z.strictObject({
    ...lineAdjudication837Shape,
    procedure: serviceProcedureSchema.exactOptional(),
    revenueCode: z.string(),
  }),
);

const serviceLine837ISchema = schemaOf<ServiceLine837I>()(
  z.strictObject({
    lineNumber: z.number(),
    revenueCode: z.string(),
    procedure: serviceProcedureSchema.exactOptional(),
    chargeCents: Cents,
    units: z.number(),
    unit: z.literal('DA').exactOptional(),
    nonCoveredCents: Cents.exactOptional(),
    attachments: z.array(attachment837Schema).exactOptional(),
    serviceDates: datePeriodSchema.exactOptional(),
    lineControlNumber: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    serviceTaxCents: Cents.exactOptional(),
    facilityTaxCents: Cents.exactOptional(),
    thirdPartyNote: z.string().exactOptional(),
    repricing: repricing837Schema.exactOptional(),
    drug: drug837Schema.exactOptional(),
    operatingPhysician: provider837Schema.exactOptional(),
    otherOperatingPhysician: provider837Schema.exactOptional(),
    renderingProvider: provider837Schema.exactOptional(),
    referringProvider: provider837Schema.exactOptional(),
    adjudications: z.array(lineAdjudication837ISchema).exactOptional(),
  }),
);

export const claim837ISchema = schemaOf<Claim837I>()(
  z.strictObject({
    ...claimParties837Shape,
    patientControlNumber: z.string(),
    totalChargeCents: Cents,
    facilityType: z.string(),
    frequencyCode: z.string(),
    assignmentCode: z.enum(['A', 'B', 'C']),
    benefitsAssignment: z.enum(['Y', 'N', 'W']),
    releaseOfInformation: z.enum(['Y', 'I']),
    delayReason: z.string().exactOptional(),
    dischargeTime: z.string().exactOptional(),
    statementDates: datePeriodSchema,
    admission: z.strictObject({ date: PlainDate, time: z.string().exactOptional() }).exactOptional(),
    repricerReceivedDate: PlainDate.exactOptional(),
    admissionType: z.string(),
    admissionSource: z.string().exactOptional(),
    patientStatus: z.string(),
    attachments: z.array(attachment837Schema).exactOptional(),
    contract: contract837Schema.exactOptional(),
    estimatedPatientShareCents: Cents.exactOptional(),
    payerClaimControlNumber: z.string().exactOptional(),
    priorAuthorizationNumber: z.string().exactOptional(),
    referralNumber: z.string().exactOptional(),
    medicalRecordNumber: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    fileInformation: z.array(z.string()).exactOptional(),
    notes: z.array(note837Schema).exactOptional(),
    conditions: z.array(conditionIndicator837Schema).exactOptional(),
    principalDiagnosis: diagnosis837ISchema,
    admittingDiagnosis: diagnosis837ISchema.exactOptional(),
    visitReasons: z.array(diagnosis837ISchema).exactOptional(),
    externalCauses: z.array(diagnosis837ISchema).exactOptional(),
    diagnosisRelatedGroup: z.string().exactOptional(),
    otherDiagnoses: z.array(diagnosis837ISchema).exactOptional(),
    principalProcedure: procedure837ISchema.exactOptional(),
    otherProcedures: z.array(procedure837ISchema).exactOptional(),
    occurrenceSpans: z
      .array(z.strictObject({ code: z.string(), from: PlainDate, to: PlainDate }))
      .exactOptional(),
    occurrences: z.array(z.strictObject({ code: z.string(), date: PlainDate })).exactOptional(),
    values: z.array(z.strictObject({ code: z.string(), hundredths: Cents })).exactOptional(),
    conditionCodes: z.array(z.string()).exactOptional(),
    treatmentCodes: z.array(z.string()).exactOptional(),
    repricing: repricing837Schema.exactOptional(),
    attendingProvider: provider837Schema.exactOptional(),
    operatingPhysician: provider837Schema.exactOptional(),
    otherOperatingPhysician: provider837Schema.exactOptional(),
    renderingProvider: provider837Schema.exactOptional(),
    serviceFacility: serviceFacility837Schema.exactOptional(),
    referringProvider: provider837Schema.exactOptional(),
    otherSubscribers: z.array(otherSubscriber837ISchema).exactOptional(),
    lines: z.array(serviceLine837ISchema),
  }),
);

import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { serviceDeliverySchema } from '#domain/x12/schemas/delivery.ts';
import {
  contactSchema,
  datePeriodSchema,
  demographicsSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import {
  homeHealth278Schema,
  oxygen278Schema,
  spinalManipulation278Schema,
  transport278Schema,
} from './conditions-schema.ts';
import type {
  Header278,
  Taxonomy278,
  Person278,
  Relationship278,
  Trace278,
  Review278,
  Diagnosis278,
  Admission278,
  Attachment278,
  Provider278,
  TransportLocation278,
  Procedure278,
  Tooth278,
} from './model.ts';

export const header278Schema = schemaOf<Header278>()(
  z.strictObject({
    purpose: z.string(),
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
    kind: z.string().exactOptional(),
  }),
);

const taxonomy278Schema = schemaOf<Taxonomy278>()(
  z.strictObject({
    role: z.string(),
    code: z.string().exactOptional(),
  }),
);

export const requester278Shape = {
  role: z.string(),
  name: entityNameSchema,
  references: z.array(referenceSchema),
  taxonomy: taxonomy278Schema.exactOptional(),
};

const relationship278Schema = schemaOf<Relationship278>()(
  z.strictObject({
    relationship: z.string(),
    employmentStatus: z.string().exactOptional(),
    birthSequence: z.number().exactOptional(),
  }),
);

export const person278Shape = {
  name: entityNameSchema,
  references: z.array(referenceSchema),
  address: postalAddressSchema.exactOptional(),
  demographics: demographicsSchema.exactOptional(),
  relationship: relationship278Schema.exactOptional(),
};
export const person278Schema = schemaOf<Person278>()(z.strictObject(person278Shape));

const trace278Schema = schemaOf<Trace278>()(
  z.strictObject({
    kind: z.enum(['1', '2']),
    number: z.string(),
    originatingCompanyId: z.string(),
    supplementalId: z.string().exactOptional(),
  }),
);

const review278Schema = schemaOf<Review278>()(
  z.strictObject({
    category: z.string(),
    certification: z.string().exactOptional(),
    serviceType: z.string().exactOptional(),
    facility: z.strictObject({ code: z.string(), qualifier: z.enum(['A', 'B']) }).exactOptional(),
    relatedCauses: z
      .strictObject({
        codes: z.array(z.string()),
        state: z.string().exactOptional(),
        country: z.string().exactOptional(),
      })
      .exactOptional(),
    levelOfService: z.string().exactOptional(),
    healthCondition: z.string().exactOptional(),
    prognosis: z.string().exactOptional(),
    releaseOfInformation: z.string().exactOptional(),
    delayReason: z.string().exactOptional(),
  }),
);

const diagnosis278Schema = schemaOf<Diagnosis278>()(
  z.strictObject({
    qualifier: z.string(),
    code: z.string(),
    date: PlainDate.exactOptional(),
  }),
);

const admission278Schema = schemaOf<Admission278>()(
  z.strictObject({
    admissionType: z.string().exactOptional(),
    admissionSource: z.string().exactOptional(),
    patientStatus: z.string().exactOptional(),
    nursingHomeStatus: z.string().exactOptional(),
  }),
);

const attachment278Schema = schemaOf<Attachment278>()(
  z.strictObject({
    reportType: z.string(),
    transmission: z.string(),
    controlNumber: z.string().exactOptional(),
    description: z.string().exactOptional(),
  }),
);

export const provider278Shape = {
  role: z.string(),
  name: entityNameSchema,
  references: z.array(referenceSchema),
  address: postalAddressSchema.exactOptional(),
  contact: contactSchema.exactOptional(),
  taxonomy: taxonomy278Schema.exactOptional(),
};
export const provider278Schema = schemaOf<Provider278>()(z.strictObject(provider278Shape));

export const transportLocation278Shape = {
  role: z.string(),
  name: z.string().exactOptional(),
  address: postalAddressSchema.exactOptional(),
};
export const transportLocation278Schema = schemaOf<TransportLocation278>()(
  z.strictObject(transportLocation278Shape),
);

export const patientEvent278Shape = {
  traces: z.array(trace278Schema),
  review: review278Schema,
  previousAuthorizationNumber: z.string().exactOptional(),
  administrativeReferenceNumber: z.string().exactOptional(),
  dates: z.array(qualifiedDateSchema),
  diagnoses: z.array(diagnosis278Schema),
  delivery: serviceDeliverySchema.exactOptional(),
  admission: admission278Schema.exactOptional(),
  transport: transport278Schema.exactOptional(),
  spinalManipulation: spinalManipulation278Schema.exactOptional(),
  oxygen: oxygen278Schema.exactOptional(),
  homeHealth: homeHealth278Schema.exactOptional(),
  attachments: z.array(attachment278Schema),
  message: z.string().exactOptional(),
};

const procedure278Schema = schemaOf<Procedure278>()(
  z.strictObject({
    qualifier: z.string(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
    lastCode: z.string().exactOptional(),
  }),
);

const professionalService278Shape = {
  kind: z.literal('professional'),
  procedure: procedure278Schema,
  amountCents: Cents.exactOptional(),
  unit: z.string().exactOptional(),
  quantity: z.number().exactOptional(),
  diagnosisPointers: z.array(z.number()),
  epsdt: z.string().exactOptional(),
  nursingHomeLevelOfCare: z.string().exactOptional(),
};

const institutionalService278Shape = {
  kind: z.literal('institutional'),
  revenueCode: z.string().exactOptional(),
  procedure: procedure278Schema.exactOptional(),
  amountCents: Cents.exactOptional(),
  unit: z.string().exactOptional(),
  quantity: z.number().exactOptional(),
  rateCents: Cents.exactOptional(),
  nursingHomeStatus: z.string().exactOptional(),
  nursingHomeLevelOfCare: z.string().exactOptional(),
};

const tooth278Schema = schemaOf<Tooth278>()(
  z.strictObject({
    code: z.string(),
    surfaces: z.array(z.string()),
  }),
);

const dentalService278Shape = {
  kind: z.literal('dental'),
  procedure: procedure278Schema,
  amountCents: Cents.exactOptional(),
  oralCavity: z.array(z.string()),
  prosthesis: z.string().exactOptional(),
  quantity: z.number().exactOptional(),
  description: z.string().exactOptional(),
  teeth: z.array(tooth278Schema),
};

export const service278Shape = {
  traces: z.array(trace278Schema),
  review: review278Schema.exactOptional(),
  previousAuthorizationNumber: z.string().exactOptional(),
  administrativeReferenceNumber: z.string().exactOptional(),
  serviceDates: datePeriodSchema.exactOptional(),
  service: z
    .discriminatedUnion('kind', [
      z.strictObject(professionalService278Shape),
      z.strictObject(institutionalService278Shape),
      z.strictObject(dentalService278Shape),
    ])
    .exactOptional(),
  delivery: serviceDeliverySchema.exactOptional(),
  attachments: z.array(attachment278Schema),
  message: z.string().exactOptional(),
};

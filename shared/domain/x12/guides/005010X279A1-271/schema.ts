import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  procedure270Shape,
  providerInformation270Schema,
} from '#domain/x12/guides/005010X279A1-270/schema.ts';
import { serviceDeliverySchema } from '#domain/x12/schemas/delivery.ts';
import {
  contactSchema,
  datePeriodSchema,
  demographicsSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  EligibilityResponse271,
  Header271,
  InformationSource271,
  InformationReceiver271,
  Rejection271,
  Subscriber271,
  Dependent271,
  Trace271,
  Relationship271,
  Military271,
  Benefit271,
  BenefitEntity271,
  FurtherInformation271,
  Procedure271,
} from './model.ts';

const header271Schema = schemaOf<Header271>()(
  z.strictObject({
    purpose: z.string(),
    reference: z.string().exactOptional(),
    date: PlainDate,
    time: z.string(),
  }),
);

const rejection271Schema = schemaOf<Rejection271>()(
  z.strictObject({
    valid: z.boolean(),
    reasonCode: z.string(),
    followUpCode: z.string().exactOptional(),
  }),
);

const informationSource271Schema = schemaOf<InformationSource271>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    contacts: z.array(contactSchema),
    rejections: z.array(rejection271Schema),
  }),
);

const informationReceiver271Schema = schemaOf<InformationReceiver271>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    references: z.array(referenceSchema),
    address: postalAddressSchema.exactOptional(),
    rejections: z.array(rejection271Schema),
    provider: providerInformation270Schema.exactOptional(),
  }),
);

const trace271Schema = schemaOf<Trace271>()(
  z.strictObject({
    kind: z.enum(['1', '2']),
    number: z.string(),
    originatingCompanyId: z.string().exactOptional(),
    supplementalId: z.string().exactOptional(),
  }),
);

const relationship271Schema = schemaOf<Relationship271>()(
  z.strictObject({
    relationship: z.string(),
    identityChanged: z.boolean(),
    birthSequence: z.number().exactOptional(),
  }),
);

const military271Schema = schemaOf<Military271>()(
  z.strictObject({
    informationStatus: z.string(),
    employmentStatus: z.string(),
    affiliation: z.string(),
    description: z.string().exactOptional(),
    rank: z.string().exactOptional(),
    period: datePeriodSchema.exactOptional(),
  }),
);

const benefitEntity271Schema = schemaOf<BenefitEntity271>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    relationship: z.string().exactOptional(),
    address: postalAddressSchema.exactOptional(),
    region: qualifiedIdSchema.exactOptional(),
    contacts: z.array(contactSchema),
    provider: providerInformation270Schema.exactOptional(),
  }),
);

const procedure271Schema = schemaOf<Procedure271>()(
  z.strictObject({
    ...procedure270Shape,
    lastCode: z.string().exactOptional(),
  }),
);

const furtherInformation271Schema = schemaOf<FurtherInformation271>()(
  z.strictObject({
    qualifier: z.string().exactOptional(),
    code: z.string().exactOptional(),
    category: z.string().exactOptional(),
    text: z.string().exactOptional(),
  }),
);

const benefit271Schema = schemaOf<Benefit271>()(
  z.strictObject({
    kind: z.string(),
    coverageLevel: z.string().exactOptional(),
    serviceTypes: z.array(z.string()),
    insuranceType: z.string().exactOptional(),
    planDescription: z.string().exactOptional(),
    timePeriod: z.string().exactOptional(),
    amountCents: Cents.exactOptional(),
    percent: z.number().exactOptional(),
    quantityQualifier: z.string().exactOptional(),
    quantity: z.number().exactOptional(),
    authorizationRequired: z.enum(['Y', 'N', 'U']).exactOptional(),
    inNetwork: z.enum(['Y', 'N', 'U', 'W']).exactOptional(),
    procedure: procedure271Schema.exactOptional(),
    diagnosisPointers: z.array(z.number()),
    deliveries: z.array(serviceDeliverySchema),
    references: z.array(referenceSchema),
    dates: z.array(qualifiedDateSchema),
    rejections: z.array(rejection271Schema),
    messages: z.array(z.string()),
    furtherInformation: z.array(furtherInformation271Schema),
    entities: z.array(benefitEntity271Schema),
  }),
);

const person271Shape = {
  traces: z.array(trace271Schema),
  name: entityNameSchema,
  references: z.array(referenceSchema),
  address: postalAddressSchema.exactOptional(),
  rejections: z.array(rejection271Schema),
  provider: providerInformation270Schema.exactOptional(),
  demographics: demographicsSchema.exactOptional(),
  relationship: relationship271Schema.exactOptional(),
  diagnoses: z.array(qualifiedIdSchema),
  dates: z.array(qualifiedDateSchema),
  military: military271Schema.exactOptional(),
  benefits: z.array(benefit271Schema),
};
const dependent271Schema = schemaOf<Dependent271>()(z.strictObject(person271Shape));

const subscriber271Schema = schemaOf<Subscriber271>()(
  z.strictObject({
    ...person271Shape,
    dependents: z.array(dependent271Schema),
  }),
);

export const eligibilityResponse271Schema = schemaOf<EligibilityResponse271>()(
  z.strictObject({
    header: header271Schema,
    sourceLevelRejections: z.array(rejection271Schema),
    informationSource: informationSource271Schema,
    informationReceiver: informationReceiver271Schema.exactOptional(),
    subscribers: z.array(subscriber271Schema),
  }),
);

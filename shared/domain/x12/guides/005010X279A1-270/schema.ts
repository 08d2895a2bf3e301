import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  demographicsSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  EligibilityInquiry270,
  Header270,
  InformationReceiver270,
  Person270,
  Trace270,
  ProviderInformation270,
  Question270,
  Procedure270,
} from './model.ts';

const header270Schema = schemaOf<Header270>()(
  z.strictObject({
    purpose: z.enum(['13', '01', '36']),
    reference: z.string().exactOptional(),
    date: PlainDate,
    time: z.string(),
    transactionType: z.string().exactOptional(),
  }),
);

export const providerInformation270Schema = schemaOf<ProviderInformation270>()(
  z.strictObject({
    role: z.string(),
    identifier: qualifiedIdSchema.exactOptional(),
  }),
);

const informationReceiver270Schema = schemaOf<InformationReceiver270>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    references: z.array(referenceSchema).exactOptional(),
    address: postalAddressSchema.exactOptional(),
    provider: providerInformation270Schema.exactOptional(),
  }),
);

const trace270Schema = schemaOf<Trace270>()(
  z.strictObject({
    number: z.string(),
    originatingCompanyId: z.string(),
    supplementalId: z.string().exactOptional(),
  }),
);

const person270Schema = schemaOf<Person270>()(
  z.strictObject({
    traces: z.array(trace270Schema).exactOptional(),
    name: entityNameSchema,
    references: z.array(referenceSchema).exactOptional(),
    address: postalAddressSchema.exactOptional(),
    provider: providerInformation270Schema.exactOptional(),
    demographics: demographicsSchema.exactOptional(),
    relationship: z.string().exactOptional(),
    birthSequence: z.number().exactOptional(),
    diagnoses: z.array(qualifiedIdSchema).exactOptional(),
    dates: z.array(qualifiedDateSchema).exactOptional(),
  }),
);

export const procedure270Shape = {
  qualifier: z.string(),
  code: z.string(),
  modifiers: z.array(z.string()),
};
const procedure270Schema = schemaOf<Procedure270>()(z.strictObject(procedure270Shape));

const question270Schema = schemaOf<Question270>()(
  z.strictObject({
    serviceTypes: z.array(z.string()).exactOptional(),
    procedure: procedure270Schema.exactOptional(),
    coverageLevel: z.string().exactOptional(),
    diagnosisPointers: z.array(z.number()).exactOptional(),
    spendDownCents: Cents.exactOptional(),
    spendDownBilledCents: Cents.exactOptional(),
    placeOfService: z.string().exactOptional(),
    reference: referenceSchema.exactOptional(),
    dates: z.array(qualifiedDateSchema).exactOptional(),
  }),
);

export const eligibilityInquiry270Schema = schemaOf<EligibilityInquiry270>()(
  z.strictObject({
    header: header270Schema,
    sourceRole: z.string(),
    informationSource: entityNameSchema,
    informationReceiver: informationReceiver270Schema,
    subscriber: person270Schema,
    dependent: person270Schema.exactOptional(),
    questions: z.array(question270Schema),
  }),
);

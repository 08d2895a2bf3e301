import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import {
  contactSchema,
  demographicsSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  AmbulanceDropOff837,
  BillingProvider837,
  OrderingProvider837,
  Party837,
  Patient837,
  PatientInformation837,
  PayToAddress837,
  Provider837,
  ServiceFacility837,
  Submitter837,
  Subscriber837,
} from './model-parties.ts';

const submitter837Schema = schemaOf<Submitter837>()(
  z.strictObject({
    name: entityNameSchema,
    contacts: z.array(contactSchema),
  }),
);

export const party837Schema = schemaOf<Party837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
  }),
);

const billingProvider837Schema = schemaOf<BillingProvider837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema,
    taxId: qualifiedIdSchema,
    taxonomy: z.string().exactOptional(),
    currency: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contacts: z.array(contactSchema).exactOptional(),
  }),
);

const payToAddress837Schema = schemaOf<PayToAddress837>()(
  z.strictObject({
    entityType: z.enum(['person', 'organization']),
    address: postalAddressSchema,
  }),
);

const patientInformation837Schema = schemaOf<PatientInformation837>()(
  z.strictObject({
    deathDate: PlainDate.exactOptional(),
    weightPounds: z.number().exactOptional(),
    pregnant: z.boolean().exactOptional(),
  }),
);

const subscriber837Schema = schemaOf<Subscriber837>()(
  z.strictObject({
    payerResponsibility: z.string(),
    relationship: z.literal('18').exactOptional(),
    groupNumber: z.string().exactOptional(),
    groupName: z.string().exactOptional(),
    insuranceType: z.string().exactOptional(),
    claimFilingIndicator: z.string().exactOptional(),
    patientInformation: patientInformation837Schema.exactOptional(),
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    demographics: demographicsSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

const patient837Schema = schemaOf<Patient837>()(
  z.strictObject({
    relationship: z.string(),
    patientInformation: patientInformation837Schema.exactOptional(),
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    demographics: demographicsSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

export const claimParties837Shape = {
  submitter: submitter837Schema,
  receiver: entityNameSchema,
  billingProvider: billingProvider837Schema,
  payToAddress: payToAddress837Schema.exactOptional(),
  payToPlan: party837Schema.exactOptional(),
  subscriber: subscriber837Schema,
  payer: party837Schema,
  patient: patient837Schema.exactOptional(),
};

const provider837Shape = {
  name: entityNameSchema,
  role: z.literal('P3').exactOptional(),
  taxonomy: z.string().exactOptional(),
  references: z.array(referenceSchema).exactOptional(),
};

export const provider837Schema = schemaOf<Provider837>()(z.strictObject(provider837Shape));

export const serviceFacility837Schema = schemaOf<ServiceFacility837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema,
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

export const ambulanceDropOff837Schema = schemaOf<AmbulanceDropOff837>()(
  z.strictObject({
    name: z.string().exactOptional(),
    address: postalAddressSchema,
  }),
);

export const orderingProvider837Schema = schemaOf<OrderingProvider837>()(
  z.strictObject({
    ...provider837Shape,
    address: postalAddressSchema.exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

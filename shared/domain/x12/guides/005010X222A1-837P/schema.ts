import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { postalAddressSchema, qualifiedDateSchema, referenceSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type { Claim837P, Header837, Transaction837P } from './model.ts';
import {
  ambulanceTransport837Schema,
  attachment837Schema,
  conditionIndicator837Schema,
  contract837Schema,
  diagnosis837Schema,
  note837Schema,
  relatedCauses837Schema,
  repricing837Schema,
  spinalManipulation837Schema,
} from './schema-claim-parts.ts';
import { serviceLine837PSchema } from './schema-line.ts';
import { otherSubscriber837Schema } from './schema-other-payers.ts';
import {
  ambulanceDropOff837Schema,
  claimParties837Shape,
  provider837Schema,
  serviceFacility837Schema,
} from './schema-parties.ts';

const header837Schema = schemaOf<Header837>()(
  z.strictObject({
    purpose: z.enum(['00', '18']),
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
    kind: z.enum(['CH', 'RP', '31']),
  }),
);

export const claim837PSchema = schemaOf<Claim837P>()(
  z.strictObject({
    ...claimParties837Shape,
    patientControlNumber: z.string(),
    totalChargeCents: Cents,
    placeOfService: z.string(),
    frequencyCode: z.enum(['1', '6', '7', '8']),
    providerSignatureOnFile: z.boolean(),
    assignmentCode: z.enum(['A', 'B', 'C']),
    benefitsAssignment: z.enum(['Y', 'N', 'W']),
    releaseOfInformation: z.enum(['Y', 'I']),
    patientSignatureSource: z.literal('P').exactOptional(),
    relatedCauses: relatedCauses837Schema.exactOptional(),
    specialProgram: z.string().exactOptional(),
    delayReason: z.string().exactOptional(),
    dates: z.array(qualifiedDateSchema).exactOptional(),
    attachments: z.array(attachment837Schema).exactOptional(),
    contract: contract837Schema.exactOptional(),
    patientPaidCents: Cents.exactOptional(),
    payerClaimControlNumber: z.string().exactOptional(),
    priorAuthorizationNumber: z.string().exactOptional(),
    referralNumber: z.string().exactOptional(),
    cliaNumber: z.string().exactOptional(),
    medicalRecordNumber: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    fileInformation: z.array(z.string()).exactOptional(),
    note: note837Schema.exactOptional(),
    ambulanceTransport: ambulanceTransport837Schema.exactOptional(),
    spinalManipulation: spinalManipulation837Schema.exactOptional(),
    conditions: z.array(conditionIndicator837Schema).exactOptional(),
    diagnoses: z.array(diagnosis837Schema),
    anesthesiaProcedures: z.array(z.string()).exactOptional(),
    conditionCodes: z.array(z.string()).exactOptional(),
    repricing: repricing837Schema.exactOptional(),
    referringProviders: z.array(provider837Schema).exactOptional(),
    renderingProvider: provider837Schema.exactOptional(),
    serviceFacility: serviceFacility837Schema.exactOptional(),
    supervisingProvider: provider837Schema.exactOptional(),
    ambulancePickUp: postalAddressSchema.exactOptional(),
    ambulanceDropOff: ambulanceDropOff837Schema.exactOptional(),
    otherSubscribers: z.array(otherSubscriber837Schema).exactOptional(),
    lines: z.array(serviceLine837PSchema),
  }),
);

/** An 837P or 837I without its claims. */
export const frame837Schema = schemaOf<Omit<Transaction837P, 'claims'>>()(
  z.strictObject({ header: header837Schema }),
);

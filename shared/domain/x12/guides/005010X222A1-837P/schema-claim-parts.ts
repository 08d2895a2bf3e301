import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { qualifiedIdSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  AmbulanceTransport837,
  Attachment837,
  ConditionIndicator837,
  Contract837,
  Diagnosis837,
  Note837,
  RelatedCauses837,
  Repricing837,
  SpinalManipulation837,
} from './model-claim-parts.ts';

export const relatedCauses837Schema = schemaOf<RelatedCauses837>()(
  z.strictObject({
    codes: z.array(z.string()),
    state: z.string().exactOptional(),
    country: z.string().exactOptional(),
  }),
);

export const attachment837Schema = schemaOf<Attachment837>()(
  z.strictObject({
    reportType: z.string(),
    transmission: z.string(),
    controlNumber: z.string().exactOptional(),
  }),
);

export const contract837Schema = schemaOf<Contract837>()(
  z.strictObject({
    kind: z.string(),
    amountCents: Cents.exactOptional(),
    percent: z.number().exactOptional(),
    code: z.string().exactOptional(),
    termsDiscountPercent: z.number().exactOptional(),
    version: z.string().exactOptional(),
  }),
);

export const note837Schema = schemaOf<Note837>()(
  z.strictObject({
    kind: z.string(),
    text: z.string(),
  }),
);

export const ambulanceTransport837Schema = schemaOf<AmbulanceTransport837>()(
  z.strictObject({
    weightPounds: z.number().exactOptional(),
    reasonCode: z.string(),
    miles: z.number(),
    roundTripPurpose: z.string().exactOptional(),
    stretcherPurpose: z.string().exactOptional(),
  }),
);

export const spinalManipulation837Schema = schemaOf<SpinalManipulation837>()(
  z.strictObject({
    conditionCode: z.string(),
    description1: z.string().exactOptional(),
    description2: z.string().exactOptional(),
  }),
);

export const conditionIndicator837Schema = schemaOf<ConditionIndicator837>()(
  z.strictObject({
    category: z.string(),
    applies: z.boolean(),
    codes: z.array(z.string()),
  }),
);

export const diagnosis837Schema = schemaOf<Diagnosis837>()(
  z.strictObject({
    code: z.string(),
    edition: z.literal('ICD-9-CM').exactOptional(),
  }),
);

export const repricing837Schema = schemaOf<Repricing837>()(
  z.strictObject({
    methodology: z.string(),
    allowedCents: Cents,
    savingCents: Cents.exactOptional(),
    organizationId: z.string().exactOptional(),
    rate: z.number().exactOptional(),
    patientGroupCode: z.string().exactOptional(),
    patientGroupCents: Cents.exactOptional(),
    revenueCode: z.string().exactOptional(),
    procedure: qualifiedIdSchema.exactOptional(),
    unit: z.string().exactOptional(),
    quantity: z.number().exactOptional(),
    rejectReason: z.string().exactOptional(),
    policyCompliance: z.string().exactOptional(),
    exceptionCode: z.string().exactOptional(),
  }),
);

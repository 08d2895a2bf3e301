import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { adjustmentSchema, outpatientAdjudicationSchema } from '#domain/x12/schemas/adjudication.ts';
import { referenceSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type { LineAdjudication837, OtherPayerProvider837, OtherSubscriber837 } from './model-other-payers.ts';
import { party837Schema } from './schema-parties.ts';

const otherPayerProvider837Schema = schemaOf<OtherPayerProvider837>()(
  z.strictObject({
    role: z.string(),
    entityType: z.enum(['person', 'organization']),
    references: z.array(referenceSchema),
  }),
);

export const otherSubscriber837Shape = {
  payerResponsibility: z.string(),
  relationship: z.string(),
  groupNumber: z.string().exactOptional(),
  groupName: z.string().exactOptional(),
  insuranceType: z.string().exactOptional(),
  claimFilingIndicator: z.string().exactOptional(),
  adjustments: z.array(adjustmentSchema).exactOptional(),
  paidCents: Cents.exactOptional(),
  remainingPatientLiabilityCents: Cents.exactOptional(),
  nonCoveredCents: Cents.exactOptional(),
  benefitsAssignment: z.enum(['Y', 'N', 'W']),
  patientSignatureSource: z.literal('P').exactOptional(),
  releaseOfInformation: z.enum(['Y', 'I']),
  outpatientAdjudication: outpatientAdjudicationSchema.exactOptional(),
  subscriber: party837Schema,
  payer: party837Schema,
  adjudicationDate: PlainDate.exactOptional(),
  providers: z.array(otherPayerProvider837Schema).exactOptional(),
};

export const otherSubscriber837Schema = schemaOf<OtherSubscriber837>()(
  z.strictObject(otherSubscriber837Shape),
);

/** What an adjudication of a professional and of an institutional line have in common. */
export const lineAdjudication837Shape = {
  payerId: z.string(),
  paidCents: Cents,
  paidUnits: z.number(),
  bundledLineNumber: z.number().exactOptional(),
  adjustments: z.array(adjustmentSchema).exactOptional(),
  adjudicationDate: PlainDate.exactOptional(),
  remainingPatientLiabilityCents: Cents.exactOptional(),
};

export const lineAdjudication837Schema = schemaOf<LineAdjudication837>()(
  z.strictObject({
    ...lineAdjudication837Shape,
    codeQualifier: z.string().exactOptional(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
  }),
);

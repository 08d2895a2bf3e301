import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { schemaOf } from './schema-of.ts';
import type { Adjustment, OutpatientAdjudication } from '../adjudication.ts';

export const adjustmentSchema = schemaOf<Adjustment>()(
  z.strictObject({
    group: z.string(),
    reason: z.string(),
    amountCents: Cents,
    quantity: z.number().exactOptional(),
  }),
);

export const placedRemarksShape = {
  remarkCodes: z.array(z.string()),
  remarkPlaces: z.array(z.int()).exactOptional(),
};

export const outpatientAdjudicationSchema = schemaOf<OutpatientAdjudication>()(
  z.strictObject({
    reimbursementRate: z.number().exactOptional(),
    hcpcsPayableCents: Cents.exactOptional(),
    ...placedRemarksShape,
    esrdPaymentCents: Cents.exactOptional(),
    nonPayableProfessionalCents: Cents.exactOptional(),
  }),
);

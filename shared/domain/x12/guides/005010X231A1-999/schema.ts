import * as z from 'zod';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  Acknowledgement999,
  TransactionResponse999,
  SegmentError999,
  ElementError999,
  Context999,
} from './model.ts';

const context999Schema = schemaOf<Context999>()(
  z.strictObject({
    name: z.string(),
    value: z.string().exactOptional(),
    segmentId: z.string().exactOptional(),
    position: z.number().exactOptional(),
    loopId: z.string().exactOptional(),
    element: z
      .strictObject({
        element: z.number(),
        component: z.number().exactOptional(),
        repetition: z.number().exactOptional(),
      })
      .exactOptional(),
    dataElement: z
      .strictObject({ element: z.string(), component: z.string().exactOptional() })
      .exactOptional(),
  }),
);

const elementError999Schema = schemaOf<ElementError999>()(
  z.strictObject({
    element: z.number(),
    component: z.number().exactOptional(),
    repetition: z.number().exactOptional(),
    dataElement: z.string().exactOptional(),
    code: z.string(),
    value: z.string().exactOptional(),
    contexts: z.array(context999Schema),
  }),
);

const segmentError999Schema = schemaOf<SegmentError999>()(
  z.strictObject({
    segmentId: z.string(),
    position: z.number(),
    loopId: z.string().exactOptional(),
    code: z.string().exactOptional(),
    contexts: z.array(context999Schema),
    elementErrors: z.array(elementError999Schema),
  }),
);

export const transactionResponse999Schema = schemaOf<TransactionResponse999>()(
  z.strictObject({
    setCode: z.string(),
    controlNumber: z.string(),
    version: z.string().exactOptional(),
    segmentErrors: z.array(segmentError999Schema),
    code: z.string(),
    errorCodes: z.array(z.string()),
  }),
);

/** The model without its parts, `transactions`. */
export const frame999Schema = schemaOf<Omit<Acknowledgement999, 'transactions'>>()(
  z.strictObject({
    functionalCode: z.string(),
    groupControlNumber: z.string(),
    version: z.string().exactOptional(),
    code: z.string(),
    includedCount: z.number(),
    receivedCount: z.number(),
    acceptedCount: z.number(),
    errorCodes: z.array(z.string()),
  }),
);

import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  datePeriodSchema,
  demographicsSchema,
  entityNameSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  StatusInquiry276,
  Header276,
  StatusSubscriber276,
  StatusDependent276,
  StatusClaim276,
  StatusLine276,
} from './model.ts';

const header276Schema = schemaOf<Header276>()(
  z.strictObject({
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
  }),
);

const statusSubscriber276Schema = schemaOf<StatusSubscriber276>()(
  z.strictObject({
    name: entityNameSchema,
    demographics: demographicsSchema.exactOptional(),
  }),
);

const statusDependent276Schema = schemaOf<StatusDependent276>()(
  z.strictObject({
    name: entityNameSchema,
    demographics: demographicsSchema,
  }),
);

const statusLine276Schema = schemaOf<StatusLine276>()(
  z.strictObject({
    procedure: z.strictObject({ qualifier: z.string(), code: z.string(), modifiers: z.array(z.string()) }),
    chargeCents: Cents,
    revenueCode: z.string().exactOptional(),
    units: z.number().exactOptional(),
    lineControlNumber: z.string().exactOptional(),
    serviceDates: datePeriodSchema.exactOptional(),
  }),
);

const statusClaim276Schema = schemaOf<StatusClaim276>()(
  z.strictObject({
    trace: z.string(),
    payerControlNumber: z.string().exactOptional(),
    patientControlNumber: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    chargeCents: Cents.exactOptional(),
    serviceDates: datePeriodSchema.exactOptional(),
    lines: z.array(statusLine276Schema).exactOptional(),
  }),
);

export const statusInquiry276Schema = schemaOf<StatusInquiry276>()(
  z.strictObject({
    header: header276Schema,
    payer: entityNameSchema,
    informationReceiver: entityNameSchema,
    providers: z.array(entityNameSchema),
    subscriber: statusSubscriber276Schema,
    dependent: statusDependent276Schema.exactOptional(),
    claim: statusClaim276Schema,
  }),
);

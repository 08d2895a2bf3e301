import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  contactSchema,
  datePeriodSchema,
  entityNameSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  StatusResponse277,
  StatusSource277,
  StatusReceiver277,
  StatusProvider277,
  StatusSubscriber277,
  StatusDependent277,
  StatusClaim277,
  StatusLine277,
  Status277,
  StatusCode277,
} from './model.ts';

const statusCode277Schema = schemaOf<StatusCode277>()(
  z.strictObject({
    category: z.string(),
    status: z.string(),
    entity: z.string().exactOptional(),
    codeList: z.string().exactOptional(),
  }),
);

const status277Schema = schemaOf<Status277>()(
  z.strictObject({
    codes: z.array(statusCode277Schema),
    date: PlainDate.exactOptional(),
    chargeCents: Cents.exactOptional(),
    paidCents: Cents.exactOptional(),
    finalizedDate: PlainDate.exactOptional(),
    paymentDate: PlainDate.exactOptional(),
    paymentNumber: z.string().exactOptional(),
  }),
);

const statusLine277Schema = schemaOf<StatusLine277>()(
  z.strictObject({
    procedure: z.strictObject({ qualifier: z.string(), code: z.string(), modifiers: z.array(z.string()) }),
    chargeCents: Cents,
    paidCents: Cents.exactOptional(),
    revenueCode: z.string().exactOptional(),
    units: z.number().exactOptional(),
    statuses: z.array(status277Schema),
    lineControlNumber: z.string().exactOptional(),
    serviceDates: datePeriodSchema.exactOptional(),
  }),
);

const statusClaim277Schema = schemaOf<StatusClaim277>()(
  z.strictObject({
    trace: z.string(),
    statuses: z.array(status277Schema),
    payerControlNumber: z.string().exactOptional(),
    patientControlNumber: z.string().exactOptional(),
    references: z.array(referenceSchema),
    serviceDates: datePeriodSchema.exactOptional(),
    lines: z.array(statusLine277Schema),
  }),
);

const statusDependent277Schema = schemaOf<StatusDependent277>()(
  z.strictObject({
    name: entityNameSchema,
    claims: z.array(statusClaim277Schema),
  }),
);

const statusSubscriber277Schema = schemaOf<StatusSubscriber277>()(
  z.strictObject({
    name: entityNameSchema,
    claims: z.array(statusClaim277Schema),
    dependents: z.array(statusDependent277Schema),
  }),
);

const statusProvider277Schema = schemaOf<StatusProvider277>()(
  z.strictObject({
    names: z.array(entityNameSchema),
    trace: z.string().exactOptional(),
    traceIsReceivers: z.literal(true).exactOptional(),
    statuses: z.array(status277Schema),
    subscribers: z.array(statusSubscriber277Schema),
  }),
);

const statusReceiver277Schema = schemaOf<StatusReceiver277>()(
  z.strictObject({
    name: entityNameSchema,
    trace: z.string().exactOptional(),
    statuses: z.array(status277Schema),
    providers: z.array(statusProvider277Schema),
  }),
);

export const statusSource277Schema = schemaOf<StatusSource277>()(
  z.strictObject({
    name: entityNameSchema,
    contact: contactSchema.exactOptional(),
    receivers: z.array(statusReceiver277Schema),
  }),
);

/** The model without its parts, `sources`. */
export const frame277Schema = schemaOf<Omit<StatusResponse277, 'sources'>>()(
  z.strictObject({
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
  }),
);

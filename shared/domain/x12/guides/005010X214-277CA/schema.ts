import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  datePeriodSchema,
  entityNameSchema,
  qualifiedDateSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  ClaimAcknowledgement277CA,
  Source277CA,
  Receiver277CA,
  Provider277CA,
  Totals277CA,
  ClaimStatus277CA,
  LineStatus277CA,
  Status277CA,
  StatusCode277CA,
} from './model.ts';

const source277CASchema = schemaOf<Source277CA>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    trace: z.string(),
    receivedDate: PlainDate.exactOptional(),
    processedDate: PlainDate.exactOptional(),
  }),
);

const totals277CASchema = schemaOf<Totals277CA>()(
  z.strictObject({
    acceptedCount: z.number().exactOptional(),
    rejectedCount: z.number().exactOptional(),
    acceptedCents: Cents.exactOptional(),
    rejectedCents: Cents.exactOptional(),
  }),
);

const statusCode277CASchema = schemaOf<StatusCode277CA>()(
  z.strictObject({
    category: z.string(),
    status: z.string(),
    entity: z.string().exactOptional(),
    codeList: z.string().exactOptional(),
  }),
);

const status277CASchema = schemaOf<Status277CA>()(
  z.strictObject({
    codes: z.array(statusCode277CASchema),
    date: PlainDate.exactOptional(),
    action: z.string().exactOptional(),
    chargeCents: Cents.exactOptional(),
    message: z.string().exactOptional(),
  }),
);

const lineStatus277CASchema = schemaOf<LineStatus277CA>()(
  z.strictObject({
    procedure: z.strictObject({ qualifier: z.string(), code: z.string(), modifiers: z.array(z.string()) }),
    chargeCents: Cents,
    revenueCode: z.string().exactOptional(),
    units: z.number().exactOptional(),
    statuses: z.array(status277CASchema),
    lineControlNumber: z.string().exactOptional(),
    references: z.array(referenceSchema),
    dates: z.array(qualifiedDateSchema),
  }),
);

const claimStatus277CASchema = schemaOf<ClaimStatus277CA>()(
  z.strictObject({
    patient: entityNameSchema,
    patientControlNumber: z.string(),
    statuses: z.array(status277CASchema),
    payerControlNumber: z.string().exactOptional(),
    clearinghouseTrace: z.string().exactOptional(),
    billType: z.string().exactOptional(),
    references: z.array(referenceSchema),
    serviceDates: datePeriodSchema.exactOptional(),
    lines: z.array(lineStatus277CASchema),
  }),
);

const provider277CASchema = schemaOf<Provider277CA>()(
  z.strictObject({
    name: entityNameSchema,
    trace: z.string().exactOptional(),
    statuses: z.array(status277CASchema),
    references: z.array(referenceSchema),
    totals: totals277CASchema,
    claims: z.array(claimStatus277CASchema),
  }),
);

export const receiver277CASchema = schemaOf<Receiver277CA>()(
  z.strictObject({
    name: entityNameSchema,
    trace: z.string().exactOptional(),
    statuses: z.array(status277CASchema),
    totals: totals277CASchema,
    providers: z.array(provider277CASchema),
  }),
);

/** The model without its parts, `receivers`. */
export const frame277CASchema = schemaOf<Omit<ClaimAcknowledgement277CA, 'receivers'>>()(
  z.strictObject({
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
    source: source277CASchema,
  }),
);

import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  adjustmentSchema,
  outpatientAdjudicationSchema,
  placedRemarksShape,
} from '#domain/x12/schemas/adjudication.ts';
import { byPosition } from '#domain/x12/schemas/by-position.ts';
import {
  contactSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  Remittance835,
  Payment835,
  BankAccount835,
  Trace835,
  Payer835,
  Payee835,
  RemittanceDelivery835,
  Batch835,
  ProviderSummary835,
  Claim835,
  QualifiedAmount835,
  QualifiedQuantity835,
  InpatientAdjudication835,
  Procedure835,
  ServiceLine835,
  ProviderAdjustment835,
} from './model.ts';

const bankAccount835Schema = schemaOf<BankAccount835>()(
  z.strictObject({
    bankQualifier: z.string().exactOptional(),
    bankId: z.string().exactOptional(),
    accountQualifier: z.string().exactOptional(),
    accountNumber: z.string().exactOptional(),
  }),
);

const payment835Schema = schemaOf<Payment835>()(
  z.strictObject({
    handling: z.string(),
    amountCents: Cents,
    creditOrDebit: z.enum(['C', 'D']),
    method: z.string(),
    format: z.string().exactOptional(),
    senderAccount: bankAccount835Schema.exactOptional(),
    originatingCompanyId: z.string().exactOptional(),
    originatingCompanySupplementalCode: z.string().exactOptional(),
    receiverAccount: bankAccount835Schema.exactOptional(),
    date: PlainDate,
  }),
);

const trace835Schema = schemaOf<Trace835>()(
  z.strictObject({
    number: z.string(),
    originatingCompanyId: z.string(),
    supplementalCode: z.string().exactOptional(),
  }),
);

const payer835Schema = schemaOf<Payer835>()(
  z.strictObject({
    name: z.string().exactOptional(),
    identifier: qualifiedIdSchema.exactOptional(),
    address: postalAddressSchema.exactOptional(),
    references: z.array(referenceSchema),
    contacts: z.array(contactSchema),
  }),
);

const remittanceDelivery835Schema = schemaOf<RemittanceDelivery835>()(
  z.strictObject({
    method: z.string(),
    name: z.string().exactOptional(),
    number: z.string().exactOptional(),
  }),
);

const payee835Schema = schemaOf<Payee835>()(
  z.strictObject({
    name: z.string().exactOptional(),
    identifier: qualifiedIdSchema.exactOptional(),
    address: postalAddressSchema.exactOptional(),
    references: z.array(referenceSchema),
    remittanceDelivery: remittanceDelivery835Schema.exactOptional(),
  }),
);

const providerSummary835Schema = schemaOf<ProviderSummary835>()(
  z.strictObject({
    providerId: z.string(),
    facilityCode: z.string(),
    fiscalPeriodEnd: PlainDate,
    claimCount: z.number(),
    chargeCents: Cents,
    further: byPosition(z.number()),
  }),
);

const batch835Schema = schemaOf<Batch835>()(
  z.strictObject({
    batchNumber: z.string(),
    providerSummary: providerSummary835Schema.exactOptional(),
    supplementalSummary: z
      .array(
        z
          .number()
          .nullable()
          .transform((number) => number ?? undefined),
      )
      .exactOptional(),
  }),
);

const qualifiedAmount835Schema = schemaOf<QualifiedAmount835>()(
  z.strictObject({
    qualifier: z.string(),
    amountCents: Cents,
  }),
);

const qualifiedQuantity835Schema = schemaOf<QualifiedQuantity835>()(
  z.strictObject({
    qualifier: z.string(),
    quantity: z.number(),
  }),
);

const inpatientAdjudication835Schema = schemaOf<InpatientAdjudication835>()(
  z.strictObject({
    coveredDays: z.number(),
    ...placedRemarksShape,
    values: byPosition(z.string()),
  }),
);

const procedure835Schema = schemaOf<Procedure835>()(
  z.strictObject({
    qualifier: z.string(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
  }),
);

const serviceLine835Schema = schemaOf<ServiceLine835>()(
  z.strictObject({
    procedure: procedure835Schema,
    chargeCents: Cents,
    paidCents: Cents,
    revenueCode: z.string().exactOptional(),
    paidUnits: z.number().exactOptional(),
    submittedProcedure: procedure835Schema.exactOptional(),
    submittedUnits: z.number().exactOptional(),
    dates: z.array(qualifiedDateSchema),
    adjustments: z.array(adjustmentSchema),
    lineControlNumber: z.string().exactOptional(),
    references: z.array(referenceSchema),
    amounts: z.array(qualifiedAmount835Schema),
    quantities: z.array(qualifiedQuantity835Schema),
    remarkCodes: z.array(qualifiedIdSchema),
  }),
);

export const claim835Schema = schemaOf<Claim835>()(
  z.strictObject({
    batchNumber: z.string(),
    patientControlNumber: z.string(),
    statusCode: z.string(),
    chargeCents: Cents,
    paidCents: Cents,
    patientResponsibilityCents: Cents.exactOptional(),
    claimFilingIndicator: z.string().exactOptional(),
    payerControlNumber: z.string().exactOptional(),
    facilityCode: z.string().exactOptional(),
    frequencyCode: z.string().exactOptional(),
    diagnosisRelatedGroup: z.string().exactOptional(),
    diagnosisRelatedGroupWeight: z.number().exactOptional(),
    dischargeFraction: z.number().exactOptional(),
    adjustments: z.array(adjustmentSchema),
    patient: entityNameSchema.exactOptional(),
    subscriber: entityNameSchema.exactOptional(),
    correctedSubscriber: entityNameSchema.exactOptional(),
    serviceProvider: entityNameSchema.exactOptional(),
    crossoverCarrier: entityNameSchema.exactOptional(),
    correctedPriorityPayer: entityNameSchema.exactOptional(),
    otherSubscriber: entityNameSchema.exactOptional(),
    inpatientAdjudication: inpatientAdjudication835Schema.exactOptional(),
    outpatientAdjudication: outpatientAdjudicationSchema.exactOptional(),
    references: z.array(referenceSchema),
    dates: z.array(qualifiedDateSchema),
    contacts: z.array(contactSchema),
    amounts: z.array(qualifiedAmount835Schema),
    quantities: z.array(qualifiedQuantity835Schema),
    lines: z.array(serviceLine835Schema),
  }),
);

const providerAdjustment835Schema = schemaOf<ProviderAdjustment835>()(
  z.strictObject({
    providerId: z.string(),
    fiscalPeriodEnd: PlainDate,
    reasonCode: z.string(),
    reference: z.string().exactOptional(),
    amountCents: Cents,
  }),
);

/** The model without its parts, `claims`. */
export const frame835Schema = schemaOf<Omit<Remittance835, 'claims'>>()(
  z.strictObject({
    controlNumber: z.string(),
    payment: payment835Schema,
    trace: trace835Schema,
    currency: z.string().exactOptional(),
    exchangeRate: z.string().exactOptional(),
    receiverId: z.string().exactOptional(),
    versionId: z.string().exactOptional(),
    productionDate: PlainDate.exactOptional(),
    payer: payer835Schema,
    payee: payee835Schema,
    batches: z.array(batch835Schema),
    providerAdjustments: z.array(providerAdjustment835Schema),
  }),
);

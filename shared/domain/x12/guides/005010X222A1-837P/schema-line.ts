import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  datePeriodSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  Drug837,
  DurableEquipment837,
  DurableEquipmentCertification837,
  FormAnswer837,
  FormAnswers837,
  ServiceLine837P,
  TestResult837,
} from './model-line.ts';
import {
  ambulanceTransport837Schema,
  attachment837Schema,
  conditionIndicator837Schema,
  contract837Schema,
  note837Schema,
  repricing837Schema,
} from './schema-claim-parts.ts';
import { lineAdjudication837Schema } from './schema-other-payers.ts';
import {
  ambulanceDropOff837Schema,
  orderingProvider837Schema,
  provider837Schema,
  serviceFacility837Schema,
} from './schema-parties.ts';

const durableEquipment837Schema = schemaOf<DurableEquipment837>()(
  z.strictObject({
    code: z.string(),
    days: z.number(),
    rentalCents: Cents,
    purchaseCents: Cents,
    frequency: z.string(),
  }),
);

const durableEquipmentCertification837Schema = schemaOf<DurableEquipmentCertification837>()(
  z.strictObject({
    kind: z.string(),
    months: z.number(),
  }),
);

const testResult837Schema = schemaOf<TestResult837>()(
  z.strictObject({
    kind: z.string(),
    measurement: z.string(),
    value: z.number(),
  }),
);

export const drug837Schema = schemaOf<Drug837>()(
  z.strictObject({
    codeQualifier: z.string().exactOptional(),
    code: z.string(),
    quantity: z.number(),
    unit: z.string(),
    prescription: qualifiedIdSchema.exactOptional(),
  }),
);

const formAnswer837Schema = schemaOf<FormAnswer837>()(
  z.strictObject({
    question: z.string(),
    yesNo: z.string().exactOptional(),
    text: z.string().exactOptional(),
    date: PlainDate.exactOptional(),
    percent: z.number().exactOptional(),
  }),
);

const formAnswers837Schema = schemaOf<FormAnswers837>()(
  z.strictObject({
    qualifier: z.string(),
    form: z.string(),
    answers: z.array(formAnswer837Schema),
  }),
);

export const serviceLine837PSchema = schemaOf<ServiceLine837P>()(
  z.strictObject({
    lineNumber: z.number(),
    codeQualifier: z.enum(['ER', 'IV', 'WK']).exactOptional(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
    chargeCents: Cents,
    units: z.number(),
    unit: z.literal('MJ').exactOptional(),
    placeOfService: z.string().exactOptional(),
    diagnosisPointers: z.array(z.number()),
    emergency: z.boolean().exactOptional(),
    epsdt: z.boolean().exactOptional(),
    familyPlanning: z.boolean().exactOptional(),
    copayExempt: z.boolean().exactOptional(),
    durableEquipment: durableEquipment837Schema.exactOptional(),
    attachments: z.array(attachment837Schema).exactOptional(),
    ambulanceTransport: ambulanceTransport837Schema.exactOptional(),
    durableEquipmentCertification: durableEquipmentCertification837Schema.exactOptional(),
    conditions: z.array(conditionIndicator837Schema).exactOptional(),
    serviceDates: datePeriodSchema,
    dates: z.array(qualifiedDateSchema).exactOptional(),
    ambulancePatients: z.number().exactOptional(),
    obstetricAnesthesiaUnits: z.number().exactOptional(),
    testResults: z.array(testResult837Schema).exactOptional(),
    contract: contract837Schema.exactOptional(),
    lineControlNumber: z.string().exactOptional(),
    priorAuthorizations: z.array(referenceSchema).exactOptional(),
    referrals: z.array(referenceSchema).exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    salesTaxCents: Cents.exactOptional(),
    postageCents: Cents.exactOptional(),
    fileInformation: z.array(z.string()).exactOptional(),
    notes: z.array(note837Schema).exactOptional(),
    purchasedService: z.strictObject({ providerId: z.string(), chargeCents: Cents }).exactOptional(),
    repricing: repricing837Schema.exactOptional(),
    drug: drug837Schema.exactOptional(),
    renderingProvider: provider837Schema.exactOptional(),
    purchasedServiceProvider: provider837Schema.exactOptional(),
    serviceFacility: serviceFacility837Schema.exactOptional(),
    supervisingProvider: provider837Schema.exactOptional(),
    orderingProvider: orderingProvider837Schema.exactOptional(),
    referringProviders: z.array(provider837Schema).exactOptional(),
    ambulancePickUp: postalAddressSchema.exactOptional(),
    ambulanceDropOff: ambulanceDropOff837Schema.exactOptional(),
    adjudications: z.array(lineAdjudication837Schema).exactOptional(),
    forms: z.array(formAnswers837Schema).exactOptional(),
  }),
);

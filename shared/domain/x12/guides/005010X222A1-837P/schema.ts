import * as z from 'zod';
import { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { adjustmentSchema, outpatientAdjudicationSchema } from '#domain/x12/schemas/adjudication.ts';
import {
  contactSchema,
  datePeriodSchema,
  demographicsSchema,
  entityNameSchema,
  postalAddressSchema,
  qualifiedDateSchema,
  qualifiedIdSchema,
  referenceSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type { Transaction837P, Header837, Claim837P } from './model.ts';
import type {
  Submitter837,
  Party837,
  BillingProvider837,
  PayToAddress837,
  Subscriber837,
  PatientInformation837,
  Patient837,
  Provider837,
  ServiceFacility837,
  AmbulanceDropOff837,
  OrderingProvider837,
} from './model-parties.ts';
import type {
  RelatedCauses837,
  Attachment837,
  Contract837,
  Note837,
  AmbulanceTransport837,
  SpinalManipulation837,
  ConditionIndicator837,
  Diagnosis837,
  Repricing837,
} from './model-claim-parts.ts';
import type {
  ServiceLine837P,
  DurableEquipment837,
  DurableEquipmentCertification837,
  TestResult837,
  Drug837,
  FormAnswers837,
  FormAnswer837,
} from './model-line.ts';
import type { OtherSubscriber837, OtherPayerProvider837, LineAdjudication837 } from './model-other-payers.ts';

const header837Schema = schemaOf<Header837>()(
  z.strictObject({
    purpose: z.enum(['00', '18']),
    reference: z.string(),
    date: PlainDate,
    time: z.string(),
    kind: z.enum(['CH', 'RP', '31']),
  }),
);

const submitter837Schema = schemaOf<Submitter837>()(
  z.strictObject({
    name: entityNameSchema,
    contacts: z.array(contactSchema),
  }),
);

const party837Schema = schemaOf<Party837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
  }),
);

const billingProvider837Schema = schemaOf<BillingProvider837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema,
    taxId: qualifiedIdSchema,
    taxonomy: z.string().exactOptional(),
    currency: z.string().exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contacts: z.array(contactSchema).exactOptional(),
  }),
);

const payToAddress837Schema = schemaOf<PayToAddress837>()(
  z.strictObject({
    entityType: z.enum(['person', 'organization']),
    address: postalAddressSchema,
  }),
);

const patientInformation837Schema = schemaOf<PatientInformation837>()(
  z.strictObject({
    deathDate: PlainDate.exactOptional(),
    weightPounds: z.number().exactOptional(),
    pregnant: z.boolean().exactOptional(),
  }),
);

const subscriber837Schema = schemaOf<Subscriber837>()(
  z.strictObject({
    payerResponsibility: z.string(),
    relationship: z.literal('18').exactOptional(),
    groupNumber: z.string().exactOptional(),
    groupName: z.string().exactOptional(),
    insuranceType: z.string().exactOptional(),
    claimFilingIndicator: z.string().exactOptional(),
    patientInformation: patientInformation837Schema.exactOptional(),
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    demographics: demographicsSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

const patient837Schema = schemaOf<Patient837>()(
  z.strictObject({
    relationship: z.string(),
    patientInformation: patientInformation837Schema.exactOptional(),
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    demographics: demographicsSchema.exactOptional(),
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

export const claimParties837Shape = {
  submitter: submitter837Schema,
  receiver: entityNameSchema,
  billingProvider: billingProvider837Schema,
  payToAddress: payToAddress837Schema.exactOptional(),
  payToPlan: party837Schema.exactOptional(),
  subscriber: subscriber837Schema,
  payer: party837Schema,
  patient: patient837Schema.exactOptional(),
};

const relatedCauses837Schema = schemaOf<RelatedCauses837>()(
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

const ambulanceTransport837Schema = schemaOf<AmbulanceTransport837>()(
  z.strictObject({
    weightPounds: z.number().exactOptional(),
    reasonCode: z.string(),
    miles: z.number(),
    roundTripPurpose: z.string().exactOptional(),
    stretcherPurpose: z.string().exactOptional(),
  }),
);

const spinalManipulation837Schema = schemaOf<SpinalManipulation837>()(
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

const diagnosis837Schema = schemaOf<Diagnosis837>()(
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
    procedure: qualifiedIdSchema.exactOptional(),
    unit: z.string().exactOptional(),
    quantity: z.number().exactOptional(),
    rejectReason: z.string().exactOptional(),
    policyCompliance: z.string().exactOptional(),
    exceptionCode: z.string().exactOptional(),
  }),
);

const provider837Shape = {
  name: entityNameSchema,
  role: z.literal('P3').exactOptional(),
  taxonomy: z.string().exactOptional(),
  references: z.array(referenceSchema).exactOptional(),
};
export const provider837Schema = schemaOf<Provider837>()(z.strictObject(provider837Shape));

export const serviceFacility837Schema = schemaOf<ServiceFacility837>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema,
    references: z.array(referenceSchema).exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

const ambulanceDropOff837Schema = schemaOf<AmbulanceDropOff837>()(
  z.strictObject({
    name: z.string().exactOptional(),
    address: postalAddressSchema,
  }),
);

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
const otherSubscriber837Schema = schemaOf<OtherSubscriber837>()(z.strictObject(otherSubscriber837Shape));

const orderingProvider837Schema = schemaOf<OrderingProvider837>()(
  z.strictObject({
    ...provider837Shape,
    address: postalAddressSchema.exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

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
const lineAdjudication837Schema = schemaOf<LineAdjudication837>()(
  z.strictObject({
    ...lineAdjudication837Shape,
    codeQualifier: z.string().exactOptional(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string().exactOptional(),
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

const serviceLine837PSchema = schemaOf<ServiceLine837P>()(
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

import * as fc from 'fast-check';
import type { Cents } from '#contracts/cents.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type {
  BillingProvider837,
  Patient837,
  Provider837,
  ServiceFacility837,
  Subscriber837,
} from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type {
  LineAdjudication837,
  OtherSubscriber837,
} from '#domain/x12/guides/005010X222A1-837P/model-other-payers.ts';
import {
  address,
  adjustment,
  cents,
  code,
  contact,
  day,
  demographics,
  list,
  model,
  npi,
  organization,
  outpatientAdjudication,
  datePeriod,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';

/** Adjustments as the writer orders them: one group after the other. */
export const inGroups = (adjustments: Adjustment[]): Adjustment[] =>
  adjustments.toSorted((one, other) => one.group.localeCompare(other.group));

export const provider: fc.Arbitrary<Provider837> = model<Omit<Provider837, 'role' | 'taxonomy'>>(
  { name: person('XX', npi), references: list(reference('0B', 'G2'), 2) },
  ['references'],
);

const renderingProvider: fc.Arbitrary<Provider837> = provider.map((one) => ({
  ...one,
  taxonomy: '207Q00000X',
}));
const referringProvider: fc.Arbitrary<Provider837> = fc
  .tuple(provider, fc.boolean())
  .map(([one, primary]) => (primary ? { ...one, role: 'P3' as const } : one));

export const serviceFacility: fc.Arbitrary<ServiceFacility837> = model<Omit<ServiceFacility837, 'contact'>>(
  {
    name: organization('XX', npi),
    address,
    references: list(reference('G2', 'LU'), 2),
  },
  ['references'],
);

export const billingProvider: fc.Arbitrary<BillingProvider837> = model<BillingProvider837>(
  {
    name: organization('XX', npi),
    address,
    taxId: fc.record({ qualifier: code('EI'), value: code('123456789') }),
    taxonomy: fc.constant('207Q00000X'),
    currency: fc.constant('CAD'),
    references: list(reference('0B', '1G'), 2),
    contacts: list(contact('IC', 'TE', 'EM'), 2),
  },
  ['taxonomy', 'currency', 'references', 'contacts'],
);

export const subscriber: fc.Arbitrary<Omit<Subscriber837, 'relationship'>> = model<
  Omit<Subscriber837, 'relationship'>
>(
  {
    payerResponsibility: code('P', 'S', 'T'),
    groupNumber: text(1, 50),
    groupName: text(1, 60),
    insuranceType: code('12', '43'),
    claimFilingIndicator: code('CI', 'MB', 'MC'),
    patientInformation: fc.record({ weightPounds: quantity, pregnant: fc.constant(true) }),
    name: person('MI'),
    address,
    demographics,
    references: list(reference('SY'), 1),
    contact: contact('IC', 'TE').map((one) => ({ ...one, numbers: one.numbers.slice(0, 1) })),
  },
  [
    'groupNumber',
    'groupName',
    'insuranceType',
    'claimFilingIndicator',
    'patientInformation',
    'references',
    'contact',
  ],
);

export const patient: fc.Arbitrary<Patient837> = model<Patient837>(
  {
    relationship: code('01', '19', 'G8'),
    patientInformation: fc.record({ deathDate: plainDate }),
    name: person(),
    address,
    demographics,
    references: list(reference('Y4'), 1),
    contact: contact('IC', 'TE').map((one) => ({ ...one, numbers: one.numbers.slice(0, 1) })),
  },
  ['patientInformation', 'references', 'contact'],
);

const lineAdjudication: fc.Arbitrary<LineAdjudication837> = model<LineAdjudication837>(
  {
    payerId: text(2, 20),
    paidCents: cents(0),
    codeQualifier: fc.constant('ER'),
    code: code('99213', 'J3301'),
    modifiers: fc.array(code('25', '59'), { maxLength: 4 }),
    description: text(1, 30),
    paidUnits: quantity,
    bundledLineNumber: fc.integer({ min: 1, max: 50 }),
    adjustments: list(adjustment, 4).map(inGroups),
    adjudicationDate: plainDate,
    remainingPatientLiabilityCents: cents(0),
  },
  ['codeQualifier', 'description', 'bundledLineNumber', 'adjustments', 'remainingPatientLiabilityCents'],
);

const line: fc.Arbitrary<Omit<ServiceLine837P, 'lineNumber' | 'diagnosisPointers'>> = model<
  Omit<ServiceLine837P, 'lineNumber' | 'diagnosisPointers'>
>(
  {
    codeQualifier: fc.constant('WK' as const),
    code: code('99213', 'J3301', 'A0427'),
    modifiers: fc.array(code('25', '59', 'LT'), { maxLength: 4 }),
    description: text(1, 40),
    chargeCents: cents(0),
    units: quantity,
    unit: fc.constant('MJ' as const),
    placeOfService: code('11', '22'),
    emergency: fc.constant(true),
    epsdt: fc.constant(true),
    familyPlanning: fc.constant(true),
    copayExempt: fc.constant(true),
    durableEquipment: fc.record({
      code: code('E0570'),
      days: quantity,
      rentalCents: cents(0),
      purchaseCents: cents(0),
      frequency: code('4'),
    }),
    attachments: list(
      fc.record({ reportType: code('OZ', 'CT'), transmission: code('BM', 'AD'), controlNumber: text(2, 20) }),
      2,
    ),
    ambulanceTransport: fc.record({
      weightPounds: quantity,
      reasonCode: code('A'),
      miles: quantity,
      stretcherPurpose: text(1, 20),
    }),
    durableEquipmentCertification: fc.record({ kind: code('I', 'R'), months: quantity }),
    conditions: fc.constant([{ category: '07', applies: true, codes: ['01', '09'] }]),
    serviceDates: datePeriod,
    dates: list(day('471', '607'), 1),
    ambulancePatients: quantity,
    obstetricAnesthesiaUnits: quantity,
    testResults: list(fc.record({ kind: code('TR'), measurement: code('HT', 'R1'), value: quantity }), 2),
    contract: fc.record({ kind: code('02'), amountCents: cents(0), code: text(1, 20) }),
    lineControlNumber: text(1, 30),
    priorAuthorizations: fc.constant([
      { qualifier: 'G1', value: 'AUTH1', related: { qualifier: '2U', value: 'PAYER2' } },
    ]),
    referrals: list(reference('9F'), 2),
    references: list(reference('X4'), 1),
    salesTaxCents: cents(0),
    postageCents: cents(0),
    fileInformation: list(text(1, 80), 2),
    notes: fc.constant([
      { kind: 'ADD', text: 'A NOTE' },
      { kind: 'TPO', text: 'ANOTHER' },
    ]),
    purchasedService: fc.record({ providerId: text(1, 20), chargeCents: cents(0) }),
    repricing: fc.record({
      methodology: code('02'),
      allowedCents: cents(0),
      savingCents: cents(0),
      organizationId: text(1, 20),
    }),
    drug: model(
      {
        codeQualifier: fc.constant('EN'),
        code: code('01234567891'),
        quantity,
        unit: code('ML', 'UN'),
        prescription: fc.record({ qualifier: code('XZ'), value: text(1, 20) }),
      },
      ['codeQualifier', 'prescription'] as never[],
    ),
    renderingProvider,
    purchasedServiceProvider: provider.map(({ name: { entityType, identifier }, ...rest }) => ({
      ...rest,
      name: { entityType, ...(identifier === undefined ? {} : { identifier }) },
    })),
    serviceFacility,
    supervisingProvider: provider,
    orderingProvider: fc.record({ name: person('XX', npi), address, contact: contact('IC', 'TE') }),
    referringProviders: list(referringProvider, 2),
    ambulancePickUp: address,
    ambulanceDropOff: fc.record({ name: text(1, 30), address }),
    adjudications: list(lineAdjudication, 2),
    forms: fc.constant([
      {
        qualifier: 'UT',
        form: '484.03',
        answers: [
          { question: '1A', text: '57' },
          { question: '2', yesNo: 'Y' },
        ],
      },
    ]),
  },
  [
    'codeQualifier',
    'description',
    'unit',
    'placeOfService',
    'emergency',
    'epsdt',
    'familyPlanning',
    'copayExempt',
    'durableEquipment',
    'attachments',
    'ambulanceTransport',
    'durableEquipmentCertification',
    'conditions',
    'dates',
    'ambulancePatients',
    'obstetricAnesthesiaUnits',
    'testResults',
    'contract',
    'lineControlNumber',
    'priorAuthorizations',
    'referrals',
    'references',
    'salesTaxCents',
    'postageCents',
    'fileInformation',
    'notes',
    'purchasedService',
    'repricing',
    'drug',
    'renderingProvider',
    'purchasedServiceProvider',
    'serviceFacility',
    'supervisingProvider',
    'orderingProvider',
    'referringProviders',
    'ambulancePickUp',
    'ambulanceDropOff',
    'adjudications',
    'forms',
  ],
);

export const otherSubscriber: fc.Arbitrary<OtherSubscriber837> = model<OtherSubscriber837>(
  {
    payerResponsibility: code('P', 'S'),
    relationship: code('18', '01'),
    groupNumber: text(1, 50),
    groupName: text(1, 60),
    insuranceType: code('12'),
    claimFilingIndicator: code('CI'),
    adjustments: list(adjustment, 8).map(inGroups),
    paidCents: cents(0),
    remainingPatientLiabilityCents: cents(0),
    nonCoveredCents: cents(0),
    benefitsAssignment: fc.constantFrom('Y' as const, 'N' as const, 'W' as const),
    patientSignatureSource: fc.constant('P' as const),
    releaseOfInformation: fc.constantFrom('Y' as const, 'I' as const),
    outpatientAdjudication,
    subscriber: fc.record({ name: person('MI'), address }, { requiredKeys: ['name'] }),
    payer: fc.record(
      { name: organization('PI'), references: list(reference('F8'), 1) },
      { requiredKeys: ['name'] },
    ),
    adjudicationDate: plainDate,
    providers: fc.constant([
      { role: '82', entityType: 'person' as const, references: [{ qualifier: 'G2', value: 'OLD1' }] },
    ]),
  },
  [
    'groupNumber',
    'groupName',
    'insuranceType',
    'claimFilingIndicator',
    'adjustments',
    'paidCents',
    'remainingPatientLiabilityCents',
    'nonCoveredCents',
    'patientSignatureSource',
    'outpatientAdjudication',
    'adjudicationDate',
    'providers',
  ],
);

const claimFields = model<
  Omit<
    Claim837P,
    | 'submitter'
    | 'receiver'
    | 'billingProvider'
    | 'subscriber'
    | 'patient'
    | 'payer'
    | 'payToAddress'
    | 'payToPlan'
    | 'totalChargeCents'
    | 'lines'
    | 'diagnoses'
  >
>(
  {
    patientControlNumber: code('C0000000000001-1', 'C0000000000002-7'),
    placeOfService: code('11', '22'),
    frequencyCode: fc.constantFrom('1' as const, '7' as const, '8' as const),
    providerSignatureOnFile: fc.boolean(),
    assignmentCode: fc.constantFrom('A' as const, 'C' as const),
    benefitsAssignment: fc.constantFrom('Y' as const, 'N' as const),
    releaseOfInformation: fc.constantFrom('Y' as const, 'I' as const),
    patientSignatureSource: fc.constant('P' as const),
    relatedCauses: fc.constant({ codes: ['EM'] }),
    specialProgram: code('02'),
    delayReason: code('3', '11'),
    dates: list(day('431', '304'), 1),
    attachments: list(
      fc.record({ reportType: code('OZ'), transmission: code('BM'), controlNumber: text(2, 20) }),
      2,
    ),
    contract: fc.record({
      kind: code('09'),
      amountCents: cents(0),
      percent: fc.constant(10),
      version: text(1, 20),
    }),
    patientPaidCents: cents(0),
    payerClaimControlNumber: text(1, 30),
    priorAuthorizationNumber: text(1, 30),
    referralNumber: text(1, 30),
    cliaNumber: text(1, 30),
    medicalRecordNumber: text(1, 30),
    references: list(reference('D9'), 1),
    fileInformation: list(text(1, 80), 2),
    note: fc.record({ kind: code('ADD', 'TPO'), text: text(1, 80) }),
    ambulanceTransport: fc.record({ reasonCode: code('B'), miles: quantity, roundTripPurpose: text(1, 30) }),
    spinalManipulation: fc.record({ conditionCode: code('C'), description1: text(1, 30) }),
    conditions: fc.constant([
      { category: '07', applies: true, codes: ['01'] },
      { category: 'E1', applies: false, codes: ['L1', 'L2'] },
      { category: 'ZZ', applies: true, codes: ['AV'] },
    ]),
    anesthesiaProcedures: fc.constant(['33414', '33415']),
    conditionCodes: list(code('17', 'AA', '44'), 14),
    repricing: fc.record({
      methodology: code('03'),
      allowedCents: cents(0),
      rate: quantity,
      rejectReason: code('T1'),
    }),
    referringProviders: list(referringProvider, 2),
    renderingProvider,
    serviceFacility,
    supervisingProvider: provider,
    ambulancePickUp: address,
    ambulanceDropOff: fc.record({ name: text(1, 30), address }),
    otherSubscribers: list(otherSubscriber, 2),
  },
  [
    'patientSignatureSource',
    'relatedCauses',
    'specialProgram',
    'delayReason',
    'dates',
    'attachments',
    'contract',
    'patientPaidCents',
    'payerClaimControlNumber',
    'priorAuthorizationNumber',
    'referralNumber',
    'cliaNumber',
    'medicalRecordNumber',
    'references',
    'fileInformation',
    'note',
    'ambulanceTransport',
    'spinalManipulation',
    'conditions',
    'anesthesiaProcedures',
    'conditionCodes',
    'repricing',
    'referringProviders',
    'renderingProvider',
    'serviceFacility',
    'supervisingProvider',
    'ambulancePickUp',
    'ambulanceDropOff',
    'otherSubscribers',
  ],
);

/** A claim that the guide allows. */
const claim: fc.Arbitrary<Omit<Claim837P, 'submitter' | 'receiver'>> = fc
  .record({
    billingProvider,
    payToAddress: fc.option(fc.record({ entityType: fc.constant('organization' as const), address }), {
      nil: undefined,
    }),
    subscriber,
    patient: fc.option(patient, { nil: undefined }),
    payer: fc.record(
      { name: organization('PI'), address, references: list(reference('G2'), 1) },
      { requiredKeys: ['name'] },
    ),
    fields: claimFields,
    diagnosisCount: fc.integer({ min: 1, max: 12 }),
    lines: list(line, 3),
  })
  .map(({ billingProvider, payToAddress, subscriber, patient, payer, fields, diagnosisCount, lines }) => {
    const total = lines.reduce((sum, one) => sum + one.chargeCents, 0) as Cents;
    return {
      billingProvider,
      ...(payToAddress === undefined ? {} : { payToAddress }),
      subscriber: patient === undefined ? { ...subscriber, relationship: '18' as const } : subscriber,
      ...(patient === undefined ? {} : { patient }),
      payer,
      ...fields,
      totalChargeCents: total,
      diagnoses: Array.from({ length: diagnosisCount }, (_, index) => ({ code: `E11${index}` })),
      lines: lines.map((one, index) => ({
        ...one,
        lineNumber: index + 1,
        diagnosisPointers: [1, diagnosisCount].slice(0, diagnosisCount > 1 ? 2 : 1),
      })),
    };
  });

/** Claims of one submitter, some of which share a provider or subscriber. */
export const claims: fc.Arbitrary<Claim837P[]> = fc
  .record({
    submitter: fc.record({ name: organization('46'), contacts: list(contact('IC', 'TE', 'EM'), 2) }),
    receiver: organization('46'),
    claims: list(claim, 3),
    shareProvider: fc.boolean(),
    shareSubscriber: fc.boolean(),
  })
  .map(({ submitter, receiver, claims, shareProvider, shareSubscriber }) => {
    const [first] = claims;
    return claims.map((one): Claim837P => {
      if (first === undefined || !shareProvider || first.payToAddress !== one.payToAddress) {
        return { submitter, receiver, ...one };
      }
      const sameKind = (first.patient === undefined) === (one.patient === undefined);
      return {
        submitter,
        receiver,
        ...one,
        billingProvider: first.billingProvider,
        ...(shareSubscriber && sameKind ? { subscriber: first.subscriber, payer: first.payer } : {}),
      };
    });
  });

import * as fc from 'fast-check';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type {
  Claim837I,
  Diagnosis837I,
  LineAdjudication837I,
  Procedure837I,
  ServiceLine837I,
} from '#domain/x12/guides/005010X223A2-837I/model.ts';
import {
  address,
  adjustment,
  cents,
  code,
  contact,
  datePeriod,
  list,
  model,
  npi,
  organization,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';
import { billingProvider, inGroups, otherSubscriber, subscriber } from './claim-arbitraries.ts';

const diagnosis: fc.Arbitrary<Diagnosis837I> = fc.record(
  {
    code: code('K8590', '366', 'V1272'),
    edition: fc.constant('ICD-9-CM' as const),
    presentOnAdmission: code('Y', 'N', 'U', 'W'),
  },
  { requiredKeys: ['code'] },
);
const reason = diagnosis.map(({ presentOnAdmission, ...rest }): Diagnosis837I =>
  presentOnAdmission === undefined ? rest : { code: rest.code },
);
const procedure: fc.Arbitrary<Procedure837I> = fc.record(
  { code: code('0FT44ZZ', '3121'), edition: fc.constant('ICD-9-CM' as const), date: plainDate },
  { requiredKeys: ['code', 'date'] },
);
const physician = fc.record(
  { name: person('XX', npi), references: list(reference('0B', 'G2'), 2) },
  { requiredKeys: ['name'] },
);
const service = fc.record(
  {
    qualifier: code('HC', 'HP'),
    code: code('99284', '85025'),
    modifiers: fc.array(code('25'), { maxLength: 4 }),
    description: text(1, 30),
  },
  { requiredKeys: ['qualifier', 'code', 'modifiers'] },
);

const adjudication: fc.Arbitrary<LineAdjudication837I> = model<LineAdjudication837I>(
  {
    payerId: text(2, 20),
    paidCents: cents(0),
    procedure: service,
    revenueCode: code('0450'),
    paidUnits: quantity,
    bundledLineNumber: fc.integer({ min: 1, max: 999 }),
    adjustments: list(adjustment, 4).map(inGroups),
    adjudicationDate: plainDate,
    remainingPatientLiabilityCents: cents(0),
  },
  ['procedure', 'bundledLineNumber', 'adjustments', 'remainingPatientLiabilityCents'],
);

const line: fc.Arbitrary<Omit<ServiceLine837I, 'lineNumber'>> = model<Omit<ServiceLine837I, 'lineNumber'>>(
  {
    revenueCode: code('0450', '0300'),
    procedure: service,
    chargeCents: cents(0),
    units: quantity,
    unit: fc.constant('DA' as const),
    nonCoveredCents: cents(0),
    attachments: list(
      fc.record({ reportType: code('OZ'), transmission: code('BM'), controlNumber: text(2, 20) }),
      2,
    ),
    serviceDates: datePeriod,
    lineControlNumber: text(1, 30),
    references: list(reference('9B'), 1),
    serviceTaxCents: cents(0),
    facilityTaxCents: cents(0),
    thirdPartyNote: text(1, 80),
    repricing: fc.record({ methodology: code('03'), allowedCents: cents(0), revenueCode: code('0450') }),
    drug: fc.record({ code: code('01234567891'), quantity, unit: code('ML') }),
    operatingPhysician: physician,
    otherOperatingPhysician: physician,
    renderingProvider: physician,
    referringProvider: physician,
    adjudications: list(adjudication, 2),
  },
  [
    'procedure',
    'unit',
    'nonCoveredCents',
    'attachments',
    'serviceDates',
    'lineControlNumber',
    'references',
    'serviceTaxCents',
    'facilityTaxCents',
    'thirdPartyNote',
    'repricing',
    'drug',
    'operatingPhysician',
    'otherOperatingPhysician',
    'renderingProvider',
    'referringProvider',
    'adjudications',
  ],
);

const inpatientAdjudication = fc.record({
  coveredDays: quantity,
  remarkCodes: fc.constant(['MA01', 'N1']),
  remarkPlaces: fc.constant([20, 22]),
  values: fc.constant({ '04': '12.5', '24': '3' }),
});

type Parties =
  | 'submitter'
  | 'receiver'
  | 'billingProvider'
  | 'payToAddress'
  | 'payToPlan'
  | 'subscriber'
  | 'payer'
  | 'patient';

const fields = model<Omit<Claim837I, Parties | 'totalChargeCents' | 'lines'>>(
  {
    patientControlNumber: code('C0000000000001-1'),
    facilityType: code('11', '13'),
    frequencyCode: code('1', '7', '4'),
    assignmentCode: fc.constantFrom('A' as const, 'C' as const),
    benefitsAssignment: fc.constantFrom('Y' as const, 'W' as const),
    releaseOfInformation: fc.constantFrom('Y' as const, 'I' as const),
    delayReason: code('11'),
    dischargeTime: code('1130'),
    statementDates: datePeriod.map(({ from, to }) => ({ from, to: to ?? from })),
    admission: fc.record({ date: plainDate, time: code('0845') }, { requiredKeys: ['date'] }),
    repricerReceivedDate: plainDate,
    admissionType: code('1', '3'),
    admissionSource: code('7'),
    patientStatus: code('01', '30'),
    attachments: list(fc.record({ reportType: code('OZ'), transmission: code('EL') }), 2),
    contract: fc.record({ kind: code('02'), amountCents: cents(0) }),
    estimatedPatientShareCents: cents(0),
    payerClaimControlNumber: text(1, 50),
    priorAuthorizationNumber: text(1, 50),
    referralNumber: text(1, 50),
    medicalRecordNumber: text(1, 50),
    references: list(reference('LX'), 2),
    fileInformation: list(text(1, 80), 2),
    notes: fc.constant([
      { kind: 'NTR', text: 'A NOTE' },
      { kind: 'ADD', text: 'A BILLING NOTE' },
    ]),
    conditions: fc.constant([{ category: 'ZZ', applies: true, codes: ['AV'] }]),
    principalDiagnosis: diagnosis,
    admittingDiagnosis: reason,
    visitReasons: list(reason, 3),
    externalCauses: list(diagnosis, 12),
    diagnosisRelatedGroup: code('418'),
    otherDiagnoses: list(diagnosis, 24),
    principalProcedure: procedure,
    otherProcedures: list(procedure, 24),
    occurrenceSpans: list(
      fc.record({ code: code('70', 'M1'), dates: datePeriod }).map(({ code, dates }) => ({
        code,
        from: dates.from,
        to: dates.to ?? dates.from,
      })),
      14,
    ),
    occurrences: list(fc.record({ code: code('11', 'A2'), date: plainDate }), 14),
    values: list(fc.record({ code: code('01', '80'), hundredths: cents(0) }), 14),
    conditionCodes: list(code('17', '67'), 14),
    treatmentCodes: list(code('A01', 'A10'), 14),
    repricing: fc.record({ methodology: code('00'), allowedCents: cents(0), revenueCode: code('0450') }),
    attendingProvider: physician.map((one) => ({ ...one, taxonomy: '208D00000X' })),
    operatingPhysician: physician,
    otherOperatingPhysician: physician,
    renderingProvider: physician,
    serviceFacility: fc.record({ name: organization('XX', npi), address }),
    referringProvider: physician,
    otherSubscribers: list(
      fc.tuple(otherSubscriber, fc.option(inpatientAdjudication, { nil: undefined })).map(([other, mia]) => {
        const { patientSignatureSource, ...rest } = other;
        return {
          ...rest,
          ...(mia === undefined || patientSignatureSource ? {} : { inpatientAdjudication: mia }),
        };
      }),
      2,
    ),
  },
  [
    'delayReason',
    'dischargeTime',
    'admission',
    'repricerReceivedDate',
    'admissionSource',
    'attachments',
    'contract',
    'estimatedPatientShareCents',
    'payerClaimControlNumber',
    'priorAuthorizationNumber',
    'referralNumber',
    'medicalRecordNumber',
    'references',
    'fileInformation',
    'notes',
    'conditions',
    'admittingDiagnosis',
    'visitReasons',
    'externalCauses',
    'diagnosisRelatedGroup',
    'otherDiagnoses',
    'principalProcedure',
    'otherProcedures',
    'occurrenceSpans',
    'occurrences',
    'values',
    'conditionCodes',
    'treatmentCodes',
    'repricing',
    'attendingProvider',
    'operatingPhysician',
    'otherOperatingPhysician',
    'renderingProvider',
    'serviceFacility',
    'referringProvider',
    'otherSubscribers',
  ],
);

/** One institutional claim of a subscriber that the guide allows. */
export const institutionalClaim: fc.Arbitrary<Claim837I> = fc
  .record({
    submitter: fc.record({ name: organization('46'), contacts: list(contact('IC', 'TE', 'EM'), 2) }),
    receiver: organization('46'),
    billingProvider: billingProvider.map(({ name, address, taxId, taxonomy }) => ({
      name,
      address,
      taxId,
      ...(taxonomy === undefined ? {} : { taxonomy }),
    })),
    subscriber: subscriber.map(({ payerResponsibility, name }) => ({
      payerResponsibility,
      relationship: '18' as const,
      name,
      address: { line1: 'A', city: 'AA', state: 'OH', zip: '43004' },
      demographics: { birthDate: '1961-05-17' as PlainDate, sex: 'F' },
    })),
    payer: fc.record({ name: organization('PI') }),
    fields,
    lines: list(line, 4),
  })
  .map(({ fields, lines, ...parties }) => ({
    ...parties,
    ...fields,
    totalChargeCents: lines.reduce((sum, one) => sum + one.chargeCents, 0) as Cents,
    lines: lines.map((one, index) => ({ ...one, lineNumber: index + 1 })),
  }));

import * as fc from 'fast-check';
import type { Cents } from '#contracts/cents.ts';
import type { Claim835, Remittance835, ServiceLine835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import {
  address,
  adjustment,
  anyList,
  cents,
  code,
  contact,
  day,
  model,
  organization,
  outpatientAdjudication,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';

const procedure = fc.record(
  {
    qualifier: code('HC', 'AD', 'N4', 'NU'),
    code: text(1, 20),
    modifiers: fc.array(code('25', 'LT'), { maxLength: 4 }),
  },
  { requiredKeys: ['qualifier', 'code', 'modifiers'] },
);
const submittedProcedure = fc
  .record({ one: procedure, description: text(1, 40) }, { requiredKeys: ['one'] })
  .map(({ one, ...rest }) => ({ ...one, ...rest }));
const amounts = (...qualifiers: string[]) =>
  anyList(fc.record({ qualifier: code(...qualifiers), amountCents: cents() }), 3);
const quantities = (...qualifiers: string[]) =>
  anyList(fc.record({ qualifier: code(...qualifiers), quantity }), 2);

const line: fc.Arbitrary<ServiceLine835> = model<ServiceLine835>(
  {
    procedure,
    chargeCents: cents(),
    paidCents: cents(),
    revenueCode: code('0450'),
    paidUnits: fc.oneof(quantity, fc.constant(-1)),
    submittedProcedure,
    submittedUnits: quantity,
    dates: fc.oneof(
      day('472').map((one) => [one]),
      fc.tuple(day('150'), day('151')).map(([one, two]) => [one, two]),
      fc.constant([]),
    ),
    adjustments: anyList(adjustment, 8),
    lineControlNumber: text(1, 50),
    references: anyList(reference('LU', 'HPI', '0K'), 3),
    amounts: amounts('B6', 'KH'),
    quantities: quantities('ZK'),
    remarkCodes: anyList(fc.record({ qualifier: code('HE', 'RX'), value: code('N130', 'M15') }), 3),
  },
  ['revenueCode', 'paidUnits', 'submittedProcedure', 'submittedUnits', 'lineControlNumber'],
);

/** With all codes in the first places, or with some places left out. */
const inpatientAdjudication = fc
  .record({
    coveredDays: quantity,
    values: fc.constant({ '04': '12.5', '24': '3' }),
    remarks: fc.constantFrom(
      { remarkCodes: ['MA01', 'N1', 'N2'] },
      { remarkCodes: ['MA01', 'N1'], remarkPlaces: [5, 22] },
      { remarkCodes: ['N1'], remarkPlaces: [23] },
    ),
  })
  .map(({ remarks, ...rest }) => ({ ...rest, ...remarks }));

const claim: fc.Arbitrary<Claim835> = model<Claim835>(
  {
    batchNumber: code('1', '2'),
    patientControlNumber: text(1, 38),
    statusCode: code('1', '2', '3', '4', '19', '22', '25'),
    chargeCents: cents(),
    paidCents: cents(),
    patientResponsibilityCents: cents(),
    claimFilingIndicator: code('12', 'MB'),
    payerControlNumber: text(1, 50),
    facilityCode: code('11'),
    frequencyCode: code('1'),
    diagnosisRelatedGroup: code('470'),
    diagnosisRelatedGroupWeight: quantity,
    dischargeFraction: quantity,
    adjustments: anyList(adjustment, 8),
    patient: person('MI'),
    subscriber: person('MI'),
    correctedSubscriber: person('C'),
    serviceProvider: person('XX'),
    crossoverCarrier: organization('PI'),
    correctedPriorityPayer: organization('PI'),
    otherSubscriber: person('MI'),
    inpatientAdjudication,
    outpatientAdjudication,
    references: anyList(reference('EA', 'F8', 'G2', '1L'), 3),
    dates: fc.constantFrom<Claim835['dates']>([], [{ qualifier: '050', from: '2026-02-28' as never }]),
    contacts: anyList(
      contact('CX', 'TE', 'EM').map((one) => ({ ...one, numbers: one.numbers.slice(0, 2) })),
      2,
    ),
    amounts: amounts('AU', 'F5', 'I'),
    quantities: quantities('CA', 'ZL'),
    lines: anyList(line, 3),
  },
  [
    'patientResponsibilityCents',
    'facilityCode',
    'frequencyCode',
    'diagnosisRelatedGroup',
    'diagnosisRelatedGroupWeight',
    'dischargeFraction',
    'subscriber',
    'correctedSubscriber',
    'serviceProvider',
    'crossoverCarrier',
    'correctedPriorityPayer',
    'otherSubscriber',
    'inpatientAdjudication',
    'outpatientAdjudication',
  ] as never[],
);

/** A remittance that the guide allows; it need not balance. */
export const remittance: fc.Arbitrary<Remittance835> = model<Remittance835>(
  {
    controlNumber: code('0001', '35681'),
    payment: fc.record(
      {
        handling: code('I', 'H'),
        amountCents: cents(),
        creditOrDebit: fc.constantFrom('C' as const, 'D' as const),
        method: code('ACH', 'CHK', 'NON'),
        format: code('CCP'),
        senderAccount: fc.record({
          bankQualifier: code('01'),
          bankId: code('999999992'),
          accountQualifier: code('DA'),
          accountNumber: code('123456'),
        }),
        originatingCompanyId: code('1512345678'),
        originatingCompanySupplementalCode: code('999999999'),
        receiverAccount: fc.record({
          bankQualifier: code('01'),
          bankId: code('999988880'),
          accountQualifier: code('SG'),
          accountNumber: code('98765'),
        }),
        date: plainDate,
      },
      { requiredKeys: ['handling', 'amountCents', 'creditOrDebit', 'method', 'date'] },
    ),
    trace: fc.record(
      { number: text(1, 50), originatingCompanyId: code('1512345678'), supplementalCode: text(1, 50) },
      { requiredKeys: ['number', 'originatingCompanyId'] },
    ),
    currency: code('USD'),
    exchangeRate: code('1.3750'),
    receiverId: text(1, 50),
    versionId: text(1, 50),
    productionDate: plainDate,
    payer: fc.record(
      {
        name: text(1, 60),
        identifier: fc.record({ qualifier: code('XV'), value: text(2, 20) }),
        address,
        references: anyList(reference('2U', 'NF'), 2),
        contacts: fc.constant([
          { functionCode: 'CX', name: 'CLAIMS', numbers: [{ qualifier: 'TE', value: '8005550100' }] },
          { functionCode: 'BL', name: 'EDI', numbers: [{ qualifier: 'EM', value: 'EDI@PAYER.EXAMPLE' }] },
          { functionCode: 'IC', numbers: [{ qualifier: 'UR', value: 'PAYER.EXAMPLE' }] },
        ]),
      },
      { requiredKeys: ['name', 'address', 'references', 'contacts'] },
    ),
    payee: fc.record(
      {
        name: text(1, 60),
        identifier: fc.record({ qualifier: code('XX'), value: code('1234567893') }),
        address,
        references: anyList(reference('TJ', 'PQ'), 2),
        remittanceDelivery: fc.record({ method: code('EM'), name: text(1, 60), number: text(1, 60) }),
      },
      { requiredKeys: ['name', 'identifier', 'references'] },
    ),
    batches: fc.constant([
      { batchNumber: '1' },
      {
        batchNumber: '2',
        providerSummary: {
          providerId: '1234567893',
          facilityCode: '11',
          fiscalPeriodEnd: '2026-12-31' as never,
          claimCount: 3,
          chargeCents: 12_345 as Cents,
          further: { '13': 5.5, '24': 1 },
        },
        supplementalSummary: [1, undefined, 2.5],
      },
    ]),
    claims: anyList(claim, 3).map((claims) =>
      claims.toSorted((one, other) =>
        one.batchNumber < other.batchNumber ? -1 : one.batchNumber > other.batchNumber ? 1 : 0,
      ),
    ),
    providerAdjustments: anyList(
      fc.record(
        {
          providerId: code('1234567893'),
          fiscalPeriodEnd: fc.constantFrom('2026-12-31' as never, '2027-12-31' as never),
          reasonCode: code('WO', '72', 'FB', 'L6'),
          reference: text(1, 50),
          amountCents: cents(),
        },
        { requiredKeys: ['providerId', 'fiscalPeriodEnd', 'reasonCode', 'amountCents'] },
      ),
      15,
    ),
  },
  ['currency', 'exchangeRate', 'receiverId', 'versionId', 'productionDate'] as never[],
).map(({ exchangeRate, ...one }) =>
  // A rate stands beside its currency.
  exchangeRate === undefined || one.currency === undefined ? one : { ...one, exchangeRate },
);

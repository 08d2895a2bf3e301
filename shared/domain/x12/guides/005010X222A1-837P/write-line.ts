import {
  addressSegments,
  groupedAdjustmentSegments,
  amountSegments,
  amountText,
  contactSegment,
  dateSegment,
  dateText,
  nameSegment,
  numberText,
  onlyYesText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
import type { Provider837, ServiceFacility837 } from './model-parties.ts';
import type {
  AmbulanceTransport837,
  Attachment837,
  ConditionIndicator837,
  Contract837,
  Repricing837,
} from './model-claim-parts.ts';
import type { Drug837, FormAnswers837, ServiceLine837P } from './model-line.ts';
import type { LineAdjudication837 } from './model-other-payers.ts';

/** One service line (2400). */
export function lineSegments(line: ServiceLine837P): SegmentData[] {
  const { durableEquipment, durableEquipmentCertification, orderingProvider } = line;
  return [
    ['LX', String(line.lineNumber)],
    serviceSegment(line),
    ...(durableEquipment === undefined
      ? []
      : [
          [
            'SV5',
            { components: ['HC', durableEquipment.code] },
            'DA',
            numberText(durableEquipment.days),
            amountText(durableEquipment.rentalCents),
            amountText(durableEquipment.purchaseCents),
            durableEquipment.frequency,
          ] as const,
        ]),
    ...attachmentSegments(line.attachments),
    ...transportSegments(line.ambulanceTransport),
    ...(durableEquipmentCertification === undefined
      ? []
      : [
          [
            'CR3',
            durableEquipmentCertification.kind,
            'MO',
            numberText(durableEquipmentCertification.months),
          ] as const,
        ]),
    ...conditionSegments(line.conditions),
    dateSegment({ qualifier: '472', ...line.serviceDates }),
    ...(line.dates ?? []).map(dateSegment),
    ...quantitySegments('PT', line.ambulancePatients),
    ...quantitySegments('FL', line.obstetricAnesthesiaUnits),
    ...(line.testResults ?? []).map((result): SegmentData => [
      'MEA',
      result.kind,
      result.measurement,
      numberText(result.value),
    ]),
    ...contractSegments(line.contract),
    ...(line.priorAuthorizations ?? []).map(referenceSegment),
    ...referenceSegments('6R', line.lineControlNumber),
    ...(line.references ?? []).map(referenceSegment),
    ...(line.referrals ?? []).map(referenceSegment),
    ...amountSegments('T', line.salesTaxCents),
    ...amountSegments('F4', line.postageCents),
    ...(line.fileInformation ?? []).map((text): SegmentData => ['K3', text]),
    ...(line.notes ?? []).map((note): SegmentData => ['NTE', note.kind, note.text]),
    ...(line.purchasedService === undefined
      ? []
      : [['PS1', line.purchasedService.providerId, amountText(line.purchasedService.chargeCents)] as const]),
    ...repricingSegments(line.repricing),
    ...drugSegments(line.drug),
    ...providerSegments('82', line.renderingProvider),
    ...providerSegments('QB', line.purchasedServiceProvider),
    ...serviceFacilitySegments(line.serviceFacility),
    ...providerSegments('DQ', line.supervisingProvider),
    ...(orderingProvider === undefined
      ? []
      : [
          nameSegment('DK', orderingProvider.name),
          ...addressSegments(orderingProvider.address),
          ...(orderingProvider.references ?? []).map(referenceSegment),
          ...(orderingProvider.contact === undefined ? [] : [contactSegment(orderingProvider.contact)]),
        ]),
    ...(line.referringProviders ?? []).flatMap((provider) =>
      providerSegments(provider.role ?? 'DN', provider),
    ),
    ...(line.ambulancePickUp === undefined
      ? []
      : [['NM1', 'PW', '2'] as const, ...addressSegments(line.ambulancePickUp)]),
    ...(line.ambulanceDropOff === undefined
      ? []
      : [
          ['NM1', '45', '2', line.ambulanceDropOff.name] as const,
          ...addressSegments(line.ambulanceDropOff.address),
        ]),
    ...(line.adjudications ?? []).flatMap(adjudicationSegments),
    ...(line.forms ?? []).flatMap(formSegments),
  ];
}

function serviceSegment(line: ServiceLine837P): SegmentData {
  return [
    'SV1',
    procedureComposite({
      qualifier: line.codeQualifier ?? 'HC',
      code: line.code,
      modifiers: line.modifiers,
      description: line.description,
    }),
    amountText(line.chargeCents),
    line.unit ?? 'UN',
    numberText(line.units),
    line.placeOfService,
    undefined,
    { components: line.diagnosisPointers.map(String) },
    undefined,
    onlyYesText(line.emergency),
    undefined,
    onlyYesText(line.epsdt),
    onlyYesText(line.familyPlanning),
    undefined,
    undefined,
    line.copayExempt === true ? '0' : undefined,
  ];
}

function quantitySegments(qualifier: string, quantity: number | undefined): SegmentData[] {
  return quantity === undefined ? [] : [['QTY', qualifier, numberText(quantity)]];
}

export function attachmentSegments(attachments: readonly Attachment837[] | undefined): SegmentData[] {
  return (attachments ?? []).map((attachment): SegmentData => [
    'PWK',
    attachment.reportType,
    attachment.transmission,
    undefined,
    undefined,
    attachment.controlNumber === undefined ? undefined : 'AC',
    attachment.controlNumber,
  ]);
}

export function contractSegments(contract: Contract837 | undefined): SegmentData[] {
  if (contract === undefined) return [];
  return [
    [
      'CN1',
      contract.kind,
      amountText(contract.amountCents),
      numberText(contract.percent),
      contract.code,
      numberText(contract.termsDiscountPercent),
      contract.version,
    ],
  ];
}

export function transportSegments(transport: AmbulanceTransport837 | undefined): SegmentData[] {
  if (transport === undefined) return [];
  return [
    [
      'CR1',
      transport.weightPounds === undefined ? undefined : 'LB',
      numberText(transport.weightPounds),
      undefined,
      transport.reasonCode,
      'DH',
      numberText(transport.miles),
      undefined,
      undefined,
      transport.roundTripPurpose,
      transport.stretcherPurpose,
    ],
  ];
}

export function conditionSegments(conditions: readonly ConditionIndicator837[] | undefined): SegmentData[] {
  return (conditions ?? []).map((condition): SegmentData => [
    'CRC',
    condition.category,
    condition.applies ? 'Y' : 'N',
    ...condition.codes,
  ]);
}

export function repricingSegments(repricing: Repricing837 | undefined): SegmentData[] {
  if (repricing === undefined) return [];
  return [
    [
      'HCP',
      repricing.methodology,
      amountText(repricing.allowedCents),
      amountText(repricing.savingCents),
      repricing.organizationId,
      numberText(repricing.rate),
      repricing.patientGroupCode,
      amountText(repricing.patientGroupCents),
      repricing.revenueCode,
      repricing.procedure?.qualifier,
      repricing.procedure?.value,
      repricing.unit,
      numberText(repricing.quantity),
      repricing.rejectReason,
      repricing.policyCompliance,
      repricing.exceptionCode,
    ],
  ];
}

export function providerSegments(code: string, provider: Provider837 | undefined): SegmentData[] {
  if (provider === undefined) return [];
  return [
    nameSegment(code, provider.name),
    ...(provider.taxonomy === undefined ? [] : [['PRV', 'PE', 'PXC', provider.taxonomy] as const]),
    ...(provider.references ?? []).map(referenceSegment),
  ];
}

export function serviceFacilitySegments(facility: ServiceFacility837 | undefined): SegmentData[] {
  if (facility === undefined) return [];
  return [
    nameSegment('77', facility.name),
    ...addressSegments(facility.address),
    ...(facility.references ?? []).map(referenceSegment),
    ...(facility.contact === undefined ? [] : [contactSegment(facility.contact)]),
  ];
}

/** 2410. */
export function drugSegments(drug: Drug837 | undefined): SegmentData[] {
  if (drug === undefined) return [];
  return [
    ['LIN', undefined, drug.codeQualifier ?? 'N4', drug.code],
    ['CTP', undefined, undefined, undefined, numberText(drug.quantity), { components: [drug.unit] }],
    ...(drug.prescription === undefined
      ? []
      : [['REF', drug.prescription.qualifier, drug.prescription.value] as const]),
  ];
}

function adjudicationSegments(adjudication: LineAdjudication837): SegmentData[] {
  const { adjudicationDate } = adjudication;
  return [
    [
      'SVD',
      adjudication.payerId,
      amountText(adjudication.paidCents),
      procedureComposite({
        qualifier: adjudication.codeQualifier ?? 'HC',
        code: adjudication.code,
        modifiers: adjudication.modifiers,
        description: adjudication.description,
      }),
      undefined,
      numberText(adjudication.paidUnits),
      numberText(adjudication.bundledLineNumber),
    ],
    ...groupedAdjustmentSegments(adjudication.adjustments ?? []),
    ...(adjudicationDate === undefined ? [] : [['DTP', '573', 'D8', dateText(adjudicationDate)] as const]),
    ...amountSegments('EAF', adjudication.remainingPatientLiabilityCents),
  ];
}

function formSegments(form: FormAnswers837): SegmentData[] {
  return [
    ['LQ', form.qualifier, form.form],
    ...form.answers.map((answer): SegmentData => [
      'FRM',
      answer.question,
      answer.yesNo,
      answer.text,
      dateText(answer.date),
      numberText(answer.percent),
    ]),
  ];
}

import {
  addressOf,
  adjustmentsOf,
  codeAt,
  contactFrom,
  dateAt,
  dateFromDtp,
  datesOf,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededNumberAt,
  neededProcedureAt,
  numberAt,
  periodAt,
  present,
  qualifiedId,
  referenceFrom,
  referencesOf,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { AmbulanceDropOff837, OrderingProvider837 } from './model-parties.ts';
import type {
  Drug837,
  DurableEquipment837,
  DurableEquipmentCertification837,
  FormAnswer837,
  ServiceLine837P,
} from './model-line.ts';
import type { LineAdjudication837 } from './model-other-payers.ts';
import {
  attachmentsOf,
  conditionsOf,
  contractOf,
  noteFrom,
  providerFrom,
  providersOf,
  repricingOf,
  serviceFacilityOf,
  transportOf,
} from './read-claim-parts.ts';

/** One service line (2400). */
export function serviceLineFrom(loop: LoopView): ServiceLine837P {
  const service = needed(loop.first('SV1'), loop, 'The professional service (SV1)');
  const procedure = neededProcedureAt(service, 1);
  const purchased = loop.first('PS1');
  const pickUp = loop.loop('2420G');
  const dates = needed(loop.first('DTP', '472'), loop, 'The service date (DTP*472)');
  return present<ServiceLine837P>({
    lineNumber: neededNumberAt(needed(loop.first('LX'), loop, 'The line counter (LX)'), 1),
    codeQualifier: (['ER', 'IV', 'WK'] as const).find((qualifier) => qualifier === procedure.qualifier),
    code: procedure.code,
    modifiers: procedure.modifiers,
    description: procedure.description,
    chargeCents: neededCentsAt(service, 2),
    units: neededNumberAt(service, 4),
    unit: neededCodeAt(service, 3, ['UN', 'MJ']) === 'MJ' ? 'MJ' : undefined,
    placeOfService: service.text(5),
    diagnosisPointers: service.components(7).flatMap((pointer) => (pointer === '' ? [] : Number(pointer))),
    emergency: yesOf(service, 9),
    epsdt: yesOf(service, 11),
    familyPlanning: yesOf(service, 12),
    copayExempt: service.text(15) === '0' ? true : undefined,
    durableEquipment: equipmentOf(loop),
    attachments: unlessEmpty(attachmentsOf(loop)),
    ambulanceTransport: transportOf(loop),
    durableEquipmentCertification: certificationOf(loop),
    conditions: unlessEmpty(conditionsOf(loop)),
    serviceDates: periodAt(dates, 2),
    dates: unlessEmpty(datesOf(loop, '472')),
    ambulancePatients: quantityOf(loop, 'PT'),
    obstetricAnesthesiaUnits: quantityOf(loop, 'FL'),
    testResults: unlessEmpty(
      loop.all('MEA').map((segment) => ({
        kind: textAt(segment, 1),
        measurement: textAt(segment, 2),
        value: neededNumberAt(segment, 3),
      })),
    ),
    contract: contractOf(loop),
    lineControlNumber: loop.first('REF', '6R')?.text(2),
    priorAuthorizations: unlessEmpty(loop.all('REF', 'G1').map(referenceFrom)),
    referrals: unlessEmpty(loop.all('REF', '9F').map(referenceFrom)),
    references: unlessEmpty(referencesOf(loop, '6R', 'G1', '9F')),
    salesTaxCents: amountOf(loop, 'T'),
    postageCents: amountOf(loop, 'F4'),
    fileInformation: unlessEmpty(loop.all('K3').map((segment) => textAt(segment, 1))),
    notes: unlessEmpty(loop.all('NTE').map(noteFrom)),
    purchasedService:
      purchased === undefined
        ? undefined
        : { providerId: textAt(purchased, 1), chargeCents: neededCentsAt(purchased, 2) },
    repricing: repricingOf(loop),
    drug: drugOf(loop),
    renderingProvider: providersOf(loop, '2420A')[0],
    purchasedServiceProvider: providersOf(loop, '2420B')[0],
    serviceFacility: serviceFacilityOf(loop, '2420C'),
    supervisingProvider: providersOf(loop, '2420D')[0],
    orderingProvider: orderingProviderOf(loop),
    referringProviders: unlessEmpty(providersOf(loop, '2420F')),
    ambulancePickUp:
      pickUp === undefined ? undefined : needed(addressOf(pickUp), pickUp, 'The address (N3 and N4)'),
    ambulanceDropOff: dropOffOf(loop),
    adjudications: unlessEmpty(loop.loops('2430').map(adjudicationFrom)),
    forms: unlessEmpty(
      loop.loops('2440').map((form) => {
        const segment = needed(form.first('LQ'), form, 'The form (LQ)');
        return {
          qualifier: textAt(segment, 1),
          form: textAt(segment, 2),
          answers: form.all('FRM').map(answerFrom),
        };
      }),
    ),
  });
}

function yesOf(segment: SegmentView, element: number): boolean | undefined {
  return codeAt(segment, element, ['Y']) === 'Y' ? true : undefined;
}

function quantityOf(loop: LoopView, qualifier: string): number | undefined {
  const segment = loop.first('QTY', qualifier);
  return segment === undefined ? undefined : neededNumberAt(segment, 2);
}

/** An amount of a loop by its qualifier. */
export function amountOf(loop: LoopView, qualifier: string) {
  const segment = loop.first('AMT', qualifier);
  return segment === undefined ? undefined : neededCentsAt(segment, 2);
}

function equipmentOf(loop: LoopView): DurableEquipment837 | undefined {
  const segment = loop.first('SV5');
  if (segment === undefined) return undefined;
  return {
    code: neededProcedureAt(segment, 1).code,
    days: neededNumberAt(segment, 3),
    rentalCents: neededCentsAt(segment, 4),
    purchaseCents: neededCentsAt(segment, 5),
    frequency: textAt(segment, 6),
  };
}

function certificationOf(loop: LoopView): DurableEquipmentCertification837 | undefined {
  const segment = loop.first('CR3');
  if (segment === undefined) return undefined;
  return { kind: textAt(segment, 1), months: neededNumberAt(segment, 3) };
}

/** 2410. */
export function drugOf(loop: LoopView): Drug837 | undefined {
  const found = loop.loop('2410');
  if (found === undefined) return undefined;
  const item = needed(found.first('LIN'), found, 'The drug (LIN)');
  const quantity = needed(found.first('CTP'), found, 'The drug quantity (CTP)');
  const prescription = found.first('REF');
  const qualifier = textAt(item, 2);
  return present<Drug837>({
    codeQualifier: qualifier === 'N4' ? undefined : qualifier,
    code: textAt(item, 3),
    quantity: neededNumberAt(quantity, 4),
    unit: textAt(quantity, 5),
    prescription: prescription === undefined ? undefined : qualifiedId(prescription, 1),
  });
}

function orderingProviderOf(loop: LoopView): OrderingProvider837 | undefined {
  const found = loop.loop('2420E');
  if (found === undefined) return undefined;
  const contact = found.first('PER');
  return {
    ...providerFrom(found),
    ...present<Pick<OrderingProvider837, 'address' | 'contact'>>({
      address: addressOf(found),
      contact: contact === undefined ? undefined : contactFrom(contact),
    }),
  };
}

function dropOffOf(loop: LoopView): AmbulanceDropOff837 | undefined {
  const found = loop.loop('2420H');
  if (found === undefined) return undefined;
  return present<AmbulanceDropOff837>({
    name: found.first('NM1')?.text(3),
    address: needed(addressOf(found), found, 'The address (N3 and N4)'),
  });
}

function adjudicationFrom(loop: LoopView): LineAdjudication837 {
  const segment = needed(loop.first('SVD'), loop, 'The line adjudication (SVD)');
  const procedure = neededProcedureAt(segment, 3);
  const date = loop.first('DTP', '573');
  return present<LineAdjudication837>({
    payerId: textAt(segment, 1),
    paidCents: neededCentsAt(segment, 2),
    codeQualifier: procedure.qualifier === 'HC' ? undefined : procedure.qualifier,
    code: procedure.code,
    modifiers: procedure.modifiers,
    description: procedure.description,
    paidUnits: neededNumberAt(segment, 5),
    bundledLineNumber: numberAt(segment, 6),
    adjustments: unlessEmpty(adjustmentsOf(loop)),
    adjudicationDate: date === undefined ? undefined : dateFromDtp(date).from,
    remainingPatientLiabilityCents: amountOf(loop, 'EAF'),
  });
}

function answerFrom(segment: SegmentView): FormAnswer837 {
  return present<FormAnswer837>({
    question: textAt(segment, 1),
    yesNo: segment.text(2),
    text: segment.text(3),
    date: dateAt(segment, 4),
    percent: numberAt(segment, 5),
  });
}

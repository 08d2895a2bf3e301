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
  type Writable,
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

/** What nearly every line has nothing but. */
const usualContent = new Set(['LX', 'SV1', 'DTP', 'REF']);

type UsualKey =
  | 'lineNumber'
  | 'codeQualifier'
  | 'code'
  | 'modifiers'
  | 'description'
  | 'chargeCents'
  | 'units'
  | 'unit'
  | 'placeOfService'
  | 'diagnosisPointers'
  | 'emergency'
  | 'epsdt'
  | 'familyPlanning'
  | 'copayExempt'
  | 'serviceDates'
  | 'dates'
  | 'lineControlNumber'
  | 'priorAuthorizations'
  | 'referrals'
  | 'references';

/** One service line (2400). */
export function serviceLineFrom(loop: LoopView): ServiceLine837P {
  const usual = usualLineFrom(loop);
  return loop.holdsOnly(usualContent) ? usual : { ...usual, ...furtherLineParts(loop) };
}

function usualLineFrom(loop: LoopView): Pick<ServiceLine837P, UsualKey> {
  const service = needed(loop.first('SV1'), loop, 'The professional service (SV1)');
  const procedure = neededProcedureAt(service, 1);
  const serviceDate = needed(loop.first('DTP', '472'), loop, 'The service date (DTP*472)');
  const line: Writable<Pick<ServiceLine837P, UsualKey>> = {
    lineNumber: neededNumberAt(needed(loop.first('LX'), loop, 'The line counter (LX)'), 1),
    code: procedure.code,
    modifiers: procedure.modifiers,
    chargeCents: neededCentsAt(service, 2),
    units: neededNumberAt(service, 4),
    diagnosisPointers: pointersAt(service, 7),
    serviceDates: periodAt(serviceDate, 2),
  };
  const { qualifier, description } = procedure;
  if (qualifier === 'ER' || qualifier === 'IV' || qualifier === 'WK') line.codeQualifier = qualifier;
  if (description !== undefined) line.description = description;
  if (neededCodeAt(service, 3, units) === 'MJ') line.unit = 'MJ';
  const placeOfService = service.text(5);
  if (placeOfService !== undefined) line.placeOfService = placeOfService;
  if (service.elementCount > 8) {
    if (isYes(service, 9)) line.emergency = true;
    if (isYes(service, 11)) line.epsdt = true;
    if (isYes(service, 12)) line.familyPlanning = true;
    if (service.holds(15, '0')) line.copayExempt = true;
  }
  const dates = datesOf(loop, '472');
  if (dates.length > 0) line.dates = dates;
  addReferences(line, loop);
  return line;
}

const units = ['UN', 'MJ'] as const;

function addReferences(line: Writable<Pick<ServiceLine837P, UsualKey>>, loop: LoopView): void {
  const segments = loop.all('REF');
  if (segments.length === 0) return;
  const lineControlNumber = loop.first('REF', '6R')?.text(2);
  if (lineControlNumber !== undefined) line.lineControlNumber = lineControlNumber;
  if (segments.length === 1 && lineControlNumber !== undefined) return;
  const priorAuthorizations = loop.all('REF', 'G1').map(referenceFrom);
  if (priorAuthorizations.length > 0) line.priorAuthorizations = priorAuthorizations;
  const referrals = loop.all('REF', '9F').map(referenceFrom);
  if (referrals.length > 0) line.referrals = referrals;
  const references = referencesOf(loop, '6R', 'G1', '9F');
  if (references.length > 0) line.references = references;
}

function pointersAt(service: SegmentView, element: number): number[] {
  const text = service.text(element);
  if (text === undefined) return [];
  if (text.length === 1) return [Number(text)];
  return service.components(element).flatMap((pointer) => (pointer === '' ? [] : Number(pointer)));
}

/** Everything of a line that few lines have. */
function furtherLineParts(loop: LoopView): Omit<ServiceLine837P, UsualKey> {
  const purchased = loop.first('PS1');
  const pickUp = loop.loop('2420G');
  return present<Omit<ServiceLine837P, UsualKey>>({
    durableEquipment: equipmentOf(loop),
    attachments: unlessEmpty(attachmentsOf(loop)),
    ambulanceTransport: transportOf(loop),
    durableEquipmentCertification: certificationOf(loop),
    conditions: unlessEmpty(conditionsOf(loop)),
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

function isYes(segment: SegmentView, element: number): boolean {
  return codeAt(segment, element, ['Y']) === 'Y';
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

import {
  addressOf,
  centsAt,
  contactFrom,
  entityName,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededNumberAt,
  numberAt,
  present,
  qualifiedId,
  referencesOf,
  textAt,
  unlessEmpty,
  type Writable,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { Provider837, ServiceFacility837 } from './model-parties.ts';
import type {
  AmbulanceTransport837,
  Attachment837,
  ConditionIndicator837,
  Contract837,
  Diagnosis837,
  Note837,
  RelatedCauses837,
  Repricing837,
  SpinalManipulation837,
} from './model-claim-parts.ts';

/** What claims and lines have in common. */

export function providerFrom(loop: LoopView): Provider837 {
  const segment = needed(loop.first('NM1'), loop, 'The name (NM1)');
  const provider: Writable<Provider837> = { name: entityName(segment) };
  if (segment.holds(1, 'P3')) provider.role = 'P3';
  const taxonomy = loop.first('PRV')?.text(3);
  if (taxonomy !== undefined) provider.taxonomy = taxonomy;
  const references = referencesOf(loop);
  if (references.length > 0) provider.references = references;
  return provider;
}

export function providersOf(loop: LoopView, id: string): Provider837[] {
  return loop.loops(id).map(providerFrom);
}

export function serviceFacilityOf(loop: LoopView, id: string): ServiceFacility837 | undefined {
  const found = loop.loop(id);
  if (found === undefined) return undefined;
  const contact = found.first('PER');
  return present<ServiceFacility837>({
    name: entityName(needed(found.first('NM1'), found, 'The name (NM1)')),
    address: needed(addressOf(found), found, 'The address (N3 and N4)'),
    references: unlessEmpty(referencesOf(found)),
    contact: contact === undefined ? undefined : contactFrom(contact),
  });
}

export function attachmentsOf(loop: LoopView): Attachment837[] {
  return loop.all('PWK').map((segment) =>
    present<Attachment837>({
      reportType: textAt(segment, 1),
      transmission: textAt(segment, 2),
      controlNumber: segment.text(6),
    }),
  );
}

export function contractOf(loop: LoopView): Contract837 | undefined {
  const segment = loop.first('CN1');
  if (segment === undefined) return undefined;
  return present<Contract837>({
    kind: textAt(segment, 1),
    amountCents: centsAt(segment, 2),
    percent: numberAt(segment, 3),
    code: segment.text(4),
    termsDiscountPercent: numberAt(segment, 5),
    version: segment.text(6),
  });
}

export function noteFrom(segment: SegmentView): Note837 {
  return { kind: textAt(segment, 1), text: textAt(segment, 2) };
}

export function transportOf(loop: LoopView): AmbulanceTransport837 | undefined {
  const segment = loop.first('CR1');
  if (segment === undefined) return undefined;
  return present<AmbulanceTransport837>({
    weightPounds: numberAt(segment, 2),
    reasonCode: textAt(segment, 4),
    miles: neededNumberAt(segment, 6),
    roundTripPurpose: segment.text(9),
    stretcherPurpose: segment.text(10),
  });
}

export function spinalManipulationOf(loop: LoopView): SpinalManipulation837 | undefined {
  const segment = loop.first('CR2');
  if (segment === undefined) return undefined;
  return present<SpinalManipulation837>({
    conditionCode: textAt(segment, 8),
    description1: segment.text(10),
    description2: segment.text(11),
  });
}

export function conditionsOf(loop: LoopView): ConditionIndicator837[] {
  return loop.all('CRC').map((segment) => ({
    category: textAt(segment, 1),
    applies: neededCodeAt(segment, 2, ['Y', 'N']) === 'Y',
    codes: [3, 4, 5, 6, 7].flatMap((element) => segment.text(element) ?? []),
  }));
}

export function relatedCausesOf(claim: SegmentView): RelatedCauses837 | undefined {
  if (claim.text(11) === undefined) return undefined;
  return present<RelatedCauses837>({
    codes: [1, 2, 3].flatMap((component) => claim.component(11, component) ?? []),
    state: claim.component(11, 4),
    country: claim.component(11, 5),
  });
}

/** What the HI segments of a claim say. */
interface HealthCareCodes {
  readonly diagnoses: readonly Diagnosis837[];
  readonly anesthesiaProcedures: readonly string[];
  readonly conditionCodes: readonly string[];
}

export function healthCareCodesOf(loop: LoopView): HealthCareCodes {
  const diagnoses: Diagnosis837[] = [];
  const anesthesiaProcedures: string[] = [];
  const conditionCodes: string[] = [];
  for (const segment of loop.all('HI')) {
    for (let element = 1; element <= segment.elementCount; element++) {
      const code = segment.component(element, 2);
      if (code === undefined) continue;
      switch (segment.component(element, 1)) {
        case 'ABK':
        case 'ABF':
          diagnoses.push({ code });
          break;
        case 'BK':
        case 'BF':
          diagnoses.push({ code, edition: 'ICD-9-CM' });
          break;
        case 'BP':
        case 'BO':
          anesthesiaProcedures.push(code);
          break;
        case 'BG':
          conditionCodes.push(code);
          break;
        default:
          break;
      }
    }
  }
  return { diagnoses, anesthesiaProcedures, conditionCodes };
}

export function repricingOf(loop: LoopView): Repricing837 | undefined {
  const segment = loop.first('HCP');
  if (segment === undefined) return undefined;
  return present<Repricing837>({
    methodology: textAt(segment, 1),
    allowedCents: neededCentsAt(segment, 2),
    savingCents: centsAt(segment, 3),
    organizationId: segment.text(4),
    rate: numberAt(segment, 5),
    patientGroupCode: segment.text(6),
    patientGroupCents: centsAt(segment, 7),
    revenueCode: segment.text(8),
    procedure: qualifiedId(segment, 9),
    unit: segment.text(11),
    quantity: numberAt(segment, 12),
    rejectReason: segment.text(13),
    policyCompliance: segment.text(14),
    exceptionCode: segment.text(15),
  });
}

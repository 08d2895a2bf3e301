import { deliverySegment } from '#domain/x12/delivery.ts';
import { providerSegments } from '#domain/x12/guides/005010X279A1-270/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, type Run, alike, levelSegments, runsOf } from '#domain/x12/write-levels.ts';
import {
  addressSegments,
  amountText,
  contactSegment,
  dateSegment,
  dateText,
  demographicsSegments,
  nameSegment,
  numberText,
  periodElements,
  procedureComposite,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import { guide271 } from './loops.ts';
import type {
  Benefit271,
  BenefitEntity271,
  EligibilityResponse271,
  Header271,
  InformationReceiver271,
  Military271,
  Procedure271,
  Person271,
  Rejection271,
  Subscriber271,
} from './model.ts';

/**
 * An interchange with the answers. Neighbours with the same header share a transaction; those with the same source
 * share its level.
 * Errors: `X12WriteRefused`.
 */
export function write271(
  envelope: Envelope,
  responses: readonly EligibilityResponse271[],
  controlNumbers: ControlNumbers,
): string {
  const batches = runsOf(
    responses,
    alike((response) => response.header),
  );
  return writeGroup(guide271, envelope, controlNumbers, batches.map(body271));
}

/** Segments of one transaction between ST and SE; its answers have one header. */
export function body271(responses: readonly EligibilityResponse271[]): SegmentData[] {
  const [first] = responses;
  if (first === undefined) return [];
  const same = alike<EligibilityResponse271>((response) => [
    response.informationSource,
    response.sourceLevelRejections,
  ]);
  // An answer that stops at the source has a level of its own.
  const sources = runsOf(
    responses,
    (response, before) =>
      response.informationReceiver !== undefined &&
      before.informationReceiver !== undefined &&
      same(response, before),
  );
  return [beginningSegment(first.header), ...levelSegments(sources.map(sourceLevel))];
}

function sourceLevel(responses: Run<EligibilityResponse271>): Level {
  const [{ informationSource: source, sourceLevelRejections }] = responses;
  return {
    code: '20',
    segments: [
      ...sourceLevelRejections.map(rejectionSegment),
      nameSegment(source.role, source.name),
      ...source.contacts.map((contact) => contactSegment(contact)),
      ...source.rejections.map(rejectionSegment),
    ],
    below: responses.flatMap((response) =>
      response.informationReceiver === undefined
        ? []
        : receiverLevel(response.informationReceiver, response.subscribers),
    ),
  };
}

function receiverLevel(receiver: InformationReceiver271, subscribers: readonly Subscriber271[]): Level {
  return {
    code: '21',
    segments: [
      nameSegment(receiver.role, receiver.name),
      ...receiver.references.map(referenceSegment),
      ...addressSegments(receiver.address),
      ...receiver.rejections.map(rejectionSegment),
      ...providerSegments(receiver.provider),
    ],
    below: subscribers.map((subscriber) => ({
      code: '22',
      segments: personSegments('IL', 'Y', subscriber),
      below: subscriber.dependents.map((dependent) => ({
        code: '23',
        segments: personSegments('03', 'N', dependent),
        below: [],
      })),
    })),
  };
}

function beginningSegment(header: Header271): SegmentData {
  return ['BHT', '0022', header.purpose, header.reference, dateText(header.date), header.time];
}

function rejectionSegment(rejection: Rejection271): SegmentData {
  return ['AAA', rejection.valid ? 'Y' : 'N', undefined, rejection.reasonCode, rejection.followUpCode];
}

function personSegments(code: string, insured: 'Y' | 'N', person: Person271): SegmentData[] {
  const { relationship, diagnoses, military } = person;
  return [
    ...person.traces.map((trace): SegmentData => [
      'TRN',
      trace.kind,
      trace.number,
      trace.originatingCompanyId,
      trace.supplementalId,
    ]),
    nameSegment(code, person.name),
    ...person.references.map(referenceSegment),
    ...addressSegments(person.address),
    ...person.rejections.map(rejectionSegment),
    ...providerSegments(person.provider),
    ...demographicsSegments(person.demographics),
    ...(relationship === undefined
      ? []
      : [
          [
            'INS',
            insured,
            relationship.relationship,
            relationship.identityChanged ? '001' : undefined,
            relationship.identityChanged ? '25' : undefined,
            ...Array<undefined>(12).fill(undefined),
            numberText(relationship.birthSequence),
          ] as const,
        ]),
    ...(diagnoses.length === 0
      ? []
      : [['HI', ...diagnoses.map((one) => ({ components: [one.qualifier, one.value] }))] as const]),
    ...person.dates.map(dateSegment),
    ...(military === undefined ? [] : [militarySegment(military)]),
    ...person.benefits.flatMap(benefitSegments),
  ];
}

function militarySegment(military: Military271): SegmentData {
  return [
    'MPI',
    military.informationStatus,
    military.employmentStatus,
    military.affiliation,
    military.description,
    military.rank,
    ...(military.period === undefined ? [] : periodElements(military.period)),
  ];
}

function benefitSegments(benefit: Benefit271): SegmentData[] {
  return [
    [
      'EB',
      benefit.kind,
      benefit.coverageLevel,
      benefit.serviceTypes.length === 0 ? undefined : { repetitions: benefit.serviceTypes },
      benefit.insuranceType,
      benefit.planDescription,
      benefit.timePeriod,
      amountText(benefit.amountCents),
      numberText(benefit.percent),
      benefit.quantityQualifier,
      numberText(benefit.quantity),
      benefit.authorizationRequired,
      benefit.inNetwork,
      benefit.procedure === undefined ? undefined : rangeComposite(benefit.procedure),
      benefit.diagnosisPointers.length === 0
        ? undefined
        : { components: benefit.diagnosisPointers.map(String) },
    ],
    ...benefit.deliveries.map(deliverySegment),
    ...benefit.references.map(referenceSegment),
    ...benefit.dates.map(dateSegment),
    ...benefit.rejections.map(rejectionSegment),
    ...benefit.messages.map((message): SegmentData => ['MSG', message]),
    ...benefit.furtherInformation.map((one): SegmentData => [
      'III',
      one.qualifier,
      one.code,
      one.category,
      one.text,
    ]),
    ...entitiesSegments(benefit.entities),
  ];
}

/** EB13: a procedure, or the first and last of a range. */
function rangeComposite(procedure: Procedure271): CompositeData {
  return { components: [...procedureComposite(procedure).components, procedure.lastCode] };
}

function entitiesSegments(entities: readonly BenefitEntity271[]): SegmentData[] {
  if (entities.length === 0) return [];
  return [
    ['LS', '2120'],
    ...entities.flatMap((entity) => [
      [...nameSegment(entity.role, entity.name), entity.relationship] as const,
      ...addressSegments(entity.address, entity.region),
      ...entity.contacts.map((contact) => contactSegment(contact)),
      ...providerSegments(entity.provider),
    ]),
    ['LE', '2120'],
  ];
}

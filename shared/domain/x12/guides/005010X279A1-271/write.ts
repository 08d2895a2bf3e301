import { providerSegments } from '#domain/x12/guides/005010X279A1-270/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  addressSegments,
  amountText,
  contactSegment,
  dateSegment,
  dateText,
  demographicsSegments,
  levelSegment,
  nameSegment,
  numberText,
  periodElements,
  procedureComposite,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import { type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import { guide271 } from './loops.ts';
import type {
  Benefit271,
  BenefitEntity271,
  EligibilityResponse271,
  Header271,
  Military271,
  Person271,
  Rejection271,
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
  const delimiters = openEnvelope(envelope, controlNumbers);
  const batches: EligibilityResponse271[][] = [];
  for (const response of responses) {
    const batch = batches.at(-1);
    if (batch !== undefined && sameValue(batch[0]?.header, response.header)) batch.push(response);
    else batches.push([response]);
  }
  const transactions = batches.map((batch, index) =>
    writeTransaction(guide271, transactionControlNumber(controlNumbers, index), body271(batch), delimiters),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/** Segments of one transaction between ST and SE; its answers have one header. */
export function body271(responses: readonly EligibilityResponse271[]): SegmentData[] {
  const [first] = responses;
  if (first === undefined) return [];
  const segments: SegmentData[] = [beginningSegment(first.header)];
  let level = 0;
  let source = 0;
  for (const [index, response] of responses.entries()) {
    const before = responses[index - 1];
    const receiver = response.informationReceiver;
    const sameSource =
      receiver !== undefined &&
      before?.informationReceiver !== undefined &&
      sameValue(
        [before.informationSource, before.sourceLevelRejections],
        [response.informationSource, response.sourceLevelRejections],
      );
    if (!sameSource) {
      source = ++level;
      segments.push(
        levelSegment(level, undefined, '20', receiver !== undefined),
        ...response.sourceLevelRejections.map(rejectionSegment),
        nameSegment(response.informationSource.role, response.informationSource.name),
        ...response.informationSource.contacts.map((contact) => contactSegment(contact)),
        ...response.informationSource.rejections.map(rejectionSegment),
      );
    }
    if (receiver === undefined) continue;
    const receiverLevel = ++level;
    segments.push(
      levelSegment(level, source, '21', response.subscribers.length > 0),
      nameSegment(receiver.role, receiver.name),
      ...receiver.references.map(referenceSegment),
      ...addressSegments(receiver.address),
      ...receiver.rejections.map(rejectionSegment),
      ...providerSegments(receiver.provider),
    );
    for (const subscriber of response.subscribers) {
      const subscriberLevel = ++level;
      segments.push(
        levelSegment(level, receiverLevel, '22', subscriber.dependents.length > 0),
        ...personSegments('IL', 'Y', subscriber),
      );
      for (const dependent of subscriber.dependents) {
        level++;
        segments.push(
          levelSegment(level, subscriberLevel, '23', false),
          ...personSegments('03', 'N', dependent),
        );
      }
    }
  }
  return segments;
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
      benefit.procedure === undefined ? undefined : procedureComposite(benefit.procedure),
      benefit.diagnosisPointers.length === 0
        ? undefined
        : { components: benefit.diagnosisPointers.map(String) },
    ],
    ...benefit.deliveries.map((delivery): SegmentData => [
      'HSD',
      delivery.quantityQualifier,
      numberText(delivery.quantity),
      delivery.unit,
      numberText(delivery.sampleFrequency),
      delivery.timePeriod,
      numberText(delivery.periodCount),
      delivery.pattern,
      delivery.timeCode,
    ]),
    ...benefit.references.map(referenceSegment),
    ...benefit.dates.map(dateSegment),
    ...benefit.rejections.map(rejectionSegment),
    ...benefit.messages.map((message): SegmentData => ['MSG', message]),
    ...benefit.furtherInformation.map((one): SegmentData =>
      one.qualifier === '44'
        ? ['III', undefined, undefined, '44', one.value]
        : ['III', one.qualifier, one.value],
    ),
    ...entitiesSegments(benefit.entities),
  ];
}

function entitiesSegments(entities: readonly BenefitEntity271[]): SegmentData[] {
  if (entities.length === 0) return [];
  return [
    ['LS', '2120'],
    ...entities.flatMap((entity) => [
      nameSegment(entity.role, entity.name),
      ...addressSegments(entity.address),
      ...entity.contacts.map((contact) => contactSegment(contact)),
      ...providerSegments(entity.provider),
    ]),
    ['LE', '2120'],
  ];
}

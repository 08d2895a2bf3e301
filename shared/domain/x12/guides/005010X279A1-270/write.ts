import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  addressSegments,
  dateSegment,
  dateText,
  demographicsSegments,
  levelSegment,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import { type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import { guide270 } from './loops.ts';
import type {
  EligibilityInquiry270,
  Header270,
  Person270,
  ProviderInformation270,
  Question270,
} from './model.ts';

/**
 * An interchange with the inquiries. Neighbours with the same header share a transaction; those with the same source,
 * receiver and subscriber share its levels.
 * Errors: `X12WriteRefused`.
 */
export function write270(
  envelope: Envelope,
  inquiries: readonly EligibilityInquiry270[],
  controlNumbers: ControlNumbers,
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const batches: EligibilityInquiry270[][] = [];
  for (const inquiry of inquiries) {
    const batch = batches.at(-1);
    if (batch !== undefined && sameValue(batch[0]?.header, inquiry.header)) batch.push(inquiry);
    else batches.push([inquiry]);
  }
  const transactions = batches.map((batch, index) =>
    writeTransaction(guide270, transactionControlNumber(controlNumbers, index), body270(batch), delimiters),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/** Segments of one transaction between ST and SE; its inquiries have one header. */
export function body270(inquiries: readonly EligibilityInquiry270[]): SegmentData[] {
  const [first] = inquiries;
  if (first === undefined) return [];
  const segments: SegmentData[] = [beginningSegment(first.header)];
  let level = 0;
  let source = 0;
  let receiver = 0;
  let subscriber = 0;
  for (const [index, inquiry] of inquiries.entries()) {
    const before = inquiries[index - 1];
    const sameSource =
      before !== undefined &&
      sameValue(
        [before.sourceRole, before.informationSource],
        [inquiry.sourceRole, inquiry.informationSource],
      );
    if (!sameSource) {
      source = ++level;
      segments.push(
        levelSegment(level, undefined, '20', true),
        nameSegment(inquiry.sourceRole, inquiry.informationSource),
      );
    }
    const sameReceiver = sameSource && sameValue(before.informationReceiver, inquiry.informationReceiver);
    if (!sameReceiver) {
      receiver = ++level;
      segments.push(levelSegment(level, source, '21', true), ...receiverSegments(inquiry));
    }
    // A second inquiry about the same subscriber starts a level of its own; only dependents share one.
    const sameSubscriber =
      sameReceiver && inquiry.dependent !== undefined && sameValue(before.subscriber, inquiry.subscriber);
    if (!sameSubscriber) {
      subscriber = ++level;
      const next = inquiries[index + 1];
      const dependentFollows =
        next?.dependent !== undefined &&
        sameValue(
          [inquiry.sourceRole, inquiry.informationSource, inquiry.informationReceiver, inquiry.subscriber],
          [next.sourceRole, next.informationSource, next.informationReceiver, next.subscriber],
        );
      segments.push(
        levelSegment(level, receiver, '22', inquiry.dependent !== undefined || dependentFollows),
        ...personSegments('IL', 'Y', inquiry.subscriber),
      );
    }
    if (inquiry.dependent !== undefined) {
      level++;
      segments.push(
        levelSegment(level, subscriber, '23', false),
        ...personSegments('03', 'N', inquiry.dependent),
      );
    }
    segments.push(...inquiry.questions.flatMap(questionSegments));
  }
  return segments;
}

function beginningSegment(header: Header270): SegmentData {
  return [
    'BHT',
    '0022',
    header.purpose,
    header.reference,
    dateText(header.date),
    header.time,
    header.transactionType,
  ];
}

function receiverSegments(inquiry: EligibilityInquiry270): SegmentData[] {
  const receiver = inquiry.informationReceiver;
  return [
    nameSegment(receiver.role, receiver.name),
    ...(receiver.references ?? []).map(referenceSegment),
    ...addressSegments(receiver.address),
    ...providerSegments(receiver.provider),
  ];
}

/** PRV. */
export function providerSegments(provider: ProviderInformation270 | undefined): SegmentData[] {
  if (provider === undefined) return [];
  return [['PRV', provider.role, provider.identifier?.qualifier, provider.identifier?.value]];
}

function personSegments(code: string, insured: 'Y' | 'N', person: Person270): SegmentData[] {
  const { diagnoses, relationship, birthSequence } = person;
  return [
    ...(person.traces ?? []).map((trace): SegmentData => [
      'TRN',
      '1',
      trace.number,
      trace.originatingCompanyId,
      trace.supplementalId,
    ]),
    nameSegment(code, person.name),
    ...(person.references ?? []).map(referenceSegment),
    ...addressSegments(person.address),
    ...providerSegments(person.provider),
    ...demographicsSegments(person.demographics),
    ...(relationship === undefined
      ? []
      : [
          [
            'INS',
            insured,
            relationship,
            ...Array<undefined>(14).fill(undefined),
            numberText(birthSequence),
          ] as const,
        ]),
    ...(diagnoses === undefined
      ? []
      : [['HI', ...diagnoses.map((code) => ({ components: [code.qualifier, code.value] }))] as const]),
    ...(person.dates ?? []).map(dateSegment),
  ];
}

function questionSegments(question: Question270): SegmentData[] {
  return [
    [
      'EQ',
      question.serviceTypes === undefined ? undefined : { repetitions: question.serviceTypes },
      question.procedure === undefined ? undefined : procedureComposite(question.procedure),
      question.coverageLevel,
      undefined,
      question.diagnosisPointers === undefined
        ? undefined
        : { components: question.diagnosisPointers.map(String) },
    ],
    ...(question.placeOfService === undefined ? [] : [['III', 'ZZ', question.placeOfService] as const]),
    ...(question.reference === undefined ? [] : [referenceSegment(question.reference)]),
    ...(question.dates ?? []).map(dateSegment),
  ];
}

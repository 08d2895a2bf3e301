import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, type Run, alike, levelSegments, runsOf } from '#domain/x12/write-levels.ts';
import {
  addressSegments,
  amountSegments,
  dateSegment,
  dateText,
  demographicsSegments,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
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
  const batches = runsOf(
    inquiries,
    alike((inquiry) => inquiry.header),
  );
  return writeGroup(guide270, envelope, controlNumbers, batches.map(body270));
}

/** Segments of one transaction between ST and SE; its inquiries have one header. */
export function body270(inquiries: readonly EligibilityInquiry270[]): SegmentData[] {
  const [first] = inquiries;
  if (first === undefined) return [];
  const same = alike<EligibilityInquiry270>((inquiry) => [inquiry.sourceRole, inquiry.informationSource]);
  return [beginningSegment(first.header), ...levelSegments(runsOf(inquiries, same).map(sourceLevel))];
}

function sourceLevel(inquiries: Run<EligibilityInquiry270>): Level {
  const [{ sourceRole, informationSource }] = inquiries;
  const same = alike<EligibilityInquiry270>((inquiry) => inquiry.informationReceiver);
  return {
    code: '20',
    segments: [nameSegment(sourceRole, informationSource)],
    below: runsOf(inquiries, same).map(receiverLevel),
  };
}

function receiverLevel(inquiries: Run<EligibilityInquiry270>): Level {
  const same = alike<EligibilityInquiry270>((inquiry) => inquiry.subscriber);
  // A second inquiry about the same subscriber starts a level of its own; only dependents share one.
  const subscribers = runsOf(
    inquiries,
    (inquiry, before) => inquiry.dependent !== undefined && same(inquiry, before),
  );
  return {
    code: '21',
    segments: receiverSegments(inquiries[0]),
    below: subscribers.map(subscriberLevel),
  };
}

function subscriberLevel(inquiries: Run<EligibilityInquiry270>): Level {
  return {
    code: '22',
    segments: [
      ...personSegments('IL', 'Y', inquiries[0].subscriber),
      ...inquiries.flatMap((inquiry) => (inquiry.dependent === undefined ? questionsSegments(inquiry) : [])),
    ],
    below: inquiries.flatMap((inquiry) =>
      inquiry.dependent === undefined ? [] : dependentLevel(inquiry, inquiry.dependent),
    ),
  };
}

function dependentLevel(inquiry: EligibilityInquiry270, dependent: Person270): Level {
  return {
    code: '23',
    segments: [...personSegments('03', 'N', dependent), ...questionsSegments(inquiry)],
    below: [],
  };
}

function questionsSegments(inquiry: EligibilityInquiry270): SegmentData[] {
  return inquiry.questions.flatMap(questionSegments);
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
    ...amountSegments('R', question.spendDownCents),
    ...amountSegments('PB', question.spendDownBilledCents),
    ...(question.placeOfService === undefined ? [] : [['III', 'ZZ', question.placeOfService] as const]),
    ...(question.reference === undefined ? [] : [referenceSegment(question.reference)]),
    ...(question.dates ?? []).map(dateSegment),
  ];
}

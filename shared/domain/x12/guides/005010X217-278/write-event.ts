import { deliverySegment } from '#domain/x12/delivery.ts';
import {
  amountText,
  dateSegment,
  dateText,
  numberText,
  procedureComposite,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import type {
  Admission278,
  Attachment278,
  Diagnosis278,
  PatientEvent278,
  Procedure278,
  Review278,
  Service278,
  Trace278,
} from './model.ts';
import { careSegments } from './write-conditions.ts';

/** What a request leaves out and an answer says between the parts that both directions share. */
export interface AnswerSegments {
  readonly rejections: readonly SegmentData[];
  /** HCR. */
  readonly decision: readonly SegmentData[];
  /** DTP of the certification. */
  readonly certification: readonly SegmentData[];
}

const noAnswer: AnswerSegments = { rejections: [], decision: [], certification: [] };

/** 2000E down to MSG; `conditions` are CRC. */
export function eventSegments(
  event: PatientEvent278,
  { answer = noAnswer, conditions = [] }: { answer?: AnswerSegments; conditions?: readonly SegmentData[] },
): SegmentData[] {
  const { admission, diagnoses } = event;
  return [
    ...event.traces.map(traceSegment),
    ...answer.rejections,
    reviewSegment(event.review),
    ...answer.decision,
    ...numbersSegments(event),
    ...event.dates.map(dateSegment),
    ...answer.certification,
    ...(diagnoses.length === 0 ? [] : [['HI', ...diagnoses.map(diagnosisComposite)] as const]),
    ...deliverySegments(event),
    ...conditions,
    ...(admission === undefined ? [] : [admissionSegment(admission)]),
    ...careSegments(event),
    ...event.attachments.map(attachmentSegment),
    ...messageSegments(event),
  ];
}

/** 2000F down to MSG; `requested` is HI. */
export function serviceSegments(
  service: Service278,
  { answer = noAnswer, requested = [] }: { answer?: AnswerSegments; requested?: readonly SegmentData[] },
): SegmentData[] {
  const { review, serviceDates } = service;
  return [
    ...service.traces.map(traceSegment),
    ...answer.rejections,
    ...(review === undefined ? [] : [reviewSegment(review)]),
    ...answer.decision,
    ...numbersSegments(service),
    ...(serviceDates === undefined ? [] : [dateSegment({ qualifier: '472', ...serviceDates })]),
    ...answer.certification,
    ...requested,
    ...serviceItselfSegments(service.service),
    ...deliverySegments(service),
    ...service.attachments.map(attachmentSegment),
    ...messageSegments(service),
  ];
}

function numbersSegments(part: PatientEvent278 | Service278): SegmentData[] {
  return [
    ...referenceSegments('BB', part.previousAuthorizationNumber),
    ...referenceSegments('NT', part.administrativeReferenceNumber),
  ];
}

function deliverySegments(part: PatientEvent278 | Service278): SegmentData[] {
  return part.delivery === undefined ? [] : [deliverySegment(part.delivery)];
}

function messageSegments(part: PatientEvent278 | Service278): SegmentData[] {
  return part.message === undefined ? [] : [['MSG', part.message]];
}

function traceSegment(trace: Trace278): SegmentData {
  return ['TRN', trace.kind, trace.number, trace.originatingCompanyId, trace.supplementalId];
}

function reviewSegment(review: Review278): SegmentData {
  const { facility, relatedCauses } = review;
  const [first, second, third] = relatedCauses?.codes ?? [];
  return [
    'UM',
    review.category,
    review.certification,
    review.serviceType,
    facility === undefined ? undefined : { components: [facility.code, facility.qualifier] },
    relatedCauses === undefined
      ? undefined
      : { components: [first, second, third, relatedCauses.state, relatedCauses.country] },
    review.levelOfService,
    review.healthCondition,
    review.prognosis,
    review.releaseOfInformation,
    review.delayReason,
  ];
}

function diagnosisComposite(diagnosis: Diagnosis278): CompositeData {
  const { qualifier, code, date } = diagnosis;
  return { components: [qualifier, code, date === undefined ? undefined : 'D8', dateText(date)] };
}

function admissionSegment(admission: Admission278): SegmentData {
  return [
    'CL1',
    admission.admissionType,
    admission.admissionSource,
    admission.patientStatus,
    admission.nursingHomeStatus,
  ];
}

function attachmentSegment(attachment: Attachment278): SegmentData {
  const { controlNumber } = attachment;
  return [
    'PWK',
    attachment.reportType,
    attachment.transmission,
    undefined,
    undefined,
    controlNumber === undefined ? undefined : 'AC',
    controlNumber,
    attachment.description,
  ];
}

/** A composite, or nothing when it would be empty. */
function compositeOf(components: readonly string[]): CompositeData | undefined {
  return components.length === 0 ? undefined : { components };
}

function procedureText(procedure: Procedure278): CompositeData {
  return { components: [...procedureComposite(procedure).components, procedure.lastCode] };
}

function serviceItselfSegments(service: Service278['service']): SegmentData[] {
  switch (service?.kind) {
    case undefined:
      return [];
    case 'professional':
      return [
        [
          'SV1',
          procedureText(service.procedure),
          amountText(service.amountCents),
          service.unit,
          numberText(service.quantity),
          undefined,
          undefined,
          compositeOf(service.diagnosisPointers.map(String)),
          undefined,
          undefined,
          undefined,
          service.epsdt,
          ...Array<undefined>(8).fill(undefined),
          service.nursingHomeLevelOfCare,
        ],
      ];
    case 'institutional':
      return [
        [
          'SV2',
          service.revenueCode,
          service.procedure === undefined ? undefined : procedureText(service.procedure),
          amountText(service.amountCents),
          service.unit,
          numberText(service.quantity),
          amountText(service.rateCents),
          undefined,
          undefined,
          service.nursingHomeStatus,
          service.nursingHomeLevelOfCare,
        ],
      ];
    case 'dental':
      return [
        [
          'SV3',
          procedureText(service.procedure),
          amountText(service.amountCents),
          undefined,
          compositeOf(service.oralCavity),
          service.prosthesis,
          numberText(service.quantity),
          service.description,
        ],
        ...service.teeth.map((tooth): SegmentData => ['TOO', 'JP', tooth.code, compositeOf(tooth.surfaces)]),
      ];
  }
}

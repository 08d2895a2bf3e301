import { deliveryFrom } from '#domain/x12/delivery.ts';
import {
  centsAt,
  datesOf,
  needed,
  neededCodeAt,
  neededProcedureAt,
  numberAt,
  periodAt,
  present,
  procedureAt,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { dateFrom } from '#domain/x12/values.ts';
import type {
  Admission278,
  Attachment278,
  DentalService278,
  Diagnosis278,
  InstitutionalService278,
  PatientEvent278,
  Procedure278,
  ProfessionalService278,
  Review278,
  Service278,
  Tooth278,
  Trace278,
} from './model.ts';
import { careOf } from './read-conditions.ts';

/** DTP of a patient event that are not dates of a certification. */
const certificationDates = ['102', '036', '007'];

/** What both directions say of a patient event (2000E). */
export function eventFrom(loop: LoopView): PatientEvent278 {
  const admission = loop.first('CL1');
  return present<PatientEvent278>({
    traces: loop.all('TRN').map(traceFrom),
    review: reviewFrom(needed(loop.first('UM'), loop, 'The review (UM)')),
    previousAuthorizationNumber: loop.first('REF', 'BB')?.text(2),
    administrativeReferenceNumber: loop.first('REF', 'NT')?.text(2),
    dates: datesOf(loop, ...certificationDates),
    diagnoses: diagnosesOf(loop),
    delivery: deliveryOf(loop),
    admission: admission === undefined ? undefined : admissionFrom(admission),
    ...careOf(loop),
    attachments: loop.all('PWK').map(attachmentFrom),
    message: loop.first('MSG')?.text(1),
  });
}

/** What both directions say of a service (2000F). */
export function serviceFrom(loop: LoopView): Service278 {
  const review = loop.first('UM');
  const dates = loop.first('DTP', '472');
  return present<Service278>({
    traces: loop.all('TRN').map(traceFrom),
    review: review === undefined ? undefined : reviewFrom(review),
    previousAuthorizationNumber: loop.first('REF', 'BB')?.text(2),
    administrativeReferenceNumber: loop.first('REF', 'NT')?.text(2),
    serviceDates: dates === undefined ? undefined : periodAt(dates, 2),
    service: serviceItselfOf(loop),
    delivery: deliveryOf(loop),
    attachments: loop.all('PWK').map(attachmentFrom),
    message: loop.first('MSG')?.text(1),
  });
}

function deliveryOf(loop: LoopView) {
  const segment = loop.first('HSD');
  return segment === undefined ? undefined : deliveryFrom(segment);
}

function traceFrom(segment: SegmentView): Trace278 {
  return present<Trace278>({
    kind: neededCodeAt(segment, 1, ['1', '2']),
    number: textAt(segment, 2),
    originatingCompanyId: textAt(segment, 3),
    supplementalId: segment.text(4),
  });
}

function reviewFrom(segment: SegmentView): Review278 {
  const facility = segment.component(4, 1);
  const causes = [1, 2, 3].flatMap((component) => segment.component(5, component) ?? []);
  return present<Review278>({
    category: textAt(segment, 1),
    certification: segment.text(2),
    serviceType: segment.text(3),
    facility:
      facility === undefined
        ? undefined
        : { code: facility, qualifier: segment.component(4, 2) === 'A' ? 'A' : 'B' },
    relatedCauses:
      causes.length === 0
        ? undefined
        : present<NonNullable<Review278['relatedCauses']>>({
            codes: causes,
            state: segment.component(5, 4),
            country: segment.component(5, 5),
          }),
    levelOfService: segment.text(6),
    healthCondition: segment.text(7),
    prognosis: segment.text(8),
    releaseOfInformation: segment.text(9),
    delayReason: segment.text(10),
  });
}

function diagnosesOf(loop: LoopView): Diagnosis278[] {
  return loop.all('HI').flatMap((segment) =>
    segment
      .elements()
      .slice(1)
      .flatMap((_, index) => {
        const qualifier = segment.component(index + 1, 1);
        const code = segment.component(index + 1, 2);
        if (qualifier === undefined || code === undefined) return [];
        const date = dateFrom(segment.component(index + 1, 4) ?? '');
        return date === undefined ? { qualifier, code } : { qualifier, code, date };
      }),
  );
}

function admissionFrom(segment: SegmentView): Admission278 {
  return present<Admission278>({
    admissionType: segment.text(1),
    admissionSource: segment.text(2),
    patientStatus: segment.text(3),
    nursingHomeStatus: segment.text(4),
  });
}

function attachmentFrom(segment: SegmentView): Attachment278 {
  return present<Attachment278>({
    reportType: textAt(segment, 1),
    transmission: textAt(segment, 2),
    controlNumber: segment.text(6),
    description: segment.text(7),
  });
}

function procedureFrom(segment: SegmentView, element: number): Procedure278 {
  return present<Procedure278>({
    description: undefined,
    ...neededProcedureAt(segment, element),
    lastCode: segment.component(element, 8),
  });
}

function serviceItselfOf(loop: LoopView): Service278['service'] {
  const professional = loop.first('SV1');
  if (professional !== undefined) return professionalFrom(professional);
  const institutional = loop.first('SV2');
  if (institutional !== undefined) return institutionalFrom(institutional);
  const dental = loop.first('SV3');
  return dental === undefined ? undefined : dentalFrom(dental, loop.all('TOO').map(toothFrom));
}

function professionalFrom(segment: SegmentView): ProfessionalService278 {
  return present<ProfessionalService278>({
    kind: 'professional',
    procedure: procedureFrom(segment, 1),
    amountCents: centsAt(segment, 2),
    unit: segment.text(3),
    quantity: numberAt(segment, 4),
    diagnosisPointers: segment
      .components(7)
      .flatMap((pointer) => (/^\d+$/.test(pointer) ? Number(pointer) : [])),
    epsdt: segment.text(11),
    nursingHomeLevelOfCare: segment.text(20),
  });
}

function institutionalFrom(segment: SegmentView): InstitutionalService278 {
  return present<InstitutionalService278>({
    kind: 'institutional',
    revenueCode: segment.text(1),
    procedure: procedureAt(segment, 2) === undefined ? undefined : procedureFrom(segment, 2),
    amountCents: centsAt(segment, 3),
    unit: segment.text(4),
    quantity: numberAt(segment, 5),
    rateCents: centsAt(segment, 6),
    nursingHomeStatus: segment.text(9),
    nursingHomeLevelOfCare: segment.text(10),
  });
}

function dentalFrom(segment: SegmentView, teeth: readonly Tooth278[]): DentalService278 {
  return present<DentalService278>({
    kind: 'dental',
    procedure: procedureFrom(segment, 1),
    amountCents: centsAt(segment, 2),
    oralCavity: filled(segment, 4),
    prosthesis: segment.text(5),
    quantity: numberAt(segment, 6),
    description: segment.text(7),
    teeth,
  });
}

function toothFrom(segment: SegmentView): Tooth278 {
  return { code: textAt(segment, 2), surfaces: filled(segment, 3) };
}

function filled(segment: SegmentView, element: number): string[] {
  return segment.components(element).filter((component) => component !== '');
}

import type { Provider837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import {
  attachmentSegments,
  conditionSegments,
  contractSegments,
  drugSegments,
  repricingSegments,
  serviceFacilitySegments,
} from '#domain/x12/guides/005010X222A1-837P/write-line.ts';
import {
  claimsBody,
  type Options837,
  otherSubscriberSegments,
  writeClaims,
} from '#domain/x12/guides/005010X222A1-837P/write-parties.ts';
import { inpatientRemarkPlaces } from '#domain/x12/adjudication.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import {
  amountSegments,
  amountText,
  dateSegment,
  dateText,
  groupedAdjustmentSegments,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  remarkText,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import { decimalOfCents } from '#domain/x12/values.ts';
import { guide837I } from './loops.ts';
import type {
  Claim837I,
  Diagnosis837I,
  InpatientAdjudication837I,
  LineAdjudication837I,
  OtherSubscriber837I,
  Procedure837I,
  ServiceLine837I,
  Transaction837I,
} from './model.ts';

/**
 * An interchange with the institutional claims, in their order, grouped as `write837P` groups them.
 * Errors: `X12WriteRefused`, naming loop, segment and element, when the guide forbids what a claim holds.
 */
export function write837I(
  envelope: Envelope,
  claims: readonly Claim837I[],
  controlNumbers: ControlNumbers,
  options: Options837 = {},
): string {
  return writeClaims(guide837I, claimSegments, envelope, claims, controlNumbers, options);
}

/** Segments of one transaction between ST and SE. */
export function body837I(transaction: Transaction837I): SegmentData[] {
  return claimsBody(transaction.header, transaction.claims, claimSegments);
}

function claimSegments(claim: Claim837I): SegmentData[] {
  return [
    [
      'CLM',
      claim.patientControlNumber,
      amountText(claim.totalChargeCents),
      undefined,
      undefined,
      { components: [claim.facilityType, 'A', claim.frequencyCode] },
      undefined,
      claim.assignmentCode,
      claim.benefitsAssignment,
      claim.releaseOfInformation,
      ...Array<undefined>(10).fill(undefined),
      claim.delayReason,
    ],
    ...dateSegments(claim),
    ['CL1', claim.admissionType, claim.admissionSource, claim.patientStatus],
    ...attachmentSegments(claim.attachments),
    ...contractSegments(claim.contract),
    ...amountSegments('F3', claim.estimatedPatientShareCents),
    ...(claim.references ?? []).map(referenceSegment),
    ...referenceSegments('9F', claim.referralNumber),
    ...referenceSegments('G1', claim.priorAuthorizationNumber),
    ...referenceSegments('F8', claim.payerClaimControlNumber),
    ...referenceSegments('EA', claim.medicalRecordNumber),
    ...(claim.fileInformation ?? []).map((text): SegmentData => ['K3', text]),
    ...(claim.notes ?? []).map((note): SegmentData => ['NTE', note.kind, note.text]),
    ...conditionSegments(claim.conditions),
    ...codeSegments(claim),
    ...repricingSegments(claim.repricing),
    ...providerSegments('71', claim.attendingProvider),
    ...providerSegments('72', claim.operatingPhysician),
    ...providerSegments('ZZ', claim.otherOperatingPhysician),
    ...providerSegments('82', claim.renderingProvider),
    ...serviceFacilitySegments(claim.serviceFacility),
    ...providerSegments('DN', claim.referringProvider),
    ...(claim.otherSubscribers ?? []).flatMap(otherSegments),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function dateSegments(claim: Claim837I): SegmentData[] {
  const { dischargeTime, admission, repricerReceivedDate } = claim;
  return [
    ...(dischargeTime === undefined ? [] : [['DTP', '096', 'TM', dischargeTime] as const]),
    dateSegment({ qualifier: '434', ...claim.statementDates }),
    ...(admission === undefined
      ? []
      : [
          dateSegment({
            qualifier: '435',
            from: admission.date,
            ...(admission.time === undefined ? {} : { time: admission.time }),
          }),
        ]),
    ...(repricerReceivedDate === undefined
      ? []
      : [dateSegment({ qualifier: '050', from: repricerReceivedDate })]),
  ];
}

/** HI segments of up to twelve codes each. */
function codeSegments(claim: Claim837I): SegmentData[] {
  const hi = (composites: readonly CompositeData[] | undefined): SegmentData[] => {
    const segments: SegmentData[] = [];
    for (let at = 0; at < (composites?.length ?? 0); at += 12) {
      segments.push(['HI', ...(composites ?? []).slice(at, at + 12)]);
    }
    return segments;
  };
  const diagnoses = (list: string, codes: readonly Diagnosis837I[] | undefined): SegmentData[] =>
    hi(codes?.map((code) => diagnosisComposite(list, code)));
  const one = <T>(value: T | undefined): T[] | undefined => (value === undefined ? undefined : [value]);
  const plain = (list: string, codes: readonly string[] | undefined): SegmentData[] =>
    hi(codes?.map((code) => ({ components: [list, code] })));
  return [
    ...diagnoses('BK', [claim.principalDiagnosis]),
    ...diagnoses('BJ', one(claim.admittingDiagnosis)),
    ...diagnoses('PR', claim.visitReasons),
    ...diagnoses('BN', claim.externalCauses),
    ...plain('DR', one(claim.diagnosisRelatedGroup)),
    ...diagnoses('BF', claim.otherDiagnoses),
    ...hi(one(claim.principalProcedure)?.map((code) => procedureCode('BR', code))),
    ...hi(claim.otherProcedures?.map((code) => procedureCode('BQ', code))),
    ...hi(
      claim.occurrenceSpans?.map(({ code, from, to }) => ({
        components: ['BI', code, 'RD8', `${dateText(from) ?? ''}-${dateText(to) ?? ''}`],
      })),
    ),
    ...hi(claim.occurrences?.map(({ code, date }) => ({ components: ['BH', code, 'D8', dateText(date)] }))),
    ...hi(
      claim.values?.map(({ code, hundredths }) => ({
        components: ['BE', code, undefined, undefined, decimalOfCents(hundredths)],
      })),
    ),
    ...plain('BG', claim.conditionCodes),
    ...plain('TC', claim.treatmentCodes),
  ];
}

function diagnosisComposite(list: string, diagnosis: Diagnosis837I): CompositeData {
  return {
    components: [
      diagnosis.edition === undefined ? `A${list}` : list,
      diagnosis.code,
      ...Array<undefined>(6).fill(undefined),
      diagnosis.presentOnAdmission,
    ],
  };
}

function procedureCode(list: string, procedure: Procedure837I): CompositeData {
  const { edition, date } = procedure;
  return {
    components: [
      edition === undefined ? `B${list}` : edition === 'CAH' ? 'CAH' : list,
      procedure.code,
      date === undefined ? undefined : 'D8',
      dateText(date),
    ],
  };
}

function providerSegments(code: string, provider: Provider837 | undefined): SegmentData[] {
  if (provider === undefined) return [];
  return [
    nameSegment(code, provider.name),
    ...(provider.taxonomy === undefined ? [] : [['PRV', 'AT', 'PXC', provider.taxonomy] as const]),
    ...(provider.references ?? []).map(referenceSegment),
  ];
}

function otherSegments(other: OtherSubscriber837I): SegmentData[] {
  const segments = otherSubscriberSegments(other);
  const mia = other.inpatientAdjudication;
  if (mia === undefined) return segments;
  const after = segments.findIndex(([id]) => id === 'OI') + 1;
  return [...segments.slice(0, after), inpatientSegment(mia), ...segments.slice(after)];
}

function inpatientSegment(mia: InpatientAdjudication837I): SegmentData {
  const elements = Array.from({ length: 23 }, (_, index) => {
    const element = index + 2;
    return inpatientRemarkPlaces.includes(element)
      ? remarkText(mia, inpatientRemarkPlaces, element)
      : mia.values[String(element).padStart(2, '0')];
  });
  return ['MIA', numberText(mia.coveredDays), ...elements];
}

function lineSegments(line: ServiceLine837I): SegmentData[] {
  return [
    ['LX', String(line.lineNumber)],
    [
      'SV2',
      line.revenueCode,
      line.procedure === undefined ? undefined : procedureComposite(line.procedure),
      amountText(line.chargeCents),
      line.unit ?? 'UN',
      numberText(line.units),
      undefined,
      amountText(line.nonCoveredCents),
    ],
    ...attachmentSegments(line.attachments),
    ...(line.serviceDates === undefined ? [] : [dateSegment({ qualifier: '472', ...line.serviceDates })]),
    ...referenceSegments('6R', line.lineControlNumber),
    ...(line.references ?? []).map(referenceSegment),
    ...amountSegments('GT', line.serviceTaxCents),
    ...amountSegments('N8', line.facilityTaxCents),
    ...(line.thirdPartyNote === undefined ? [] : [['NTE', 'TPO', line.thirdPartyNote] as const]),
    ...repricingSegments(line.repricing),
    ...drugSegments(line.drug),
    ...providerSegments('72', line.operatingPhysician),
    ...providerSegments('ZZ', line.otherOperatingPhysician),
    ...providerSegments('82', line.renderingProvider),
    ...providerSegments('DN', line.referringProvider),
    ...(line.adjudications ?? []).flatMap(adjudicationSegments),
  ];
}

function adjudicationSegments(adjudication: LineAdjudication837I): SegmentData[] {
  const { adjudicationDate, procedure } = adjudication;
  return [
    [
      'SVD',
      adjudication.payerId,
      amountText(adjudication.paidCents),
      procedure === undefined ? undefined : procedureComposite(procedure),
      adjudication.revenueCode,
      numberText(adjudication.paidUnits),
      numberText(adjudication.bundledLineNumber),
    ],
    ...groupedAdjustmentSegments(adjudication.adjustments ?? []),
    ...(adjudicationDate === undefined ? [] : [['DTP', '573', 'D8', dateText(adjudicationDate)] as const]),
    ...amountSegments('EAF', adjudication.remainingPatientLiabilityCents),
  ];
}

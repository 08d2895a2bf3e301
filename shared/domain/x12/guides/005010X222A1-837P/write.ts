import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import {
  addressSegments,
  amountSegments,
  amountText,
  dateSegment,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import { guide837P } from './loops.ts';
import type { Claim837P, Transaction837P } from './model.ts';
import {
  attachmentSegments,
  conditionSegments,
  contractSegments,
  lineSegments,
  providerSegments,
  repricingSegments,
  serviceFacilitySegments,
  transportSegments,
} from './write-line.ts';
import { claimsBody, type Options837, otherSubscriberSegments, writeClaims } from './write-parties.ts';

/**
 * An interchange with the claims, in their order. Neighbours with the same submitter and receiver share a transaction;
 * those with the same billing provider, subscriber and patient share its levels.
 *
 * Errors: `X12WriteRefused`, naming loop, segment and element, when the guide forbids what a claim holds.
 */
export function write837P(
  envelope: Envelope,
  claims: readonly Claim837P[],
  controlNumbers: ControlNumbers,
  options: Options837 = {},
): string {
  return writeClaims(guide837P, claimSegments, envelope, claims, controlNumbers, options);
}

/** Segments of one transaction between ST and SE. */
export function body837P(transaction: Transaction837P): SegmentData[] {
  return claimsBody(transaction.header, transaction.claims, claimSegments);
}

function claimSegments(claim: Claim837P): SegmentData[] {
  const { ambulancePickUp, ambulanceDropOff } = claim;
  return [
    claimSegment(claim),
    ...(claim.dates ?? []).map(dateSegment),
    ...attachmentSegments(claim.attachments),
    ...contractSegments(claim.contract),
    ...amountSegments('F5', claim.patientPaidCents),
    ...(claim.references ?? []).map(referenceSegment),
    ...referenceSegments('9F', claim.referralNumber),
    ...referenceSegments('G1', claim.priorAuthorizationNumber),
    ...referenceSegments('F8', claim.payerClaimControlNumber),
    ...referenceSegments('X4', claim.cliaNumber),
    ...referenceSegments('EA', claim.medicalRecordNumber),
    ...(claim.fileInformation ?? []).map((text): SegmentData => ['K3', text]),
    ...(claim.note === undefined ? [] : [['NTE', claim.note.kind, claim.note.text] as const]),
    ...transportSegments(claim.ambulanceTransport),
    ...(claim.spinalManipulation === undefined
      ? []
      : [
          [
            'CR2',
            ...Array<undefined>(7).fill(undefined),
            claim.spinalManipulation.conditionCode,
            undefined,
            claim.spinalManipulation.description1,
            claim.spinalManipulation.description2,
          ] as const,
        ]),
    ...conditionSegments(claim.conditions),
    ...diagnosisSegments(claim),
    ...repricingSegments(claim.repricing),
    ...(claim.referringProviders ?? []).flatMap((provider) =>
      providerSegments(provider.role ?? 'DN', provider),
    ),
    ...providerSegments('82', claim.renderingProvider),
    ...serviceFacilitySegments(claim.serviceFacility),
    ...providerSegments('DQ', claim.supervisingProvider),
    ...(ambulancePickUp === undefined
      ? []
      : [['NM1', 'PW', '2'] as const, ...addressSegments(ambulancePickUp)]),
    ...(ambulanceDropOff === undefined
      ? []
      : [['NM1', '45', '2', ambulanceDropOff.name] as const, ...addressSegments(ambulanceDropOff.address)]),
    ...(claim.otherSubscribers ?? []).flatMap(otherSubscriberSegments),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function claimSegment(claim: Claim837P): SegmentData {
  const causes = claim.relatedCauses;
  return [
    'CLM',
    claim.patientControlNumber,
    amountText(claim.totalChargeCents),
    undefined,
    undefined,
    { components: [claim.placeOfService, 'B', claim.frequencyCode] },
    claim.providerSignatureOnFile ? 'Y' : 'N',
    claim.assignmentCode,
    claim.benefitsAssignment,
    claim.releaseOfInformation,
    claim.patientSignatureSource,
    causes === undefined
      ? undefined
      : { components: [causes.codes[0], causes.codes[1], causes.codes[2], causes.state, causes.country] },
    claim.specialProgram,
    ...Array<undefined>(7).fill(undefined),
    claim.delayReason,
  ];
}

function diagnosisSegments(claim: Claim837P): SegmentData[] {
  const segments: SegmentData[] = [];
  if (claim.diagnoses.length > 0) {
    const composites = claim.diagnoses.map((diagnosis, index): CompositeData => {
      const list = index === 0 ? 'BK' : 'BF';
      return { components: [diagnosis.edition === undefined ? `A${list}` : list, diagnosis.code] };
    });
    segments.push(['HI', ...composites]);
  }
  const { anesthesiaProcedures, conditionCodes } = claim;
  if (anesthesiaProcedures !== undefined) {
    segments.push([
      'HI',
      ...anesthesiaProcedures.map((code, index): CompositeData => ({
        components: [index === 0 ? 'BP' : 'BO', code],
      })),
    ]);
  }
  if (conditionCodes !== undefined) {
    for (let at = 0; at < conditionCodes.length; at += 12) {
      segments.push([
        'HI',
        ...conditionCodes.slice(at, at + 12).map((code): CompositeData => ({ components: ['BG', code] })),
      ]);
    }
  }
  return segments;
}

import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  addressSegments,
  groupedAdjustmentSegments,
  amountSegments,
  amountText,
  contactSegment,
  dateSegment,
  dateText,
  demographicsSegments,
  levelSegment,
  nameSegment,
  numberText,
  onlyYesText,
  outpatientAdjudicationSegments,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import { type CompositeData, type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import { guide837P } from './loops.ts';
import type {
  BillingProvider837,
  Claim837P,
  Header837,
  OtherSubscriber837,
  Party837,
  Patient837,
  PatientInformation837,
  Subscriber837,
} from './model.ts';
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

/** What the header of each written transaction says, where the usual is not wanted. */
export interface Options837P {
  /** BHT02; original unless given. */
  readonly purpose?: Header837['purpose'];
  /** BHT06; chargeable unless given. */
  readonly kind?: Header837['kind'];
  /** BHT03 of the n-th transaction, from 0; interchange and transaction number (`000000012-0001`) unless given. */
  readonly reference?: (transactionIndex: number) => string;
  /** Claims of one transaction; 5000 unless the partner takes fewer. */
  readonly claimsPerTransaction?: number;
}

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
  options: Options837P = {},
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const transactions = batchesOf(claims, options.claimsPerTransaction ?? 5000).map((batch, index) => {
    const control = transactionControlNumber(controlNumbers, index);
    const beginning: SegmentData = [
      'BHT',
      '0019',
      options.purpose ?? '00',
      options.reference?.(index) ?? `${String(controlNumbers.interchange).padStart(9, '0')}-${control}`,
      dateText(envelope.date),
      envelope.time,
      options.kind ?? 'CH',
    ];
    return writeTransaction(guide837P, control, [beginning, ...bodyOf(batch)], delimiters);
  });
  return writeInterchange({ envelope, controlNumbers, transactions });
}

function batchesOf(claims: readonly Claim837P[], limit: number): Claim837P[][] {
  const batches: Claim837P[][] = [];
  for (const claim of claims) {
    const batch = batches.at(-1);
    const before = batch?.at(-1);
    if (
      batch !== undefined &&
      before !== undefined &&
      batch.length < limit &&
      sameValue([before.submitter, before.receiver], [claim.submitter, claim.receiver])
    ) {
      batch.push(claim);
    } else batches.push([claim]);
  }
  return batches;
}

function bodyOf(claims: readonly Claim837P[]): SegmentData[] {
  const [first] = claims;
  if (first === undefined) return [];
  const segments: SegmentData[] = [
    nameSegment('41', first.submitter.name),
    ...first.submitter.contacts.map((contact) => contactSegment(contact)),
    nameSegment('40', first.receiver),
  ];
  let level = 0;
  let providerLevel = 0;
  let subscriberLevel = 0;
  for (const [index, claim] of claims.entries()) {
    const before = claims[index - 1];
    const sameProvider = before !== undefined && sameValue(providerOf(before), providerOf(claim));
    if (!sameProvider) {
      providerLevel = ++level;
      segments.push(levelSegment(level, undefined, '20', true), ...billingProviderSegments(claim));
    }
    const sameSubscriber = sameProvider && sameValue(insuredOf(before), insuredOf(claim));
    if (!sameSubscriber) {
      subscriberLevel = ++level;
      segments.push(
        levelSegment(level, providerLevel, '22', hasPatientBelow(claims, index)),
        ...subscriberSegments(claim.subscriber),
        ...partySegments('PR', claim.payer),
      );
    }
    if (claim.patient !== undefined && !(sameSubscriber && sameValue(before?.patient, claim.patient))) {
      level++;
      segments.push(levelSegment(level, subscriberLevel, '23', false), ...patientSegments(claim.patient));
    }
    segments.push(...claimSegments(claim));
  }
  return segments;
}

function providerOf(claim: Claim837P): unknown {
  return [claim.billingProvider, claim.payToAddress, claim.payToPlan];
}

/** What must be equal for two claims to stand under one subscriber level; a subscriber's own claim cannot follow a patient's. */
function insuredOf(claim: Claim837P): unknown {
  return [claim.subscriber, claim.payer, claim.patient === undefined];
}

/** Whether a patient level follows below the subscriber level that starts with this claim. */
function hasPatientBelow(claims: readonly Claim837P[], index: number): boolean {
  return claims[index]?.patient !== undefined;
}

function billingProviderSegments(claim: Claim837P): SegmentData[] {
  const provider: BillingProvider837 = claim.billingProvider;
  const { payToAddress, payToPlan } = claim;
  return [
    ...(provider.taxonomy === undefined ? [] : [['PRV', 'BI', 'PXC', provider.taxonomy] as const]),
    ...(provider.currency === undefined ? [] : [['CUR', '85', provider.currency] as const]),
    nameSegment('85', provider.name),
    ...addressSegments(provider.address),
    ['REF', provider.taxId.qualifier, provider.taxId.value],
    ...(provider.references ?? []).map(referenceSegment),
    ...(provider.contacts ?? []).map((contact) => contactSegment(contact)),
    ...(payToAddress === undefined
      ? []
      : [
          nameSegment('87', { entityType: payToAddress.entityType }),
          ...addressSegments(payToAddress.address),
        ]),
    ...(payToPlan === undefined ? [] : partySegments('PE', payToPlan)),
  ];
}

function partySegments(code: string, party: Party837): SegmentData[] {
  return [
    nameSegment(code, party.name),
    ...addressSegments(party.address),
    ...(party.references ?? []).map(referenceSegment),
  ];
}

function patientElements(information: PatientInformation837 | undefined): (string | undefined)[] {
  return [
    undefined,
    undefined,
    undefined,
    information?.deathDate === undefined ? undefined : 'D8',
    dateText(information?.deathDate),
    information?.weightPounds === undefined ? undefined : '01',
    numberText(information?.weightPounds),
    onlyYesText(information?.pregnant),
  ];
}

function subscriberSegments(subscriber: Subscriber837): SegmentData[] {
  return [
    [
      'SBR',
      subscriber.payerResponsibility,
      subscriber.relationship,
      subscriber.groupNumber,
      subscriber.groupName,
      subscriber.insuranceType,
      undefined,
      undefined,
      undefined,
      subscriber.claimFilingIndicator,
    ],
    ...(subscriber.patientInformation === undefined
      ? []
      : [['PAT', undefined, ...patientElements(subscriber.patientInformation)] as const]),
    nameSegment('IL', subscriber.name),
    ...addressSegments(subscriber.address),
    ...demographicsSegments(subscriber.demographics),
    ...(subscriber.references ?? []).map(referenceSegment),
    ...(subscriber.contact === undefined ? [] : [contactSegment(subscriber.contact)]),
  ];
}

function patientSegments(patient: Patient837): SegmentData[] {
  return [
    ['PAT', patient.relationship, ...patientElements(patient.patientInformation)],
    nameSegment('QC', patient.name),
    ...addressSegments(patient.address),
    ...demographicsSegments(patient.demographics),
    ...(patient.references ?? []).map(referenceSegment),
    ...(patient.contact === undefined ? [] : [contactSegment(patient.contact)]),
  ];
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

function otherSubscriberSegments(other: OtherSubscriber837): SegmentData[] {
  const { payer, adjudicationDate } = other;
  return [
    [
      'SBR',
      other.payerResponsibility,
      other.relationship,
      other.groupNumber,
      other.groupName,
      other.insuranceType,
      undefined,
      undefined,
      undefined,
      other.claimFilingIndicator,
    ],
    ...groupedAdjustmentSegments(other.adjustments ?? []),
    ...amountSegments('D', other.paidCents),
    ...amountSegments('A8', other.nonCoveredCents),
    ...amountSegments('EAF', other.remainingPatientLiabilityCents),
    [
      'OI',
      undefined,
      undefined,
      other.benefitsAssignment,
      other.patientSignatureSource,
      undefined,
      other.releaseOfInformation,
    ],
    ...outpatientAdjudicationSegments(other.outpatientAdjudication),
    ...partySegments('IL', other.subscriber),
    nameSegment('PR', payer.name),
    ...addressSegments(payer.address),
    ...(adjudicationDate === undefined ? [] : [['DTP', '573', 'D8', dateText(adjudicationDate)] as const]),
    ...(payer.references ?? []).map(referenceSegment),
    ...(other.providers ?? []).flatMap((provider): SegmentData[] => [
      nameSegment(provider.role, { entityType: provider.entityType }),
      ...provider.references.map(referenceSegment),
    ]),
  ];
}

import type { PlainDate } from '#contracts/dates.ts';
import { divideIntoTransactions, usualClaimsPerTransaction } from '#domain/x12/divide-batch.ts';
import type { Guide } from '#domain/x12/guide.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import { type Level, type Run, alike, levelSegments, runsOf } from '#domain/x12/write-levels.ts';
import {
  addressSegments,
  amountSegments,
  contactSegment,
  dateText,
  demographicsSegments,
  groupedAdjustmentSegments,
  nameSegment,
  numberText,
  onlyYesText,
  outpatientAdjudicationSegments,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import { type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import type { Header837 } from './model.ts';
import type {
  BillingProvider837,
  ClaimParties837,
  Party837,
  Patient837,
  PatientInformation837,
  Subscriber837,
} from './model-parties.ts';
import type { OtherSubscriber837 } from './model-other-payers.ts';

/** What the header of each written transaction says, where the usual is not wanted. */
export interface Options837 {
  /** BHT02; original unless given. */
  readonly purpose?: Header837['purpose'];
  /** BHT06; chargeable unless given. */
  readonly kind?: Header837['kind'];
  /** BHT03 of the n-th transaction, from 0; interchange and transaction number (`000000012-0001`) unless given. */
  readonly reference?: (transactionIndex: number) => string;
  /** Claims of one transaction at most; 5000 unless the partner takes fewer. */
  readonly claimsPerTransaction?: number;
}

/**
 * An interchange with the claims of one guide, in their order. Neighbours with the same submitter and receiver share a
 * transaction; those with the same billing provider, subscriber and patient share its levels.
 */
export function writeClaims<T extends ClaimParties837>(
  guide: Guide,
  claimSegments: (claim: T) => SegmentData[],
  envelope: Envelope,
  claims: readonly T[],
  controlNumbers: ControlNumbers,
  options: Options837,
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const transactions = divideIntoTransactions(
    claims,
    options.claimsPerTransaction ?? usualClaimsPerTransaction,
  ).map((batch, index) => {
    const control = transactionControlNumber(controlNumbers, index);
    const header: Header837 = {
      purpose: options.purpose ?? '00',
      reference:
        options.reference?.(index) ?? `${String(controlNumbers.interchange).padStart(9, '0')}-${control}`,
      date: envelope.date as PlainDate,
      time: envelope.time,
      kind: options.kind ?? 'CH',
    };
    return writeTransaction(guide, control, claimsBody(header, batch, claimSegments), delimiters);
  });
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/** Segments of one transaction between ST and SE; its claims have one submitter and one receiver. */
export function claimsBody<T extends ClaimParties837>(
  header: Header837,
  claims: readonly T[],
  claimSegments: (claim: T) => SegmentData[],
): SegmentData[] {
  const beginning: SegmentData = [
    'BHT',
    '0019',
    header.purpose,
    header.reference,
    dateText(header.date),
    header.time,
    header.kind,
  ];
  const [first] = claims;
  if (first === undefined) return [beginning];
  const providers = runsOf(
    claims,
    alike((claim) => [claim.billingProvider, claim.payToAddress, claim.payToPlan]),
  );
  return [
    beginning,
    nameSegment('41', first.submitter.name),
    ...first.submitter.contacts.map((contact) => contactSegment(contact)),
    nameSegment('40', first.receiver),
    ...levelSegments(providers.map((run) => providerLevel(run, claimSegments))),
  ];
}

function providerLevel<T extends ClaimParties837>(
  claims: Run<T>,
  claimSegments: (claim: T) => SegmentData[],
): Level {
  const alikeSubscribers = alike<T>((claim) => [claim.subscriber, claim.payer]);
  // A subscriber's own claims stand before the patients: after one, they start a level of their own.
  const same = (claim: T, before: T): boolean =>
    (claim.patient !== undefined || before.patient === undefined) && alikeSubscribers(claim, before);
  return {
    code: '20',
    segments: billingProviderSegments(claims[0]),
    below: runsOf(claims, same).map((run) => subscriberLevel(run, claimSegments)),
  };
}

function subscriberLevel<T extends ClaimParties837>(
  claims: Run<T>,
  claimSegments: (claim: T) => SegmentData[],
): Level {
  const [{ subscriber, payer }] = claims;
  const patients = runsOf(
    claims,
    alike((claim) => claim.patient),
  );
  return {
    code: '22',
    segments: [
      ...subscriberSegments(subscriber),
      ...partySegments('PR', payer),
      ...claims.filter((claim) => claim.patient === undefined).flatMap(claimSegments),
    ],
    below: patients.flatMap((run) =>
      run[0].patient === undefined
        ? []
        : {
            code: '23',
            segments: [...patientSegments(run[0].patient), ...run.flatMap(claimSegments)],
            below: [],
          },
    ),
  };
}

function billingProviderSegments(claim: ClaimParties837): SegmentData[] {
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

/** One other payer (2320 and 2330). */
export function otherSubscriberSegments(other: OtherSubscriber837): SegmentData[] {
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

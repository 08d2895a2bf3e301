import type { EntityName } from '#domain/x12/party.ts';
import {
  type Complete,
  addressOf,
  adjustmentsOf,
  codeAt,
  contactFrom,
  contactsOf,
  dateAt,
  dateFromDtp,
  demographicsOf,
  entityName,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededDateAt,
  numberAt,
  outpatientAdjudicationOf,
  present,
  referenceFrom,
  referencesOf,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { Header837 } from './model.ts';
import type {
  BillingProvider837,
  ClaimParties837,
  Party837,
  Patient837,
  PatientInformation837,
  PayToAddress837,
  Submitter837,
  Subscriber837,
} from './model-parties.ts';
import type { OtherPayerProvider837, OtherSubscriber837 } from './model-other-payers.ts';

/** The claims of an 837, flat, in the file's order: each loop 2300 with everyone above it. */
export function claimsInHierarchy<T>(
  tree: LoopView,
  claimFrom: (loop: LoopView, parties: Complete<ClaimParties837>) => T,
): { header: Header837; claims: T[] } {
  const claims: T[] = [];
  const submitter = submitterFrom(needed(tree.loop('1000A'), tree, 'The submitter (1000A)'));
  const receiver = nameOf(needed(tree.loop('1000B'), tree, 'The receiver (1000B)'));
  for (const provider of tree.loops('2000A')) {
    const shared = {
      submitter,
      receiver,
      billingProvider: billingProviderFrom(provider),
      payToAddress: payToAddressOf(provider),
      payToPlan: partyOf(provider.loop('2010AC')),
    };
    for (const level of provider.loops('2000B')) {
      const subscriber = subscriberFrom(level);
      const payer = partyFrom(needed(level.loop('2010BB'), level, 'The payer (2010BB)'));
      for (const claim of level.loops('2300')) {
        claims.push(claimFrom(claim, { ...shared, subscriber, payer, patient: undefined }));
      }
      for (const below of level.loops('2000C')) {
        const patient = patientFrom(below);
        for (const claim of below.loops('2300')) {
          claims.push(claimFrom(claim, { ...shared, subscriber, payer, patient }));
        }
      }
    }
  }
  return { header: headerFrom(needed(tree.first('BHT'), tree, 'The beginning (BHT)')), claims };
}

function headerFrom(segment: SegmentView): Header837 {
  return {
    purpose: neededCodeAt(segment, 2, ['00', '18']),
    reference: textAt(segment, 3),
    date: neededDateAt(segment, 4),
    time: textAt(segment, 5),
    kind: neededCodeAt(segment, 6, ['CH', 'RP', '31']),
  };
}

function nameOf(loop: LoopView): EntityName {
  return entityName(needed(loop.first('NM1'), loop, 'The name (NM1)'));
}

function submitterFrom(loop: LoopView): Submitter837 {
  return { name: nameOf(loop), contacts: contactsOf(loop) };
}

function partyFrom(loop: LoopView): Party837 {
  return present<Party837>({
    name: nameOf(loop),
    address: addressOf(loop),
    references: unlessEmpty(referencesOf(loop)),
  });
}

function partyOf(loop: LoopView | undefined): Party837 | undefined {
  return loop === undefined ? undefined : partyFrom(loop);
}

function billingProviderFrom(level: LoopView): BillingProvider837 {
  const loop = needed(level.loop('2010AA'), level, 'The billing provider name (2010AA)');
  const taxId = needed(
    loop.first('REF', 'EI') ?? loop.first('REF', 'SY'),
    loop,
    'The tax id (REF*EI or REF*SY)',
  );
  return present<BillingProvider837>({
    name: nameOf(loop),
    address: needed(addressOf(loop), loop, 'The address (N3 and N4)'),
    taxId: { qualifier: textAt(taxId, 1), value: textAt(taxId, 2) },
    taxonomy: level.first('PRV')?.text(3),
    currency: level.first('CUR')?.text(2),
    references: unlessEmpty(referencesOf(loop, 'EI', 'SY')),
    contacts: unlessEmpty(contactsOf(loop)),
  });
}

function payToAddressOf(level: LoopView): PayToAddress837 | undefined {
  const loop = level.loop('2010AB');
  if (loop === undefined) return undefined;
  return {
    entityType: nameOf(loop).entityType,
    address: needed(addressOf(loop), loop, 'The pay-to address (N3 and N4)'),
  };
}

function patientInformationFrom(segment: SegmentView | undefined): PatientInformation837 | undefined {
  if (segment === undefined) return undefined;
  const information = present<PatientInformation837>({
    deathDate: dateAt(segment, 6),
    weightPounds: numberAt(segment, 8),
    pregnant: segment.text(9) === 'Y' ? true : undefined,
  });
  return Object.keys(information).length === 0 ? undefined : information;
}

function contactOf(loop: LoopView) {
  const segment = loop.first('PER');
  return segment === undefined ? undefined : contactFrom(segment);
}

function subscriberFrom(level: LoopView): Subscriber837 {
  const segment = needed(level.first('SBR'), level, 'The subscriber (SBR)');
  const loop = needed(level.loop('2010BA'), level, 'The subscriber name (2010BA)');
  return present<Subscriber837>({
    payerResponsibility: textAt(segment, 1),
    relationship: codeAt(segment, 2, ['18']),
    groupNumber: segment.text(3),
    groupName: segment.text(4),
    insuranceType: segment.text(5),
    claimFilingIndicator: segment.text(9),
    patientInformation: patientInformationFrom(level.first('PAT')),
    name: nameOf(loop),
    address: addressOf(loop),
    demographics: demographicsOf(loop),
    references: unlessEmpty(referencesOf(loop)),
    contact: contactOf(loop),
  });
}

function patientFrom(level: LoopView): Patient837 {
  const segment = needed(level.first('PAT'), level, 'The patient (PAT)');
  const loop = needed(level.loop('2010CA'), level, 'The patient name (2010CA)');
  return present<Patient837>({
    relationship: textAt(segment, 1),
    patientInformation: patientInformationFrom(segment),
    name: nameOf(loop),
    address: addressOf(loop),
    demographics: demographicsOf(loop),
    references: unlessEmpty(referencesOf(loop)),
    contact: contactOf(loop),
  });
}

/** One other payer (2320); `providers` are the loops below in which it knows the providers. */
export function otherSubscriberFrom(loop: LoopView, providers: readonly string[]): OtherSubscriber837 {
  const segment = needed(loop.first('SBR'), loop, 'The other subscriber (SBR)');
  const coverage = needed(loop.first('OI'), loop, 'The other coverage (OI)');
  const payer = needed(loop.loop('2330B'), loop, 'The other payer (2330B)');
  const adjudication = payer.first('DTP', '573');
  const amount = (qualifier: string) => {
    const found = loop.first('AMT', qualifier);
    return found === undefined ? undefined : neededCentsAt(found, 2);
  };
  return present<OtherSubscriber837>({
    payerResponsibility: textAt(segment, 1),
    relationship: textAt(segment, 2),
    groupNumber: segment.text(3),
    groupName: segment.text(4),
    insuranceType: segment.text(5),
    claimFilingIndicator: segment.text(9),
    adjustments: unlessEmpty(adjustmentsOf(loop)),
    paidCents: amount('D'),
    remainingPatientLiabilityCents: amount('EAF'),
    nonCoveredCents: amount('A8'),
    benefitsAssignment: neededCodeAt(coverage, 3, ['Y', 'N', 'W']),
    patientSignatureSource: codeAt(coverage, 4, ['P']),
    releaseOfInformation: neededCodeAt(coverage, 6, ['Y', 'I']),
    outpatientAdjudication: outpatientAdjudicationOf(loop),
    subscriber: partyFrom(needed(loop.loop('2330A'), loop, 'The other subscriber name (2330A)')),
    payer: partyFrom(payer),
    adjudicationDate: adjudication === undefined ? undefined : dateFromDtp(adjudication).from,
    providers: unlessEmpty(
      loop.loops(...providers).map((provider): OtherPayerProvider837 => {
        const name = needed(provider.first('NM1'), provider, 'The name (NM1)');
        return {
          role: textAt(name, 1),
          entityType: nameOf(provider).entityType,
          references: provider.all('REF').map(referenceFrom),
        };
      }),
    ),
  });
}

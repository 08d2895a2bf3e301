import type { EntityName } from '#domain/x12/party.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  addressOf,
  adjustmentsOf,
  centsAt,
  contactFrom,
  contactsOf,
  dateAt,
  dateFromDtp,
  datesOf,
  demographicsOf,
  entityName,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededDateAt,
  numberAt,
  outpatientAdjudicationOf,
  codeAt,
  present,
  referenceFrom,
  referencesOf,
  textAt,
  treeOf,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  AmbulanceDropOff837,
  BillingProvider837,
  Claim837P,
  Header837,
  OtherPayerProvider837,
  OtherSubscriber837,
  Party837,
  Patient837,
  PatientInformation837,
  PayToAddress837,
  Submitter837,
  Subscriber837,
  Transaction837P,
} from './model.ts';
import {
  attachmentsOf,
  conditionsOf,
  contractOf,
  diagnosesOf,
  healthCareCodesOf,
  noteFrom,
  providerFrom,
  providersOf,
  relatedCausesOf,
  repricingOf,
  serviceFacilityOf,
  spinalManipulationOf,
  transportOf,
} from './read-claim-parts.ts';
import { serviceLineFrom } from './read-line.ts';

const claimReferenceFields = ['F8', 'G1', '9F', 'X4', 'EA'];

/**
 * The claims of one 837P transaction set, flat, in the file's order.
 * Errors: `UnusableTransaction` when something that a claim cannot be without is missing or has no meaning.
 */
export function read837P(transaction: ReadTransaction): Transaction837P {
  return claimsOf(treeOf(transaction, '837P'));
}

/** {@link read837P} of the tree alone. */
export function claimsOf(tree: LoopView): Transaction837P {
  const claims: Claim837P[] = [];
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

type Parties = Pick<Claim837P, 'submitter' | 'receiver' | 'billingProvider' | 'subscriber' | 'payer'> & {
  readonly payToAddress: PayToAddress837 | undefined;
  readonly payToPlan: Party837 | undefined;
  readonly patient: Patient837 | undefined;
};

function claimFrom(loop: LoopView, parties: Parties): Claim837P {
  const claim = needed(loop.first('CLM'), loop, 'The claim (CLM)');
  const note = loop.first('NTE');
  const patientPaid = loop.first('AMT', 'F5');
  const ambulance = (id: string) => {
    const found = loop.loop(id);
    return found === undefined ? undefined : needed(addressOf(found), found, 'The address (N3 and N4)');
  };
  const dropOff = loop.loop('2310F');
  const dropOffAddress = ambulance('2310F');
  return present<Claim837P>({
    ...parties,
    patientControlNumber: textAt(claim, 1),
    totalChargeCents: neededCentsAt(claim, 2),
    placeOfService: needed(claim.component(5, 1), loop, 'The place of service (CLM05-1)'),
    frequencyCode: frequencyFrom(claim, loop),
    providerSignatureOnFile: neededCodeAt(claim, 6, ['Y', 'N']) === 'Y',
    assignmentCode: neededCodeAt(claim, 7, ['A', 'B', 'C']),
    benefitsAssignment: neededCodeAt(claim, 8, ['Y', 'N', 'W']),
    releaseOfInformation: neededCodeAt(claim, 9, ['Y', 'I']),
    patientSignatureSource: codeAt(claim, 10, ['P']),
    relatedCauses: relatedCausesOf(claim),
    specialProgram: claim.text(12),
    delayReason: claim.text(20),
    dates: unlessEmpty(datesOf(loop)),
    attachments: unlessEmpty(attachmentsOf(loop)),
    contract: contractOf(loop),
    patientPaidCents: patientPaid === undefined ? undefined : centsAt(patientPaid, 2),
    payerClaimControlNumber: loop.first('REF', 'F8')?.text(2),
    priorAuthorizationNumber: loop.first('REF', 'G1')?.text(2),
    referralNumber: loop.first('REF', '9F')?.text(2),
    cliaNumber: loop.first('REF', 'X4')?.text(2),
    medicalRecordNumber: loop.first('REF', 'EA')?.text(2),
    references: unlessEmpty(referencesOf(loop, ...claimReferenceFields)),
    fileInformation: unlessEmpty(loop.all('K3').map((segment) => textAt(segment, 1))),
    note: note === undefined ? undefined : noteFrom(note),
    ambulanceTransport: transportOf(loop),
    spinalManipulation: spinalManipulationOf(loop),
    conditions: unlessEmpty(conditionsOf(loop)),
    diagnoses: diagnosesOf(loop),
    anesthesiaProcedures: unlessEmpty(healthCareCodesOf(loop, 'BP', 'BO')),
    conditionCodes: unlessEmpty(healthCareCodesOf(loop, 'BG')),
    repricing: repricingOf(loop),
    referringProviders: unlessEmpty(providersOf(loop, '2310A')),
    renderingProvider: providersOf(loop, '2310B')[0],
    serviceFacility: serviceFacilityOf(loop, '2310C'),
    supervisingProvider: providersOf(loop, '2310D')[0],
    ambulancePickUp: ambulance('2310E'),
    ambulanceDropOff:
      dropOff === undefined || dropOffAddress === undefined
        ? undefined
        : present<AmbulanceDropOff837>({ name: dropOff.first('NM1')?.text(3), address: dropOffAddress }),
    otherSubscribers: unlessEmpty(loop.loops('2320').map(otherSubscriberFrom)),
    lines: loop.loops('2400').map(serviceLineFrom),
  });
}

function frequencyFrom(claim: SegmentView, loop: LoopView): Claim837P['frequencyCode'] {
  const code = needed(claim.component(5, 3), loop, 'The frequency code (CLM05-3)');
  const known = (['1', '6', '7', '8'] as const).find((one) => one === code);
  return needed(known, loop, `The frequency code (CLM05-3) is "${code}"; one of 1, 6, 7, 8`);
}

function otherSubscriberFrom(loop: LoopView): OtherSubscriber837 {
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
      loop.loops('2330C', '2330D', '2330E', '2330F', '2330G').map((provider): OtherPayerProvider837 => {
        const name = needed(provider.first('NM1'), provider, 'The name (NM1)');
        return {
          role: textAt(name, 1),
          entityType: providerFrom(provider).name.entityType,
          references: provider.all('REF').map(referenceFrom),
        };
      }),
    ),
  });
}

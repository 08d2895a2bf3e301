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
  type Writable,
} from '#domain/x12/read-parts.ts';
import type { ReadModel, ReadPart } from '#domain/x12/guides/models.ts';
import type { ModelReader, Report } from '#domain/x12/model-reader.ts';
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
import { checkSubscriberLevel } from './rules.ts';

/** What one kind of 837 knows of its claims. */
interface ClaimKind<Claim> {
  claimFrom(loop: LoopView, parties: Complete<ClaimParties837>): Claim;
  check(claim: Claim, loop: LoopView, report: Report): void;
  part(claim: Claim): ReadPart;
  model(header: Header837, parts: readonly ReadPart[]): ReadModel;
}

/** Reads an 837 claim by claim: each loop 2300 with everyone above it. */
export function claimReader<Claim>(kind: ClaimKind<Claim>): ModelReader {
  return {
    partLoops: ['2300'],
    start: () => {
      const partiesOf = rememberParties();
      return {
        part: (loop, above, report) => {
          const claim = kind.claimFrom(loop, partiesOf(above));
          kind.check(claim, loop, report);
          return kind.part(claim);
        },
        closed: (loop, occurrences, report) => {
          if (loop.id === '2000B') checkSubscriberLevel(loop, occurrences, report);
        },
        finish: (transaction, parts) => {
          submitterFrom(needed(transaction.loop('1000A'), transaction, 'The submitter (1000A)'));
          nameOf(needed(transaction.loop('1000B'), transaction, 'The receiver (1000B)'));
          const beginning = needed(transaction.first('BHT'), transaction, 'The beginning (BHT)');
          return kind.model(headerFrom(beginning), parts);
        },
      };
    },
  };
}

/** Everyone above a claim; read once for all the claims below the same level. */
function rememberParties(): (above: readonly LoopView[]) => Complete<ClaimParties837> {
  let ends: Pick<Complete<ClaimParties837>, 'submitter' | 'receiver'> | undefined;
  const provider = remembered((level) => ({
    billingProvider: billingProviderFrom(level),
    payToAddress: payToAddressOf(level),
    payToPlan: partyOf(level.loop('2010AC')),
  }));
  const subscriber = remembered((level) => ({
    subscriber: subscriberFrom(level),
    payer: partyFrom(needed(level.loop('2010BB'), level, 'The payer (2010BB)')),
  }));
  const patient = remembered(patientFrom);
  return ([transaction, providerLevel, subscriberLevel, patientLevel]) => {
    if (transaction === undefined || providerLevel === undefined || subscriberLevel === undefined) {
      throw new Error('A claim stands outside the levels of its guide');
    }
    ends ??= {
      submitter: submitterFrom(needed(transaction.loop('1000A'), transaction, 'The submitter (1000A)')),
      receiver: nameOf(needed(transaction.loop('1000B'), transaction, 'The receiver (1000B)')),
    };
    const { billingProvider, payToAddress, payToPlan } = provider(providerLevel);
    const { subscriber: person, payer } = subscriber(subscriberLevel);
    return {
      submitter: ends.submitter,
      receiver: ends.receiver,
      billingProvider,
      payToAddress,
      payToPlan,
      subscriber: person,
      payer,
      patient: patientLevel === undefined ? undefined : patient(patientLevel),
    };
  };
}

/** Reads a level once, until another comes. */
function remembered<T extends object>(read: (level: LoopView) => T): (level: LoopView) => T {
  let last: { readonly level: LoopView; readonly value: T } | undefined;
  return (level) => {
    if (last?.level !== level) last = { level, value: read(level) };
    return last.value;
  };
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
  const party: Writable<Party837> = { name: nameOf(loop) };
  const address = addressOf(loop);
  if (address !== undefined) party.address = address;
  const references = referencesOf(loop);
  if (references.length > 0) party.references = references;
  return party;
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
  const subscriber: Writable<Subscriber837> = {
    payerResponsibility: textAt(segment, 1),
    name: nameOf(loop),
  };
  const relationship = codeAt(segment, 2, ['18']);
  if (relationship !== undefined) subscriber.relationship = relationship;
  const groupNumber = segment.text(3);
  if (groupNumber !== undefined) subscriber.groupNumber = groupNumber;
  const groupName = segment.text(4);
  if (groupName !== undefined) subscriber.groupName = groupName;
  const insuranceType = segment.text(5);
  if (insuranceType !== undefined) subscriber.insuranceType = insuranceType;
  const claimFilingIndicator = segment.text(9);
  if (claimFilingIndicator !== undefined) subscriber.claimFilingIndicator = claimFilingIndicator;
  const patientInformation = patientInformationFrom(level.first('PAT'));
  if (patientInformation !== undefined) subscriber.patientInformation = patientInformation;
  const address = addressOf(loop);
  if (address !== undefined) subscriber.address = address;
  const demographics = demographicsOf(loop);
  if (demographics !== undefined) subscriber.demographics = demographics;
  const references = referencesOf(loop);
  if (references.length > 0) subscriber.references = references;
  const contact = contactOf(loop);
  if (contact !== undefined) subscriber.contact = contact;
  return subscriber;
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

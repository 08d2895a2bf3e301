import { deliveryFrom } from '#domain/x12/delivery.ts';
import {
  diagnosisCodesOf,
  pointersAt,
  providerInformationOf,
} from '#domain/x12/guides/005010X279A1-270/read.ts';
import type { QualifiedDate } from '#domain/x12/party.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  addressOf,
  centsAt,
  codeAt,
  contactsOf,
  datesOf,
  demographicsOf,
  entityName,
  modelOf,
  needed,
  neededCodeAt,
  neededDateAt,
  numberAt,
  periodAt,
  present,
  procedureAt,
  qualifiedId,
  referencesOf,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  Benefit271,
  BenefitEntity271,
  EligibilityResponse271,
  FurtherInformation271,
  Header271,
  InformationReceiver271,
  InformationSource271,
  Military271,
  Person271,
  Procedure271,
  Rejection271,
  Relationship271,
  Subscriber271,
  Trace271,
} from './model.ts';

/**
 * The answers of one 271 transaction set, one for each information source and receiver.
 * Errors: `UnusableTransaction`.
 */
export function read271(transaction: ReadTransaction): readonly EligibilityResponse271[] {
  return modelOf(transaction, '271');
}

/** {@link read271} of the loops alone. */
export function responsesOf(tree: LoopView): EligibilityResponse271[] {
  const header = headerFrom(needed(tree.first('BHT'), tree, 'The beginning (BHT)'));
  return tree.loops('2000A').flatMap((level): EligibilityResponse271[] => {
    const shared = {
      header,
      sourceLevelRejections: rejectionsOf(level),
      informationSource: sourceFrom(needed(level.loop('2100A'), level, 'The information source (2100A)')),
    };
    const receivers = level.loops('2000B');
    if (receivers.length === 0) return [{ ...shared, subscribers: [] }];
    return receivers.map((receiver) => ({
      ...shared,
      informationReceiver: receiverFrom(
        needed(receiver.loop('2100B'), receiver, 'The information receiver (2100B)'),
      ),
      subscribers: receiver.loops('2000C').map(subscriberFrom),
    }));
  });
}

function headerFrom(segment: SegmentView): Header271 {
  return present<Header271>({
    purpose: textAt(segment, 2),
    reference: segment.text(3),
    date: neededDateAt(segment, 4),
    time: textAt(segment, 5),
  });
}

function rejectionsOf(loop: LoopView): Rejection271[] {
  return loop.all('AAA').map((segment) =>
    present<Rejection271>({
      valid: neededCodeAt(segment, 1, ['Y', 'N']) === 'Y',
      reasonCode: textAt(segment, 3),
      followUpCode: segment.text(4),
    }),
  );
}

function sourceFrom(loop: LoopView): InformationSource271 {
  const name = needed(loop.first('NM1'), loop, 'The name (NM1)');
  return {
    role: textAt(name, 1),
    name: entityName(name),
    contacts: contactsOf(loop),
    rejections: rejectionsOf(loop),
  };
}

function receiverFrom(loop: LoopView): InformationReceiver271 {
  const name = needed(loop.first('NM1'), loop, 'The name (NM1)');
  return present<InformationReceiver271>({
    role: textAt(name, 1),
    name: entityName(name),
    references: referencesOf(loop),
    address: addressOf(loop),
    rejections: rejectionsOf(loop),
    provider: providerInformationOf(loop),
  });
}

function subscriberFrom(level: LoopView): Subscriber271 {
  return {
    ...personFrom(level, 'C'),
    dependents: level.loops('2000D').map((below) => personFrom(below, 'D')),
  };
}

function personFrom(level: LoopView, letter: 'C' | 'D'): Person271 {
  const loop = needed(level.loop(`2100${letter}`), level, `The name (2100${letter})`);
  const relationship = loop.first('INS');
  const military = loop.first('MPI');
  return present<Person271>({
    traces: level.all('TRN').map(traceFrom),
    name: entityName(needed(loop.first('NM1'), loop, 'The name (NM1)')),
    references: referencesOf(loop),
    address: addressOf(loop),
    rejections: rejectionsOf(loop),
    provider: providerInformationOf(loop),
    demographics: demographicsOf(loop),
    relationship: relationship === undefined ? undefined : relationshipFrom(relationship),
    diagnoses: diagnosisCodesOf(loop),
    dates: datesOf(loop),
    military: military === undefined ? undefined : militaryFrom(military),
    benefits: level.loops(`2110${letter}`).map((benefit) => benefitFrom(benefit, letter)),
  });
}

function traceFrom(segment: SegmentView): Trace271 {
  return present<Trace271>({
    kind: neededCodeAt(segment, 1, ['1', '2']),
    number: textAt(segment, 2),
    originatingCompanyId: segment.text(3),
    supplementalId: segment.text(4),
  });
}

function relationshipFrom(segment: SegmentView): Relationship271 {
  return present<Relationship271>({
    relationship: textAt(segment, 2),
    identityChanged: segment.text(3) === '001',
    birthSequence: numberAt(segment, 17),
  });
}

function militaryFrom(segment: SegmentView): Military271 {
  return present<Military271>({
    informationStatus: textAt(segment, 1),
    employmentStatus: textAt(segment, 2),
    affiliation: textAt(segment, 3),
    description: segment.text(4),
    rank: segment.text(5),
    period: segment.text(6) === undefined ? undefined : periodAt(segment, 6),
  });
}

function benefitFrom(loop: LoopView, letter: 'C' | 'D'): Benefit271 {
  const segment = needed(loop.first('EB'), loop, 'The benefit (EB)');
  const procedure = procedureAt(segment, 13);
  const dates: readonly QualifiedDate[] = datesOf(loop);
  return present<Benefit271>({
    kind: textAt(segment, 1),
    coverageLevel: segment.text(2),
    serviceTypes: segment.repetitions(3),
    insuranceType: segment.text(4),
    planDescription: segment.text(5),
    timePeriod: segment.text(6),
    amountCents: centsAt(segment, 7),
    percent: numberAt(segment, 8),
    quantityQualifier: segment.text(9),
    quantity: numberAt(segment, 10),
    authorizationRequired: codeAt(segment, 11, ['Y', 'N', 'U']),
    inNetwork: codeAt(segment, 12, ['Y', 'N', 'U', 'W']),
    procedure:
      procedure === undefined
        ? undefined
        : present<Procedure271>({
            qualifier: procedure.qualifier,
            code: procedure.code,
            modifiers: procedure.modifiers,
            lastCode: segment.component(13, 8),
          }),
    diagnosisPointers: pointersAt(segment, 14),
    deliveries: loop.all('HSD').map(deliveryFrom),
    references: referencesOf(loop),
    dates,
    rejections: rejectionsOf(loop),
    messages: loop.all('MSG').map((message) => textAt(message, 1)),
    furtherInformation: loop.loops(`2115${letter}`).map(furtherInformationFrom),
    entities: loop.loops(`2120${letter}`).map(entityFrom),
  });
}

function furtherInformationFrom(loop: LoopView): FurtherInformation271 {
  const segment = needed(loop.first('III'), loop, 'The information (III)');
  return present<FurtherInformation271>({
    qualifier: segment.text(1),
    code: segment.text(2),
    category: segment.text(3),
    text: segment.text(4),
  });
}

function entityFrom(loop: LoopView): BenefitEntity271 {
  const name = needed(loop.first('NM1'), loop, 'The name (NM1)');
  const city = loop.first('N4');
  return present<BenefitEntity271>({
    role: textAt(name, 1),
    name: entityName(name),
    relationship: name.text(10),
    address: addressOf(loop),
    region: city === undefined ? undefined : qualifiedId(city, 5),
    contacts: contactsOf(loop),
    provider: providerInformationOf(loop),
  });
}

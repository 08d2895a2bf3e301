import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  addressOf,
  centsAt,
  datesOf,
  demographicsOf,
  entityName,
  modelOf,
  needed,
  neededCodeAt,
  neededDateAt,
  numberAt,
  present,
  procedureAt,
  qualifiedId,
  referenceFrom,
  referencesOf,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  EligibilityInquiry270,
  Header270,
  InformationReceiver270,
  Person270,
  ProviderInformation270,
  Question270,
  Trace270,
} from './model.ts';

/**
 * The questions of one 270 transaction set: one inquiry for each person asked about.
 * Errors: `UnusableTransaction`.
 */
export function read270(transaction: ReadTransaction): readonly EligibilityInquiry270[] {
  return modelOf(transaction, '270');
}

/** {@link read270} of the loops alone. */
export function inquiriesOf(tree: LoopView): EligibilityInquiry270[] {
  const header = headerFrom(needed(tree.first('BHT'), tree, 'The beginning (BHT)'));
  const inquiries: EligibilityInquiry270[] = [];
  for (const source of tree.loops('2000A')) {
    const sourceLoop = needed(source.loop('2100A'), source, 'The information source (2100A)');
    const informationSource = entityName(needed(sourceLoop.first('NM1'), sourceLoop, 'The name (NM1)'));
    const sourceRole = textAt(needed(sourceLoop.first('NM1'), sourceLoop, 'The name (NM1)'), 1);
    for (const receiver of source.loops('2000B')) {
      const informationReceiver = receiverFrom(
        needed(receiver.loop('2100B'), receiver, 'The information receiver (2100B)'),
      );
      for (const level of receiver.loops('2000C')) {
        const subscriber = personFrom(level, '2100C');
        const shared = { header, sourceRole, informationSource, informationReceiver, subscriber };
        const questions = level.loops('2110C').map(questionFrom);
        const dependents = level.loops('2000D');
        if (questions.length > 0 || dependents.length === 0) {
          inquiries.push(present<EligibilityInquiry270>({ ...shared, dependent: undefined, questions }));
        }
        for (const below of dependents) {
          inquiries.push({
            ...shared,
            dependent: personFrom(below, '2100D'),
            questions: below.loops('2110D').map(questionFrom),
          });
        }
      }
    }
  }
  return inquiries;
}

function headerFrom(segment: SegmentView): Header270 {
  return present<Header270>({
    purpose: neededCodeAt(segment, 2, ['13', '01', '36']),
    reference: segment.text(3),
    date: neededDateAt(segment, 4),
    time: textAt(segment, 5),
    transactionType: segment.text(6),
  });
}

function receiverFrom(loop: LoopView): InformationReceiver270 {
  const name = needed(loop.first('NM1'), loop, 'The name (NM1)');
  return present<InformationReceiver270>({
    role: textAt(name, 1),
    name: entityName(name),
    references: unlessEmpty(referencesOf(loop)),
    address: addressOf(loop),
    provider: providerInformationOf(loop),
  });
}

/** PRV; undefined when the loop has none. */
export function providerInformationOf(loop: LoopView): ProviderInformation270 | undefined {
  const segment = loop.first('PRV');
  if (segment === undefined) return undefined;
  return present<ProviderInformation270>({
    role: textAt(segment, 1),
    identifier: qualifiedId(segment, 2),
  });
}

function personFrom(level: LoopView, id: string): Person270 {
  const loop = needed(level.loop(id), level, `The name (${id})`);
  const relationship = loop.first('INS');
  return present<Person270>({
    traces: unlessEmpty(level.all('TRN').map(traceFrom)),
    name: entityName(needed(loop.first('NM1'), loop, 'The name (NM1)')),
    references: unlessEmpty(referencesOf(loop)),
    address: addressOf(loop),
    provider: providerInformationOf(loop),
    demographics: demographicsOf(loop),
    relationship: relationship?.text(2),
    birthSequence: relationship === undefined ? undefined : numberAt(relationship, 17),
    diagnoses: unlessEmpty(diagnosisCodesOf(loop)),
    dates: unlessEmpty(datesOf(loop)),
  });
}

/** HI: each code with its list. */
export function diagnosisCodesOf(loop: LoopView) {
  return loop.all('HI').flatMap((segment) =>
    segment
      .elements()
      .slice(1)
      .flatMap((_, index) => {
        const qualifier = segment.component(index + 1, 1);
        const value = segment.component(index + 1, 2);
        return qualifier === undefined || value === undefined ? [] : { qualifier, value };
      }),
  );
}

function traceFrom(segment: SegmentView): Trace270 {
  return present<Trace270>({
    number: textAt(segment, 2),
    originatingCompanyId: textAt(segment, 3),
    supplementalId: segment.text(4),
  });
}

/** C004 as numbers. */
export function pointersAt(segment: SegmentView, element: number): number[] {
  return segment.components(element).flatMap((pointer) => (/^\d+$/.test(pointer) ? Number(pointer) : []));
}

function amountOf(loop: LoopView, qualifier: string) {
  const segment = loop.first('AMT', qualifier);
  return segment === undefined ? undefined : centsAt(segment, 2);
}

function questionFrom(loop: LoopView): Question270 {
  const segment = needed(loop.first('EQ'), loop, 'The question (EQ)');
  const reference = loop.first('REF');
  const procedure = procedureAt(segment, 2);
  return present<Question270>({
    serviceTypes: unlessEmpty(segment.repetitions(1)),
    procedure:
      procedure === undefined
        ? undefined
        : { qualifier: procedure.qualifier, code: procedure.code, modifiers: procedure.modifiers },
    coverageLevel: segment.text(3),
    diagnosisPointers: unlessEmpty(pointersAt(segment, 5)),
    spendDownCents: amountOf(loop, 'R'),
    spendDownBilledCents: amountOf(loop, 'PB'),
    placeOfService: loop.first('III')?.text(2),
    reference: reference === undefined ? undefined : referenceFrom(reference),
    dates: unlessEmpty(datesOf(loop)),
  });
}

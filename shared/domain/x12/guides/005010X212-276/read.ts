import type { EntityName } from '#domain/x12/party.ts';
import {
  centsAt,
  demographicsOf,
  entityName,
  modelOf,
  needed,
  neededCentsAt,
  neededDateAt,
  neededProcedureAt,
  numberAt,
  periodAt,
  present,
  referencesOf,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { StatusClaim276, StatusInquiry276, StatusLine276, StatusSubscriber276 } from './model.ts';

/** The questions of one 276 transaction set, one for each claim. Errors: `UnusableTransaction`. */
export function read276(transaction: ReadTransaction): readonly StatusInquiry276[] {
  return modelOf(transaction, '276');
}

/** {@link read276} of the loops alone. */
export function statusInquiriesOf(tree: LoopView): StatusInquiry276[] {
  const beginning = needed(tree.first('BHT'), tree, 'The beginning (BHT)');
  const header = {
    reference: textAt(beginning, 3),
    date: neededDateAt(beginning, 4),
    time: textAt(beginning, 5),
  };
  const inquiries: StatusInquiry276[] = [];
  for (const source of tree.loops('2000A')) {
    const payer = nameIn(source, '2100A');
    for (const receiver of source.loops('2000B')) {
      const informationReceiver = nameIn(receiver, '2100B');
      for (const provider of receiver.loops('2000C')) {
        const providers = provider.loops('2100C').map(nameOf);
        for (const level of provider.loops('2000D')) {
          const subscriber = subscriberFrom(level);
          const shared = { header, payer, informationReceiver, providers, subscriber };
          for (const claim of level.loops('2200D')) {
            inquiries.push({ ...shared, claim: claimFrom(claim, '2210D') });
          }
          for (const below of level.loops('2000E')) {
            const dependent = {
              name: nameIn(below, '2100E'),
              demographics: needed(demographicsOf(below), below, 'The birth date (DMG)'),
            };
            for (const claim of below.loops('2200E')) {
              inquiries.push({ ...shared, dependent, claim: claimFrom(claim, '2210E') });
            }
          }
        }
      }
    }
  }
  return inquiries;
}

function nameOf(loop: LoopView): EntityName {
  return entityName(needed(loop.first('NM1'), loop, 'The name (NM1)'));
}

/** The name in a loop below. */
export function nameIn(level: LoopView, id: string): EntityName {
  return nameOf(needed(level.loop(id), level, `The name (${id})`));
}

function subscriberFrom(level: LoopView): StatusSubscriber276 {
  return present<StatusSubscriber276>({
    name: nameIn(level, '2100D'),
    demographics: demographicsOf(level),
  });
}

function claimFrom(loop: LoopView, lines: string): StatusClaim276 {
  const amount = loop.first('AMT', 'T3');
  return present<StatusClaim276>({
    trace: textAt(needed(loop.first('TRN'), loop, 'The trace (TRN)'), 2),
    payerControlNumber: loop.first('REF', '1K')?.text(2),
    patientControlNumber: loop.first('REF', 'EJ')?.text(2),
    references: unlessEmpty(referencesOf(loop, '1K', 'EJ')),
    chargeCents: amount === undefined ? undefined : centsAt(amount, 2),
    serviceDates: serviceDatesOf(loop),
    lines: unlessEmpty(loop.loops(lines).map(lineFrom)),
  });
}

/** DTP*472 of a loop. */
export function serviceDatesOf(loop: LoopView) {
  const segment = loop.first('DTP', '472');
  return segment === undefined ? undefined : periodAt(segment, 2);
}

function lineFrom(loop: LoopView): StatusLine276 {
  const service = needed(loop.first('SVC'), loop, 'The service line (SVC)');
  const { qualifier, code, modifiers } = neededProcedureAt(service, 1);
  return present<StatusLine276>({
    procedure: { qualifier, code, modifiers },
    chargeCents: neededCentsAt(service, 2),
    revenueCode: service.text(4),
    units: numberAt(service, 7),
    lineControlNumber: loop.first('REF', 'FJ')?.text(2),
    serviceDates: serviceDatesOf(loop),
  });
}

import { nameIn, serviceDatesOf } from '#domain/x12/guides/005010X212-276/read.ts';
import {
  centsAt,
  contactFrom,
  dateAt,
  entityName,
  modelOf,
  needed,
  neededCentsAt,
  neededDateAt,
  neededProcedureAt,
  numberAt,
  present,
  referencesOf,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  Status277,
  StatusClaim277,
  StatusCode277,
  StatusLine277,
  StatusProvider277,
  StatusReceiver277,
  StatusResponse277,
  StatusSource277,
  StatusSubscriber277,
} from './model.ts';

/** The answers of one 277 transaction set. Errors: `UnusableTransaction`. */
export function read277(transaction: ReadTransaction): StatusResponse277 {
  return modelOf(transaction, '277');
}

/** {@link read277} of the loops alone. */
export function statusResponseOf(tree: LoopView): StatusResponse277 {
  const beginning = needed(tree.first('BHT'), tree, 'The beginning (BHT)');
  return {
    reference: textAt(beginning, 3),
    date: neededDateAt(beginning, 4),
    time: textAt(beginning, 5),
    sources: tree.loops('2000A').map(sourceFrom),
  };
}

function sourceFrom(level: LoopView): StatusSource277 {
  const contact = level.loop('2100A')?.first('PER');
  return present<StatusSource277>({
    name: nameIn(level, '2100A'),
    contact: contact === undefined ? undefined : contactFrom(contact),
    receivers: level.loops('2000B').map(receiverFrom),
  });
}

function receiverFrom(level: LoopView): StatusReceiver277 {
  const trace = level.loop('2200B');
  return present<StatusReceiver277>({
    name: nameIn(level, '2100B'),
    trace: trace?.first('TRN')?.text(2),
    statuses: statusesOf(trace),
    providers: level.loops('2000C').map(providerFrom),
  });
}

function providerFrom(level: LoopView): StatusProvider277 {
  const trace = level.loop('2200C');
  return present<StatusProvider277>({
    names: level.loops('2100C').map((loop) => entityName(needed(loop.first('NM1'), loop, 'The name (NM1)'))),
    trace: trace?.first('TRN')?.text(2),
    traceIsReceivers: trace?.first('TRN')?.holds(1, '2') === true ? true : undefined,
    statuses: statusesOf(trace),
    subscribers: level.loops('2000D').map(subscriberFrom),
  });
}

function subscriberFrom(level: LoopView): StatusSubscriber277 {
  return {
    name: nameIn(level, '2100D'),
    claims: level.loops('2200D').map((claim) => claimFrom(claim, '2220D')),
    dependents: level.loops('2000E').map((below) => ({
      name: nameIn(below, '2100E'),
      claims: below.loops('2200E').map((claim) => claimFrom(claim, '2220E')),
    })),
  };
}

function claimFrom(loop: LoopView, lines: string): StatusClaim277 {
  return present<StatusClaim277>({
    trace: textAt(needed(loop.first('TRN'), loop, 'The trace (TRN)'), 2),
    statuses: statusesOf(loop),
    payerControlNumber: loop.first('REF', '1K')?.text(2),
    patientControlNumber: loop.first('REF', 'EJ')?.text(2),
    references: referencesOf(loop, '1K', 'EJ'),
    serviceDates: serviceDatesOf(loop),
    lines: loop.loops(lines).map(lineFrom),
  });
}

function lineFrom(loop: LoopView): StatusLine277 {
  const service = needed(loop.first('SVC'), loop, 'The service line (SVC)');
  const { qualifier, code, modifiers } = neededProcedureAt(service, 1);
  return present<StatusLine277>({
    procedure: { qualifier, code, modifiers },
    chargeCents: neededCentsAt(service, 2),
    paidCents: centsAt(service, 3),
    revenueCode: service.text(4),
    units: numberAt(service, 7),
    statuses: statusesOf(loop),
    lineControlNumber: loop.first('REF', 'FJ')?.text(2),
    serviceDates: serviceDatesOf(loop),
  });
}

function statusesOf(loop: LoopView | undefined): Status277[] {
  return loop === undefined ? [] : loop.all('STC').map(statusFrom);
}

function statusFrom(segment: SegmentView): Status277 {
  return present<Status277>({
    codes: [1, 10, 11].flatMap((element) =>
      segment.text(element) === undefined ? [] : statusCodeAt(segment, element),
    ),
    date: dateAt(segment, 2),
    chargeCents: centsAt(segment, 4),
    paidCents: centsAt(segment, 5),
    finalizedDate: dateAt(segment, 6),
    paymentDate: dateAt(segment, 8),
    paymentNumber: segment.text(9),
  });
}

function statusCodeAt(segment: SegmentView, element: number): StatusCode277 {
  return present<StatusCode277>({
    category: segment.component(element, 1) ?? '',
    status: segment.component(element, 2) ?? '',
    entity: segment.component(element, 3),
    codeList: segment.component(element, 4),
  });
}

import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  centsAt,
  dateFromDtp,
  datesOf,
  entityName,
  modelOf,
  needed,
  neededCentsAt,
  neededDateAt,
  neededNumberAt,
  neededProcedureAt,
  numberAt,
  periodAt,
  present,
  referencesOf,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  ClaimAcknowledgement277CA,
  ClaimStatus277CA,
  LineStatus277CA,
  Provider277CA,
  Receiver277CA,
  Source277CA,
  Status277CA,
  StatusCode277CA,
  Totals277CA,
} from './model.ts';

/** What one 277CA transaction set says, at every level. Errors: `UnusableTransaction`. */
export function read277CA(transaction: ReadTransaction): ClaimAcknowledgement277CA {
  return modelOf(transaction, '277CA');
}

/** {@link read277CA} of the loops alone. */
export function claimAcknowledgementOf(tree: LoopView): ClaimAcknowledgement277CA {
  const beginning = needed(tree.first('BHT'), tree, 'The beginning (BHT)');
  const source = needed(tree.loop('2000A'), tree, 'The information source (2000A)');
  return {
    reference: textAt(beginning, 3),
    date: neededDateAt(beginning, 4),
    time: textAt(beginning, 5),
    source: sourceFrom(source),
    receivers: source.loops('2000B').map(receiverFrom),
  };
}

function sourceFrom(level: LoopView): Source277CA {
  const loop = needed(level.loop('2100A'), level, 'The information source name (2100A)');
  const name = needed(loop.first('NM1'), loop, 'The name (NM1)');
  const transmission = needed(level.loop('2200A'), level, 'The transmission (2200A)');
  const date = (qualifier: string) => {
    const segment = transmission.first('DTP', qualifier);
    return segment === undefined ? undefined : dateFromDtp(segment).from;
  };
  return present<Source277CA>({
    role: textAt(name, 1),
    name: entityName(name),
    trace: textAt(needed(transmission.first('TRN'), transmission, 'The trace (TRN)'), 2),
    receivedDate: date('050'),
    processedDate: date('009'),
  });
}

function nameIn(level: LoopView, id: string) {
  const loop = needed(level.loop(id), level, `The name (${id})`);
  return entityName(needed(loop.first('NM1'), loop, 'The name (NM1)'));
}

function receiverFrom(level: LoopView): Receiver277CA {
  const batch = level.loop('2200B');
  return present<Receiver277CA>({
    name: nameIn(level, '2100B'),
    trace: batch?.first('TRN')?.text(2),
    statuses: statusesOf(batch),
    totals: totalsOf(batch, '90', 'AA'),
    providers: level.loops('2000C').map(providerFrom),
  });
}

function providerFrom(level: LoopView): Provider277CA {
  const trace = level.loop('2200C');
  return present<Provider277CA>({
    name: nameIn(level, '2100C'),
    trace: trace?.first('TRN')?.text(2),
    statuses: statusesOf(trace),
    references: trace === undefined ? [] : referencesOf(trace),
    totals: totalsOf(trace, 'QA', 'QC'),
    claims: level.loops('2000D').flatMap((patient) => {
      const name = nameIn(patient, '2100D');
      return patient.loops('2200D').map((claim) => claimFrom(claim, name));
    }),
  });
}

function totalsOf(loop: LoopView | undefined, accepted: string, rejected: string): Totals277CA {
  const quantity = (code: string): number | undefined => {
    const segment = loop?.first('QTY', code);
    return segment === undefined ? undefined : neededNumberAt(segment, 2);
  };
  const amount = (code: string) => {
    const segment = loop?.first('AMT', code);
    return segment === undefined ? undefined : neededCentsAt(segment, 2);
  };
  return present<Totals277CA>({
    acceptedCount: quantity(accepted),
    rejectedCount: quantity(rejected),
    acceptedCents: amount('YU'),
    rejectedCents: amount('YY'),
  });
}

function statusesOf(loop: LoopView | undefined): Status277CA[] {
  return loop === undefined ? [] : loop.all('STC').map(statusFrom);
}

function statusFrom(segment: SegmentView): Status277CA {
  return present<Status277CA>({
    codes: [1, 10, 11].flatMap((element) =>
      segment.text(element) === undefined ? [] : statusCodeAt(segment, element),
    ),
    date: segment.text(2) === undefined ? undefined : neededDateAt(segment, 2),
    action: segment.text(3),
    chargeCents: centsAt(segment, 4),
    message: segment.text(12),
  });
}

function statusCodeAt(segment: SegmentView, element: number): StatusCode277CA {
  return present<StatusCode277CA>({
    category: segment.component(element, 1) ?? '',
    status: segment.component(element, 2) ?? '',
    entity: segment.component(element, 3),
    codeList: segment.component(element, 4),
  });
}

function claimFrom(loop: LoopView, patient: ClaimStatus277CA['patient']): ClaimStatus277CA {
  const dates = loop.first('DTP', '472');
  return present<ClaimStatus277CA>({
    patient,
    patientControlNumber: textAt(needed(loop.first('TRN'), loop, 'The trace (TRN)'), 2),
    statuses: statusesOf(loop),
    payerControlNumber: loop.first('REF', '1K')?.text(2),
    clearinghouseTrace: loop.first('REF', 'D9')?.text(2),
    billType: loop.first('REF', 'BLT')?.text(2),
    references: referencesOf(loop, '1K', 'D9', 'BLT'),
    serviceDates: dates === undefined ? undefined : periodAt(dates, 2),
    lines: loop.loops('2220D').map(lineFrom),
  });
}

function lineFrom(loop: LoopView): LineStatus277CA {
  const service = needed(loop.first('SVC'), loop, 'The service line (SVC)');
  const { qualifier, code, modifiers } = neededProcedureAt(service, 1);
  return present<LineStatus277CA>({
    procedure: { qualifier, code, modifiers },
    chargeCents: neededCentsAt(service, 2),
    revenueCode: service.text(4),
    units: numberAt(service, 7),
    statuses: statusesOf(loop),
    lineControlNumber: loop.first('REF', 'FJ')?.text(2),
    references: referencesOf(loop, 'FJ'),
    dates: datesOf(loop),
  });
}

import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, levelSegments, runsOf } from '#domain/x12/write-levels.ts';
import {
  amountSegments,
  amountText,
  dateSegment,
  dateText,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import { guide277CA } from './loops.ts';
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

/** An interchange with one 277CA transaction for each acknowledgement. Errors: `X12WriteRefused`. */
export function write277CA(
  envelope: Envelope,
  acknowledgements: readonly ClaimAcknowledgement277CA[],
  controlNumbers: ControlNumbers,
): string {
  return writeGroup(guide277CA, envelope, controlNumbers, acknowledgements.map(body277CA));
}

/** Segments of one transaction between ST and SE. */
export function body277CA(acknowledgement: ClaimAcknowledgement277CA): SegmentData[] {
  const { reference, date, time, source, receivers } = acknowledgement;
  return [
    ['BHT', '0085', '08', reference, dateText(date), time, 'TH'],
    ...levelSegments([{ code: '20', segments: sourceSegments(source), below: receivers.map(receiverLevel) }]),
  ];
}

function receiverLevel(receiver: Receiver277CA): Level {
  return {
    code: '21',
    segments: [
      nameSegment('41', receiver.name),
      ...(receiver.trace === undefined ? [] : [['TRN', '2', receiver.trace] as const]),
      ...receiver.statuses.map(statusSegment),
      ...totalsSegments(receiver.totals, '90', 'AA'),
    ],
    below: receiver.providers.map(providerLevel),
  };
}

function providerLevel(provider: Provider277CA): Level {
  // Neighbouring claims of one patient share the patient's level.
  const patients = runsOf(provider.claims, (claim, before) => claim.patient === before.patient);
  return {
    code: '19',
    segments: providerSegments(provider),
    below: patients.map((claims) => ({
      code: 'PT',
      segments: [nameSegment('QC', claims[0].patient), ...claims.flatMap(claimSegments)],
      below: [],
    })),
  };
}

function sourceSegments(source: Source277CA): SegmentData[] {
  const date = (qualifier: string, day: Source277CA['receivedDate']): SegmentData[] =>
    day === undefined ? [] : [['DTP', qualifier, 'D8', dateText(day)]];
  return [
    nameSegment(source.role, source.name),
    ['TRN', '1', source.trace],
    ...date('050', source.receivedDate),
    ...date('009', source.processedDate),
  ];
}

function providerSegments(provider: Provider277CA): SegmentData[] {
  return [
    nameSegment('85', provider.name),
    ...(provider.trace === undefined ? [] : [['TRN', '1', provider.trace] as const]),
    ...provider.statuses.map(statusSegment),
    ...provider.references.map(referenceSegment),
    ...totalsSegments(provider.totals, 'QA', 'QC'),
  ];
}

function totalsSegments(totals: Totals277CA, accepted: string, rejected: string): SegmentData[] {
  const quantity = (code: string, count: number | undefined): SegmentData[] =>
    count === undefined ? [] : [['QTY', code, numberText(count)]];
  return [
    ...quantity(accepted, totals.acceptedCount),
    ...quantity(rejected, totals.rejectedCount),
    ...amountSegments('YU', totals.acceptedCents),
    ...amountSegments('YY', totals.rejectedCents),
  ];
}

function statusSegment(status: Status277CA): SegmentData {
  const [first, second, third] = status.codes.map(statusComposite);
  return [
    'STC',
    first,
    dateText(status.date),
    status.action,
    amountText(status.chargeCents),
    ...Array<undefined>(5).fill(undefined),
    second,
    third,
    status.message,
  ];
}

function statusComposite(code: StatusCode277CA): CompositeData {
  return { components: [code.category, code.status, code.entity, code.codeList] };
}

function claimSegments(claim: ClaimStatus277CA): SegmentData[] {
  return [
    ['TRN', '2', claim.patientControlNumber],
    ...claim.statuses.map(statusSegment),
    ...referenceSegments('1K', claim.payerControlNumber),
    ...referenceSegments('D9', claim.clearinghouseTrace),
    ...referenceSegments('BLT', claim.billType),
    ...claim.references.map(referenceSegment),
    ...(claim.serviceDates === undefined ? [] : [dateSegment({ qualifier: '472', ...claim.serviceDates })]),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function lineSegments(line: LineStatus277CA): SegmentData[] {
  return [
    [
      'SVC',
      procedureComposite(line.procedure),
      amountText(line.chargeCents),
      undefined,
      line.revenueCode,
      undefined,
      undefined,
      numberText(line.units),
    ],
    ...line.statuses.map(statusSegment),
    ...referenceSegments('FJ', line.lineControlNumber),
    ...line.references.map(referenceSegment),
    ...line.dates.map(dateSegment),
  ];
}

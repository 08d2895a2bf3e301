import { serviceDateSegments } from '#domain/x12/guides/005010X212-276/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, levelSegments } from '#domain/x12/write-levels.ts';
import {
  amountText,
  contactSegment,
  dateText,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { CompositeData, SegmentData } from '#domain/x12/write-transaction.ts';
import { guide277 } from './loops.ts';
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

/** An interchange with one 277 transaction for each response. Errors: `X12WriteRefused`. */
export function write277(
  envelope: Envelope,
  responses: readonly StatusResponse277[],
  controlNumbers: ControlNumbers,
): string {
  return writeGroup(guide277, envelope, controlNumbers, responses.map(body277));
}

/** Segments of one transaction between ST and SE. */
export function body277(response: StatusResponse277): SegmentData[] {
  return [
    ['BHT', '0010', '08', response.reference, dateText(response.date), response.time, 'DG'],
    ...levelSegments(response.sources.map(sourceLevel)),
  ];
}

function sourceLevel(source: StatusSource277): Level {
  const { name, contact } = source;
  return {
    code: '20',
    segments: [nameSegment('PR', name), ...(contact === undefined ? [] : [contactSegment(contact)])],
    below: source.receivers.map(receiverLevel),
  };
}

function receiverLevel(receiver: StatusReceiver277): Level {
  return {
    code: '21',
    segments: [
      nameSegment('41', receiver.name),
      ...traceSegments('2', receiver.trace),
      ...receiver.statuses.map(statusSegment),
    ],
    below: receiver.providers.map(providerLevel),
  };
}

function providerLevel(provider: StatusProvider277): Level {
  return {
    code: '19',
    segments: [
      ...provider.names.map((name) => nameSegment('1P', name)),
      ...traceSegments(provider.traceIsReceivers === true ? '2' : '1', provider.trace),
      ...provider.statuses.map(statusSegment),
    ],
    below: provider.subscribers.map(subscriberLevel),
  };
}

function subscriberLevel(subscriber: StatusSubscriber277): Level {
  return {
    code: '22',
    segments: [nameSegment('IL', subscriber.name), ...subscriber.claims.flatMap(claimSegments)],
    below: subscriber.dependents.map((dependent) => ({
      code: '23',
      segments: [nameSegment('QC', dependent.name), ...dependent.claims.flatMap(claimSegments)],
    })),
  };
}

function traceSegments(kind: '1' | '2', trace: string | undefined): SegmentData[] {
  return trace === undefined ? [] : [['TRN', kind, trace]];
}

function statusSegment(status: Status277): SegmentData {
  const [first, second, third] = status.codes.map(statusComposite);
  return [
    'STC',
    first,
    dateText(status.date),
    undefined,
    amountText(status.chargeCents),
    amountText(status.paidCents),
    dateText(status.finalizedDate),
    undefined,
    dateText(status.paymentDate),
    status.paymentNumber,
    second,
    third,
  ];
}

function statusComposite(code: StatusCode277): CompositeData {
  return { components: [code.category, code.status, code.entity, code.codeList] };
}

function claimSegments(claim: StatusClaim277): SegmentData[] {
  return [
    ...traceSegments('2', claim.trace),
    ...claim.statuses.map(statusSegment),
    ...referenceSegments('1K', claim.payerControlNumber),
    ...referenceSegments('EJ', claim.patientControlNumber),
    ...claim.references.map(referenceSegment),
    ...serviceDateSegments(claim.serviceDates),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function lineSegments(line: StatusLine277): SegmentData[] {
  return [
    [
      'SVC',
      procedureComposite(line.procedure),
      amountText(line.chargeCents),
      amountText(line.paidCents),
      line.revenueCode,
      undefined,
      undefined,
      numberText(line.units),
    ],
    ...line.statuses.map(statusSegment),
    ...referenceSegments('FJ', line.lineControlNumber),
    ...serviceDateSegments(line.serviceDates),
  ];
}

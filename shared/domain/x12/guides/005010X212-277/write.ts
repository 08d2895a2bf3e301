import { serviceDateSegments } from '#domain/x12/guides/005010X212-276/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  amountText,
  contactSegment,
  dateText,
  levelSegment,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import { type CompositeData, type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import { guide277 } from './loops.ts';
import type {
  Status277,
  StatusClaim277,
  StatusCode277,
  StatusLine277,
  StatusProvider277,
  StatusReceiver277,
  StatusResponse277,
} from './model.ts';

/** An interchange with one 277 transaction for each response. Errors: `X12WriteRefused`. */
export function write277(
  envelope: Envelope,
  responses: readonly StatusResponse277[],
  controlNumbers: ControlNumbers,
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const transactions = responses.map((response, index) =>
    writeTransaction(
      guide277,
      transactionControlNumber(controlNumbers, index),
      body277(response),
      delimiters,
    ),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/** Segments of one transaction between ST and SE. */
export function body277(response: StatusResponse277): SegmentData[] {
  const segments: SegmentData[] = [
    ['BHT', '0010', '08', response.reference, dateText(response.date), response.time, 'DG'],
  ];
  let count = 0;
  const next = (): number => ++count;
  for (const source of response.sources) {
    const level = next();
    segments.push(levelSegment(level, undefined, '20', true), nameSegment('PR', source.name));
    if (source.contact !== undefined) segments.push(contactSegment(source.contact));
    for (const receiver of source.receivers) {
      for (const segment of receiverSegments(receiver, level, next)) segments.push(segment);
    }
  }
  return segments;
}

function receiverSegments(receiver: StatusReceiver277, parent: number, next: () => number): SegmentData[] {
  const level = next();
  return [
    levelSegment(level, parent, '21', receiver.providers.length > 0),
    nameSegment('41', receiver.name),
    ...traceSegments('2', receiver.trace),
    ...receiver.statuses.map(statusSegment),
    ...receiver.providers.flatMap((provider) => providerSegments(provider, level, next)),
  ];
}

function providerSegments(provider: StatusProvider277, parent: number, next: () => number): SegmentData[] {
  const level = next();
  const segments: SegmentData[] = [
    levelSegment(level, parent, '19', provider.subscribers.length > 0),
    ...provider.names.map((name) => nameSegment('1P', name)),
    ...traceSegments('1', provider.trace),
    ...provider.statuses.map(statusSegment),
  ];
  for (const subscriber of provider.subscribers) {
    const subscriberLevel = next();
    segments.push(
      levelSegment(subscriberLevel, level, '22', subscriber.dependents.length > 0),
      nameSegment('IL', subscriber.name),
      ...subscriber.claims.flatMap(claimSegments),
    );
    for (const dependent of subscriber.dependents) {
      segments.push(
        levelSegment(next(), subscriberLevel, '23', undefined),
        nameSegment('QC', dependent.name),
        ...dependent.claims.flatMap(claimSegments),
      );
    }
  }
  return segments;
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

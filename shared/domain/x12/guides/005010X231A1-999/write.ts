import type { ControlNumbers, Delimiters, Envelope } from '#domain/x12/interchange.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  type CompositeData,
  type SegmentData,
  type WrittenTransaction,
  writeTransaction,
} from '#domain/x12/write-transaction.ts';
import { guide999 } from './loops.ts';
import type { Acknowledgement999, Context999, ElementError999, SegmentError999 } from './model.ts';

/** An interchange with one 999 for each answered group. Errors: `X12WriteRefused`. */
export function write999(
  envelope: Envelope,
  acknowledgements: readonly Acknowledgement999[],
  controlNumbers: ControlNumbers,
): string {
  return writeInterchange({
    envelope,
    controlNumbers,
    transactions: transactions999(acknowledgements, controlNumbers, openEnvelope(envelope, controlNumbers)),
  });
}

/** The 999 transactions alone, for an interchange that also carries a TA1. */
export function transactions999(
  acknowledgements: readonly Acknowledgement999[],
  controlNumbers: ControlNumbers,
  delimiters: Required<Delimiters>,
): WrittenTransaction[] {
  return acknowledgements.map((acknowledgement, index) =>
    writeTransaction(
      guide999,
      transactionControlNumber(controlNumbers, index),
      body999(acknowledgement, delimiters),
      delimiters,
    ),
  );
}

/** Segments of one transaction between ST and SE. */
export function body999(
  acknowledgement: Acknowledgement999,
  delimiters: Required<Delimiters>,
): SegmentData[] {
  return [
    ['AK1', acknowledgement.functionalCode, acknowledgement.groupControlNumber, acknowledgement.version],
    ...acknowledgement.transactions.flatMap((transaction): SegmentData[] => [
      ['AK2', transaction.setCode, transaction.controlNumber, transaction.version],
      ...transaction.segmentErrors.flatMap((error) => segmentErrorSegments(error, delimiters)),
      ['IK5', transaction.code, ...transaction.errorCodes],
    ]),
    [
      'AK9',
      acknowledgement.code,
      String(acknowledgement.includedCount),
      String(acknowledgement.receivedCount),
      String(acknowledgement.acceptedCount),
      ...acknowledgement.errorCodes,
    ],
  ];
}

function segmentErrorSegments(error: SegmentError999, delimiters: Required<Delimiters>): SegmentData[] {
  return [
    ['IK3', error.segmentId, String(error.position), error.loopId, error.code],
    ...error.contexts.map((context) => contextSegment(context, delimiters)),
    ...error.elementErrors.flatMap((element) => elementErrorSegments(element, delimiters)),
  ];
}

function elementErrorSegments(error: ElementError999, delimiters: Required<Delimiters>): SegmentData[] {
  return [
    ['IK4', position(error), error.dataElement, error.code, copyOf(error.value, delimiters)],
    ...error.contexts.map((context) => contextSegment(context, delimiters)),
  ];
}

function contextSegment(context: Context999, delimiters: Required<Delimiters>): SegmentData {
  const { element, dataElement } = context;
  return [
    'CTX',
    { components: [context.name, copyOf(context.value, delimiters)] },
    context.segmentId,
    context.position === undefined ? undefined : String(context.position),
    context.loopId,
    element === undefined ? undefined : position(element),
    dataElement === undefined ? undefined : { components: [dataElement.element, dataElement.component] },
  ];
}

function position(at: {
  readonly element: number;
  readonly component?: number;
  readonly repetition?: number;
}): CompositeData {
  const text = (number: number | undefined): string | undefined =>
    number === undefined ? undefined : String(number);
  return { components: [String(at.element), text(at.component), text(at.repetition)] };
}

/** A copy of a bad value that this interchange can carry: what it cannot is left out. */
function copyOf(value: string | undefined, delimiters: Required<Delimiters>): string | undefined {
  if (value === undefined) return undefined;
  const signs = new Set<string>(Object.values(delimiters));
  const copy = Array.from(value)
    .filter((sign) => !signs.has(sign) && sign >= ' ' && sign <= '~')
    .join('');
  return copy === '' ? undefined : copy;
}

import type { Finding } from '#domain/x12/findings.ts';
import { type Delimiters, type Envelope, usualDelimiters } from '#domain/x12/interchange.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import { type GroupToWrite, openGroup, openInterchange, writeGroups } from '#domain/x12/write-interchange.ts';
import {
  type SegmentData,
  type WrittenTransaction,
  writeTransaction,
  X12WriteRefused,
} from '#domain/x12/write-transaction.ts';
import { checkNothingLost } from './check-nothing-lost.ts';
import {
  type CollectedGroup,
  type CollectedInterchange,
  type CollectedTransaction,
  InterchangeCollector,
} from './collect-interchanges.ts';
import { describe, type LineFault, LinesRefused } from './line-fault.ts';
import type { JsonLine } from './read-json-lines.ts';

/** What the writer does otherwise than the lines say. */
export interface WriteLinesOptions extends Pick<
  Envelope,
  'delimiters' | 'lineBreak' | 'lineLengthCharacters'
> {
  /** New control numbers instead of those of the lines, 1 to 999999999; transactions then count from 0001 in each group. */
  readonly controlNumbers?: {
    readonly interchange: () => number;
    readonly group: () => number;
  };
  /** Told what is written otherwise than a line says, and right, though it is no reason to refuse. */
  readonly note?: (note: WrittenOtherwise) => void;
}

/** A value of a line that a partner has wrong without harm, and what is written instead. */
export interface WrittenOtherwise {
  readonly line: number;
  readonly path: string;
  readonly found: string;
  readonly written: string;
  readonly why: string;
}

/**
 * X12 from lines, one text for each interchange, as soon as its line has come. Nothing is given for an interchange that
 * is refused; what came before it was whole.
 *
 * Errors: {@link LinesRefused}, naming the line, when a line is wrong or the guide forbids what it holds.
 */
export async function* writeLines(
  lines: AsyncIterable<JsonLine> | Iterable<JsonLine>,
  options: WriteLinesOptions = {},
): AsyncGenerator<string> {
  const collector = new InterchangeCollector();
  for await (const line of lines) {
    const interchange = collector.take(line);
    if (interchange !== undefined) yield writeCollected(interchange, options);
  }
  collector.end();
}

/** Of how many findings the lines are looked for: a batch that is wrong throughout has thousands. */
const locatedFindings = 5;

/** X12 of one interchange. Errors: {@link LinesRefused}. */
function writeCollected(interchange: CollectedInterchange, options: WriteLinesOptions): string {
  const delimiters = options.delimiters ?? interchange.delimiters ?? usualDelimiters;
  const { line, senderQualifier, senderId, receiverQualifier, receiverId, date, time } = interchange;
  const { lineBreak, lineLengthCharacters } = options;
  const envelope: Envelope = {
    senderQualifier,
    senderId,
    receiverQualifier,
    receiverId,
    date,
    time,
    usageIndicator: interchange.usageIndicator,
    acknowledgementRequested: interchange.acknowledgementRequested ?? false,
    delimiters,
    ...(lineBreak === undefined ? {} : { lineBreak }),
    ...(lineLengthCharacters === undefined ? {} : { lineLengthCharacters }),
  };
  const controlNumber = options.controlNumbers?.interchange() ?? Number(interchange.controlNumber);
  refusing(line, () => openInterchange(envelope, controlNumber));
  const groups = interchange.groups.map((group) => groupToWrite(group, delimiters, options));
  return refusing(line, () =>
    writeGroups({
      envelope,
      controlNumber,
      groups,
      acknowledgements: interchange.acknowledgements ?? [],
    }),
  );
}

function groupToWrite(
  group: CollectedGroup,
  delimiters: Required<Delimiters>,
  options: WriteLinesOptions,
): GroupToWrite {
  const { senderCode, receiverCode, date, time, version } = group;
  const number = options.controlNumbers?.group();
  noteFunctionalCode(group, options);
  const written: GroupToWrite = {
    senderCode,
    receiverCode,
    date,
    time,
    version,
    controlNumber: number === undefined ? group.controlNumber : String(number),
    transactions: group.transactions.map((transaction, index) =>
      writtenTransaction(
        transaction,
        number === undefined ? transaction.controlNumber : String(index + 1).padStart(4, '0'),
        delimiters,
      ),
    ),
  };
  refusing(group.line, () => openGroup(written, delimiters));
  return written;
}

/** GS01 follows from the guide, whatever a line repeats of a file in which it was wrong. */
function noteFunctionalCode(group: CollectedGroup, options: WriteLinesOptions): void {
  const guide = group.transactions[0]?.format.guide;
  if (guide === undefined || guide.functionalCode === group.functionalCode) return;
  options.note?.({
    line: group.line,
    path: 'functionalCode',
    found: group.functionalCode,
    written: guide.functionalCode,
    why: `it is the code of a group of ${guide.name}`,
  });
}

function writtenTransaction(
  transaction: CollectedTransaction,
  controlNumber: string,
  delimiters: Required<Delimiters>,
): WrittenTransaction {
  const { format, version } = transaction;
  const body = refusing(transaction.line, () => format.body(transaction, delimiters));
  try {
    const written = writeTransaction(format.guide, controlNumber, body, delimiters, version);
    checkNothingLost(transaction, written, delimiters);
    return written;
  } catch (error) {
    if (!(error instanceof X12WriteRefused)) throw error;
    throw new LinesRefused(
      error.findings
        .slice(0, locatedFindings)
        .map((finding) => faultFrom(lineOf(transaction, finding.position, body, delimiters), finding)),
    );
  }
}

/** Gives what `write` gives; what it refuses is a fault of the line. */
function refusing<Written>(line: number, write: () => Written): Written {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof X12WriteRefused)) throw error;
    throw new LinesRefused(error.findings.map((finding) => faultFrom(line, finding)));
  }
}

function faultFrom(line: number, finding: Finding): LineFault {
  const { loop, segment, element, value, sentence } = finding;
  const place = [loop, segment, element === undefined ? undefined : String(element).padStart(2, '0')];
  return {
    line,
    path: place.filter((part) => part !== undefined).join(' '),
    found: value === undefined ? 'something that cannot be written' : describe(value),
    expected: `what the guide allows: ${sentence}`,
    howToFix: 'Correct the value that this element is written from.',
  };
}

/**
 * The line from which the segment with this position comes: the first part with which the body is right up to there, or
 * the transaction's own line.
 */
function lineOf(
  transaction: CollectedTransaction,
  position: number | undefined,
  body: readonly SegmentData[],
  delimiters: Required<Delimiters>,
): number {
  if (position === undefined || position < 2 || position > body.length + 1) return transaction.line;
  const { format, frame, parts, partLines } = transaction;
  // ST is segment 1.
  const whole = body.slice(0, position - 1);
  const reaches = (count: number): boolean =>
    sameValue(format.body({ frame, parts: parts.slice(0, count) }, delimiters).slice(0, whole.length), whole);
  let without = 0;
  let enough = parts.length;
  if (reaches(0)) return transaction.line;
  while (enough - without > 1) {
    const middle = (without + enough) >> 1;
    if (reaches(middle)) enough = middle;
    else without = middle;
  }
  return partLines[enough - 1] ?? transaction.line;
}

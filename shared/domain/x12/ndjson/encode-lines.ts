import type { Finding } from '#domain/x12/findings.ts';
import { UnusableTransaction } from '#domain/x12/read-parts.ts';
import type { ReadGroup, ReadInterchange, ReadResult, ReadTransaction } from '#domain/x12/read-result.ts';
import { dateFrom, dateFromShort } from '#domain/x12/values.ts';
import type {
  GroupLine,
  InterchangeLine,
  PartLine,
  TransactionLine,
  UnreadableLine,
  X12Line,
} from './lines.ts';
import { type SplitModel, transactionFormats } from './transaction-formats.ts';

/** One part of the transaction with this control number. */
export function encodePart(guide: string, transaction: string, index: number, part: object): PartLine {
  return { type: 'part', guide, transaction, index, part };
}

/** A transaction whose parts stand in lines before. `frame` is its model without them, absent when it has no model. */
export function encodeTransaction(transaction: {
  readonly guide?: string | undefined;
  readonly version: string;
  readonly controlNumber: string;
  readonly accepted: boolean;
  readonly frame?: object | undefined;
  readonly findings: readonly Finding[];
}): TransactionLine {
  const { guide, version, controlNumber, accepted, frame, findings } = transaction;
  return {
    type: 'transaction',
    ...(guide === undefined ? {} : { guide }),
    version,
    controlNumber,
    accepted,
    ...(frame === undefined ? {} : { model: frame }),
    findings,
  };
}

/** A group whose transactions stand in lines before. */
export function encodeGroup(
  group: Pick<
    ReadGroup,
    | 'functionalCode'
    | 'senderCode'
    | 'receiverCode'
    | 'date'
    | 'time'
    | 'controlNumber'
    | 'version'
    | 'findings'
  >,
): GroupLine {
  return {
    type: 'group',
    functionalCode: group.functionalCode,
    senderCode: group.senderCode,
    receiverCode: group.receiverCode,
    date: dateFrom(group.date) ?? dateFromShort(group.date) ?? group.date,
    time: group.time,
    controlNumber: group.controlNumber,
    version: group.version,
    findings: group.findings,
  };
}

/** An interchange whose groups stand in lines before. */
export function encodeInterchange(interchange: Omit<ReadInterchange, 'groups' | 'offset'>): InterchangeLine {
  return {
    type: 'interchange',
    senderQualifier: interchange.senderQualifier,
    senderId: interchange.senderId,
    receiverQualifier: interchange.receiverQualifier,
    receiverId: interchange.receiverId,
    date: dateFromShort(interchange.date) ?? interchange.date,
    time: interchange.time,
    version: interchange.version,
    controlNumber: interchange.controlNumber,
    acknowledgementRequested: interchange.acknowledgementRequested,
    usageIndicator: interchange.usageIndicator,
    delimiters: interchange.delimiters,
    acknowledgements: interchange.acknowledgements,
    findings: interchange.findings,
  };
}

/** The last line of a file that cannot be read beyond an offset. */
export function encodeUnreadable(offset: number, sentence: string): UnreadableLine {
  return { type: 'unreadable', offset, sentence };
}

/** All lines of a file that was read whole. */
export function* encodeFile(result: ReadResult): Generator<X12Line> {
  for (const interchange of result.interchanges) {
    for (const group of interchange.groups) {
      for (const transaction of group.transactions) yield* encodeReadTransaction(transaction);
      yield encodeGroup(group);
    }
    yield encodeInterchange(interchange);
  }
  if (!result.readable) yield encodeUnreadable(result.offset, result.sentence);
}

function* encodeReadTransaction(transaction: ReadTransaction): Generator<PartLine | TransactionLine> {
  const { version, controlNumber, accepted, findings } = transaction;
  const guide = transaction.guide?.name;
  const model = modelOf(transaction);
  for (const [index, part] of (model?.parts ?? []).entries()) {
    yield encodePart(guide ?? '', controlNumber, index, part);
  }
  yield encodeTransaction({ guide, version, controlNumber, accepted, frame: model?.frame, findings });
}

function modelOf(transaction: ReadTransaction): SplitModel | undefined {
  const format = transactionFormats.get(transaction.guide?.name ?? '');
  if (format === undefined) return undefined;
  try {
    return format.read(transaction);
  } catch (error) {
    if (error instanceof UnusableTransaction) return undefined;
    throw error;
  }
}

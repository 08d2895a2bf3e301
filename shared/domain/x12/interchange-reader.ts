import { ControlNumberSet, InterchangeNumbers } from './control-number-set.ts';
import {
  checkGroupEnd,
  checkInterchangeEnd,
  checkTransactionEnd,
  functionalCodeFinding,
  groupNotClosedFinding,
  groupRepeatedFinding,
  guideMismatchFinding,
  interchangeNotClosedFinding,
  interchangeRepeatedFinding,
  notSupportedFinding,
  note,
  outsideTransactionFinding,
  strayBytesFinding,
  tooManyAcknowledgementsFinding,
  transactionNotClosedFinding,
  transactionRepeatedFinding,
} from './envelope-findings.ts';
import { type Finding, hasError } from './findings.ts';
import { guideByPurpose, isKnownVersion, readableGuidesFor } from './guides/registry.ts';
import { readTA1 } from './guides/TA1/read.ts';
import { checkGroupHeader, checkInterchangeHeader } from './header-checks.ts';
import type { GroupEnvelope, InterchangeEnvelope, ReadTransaction } from './read-result.ts';
import { type ReadableGuide, type TransactionListener, TransactionReader } from './read-transaction.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import { type StrayBytes, Tokeniser, UnreadableX12 } from './tokenise.ts';

/** TA1 segments of one interchange that are kept: memory stays bounded. One answers one interchange that we sent. */
const acknowledgementLimit = 1000;

/** What a reader tells while it reads: everything as soon as it is whole, the inner before the outer. */
export interface InterchangeListener extends TransactionListener {
  /** An ISA was read; what is known only at its IEA is not yet true of it. */
  interchangeOpened?(interchange: InterchangeEnvelope): void;
  /** A GS was read; what is known only at its GE is not yet true of it. */
  groupOpened?(group: GroupEnvelope): void;
  /** An ST was read. */
  transactionOpened?(start: TransactionStart): void;
  transaction?(transaction: ReadTransaction): void;
  group?(group: GroupEnvelope): void;
  interchange?(interchange: InterchangeEnvelope): void;
}

/** What an ST says. */
export type TransactionStart = Pick<ReadTransaction, 'setCode' | 'controlNumber' | 'version' | 'offset'>;

type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

interface OpenInterchange {
  readonly envelope: Building<InterchangeEnvelope>;
  readonly groupNumbers: ControlNumberSet;
  /** Whether more TA1 segments came than are kept. */
  isAnsweredTooOften: boolean;
}

interface OpenGroup {
  readonly envelope: Building<GroupEnvelope>;
  readonly transactionNumbers: ControlNumberSet;
}

interface OpenTransaction {
  readonly setCode: string;
  readonly controlNumber: string;
  readonly version: string;
  readable: ReadableGuide | undefined;
  reader: TransactionReader | undefined;
  /** The ST and the guides it may be for, until the segment after it decides. */
  undecided: { readonly start: SegmentCursor; readonly candidates: readonly ReadableGuide[] } | undefined;
  readonly findings: Finding[];
  readonly offset: number;
  segmentCount: number;
}

/**
 * Reads X12 over any chunking of bytes, in memory that does not grow with the file: each claim, transaction, group and
 * interchange is told to the listener and let go. A bad transaction does not stop the others.
 *
 * Errors: {@link UnreadableX12}, from `push` and `end`. What was told before stands, but an interchange that was not
 * told is not whole, and neither is what was told of it.
 */
export class InterchangeReader {
  /** About what stands between interchanges. */
  readonly findings: Finding[] = [];
  readonly #listener: InterchangeListener;
  readonly #tokeniser: Tokeniser;
  readonly #numbers = new InterchangeNumbers();
  #interchange: OpenInterchange | undefined;
  #group: OpenGroup | undefined;
  #transaction: OpenTransaction | undefined;

  constructor(listener: InterchangeListener) {
    this.#listener = listener;
    this.#tokeniser = new Tokeniser({
      segment: (cursor) => this.#segment(cursor),
      strayBytes: ({ offset, length }: StrayBytes) => note(this.findings, strayBytesFinding(offset, length)),
    });
  }

  /** Reads the next bytes of the file. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    this.#tokeniser.push(chunk);
  }

  /** Says that the file has ended. */
  end(): void {
    this.#tokeniser.end();
    if (this.#interchange === undefined) return;
    const { offset, controlNumber } = this.#interchange.envelope;
    throw new UnreadableX12(
      offset,
      `The interchange ${controlNumber} has no end: its IEA segment is missing`,
    );
  }

  #segment(cursor: SegmentCursor): void {
    switch (cursor.id) {
      case 'ISA':
        this.#interchangeStart(cursor);
        return;
      case 'IEA':
        this.#interchangeEnd(cursor);
        return;
      case 'GS':
        this.#groupStart(cursor);
        return;
      case 'GE':
        this.#groupEnd(cursor);
        return;
      case 'ST':
        this.#transactionStart(cursor);
        return;
      default:
        break;
    }
    const open = this.#transaction;
    if (open === undefined) {
      this.#outsideTransaction(cursor);
      return;
    }
    open.segmentCount++;
    if (open.undecided !== undefined) this.#decide(open, cursor.id === 'BHT' ? cursor.text(2) : '');
    open.reader?.segment(cursor);
    if (cursor.id !== 'SE') return;
    checkTransactionEnd(cursor, open.controlNumber, open.segmentCount, open.findings);
    this.#finish(open);
  }

  #outsideTransaction(cursor: SegmentCursor): void {
    const open = this.#interchange;
    if (open === undefined) return;
    const interchange = open.envelope;
    if (cursor.id === 'TA1' && this.#group === undefined) {
      this.#acknowledgement(open, cursor);
      return;
    }
    note(
      (this.#group?.envelope ?? interchange).findings,
      outsideTransactionFinding(cursor.id, cursor.offset, this.#group !== undefined),
    );
  }

  #acknowledgement(open: OpenInterchange, cursor: SegmentCursor): void {
    const { acknowledgements, findings } = open.envelope;
    const read = readTA1(cursor.elements(), cursor.offset);
    for (const finding of read.findings) note(findings, finding);
    if (read.acknowledgement === undefined) return;
    if (acknowledgements.length < acknowledgementLimit) {
      acknowledgements.push(read.acknowledgement);
    } else if (!open.isAnsweredTooOften) {
      open.isAnsweredTooOften = true;
      note(findings, tooManyAcknowledgementsFinding(acknowledgementLimit, cursor.offset));
    }
  }

  #interchangeStart(cursor: SegmentCursor): void {
    if (this.#interchange !== undefined) {
      this.#closeGroup(cursor.offset);
      const { envelope } = this.#interchange;
      note(envelope.findings, interchangeNotClosedFinding(envelope.controlNumber, cursor.offset));
      this.#listener.interchange?.(envelope);
    }
    const findings: Finding[] = [];
    this.#interchange = {
      groupNumbers: new ControlNumberSet(),
      isAnsweredTooOften: false,
      envelope: {
        delimiters: this.#tokeniser.delimiters,
        senderQualifier: cursor.text(5).trim(),
        senderId: cursor.text(6).trimEnd(),
        receiverQualifier: cursor.text(7).trim(),
        receiverId: cursor.text(8).trimEnd(),
        date: cursor.text(9).trim(),
        time: cursor.text(10).trim(),
        version: cursor.text(12),
        controlNumber: cursor.text(13).trim(),
        acknowledgementRequested: cursor.text(14).trim() === '1',
        usageIndicator: cursor.text(15).trim(),
        groupCount: 0,
        acknowledgements: [],
        findings,
        offset: cursor.offset,
      },
    };
    checkInterchangeHeader(cursor, this.#tokeniser.delimiters, findings);
    const { envelope } = this.#interchange;
    if (!this.#numbers.add(envelope)) {
      note(findings, interchangeRepeatedFinding(envelope.controlNumber, cursor.offset));
    }
    this.#listener.interchangeOpened?.(envelope);
  }

  #interchangeEnd(cursor: SegmentCursor): void {
    const interchange = this.#interchange?.envelope;
    if (interchange === undefined) return;
    this.#closeGroup(cursor.offset);
    const { controlNumber, groupCount, findings } = interchange;
    if (!cursor.terminated && cursor.text(2).trim() !== controlNumber) {
      throw new UnreadableX12(cursor.offset, 'The file ends inside an IEA segment');
    }
    checkInterchangeEnd(cursor, controlNumber, groupCount, findings);
    this.#interchange = undefined;
    this.#listener.interchange?.(interchange);
  }

  #groupStart(cursor: SegmentCursor): void {
    this.#closeGroup(cursor.offset);
    const interchange = this.#interchange;
    const controlNumber = cursor.text(6).trim();
    const findings: Finding[] = [];
    this.#group = {
      transactionNumbers: new ControlNumberSet(),
      envelope: {
        functionalCode: cursor.text(1),
        senderCode: cursor.text(2).trimEnd(),
        receiverCode: cursor.text(3).trimEnd(),
        date: cursor.text(4),
        time: cursor.text(5),
        controlNumber,
        version: cursor.text(8).trim(),
        transactionCount: 0,
        findings,
      },
    };
    if (interchange === undefined) return;
    checkGroupHeader(cursor, findings);
    interchange.envelope.groupCount++;
    if (!interchange.groupNumbers.add(controlNumber)) {
      note(findings, groupRepeatedFinding(controlNumber, cursor.offset));
    }
    this.#listener.groupOpened?.(this.#group.envelope);
  }

  #groupEnd(cursor: SegmentCursor): void {
    const group = this.#group?.envelope;
    if (group === undefined) {
      this.#outsideTransaction(cursor);
      return;
    }
    this.#closeTransaction(cursor.offset);
    const count = cursor.text(1).trim();
    if (/^\d{1,6}$/.test(count)) group.declaredCount = Number(count);
    checkGroupEnd(cursor, group.controlNumber, group.transactionCount, group.findings);
    this.#group = undefined;
    this.#listener.group?.(group);
  }

  /** Closes a group whose GE did not come. */
  #closeGroup(offset: number): void {
    this.#closeTransaction(offset);
    const group = this.#group?.envelope;
    if (group === undefined) return;
    note(group.findings, groupNotClosedFinding(group.controlNumber, offset));
    this.#group = undefined;
    this.#listener.group?.(group);
  }

  #transactionStart(cursor: SegmentCursor): void {
    this.#closeTransaction(cursor.offset);
    const group = this.#group;
    if (group === undefined) {
      this.#outsideTransaction(cursor);
      return;
    }
    const { envelope } = group;
    const setCode = cursor.text(1);
    const version = cursor.text(3).trim() === '' ? envelope.version : cursor.text(3).trim();
    const named = readableGuidesFor(setCode, version);
    const ofGroup = readableGuidesFor(setCode, envelope.version);
    const candidates = named.length > 0 ? named : ofGroup;
    const [readable] = candidates;
    const controlNumber = cursor.text(2).trim();
    const findings: Finding[] = [];
    if (readable === undefined) {
      note(findings, notSupportedFinding(setCode, version, cursor.offset));
    } else if (readable.guide.functionalCode !== envelope.functionalCode) {
      note(
        envelope.findings,
        functionalCodeFinding(envelope.functionalCode, setCode, readable.guide.functionalCode, cursor.offset),
      );
    }
    if (named.length > 0 && version !== envelope.version && isKnownVersion(envelope.version)) {
      const isSameGuide = named.some((one) => ofGroup.includes(one));
      note(findings, guideMismatchFinding(version, envelope.version, isSameGuide, cursor.offset));
    }
    if (!group.transactionNumbers.add(controlNumber)) {
      note(findings, transactionRepeatedFinding(controlNumber, cursor.offset));
    }
    envelope.transactionCount++;
    this.#listener.transactionOpened?.({ setCode, controlNumber, version, offset: cursor.offset });
    this.#transaction = {
      setCode,
      controlNumber,
      version,
      readable,
      reader: undefined,
      undecided: candidates.length > 1 ? { start: cursor.copy(), candidates } : undefined,
      findings,
      offset: cursor.offset,
      segmentCount: 1,
    };
    if (candidates.length === 1) this.#read(this.#transaction, cursor);
  }

  /** Chooses among the guides of one set and version; only BHT02 tells a request from its answer. */
  #decide(open: OpenTransaction, purpose: string): void {
    if (open.undecided === undefined) return;
    const { start, candidates } = open.undecided;
    open.readable = guideByPurpose(candidates, purpose);
    open.undecided = undefined;
    this.#read(open, start);
  }

  #read(open: OpenTransaction, start: SegmentCursor): void {
    if (open.readable === undefined) return;
    open.reader = new TransactionReader(open.readable, this.#tokeniser.delimiters, this.#listener);
    open.reader.segment(start);
  }

  /** Closes a transaction whose SE did not come. */
  #closeTransaction(offset: number): void {
    const open = this.#transaction;
    if (open === undefined) return;
    note(open.findings, transactionNotClosedFinding(open.controlNumber, offset));
    this.#finish(open);
  }

  #finish(open: OpenTransaction): void {
    this.#transaction = undefined;
    this.#decide(open, '');
    const { reader, readable, findings, setCode, controlNumber, version, segmentCount, offset } = open;
    const content = reader?.finish(controlNumber, hasError(findings)) ?? {};
    for (const finding of reader?.findings ?? []) findings.push(finding);
    this.#listener.transaction?.({
      setCode,
      controlNumber,
      version,
      ...(readable === undefined ? {} : { guide: readable.guide }),
      ...content,
      findings,
      accepted: !hasError(findings),
      segmentCount,
      offset,
    });
  }
}

import { type Finding, hasError } from './findings.ts';
import type { Guide } from './guide.ts';
import { checkRules, guideByPurpose, guidesFor } from './guides/registry.ts';
import { readTA1 } from './guides/TA1/read.ts';
import type { Delimiters } from './interchange.ts';
import { TransactionReader } from './read-transaction.ts';
import { type SegmentCursor, type StrayBytes, Tokeniser, UnreadableX12 } from './tokenise.ts';
import type { ReadGroup, ReadInterchange, ReadResult } from './read-result.ts';
import { LoopView } from './tree.ts';

export type { ReadGroup, ReadInterchange, ReadResult, ReadTransaction } from './read-result.ts';

/**
 * Reads a whole file: every interchange, group and transaction, with findings at each level.
 * A bad transaction does not stop the others. A file that ends too early or is no X12 is `readable: false`.
 */
export function readInterchanges(bytes: Uint8Array): ReadResult {
  const reader = new InterchangeReader();
  try {
    const size = 262_144;
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableX12)) throw error;
    return {
      readable: false,
      offset: error.offset,
      sentence: error.message,
      interchanges: reader.interchanges,
      findings: reader.findings,
    };
  }
  return { readable: true, interchanges: reader.interchanges, findings: reader.findings };
}

type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

interface OpenTransaction {
  readonly setCode: string;
  readonly controlNumber: string;
  readonly version: string;
  guide: Guide | undefined;
  reader: TransactionReader | undefined;
  /** Guides of which the segment after ST decides; until then the ST is held. */
  candidates: readonly Guide[];
  readonly start: readonly string[];
  readonly findings: Finding[];
  readonly offset: number;
  segmentCount: number;
}

/** {@link readInterchanges} over chunks. Errors: {@link UnreadableX12}. */
export class InterchangeReader {
  readonly interchanges: ReadInterchange[] = [];
  readonly findings: Finding[] = [];
  readonly #tokeniser: Tokeniser;
  #interchange: Building<ReadInterchange> | undefined;
  #group: Building<ReadGroup> | undefined;
  #transaction: OpenTransaction | undefined;

  constructor() {
    this.#tokeniser = new Tokeniser({
      segment: (cursor) => this.#segment(cursor),
      strayBytes: (stray) => this.#strayBytes(stray),
    });
  }

  push(chunk: Uint8Array): void {
    this.#tokeniser.push(chunk);
  }

  end(): void {
    this.#tokeniser.end();
    if (this.#interchange !== undefined) {
      throw new UnreadableX12(
        this.#interchange.offset,
        `The interchange ${this.#interchange.controlNumber} has no end: its IEA segment is missing`,
      );
    }
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
    if (open !== undefined) {
      open.segmentCount++;
      if (open.candidates.length > 0) this.#decideGuide(open, cursor.elements());
      if (cursor.id === 'SE') this.#transactionEnd(cursor, open);
      else open.reader?.segment(cursor.elements(), cursor.offset);
      return;
    }
    this.#outsideTransaction(cursor);
  }

  #outsideTransaction(cursor: SegmentCursor): void {
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    if (cursor.id === 'TA1' && this.#group === undefined) {
      const { acknowledgement, findings } = readTA1(cursor.elements(), cursor.offset);
      interchange.findings.push(...findings);
      if (acknowledgement !== undefined) interchange.acknowledgements.push(acknowledgement);
      return;
    }
    (this.#group?.findings ?? interchange.findings).push({
      snip: 1,
      severity: 'error',
      code: 'segment-outside-transaction',
      ...(this.#group === undefined ? { interchangeNoteCode: '022' } : { groupErrorCode: '5' }),
      segment: cursor.id,
      offset: cursor.offset,
      sentence: `The segment ${cursor.id} stands outside any transaction`,
    });
  }

  #interchangeStart(cursor: SegmentCursor): void {
    if (this.#interchange !== undefined) {
      this.#closeGroup(cursor.offset);
      this.#interchange.findings.push({
        snip: 1,
        severity: 'error',
        code: 'interchange-not-closed',
        interchangeNoteCode: '022',
        segment: 'IEA',
        offset: cursor.offset,
        sentence: `Another interchange starts before the IEA of interchange ${this.#interchange.controlNumber}`,
      });
      this.interchanges.push(this.#interchange);
    }
    const findings: Finding[] = [];
    this.#interchange = {
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
      groups: [],
      acknowledgements: [],
      findings,
      offset: cursor.offset,
    };
    checkHeader(cursor, this.#tokeniser.delimiters, findings);
  }

  #interchangeEnd(cursor: SegmentCursor): void {
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    this.#closeGroup(cursor.offset);
    const control = cursor.text(2).trim();
    if (!cursor.terminated && control !== interchange.controlNumber) {
      throw new UnreadableX12(cursor.offset, 'The file ends inside an IEA segment');
    }
    if (control !== interchange.controlNumber) {
      interchange.findings.push({
        snip: 1,
        severity: 'error',
        code: 'interchange-control-number',
        interchangeNoteCode: '001',
        segment: 'IEA',
        element: 2,
        value: control,
        offset: cursor.offset,
        sentence: `IEA02 holds "${control}"; ISA13 holds "${interchange.controlNumber}"`,
      });
    }
    const count = cursor.text(1).trim();
    if (Number(count) !== interchange.groups.length || !/^\d+$/.test(count)) {
      interchange.findings.push({
        snip: 1,
        severity: 'error',
        code: 'group-count',
        interchangeNoteCode: '021',
        segment: 'IEA',
        element: 1,
        value: count,
        offset: cursor.offset,
        sentence: `IEA01 holds "${count}"; the interchange has ${interchange.groups.length} groups`,
      });
    }
    if (!cursor.terminated) {
      interchange.findings.push({
        snip: 1,
        severity: 'warning',
        code: 'terminator-missing',
        segment: 'IEA',
        offset: cursor.offset,
        sentence: 'The last segment terminator of the file is missing',
      });
    }
    this.interchanges.push(interchange);
    this.#interchange = undefined;
  }

  #groupStart(cursor: SegmentCursor): void {
    this.#closeGroup(cursor.offset);
    const group: Building<ReadGroup> = {
      functionalCode: cursor.text(1),
      senderCode: cursor.text(2).trimEnd(),
      receiverCode: cursor.text(3).trimEnd(),
      date: cursor.text(4),
      time: cursor.text(5),
      controlNumber: cursor.text(6).trim(),
      version: cursor.text(8).trim(),
      transactions: [],
      findings: [],
    };
    this.#group = group;
    this.#interchange?.groups.push(group);
  }

  #groupEnd(cursor: SegmentCursor): void {
    const group = this.#group;
    if (group === undefined) {
      this.#outsideTransaction(cursor);
      return;
    }
    this.#closeTransaction(cursor.offset);
    const count = cursor.text(1).trim();
    if (/^\d{1,6}$/.test(count)) group.declaredCount = Number(count);
    if (group.declaredCount !== group.transactions.length) {
      group.findings.push({
        snip: 1,
        severity: 'error',
        code: 'transaction-count',
        groupErrorCode: '5',
        segment: 'GE',
        element: 1,
        value: count,
        offset: cursor.offset,
        sentence: `GE01 holds "${count}"; the group has ${group.transactions.length} transactions`,
      });
    }
    const control = cursor.text(2).trim();
    if (control !== group.controlNumber) {
      group.findings.push({
        snip: 1,
        severity: 'error',
        code: 'group-control-number',
        groupErrorCode: '4',
        segment: 'GE',
        element: 2,
        value: control,
        offset: cursor.offset,
        sentence: `GE02 holds "${control}"; GS06 holds "${group.controlNumber}"`,
      });
    }
    this.#group = undefined;
  }

  /** Closes a group whose GE did not come. */
  #closeGroup(offset: number): void {
    const group = this.#group;
    this.#closeTransaction(offset);
    if (group === undefined) return;
    group.findings.push({
      snip: 1,
      severity: 'error',
      code: 'group-not-closed',
      groupErrorCode: '3',
      segment: 'GE',
      offset,
      sentence: `The GE segment of group ${group.controlNumber} is missing`,
    });
    this.#group = undefined;
  }

  #transactionStart(cursor: SegmentCursor): void {
    this.#closeTransaction(cursor.offset);
    const group = this.#group;
    if (group === undefined) {
      this.#outsideTransaction(cursor);
      return;
    }
    const setCode = cursor.text(1);
    const version = cursor.text(3).trim() === '' ? group.version : cursor.text(3).trim();
    const named = guidesFor(setCode, version);
    const candidates = named.length > 0 ? named : guidesFor(setCode, group.version);
    const [guide] = candidates;
    const findings: Finding[] = [];
    const controlNumber = cursor.text(2).trim();
    if (guide === undefined) {
      findings.push({
        snip: 1,
        severity: 'error',
        code: 'transaction-not-supported',
        transactionErrorCode: '1',
        segment: 'ST',
        position: 1,
        value: `${setCode} ${version}`,
        offset: cursor.offset,
        sentence: `No guide reads transaction set "${setCode}" of version "${version}"`,
      });
    } else if (guide.functionalCode !== group.functionalCode) {
      group.findings.push({
        snip: 1,
        severity: 'warning',
        code: 'functional-code',
        segment: 'GS',
        element: 1,
        value: group.functionalCode,
        offset: cursor.offset,
        sentence: `GS01 holds "${group.functionalCode}"; a ${setCode} belongs in a group "${guide.functionalCode}"`,
      });
    }
    this.#transaction = {
      setCode,
      controlNumber,
      version,
      guide,
      reader: undefined,
      candidates,
      start: cursor.elements(),
      findings,
      offset: cursor.offset,
      segmentCount: 1,
    };
    if (candidates.length === 1) this.#decideGuide(this.#transaction, []);
  }

  /** Starts to read with the guide that the segment after ST names; it alone may tell a request from its answer. */
  #decideGuide(open: OpenTransaction, second: readonly string[]): void {
    open.guide = guideByPurpose(open.candidates, second);
    open.candidates = [];
    if (open.guide === undefined) return;
    open.reader = new TransactionReader(open.guide, this.#tokeniser.delimiters);
    open.reader.segment(open.start, open.offset);
  }

  #transactionEnd(cursor: SegmentCursor, open: OpenTransaction): void {
    open.reader?.segment(cursor.elements(), cursor.offset);
    const count = cursor.text(1).trim();
    const control = cursor.text(2).trim();
    if (Number(count) !== open.segmentCount || !/^\d+$/.test(count)) {
      open.findings.push({
        snip: 1,
        severity: 'error',
        code: 'segment-count',
        transactionErrorCode: '4',
        segment: 'SE',
        position: open.segmentCount,
        element: 1,
        value: count,
        offset: cursor.offset,
        sentence: `SE01 holds "${count}"; the transaction has ${open.segmentCount} segments`,
      });
    }
    if (control !== open.controlNumber) {
      open.findings.push({
        snip: 1,
        severity: 'error',
        code: 'transaction-control-number',
        transactionErrorCode: '3',
        segment: 'SE',
        position: open.segmentCount,
        element: 2,
        value: control,
        offset: cursor.offset,
        sentence: `SE02 holds "${control}"; ST02 holds "${open.controlNumber}"`,
      });
    }
    this.#finish(open);
  }

  /** Closes a transaction whose SE did not come. */
  #closeTransaction(offset: number): void {
    const open = this.#transaction;
    if (open === undefined) return;
    open.findings.push({
      snip: 1,
      severity: 'error',
      code: 'transaction-not-closed',
      transactionErrorCode: '2',
      segment: 'SE',
      offset,
      sentence: `The SE segment of transaction ${open.controlNumber} is missing`,
    });
    this.#finish(open);
  }

  #finish(open: OpenTransaction): void {
    this.#transaction = undefined;
    if (open.candidates.length > 0) this.#decideGuide(open, []);
    const { reader, guide } = open;
    const findings = open.findings;
    let tree: LoopView | undefined;
    if (reader !== undefined && guide !== undefined) {
      tree = new LoopView(reader.finish(), this.#tokeniser.delimiters);
      for (const finding of reader.findings) findings.push(finding);
      for (const finding of checkRules(guide, tree, hasError(findings))) findings.push(finding);
    }
    this.#checkUnique(open);
    this.#group?.transactions.push({
      setCode: open.setCode,
      controlNumber: open.controlNumber,
      version: open.version,
      ...(guide === undefined ? {} : { guide }),
      ...(tree === undefined ? {} : { tree }),
      findings,
      accepted: !hasError(findings),
      segmentCount: open.segmentCount,
      offset: open.offset,
    });
  }

  #checkUnique(open: OpenTransaction): void {
    if (this.#group?.transactions.some((other) => other.controlNumber === open.controlNumber) !== true)
      return;
    open.findings.push({
      snip: 1,
      severity: 'error',
      code: 'transaction-control-number-repeated',
      transactionErrorCode: '23',
      segment: 'ST',
      position: 1,
      element: 2,
      value: open.controlNumber,
      offset: open.offset,
      sentence: `ST02 "${open.controlNumber}" stands twice in the group`,
    });
  }

  #strayBytes(stray: StrayBytes): void {
    this.findings.push({
      snip: 1,
      severity: 'warning',
      code: 'stray-bytes',
      offset: stray.offset,
      sentence: `${stray.length} bytes from offset ${stray.offset} on stand outside any interchange and were not read`,
    });
  }
}

/** What a TA1 has a note code for. */
function checkHeader(cursor: SegmentCursor, delimiters: Delimiters, findings: Finding[]): void {
  const lengths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
  const wrongLength = lengths.findIndex((length, index) => cursor.text(index + 1).length !== length);
  if (wrongLength >= 0) {
    findings.push({
      snip: 1,
      severity: 'warning',
      code: 'interchange-header-length',
      segment: 'ISA',
      element: wrongLength + 1,
      value: cursor.text(wrongLength + 1),
      offset: cursor.offset,
      sentence: `ISA${String(wrongLength + 1).padStart(2, '0')} has ${cursor.text(wrongLength + 1).length} characters; the standard has ${lengths[wrongLength] ?? 0}`,
    });
  }
  const note = (element: number, noteCode: string, expected: string): void => {
    findings.push({
      snip: 1,
      severity: 'error',
      code: 'interchange-header',
      interchangeNoteCode: noteCode,
      segment: 'ISA',
      element,
      value: cursor.text(element),
      offset: cursor.offset,
      sentence: `ISA${String(element).padStart(2, '0')} holds "${cursor.text(element)}": expected ${expected}`,
    });
  };
  if (!/^\d{1,9}$/.test(cursor.text(13).trim())) note(13, '018', 'a control number of 9 digits');
  if (!/^\d{6}$/.test(cursor.text(9))) note(9, '014', 'a date as YYMMDD');
  if (!/^(?:[01]\d|2[0-3])[0-5]\d$/.test(cursor.text(10))) note(10, '015', 'a time as HHMM');
  if (!/^[PTI]$/.test(cursor.text(15).trim())) note(15, '020', 'P or T');
  if (delimiters.repetition !== undefined && delimiters.repetition === delimiters.component) {
    findings.push({
      snip: 1,
      severity: 'warning',
      code: 'same-delimiter',
      segment: 'ISA',
      element: 16,
      value: delimiters.component,
      offset: cursor.offset,
      sentence:
        'The same character separates components and repetitions; it is read as the component separator',
    });
  }
}

import type { Delimiters } from './interchange.ts';
import {
  componentSeparator,
  controlCharacter,
  repetitionSeparator,
  SegmentCursor,
  textOf,
} from './segment-cursor.ts';

/** Bytes of one segment beyond which a file is refused: memory stays bounded whatever arrives. */
const segmentLimitBytes = 1_048_576;
/** An ISA has 106 bytes; one that is not padded, or is wrapped, a few less or more. */
const headerLimitBytes = 400;

const idPlaces = 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const data = 0;
const elementSeparator = 1;
const segmentTerminator = 2;
const lineBreak = 3;
const wideByte = 4;

/** Bytes outside any interchange that are not blank: prose before an ISA, rubbish after an IEA. */
export interface StrayBytes {
  readonly offset: number;
  readonly length: number;
}

/** The bytes cannot be read as X12 from this offset on. */
export class UnreadableX12 extends Error {
  readonly offset: number;

  constructor(offset: number, sentence: string) {
    super(`${sentence} (byte ${offset})`);
    this.name = 'UnreadableX12';
    this.offset = offset;
  }
}

/** What a tokeniser tells its caller. */
export interface TokenHandler {
  /** One segment. The cursor is reused: take what you need before returning. */
  segment(cursor: SegmentCursor): void;
  strayBytes(stray: StrayBytes): void;
}

/** The same text as the engine keeps names: those are compared by address, not by character. */
function internalised(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/**
 * Splits X12 into segments and elements, in one pass over the bytes and in constant memory, over any chunking.
 * Delimiters come from each ISA; blank bytes between segments, a byte order mark, and stray bytes between
 * interchanges are stepped over.
 *
 * Errors: {@link UnreadableX12} with the byte offset when the file ends inside an interchange, holds none, or has
 * delimiters that cannot be told apart.
 */
export class Tokeniser {
  /** Those of the interchange being read. */
  delimiters: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };
  readonly #handler: TokenHandler;
  readonly #cursor = new SegmentCursor();
  readonly #kinds = new Uint8Array(256);
  /** Ids that were read lately, and as one number each, which also gives the place. */
  readonly #ids: string[] = [];
  readonly #packedIds = new Int32Array(idPlaces);
  /** Starts with what is read and not yet understood; it grows by doubling. */
  #rest: Uint8Array = new Uint8Array(0);
  #restLength = 0;
  /** The rest is looked at again when it is twice as long: many small chunks of one segment cost no more than one. */
  #lookAgainAt = 0;
  #base = 0;
  #inside = false;
  #interchangeCount = 0;
  #stray: { offset: number; length: number } | undefined;

  constructor(handler: TokenHandler) {
    this.#handler = handler;
  }

  /** Reads the next bytes of the file. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#restLength === 0) {
      this.#run(chunk, false);
      return;
    }
    this.#append(chunk);
    if (this.#restLength >= this.#lookAgainAt) this.#run(this.#rest.subarray(0, this.#restLength), false);
  }

  /** Says that the file has ended. */
  end(): void {
    this.#run(this.#rest.subarray(0, this.#restLength), true);
    this.#flushStray();
    if (this.#interchangeCount === 0) {
      throw new UnreadableX12(0, 'The file holds no interchange: an ISA segment was expected');
    }
    if (this.#inside) {
      throw new UnreadableX12(this.#base, 'The file ends inside an interchange: its IEA segment is missing');
    }
  }

  #append(chunk: Uint8Array): void {
    const length = this.#restLength + chunk.length;
    if (length > this.#rest.length) {
      const grown = new Uint8Array(Math.max(length, this.#rest.length * 2));
      grown.set(this.#rest.subarray(0, this.#restLength));
      this.#rest = grown;
    }
    this.#rest.set(chunk, this.#restLength);
    this.#restLength = length;
  }

  #run(buffer: Uint8Array, final: boolean): void {
    this.#cursor.open(buffer);
    let at = 0;
    // One call a segment: what is called often is compiled well, a loop that is entered once a chunk is not.
    for (;;) {
      const next = this.#inside
        ? this.#segment(buffer, at, final)
        : this.#betweenInterchanges(buffer, at, final);
      if (next < 0) {
        at = ~next;
        break;
      }
      at = next;
    }
    // A copy, for the caller may reuse its chunk.
    this.#rest = buffer.slice(at);
    this.#restLength = this.#rest.length;
    this.#lookAgainAt = this.#restLength * 2;
    this.#base += at;
  }

  /** Goes to the next ISA. Gives the place after it; the complement of where to go on when bytes are missing. */
  #betweenInterchanges(buffer: Uint8Array, at: number, final: boolean): number {
    const start = this.#seekHeader(buffer, at, final);
    if (!start.found) return ~start.at;
    this.#inside = true;
    return start.at;
  }

  /** Emits the next segment. Gives the place after it; the complement of where to go on when bytes are missing. */
  #segment(buffer: Uint8Array, from: number, final: boolean): number {
    const cursor = this.#cursor;
    const kinds = this.#kinds;
    const length = buffer.length;
    let at = from;
    while (at < length && (isBlank(buffer[at] ?? 0) || kinds[buffer[at] ?? 0] === segmentTerminator)) at++;
    if (at >= length) return ~at;
    // An ISA where a segment starts: the interchange before it was never closed.
    if (buffer[at] === 0x49 && buffer[at + 1] === 0x53 && buffer[at + 2] === 0x41) {
      const sign = buffer[at + 3];
      if (sign === undefined && !final) return ~at;
      if (sign !== undefined && !isLetterOrDigit(sign)) {
        this.#inside = false;
        return at;
      }
    }
    let { bounds } = cursor;
    let count = 0;
    let wrapped = false;
    let wide = false;
    let signs = 0;
    let end = at;
    bounds[0] = at;
    let closed = false;
    for (; end < length; end++) {
      const kind = kinds[buffer[end] as number] as number;
      if (kind === data) continue;
      if (kind === elementSeparator) {
        count++;
        if (count + 2 >= bounds.length) bounds = cursor.growBounds();
        bounds[count] = end + 1;
      } else if (kind === segmentTerminator) {
        closed = true;
        break;
      } else if (kind >= componentSeparator) signs |= kind;
      else if (kind === lineBreak) wrapped = true;
      else wide = true;
    }
    if (end - at > segmentLimitBytes) {
      throw new UnreadableX12(this.#base + at, `A segment is longer than ${segmentLimitBytes} bytes`);
    }
    if (!closed) {
      if (!final) return ~at;
      while (end > at && isBlank(buffer[end - 1] ?? 0)) end--;
    }
    bounds[count + 1] = end + 1;
    const next = closed ? end + 1 : length;
    cursor.wide = wide;
    cursor.signs = signs;
    this.#emit(buffer, at, next, count, wrapped, closed);
    return closed ? next : ~next;
  }

  #emit(
    buffer: Uint8Array,
    at: number,
    next: number,
    count: number,
    wrapped: boolean,
    closed: boolean,
  ): void {
    const cursor = this.#cursor;
    cursor.elementCount = count;
    cursor.offset = this.#base + at;
    cursor.endOffset = this.#base + next;
    cursor.terminated = closed;
    cursor.wrapped = wrapped;
    cursor.id = this.#idOf(buffer, at, (cursor.bounds[1] ?? at) - 1, wrapped);
    if (!closed && cursor.id !== 'IEA') {
      throw new UnreadableX12(cursor.offset, `The file ends inside a ${cursor.id || 'nameless'} segment`);
    }
    if (cursor.id === 'IEA') this.#inside = false;
    this.#handler.segment(cursor);
  }

  #idOf(buffer: Uint8Array, start: number, end: number, wrapped: boolean): string {
    const length = end - start;
    if (length > 3 || wrapped) return textOf(buffer, start, end).replaceAll(/[\r\n]/g, '');
    const packed =
      ((length > 0 ? (buffer[start] ?? 0) : 0) << 16) |
      ((length > 1 ? (buffer[start + 1] ?? 0) : 0) << 8) |
      (length > 2 ? (buffer[start + 2] ?? 0) : 0);
    const place = (packed ^ (packed >> 6) ^ (packed >> 11)) & (idPlaces - 1);
    if (this.#packedIds[place] === packed && packed !== 0) return this.#ids[place] ?? '';
    const id = internalised(textOf(buffer, start, end));
    this.#packedIds[place] = packed;
    this.#ids[place] = id;
    return id;
  }

  /** Looks for the next ISA, emits it and gives the place after it. */
  #seekHeader(buffer: Uint8Array, from: number, final: boolean): { found: boolean; at: number } {
    const length = buffer.length;
    for (let at = from; at < length; at++) {
      const byte = buffer[at] ?? 0;
      if (byte === 0x49) {
        const header = this.#header(buffer, at);
        if (header === 'cut' && !final) return { found: false, at };
        if (header === 'cut') {
          throw new UnreadableX12(this.#base + at, 'The file ends inside an ISA segment');
        }
        if (header !== 'other') {
          this.#flushStray();
          this.#interchangeCount++;
          this.#emit(buffer, at, header, 16, this.#cursor.wrapped, true);
          return { found: true, at: header };
        }
      }
      if (!isBlank(byte) && !isByteOrderMark(byte)) this.#addStray(this.#base + at);
    }
    return { found: false, at: length };
  }

  /** Tries to read an ISA: the offset after it, `cut` when bytes are missing, `other` when it is none. */
  #header(buffer: Uint8Array, at: number): number | 'cut' | 'other' {
    const length = buffer.length;
    for (let index = 0; index < 3; index++) {
      if (at + index >= length) return 'cut';
      if (buffer[at + index] !== [0x49, 0x53, 0x41][index]) return 'other';
    }
    if (at + 3 >= length) return 'cut';
    const separator = buffer[at + 3] ?? 0;
    if (isLetterOrDigit(separator) || isBlank(separator)) return 'other';
    // ISA01 is a code of two characters: prose that has "ISA" in it is told apart here.
    if (at + 6 < length && buffer[at + 4] !== separator && buffer[at + 6] !== separator) return 'other';
    const bounds = this.#cursor.bounds;
    let count = 0;
    let end = at;
    let wrapped = false;
    let wide = false;
    bounds[0] = at;
    for (; count < 16; end++) {
      if (end - at > headerLimitBytes) return 'other';
      if (end >= length) return 'cut';
      const byte = buffer[end] ?? 0;
      if (byte === separator) bounds[++count] = end + 1;
      else if (byte === lineFeed || byte === carriageReturn) wrapped = true;
      else if (byte > 0x7f) wide = true;
    }
    const version = textOf(buffer, bounds[12] ?? 0, (bounds[13] ?? 1) - 1).replaceAll(/[\r\n]/g, '');
    if (!/^\d{5}$/.test(version)) return 'other';
    const component = afterLineBreaks(buffer, end);
    const terminator = terminatorAfter(buffer, component + 1);
    if (terminator === undefined) return 'cut';
    if (component > end || terminator > component + 1) wrapped = true;
    bounds[16] = end;
    bounds[17] = component + 2;
    this.#cursor.wrapped = wrapped;
    this.#cursor.wide = wide;
    this.#setDelimiters(
      separator,
      buffer[afterLineBreaks(buffer, bounds[11] ?? 0)] ?? 0,
      buffer[component] ?? 0,
      buffer[terminator] ?? 0,
      version,
      at,
    );
    return terminator + 1;
  }

  #setDelimiters(
    element: number,
    repetition: number,
    component: number,
    segment: number,
    version: string,
    at: number,
  ): void {
    if (
      element === segment ||
      element === component ||
      component === segment ||
      isLetterOrDigit(component) ||
      isLetterOrDigit(segment)
    ) {
      throw new UnreadableX12(
        this.#base + at,
        'The ISA gives delimiters that cannot be told apart from each other or from data',
      );
    }
    const usable =
      version >= '00402' &&
      !isLetterOrDigit(repetition) &&
      repetition !== 0x20 &&
      repetition !== element &&
      repetition !== segment;
    this.delimiters = {
      element: String.fromCharCode(element),
      component: String.fromCharCode(component),
      ...(usable ? { repetition: String.fromCharCode(repetition) } : {}),
      segment: String.fromCharCode(segment),
    };
    this.#kinds.fill(data);
    this.#kinds.fill(controlCharacter, 0, 0x20);
    this.#kinds[0x7f] = controlCharacter;
    this.#kinds.fill(wideByte, 0x80);
    this.#kinds[lineFeed] = lineBreak;
    this.#kinds[carriageReturn] = lineBreak;
    if (usable) this.#kinds[repetition] = repetitionSeparator;
    this.#kinds[component] = componentSeparator;
    this.#kinds[element] = elementSeparator;
    this.#kinds[segment] = segmentTerminator;
  }

  #addStray(offset: number): void {
    if (this.#stray === undefined) this.#stray = { offset, length: 1 };
    else this.#stray.length = offset - this.#stray.offset + 1;
  }

  #flushStray(): void {
    const stray = this.#stray;
    this.#stray = undefined;
    if (stray !== undefined) this.#handler.strayBytes(stray);
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || isLineBreak(byte) || byte === 0x09 || byte === 0x00 || byte === 0x1a;
}

function afterLineBreaks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isLineBreak(bytes[at] ?? 0)) at++;
  return at;
}

/**
 * Where the terminator of an ISA stands: at `from`, even when it is a line break, unless a line of a fixed length ends
 * just there and the terminator starts the next one, before the id of a segment. Undefined when more bytes must be seen.
 */
function terminatorAfter(bytes: Uint8Array, from: number): number | undefined {
  if (from >= bytes.length) return undefined;
  const next = afterLineBreaks(bytes, from);
  if (next === from) return from;
  if (next + 1 >= bytes.length) return undefined;
  const starts = isLetterOrDigit(bytes[next] ?? 0) || isBlank(bytes[next] ?? 0);
  return !starts && isLetterOrDigit(bytes[next + 1] ?? 0) ? next : from;
}

function isLineBreak(byte: number): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** A byte of UTF-8's byte order mark. Between interchanges it is stepped over wherever a chunk cuts it. */
function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

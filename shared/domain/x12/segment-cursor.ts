import type { Delimiters } from './interchange.ts';

/** Signs inside an element that not every element may have; the kinds from here on are bits of `signs`. */
export const componentSeparator = 8;
export const repetitionSeparator = 16;
export const controlCharacter = 32;
const anySign = componentSeparator | repetitionSeparator | controlCharacter;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** One character a byte, whatever the bytes are. */
const latin1 = new TextDecoder('latin1');
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** A view of the segment that was just read. Element 0 is the segment id. */
export class SegmentCursor {
  id = '';
  /** Elements after the id, trailing empty ones included. */
  elementCount = 0;
  /** Byte offset of the segment's first byte in the file. */
  offset = 0;
  /** Byte offset just after the segment's terminator. */
  endOffset = 0;
  /** False when the file ended before the terminator. */
  terminated = true;
  /** True when line breaks inside the segment were left out. */
  wrapped = false;
  /** True when the segment has bytes beyond ASCII. */
  wide = false;
  /** Whether the segment has separators of components or repetitions, or control characters; 0 when none. */
  signs = 0;
  /** What is being read. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where each element starts in the bytes; the one after the last tells where it ends. */
  bounds: Int32Array = new Int32Array(256);
  #page: string | undefined;

  /** Used by whoever fills the cursor: another buffer is being read. */
  open(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.#page = undefined;
  }

  /** Used by whoever fills the cursor. */
  growBounds(): Int32Array {
    const grown = new Int32Array(this.bounds.length * 2);
    grown.set(this.bounds);
    this.bounds = grown;
    return grown;
  }

  /** The bytes as a text in which every byte is one character; absent when that is not what the segment says. */
  get page(): string | undefined {
    if (this.wrapped || this.wide) return undefined;
    this.#page ??= pageOf(this.bytes);
    return this.#page;
  }

  /** The text of an element, `''` when it is empty or beyond the last one. Components and repetitions are not split. */
  text(element: number): string {
    if (element > this.elementCount) return '';
    const start = this.bounds[element] ?? 0;
    const end = (this.bounds[element + 1] ?? 1) - 1;
    if (end <= start) return '';
    const page = this.page;
    if (page !== undefined) return page.slice(start, end);
    const text = textOf(this.bytes, start, end);
    return this.wrapped ? text.replaceAll(/[\r\n]/g, '') : text;
  }

  /** The segment by itself, to be read later. */
  copy(): SegmentCursor {
    const copy = new SegmentCursor();
    const start = this.bounds[0] ?? 0;
    const last = this.elementCount + 1;
    copy.open(this.bytes.slice(start, this.bounds[last]));
    copy.bounds = this.bounds.slice(0, last + 1).map((bound) => bound - start);
    copy.id = this.id;
    copy.elementCount = this.elementCount;
    copy.offset = this.offset;
    copy.endOffset = this.endOffset;
    copy.terminated = this.terminated;
    copy.wrapped = this.wrapped;
    copy.wide = this.wide;
    copy.signs = this.signs;
    return copy;
  }

  /** All elements, the id first. */
  elements(): string[] {
    const elements: string[] = [this.id];
    for (let index = 1; index <= this.elementCount; index++) elements.push(this.text(index));
    return elements;
  }
}

function pageOf(bytes: Uint8Array): string {
  const text = utf8.decode(bytes);
  // Every byte is one character exactly when the lengths agree and nothing was replaced.
  return text.length === bytes.length && !text.includes('\uFFFD') ? text : latin1.decode(bytes);
}

const encoder = new TextEncoder();

/** Makes the cursor show a segment that is given by its elements, the id first, as it will stand in a file. */
export function fillCursor(cursor: SegmentCursor, elements: readonly string[], delimiters: Delimiters): void {
  cursor.open(encoder.encode(elements.join(delimiters.element)));
  cursor.id = elements[0] ?? '';
  cursor.elementCount = elements.length - 1;
  cursor.signs = anySign;
  let { bounds } = cursor;
  while (elements.length >= bounds.length) bounds = cursor.growBounds();
  let at = 0;
  for (const [index, element] of elements.entries()) {
    bounds[index] = at;
    // What is written has no character beyond ASCII: one that has is refused, and seen as empty here.
    at += element.length + 1;
  }
  bounds[elements.length] = at;
}

/** Text of a few bytes: UTF-8, or Latin-1 where they are no UTF-8. */
export function textOf(buffer: Uint8Array, start: number, end: number): string {
  let ascii = true;
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = buffer[at] ?? 0;
    if (byte > 0x7f) ascii = false;
    text += String.fromCharCode(byte);
  }
  if (ascii) return text;
  try {
    return strictUtf8.decode(buffer.subarray(start, end));
  } catch {
    return text;
  }
}

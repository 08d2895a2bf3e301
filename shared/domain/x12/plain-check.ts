import type { ComponentUse, ElementUse } from './guide.ts';
import type { Condition } from './segments/conditions.ts';
import type { DataElement } from './segments/data-elements.ts';

const lookClosely = 0;
const text = 1;
const decimal = 2;
const whole = 3;
const day = 4;
const time = 5;
const period = 6;
const composite = 7;
const componentSign = 8;
const npiQualifier = 0x58580000; // XX

/** No code of ASCII characters is packed to this; a text too long to be packed is 0. */
const noCode = -1;

/** The bytes of a segment and where its elements start and end in them. */
export interface SegmentBytes {
  readonly bytes: Uint8Array;
  /** Where each element starts; the one after the last tells where it ends. */
  readonly bounds: Int32Array;
  /** Elements after the id. */
  readonly elementCount: number;
  /** 8 when it has separators of components, 16 of repetitions, 32 control characters, added up. */
  readonly signs: number;
}

/** What one element, or one component, must look like to need no closer look. */
interface Plain {
  readonly kind: number;
  readonly required: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly codes: ReadonlySet<number> | undefined;
  /** One of the codes, the last that was met: most segments of a kind have the same. */
  lastCode: number;
  /** Of a composite. */
  readonly components: readonly Plain[];
}

/** A code of at most four characters as one number; 0 for a longer one or none. */
export function packedCode(code: string): number {
  if (code.length > 4) return 0;
  let packed = 0;
  for (let at = 0; at < 4; at++) packed = (packed << 8) | (at < code.length ? code.charCodeAt(at) : 0);
  return packed;
}

/** {@link packedCode} of bytes. */
export function packedBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > 4 || length <= 0) return 0;
  let packed = (bytes[start] ?? 0) << 24;
  if (length > 1) packed |= (bytes[start + 1] ?? 0) << 16;
  if (length > 2) packed |= (bytes[start + 2] ?? 0) << 8;
  if (length > 3) packed |= bytes[start + 3] ?? 0;
  return packed;
}

/**
 * A quick look at the bytes of a segment, for nearly every segment has nothing wrong with it. It never calls a faulty
 * segment fine; what it does not call fine, `validateSegment` looks at closely.
 */
export class PlainCheck {
  readonly #elements: readonly Plain[];
  readonly #conditions: readonly ((present: number) => boolean)[];
  /** Which elements were present in the last segment that met every condition: most are alike. */
  #lastPresent = -1;
  /** Elements up to the last one that is required: a segment with fewer lacks one. */
  readonly #neededCount: number;
  /** The qualifier before an identifier that may be an NPI; 0 when the segment has none. */
  readonly #identified: number;

  constructor(id: string, elements: readonly ElementUse[], conditions: readonly Condition[]) {
    this.#elements = elements.map(plainElement);
    this.#neededCount = elements.findLastIndex(({ usage }) => usage === 'R') + 1;
    this.#conditions = elements.length > 30 ? [() => false] : conditions.map(compiled);
    this.#identified = id === 'NM1' ? 8 : id === 'N1' ? 3 : 0;
  }

  /** Whether nothing is wrong with the segment, warnings included. */
  isFine(segment: SegmentBytes, componentSeparator: number, repetitionSeparator: number): boolean {
    const { bytes, bounds, elementCount, signs } = segment;
    const scan = signs !== 0;
    const elements = this.#elements;
    if (elementCount > elements.length || elementCount < this.#neededCount) return false;
    let start = bounds[1] ?? 0;
    let present = 0;
    for (let index = 0; index < elementCount; index++) {
      const plain = elements[index] as Plain;
      const next = bounds[index + 2] ?? 0;
      const end = next - 1;
      if (end <= start) {
        // An empty element at the end is a needless separator.
        if (plain.required || index === elementCount - 1) return false;
      } else {
        present |= 2 << index;
        if (plain.kind === composite) {
          if (!isFineComposite(plain, bytes, start, end, signs, componentSeparator, repetitionSeparator))
            return false;
        } else if (plain.kind === period) {
          const format = packedBytes(bytes, bounds[index] ?? 0, start - 1);
          if (!isFinePeriod(format, bytes, start, end)) return false;
        } else if (!isFineValue(plain, bytes, start, end, scan, componentSeparator, repetitionSeparator)) {
          return false;
        }
      }
      start = next;
    }
    if (present !== this.#lastPresent) {
      const conditions = this.#conditions;
      for (let index = 0; index < conditions.length; index++) {
        if (conditions[index]?.(present) === false) return false;
      }
      this.#lastPresent = present;
    }
    const at = this.#identified;
    if (at === 0 || elementCount <= at) return true;
    const qualifier = packedBytes(bytes, bounds[at] ?? 0, (bounds[at + 1] ?? 0) - 1);
    return qualifier !== npiQualifier || isNpiIn(bytes, bounds[at + 1] ?? 0, (bounds[at + 2] ?? 0) - 1);
  }
}

function isFineComposite(
  plain: Plain,
  bytes: Uint8Array,
  from: number,
  to: number,
  signs: number,
  componentSeparator: number,
  repetitionSeparator: number,
): boolean {
  const { components } = plain;
  const scan = (signs & ~componentSign) !== 0;
  let start = from;
  let index = 0;
  for (let at = from; at <= to; at++) {
    if (at < to && bytes[at] !== componentSeparator) continue;
    const component = components[index];
    if (component === undefined) return false;
    if (at === start) {
      if (component.required) return false;
    } else if (!isFineValue(component, bytes, start, at, scan, componentSeparator, repetitionSeparator)) {
      return false;
    }
    index++;
    start = at + 1;
  }
  for (; index < components.length; index++) if (components[index]?.required === true) return false;
  return true;
}

function isFineValue(
  plain: Plain,
  bytes: Uint8Array,
  start: number,
  end: number,
  scan: boolean,
  componentSeparator: number,
  repetitionSeparator: number,
): boolean {
  const length = end - start;
  switch (plain.kind) {
    case text: {
      if (length < plain.minimum || length > plain.maximum) return false;
      if (scan && hasSign(bytes, start, end, componentSeparator, repetitionSeparator)) return false;
      return plain.codes === undefined || isCodeOf(plain, plain.codes, packedBytes(bytes, start, end));
    }
    case decimal: {
      let digits = 0;
      let points = 0;
      let at = start;
      if (bytes[at] === 0x2d) at++;
      for (; at < end; at++) {
        const byte = bytes[at] as number;
        if (byte === 0x2e) points++;
        else if (byte < 0x30 || byte > 0x39) return false;
        else digits++;
      }
      return points < 2 && digits >= Math.max(plain.minimum, 1) && digits <= plain.maximum;
    }
    case whole: {
      if (length < plain.minimum || length > plain.maximum || !areDigits(bytes, start, end)) return false;
      return plain.codes === undefined || isCodeOf(plain, plain.codes, packedBytes(bytes, start, end));
    }
    case day:
      return length === 8 && isDay(bytes, start);
    case time:
      return length === 4 && areDigits(bytes, start, end) && isHourAndMinute(bytes, start);
    default:
      return false;
  }
}

function hasSign(
  bytes: Uint8Array,
  start: number,
  end: number,
  componentSeparator: number,
  repetitionSeparator: number,
): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte > 0x7e || byte === componentSeparator || byte === repetitionSeparator)
      return true;
  }
  return false;
}

function isCodeOf(plain: Plain, codes: ReadonlySet<number>, code: number): boolean {
  if (code === plain.lastCode) return true;
  if (!codes.has(code)) return false;
  plain.lastCode = code;
  return true;
}

function isFinePeriod(format: number, bytes: Uint8Array, start: number, end: number): boolean {
  // D8, RD8
  if (format === 0x44380000) return end - start === 8 && isDay(bytes, start);
  if (format !== 0x52443800) return false;
  if (end - start !== 17 || bytes[start + 8] !== 0x2d || !isDay(bytes, start) || !isDay(bytes, start + 9))
    return false;
  for (let at = 0; at < 8; at++) {
    const first = bytes[start + at] ?? 0;
    const last = bytes[start + 9 + at] ?? 0;
    if (first !== last) return first < last;
  }
  return true;
}

function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) - 0x30) * 10 + (bytes[at + 1] ?? 0) - 0x30;
}

/** Days of a month that every year has; the 29th of February is looked at closely. */
const certainDays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(bytes: Uint8Array, start: number): boolean {
  if (!areDigits(bytes, start, start + 8)) return false;
  const date = twoDigits(bytes, start + 6);
  return date >= 1 && date <= (certainDays[twoDigits(bytes, start + 4)] ?? 0);
}

function isHourAndMinute(bytes: Uint8Array, start: number): boolean {
  return twoDigits(bytes, start) <= 23 && twoDigits(bytes, start + 2) <= 59;
}

/** `isNpi` of bytes. */
function isNpiIn(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10 || !areDigits(bytes, start, end)) return false;
  const first = bytes[start];
  if (first !== 0x31 && first !== 0x32) return false;
  let sum = 24;
  for (let at = 0; at < 10; at++) {
    const digit = (bytes[start + 9 - at] ?? 0) - 0x30;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function plainElement(use: ElementUse): Plain {
  const { shape } = use;
  if (shape.simple !== undefined) return plainValue(shape.simple, use, true);
  const components = (shape.components ?? []).map((simple, index) => {
    const component = use.components?.[index];
    return plainValue(simple, component ?? { usage: 'N' }, false);
  });
  return {
    kind: use.usage === 'N' ? lookClosely : composite,
    required: use.usage === 'R',
    minimum: 1,
    maximum: 0,
    codes: undefined,
    lastCode: noCode,
    components,
  };
}

function plainValue(simple: DataElement, use: ComponentUse, afterFormat: boolean): Plain {
  const codes = use.codes === undefined ? undefined : new Set([...use.codes].map(packedCode));
  const kind = kindOf(simple, afterFormat);
  // A code too long to be packed, or one in a type that is compared as a number, is looked at closely.
  const comparable = codes === undefined || (!codes.has(0) && (kind === text || kind === whole));
  return {
    kind: use.usage === 'N' || !comparable ? lookClosely : kind,
    required: use.usage === 'R',
    minimum: simple.minimumLength,
    maximum: simple.maximumLength,
    codes,
    lastCode: noCode,
    components: [],
  };
}

function kindOf(simple: DataElement, afterFormat: boolean): number {
  if (simple.number === '1251') return afterFormat ? period : lookClosely;
  switch (simple.type) {
    case 'AN':
    case 'ID':
      return text;
    case 'R':
      return decimal;
    case 'N0':
    case 'N2':
      return whole;
    case 'DT':
      return day;
    case 'TM':
      return time;
  }
}

/** A condition over the bits of the elements that are present; element 1 is bit 1. */
function compiled(condition: Condition): (present: number) => boolean {
  const [first = 0, ...others] = condition.elements.map((element) => 1 << element);
  const rest = others.reduce((mask, bit) => mask | bit, 0);
  const all = first | rest;
  switch (condition.kind) {
    case 'P':
      return (present) => (present & all) === 0 || (present & all) === all;
    case 'R':
      return (present) => (present & all) !== 0;
    case 'E':
      return (present) => (present & all & ((present & all) - 1)) === 0;
    case 'C':
      return (present) => (present & first) === 0 || (present & rest) === rest;
    case 'L':
      return (present) => (present & first) === 0 || (present & rest) !== 0;
  }
}

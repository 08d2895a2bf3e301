import { type Finding, hasError } from './findings.ts';
import type { Guide } from './guide.ts';
import { readableOf } from './guides/registry.ts';
import type { Delimiters } from './interchange.ts';
import { TransactionReader } from './read-transaction.ts';
import { SegmentCursor, fillCursor } from './segment-cursor.ts';

/** An element to be written: text, the components of a composite, or repetitions of either. */
export type ElementData = string | undefined | CompositeData | RepeatedData;

export interface CompositeData {
  readonly components: readonly (string | undefined)[];
}

export interface RepeatedData {
  readonly repetitions: readonly (string | CompositeData)[];
}

/** A segment to be written: the id, then its elements; what is empty at the end is left out. */
export type SegmentData = readonly [id: string, ...elements: ElementData[]];

/** What was to be written is forbidden by the guide, or cannot be written with these delimiters. */
export class X12WriteRefused extends Error {
  readonly findings: readonly Finding[];

  constructor(what: string, findings: readonly Finding[]) {
    const shown = findings.slice(0, 5).map((finding) => {
      const where = [finding.loop, finding.segment, finding.element].filter((part) => part !== undefined);
      return `${where.join(' ')}: ${finding.sentence}`;
    });
    const more = findings.length > shown.length ? `; and ${findings.length - shown.length} more` : '';
    super(`${what} cannot be written: ${shown.join('; ')}${more}`);
    this.name = 'X12WriteRefused';
    this.findings = findings;
  }
}

/** One transaction as text, ready for an envelope. */
export interface WrittenTransaction {
  readonly guide: Guide;
  readonly controlNumber: string;
  /** Segments without their terminators, ST and SE included. */
  readonly segments: readonly string[];
}

/**
 * Writes one transaction: ST, the body, and an SE whose count is right. What is written is read back by the same guide
 * that reads what others send, and refused when an error is found.
 *
 * `version` is what ST03 says where the guide goes by more than one id.
 * Accents are folded (`José` becomes `Jose`), for X12's character sets have none; other characters beyond ASCII are refused.
 * Errors: {@link X12WriteRefused}, naming loop, segment and element.
 */
export function writeTransaction(
  guide: Guide,
  controlNumber: string,
  body: readonly SegmentData[],
  delimiters: Required<Delimiters>,
  version: string = guide.id,
): WrittenTransaction {
  const start: SegmentData = [
    'ST',
    guide.setCode,
    controlNumber,
    guide.transactionNamesGuide ? version : undefined,
  ];
  const end: SegmentData = ['SE', String(body.length + 2), controlNumber];
  const loops: string[] = [];
  const reader = new TransactionReader(readableOf(guide), delimiters, {
    segment: (segment) => loops.push(segment.loopId),
  });
  const cursor = new SegmentCursor();
  const faults: Finding[] = [];
  const segments: string[] = [];
  for (const data of [start, ...body, end]) {
    const elements = encodeSegment(data, delimiters, segments.length + 1, faults);
    fillCursor(cursor, elements, delimiters);
    reader.segment(cursor);
    segments.push(elements.join(delimiters.element));
  }
  reader.finish(controlNumber, faults.length > 0);
  const findings = [
    ...faults.map((fault) => ({ ...fault, loop: loops[(fault.position ?? 1) - 1] ?? guide.root.id })),
    ...reader.findings,
  ];
  if (hasError(findings)) {
    throw new X12WriteRefused(
      `Transaction ${controlNumber} (${guide.name})`,
      findings.filter((finding) => finding.severity === 'error'),
    );
  }
  return { guide, controlNumber, segments };
}

function encodeSegment(
  data: SegmentData,
  delimiters: Required<Delimiters>,
  position: number,
  faults: Finding[],
): string[] {
  const [id, ...values] = data;
  const clean = (element: number) => (text: string | undefined) => {
    const folded = withoutAccents(text ?? '');
    const fault = faultIn(folded, delimiters);
    if (fault === undefined) return folded;
    faults.push({
      snip: 1,
      severity: 'error',
      code: fault.code,
      segment: id,
      position,
      element,
      value: folded,
      sentence: `${id}${String(element).padStart(2, '0')} holds "${folded}", which has ${fault.what}`,
    });
    return '';
  };
  const elements = [id, ...values.map((value, index) => encodeElement(value, delimiters, clean(index + 1)))];
  while (elements.length > 1 && elements.at(-1) === '') elements.pop();
  return elements;
}

function encodeElement(
  value: ElementData,
  delimiters: Required<Delimiters>,
  clean: (text: string | undefined) => string,
): string {
  if (value === undefined || typeof value === 'string') return clean(value);
  if ('repetitions' in value) {
    return value.repetitions
      .map((repetition) => encodeElement(repetition, delimiters, clean))
      .join(delimiters.repetition);
  }
  const components = value.components.map(clean);
  while (components.length > 0 && components.at(-1) === '') components.pop();
  return components.join(delimiters.component);
}

/** Letters without their accents. */
export function withoutAccents(text: string): string {
  return /[^ -~]/.test(text) ? text.normalize('NFD').replaceAll(/\p{Mark}/gu, '') : text;
}

function faultIn(text: string, delimiters: Required<Delimiters>): { code: string; what: string } | undefined {
  for (const delimiter of [
    delimiters.element,
    delimiters.component,
    delimiters.repetition,
    delimiters.segment,
  ]) {
    if (text.includes(delimiter)) {
      return { code: 'delimiter-in-data', what: `the delimiter "${delimiter}" in it` };
    }
  }
  if (/[^ -~]/.test(text)) {
    return { code: 'invalid-character', what: 'a character that X12 cannot carry' };
  }
  return undefined;
}

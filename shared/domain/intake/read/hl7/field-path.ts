import { unescapeText } from './escapes.ts';
import { repetitionLimit, type Delimiters, type Message, type Segment } from './parse-message.ts';

/** Where a value stands in a message: `PID-3[5=MR].1` is the first component of that repetition whose fifth is `MR`. */
export interface FieldPath {
  readonly segment: string;
  readonly field: number;
  /** Only repetitions of which this component has this text. */
  readonly only?: { readonly component: number; readonly text: string };
  readonly component?: number;
  readonly subcomponent?: number;
}

/** One repetition of a field of one segment. */
export interface Repetition {
  readonly segment: Segment;
  readonly field: number;
  readonly text: string;
  readonly delimiters: Delimiters;
}

/** A value and where it was found, in the words of an answer: `FT1^2^25^1`. */
export interface Located {
  readonly text: string;
  readonly where: string;
}

/** Most values are right, and where they were found is never told: only then it is put into words. */
class FoundValue implements Located {
  readonly text: string;
  readonly #segment: Segment;
  readonly #path: FieldPath;

  constructor(text: string, segment: Segment, path: FieldPath) {
    this.text = text;
    this.#segment = segment;
    this.#path = path;
  }

  get where(): string {
    return whereOf(this.#segment, this.#path.field, this.#path.component);
  }
}

export function located(text: string, segment: Segment, path: FieldPath): Located {
  return new FoundValue(text, segment, path);
}

/** The form of a path; the contract of the mappings has the same. */
const pathPattern =
  /^([A-Z][A-Z0-9]{2})-(\d{1,3})(?:\[(\d{1,2})=([^\]]{1,40})\])?(?:\.(\d{1,2})(?:\.(\d{1,2}))?)?$/;

const parsed = new Map<string, FieldPath>();

/** @throws RangeError for a text that is no path: paths come from our own presets and from mappings already checked. */
export function parsePath(text: string): FieldPath {
  const known = parsed.get(text);
  if (known !== undefined) {
    return known;
  }
  const [, segment, field, onlyComponent, onlyText, component, subcomponent] = pathPattern.exec(text) ?? [];
  if (segment === undefined) {
    throw new RangeError(`"${text}" is no path into a message, such as "FT1-25.1" or "PID-3[5=MR].1".`);
  }
  const path: FieldPath = {
    segment,
    field: Number(field),
    ...(onlyComponent === undefined || onlyText === undefined
      ? {}
      : { only: { component: Number(onlyComponent), text: onlyText } }),
    ...(component === undefined ? {} : { component: Number(component) }),
    ...(subcomponent === undefined ? {} : { subcomponent: Number(subcomponent) }),
  };
  if (parsed.size > 5000) {
    parsed.clear();
  }
  parsed.set(text, path);
  return path;
}

/** The place of a value in the words of an answer; of the whole field without a component. */
export function whereOf(
  segment: { name: string; sequence: number },
  field: number,
  component?: number,
): string {
  const place = `${segment.name}^${segment.sequence}^${field}`;
  return component === undefined ? place : `${place}^${component}`;
}

/** The field as it stands, escapes included; empty where the segment ends before it. */
export function rawField(segment: Segment, field: number): string {
  return segment.fields[field] ?? '';
}

const none: readonly Repetition[] = [];

/** The repetitions of a field that hold something. `""`, by which a sender deletes a value, holds nothing. */
export function repetitionsOf(
  segment: Segment,
  field: number,
  delimiters: Delimiters,
): readonly Repetition[] {
  const raw = rawField(segment, field);
  if (raw === '' || raw === '""') {
    return none;
  }
  if (!raw.includes(delimiters.repetition)) {
    return [{ segment, field, text: raw, delimiters }];
  }
  return raw
    .split(delimiters.repetition, repetitionLimit)
    .filter((text) => text !== '' && text !== '""')
    .map((text) => ({ segment, field, text, delimiters }));
}

/**
 * A component of a repetition, unescaped and trimmed: its first subcomponent unless another is asked for. Empty when
 * there is none, and when the sender deletes it by `""`.
 */
export function componentOf(repetition: Repetition, component: number, subcomponent = 1): string {
  return componentIn(repetition.text, repetition.delimiters, component, subcomponent);
}

function componentIn(text: string, delimiters: Delimiters, component: number, subcomponent: number): string {
  const whole = pieceOf(text, delimiters.component, component);
  const part =
    delimiters.subcomponent === ''
      ? subcomponent > 1
        ? ''
        : whole
      : pieceOf(whole, delimiters.subcomponent, subcomponent);
  return part === '' || part === '""' ? '' : unescapeText(part, delimiters).trim();
}

/** The piece of that number between separators; empty where there are fewer. */
function pieceOf(text: string, separator: string, number: number): string {
  let start = 0;
  for (let piece = 1; piece < number; piece += 1) {
    const end = text.indexOf(separator, start);
    if (end === -1) {
      return '';
    }
    start = end + 1;
  }
  const end = text.indexOf(separator, start);
  return end === -1 ? (start === 0 ? text : text.slice(start)) : text.slice(start, end);
}

/** The repetitions in one segment that a path points at; all of the field when it asks for none in particular. */
export function repetitionsAt(
  segment: Segment,
  path: FieldPath,
  delimiters: Delimiters,
): readonly Repetition[] {
  const repetitions = repetitionsOf(segment, path.field, delimiters);
  const { only } = path;
  return only === undefined || repetitions.length === 0
    ? repetitions
    : repetitions.filter((repetition) => componentOf(repetition, only.component) === only.text);
}

/** The first value in one segment that a path points at; empty when there is none. */
export function valueAt(segment: Segment, path: FieldPath, delimiters: Delimiters): string {
  const raw = rawField(segment, path.field);
  if (raw === '' || raw === '""') {
    return '';
  }
  if (path.only === undefined && !raw.includes(delimiters.repetition)) {
    return componentIn(raw, delimiters, path.component ?? 1, path.subcomponent ?? 1);
  }
  for (const repetition of repetitionsAt(segment, path, delimiters)) {
    const text = valueIn(repetition, path);
    if (text !== '') {
      return text;
    }
  }
  return '';
}

/** The value that a path points at in a repetition. */
export function valueIn(repetition: Repetition, path: FieldPath): string {
  return componentOf(repetition, path.component ?? 1, path.subcomponent ?? 1);
}

/** The first value of the message at a path such as `FT1-25.1`; undefined when there is none. */
export function at(message: Message, pathText: string): Located | undefined {
  const path = parsePath(pathText);
  for (const segment of message.byName.get(path.segment) ?? []) {
    const text = valueAt(segment, path, message.delimiters);
    if (text !== '') {
      return located(text, segment, path);
    }
  }
  return undefined;
}

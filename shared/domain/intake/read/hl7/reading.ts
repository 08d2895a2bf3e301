import type { Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Finding } from '../../describe-issue.ts';
import type { Resolved, ValueProblem } from '../../map/resolved.ts';
import {
  located,
  repetitionsAt,
  valueAt,
  valueIn,
  whereOf,
  type FieldPath,
  type Located,
  type Repetition,
} from './field-path.ts';
import type { Message, Segment } from './parse-message.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * The part of a message that a value is looked for in: one charge with the segments below it, one insurance, or the
 * whole message. What the part does not have is looked for in the message, outside of all such parts.
 */
export interface Scope {
  readonly own: ReadonlyMap<string, readonly Segment[]>;
  /** Segments that belong to parts like this one, and so never to this one when they are another's. */
  readonly ownNames: ReadonlySet<string>;
}

/** A message being read: what is wrong with it and what its sender should know are collected on the way. */
export interface Reading {
  readonly practice: Practice;
  readonly settings: SourceSettings;
  readonly message: Message;
  /** Anything wrong refuses the message whole. */
  readonly wrong: Finding[];
  /** What is not there may come by another message; it is told only when the message is refused anyway. */
  readonly missing: Finding[];
  readonly notes: Set<string>;
}

const none: readonly Segment[] = [];

function segmentsOf({ message }: Reading, scope: Scope | undefined, name: string): readonly Segment[] {
  if (scope !== undefined) {
    const own = scope.own.get(name);
    if (own !== undefined || scope.ownNames.has(name)) {
      return own ?? none;
    }
  }
  return message.byName.get(name) ?? none;
}

/** A repetition and the path that led to it. */
type FoundRepetition = Repetition & { readonly path: FieldPath };

/** Every repetition with something in it, of every place of the field. */
export function everyRepetition(
  reading: Reading,
  field: Hl7Field,
  scope?: Scope,
  until: 'all-places' | 'first-place' = 'all-places',
): readonly FoundRepetition[] {
  const found: FoundRepetition[] = [];
  for (const path of reading.settings.fieldSource(field).paths) {
    for (const segment of segmentsOf(reading, scope, path.segment)) {
      for (const { field: at, text, delimiters } of repetitionsAt(
        segment,
        path,
        reading.message.delimiters,
      )) {
        found.push({ segment, field: at, text, delimiters, path });
      }
    }
    if (found.length > 0 && until === 'first-place') {
      break;
    }
  }
  return found;
}

/** Every repetition with something in it, of the first place of the field that has any. */
export function repetitionsFor(reading: Reading, field: Hl7Field, scope?: Scope): readonly FoundRepetition[] {
  return everyRepetition(reading, field, scope, 'first-place');
}

/** The values at every place of a field, each with the place it was found at; what the mapping translates is translated. */
export function valuesFor(reading: Reading, field: Hl7Field, scope?: Scope): readonly Located[] {
  const { paths, values } = reading.settings.fieldSource(field);
  const found: Located[] = [];
  for (const path of paths) {
    for (const segment of segmentsOf(reading, scope, path.segment)) {
      for (const repetition of repetitionsAt(segment, path, reading.message.delimiters)) {
        const text = valueIn(repetition, path);
        if (text !== '') {
          found.push(located(values?.get(text) ?? text, segment, path));
        }
      }
    }
  }
  return found;
}

/** The value of a field: the first that any of its places holds. Asked dozens of times a message, mostly in vain. */
export function valueFor(reading: Reading, field: Hl7Field, scope?: Scope): Located | undefined {
  const { paths, values } = reading.settings.fieldSource(field);
  for (const path of paths) {
    for (const segment of segmentsOf(reading, scope, path.segment)) {
      const text = valueAt(segment, path, reading.message.delimiters);
      if (text !== '') {
        return located(values?.get(text) ?? text, segment, path);
      }
    }
  }
  return undefined;
}

/** Where a field would stand, for what is missing. */
export function placeFor(reading: Reading, field: Hl7Field, scope?: Scope): string {
  const [path] = reading.settings.fieldSource(field).paths;
  if (path === undefined) {
    return '';
  }
  const [segment] = segmentsOf(reading, scope, path.segment);
  return whereOf(segment ?? { name: path.segment, sequence: 1 }, path.field);
}

/** Notes that a field is not there. */
export function addMissing(reading: Reading, field: Hl7Field, expected: string, scope?: Scope): void {
  const place = placeFor(reading, field, scope);
  reading.missing.push({
    field: place,
    code: 'field-missing',
    found: 'nothing',
    expected,
    howToFix: `Have the sending system fill ${describePlace(place)}, or map the field to where it stands.`,
  });
}

/** Notes what is wrong with a value. */
export function addWrong(reading: Reading, where: string, problem: ValueProblem): void {
  reading.wrong.push({ field: where, ...problem });
}

/** The value that was resolved; what is wrong with it is noted. */
export function resolvedOr<Value>(
  reading: Reading,
  where: string,
  resolved: Resolved<Value>,
): Value | undefined {
  if (resolved.problem !== undefined) {
    addWrong(reading, where, resolved.problem);
    return undefined;
  }
  if (resolved.note !== undefined) {
    reading.notes.add(resolved.note);
  }
  return resolved.value;
}

/** `FT1^2^25^1` as people say it: `FT1-25.1`. */
function describePlace(place: string): string {
  const [name = '', , field, component] = place.split('^');
  return `${name}${field === undefined ? '' : `-${field}`}${component === undefined ? '' : `.${component}`}`;
}

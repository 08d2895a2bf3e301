import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Finding } from '../../describe-issue.ts';
import { localDay } from '../../map/local-day.ts';
import type { Resolved, ValueProblem } from '../../map/resolved.ts';
import { describeText } from '../../mask-value.ts';
import type { PartContent, VisitPart } from '../../visit/part.ts';
import { isPointer } from '../../visit/pointers.ts';
import type { AppointmentPart, SharedThing } from '../intake-record.ts';
import type { FhirSettings } from './fhir-settings.ts';

/** One resource being read: what it gives, and what is wrong with it, are collected on the way. */
export interface FhirReading {
  readonly practice: Practice;
  readonly settings: FhirSettings;
  readonly today: PlainDate;
  /** Begins the paths of what is wrong: `Claim`, or of a contained resource `Claim.contained[0]`. */
  readonly path: string;
  /** The entry's `urn:uuid:` or address, where a bundle gives one. */
  readonly fullUrl: string | undefined;
  /** Where this version stands among the versions of the same resource. */
  readonly order: string;
  /** The outermost resource, as the names of those contained in it begin. */
  readonly outermost: string;
  /** Whether the resource stands in another. */
  readonly isContained: boolean;
  /** Contained resources by their id. */
  readonly contained: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly given: FhirGiven;
}

/** What a resource and those contained in it give together. */
export interface FhirGiven {
  readonly wrong: Finding[];
  readonly notes: Set<string>;
  readonly parts: VisitPart[];
  readonly things: SharedThing[];
  readonly appointments: AppointmentPart[];
  readonly merges: { readonly from: string; readonly into: string }[];
  /** Why there is nothing to take, where there is nothing. */
  why: string;
  encounterId: string | undefined;
}

/**
 * How much a part's fields count before its time does: a charge says better than the visit where and by whom, a
 * performer of one charge only what nobody else says.
 */
type Weight = 'aside' | 'usual' | 'charged';

const weights: Readonly<Record<Weight, string>> = { aside: '0', usual: '1', charged: '2' };

/** SHA-256 of what this reader wrote: it names members always in the same order, so that they need no sorting. */
export function hashOf(content: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))));
}

export function addPart(
  reading: FhirReading,
  encounterId: string,
  partKey: string,
  content: PartContent,
  refs: readonly string[] = [],
  weight: Weight = 'usual',
): void {
  const { given, settings, order } = reading;
  given.encounterId = encounterId;
  given.parts.push({
    sourceSystem: settings.sourceSystem,
    encounterId,
    partKey,
    order: `${weights[weight]}-${order}`,
    hash: hashOf(content),
    content,
    refs: [...new Set([...refs, ...(content.kind === 'fields' ? pointersIn(content.fields) : [])])],
  });
}

export function addThing(
  reading: FhirReading,
  thing: Pick<SharedThing, 'kind' | 'names' | 'fields'> &
    Partial<Pick<SharedThing, 'refs' | 'of' | 'inForce'>>,
): void {
  const { given, settings, order } = reading;
  const { refs = [], fields, ...others } = thing;
  given.things.push({
    sourceSystem: settings.sourceSystem,
    order: `1-${order}`,
    hash: hashOf(fields),
    fields,
    refs: [...new Set([...refs, ...pointersIn(fields)])],
    ...others,
  });
}

function pointersIn(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(fields).flatMap((value) => (isPointer(value) ? [value.thing] : []));
}

/** Notes what is wrong with the value at a path below the resource. */
export function addWrong(reading: FhirReading, path: string, problem: ValueProblem): void {
  reading.given.wrong.push({ field: path === '' ? reading.path : `${reading.path}.${path}`, ...problem });
}

/** The value that was resolved; what is wrong with it is noted. */
export function resolvedOr<Value>(
  reading: FhirReading,
  path: string,
  resolved: Resolved<Value>,
): Value | undefined {
  if (resolved.problem !== undefined) {
    addWrong(reading, path, resolved.problem);
    return undefined;
  }
  if (resolved.note !== undefined) {
    reading.given.notes.add(resolved.note);
  }
  return resolved.value;
}

/** A day where patients are seen; what is no date is noted as wrong. A year or a month alone is none. */
export function dayOf(
  reading: FhirReading,
  path: string,
  text: string | undefined,
  timeZone: string = reading.settings.timeZone,
): PlainDate | undefined {
  if (text === undefined) {
    return undefined;
  }
  const day = localDay(text, timeZone);
  if (day === undefined) {
    addWrong(reading, path, {
      code: 'field-invalid',
      found: describeText(text, /^$/),
      expected: 'a date as YYYY-MM-DD, or a time with its offset from UTC',
      howToFix: 'Correct the date in the sending system.',
    });
  }
  return day;
}

/** Members that have a value; the shapes of the encounter have no others. */
export function stated(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** Something that is not billed, or not yet, or that nobody can say of what visit it is. */
export function takeNothing(reading: FhirReading, why: string): void {
  reading.given.why = why;
}

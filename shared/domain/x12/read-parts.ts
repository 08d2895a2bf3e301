import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import {
  type Adjustment,
  type OutpatientAdjudication,
  outpatientRemarkPlaces,
  type PlacedRemarks,
} from './adjudication.ts';
import type {
  Contact,
  DatePeriod,
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedDate,
  QualifiedId,
  Reference,
} from './party.ts';
import type { ModelByGuide, ReadModel } from './guides/models.ts';
import type { ReadTransaction } from './read-result.ts';
import type { LoopView, SegmentView } from './tree.ts';
import { centsFrom, dateFrom, numberFrom } from './values.ts';

/**
 * A transaction lacks something its typed model cannot be without, or holds it in a form that has no meaning.
 * Never thrown for an accepted transaction.
 */
export class UnusableTransaction extends Error {
  readonly loop: string;
  readonly segment: string;
  /** Place of the segment in its transaction; 0 when it is missing. */
  readonly position: number;
  /** 0 when the whole segment or loop is meant. */
  readonly element: number;

  constructor(place: { loop: string; segment: string; position: number; element: number }, sentence: string) {
    super(sentence);
    this.name = 'UnusableTransaction';
    this.loop = place.loop;
    this.segment = place.segment;
    this.position = place.position;
    this.element = place.element;
  }
}

function unusable(segment: SegmentView, element: number, what: string): UnusableTransaction {
  const name = `${segment.id}${String(element).padStart(2, '0')}`;
  const { position } = segment;
  return new UnusableTransaction(
    { loop: segment.loopId, segment: segment.id, position, element },
    `${name} in loop ${segment.loopId}, segment ${position}, ${what}`,
  );
}

/** Every key of a model, optional ones with `undefined` where they have no value: none can be forgotten. */
export type Complete<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? T[K] | undefined : T[K];
};

/** The model without the keys that have no value. */
export function present<T extends object>(complete: Complete<T>): T {
  const model: Partial<T> = {};
  for (const key in complete) {
    if (complete[key] !== undefined) model[key as keyof T] = complete[key];
  }
  return model as T;
}

/** The list, or nothing when it is empty. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/**
 * The typed model of a transaction of this guide.
 * Errors: {@link UnusableTransaction} when it has none; `Error` when it is of another guide.
 */
export function modelOf<Name extends keyof ModelByGuide>(
  transaction: ReadTransaction,
  guide: Name,
): ModelByGuide[Name] {
  if (transaction.unusable !== undefined && transaction.guide?.name === guide) throw transaction.unusable;
  const model = transaction.model;
  if (model === undefined || !isModelOf(model, guide)) {
    throw new Error(
      `The transaction ${transaction.controlNumber} is a ${transaction.guide?.name ?? `${transaction.setCode} of version ${transaction.version} without a guide`}; a ${guide} was expected`,
    );
  }
  return model.value;
}

function isModelOf<Name extends keyof ModelByGuide>(
  model: ReadModel,
  guide: Name,
): model is ReadModel & { readonly guide: Name; readonly value: ModelByGuide[Name] } {
  return model.guide === guide;
}

/** The loop or segment that must be there. */
export function needed<T>(found: T | undefined, loop: LoopView, what: string): T {
  if (found !== undefined) return found;
  const opener = loop.children.find((child) => child.kind === 'segment');
  throw new UnusableTransaction(
    { loop: loop.id, segment: opener?.id ?? '', position: opener?.position ?? 0, element: 0 },
    `${what} is missing in loop ${loop.id} (${loop.use.label})${opener === undefined ? '' : `, which starts at segment ${opener.position}`}`,
  );
}

/** An element that must be there. */
export function textAt(segment: SegmentView, element: number): string {
  const text = segment.text(element);
  if (text === undefined) throw unusable(segment, element, 'is empty');
  return text;
}

/** One of a few codes; undefined when empty. */
export function codeAt<T extends string>(
  segment: SegmentView,
  element: number,
  codes: readonly T[],
): T | undefined {
  const text = segment.text(element);
  if (text === undefined) return undefined;
  for (const code of codes) if (code === text) return code;
  throw unusable(segment, element, `holds "${text}"; expected ${codes.join(', ')}`);
}

/** One of a few codes that must be there. */
export function neededCodeAt<T extends string>(
  segment: SegmentView,
  element: number,
  codes: readonly T[],
): T {
  const code = codeAt(segment, element, codes);
  if (code === undefined) throw unusable(segment, element, `is empty; expected ${codes.join(', ')}`);
  return code;
}

/** An amount, undefined when empty. */
export function centsAt(segment: SegmentView, element: number): Cents | undefined {
  const text = segment.text(element);
  if (text === undefined) return undefined;
  const cents = centsFrom(text);
  if (cents === undefined)
    throw unusable(segment, element, `holds "${text}"; expected an amount in whole cents`);
  return cents;
}

/** An amount that must be there. */
export function neededCentsAt(segment: SegmentView, element: number): Cents {
  const cents = centsAt(segment, element);
  if (cents === undefined) throw unusable(segment, element, 'is empty; expected an amount');
  return cents;
}

/** A quantity or rate, undefined when empty. */
export function numberAt(segment: SegmentView, element: number): number | undefined {
  const text = segment.text(element);
  if (text === undefined) return undefined;
  const number = numberFrom(text);
  if (number === undefined) throw unusable(segment, element, `holds "${text}"; expected a number`);
  return number;
}

/** A quantity or rate that must be there. */
export function neededNumberAt(segment: SegmentView, element: number): number {
  const number = numberAt(segment, element);
  if (number === undefined) throw unusable(segment, element, 'is empty; expected a number');
  return number;
}

/** A day, undefined when empty. */
export function dateAt(segment: SegmentView, element: number): PlainDate | undefined {
  const text = segment.text(element);
  if (text === undefined) return undefined;
  const date = dateFrom(text);
  if (date === undefined) throw unusable(segment, element, `holds "${text}"; expected a day as CCYYMMDD`);
  return date;
}

/** A day that must be there. */
export function neededDateAt(segment: SegmentView, element: number): PlainDate {
  const date = dateAt(segment, element);
  if (date === undefined) throw unusable(segment, element, 'is empty; expected a day');
  return date;
}

/** A model while it is built. Where millions are read, keys are set one by one: {@link present} takes ten times as long. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** NM1, from NM102 on. */
export function entityName(segment: SegmentView): EntityName {
  const entity: Writable<EntityName> = {
    entityType: neededCodeAt(segment, 2, entityTypes) === '1' ? 'person' : 'organization',
  };
  const name = segment.text(3);
  if (name !== undefined) entity.name = name;
  const firstName = segment.text(4);
  if (firstName !== undefined) entity.firstName = firstName;
  const middleName = segment.text(5);
  if (middleName !== undefined) entity.middleName = middleName;
  const prefix = segment.text(6);
  if (prefix !== undefined) entity.prefix = prefix;
  const suffix = segment.text(7);
  if (suffix !== undefined) entity.suffix = suffix;
  const identifier = qualifiedId(segment, 8);
  if (identifier !== undefined) entity.identifier = identifier;
  return entity;
}

const entityTypes = ['1', '2'] as const;

/** A qualifier and, in the next element, the value; undefined unless both are there. */
export function qualifiedId(segment: SegmentView, element: number): QualifiedId | undefined {
  const qualifier = segment.text(element);
  const value = segment.text(element + 1);
  return qualifier === undefined || value === undefined ? undefined : { qualifier, value };
}

/** N3 and N4 of a loop; undefined when it has neither. */
export function addressOf(loop: LoopView): PostalAddress | undefined {
  const street = loop.first('N3');
  const place = loop.first('N4');
  if (street === undefined && place === undefined) return undefined;
  const address: Writable<PostalAddress> = {};
  const line1 = street?.text(1);
  if (line1 !== undefined) address.line1 = line1;
  const line2 = street?.text(2);
  if (line2 !== undefined) address.line2 = line2;
  const city = place?.text(1);
  if (city !== undefined) address.city = city;
  const state = place?.text(2);
  if (state !== undefined) address.state = state;
  const zip = place?.text(3);
  if (zip !== undefined) address.zip = zip;
  const country = place?.text(4);
  if (country !== undefined) address.country = country;
  const countrySubdivision = place?.text(7);
  if (countrySubdivision !== undefined) address.countrySubdivision = countrySubdivision;
  return address;
}

/** PER. */
export function contactFrom(segment: SegmentView): Contact {
  const numbers: QualifiedId[] = [];
  for (const element of [3, 5, 7]) {
    const number = qualifiedId(segment, element);
    if (number !== undefined) numbers.push(number);
  }
  const contact: Writable<Contact> = { numbers };
  const functionCode = segment.text(1);
  if (functionCode !== undefined) contact.functionCode = functionCode;
  const name = segment.text(2);
  if (name !== undefined) contact.name = name;
  return contact;
}

/** Every PER of a loop. */
export function contactsOf(loop: LoopView): Contact[] {
  return loop.all('PER').map(contactFrom);
}

/** REF. */
export function referenceFrom(segment: SegmentView): Reference {
  const reference: Writable<Reference> = {
    qualifier: textAt(segment, 1),
    value: segment.text(2) ?? '',
  };
  if (segment.elementCount < 3) return reference;
  const description = segment.text(3);
  if (description !== undefined) reference.description = description;
  const qualifier = segment.component(4, 1);
  const value = segment.component(4, 2);
  if (qualifier !== undefined && value !== undefined) reference.related = { qualifier, value };
  return reference;
}

/** Every REF of a loop, except those with one of these qualifiers. */
export function referencesOf(loop: LoopView, ...except: readonly string[]): readonly Reference[] {
  const segments = loop.all('REF');
  if (segments.length === 0) return none;
  const references: Reference[] = [];
  for (const segment of segments) {
    if (except.length === 0 || !except.some((qualifier) => segment.holds(1, qualifier))) {
      references.push(referenceFrom(segment));
    }
  }
  return references;
}

const none: readonly never[] = [];

/** A date or period in the format that the element before it names. */
export function periodAt(segment: SegmentView, format: number): DatePeriod & { readonly time?: string } {
  const text = textAt(segment, format + 1);
  const bad = (): UnusableTransaction =>
    unusable(
      segment,
      format + 1,
      `holds "${text}"; expected a date in format ${segment.text(format) ?? '(none)'}`,
    );
  switch (segment.text(format)) {
    case 'D8': {
      const from = dateFrom(text);
      if (from === undefined) throw bad();
      return { from };
    }
    case 'RD8': {
      const from = dateFrom(text.slice(0, 8));
      const to = dateFrom(text.slice(9));
      if (from === undefined || to === undefined || text.charAt(8) !== '-') throw bad();
      return { from, to };
    }
    case 'DT': {
      const from = dateFrom(text.slice(0, 8));
      if (from === undefined) throw bad();
      return { from, time: text.slice(8) };
    }
    default:
      throw bad();
  }
}

/** DTP. */
export function dateFromDtp(segment: SegmentView): QualifiedDate {
  return { qualifier: textAt(segment, 1), ...periodAt(segment, 2) };
}

/** Every DTP of a loop, except those with one of these qualifiers. */
export function datesOf(loop: LoopView, ...except: readonly string[]): readonly QualifiedDate[] {
  const segments = loop.all('DTP');
  if (segments.length === 0) return none;
  const dates: QualifiedDate[] = [];
  for (const segment of segments) {
    if (except.length === 0 || !except.some((qualifier) => segment.holds(1, qualifier))) {
      dates.push(dateFromDtp(segment));
    }
  }
  return dates;
}

/** DMG; undefined when the loop has none. */
export function demographicsOf(loop: LoopView): Demographics | undefined {
  const segment = loop.first('DMG');
  if (segment === undefined) return undefined;
  const demographics: Writable<Demographics> = {};
  const birthDate = dateAt(segment, 2);
  if (birthDate !== undefined) demographics.birthDate = birthDate;
  const sex = segment.text(3);
  if (sex !== undefined) demographics.sex = sex;
  return demographics;
}

/** Every triplet of every CAS of a loop. */
export function adjustmentsOf(loop: LoopView): readonly Adjustment[] {
  const segments = loop.all('CAS');
  if (segments.length === 0) return none;
  const adjustments: Adjustment[] = [];
  for (const segment of segments) {
    const group = textAt(segment, 1);
    for (let element = 2; element <= segment.elementCount; element += 3) {
      const reason = segment.text(element);
      const amountCents = centsAt(segment, element + 1);
      const quantity = numberAt(segment, element + 2);
      if (reason === undefined && amountCents === undefined && quantity === undefined) continue;
      if (reason === undefined) throw unusable(segment, element, 'is empty beside an amount');
      if (amountCents === undefined) throw unusable(segment, element + 1, 'is empty beside a reason');
      adjustments.push(
        quantity === undefined ? { group, reason, amountCents } : { group, reason, amountCents, quantity },
      );
    }
  }
  return adjustments;
}

/** The remark codes at these elements, with their places where the codes alone do not tell them. */
export function remarksAt(segment: SegmentView, places: readonly number[]): Complete<PlacedRemarks> {
  const remarkCodes: string[] = [];
  const remarkPlaces: number[] = [];
  for (const place of places) {
    const code = segment.text(place);
    if (code === undefined) continue;
    remarkCodes.push(code);
    remarkPlaces.push(place);
  }
  const areFirst = remarkPlaces.every((place, index) => place === places[index]);
  return { remarkCodes, remarkPlaces: areFirst ? undefined : remarkPlaces };
}

/** MOA; undefined when the loop has none. */
export function outpatientAdjudicationOf(loop: LoopView): OutpatientAdjudication | undefined {
  const segment = loop.first('MOA');
  if (segment === undefined) return undefined;
  return present<OutpatientAdjudication>({
    reimbursementRate: numberAt(segment, 1),
    hcpcsPayableCents: centsAt(segment, 2),
    ...remarksAt(segment, outpatientRemarkPlaces),
    esrdPaymentCents: centsAt(segment, 8),
    nonPayableProfessionalCents: centsAt(segment, 9),
  });
}

/** What a procedure composite (C003) holds. */
export interface ProcedureParts {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description?: string;
}

/** A procedure composite; undefined when empty. */
export function procedureAt(segment: SegmentView, element: number): ProcedureParts | undefined {
  const text = segment.text(element);
  if (text === undefined) return undefined;
  const components = segment.components(element);
  const [qualifier = '', code = ''] = components;
  if (qualifier === '' || code === '') {
    throw unusable(segment, element, `holds "${text}"; expected a qualifier and a code`);
  }
  const modifiers: string[] = [];
  for (let index = 2; index < Math.min(components.length, 6); index++) {
    const modifier = components[index] ?? '';
    if (modifier !== '') modifiers.push(modifier);
  }
  const description = components[6] ?? '';
  return description === '' ? { qualifier, code, modifiers } : { qualifier, code, modifiers, description };
}

/** A procedure composite that must be there. */
export function neededProcedureAt(segment: SegmentView, element: number): ProcedureParts {
  const procedure = procedureAt(segment, element);
  if (procedure === undefined) throw unusable(segment, element, 'is empty; expected a procedure');
  return procedure;
}

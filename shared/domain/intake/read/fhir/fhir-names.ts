import type { SharedThing } from '../intake-record.ts';
import { addWrong, hashOf, type FhirReading } from './fhir-reading.ts';
import type { Identifier, Reference, ResourceHead } from './fhir-shapes.ts';

type Kind = SharedThing['kind'];

/** More identifiers than these are never pointed at. */
const identifierLimit = 6;
const sourceId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;
const resourceAddress = /(?:^|\/)([A-Z][A-Za-z]{2,40})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;
const conditional = /^([A-Z][A-Za-z]{2,40})\?(?:.*&)?identifier=([^&]+)/;

/** The resource types that a kind of thing usually is; others have their type in the name. */
const usualTypes: Readonly<Record<Kind, string>> = {
  person: 'Patient',
  coverage: 'Coverage',
  practitioner: 'Practitioner',
  organization: 'Organization',
  location: 'Location',
  account: 'Account',
};

/** What a reference says of the resource it means. */
export interface Target {
  /** Undefined for a `urn:uuid:`, an identifier without a type and the like. */
  readonly type: string | undefined;
  /** Of the resource, or `system|value` of an identifier; `#id` of a contained one. */
  readonly id: string;
  readonly isIdentifier: boolean;
}

/** Undefined when a reference names nothing but words. */
export function targetOf(reference: Reference | undefined): Target | undefined {
  if (reference === undefined) {
    return undefined;
  }
  const text = reference.reference?.trim() ?? '';
  const { type } = reference;
  if (text.startsWith('#') && text.length > 1) {
    return { type, id: text, isIdentifier: false };
  }
  const urn = /^urn:(?:uuid|oid):([A-Za-z0-9.-]{1,64})$/i.exec(text)?.[1];
  if (urn !== undefined) {
    return { type: undefined, id: urn.toLowerCase(), isIdentifier: false };
  }
  const [, conditionalType, token] = conditional.exec(text) ?? [];
  if (conditionalType !== undefined && token !== undefined) {
    return { type: conditionalType, id: decoded(token), isIdentifier: true };
  }
  const [, addressType, id] = resourceAddress.exec(text) ?? [];
  if (addressType !== undefined && id !== undefined) {
    return { type: addressType, id, isIdentifier: false };
  }
  const identified = identifierToken(reference.identifier);
  return identified === undefined ? undefined : { type, id: identified, isIdentifier: true };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function identifierToken(identifier: Identifier | undefined): string | undefined {
  const value = identifier?.value?.trim() ?? '';
  return value === '' ? undefined : `${identifier?.system?.trim() ?? ''}|${value}`;
}

/** The name of what a reference means among the shared things of the source. */
export function nameOfTarget(reading: FhirReading, kind: Kind, target: Target): string {
  if (target.id.startsWith('#')) {
    return `${kind}/${reading.outermost}${target.id}`;
  }
  const isUsual = target.type === undefined || target.type === usualTypes[kind];
  return `${kind}/${isUsual ? '' : `${target.type ?? ''}/`}${target.id}`;
}

export function nameOfReference(
  reading: FhirReading,
  kind: Kind,
  reference: Reference | undefined,
): string | undefined {
  const target = targetOf(reference);
  return target === undefined ? undefined : nameOfTarget(reading, kind, target);
}

/** A social security number is nobody's name: it is not kept. */
function isSocialSecurityNumber({ system, type }: Identifier): boolean {
  return (
    /us-ssn|2\.16\.840\.1\.113883\.4\.1$/.test(system ?? '') ||
    type?.coding?.some(({ code }) => code === 'SS') === true
  );
}

/** Identifiers that may be told and kept. */
export function identifiersOf({ identifier }: ResourceHead): readonly Identifier[] {
  return (identifier ?? []).filter((one) => one.use !== 'old' && !isSocialSecurityNumber(one));
}

/** Every name that something may point at a resource by. */
export function namesOf(reading: FhirReading, kind: Kind, resource: ResourceHead): readonly string[] {
  if (reading.isContained) {
    return [`${kind}/${reading.outermost}#${resource.id ?? ''}`];
  }
  const names = ownTargets(reading, resource).map((target) => nameOfTarget(reading, kind, target));
  const tokens = identifiersOf(resource)
    .flatMap((identifier) => identifierToken(identifier) ?? [])
    .slice(0, identifierLimit)
    .map((token) => `${kind}/${token}`);
  return [...new Set([...names, ...tokens])];
}

function ownTargets(reading: FhirReading, { resourceType, id }: ResourceHead): readonly Target[] {
  const ofAddress = targetOf({ reference: reading.fullUrl });
  const own = id === undefined ? [] : [{ type: resourceType, id, isIdentifier: false }];
  return ofAddress === undefined ? own : [ofAddress, ...own];
}

/** A number of the source's own as the encounter takes it; one that is longer or written otherwise is shortened. */
export function sourceNumber(id: string): string {
  return sourceId.test(id) ? id : `x${hashOf(id).slice(0, 31)}`;
}

/**
 * The number of the resource in its source: what others in the same file point at it by.
 * In a bundle whose entries have `urn:uuid:` addresses that is the UUID, else the id.
 */
export function numberOf(reading: FhirReading, resource: ResourceHead): string | undefined {
  const [target] = ownTargets(reading, resource);
  const token = identifierToken(identifiersOf(resource)[0]);
  const id = target?.id ?? token;
  if (id === undefined) {
    addWrong(reading, 'id', {
      code: 'field-missing',
      found: 'nothing',
      expected: 'the id of the resource, or an address of its own in the bundle',
      howToFix: 'Export the resource with its id.',
    });
    return undefined;
  }
  return sourceNumber(id);
}

/** The number of the visit that a resource belongs to; undefined when it names none. */
export function visitNumberOf(references: readonly (Reference | undefined)[]): string | undefined {
  for (const reference of references) {
    const target = targetOf(reference);
    if (target !== undefined && !target.id.startsWith('#') && (target.type ?? 'Encounter') === 'Encounter') {
      return sourceNumber(target.id);
    }
  }
  return undefined;
}

/** Notes that a resource which is of a visit does not say of which. */
export function addVisitMissing(reading: FhirReading, path: string): void {
  addWrong(reading, path, {
    code: 'visit-reference-missing',
    found: 'no reference to an Encounter',
    expected: 'the Encounter that it belongs to',
    howToFix: `Have the sending system fill ${reading.path}.${path}.`,
  });
}

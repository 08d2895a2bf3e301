import * as z from 'zod';
import { providerAmong } from '../../map/provider-among.ts';
import { resolveLocation } from '../../map/resolve-location.ts';
import { resolvePayer } from '../../map/resolve-payer.ts';
import { resolveProvider } from '../../map/resolve-provider.ts';
import type { Pointer } from '../../visit/pointers.ts';
import { usualPlaceOf } from '../../visit/settled-thing.ts';
import { addThing, resolvedOr, stated, type FhirReading } from './fhir-reading.ts';
import {
  identifiersOf,
  identifierToken,
  nameOfTarget,
  namesOf,
  targetOf,
  type Target,
} from './fhir-names.ts';
import {
  CodeableConcept,
  HumanName,
  listOf,
  Reference,
  resourceShape,
  type HumanName as Name,
  type Identifier,
  type Reference as ReferenceOf,
} from './fhir-shapes.ts';

type Fields = Readonly<Record<string, unknown>>;

export const PractitionerShape = z.object({ ...resourceShape, name: listOf(HumanName) });
export const PractitionerRoleShape = z.object({ ...resourceShape, practitioner: Reference.optional() });
export const OrganizationShape = z.object({
  ...resourceShape,
  name: z.string().optional(),
  alias: listOf(z.string().nullable()),
});
export const LocationShape = z.object({
  ...resourceShape,
  name: z.string().optional(),
  alias: listOf(z.string().nullable()),
  type: listOf(CodeableConcept),
});

const npiSystem = /(?:\/us-npi|2\.16\.840\.1\.113883\.4\.6)$/;

/** What a source may call a provider: ids with the system before them, and ids alone. NPIs are `us-npi|<number>`. */
function idsOf(identifiers: readonly Identifier[]): readonly string[] {
  return identifiers.flatMap((identifier) => {
    const token = identifierToken(identifier);
    return token === undefined
      ? []
      : [npiToken(token) ?? token, ...(npiToken(token) === undefined ? [valueOf(token)] : [])];
  });
}

function npiToken(token: string): string | undefined {
  const system = token.slice(0, token.lastIndexOf('|'));
  return npiSystem.test(system) ? `us-npi|${valueOf(token)}` : undefined;
}

function valueOf(token: string): string {
  return token.slice(token.lastIndexOf('|') + 1);
}

/** `Last, First` and `First Last`: the ways in which people write an alias. */
function namesOfPerson(name: Name | undefined): readonly string[] {
  const { family = '', given } = name ?? {};
  const first = given?.[0] ?? '';
  return [
    ...(name?.text === undefined ? [] : [name.text]),
    `${family}, ${first}`,
    `${first} ${family}`,
    family,
  ]
    .map((text) => text.trim())
    .filter((text) => /\p{Letter}/u.test(text) && !/^,|,$/.test(text));
}

export function readPractitioner(
  practitioner: z.infer<typeof PractitionerShape>,
  reading: FhirReading,
): void {
  const [name] = practitioner.name ?? [];
  const identifiers = identifiersOf(practitioner);
  const ids = [...idsOf(identifiers), ...(practitioner.id === undefined ? [] : [practitioner.id])];
  addThing(reading, {
    kind: 'practitioner',
    names: namesOf(reading, 'practitioner', practitioner),
    fields: stated({
      lastName: name?.family?.trim(),
      firstName: name?.given?.[0]?.trim(),
      alias: ids[0],
      goesBy: { ids, names: namesOfPerson(name) },
    }),
  });
}

export function readPractitionerRole(
  role: z.infer<typeof PractitionerRoleShape>,
  reading: FhirReading,
): void {
  const who = providerOf(reading, 'practitioner', role.practitioner);
  addThing(reading, {
    kind: 'practitioner',
    names: namesOf(reading, 'practitioner', role),
    fields: stated(
      who === undefined
        ? {}
        : 'npi' in who
          ? { npi: who.npi }
          : {
              npi: { ...who, member: 'npi' },
              lastName: { ...who, member: 'lastName' },
              firstName: { ...who, member: 'firstName' },
            },
    ),
  });
}

const practitionerTypes: ReadonlySet<string> = new Set(['Practitioner', 'PractitionerRole']);

/** Whether a reference can mean a person who treats. */
export function isPractitioner(reference: ReferenceOf | undefined): boolean {
  const type = targetOf(reference)?.type ?? reference?.type;
  return reference !== undefined && (type === undefined || practitionerTypes.has(type));
}

/**
 * The provider that a reference means: by what it says itself, else a pointer to the resource. One that says nothing but
 * a name or a number that the practice does not know is noted as wrong.
 */
export function providerOf(
  reading: FhirReading,
  path: string,
  reference: ReferenceOf | undefined,
): { readonly npi: string } | Pointer | undefined {
  if (reference === undefined) {
    return undefined;
  }
  const target = targetOf(reference);
  const display = reference.display?.trim() ?? '';
  const ids = idsOfTarget(target, reference);
  const names = display === '' ? [] : [display, display.replace(/^dr\.?\s+/i, '')];
  const { practice, settings } = reading;
  const npi = providerAmong(practice, settings.sourceSystem, { ids, names });
  if (npi !== undefined) {
    return { npi };
  }
  if (target !== undefined) {
    return { thing: nameOfTarget(reading, 'practitioner', target) };
  }
  if (display !== '') {
    resolvedOr(reading, path, resolveProvider(practice, settings.sourceSystem, display));
  }
  return undefined;
}

function idsOfTarget(target: Target | undefined, { identifier }: ReferenceOf): readonly string[] {
  const identified = identifier === undefined ? [] : idsOf([identifier]);
  if (target === undefined || target.id.startsWith('#')) {
    return identified;
  }
  const own = target.isIdentifier ? [npiToken(target.id) ?? target.id, valueOf(target.id)] : [target.id];
  return [...new Set([...identified, ...own])];
}

export function readOrganization(
  organization: z.infer<typeof OrganizationShape>,
  reading: FhirReading,
): void {
  const tokens = identifiersOf(organization).flatMap((one) => identifierToken(one) ?? []);
  const { id = '', name = '' } = organization;
  const ids = textsOf([...tokens, ...tokens.map(valueOf), id]);
  addThing(reading, {
    kind: 'organization',
    names: namesOf(reading, 'organization', organization),
    fields: stated({ alias: name === '' ? ids[0] : name, goesBy: { ids, names: textsOf([name]) } }),
  });
}

function textsOf(texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.map((text) => text?.trim() ?? '').filter((text) => text !== ''))];
}

/** Who pays by a coverage: a payer of the practice, or a pointer to the organization. */
export function payerOf(
  reading: FhirReading,
  path: string,
  reference: ReferenceOf | undefined,
): string | Pointer | undefined {
  if (reference === undefined) {
    return undefined;
  }
  const { practice, settings } = reading;
  const target = targetOf(reference);
  const ids = idsOfTarget(target, reference);
  const resolved = resolvePayer(practice, settings.sourceSystem, { ids, name: reference.display });
  if (resolved.value !== undefined) {
    return resolved.value;
  }
  if (target !== undefined && (target.type ?? 'Organization') === 'Organization') {
    return { thing: nameOfTarget(reading, 'organization', target), member: 'payerId' };
  }
  if (target === undefined && reference.display !== undefined) {
    resolvedOr(reading, path, resolved);
  }
  return undefined;
}

/** Where a visit was, as the practice calls the location. */
function placeOf({ practice, settings }: FhirReading, aliases: readonly string[]): Fields | undefined {
  for (const alias of aliases.filter((text) => text.trim() !== '')) {
    const { value } = resolveLocation(practice, settings.sourceSystem, alias);
    if (value !== undefined) {
      return { locationId: value.locationId, placeOfService: value.placeOfService };
    }
  }
  return undefined;
}

/** What is taken where nothing says the place: the source's usual one. */
export function usualPlace({ practice, settings }: FhirReading): Fields {
  return usualPlaceOf(practice, settings.sourceSystem);
}

export function readLocation(location: z.infer<typeof LocationShape>, reading: FhirReading): void {
  const tokens = identifiersOf(location).flatMap((one) => identifierToken(one) ?? []);
  const { id = '', name = '', alias = [], type } = location;
  const codes = (type ?? []).flatMap(({ coding }) => coding ?? []);
  const said = codes.find(
    ({ system, code }) => /place-of-service/i.test(system ?? '') && /^\d{2}$/.test(code ?? ''),
  );
  addThing(reading, {
    kind: 'location',
    names: namesOf(reading, 'location', location),
    fields: stated({
      placeOfService: said?.code,
      goesBy: { ids: textsOf([...tokens, ...tokens.map(valueOf), id]), names: textsOf([name, ...alias]) },
    }),
  });
}

/** The place that a reference means: what the practice says of it, or the name of the resource to wait for. */
export function placeOfReference(
  reading: FhirReading,
  reference: ReferenceOf | undefined,
):
  | { readonly fields: Fields; readonly ref?: never }
  | { readonly ref: string; readonly fields?: never }
  | undefined {
  const target = targetOf(reference);
  const ids = reference === undefined ? [] : idsOfTarget(target, reference);
  const fields = placeOf(reading, [...ids, reference?.display ?? '']);
  if (fields !== undefined) {
    return { fields };
  }
  return target === undefined ? undefined : { ref: nameOfTarget(reading, 'location', target) };
}

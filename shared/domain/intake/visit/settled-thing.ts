import type { Practice } from '#contracts/practice.ts';
import { providerAmong } from '../map/provider-among.ts';
import { resolveLocation } from '../map/resolve-location.ts';
import { resolvePayer } from '../map/resolve-payer.ts';
import type { SharedThing } from '../read/intake-record.ts';

/** What a practice knows its providers, payers and locations by. */
export type PracticeNames = Pick<Practice, 'name' | 'providers' | 'payers' | 'locations' | 'intake'>;

interface GoesBy {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/**
 * A thing of a directory as the practice means it now. What is kept of it is what it goes by in its source: the practice
 * may say at any time what that means, and visits that waited for it are then complete without the thing coming again.
 */
export function settledThing(thing: SharedThing, practice: PracticeNames | undefined): SharedThing {
  const { goesBy, ...fields } = thing.fields;
  if (!isGoesBy(goesBy) || practice === undefined) {
    return goesBy === undefined ? thing : { ...thing, fields };
  }
  const { sourceSystem } = thing;
  switch (thing.kind) {
    case 'practitioner': {
      const npi = providerAmong(practice, sourceSystem, goesBy);
      return { ...thing, fields: npi === undefined ? fields : { ...fields, npi } };
    }
    case 'organization': {
      const { value } = resolvePayer(practice, sourceSystem, { ids: goesBy.ids, name: goesBy.names[0] });
      return { ...thing, fields: value === undefined ? fields : { ...fields, payerId: value } };
    }
    case 'location':
      return {
        ...thing,
        fields: placeOf(practice, sourceSystem, goesBy) ?? placeSaid(fields, practice, sourceSystem),
      };
    case 'person':
    case 'coverage':
    case 'account':
      return { ...thing, fields };
  }
}

function placeOf(
  practice: PracticeNames,
  sourceSystem: string,
  { ids, names }: GoesBy,
): Readonly<Record<string, unknown>> | undefined {
  for (const alias of [...ids, ...names]) {
    const { value } = resolveLocation(practice, sourceSystem, alias);
    if (value !== undefined) {
      return { locationId: value.locationId, placeOfService: value.placeOfService };
    }
  }
  return undefined;
}

/** What the location says of itself, else what is usual of the source. */
function placeSaid(
  fields: Readonly<Record<string, unknown>>,
  practice: PracticeNames,
  sourceSystem: string,
): Readonly<Record<string, unknown>> {
  return fields['placeOfService'] === undefined ? usualPlaceOf(practice, sourceSystem) : fields;
}

/** What is taken where nothing says the place: the source's usual one. */
export function usualPlaceOf(
  { intake, locations }: PracticeNames,
  sourceSystem: string,
): Readonly<Record<string, unknown>> {
  const { locationId, placeOfService } =
    intake.sources.find((source) => source.sourceSystem === sourceSystem)?.defaults ?? {};
  const usual = locations.find((location) => location.locationId === locationId);
  if (usual !== undefined) {
    return { locationId: usual.locationId, placeOfService: usual.placeOfService };
  }
  return placeOfService === undefined ? {} : { placeOfService };
}

function isGoesBy(value: unknown): value is GoesBy {
  return typeof value === 'object' && value !== null && 'ids' in value && 'names' in value;
}

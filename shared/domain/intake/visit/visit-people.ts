import type { SharedThing } from '../read/intake-record.ts';
import type { Need } from './assemble-visit.ts';
import { isPointer, withoutPointers } from './pointers.ts';
import type { Reached } from './reach-things.ts';

type Fields = Readonly<Record<string, unknown>>;

const orders = ['primary', 'secondary', 'tertiary'] as const;
const unranked = 1000;
const personFields = ['lastName', 'firstName', 'middleName', 'suffix', 'birthDate', 'sex', 'address'];

const providerFields = ['renderingNpi', 'referringProvider', 'supervisingProvider'];

interface Insurances {
  /** Undefined while nothing is known of the patient's insurance. */
  readonly listed: readonly unknown[] | undefined;
  /** Payers that the practice has not said the meaning of. */
  readonly unmapped: readonly Need[];
}

/**
 * The insurances that the visit names, in the order they say; else those of the patient in force; else those that a part
 * lists. More than three are never billed.
 */
export function insurancesOf(reached: Reached, merged: Fields): Insurances {
  const named = reached.found.filter((thing) => thing.kind === 'coverage' && thing.of === undefined);
  const ofVisit = Array.isArray(merged['insurances']) ? merged['insurances'].map(String) : [];
  const chosen = ofVisit
    .flatMap((name) => reached.byName.get(name) ?? [])
    .filter(({ fields }) => fields['ended'] !== true);
  const things = chosen.length > 0 ? chosen : [...named, ...ranked(reached.inForce)];
  if (things.length === 0) {
    return { listed: Array.isArray(merged['coverages']) ? merged['coverages'] : undefined, unmapped: [] };
  }
  const unmapped = things.flatMap(({ fields }) => {
    const organization = isPointer(fields['payerId'])
      ? reached.byName.get(fields['payerId'].thing)
      : undefined;
    const isUnmapped = organization !== undefined && organization.fields['payerId'] === undefined;
    return isUnmapped ? [{ kind: 'coverage' as const, name: aliasOf(organization) }] : [];
  });
  const listed = things
    .map(({ fields }) => coverageOf(fields, reached))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .slice(0, orders.length)
    .map((coverage, index) => ({ order: orders[index], ...coverage }));
  return { listed, unmapped };
}

function placeOf({ order }: Fields): number {
  const place = orders.findIndex((one) => one === order);
  return place === -1 ? orders.length : place;
}

function coverageOf(fields: Fields, { byName }: Reached): Fields {
  const { rank: _, ended: __, ...coverage } = withoutPointers(fields, byName);
  const subscriber = coverage['subscriber'];
  return isFields(subscriber) ? { ...coverage, subscriber: picked(subscriber, personFields) } : coverage;
}

/** By the order in which the source says that they pay, the newer one first. */
function ranked(things: readonly SharedThing[]): readonly SharedThing[] {
  const rank = ({ fields }: SharedThing): number =>
    typeof fields['rank'] === 'number' ? fields['rank'] : unranked;
  const from = ({ inForce }: SharedThing): string => inForce?.from ?? '';
  return things.toSorted((one, other) => {
    if (rank(one) !== rank(other)) return rank(one) - rank(other);
    if (from(one) !== from(other)) return from(one) > from(other) ? -1 : 1;
    return one.names.join(' ') < other.names.join(' ') ? -1 : 1;
  });
}

/** The providers that the visit points at. */
export function readProviders(
  { byName }: Reached,
  merged: Fields,
): { readonly fields: Fields; readonly unmapped: readonly Need[] } {
  const pointing = providerFields.filter((name) => isPointer(merged[name]));
  if (pointing.length === 0) {
    return { fields: {}, unmapped: [] };
  }
  const { renderingNpi, ...others } = withoutPointers(
    Object.fromEntries(pointing.map((name) => [name, merged[name]])),
    byName,
  );
  const named = Object.entries(others).flatMap(([name, value]) => {
    const provider = isFields(value) ? picked(value, ['npi', 'lastName', 'firstName']) : {};
    return Object.keys(provider).length === 3 ? [[name, provider] as const] : [];
  });
  const pointer = merged['renderingNpi'];
  const practitioner = isPointer(pointer) ? byName.get(pointer.thing) : undefined;
  const isUnmapped = practitioner !== undefined && renderingNpi === undefined;
  return {
    fields: { ...(renderingNpi === undefined ? {} : { renderingNpi }), ...Object.fromEntries(named) },
    unmapped: isUnmapped ? [{ kind: 'rendering-provider', name: aliasOf(practitioner) }] : [],
  };
}

/** Who receives the bill as the patient's account says it, where the visit itself does not. */
export function guarantorOf({ found, byName }: Reached, merged: Fields): unknown {
  if (merged['guarantor'] !== undefined) {
    return merged['guarantor'];
  }
  const account = found.find((thing) => thing.kind === 'account' && thing.fields['guarantor'] !== undefined);
  const { guarantor } = account === undefined ? {} : withoutPointers(account.fields, byName);
  return isFields(guarantor)
    ? {
        sourceGuarantorId: guarantor['sourcePatientId'],
        ...picked(guarantor, ['lastName', 'firstName', 'address']),
      }
    : undefined;
}

/** By what the practice would have to know it. */
function aliasOf({ fields, names }: SharedThing): string {
  const { alias } = fields;
  return typeof alias === 'string' ? alias : (names[0] ?? '');
}

function picked(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

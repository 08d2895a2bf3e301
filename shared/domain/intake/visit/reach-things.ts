import type { SharedThing } from '../read/intake-record.ts';
import type { Need } from './assemble-visit.ts';
import { newer } from './newest.ts';
import type { VisitPart } from './part.ts';
import { pointedAt } from './pointers.ts';

/** What a visit's parts point at, and what that points at. */
export interface Reached {
  readonly found: readonly SharedThing[];
  readonly missing: readonly Need[];
  readonly byName: ReadonlyMap<string, SharedThing>;
  /** Those of the persons who are the patient, and not a subscriber or guarantor. */
  readonly patients: ReadonlySet<SharedThing>;
  /** Of the patient's insurances those in force, where the visit itself names none. */
  readonly inForce: readonly SharedThing[];
}

/** @param day the first day of the visit, empty while it is not known. */
export function reachThings(
  parts: readonly VisitPart[],
  things: readonly SharedThing[],
  day: string,
): Reached {
  const byName = new Map<string, SharedThing>();
  for (const thing of things) {
    for (const name of thing.names) {
      const known = byName.get(name);
      byName.set(name, known === undefined ? thing : newer(known, thing));
    }
  }
  const living = [...new Set(byName.values())].toSorted((one, other) =>
    one.names.join(' ') < other.names.join(' ') ? -1 : 1,
  );
  const named = parts.flatMap((part) => part.refs);
  const ofVisit = follow(named, byName);
  const patients = patientsOf(named, ofVisit.found);
  const names = new Set([...patients].flatMap((patient) => patient.names));
  const ofPatient = living.filter((thing) => thing.of !== undefined && names.has(thing.of));
  const hasOwn = [...ofVisit.found].some((thing) => thing.kind === 'coverage');
  const inForce = hasOwn ? [] : coveragesOn(ofPatient, day);
  const accounts = ofPatient.filter((thing) => thing.kind === 'account');
  const besides = [...inForce, ...accounts].map(({ names: [name = ''] }) => name);
  const all = besides.length === 0 ? ofVisit : follow([...named, ...besides], byName);
  return {
    found: living.filter((thing) => all.found.has(thing)),
    missing: all.missing,
    byName,
    patients,
    inForce,
  };
}

function follow(
  names: readonly string[],
  byName: ReadonlyMap<string, SharedThing>,
): { readonly found: ReadonlySet<SharedThing>; readonly missing: readonly Need[] } {
  const found = new Set<SharedThing>();
  const missing = new Set<string>();
  const pending = [...names];
  const seen = new Set<string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const thing = byName.get(name);
    if (thing === undefined) {
      missing.add(name);
      continue;
    }
    found.add(thing);
    pending.push(...thing.refs);
  }
  return { found, missing: [...missing].toSorted().map((name) => ({ kind: kindOfName(name), name })) };
}

/** Whoever is only pointed at by a field is somebody else: a subscriber, a guarantor. */
function patientsOf(refs: readonly string[], found: ReadonlySet<SharedThing>): ReadonlySet<SharedThing> {
  const named = new Set(refs);
  const others = new Set([...found].flatMap((thing) => pointedAt(thing.fields)));
  return new Set(
    [...found].filter(
      ({ kind, names }) =>
        kind === 'person' &&
        (names.some((name) => named.has(name)) || !names.some((name) => others.has(name))),
    ),
  );
}

/**
 * The insurances in force on a day. Where none is, all that there are: that they are not in force is for the payer to
 * say, and to be asked before the claim is sent.
 */
function coveragesOn(ofPatient: readonly SharedThing[], day: string): readonly SharedThing[] {
  const coverages = ofPatient.filter(({ kind, fields }) => kind === 'coverage' && fields['ended'] !== true);
  const current = coverages.filter(
    ({ inForce }) =>
      day === '' ||
      ((inForce?.from === undefined || inForce.from <= day) &&
        (inForce?.to === undefined || day <= inForce.to)),
  );
  return current.length > 0 ? current : coverages;
}

/** Names start with the kind of what they name: `person/123`. */
function kindOfName(name: string): Need['kind'] {
  const kind = name.slice(0, name.indexOf('/'));
  const kinds: readonly Need['kind'][] = [
    'person',
    'coverage',
    'practitioner',
    'organization',
    'location',
    'account',
  ];
  return kinds.find((one) => one === kind) ?? 'visit';
}

import type { SharedThing } from '../read/intake-record.ts';

/** Stands where a value would: another thing has it. The name is among the refs of what holds the pointer. */
export interface Pointer {
  readonly thing: string;
  /** The one field of the thing that is meant; without it, its fields together. */
  readonly member?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of a chain of things that point at each other. */
const chainLimit = 5;

export function isPointer(value: unknown): value is Pointer {
  return typeof value === 'object' && value !== null && 'thing' in value && typeof value.thing === 'string';
}

/** Names of the things that fields point at. */
export function pointedAt(fields: Fields): readonly string[] {
  return Object.values(fields).flatMap((value) => (isPointer(value) ? [value.thing] : []));
}

/** Fields with the values in place of the pointers; one that leads nowhere is left out. */
export function withoutPointers(fields: Fields, byName: ReadonlyMap<string, SharedThing>): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, follow(value, byName, chainLimit)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function follow(value: unknown, byName: ReadonlyMap<string, SharedThing>, most: number): unknown {
  if (!isPointer(value)) {
    return value;
  }
  const thing = most === 0 ? undefined : byName.get(value.thing);
  if (thing === undefined) {
    return undefined;
  }
  if (value.member !== undefined) {
    return follow(thing.fields[value.member], byName, most - 1);
  }
  return Object.fromEntries(
    Object.entries(thing.fields).map(([name, one]) => [name, follow(one, byName, most - 1)]),
  );
}

import type { Claim } from '#contracts/claim.ts';

/** Where a field stands in its form, and what it may know about what it belongs to. */
export interface FieldPlace {
  /** Kind of task and outcome, before the names of fields. */
  readonly root: readonly string[];
  /** Names and positions from the form down to the field. */
  readonly path: readonly (string | number)[];
  /** What is wrong, by the path of the field joined by dots. */
  readonly faults: Readonly<Record<string, string>>;
  /** The claim that the task is about, where it is about one. */
  readonly claim: Claim | undefined;
}

export function within(place: FieldPlace, name: string | number): FieldPlace {
  return { ...place, path: [...place.path, name] };
}

/** The id of the field's element; its hint and fault have ids that begin with it. */
export function idOf({ path }: FieldPlace): string {
  return ['field', ...path].join('-');
}

export function faultOf({ path, faults }: FieldPlace): string | undefined {
  return faults[path.join('.')];
}

/** Names without positions: by these a field's words are found. */
export function namesOf({ root, path }: FieldPlace): readonly string[] {
  return [...root, ...path.filter((part) => typeof part === 'string')];
}

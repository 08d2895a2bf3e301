import type { JsonObject } from '../../../runtime/service.ts';
import { type AttributeValue, type Item, setAttribute } from '../attribute-value.ts';
import { serializationError, validationError } from '../errors.ts';
import type { ExpressionAttributes } from './expression-attributes.ts';
import { type ExpressionMember, type ResolvedPath, printPath } from './expression-tree.ts';
import { parsedProjection } from './parsed-expressions.ts';

/** Throws when two paths cannot stand together: one inside the other, or a list index and a name at the same place. */
export function checkPathsApart(member: ExpressionMember, paths: readonly ResolvedPath[]): void {
  let conflict: Error | undefined;
  for (const [position, later] of paths.entries()) {
    for (let index = 0; index < position; index += 1) {
      const earlier = paths[index] ?? [];
      const relation = relationOf(earlier, later);
      if (relation === 'apart') {
        continue;
      }
      const error = validationError(
        `Invalid ${member}: Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${printPath(earlier)}, path two: ${printPath(later)}`,
      );
      if (relation === 'overlap') {
        throw error;
      }
      conflict ??= error;
    }
  }
  if (conflict !== undefined) {
    throw conflict;
  }
}

function relationOf(one: ResolvedPath, other: ResolvedPath): 'apart' | 'overlap' | 'conflict' {
  const depth = Math.min(one.length, other.length);
  for (let index = 0; index < depth; index += 1) {
    if (one[index] !== other[index]) {
      return typeof one[index] === typeof other[index] ? 'apart' : 'conflict';
    }
  }
  return 'overlap';
}

/** Reads the ProjectionExpression of a request into paths, or undefined for the whole item. */
export function bindProjection(
  input: JsonObject,
  attributes: ExpressionAttributes,
): readonly ResolvedPath[] | undefined {
  const text = input['ProjectionExpression'];
  if (text === undefined || text === null) {
    return undefined;
  }
  if (typeof text !== 'string') {
    throw serializationError('The value of ProjectionExpression cannot be converted to String');
  }
  const parsed = parsedProjection(text);
  attributes.use('ProjectionExpression', parsed);
  const paths = parsed.tree.map((path) => attributes.resolve(path));
  checkPathsApart('ProjectionExpression', paths);
  return paths;
}

/** What a set of paths selects at one place of a document: all of it, or some of its members. */
interface Selection {
  whole: boolean;
  members: Map<string | number, Selection>;
}

/** The parts of an item at the paths, in their places; list members keep their order but not their index. */
export function project(item: Item, paths: readonly ResolvedPath[]): Item {
  const root: Selection = { whole: false, members: new Map() };
  for (const path of paths) {
    let selection = root;
    for (const step of path) {
      let next = selection.members.get(step);
      if (next === undefined) {
        next = { whole: false, members: new Map() };
        selection.members.set(step, next);
      }
      selection = next;
    }
    selection.whole = true;
  }
  const selected = select({ M: item }, root);
  return selected !== undefined && 'M' in selected ? selected.M : {};
}

function select(value: AttributeValue, selection: Selection): AttributeValue | undefined {
  if (selection.whole) {
    return value;
  }
  if ('M' in value) {
    const members: Item = {};
    for (const [name, inner] of selection.members) {
      const member = typeof name === 'string' && Object.hasOwn(value.M, name) ? value.M[name] : undefined;
      const selected = member && select(member, inner);
      if (selected !== undefined) {
        setAttribute(members, String(name), selected);
      }
    }
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  if ('L' in value) {
    const indexes = [...selection.members.keys()].filter((step) => typeof step === 'number');
    const members: AttributeValue[] = [];
    for (const index of indexes.sort((left, right) => left - right)) {
      const member = value.L[index];
      const inner = selection.members.get(index);
      const selected = member && inner && select(member, inner);
      if (selected !== undefined) {
        members.push(selected);
      }
    }
    return members.length > 0 ? { L: members } : undefined;
  }
  return undefined;
}

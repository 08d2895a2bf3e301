import type { JsonObject } from '../../../runtime/service.ts';
import { type AttributeValue, type ScalarKeyType, typeOf } from '../attribute-value.ts';
import { type BoundCondition, bindCondition } from './condition.ts';
import { validationError } from '../errors.ts';
import type { ExpressionAttributes } from './expression-attributes.ts';
import type { Comparator, Condition, Operand, Path } from './expression-tree.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: ScalarKeyType;
}

/** The attributes that identify an item of a table, or place it in an index. */
export interface KeyAttributes {
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
}

export type SortCondition =
  | { readonly operator: Exclude<Comparator, '<>'>; readonly value: AttributeValue }
  | { readonly operator: 'begins_with'; readonly value: AttributeValue }
  | { readonly operator: 'between'; readonly value: AttributeValue; readonly upper: AttributeValue };

/** One partition, and what part of it. */
export interface KeyCondition {
  readonly partition: AttributeValue;
  readonly sort: SortCondition | undefined;
}

const mirrored: Readonly<Record<Exclude<Comparator, '<>'>, Exclude<Comparator, '<>'>>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Reads the KeyConditionExpression of a query against the keys of its table or index; throws the ValidationException of AWS. */
export function bindKeyCondition(
  input: JsonObject,
  attributes: ExpressionAttributes,
  keys: KeyAttributes,
): KeyCondition {
  const bound = bindCondition('KeyConditionExpression', input, attributes);
  if (bound === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const conditions = new Map<string, SortCondition>();
  collect(bound.tree, bound, conditions);
  return matchKeys(conditions, keys);
}

function matchKeys(conditions: Map<string, SortCondition>, keys: KeyAttributes): KeyCondition {
  if (conditions.size > 2) {
    throw validationError('Conditions can be of length 1 or 2 only');
  }
  const partition = conditions.get(keys.partition.name);
  const sort = keys.sort === undefined ? undefined : conditions.get(keys.sort.name);
  if (conditions.size > 1 && keys.sort === undefined) {
    throw validationError('Query key condition not supported');
  }
  if (partition === undefined) {
    throw validationError(`Query condition missed key schema element: ${keys.partition.name}`);
  }
  if (conditions.size > 1 && sort === undefined) {
    throw validationError(`Query condition missed key schema element: ${keys.sort?.name ?? ''}`);
  }
  if (partition.operator !== '=') {
    throw validationError('Query key condition not supported');
  }
  checkType(partition, keys.partition);
  if (sort !== undefined && keys.sort !== undefined) {
    checkType(sort, keys.sort);
    if (sort.operator === 'begins_with' && keys.sort.type === 'N') {
      throw invalid('begins_with operator must have the key attribute as its first operand');
    }
  }
  return { partition: partition.value, sort };
}

function checkType(condition: SortCondition, key: KeyAttribute): void {
  const values = condition.operator === 'between' ? [condition.value, condition.upper] : [condition.value];
  for (const value of values) {
    if (typeOf(value) !== key.type) {
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
    if (('S' in value && value.S === '') || ('B' in value && value.B === '')) {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. Key: ${key.name}`,
      );
    }
  }
}

function invalid(message: string): Error {
  return validationError(`Invalid condition in KeyConditionExpression: ${message}`);
}

function collect(tree: Condition, bound: BoundCondition, into: Map<string, SortCondition>): void {
  switch (tree.kind) {
    case 'and':
      collect(tree.left, bound, into);
      collect(tree.right, bound, into);
      return;
    case 'or':
    case 'not':
    case 'in':
      throw validationError(`Invalid operator used in KeyConditionExpression: ${tree.kind.toUpperCase()}`);
    case 'comparison':
      collectComparison(tree, bound, into);
      return;
    case 'between': {
      if (tree.operand.kind !== 'path') {
        throw invalid('BETWEEN operator must have the key attribute as its first operand');
      }
      note(bound, into, tree.operand, {
        operator: 'between',
        value: valueOf(tree.lower, bound),
        upper: valueOf(tree.upper, bound),
      });
      return;
    }
    case 'function': {
      const [path, prefix] = tree.operands;
      if (tree.name !== 'begins_with') {
        throw validationError(`Invalid operator used in KeyConditionExpression: ${tree.name}`);
      }
      if (path?.kind !== 'path' || prefix === undefined) {
        throw invalid('begins_with operator must have the key attribute as its first operand');
      }
      note(bound, into, path, { operator: 'begins_with', value: valueOf(prefix, bound) });
    }
  }
}

function collectComparison(
  { comparator, left, right }: Extract<Condition, { kind: 'comparison' }>,
  bound: BoundCondition,
  into: Map<string, SortCondition>,
): void {
  if (comparator === '<>') {
    throw validationError('Invalid operator used in KeyConditionExpression: <>');
  }
  if (left.kind === 'path') {
    note(bound, into, left, { operator: comparator, value: valueOf(right, bound) });
  } else if (right.kind === 'path') {
    note(bound, into, right, { operator: mirrored[comparator], value: valueOf(left, bound) });
  } else {
    throw invalid('No key attribute specified');
  }
}

function note(
  bound: BoundCondition,
  into: Map<string, SortCondition>,
  path: Path,
  condition: SortCondition,
): void {
  const [name, ...rest] = bound.attributes.resolve(path);
  if (rest.length > 0 || typeof name !== 'string') {
    throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  if (into.has(name)) {
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  }
  into.set(name, condition);
}

function valueOf(operand: Operand, bound: BoundCondition): AttributeValue {
  switch (operand.kind) {
    case 'value':
      return bound.attributes.value(operand);
    case 'path':
      throw invalid('Multiple attribute names used in one condition');
    case 'function':
      throw validationError('KeyConditionExpressions cannot contain nested operations');
  }
}

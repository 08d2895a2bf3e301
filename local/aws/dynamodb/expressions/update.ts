import type { JsonObject } from '../../../runtime/service.ts';
import {
  type AttributeType,
  type AttributeValue,
  type Item,
  copyValue,
  setAttribute,
  sortSet,
  typeOf,
} from '../attribute-value.ts';
import { addNumbers } from '../decimal.ts';
import { serializationError, validationError } from '../errors.ts';
import { type ExpressionAttributes, valueAt } from './expression-attributes.ts';
import type { Arithmetic, Operand, ResolvedPath, UpdateAction } from './expression-tree.ts';
import { parsedUpdate } from './parsed-expressions.ts';
import { checkPathsApart } from './projection.ts';

const printedTypes: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};
const addable: ReadonlySet<AttributeType> = new Set<AttributeType>(['N', 'SS', 'NS', 'BS']);
const deletable: ReadonlySet<AttributeType> = new Set<AttributeType>(['SS', 'NS', 'BS']);

const wrongOperand = 'An operand in the update expression has an incorrect data type';
const missingAttribute = 'The provided expression refers to an attribute that does not exist in the item';
const wrongPath = 'The document path provided in the update expression is invalid for update';

/** An update expression with the names and values of its request. */
export class BoundUpdate {
  readonly #actions: readonly UpdateAction[];
  readonly #attributes: ExpressionAttributes;
  /** Every path that the expression changes, in the order of its text. */
  readonly paths: readonly ResolvedPath[];

  constructor(actions: readonly UpdateAction[], attributes: ExpressionAttributes) {
    this.#actions = actions;
    this.#attributes = attributes;
    this.paths = actions.map(({ path }) => attributes.resolve(path));
  }

  /** The item after the update; every value is read from the item as it was before. Undefined when there is no item and nothing makes one. */
  apply(old: Item | undefined, key: Item): Item | undefined {
    if (old === undefined && !this.#actions.some(({ section }) => section === 'SET' || section === 'ADD')) {
      return undefined;
    }
    const before = old ?? key;
    const after: Item = { ...before };
    const editor = new DocumentEditor(after);
    for (const [index, action] of this.#actions.entries()) {
      const path = this.paths[index] ?? [];
      const value = this.#valueOf(action, path, before);
      if (value === undefined) {
        editor.remove(path, old !== undefined);
      } else {
        editor.set(path, value);
      }
    }
    editor.finish();
    return after;
  }

  /** What an action puts at its path; undefined when it leaves nothing there. */
  #valueOf(action: UpdateAction, path: ResolvedPath, before: Item): AttributeValue | undefined {
    switch (action.section) {
      case 'SET':
        return this.#evaluate(action.value, before);
      case 'REMOVE':
        return undefined;
      case 'ADD':
        return add(valueAt(before, path), this.#attributes.value(action.value));
      case 'DELETE':
        return subtract(valueAt(before, path), this.#attributes.value(action.value));
    }
  }

  #evaluate(value: Operand | Arithmetic, item: Item): AttributeValue {
    switch (value.kind) {
      case 'path': {
        const found = valueAt(item, this.#attributes.resolve(value));
        if (found === undefined) {
          throw validationError(missingAttribute);
        }
        return copyValue(found);
      }
      case 'value':
        return this.#attributes.value(value);
      case 'arithmetic': {
        const left = this.#evaluate(value.left, item);
        const right = this.#evaluate(value.right, item);
        if (!('N' in left) || !('N' in right)) {
          throw validationError(wrongOperand);
        }
        return { N: addNumbers(left.N, right.N, value.operator === '+' ? 1 : -1) };
      }
      case 'function':
        return this.#call(value.name, value.operands, item);
    }
  }

  #call(name: string, operands: readonly Operand[], item: Item): AttributeValue {
    const [first, second] = operands;
    if (first === undefined || second === undefined) {
      throw validationError(wrongOperand);
    }
    if (name === 'if_not_exists') {
      const present = first.kind === 'path' ? valueAt(item, this.#attributes.resolve(first)) : undefined;
      return present === undefined ? this.#evaluate(second, item) : copyValue(present);
    }
    const left = this.#evaluate(first, item);
    const right = this.#evaluate(second, item);
    if (!('L' in left) || !('L' in right)) {
      throw validationError(wrongOperand);
    }
    return { L: [...left.L, ...right.L] };
  }
}

/** Reads the UpdateExpression of a request and checks the types of its values; throws the ValidationException of AWS. */
export function bindUpdate(input: JsonObject, attributes: ExpressionAttributes): BoundUpdate | undefined {
  const text = input['UpdateExpression'];
  if (text === undefined || text === null) {
    return undefined;
  }
  if (typeof text !== 'string') {
    throw serializationError('The value of UpdateExpression cannot be converted to String');
  }
  const parsed = parsedUpdate(text);
  attributes.use('UpdateExpression', parsed);
  const bound = new BoundUpdate(parsed.tree, attributes);
  checkPathsApart('UpdateExpression', bound.paths);
  checkTypes(parsed.tree, attributes);
  return bound;
}

function checkTypes(actions: readonly UpdateAction[], attributes: ExpressionAttributes): void {
  for (const action of actions) {
    if (action.section === 'ADD' || action.section === 'DELETE') {
      const type = typeOf(attributes.value(action.value));
      if (!(action.section === 'ADD' ? addable : deletable).has(type)) {
        throw validationError(
          `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${action.section}, operand type: ${printedTypes[type]}, typeSet: ALLOWED_FOR_${action.section}_OPERAND`,
        );
      }
    }
  }
  for (const action of actions) {
    if (action.section === 'SET') {
      checkOperandTypes(action.value, attributes);
    }
  }
}

function checkOperandTypes(value: Operand | Arithmetic, attributes: ExpressionAttributes): void {
  if (value.kind === 'arithmetic') {
    checkAll(value.operator, [value.left, value.right], 'N', attributes);
  } else if (value.kind === 'function') {
    if (value.name === 'list_append') {
      checkAll(value.name, value.operands, 'L', attributes);
    } else {
      value.operands.forEach((operand) => checkOperandTypes(operand, attributes));
    }
  }
}

function checkAll(
  operator: string,
  operands: readonly Operand[],
  wanted: AttributeType,
  attributes: ExpressionAttributes,
): void {
  for (const operand of operands) {
    const type = attributes.knownType(operand);
    if (type !== undefined && type !== wanted) {
      throw validationError(
        `Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
      );
    }
    checkOperandTypes(operand, attributes);
  }
}

function add(present: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (present === undefined) {
    return added;
  }
  if ('N' in present && 'N' in added) {
    return { N: addNumbers(present.N, added.N) };
  }
  if ('SS' in present && 'SS' in added) {
    return { SS: sortSet('SS', [...new Set([...present.SS, ...added.SS])]) };
  }
  if ('NS' in present && 'NS' in added) {
    return { NS: sortSet('NS', [...new Set([...present.NS, ...added.NS])]) };
  }
  if ('BS' in present && 'BS' in added) {
    return { BS: sortSet('BS', [...new Set([...present.BS, ...added.BS])]) };
  }
  throw validationError(wrongOperand);
}

/** A set without some of its members; undefined when none is left, for DynamoDB has no empty set. */
function subtract(present: AttributeValue | undefined, removed: AttributeValue): AttributeValue | undefined {
  if (present === undefined) {
    return undefined;
  }
  const without = (members: string[], others: string[]) =>
    members.filter((member) => !others.includes(member));
  if ('SS' in present && 'SS' in removed) {
    const rest = without(present.SS, removed.SS);
    return rest.length > 0 ? { SS: rest } : undefined;
  }
  if ('NS' in present && 'NS' in removed) {
    const rest = without(present.NS, removed.NS);
    return rest.length > 0 ? { NS: rest } : undefined;
  }
  if ('BS' in present && 'BS' in removed) {
    const rest = without(present.BS, removed.BS);
    return rest.length > 0 ? { BS: rest } : undefined;
  }
  throw validationError(wrongOperand);
}

interface ListEdits {
  readonly sets: [index: number, value: AttributeValue][];
  readonly removes: number[];
}

/** Changes places of an item. List indexes mean the list as it was, so its edits wait until all are known. */
class DocumentEditor {
  readonly #item: Item;
  readonly #copied = new Set<string>();
  readonly #lists = new Map<AttributeValue[], ListEdits>();

  constructor(item: Item) {
    this.#item = item;
  }

  set(path: ResolvedPath, value: AttributeValue): void {
    const step = path.at(-1);
    const parent = this.#parent(path);
    if (typeof step === 'number' && parent !== undefined && 'L' in parent) {
      this.#editsOf(parent.L).sets.push([step, value]);
    } else if (typeof step === 'string' && parent !== undefined && 'M' in parent) {
      setAttribute(parent.M, step, value);
    } else {
      throw validationError(wrongPath);
    }
  }

  /** Removes what is there; `strict` demands that the parent is, as AWS does when the item exists. */
  remove(path: ResolvedPath, strict: boolean): void {
    const step = path.at(-1);
    const parent = this.#parent(path);
    if (typeof step === 'number' && parent !== undefined && 'L' in parent) {
      this.#editsOf(parent.L).removes.push(step);
    } else if (typeof step === 'string' && parent !== undefined && 'M' in parent) {
      delete parent.M[step];
    } else if (strict) {
      throw validationError(wrongPath);
    }
  }

  /** Carries out the edits of lists: replacements first, then removals, then what lies beyond the end, in order of index. */
  finish(): void {
    for (const [list, { sets, removes }] of this.#lists) {
      const length = list.length;
      const beyond: [number, AttributeValue][] = [];
      for (const [index, value] of sets) {
        if (index < length) {
          list[index] = value;
        } else {
          beyond.push([index, value]);
        }
      }
      for (const index of removes.sort((left, right) => right - left)) {
        if (index < length) {
          list.splice(index, 1);
        }
      }
      for (const [, value] of beyond.sort(([left], [right]) => left - right)) {
        list.push(value);
      }
    }
  }

  #editsOf(list: AttributeValue[]): ListEdits {
    let edits = this.#lists.get(list);
    if (edits === undefined) {
      edits = { sets: [], removes: [] };
      this.#lists.set(list, edits);
    }
    return edits;
  }

  /** What holds the last step of a path, in a copy of the attribute that only this update changes. */
  #parent(path: ResolvedPath): AttributeValue | undefined {
    if (path.length === 1) {
      return { M: this.#item };
    }
    const [name] = path;
    if (typeof name === 'string' && !this.#copied.has(name) && Object.hasOwn(this.#item, name)) {
      const value = this.#item[name];
      if (value !== undefined) {
        setAttribute(this.#item, name, copyValue(value));
      }
      this.#copied.add(name);
    }
    return valueAt(this.#item, path.slice(0, -1));
  }
}

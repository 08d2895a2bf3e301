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
import type { Arithmetic, Operand, Path, ResolvedPath, Update } from './expression-tree.ts';
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
  readonly #tree: Update;
  readonly #attributes: ExpressionAttributes;
  /** Every path that the expression changes. */
  readonly paths: readonly ResolvedPath[];

  constructor(tree: Update, attributes: ExpressionAttributes) {
    this.#tree = tree;
    this.#attributes = attributes;
    const changed: Path[] = [
      ...tree.sets.map(({ path }) => path),
      ...tree.removes,
      ...tree.adds.map(({ path }) => path),
      ...tree.deletes.map(({ path }) => path),
    ];
    this.paths = changed.map((path) => attributes.resolve(path));
  }

  /** The item after the update; every value is read from the item as it was before. Undefined when there is no item and nothing makes one. */
  apply(old: Item | undefined, key: Item): Item | undefined {
    const tree = this.#tree;
    const before = old ?? key;
    if (old === undefined && tree.sets.length === 0 && tree.adds.length === 0) {
      return undefined;
    }
    const after: Item = { ...before };
    const editor = new DocumentEditor(after);
    for (const { path, value } of tree.sets) {
      editor.set(this.#attributes.resolve(path), this.#evaluate(value, before));
    }
    for (const { path, value } of tree.adds) {
      const place = this.#attributes.resolve(path);
      editor.set(place, add(valueAt(before, place), this.#attributes.value(value)));
    }
    for (const { path, value } of tree.deletes) {
      const place = this.#attributes.resolve(path);
      const rest = subtract(valueAt(before, place), this.#attributes.value(value));
      if (rest === undefined) {
        editor.remove(place, old !== undefined);
      } else {
        editor.set(place, rest);
      }
    }
    for (const path of tree.removes) {
      editor.remove(this.#attributes.resolve(path), old !== undefined);
    }
    editor.finish();
    return after;
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

function checkTypes(tree: Update, attributes: ExpressionAttributes): void {
  for (const [operator, actions, allowed] of [
    ['ADD', tree.adds, addable],
    ['DELETE', tree.deletes, deletable],
  ] as const) {
    for (const { value } of actions) {
      const type = typeOf(attributes.value(value));
      if (!allowed.has(type)) {
        throw validationError(
          `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${printedTypes[type]}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
        );
      }
    }
  }
  for (const { value } of tree.sets) {
    checkOperandTypes(value, attributes);
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

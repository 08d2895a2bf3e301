import type { JsonObject } from '../../../runtime/service.ts';
import {
  type AttributeType,
  type AttributeValue,
  type Item,
  binarySize,
  compareValues,
  equalValues,
  typeOf,
} from '../attribute-value.ts';
import { serializationError, validationError } from '../errors.ts';
import { type ExpressionAttributes, valueAt } from './expression-attributes.ts';
import {
  type Condition,
  type ExpressionMember,
  type FunctionCall,
  type Operand,
  type Path,
  printPath,
} from './expression-tree.ts';
import { parsedCondition } from './parsed-expressions.ts';

const orderedTypes: ReadonlySet<string> = new Set(['S', 'N', 'B']);
const attributeTypes: ReadonlySet<string> = new Set([
  'B',
  'NULL',
  'SS',
  'BOOL',
  'L',
  'BS',
  'N',
  'NS',
  'S',
  'M',
]);
const sizelessTypes: ReadonlySet<string> = new Set(['N', 'BOOL', 'NULL']);

type ConditionMember = Exclude<ExpressionMember, 'UpdateExpression' | 'ProjectionExpression'>;

/** A condition with the names and values of its request. */
export class BoundCondition {
  readonly tree: Condition;
  readonly attributes: ExpressionAttributes;

  constructor(tree: Condition, attributes: ExpressionAttributes) {
    this.tree = tree;
    this.attributes = attributes;
  }

  /** Whether an item meets the condition; no item is an item without attributes. */
  holds(item: Item | undefined): boolean {
    return holds(this.tree, item ?? {}, this.attributes);
  }

  /** Every document path that the condition reads. */
  paths(): Path[] {
    const paths: Path[] = [];
    collectPaths(this.tree, paths);
    return paths;
  }
}

/** Reads a condition of a request and checks the types of its values; throws the ValidationException of AWS. */
export function bindCondition(
  member: ConditionMember,
  input: JsonObject,
  attributes: ExpressionAttributes,
): BoundCondition | undefined {
  const text = input[member];
  if (text === undefined || text === null) {
    return undefined;
  }
  if (typeof text !== 'string') {
    throw serializationError(`The value of ${member} cannot be converted to String`);
  }
  const parsed = parsedCondition(member, text);
  attributes.use(member, parsed);
  checkTypes(member, parsed.tree, attributes);
  return new BoundCondition(parsed.tree, attributes);
}

function incorrectType(member: ConditionMember, operator: string, type: AttributeType): Error {
  return validationError(
    `Invalid ${member}: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );
}

function checkTypes(member: ConditionMember, tree: Condition, attributes: ExpressionAttributes): void {
  const ordered = (operator: string, operands: readonly Operand[], allowed = orderedTypes) => {
    for (const operand of operands) {
      const type = attributes.knownType(operand);
      if (type !== undefined && !allowed.has(type)) {
        throw incorrectType(member, operator, type);
      }
      checkSize(member, operand, attributes);
    }
  };
  switch (tree.kind) {
    case 'and':
    case 'or':
      checkTypes(member, tree.left, attributes);
      checkTypes(member, tree.right, attributes);
      break;
    case 'not':
      checkTypes(member, tree.condition, attributes);
      break;
    case 'comparison':
      checkDistinct(member, tree.comparator, [tree.left, tree.right], attributes);
      if (tree.comparator === '=' || tree.comparator === '<>') {
        checkSize(member, tree.left, attributes);
        checkSize(member, tree.right, attributes);
      } else {
        ordered(tree.comparator, [tree.left, tree.right]);
      }
      break;
    case 'between':
      ordered('BETWEEN', [tree.operand, tree.lower, tree.upper]);
      checkBounds(member, tree.lower, tree.upper, attributes);
      break;
    case 'in':
      for (const operand of [tree.operand, ...tree.candidates]) {
        checkSize(member, operand, attributes);
      }
      break;
    case 'function':
      checkDistinct(member, tree.name, tree.operands, attributes);
      checkFunctionTypes(member, tree, attributes, ordered);
      break;
  }
}

/** A path must not be compared with itself. */
function checkDistinct(
  member: ConditionMember,
  operator: string,
  [first, second]: readonly Operand[],
  attributes: ExpressionAttributes,
): void {
  if (first?.kind !== 'path' || second?.kind !== 'path') {
    return;
  }
  const printed = printPath(attributes.resolve(first));
  if (printed === printPath(attributes.resolve(second))) {
    throw validationError(
      `Invalid ${member}: The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${printed}`,
    );
  }
}

function checkSize(member: ConditionMember, operand: Operand, attributes: ExpressionAttributes): void {
  const inner = operand.kind === 'function' ? operand.operands[0] : undefined;
  const type = inner === undefined ? undefined : attributes.knownType(inner);
  if (type !== undefined && sizelessTypes.has(type)) {
    throw incorrectType(member, 'size', type);
  }
}

function checkFunctionTypes(
  member: ConditionMember,
  call: FunctionCall,
  attributes: ExpressionAttributes,
  ordered: (operator: string, operands: readonly Operand[], allowed: ReadonlySet<string>) => void,
): void {
  const second = call.operands[1];
  if (call.name === 'begins_with') {
    ordered(call.name, call.operands, new Set(['S', 'B']));
  }
  if (call.name === 'attribute_type' && second !== undefined) {
    const wanted = second.kind === 'value' ? attributes.value(second) : undefined;
    if (wanted === undefined || !('S' in wanted)) {
      throw validationError(
        `Invalid ${member}: Incorrect operand type for operator or function; operator or function: attribute_type, operand type: ${wanted === undefined ? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}' : typeOf(wanted)}`,
      );
    }
    if (!attributeTypes.has(wanted.S)) {
      throw validationError(
        `Invalid ${member}: Invalid attribute type name found; type: ${wanted.S}, valid types: {${[...attributeTypes].join(',')}}`,
      );
    }
  }
}

function checkBounds(
  member: ConditionMember,
  lower: Operand,
  upper: Operand,
  attributes: ExpressionAttributes,
): void {
  if (lower.kind !== 'value' || upper.kind !== 'value') {
    return;
  }
  const low = attributes.value(lower);
  const high = attributes.value(upper);
  const order = compareValues(low, high);
  const bounds = `lower bound operand: AttributeValue: ${printValue(low)}, upper bound operand: AttributeValue: ${printValue(high)}`;
  if (order === undefined) {
    throw validationError(
      `Invalid ${member}: The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    );
  }
  if (order > 0) {
    throw validationError(
      `Invalid ${member}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

function printValue(value: AttributeValue): string {
  const [type, inner] = Object.entries(value)[0] ?? [];
  return `{${type}:${typeof inner === 'string' ? inner : JSON.stringify(inner)}}`;
}

function collectPaths(node: Condition | Operand, paths: Path[]): void {
  switch (node.kind) {
    case 'path':
      paths.push(node);
      break;
    case 'value':
      break;
    case 'and':
    case 'or':
    case 'comparison':
      collectPaths(node.left, paths);
      collectPaths(node.right, paths);
      break;
    case 'not':
      collectPaths(node.condition, paths);
      break;
    case 'between':
      for (const operand of [node.operand, node.lower, node.upper]) {
        collectPaths(operand, paths);
      }
      break;
    case 'in':
      for (const operand of [node.operand, ...node.candidates]) {
        collectPaths(operand, paths);
      }
      break;
    case 'function':
      for (const operand of node.operands) {
        collectPaths(operand, paths);
      }
      break;
  }
}

function holds(tree: Condition, item: Item, attributes: ExpressionAttributes): boolean {
  const valueOf = (operand: Operand) => operandValue(operand, item, attributes);
  switch (tree.kind) {
    case 'and':
      return holds(tree.left, item, attributes) && holds(tree.right, item, attributes);
    case 'or':
      return holds(tree.left, item, attributes) || holds(tree.right, item, attributes);
    case 'not':
      return !holds(tree.condition, item, attributes);
    case 'comparison':
      return compares(tree.comparator, valueOf(tree.left), valueOf(tree.right));
    case 'between': {
      const value = valueOf(tree.operand);
      return compares('>=', value, valueOf(tree.lower)) && compares('<=', value, valueOf(tree.upper));
    }
    case 'in': {
      const value = valueOf(tree.operand);
      return tree.candidates.some((candidate) => compares('=', value, valueOf(candidate)));
    }
    case 'function':
      return functionHolds(tree, item, attributes);
  }
}

/** Compares as DynamoDB does: what is missing equals nothing, and values of two types are unequal and unordered. */
function compares(
  comparator: string,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) {
    return comparator === '<>';
  }
  if (comparator === '=' || comparator === '<>') {
    return equalValues(left, right) === (comparator === '=');
  }
  const order = compareValues(left, right);
  if (order === undefined) {
    return false;
  }
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function operandValue(
  operand: Operand,
  item: Item,
  attributes: ExpressionAttributes,
): AttributeValue | undefined {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, attributes.resolve(operand));
    case 'value':
      return attributes.value(operand);
    case 'function': {
      // The parser lets no other function than size stand where a value is needed.
      const [measured] = operand.operands;
      const value = measured && operandValue(measured, item, attributes);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    }
  }
}

/** What the function `size` answers: bytes of a binary, UTF-8 bytes of a string, members of a collection. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) {
    return Buffer.byteLength(value.S, 'utf8');
  }
  if ('B' in value) {
    return binarySize(value.B);
  }
  if ('M' in value) {
    return Object.keys(value.M).length;
  }
  const members =
    'L' in value
      ? value.L
      : 'SS' in value
        ? value.SS
        : 'NS' in value
          ? value.NS
          : 'BS' in value
            ? value.BS
            : undefined;
  return members?.length;
}

function functionHolds(call: FunctionCall, item: Item, attributes: ExpressionAttributes): boolean {
  const [first, second] = call.operands;
  const value = first && operandValue(first, item, attributes);
  const operand = second && operandValue(second, item, attributes);
  switch (call.name) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case 'attribute_type':
      return value !== undefined && operand !== undefined && 'S' in operand && typeOf(value) === operand.S;
    case 'begins_with':
      return value !== undefined && operand !== undefined && beginsWith(value, operand);
    default:
      return value !== undefined && operand !== undefined && contains(value, operand);
  }
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in value && 'S' in prefix) {
    return value.S.startsWith(prefix.S);
  }
  if ('B' in value && 'B' in prefix) {
    const start = Buffer.from(prefix.B, 'base64');
    return Buffer.from(value.B, 'base64').subarray(0, start.length).equals(start);
  }
  return false;
}

function contains(value: AttributeValue, wanted: AttributeValue): boolean {
  if ('L' in value) {
    return value.L.some((member) => equalValues(member, wanted));
  }
  if ('S' in wanted) {
    return ('S' in value && value.S.includes(wanted.S)) || ('SS' in value && value.SS.includes(wanted.S));
  }
  if ('N' in wanted) {
    return 'NS' in value && value.NS.includes(wanted.N);
  }
  if ('B' in wanted) {
    return (
      ('B' in value && Buffer.from(value.B, 'base64').includes(Buffer.from(wanted.B, 'base64'))) ||
      ('BS' in value && value.BS.includes(wanted.B))
    );
  }
  return false;
}

import type { Json, JsonObject } from '../../runtime/service.ts';
import { compareNumbers, normaliseNumber, numberSize } from './decimal.ts';
import { serializationError, validationError } from './errors.ts';

/** A value as DynamoDB's wire protocol writes it, numbers normalised and sets sorted so that equal values have equal text. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: boolean }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: AttributeValue[] }
  | { M: Item };

export type Item = { [name: string]: AttributeValue };

export type ScalarKeyType = 'S' | 'N' | 'B';
export type AttributeType = ScalarKeyType | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

const DEEPEST_NESTING = 32;
/** What AWS adds for a list or map, and for each member of one. */
const DOCUMENT_OVERHEAD_BYTES = 3;
const MEMBER_OVERHEAD_BYTES = 1;

/** The one member that a read value has. */
export function typeOf(value: AttributeValue): AttributeType {
  return Object.keys(value)[0] as AttributeType;
}

/** The attribute of an item, never something that every JavaScript object inherits. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets an attribute by whatever name, also `__proto__`. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(item, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    item[name] = value;
  }
}

/** Reads a map of attribute values from a request; throws what AWS answers. */
export function readItem(json: Json | undefined, depth = 0): Item {
  if (!isObject(json)) {
    throw serializationError('Start of structure or map found where not expected');
  }
  const item: Item = {};
  for (const name in json) {
    if (Object.hasOwn(json, name)) {
      setAttribute(item, name, readAttributeValue(json[name], depth));
    }
  }
  return item;
}

/** Reads one attribute value from a request: exactly one type, a number in range, no empty set; throws what AWS answers. */
export function readAttributeValue(json: Json | undefined, depth = 0): AttributeValue {
  if (!isObject(json)) {
    throw serializationError('Unexpected value type in payload');
  }
  if (depth > DEEPEST_NESTING) {
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes nesting level exceeds 32 levels',
    );
  }
  const types = Object.keys(json);
  const type = types[0];
  if (type === undefined) {
    throw validationError(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (types.length > 1) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return readTyped(type, json[type], depth);
}

function readTyped(type: string, value: Json | undefined, depth: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: stringOf(value) };
    case 'N':
      return { N: normaliseNumber(stringOf(value)) };
    case 'B':
      return { B: binaryOf(value) };
    case 'BOOL':
      return { BOOL: booleanOf(value) };
    case 'NULL':
      if (!booleanOf(value)) {
        throw invalid('Null attribute value types must have the value of true');
      }
      return { NULL: true };
    case 'SS':
      return { SS: readSet(value, stringOf, 'An string set  may not be empty', 'SS') };
    case 'NS':
      return {
        NS: readSet(
          value,
          (member) => normaliseNumber(stringOf(member)),
          'An number set  may not be empty',
          'NS',
        ),
      };
    case 'BS':
      return { BS: readSet(value, binaryOf, 'Binary sets should not be empty', 'BS') };
    case 'L':
      return { L: listOf(value).map((member) => readAttributeValue(member, depth + 1)) };
    case 'M':
      return { M: readItem(value, depth + 1) };
    default:
      throw validationError(
        'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
      );
  }
}

function invalid(message: string): Error {
  return validationError(`One or more parameter values were invalid: ${message}`);
}

function readSet(
  value: Json | undefined,
  read: (member: Json | undefined) => string,
  whenEmpty: string,
  type: 'SS' | 'NS' | 'BS',
): string[] {
  const members = listOf(value).map(read);
  if (members.length === 0) {
    throw invalid(whenEmpty);
  }
  if (new Set(members).size !== members.length) {
    throw type === 'NS'
      ? validationError('Input collection contains duplicates')
      : invalid(
          `Input collection [${members.join(', ')}]${type === 'BS' ? 'of type BS' : ''} contains duplicates.`,
        );
  }
  return sortSet(type, members);
}

/** Puts the members of a set in the one order in which they are kept. */
export function sortSet(type: 'SS' | 'NS' | 'BS', members: string[]): string[] {
  return type === 'NS' ? members.sort(compareNumbers) : members.sort();
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function stringOf(value: Json | undefined): string {
  if (typeof value !== 'string') {
    throw serializationError(`${kindOf(value)} cannot be converted to String`);
  }
  return value;
}

function booleanOf(value: Json | undefined): boolean {
  if (typeof value !== 'boolean') {
    throw serializationError(`${kindOf(value)} cannot be converted to Boolean`);
  }
  return value;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function binaryOf(value: Json | undefined): string {
  if (typeof value !== 'string') {
    throw serializationError('only base-64-encoded strings are convertible to bytes');
  }
  if (!base64.test(value)) {
    throw serializationError(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`,
    );
  }
  return value;
}

function listOf(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) {
    throw serializationError('Unexpected field type');
  }
  return value;
}

function kindOf(value: Json | undefined): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    case 'number':
      return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
    case 'string':
      return 'STRING_VALUE';
    default:
      return 'Start of structure or map found where not expected; it';
  }
}

/** Bytes that AWS counts for an item: names and values. */
export function itemSize(item: Item): number {
  let bytes = 0;
  for (const name in item) {
    if (Object.hasOwn(item, name)) {
      bytes += textSize(name);
      const value = item[name];
      bytes += value === undefined ? 0 : valueSize(value);
    }
  }
  return bytes;
}

function textSize(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Bytes behind a base64 text. */
export function binarySize(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** Bytes that AWS counts for one value. */
function valueSize(value: AttributeValue): number {
  if ('S' in value) {
    return textSize(value.S);
  }
  if ('N' in value) {
    return numberSize(value.N);
  }
  if ('B' in value) {
    return binarySize(value.B);
  }
  if ('BOOL' in value || 'NULL' in value) {
    return 1;
  }
  if ('SS' in value) {
    return value.SS.reduce((bytes, member) => bytes + textSize(member), 0);
  }
  if ('NS' in value) {
    return value.NS.reduce((bytes, member) => bytes + numberSize(member), 0);
  }
  if ('BS' in value) {
    return value.BS.reduce((bytes, member) => bytes + binarySize(member), 0);
  }
  if ('L' in value) {
    return value.L.reduce(
      (bytes, member) => bytes + MEMBER_OVERHEAD_BYTES + valueSize(member),
      DOCUMENT_OVERHEAD_BYTES,
    );
  }
  return DOCUMENT_OVERHEAD_BYTES + Object.keys(value.M).length * MEMBER_OVERHEAD_BYTES + itemSize(value.M);
}

/** Whether two values are the same to DynamoDB: sets without order, maps without order, numbers by value. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) {
    return false;
  }
  if ('M' in left && 'M' in right) {
    return equalItems(left.M, right.M);
  }
  if ('L' in left && 'L' in right) {
    const others = right.L;
    return (
      left.L.length === others.length &&
      left.L.every((member, index) => {
        const other = others[index];
        return other !== undefined && equalValues(member, other);
      })
    );
  }
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Whether two items have the same attributes with the same values. */
export function equalItems(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const one = attributeOf(left, name);
      const other = attributeOf(right, name);
      return one !== undefined && other !== undefined && equalValues(one, other);
    })
  );
}

/** Orders two values of one of the ordered types; undefined when they cannot be ordered. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) {
    return Buffer.compare(Buffer.from(left.S, 'utf8'), Buffer.from(right.S, 'utf8'));
  }
  if ('N' in left && 'N' in right) {
    return compareNumbers(left.N, right.N);
  }
  if ('B' in left && 'B' in right) {
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  }
  return undefined;
}

/** A copy that shares nothing with its original. */
export function copyValue(value: AttributeValue): AttributeValue {
  if ('M' in value) {
    const copy: Item = {};
    for (const [name, member] of Object.entries(value.M)) {
      setAttribute(copy, name, copyValue(member));
    }
    return { M: copy };
  }
  if ('L' in value) {
    return { L: value.L.map(copyValue) };
  }
  return { ...value };
}

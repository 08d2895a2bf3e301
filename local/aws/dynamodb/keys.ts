import { type AttributeValue, type Item, attributeOf, typeOf } from './attribute-value.ts';
import { encodeNumber } from './decimal.ts';
import { validationError } from './errors.ts';
import type { KeyAttribute, KeyAttributes } from './expressions/key-condition.ts';
import type { Table, TableIndex } from './table-definition.ts';

const LARGEST_PARTITION_KEY_BYTES = 2048;
const LARGEST_SORT_KEY_BYTES = 1024;

/** A key as bytes that sort as DynamoDB sorts; no sort key is the empty one. */
export interface EncodedKey {
  readonly partition: Uint8Array;
  readonly sort: Uint8Array;
}

const noBytes = new Uint8Array(0);

/** Bytes of a key value, in the order of the values. */
export function encodeKeyValue(value: AttributeValue): Uint8Array {
  if ('S' in value) {
    return Buffer.from(value.S, 'utf8');
  }
  if ('N' in value) {
    return encodeNumber(value.N);
  }
  if ('B' in value) {
    return Buffer.from(value.B, 'base64');
  }
  throw validationError(
    'One or more parameter values were invalid: a key attribute must be a string, a number or a binary',
  );
}

/** The encoded key of an item that was checked. */
export function encodeKey(keys: KeyAttributes, item: Item): EncodedKey {
  const partition = attributeOf(item, keys.partition.name);
  const sort = keys.sort === undefined ? undefined : attributeOf(item, keys.sort.name);
  return {
    partition: partition === undefined ? noBytes : encodeKeyValue(partition),
    sort: sort === undefined ? noBytes : encodeKeyValue(sort),
  };
}

/**
 * The place of an item in an index; undefined when it lacks a key attribute and so is not in the index. An item
 * written before the index was there may hold another type: it is not in the index either.
 */
export function indexKey(index: TableIndex, item: Item): EncodedKey | undefined {
  const fits = keyAttributes(index.keys).every(({ name, type }) => {
    const value = attributeOf(item, name);
    return value !== undefined && typeOf(value) === type;
  });
  return fits ? encodeKey(index.keys, item) : undefined;
}

function keyAttributes({ partition, sort }: KeyAttributes): KeyAttribute[] {
  return sort === undefined ? [partition] : [partition, sort];
}

/** The key attributes of an item alone. */
export function keyOf(table: Table, item: Item): Item {
  const key: Item = {};
  for (const { name } of keyAttributes(table.keys)) {
    const value = attributeOf(item, name);
    if (value !== undefined) {
      key[name] = value;
    }
  }
  return key;
}

/** Checks the Key of a request: exactly the key attributes, of their types; throws what AWS answers. */
export function checkKey(table: Table, key: Item): EncodedKey {
  const attributes = keyAttributes(table.keys);
  const fits =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => {
      const value = attributeOf(key, name);
      return value !== undefined && typeOf(value) === type;
    });
  if (!fits) {
    throw validationError('The provided key element does not match the schema');
  }
  return checkValues(table, key);
}

/** Checks the key and index attributes of an item to be put; throws what AWS answers. */
export function checkItemKeys(table: Table, item: Item): EncodedKey {
  for (const { name, type } of keyAttributes(table.keys)) {
    const value = attributeOf(item, name);
    if (value === undefined) {
      throw validationError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    }
    if (typeOf(value) !== type) {
      throw validationError(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    }
  }
  const key = checkValues(table, item);
  checkIndexKeys(table, item);
  return key;
}

/** Checks that what an item has of the keys of indexes has their types; throws what AWS answers. */
export function checkIndexKeys(table: Table, item: Item): void {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index.keys)) {
      const value = attributeOf(item, name);
      if (value === undefined) {
        continue;
      }
      if (typeOf(value) !== type) {
        throw validationError(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.definition.IndexName}`,
        );
      }
      const empty = emptyKind(value);
      if (empty !== undefined) {
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index.definition.IndexName}, IndexKey: ${name}`,
        );
      }
    }
  }
}

function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if ('S' in value && value.S === '') {
    return 'string';
  }
  return 'B' in value && value.B === '' ? 'binary' : undefined;
}

function checkValues(table: Table, item: Item): EncodedKey {
  for (const { name } of keyAttributes(table.keys)) {
    const value = attributeOf(item, name);
    const empty = value === undefined ? undefined : emptyKind(value);
    if (empty !== undefined) {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      );
    }
  }
  const encoded = encodeKey(table.keys, item);
  if (encoded.partition.length > LARGEST_PARTITION_KEY_BYTES) {
    throw validationError(
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    );
  }
  if (encoded.sort.length > LARGEST_SORT_KEY_BYTES) {
    throw validationError(
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
  return encoded;
}

/** The value of a partition key as IAM's `dynamodb:LeadingKeys` writes it. */
export function leadingKeyOf(table: Table, item: Item): string | undefined {
  const value = attributeOf(item, table.keys.partition.name);
  return value === undefined ? undefined : printKey(value);
}

/** A key value as text: binary in base64. */
export function printKey(value: AttributeValue): string | undefined {
  return 'S' in value ? value.S : 'N' in value ? value.N : 'B' in value ? value.B : undefined;
}

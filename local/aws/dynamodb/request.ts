import type { Json, JsonObject } from '../../runtime/service.ts';
import { notServed, serializationError, validationError } from './errors.ts';

const legacyMembers = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** Refuses the parameters that expressions replaced in 2014. */
export function refuseLegacyMembers(input: JsonObject): void {
  for (const member of legacyMembers) {
    if (input[member] !== undefined && input[member] !== null) {
      throw notServed(`The legacy parameter ${member}`, 'the expression that replaced it');
    }
  }
}

function constraint(value: Json | undefined, member: string, rule: string): Error {
  const printed = value === undefined || value === null ? 'null' : `'${printJson(value)}'`;
  const path = member.slice(0, 1).toLowerCase() + member.slice(1);
  return validationError(
    `1 validation error detected: Value ${printed} at '${path}' failed to satisfy constraint: ${rule}`,
  );
}

function printJson(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A member that must be there. */
export function required(input: JsonObject, member: string): Json {
  const value = input[member];
  if (value === undefined || value === null) {
    throw constraint(value, member, 'Member must not be null');
  }
  return value;
}

export function requiredString(input: JsonObject, member: string): string {
  const value = required(input, member);
  if (typeof value !== 'string') {
    throw serializationError(`The value of ${member} cannot be converted to String`);
  }
  return value;
}

export function optionalString(input: JsonObject, member: string): string | undefined {
  const value = input[member];
  return value === undefined || value === null ? undefined : requiredString(input, member);
}

export function optionalBoolean(input: JsonObject, member: string): boolean | undefined {
  const value = input[member];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'boolean') {
    throw serializationError(`The value of ${member} cannot be converted to Boolean`);
  }
  return value;
}

/** A whole number within bounds. */
export function optionalInteger(
  input: JsonObject,
  member: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number') {
    throw serializationError(`The value of ${member} cannot be converted to Integer`);
  }
  if (value < least) {
    throw constraint(value, member, `Member must have value greater than or equal to ${least}`);
  }
  if (value > most) {
    throw constraint(value, member, `Member must have value less than or equal to ${most}`);
  }
  return Math.floor(value);
}

/** One of a set of words; `otherwise` when the member is not there. */
export function optionalWord<Word extends string>(
  input: JsonObject,
  member: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const value = optionalString(input, member);
  if (value === undefined) {
    return otherwise;
  }
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) {
    throw constraint(value, member, `Member must satisfy enum value set: [${words.join(', ')}]`);
  }
  return word;
}

export function objectOf(value: Json | undefined, member: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw value === undefined || value === null
      ? constraint(value, member, 'Member must not be null')
      : serializationError(`The value of ${member} is not a structure or map`);
  }
  return value;
}

/** A list with a number of members within bounds. */
export function requiredList(input: JsonObject, member: string, least: number, most: number): Json[] {
  const value = required(input, member);
  if (!Array.isArray(value)) {
    throw serializationError(`The value of ${member} is not a list`);
  }
  if (value.length < least) {
    throw constraint(value, member, `Member must have length greater than or equal to ${least}`);
  }
  if (value.length > most) {
    throw constraint('[...]', member, `Member must have length less than or equal to ${most}`);
  }
  return value;
}

/** A text whose length is within bounds. */
export function optionalText(
  input: JsonObject,
  member: string,
  least: number,
  most: number,
): string | undefined {
  const value = optionalString(input, member);
  if (value !== undefined && value.length < least) {
    throw constraint(value, member, `Member must have length greater than or equal to ${least}`);
  }
  if (value !== undefined && value.length > most) {
    throw constraint(value, member, `Member must have length less than or equal to ${most}`);
  }
  return value;
}

const tableNamePattern = /^[a-zA-Z0-9_.-]+$/;

/** The table name of a request, which may also be the ARN of the table. */
export function readTableName(value: Json | undefined): string {
  const text = requiredString(value === undefined ? {} : { TableName: value }, 'TableName');
  const name = text.startsWith('arn:') ? (text.split(':table/')[1] ?? text) : text;
  if (name.length < 3 || name.length > 255) {
    throw validationError('TableName must be at least 3 characters long and at most 255 characters long');
  }
  if (!tableNamePattern.test(name)) {
    throw constraint(name, 'TableName', 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
  }
  return name;
}

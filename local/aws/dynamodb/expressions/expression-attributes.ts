import type { JsonObject } from '../../../runtime/service.ts';
import { AwsError } from '../../../runtime/service.ts';
import {
  type AttributeType,
  type AttributeValue,
  type Item,
  readAttributeValue,
  typeOf,
} from '../attribute-value.ts';
import { serializationError, validationError } from '../errors.ts';
import type {
  ExpressionMember,
  Operand,
  Parsed,
  Path,
  ResolvedPath,
  ValueReference,
} from './expression-tree.ts';

const namePattern = /^#[0-9a-zA-Z_]+$/;
const valuePattern = /^:[0-9a-zA-Z_]+$/;

/** The names and values that a request gives for the placeholders of its expressions, and which of them were used. */
export class ExpressionAttributes {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  private constructor(names: ReadonlyMap<string, string>, values: ReadonlyMap<string, AttributeValue>) {
    this.#names = names;
    this.#values = values;
    this.#unusedNames = new Set(names.keys());
    this.#unusedValues = new Set(values.keys());
  }

  /** Reads ExpressionAttributeNames and ExpressionAttributeValues; `hasExpression` is whether the request has any expression. */
  static read(input: JsonObject, hasExpression: boolean): ExpressionAttributes {
    const names = readNames(input);
    const values = readValues(input);
    if (!hasExpression && names !== undefined) {
      throw validationError('ExpressionAttributeNames can only be specified when using expressions');
    }
    if (!hasExpression && values !== undefined) {
      throw validationError('ExpressionAttributeValues can only be specified when using expressions');
    }
    return new ExpressionAttributes(names ?? new Map(), values ?? new Map());
  }

  /** Marks the placeholders of an expression as used; throws when one is not defined. */
  use(member: ExpressionMember, { placeholders }: Parsed<unknown>): void {
    const undefinedOnes = placeholders.filter((placeholder) => !this.#take(placeholder));
    // AWS looks at the names of an update before its values, and at those of a condition as they come.
    const missing =
      (member === 'UpdateExpression' ? undefinedOnes.find(isName) : undefined) ?? undefinedOnes[0];
    if (missing !== undefined) {
      throw validationError(
        isName(missing)
          ? `Invalid ${member}: An expression attribute name used in the document path is not defined; attribute name: ${missing}`
          : `Invalid ${member}: An expression attribute value used in expression is not defined; attribute value: ${missing}`,
      );
    }
  }

  #take(placeholder: string): boolean {
    if (isName(placeholder)) {
      this.#unusedNames.delete(placeholder);
      return this.#names.has(placeholder);
    }
    this.#unusedValues.delete(placeholder);
    return this.#values.has(placeholder);
  }

  /** Throws when the request defines a name or value that no expression uses. */
  checkAllUsed(): void {
    if (this.#unusedNames.size > 0) {
      throw validationError(
        `Value provided in ExpressionAttributeNames unused in expressions: keys: {${[...this.#unusedNames].join(', ')}}`,
      );
    }
    if (this.#unusedValues.size > 0) {
      throw validationError(
        `Value provided in ExpressionAttributeValues unused in expressions: keys: {${[...this.#unusedValues].join(', ')}}`,
      );
    }
  }

  resolve(path: Path): ResolvedPath {
    return (
      path.resolved ??
      path.steps.map((step) =>
        typeof step === 'object' ? (this.#names.get(step.placeholder) ?? step.placeholder) : step,
      )
    );
  }

  value(reference: ValueReference): AttributeValue {
    const value = this.#values.get(reference.placeholder);
    if (value === undefined) {
      throw validationError(
        `An expression attribute value used in expression is not defined; attribute value: ${reference.placeholder}`,
      );
    }
    return value;
  }

  /** The type of an operand when it is known without the item. */
  knownType(operand: Operand): AttributeType | undefined {
    return operand.kind === 'value' ? typeOf(this.value(operand)) : undefined;
  }
}

function isName(placeholder: string): boolean {
  return placeholder.startsWith('#');
}

function readNames(input: JsonObject): Map<string, string> | undefined {
  const json = input['ExpressionAttributeNames'];
  if (json === undefined || json === null) {
    return undefined;
  }
  const names = new Map<string, string>();
  for (const [placeholder, name] of entriesOf(json)) {
    if (typeof name !== 'string') {
      throw serializationError('The value of an ExpressionAttributeName cannot be converted to String');
    }
    if (!namePattern.test(placeholder)) {
      throw validationError(
        `ExpressionAttributeNames contains invalid key: Syntax error; key: "${placeholder}"`,
      );
    }
    names.set(placeholder, name);
  }
  if (names.size === 0) {
    throw validationError('ExpressionAttributeNames must not be empty');
  }
  return names;
}

function readValues(input: JsonObject): Map<string, AttributeValue> | undefined {
  const json = input['ExpressionAttributeValues'];
  if (json === undefined || json === null) {
    return undefined;
  }
  const values = new Map<string, AttributeValue>();
  for (const [placeholder, value] of entriesOf(json)) {
    if (!valuePattern.test(placeholder)) {
      throw validationError(
        `ExpressionAttributeValues contains invalid key: Syntax error; key: "${placeholder}"`,
      );
    }
    values.set(placeholder, readNamedValue(placeholder, value));
  }
  if (values.size === 0) {
    throw validationError('ExpressionAttributeValues must not be empty');
  }
  return values;
}

function readNamedValue(placeholder: string, value: JsonObject[string]): AttributeValue {
  try {
    return readAttributeValue(value);
  } catch (error) {
    if (error instanceof AwsError && error.name === 'ValidationException') {
      throw validationError(
        `ExpressionAttributeValues contains invalid value: ${error.message} for key ${placeholder}`,
      );
    }
    throw error;
  }
}

function entriesOf(json: JsonObject[string]): [string, JsonObject[string]][] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw serializationError('Unexpected field type');
  }
  return Object.entries(json);
}

/** The value at a path of an item, or undefined. */
export function valueAt(item: Item, path: ResolvedPath): AttributeValue | undefined {
  let found: AttributeValue | undefined = { M: item };
  for (const step of path) {
    found = found === undefined ? undefined : memberOf(found, step);
  }
  return found;
}

function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') {
    return 'L' in value ? value.L[step] : undefined;
  }
  return 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

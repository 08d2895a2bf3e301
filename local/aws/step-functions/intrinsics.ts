import { createHash, randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../runtime/service.ts';
import { isObject, sameJson } from './json.ts';
import { StateError } from './state-error.ts';

type Intrinsic = (values: readonly Json[]) => Json;

function failure(name: string, reason: string): StateError {
  return new StateError('States.IntrinsicFailure', `Invalid arguments in ${name}: ${reason}.`);
}

function text(name: string, values: readonly Json[], index: number): string {
  const value = values[index];
  if (typeof value !== 'string') {
    throw failure(name, `argument ${String(index + 1)} must be a string, found ${JSON.stringify(value)}`);
  }
  return value;
}

function number(name: string, values: readonly Json[], index: number): number {
  const value = values[index];
  if (typeof value !== 'number') {
    throw failure(name, `argument ${String(index + 1)} must be a number, found ${JSON.stringify(value)}`);
  }
  return Math.round(value);
}

function list(name: string, values: readonly Json[], index: number): Json[] {
  const value = values[index];
  if (!Array.isArray(value)) {
    throw failure(name, `argument ${String(index + 1)} must be an array, found ${JSON.stringify(value)}`);
  }
  return value;
}

function format(values: readonly Json[]): Json {
  const template = text('States.Format', values, 0);
  let used = 0;
  const filled = template.replaceAll(/\{\}/g, () => {
    used += 1;
    const value = values[used];
    if (value === undefined) {
      throw failure('States.Format', `the template '${template}' has more {} than there are arguments`);
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used !== values.length - 1) {
    throw failure(
      'States.Format',
      `the template '${template}' has ${String(used)} {} for ${String(values.length - 1)} arguments`,
    );
  }
  return filled;
}

/** `count` numbers from first to last: the service limits a range to 1,000 values. */
function range(first: number, last: number, step: number): Json[] {
  if (step === 0) {
    throw failure('States.ArrayRange', 'the step must not be 0');
  }
  const length = Math.floor((last - first) / step) + 1;
  if (length > 1000) {
    throw failure('States.ArrayRange', 'the range may hold 1,000 values at most');
  }
  return Array.from({ length: Math.max(0, length) }, (_, index) => first + index * step);
}

function partition(values: readonly Json[]): Json {
  const source = list('States.ArrayPartition', values, 0);
  const size = number('States.ArrayPartition', values, 1);
  if (size < 1) {
    throw failure('States.ArrayPartition', 'the size must be positive');
  }
  return Array.from({ length: Math.ceil(source.length / size) }, (_, index) =>
    source.slice(index * size, (index + 1) * size),
  );
}

const hashAlgorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The hexadecimal digest of a value; the algorithm by the service's name for it. */
export function hashValue(value: Json, algorithm: string): string {
  const known = hashAlgorithms[algorithm];
  if (known === undefined) {
    throw failure('States.Hash', `the algorithm must be one of ${Object.keys(hashAlgorithms).join(', ')}`);
  }
  return createHash(known)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}

/** A number in [0, 1) that a seed determines, so that the same seed answers the same. */
export function seededRandom(seed: number): number {
  let state = Math.trunc(seed) + 0x6d2b79f5;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
}

function merge(values: readonly Json[]): JsonObject {
  const [left, right, deep] = values;
  if (!isObject(left) || !isObject(right)) {
    throw failure('States.JsonMerge', 'the first two arguments must be objects');
  }
  if (deep !== false) {
    throw failure('States.JsonMerge', 'the third argument must be false (only a shallow merge exists)');
  }
  return { ...left, ...right };
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  'States.Array': (values) => [...values],
  'States.ArrayContains': (values) =>
    list('States.ArrayContains', values, 0).some((value) => sameJson(value, values[1] ?? null)),
  'States.ArrayGetItem': (values) => {
    const source = list('States.ArrayGetItem', values, 0);
    const found = source[number('States.ArrayGetItem', values, 1)];
    if (found === undefined) {
      throw failure('States.ArrayGetItem', `the array has ${String(source.length)} values`);
    }
    return found;
  },
  'States.ArrayLength': (values) => list('States.ArrayLength', values, 0).length,
  'States.ArrayPartition': partition,
  'States.ArrayRange': (values) =>
    range(
      number('States.ArrayRange', values, 0),
      number('States.ArrayRange', values, 1),
      number('States.ArrayRange', values, 2),
    ),
  'States.ArrayUnique': (values) =>
    list('States.ArrayUnique', values, 0).filter(
      (value, index, all) => all.findIndex((other) => sameJson(other, value)) === index,
    ),
  'States.Base64Decode': (values) =>
    Buffer.from(text('States.Base64Decode', values, 0), 'base64').toString('utf8'),
  'States.Base64Encode': (values) =>
    Buffer.from(text('States.Base64Encode', values, 0), 'utf8').toString('base64'),
  'States.Format': format,
  'States.Hash': (values) => hashValue(values[0] ?? null, text('States.Hash', values, 1)),
  'States.JsonMerge': merge,
  'States.JsonToString': (values) => JSON.stringify(values[0] ?? null),
  'States.MathAdd': (values) => number('States.MathAdd', values, 0) + number('States.MathAdd', values, 1),
  'States.MathRandom': (values) => {
    const from = number('States.MathRandom', values, 0);
    const to = number('States.MathRandom', values, 1);
    const seed = values[2];
    const chance = typeof seed === 'number' ? seededRandom(seed) : Math.random();
    return from + Math.floor(chance * (to - from));
  },
  'States.StringSplit': (values) => {
    const separators = text('States.StringSplit', values, 1);
    const parts: string[] = [''];
    for (const character of text('States.StringSplit', values, 0)) {
      if (separators.includes(character)) {
        parts.push('');
      } else {
        parts.push(`${parts.pop() ?? ''}${character}`);
      }
    }
    return parts.filter((part) => part !== '');
  },
  'States.StringToJson': (values) => {
    const source = text('States.StringToJson', values, 0);
    try {
      return JSON.parse(source) as Json;
    } catch {
      throw failure('States.StringToJson', 'the string is not JSON');
    }
  },
  'States.UUID': () => randomUUID(),
};

/** Whether a `.$` value calls an intrinsic function instead of naming a path. */
export function isIntrinsic(expression: string): boolean {
  return expression.startsWith('States.');
}

/**
 * Evaluates an intrinsic function call such as `States.Format('{}-{}', $.id, $.leg)`; calls nest up to ten deep.
 *
 * @param readPathArgument answers a path that stands as an argument.
 * @throws StateError `States.IntrinsicFailure` for a wrong argument, `States.Runtime` for a call it cannot read.
 */
export function evaluateIntrinsic(expression: string, readPathArgument: (path: string) => Json): Json {
  const reader = new CallReader(expression, readPathArgument);
  return reader.readWhole();
}

class CallReader {
  #position = 0;
  readonly #expression: string;
  readonly #readPathArgument: (path: string) => Json;

  constructor(expression: string, readPathArgument: (path: string) => Json) {
    this.#expression = expression;
    this.#readPathArgument = readPathArgument;
  }

  readWhole(): Json {
    const value = this.#readCall(1);
    this.#skipBlanks();
    if (this.#position !== this.#expression.length) {
      throw this.#unreadable();
    }
    return value;
  }

  #unreadable(): StateError {
    return new StateError(
      'States.Runtime',
      `Invalid intrinsic function '${this.#expression}': cannot be read at character ${String(this.#position + 1)}.`,
    );
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#expression[this.#position] ?? '')) {
      this.#position += 1;
    }
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#position;
    const found = sticky.exec(this.#expression)?.[0];
    this.#position += found?.length ?? 0;
    return found;
  }

  #readCall(depth: number): Json {
    const name = this.#take(/States\.[A-Za-z0-9]+/);
    const call = name === undefined ? undefined : intrinsics[name];
    if (call === undefined || depth > 10 || this.#take(/\s*\(/) === undefined) {
      throw this.#unreadable();
    }
    const values: Json[] = [];
    this.#skipBlanks();
    while (this.#take(/\)/) === undefined) {
      values.push(this.#readArgument(depth));
      this.#skipBlanks();
      if (this.#take(/,/) === undefined && this.#expression[this.#position] !== ')') {
        throw this.#unreadable();
      }
      this.#skipBlanks();
    }
    return call(values);
  }

  #readArgument(depth: number): Json {
    if (this.#expression.startsWith('States.', this.#position)) {
      return this.#readCall(depth + 1);
    }
    const quoted = this.#take(/'(?:[^'\\]|\\.)*'/);
    if (quoted !== undefined) {
      return quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1');
    }
    const literal = this.#take(/(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/);
    if (literal !== undefined) {
      return JSON.parse(literal) as Json;
    }
    const path = this.#take(/\$(?:[^,()[\]\s]|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*/);
    if (path === undefined) {
      throw this.#unreadable();
    }
    return this.#readPathArgument(path);
  }
}

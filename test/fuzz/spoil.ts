import type { SeededChoices } from './seeded-choices.ts';

/** One way to spoil a file. `other` is a second good file. */
type Spoil = (file: Uint8Array, choices: SeededChoices, other: Uint8Array) => Uint8Array;

/** Bytes that mean something to X12, and some that no file should have. */
const telling = [...new TextEncoder().encode('*~:^|>\r\n\t IS0AZ9.-'), 0x00, 0x1d, 0x7f, 0xc3, 0xa9, 0xff];

/** No spoiled file grows beyond this. */
const limitBytes = 1_000_000;

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.length > limitBytes ? whole.slice(0, limitBytes) : whole;
}

function byteOf(choices: SeededChoices): number {
  return choices.chance(0.7) ? (telling[choices.below(telling.length)] ?? 0) : choices.below(256);
}

/** Where the segments start, by the terminator that the first ISA names; the whole file when it names none. */
function segmentsOf(file: Uint8Array): Uint8Array[] {
  const terminator = file[105];
  const segments: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at < file.length; at++) {
    if (file[at] !== terminator) continue;
    segments.push(file.subarray(from, at + 1));
    from = at + 1;
  }
  if (from < file.length) segments.push(file.subarray(from));
  return segments;
}

function range(file: Uint8Array, choices: SeededChoices): [from: number, to: number] {
  const from = choices.below(file.length);
  const longest = choices.oneOf([1, 8, 64, 512]);
  return [from, Math.min(file.length, from + 1 + choices.below(longest))];
}

const replaceByte: Spoil = (file, choices) => {
  const spoiled = file.slice();
  if (file.length > 0) spoiled[choices.below(file.length)] = byteOf(choices);
  return spoiled;
};

const flipBit: Spoil = (file, choices) => {
  const spoiled = file.slice();
  const at = choices.below(file.length);
  if (file.length > 0) spoiled[at] = (file[at] ?? 0) ^ (1 << choices.below(8));
  return spoiled;
};

const removeBytes: Spoil = (file, choices) => {
  const [from, to] = range(file, choices);
  return joined(file.subarray(0, from), file.subarray(to));
};

const insertBytes: Spoil = (file, choices) => {
  const at = choices.below(file.length + 1);
  const inserted = Uint8Array.from({ length: 1 + choices.below(choices.oneOf([1, 4, 300])) }, () =>
    byteOf(choices),
  );
  return joined(file.subarray(0, at), inserted, file.subarray(at));
};

const doubleBytes: Spoil = (file, choices) => {
  const [from, to] = range(file, choices);
  return joined(file.subarray(0, to), file.subarray(from));
};

const truncate: Spoil = (file, choices) => file.slice(0, choices.below(file.length));

const splice: Spoil = (file, choices, other) => {
  if (choices.chance(0.5)) {
    return joined(file.subarray(0, choices.below(file.length)), other.subarray(choices.below(other.length)));
  }
  const head = segmentsOf(file);
  const tail = segmentsOf(other);
  return joined(...head.slice(0, choices.below(head.length)), ...tail.slice(choices.below(tail.length)));
};

const append: Spoil = (file, choices, other) => {
  const between = choices.oneOf(['', '\r\n', '\n\n  ', 'See attached.\n', '\uFEFF']);
  return joined(file, new TextEncoder().encode(between), other);
};

const swapSegments: Spoil = (file, choices) => {
  const segments = segmentsOf(file);
  const one = choices.below(segments.length);
  const two = choices.below(segments.length);
  return joined(
    ...segments.map(
      (segment, index) => segments[index === one ? two : index === two ? one : index] ?? segment,
    ),
  );
};

const removeSegment: Spoil = (file, choices) => {
  const segments = segmentsOf(file);
  const gone = choices.below(segments.length);
  return joined(...segments.filter((_, index) => index !== gone));
};

const repeatSegment: Spoil = (file, choices) => {
  const segments = segmentsOf(file);
  const repeated = choices.below(segments.length);
  const times = choices.oneOf([2, 2, 12, 1200]);
  return joined(
    ...segments.flatMap((segment, index) =>
      index === repeated ? Array<Uint8Array>(times).fill(segment) : [segment],
    ),
  );
};

const stretchElement: Spoil = (file, choices) => {
  const at = choices.below(file.length + 1);
  const length = choices.oneOf([40, 300, 5000, 200_000]);
  return joined(file.subarray(0, at), new Uint8Array(length).fill(byteOf(choices)), file.subarray(at));
};

/** Other delimiters for the whole file; the new ones may stand in the data, as in files of careless senders. */
const changeDelimiters: Spoil = (file, choices) => {
  const places = [3, 82, 104, 105];
  const changed = new Map(
    places.flatMap((place) => {
      const old = file[place];
      return old === undefined || choices.chance(0.4) ? [] : [[old, byteOf(choices)] as const];
    }),
  );
  return file.map((byte) => changed.get(byte) ?? byte);
};

/** A number that is counted or compared, off by a digit: counts, control numbers, amounts, levels. */
const changeDigit: Spoil = (file, choices) => {
  const spoiled = file.slice();
  const from = choices.below(file.length);
  const at = file.findIndex((byte, index) => index >= from && byte >= 0x30 && byte <= 0x39);
  if (at >= 0) spoiled[at] = 0x30 + choices.below(10);
  return spoiled;
};

/** Every way to spoil a file, by its name. */
export const spoils = {
  'replace a byte': replaceByte,
  'flip a bit': flipBit,
  'remove bytes': removeBytes,
  'insert bytes': insertBytes,
  'double bytes': doubleBytes,
  truncate,
  'splice two files': splice,
  'append a file': append,
  'swap segments': swapSegments,
  'remove a segment': removeSegment,
  'repeat a segment': repeatSegment,
  'stretch an element': stretchElement,
  'change delimiters': changeDelimiters,
  'change a digit': changeDigit,
} as const satisfies Readonly<Record<string, Spoil>>;

export type SpoilName = keyof typeof spoils;

export const spoilNames = Object.keys(spoils) as [SpoilName, ...SpoilName[]];

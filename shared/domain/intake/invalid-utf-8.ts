/**
 * Where the first byte stands that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF), counted from 0; undefined when all bytes are.
 */
export function firstInvalidUtf8Byte(bytes: Uint8Array): number | undefined {
  let position = 0;
  while (position < bytes.length) {
    const lead = bytes[position] ?? 0;
    if (lead < 0x80) {
      position += 1;
      continue;
    }
    const shape = sequenceShape(lead);
    if (shape === undefined) {
      return position;
    }
    for (let offset = 1; offset <= shape.continuations; offset += 1) {
      const next = bytes[position + offset];
      const low = offset === 1 ? shape.secondLow : 0x80;
      const high = offset === 1 ? shape.secondHigh : 0xbf;
      if (next === undefined || next < low || next > high) {
        return position;
      }
    }
    position += 1 + shape.continuations;
  }
  return undefined;
}

interface SequenceShape {
  readonly continuations: number;
  readonly secondLow: number;
  readonly secondHigh: number;
}

function sequenceShape(lead: number): SequenceShape | undefined {
  if (lead >= 0xc2 && lead <= 0xdf) {
    return { continuations: 1, secondLow: 0x80, secondHigh: 0xbf };
  }
  if (lead >= 0xe0 && lead <= 0xef) {
    return {
      continuations: 2,
      secondLow: lead === 0xe0 ? 0xa0 : 0x80,
      secondHigh: lead === 0xed ? 0x9f : 0xbf,
    };
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    return {
      continuations: 3,
      secondLow: lead === 0xf0 ? 0x90 : 0x80,
      secondHigh: lead === 0xf4 ? 0x8f : 0xbf,
    };
  }
  return undefined;
}

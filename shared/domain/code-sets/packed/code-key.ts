/**
 * Codes as numbers, so that a table is searched without texts: ten places of base 37 (0 is no character, 1 to 10 the
 * digits, 11 to 36 the letters), the first character in the highest place. Numbers then have the order of the texts, a
 * code stands before those that it begins, and all are whole numbers that a double holds exactly (37^10 < 2^53).
 */
const base = 37;
const places = 10;
/** The key of a fee keeps the last two places for a modifier. */
const modifierPlaces = 2;

/** The number of a code of one to ten digits and capital letters; -1 for whatever is no such code. */
export function keyOf(code: string): number {
  return keyInPlaces(code, places);
}

/** The number of a code of up to eight characters with a modifier of up to two, or none; -1 for anything else. */
export function keyWithModifier(code: string, modifier: string): number {
  const codeKey = keyInPlaces(code, places - modifierPlaces);
  const modifierKey = modifier === '' ? 0 : keyInPlaces(modifier, modifierPlaces);
  return codeKey < 0 || modifierKey < 0 ? -1 : codeKey * base ** modifierPlaces + modifierKey;
}

function keyInPlaces(code: string, width: number): number {
  const { length } = code;
  if (length === 0 || length > width) {
    return -1;
  }
  let key = 0;
  for (let place = 0; place < width; place++) {
    let value = 0;
    if (place < length) {
      const character = code.charCodeAt(place);
      if (character >= 48 && character <= 57) {
        value = character - 47;
      } else if (character >= 65 && character <= 90) {
        value = character - 54;
      } else {
        return -1;
      }
    }
    key = key * base + value;
  }
  return key;
}

/** The code whose number it is. */
export function codeOf(key: number): string {
  return textInPlaces(key);
}

/** The code and the modifier whose common number it is. */
export function codeAndModifierOf(key: number): { readonly code: string; readonly modifier: string } {
  const modifierKey = key % base ** modifierPlaces;
  return {
    code: textInPlaces((key - modifierKey) / base ** modifierPlaces),
    modifier: textInPlaces(modifierKey),
  };
}

function textInPlaces(key: number): string {
  let text = '';
  let rest = key;
  while (rest > 0) {
    const value = rest % base;
    if (value > 0) {
      text = String.fromCharCode(value <= 10 ? value + 47 : value + 54) + text;
    }
    rest = (rest - value) / base;
  }
  return text;
}

/** The first number above those of all codes that begin with this one. */
export function keyAfterPrefix(prefix: string): number {
  return keyOf(prefix) + base ** (places - prefix.length);
}

/** Where a number stands in an ascending list; -1 where it does not. */
export function indexOfKey(keys: Float64Array, key: number): number {
  const index = firstIndexFrom(keys, key);
  return keys[index] === key ? index : -1;
}

/** Where the first number stands that is not below this one; the length of the list where all are. */
export function firstIndexFrom(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

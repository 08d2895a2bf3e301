/** What the beginning of a JSON file tells about the first value in it. */
export interface JsonShape {
  /** Names on the outermost level, with the value where it is a text. */
  readonly fields: ReadonlyMap<string, string | undefined>;
  /** Where the value ends; undefined when it goes on beyond what was looked at. */
  readonly end: number | undefined;
}

const stringShape = /"(?:[^"\\]|\\.)*"/y;

/** Looks at the object that starts at the first sign of a text. What is no JSON gets some answer. */
export function jsonShape(text: string): JsonShape {
  const fields = new Map<string, string | undefined>();
  let depth = 0;
  let name: string | undefined;
  let isValue = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      stringShape.lastIndex = at;
      const found = stringShape.exec(text)?.[0];
      if (found === undefined) {
        break;
      }
      if (depth === 1 && isValue && name !== undefined) {
        fields.set(name, found.slice(1, -1));
      } else if (depth === 1) {
        name = found.slice(1, -1);
      }
      at += found.length - 1;
    } else if (sign === '{' || sign === '[') {
      depth += 1;
    } else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) {
        return { fields, end: at + 1 };
      }
    } else if (depth === 1 && sign === ':' && name !== undefined) {
      isValue = true;
      fields.set(name, undefined);
    } else if (depth === 1 && sign === ',') {
      isValue = false;
      name = undefined;
    }
  }
  return { fields, end: undefined };
}

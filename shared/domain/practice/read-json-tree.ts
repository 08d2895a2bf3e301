import { findJsonFault } from '../intake/find-json-fault.ts';
import { deepestNesting, placesIn, type DocumentTree, type Path, type ReadTree } from './document-tree.ts';

/** A value of a JSON text with the offsets at which it and the names of its fields start. */
interface Mark {
  readonly start: number;
  readonly members?: ReadonlyMap<string | number, Mark>;
  readonly names?: ReadonlyMap<string, number>;
}

interface Repeated {
  readonly path: Path;
  readonly name: string;
  readonly offset: number;
}

/** Reads a JSON text. A field that stands twice in an object is refused: two readers would see two documents. */
export function readJsonTree(text: string): ReadTree {
  const placeAt = placesIn(text);
  const fault = findJsonFault(text);
  if (fault !== undefined) {
    const found = text.charAt(fault.position);
    return {
      faults: [
        {
          path: [],
          ...placeAt(fault.position),
          found: found === '' ? 'the end of the document' : `"${found}"`,
          expected: fault.expected,
          howToFix: 'Correct the JSON there.',
        },
      ],
    };
  }
  const { root, repeated, tooDeep } = markJson(text);
  if (tooDeep !== undefined) {
    return {
      faults: [
        {
          path: [],
          ...placeAt(tooDeep),
          found: `more than ${deepestNesting} levels of lists and objects`,
          expected: 'a practice document, which has six',
          howToFix: 'Start from "practice export".',
        },
      ],
    };
  }
  if (repeated.length > 0) {
    return {
      faults: repeated.map(({ path, name, offset }) => ({
        path: [...path, name],
        ...placeAt(offset),
        found: `${name} a second time`,
        expected: 'each field once',
        howToFix: 'Remove one of the two.',
      })),
    };
  }
  const markAt = (path: Path): Mark => {
    let mark = root;
    for (const step of path) {
      const next = mark.members?.get(step);
      if (next === undefined) {
        return mark;
      }
      mark = next;
    }
    return mark;
  };
  const tree: DocumentTree = {
    value: JSON.parse(text),
    placeOf: (path) => placeAt(markAt(path).start),
    placeOfField: (path, field) => placeAt(markAt(path).names?.get(field) ?? markAt(path).start),
    bareText: () => undefined,
  };
  return { tree };
}

/** Walks a text that is known to be JSON. */
function markJson(text: string): {
  readonly root: Mark;
  readonly repeated: readonly Repeated[];
  readonly tooDeep?: number;
} {
  const space = /[ \t\n\r]*/y;
  const scalar = /"(?:[^"\\]|\\.)*"|[^,\]}\s]+/y;
  const repeated: Repeated[] = [];
  let tooDeep: number | undefined;
  let at = 0;

  function skip(pattern: RegExp): string {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  }

  function object(start: number, path: Path): Mark {
    const members = new Map<string | number, Mark>();
    const names = new Map<string, number>();
    while (text.charAt(at) !== '}') {
      const nameAt = at;
      const name = String(JSON.parse(skip(scalar)));
      if (names.has(name)) {
        repeated.push({ path, name, offset: nameAt });
      }
      names.set(name, nameAt);
      skip(space);
      at += 1;
      members.set(name, value([...path, name]));
      next();
    }
    at += 1;
    return { start, members, names };
  }

  function list(start: number, path: Path): Mark {
    const members = new Map<string | number, Mark>();
    while (text.charAt(at) !== ']') {
      members.set(members.size, value([...path, members.size]));
      next();
    }
    at += 1;
    return { start, members };
  }

  /** To the next member, or to the end of the list or object. */
  function next(): void {
    skip(space);
    if (text.charAt(at) === ',') {
      at += 1;
      skip(space);
    }
  }

  function value(path: Path): Mark {
    skip(space);
    const start = at;
    const opening = text.charAt(at);
    if (path.length > deepestNesting) {
      tooDeep ??= start;
    }
    if (opening === '{' || opening === '[') {
      at += 1;
      skip(space);
      return opening === '{' ? object(start, path) : list(start, path);
    }
    skip(scalar);
    return { start };
  }

  const root = value([]);
  return { root, repeated, ...(tooDeep === undefined ? {} : { tooDeep }) };
}

/**
 * The path of the first field that stands twice in one object of a JSON text, as a person counts (`lines[2].charge`);
 * undefined when none does. A reader takes the last of two, another the first: they would see different visits.
 * @param text a text that `JSON.parse` takes.
 */
export function findRepeatedField(text: string): string | undefined {
  interface Open {
    /** Names so far, of an object; undefined in a list. */
    readonly names: Set<string> | undefined;
    step: string;
    position: number;
  }
  const open: Open[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    const inside = open.at(-1);
    if (sign === 0x22) {
      const start = at;
      for (at += 1; text.charCodeAt(at) !== 0x22 && at < text.length; at += 1) {
        if (text.charCodeAt(at) === 0x5c) {
          at += 1;
        }
      }
      if (expectsName && inside?.names !== undefined) {
        const raw = text.slice(start, at + 1);
        const name = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
        inside.step = name;
        if (inside.names.has(name)) {
          return pathOf(open);
        }
        inside.names.add(name);
        expectsName = false;
      }
    } else if (sign === 0x7b || sign === 0x5b) {
      const isObject = sign === 0x7b;
      open.push({ names: isObject ? new Set() : undefined, step: '', position: 1 });
      expectsName = isObject;
    } else if (sign === 0x7d || sign === 0x5d) {
      open.pop();
      expectsName = false;
    } else if (sign === 0x2c && inside !== undefined) {
      inside.position += 1;
      expectsName = inside.names !== undefined;
    }
  }
  return undefined;

  function pathOf(levels: readonly Open[]): string {
    let path = '';
    for (const { names, step, position } of levels) {
      path += names === undefined ? `[${position}]` : `${path === '' ? '' : '.'}${step}`;
    }
    return path;
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { codeWords, explainCode } from '#domain/x12/code-words/code-words.ts';
import { whatToDo } from '#domain/x12/code-words/what-to-do.ts';
import type { SegmentUse } from '#domain/x12/guide.ts';
import type { LoopUse } from '#domain/x12/guide.ts';
import { readableGuides } from '#domain/x12/guides/registry.ts';

/** Every code that a guide allows for a data element. */
const allowed = new Map<string, Set<string>>();
function note(number: string | undefined, codes: ReadonlySet<string> | undefined): void {
  if (number === undefined || codes === undefined) return;
  const known = allowed.get(number) ?? new Set<string>();
  allowed.set(number, known);
  for (const code of codes) known.add(code);
}
function visit(item: SegmentUse | LoopUse): void {
  if (item.kind === 'loop') {
    for (const inner of item.items) visit(inner);
    return;
  }
  for (const { shape, codes, components } of item.elements) {
    note(shape.simple?.number, codes);
    for (const [index, component] of (components ?? []).entries()) {
      note(shape.components?.[index]?.number, component.codes);
    }
  }
}
for (const { guide } of readableGuides) visit(guide.root);

describe('The words for codes', () => {
  test.each([
    '305 353 478 481 506 569 591 615 706 715 717 735 736 812 889 901 1029 1032 1033 1065 1068 1069 1073',
    '1138 1207 1250 1315 1322 1332 1342 1351 1359 1362 1363 1366 1390 1514 1525 355 365 366 426 66',
  ])('have each code that a guide allows: %s', (numbers) => {
    const missing = numbers
      .split(' ')
      .flatMap((number) =>
        [...(allowed.get(number) ?? [])]
          .filter((code) => codeWords.get(number)?.has(code) !== true)
          .map((code) => `${number} ${code}`),
      );
    expect(missing).toEqual([]);
  });

  test('have most of the codes of the long lists', () => {
    for (const number of ['98', '128', '374', '522', '1270', '1336']) {
      const codes = [...(allowed.get(number) ?? [])];
      const known = codes.filter((code) => codeWords.get(number)?.has(code) === true);
      expect({ number, share: known.length / codes.length > 0.7 }).toEqual({ number, share: true });
    }
  });

  test('explain a code by where it stands', () => {
    const at = (segment: string, element: number, dataElement: string, rest = {}) => ({
      segment,
      element,
      dataElement,
      ...rest,
    });
    expect(explainCode(at('CLM', 5, '1331', { component: 1, facilityKind: 'B' }), '11')).toBe('Office');
    expect(explainCode(at('CLM', 5, '1331', { component: 1, facilityKind: 'A' }), '11')).toBeUndefined();
    expect(explainCode(at('STC', 10, '1271', { component: 1 }), 'A6')).toMatch(/rejected/);
    expect(explainCode(at('HI', 1, '1271', { component: 2, list: 'ABK' }), 'A6')).toBeUndefined();
    expect(explainCode(at('LQ', 2, '1271', { list: 'HE' }), 'N290')).toMatch(/NPI/);
    expect(explainCode(at('CAS', 2, '1034'), '45')).toMatch(/contract|fee/i);
  });
});

test('Every rule says what to do about its findings', () => {
  const folder = fileURLToPath(new URL('../../../shared/domain/x12/', import.meta.url));
  const codes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(`${folder}${file}`, 'utf8').matchAll(
        /\bcode: (?:[^,\n?]* \? )?'([a-z]+(?:-[a-z]+)*)'(?: : '([a-z-]+)')?/g,
      ),
    ])
    .flatMap(([, one, other]) => (other === undefined ? [one ?? ''] : [one ?? '', other]));
  expect(codes.length).toBeGreaterThan(50);
  expect(codes).toEqual(expect.arrayContaining(['npi', 'too-many-loops', 'too-many-segments']));
  expect([...new Set(codes)].filter((code) => whatToDo(code) === undefined)).toEqual([]);
});

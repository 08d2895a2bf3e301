import { array, assert, constantFrom, integer, property, record, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { fieldsOf } from '../../web/forms/field-shape.ts';
import {
  askedOf,
  codingOf,
  emptyLine,
  movedDiagnosis,
  placeOfDiagnosis,
  pointerOfKey,
  pointersIn,
  pointersOf,
  toggledPointer,
  withDiagnosis,
  withEmptyRow,
  withModifier,
  withoutDiagnosis,
  withService,
  withVisitLevel,
  type CodingDraft,
  unreadRows,
} from '../../web/pages/coding/coding-draft.ts';
import { isAdvice, placedFindings, placesOf } from '../../web/pages/coding/finding-places.ts';
import { markedPieces } from '../../web/pages/coding/marked-text.ts';

const coded = taskOutcomes.coding.options[0];
const lines = fieldsOf(coded).find(({ name }) => name === 'lines');
const lineShape =
  lines?.shape.kind === 'list' ? lines.shape.of : ({ kind: 'group', fields: [], look: 'plain' } as const);

const line = (code: string, pointers: readonly string[] = ['1']) => ({
  ...emptyLine,
  code,
  diagnosisPointers: pointers,
});
const draft = (diagnoses: readonly string[], codes: readonly string[] = []): CodingDraft => ({
  diagnoses,
  lines: codes.length === 0 ? [emptyLine] : codes.map((code) => line(code)),
});

describe('The draft of a coder', () => {
  test('has a row to type in, even where nothing was typed', () => {
    expect(codingOf(undefined)).toEqual({ diagnoses: [''], lines: [emptyLine] });
  });

  test('takes a diagnosis in the first empty row, then after the last, and never twice', () => {
    const one = withDiagnosis(draft(['', 'I10']), 'M54.59');
    expect(one.diagnoses).toEqual(['M54.59', 'I10']);
    const two = withDiagnosis(one, 'E11.9');
    expect(two.diagnoses).toEqual(['M54.59', 'I10', 'E11.9']);
    expect(withDiagnosis(two, 'M5459')).toBe(two);
  });

  test('has an empty row to type in once it is asked for, and never two', () => {
    const full = draft(['I10'], ['99213']);
    expect(withEmptyRow(full, 'diagnoses').diagnoses).toEqual(['I10', '']);
    const open = withEmptyRow(full, 'lines');
    expect(open.lines).toHaveLength(2);
    expect(withEmptyRow(open, 'lines')).toBe(open);
    const most = draft(Array.from({ length: 12 }, (_, place) => `A0${place % 10}.${place}`));
    expect(withEmptyRow(most, 'diagnoses')).toBe(most);
  });

  test('takes no thirteenth diagnosis', () => {
    const full = draft(Array.from({ length: 12 }, (_, place) => `A0${place % 10}.${place}`));
    expect(withDiagnosis(full, 'I10')).toBe(full);
  });

  test('takes a service on the line without a code, and keeps what else was typed there', () => {
    const begun: CodingDraft = { diagnoses: ['I10'], lines: [{ ...emptyLine, charge: '160.00' }] };
    expect(withService(begun, '99213').lines).toEqual([{ ...emptyLine, code: '99213', charge: '160.00' }]);
    expect(withService(draft(['I10'], ['99213']), 'G2212', 2).lines.at(-1)).toMatchObject({
      code: 'G2212',
      units: '2',
    });
  });

  test('changes the level of the visit on the line that has one, and asks for its charge anew', () => {
    const visit = draft(['I10'], ['93000', '99213']);
    const leveled = withVisitLevel(visit, '99214');
    expect(leveled.lines.map((one) => one['code'])).toEqual(['93000', '99214']);
    expect(leveled.lines[1]).toMatchObject({ charge: '' });
    expect(withVisitLevel(draft(['I10'], ['93000']), '99213').lines).toHaveLength(2);
    expect(withVisitLevel(leveled, '99214')).toBe(leveled);
  });

  test('takes a modifier once, on the line of its code', () => {
    const two = draft(['I10'], ['97597', '11042']);
    const separated = withModifier(two, '11042', '59');
    expect(separated.lines.map((one) => one['modifiers'])).toEqual([undefined, ['59']]);
    expect(withModifier(separated, '11042', '59')).toBe(separated);
    expect(withModifier(two, '99999', '59')).toBe(two);
  });

  const pointing = (pointers: readonly string[]): CodingDraft => ({
    diagnoses: ['A', 'B', 'C'],
    lines: [line('99213', pointers)],
  });

  test('lets the pointers follow a diagnosis that is moved or taken out', () => {
    const moved = movedDiagnosis(pointing(['3', '1']), 2, -1);
    expect(moved.diagnoses).toEqual(['A', 'C', 'B']);
    expect(moved.lines[0]?.['diagnosisPointers']).toEqual(['2', '1']);
    const without = withoutDiagnosis(pointing(['3', '1']), 0);
    expect(without.diagnoses).toEqual(['B', 'C']);
    expect(without.lines[0]?.['diagnosisPointers']).toEqual(['2']);
    const first = pointing(['1']);
    expect(movedDiagnosis(first, 0, -1)).toBe(first);
  });

  test('points at the same diagnoses however they are moved', () => {
    assert(
      property(
        array(integer({ min: 1, max: 3 }), { maxLength: 4 }),
        array(tuple(integer({ min: 0, max: 2 }), constantFrom<-1 | 1>(-1, 1)), { maxLength: 6 }),
        (pointers, moves) => {
          const before = pointing([...new Set(pointers)].map(String));
          const after = moves.reduce((moving, [at, step]) => movedDiagnosis(moving, at, step), before);
          const named = ({ diagnoses, lines: [only] }: CodingDraft) =>
            pointersOf(only ?? emptyLine).map((pointer) => diagnoses[pointer - 1]);
          expect(named(after)).toEqual(named(before));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['1', 1],
    ['9', 9],
    ['b', 2],
    ['L', 12],
    ['0', undefined],
    ['m', undefined],
    ['Tab', undefined],
    ['ArrowDown', undefined],
  ])('knows which diagnosis the key %s means', (key, pointer) => {
    expect(pointerOfKey(key)).toBe(pointer);
  });

  test('points and points away by the same key, at four at most', () => {
    expect(toggledPointer(line('99213', ['1']), 2)).toEqual(['1', '2']);
    expect(toggledPointer(line('99213', ['1', '2']), 1)).toEqual(['2']);
    expect(toggledPointer(line('99213', ['1', '2', '3', '4']), 5)).toEqual(['1', '2', '3', '4']);
  });

  test.each([
    ['12', 3, ['1', '2']],
    ['12', 12, ['12']],
    ['1, 2', 3, ['1', '2']],
    ['2 2 1', 3, ['2', '1']],
    ['', 3, []],
  ])('reads pointers typed as "%s" of %i diagnoses', (text, count, pointers) => {
    expect(pointersIn(text, count)).toEqual(pointers);
  });
});

describe('What is asked about a draft while it is typed', () => {
  test('is what can be read of it, with its place in the draft', () => {
    const { request, diagnosisPlaces, linePlaces } = askedOf(lineShape, {
      diagnoses: ['I1', 'I10', 'low back', 'M54.59'],
      lines: [line('992'), { ...line('99213', ['2', '4', '1']), charge: '16', modifiers: ['25', '5'] }],
    });
    expect(request).toEqual({
      diagnoses: ['I10', 'M54.59'],
      lines: [{ code: '99213', modifiers: ['25'], units: 1, charge: '16', diagnosisPointers: [1, 2] }],
    });
    expect(diagnosisPlaces).toEqual([1, 3]);
    expect(linePlaces).toEqual([1]);
  });

  test('leaves out what is not whole yet, and says how much that is', () => {
    const typing: CodingDraft = {
      diagnoses: ['I10', 'low back', ''],
      lines: [line('99213'), line('9759'), emptyLine],
    };
    expect(unreadRows(typing, askedOf(lineShape, typing))).toBe(2);
    expect(unreadRows(draft(['I10', ''], ['99213']), askedOf(lineShape, draft(['I10', ''], ['99213'])))).toBe(
      0,
    );
  });

  test('leaves a charge out that cannot be read, so that the fee schedule is asked', () => {
    const { request } = askedOf(lineShape, {
      diagnoses: ['I10'],
      lines: [{ ...line('99213'), charge: '16.' }],
    });
    expect(request.lines).toEqual([{ code: '99213', modifiers: [], units: 1, diagnosisPointers: [1] }]);
  });
});

describe('A finding of the scrubber', () => {
  const asked = { diagnosisPlaces: [1, 3], linePlaces: [0, 2, 3] };

  test.each([
    ['line 2', [2], []],
    ['lines 1 and 3', [0, 3], []],
    ['lines 1, 2 and 3', [0, 2, 3], []],
    ['diagnosis 1', [], [1]],
    ['diagnoses 1 and 2', [], [1, 3]],
    ['line 9', [], []],
    ['rendering provider', [], []],
    ['claim', [], []],
  ])('at "%s" stands at these rows of the form', (where, atLines, atDiagnoses) => {
    expect(placesOf({ where }, asked)).toEqual({ lines: atLines, diagnoses: atDiagnoses });
  });

  test('is shown only where it failed, and holds nothing where it is advice', () => {
    const finding = {
      editId: 'x',
      where: 'line 1',
      found: 'a',
      expected: 'b',
      fix: 'c',
      fixer: 'coder',
    } as const;
    const shown = placedFindings(
      [
        { ...finding, result: 'fail' },
        { ...finding, result: 'not-checked' },
        { ...finding, result: 'bypassed' },
      ],
      asked,
    );
    expect(shown).toHaveLength(1);
    expect(isAdvice({ severity: 'advisory' })).toBe(true);
    expect(isAdvice({ severity: 'blocking' })).toBe(false);
    expect(isAdvice({})).toBe(false);
  });
});

describe('The pieces of a marked note', () => {
  test('say of overlapping stretches which lie where', () => {
    const pieces = markedPieces('low back pain', [
      { start: 0, end: 8, means: 'one' },
      { start: 4, end: 13, means: 'two' },
    ]);
    expect(pieces.map(({ text, means }) => [text, means])).toEqual([
      ['low ', ['one']],
      ['back', ['one', 'two']],
      [' pain', ['two']],
    ]);
  });

  test('are the whole text, however it is marked', () => {
    const stretch = record({
      start: integer({ min: -5, max: 40 }),
      end: integer({ min: -5, max: 40 }),
      means: constantFrom('a', 'b'),
    });
    assert(
      property(string({ maxLength: 30 }), array(stretch, { maxLength: 6 }), (text, stretches) => {
        const pieces = markedPieces(text, stretches);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(new Set(pieces.map(({ start }) => start)).size).toBe(pieces.length);
      }),
      { numRuns: 80 },
    );
  });

  test('of a code are what the code was suggested for', () => {
    expect(placeOfDiagnosis(draft(['M54.59']), 'm5459')).toBe(0);
  });
});

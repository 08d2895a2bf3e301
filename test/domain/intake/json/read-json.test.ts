import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UploadId } from '#contracts/identifiers.ts';
import { findRepeatedField } from '#domain/intake/find-repeated-field.ts';
import { frameEncounterValues } from '#domain/intake/frame/json-values.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import { readJson } from '#domain/intake/read/json/read-json.ts';
import { check, encounterJson, practice, today } from '../../samples/encounters.ts';

function read(text: string): ReturnType<typeof readJson> {
  const framer = frameEncounterValues(usualIntakeLimits);
  return [...framer.push(new TextEncoder().encode(text)), ...framer.finish()].flatMap((frame) =>
    readJson(frame, {
      practice,
      format: 'encounter-json',
      today,
      uploadId: UploadId.parse('U0000000000000001'),
    }),
  );
}

const printedLines = JSON.stringify(encounterJson(), undefined, 2).split('\n').length;
const encounters = [encounterJson(), encounterJson({ encounterId: 'ENC-2' })];

describe('Encounters as JSON', () => {
  test.each([
    ['a list', JSON.stringify(encounters), [1, 1]],
    ['a list that is printed for people', JSON.stringify(encounters, undefined, 2), [2, 2 + printedLines]],
    ['one encounter that is printed for people', JSON.stringify(encounters[0], undefined, '\t'), [1]],
  ])('are read from %s', (_, text, lines) => {
    const records = read(text);
    expect(records.map((record) => record.kind === 'encounter' && record.draft)).toEqual(
      encounters.slice(0, lines.length),
    );
    expect(records.map(({ place }) => place)).toEqual(lines.map((line) => ({ line })));
  });

  test('with a field that stands twice are refused, with the field', () => {
    const twice = JSON.stringify(encounterJson()).replace(
      '"charge":"15.00"',
      '"charge":"15.00","charge":"51.00"',
    );
    expect(read(`[${twice}]`)).toMatchObject([
      { kind: 'refused', problems: [{ code: 'field-repeated', field: 'lines[2].charge' }] },
    ]);
    expect(check(twice).problems?.map(({ code }) => code)).toEqual(['field-repeated']);
  });
});

describe('A repeated field', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    [String.raw`{"a":1,"\u0061":2}`, 'a'],
    ['{"a":{"b":1},"c":[{"b":1},{"b":1,"b":2}]}', 'c[2].b'],
    ['[{"a":[1,2,{"x":0,"x":1}]}]', '[1].a[3].x'],
    [String.raw`{"a":"\"a\":","b":1}`, undefined],
    ['{"a":{"a":{"a":1}},"b":["a","a"]}', undefined],
    ['"a"', undefined],
  ])('of %s is %s', (text, path) => {
    expect(findRepeatedField(text)).toBe(path);
  });

  test('is found nowhere in what a program has written', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (json, isPretty) => {
        const text = isPretty
          ? JSON.stringify(JSON.parse(json), undefined, 1)
          : JSON.stringify(JSON.parse(json));
        expect(findRepeatedField(text)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

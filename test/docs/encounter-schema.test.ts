import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { encounterJson } from '../domain/samples/encounters.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const schema = JSON.parse(read('docs/generated/schemas/encounter.schema.json')) as object;
// An independent validator: what zod accepts is not asked of zod again.
const isValid = new Ajv2020({ strict: false, formats: { date: true, email: true } }).compile(schema);

const samples = readdirSync(new URL('events/encounters/', root)).flatMap((file) =>
  read(`events/encounters/${file}`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>),
);

describe('The published schema of an encounter', () => {
  test('holds for every sample encounter', () => {
    expect(samples.length).toBeGreaterThan(24);
    expect(samples.filter((sample) => !isValid(sample)).map(({ encounterId }) => encounterId)).toEqual([]);
  });

  test.each<readonly [string, Record<string, unknown>]>([
    ['without a patient', { patient: undefined }],
    ['with an unknown field', { colour: 'red' }],
    ['with a charge that is a number', { totalCharge: 175 }],
    ['with a charge of one decimal', { totalCharge: '175.0' }],
    ['with an NPI of nine digits', { renderingNpi: '200000101' }],
    ['with four coverages', { coverages: Array.from({ length: 4 }, () => ({})) }],
    [
      'with a drug without its unit',
      { lines: [{ code: 'J3301', drug: { ndc: '00003029305', quantity: 1 } }] },
    ],
  ])('refuses one %s', (_, changes) => {
    expect(isValid(JSON.parse(JSON.stringify(encounterJson(changes))))).toBe(false);
  });

  test('is the same as the component of OpenAPI in its fields', () => {
    const component = JSON.parse(read('docs/generated/schemas/encounter.openapi.json')) as {
      components: { schemas: { Encounter: { properties: object } } };
    };
    expect(Object.keys(component.components.schemas.Encounter.properties)).toEqual(
      Object.keys((schema as { properties: object }).properties),
    );
  });
});

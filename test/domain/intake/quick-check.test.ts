import { anything, assert, constant, constantFrom, oneof, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { Encounter } from '#contracts/encounter.ts';
import { quickSafeParse } from '#domain/intake/quick-check.ts';

const sample = {
  sourceSystem: 'harbor',
  encounterId: ' V1 ',
  patient: {
    sourcePatientId: 'P1',
    lastName: ' Alder ',
    firstName: 'Ada',
    birthDate: '1980-02-29',
    sex: 'F',
    address: { line1: '41 Meadow Lane', city: 'Rye', state: 'OR', zip: '97099' },
    email: 'ada@example.org',
  },
  coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'W1', relationship: 'self' }],
  renderingNpi: '1245319599',
  placeOfService: '11',
  serviceDateFrom: '2026-10-05',
  diagnoses: ['E11.9', 'I10'],
  lines: [
    { code: '99213', modifiers: ['25'], units: 1, charge: '125.00', diagnosisPointers: [1, 2] },
    { code: 'J1885', charge: '-3', drug: { ndc: '00409379501', quantity: 1.5, unit: 'ML' } },
  ],
  clinicalCodes: [{ system: 'SNOMED CT', code: '44054006' }],
};

/** What a schema says, as text: members in their order, and every issue. */
function said(parsed: z.ZodSafeParseResult<unknown>): string {
  return JSON.stringify(parsed.success ? parsed.data : parsed.error.issues);
}

/** Every path to a value of a tree. */
function pathsOf(value: unknown, path: readonly PropertyKey[] = []): readonly (readonly PropertyKey[])[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...members.flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

function withValueAt(tree: unknown, [step, ...rest]: readonly PropertyKey[], value: unknown): unknown {
  if (step === undefined || typeof tree !== 'object' || tree === null) {
    return value;
  }
  const copy: Record<PropertyKey, unknown> | unknown[] = Array.isArray(tree) ? [...tree] : { ...tree };
  const member: unknown = Reflect.get(tree, step);
  Reflect.set(copy, step, withValueAt(member, rest, value));
  return copy;
}

const quickEncounter = quickSafeParse(Encounter);
const oddities = oneof(
  anything(),
  string(),
  string({ unit: 'grapheme', maxLength: 70 }),
  constantFrom('', ' ', 'X', '2026-02-29', '2026-13-01', '1.5', '125.0', '0', 0, 1, 51, -0, 1.5, null, true),
  constant(undefined),
  record({ units: constantFrom(0, 1, 10_000), code: constant('99213') }),
);

test('Of an encounter with any value anywhere the quick check says what the schema says', () => {
  assert(
    property(constantFrom(...pathsOf(sample)), oddities, (path, value) => {
      const draft = withValueAt(sample, path, value);
      expect(said(quickEncounter(draft))).toBe(said(Encounter.safeParse(draft)));
    }),
    { numRuns: 500 },
  );
});

test('Of an encounter with a member more the quick check says what the schema says', () => {
  const objects = pathsOf(sample).filter((path) => path.length % 2 === 0);
  assert(
    property(
      constantFrom(...objects),
      constantFrom('note', 'unitz', 'toString', 'version', 'deathDate'),
      oddities,
      (path, name, value) => {
        const draft = withValueAt(sample, [...path, name], value);
        expect(said(quickEncounter(draft))).toBe(said(Encounter.safeParse(draft)));
      },
    ),
    { numRuns: 200 },
  );
});

test('A plain encounter is taken without asking the schema', () => {
  const { email: _, ...patient } = sample.patient;
  const draft = { ...sample, patient, lines: sample.lines.slice(0, 1) };
  const asked = Encounter.extend({});
  Object.defineProperty(asked, 'safeParse', { value: () => expect.unreachable('the schema was asked') });
  expect(quickSafeParse(asked)(draft)).toMatchObject({ success: true, data: { encounterId: 'V1' } });
});

test.each([
  ['a check on a list that is not its length', z.array(z.string()).min(2), ['a']],
  ['a check on an object', z.strictObject({ a: z.int() }).refine(({ a }) => a > 1), { a: 1 }],
  ['an object that lets other members pass', z.looseObject({ a: z.int() }), { a: 1, b: 2 }],
  ['an object that drops other members', z.object({ a: z.int() }), { a: 1, b: 2 }],
  ['a number of any kind', z.number().max(3), 2.5],
  ['a multiple', z.int().multipleOf(2), 3],
  ['another format of text', z.email(), 'nobody'],
  ['text made of anything', z.coerce.string(), 7],
  ['a pattern with a memory', z.string().regex(/a/g), 'aa'],
  ['a default inside of an optional', z.strictObject({ a: z.int().default(1).optional() }), {}],
  ['a null', z.strictObject({ a: z.int().nullable() }), { a: null }],
  ['one of several', z.union([z.int(), z.string()]), 'a'],
  [
    'a transformation that may object',
    z.string().transform((text, context) => ((context.value = 'b'), text)),
    'a',
  ],
])('%s is left to the schema', (_, schema: z.ZodType, value) => {
  expect(said(quickSafeParse(schema)(value))).toBe(said(schema.safeParse(value)));
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import { fhirPractice, read, visitsOf } from './fhir-practice.ts';
import { chargeItem, claim, condition, coverage, encounter, syntheaBundle, visit } from './fhir-resources.ts';

type Json = Readonly<Record<string, unknown>>;

const practice = fhirPractice();
/** A visit with older and newer versions of what it is made of, some of which say nothing about their age. */
const resources: readonly Json[] = [
  ...visit,
  claim,
  { ...encounter, meta: { versionId: '1', lastUpdated: '2026-10-05T10:00:00Z' }, class: { code: 'EMER' } },
  { ...chargeItem, meta: { versionId: '2' }, priceOverride: { value: 170 } },
  { ...chargeItem, id: 'charge-2', meta: undefined, code: { coding: [{ code: '81002' }] } },
  { ...chargeItem, id: 'charge-2', meta: undefined, priceOverride: { value: 12 } },
  { ...condition, id: 'cond-2', meta: undefined, code: { coding: [{ code: 'I10' }] } },
  { ...coverage, id: 'cov-2', order: 2, subscriberId: 'B200' },
  { ...coverage, id: 'cov-2', order: 2, meta: { versionId: '3' }, status: 'cancelled' },
];
const records: readonly (readonly IntakeRecord[])[] = resources.map((resource) => read(resource, practice));

describe('The resources of a visit', () => {
  test('make the same visit in whatever order and however often they come', () => {
    const expected = visitsOf(records.flat(), practice);
    expect([...expected.values()]).toMatchObject([{ kind: 'encounter' }]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...records], { minLength: records.length }),
        fc.subarray([...records]),
        (shuffled, again) => {
          expect(visitsOf([...again, ...shuffled].flat(), practice)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('make the same visit in a bundle as by themselves', () => {
    const entries = resources.map((resource) =>
      read(
        {
          fullUrl: `https://ehr.example.org/fhir/${String(resource['resourceType'])}/${String(resource['id'])}`,
          resource,
        },
        practice,
        'fhir-bundle',
      ),
    );
    expect(visitsOf(entries.flat(), practice)).toEqual(visitsOf(records.flat(), practice));
  });
});

describe('Whatever is sent as FHIR', () => {
  const whole = [...resources, ...(syntheaBundle()['entry'] as readonly Json[])];

  test('is answered, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom('fhir-ndjson', 'fhir-bundle'),
        (value, format) => {
          expect(read(JSON.stringify(value), practice, format).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is answered where any value of a resource is another', () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom(
        '',
        '#',
        'urn:uuid:',
        'Patient/',
        '__proto__',
        'Encounter?identifier=',
        '9999-99-99',
        -1,
        1e300,
      ),
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...whole)
          .chain((resource) =>
            fc.record({ resource: fc.constant(resource), at: fc.constantFrom(...pathsOf(resource)), junk }),
          ),
        ({ resource, at, junk: value }) => {
          const changed = JSON.stringify(changedAt(resource, at, value));
          const format = 'fullUrl' in resource ? 'fhir-bundle' : 'fhir-ndjson';
          const found = read(changed, practice, format);
          expect(found.length).toBeGreaterThan(0);
          // What is wrong says where, and is nothing that could not be written.
          expect(() => JSON.stringify(found)).not.toThrow();
          visitsOf([...records.flat(), ...found], practice);
        },
      ),
      { numRuns: 500 },
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  const below = Array.isArray(value)
    ? value.flatMap((one: unknown, index) => pathsOf(one, [...at, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...at, name]))
      : [];
  return [at, ...below];
}

function changedAt(value: unknown, [step, ...others]: Path, junk: unknown): unknown {
  if (step === undefined) {
    return junk;
  }
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => (index === step ? changedAt(one, others, junk) : one));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, one]) => [
      name,
      name === step ? changedAt(one, others, junk) : (one as unknown),
    ]),
  );
}

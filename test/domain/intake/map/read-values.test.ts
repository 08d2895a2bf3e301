import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeSystemOf } from '#domain/intake/map/code-system.ts';
import { localDay } from '#domain/intake/map/local-day.ts';
import { placeOfServiceFor, placeOfServiceOfClass } from '#domain/intake/map/place-of-service.ts';
import { readAmount, readUnits } from '#domain/intake/map/read-amount.ts';
import { diagnosisFor, readDiagnosis } from '#domain/intake/map/read-diagnosis.ts';
import { readNdc } from '#domain/intake/map/read-ndc.ts';
import { lastFourOfSsn, readPhone } from '#domain/intake/map/read-phone.ts';
import { modifierFor, procedureFor, readProcedure } from '#domain/intake/map/read-procedure.ts';
import { relationshipFor, type RelationshipDialect } from '#domain/intake/map/relationship.ts';
import { sexFor } from '#domain/intake/map/sex.ts';
import { isUnitedStates, readZip, usState } from '#domain/intake/map/us-state.ts';
import { DollarText } from '#contracts/cents.ts';
import { practice } from './map-data.ts';

/** The value, or the code of the problem. */
function outcome(resolved: {
  readonly value?: unknown;
  readonly problem?: { readonly code: string };
}): unknown {
  return resolved.problem?.code ?? resolved.value;
}

describe('A diagnosis', () => {
  test.each<readonly [text: string, system: string | undefined, outcome: string]>([
    ['E11.9', undefined, 'E11.9'],
    ['e119', undefined, 'E11.9'],
    [' E11 9 ', 'I10', 'E11.9'],
    ['I10', 'ICD-10-CM', 'I10'],
    ['S61.411A', 'http://hl7.org/fhir/sid/icd-10-cm', 'S61.411A'],
    ['U07.1', '2.16.840.1.113883.6.90', 'U07.1'],
    ['Z3A.20', undefined, 'Z3A.20'],
    ['E119', undefined, 'E11.9'],
    ['250.00', undefined, 'diagnosis-icd-9'],
    ['4019', undefined, 'diagnosis-icd-9'],
    ['V5869', undefined, 'V58.69'],
    ['E849.0', undefined, 'diagnosis-icd-9'],
    ['V58.69', 'I9', 'diagnosis-icd-9'],
    ['123.12', 'I9', 'diagnosis-icd-9'],
    ['E11.9', 'ICD-9-CM', 'diagnosis-icd-9'],
    ['E11.9', 'urn:oid:2.16.840.1.113883.6.103', 'diagnosis-icd-9'],
    ['444814009', 'http://snomed.info/sct', 'diagnosis-code-invalid'],
    ['E11.12345', undefined, 'diagnosis-code-invalid'],
    ['Alder', undefined, 'diagnosis-code-invalid'],
    ['', undefined, 'diagnosis-code-invalid'],
  ])('%s of %s is %s', (text, system, expected) => {
    expect(outcome(readDiagnosis(text, system))).toBe(expected);
  });

  test("of the source's own is what the practice has mapped it to", () => {
    expect(outcome(diagnosisFor(practice, { sourceSystem: 'x', text: 'dm2' }))).toBe('E11.9');
  });

  test('of ICD-9 is not mapped, whatever the practice says', () => {
    expect(outcome(diagnosisFor(practice, { sourceSystem: 'x', text: '250' }))).toBe('diagnosis-icd-9');
  });
});

describe('A procedure', () => {
  test.each<readonly [text: string, system: string | undefined, outcome: string]>([
    ['99213', undefined, '99213'],
    [' j3301', 'HCPCS', 'J3301'],
    ['0001A', 'C4', '0001A'],
    ['3044F', 'http://www.ama-assn.org/go/cpt', '3044F'],
    ['G0439', 'urn:oid:2.16.840.1.113883.6.285', 'G0439'],
    ['99213', 'I9', '99213'],
    ['FAKE', undefined, 'procedure-code-invalid'],
    ['150.00', undefined, 'procedure-code-invalid'],
    ['ABCDE', 'CPT', 'procedure-code-invalid'],
    ['10582', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'code-unmapped'],
    ['90210', 'L', 'code-unmapped'],
    ['140', 'http://hl7.org/fhir/sid/cvx', 'code-unmapped'],
  ])('%s of %s is %s', (text, system, expected) => {
    expect(outcome(readProcedure(text, system))).toBe(expected);
  });

  test('with the label of a diagnosis is taken, and said', () => {
    expect(readProcedure('99213', 'ICD9')).toEqual({ value: '99213', note: 'label-ignored' });
  });

  test("of the source's own is what the practice has mapped it to, with a label or without", () => {
    expect(outcome(procedureFor(practice, { sourceSystem: 'x', text: 'OV3', system: 'L' }))).toBe('99212');
    expect(outcome(procedureFor(practice, { sourceSystem: 'x', text: 'OV3' }))).toBe('99213');
  });

  test('has modifiers of two signs, or mapped ones', () => {
    const modifier = (text: string) => outcome(modifierFor(practice, { sourceSystem: 'x', text }));
    expect(['25', 'lt', 'BIL', 'MOD1', ''].map(modifier)).toEqual([
      '25',
      'LT',
      '50',
      'modifier-invalid',
      'modifier-invalid',
    ]);
  });
});

describe('A code system', () => {
  test.each([
    ['I10', 'ICD-10-CM'],
    ['icd-10-cm', 'ICD-10-CM'],
    ['I9C', 'ICD-9-CM'],
    ['CPT-4', 'CPT'],
    ['HCPT', 'HCPCS'],
    ['http://terminology.hl7.org/CodeSystem/HCPCS', 'HCPCS'],
    ['urn:oid:2.16.840.1.113883.6.96', 'SNOMED CT'],
    ['http://hl7.org/fhir/sid/cvx', 'CVX'],
    ['LN', 'LOINC'],
    ['http://hl7.org/fhir/sid/ndc', 'NDC'],
    ['http://example.org/own', undefined],
    ['L', undefined],
    ['', undefined],
  ])('%s is %s', (name, system) => {
    expect(codeSystemOf(name)).toBe(system);
  });
});

describe('An amount', () => {
  test.each([
    ['125.00', '125.00'],
    ['125', '125.00'],
    ['125.5', '125.50'],
    ['$1,234.05', '1234.05'],
    ['(12.00)', '-12.00'],
    ['-$3.21', '-3.21'],
    ['$-3.21', '-3.21'],
    ['0125.10', '125.10'],
    ['12.5000', '12.50'],
    ['-0', '0.00'],
    ['125.005', 'amount-not-in-cents'],
    ['1,25', 'amount-not-in-cents'],
    ['12e3', 'amount-not-in-cents'],
    ['', 'amount-not-in-cents'],
  ])('%s is %s', (text, expected) => {
    expect(outcome(readAmount(text))).toBe(expected);
  });

  test('of any number of cents is read back as these cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        const { value } = readAmount(String(cents / 100));
        expect(DollarText.parse(value)).toBe(cents);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['1', 1],
    ['1.00', 1],
    ['004', 4],
    ['9999', 9999],
    ['0', 'units-not-whole'],
    ['1.5', 'units-not-whole'],
    ['-1', 'units-not-whole'],
    ['10000', 'units-not-whole'],
  ])('of units, %s is %s', (text, expected) => {
    expect(outcome(readUnits(text))).toBe(expected);
  });
});

describe('The day of an instant', () => {
  test.each([
    ['2026-10-06T02:30:00Z', 'America/New_York', '2026-10-05'],
    ['2026-10-06T04:00:00Z', 'America/New_York', '2026-10-06'],
    ['2026-01-06T04:30:00+00:00', 'America/New_York', '2026-01-05'],
    ['2026-10-05T21:30:00-0500', 'America/Los_Angeles', '2026-10-05'],
    ['2026-10-05T23:30', 'America/Los_Angeles', '2026-10-05'],
    ['2026-10-05', 'Pacific/Honolulu', '2026-10-05'],
    ['2026-02-30', 'America/New_York', undefined],
    ['2026-02-30T10:00:00Z', 'America/New_York', undefined],
    ['yesterday', 'America/New_York', undefined],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(localDay(instant, zone)).toBe(day);
  });
});

describe('An address', () => {
  test.each([
    ['OR', 'OR'],
    ['oregon', 'OR'],
    [' District  of Columbia', 'DC'],
    ['D.C.', 'DC'],
    ['Puerto Rico', 'PR'],
    ['ZZ', undefined],
    ['', undefined],
  ])('in the state %s is in %s', (text, state) => {
    expect(usState(text)).toBe(state);
  });

  test.each([
    ['97099', 'OR', '97099'],
    ['97099-1234', 'OR', '970991234'],
    ['970991234', undefined, '970991234'],
    ['2134', 'MA', '02134'],
    ['21341234', 'MA', '021341234'],
    ['2134-1234', 'MA', '021341234'],
    ['9709', 'OR', undefined],
    ['9709', undefined, undefined],
    ['ABCDE', 'OR', undefined],
  ])('with the ZIP code %s in %s has %s', (text, state, zip) => {
    expect(readZip(text, state)).toBe(zip);
  });

  test('without a country is in the United States', () => {
    expect(['', 'US', 'u.s.a.', 'United States', 'CA', 'Canada'].map(isUnitedStates)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('A person', () => {
  test.each([
    ['female', 'F'],
    ['M', 'M'],
    ['other', 'U'],
    ['A', 'U'],
    ['2', 'F'],
    ['Z', 'code-unmapped'],
  ])('of sex %s is %s', (text, expected) => {
    expect(outcome(sexFor(practice, { sourceSystem: 'x', text }))).toBe(expected);
  });

  test.each<readonly [string, RelationshipDialect, string]>([
    ['Self', 'words', 'self'],
    ['18', 'words', 'self'],
    ['Wife', 'words', 'spouse'],
    ['19', 'words', 'child'],
    ['Life Partner', 'words', 'other'],
    ['Z9', 'words', 'child'],
    ['SEL', 'insured-to-patient', 'self'],
    ['PAR', 'insured-to-patient', 'child'],
    ['EMR', 'insured-to-patient', 'other'],
    ['CHD', 'insured-to-patient', 'code-unmapped'],
    ['01', 'uniform-billing', 'self'],
    ['04', 'uniform-billing', 'child'],
    ['01', 'words', 'spouse'],
    ['cousin thrice', 'words', 'code-unmapped'],
  ])('who is %s in %s is %s', (text, dialect, expected) => {
    expect(outcome(relationshipFor(practice, { sourceSystem: 'x', text, dialect }))).toBe(expected);
  });

  test('has a telephone number of ten digits or none', () => {
    expect(['(503) 555-0142', '1-503-555-0142 x12', '503.555.0142', '555-0142', ''].map(readPhone)).toEqual([
      '5035550142',
      '5035550142',
      '5035550142',
      undefined,
      undefined,
    ]);
  });

  test('has four digits of a social security number and no more', () => {
    expect(['900-12-3456', '900123456', '3456', '12', 'x'].map(lastFourOfSsn)).toEqual([
      '3456',
      '3456',
      '3456',
      undefined,
      undefined,
    ]);
  });
});

describe('A place of service', () => {
  test.each([
    ['11', '11'],
    ['2', '02'],
    ['OFF', '11'],
    ['37', 'place-of-service-unmapped'],
    ['', 'place-of-service-unmapped'],
  ])('%s is %s', (text, expected) => {
    expect(outcome(placeOfServiceFor(practice, { sourceSystem: 'x', text }))).toBe(expected);
  });

  test('follows from the class of a visit only where the class settles it', () => {
    expect(['E', 'EMER', 'I', 'IMP', 'HH', 'O', 'AMB', ''].map(placeOfServiceOfClass)).toEqual([
      '23',
      '23',
      '21',
      '21',
      '12',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('A national drug code', () => {
  test.each([
    ['00003029305', '00003029305'],
    ['0003-0293-05', '00003029305'],
    ['00003-293-05', '00003029305'],
    ['00003-0293-5', '00003029305'],
    ['00003-0293-05', '00003029305'],
    ['0003029305', 'ndc-invalid'],
    ['61519-1234-12-01', 'ndc-invalid'],
    ['', 'ndc-invalid'],
  ])('%s is %s', (text, expected) => {
    expect(outcome(readNdc(text))).toBe(expected);
  });
});

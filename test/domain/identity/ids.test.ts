import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PracticeId } from '#contracts/identifiers.ts';
import { canonicalJson, contentHashOf } from '#domain/identity/content-hash.ts';
import {
  claimIdFor,
  claimIdOfControlNumber,
  claimIdOfEligibilityTrace,
  eligibilityTraceFor,
  guarantorIdFor,
  patientControlNumberFor,
  readControlNumber,
  remittanceIdFor,
  uploadIdFor,
} from '#domain/identity/ids.ts';

const practiceId = PracticeId.parse('cedar-hill');
const otherPractice = PracticeId.parse('cedar-hill-2');
const claimId = claimIdFor(practiceId, 'sample-pm', 'ENC-1');

describe('derived ids', () => {
  test('stay what they were: a claim of an earlier release is found again', () => {
    expect(claimId).toBe('CR0Y0RHJ1GYXX');
    expect(guarantorIdFor(practiceId, 'sample-pm', { numberedAs: 'patient', sourceId: 'P-1' })).toBe(
      'GDNKYFN9JN1DB',
    );
    expect(uploadIdFor('uploads', 'upload/cedar-hill/a.ndjson', 'v1')).toBe('UPTZ5GADXAW8R8RGB');
    expect(remittanceIdFor('JUNIP', 'EFT1', 'abc')).toBe('RDXBVGW8FB3EXR0NS');
  });

  test('differ wherever a part differs, also where the parts run together', () => {
    const ids = [
      claimIdFor(practiceId, 'sample-pm', 'ENC-1'),
      claimIdFor(otherPractice, 'sample-pm', 'ENC-1'),
      claimIdFor(practiceId, 'sample-pmE', 'NC-1'),
      claimIdFor(practiceId, 'sample', '-pmENC-1'),
      claimIdFor(practiceId, 'sample-pm', 'ENC-2'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('never collide for distinct keys', () => {
    const key = fc.tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 2, maxLength: 50, selector: String }), (keys) => {
        const distinct = new Map(keys.map((pair) => [JSON.stringify(pair), pair]));
        const ids = [...distinct.values()].map(([system, id]) => claimIdFor(practiceId, system, id));
        expect(new Set(ids).size).toBe(distinct.size);
      }),
      { numRuns: 50 },
    );
  });

  test('keep a patient apart from a guarantor of the same number', () => {
    const asPatient = guarantorIdFor(practiceId, 'pm', { numberedAs: 'patient', sourceId: '7' });
    const asGuarantor = guarantorIdFor(practiceId, 'pm', { numberedAs: 'guarantor', sourceId: '7' });
    expect(asPatient).not.toBe(asGuarantor);
  });
});

describe('a patient control number', () => {
  test('fits CLM01 and is read back to its claim and submission', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 999_999 }), (encounterId, sequence) => {
        const id = claimIdFor(practiceId, 'pm', encounterId);
        const text = patientControlNumberFor(id, sequence);
        expect(text.length).toBeLessThanOrEqual(20);
        expect(readControlNumber(text)).toEqual({ claimId: id, sequence });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['in lower case, as some payers repeat it', 'c0000000000ab-3', 'C0000000000AB'],
    ['with spaces around it', '  C0000000000AB-12 ', 'C0000000000AB'],
    ['that is none of ours', '0', undefined],
    ['without a submission', 'C0000000000AB', undefined],
    ['with a submission of zero', 'C0000000000AB-0', undefined],
    ['with a letter that Crockford leaves out', 'C0000000000AU-1', undefined],
    ['that is longer than ours', 'C0000000000ABC-1', undefined],
  ])('%s is read as %s -> %s', (_, text, expected) => {
    expect(claimIdOfControlNumber(text)).toBe(expected);
  });
});

test('an eligibility trace is read back to its claim, and a control number is no trace', () => {
  expect(claimIdOfEligibilityTrace(eligibilityTraceFor(claimId, 2))).toBe(claimId);
  expect(claimIdOfEligibilityTrace(patientControlNumberFor(claimId, 2))).toBeUndefined();
  expect(claimIdOfControlNumber(eligibilityTraceFor(claimId, 2))).toBeUndefined();
});

describe('a content hash', () => {
  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).toReversed());
        expect(contentHashOf(reversed)).toBe(contentHashOf(object));
      }),
      { numRuns: 50 },
    );
  });

  test('depends on the order of a list and on every value', () => {
    expect(contentHashOf([1, 2])).not.toBe(contentHashOf([2, 1]));
    expect(contentHashOf({ a: '1' })).not.toBe(contentHashOf({ a: 1 }));
    expect(contentHashOf({ a: {} })).not.toBe(contentHashOf({ a: [] }));
  });

  test('is SHA-256 of the canonical text', () => {
    expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[{"d":1}]}');
    expect(contentHashOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

import { describe, expect, test } from 'vitest';
import { readDocumentName, readDocumentText } from '#domain/intake/read/document/read-document-file.ts';

describe('The name of a document', () => {
  test.each([
    ['feed/E-1001.pdf', { visitNumber: 'E-1001' }],
    ['E-1001_consent.pdf', { visitNumber: 'E-1001', documentKind: 'consent' }],
    ['E-1001_operative_2.txt', { visitNumber: 'E-1001', documentKind: 'operative' }],
    ['E-1001_0002.pdf', { visitNumber: 'E-1001' }],
    ['E-1001 (1).pdf', { visitNumber: 'E-1001' }],
    // Four digits are a part of the number.
    ['E_1001.pdf', { visitNumber: 'E_1001' }],
    ['visit-E-1001/letter.pdf', { visitNumber: 'E-1001', documentKind: 'letter' }],
    ['encounter_77/scan0001.pdf', { visitNumber: '77' }],
    ['E-1001_operative.txt.gz', { visitNumber: 'E-1001', documentKind: 'operative' }],
    ['dictation.txt', {}],
    ['consent.pdf', {}],
  ])('%s says', (name, says) => {
    expect(readDocumentName(name)).toEqual(says);
  });
});

describe('The first lines of a text', () => {
  test.each([
    ['Visit: E-1001', { visitNumber: 'E-1001', isUnsigned: false }],
    ['  Encounter Number: 77 | signed', { visitNumber: '77', isUnsigned: false }],
    [
      'MRN: P-3001\nDate of Service: 10/5/2026',
      { patientNumber: 'P-3001', serviceDate: '2026-10-05', isUnsigned: false },
    ],
    ['DOS: 2026-10-05 09:30\nStatus: Preliminary', { serviceDate: '2026-10-05', isUnsigned: true }],
    ['Note type: Operative report\nSignature: pending', { documentKind: 'operative', isUnsigned: true }],
    ['Status: final', { isUnsigned: false }],
    ['The visit: she came for a cough.', { isUnsigned: false }],
    [`${'\n'.repeat(60)}Visit: E-1001`, { isUnsigned: false }],
  ])('%j say', (text, says) => {
    expect(readDocumentText(text)).toEqual(says);
  });
});

import { describe, expect, test } from 'vitest';
import { phiInName, type NameFault } from '#domain/intake/recognise/phi-in-name.ts';

const harmless = [
  'charges-2026-10-05.csv',
  'charges_20261005.csv',
  'Charges_20261005.csv',
  'daily/encounters-2026-10-05.ndjson',
  'encounters.ndjson',
  'DFT_20261005_120000.hl7',
  'ADT 10-05-2026.hl7',
  'Epic_Charge_Export_20261005.zip',
  'EPIC_CHARGES_20261005.zip',
  'Patients_20261005.csv',
  'patients-2026-10.csv',
  'patient-demographics-20261005.csv',
  'batch-000123.ndjson',
  'batch_20261005_000123456.hl7',
  '837p-000000123.edi',
  'claims_10052026.x12',
  'cedar-hill-2026-10-05.ndjson',
  'Cedar_2026-10-05.csv',
  'Monday Morning Charges 2026-10-05.csv',
  'october-charges.csv',
  'E-1001_operative_1.pdf',
  'CDVX2NGG7GYKF.txt',
  'export (2).csv',
  'Export_Final_v2_2026-10-05.csv',
  'schedule.csv',
  'Weekly_Schedule_10.05.26.csv',
  'fhir/Encounter.ndjson',
  'Bundle-7.json',
  'members.csv',
  '20261005.csv',
  '2026/10/05/charges.csv',
  'a1b2c3d4e5f6.json',
  'north-clinic/athena-visits-20261005-1.csv.gz',
  'visit_12345678.json',
];

const telling: readonly (readonly [string, NameFault])[] = [
  ['123-45-6789.csv', 'a social security number'],
  ['jane 123 45 6789.pdf', 'a social security number'],
  ['ssn_123456789.csv', 'a social security number'],
  ['123456789-ssn.csv', 'a social security number'],
  ['notes for jane.doe@example.com.txt', 'an e-mail address'],
  ['503-555-0142.pdf', 'a telephone number'],
  ['call (503) 555-0142.txt', 'a telephone number'],
  ['chart dob 01021980.pdf', 'a date of birth'],
  ['DOB-1980-01-02.csv', 'a date of birth'],
  ['birthdate_19800102.csv', 'a date of birth'],
  ['19800102dob.csv', 'a date of birth'],
  ['mrn1234567.csv', 'the number of a patient'],
  ['MRN_0012345.hl7', 'the number of a patient'],
  ['patient-123456.json', 'the number of a patient'],
  ['patient_id_123456.json', 'the number of a patient'],
  ['member#W123456789.csv', 'the number of a patient'],
  ['chart 554433.pdf', 'the number of a patient'],
  ['MedicareNo 1234567.csv', 'the number of a patient'],
  ['Jane_Doe_19800102.csv', "a person's name"],
  ['JaneDoe-1980-01-02.pdf', "a person's name"],
  ['DOE_JANE_01021980.pdf', "a person's name"],
  ['Note Jane Doe 10-05-2026.txt', "a person's name"],
  ["O'Hara_Mary_2026-10-05.txt", "a person's name"],
  ['Müller_Zoë_19800102.csv', "a person's name"],
  ['Doe, Jane.pdf', "a person's name"],
  ['Doe,Jane_note.pdf', "a person's name"],
  ['notes/Doe, J.txt', "a person's name"],
  ['Jane_Doe_20261005/encounters.ndjson', "a person's name"],
  ['Operative_Note_Jane_Doe_20261005.pdf', "a person's name"],
];

describe('The name of an upload', () => {
  test.each(harmless)('%s tells nothing about a patient', (name) => {
    expect(phiInName(name)).toBeUndefined();
  });

  test.each(telling)('%s tells %s', (name, fault) => {
    expect(phiInName(name)).toBe(fault);
  });

  test('may hold words of the practice beside a date', () => {
    expect(phiInName('Cedar_Hill_2026-10-05.csv')).toBe("a person's name");
    expect(phiInName('Cedar_Hill_2026-10-05.csv', ['Cedar Hill Family Medicine'])).toBeUndefined();
  });
});

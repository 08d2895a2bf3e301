import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Encounter } from '#contracts/encounter.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import { hl7Practice, notesOf, partsOf, read, refusals, thingsOf } from './hl7-practice.ts';
import { segment } from './write-message.ts';

const folder = path.resolve(import.meta.dirname, '../../../../../shared/data/hl7v2');
const isAbsent = !existsSync(folder);
const reason = 'the third-party HL7 samples are not on this machine';

const noDemographics = ['field-missing PID^1^7', 'field-missing PID^1^11'];
const fakeCharge = ['payer-unmapped IN1^1^3^1', 'procedure-code-invalid FT1^1^7^1'];
const noSubscriber = ['field-missing IN1^1^18', 'field-missing IN1^1^43', 'field-missing IN1^1^19'];
const noProvider = ['field-missing FT1^1^20'];
const testMessage = ['test-message MSH^1^11'];
const noVisit = ['visit-number-missing PV1^1^19'];
const medplum = [
  ...noVisit,
  'field-invalid PID^1^11^4',
  'payer-unmapped IN1^1^3^1',
  'procedure-code-invalid FT1^1^7^1',
  'field-missing IN1^1^17',
  ...noProvider,
  'place-of-service-unmapped PV1^1^3',
];

/** What each file is refused for, with nothing mapped: all that is wrong, and then all that is missing. */
const answers: Readonly<Record<string, readonly string[]>> = {
  'linuxforhealth_DFT_P03_01.hl7': [
    ...testMessage,
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    ...noSubscriber,
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_02.hl7': [
    ...testMessage,
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    'field-missing IN1^1^17',
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_03.hl7': [
    ...testMessage,
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_04.hl7': [
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    'field-missing IN1^1^36',
    'field-missing IN1^1^17',
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_05.hl7': [
    ...testMessage,
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_06.hl7': [
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    'field-missing IN1^1^16',
    ...noSubscriber,
    ...noProvider,
  ],
  'linuxforhealth_DFT_P03_07.hl7': [
    ...noVisit,
    ...fakeCharge,
    ...noDemographics,
    'field-missing IN1^1^36',
    'field-missing IN1^1^16',
    ...noSubscriber,
    ...noProvider,
  ],
  'medplum_DFT_P03_multi.hl7': medplum,
  'medplum_DFT_P03_single.hl7': medplum,
  'redox_DFT_P03_v2.5.hl7': [
    ...testMessage,
    'ndc-invalid FT1^1^29^1',
    'modifier-invalid FT1^1^26^1',
    'modifier-invalid FT1^1^26^1',
    'diagnosis-icd-9 FT1^1^19^1',
    'provider-unmapped FT1^1^20^1',
    'location-unmapped PV1^1^3^1',
    'field-missing IN1^1^3',
  ],
};

describe('Third-party samples of HL7', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(isAbsent, reason);
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(answers).toSorted());
  });

  test.skipIf(isAbsent).each(Object.entries(answers))(
    '%s is refused for all that is wrong with it',
    (name, expected) => {
      const records = read(readFileSync(path.join(folder, name), 'utf8'));
      expect(records).toHaveLength(1);
      expect(refusals(records)).toEqual(expected);
    },
  );

  test.skipIf(isAbsent)('repeat no name, number or address of a person in their answers', () => {
    for (const name of Object.keys(answers)) {
      const text = JSON.stringify(read(readFileSync(path.join(folder, name), 'utf8')));
      expect(text).not.toMatch(/DOE|JANE|JOHN|HALL|MARCUS|MAIN ST|Some Street|MEMBER36|11401562|SEEGER/);
    }
  });

  const medplumMapping = {
    preset: 'standard',
    fields: [
      { field: 'encounterId', from: ['FT1-2.1'] },
      { field: 'lines.code', from: ['FT1-22'] },
      { field: 'lines.charge', from: ['FT1-7.1'] },
      { field: 'lines.units', from: ['FT1-8.1'] },
      { field: 'lines.diagnoses', from: ['PR1-15'] },
    ],
  };
  const usual = { defaults: { renderingNpi: '2000001018', locationId: 'main' } };

  test.skipIf(isAbsent)('of a sender that is mapped are refused for what no mapping can say', () => {
    const practice = hl7Practice(medplumMapping, {
      intake: {
        sources: [{ sourceSystem: 'feed', kind: 'parts', ...usual }],
        hl7Mappings: [{ sourceSystem: 'feed', ...medplumMapping }],
      },
    });
    const text = readFileSync(path.join(folder, 'medplum_DFT_P03_single.hl7'), 'utf8');
    expect(refusals(read(text, practice))).toEqual([
      'field-invalid PID^1^11^4',
      'payer-unmapped IN1^1^3^1',
      'field-missing IN1^1^17',
    ]);
  });

  /** Messages of our own in the shapes of the samples, with nothing wrong left. */
  const home = '7 ELM COURT^^ALDER FALLS^OR^97099';
  const ofHospital = (
    version: string,
    insurance: Readonly<Record<number, string>>,
    ...more: string[]
  ): string =>
    [
      `MSH|^~\\&|||||20261008111200||DFT^P03^DFT_P03|T1|P|${version}|||||||||`,
      'EVN||20261008111100||||||',
      segment('PID', { 3: 'P9^^^XYZ^MR', 5: 'LARK^EDWIN^', 7: '19740214', 8: 'M', 11: home, 30: '' }),
      segment('PV1', { 2: 'I', 19: 'V9', 45: '' }),
      'ORC|NW|||||||||||||||',
      'NTE|1|O|OF THE ORDER|||',
      'OBX|1|ST|100||CONTENT|||||||X',
      segment('FT1', { 4: '20261007145045', 6: 'CG', 7: '99221', 11: '210', 20: '2000001018', 40: '' }),
      'DG1|1||J189^^I10',
      segment('IN1', { 1: '1', 2: 'PLAN^^SYS', 3: 'JUNIP^^^SYS', 4: 'JUNIPER', 36: 'JHM1', ...insurance }),
      ...more,
    ].join('\r');
  const parent = { 16: 'LARK^ROSE^^^MS.', 18: '19480101', 19: home, 43: 'F' };
  const ofClinic = (...more: string[]): string =>
    [
      'MSH|^~\\&|APP|FAC|REC|FAC|20261018153044||DFT^P03|T2|P|2.3',
      'EVN|P03|20261018153044',
      `PID|1||P8^^^MRN^MR||LARK^EDWIN^A||19740214|M|||${home}^USA`,
      segment('FT1', {
        1: '1',
        2: 'V8',
        3: '9876',
        4: '20261018',
        5: '20261018',
        6: 'CG',
        7: '150.00',
        8: '1',
        9: 'Units',
        22: '99213^OFFICE^CPT',
      }),
      segment('PR1', { 1: '1', 3: '99213^OFFICE^CPT', 4: '20261018', 5: 'GP', 15: 'E11.9^^ICD-10' }),
      ...more,
      segment('IN1', { 1: '1', 2: 'JUNIP', 3: 'JUN01', 4: 'JUNIPER', 17: 'SEL', 36: 'XYZ789' }),
    ].join('\r');
  const ofNetwork = [
    'MSH|^~\\&|HMS03|NCA|EPIC|NCA|202610261522||DFT^P03|T3|P|2.5|||||||||',
    'EVN|P03|||||202610261607|',
    `PID|1||P7^^^1013^MRN||LARK^EDWIN^A||19740214|M|||${home}||800123456|||||H1|`,
    segment('PV1', { 3: 'CLINIC', 7: '2000001018^ROWAN, ADA^^^^^^^1003', 19: 'V7', 45: '' }),
    segment('FT1', {
      1: '1',
      2: '691234',
      4: '20261023^20261023',
      6: 'CG',
      7: '84460^^PROC',
      10: '1',
      11: '125.10',
      13: 'MED^^SRCA',
      19: 'E78.5^^I10',
      20: '2000001018^ROWAN^ADA^A^^^^^NPI^1003',
      21: '2000001026^HERON',
      23: '1024123',
      25: '99213^OFFICE^ICD9',
      26: '25~GT',
      29: '61519-1234-12^NDC',
    }),
    segment('IN1', { 1: '1', 3: 'JUN01', 17: 'SEL', 36: 'XYZ789' }),
  ].join('\r');

  test.each<[string, string, Record<string, unknown>]>([
    ['01', ofHospital('2.6', { 17: 'PAR', ...parent }), { coverages: [{ relationship: 'child' }] }],
    [
      '02',
      ofHospital('2.6', { 9: 'A~B', 12: '20251231145045', 13: '20261231145045', 17: 'SEL' }),
      { coverages: [{ payerId: 'JUNIP' }] },
    ],
    ['03', ofHospital('2.6', { 17: 'SEL' }, 'IN2||000-00-0000'), { coverages: [{ relationship: 'self' }] }],
    ['04', ofHospital('2.6', { 17: 'SEL' }).replaceAll('DFT^P03^DFT_P03', 'DFT^P03'), { encounterId: 'V9' }],
    ['05', ofHospital('2.6', {}, segment('IN2', { 72: '01' })), { coverages: [{ relationship: 'self' }] }],
    ['06', ofHospital('2.6', { 17: 'EMR', ...parent }), { coverages: [{ relationship: 'other' }] }],
    [
      '07',
      ofHospital('2.6', { 17: '05', ...parent }, segment('IN2', { 72: '04' })),
      { coverages: [{ relationship: 'child' }] },
    ],
  ])('of a hospital (%s) are taken in once repaired', (_, text, expected) => {
    const records = read(text);
    expect(refusals(records)).toEqual([]);
    const visit = assembleVisit(partsOf(records), thingsOf(records));
    const encounter = Encounter.parse(visit.kind === 'encounter' ? visit.draft : visit);
    expect(encounter).toMatchObject({
      placeOfService: '21',
      diagnoses: ['J18.9'],
      lines: [{ code: '99221', charge: 21_000, diagnosisPointers: [1] }],
      ...expected,
    });
  });

  test.each<[string, string]>([
    ['single', ofClinic()],
    ['multi', ofClinic(segment('PR1', { 1: '2', 3: '85025^BLOOD^CPT', 15: 'E11.9^^ICD-10' }))],
  ])('of a mapped clinic (%s) are taken in once repaired', (name, text) => {
    const practice = hl7Practice(
      {},
      {
        intake: {
          sources: [{ sourceSystem: 'feed', kind: 'parts', ...usual }],
          hl7Mappings: [{ sourceSystem: 'feed', ...medplumMapping }],
        },
      },
    );
    const records = read(text, practice);
    expect(refusals(records)).toEqual([]);
    const visit = assembleVisit(partsOf(records), thingsOf(records));
    expect(Encounter.parse(visit.kind === 'encounter' ? visit.draft : visit)).toMatchObject({
      encounterId: 'V8',
      placeOfService: '11',
      diagnoses: ['E11.9'],
      lines: [{ code: '99213', units: 1, charge: 15_000 }],
    });
    // The blood test has no charge of its own.
    expect(notesOf(records)).toEqual(name === 'multi' ? ['not-carried'] : []);
  });

  test('of a network are taken in once repaired', () => {
    const records = read(ofNetwork);
    expect(refusals(records)).toEqual([]);
    const visit = assembleVisit(partsOf(records), thingsOf(records));
    expect(Encounter.parse(visit.kind === 'encounter' ? visit.draft : visit)).toMatchObject({
      encounterId: 'V7',
      placeOfService: '11',
      diagnoses: ['E78.5'],
      lines: [{ code: '99213', modifiers: ['25', 'GT'], charge: 12_510 }],
    });
    // The drug has no quantity, and the code of the visit is said to be ICD-9.
    expect(notesOf(records)).toEqual(['label-ignored', 'not-carried']);
  });
});

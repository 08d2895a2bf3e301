import { describe, expect, test } from 'vitest';
import { Encounter } from '#contracts/encounter.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import { readHl7 } from '#domain/intake/read/hl7/read-hl7.ts';
import { context, hl7Practice, notesOf, partsOf, read, refusals, thingsOf } from './hl7-practice.ts';
import { segment } from './write-message.ts';

/** A message of one charge without anything wrong, by segment and field. */
const fields: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  EVN: { 1: 'P03', 2: '20261105115900' },
  PID: {
    1: '1',
    3: 'P-1^^^SITE^MR',
    5: 'ASH^NORA^M^JR',
    7: '19780314',
    8: 'F',
    11: '12 LARCH LANE^^ALDER FALLS^OR^97099^USA',
    13: '(503)555-0100',
  },
  PV1: {
    2: 'O',
    3: 'CLINIC^1^^CHFM',
    7: '2000001018^ROWAN^ADA',
    8: '2000001034^SORREL^JUNE',
    19: 'V-1',
  },
  FT1: {
    1: '1',
    2: 'L1',
    4: '20261005',
    6: 'CG',
    7: 'CDM1^^CDM',
    10: '1',
    11: '160.00',
    19: 'E119^^I10~I10^^I10',
    20: '2000001018^ROWAN^ADA',
    25: '99213^^CPT',
    26: '25',
  },
  IN1: { 1: '1', 2: 'PLAN', 3: 'JUN01', 4: 'JUNIPER', 8: 'G-220', 14: 'A77', 17: 'SEL', 36: 'JHM40001' },
};

/** The clean message with other texts in some fields (`FT1-25`), and further segments behind it. */
function edit(changes: Readonly<Record<string, string>> = {}, ...more: readonly string[]): string {
  const changed = (name: string): Readonly<Record<number, string>> =>
    Object.fromEntries(
      Object.entries(changes)
        .filter(([path]) => path.startsWith(`${name}-`))
        .map(([path, text]) => [Number(path.slice(4)), text]),
    );
  const mshFields = {
    2: 'SENDER',
    3: 'SITE',
    6: '20261105120000',
    8: 'DFT^P03',
    9: 'M1',
    10: 'P',
    11: '2.5',
    // MSH-1 is the separator itself, so that all of its fields stand one further.
    ...Object.fromEntries(Object.entries(changed('MSH')).map(([field, text]) => [Number(field) - 1, text])),
  };
  return [
    segment('MSH', { 1: '^~\\&', ...mshFields }),
    ...Object.entries(fields).map(([name, texts]) => segment(name, { ...texts, ...changed(name) })),
    ...more,
  ].join('\r');
}
const clean = edit();
const without = (name: string, text = clean): string =>
  text
    .split('\r')
    .filter((line) => !line.startsWith(name))
    .join('\r');
const withType = (type: string, changes: Readonly<Record<string, string>> = {}): string =>
  edit({ 'MSH-9': type, ...changes });
/** Another charge of the same visit. */
const charge = (changes: Readonly<Record<number, string>>): string =>
  segment('FT1', { 1: '2', 4: '20261005', 6: 'CG', 10: '1', 11: '9.00', 25: '36415', ...changes });

function draftOf(text: string, practice = hl7Practice()): Record<string, unknown> {
  const records = read(text, practice);
  expect(refusals(records)).toEqual([]);
  const visit = assembleVisit(partsOf(records), thingsOf(records));
  return visit.kind === 'encounter' ? { ...visit.draft } : { visit };
}

describe('A charge message', () => {
  test('makes an encounter that the contract takes', () => {
    const encounter = Encounter.parse(draftOf(clean));
    expect(encounter).toMatchObject({
      sourceSystem: 'feed',
      encounterId: 'V-1',
      patient: {
        sourcePatientId: 'P-1',
        lastName: 'ASH',
        middleName: 'M',
        suffix: 'JR',
        birthDate: '1978-03-14',
        phone: '5035550100',
        address: { state: 'OR', zip: '97099' },
      },
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM40001', relationship: 'self' }],
      renderingNpi: '2000001018',
      referringProvider: { npi: '2000001034', lastName: 'SORREL', firstName: 'JUNE' },
      placeOfService: '11',
      locationId: 'main',
      serviceDateFrom: '2026-10-05',
      diagnoses: ['E11.9', 'I10'],
      lines: [{ code: '99213', modifiers: ['25'], units: 1, diagnosisPointers: [1, 2], sourceLineId: 'L1' }],
      authorizationNumber: 'A77',
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['a code mapped by the practice', edit({ 'FT1-25': 'VISIT3^^EHR' }), { lines: [{ code: '99213' }] }],
    ['a code in the other place', edit({ 'FT1-25': '', 'FT1-7': '99214' }), { lines: [{ code: '99214' }] }],
    [
      'a code of PR1 only',
      edit({ 'FT1-25': '', 'FT1-7': '', 'FT1-26': '\rPR1|1||99215' }),
      { lines: [{ code: '99215' }] },
    ],
    ['a sex mapped by the practice', edit({ 'PID-8': 'W' }), { patient: { sex: 'F' } }],
    ['an unusual sex', edit({ 'PID-8': 'A' }), { patient: { sex: 'U' } }],
    [
      'a state in full',
      edit({ 'PID-11': '1 A ST^^BEND^Oregon^97099-0001' }),
      { patient: { address: { state: 'OR', zip: '970990001' } } },
    ],
    ['a provider by an alias', edit({ 'FT1-20': 'DR7^ROWAN' }), { renderingNpi: '2000001018' }],
    [
      'an NPI among the ids of a provider',
      edit({ 'FT1-20': '77^ROWAN~2000001026^HERON^MILES^^^^^^NPI' }),
      { renderingNpi: '2000001026' },
    ],
    ['the attending provider', edit({ 'FT1-20': '' }), { renderingNpi: '2000001018' }],
    ['an emergency', edit({ 'PV1-2': 'E', 'PV1-3': 'WARD' }), { placeOfService: '23' }],
    ['an inpatient', edit({ 'PV1-2': 'I', 'PV1-3': '' }), { placeOfService: '21' }],
    [
      'the location of the charge',
      edit({ 'FT1-16': 'AFH' }),
      { placeOfService: '22', locationId: 'hospital' },
    ],
    [
      'a charge by the unit',
      edit({ 'FT1-10': '2', 'FT1-11': '', 'FT1-12': '80.5' }),
      { lines: [{ units: 2, charge: '161.00' }] },
    ],
    [
      'a period of service',
      edit({ 'FT1-4': '20261005^20261007' }),
      { serviceDateFrom: '2026-10-05', serviceDateTo: '2026-10-07' },
    ],
    [
      'a visit over midnight in UTC',
      edit({ 'FT1-4': '20261006033000+0000' }),
      { serviceDateFrom: '2026-10-05' },
    ],
    [
      'a payer by its name',
      edit({ 'IN1-2': '', 'IN1-3': '', 'IN1-4': 'Juniper PPO' }),
      { coverages: [{ payerId: 'JUNIP' }] },
    ],
    [
      'a spouse',
      edit({
        'IN1-16': 'DOE^JON',
        'IN1-17': 'SPO',
        'IN1-18': '19700101',
        'IN1-19': '1 B ST^^BEND^OR^97099',
        'IN1-43': 'M',
      }),
      {
        coverages: [
          { relationship: 'spouse', subscriber: { lastName: 'DOE', birthDate: '1970-01-01', sex: 'M' } },
        ],
      },
    ],
    ['a parent', edit({ 'IN1-17': 'MTH' }), { coverages: [{ relationship: 'child' }] }],
    [
      'a child who is older',
      edit({ 'IN1-17': 'CHD', 'IN1-18': '19500101' }),
      { coverages: [{ relationship: 'child' }] },
    ],
    [
      'a child who is younger',
      edit({ 'IN1-17': 'CHD', 'IN1-18': '20010101' }),
      { coverages: [{ relationship: 'other' }] },
    ],
    [
      'a relationship of IN2',
      edit({ 'IN1-17': '' }, segment('IN2', { 72: '01' })),
      { coverages: [{ relationship: 'self' }] },
    ],
    [
      'no relationship but the patient as insured',
      edit({ 'IN1-17': '', 'IN1-16': 'ASH^NORA', 'IN1-18': '19780314' }),
      { coverages: [{ relationship: 'self' }] },
    ],
    [
      'a relationship mapped by the practice',
      edit({ 'IN1-17': 'CP' }),
      { coverages: [{ relationship: 'spouse' }] },
    ],
    [
      'two insurances the other way round',
      edit({ 'IN1-22': '2' }, segment('IN1', { 1: '2', 3: 'BLUEW', 17: 'SEL', 22: '1', 36: 'B1' })),
      {
        coverages: [
          { order: 'primary', payerId: 'BLUEW' },
          { order: 'secondary', payerId: 'JUNIP' },
        ],
      },
    ],
    [
      'a drug',
      edit({ 'FT1-25': 'J1100^^HCPCS', 'FT1-29': '0641-0367-21', 'FT1-43': '4^ML' }),
      { lines: [{ code: 'J1100', drug: { ndc: '00641036721', quantity: 4, unit: 'ML' } }] },
    ],
    [
      'an accident',
      edit({}, 'ACC|20261004|AUTO||WA'),
      { accident: { kind: 'auto', date: '2026-10-04', state: 'WA' } },
    ],
    [
      'a guarantor',
      edit({}, segment('GT1', { 2: 'G-9', 3: 'WREN^OSCAR', 5: '8 QUARRY ST^^BEND^OR^97099', 11: 'SPO' })),
      { guarantor: { sourceGuarantorId: 'G-9', lastName: 'WREN' } },
    ],
    [
      'diagnoses behind the charges',
      edit({ 'FT1-19': '' }, 'DG1|2||E119^^I10|||F', 'DG1|1||I10^^I10|||F'),
      { diagnoses: ['I10', 'E11.9'], lines: [{ diagnosisPointers: [1, 2] }] },
    ],
    ['a diagnosis of the admission', edit({}, 'DG1|1||R059^^I10|||A'), { diagnoses: ['E11.9', 'I10'] }],
    ['version 2.1', edit({ 'MSH-12': '2.1' }), { encounterId: 'V-1' }],
  ])('with %s is read', (_, text, expected) => {
    expect(draftOf(text)).toMatchObject(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ['without a version', edit({ 'MSH-12': '' }), ['hl7-version-missing MSH^1^12']],
    ['of a version to come', edit({ 'MSH-12': '3.0' }), ['hl7-version-missing MSH^1^12']],
    ['in Cyrillic', edit({ 'MSH-18': '8859/5' }), ['hl7-charset MSH^1^18']],
    ['for testing', edit({ 'MSH-11': 'T' }), ['test-message MSH^1^11']],
    ['of no type', edit({ 'MSH-9': '' }), ['message-type-unknown MSH^1^9']],
    ['without a visit number', edit({ 'PV1-19': '' }), ['visit-number-missing PV1^1^19']],
    ['with a visit number that is a text', edit({ 'PV1-19': 'V 1/2' }), ['field-invalid PV1^1^19^1']],
    [
      'without a patient',
      without('PID'),
      [
        'segment-missing PID^1',
        'field-missing PID^1^5',
        'field-missing PID^1^7',
        'field-missing PID^1^8',
        'field-missing PID^1^11',
      ],
    ],
    ['with an ICD-9 code', edit({ 'FT1-19': '250.00^^I9' }), ['diagnosis-icd-9 FT1^1^19^1']],
    ['with an ICD-9 code that does not say so', edit({ 'FT1-19': '250.00' }), ['diagnosis-icd-9 FT1^1^19^1']],
    ['with an ICD-9 code in DG1-2', edit({}, 'DG1|1|I9|25000'), ['diagnosis-icd-9 DG1^1^3^1']],
    ['with a bad diagnosis', edit({ 'FT1-19': 'SUGAR' }), ['diagnosis-code-invalid FT1^1^19^1']],
    ['with a bad code', edit({ 'FT1-25': 'OFFICE' }), ['procedure-code-invalid FT1^1^25^1']],
    [
      'with an amount for a code',
      edit({ 'FT1-25': '', 'FT1-7': '150.00' }, 'PR1|1||99213'),
      ['procedure-code-invalid FT1^1^7^1'],
    ],
    ['with a code that nobody mapped', edit({ 'FT1-25': '' }), ['code-unmapped FT1^1^7^1']],
    ['without a code', edit({ 'FT1-7': '', 'FT1-25': '' }), ['field-missing FT1^1^25']],
    ['with a bad modifier', edit({ 'FT1-26': '25~MOD1' }), ['modifier-invalid FT1^1^26^1']],
    ['with half a unit', edit({ 'FT1-10': '0.5' }), ['units-not-whole FT1^1^10^1']],
    ['with no unit', edit({ 'FT1-10': '0' }), ['field-invalid FT1^1^10^1']],
    ['with a tenth of a cent', edit({ 'FT1-11': '160.005' }), ['amount-not-in-cents FT1^1^11^1']],
    ['with a word for an amount', edit({ 'FT1-11': 'free' }), ['field-invalid FT1^1^11^1']],
    ['with a negative charge', edit({ 'FT1-11': '-160.00' }), ['charge-negative FT1^1^11']],
    [
      'with amounts that differ',
      edit({ 'FT1-10': '2', 'FT1-12': '90.00' }),
      ['charges-do-not-add-up FT1^1^11'],
    ],
    ['with a day that is none', edit({ 'FT1-4': '20261305' }), ['field-invalid FT1^1^4^1']],
    ['with days reversed', edit({ 'FT1-4': '20261007^20261005' }), ['dates-reversed FT1^1^4']],
    [
      'with a provider nobody knows',
      edit({ 'FT1-20': '2331^SEEGER^^^^^^^NPI' }),
      ['provider-unmapped FT1^1^20^1'],
    ],
    ['with a payer nobody knows', edit({ 'IN1-3': 'Q7' }), ['payer-unmapped IN1^1^3^1']],
    ['with a location nobody knows', edit({ 'PV1-3': 'NW4' }), ['location-unmapped PV1^1^3^1']],
    ['with a foreign address', edit({ 'PID-11': '1 A ST^^HULL^QC^J8X^CAN' }), ['address-foreign PID^1^11^6']],
    ['with a state that is none', edit({ 'PID-11': '1 A ST^^BEND^ST^97099' }), ['field-invalid PID^1^11^4']],
    ['with a ZIP code that is none', edit({ 'PID-11': '1 A ST^^BEND^OR^97' }), ['field-invalid PID^1^11^5']],
    ['with a birth date that is none', edit({ 'PID-7': '19780230' }), ['field-invalid PID^1^7^1']],
    ['with a sex that is none', edit({ 'PID-8': 'Q' }), ['field-invalid PID^1^8^1']],
    ['with a member id that is none', edit({ 'IN1-36': '???' }), ['field-invalid IN1^1^36^1']],
    ['with a relationship that is none', edit({ 'IN1-17': 'QQQ' }), ['field-invalid IN1^1^17^1']],
    ['with a transaction that is none', edit({ 'FT1-6': 'XX' }), ['field-invalid FT1^1^6^1']],
    ['with charges of two providers', edit({}, charge({ 20: '2000001026' })), ['field-invalid FT1^2^20^1']],
    ['with a bad drug code', edit({ 'FT1-29': '61519-1234-12-01' }), ['ndc-invalid FT1^1^29^1']],
  ])('%s is refused', (_, text, expected) => {
    expect(refusals(read(text))).toEqual(expected);
  });

  test('is told everything that is wrong with it, and what it lacks besides', () => {
    const text = edit({ 'FT1-25': 'OFFICE', 'PID-7': '', 'PV1-19': '' });
    expect(refusals(read(text))).toEqual([
      'visit-number-missing PV1^1^19',
      'procedure-code-invalid FT1^1^25^1',
      'field-missing PID^1^7',
    ]);
  });

  test('says where it stands and repeats nothing about a person', () => {
    const [record] = read(edit({ 'PID-11': '1 ASH ST^^ASHTON^Nowhere^ASHFIELD', 'PID-7': '1978ASH' }));
    expect(record).toMatchObject({
      kind: 'refused',
      encounterId: 'V-1',
      place: { line: 1, message: 1, controlId: 'M1', path: 'PID^1^7^1' },
    });
    expect(JSON.stringify(record)).not.toMatch(/ASH|Nowhere|1978/);
  });

  test.each<[string, string, string]>([
    ['a label that is wrong', edit({ 'FT1-25': '99213^^I9' }), 'label-ignored'],
    ['a payment beside the charge', edit({}, charge({ 6: 'PY' })), 'payment-not-taken'],
    ['a procedure that is not charged', edit({ 'FT1-26': '25\rPR1|1||85025^^CPT' }), 'not-carried'],
    ['the same charge twice', clean.replace(/(FT1[^\r]*)/, '$1\r$1'), 'line-repeated'],
    ['a child that may be either', edit({ 'IN1-17': 'CHD', 'IN1-18': '19500101' }), 'relationship-by-age'],
  ])('with %s has a note', (_, text, note) => {
    expect(notesOf(read(text))).toContain(note);
  });

  test('that is only a payment gives nothing', () => {
    expect(read(edit({ 'FT1-6': 'PY' }))).toEqual([
      { kind: 'nothing', why: 'payment-not-taken', place: { line: 1, message: 1, controlId: 'M1' } },
    ]);
  });

  test('tells lines of one transaction number apart', () => {
    const parts = partsOf(read(edit({}, charge({ 2: 'L1' }))));
    expect(parts.filter(({ partKey }) => partKey.startsWith('line:'))).toHaveLength(2);
  });

  test.each([
    ['its number', charge({ 2: 'L1', 6: 'CD', 11: '160.00', 25: '99213', 26: '25' })],
    ['its content', charge({ 2: 'L9', 6: 'CD', 11: '-160.00', 25: '99213', 26: '25' })],
    ['a reference', charge({ 2: 'L9', 6: 'CD', 31: 'L1' })],
  ])('with a credit of a charge by %s has no line', (_, credit) => {
    const parts = partsOf(read(edit({}, credit)));
    expect(parts.filter(({ content }) => content.kind === 'line')).toEqual([]);
    expect(parts.filter(({ content }) => content.kind === 'void').map(({ partKey }) => partKey)).toEqual([
      'line:L1',
    ]);
  });

  test('only points at the patient when admissions tell the demographics', () => {
    const records = read(clean, hl7Practice({ demographicsBy: 'admission-messages' }));
    expect(thingsOf(records)).toEqual([]);
    expect(assembleVisit(partsOf(records), [])).toMatchObject({
      kind: 'waiting',
      needs: expect.arrayContaining([{ kind: 'person', name: 'person/P-1' }]) as unknown,
    });
  });

  test('without insurance waits for it, unless that means that the patient pays', () => {
    const records = read(without('IN1'));
    expect(assembleVisit(partsOf(records), thingsOf(records))).toMatchObject({
      kind: 'waiting',
      needs: expect.arrayContaining([{ kind: 'coverage', name: 'coverage/P-1/primary' }]) as unknown,
    });
    expect(draftOf(without('IN1'), hl7Practice({ noInsuranceMeans: 'self-pay' }))).toMatchObject({
      coverages: [],
    });
  });
});

describe('A mapping', () => {
  test('says where a sender puts a field, and what its values mean', () => {
    const practice = hl7Practice({
      fields: [
        { field: 'encounterId', from: ['ZXX-3', 'PV1-50.1'] },
        { field: 'placeOfService', from: ['ZXX-2'], values: { CLIN: '11', HOSP: '22' } },
        { field: 'lines.code', from: ['FT1-22.1'] },
        { field: 'note', from: ['NTE-3'] },
      ],
    });
    const text = edit({ 'FT1-22': '99214' }, 'NTE|1||cough', 'ZXX||HOSP|Z-9');
    expect(draftOf(text, practice)).toMatchObject({
      encounterId: 'Z-9',
      placeOfService: '22',
      lines: [{ code: '99214' }],
      note: 'cough',
    });
  });

  test('can make a payer none', () => {
    const practice = hl7Practice({
      fields: [{ field: 'coverages.payerId', from: ['IN1-3.1'], values: { JUN01: 'self-pay' } }],
    });
    expect(draftOf(clean, practice)).toMatchObject({ coverages: [] });
  });

  test('can say that a name stands in one component', () => {
    const practice = hl7Practice({ nameFormat: 'last-comma-first' });
    expect(draftOf(edit({ 'PID-5': 'ASH, NORA MAE' }), practice)).toMatchObject({
      patient: { lastName: 'ASH', firstName: 'NORA', middleName: 'MAE' },
    });
  });
});

describe('The sender of a message', () => {
  const practice = hl7Practice(
    {},
    {
      intake: {
        hl7Mappings: [
          { sourceSystem: 'one', sendingNames: ['SENDER', 'SITE'] },
          { sourceSystem: 'two', sendingNames: ['OTHER'] },
          { sourceSystem: 'three', sendingNames: ['OTHER'] },
        ],
      },
    },
  );
  const sourceOf = (text: string, folder?: string): string | undefined => {
    const records = readHl7({ number: 1, text, offset: 0 }, context(practice, folder));
    return partsOf(records)[0]?.sourceSystem ?? refusals(records)[0];
  };

  test.each([
    ['by application and facility', clean, undefined, 'one'],
    ['by the folder', edit({ 'MSH-3': '', 'MSH-4': '' }), 'two', 'two'],
    [
      'not when several go by the name',
      edit({ 'MSH-3': 'OTHER', 'MSH-4': '' }),
      undefined,
      'source-unknown MSH^1^3',
    ],
    [
      'not when nobody goes by the name',
      edit({ 'MSH-3': 'X', 'MSH-4': 'Y' }),
      undefined,
      'source-unknown MSH^1^3',
    ],
  ])('is known %s', (_, text, folder, source) => {
    expect(sourceOf(text, folder)).toBe(source);
  });

  test('is unknown to a practice without HL7 sources', () => {
    expect(refusals(read(clean, hl7Practice({}, { intake: {} })))).toEqual(['source-unknown MSH^1^3']);
  });
});

describe('Other messages', () => {
  const admission = without('FT1', withType('ADT^A04'));

  test.each(['A01', 'A03', 'A04', 'A05', 'A08', 'A28', 'A31'])(
    'ADT^%s tells the patient, the coverage and the visit',
    (trigger) => {
      const records = read(admission.replace('A04', trigger));
      expect(thingsOf(records).map(({ names }) => names)).toEqual([['person/P-1'], ['coverage/P-1/primary']]);
      expect(partsOf(records).map(({ partKey }) => partKey)).toEqual(['head', 'coverage:list']);
    },
  );

  test('an admission of a person without a visit tells the person alone', () => {
    const records = read(admission.replace('|V-1', '').replace('A04', 'A31'));
    expect(partsOf(records)).toEqual([]);
    expect(thingsOf(records)).toHaveLength(2);
  });

  test('an admission takes no offence at places and providers that nobody knows', () => {
    expect(refusals(read(admission.replace('CLINIC^1^^CHFM', 'NW4').replace('2000001018^', '99^')))).toEqual(
      [],
    );
  });

  test.each(['A11', 'A23'])('ADT^%s takes the visit back', (trigger) => {
    const records = [...read(clean), ...read(admission.replace('A04', trigger))];
    expect(assembleVisit(partsOf(records), thingsOf(records))).toEqual({ kind: 'void' });
  });

  test('an address corrected by an admission counts, and a thin charge behind it takes nothing away', () => {
    const later = admission.replace('20261105115900', '20261106').replace('12 LARCH LANE', '9 MILL ROAD');
    const thin = edit({ 'EVN-2': '20261107', 'PID-11': '' });
    const records = [thin, clean, later].flatMap((text) => read(text));
    expect(assembleVisit(partsOf(records), thingsOf(records))).toMatchObject({
      draft: { patient: { address: { line1: '9 MILL ROAD' } } },
    });
  });

  test('what a charge says of the provider counts more than what a later admission says', () => {
    const later = admission
      .replace('20261105115900', '20261106')
      .replace('2000001018^ROWAN', '2000001026^HERON');
    const records = [clean, later].flatMap((text) => read(text));
    expect(assembleVisit(partsOf(records), thingsOf(records))).toMatchObject({
      draft: { renderingNpi: '2000001018' },
    });
  });

  test.each(['A34', 'A40'])('ADT^%s joins two numbers of a patient', (trigger) => {
    const text = `${admission.replace('A04', trigger)}\rMRG|P-0^^^SITE^MR`;
    expect(read(text)).toEqual([
      {
        kind: 'patient-merge',
        sourceSystem: 'feed',
        from: 'P-0',
        into: 'P-1',
        order: '20261105115900000000-M1',
        place: { line: 1, message: 1, controlId: 'M1' },
      },
    ]);
    expect(refusals(read(admission.replace('A04', trigger)))).toEqual(['segment-missing MRG^1^1']);
  });

  const appointment = [
    ...withType('SIU^S12').split('\r').slice(0, 1),
    segment('SCH', { 1: 'AP-1', 2: 'AP-9', 11: '^^30^202611090930', 25: 'Booked' }),
    segment('PID', fields['PID'] ?? {}),
    'AIP|1||2000001018^ROWAN',
    'AIL|1||CLINIC',
  ].join('\r');

  test.each([
    ['S12', 'Booked', 'booked'],
    ['S13', '', 'booked'],
    ['S14', 'Arrived', 'arrived'],
    ['S14', 'CHECKED-OUT', 'kept'],
    ['S14', 'Complete', 'kept'],
    ['S14', 'No Show', 'no-show'],
    ['S15', 'Booked', 'cancelled'],
    ['S17', '', 'cancelled'],
    ['S26', 'Booked', 'no-show'],
  ])('SIU^%s with status %j is an appointment that is %s', (trigger, said, status) => {
    expect(read(appointment.replace('S12', trigger).replace('Booked', said))).toEqual([
      {
        kind: 'appointment',
        appointment: {
          sourceSystem: 'feed',
          appointmentId: 'AP-9',
          sourcePatientId: 'P-1',
          date: '2026-11-09',
          time: '09:30',
          providerId: '2000001018',
          locationId: 'CLINIC',
          status,
          order: expect.any(String) as unknown,
        },
        place: { line: 1, message: 1, controlId: 'M1' },
      },
    ]);
  });

  test.each([
    ['without a number', appointment.replace('|AP-1|AP-9|', '|||'), ['field-missing SCH^1^2']],
    ['without a start', appointment.replace('202611090930', ''), ['field-missing SCH^1^11']],
    [
      'with a status that nobody knows',
      appointment.replace('Booked', 'Sideways'),
      ['code-unmapped SCH^1^25^1'],
    ],
  ])('an appointment %s is refused', (_, text, expected) => {
    expect(refusals(read(text))).toEqual(expected);
  });

  const note = [
    ...withType('MDM^T02').split('\r').slice(0, 4),
    segment('TXA', { 1: '1', 2: 'PN', 4: '20261005', 12: 'D-1', 17: 'AU' }),
    'OBX|1|TX|||Cough\\T\\cold.~Rest.',
    'OBX|2|FT|||Return\\.br\\in two weeks.',
  ].join('\r');

  test('MDM^T02 is a note of the visit', () => {
    expect(partsOf(read(note))).toMatchObject([
      {
        partKey: 'document:D-1',
        encounterId: 'V-1',
        content: { kind: 'note', text: 'Cough&cold.\nRest.\nReturn\nin two weeks.', signed: true },
      },
    ]);
  });

  test.each([
    ['a note that is not authenticated', note.replace('|AU', '|DI'), { kind: 'note', signed: false }],
    ['a note that is cancelled', note.replace('MDM^T02', 'MDM^T11'), { kind: 'void' }],
    ['a note that is obsolete', note.replace('|AU', '|AU||OB'), { kind: 'void' }],
  ])('%s is one', (_, text, content) => {
    expect(partsOf(read(text))).toMatchObject([{ partKey: 'document:D-1', content }]);
  });

  test('a note that replaces another takes the other back', () => {
    const text = note.replace('MDM^T02', 'MDM^T10').replace('|D-1|', '|D-2|D-1|');
    expect(partsOf(read(text)).map(({ partKey, content }) => `${partKey} ${content.kind}`)).toEqual([
      'document:D-2 note',
      'document:D-1 void',
    ]);
  });

  test('a document that is a file gives nothing', () => {
    expect(read(note.replace(/OBX\|1.*$/s, 'OBX|1|ED|||^AP^PDF^Base64^JVBERi0='))).toMatchObject([
      { kind: 'nothing', why: 'not-carried' },
    ]);
  });

  test.each(['ACK', 'ORU^R01', 'QRY^A19', 'ADT^A60', 'DFT^P99', 'MDM^T01', 'SIU^S99', 'BAR^P99'])(
    '%s gives nothing',
    (type) => {
      expect(read(withType(type))).toMatchObject([{ kind: 'nothing', why: 'message-type-not-used' }]);
    },
  );

  test('BAR^P01 is read as an admission', () => {
    expect(partsOf(read(withType('BAR^P01'))).map(({ partKey }) => partKey)).toEqual([
      'head',
      'coverage:list',
    ]);
  });

  test('a frame that could not be cut out is refused for that', () => {
    const problem = { field: '', code: 'record-too-long', found: 'a', expected: 'b', howToFix: 'c' } as const;
    expect(refusals(readHl7({ number: 3, text: '', offset: 9, problem }, context()))).toEqual([
      'record-too-long ',
    ]);
  });
});

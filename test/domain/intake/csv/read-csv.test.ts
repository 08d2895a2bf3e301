import { describe, expect, test } from 'vitest';
import { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import { csvPresets } from '#domain/intake/read/csv/csv-presets.ts';
import { csvTemplates, templateFile } from '#domain/intake/read/csv/csv-templates.ts';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';
import { check, practice } from '../../samples/encounters.ts';
import { csvOf, practiceWith, readFile } from './read-file.ts';

type Row = Readonly<Record<string, string>>;

function templateRow(mappingId: string, changes: Row = {}): Row {
  const found = csvTemplates.find(({ mapping }) => mapping.mappingId === mappingId);
  return { ...found?.samples[0], ...changes };
}

function onlyOf(records: readonly IntakeRecord[]): IntakeRecord {
  const [record] = records;
  if (record === undefined || records.length !== 1) {
    throw new Error(`One record was expected, not ${records.length}`);
  }
  return record;
}

/** What is wrong with a row of the visit template: column, code and what was found. */
function problemsOf(changes: Row): unknown[] {
  const record = onlyOf(readFile(csvOf(templateRow('standard-visit', changes))));
  return record.kind === 'refused'
    ? record.problems.map(({ field, code, found }) => [field, code, found])
    : [`not refused but ${record.kind}`];
}

function draftOf(changes: Row, mapping = 'standard-visit'): Record<string, unknown> {
  const record = onlyOf(readFile(csvOf(templateRow(mapping, changes))));
  if (record.kind !== 'encounter') {
    throw new Error(`The row is no encounter: ${JSON.stringify(record)}`);
  }
  return record.draft as Record<string, unknown>;
}

function partsOf(records: readonly IntakeRecord[]): VisitPart[] {
  return records.map((record) => {
    if (record.kind !== 'part') {
      throw new Error(`The row is no part of a visit: ${JSON.stringify(record)}`);
    }
    return record.part;
  });
}

describe('A template', () => {
  test.each(csvTemplates.map((one) => [one.mapping.mappingId, one] as const))(
    '%s is read as it is, without any setting up',
    (_, one) => {
      const records = readFile(templateFile(one));
      expect(records.filter(({ kind }) => kind === 'refused')).toEqual([]);
      expect(new Set(records.map(({ kind }) => kind))).toEqual(
        new Set([
          {
            visit: 'encounter',
            'charge-line': 'part',
            appointment: 'appointment',
            document: 'document-index',
          }[one.mapping.rows],
        ]),
      );
    },
  );

  test('of visits gives encounters that are accepted', () => {
    const [visits] = csvTemplates;
    const records = visits === undefined ? [] : readFile(templateFile(visits));
    expect(records.map((record) => record.kind === 'encounter' && check(record.draft).problems)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('of charges gives the parts of a visit that is accepted', () => {
    const charges = csvTemplates.find(({ mapping }) => mapping.rows === 'charge-line');
    const parts = partsOf(charges === undefined ? [] : readFile(templateFile(charges)));
    expect(parts.map(({ partKey }) => partKey)).toEqual(['head', 'line:1', 'head', 'line:2']);
    const visit = assembleVisit(parts, []);
    expect(visit.kind).toBe('encounter');
    const { problems, accepted } = check(visit.kind === 'encounter' ? visit.draft : {});
    expect(problems).toBeUndefined();
    expect(accepted).toMatchObject({
      diagnoses: ['E11.9', 'I10'],
      totalCharge: 17_800,
      lines: [
        { code: '99213', diagnosisPointers: [1, 2] },
        { code: 'J3301', diagnosisPointers: [1], drug: { ndc: '00003029305', quantity: 1, unit: 'ML' } },
      ],
    });
  });

  test('of appointments gives the day, the hour and what became of it', () => {
    const one = csvTemplates.find(({ mapping }) => mapping.rows === 'appointment');
    const [first] = one === undefined ? [] : readFile(templateFile(one));
    expect(first).toMatchObject({
      appointment: { appointmentId: 'A-9001', date: '2026-10-05', time: '09:30', status: 'kept' },
      place: { line: 2 },
    });
  });
});

describe('A row of a visit is refused', () => {
  test.each<readonly [string, Row, readonly unknown[]]>([
    ['no visit number', { visit_id: '' }, ['visit_id', 'visit-number-missing', 'nothing']],
    ['no last name', { patient_last_name: '' }, ['patient_last_name', 'field-missing', 'nothing']],
    ['an ICD-9 code', { diagnoses: '250.00' }, ['diagnoses', 'diagnosis-icd-9', '"250.00", an ICD-9 code']],
    [
      'a word for a diagnosis',
      { diagnoses: 'diabetes' },
      ['diagnoses', 'diagnosis-code-invalid', '"diabetes"'],
    ],
    ['a code of four', { code_1: 'FAKE' }, ['code_1', 'procedure-code-invalid', '"FAKE"']],
    ['a modifier of three', { modifiers_1: '25 1AB' }, ['modifiers_1', 'modifier-invalid', '"1AB"']],
    ['half a unit', { units_1: '1.5' }, ['units_1', 'units-not-whole', '"1.5"']],
    ['no unit', { units_1: '0' }, ['units_1', 'units-not-whole', '"0"']],
    ['a third of a cent', { charge_1: '160.003' }, ['charge_1', 'amount-not-in-cents', '"160.003"']],
    ['a word for a charge', { charge_1: 'Alder' }, ['charge_1', 'amount-not-in-cents', '"A***"']],
    [
      'a day that does not exist',
      { service_date: '2026-02-30' },
      ['service_date', 'field-invalid', '"2026-02-30"'],
    ],
    [
      'a birth date in another format',
      { patient_birth_date: '2/11/1984' },
      ['patient_birth_date', 'field-invalid', '"2***"'],
    ],
    ['a state that is none', { patient_state: 'Cascadia' }, ['patient_state', 'field-invalid', '"C***"']],
    ['a ZIP code of four', { patient_zip: '9709' }, ['patient_zip', 'field-invalid', '"9***"']],
    ['a sex that is none', { patient_sex: 'Z' }, ['patient_sex', 'code-unmapped', '"Z"']],
    [
      'an unknown payer',
      { primary_payer_id: 'NOBODY1' },
      ['primary_payer_id', 'payer-unmapped', '"NOBODY1"'],
    ],
    [
      'an unknown provider',
      { rendering_provider: 'Dr. Rowan' },
      ['rendering_provider', 'provider-unmapped', '"D***"'],
    ],
    ['no provider', { rendering_provider: '' }, ['rendering_provider', 'field-missing', 'nothing']],
    ['an unknown location', { location: 'Annex 4' }, ['location', 'location-unmapped', '"Annex 4"']],
    [
      'no place of service',
      { place_of_service: '' },
      ['place_of_service', 'place-of-service-unmapped', 'neither a place of service nor a location'],
    ],
    [
      'a place of service that is none',
      { place_of_service: '37' },
      ['place_of_service', 'place-of-service-unmapped', '"37"'],
    ],
    ['no member id', { primary_member_id: '' }, ['primary_member_id', 'field-missing', 'nothing']],
    ['five pointers', { pointers_1: 'ABCDE' }, ['pointers_1', 'field-invalid', '"ABCDE"']],
    ['no source', { source_system: '' }, ['source_system', 'source-unknown', 'no source system']],
  ])('with %s, by the column', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  test('with everything that is wrong with it at once', () => {
    const problems = problemsOf({ patient_sex: 'Z', units_1: '1.5', service_date: '' });
    expect(new Set(problems.map((problem) => (problem as readonly string[])[0]))).toEqual(
      new Set(['service_date', 'units_1', 'patient_sex']),
    );
  });

  test('with its visit number and line, so that it is found', () => {
    expect(onlyOf(readFile(csvOf(templateRow('standard-visit', { units_1: 'x' }))))).toMatchObject({
      encounterId: 'V-7001',
      place: { line: 2 },
    });
  });

  test('when no mapping knows its columns, and says the nearest one and what it lacks', () => {
    const record = onlyOf(readFile('visit_id,service_date,patient\nV-1,2026-10-05,Alder\n'));
    expect(record).toMatchObject({
      kind: 'refused',
      problems: [
        {
          code: 'field-unknown',
          found: 'columns that fit no mapping: "visit_id", "service_date", "patient"',
          expected:
            'the columns of "standard-visit", of which are missing: patient_id, patient_last_name, patient_birth_date',
        },
      ],
    });
  });

  test('when its source sends visits in parts', () => {
    const sources = [{ sourceSystem: 'clinic-pm', kind: 'parts' as const, defaults: {} }];
    const other = { ...practice, intake: { ...practice.intake, sources } };
    const record = onlyOf(readFile(csvOf(templateRow('standard-visit')), other));
    expect(record).toMatchObject({ kind: 'refused', problems: [{ code: 'source-kind-differs' }] });
  });
});

describe('A row of a visit is read', () => {
  test.each<readonly [string, Row, Record<string, unknown>]>([
    ['a state in full', { patient_state: 'oregon' }, { patient: { address: { state: 'OR' } } }],
    ['a ZIP code with a dash', { patient_zip: '97099-1234' }, { patient: { address: { zip: '970991234' } } }],
    ['a sex in words', { patient_sex: 'female' }, { patient: { sex: 'F' } }],
    [
      'thousands with commas',
      { charge_1: '$1,160.00', total_charge: '' },
      { lines: [{ charge: '1160.00' }, {}], totalCharge: '1175.00' },
    ],
    [
      'a day with the hour behind it',
      { service_date: '2026-10-05 00:00:00' },
      { serviceDateFrom: '2026-10-05' },
    ],
    ['diagnoses without a dot', { diagnoses: 'e119; i10' }, { diagnoses: ['E11.9', 'I10'] }],
    ['pointers as letters', { pointers_1: 'AB' }, { lines: [{ diagnosisPointers: [1, 2] }, {}] }],
    [
      'pointers without anything between',
      { pointers_1: '21' },
      { lines: [{ diagnosisPointers: [2, 1] }, {}] },
    ],
    [
      'a payer by its name',
      { primary_payer_id: 'Juniper Mutual Health' },
      { coverages: [{ payerId: 'JUNIP' }] },
    ],
    ['no insurance', { primary_payer_id: '', primary_member_id: '' }, { coverages: [] }],
    ['a place of service that lost its zero', { place_of_service: '2' }, { placeOfService: '02' }],
    [
      'a member id with blanks',
      { primary_member_id: 'JHM 410 01' },
      { coverages: [{ memberId: 'JHM41001' }] },
    ],
  ])('with %s', (_, changes, expected) => {
    expect(draftOf(changes)).toMatchObject(expected);
  });
});

describe('A preset', () => {
  test.each(csvPresets.map((preset) => [preset.mappingId, preset] as const))(
    '%s maps every field once and requires only columns that it has',
    (_, preset) => {
      const headers = preset.columns.map(({ header }) => header);
      expect(preset.required.filter((header) => !headers.includes(header))).toEqual([]);
      expect(new Set(headers).size).toBe(headers.length);
      const fields = preset.columns.map(({ field }) => field);
      expect(new Set(fields).size).toBe(fields.length);
    },
  );

  test('of one row a charge reads whole names, numbered modifiers and numbered diagnoses', () => {
    const [epic] = csvPresets;
    const records = readFile(
      csvOf({
        CSN: '400123',
        'TX ID': '88',
        MRN: 'M-1',
        'PATIENT NAME': 'ALDER JR, TOBIN REED',
        DOB: '02/11/1984',
        SEX: 'M',
        'PAT ADDR1': '18 Orchard Way',
        'PAT CITY': 'Alder Falls',
        'PAT STATE': 'OR',
        'PAT ZIP': '97099',
        PAYOR: 'JUNIPER MUTUAL HEALTH',
        'SUBSCRIBER ID': 'JHM41001',
        'REL TO SUB': 'Self',
        'SERV PROV NPI': '2000001018',
        POS: '11',
        'SVC DATE': '10/05/2026',
        CPT: '99213',
        MOD1: '25',
        MOD2: 'GT',
        QTY: '1',
        AMOUNT: '160.00',
        DX1: 'E119',
        DX2: 'I10',
      }),
      practiceWith(...(epic === undefined ? [] : [epic])),
    );
    const [head, line] = partsOf(records);
    expect(head?.content).toMatchObject({
      fields: {
        patient: { lastName: 'ALDER', firstName: 'TOBIN', middleName: 'REED', suffix: 'JR' },
        coverages: [{ payerId: 'JUNIP', relationship: 'self' }],
      },
    });
    expect(line).toMatchObject({
      sourceSystem: 'epic',
      encounterId: '400123',
      partKey: 'line:88',
      content: {
        line: { code: '99213', modifiers: ['25', 'GT'], serviceDate: '2026-10-05' },
        diagnoses: ['E11.9', 'I10'],
      },
    });
  });
});

describe('A mapping of the practice', () => {
  const mapping = CsvMapping.parse({
    mappingId: 'own',
    name: 'Own',
    rows: 'visit',
    sourceSystem: 'own-pm',
    dateFormat: 'MM/DD/YY',
    nameFormat: 'first-last',
    columns: [
      { header: 'No', field: 'encounterId', split: { by: '/', take: 2 } },
      { header: 'Who', field: 'patient.name' },
      { header: 'Chart', field: 'patient.sourcePatientId' },
      { header: 'Born', field: 'patient.birthDate' },
      { header: 'Seen', field: 'serviceDateFrom' },
      { header: 'Doctor', field: 'renderingProvider', values: { AR: '2000001018' } },
      { header: 'Code', field: 'lines[1].code' },
      { header: 'Price', field: 'lines[1].charge' },
      { header: 'Dx', field: 'diagnoses' },
      { header: 'Street', field: 'patient.address.line1' },
    ],
    constants: [
      { field: 'patient.sex', value: 'U' },
      { field: 'patient.address.city', value: 'Alder Falls' },
      { field: 'patient.address.state', value: 'OR' },
      { field: 'patient.address.zip', value: '97099' },
      { field: 'placeOfService', value: '11' },
      { field: 'coverages[1].payerId', value: '' },
    ],
    linesPointAt: 'all-diagnoses',
  });
  const row = {
    NO: '2026/77',
    who: 'Maren Joy Alder',
    Chart: '12',
    Born: '2/11/84',
    Seen: '10/5/26',
    Doctor: 'ar',
    Code: '99213',
    Price: '160',
    Dx: 'E11.9',
    Street: '18 Orchard Way',
  };

  test('says columns by any capitals, pieces of cells, meanings of values and what is always so', () => {
    const record = onlyOf(readFile(csvOf(row), practiceWith(mapping)));
    expect(record).toMatchObject({
      kind: 'encounter',
      draft: {
        sourceSystem: 'own-pm',
        encounterId: '77',
        patient: {
          firstName: 'Maren',
          middleName: 'Joy',
          lastName: 'Alder',
          birthDate: '1984-02-11',
          sex: 'U',
        },
        serviceDateFrom: '2026-10-05',
        renderingNpi: '2000001018',
        coverages: [],
        lines: [{ charge: '160.00', diagnosisPointers: [1] }],
        totalCharge: '160.00',
      },
    });
    expect(record.kind === 'encounter' && check(record.draft).problems).toBeUndefined();
  });

  test('goes before a template that its header would fit as well', () => {
    const own = CsvMapping.parse({
      mappingId: 'ours',
      name: 'Ours',
      rows: 'visit',
      sourceSystem: 'ours',
      columns: csvTemplates[0]?.mapping.columns,
      required: ['visit_id'],
    });
    const record = onlyOf(readFile(csvOf(templateRow('standard-visit')), practiceWith(own)));
    expect(record).toMatchObject({ kind: 'encounter', draft: { sourceSystem: 'ours' } });
  });
});

describe('Charges of a visit', () => {
  const charge = (changes: Row): Row => templateRow('standard-charge-line', changes);

  test('of several days make a visit of these days', () => {
    const days = ['2026-10-06', '2026-10-04', '2026-10-05'];
    const rows = days.map((day) => charge({ line_id: day, service_date: day }));
    expect(assembleVisit(partsOf(readFile(csvOf(...rows))), [])).toMatchObject({
      draft: { serviceDateFrom: '2026-10-04', serviceDateTo: '2026-10-06' },
    });
  });

  test('without a number of their own are one when they are equal, and two when they are not', () => {
    const keys = (rows: readonly Row[]): number =>
      new Set(partsOf(readFile(csvOf(...rows))).map(({ partKey }) => partKey)).size - 1;
    expect(keys([charge({ line_id: '' }), charge({ line_id: '' })])).toBe(1);
    expect(keys([charge({ line_id: '' }), charge({ line_id: '', modifiers: '' })])).toBe(2);
  });

  test('of two versions count by when they were changed', () => {
    const [old, newer] = [
      charge({ updated_at: '2026-10-05T08:00:00', units: '1' }),
      charge({ updated_at: '2026-10-06T08:00:00', units: '3' }),
    ];
    for (const rows of [
      [old, newer],
      [newer, old],
    ]) {
      const visit = assembleVisit(partsOf(readFile(csvOf(...rows.map((row) => row ?? {})))), []);
      expect(visit).toMatchObject({ draft: { lines: [{ units: 3 }] } });
    }
  });
});

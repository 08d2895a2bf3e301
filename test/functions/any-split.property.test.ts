import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileFormat } from '#contracts/file-format.ts';
import type { Practice } from '#contracts/practice.ts';
import { csvPresets } from '#domain/intake/read/csv/csv-presets.ts';
import { practiceWith } from '../domain/intake/csv/read-file.ts';
import { fhirPractice } from '../domain/intake/read/fhir/fhir-practice.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { header, segment, writeAdmission, writeCharges } from '../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { changed, claimFile, claimsPractice } from '../domain/intake/x12/claims-practice.ts';
import { encounterJson, practice as samplePractice } from '../domain/samples/encounters.ts';
import { intakeWorld, type IntakeWorld } from './intake-world.ts';

const runs = 40;
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-10-${String(date).padStart(2, '0')}`);
const line = fc.record({
  code: fc.constantFrom('99213', '99214', '36415', '80053'),
  modifiers: fc.constantFrom<readonly string[]>([], ['25']),
  units: fc.integer({ min: 1, max: 3 }),
  charge: fc.integer({ min: 1, max: 999 }).map((dollars) => `${dollars}.00`),
  serviceDate: day,
  diagnoses: fc.uniqueArray(fc.constantFrom('E11.9', 'I10', 'J45.909'), { minLength: 1, maxLength: 3 }),
});

/** A practice's day: visits of a few patients, some of whom come more than once. */
const visits: fc.Arbitrary<readonly WrittenVisit[]> = fc
  .array(
    fc.record({
      patient: fc.integer({ min: 1, max: 3 }),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ patient, lines }, index) => ({
      encounterId: `V${index + 1}`,
      patient: {
        sourcePatientId: `P${patient}`,
        lastName: `Larch${patient}`,
        firstName: 'Ina',
        birthDate: '1980-02-03',
        sex: 'F',
        address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
      },
      coverages: [{ payerId: 'JUNIP', memberId: `JHM${patient}` }],
      renderingNpi: '2000001018',
      lines: lines.map((one, number) => ({ ...one, sourceLineId: `V${index + 1}L${number + 1}` })),
    })),
  );

/** How records come: the upload that each goes into, its place there, which come once more, and how many to a chunk. */
const plan = fc.record({
  /** Cut where it lies, the pieces in any order; or each record wherever it falls. */
  kind: fc.constantFrom('cut', 'scattered'),
  uploads: fc.integer({ min: 1, max: 5 }),
  draws: fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { minLength: 40, maxLength: 40 }),
  repeated: fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { maxLength: 6 }),
  chunkRecords: fc.integer({ min: 1, max: 4 }),
});

type Plan = typeof plan extends fc.Arbitrary<infer Drawn> ? Drawn : never;

interface Feed {
  readonly format: FileFormat;
  readonly practice: Practice;
  readonly records: readonly string[];
  /** A file of some of the records. */
  readonly file: (records: readonly string[]) => string;
}

function uploadsOf(
  records: readonly string[],
  { kind, uploads, draws, repeated }: Plan,
): readonly string[][] {
  const pieces = draws.slice(0, uploads).map(([draw], piece) => ({ draw, piece }));
  const shuffled = pieces.toSorted((one, other) => one.draw - other.draw).map(({ piece }) => piece);
  const planned = records.map((record, index) => {
    const [draw = 0, place = 0] = draws[index % draws.length] ?? [];
    const upload =
      kind === 'cut'
        ? (shuffled[Math.floor((index * uploads) / records.length)] ?? 0)
        : (draw + index) % uploads;
    return { record, upload, place };
  });
  const again = repeated.map(([draw, place]) => ({
    record: records[draw % records.length] ?? '',
    upload: place % uploads,
    place,
  }));
  const sorted = [...planned, ...again].toSorted((one, other) => one.place - other.place);
  return Array.from({ length: uploads }, (_, upload) =>
    sorted.filter((one) => one.upload === upload).map(({ record }) => record),
  ).filter(({ length }) => length > 0);
}

/** The claims of the records as one file, and as the plan has it. */
async function claimsOf(
  { format, practice, records, file }: Feed,
  planned: Plan,
): Promise<Record<'whole' | 'split', Readonly<Record<string, unknown>>>> {
  const whole = intakeWorld(practice);
  await whole.takeIn(file(records), { format });
  const split = intakeWorld(practice);
  const { chunkRecords } = planned;
  for (const upload of uploadsOf(records, planned)) {
    await split.takeIn(file(upload), { format, chunkRecords });
  }
  return {
    whole: await standingOf(whole, file(records), format),
    split: await standingOf(split, file(records), format),
  };
}

/** The claims, and what is answered to every record when all come once more: nothing is new, so it tells how they stand. */
async function standingOf(
  world: IntakeWorld,
  file: string,
  format: FileFormat,
): Promise<Readonly<Record<string, unknown>>> {
  const claims = world.contents();
  const answers = (await world.takeIn(file, { format })).map(
    ({ recordNumber, outcome, waitsFor, codes }) => ({
      recordNumber,
      // A visit that was taken back is known only where there was a claim of it once.
      outcome: outcome === 'kept' ? 'unchanged' : outcome,
      waitsFor,
      codes,
    }),
  );
  return { claims, after: world.contents(), answers };
}

const jsonOf = (visit: WrittenVisit, version: number): string =>
  JSON.stringify(
    encounterJson({
      encounterId: visit.encounterId,
      version,
      patient: visit.patient,
      coverages: visit.coverages.map((coverage) => ({
        ...coverage,
        order: 'primary',
        relationship: 'self',
      })),
      diagnoses: ['I10'],
      serviceDateFrom: visit.lines.map(({ serviceDate }) => serviceDate).toSorted()[0],
      serviceDateTo: '2026-10-28',
      lines: visit.lines.map(({ sourceLineId, code, modifiers, units, charge, serviceDate }) => ({
        sourceLineId,
        code,
        modifiers,
        units,
        charge,
        serviceDate,
        diagnosisPointers: [1],
      })),
      totalCharge: `${visit.lines.reduce((sum, { charge }) => sum + Number(charge), 0)}.00`,
      note: `version ${version}`,
    }),
  );

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const rowOf = (...cells: readonly (readonly (string | undefined)[])[]): string =>
  cells
    .flat()
    .map((text) => cell(text ?? ''))
    .join(',');
const american = (date: string): string => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
const csvFile =
  (headers: readonly string[]) =>
  (rows: readonly string[]): string =>
    [headers.map(cell).join(','), ...rows].map((row) => `${row}\r\n`).join('');

const chargeHeaders =
  'CSN,TX ID,POST DATE,MRN,PATIENT NAME,DOB,SEX,PAT ADDR1,PAT CITY,PAT STATE,PAT ZIP,PAYOR ID,SUBSCRIBER ID,REL TO SUB,SERV PROV NPI,POS,SVC DATE,CPT,MOD1,QTY,AMOUNT,DX1,DX2,DX3'.split(
    ',',
  );
const chargeRow = (visit: WrittenVisit, one: WrittenVisit['lines'][number], postedOn: string): string => {
  const { patient, coverages, renderingNpi, encounterId } = visit;
  const { address } = patient;
  const [insurance] = coverages;
  return rowOf(
    [encounterId, one.sourceLineId, postedOn, patient.sourcePatientId],
    [`${patient.lastName}, ${patient.firstName}`, american(patient.birthDate), patient.sex],
    [address.line1, address.city, address.state, address.zip],
    [insurance?.payerId, insurance?.memberId, 'Self', renderingNpi, '11'],
    [american(one.serviceDate), one.code, one.modifiers[0], String(one.units), one.charge],
    [one.diagnoses[0], one.diagnoses[1], one.diagnoses[2]],
  );
};

const visitHeaders =
  'claimid,patientid,patient lastname,patient firstname,patientdob,patientsex,patient address1,patient city,patient state,patient zip,primary insurance id,primary policyidnumber,primary relationship,rndrng prvdr npi,pos,fromdos,todos,icd10claimdiagcodes,proccode1,procunits1,proccharge1,procdx1'.split(
    ',',
  );
const visitRow = (visit: WrittenVisit): string => {
  const { patient, coverages, renderingNpi, encounterId, lines } = visit;
  const { address } = patient;
  const [one] = lines;
  const [insurance] = coverages;
  return rowOf(
    [encounterId, patient.sourcePatientId, patient.lastName, patient.firstName],
    [american(patient.birthDate), patient.sex, address.line1, address.city, address.state, address.zip],
    [insurance?.payerId, insurance?.memberId, 'Self', renderingNpi, '11'],
    [american(one?.serviceDate ?? ''), '', 'I10', one?.code, '1', one?.charge, '1'],
  );
};

const presetOf = (mappingId: string) => csvPresets.filter((mapping) => mapping.mappingId === mappingId);

/** Every message of a visit: the patient comes, one DFT a charge, one charge is sent again with another amount. */
const messagesOf = (visit: WrittenVisit, index: number): readonly string[] => {
  const moment = (minute: number): string => `202611051${index % 10}${String(minute).padStart(2, '0')}00`;
  const [first] = visit.lines;
  const { patient } = visit;
  // Each visit of a patient knows a newer address, which holds for all of them.
  const address = { ...patient.address, line1: `${index} New Lane` };
  const moved = { ...visit, patient: { ...patient, address } };
  return [
    writeAdmission(visit, 'standard', '2.5', { time: moment(1), controlId: `${index}01` }),
    writeAdmission(moved, 'standard', '2.5', {
      trigger: 'A08',
      time: moment(2),
      controlId: `${index}02`,
    }),
    ...visit.lines.map((one, number) =>
      writeCharges(moved, 'standard', '2.5', {
        lines: [one],
        time: moment(10 + number),
        controlId: `${index}1${number}`,
      }),
    ),
    ...(first === undefined
      ? []
      : [
          writeCharges(moved, 'standard', '2.5', {
            lines: [{ ...first, charge: '77.00' }],
            time: moment(20),
            controlId: `${index}20`,
          }),
        ]),
    // A birth after the visit, with which no claim can be made; in every second visit a later message puts it right.
    ...(index % 2 === 1
      ? [
          writeAdmission(
            { ...moved, patient: { ...moved.patient, birthDate: '2026-11-01' } },
            'standard',
            '2.5',
            {
              trigger: 'A08',
              time: moment(22),
              controlId: `${index}22`,
            },
          ),
        ]
      : []),
    ...(index === 3
      ? [
          writeAdmission(moved, 'standard', '2.5', {
            trigger: 'A08',
            time: moment(24),
            controlId: `${index}24`,
          }),
        ]
      : []),
    // An admission that only the last of them cancels.
    ...(index % 3 === 2
      ? [
          [
            header({ type: 'ADT^A11', time: moment(30), controlId: `${index}30` }),
            segment('EVN', { 1: 'A11', 2: moment(30) }),
            segment('PID', { 1: '1', 3: `${patient.sourcePatientId}^^^SITE^MR` }),
            segment('PV1', { 2: 'O', 19: visit.encounterId }),
          ].join('\r'),
        ]
      : []),
  ];
};

/** The charges of a visit, of which no message says who the patient is, and what is known of the patient alone. */
const apartMessagesOf = (visit: WrittenVisit, index: number): readonly string[] => {
  const moment = (minute: number): string => `202611051${index % 10}${String(minute).padStart(2, '0')}00`;
  const { patient } = visit;
  const alone = (line1: string, birthDate: string, minute: number): string =>
    writeAdmission(
      {
        ...visit,
        encounterId: '',
        patient: { ...patient, birthDate, address: { ...patient.address, line1 } },
      },
      'standard',
      '2.5',
      { trigger: 'A31', time: moment(minute), controlId: `${index}${minute}` },
    );
  return [
    ...visit.lines.map((one, number) =>
      writeCharges({ ...visit, coverages: [] }, 'standard', '2.5', {
        lines: [one],
        time: moment(10 + number),
        controlId: `${index}1${number}`,
      }),
    ),
    alone(`${index} New Lane`, patient.birthDate, 2),
    ...(index % 2 === 1 ? [alone(`${index} Birth Lane`, '2026-11-01', 30)] : []),
    ...(index === 3 ? [alone(`${index} Last Lane`, patient.birthDate, 40)] : []),
  ];
};

const fhirDirectory: readonly object[] = [
  {
    resourceType: 'Practitioner',
    id: 'doc',
    meta: { lastUpdated: '2026-01-01T00:00:00Z' },
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001018' }],
    name: [{ family: 'Rowan', given: ['Ada'] }],
  },
  {
    resourceType: 'Organization',
    id: 'payer',
    meta: { lastUpdated: '2026-01-01T00:00:00Z' },
    name: 'Juniper PPO',
  },
];

/** The resources of a visit, the patient in two versions, the visit's charges one by one. */
const resourcesOf = (visit: WrittenVisit, index: number): readonly object[] => {
  const { patient, encounterId, lines } = visit;
  const meta = (minute: number) => ({
    lastUpdated: `2026-11-05T1${index}:${String(minute).padStart(2, '0')}:00Z`,
  });
  const subject = { reference: `Patient/${patient.sourcePatientId}` };
  const patientAt = (minute: number, line1: string) => ({
    resourceType: 'Patient',
    id: patient.sourcePatientId,
    meta: meta(minute),
    name: [{ family: patient.lastName, given: [patient.firstName] }],
    birthDate: patient.birthDate,
    gender: 'female',
    address: [{ line: [line1], city: 'Alder Falls', state: 'OR', postalCode: '97099' }],
  });
  const encounterAt = (minute: number, practitioner: string) => ({
    resourceType: 'Encounter',
    id: encounterId,
    meta: meta(minute),
    status: 'finished',
    class: { code: 'AMB' },
    subject,
    participant: [{ individual: { reference: `Practitioner/${practitioner}` } }],
    period: { start: '2026-10-05T10:00:00-04:00', end: '2026-10-05T10:30:00-04:00' },
  });
  return [
    patientAt(1, patient.address.line1),
    patientAt(2, `${index} New Lane`),
    {
      resourceType: 'Coverage',
      id: `coverage-${patient.sourcePatientId}`,
      meta: meta(1),
      status: 'active',
      subscriberId: `JHM${index}`,
      beneficiary: subject,
      relationship: { coding: [{ code: 'self' }] },
      payor: [{ reference: 'Organization/payer' }],
    },
    encounterAt(1, 'doc'),
    // By somebody of whom nothing ever comes; of the fourth visit a later version puts it right.
    ...(index % 2 === 1 ? [encounterAt(4, 'nobody')] : []),
    ...(index === 3 ? [encounterAt(5, 'doc')] : []),
    {
      resourceType: 'Condition',
      id: `condition-${encounterId}`,
      meta: meta(1),
      subject,
      encounter: { reference: `Encounter/${encounterId}` },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }] },
    },
    ...lines.map((one) => ({
      resourceType: 'ChargeItem',
      id: one.sourceLineId,
      meta: meta(3),
      status: 'billable',
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: one.code }] },
      subject,
      context: { reference: `Encounter/${encounterId}` },
      occurrenceDateTime: '2026-10-05',
      quantity: { value: one.units },
      priceOverride: { value: Number(one.charge), currency: 'USD' },
    })),
  ];
};

const claimOf = ({ encounterId, patient, lines }: WrittenVisit): string =>
  claimFile(
    changed({
      'CLM*': `CLM*${encounterId}*${lines[0]?.charge ?? ''}***11:B:1*Y*A*Y*Y`,
      'REF*EA': `REF*EA*${patient.sourcePatientId}`,
      'SV1*HC:99213': `SV1*HC:${lines[0]?.code ?? ''}*${lines[0]?.charge ?? ''}*UN*1***1:2`,
      'LX*2': '',
      'SV1*HC:81002': '',
      'DTP*472*D8*20261006': '',
    }),
  );

/** How each source writes the day down. */
const feeds: readonly (readonly [string, (written: readonly WrittenVisit[]) => Feed])[] = Object.entries({
  'encounters as NDJSON, in two versions': (written) => ({
    format: 'encounter-ndjson',
    practice: samplePractice,
    records: written.flatMap((visit) => [jsonOf(visit, 1), jsonOf(visit, 2)]),
    file: (records) => records.join('\n'),
  }),
  'CSV with a row for each visit': (written) => ({
    format: 'csv',
    practice: practiceWith(...presetOf('athena-wide')),
    records: written.map(visitRow),
    file: csvFile(visitHeaders),
  }),
  'CSV with a row for each charge': (written) => ({
    format: 'csv',
    practice: practiceWith(...presetOf('epic-charge-lines')),
    records: written.flatMap((visit, index) => [
      ...visit.lines.map((one) => chargeRow(visit, one, '2026-11-01')),
      ...visit.lines.slice(0, 1).map((one) => chargeRow(visit, { ...one, charge: '88.00' }, '2026-11-02')),
      // A service on a day to come, with which no claim can be made; of the fourth visit a later row puts it right.
      ...visit.lines
        .slice(0, index % 2)
        .map((one) => chargeRow(visit, { ...one, serviceDate: '2026-12-24' }, '2026-11-03')),
      ...visit.lines.slice(0, index === 3 ? 1 : 0).map((one) => chargeRow(visit, one, '2026-11-04')),
    ]),
    file: csvFile(chargeHeaders),
  }),
  'HL7 with a message for each charge, admissions and cancellations': (written) => ({
    format: 'hl7',
    practice: hl7Practice(),
    records: written.flatMap(messagesOf),
    file: (records) => records.join('\r'),
  }),
  'HL7 that tells of patients and insurances in messages that name no visit': (written) => ({
    format: 'hl7',
    practice: hl7Practice({ demographicsBy: 'admission-messages' }),
    records: written.flatMap(apartMessagesOf),
    file: (records) => records.join('\r'),
  }),
  'FHIR resources as NDJSON': (written) => ({
    format: 'fhir-ndjson',
    practice: fhirPractice({}, { defaults: { placeOfService: '11' } }),
    records: [...fhirDirectory, ...written.flatMap(resourcesOf)].map((resource) => JSON.stringify(resource)),
    file: (records) => records.join('\n'),
  }),
  'claims of another billing system': (written) => ({
    format: 'x12-837',
    practice: claimsPractice(),
    records: written.map((visit) => claimOf(visit)),
    file: (records) => records.join(''),
  }),
} satisfies Record<string, (written: readonly WrittenVisit[]) => Feed>);

describe('Any split of a file into uploads, in any order and any repetition, gives the same claims', () => {
  test.each(feeds)('%s', async (_name, feedOf) => {
    await fc.assert(
      fc.asyncProperty(visits, plan, async (written, planned) => {
        const { whole, split } = await claimsOf(feedOf(written), planned);
        expect(Object.keys(whole).length).toBeGreaterThanOrEqual(1);
        expect(split).toEqual(whole);
      }),
      { numRuns: runs },
    );
  });
});

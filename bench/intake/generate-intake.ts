import { generatedVisit, type GeneratedVisit } from './generated-visit.ts';

/** The formats that are measured, in the order of the tables. */
export const measuredFormats = ['encounter-ndjson', 'csv', 'hl7', 'fhir-ndjson', 'x12-837'] as const;
export type MeasuredFormat = (typeof measuredFormats)[number];

const chunkCharacters = 65_536;

/** A file of so many records in pieces of about 64 KiB, never whole in memory. */
export function* generateIntake(format: MeasuredFormat, records: number): Generator<string> {
  const writer = writers[format]();
  let pending = writer.start;
  for (let index = 1; index * writer.recordsPerVisit <= records; index++) {
    pending += writer.record(generatedVisit(index), index);
    if (pending.length >= chunkCharacters) {
      yield pending;
      pending = '';
    }
  }
  yield pending + writer.end();
}

interface FormatWriter {
  readonly recordsPerVisit: number;
  readonly start: string;
  /** All records of a visit. */
  record(visit: GeneratedVisit, index: number): string;
  end(): string;
}

const provider = '1245319599';
const digits = (date: string): string => date.replaceAll('-', '');

function ndjsonLine(visit: GeneratedVisit): string {
  return `${JSON.stringify({
    sourceSystem: 'bench-visits',
    encounterId: `V${visit.number}`,
    patient: {
      sourcePatientId: `P${visit.number}`,
      lastName: visit.lastName,
      firstName: visit.firstName,
      birthDate: visit.birthDate,
      sex: visit.sex,
      address: { line1: visit.street, city: 'Alder Falls', state: 'OR', zip: '97099' },
    },
    coverages: [
      {
        order: 'primary',
        payerId: 'JUNIP',
        memberId: `W${visit.number}`,
        groupNumber: 'G7',
        relationship: 'self',
      },
    ],
    renderingNpi: provider,
    placeOfService: '11',
    serviceDateFrom: visit.serviceDate,
    diagnoses: visit.diagnoses,
    lines: visit.lines.map(({ code, modifier, charge, pointers }) => ({
      code,
      ...(modifier === undefined ? {} : { modifiers: [modifier] }),
      units: 1,
      charge,
      diagnosisPointers: pointers,
    })),
    totalCharge: visit.totalCharge,
  })}\n`;
}

const csvHeader = [
  'visit_id,service_date,patient_id,patient_last_name,patient_first_name,patient_birth_date,patient_sex',
  'patient_address,patient_city,patient_state,patient_zip,primary_payer_id,primary_member_id,primary_group',
  'primary_relationship,rendering_provider,location,diagnoses,total_charge,source_system',
  ...[1, 2, 3, 4].map(
    (line) => `code_${line},modifiers_${line},units_${line},charge_${line},pointers_${line}`,
  ),
].join(',');

function csvRow(visit: GeneratedVisit): string {
  const lines = Array.from({ length: 4 }, (_, index) => {
    const line = visit.lines[index];
    return line === undefined
      ? ',,,,'
      : `${line.code},${line.modifier ?? ''},1,${line.charge},"${line.pointers.join(',')}"`;
  });
  return `${[
    `V${visit.number}`,
    visit.serviceDate,
    `P${visit.number}`,
    visit.lastName,
    visit.firstName,
    visit.birthDate,
    visit.sex,
    `"${visit.street}"`,
    'Alder Falls,OR,97099,JUN42',
    `W${visit.number}`,
    'G7,self,DR7,CLINIC',
    visit.diagnoses.join(' '),
    visit.totalCharge,
    'bench-visits',
    ...lines,
  ].join(',')}\r\n`;
}

/** One DFT^P03 with all charges of the visit. */
function hl7Message(visit: GeneratedVisit, index: number): string {
  const day = digits(visit.serviceDate);
  const segments = [
    `MSH|^~\\&|BENCH|SITE|CLAIMS|CHFM|${day}1201${String(index % 60).padStart(2, '0')}-0700||DFT^P03^DFT_P03|M${index}|P|2.5.1`,
    `EVN|P03|${day}1159`,
    `PID|1||P${visit.number}^^^SITE^MR~X${visit.number}^^^LAB^PI||${visit.lastName}^${visit.firstName}^^^^^L||${digits(visit.birthDate)}|${visit.sex}|||${visit.street}^^Alder Falls^OR^97099^USA^H||(503)555-0142`,
    `PV1|1|O|CLINIC^1^^CHFM||||DR7^SHORE^MARINA||||||||||||V${visit.number}`,
    ...visit.lines.map(
      ({ code, modifier = '', charge, pointers }, line) =>
        `FT1|${line + 1}|${index}L${line + 1}||${day}||CG|CDM-${line}^OFFICE^CDM|||1|${charge}&USD||||||||${pointers.map((one) => `${visit.diagnoses[one - 1] ?? ''}^^I10`).join('~')}|DR7^SHORE^MARINA|||||${code}^^CPT|${modifier}`,
    ),
    ...visit.diagnoses.map((code, position) => `DG1|${position + 1}||${code}^^I10|||F`),
    `IN1|1|PLAN7|JUN42|Juniper Mutual Health||||G7||||||||${visit.lastName}^${visit.firstName}|SEL|||||||||||||||||||W${visit.number}`,
  ];
  return `${segments.join('\r')}\r`;
}

const coding = (system: string, code: string): object => ({ coding: [{ system, code }] });

/** The resources of a visit, as a bulk export has them: patient, coverage, encounter and two charges. */
function fhirLines(visit: GeneratedVisit): string {
  const { number, lines } = visit;
  const subject = { reference: `Patient/p${number}` };
  const meta = { versionId: '1', lastUpdated: `${visit.serviceDate}T18:00:00Z` };
  const resources = [
    {
      resourceType: 'Patient',
      id: `p${number}`,
      meta,
      identifier: [
        { type: coding('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR'), value: `P${number}` },
      ],
      name: [{ use: 'official', family: visit.lastName, given: [visit.firstName] }],
      telecom: [{ system: 'phone', value: '(503) 555-0142' }],
      gender: visit.sex === 'F' ? 'female' : 'male',
      birthDate: visit.birthDate,
      address: [{ line: [visit.street], city: 'Alder Falls', state: 'OR', postalCode: '97099' }],
    },
    {
      resourceType: 'Coverage',
      id: `c${number}`,
      meta,
      status: 'active',
      subscriberId: `W${number}`,
      beneficiary: subject,
      relationship: { coding: [{ code: 'self' }] },
      payor: [{ display: 'Juniper Mutual Health' }],
      class: [{ type: { coding: [{ code: 'group' }] }, value: 'G7' }],
    },
    {
      resourceType: 'Encounter',
      id: `e${number}`,
      meta,
      status: 'finished',
      class: { code: 'AMB' },
      subject,
      participant: [
        {
          type: [{ coding: [{ code: 'ATND' }] }],
          individual: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: provider } },
        },
      ],
      period: { start: `${visit.serviceDate}T16:30:00Z`, end: `${visit.serviceDate}T17:10:00Z` },
      location: [{ location: { display: 'Main Office' } }],
    },
    ...[0, 1].map((place) => {
      const line = lines[place] ?? lines[0];
      return {
        resourceType: 'ChargeItem',
        id: `l${number}-${place}`,
        meta,
        status: 'billable',
        code: coding('http://www.ama-assn.org/go/cpt', line?.code ?? ''),
        subject,
        context: { reference: `Encounter/e${number}` },
        occurrenceDateTime: `${visit.serviceDate}T16:40:00Z`,
        quantity: { value: 1 },
        priceOverride: { value: Number(line?.charge), currency: 'USD' },
        reason: visit.diagnoses.map((code) => coding('http://hl7.org/fhir/sid/icd-10-cm', code)),
      };
    }),
  ];
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

const claimsHeader = [
  'ISA*00*          *00*          *ZZ*BENCHSENDER    *ZZ*BENCHRECEIVER  *261121*0900*^*00501*000000001*0*P*:',
  'GS*HC*BENCHSENDER*BENCHRECEIVER*20261121*0900*1*X*005010X222A1',
  'ST*837*0001*005010X222A1',
  'BHT*0019*00*BATCH1*20261121*0900*CH',
  'NM1*41*2*HARBOR BILLING*****46*bench-visits',
  'PER*IC*BILLING OFFICE*TE*2175550111',
  'NM1*40*2*JUNIPER HEALTH PLAN*****46*JUNIPER01',
  'HL*1**20*1',
  'PRV*BI*PXC*207Q00000X',
  'NM1*85*2*HARBOR FAMILY MEDICINE*****XX*1234567893',
  'N3*12 HARBOR STREET',
  'N4*SPRINGFIELD*IL*627010002',
  'REF*EI*123456789',
];

function claimOf(visit: GeneratedVisit, index: number): readonly string[] {
  const day = digits(visit.serviceDate);
  return [
    `HL*${index + 1}*1*22*0`,
    'SBR*P*18*G7******CI',
    `NM1*IL*1*${visit.lastName}*${visit.firstName}****MI*W${visit.number}`,
    `N3*${visit.street}`,
    'N4*ALDER FALLS*OR*97099',
    `DMG*D8*${digits(visit.birthDate)}*${visit.sex}`,
    'NM1*PR*2*JUNIPER HEALTH PLAN*****PI*JUN42',
    `CLM*V${visit.number}*${visit.totalCharge}***11:B:1*Y*A*Y*Y`,
    `REF*EA*P${visit.number}`,
    `HI*${visit.diagnoses.map((code, place) => `${place === 0 ? 'ABK' : 'ABF'}:${code.replace('.', '')}`).join('*')}`,
    `NM1*82*1*SHORE*MARINA****XX*${provider}`,
    'PRV*PE*PXC*207Q00000X',
    ...visit.lines.flatMap(({ code, modifier, charge, pointers }, line) => [
      `LX*${line + 1}`,
      `SV1*HC:${code}${modifier === undefined ? '' : `:${modifier}`}*${charge}*UN*1***${pointers.join(':')}`,
      `DTP*472*D8*${day}`,
      `REF*6R*${index}L${line + 1}`,
    ]),
  ];
}

/** One transaction with all claims, each below a subscriber of its own. */
function claimsWriter(): FormatWriter {
  let segments = claimsHeader.length - 2;
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}~\n`).join('');
  return {
    recordsPerVisit: 1,
    start: text(claimsHeader),
    record: (visit, index) => {
      const claim = claimOf(visit, index);
      segments += claim.length;
      return text(claim);
    },
    end: () => text([`SE*${segments + 1}*0001`, 'GE*1*1', 'IEA*1*000000001']),
  };
}

const writers: Readonly<Record<MeasuredFormat, () => FormatWriter>> = {
  'encounter-ndjson': () => ({ recordsPerVisit: 1, start: '', record: ndjsonLine, end: () => '' }),
  csv: () => ({ recordsPerVisit: 1, start: `${csvHeader}\r\n`, record: csvRow, end: () => '' }),
  hl7: () => ({ recordsPerVisit: 1, start: '', record: hl7Message, end: () => '' }),
  'fhir-ndjson': () => ({ recordsPerVisit: 5, start: '', record: fhirLines, end: () => '' }),
  'x12-837': claimsWriter,
};

import type { CutoverKind } from '#contracts/cutover.ts';
import { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import { csvTemplates } from '../intake/read/csv/csv-templates.ts';

/** Columns that say what was open in the old system; those of the visit itself are the ones of a visit's template. */
export const balanceColumns = [
  'status',
  'paid',
  'adjusted',
  'payer_balance',
  'patient_balance',
  'submitted_on',
  'payer_control_number',
  'decided_on',
  'denial_reason',
  'denial_remarks',
] as const;
export type BalanceColumn = (typeof balanceColumns)[number];

/** The row of control totals has this instead of a number, and how many records there are in a column of its own. */
export const totalsMark = 'TOTAL';
export const numberColumn = 'legacy_claim_number';

const leftOut: ReadonlySet<string> = new Set(['sourceSystem', 'version', 'note', 'encounterId']);
const visit = csvTemplates.find(({ mapping }) => mapping.rows === 'visit')?.mapping;
const visitColumns = visit?.columns ?? [];

/** How the columns of the visit are read: as in the template of visits, under the old system's claim number. */
const claimMapping = CsvMapping.parse({
  mappingId: 'cutover',
  name: 'One row a claim of an old system',
  rows: 'visit',
  columns: [
    { header: numberColumn, field: 'encounterId' },
    ...visitColumns.filter(({ field }) => !leftOut.has(field)),
  ],
});

/** What is known of a patient beside any visit: the person, who pays the bill, and the insurances. */
const personMapping = CsvMapping.parse({
  mappingId: 'cutover-patients',
  name: 'One row a patient of an old system',
  rows: 'visit',
  columns: [
    ...visitColumns.filter(({ field }) => /^(?:sourceSystem$|patient\.|guarantor\.|coverages\[)/.test(field)),
    { header: 'updated_at', field: 'updatedAt' },
  ],
});

/** The column of a patient's number, which has the mark of the control totals too. */
export const patientColumn = 'patient_id';

interface CutoverColumns {
  readonly mapping: CsvMapping;
  /** Every column that a file may have. */
  readonly columns: readonly string[];
  /** Without these no row is whole. */
  readonly needed: readonly string[];
  /** The column that names a record, and has the mark of the control totals. */
  readonly nameColumn: string;
  readonly countColumn: string;
}

const personColumns = personMapping.columns.map(({ header }) => header);

/** What the columns of each kind of file mean. */
export const cutoverKinds: Readonly<Record<CutoverKind, CutoverColumns>> = {
  claims: {
    mapping: claimMapping,
    columns: [...claimMapping.columns.map(({ header }) => header), ...balanceColumns, 'claims'],
    needed: [
      numberColumn,
      'service_date',
      patientColumn,
      'total_charge',
      'status',
      'payer_balance',
      'patient_balance',
    ],
    nameColumn: numberColumn,
    countColumn: 'claims',
  },
  patients: {
    mapping: personMapping,
    columns: [...personColumns, 'patients'],
    needed: [patientColumn, 'patient_last_name', 'patient_first_name', 'patient_birth_date', 'patient_sex'],
    nameColumn: patientColumn,
    countColumn: 'patients',
  },
  coverages: {
    mapping: personMapping,
    columns: [
      ...personColumns.filter(
        (column) => column === patientColumn || !/^(?:patient|guarantor)_/.test(column),
      ),
      'patients',
    ],
    needed: [patientColumn, 'primary_payer_id', 'primary_member_id'],
    nameColumn: patientColumn,
    countColumn: 'patients',
  },
};

/** What a file with these columns holds. */
export function kindOfColumns(columns: ReadonlySet<string>): CutoverKind {
  if (columns.has(numberColumn) || !columns.has(patientColumn)) {
    return 'claims';
  }
  return columns.has('patient_last_name') ? 'patients' : 'coverages';
}

type Samples = readonly Readonly<Record<string, string>>[];

const claimSamples: Samples = [
  {
    legacy_claim_number: 'HX100231',
    status: 'open',
    service_date: '2026-09-14',
    patient_id: 'P-3001',
    patient_last_name: 'Alder',
    patient_first_name: 'Maren',
    patient_birth_date: '1984-02-11',
    patient_sex: 'F',
    patient_address: '18 Orchard Way',
    patient_city: 'Alder Falls',
    patient_state: 'OR',
    patient_zip: '97099',
    primary_payer_id: 'JUNIP',
    primary_member_id: 'JHM-41001',
    primary_relationship: 'self',
    rendering_provider: '2000001018',
    place_of_service: '11',
    diagnoses: 'E11.9',
    code_1: '99213',
    units_1: '1',
    charge_1: '160.00',
    pointers_1: '1',
    total_charge: '160.00',
    paid: '0.00',
    adjusted: '0.00',
    payer_balance: '160.00',
    patient_balance: '0.00',
    submitted_on: '2026-11-02',
    payer_control_number: '26307JX881',
  },
  {
    legacy_claim_number: totalsMark,
    claims: '1',
    total_charge: '160.00',
    paid: '0.00',
    adjusted: '0.00',
    payer_balance: '160.00',
    patient_balance: '0.00',
  },
];

const personSample = {
  source_system: 'clinic-pm',
  patient_id: 'P-3001',
  patient_last_name: 'Alder',
  patient_first_name: 'Maren',
  patient_birth_date: '1984-02-11',
  patient_sex: 'F',
  patient_address: '18 Orchard Way',
  patient_city: 'Alder Falls',
  patient_state: 'OR',
  patient_zip: '97099',
};
const coverageSample = {
  primary_payer_id: 'JUNIP',
  primary_member_id: 'JHM-41001',
  primary_relationship: 'self',
};

const samples: Readonly<Record<CutoverKind, Samples>> = {
  claims: claimSamples,
  patients: [
    { ...personSample, ...coverageSample },
    { patient_id: totalsMark, patients: '1' },
  ],
  coverages: [
    { source_system: 'clinic-pm', patient_id: 'P-3001', ...coverageSample },
    { patient_id: totalsMark, patients: '1' },
  ],
};

/** A file to start from. */
export function cutoverTemplate(kind: CutoverKind): string {
  const { columns } = cutoverKinds[kind];
  return [columns, ...samples[kind].map((sample) => columns.map((column) => sample[column] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

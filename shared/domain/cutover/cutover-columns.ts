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

/** The row of control totals has this instead of a claim number, and the number of claims in a column of its own. */
export const totalsMark = 'TOTAL';
export const countColumn = 'claims';
export const numberColumn = 'legacy_claim_number';

const leftOut: ReadonlySet<string> = new Set(['sourceSystem', 'version', 'note', 'encounterId']);
const visit = csvTemplates.find(({ mapping }) => mapping.rows === 'visit')?.mapping;

/** How the columns of the visit are read: as in the template of visits, under the old system's claim number. */
export const cutoverMapping = CsvMapping.parse({
  mappingId: 'cutover',
  name: 'One row a claim of an old system',
  rows: 'visit',
  columns: [
    { header: numberColumn, field: 'encounterId' },
    ...(visit?.columns ?? []).filter(({ field }) => !leftOut.has(field)),
  ],
});

/** Every column that a file may have. */
export const cutoverColumns: readonly string[] = [
  ...cutoverMapping.columns.map(({ header }) => header),
  ...balanceColumns,
  countColumn,
];

/** Without these no row is whole. */
export const neededColumns = [
  numberColumn,
  'service_date',
  'patient_id',
  'total_charge',
  'status',
  'payer_balance',
  'patient_balance',
] as const;

const samples: readonly Readonly<Record<string, string>>[] = [
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

/** A file to start from. */
export function cutoverTemplate(): string {
  return [cutoverColumns, ...samples.map((sample) => cutoverColumns.map((column) => sample[column] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

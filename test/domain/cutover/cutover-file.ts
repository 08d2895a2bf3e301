import { Practice } from '#contracts/practice.ts';
import { practice as sample } from '../samples/encounters.ts';

export const legacySystem = 'hexapod-pm';

/** The sample practice, which came from an old system. */
export const practice: Practice = Practice.parse({
  ...sample,
  cutover: {
    legacySystems: [{ name: legacySystem, controlNumberPattern: '^HX[0-9]{6}$', until: '2027-06-30' }],
  },
});

export type Row = Readonly<Record<string, string>>;

/** A claim that the payer has had for four weeks; nothing is wrong with it. */
export function openRow(changes: Row = {}): Row {
  return {
    legacy_claim_number: 'HX100001',
    status: 'open',
    service_date: '2026-10-12',
    patient_id: 'P-1',
    patient_last_name: 'Waxwing',
    patient_first_name: 'Odette',
    patient_birth_date: '1979-04-23',
    patient_sex: 'F',
    patient_address: '14 Nettle Row',
    patient_city: 'Alder Falls',
    patient_state: 'OR',
    patient_zip: '97099',
    primary_payer_id: 'JUNIP',
    primary_member_id: 'JHM90017',
    primary_relationship: 'self',
    rendering_provider: '2000001018',
    place_of_service: '11',
    diagnoses: 'I10',
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
    payer_control_number: '26306JX1',
    ...changes,
  };
}

/** A claim that the payer denied. */
export function deniedRow(changes: Row = {}): Row {
  return openRow({
    legacy_claim_number: 'HX100002',
    status: 'denied',
    decided_on: '2026-11-10',
    denial_reason: 'CO-197',
    payer_control_number: '26306JX2',
    ...changes,
  });
}

/** A claim of which the patient owes the rest; the old system tells no codes. */
export function patientRow(changes: Row = {}): Row {
  return openRow({
    legacy_claim_number: 'HX100003',
    status: 'patient',
    service_date: '2026-06-01',
    submitted_on: '',
    code_1: '',
    units_1: '',
    charge_1: '',
    pointers_1: '',
    diagnoses: '',
    paid: '80.00',
    adjusted: '55.50',
    payer_balance: '0.00',
    patient_balance: '24.50',
    ...changes,
  });
}

const sums = ['total_charge', 'paid', 'adjusted', 'payer_balance', 'patient_balance'] as const;

/** The control totals of rows. */
export function totalsOf(rows: readonly Row[], changes: Row = {}): Row {
  const sum = (column: string): string =>
    (rows.reduce((total, row) => total + Math.round(Number(row[column]) * 100), 0) / 100).toFixed(2);
  return {
    claims: String(rows.length),
    ...Object.fromEntries(sums.map((column) => [column, sum(column)])),
    ...changes,
  };
}

export function csvFile(rows: readonly Row[], totals: Row | undefined = totalsOf(rows)): string {
  const all = [...rows, ...(totals === undefined ? [] : [{ ...totals, legacy_claim_number: 'TOTAL' }])];
  const header = [...new Set(all.flatMap((row) => Object.keys(row)))];
  return [header, ...all.map((row: Row) => header.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

export function jsonFile(rows: readonly Row[], totals: Row = totalsOf(rows)): string {
  return JSON.stringify({ claims: rows, totals });
}

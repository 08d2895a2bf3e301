import type { CutoverProblem } from '#contracts/cutover.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { CutoverCheck, nothingFound, type SoundRow } from '#domain/cutover/cutover-check.ts';
import type { LegacyClaim } from '#domain/cutover/legacy-claim.ts';
import { frameCsvRows } from '#domain/intake/frame/csv-rows.ts';
import { frameCutoverRecords } from '#domain/intake/frame/json-values.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
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

/** A claim that the first payer has decided and the second owes the rest of. */
export function secondPayerRow(changes: Row = {}): Row {
  return openRow({
    legacy_claim_number: 'HX100004',
    status: 'second-payer',
    secondary_payer_id: 'FEDMB',
    secondary_member_id: 'FSH60007',
    secondary_relationship: 'self',
    paid: '96.00',
    adjusted: '24.00',
    payer_balance: '40.00',
    payer_control_number: '26306FX4',
    ...changes,
  });
}

/** A claim for which both the payer and the patient have paid too much. */
export function creditRow(changes: Row = {}): Row {
  return openRow({
    legacy_claim_number: 'HX100005',
    status: 'credit',
    submitted_on: '',
    paid: '195.00',
    payer_balance: '-25.00',
    patient_balance: '-10.00',
    ...changes,
  });
}

/** Checks a whole file at once. */
export function checkText(
  text: string,
  of: Practice,
  today: PlainDate,
): {
  readonly problems: readonly CutoverProblem[] | undefined;
  readonly claims: readonly LegacyClaim[];
  readonly things: readonly SharedThing[];
  readonly findings: CutoverCheck['findings'];
} {
  const format = /^\s*\{/.test(text) ? 'json' : 'csv';
  const check = new CutoverCheck(
    { practice: of, system: legacySystem, today },
    nothingFound(format),
    new Map(),
  );
  const framer = (format === 'json' ? frameCutoverRecords : frameCsvRows)(usualIntakeLimits);
  const items: (SoundRow | undefined)[] = [];
  for (const frames of [framer.push(new TextEncoder().encode(text)), framer.finish()]) {
    items.push(...frames.map((frame) => check.take(frame)));
  }
  check.finish(framer.fileProblem);
  const { findings } = check;
  return {
    problems: check.isSound ? undefined : findings.problems,
    claims: items.flatMap((item) => item?.item.claim ?? []),
    things: items.flatMap((item) => item?.item.things ?? []),
    findings,
  };
}

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

export function csvFile(
  rows: readonly Row[],
  totals: Row | undefined = totalsOf(rows),
  nameColumn = 'legacy_claim_number',
): string {
  const all = [...rows, ...(totals === undefined ? [] : [{ ...totals, [nameColumn]: 'TOTAL' }])];
  const header = [...new Set(all.flatMap((row) => Object.keys(row)))];
  return [header, ...all.map((row: Row) => header.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

export function jsonFile(rows: readonly Row[], totals: Row = totalsOf(rows)): string {
  return JSON.stringify({ claims: rows, totals });
}

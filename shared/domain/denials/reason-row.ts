import * as z from 'zod';
import { ClaimAdjustment } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';

/** Who bears an amount, by the group of its CAS: `CO` provider, `PR` patient, `OA` neither, `PI` the payer's own initiative. */
export const GroupCode = ClaimAdjustment.shape.groupCode;
export type GroupCode = z.infer<typeof GroupCode>;

/**
 * What an amount that was not paid is: `contractual` may be taken off at once, `patient` is the patient's share,
 * `denied` waits for a person, `other` is posted as it is and asks for nothing.
 */
export const Treatment = z.enum(['contractual', 'patient', 'denied', 'other']);
export type Treatment = z.infer<typeof Treatment>;

export const DenialCategory = z.enum([
  'patient-share',
  'contractual',
  'prior-payer',
  'incentive',
  'eligibility',
  'coordination-of-benefits',
  'wrong-payer',
  'non-covered',
  'authorization',
  'claim-data',
  'coding',
  'enrollment',
  'duplicate',
  'bundling',
  'frequency',
  'medical-necessity',
  'documentation',
  'timely-filing',
  'contract',
  'payer-review',
  'qualified-medicare-beneficiary',
  'unmapped',
]);
export type DenialCategory = z.infer<typeof DenialCategory>;

/** What the work is. */
export const DenialAction = z.enum([
  'fix',
  'send-records',
  'appeal',
  'bill-patient',
  'bill-next-payer',
  'bill-right-payer',
  'enroll',
  'write-off',
  'review',
  'none',
]);
export type DenialAction = z.infer<typeof DenialAction>;

/** Where the cause lies, so where the work goes and what could have prevented it. */
export const DenialOwner = z.enum([
  'front-desk',
  'authorization',
  'coder',
  'biller',
  'enrollment',
  'contracting',
  'payer',
  'nobody',
]);
export type DenialOwner = z.infer<typeof DenialOwner>;

export interface ReasonRow {
  /** CARC. */
  readonly code: string;
  readonly category: DenialCategory;
  readonly action: DenialAction;
  readonly owner: DenialOwner;
  /** Whether the money can be had: a soft denial is cured, a hard one is fought or given up. */
  readonly hardness: 'soft' | 'hard' | 'none';
  readonly appealable: boolean;
  /** What it is by group; a group that is not named is `denied`. */
  readonly treatments: Readonly<Partial<Record<GroupCode, Treatment>>>;
  /** The patient does not owe it whatever the group says. */
  readonly neverPatient: boolean;
  /** In group PR it is the patient's at once where the line shows that the patient had notice, or that the law excludes it. */
  readonly patientWithNotice: boolean;
  /** In our own words. */
  readonly sentence: string;
  /** First and last day on which the code may be used, where they limit. */
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

const treatmentText = /^(?:(CO|PR|OA|PI|CR)=(contractual|patient|denied|other))$/;

/**
 * Reads a table of reasons, one a line:
 * `code | category | action | owner | soft, hard or none | appeal or - | treatments | sentence`.
 * Treatments are `CO=contractual PR=patient`, `all=other`, `never-patient`, `patient-with-notice`, `from=2013-04-01`, `until=...` or `-`.
 * @throws Error when a line is not a row, or a code stands twice.
 */
export function readReasonTable(text: string): Map<string, ReasonRow> {
  const rows = new Map<string, ReasonRow>();
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      const row = readRow(line);
      if (rows.has(row.code)) {
        throw new Error(`Reason ${row.code} stands twice in the table; keep one row`);
      }
      rows.set(row.code, row);
    }
  }
  return rows;
}

function readRow(line: string): ReasonRow {
  const cells = line.split('|').map((cell) => cell.trim());
  const [code, category, action, owner, hardness, appeal, marks, sentence] = cells;
  if (code === undefined || marks === undefined || sentence === undefined || cells.length !== 8) {
    throw new Error(`A row of the reason table needs 8 cells; found ${cells.length} in "${line.trim()}"`);
  }
  const treatments: Partial<Record<GroupCode, Treatment>> = {};
  let neverPatient = false;
  let patientWithNotice = false;
  let from: PlainDate | undefined;
  let until: PlainDate | undefined;
  for (const mark of marks === '-' ? [] : marks.split(' ')) {
    const [, group, treatment] = treatmentText.exec(mark) ?? [];
    if (group !== undefined) {
      treatments[GroupCode.parse(group)] = Treatment.parse(treatment);
    } else if (mark.startsWith('all=')) {
      for (const every of GroupCode.options) {
        treatments[every] = Treatment.parse(mark.slice(4));
      }
    } else if (mark.startsWith('from=')) {
      from = PlainDate.parse(mark.slice(5));
    } else if (mark.startsWith('until=')) {
      until = PlainDate.parse(mark.slice(6));
    } else if (mark === 'never-patient') {
      neverPatient = true;
    } else if (mark === 'patient-with-notice') {
      patientWithNotice = true;
    } else {
      throw new Error(`Reason ${code} has the unknown mark "${mark}"`);
    }
  }
  return {
    code,
    category: DenialCategory.parse(category),
    action: DenialAction.parse(action),
    owner: DenialOwner.parse(owner),
    hardness: z.enum(['soft', 'hard', 'none']).parse(hardness),
    appealable: z.enum(['appeal', '-']).parse(appeal) === 'appeal',
    treatments,
    neverPatient,
    patientWithNotice,
    sentence,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

import type { PlainDate } from '#contracts/dates.ts';
import {
  codeList,
  singleEdition,
  type AddOnRow,
  type CodeList,
  type CodeTables,
  type DatedTable,
  type PhysicianFeeRow,
  type ProcedureRow,
  type TableName,
} from '../code-sets/code-tables.ts';

/* Small tables for cases. They govern the days of service of 2026 and have every code, unless a case says otherwise. */

const year = { from: '2026-01-01' as PlainDate, to: '2026-12-31' as PlainDate };

interface Wholeness {
  readonly isWhole?: boolean;
}

/** A table of the year with these rows. */
export function tableOfYear<Row extends { readonly code: string }>(
  table: TableName,
  rows: readonly Row[],
  { isWhole = true }: Wholeness = {},
): DatedTable<CodeList<Row>> {
  return singleEdition({ table, edition: '2026', isWhole, ...year }, codeList(rows));
}

const plainFee: Omit<PhysicianFeeRow, 'code'> = {
  modifier: '',
  status: 'A',
  workHundredths: 100,
  practiceNonFacilityHundredths: 100,
  practiceFacilityHundredths: 50,
  malpracticeHundredths: 10,
  componentIndicator: '0',
  globalDays: 'XXX',
  preoperativePercent: 0,
  intraoperativePercent: 0,
  postoperativePercent: 0,
  multipleIndicator: '0',
  bilateralIndicator: '0',
  assistantIndicator: '9',
  coSurgeonIndicator: '0',
  teamIndicator: '0',
  endoscopicBase: '',
};

/** A fee schedule with these rows; what a row does not say is as of a visit. */
export function feesOfYear(
  rows: readonly (Pick<PhysicianFeeRow, 'code'> & Partial<PhysicianFeeRow>)[],
  { isWhole = true }: Wholeness = {},
): Pick<CodeTables, 'physicianFees'> {
  const byCode = new Map(
    rows.map((row): [string, PhysicianFeeRow] => [
      `${row.code} ${row.modifier ?? ''}`,
      { ...plainFee, ...row },
    ]),
  );
  return {
    physicianFees: singleEdition(
      { table: 'mpfs', edition: '2026', isWhole, ...year },
      { find: (code: string, modifier: string) => byCode.get(`${code} ${modifier}`) },
    ),
  };
}

/** A table of add-on codes. */
export function addOnsOfYear(rows: readonly AddOnRow[], wholeness?: Wholeness): Pick<CodeTables, 'addOns'> {
  return { addOns: tableOfYear('ncci-add-on', rows, wholeness) };
}

/** A whole edition of CPT with these codes. */
export function cptOfYear(rows: readonly ProcedureRow[]): Pick<CodeTables, 'cptCodes'> {
  return { cptCodes: tableOfYear('cpt', rows) };
}

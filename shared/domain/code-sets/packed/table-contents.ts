import type {
  AddOnRow,
  CodeList,
  DiagnosisLimitsRow,
  DiagnosisNotesRow,
  DiagnosisRow,
  Edition,
  ModifierRow,
  PhysicianFeeRow,
  PhysicianFees,
  PlaceOfServiceRow,
  ProcedurePairRow,
  ProcedurePairs,
  ProcedureRow,
  TableName,
  UnitLimitRow,
} from '../code-tables.ts';

/** What a row of each table is. */
export interface TableRows {
  readonly 'icd-10-cm': DiagnosisRow;
  readonly 'icd-10-cm-notes': DiagnosisNotesRow;
  readonly mce: DiagnosisLimitsRow;
  readonly cpt: ProcedureRow;
  readonly hcpcs: ProcedureRow;
  readonly modifiers: ModifierRow;
  readonly 'place-of-service': PlaceOfServiceRow;
  readonly 'ncci-ptp-practitioner': ProcedurePairRow;
  readonly 'ncci-ptp-outpatient': ProcedurePairRow;
  readonly 'mue-practitioner': UnitLimitRow;
  readonly 'mue-outpatient': UnitLimitRow;
  readonly 'mue-equipment': UnitLimitRow;
  readonly 'ncci-add-on': AddOnRow;
  readonly mpfs: PhysicianFeeRow;
}

/** How each table is asked. */
export type TableContent<Name extends TableName> = Name extends
  | 'ncci-ptp-practitioner'
  | 'ncci-ptp-outpatient'
  ? ProcedurePairs
  : Name extends 'mpfs'
    ? PhysicianFees
    : CodeList<TableRows[Name]>;

/** The rows of a table one after the other, in the order of their codes: for lists and comparisons, not for lookups. */
export interface Listed<Row> {
  readonly rowCount: number;
  rows(this: void): Iterable<Row>;
}

/** The content of an edition that was opened. */
export type OpenedContent<Name extends TableName> = TableContent<Name> & Listed<TableRows[Name]>;

/** An edition whose table can be asked. */
export type OpenedEdition<Name extends TableName = TableName> = {
  readonly [One in Name]: Edition & { readonly table: One } & OpenedContent<One>;
}[Name];

import { codeList, singleEdition, type CodeTables, type TableName } from '../code-sets/code-tables.ts';

/** A small table for a case, as if it were the whole official one. */
export function caseTable<Row extends { readonly code: string }>(table: TableName, ...rows: readonly Row[]) {
  return singleEdition({ table, edition: 'case', isWhole: true }, codeList(rows));
}

/** Notes for a case; what a row does not say is empty. */
export function caseNotes(
  ...rows: readonly (Partial<NotesRow> & Pick<NotesRow, 'code'>)[]
): Pick<CodeTables, 'diagnosisNotes'> {
  return {
    diagnosisNotes: caseTable(
      'icd-10-cm-notes',
      ...rows.map((row) => ({
        excludes1: [],
        codeFirst: [],
        useAdditional: [],
        seventhCharacters: [],
        ...row,
      })),
    ),
  };
}

type NotesRow = NonNullable<
  ReturnType<NonNullable<ReturnType<CodeTables['diagnosisNotes']['inForceOn']>>['find']>
>;

/** Limits for a case; what a row does not say does not limit. */
export function caseLimits(
  ...rows: readonly (Partial<LimitsRow> & Pick<LimitsRow, 'code'>)[]
): Pick<CodeTables, 'diagnosisLimits'> {
  return {
    diagnosisLimits: caseTable(
      'mce',
      ...rows.map((row) => ({ isManifestation: false, isUnacceptablePrincipal: false, ...row })),
    ),
  };
}

type LimitsRow = NonNullable<
  ReturnType<NonNullable<ReturnType<CodeTables['diagnosisLimits']['inForceOn']>>['find']>
>;

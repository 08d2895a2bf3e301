import type { CutoverFindings, CutoverKind, CutoverProblem } from '#contracts/cutover.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import type { FileProblem, Frame } from '../intake/frame/framer.ts';
import { describeFieldName } from '../intake/mask-value.ts';
import { compareTotals, noTotals, withClaim } from './control-totals.ts';
import { cutoverKinds, numberColumn } from './cutover-columns.ts';
import { CutoverReader, type CutoverItem, type CutoverSetting } from './cutover-reader.ts';
import { readCutoverRow, type CutoverRow, type ReadRow } from './cutover-row.ts';

/** Where each record of a file stood, by a short hash of its name: two records of one name are one too many. */
export type SeenNames = Map<string, number>;

/** A row with nothing wrong in it, and what it stands for. */
export interface SoundRow {
  readonly row: CutoverRow;
  readonly kind: CutoverKind;
  readonly item: CutoverItem;
}

/** More than anybody reads at once. */
const mostProblems = 200;
/** Rows of control totals that are kept: one for the file, and one for each payer. */
const mostTotalsRows = 1_000;

const knownColumns: Readonly<Record<CutoverKind, ReadonlySet<string>>> = {
  claims: new Set(cutoverKinds.claims.columns),
  patients: new Set(cutoverKinds.patients.columns),
  coverages: new Set(cutoverKinds.coverages.columns),
};

export function nothingFound(format: 'csv' | 'json'): CutoverFindings {
  return {
    format,
    totals: noTotals,
    byPayer: {},
    statuses: { open: 0, denied: 0, 'second-payer': 0, patient: 0, credit: 0 },
    totalsRows: [],
    problems: [],
    moreProblems: 0,
  };
}

/**
 * Checks a file of an old system record by record, in the memory of its findings: nothing of it is taken over while
 * anything is wrong, for then the opening balances would not be the ones of the old system's report. Every problem is
 * told, not only the first. It goes on from the findings of an earlier check of the same file.
 */
export class CutoverCheck {
  #findings: CutoverFindings;
  readonly #setting: CutoverSetting;
  readonly #seen: SeenNames;
  readonly #reader: CutoverReader;

  constructor(setting: CutoverSetting, findings: CutoverFindings, seen: SeenNames) {
    this.#setting = setting;
    this.#reader = new CutoverReader(setting);
    this.#findings = findings;
    this.#seen = seen;
  }

  get findings(): CutoverFindings {
    return this.#findings;
  }

  /** Whether nothing is wrong so far. */
  get isSound(): boolean {
    return this.#findings.problems.length === 0;
  }

  /** Takes the next record; gives it, unless something is wrong with it or it is control totals. */
  take(frame: Frame): SoundRow | undefined {
    const read = readCutoverRow(frame, this.#findings.format);
    if (read.problem !== undefined) {
      this.#tell([read.problem]);
      return undefined;
    }
    if (read.isTotals) {
      const { row, cells } = read.row;
      const totalsRows = [...this.#findings.totalsRows, { row, cells: Object.fromEntries(cells) }];
      this.#findings = { ...this.#findings, totalsRows: totalsRows.slice(0, mostTotalsRows) };
      return undefined;
    }
    const kind = read.kind ?? this.#findings.kind ?? 'claims';
    const isFirst = this.#findings.kind === undefined;
    this.#findings = { ...this.#findings, kind };
    const wrong = this.#wrongColumns(read, kind);
    if (wrong.length > 0) {
      // The columns of a CSV file are told once; no row of it can be read then.
      this.#tell(isFirst || this.#findings.format === 'json' ? wrong : []);
      return undefined;
    }
    return this.#takeRow(read.row, kind);
  }

  /** The file has ended, or cannot be read further. */
  finish(fileProblem: FileProblem | undefined): void {
    if (fileProblem !== undefined) {
      const { found, expected, howToFix, line } = fileProblem;
      this.#tell([{ column: '', found, expected, howToFix, ...(line === undefined ? {} : { row: line }) }]);
      return;
    }
    const { kind } = this.#findings;
    if (kind === undefined) {
      this.#tell([
        {
          column: numberColumn,
          found: 'no claims',
          expected: 'at least one',
          howToFix: 'Export the open claims.',
        },
      ]);
      return;
    }
    const { practice, system } = this.#setting;
    const { totalsRows } = this.#findings;
    // Sums are compared only where every row could be read: else each wrong amount would be told twice.
    if (this.isSound || totalsRows.length === 0) {
      this.#tell(compareTotals(kind, this.#findings, practice, system));
    }
  }

  #takeRow(row: CutoverRow, kind: CutoverKind): SoundRow | undefined {
    const { name, claimNumber, item, problems } = this.#reader.read(row, kind);
    const isRepeated = name !== undefined && this.#isRepeated(row, name, kind, claimNumber);
    if (problems !== undefined) {
      this.#tell(problems);
      return undefined;
    }
    const { totals } = this.#findings;
    this.#findings =
      item.claim === undefined
        ? { ...this.#findings, totals: { ...totals, records: totals.records + 1 } }
        : { ...this.#findings, ...withClaim(this.#findings, item.claim) };
    return isRepeated ? undefined : { row, kind, item };
  }

  #isRepeated(
    { row }: CutoverRow,
    name: string,
    kind: CutoverKind,
    claimNumber: string | undefined,
  ): boolean {
    const what = kind === 'claims' ? 'claim' : 'patient';
    const key = contentHashOf(name).slice(0, 16);
    const earlier = this.#seen.get(key);
    if (earlier === undefined) {
      this.#seen.set(key, row);
    }
    // A round that broke off may have noted its own rows: they come again.
    if (earlier === undefined || earlier >= row) {
      return false;
    }
    this.#tell([
      {
        row,
        ...(claimNumber === undefined ? {} : { claimNumber }),
        column: cutoverKinds[kind].nameColumn,
        found: `the ${what} number of row ${earlier} again`,
        expected: `every ${what} once`,
        howToFix: 'Keep one of them, and correct the control totals if they count it twice.',
      },
    ]);
    return true;
  }

  /** Columns that no file of this kind has, and those that each must have. */
  #wrongColumns({ columns }: Extract<ReadRow, { row: CutoverRow }>, kind: CutoverKind): CutoverProblem[] {
    const { format } = this.#findings;
    const known = cutoverKinds[kind];
    const unknown = [...columns]
      .filter((column) => !knownColumns[kind].has(column))
      .map((column) => ({
        column: describeFieldName(column),
        found: `a column ${describeFieldName(column)}`,
        expected: 'only columns of the template',
        howToFix: 'Rename it as in the template, or leave it out.',
      }));
    const missing = (format === 'csv' ? known.needed : [])
      .filter((column) => !columns.has(column))
      .map((column) => ({
        column,
        found: 'no such column',
        expected: `a column ${column}`,
        howToFix: 'Add it, as in the template.',
      }));
    return [...unknown, ...missing];
  }

  #tell(problems: readonly CutoverProblem[]): void {
    const all = [...this.#findings.problems, ...problems];
    const kept = all.slice(0, mostProblems);
    const moreProblems = this.#findings.moreProblems + all.length - kept.length;
    this.#findings = { ...this.#findings, problems: kept, moreProblems };
  }
}

import type { CutoverKind, CutoverProblem } from '#contracts/cutover.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { compileMapping, type CompiledMapping } from '../intake/read/csv/compiled-mapping.ts';
import type { SharedThing } from '../intake/read/intake-record.ts';
import { cutoverKinds } from './cutover-columns.ts';
import type { CutoverRow } from './cutover-row.ts';
import type { LegacyClaim } from './legacy-claim.ts';
import { legacyNumberOf } from './legacy-numbers.ts';
import { readLegacyPatient } from './read-legacy-patient.ts';
import { readLegacyRow } from './read-legacy-row.ts';

/** What a row of a file stands for, once nothing is wrong with it. */
export type CutoverItem =
  | { readonly claim: LegacyClaim; readonly things?: never }
  | { readonly claim?: never; readonly things: readonly SharedThing[] };

export interface CutoverSetting {
  readonly practice: Practice;
  /** Name of the old system, one of the practice's. */
  readonly system: string;
  readonly today: PlainDate;
}

/** What is made of a row: under which name, where it has one, and what, where nothing is wrong. */
export type RowRead = { readonly name: string | undefined; readonly claimNumber?: string } & (
  | { readonly item: CutoverItem; readonly problems?: never }
  | { readonly item?: never; readonly problems: readonly CutoverProblem[] }
);

/** Reads the rows of files of an old system; the same row by the same edition of the practice is always read the same. */
export class CutoverReader {
  readonly #setting: CutoverSetting;
  readonly #compiled = new Map<CutoverKind, CompiledMapping>();

  constructor(setting: CutoverSetting) {
    this.#setting = setting;
  }

  read(row: CutoverRow, kind: CutoverKind): RowRead {
    return kind === 'claims' ? this.#readClaim(row) : this.#readPatient(row, kind);
  }

  #readClaim(row: CutoverRow): RowRead {
    const { columns } = cutoverKinds.claims;
    const read = readLegacyRow(row, { ...this.#setting, columns, compiled: this.#mapping('claims') });
    const { claimNumber } = read;
    const named = {
      name: claimNumber === undefined ? undefined : legacyNumberOf(claimNumber),
      ...(claimNumber === undefined ? {} : { claimNumber }),
    };
    return read.problems === undefined
      ? {
          ...named,
          item: { claim: { ...read.claim, contentHash: contentHashOf(Object.fromEntries(row.cells)) } },
        }
      : { ...named, problems: read.problems };
  }

  #readPatient(row: CutoverRow, kind: 'patients' | 'coverages'): RowRead {
    const { practice, system: sourceSystem, today } = this.#setting;
    const { name, things, problems } = readLegacyPatient(row, {
      kind,
      columns: cutoverKinds[kind].columns,
      setting: { practice, compiled: this.#mapping(kind), sourceSystem, today },
    });
    return problems === undefined ? { name, item: { things } } : { name, problems };
  }

  #mapping(kind: CutoverKind): CompiledMapping {
    const { mapping, columns } = cutoverKinds[kind];
    const compiled = this.#compiled.get(kind) ?? compileMapping(mapping, columns);
    this.#compiled.set(kind, compiled);
    return compiled;
  }
}

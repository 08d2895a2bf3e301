import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';

/** A period in which a row of a table is in force; an open end does not limit. Both ends count. */
export interface InForce {
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

export interface DiagnosisRow extends InForce {
  /** Without the dot. */
  readonly code: string;
  /** Our own short words. */
  readonly label: string;
  /** A heading that has more specific codes below it is not billable. */
  readonly isBillable: boolean;
}

export interface ProcedureRow extends InForce {
  readonly code: string;
  /** Our own short words, for staff and patient statements; never a descriptor of the code's publisher. */
  readonly label: string;
}

export interface ModifierRow {
  readonly code: string;
  readonly label: string;
  /** Whether an NCCI edit with indicator 1 is bypassed by it, if documented. */
  readonly bypassesPairs: boolean;
}

export interface PlaceOfServiceRow {
  readonly code: string;
  readonly label: string;
  readonly isFacility: boolean;
}

/** NCCI procedure to procedure: column 1 is paid, column 2 is not, on one day by one provider. */
export interface ProcedurePairRow extends InForce {
  readonly column1: string;
  readonly column2: string;
  /** 0: no modifier helps; 1: a modifier may; 9: the edit does not apply. */
  readonly indicator: '0' | '1' | '9';
}

/** MUE: how many units of a code are plausible for one patient. */
export interface UnitLimitRow extends InForce {
  readonly code: string;
  readonly units: number;
  /** MAI. `line`: each line alone; `day-absolute` and `day-clinical`: all lines of the day together. */
  readonly counts: 'line' | 'day-absolute' | 'day-clinical';
}

/** The reference tables that a decision was made with. Every report names their editions. */
export interface CodeTables {
  readonly editions: readonly { readonly table: string; readonly edition: string }[];
  /** By code without the dot. */
  readonly diagnoses: ReadonlyMap<string, DiagnosisRow>;
  readonly procedures: ReadonlyMap<string, ProcedureRow>;
  readonly modifiers: ReadonlyMap<string, ModifierRow>;
  readonly placesOfService: ReadonlyMap<string, PlaceOfServiceRow>;
  /** By `<column 1> <column 2>`. */
  readonly procedurePairs: ReadonlyMap<string, ProcedurePairRow>;
  /** Whether a pair that is not in the table is known to be fine; a seed table does not know. */
  readonly pairsAreComplete: boolean;
  readonly unitLimits: ReadonlyMap<string, UnitLimitRow>;
}

/** Whether a row is in force on a day. */
export function isInForce({ from, to }: InForce, on: PlainDate): boolean {
  return isWithin(on, from, to);
}

/** A diagnosis as the tables name it: without the dot. */
export function withoutDot(diagnosis: string): string {
  return diagnosis.replace('.', '');
}

/** A diagnosis as people write it: with the dot after the category of three characters. */
export function withDot(diagnosis: string): string {
  const code = withoutDot(diagnosis);
  return code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

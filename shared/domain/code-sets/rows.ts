import type { CodeSetKind as LoadedKind } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type {
  AddOnRow,
  DiagnosisLimitsRow,
  DiagnosisNotesRow,
  DiagnosisRange,
  DiagnosisRow,
  InForce,
  PhysicianFeeRow,
  PlaceOfServiceRow,
  ProcedurePairRow,
  ProcedureRow,
  UnitLimitRow,
} from './code-tables.ts';

/** A line of the ICD-10-CM order file. Its words are in the public domain. */
export interface DiagnosisOrderRow extends DiagnosisRow {
  /** The whole title; `label` is cut at 60 characters by the file. */
  readonly longLabel: string;
}

/** What the tabular list says of a code, the notes of its chapter, section and headings included. */
export interface DiagnosisTabularRow extends DiagnosisNotesRow {
  /** Not part of the code, but both may be coded together. */
  readonly excludes2: readonly DiagnosisRange[];
}

/** A code of HCPCS Level II. */
export interface HcpcsRow extends ProcedureRow {
  /** The whole description of CMS; `label` is its short one. */
  readonly longLabel: string;
  /** C: carrier judgment; D: special instructions; I, M, S: Medicare does not pay. Empty where the file has none. */
  readonly coverage: string;
}

/** A modifier of HCPCS Level II. */
export interface HcpcsModifierRow extends InForce {
  readonly code: string;
  readonly label: string;
}

/** A diagnosis for which "present on admission" is not asked. */
export interface ExemptDiagnosisRow {
  /** Without the dot. */
  readonly code: string;
}

/** Geographic practice cost indices of a Medicare locality, in thousandths: 1000 is the nation's mean. */
export interface CostIndexRow {
  /** The Medicare contractor, five digits. */
  readonly contractor: string;
  /** Two digits; unique within a contractor. */
  readonly locality: string;
  /** Two letters. */
  readonly state: string;
  readonly name: string;
  readonly workThousandths: number;
  readonly practiceThousandths: number;
  readonly malpracticeThousandths: number;
}

/** The counties of a Medicare locality. */
export interface LocalityRow {
  readonly contractor: string;
  readonly locality: string;
  /** As the file spells it, of the nearest line above that has one. */
  readonly state: string;
  readonly name: string;
  readonly counties: string;
}

/** The anesthesia conversion factor of a locality, in ten-thousandths of a dollar. */
export interface AnesthesiaRow {
  readonly contractor: string;
  readonly locality: string;
  readonly name: string;
  readonly factorTenThousandths: number;
}

/** The Medicare locality of a five-digit ZIP code. */
export interface ZipLocalityRow {
  readonly zip: string;
  readonly state: string;
  readonly contractor: string;
  readonly locality: string;
  readonly area: 'urban' | 'rural' | 'super-rural';
  /** Whether parts of the ZIP code lie in another locality: then the four digits behind it decide. */
  readonly isSplit: boolean;
}

/** A claim adjustment reason or remittance advice remark code: its value only, the words are the publisher's. */
export interface AdjustmentCodeRow extends InForce {
  readonly code: string;
}

/** A code of the health care provider taxonomy. */
export interface TaxonomyRow {
  readonly code: string;
  readonly grouping: string;
  readonly classification: string;
  readonly specialization: string;
}

/** The rows that a loaded file gives, by the table that they are for. */
export interface CodeSetRows extends Readonly<Record<LoadedKind, object>> {
  readonly 'icd-10-cm': DiagnosisOrderRow;
  readonly 'icd-10-cm-notes': DiagnosisTabularRow;
  readonly 'poa-exempt': ExemptDiagnosisRow;
  readonly mce: DiagnosisLimitsRow;
  readonly cpt: ProcedureRow;
  readonly hcpcs: HcpcsRow;
  readonly modifiers: HcpcsModifierRow;
  readonly 'place-of-service': PlaceOfServiceRow;
  readonly 'ncci-ptp-practitioner': ProcedurePairRow;
  readonly 'ncci-ptp-outpatient': ProcedurePairRow;
  readonly 'mue-practitioner': UnitLimitRow;
  readonly 'mue-outpatient': UnitLimitRow;
  readonly 'mue-equipment': UnitLimitRow;
  readonly 'ncci-add-on': AddOnRow;
  readonly mpfs: PhysicianFeeRow;
  readonly gpci: CostIndexRow;
  readonly localities: LocalityRow;
  readonly anesthesia: AnesthesiaRow;
  readonly 'zip-locality': ZipLocalityRow;
  readonly carc: AdjustmentCodeRow;
  readonly rarc: AdjustmentCodeRow;
  readonly taxonomy: TaxonomyRow;
}

/** Every kind of code set that can be loaded; most are tables that claims are checked by. */
export type CodeSetKind = keyof CodeSetRows;

/** What a file says of the edition that it holds; what it does not say, whoever loads it must. */
export interface EditionClaim {
  /** For example `FY2026`, `2025Q4` or `v37`. */
  readonly edition?: string;
  readonly from?: PlainDate;
  /** Whether the edition is concluded from the rows; whoever loads the file may know better. */
  readonly isConcluded?: boolean;
  /** The editions that a file of its name may be: whoever loads it may say which, and must where none is claimed. */
  readonly choices?: readonly EditionClaim[];
  /** Conversion factors of the fee schedule in ten-thousandths of a dollar, by what they are for. */
  readonly factors?: Readonly<Record<string, number>>;
  /** What the edition does not have, although others of its kind do. */
  readonly lacks?: readonly string[];
}

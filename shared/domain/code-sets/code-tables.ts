import { codeTableKinds } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';

/** A period in which a row of a table is in force; an open end does not limit. Both ends count. */
export interface InForce {
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** Every table that a decision may be made with, under the name that reports call it by. */
export const tableNames = codeTableKinds;
export type TableName = (typeof tableNames)[number];

/** One edition of one table, and the days of service that it governs. */
export interface Edition extends InForce {
  readonly table: TableName;
  /** For example `FY2026`, `2026Q4` or `seed`. */
  readonly edition: string;
  /**
   * Whether what the edition does not have does not exist. A seed or a slice does not know: what it lacks is not
   * checked, never wrong.
   */
  readonly isWhole: boolean;
}

/** The loaded editions of one table. */
export interface DatedTable<Content> {
  /** The edition that governs a day of service; undefined when none is loaded that does. */
  inForceOn(this: void, day: PlainDate): (Edition & Content) | undefined;
}

/** Rows that are found by one code. */
export interface CodeList<Row> {
  /** Undefined when the edition does not have the code; whether that means anything, `isWhole` says. */
  find(this: void, code: string): Row | undefined;
}

export interface DiagnosisRow extends InForce {
  /** Without the dot. */
  readonly code: string;
  /** The short words of the order file, which is in the public domain; in the seed our own. */
  readonly label: string;
  /** A heading that has more specific codes below it is not billable. */
  readonly isBillable: boolean;
}

/**
 * Diagnoses from one to another, both without the dot: `A05` to `A05` is A05 and all below it. A code lies within when
 * its first characters, as many as the end has, are not outside.
 */
export interface DiagnosisRange {
  readonly from: string;
  readonly to: string;
}

/** What the tabular list says of a diagnosis, its headings' notes included. */
export interface DiagnosisNotesRow {
  readonly code: string;
  /** Never coded with these, unless the two have nothing to do with each other (guideline I.A.12.a). */
  readonly excludes1: readonly DiagnosisRange[];
  /** What is coded before it. */
  readonly codeFirst: readonly DiagnosisRange[];
  /** What is coded beside it, where it applies. */
  readonly useAdditional: readonly DiagnosisRange[];
  /** The characters that may stand in the seventh place; empty where none may. */
  readonly seventhCharacters: readonly string[];
}

/** What the Medicare Code Editor says of a diagnosis. */
export interface DiagnosisLimitsRow {
  readonly code: string;
  /** The only sex that it is plausible for. */
  readonly sex?: 'F' | 'M';
  /** Whole years of age, both ends included, that it is plausible for. */
  readonly ages?: { readonly fromYears: number; readonly toYears: number };
  /** Stands for what another disease did: never first. */
  readonly isManifestation: boolean;
  /** Not the reason for an inpatient stay. For institutional inpatient claims only. */
  readonly isUnacceptablePrincipal: boolean;
}

export interface ProcedureRow extends InForce {
  readonly code: string;
  /** Short words for staff and patient statements: our own in the seed, the licence holder's in a loaded list. */
  readonly label: string;
}

export interface ModifierRow extends InForce {
  readonly code: string;
  readonly label: string;
  /** Whether an NCCI edit with indicator 1 is bypassed by it, if documented. */
  readonly bypassesPairs: boolean;
}

export interface PlaceOfServiceRow extends InForce {
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

export interface ProcedurePairs {
  /** What is in force of two codes on the day, whichever of them is column 1; the strictest where there are several. */
  find(this: void, one: string, other: string, day: PlainDate): ProcedurePairRow | undefined;
}

/** MUE: how many units of a code are plausible for one patient. */
export interface UnitLimitRow extends InForce {
  readonly code: string;
  readonly units: number;
  /** MAI 1, 2, 3. `line`: each line alone; `day-absolute` and `day-clinical`: all lines of the day together. */
  readonly counts: 'line' | 'day-absolute' | 'day-clinical';
}

/** A code that an add-on is paid beside, and the days on which it is. */
export interface AddOnPrimary extends InForce {
  readonly code: string;
}

/** A code that is paid only beside another, from the first day that it is one. */
export interface AddOnRow extends InForce {
  readonly code: string;
  /** 1: the primaries are listed; 2: the payer's own list; 3: some are listed, the payer may know more. */
  readonly type: 1 | 2 | 3;
  /** Those that ended included; a primary that was taken up again is there twice. */
  readonly primaries: readonly AddOnPrimary[];
}

/** A row of the Medicare physician fee schedule (its file of relative value units). Amounts are whole hundredths of a relative value unit. */
export interface PhysicianFeeRow {
  readonly code: string;
  /** `26`, `TC`, `53`, or empty for the whole service. */
  readonly modifier: string;
  /** A, B, C, ... as CMS assigns; I is not valid for Medicare, N not covered, B bundled. */
  readonly status: string;
  readonly workHundredths: number;
  readonly practiceNonFacilityHundredths: number;
  readonly practiceFacilityHundredths: number;
  readonly malpracticeHundredths: number;
  /** Whether it has a professional and a technical part: the indicator of the modifiers of the parts, 0 to 9. */
  readonly componentIndicator: string;
  /** `000`, `010`, `090`, `MMM`, `XXX`, `YYY`, `ZZZ`. */
  readonly globalDays: string;
  /** Parts of a global package, in whole percent. */
  readonly preoperativePercent: number;
  readonly intraoperativePercent: number;
  readonly postoperativePercent: number;
  /** Indicators 0 to 9 of modifiers 51, 50, 80, 62 and 66. */
  readonly multipleIndicator: string;
  readonly bilateralIndicator: string;
  readonly assistantIndicator: string;
  readonly coSurgeonIndicator: string;
  readonly teamIndicator: string;
  readonly endoscopicBase: string;
}

export interface PhysicianFees {
  /** The row of a code and its part; the whole service for an empty modifier. */
  find(this: void, code: string, modifier: string): PhysicianFeeRow | undefined;
}

/** The reference tables that a decision is made with. Every report names the editions that it asked. */
export interface CodeTables {
  readonly diagnoses: DatedTable<CodeList<DiagnosisRow>>;
  readonly diagnosisNotes: DatedTable<CodeList<DiagnosisNotesRow>>;
  readonly diagnosisLimits: DatedTable<CodeList<DiagnosisLimitsRow>>;
  /** HCPCS Level I: CPT. */
  readonly cptCodes: DatedTable<CodeList<ProcedureRow>>;
  /** HCPCS Level II. */
  readonly hcpcsCodes: DatedTable<CodeList<ProcedureRow>>;
  readonly modifiers: DatedTable<CodeList<ModifierRow>>;
  readonly placesOfService: DatedTable<CodeList<PlaceOfServiceRow>>;
  readonly practitionerPairs: DatedTable<ProcedurePairs>;
  readonly outpatientPairs: DatedTable<ProcedurePairs>;
  readonly practitionerUnits: DatedTable<CodeList<UnitLimitRow>>;
  readonly outpatientUnits: DatedTable<CodeList<UnitLimitRow>>;
  /** For suppliers of durable medical equipment. */
  readonly equipmentUnits: DatedTable<CodeList<UnitLimitRow>>;
  readonly addOns: DatedTable<CodeList<AddOnRow>>;
  readonly physicianFees: DatedTable<PhysicianFees>;
}

/** Whether a row is in force on a day. */
export function isInForce({ from, to }: InForce, on: PlainDate): boolean {
  return isWithin(on, from, to);
}

/** The table that a procedure code belongs to by its form: a letter first is HCPCS Level II, a digit is CPT. */
export function procedureTable(code: string, tables: CodeTables): CodeTables['cptCodes'] {
  return /^[A-Z]/.test(code) ? tables.hcpcsCodes : tables.cptCodes;
}

/** A table of one edition, whatever the day within its period; every day where it names none. */
export function singleEdition<Content extends object>(
  edition: Edition,
  content: Content,
): DatedTable<Content> {
  const whole = { ...edition, ...content };
  return { inForceOn: (day) => (isInForce(edition, day) ? whole : undefined) };
}

/** A table that nothing was loaded for: whatever asks it is told that it cannot be checked. */
export const notLoaded: DatedTable<never> = { inForceOn: () => undefined };

/** Rows found by their code, from a list in memory. */
export function codeList<Row extends { readonly code: string }>(rows: readonly Row[]): CodeList<Row> {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return { find: (code) => byCode.get(code) };
}

/** The editions that a claim of these days is judged by, each once, in the order of the tables. */
export function editionsInForce(
  tables: CodeTables,
  days: readonly PlainDate[],
): { table: TableName; edition: string }[] {
  const [first, ...others] = days;
  if (first === undefined) {
    return [];
  }
  const ofFirst = editionsOfDay(tables, first);
  if (others.length === 0) {
    return [...ofFirst];
  }
  const found = new Map(
    [ofFirst, ...others.map((day) => editionsOfDay(tables, day))]
      .flat()
      .map((one) => [`${one.table} ${one.edition}`, one]),
  );
  return [...found.values()].toSorted(
    (one, other) => tableNames.indexOf(one.table) - tableNames.indexOf(other.table),
  );
}

/** Tables that no professional claim is judged by: of hospitals, and of suppliers of equipment. */
const neverAsked: ReadonlySet<string> = new Set<keyof CodeTables>([
  'outpatientPairs',
  'outpatientUnits',
  'equipmentUnits',
]);

type EditionUsed = { table: TableName; edition: string };

/** Days whose editions are remembered; claims of a day come together. */
const keptDays = 1024;
const editionsByDay = new WeakMap<CodeTables, Map<PlainDate, readonly EditionUsed[]>>();

function editionsOfDay(tables: CodeTables, day: PlainDate): readonly EditionUsed[] {
  const known = editionsByDay.get(tables) ?? new Map<PlainDate, readonly EditionUsed[]>();
  editionsByDay.set(tables, known);
  const before = known.get(day);
  if (before !== undefined) {
    return before;
  }
  if (known.size >= keptDays) {
    known.clear();
  }
  const found = (Object.entries(tables) as readonly (readonly [string, DatedTable<object>])[])
    .flatMap(([name, table]): EditionUsed[] => {
      const governing = neverAsked.has(name) ? undefined : table.inForceOn(day);
      return governing === undefined ? [] : [{ table: governing.table, edition: governing.edition }];
    })
    .toSorted((one, other) => tableNames.indexOf(one.table) - tableNames.indexOf(other.table));
  known.set(day, found);
  return found;
}

/** A diagnosis as the tables name it: without the dot. */
export function withoutDot(diagnosis: string): string {
  return namesOf(diagnosis).code;
}

/** A diagnosis as people write it: with the dot after the category of three characters. */
export function withDot(diagnosis: string): string {
  return isWritten(diagnosis) ? diagnosis : namesOf(diagnosis).written;
}

const categoryLength = 3;
const dot = 0x2e;

/** Whether a diagnosis is as people write it already: told without a lookup, since every diagnosis of every claim is asked. */
function isWritten(diagnosis: string): boolean {
  return diagnosis.length > categoryLength + 1 && diagnosis.charCodeAt(categoryLength) === dot;
}

interface DiagnosisNames {
  readonly code: string;
  readonly written: string;
}

/** A practice's claims name the same few hundred diagnoses. */
const keptDiagnoses = 4096;
const names = new Map<string, DiagnosisNames>();

function namesOf(diagnosis: string): DiagnosisNames {
  const known = names.get(diagnosis);
  if (known !== undefined) {
    return known;
  }
  if (names.size >= keptDiagnoses) {
    names.clear();
  }
  const code = diagnosis.replace('.', '');
  const written =
    code.length > categoryLength ? `${code.slice(0, categoryLength)}.${code.slice(categoryLength)}` : code;
  const made = { code, written };
  names.set(diagnosis, made);
  return made;
}

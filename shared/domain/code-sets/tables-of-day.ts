import type { PlainDate } from '#contracts/dates.ts';
import {
  procedureTable,
  withDot,
  withoutDot,
  type AddOnRow,
  type CodeList,
  type CodeTables,
  type DiagnosisLimitsRow,
  type DiagnosisNotesRow,
  type DiagnosisRow,
  type Edition,
  type PhysicianFeeRow,
  type ProcedureRow,
  type UnitLimitRow,
} from './code-tables.ts';

/** What the tables of a day say of a diagnosis; undefined where the edition does not have it or none is loaded. */
export interface DiagnosisOfDay {
  /** As the tables name it, without the dot. */
  readonly code: string;
  /** As people write it, with the dot. */
  readonly written: string;
  readonly row: DiagnosisRow | undefined;
  readonly notes: DiagnosisNotesRow | undefined;
  readonly limits: DiagnosisLimitsRow | undefined;
}

/** What the tables of a day say of a procedure, each of the whole service; undefined where the edition does not have it or none is loaded. */
export interface ProcedureOfDay {
  readonly code: string;
  /** The edition of CPT or HCPCS Level II, whichever has codes of this form. */
  readonly edition: Edition | undefined;
  readonly row: ProcedureRow | undefined;
  /** The edition of add-on codes. */
  readonly addOns: Edition | undefined;
  readonly addOn: AddOnRow | undefined;
  /** Of practitioners. */
  readonly unitLimit: UnitLimitRow | undefined;
  readonly fee: FeeOfDay;
}

/** The row of a whole service. `none`: the schedule has all codes and not this one; `unknown`: no schedule can tell. */
export type FeeOfDay = PhysicianFeeRow | 'none' | 'unknown';

type Governing<Content> = (Edition & Content) | undefined;

/** The editions that govern a day of service, asked with one lookup a code for all tables that know the code. */
export interface TablesOfDay {
  readonly diagnoses: Governing<CodeList<DiagnosisRow>>;
  readonly diagnosisNotes: Governing<CodeList<DiagnosisNotesRow>>;
  readonly diagnosisLimits: Governing<CodeList<DiagnosisLimitsRow>>;
  diagnosis(this: void, diagnosis: string): DiagnosisOfDay;
  procedure(this: void, code: string): ProcedureOfDay;
  /** The fee alone: of what was done before, nothing else is asked. */
  fee(this: void, code: string): FeeOfDay;
}

/** Days that are remembered; claims of a day come together. */
const keptDays = 1024;
/** Diagnoses that are remembered. A practice codes a few hundred over and over. */
const keptDiagnoses = 4096;
/** Procedures that are remembered: more than there are, for those that the history names are of everybody. */
const keptProcedures = 32_768;

interface Known {
  readonly byDay: Map<PlainDate, TablesOfDay>;
  /** Days of the same editions share what was looked up. */
  readonly byEditions: { readonly editions: readonly unknown[]; readonly tables: TablesOfDay }[];
}
const known = new WeakMap<CodeTables, Known>();

/** The tables that govern a day of service. What they say follows from them alone; that they were asked before changes nothing. */
export function tablesOn(tables: CodeTables, day: PlainDate): TablesOfDay {
  let ofTables = known.get(tables);
  if (ofTables === undefined) {
    ofTables = { byDay: new Map(), byEditions: [] };
    known.set(tables, ofTables);
  }
  const { byDay, byEditions } = ofTables;
  const before = byDay.get(day);
  if (before !== undefined) {
    return before;
  }
  if (byDay.size >= keptDays) {
    byDay.clear();
    byEditions.length = 0;
  }
  const editions = [
    tables.diagnoses.inForceOn(day),
    tables.diagnosisNotes.inForceOn(day),
    tables.diagnosisLimits.inForceOn(day),
    tables.cptCodes.inForceOn(day),
    tables.hcpcsCodes.inForceOn(day),
    tables.addOns.inForceOn(day),
    tables.practitionerUnits.inForceOn(day),
    tables.physicianFees.inForceOn(day),
  ];
  let found = byEditions.find((one) => one.editions.every((edition, index) => edition === editions[index]));
  if (found === undefined) {
    found = { editions, tables: tablesOfDay(tables, day) };
    byEditions.push(found);
  }
  byDay.set(day, found.tables);
  return found.tables;
}

/** The same tables, of which nothing is remembered: for whoever asked them before all was read that they stand for. */
export function neverAsked(tables: CodeTables): CodeTables {
  return { ...tables };
}

function tablesOfDay(tables: CodeTables, day: PlainDate): TablesOfDay {
  const diagnoses = tables.diagnoses.inForceOn(day);
  const diagnosisNotes = tables.diagnosisNotes.inForceOn(day);
  const diagnosisLimits = tables.diagnosisLimits.inForceOn(day);
  const addOns = tables.addOns.inForceOn(day);
  const unitLimits = tables.practitionerUnits.inForceOn(day);
  const fees = tables.physicianFees.inForceOn(day);
  const fee = remembered(
    keptProcedures,
    (code): FeeOfDay => fees?.find(code, '') ?? (fees?.isWhole === true ? 'none' : 'unknown'),
  );
  return {
    diagnoses,
    diagnosisNotes,
    diagnosisLimits,
    diagnosis: remembered(keptDiagnoses, (diagnosis) => {
      const code = withoutDot(diagnosis);
      return {
        code,
        written: withDot(diagnosis),
        row: diagnoses?.find(code),
        notes: diagnosisNotes?.find(code),
        limits: diagnosisLimits?.find(code),
      };
    }),
    procedure: remembered(keptProcedures, (code) => {
      const edition = procedureTable(code, tables).inForceOn(day);
      return {
        code,
        edition,
        row: edition?.find(code),
        addOns,
        addOn: addOns?.find(code),
        unitLimit: unitLimits?.find(code),
        fee: fee(code),
      };
    }),
    fee,
  };
}

/** Remembers what was said of so many codes; then begins anew. */
function remembered<Said>(kept: number, say: (code: string) => Said): (code: string) => Said {
  const said = new Map<string, Said>();
  return (code) => {
    const before = said.get(code);
    if (before !== undefined) {
      return before;
    }
    if (said.size >= kept) {
      said.clear();
    }
    const answer = say(code);
    said.set(code, answer);
    return answer;
  };
}

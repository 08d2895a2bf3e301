import type { BilledService } from '#contracts/billed-service.ts';
import type { ClaimLine, ScrubFinding } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { CodeTables } from '../code-sets/code-tables.ts';
import type { DiagnosisOfDay, FeeOfDay, ProcedureOfDay, TablesOfDay } from '../code-sets/tables-of-day.ts';
import type { ScrubbedClaim, ScrubbedPayer, ScrubbedPractice } from './scrubbed-claim.ts';

/** What was done for the same person before, on the same days or after, by anybody of the practice. */
export interface PatientHistory {
  /** Lines of all other claims of the person that are not voided; this claim's own are left out. */
  readonly services: readonly BilledService[];
  /**
   * The first day of service from which the practice's services are known here; undefined when nobody said. What looks
   * back further is not checked.
   */
  readonly knownFrom: PlainDate | undefined;
  /** Nobody looked for services: a file tells of none. What depends on them is not checked. */
  readonly isNotGiven?: true;
}

/** Nothing was found of the person. */
export const noHistory: PatientHistory = { services: [], knownFrom: undefined };
/** Nobody looked whether anything is there. */
export const historyNotGiven: PatientHistory = { ...noHistory, isNotGiven: true };

/** What an edit may know beside the claim; made for it by `scrubFacts`. */
export interface ScrubFacts {
  readonly practice: ScrubbedPractice;
  /** The payer that is billed next; absent where the patient pays. */
  readonly payer: ScrubbedPayer | undefined;
  readonly tables: CodeTables;
  readonly history: PatientHistory;
  readonly today: PlainDate;
  /** The tables that govern the first day of service, on which diagnoses are judged. */
  readonly firstDay: TablesOfDay;
  /** What these say of the claim's diagnoses, in its order. */
  readonly diagnoses: readonly DiagnosisOfDay[];
  /** The claim's lines in their order, each with what the tables of its day say of its code. */
  readonly lines: readonly LineOfDay[];
  /** The fee of a line's code on its day, or of that of a service of the history. */
  feeOf(this: void, service: Pick<BilledService, 'code' | 'serviceDate'>): FeeOfDay;
}

/** A line, and what the tables of its day say of its code. */
export interface LineOfDay {
  readonly line: ClaimLine;
  readonly procedure: ProcedureOfDay;
}

/** Something that did not simply pass. */
export interface EditFinding {
  /** `bypassed`: a valid reason lifts the edit; `not-checked`: no data for this code, payer or date. */
  readonly result: 'fail' | 'bypassed' | 'not-checked';
  /** In the words of the trade: "line 2", "diagnosis 1", "billing provider". */
  readonly where: string;
  /** The procedure codes, modifiers and diagnoses (these without their dot) that it is about; absent where it is about none. */
  readonly codes?: readonly string[];
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/**
 * A modifier on some line; Medicare as the payer that is billed; a service of another claim of the person, be it that
 * nobody looked for one.
 */
export type EditNeed = 'modifier' | 'medicare' | 'other-service';

/**
 * One rule of the scrubber. It looks at one claim, knows of no other edit, and says nothing about a person: findings
 * are read in lists. An empty answer is a pass.
 */
export interface Edit {
  /** The name of its folder: the thing, and what is wrong with it. */
  readonly id: string;
  readonly title: string;
  /**
   * Level of the WEDI SNIP types: 1 syntax, 2 requirement of the guide, 3 balancing, 4 situation, 5 external codes,
   * 6 product or service, 7 trading partner.
   */
  readonly snipType: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /**
   * `blocking` holds the claim. `warning` holds it until a person says that it is right as it is. `advisory` is
   * reported and lets the claim go, as does `trial`: a practice's rule that is not switched on yet.
   */
  readonly severity: 'blocking' | 'warning' | 'advisory' | 'trial';
  readonly fixer: ScrubFinding['fixer'];
  /** First and last day of service that the edit looks at. */
  readonly effectiveFrom: PlainDate;
  readonly effectiveTo?: PlainDate;
  /** Where the rule comes from. */
  readonly source: string;
  /** Without it on the claim there is nothing to find: the edit passes and is not even asked. */
  readonly needs?: EditNeed;
  check(this: void, claim: ScrubbedClaim, facts: ScrubFacts): readonly EditFinding[];
}

/** One thing that is wrong with a file, or worth knowing, and where. */
export interface Finding {
  /**
   * The kind of edit that found it: 1 syntax, 2 guide, 3 balance, 4 situation, 5 code set.
   */
  readonly snip: 1 | 2 | 3 | 4 | 5;
  /** An error rejects the transaction; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Our name of the rule: `required-segment-missing`. */
  readonly code: string;
  /** IK304 of a 999 for it, when it concerns a segment. */
  readonly segmentErrorCode?: string;
  /** IK403 of a 999 for it, when it concerns an element. */
  readonly elementErrorCode?: string;
  /** IK502 of a 999 for it, when it concerns the transaction as a whole. */
  readonly transactionErrorCode?: string;
  /** AK905 of a 999 for it, when it concerns the group. */
  readonly groupErrorCode?: string;
  /** TA105 for it, when it concerns the interchange. */
  readonly interchangeNoteCode?: string;
  readonly loop?: string;
  readonly segment?: string;
  /** Place of the segment in its transaction; ST is 1. */
  readonly position?: number;
  /** Counted from 1, as are component and repetition. */
  readonly element?: number;
  readonly component?: number;
  readonly repetition?: number;
  /** Number of the data element in the standard. */
  readonly dataElement?: string;
  readonly value?: string;
  /** Byte offset in the file. */
  readonly offset?: number;
  /** The claim or request it belongs to. */
  readonly businessUnit?: BusinessUnit;
  /** What makes something necessary that is missing. */
  readonly trigger?: Trigger;
  /** What was found and what was expected, for a person. */
  readonly sentence: string;
}

/** What a 999 names in CTX01 for the receiver to find the claim or request by: `CLM01`, `CLP01` or `TRN02`. */
export interface BusinessUnit {
  readonly name: string;
  readonly value: string;
}

/** The element that triggers a situational rule. */
export interface Trigger {
  readonly segment: string;
  readonly position: number;
  readonly loop: string;
  readonly element: number;
  readonly component?: number;
}

/** Whether any finding rejects. */
export function hasError(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

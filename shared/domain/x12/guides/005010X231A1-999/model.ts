/** One 999 transaction set: what became of one functional group that its receiver read. */
export interface Acknowledgement999 {
  /** AK1: the group that is answered. */
  readonly functionalCode: string;
  /** AK102: GS06 of the group that is answered. */
  readonly groupControlNumber: string;
  /** AK103: GS08 of the group that is answered. */
  readonly version?: string;
  readonly transactions: readonly TransactionResponse999[];
  /** AK901: `A` accepted, `E` accepted with errors, `P` partially accepted, `R` rejected, `M`, `W`, `X` rejected for security reasons. */
  readonly code: string;
  /** AK902: transactions that the group's trailer counts. */
  readonly includedCount: number;
  readonly receivedCount: number;
  readonly acceptedCount: number;
  /** AK905 to AK909. */
  readonly errorCodes: readonly string[];
}

/** AK2 to IK5. */
export interface TransactionResponse999 {
  /** AK201: `837`. */
  readonly setCode: string;
  /** AK202: ST02. */
  readonly controlNumber: string;
  /** AK203: ST03. */
  readonly version?: string;
  readonly segmentErrors: readonly SegmentError999[];
  /** IK501: `A`, `E`, `M`, `R`, `W` or `X`. */
  readonly code: string;
  /** IK502 to IK506. */
  readonly errorCodes: readonly string[];
}

/** IK3 with its CTX and IK4. */
export interface SegmentError999 {
  readonly segmentId: string;
  /** Position of the segment in its transaction; ST is 1. */
  readonly position: number;
  readonly loopId?: string;
  /** IK304: `1` unrecognized, `3` required segment missing, `5` exceeds maximum use, `8` has element errors, `I4` to `I9`. */
  readonly code?: string;
  readonly contexts: readonly Context999[];
  readonly elementErrors: readonly ElementError999[];
}

/** IK4 with its CTX. */
export interface ElementError999 {
  /** IK401-1. */
  readonly element: number;
  /** IK401-2. */
  readonly component?: number;
  /** IK401-3. */
  readonly repetition?: number;
  /** IK402: number of the data element in the standard. */
  readonly dataElement?: string;
  /** IK403: `1` required missing, `4` too short, `5` too long, `6` invalid character, `7` invalid code, `8` invalid date, `9` invalid time, `I6` to `I13`. */
  readonly code: string;
  /** IK404: a copy of the bad value. */
  readonly value?: string;
  readonly contexts: readonly Context999[];
}

/** CTX: a business unit (`CLM01` and its value), or what triggered a situational rule. */
export interface Context999 {
  /** CTX01-1. */
  readonly name: string;
  /** CTX01-2. */
  readonly value?: string;
  /** CTX02. */
  readonly segmentId?: string;
  /** CTX03. */
  readonly position?: number;
  /** CTX04. */
  readonly loopId?: string;
  /** CTX05. */
  readonly element?: { readonly element: number; readonly component?: number; readonly repetition?: number };
  /** CTX06: the data element reference numbers. */
  readonly dataElement?: { readonly element: string; readonly component?: string };
}

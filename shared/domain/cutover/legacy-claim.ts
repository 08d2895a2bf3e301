import type { LegacyFacts } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { GroupCode } from '../denials/reason-row.ts';

/** Why the payer refused a claim in the old system, and when it said so. */
export interface LegacyDenial {
  readonly decidedOn: PlainDate;
  readonly groupCode: GroupCode;
  readonly reasonCode: string;
  readonly remarkCodes: readonly string[];
}

/** One claim of an old system, with nothing wrong in it. */
export interface LegacyClaim {
  /** Where it stands in its file. */
  readonly row: number;
  readonly legacy: LegacyFacts;
  readonly encounter: Encounter;
  /** When the payer got it, and the number it gave it. */
  readonly submittedOn?: PlainDate;
  readonly payerControlNumber?: string;
  readonly denial?: LegacyDenial;
  /** The upload that brought it, where it did not come with a file of its own. */
  readonly uploadId?: string;
  /** Tells the same row from a changed one. */
  readonly contentHash: string;
}

import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';

/** Which submission of which claim an interchange carried. */
export interface SentInterchange {
  readonly claimId: ClaimId;
  readonly submissionSequence: number;
}

/** Interchange control numbers (ISA13) of what a practice sends: unique, rising, nine digits, never given twice. */
export interface ControlNumbers {
  next(practiceId: PracticeId): Promise<number>;
  /** What was sent under a number; undefined for an interchange that carried no claim, or that is not ours. */
  sentAs(practiceId: PracticeId, interchangeControlNumber: string): Promise<SentInterchange | undefined>;
}

import type { PracticeId } from '#contracts/identifiers.ts';

/** Interchange control numbers (ISA13) of what a practice sends: unique, rising, nine digits, never given twice. */
export interface ControlNumbers {
  next(practiceId: PracticeId): Promise<number>;
}

import type { PracticeId } from '#contracts/identifiers.ts';
import type { PermitBook } from '#contracts/intake-permits.ts';

/** One book a practice: which of its uploads are worked now. */
export interface IntakePermits {
  /** An empty book of version 0 where nothing is stored. */
  load(practiceId: PracticeId): Promise<PermitBook>;
  /** Stores the book as the version after its own; answers false when another was stored since it was loaded. */
  save(book: PermitBook): Promise<boolean>;
}

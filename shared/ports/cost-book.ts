import type { CostEntry } from '#contracts/costs.ts';
import type { PracticeId } from '#contracts/identifiers.ts';

/** What a practice entered of its costs, in the order in which it was entered. */
export interface CostBook {
  /** All entries; sees every one that was added before. */
  entries(practiceId: PracticeId): Promise<readonly CostEntry[]>;
  /** Adds an entry under its number; false, and nothing is kept, where there is one of that number. */
  add(entry: CostEntry): Promise<boolean>;
}

import type { PracticeId } from '#contracts/identifiers.ts';

/** Makes something once for each practice and keeps it for the practices that were asked for last. */
export function perPractice<Kept>(
  make: (practiceId: PracticeId) => Kept,
  most: number,
): (practiceId: PracticeId) => Kept {
  const kept = new Map<PracticeId, Kept>();
  return (practiceId) => {
    const found = kept.get(practiceId) ?? make(practiceId);
    // Behind the others: the first is the longest unused.
    kept.delete(practiceId);
    kept.set(practiceId, found);
    const [longestUnused] = kept.keys();
    if (kept.size > most && longestUnused !== undefined) {
      kept.delete(longestUnused);
    }
    return found;
  };
}

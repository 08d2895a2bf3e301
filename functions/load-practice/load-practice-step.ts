import { Practice } from '#contracts/practice.ts';
import { practiceFaults } from '#domain/intake/practice-faults.ts';
import type { Clock } from '#ports/clock.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export type LoadPracticeAnswer =
  | { readonly outcome: 'saved' | 'unchanged' }
  | { readonly outcome: 'refused'; readonly problems: readonly string[] };

/** Loads a practice's master data as one document. The whole document is accepted or nothing of it. */
export async function loadPracticeStep(
  event: unknown,
  world: { readonly practices: Pick<PracticeStore, 'save'>; readonly clock: Clock },
): Promise<LoadPracticeAnswer> {
  const read = Practice.safeParse(event);
  if (!read.success) {
    return {
      outcome: 'refused',
      problems: read.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`),
    };
  }
  const problems = practiceFaults(read.data);
  if (problems.length > 0) {
    return { outcome: 'refused', problems };
  }
  const saved = await world.practices.save(read.data, world.clock.now());
  switch (saved) {
    case 'saved':
    case 'unchanged':
      return { outcome: saved };
    case 'stale':
      return {
        outcome: 'refused',
        problems: [
          `edition: found ${read.data.edition}; this edition or a newer one is loaded already with other content. Raise the edition and load again`,
        ],
      };
    case 'submitter-id-taken':
      return {
        outcome: 'refused',
        problems: [
          `submitterId: ${read.data.submitterId} belongs to another practice; every practice needs its own`,
        ],
      };
  }
}

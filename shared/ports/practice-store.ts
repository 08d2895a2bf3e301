import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { InvariantBroken } from './work-on-claim.ts';

export interface PracticeStore {
  load(practiceId: PracticeId): Promise<Practice | undefined>;
  /** Which practice a file addressed to this receiver id (ISA08) is for. */
  findBySubmitterId(submitterId: string): Promise<PracticeId | undefined>;
  listIds(): Promise<readonly PracticeId[]>;
  /** Saves the document as a new edition; `stale` when the stored edition is the same or newer. */
  save(practice: Practice, at: Instant): Promise<'saved' | 'unchanged' | 'stale' | 'submitter-id-taken'>;
}

/** Loads a practice that must exist, since something of it does. */
export async function loadPractice(
  practices: Pick<PracticeStore, 'load'>,
  practiceId: PracticeId,
): Promise<Practice> {
  const practice = await practices.load(practiceId);
  if (practice === undefined) {
    throw new InvariantBroken(`There is no practice ${practiceId}`);
  }
  return practice;
}

import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { PracticeEdition } from '#contracts/practice-import.ts';
import type { Practice } from '#contracts/practice.ts';
import { InvariantBroken } from './work-on-claim.ts';

/** What is kept of how an edition came to be. */
export type EditionNote = Pick<PracticeEdition, 'by' | 'source' | 'changes'>;

export interface PracticeStore {
  /** The edition in force; a new one may be seen a minute late. */
  load(practiceId: PracticeId): Promise<Practice | undefined>;
  /** One edition, as it was saved; the one in force at this moment when none is named. */
  edition(practiceId: PracticeId, edition?: number): Promise<Practice | undefined>;
  /** Who saved which edition when, and what was different; the newest first. */
  history(practiceId: PracticeId): Promise<readonly PracticeEdition[]>;
  /** Which practice a file addressed to this receiver id (ISA08) is for. */
  findBySubmitterId(submitterId: string): Promise<PracticeId | undefined>;
  listIds(): Promise<readonly PracticeId[]>;
  /**
   * Saves the document as a new edition, with a line of history; `stale` when the stored edition is the same or newer.
   * Earlier editions stay as they are.
   */
  save(
    practice: Practice,
    at: Instant,
    note?: EditionNote,
  ): Promise<'saved' | 'unchanged' | 'stale' | 'submitter-id-taken'>;
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

import type { NameKey, PracticeId, UploadId, VisitId } from '#contracts/identifiers.ts';
import type { ChangedName } from '#contracts/upload.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';

/** Things that go by given names, and the names of coverages that belong to persons of these names. */
export interface NamedThings {
  readonly things: readonly SharedThing[];
  readonly belonging: readonly string[];
}

/**
 * Parts of visits, and what visits point at, each in its newest version. Whatever the order in which versions come, and
 * however often, the same is kept. A reader that leaves its mark at a name before it looks there misses nothing: either
 * it finds what is kept, or who keeps it finds the mark.
 */
export interface VisitStore {
  /**
   * Keeps what is newer than what is there. Done again it changes nothing and answers the same.
   * @returns the names of which this upload says something new.
   * @throws CommitConflict when other writers were first again and again.
   */
  keep(
    practiceId: PracticeId,
    uploadId: UploadId,
    kept: { readonly parts: readonly VisitPart[]; readonly things: readonly SharedThing[] },
  ): Promise<readonly ChangedName[]>;
  /** Every part of a visit, as it stands at this moment. */
  parts(practiceId: PracticeId, visitId: VisitId): Promise<readonly VisitPart[]>;
  /** What goes by these names, as it stands at this moment. */
  named(practiceId: PracticeId, sourceSystem: string, names: readonly string[]): Promise<NamedThings>;
  /**
   * Leaves a visit's mark at names, so that whoever keeps something under one of them finds the visit. A mark at a person
   * stays, and has no end of its own: an insurance may end, or a birth date be corrected, a year after the visit, and must
   * still find the claim; nobody waits for it, and it is one small item for each visit and name, as a claim is. A mark at
   * a directory's name is taken away when the name has come. The visit that waits for one that never comes has an end: it
   * is on the agenda of incomplete visits, and a person decides.
   */
  mark(
    practiceId: PracticeId,
    sourceSystem: string,
    names: readonly string[],
    visitId: VisitId,
  ): Promise<void>;
  /** Visits that left their mark at a name, a page at a time, by id; those behind `after`. */
  marked(practiceId: PracticeId, key: NameKey, limit: number, after?: VisitId): Promise<readonly VisitId[]>;
  /** Takes marks of visits away that have found what they waited for. */
  unmark(practiceId: PracticeId, key: NameKey, visits: readonly VisitId[]): Promise<void>;
}

import type { PracticeId } from '#contracts/identifiers.ts';
import type { StaffMember } from '#contracts/staff-member.ts';

/** Who works in a practice. */
export interface StaffMembers {
  load(practiceId: PracticeId, user: string): Promise<StaffMember | undefined>;
  /** All of a practice, by user name; those who are disabled too. */
  list(practiceId: PracticeId): Promise<readonly StaffMember[]>;
  /** Saves a member over the version that it was read at, 0 for a new one; false when another writer was first. */
  save(member: StaffMember, expectedVersion: number): Promise<boolean>;
}

import type { PracticeId } from '#contracts/identifiers.ts';
import type { StaffRole } from '#contracts/staff-member.ts';

/** An account as it stands. */
export interface DirectoryEntry extends StaffAccount {
  readonly enabled: boolean;
}

/** What an account is made of. */
export interface StaffAccount {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly practiceIds: readonly PracticeId[];
}

/** The accounts by which staff sign in. What each may do in a practice is kept with the practice. */
export interface StaffDirectory {
  find(user: string): Promise<DirectoryEntry | undefined>;
  /** Makes an account and has a first password sent by mail; false when somebody has that name. */
  invite(account: StaffAccount): Promise<boolean>;
  /**
   * Takes an account away. A second factor cannot be taken off an account that must have one: who lost it gets an account
   * of the same name anew. One that is not there is left at that.
   */
  remove(user: string): Promise<void>;
  /** Which practices and roles the person's next token names. */
  place(user: string, practiceIds: readonly PracticeId[], roles: readonly StaffRole[]): Promise<void>;
  /** Shuts the account, or opens it again; what was signed in is signed out. */
  setEnabled(user: string, enabled: boolean): Promise<void>;
}

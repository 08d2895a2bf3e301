import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';

/** A call that carries a key of its sender's: for a day the same call gets the same answer. */
export interface StaffRequestName {
  readonly practiceId: PracticeId;
  readonly user: string;
  /** The id of the route. */
  readonly route: string;
  /** The sender's key, hashed: it becomes part of where the answer lies. */
  readonly key: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

export type RequestBegun =
  | { readonly state: 'new' }
  /** The same call is being answered; or broke off a short time ago. */
  | { readonly state: 'running' }
  /** The key stood for another call. */
  | { readonly state: 'other' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer };

export interface StaffRequests {
  /**
   * Notes that a call begins, unless one of the same name did. A call that did not end within `staleSeconds` counts as
   * broken off, and may begin again.
   * @param contentHash of what is asked, with the path.
   */
  begin(
    name: StaffRequestName,
    contentHash: string,
    at: Instant,
    staleSeconds: number,
  ): Promise<RequestBegun>;
  end(name: StaffRequestName, contentHash: string, at: Instant, answer: KeptAnswer): Promise<void>;
}

import type { Instant } from '#contracts/dates.ts';
import type { ClaimId, GuarantorId, PracticeId } from '#contracts/identifiers.ts';

interface RowBase {
  readonly practiceId: PracticeId;
  readonly unsentSince: Instant;
}

/** A row of the outbox: something to be told to a state machine, written together with the change it announces. */
export type OutboxRow =
  | (RowBase & {
      readonly kind: 'signal';
      readonly claimId: ClaimId;
      readonly waitName: string;
      readonly waitKey: string;
      readonly output: {
        readonly outcome: string;
        readonly waitKey: string;
        readonly deadlineSeconds: number;
      };
      /** Absent until the pipeline has filed it: answer and token arrive in either order. */
      readonly token?: { readonly value: string; readonly leg: number };
    })
  | (RowBase & { readonly kind: 'start-leg'; readonly claimId: ClaimId; readonly leg: number })
  | (RowBase & {
      readonly kind: 'start-account-cycle';
      readonly guarantorId: GuarantorId;
      readonly cycle: number;
    });

export interface Outbox {
  /**
   * Rows not yet sent that can be, written before `before`, oldest first, at most `limit`. An answer whose token is not
   * filed yet is none of them: it is sent when the pipeline comes to its wait.
   */
  unsent(before: Instant, limit: number): Promise<readonly OutboxRow[]>;
  /** Marks a row as sent; a signal only while its token is still the one that was used. */
  markSent(row: OutboxRow, at: Instant): Promise<void>;
  /**
   * Files the token of a person's task on the item of its wait. It replaces the token of the same or an earlier leg, and
   * an answer that was sent to that one becomes unsent again; the token of an earlier leg that comes late changes nothing.
   */
  fileToken(
    wait: {
      readonly practiceId: PracticeId;
      readonly claimId: ClaimId;
      readonly waitName: string;
      readonly waitKey: string;
    },
    token: { readonly value: string; readonly leg: number },
    at: Instant,
  ): Promise<void>;
}

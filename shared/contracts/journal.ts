import type { ClaimEvent } from './claim.ts';
import type { CostEntry } from './costs.ts';
import type { Instant } from './dates.ts';
import type { GuarantorId } from './identifiers.ts';
import type { SentStatement } from './patient-account.ts';
import type { Task } from './task.ts';

/** One thing that happened, as it is kept for good. */
export type JournalEntry =
  | { readonly kind: 'claim-event'; readonly event: ClaimEvent }
  /** The task as it stands now: whatever is done about it after it was closed changes nothing of it. */
  | { readonly kind: 'task-opened' | 'task-closed'; readonly task: Task }
  | {
      readonly kind: 'statement-sent';
      readonly guarantorId: GuarantorId;
      readonly statement: SentStatement;
      readonly at: Instant;
    }
  | { readonly kind: 'cost-entered'; readonly entry: CostEntry };

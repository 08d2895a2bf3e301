import type { AuditEntry } from '#contracts/audit.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';

/** Which entries: of a day, of a person, about a claim. */
export type AuditSelection =
  | { readonly by: 'day'; readonly day: PlainDate }
  | { readonly by: 'user'; readonly staffUser: string }
  | { readonly by: 'claim'; readonly claimId: ClaimId };

export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly AuditEntry[];
  readonly next?: string;
}

/** Who saw or changed what. There is no way to change an entry or to take one away. */
export interface AuditTrail {
  /** Fails where it cannot be kept; whoever calls then fails too. */
  append(entry: AuditEntry): Promise<void>;
  list(
    practiceId: PracticeId,
    selection: AuditSelection,
    page: { readonly limit: number; readonly next?: string | undefined },
  ): Promise<AuditPage>;
}

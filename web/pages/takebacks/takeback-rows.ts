import type { Cents } from '#contracts/cents.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { TakebackAccount } from '#domain/takebacks/takeback-ledger.ts';
import type { TakebackMovement } from '#domain/takebacks/takeback-movements.ts';

/** One entry of the sub-ledger that is not settled. */
export interface TakebackRow {
  readonly id: string;
  readonly payer: string;
  readonly what: 'to-be-taken' | 'by-letter' | 'not-announced' | 'taken-again';
  readonly movement: TakebackMovement;
  readonly claimIds: readonly ClaimId[];
  readonly ageDays: number;
  readonly amountCents: Cents;
}

/** What is open of each payer, and what a payer took beyond what was open. */
export function takebackRows(accounts: readonly TakebackAccount[]): readonly TakebackRow[] {
  return accounts.flatMap(({ payer, payeeId = '', open, letters, excess }) => [
    ...[
      ...open.map((entry) => ({ ...entry, what: 'to-be-taken' as const })),
      ...letters.map((entry) => ({ ...entry, what: 'by-letter' as const })),
    ].map(({ what, announced, openCents, claimIds, ageDays }) => ({
      id: `${payer} ${payeeId} ${announced.postingId} ${what}`,
      payer,
      what,
      movement: announced,
      claimIds,
      ageDays,
      amountCents: openCents,
    })),
    ...excess.map(({ taken, excessCents, claimIds, ageDays, before }) => ({
      id: `${payer} ${payeeId} ${taken.postingId} excess`,
      payer,
      what: before === undefined ? ('not-announced' as const) : ('taken-again' as const),
      movement: taken,
      claimIds,
      ageDays,
      amountCents: excessCents,
    })),
  ]);
}

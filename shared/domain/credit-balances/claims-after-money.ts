import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { allows } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim } from '../claims/move-claim.ts';
import { balancesOf } from '../ledger/balances.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { handBalancesOver, type VisitBalance } from '../patient-billing/hand-over.ts';
import { decidedBeyondPatient } from '../remittance/cover-given-up.ts';
import type { Write } from '../writes/write.ts';

/** A claim that money was moved on by hand. */
export interface ClaimTouched {
  readonly claim: Claim;
  /** Every posting of it before. */
  readonly postings: readonly Posting[];
  readonly added: readonly Posting[];
  /** For its history. */
  readonly words: string;
  readonly reason: string;
}

/**
 * What claims write besides the postings when money was refunded or applied: each says so in its history. One that is
 * closed hands over what the patient owes now; one that waited only because more was decided than billed goes on.
 */
export function claimsAfterMoney(
  claims: readonly ClaimTouched[],
  account: PatientAccount | undefined,
  { at, by }: PostingOccasion,
): Write[] {
  const handedOver: VisitBalance[] = [];
  const writes = claims.flatMap(({ claim, postings, added, words, reason }): readonly Write[] => {
    const before = balancesOf(postings);
    const all = [...postings, ...added];
    const after = balancesOf(all);
    const staffDecisions = [
      ...(claim.staffDecisions ?? []),
      { at, by, task: 'credit-balance', outcome: words, reason, fields: [] },
    ];
    if (claim.state === 'closed') {
      const balanceCents = after['patient-receivable'];
      if (balanceCents !== before['patient-receivable']) {
        handedOver.push({ claimId: claim.claimId, serviceDate: claim.serviceDateFrom, balanceCents });
      }
      return amendClaim(claim, { staffDecisions, handedToPatientCents: balanceCents }, at, {
        event: 'credit-balance',
        by,
        words,
      }).writes;
    }
    const wasTooMuch = before['payer-receivable'] < 0 || decidedBeyondPatient(claim, postings) > 0;
    const isEven =
      wasTooMuch &&
      after['payer-receivable'] === 0 &&
      after['denial-pending'] === 0 &&
      decidedBeyondPatient(claim, all) === 0;
    return isEven && allows(claim.state, 'settled-by-payer')
      ? moveClaim(claim, {
          move: 'settled-by-payer',
          origin: 'outside',
          at,
          by,
          changes: { staffDecisions },
          detail: words,
        }).writes
      : amendClaim(claim, { staffDecisions }, at, { event: 'credit-balance', by, words }).writes;
  });
  const [first] = claims;
  return first === undefined
    ? writes
    : [
        ...writes,
        ...handBalancesOver(
          { practiceId: first.claim.practiceId, guarantorId: first.claim.guarantorId },
          handedOver,
          account,
          at,
          'lowered',
        ),
      ];
}

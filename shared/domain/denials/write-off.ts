import type * as z from 'zod';
import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import type { ClaimTaskKind } from '#contracts/task-kinds.ts';
import type { WriteOffReason } from '#contracts/claim-task-outcomes.ts';
import { dateOf } from '../calendar/plain-date.ts';
import type { MoveName } from '../claims/claim-lifecycle.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseUnlessWaiting, rememberDecision, type TaskWorked, type Worker } from '../coding/work-task.ts';
import { balancesByPayer, balancesOf } from '../ledger/balances.ts';
import { makePosting } from '../ledger/make-posting.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import { addCents, formatDollars, negateCents, subtractCents, sumCents } from '../money/cents.ts';
import { coverGivenUp, decidedBeyondPatient, whyPaidTwice, withCover } from '../remittance/cover-given-up.ts';
import type { Write } from '../writes/write.ts';
import { beyondAuthority } from '../staff/authority.ts';
import { decideDenial, openDenials } from './denial-decisions.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';

/** Who decides. A manager may do what the practice's limits forbid to others. */
export interface StaffMember extends Worker {
  readonly role: 'staff' | 'manager';
  /** How far the person's own authority goes; an operator has none but the role. */
  readonly authority?: StaffAuthority | undefined;
}

export interface WriteOffDecision {
  readonly outcome: 'write-off';
  readonly writeOffReason: z.infer<typeof WriteOffReason>;
  readonly reason: string;
}

type RemainingKind = Extract<ClaimTaskKind, 'authorization' | 'correction' | 'rejection' | 'follow-up'>;

/** The move that opens each kind of task. */
const openedBy = {
  authorization: 'held-by-scrubber',
  correction: 'held-by-scrubber',
  rejection: 'rejected',
  'follow-up': 'nothing-came-back',
} as const satisfies Record<RemainingKind, MoveName>;

/**
 * Writes off what is still open with the payer, as decided about a claim that the scrubber holds after it was billed, a
 * rejection or a missing answer: the payer's receivable and whatever of an earlier denial was never decided. Should the payer decide after all, its remittance takes the
 * write-off back.
 * @param postings every posting of the claim.
 */
export function writeOffRemaining(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  kind: RemainingKind,
  decision: WriteOffDecision,
  staff: StaffMember,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, kind);
  if (stale !== undefined) {
    return { refused: stale };
  }
  const forManager = refuseUnlessManager(claim, openedBy[kind], staff.role);
  if (forManager !== undefined) {
    return { refused: forManager };
  }
  if (openedBy[kind] === 'held-by-scrubber' && claim.postedChargeCents === 0) {
    return {
      refused: 'Nothing of this claim was billed, so there is nothing to write off; find it not billable.',
    };
  }
  const { at } = staff;
  const postingDate = dateOf(at);
  const by = `user ${staff.user}`;
  const denials = openDenials(claim, postings);
  const owed = [...balancesByPayer(postings)]
    .map(([payerId, balances]) => ({ payerId, owedCents: balances['payer-receivable'] }))
    .filter(({ owedCents }) => owedCents !== 0);
  const owedCents = sumCents(owed, (payer) => payer.owedCents);
  const tooMuch = whyNothingIsLeft(postings);
  if (tooMuch !== undefined) {
    return { refused: tooMuch };
  }
  const deniedCents = sumCents(denials, ({ openCents }) => openCents);
  const openCents = addCents(owedCents, deniedCents);
  const paidTwice = whyPaidTwice(claim, postings, openCents);
  if (paidTwice !== undefined) {
    return { refused: paidTwice };
  }
  const beyondCents = decidedBeyondPatient(claim, postings);
  const coveredDenials = withCover(denials, beyondCents);
  // What is covered of a denial is open again should the later payer take its decision back; what the payer owed is not.
  const amountCents = subtractCents(
    openCents,
    sumCents(coveredDenials, ({ coveredCents }) => coveredCents),
  );
  const refused = refuseWriteOff({
    claim,
    practice,
    payer: practice.payers.find(({ payerId }) => payerId === primaryPayerOf(claim)),
    amountCents,
    writeOffReason: decision.writeOffReason,
    staff,
    deniedAsUntimely: false,
  });
  if (refused !== undefined) {
    return refused;
  }
  const words = `Written off: ${decision.writeOffReason}`;
  const moved = moveClaim(claim, {
    move: 'written-off',
    at,
    by,
    origin: 'outside',
    detail: writtenOffInWords(subtractCents(openCents, beyondCents), beyondCents, decision.writeOffReason),
    worked: { outcome: decision.outcome, closedBy: staff.user },
    changes: rememberDecision(claim, staff, {
      task: kind,
      outcome: decision.outcome,
      reason: decision.reason,
    }),
  });
  const reason = decision.writeOffReason;
  const newPostings = coveredDenials.map((denial) =>
    decideDenial(claim, denial, {
      at,
      by,
      postingDate,
      cause: 'write-off',
      coveredCents: denial.coveredCents,
      to: { account: 'write-off', payerId: denial.adjudication.payerId, reason },
      words,
    }),
  );
  if (owed.length > 0) {
    newPostings.push(
      makePosting({
        practiceId: claim.practiceId,
        postingId: `write-off-${claim.claimId}-${claim.version}`,
        cause: 'write-off',
        claimId: claim.claimId,
        guarantorId: claim.guarantorId,
        postingDate,
        serviceDate: claim.serviceDateFrom,
        knownAt: at,
        by,
        words,
        legs: owed.flatMap((payer) => [
          { account: 'write-off' as const, payerId: payer.payerId, amountCents: payer.owedCents, reason },
          {
            account: 'payer-receivable' as const,
            payerId: payer.payerId,
            amountCents: negateCents(payer.owedCents),
          },
        ]),
      }),
    );
  }
  newPostings.push(
    ...coverGivenUp(
      claim,
      [...postings, ...newPostings],
      { id: `write-off-${claim.claimId}-${claim.version}` },
      { at, by, postingDate },
    ),
  );
  return {
    outcome: 'written-off',
    claim: moved.claim,
    writes: [...moved.writes, ...newPostings.map((posting): Write => ({ kind: 'post', posting }))],
  };
}

/** Why nothing may be given up of a claim, if so: payers decided on more than was billed, and one of them must yet give way. */
export function whyNothingIsLeft(postings: readonly Posting[]): string | undefined {
  const owedCents = balancesOf(postings)['payer-receivable'];
  return owedCents < 0
    ? `Payers have decided on ${formatDollars(negateCents(owedCents))} more than was billed; nothing is left to write off. Ask them which of their decisions holds.`
    : undefined;
}

/** Completes the sentence of the history: what is given up, and what a later payer has decided on instead. */
export function writtenOffInWords(
  amountCents: Cents,
  coveredCents: Cents,
  writeOffReason: WriteOffDecision['writeOffReason'],
): string {
  return coveredCents === 0
    ? `${formatDollars(amountCents)}, ${writeOffReason}`
    : `${formatDollars(amountCents)}, ${writeOffReason}; a later payer has decided on another ${formatDollars(coveredCents)}`;
}

/**
 * Why a write-off is refused, if it is: above what the person approves or, where nobody knows that, above the practice's
 * limit; or given up as late while the payer's filing limit still runs. A manager may do the last two.
 */
export function refuseWriteOff({
  claim,
  practice,
  payer,
  amountCents,
  writeOffReason,
  staff,
  deniedAsUntimely,
}: {
  readonly claim: Pick<Claim, 'serviceDateFrom' | 'adjudications'>;
  readonly practice: Pick<Practice, 'writeOffLimitCents' | 'refundLimitCents'>;
  readonly payer: Payer | undefined;
  readonly amountCents: Cents;
  readonly writeOffReason: WriteOffDecision['writeOffReason'];
  readonly staff: StaffMember;
  readonly deniedAsUntimely: boolean;
}): { readonly refused: string; readonly takesApproval?: true; readonly amountCents?: Cents } | undefined {
  const beyond = beyondAuthority(staff.authority, 'write-off', amountCents, practice);
  if (beyond !== undefined) {
    return { refused: beyond, takesApproval: true, amountCents };
  }
  if (staff.role === 'manager') {
    return undefined;
  }
  if (staff.authority === undefined && amountCents > practice.writeOffLimitCents) {
    return {
      refused: `A write-off of ${formatDollars(amountCents)} is above the practice's limit of ${formatDollars(
        practice.writeOffLimitCents,
      )}; a manager must decide it.`,
    };
  }
  if (writeOffReason === 'timely-filing' && payer !== undefined && !deniedAsUntimely) {
    const fileBy = lastFilingDay(claim, payer);
    if (dateOf(staff.at) <= fileBy) {
      return {
        refused: `${payer.name} takes claims for this date of service until ${fileBy}; send it, or give another reason.`,
      };
    }
  }
  return undefined;
}

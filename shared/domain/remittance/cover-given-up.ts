import type { Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { coveredReason, decisionsAbout, openDenials, type OpenDenial } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { makePosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import {
  addCents,
  formatDollars,
  negateCents,
  smaller,
  subtractCents,
  sumCents,
  zeroCents,
} from '../money/cents.ts';
import { paidByPatient } from '../payment-batches/post-patient-payment.ts';
import { adjudicationPostingId } from './adjudication-posting.ts';
import { standingAdjudications } from './standing-adjudications.ts';
import { followsPriorPayer } from './who-spoke.ts';

/*
 * A payer after the first decides on what was left to the patient, and its posting takes that off the patient's account.
 * Where it decides on more, another account must give it: what was denied before, once a person gives that up; what was
 * given up before it decided; what later payers took off by contract though it was not there to take off. Each is covered
 * by a leg on the patient's account with a reason of its own, so that the patient is never credited for what a payer did.
 * What is left after that was paid twice, and the payers must say whose decision holds.
 */

/**
 * What payers after the first decided on beyond what was left to the patient and what covers it. Were it settled, the
 * patient would be credited with what nobody paid. Of a claim that was taken over it is not known what was left.
 */
export function decidedBeyondPatient(claim: Pick<Claim, 'legacy'>, postings: readonly Posting[]): Cents {
  return claim.legacy === undefined ? negative(sumOf(postings, isByPayers)) : zeroCents;
}

/**
 * How much of what is denied payers after the first have decided on: whoever gives the denial up gives up the rest. What
 * the first payer has yet to decide may be left to the patient, and does not count.
 */
export function decidedOfDenied(claim: Pick<Claim, 'legacy'>, postings: readonly Posting[]): Cents {
  return atLeastZero(subtractCents(decidedBeyondPatient(claim, postings), owedByPayers(postings)));
}

/** Why nothing may be given up of a claim, if so: later payers decided on more than all that is open could cover. */
export function whyPaidTwice(
  claim: Pick<Claim, 'legacy'>,
  postings: readonly Posting[],
  openCents: Cents,
): string | undefined {
  const twiceCents = subtractCents(decidedBeyondPatient(claim, postings), openCents);
  return twiceCents > 0
    ? `Payers after the first decided on ${formatDollars(twiceCents)} more than was left to the patient and is open; a write-off would leave that as a credit of the patient, who paid nothing of it. Ask the payers which of their decisions holds, wait for the reversal or refund what was paid too much, and decide then.`
    : undefined;
}

/** Denials with how much of each later payers have decided on, the earliest first. */
export function withCover(
  denials: readonly OpenDenial[],
  coverCents: Cents,
): (OpenDenial & { readonly coveredCents: Cents })[] {
  let leftCents = coverCents;
  return denials.map((denial) => {
    const coveredCents = smaller(atLeastZero(denial.openCents), leftCents);
    leftCents = subtractCents(leftCents, coveredCents);
    return { ...denial, coveredCents };
  });
}

const prefix = 'covered-';

/**
 * The postings that hold what was given up to what stands of payers now. As much as later payers decided on beyond the
 * patient's share is covered: first what a person gave up for that reason, then what was given up without it, then what
 * they took off by contract. Where they take their decision back each stands again, the first as an open denial, for the
 * person who gave it up gave up nothing. All follows from the postings, not from the order in which they came.
 * @param claim with the decision that just arrived.
 * @param postings every posting of the claim, those of that decision included.
 * @param because what just happened, to name the postings by.
 */
export function coverGivenUp(
  claim: Claim,
  postings: readonly Posting[],
  because: { readonly id: string; readonly remittanceId?: RemittanceId },
  occasion: PostingOccasion,
): Posting[] {
  if (claim.legacy !== undefined) {
    return [];
  }
  const make = (words: string, legs: Leg[], concerns?: Posting['postingId']): Posting =>
    makePosting({
      practiceId: claim.practiceId,
      postingId: `${prefix}${because.id}${concerns === undefined ? '' : `-${concerns}`}`,
      cause: 'correction',
      claimId: claim.claimId,
      guarantorId: claim.guarantorId,
      ...(because.remittanceId === undefined ? {} : { remittanceId: because.remittanceId }),
      ...(concerns === undefined ? {} : { concerns }),
      postingDate: occasion.postingDate,
      serviceDate: claim.serviceDateFrom,
      knownAt: occasion.at,
      by: occasion.by,
      words,
      legs,
    });
  const beyondCents = negative(sumOf(postings, (leg) => isByPayers(leg) && !isCovered(leg)));
  let leftCents = atLeastZero(subtractCents(beyondCents, owedByPayers(postings)));
  const made: Posting[] = [];
  let stillOpenCents = zeroCents;
  for (const denial of denialsOf(claim, postings)) {
    const wantedCents = smaller(denial.givenUpCents, leftCents);
    const moreCents = smaller(subtractCents(wantedCents, denial.coveredCents), denial.openCents);
    leftCents = subtractCents(leftCents, addCents(denial.coveredCents, moreCents));
    stillOpenCents = addCents(stillOpenCents, subtractCents(denial.openCents, moreCents));
    if (moreCents !== 0) {
      made.push(
        make(
          moreCents > 0
            ? `A later payer decided on ${formatDollars(moreCents)} of what was denied and given up`
            : `${formatDollars(negateCents(moreCents))} of a denial are open again: no later payer decides on them now`,
          [
            { account: 'denial-pending', payerId: denial.payerId, amountCents: negateCents(moreCents) },
            {
              account: 'patient-receivable',
              payerId: denial.payerId,
              amountCents: moreCents,
              reason: coveredReason,
            },
          ],
          denial.postingId,
        ),
      );
    }
  }
  const own = postings.filter(
    ({ corrects, postingId, concerns }) =>
      (corrects ?? postingId).startsWith(prefix) && concerns === undefined,
  );
  const coveredOf = (account: AccountKind): Cents => negateCents(balancesOf(own)[account]);
  const writtenOff = coveredOf('write-off');
  const writtenOffCents = smaller(
    atLeastZero(addCents(balancesOf(postings)['write-off'], writtenOff)),
    leftCents,
  );
  leftCents = atLeastZero(subtractCents(subtractCents(leftCents, writtenOffCents), stillOpenCents));
  const takenOff = coveredOf('contractual-adjustment');
  const takenOffCents = smaller(takenOffByLaterPayers(claim, postings), leftCents);
  const writeOffMoves = subtractCents(writtenOffCents, writtenOff);
  const contractMoves = subtractCents(takenOffCents, takenOff);
  const legs: Leg[] = [
    { account: 'write-off' as const, amountCents: negateCents(writeOffMoves), reason: coveredReason },
    {
      account: 'contractual-adjustment' as const,
      amountCents: negateCents(contractMoves),
      reason: coveredReason,
    },
    {
      account: 'patient-receivable' as const,
      amountCents: addCents(writeOffMoves, contractMoves),
      reason: coveredReason,
    },
  ].filter(({ amountCents }) => amountCents !== 0);
  return legs.length === 0 ? made : [...made, make(wordsOf(writeOffMoves, contractMoves), legs)];
}

function wordsOf(writeOffMoves: Cents, contractMoves: Cents): string {
  const parts = [
    writeOffMoves > 0
      ? `${formatDollars(writeOffMoves)} that were written off are taken back: a later payer decided on them`
      : '',
    writeOffMoves < 0
      ? `${formatDollars(negateCents(writeOffMoves))} are written off again: no later payer decides on them now`
      : '',
    contractMoves > 0
      ? `${formatDollars(contractMoves)} that a later payer took off by contract were not left to take off`
      : '',
    contractMoves < 0
      ? `${formatDollars(negateCents(contractMoves))} are taken off by a later payer's contract after all`
      : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Denials that stand, with what a person gave up of each because a later payer decided on it, and what of that is covered. */
function denialsOf(claim: Claim, postings: readonly Posting[]) {
  const open = new Map(
    openDenials(claim, postings).map(({ adjudication, openCents }) => [
      adjudicationPostingId(adjudication),
      openCents,
    ]),
  );
  return standingAdjudications(claim).map((adjudication) => {
    const postingId = adjudicationPostingId(adjudication);
    const about = decisionsAbout(adjudication, postings);
    const byPersons = about.filter((posting) => !posting.postingId.startsWith(prefix));
    return {
      postingId,
      payerId: adjudication.payerId,
      openCents: atLeastZero(open.get(postingId) ?? zeroCents),
      coveredCents: sumOf(about, isCovered),
      givenUpCents: atLeastZero(sumOf(byPersons, isCovered)),
    };
  });
}

/** What payers after the first took off by contract, as their decisions that stand say. */
function takenOffByLaterPayers(claim: Claim, postings: readonly Posting[]): Cents {
  const later = new Set(
    standingAdjudications(claim).filter(followsPriorPayer).map(adjudicationPostingId) as string[],
  );
  return atLeastZero(
    sumOf(
      standingPostings(postings).filter(({ postingId }) => later.has(postingId)),
      ({ account }) => account === 'contractual-adjustment',
    ),
  );
}

function isCovered({ account, reason }: Leg): boolean {
  return account === 'patient-receivable' && reason === coveredReason;
}

/** Whether a leg is of the patient's account and not what the patient paid. */
function isByPayers({ account, reason }: Leg): boolean {
  return account === 'patient-receivable' && reason !== paidByPatient;
}

function owedByPayers(postings: readonly Posting[]): Cents {
  return atLeastZero(balancesOf(postings)['payer-receivable']);
}

function sumOf(postings: readonly Posting[], of: (leg: Leg) => boolean): Cents {
  return sumCents(
    postings.flatMap(({ legs }) => legs.filter(of)),
    ({ amountCents }) => amountCents,
  );
}

function atLeastZero(amount: Cents): Cents {
  return amount > 0 ? amount : zeroCents;
}

function negative(amount: Cents): Cents {
  return atLeastZero(negateCents(amount));
}

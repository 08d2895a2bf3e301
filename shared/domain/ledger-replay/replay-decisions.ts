import type { Adjudication, Claim, ClaimEvent } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { decideDenialTask } from '../denials/decide-denial-task.ts';
import { billAgain, openDenials } from '../denials/denial-decisions.ts';
import { writeOffRemaining, type StaffMember } from '../denials/write-off.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { receivableLeg } from '../ledger/post-charge.ts';
import { zeroCents } from '../money/cents.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import { postClaimPayment } from '../remittance/post-claim-payment.ts';
import { postDecision } from '../remittance/post-decision.ts';
import type { RemittanceFacts } from '../remittance/read-adjudication.ts';
import { parkedPostingId, suspendPayment } from '../remittance/suspend-payment.ts';
import type { Write } from '../writes/write.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import { lastOfMoment, versionAfter, type ClaimEvidence, type Happening } from './books.ts';
import { chargesOf } from './replay-charges.ts';
import { isMadeFromFile } from './sources.ts';

/** One CLP as the file has it, with its place. */
export interface RawClaimPayment {
  readonly facts: RemittanceFacts;
  readonly clp: Claim835;
  /** Counted from 1. */
  readonly claimIndex: number;
  /** When it was posted at the latest, where the claim does not remember it. */
  readonly until: Instant;
  /** It did not balance, and two persons had it parked. */
  readonly isUnbalanced: boolean;
}

/** The claim before anything was decided of it. Its state decides nothing about money: in this one all may be posted. */
export function beforeDecisions(claim: Claim): Claim {
  const { earlyReversals: _, ...rest } = claim;
  return {
    ...rest,
    ...anyDecision,
    adjudications: [],
    postedChargeCents: claim.legacy?.chargeCents ?? zeroCents,
  };
}

const anyDecision = { state: 'awaiting-remittance', rounds: {} } as const satisfies Partial<Claim>;

/**
 * The decisions of payers about a claim, each posted anew by the functions that posted it: those of the files, and those
 * that a person placed with the claim, as the claim remembers them.
 * @param kept every posting of the claim as the ledger has it: it tells when, and never how much.
 * @param raw every CLP of any remittance that is about the claim.
 */
export function payersHappenings(
  { claim, history }: ClaimEvidence,
  practice: Practice,
  kept: readonly Posting[],
  raw: readonly RawClaimPayment[],
): Happening[] {
  const { claimId } = claim;
  return [
    ...raw.map((one): Happening => {
      const at = postedAt(one, claim, kept);
      const by = `remittance ${one.facts.remittanceId} claim ${one.claimIndex}`;
      return {
        at,
        version: versionAfter(history, at, by) ?? 0,
        position: one.claimIndex,
        happen: (books) => {
          const standing = books.claim(claimId);
          const { writes, changed } = postRaw(standing, practice, books.of(claimId), one, at);
          books.post(postingsIn(writes));
          if (changed !== undefined) {
            books.change({ ...changed, ...anyDecision });
          }
        },
      };
    }),
    ...history
      .filter(({ event }) => event === 'reversal-placed')
      .map(({ at, version }): Happening => ({
        at,
        version,
        position: 0,
        happen: (books) => {
          const standing = books.claim(claimId);
          books.change({ ...standing, earlyReversals: stillWaiting(standing, kept, at) });
        },
      })),
    ...placedDecisions(claim, kept, raw).map((placed): Happening => {
      const event = byPersonAt(history, placed.postedAt);
      const occasion = {
        at: placed.postedAt,
        postingDate: placed.postingDate,
        by: event?.by ?? byOf(placed, kept) ?? 'user',
      };
      return {
        at: placed.postedAt,
        version: event?.version ?? lastOfMoment,
        position: placed.claimIndex,
        happen: (books) => {
          const { claim: after, postings } = place(books.claim(claimId), placed, books.of(claimId), occasion);
          books.post(postings);
          books.change(after);
        },
      };
    }),
  ];
}

/** What a person, or two of them, did at a moment. */
function byPersonAt(history: ClaimEvidence['history'], at: Instant): ClaimEvent | undefined {
  return history.find((event) => event.at === at && /^users? /.test(event.by));
}

function postRaw(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  { facts, clp, claimIndex, isUnbalanced }: RawClaimPayment,
  at: Instant,
): { readonly writes: readonly Write[]; readonly changed?: Claim } {
  const occasion = { at, postingDate: dateOf(at) };
  if (isUnbalanced) {
    const by = 'post-claim-payments';
    return {
      writes: suspendPayment(claim, facts, clp, claimIndex, { ...occasion, by }, 'It does not balance'),
    };
  }
  const posted = postClaimPayment(claim, practice, facts, clp, claimIndex, { ...occasion, postings });
  return posted.outcome !== 'duplicate' && posted.claim !== undefined
    ? { writes: posted.writes, changed: posted.claim }
    : { writes: posted.writes };
}

/** What a decision that a person placed leads to. A reversal that waited for its decision waits no more. */
function place(
  claim: Claim,
  placed: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): { readonly claim: Claim; readonly postings: readonly Posting[] } {
  const earlyReversals = claim.earlyReversals?.filter(
    ({ remittanceId, claimIndex }) =>
      remittanceId !== placed.remittanceId || claimIndex !== placed.claimIndex,
  );
  const before = { ...claim, ...(earlyReversals === undefined ? {} : { earlyReversals }) };
  const decided = postDecision(before, placed, postings, occasion);
  return decided.why === undefined
    ? { claim: decided.after, postings: decided.postings }
    : { claim: { ...before, adjudications: [...before.adjudications, placed] }, postings: [] };
}

/** The reversals that wait on after a person has placed one elsewhere: the postings of that moment say which, if it had money. */
function stillWaiting({ earlyReversals = [] }: Claim, kept: readonly Posting[], at: Instant): Adjudication[] {
  const moved = new Set(
    kept.filter(({ knownAt }) => knownAt === at).flatMap(({ concerns, corrects }) => [concerns, corrects]),
  );
  const waiting = earlyReversals.filter((one) => !moved.has(parkedPostingId(one)));
  return waiting.length < earlyReversals.length
    ? waiting
    : earlyReversals.filter(({ paidCents }) => paidCents !== 0);
}

function postedAt(
  { facts: { remittanceId }, claimIndex, until }: RawClaimPayment,
  claim: Claim,
  kept: readonly Posting[],
): Instant {
  const remembered = [...claim.adjudications, ...(claim.earlyReversals ?? [])].find(
    (one) => one.remittanceId === remittanceId && one.claimIndex === claimIndex,
  );
  const parked = kept.find(
    (posting) =>
      posting.cause === 'unmatched-remittance' &&
      posting.remittanceId === remittanceId &&
      posting.postingId.endsWith(`-${remittanceId}-${claimIndex}`),
  );
  // One that was parked first may have been placed by a person later.
  return parked?.knownAt ?? remembered?.postedAt ?? until;
}

/** Decisions on the claim of which the files say that they are about another, or nobody's: a person placed them. */
function placedDecisions(
  claim: Claim,
  kept: readonly Posting[],
  raw: readonly RawClaimPayment[],
): Adjudication[] {
  const byPerson = new Set(
    kept
      .filter((posting) => !isMadeFromFile(posting) && ['adjudication', 'reversal'].includes(posting.cause))
      .map(({ postingId }) => postingId as string),
  );
  return claim.adjudications.filter(
    ({ remittanceId, claimIndex }) =>
      byPerson.has(`adjudication-${remittanceId}-${claimIndex}`) ||
      !raw.some((one) => one.facts.remittanceId === remittanceId && one.claimIndex === claimIndex),
  );
}

function byOf(placed: Adjudication, kept: readonly Posting[]): string | undefined {
  return kept.find(({ postingId }) => postingId === adjudicationPostingId(placed))?.by;
}

type StaffDecision = NonNullable<Claim['staffDecisions']>[number];

/**
 * What people decided about what a payer denied or never paid, made anew by the functions that made it: the claim
 * remembers each decision, and what it moved follows from what stood then.
 * @param fault is told where such a decision could not have been made.
 */
export function staffHappenings(
  evidence: ClaimEvidence,
  practice: Practice,
  fault: (sentence: string) => void,
): Happening[] {
  const { claim, history } = evidence;
  const { claimId } = claim;
  return (claim.staffDecisions ?? []).flatMap((decision): Happening[] => {
    const decide = decider(decision);
    if (decide === undefined) {
      return [];
    }
    const { at, by: user } = decision;
    const version = byPersonAt(history, at)?.version;
    return [
      {
        at,
        version: version ?? lastOfMoment,
        position: 0,
        happen: (books) => {
          const standing = books.claim(claimId);
          const staff: StaffMember = { user, at, role: 'manager' };
          const before = version === undefined ? standing : { ...standing, version: version - 1 };
          const billed = nextPayer(evidence, version);
          const made = decide(before, practice, books.of(claimId), staff, billed);
          if (made.refused !== undefined) {
            fault(
              `Claim ${claimId}: what user ${user} decided of its ${decision.task} task (${decision.outcome}) does not fit what is rebuilt: ${made.refused}`,
            );
          } else {
            books.post(postingsIn(made.writes));
          }
        },
      },
    ];
  });
}

type Decide = (
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  staff: StaffMember,
  /** Who is billed next. */
  billed: PayerId | undefined,
) => { readonly refused: string } | { readonly refused?: never; readonly writes: readonly Write[] };

/** What a decision does to the ledger; undefined where it moves nothing. Its reason in the books is of no account here. */
function decider({ task, outcome }: StaffDecision): Decide | undefined {
  const writeOff = { outcome: 'write-off', writeOffReason: 'administrative', reason: 'replay' } as const;
  if ((task === 'denial' || task === 'appeal') && outcome === 'write-off') {
    return (claim, practice, postings, staff) =>
      decideDenialTask({ ...claim, state: 'awaiting-denial-work' }, practice, postings, writeOff, staff);
  }
  if (task === 'denial' && outcome === 'bill-the-patient') {
    return (claim, practice, postings, staff) =>
      decideDenialTask(
        { ...claim, state: 'awaiting-denial-work' },
        practice,
        postings,
        { outcome: 'bill-the-patient', reason: 'replay' },
        staff,
      );
  }
  if (
    outcome === 'write-off' &&
    (task === 'authorization' || task === 'correction' || task === 'rejection' || task === 'follow-up')
  ) {
    const state = (
      {
        authorization: 'awaiting-correction',
        correction: 'awaiting-correction',
        rejection: 'awaiting-rejection-work',
        'follow-up': 'awaiting-follow-up',
      } as const
    )[task];
    return (claim, practice, postings, staff) =>
      writeOffRemaining({ ...claim, state }, practice, postings, task, writeOff, staff);
  }
  return (task === 'denial' && outcome === 'correct-and-resubmit') ||
    (task === 'charge-changed' && outcome === 'replace')
    ? (claim, _, postings, staff, billed) => denialsBilledAgain(claim, postings, staff, billed)
    : undefined;
}

/** What was denied is billed again, to whoever is billed next. */
function denialsBilledAgain(
  claim: Claim,
  postings: readonly Posting[],
  { user, at }: StaffMember,
  billed: PayerId | undefined,
): { readonly writes: readonly Write[] } {
  const coverages: Claim['coverages'] =
    billed === undefined ? [] : [{ order: 'primary', payerId: billed, memberId: '', relationship: 'self' }];
  const { amountCents: _, ...owedBy } = receivableLeg({ coverages }, zeroCents);
  const occasion = {
    at,
    postingDate: dateOf(at),
    by: `user ${user}`,
    words: 'The denied amount is billed again',
  };
  return {
    writes: billAgain(claim, openDenials(claim, postings), owedBy, occasion).map((posting): Write => ({
      kind: 'post',
      posting,
    })),
  };
}

/** Who was billed after a version of the claim; who is its first payer now, where nobody was yet. */
function nextPayer(evidence: ClaimEvidence, version: number | undefined): PayerId | undefined {
  const next = chargesOf(evidence).find(({ event }) => event.version > (version ?? 0));
  return next === undefined
    ? evidence.claim.coverages.find(({ order }) => order === 'primary')?.payerId
    : next.payerId;
}

export function postingsIn(writes: readonly Write[]): Posting[] {
  return writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : []));
}

import type { Claim, ClaimAdjustment } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { amendClaim } from '../claims/move-claim.ts';
import {
  correctingPosting,
  makePosting,
  standingPostings,
  type PostingOccasion,
} from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { checkClaim835Balance } from '../x12/balance.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import { postClaimPayment } from './post-claim-payment.ts';
import type { RemittanceFacts } from './read-adjudication.ts';
import { parkedPostingId } from './suspend-payment.ts';

/** A CLP that was parked for a person, and where its money stands. */
export interface ParkedPayment {
  readonly facts: RemittanceFacts;
  readonly clp: Claim835;
  /** Position of the CLP in its remittance, counted from 1. */
  readonly claimIndex: number;
  /** Postings of whoever holds its money: of the claim that it was thought to belong to, else of the remittance. */
  readonly postings: readonly Posting[];
  /** The claim at which it was parked, if it was parked at one. */
  readonly parkedAt?: Claim | undefined;
}

export type ParkedPaymentPlaced =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly summary?: never; readonly refused: readonly string[] };

/** The position of the CLP that a task is about, counted from 1; undefined where it is about something else. */
export function parkedClaimIndexOf({
  remittanceId,
  taskId,
}: Pick<Task, 'remittanceId' | 'taskId'>): number | undefined {
  const [, index] = /-claim-([1-9]\d{0,6})$/.exec(taskId) ?? [];
  return index === undefined || taskId !== `${remittanceId ?? ''}-claim-${index}` ? undefined : Number(index);
}

/** What a person says of the claim that a parked CLP belongs to. */
export interface ClaimNamed {
  readonly claim: Claim;
  /** Every posting of that claim. */
  readonly postings: readonly Posting[];
  /** Which line of the claim each line of the CLP decides, both counted from 1. */
  readonly lines?: Readonly<Record<string, number>> | undefined;
  /** What the payer had left out, of a line of the CLP where it names one. */
  readonly adjustments?: readonly (ClaimAdjustment & { readonly line?: number | undefined })[] | undefined;
}

/**
 * Posts a parked CLP to the claim that a person named, as if it had come under that claim's control number, and takes
 * its money out of suspense, both by the same writes. A reversal that waits for its decision is posted where that decision
 * stands, and waits no more.
 */
export function placeWithClaim(
  parked: ParkedPayment,
  named: ClaimNamed,
  practice: Practice,
  occasion: PostingOccasion,
): ParkedPaymentPlaced {
  const { facts, claimIndex, parkedAt } = parked;
  const isEarly = waitsEarly(parkedAt, parked);
  const isSame = parkedAt?.claimId === named.claim.claimId;
  const claim = isEarly && isSame ? withoutEarlyReversal(named.claim, parked) : named.claim;
  const left = leaveSuspense(parked, occasion, `Posted to claim ${claim.claimId}`);
  if (left.refused !== undefined) {
    return left;
  }
  const clp = withAdjustments(underOwnNumber(parked.clp, claim, facts), named.adjustments ?? []);
  const faults = [...lineFaults(clp, named), ...balanceFaults(clp)];
  if (faults.length > 0) {
    return { refused: faults };
  }
  const posted = postClaimPayment(claim, practice, facts, clp, claimIndex, {
    at: occasion.at,
    postingDate: occasion.postingDate,
    postings: [...named.postings, ...left.postings.filter(({ claimId }) => claimId === claim.claimId)],
    placing: { by: occasion.by, lines: named.lines },
  });
  switch (posted.outcome) {
    case 'posted':
      return {
        summary: `Posted to claim ${claim.claimId}. ${posted.claim.summary}`,
        writes: [
          ...posted.writes,
          ...left.postings.map((posting): Write => ({ kind: 'post', posting })),
          ...(isSame ? [] : forgetEarlyReversal(parked, occasion)),
        ],
      };
    case 'suspended':
      return {
        refused: [
          `It cannot be posted to claim ${claim.claimId}: ${posted.why}`,
          ...(isEarly
            ? [
                `It waits at claim ${parkedAt?.claimId ?? ''} for the decision that it takes back, and is posted by itself when that comes`,
              ]
            : []),
        ],
      };
    case 'duplicate':
      return { refused: [`It is posted to claim ${claim.claimId} already`] };
  }
}

/** Moves the money of a parked CLP, which no claim here is to have, out of suspense to another account. */
export function placeElsewhere(
  parked: ParkedPayment,
  to: { readonly account: 'refund-payable' | 'legacy'; readonly reason: string },
  occasion: PostingOccasion,
  words: string,
): ParkedPaymentPlaced {
  const { clp, claimIndex, facts } = parked;
  const forgotten = forgetEarlyReversal(parked, occasion);
  if (clp.paidCents === 0) {
    return { refused: ['It paid nothing, so there is nothing to move; decide "not-a-claim-of-ours"'] };
  }
  const held = heldIn(parked);
  const [cash, suspense] = held?.legs ?? [];
  if (held === undefined || cash === undefined || suspense === undefined) {
    return { refused: [notHeld] };
  }
  const posting = makePosting({
    ...held,
    postingId: `placed-${parkedPostingId({ remittanceId: facts.remittanceId, claimIndex })}`,
    cause: 'placed',
    concerns: held.postingId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      { ...suspense, amountCents: negateCents(suspense.amountCents) },
      { ...suspense, ...to },
    ],
  });
  return { summary: `${words}.`, writes: [{ kind: 'post', posting }, ...forgotten] };
}

/** Closes what paid nothing and is no claim of the practice. */
export function placeNowhere(parked: ParkedPayment, occasion: PostingOccasion): ParkedPaymentPlaced {
  return parked.clp.paidCents === 0
    ? {
        summary: 'Nothing is posted: it paid nothing, and is no claim of the practice.',
        writes: forgetEarlyReversal(parked, occasion),
      }
    : {
        refused: [
          `${formatDollars(parked.clp.paidCents)} of it are in suspense, where nothing may stay; say whose they are, or return them`,
        ],
      };
}

const notHeld = 'Its money is not in suspense any more; look at the postings of its remittance';

/** The posting that holds the money of a parked CLP, while it stands and nothing has moved it on. */
function heldIn({ facts: { remittanceId }, claimIndex, postings }: ParkedPayment): Posting | undefined {
  const postingId = parkedPostingId({ remittanceId, claimIndex });
  const standing = standingPostings(postings);
  return standing.some(({ concerns }) => concerns === postingId)
    ? undefined
    : standing.find((posting) => posting.postingId === postingId);
}

function leaveSuspense(
  parked: ParkedPayment,
  occasion: PostingOccasion,
  words: string,
):
  | { readonly postings: readonly Posting[]; readonly refused?: never }
  | { readonly refused: readonly string[] } {
  if (parked.clp.paidCents === 0) {
    return { postings: [] };
  }
  const held = heldIn(parked);
  return held === undefined
    ? { refused: [notHeld] }
    : { postings: [correctingPosting(held, { ...occasion, words })] };
}

/** The CLP under the control number of the claim's latest submission to this payer, where it came under another. */
function underOwnNumber(clp: Claim835, { submissions }: Claim, { payerId }: RemittanceFacts): Claim835 {
  if (submissions.some((submission) => submission.patientControlNumber === clp.patientControlNumber)) {
    return clp;
  }
  const sent = submissions.findLast((one) => one.payerId === payerId) ?? submissions.at(-1);
  return sent === undefined ? clp : { ...clp, patientControlNumber: sent.patientControlNumber };
}

function withAdjustments(clp: Claim835, added: NonNullable<ClaimNamed['adjustments']>): Claim835 {
  const of = (line: number | undefined) =>
    added
      .filter((one) => one.line === line)
      .map(({ groupCode, reasonCode, amountCents }) => ({
        group: groupCode,
        reason: reasonCode,
        amountCents,
      }));
  return added.length === 0
    ? clp
    : {
        ...clp,
        adjustments: [...clp.adjustments, ...of(undefined)],
        lines: clp.lines.map((line, index) => ({
          ...line,
          adjustments: [...line.adjustments, ...of(index + 1)],
        })),
      };
}

function lineFaults(clp: Claim835, { claim, lines = {}, adjustments = [] }: ClaimNamed): string[] {
  const ours = new Set(claim.lines.map(({ lineNumber }) => lineNumber));
  const named = [...Object.keys(lines).map(Number), ...adjustments.flatMap(({ line }) => line ?? [])];
  return [
    ...named
      .filter((line) => line > clp.lines.length)
      .map((line) => `line ${line}: the payer decided on ${clp.lines.length} lines; expected one of them`),
    ...Object.entries(lines)
      .filter(([, line]) => !ours.has(line))
      .map(
        ([their, line]) =>
          `lines: found ${line} for line ${their}; expected a line of claim ${claim.claimId}: ${[...ours].join(', ')}`,
      ),
  ];
}

function balanceFaults(clp: Claim835): string[] {
  const { imbalances } = checkClaim835Balance(clp);
  return imbalances.length === 0
    ? []
    : [
        ...imbalances.map(
          ({ sentence, differenceCents }) =>
            `${sentence}. The difference is ${formatDollars(differenceCents)}.`,
        ),
        'What does not balance is not posted. Ask the payer what it left out; two persons may post it with that, as "post-as-corrected"',
      ];
}

function waitsEarly(
  claim: Claim | undefined,
  { facts: { remittanceId }, claimIndex }: ParkedPayment,
): boolean {
  return (
    claim?.earlyReversals?.some(
      (reversal) => reversal.remittanceId === remittanceId && reversal.claimIndex === claimIndex,
    ) === true
  );
}

function withoutEarlyReversal(
  claim: Claim,
  { facts: { remittanceId }, claimIndex }: Pick<ParkedPayment, 'facts' | 'claimIndex'>,
): Claim {
  const earlyReversals = claim.earlyReversals?.filter(
    (reversal) => reversal.remittanceId !== remittanceId || reversal.claimIndex !== claimIndex,
  );
  return { ...claim, ...(earlyReversals === undefined ? {} : { earlyReversals }) };
}

/** A reversal that somebody has placed waits for its decision no more. */
function forgetEarlyReversal(parked: ParkedPayment, { at, by }: PostingOccasion): readonly Write[] {
  const { parkedAt } = parked;
  if (parkedAt === undefined || !waitsEarly(parkedAt, parked)) {
    return [];
  }
  const { earlyReversals } = withoutEarlyReversal(parkedAt, parked);
  return amendClaim(parkedAt, { earlyReversals }, at, {
    event: 'reversal-placed',
    by,
    words: 'The reversal that was parked for a decision to come was placed by a person; it waits no more',
  }).writes;
}

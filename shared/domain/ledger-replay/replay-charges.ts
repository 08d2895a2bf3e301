import type { Cents } from '#contracts/cents.ts';
import type { Claim, ClaimEvent, Submission } from '#contracts/claim.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { openingPosting } from '../cutover/opening-balance.ts';
import { postCharge, primaryPayerOf } from '../ledger/post-charge.ts';
import { addCents, formatDollars, negateCents, sumCents, zeroCents } from '../money/cents.ts';
import { takeBackVoided } from '../patient-billing/hand-over.ts';
import type { ClaimEvidence, Happening } from './books.ts';

/** A time that the scrubber found a claim clean: its charges were posted then. */
export interface Charged {
  readonly event: ClaimEvent;
  readonly payerId: PayerId | undefined;
  /** The whole charge of the claim then; none where nothing keeps what the claim was at that time. */
  readonly totalCents: Cents | undefined;
  /** The file of the submission is gone. */
  readonly missing?: Submission;
}

/**
 * When the charges of a claim were posted, how much they were and who was billed. What was sent says it: CLM02 of the
 * file. What was not sent is what the claim last recorded, for as long as nothing was posted after it.
 */
export function chargesOf({ claim, history, sentCents }: ClaimEvidence): Charged[] {
  const submissions = claim.submissions.values();
  const charges: { event: ClaimEvent; submission?: Submission }[] = [];
  for (const event of inVersions(history)) {
    if (isScrubbedClean(event)) {
      charges.push({ event });
    } else if (event.event === 'submitted') {
      const submission = sentBy(submissions, event);
      const open = charges.at(-1);
      if (open !== undefined && submission !== undefined && submission.frequency !== '8') {
        open.submission ??= submission;
      }
    }
  }
  const recordedCents = claim.voidedAt === undefined ? claim.postedChargeCents : claim.totalChargeCents;
  return charges.map(({ event, submission }, index): Charged => {
    const isLast = index === charges.length - 1;
    const ownCents = isLast ? recordedCents : undefined;
    if (submission === undefined) {
      const payerId = event.event === 'scrubbed-clean' ? primaryPayerOf(claim) : undefined;
      return { event, payerId, totalCents: ownCents };
    }
    const sent = sentCents.get(submission.sequence);
    return {
      event,
      payerId: submission.payerId,
      totalCents: sent ?? ownCents,
      ...(sent === undefined ? { missing: submission } : {}),
    };
  });
}

/** The submission that an event of the history is about: none was recorded before it was made. */
function sentBy(submissions: Iterator<Submission>, { at }: ClaimEvent): Submission | undefined {
  let next = submissions.next();
  // Of a claim that was taken over the old system made the first one.
  while (next.done !== true && next.value.submittedAt < at) {
    next = submissions.next();
  }
  return next.done === true ? undefined : next.value;
}

function isScrubbedClean({ event }: ClaimEvent): boolean {
  return event === 'scrubbed-clean' || event === 'scrubbed-clean-for-patient';
}

export function inVersions(history: readonly ClaimEvent[]): ClaimEvent[] {
  return history.toSorted((one, other) => one.version - other.version);
}

/**
 * The charges of a claim, made anew by the function that posts them.
 * @param kept every posting of the claim as the ledger has it: it is asked only for what nothing else keeps.
 * @param fault is told what cannot be read any more.
 */
export function chargeHappenings(
  evidence: ClaimEvidence,
  kept: readonly Posting[],
  fault: (sentence: string) => void,
): Happening[] {
  const { claimId } = evidence.claim;
  return chargesOf(evidence).map(({ event, payerId, totalCents, missing }): Happening => {
    if (missing !== undefined) {
      fault(
        `The file ${missing.fileKey} of submission ${missing.sequence} of claim ${claimId} does not have it.`,
      );
    }
    return {
      at: event.at,
      version: event.version,
      position: 0,
      happen: (books) => {
        const standing = books.claim(claimId);
        const charged: Claim = {
          ...standing,
          totalChargeCents: totalCents ?? addCents(standing.postedChargeCents, chargedBy(kept, event)),
          coverages: billedTo(standing, payerId),
        };
        const occasion = { at: event.at, postingDate: dateOf(event.at), by: event.by };
        const { writes, postedChargeCents } = postCharge(charged, {
          ...occasion,
          postings: books.of(claimId),
          // What was charged then is kept nowhere but in the ledger.
          isRecoded: wasRecoded(kept, event),
        });
        books.post(writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : [])));
        books.change({ ...standing, postedChargeCents });
      },
    };
  });
}

/** Whether other services were charged for the same sum at a moment. */
function wasRecoded(kept: readonly Posting[], { at }: ClaimEvent): boolean {
  return kept.some(
    ({ cause, knownAt, legs }) =>
      cause === 'charge-correction' && knownAt === at && legs.every(({ account }) => account === 'charges'),
  );
}

/** What the ledger says was charged at a moment. */
function chargedBy(kept: readonly Posting[], { at }: ClaimEvent): Cents {
  return negateCents(
    sumCents(
      kept
        .filter(({ cause, knownAt }) => cause.startsWith('charge') && knownAt === at)
        .flatMap(({ legs }) => legs.filter(({ account }) => account === 'charges')),
      ({ amountCents }) => amountCents,
    ),
  );
}

/** The coverages of a claim when this payer was its first. */
function billedTo({ coverages }: Claim, payerId: PayerId | undefined): Claim['coverages'] {
  if (payerId === undefined) {
    return [];
  }
  const primary = coverages.find(({ order }) => order === 'primary');
  return primary?.payerId === payerId
    ? coverages
    : [{ order: 'primary', payerId, memberId: primary?.memberId ?? '', relationship: 'self' }];
}

/** Whether the claim recorded the charges that its history and its files lead to; a sentence where it did not. */
export function recordedOtherwise(claim: Claim, rebuilt: Claim): string | undefined {
  return claim.postedChargeCents === rebuilt.postedChargeCents
    ? undefined
    : `Claim ${claim.claimId} records charges of ${formatDollars(claim.postedChargeCents)} as posted; what was sent of it leads to ${formatDollars(rebuilt.postedChargeCents)}.`;
}

/** What was open of a claim in an old system: the claim keeps it. */
export function takenOverHappenings(
  { claim, history }: ClaimEvidence,
  kept: readonly Posting[],
): Happening[] {
  const { legacy } = claim;
  if (legacy === undefined) {
    return [];
  }
  const event = history.find((one) => one.event === 'taken-over');
  const at = event?.at ?? claim.receivedAt;
  return [
    {
      at,
      version: 0,
      position: 0,
      happen: (books) => {
        const made = openingPosting(claim, legacy, {
          at,
          postingDate: dateOf(at),
          by: event?.by ?? 'take-over-claims',
        });
        const known = kept.find(({ postingId }) => postingId === made.postingId);
        books.post([hasOtherCoverage(claim) && known !== undefined ? withPayerOf(known, made) : made]);
      },
    },
  ];
}

/** Whether a person has changed who covers the claim since it was taken over. */
function hasOtherCoverage({ staffDecisions = [] }: Claim): boolean {
  return staffDecisions.some(({ fields }) => fields.includes('coverages'));
}

/** Who owed it then is kept nowhere else. */
function withPayerOf(known: Posting, made: Posting): Posting {
  const payerId = known.legs.find((leg) => leg.payerId !== undefined)?.payerId;
  return {
    ...made,
    legs: made.legs.map(({ payerId: formerly, ...leg }) =>
      formerly === undefined || payerId === undefined ? leg : { ...leg, payerId },
    ),
  };
}

/** A voided claim gives everything back that stands of it when it is closed. */
export function voidHappenings({ claim, history }: ClaimEvidence): Happening[] {
  const { claimId } = claim;
  let isVoided = false;
  const happenings: Happening[] = [];
  for (const { event, at, version } of inVersions(history)) {
    if (event === 'voided') {
      isVoided = true;
    } else if (event === 'charge-replaced' || event === 'content-replaced') {
      isVoided = false;
    } else if (
      event === 'handed-to-patient' &&
      (isVoided || (claim.voidedAt !== undefined && claim.voidedAt <= at))
    ) {
      happenings.push({
        at,
        version,
        position: 0,
        happen: (books) => {
          const standing = books.claim(claimId);
          const takenBack = takeBackVoided({ voidedAt: at }, books.of(claimId), at);
          books.post(takenBack);
          books.change(takenBack.length === 0 ? standing : { ...standing, postedChargeCents: zeroCents });
        },
      });
    }
  }
  return happenings;
}

import type { Adjudication, Claim } from '#contracts/claim.ts';
import { allAdjustments, reversalStatus } from './read-adjudication.ts';
import { placeInLine } from './who-spoke.ts';

/** Decisions of payers that were not taken back, the earliest first. */
export function standingAdjudications(claim: Pick<Claim, 'adjudications'>): Adjudication[] {
  const takenBack = new Set(
    claim.adjudications.flatMap(({ reverses }) => (reverses === undefined ? [] : [keyOf(reverses)])),
  );
  return claim.adjudications.filter(
    (adjudication) => adjudication.statusCode !== reversalStatus && !takenBack.has(keyOf(adjudication)),
  );
}

export type ReversedSearch =
  | { readonly found: Adjudication }
  | {
      readonly found?: never;
      /** Why none was found: one sentence for the person who looks. */
      readonly why: string;
      /** Whether the decision may still be on its way, as files overtake each other. */
      readonly mayYetCome: boolean;
    };

/**
 * Finds the decision that a reversal takes back: one that still stands, of the same payer control number (CLP07) or
 * of the same payer and control number of ours (CLP01), whose charge, payment and every adjustment it mirrors. Of several
 * the closest counts, then the earliest.
 */
export function findReversed(claim: Pick<Claim, 'adjudications'>, reversal: Adjudication): ReversedSearch {
  const related = (adjudication: Adjudication) => areRelated(adjudication, reversal);
  const standing = standingAdjudications(claim).filter(related);
  const found = closest(
    reversal,
    standing.filter((adjudication) => isMirror(adjudication, reversal)),
  );
  if (found !== undefined) {
    return { found };
  }
  if (claim.adjudications.some((former) => isSameReversal(former, reversal))) {
    return {
      why: 'The payer took this decision back before; a second reversal of it must not be posted.',
      mayYetCome: false,
    };
  }
  return {
    why:
      standing.length === 0
        ? 'The payer takes a decision back that was never posted here.'
        : "The reversal does not mirror the former decision's charge, payment and adjustments.",
    mayYetCome: true,
  };
}

/** A reversal that takes a decision back, and the one that it had taken back for want of this one. */
interface Taker {
  readonly reversal: Adjudication;
  readonly insteadOf?: Adjudication;
}

/**
 * The reversal that takes back a decision which came after it, if one did: found by the same signs as the decision is when
 * the two come in their order. One that waits counts, and one that found only another decision of the same amounts,
 * which is less close to it.
 */
export function findTaker(
  claim: Pick<Claim, 'adjudications' | 'earlyReversals'>,
  decision: Adjudication,
): Taker | undefined {
  const taken = claim.adjudications.flatMap((reversal): Taker[] => {
    const { reverses } = reversal;
    const insteadOf =
      reverses === undefined
        ? undefined
        : claim.adjudications.find((other) => keyOf(other) === keyOf(reverses));
    return insteadOf === undefined || closeness(decision, reversal) <= closeness(insteadOf, reversal)
      ? []
      : [{ reversal, insteadOf }];
  });
  const waiting = (claim.earlyReversals ?? []).map((reversal): Taker => ({ reversal }));
  const takers = [...waiting, ...taken].filter(
    ({ reversal }) => areRelated(decision, reversal) && isMirror(decision, reversal),
  );
  const reversal = closest(
    decision,
    takers.map((taker) => taker.reversal),
  );
  return takers.find((taker) => taker.reversal === reversal);
}

/** Of mirrors of one adjudication the closest to it; of several as close the earliest. */
function closest(to: Adjudication, mirrors: readonly Adjudication[]): Adjudication | undefined {
  return mirrors.toSorted((one, other) => closeness(other, to) - closeness(one, to))[0];
}

/** How sure it is that a reversal means a decision: the payer's number says most, then who sent it, then its place in line. */
function closeness(one: Adjudication, other: Adjudication): number {
  return (
    (sameControlNumber(one, other) ? 4 : 0) +
    (one.payerId === other.payerId ? 2 : 0) +
    (placeInLine(one) === placeInLine(other) ? 1 : 0)
  );
}

/**
 * Whether both are of one claim of the payer's, by its number (CLP07) or by ours (CLP01). Ours is the same for every
 * payer in line, and two of them may decide the same: by it no payer takes back what another decided.
 */
function areRelated(one: Adjudication, other: Adjudication): boolean {
  return (
    sameControlNumber(one, other) ||
    (one.patientControlNumber === other.patientControlNumber && one.payerId === other.payerId)
  );
}

/** Under another number of the payer's it may take back a decision of the same amounts, which is yet to come. */
function isSameReversal(former: Adjudication, reversal: Adjudication): boolean {
  return (
    former.reverses !== undefined &&
    areRelated(former, reversal) &&
    [former.payerClaimControlNumber, ''].includes(reversal.payerClaimControlNumber) &&
    former.chargeCents === reversal.chargeCents &&
    former.paidCents === reversal.paidCents
  );
}

function sameControlNumber(one: Adjudication, other: Adjudication): boolean {
  return one.payerClaimControlNumber !== '' && one.payerClaimControlNumber === other.payerClaimControlNumber;
}

/** Charge and every adjustment are negated; the payment then is too, as both balance. */
function isMirror(original: Adjudication, reversal: Adjudication): boolean {
  if (original.statusCode === reversalStatus || original.chargeCents + reversal.chargeCents !== 0) {
    return false;
  }
  // Version 4010 put every adjustment of a reversal into the group CR; some payers still do.
  const withoutGroups = allAdjustments(reversal).every(({ adjustment }) => adjustment.groupCode === 'CR');
  const sums = new Map<string, number>();
  for (const { adjustment } of [...allAdjustments(original), ...allAdjustments(reversal)]) {
    const key = withoutGroups ? adjustment.reasonCode : `${adjustment.groupCode}-${adjustment.reasonCode}`;
    sums.set(key, (sums.get(key) ?? 0) + adjustment.amountCents);
  }
  return [...sums.values()].every((sum) => sum === 0);
}

/** Whether both are the same CLP of the same remittance. */
export function isSameClp(
  one: Pick<Adjudication, 'remittanceId' | 'claimIndex'>,
  other: Pick<Adjudication, 'remittanceId' | 'claimIndex'>,
): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ remittanceId, claimIndex }: Pick<Adjudication, 'remittanceId' | 'claimIndex'>): string {
  return `${remittanceId}-${claimIndex}`;
}

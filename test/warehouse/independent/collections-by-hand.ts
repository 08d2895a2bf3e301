import type { AccountKind } from '#contracts/ledger.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  byClaim,
  opposite,
  over,
  sumElsewhere,
  sumOn,
  total,
  until,
  within,
} from './books.ts';

/** Money of a claim, by all that is no money of it: what is owed, earned, taken off, given up, or to be refunded. */
const notMoney: readonly AccountKind[] = ['cash-in-transit', 'bank', 'suspense', 'takeback-payable'];

function cohort({ postings }: Books, { asOf, from, to }: Asked): { [name: string]: number; claims: number } {
  const sums = { claims: 0, charge: 0, contractual: 0, paid: 0 };
  for (const ofClaim of byClaim(until(postings, asOf)).values()) {
    const served = ofClaim.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted()[0] ?? '';
    const causes = new Set(ofClaim.map(({ cause }) => cause));
    const isOurs = causes.has('charge') && !causes.has('opening-balance');
    if (isOurs && served >= from && served <= to) {
      sums.claims += 1;
      sums.charge += opposite(sumOn(ofClaim, ['charges']));
      sums.contractual += sumOn(ofClaim, ['contractual-adjustment']);
      sums.paid += sumElsewhere(
        ofClaim.filter(({ cause }) => cause !== 'deposit' && cause !== 'opening-balance'),
        notMoney,
      );
    }
  }
  return sums;
}

export function netCollectionRate(books: Books, asked: Asked): Answer[] {
  const { claims, charge = 0, contractual = 0, paid = 0 } = cohort(books, asked);
  return [
    {
      claims,
      charge_amount: charge,
      contractual_amount: contractual,
      payment_amount: paid,
      net_collection_rate: over(paid, charge - contractual),
    },
  ];
}

export function grossCollectionRate(books: Books, asked: Asked): Answer[] {
  const { claims, charge = 0, paid = 0 } = cohort(books, asked);
  return [{ claims, charge_amount: charge, payment_amount: paid, gross_collection_rate: over(paid, charge) }];
}

export function takebackRate({ postings }: Books, asked: Asked): Answer[] {
  const days = new Map<string, number>();
  for (const { claimId, cause, postingDate, legs } of within(postings, asked)) {
    for (const { account, payerId, amountCents } of legs) {
      const isMoney = account === 'cash-in-transit' || account === 'suspense';
      if (claimId !== undefined && payerId !== undefined && isMoney && cause !== 'deposit') {
        const key = `${payerId} ${claimId} ${postingDate}`;
        days.set(key, (days.get(key) ?? 0) + amountCents);
      }
    }
  }
  const payers = Map.groupBy(days, ([key]) => key.split(' ')[0] ?? '');
  return [...payers]
    .map(([payer, found]) => {
      const paid = total(found.map(([, amount]) => Math.max(0, amount)));
      const taken = total(found.map(([, amount]) => Math.max(0, -amount)));
      const claims = new Set(found.filter(([, amount]) => amount < 0).map(([key]) => key.split(' ')[1]));
      return {
        payer_id: payer,
        paid_amount: paid,
        taken_back_amount: taken,
        claims: claims.size,
        takeback_rate: over(taken, paid),
      };
    })
    .toSorted(
      (one, other) =>
        other.taken_back_amount - one.taken_back_amount || (one.payer_id < other.payer_id ? -1 : 1),
    );
}

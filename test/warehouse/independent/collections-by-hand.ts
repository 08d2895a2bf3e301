import type { AccountKind } from '#contracts/ledger.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  byClaim,
  daysFrom,
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

interface Cohort {
  claims: number;
  charge: number;
  contractual: number;
  paid: number;
  youngest: number;
}

/** Claims of the period charged here, by whatever is asked of the day of service and of its age. */
function cohorts(
  { postings }: Books,
  { asOf, from, to }: Asked,
  nameOf: (served: string, age: number) => string,
): Map<string, Cohort> {
  const found = new Map<string, Cohort>();
  for (const ofClaim of byClaim(until(postings, asOf)).values()) {
    const served = ofClaim.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted()[0] ?? '';
    const causes = new Set(ofClaim.map(({ cause }) => cause));
    const isOurs = causes.has('charge') && !causes.has('opening-balance');
    if (isOurs && served >= from && served <= to) {
      const age = daysFrom(served, asOf);
      const name = nameOf(served, age);
      const sums = found.get(name) ?? { claims: 0, charge: 0, contractual: 0, paid: 0, youngest: age };
      found.set(name, sums);
      sums.claims += 1;
      sums.charge += opposite(sumOn(ofClaim, ['charges']));
      sums.contractual += sumOn(ofClaim, ['contractual-adjustment']);
      sums.paid += sumElsewhere(
        ofClaim.filter(({ cause }) => cause !== 'deposit' && cause !== 'opening-balance'),
        notMoney,
      );
      sums.youngest = Math.min(sums.youngest, age);
    }
  }
  return found;
}

const none: Cohort = { claims: 0, charge: 0, contractual: 0, paid: 0, youngest: 0 };

export function netCollectionRate(books: Books, asked: Asked): Answer[] {
  const found = cohorts(books, asked, (_served, age) => (age < 120 ? 'young' : 'old'));
  const { claims, charge, contractual, paid } = found.get('old') ?? none;
  const young = found.get('young') ?? none;
  return [
    {
      claims,
      young_claims: young.claims,
      charge_amount: charge,
      contractual_amount: contractual,
      payment_amount: paid,
      net_collection_rate: over(paid, charge - contractual),
      rate_with_young: over(paid + young.paid, charge + young.charge - contractual - young.contractual),
    },
  ];
}

export function netCollectionByServiceMonth(books: Books, asked: Asked): Answer[] {
  return [...cohorts(books, asked, (served) => `${served.slice(0, 7)}-01`)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, { claims, charge, contractual, paid, youngest }]) => ({
      service_month: month,
      youngest_days: youngest,
      claims,
      charge_amount: charge,
      contractual_amount: contractual,
      payment_amount: paid,
      net_collection_rate: over(paid, charge - contractual),
      is_counted: youngest >= 120,
    }));
}

export function grossCollectionRate(books: Books, asked: Asked): Answer[] {
  const { claims, charge, paid } = cohorts(books, asked, () => 'all').get('all') ?? none;
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

/** Money by whom it came from: what a leg of cash says of its payer, or that it is of a claim and of no payer. */
export function cashByPayer({ postings, payerNames }: Books, asked: Asked): Answer[] {
  const found = within(postings, asked)
    .filter(
      ({ cause, legs }) =>
        cause !== 'deposit' &&
        cause !== 'legacy-payment' &&
        legs.every(({ account }) => account !== 'legacy'),
    )
    .flatMap(({ legs, cause, claimId, remittanceId, corrects }) =>
      legs
        .filter(({ account }) => account === 'cash-in-transit' || account === 'bank')
        .map(({ payerId, amountCents }) => {
          const isOfPayer = remittanceId !== undefined || (claimId !== undefined && payerId !== undefined);
          const isAdjustment = legs.some(({ reason }) => reason?.startsWith('PLB-') === true);
          const isRefund =
            cause === 'refund-paid' || legs.some(({ account }) => account === 'refund-payable');
          const isReturned = cause === 'correction' && corrects?.startsWith('payment-') === true;
          return {
            source: isOfPayer ? 'payer' : claimId === undefined ? 'unapplied' : 'patient',
            payer: payerId ?? '',
            kind:
              cause === 'reversal'
                ? 'back'
                : isAdjustment
                  ? 'adjustment'
                  : isRefund
                    ? 'refund'
                    : isReturned
                      ? 'back'
                      : 'paid',
            cents: amountCents,
          };
        }),
    );
  const all = total(found.map(({ cents }) => cents));
  return [...Map.groupBy(found, ({ source, payer }) => `${source} ${payer}`)]
    .map(([key, same]) => {
      const [source = '', payer = ''] = key.split(' ');
      const of = (kind: string): number =>
        total(same.filter((one) => one.kind === kind).map(({ cents }) => cents));
      const cash = total(same.map(({ cents }) => cents));
      return {
        source,
        payer_id: payer === '' ? null : payer,
        payer_name: payerNames?.get(payer) ?? null,
        paid_amount: of('paid'),
        taken_back_amount: of('back'),
        refunded_amount: of('refund'),
        provider_adjustment_amount: of('adjustment'),
        cash_amount: cash,
        share_of_cash: over(cash, all),
      };
    })
    .toSorted(
      (one, other) =>
        other.cash_amount - one.cash_amount ||
        (`${one.source} ${one.payer_id ?? '~'}` < `${other.source} ${other.payer_id ?? '~'}` ? -1 : 1),
    );
}

import type { AccountKind } from '#contracts/ledger.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  byClaim,
  daysFrom,
  netRevenueOf,
  opposite,
  over,
  receivables,
  type Row,
  sumOn,
  total,
  until,
  within,
} from './books.ts';

export function netDaysInReceivables({ postings }: Books, { asOf }: Asked): Answer[] {
  const known = until(postings, asOf);
  const receivable = sumOn(known, receivables);
  const revenue = netRevenueOf(known.filter(({ postingDate }) => daysFrom(postingDate, asOf) < 90));
  return [
    {
      receivable_amount: receivable,
      net_revenue_amount: revenue,
      net_days: over(90 * receivable, revenue, 1),
    },
  ];
}

const ageNames = ['days_0_to_30', 'days_31_to_60', 'days_61_to_90', 'days_91_to_120', 'days_over_120'];

export function agingByServiceDate(books: Books, { asOf }: Asked): Answer[] {
  const groups = new Map<string, { claims: Set<string>; ages: number[]; credit: number }>();
  for (const [claimId, postings] of byClaim(until(books.postings, asOf))) {
    const balances = new Map<string, { amount: number; serviceDate: string }>();
    for (const { legs, serviceDate, postingDate } of postings) {
      for (const { account, payerId, amountCents } of legs) {
        if (receivables.includes(account)) {
          const key =
            account === 'patient-receivable'
              ? 'patient'
              : `${account} ${books.groupOf?.get(payerId ?? '') ?? 'other'} ${payerId ?? ''}`;
          const before = balances.get(key);
          const since = serviceDate ?? postingDate;
          balances.set(key, {
            amount: (before?.amount ?? 0) + amountCents,
            serviceDate: before === undefined || since < before.serviceDate ? since : before.serviceDate,
          });
        }
      }
    }
    for (const [key, { amount, serviceDate }] of balances) {
      if (amount !== 0) {
        const name = key === 'patient' ? key : (key.split(' ')[1] ?? '');
        const group = groups.get(name) ?? { claims: new Set(), ages: [0, 0, 0, 0, 0], credit: 0 };
        groups.set(name, group);
        group.claims.add(claimId);
        if (amount < 0) {
          group.credit += amount;
        } else {
          const age = Math.min(4, Math.max(0, Math.ceil(daysFrom(serviceDate, asOf) / 30) - 1));
          group.ages[age] = (group.ages[age] ?? 0) + amount;
        }
      }
    }
  }
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { claims, ages, credit }]) => ({
      payer_group: name,
      claims: claims.size,
      ...Object.fromEntries(ageNames.map((age, index) => [age, ages[index] ?? 0])),
      credit_amount: credit,
      total_amount: total(ages) + credit,
      over_90_share: over(total(ages.slice(3)), total(ages)),
    }));
}

export function receivablesRollForward({ postings }: Books, asked: Asked): Answer[] {
  const moving = within(postings, asked).filter(({ legs }) =>
    legs.some(({ account }) => receivables.includes(account)),
  );
  const months = [...new Set(moving.map(({ postingDate }) => postingDate.slice(0, 7)))].toSorted();
  let opening = sumOn(
    until(postings, asked.asOf).filter(({ postingDate }) => postingDate < asked.from),
    receivables,
  );
  return months.map((month) => {
    const ofMonth = moving.filter(({ postingDate }) => postingDate.startsWith(month));
    const charges = opposite(sumOn(ofMonth, ['charges']));
    const paid = sumOn(ofMonth, ['cash-in-transit', 'bank', 'suspense', 'unapplied-payment']);
    const contractual = sumOn(ofMonth, ['contractual-adjustment']);
    const writtenOff = sumOn(ofMonth, ['write-off']);
    const change = sumOn(ofMonth, receivables);
    const row = {
      month,
      opening_amount: opening,
      charge_amount: charges,
      payment_amount: paid,
      contractual_amount: contractual,
      write_off_amount: writtenOff,
      other_amount: change - charges + paid + contractual + writtenOff,
      closing_amount: opening + change,
      difference_amount: 0,
    };
    opening += change;
    return row;
  });
}

export function trialBalance({ postings }: Books, asked: Asked): Answer[] {
  const sums = new Map<string, Row>();
  for (const { postingDate, legs } of until(until(postings, asked.asOf), asked.to)) {
    for (const { account, amountCents } of legs) {
      const row = sums.get(account) ?? {
        account,
        opening_amount: 0,
        debit_amount: 0,
        credit_amount: 0,
        closing_amount: 0,
      };
      sums.set(account, row);
      const side =
        postingDate < asked.from ? 'opening_amount' : amountCents > 0 ? 'debit_amount' : 'credit_amount';
      row[side] = Number(row[side]) + (side === 'credit_amount' ? 0 - amountCents : amountCents);
      row['closing_amount'] = Number(row['closing_amount']) + amountCents;
    }
  }
  return [...sums.values()].toSorted((one, other) =>
    String(one['account']) < String(other['account']) ? -1 : 1,
  );
}

export function unpostedCash({ postings }: Books, { asOf }: Asked): Answer[] {
  const accounts: readonly AccountKind[] = ['suspense', 'unapplied-payment'];
  return accounts.flatMap((account) => {
    const holders = Map.groupBy(
      until(postings, asOf).filter(({ legs }) => legs.some((leg) => leg.account === account)),
      (posting) => posting.bankEntryId ?? posting.remittanceId ?? posting.paymentBatchId ?? posting.claimId,
    );
    const open = [...holders.values()]
      .map((ofHolder) => ({
        amount: opposite(sumOn(ofHolder, [account])),
        since: ofHolder.map(({ postingDate }) => postingDate).toSorted()[0] ?? asOf,
      }))
      .filter(({ amount }) => amount !== 0);
    return open.length === 0
      ? []
      : [
          {
            account,
            items: open.length,
            amount: total(open.map(({ amount }) => amount)),
            oldest_days: Math.max(...open.map(({ since }) => daysFrom(since, asOf))),
          },
        ];
  });
}

/** What was refunded by check, less what was stopped: the bank's side of refunds. */
export function refundedCents({ postings }: Books, asked: Asked): number {
  const refunds = new Set(
    postings.filter(({ cause }) => cause === 'refund-paid').map(({ postingId }) => postingId),
  );
  return opposite(
    sumOn(
      within(postings, asked).filter(
        ({ postingId, corrects }) =>
          refunds.has(postingId) || (corrects !== undefined && refunds.has(corrects)),
      ),
      ['bank'],
    ),
  );
}

export function cashShareOfNetRevenue({ postings }: Books, asked: Asked): Answer[] {
  const ofPeriod = within(postings, asked);
  const cash = total(
    ofPeriod
      .filter(
        ({ cause, legs }) =>
          cause !== 'deposit' &&
          cause !== 'legacy-payment' &&
          legs.every(({ account }) => account !== 'legacy'),
      )
      .flatMap(({ legs }) => legs)
      .filter(({ account }) => account === 'cash-in-transit' || account === 'bank')
      .map(({ amountCents }) => amountCents),
  );
  const revenue = netRevenueOf(ofPeriod);
  return [{ cash_amount: cash, net_revenue_amount: revenue, cash_share: over(cash, revenue) }];
}

export function badDebtRate({ postings }: Books, asked: Asked): Answer[] {
  const ofPeriod = within(postings, asked);
  const given = total(
    ofPeriod
      .flatMap(({ legs }) => legs)
      .filter(
        ({ account, payerId, reason }) =>
          account === 'write-off' &&
          (reason === 'bad-debt' ||
            (payerId === undefined && reason !== 'given up, for a later payer decided')),
      )
      .map(({ amountCents }) => amountCents),
  );
  const charges = opposite(sumOn(ofPeriod, ['charges']));
  return [{ bad_debt_amount: given, charge_amount: charges, bad_debt_rate: over(given, charges) }];
}

export function lateCharges({ postings }: Books, asked: Asked): Answer[] {
  const charges = within(postings, asked).map((posting) => ({
    amount: opposite(sumOn([posting], ['charges'])),
    isLate: posting.serviceDate !== undefined && daysFrom(posting.serviceDate, posting.postingDate) > 3,
  }));
  const all = total(charges.map(({ amount }) => amount));
  const late = total(charges.map(({ amount, isLate }) => (isLate ? amount : 0)));
  return [{ charge_amount: all, late_amount: late, late_charge_rate: over(late, all) }];
}

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

/** What somebody owes of a claim, or is owed back. */
interface Owed {
  readonly claimId: string;
  readonly group: string;
  readonly amount: number;
  readonly serviceDate: string;
  /** When it was first asked of whom it is owed by. */
  readonly billedOn: string | undefined;
}

function owed(books: Books, asOf: string): Owed[] {
  return [...byClaim(until(books.postings, asOf))].flatMap(([claimId, postings]) => {
    const balances = new Map<string, { amount: number; serviceDate: string }>();
    for (const { legs, serviceDate, postingDate } of postings) {
      for (const { account, payerId, amountCents } of legs) {
        if (receivables.includes(account)) {
          const key = account === 'patient-receivable' ? 'patient' : `${account} ${payerId ?? ''}`;
          const before = balances.get(key);
          const since = serviceDate ?? postingDate;
          balances.set(key, {
            amount: (before?.amount ?? 0) + amountCents,
            serviceDate: before === undefined || since < before.serviceDate ? since : before.serviceDate,
          });
        }
      }
    }
    return [...balances]
      .filter(([, { amount }]) => amount !== 0)
      .map(([key, balance]) => {
        const payer = key.split(' ')[1];
        return {
          ...balance,
          claimId,
          group: payer === undefined ? 'patient' : (books.groupOf?.get(payer) ?? 'other'),
          billedOn: firstBilled(books, asOf, claimId, payer),
        };
      });
  });
}

function firstBilled(
  { claims, statements }: Books,
  asOf: string,
  claimId: string,
  payer: string | undefined,
): string | undefined {
  const days =
    payer === undefined
      ? statements
          .filter(({ statement }) => statement.visits.some((visit) => visit.claimId === claimId))
          .map(({ at }) => ({ day: at.slice(0, 10), isTheirs: true }))
      : (claims.find((claim) => claim.claimId === claimId)?.submissions ?? []).map(
          ({ submittedAt, payerId }) => ({ day: submittedAt.slice(0, 10), isTheirs: payerId === payer }),
        );
  const known = days.filter(({ day }) => day <= asOf);
  const theirs = known.filter(({ isTheirs }) => isTheirs);
  return (theirs.length > 0 ? theirs : known).map(({ day }) => day).toSorted()[0];
}

/** By groups of payers, with what is owed in five ages, and what was never billed where that is a column. */
function aging(
  books: Books,
  asOf: string,
  sinceOf: (one: Owed) => string | undefined,
  notBilledColumn: readonly string[],
): Row[] {
  return [...Map.groupBy(owed(books, asOf), ({ group }) => group)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, found]) => {
      const ages = [0, 0, 0, 0, 0];
      let [credit, notBilled] = [0, 0];
      for (const one of found) {
        const since = sinceOf(one);
        if (one.amount < 0) {
          credit += one.amount;
        } else if (since === undefined) {
          notBilled += one.amount;
        } else {
          const age = Math.min(4, Math.max(0, Math.ceil(daysFrom(since, asOf) / 30) - 1));
          ages[age] = (ages[age] ?? 0) + one.amount;
        }
      }
      return {
        payer_group: group,
        claims: new Set(found.map(({ claimId }) => claimId)).size,
        ...Object.fromEntries(ageNames.map((age, index) => [age, ages[index] ?? 0])),
        ...Object.fromEntries(notBilledColumn.map((column) => [column, notBilled])),
        credit_amount: credit,
        total_amount: total(ages) + credit + notBilled,
        over_90_share: over(total(ages.slice(3)), total(ages)),
      };
    });
}

export function agingByServiceDate(books: Books, { asOf }: Asked): Answer[] {
  return aging(books, asOf, ({ serviceDate }) => serviceDate, []);
}

export function agingByBillDate(books: Books, { asOf }: Asked): Answer[] {
  return aging(books, asOf, ({ billedOn }) => billedOn, ['not_billed_amount']);
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

export function lateCharges({ postings, claims }: Books, asked: Asked): Answer[] {
  const ofOldSystem = new Set(
    claims.flatMap(({ claimId, legacy }) => (legacy === undefined ? [] : [claimId])),
  );
  const ownCharges = within(postings, asked).filter(
    ({ claimId }) => claimId === undefined || !ofOldSystem.has(claimId),
  );
  const charges = ownCharges.map((posting) => ({
    amount: opposite(sumOn([posting], ['charges'])),
    isLate: posting.serviceDate !== undefined && daysFrom(posting.serviceDate, posting.postingDate) > 3,
  }));
  const all = total(charges.map(({ amount }) => amount));
  const late = total(charges.map(({ amount, isLate }) => (isLate ? amount : 0)));
  return [{ charge_amount: all, late_amount: late, late_charge_rate: over(late, all) }];
}

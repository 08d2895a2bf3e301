import type { Cents } from '#contracts/cents.ts';
import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { paymentMethods, type MethodTotal, type PaymentMethod } from '#contracts/payment-batch.ts';
import type { DepositSlip } from '#contracts/periods.ts';
import type { DaySheet, PaymentTotal } from '#contracts/reports.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { movementOf } from '../ledger/ledger-day.ts';
import { addCents, formatDollars, negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { receivableAccounts } from './aging.ts';
import { methodOfLeg, sourceOfPayment } from './money-of-leg.ts';

const adjustmentAccounts = [
  'contractual-adjustment',
  'write-off',
  'other-adjustment',
] as const satisfies readonly AccountKind[];

type RunFacts = Pick<RemittanceRun, 'remittanceId' | 'paymentMethod' | 'paymentBatchId'>;

/** Adds up what came in on a day, page after page of its postings. */
export class DayPayments {
  private readonly totals = new Map<string, PaymentTotal>();
  private refunds = zeroCents;
  private deposited = zeroCents;
  private readonly runs: ReadonlyMap<string, RunFacts>;

  /** @param runs the remittances that the postings name, known before the postings are added. */
  constructor(runs: ReadonlyMap<string, RunFacts>) {
    this.runs = runs;
  }

  add(postings: Iterable<Posting>): void {
    for (const posting of postings) {
      for (const leg of posting.legs) {
        const { account, amountCents } = leg;
        if (account === 'cash-in-transit' && posting.cause !== 'deposit') {
          this.addPayment(posting, leg);
        } else if (account === 'bank' && posting.cause === 'refund-paid') {
          this.refunds = subtractCents(this.refunds, amountCents);
        } else if (account === 'bank') {
          this.deposited = addCents(this.deposited, amountCents);
        }
      }
    }
  }

  get payments(): PaymentTotal[] {
    return [...this.totals.values()].toSorted((one, other) =>
      `${one.source}${one.method}` < `${other.source}${other.method}` ? -1 : 1,
    );
  }

  get refundsCents(): Cents {
    return this.refunds;
  }

  get depositedCents(): Cents {
    return this.deposited;
  }

  private addPayment(posting: Posting, leg: Leg): void {
    const { amountCents } = leg;
    const run = posting.remittanceId === undefined ? undefined : this.runs.get(posting.remittanceId);
    const source = sourceOfPayment(posting, leg);
    const method = methodOfLeg(leg, run);
    const byHand =
      run === undefined ? posting.paymentBatchId !== undefined : run.paymentBatchId !== undefined;
    const key = [source, method, byHand].join(' ');
    const before = this.totals.get(key);
    this.totals.set(key, {
      source,
      method,
      byHand,
      count: (before?.count ?? 0) + 1,
      amountCents: addCents(before?.amountCents ?? zeroCents, amountCents),
    });
  }
}

/** What the ledger says of a day, from its totals and from those of all days before it. */
export function dayAmounts(
  day: LedgerDayTotals,
  before: Iterable<LedgerDayTotals>,
): Pick<
  DaySheet,
  'postings' | 'chargesCents' | 'adjustments' | 'openingReceivableCents' | 'closingReceivableCents'
> {
  const receivable = (totals: LedgerDayTotals): Cents =>
    sumCents(receivableAccounts, (account) => movementOf(totals, account));
  const openingReceivableCents = sumCents(before, receivable);
  return {
    postings: day.postings,
    chargesCents: negateCents(movementOf(day, 'charges')),
    adjustments: adjustmentAccounts
      .map((account) => ({ account, amountCents: movementOf(day, account) }))
      .filter(({ amountCents }) => amountCents !== 0),
    openingReceivableCents,
    closingReceivableCents: addCents(openingReceivableCents, receivable(day)),
  };
}

/** What must lie on the deposit slip of a day: all that was entered by hand, but for electronic transfers. */
export function forDeposit(payments: readonly PaymentTotal[]): MethodTotal[] {
  return paymentMethods.flatMap((method) => {
    const found = payments.filter((total) => total.byHand && total.method === method && method !== 'eft');
    const amountCents = sumCents(found, (total) => total.amountCents);
    return amountCents === 0
      ? []
      : [{ method, count: found.reduce((sum, { count }) => sum + count, 0), amountCents }];
  });
}

/**
 * How the deposit slip differs from what came in, a sentence each; none where they tie.
 * @param remittanceChecksCents what the checks of 835s on the slip make together.
 */
export function slipDifferences(
  sheet: Pick<DaySheet, 'day' | 'forDeposit'>,
  slip: DepositSlip,
  remittanceChecksCents: Cents,
): string[] {
  const entered = (method: PaymentMethod): Cents =>
    sheet.forDeposit.find((total) => total.method === method)?.amountCents ?? zeroCents;
  const compared = [
    { what: 'cash', slipCents: slip.cashCents, foundCents: entered('cash') },
    {
      what: 'checks',
      slipCents: slip.checkCents,
      foundCents: addCents(entered('check'), remittanceChecksCents),
    },
    { what: 'cards', slipCents: slip.cardCents, foundCents: entered('card') },
  ];
  return compared
    .filter(({ slipCents, foundCents }) => slipCents !== foundCents)
    .map(
      ({ what, slipCents, foundCents }) =>
        `The deposit slip of ${sheet.day} has ${formatDollars(slipCents)} of ${what}, and ${formatDollars(foundCents)} were entered; the difference is ${formatDollars(subtractCents(slipCents, foundCents))}.`,
    );
}

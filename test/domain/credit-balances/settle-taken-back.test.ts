import { describe, expect, it } from 'vitest';
import { ClaimId, PostingId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { settleTakenBack, type RefundsSettled } from '#domain/credit-balances/settle-taken-back.ts';
import { payRefund, voidRefund } from '#domain/credit-balances/settle-refund.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { cents } from '#domain/money/cents.ts';
import { postingsIn, remittanceA, remittanceC, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';
import { takebackPostings } from '../takebacks/sample-takebacks.ts';
import { again, junip, later, paid, paidThen, start, withPosting } from './sample-credits.ts';

const claimId = ClaimId.parse('C000000000001');
const practice = samplePractice();
const occasion = { at: later(40), postingDate: dateOf(later(40)), by: 'test' };

interface State {
  readonly books: Books;
  /** What is posted on `takeback-payable` elsewhere. */
  readonly takebacks: readonly Posting[];
  readonly told: RefundsSettled['tasks'];
}

type Step = (state: State) => State;

const begin = (books: Books): State => ({ books, takebacks: [], told: [] });

const add = (state: State, postings: readonly Posting[]): State => ({
  ...state,
  books: { ...state.books, postings: [...state.books.postings, ...postings] },
});

/** A claim of which $50.00 of the charge were taken back after the payer had paid $100.00 of it. */
const lowered = (): Books =>
  withPosting(
    receive(start(), remittanceA, [paid]),
    'lowered',
    [
      { account: 'charges', amountCents: cents(5000) },
      { account: 'payer-receivable', payerId: junip, amountCents: cents(-5000) },
    ],
    { cause: 'charge-correction' },
  );

/** Approves a refund that sets no decision aside. */
const refund =
  (number: number, dollars: number): Step =>
  (state) => ({
    ...state,
    books: withPosting(
      state.books,
      `refund-${claimId}-${number}`,
      [
        { account: 'payer-receivable', payerId: junip, amountCents: cents(dollars * 100) },
        { account: 'refund-payable', payerId: junip, amountCents: cents(dollars * -100) },
      ],
      { cause: 'refund-approved' },
    ),
  });

/** Approves the refund of the second of two payments, whose decision is set aside whole. */
const refundSecond: Step = (state) => {
  const second = state.books.postings.findLast(({ cause }) => cause === 'adjudication');
  if (second === undefined) {
    throw new Error('There is no second decision');
  }
  return {
    ...state,
    books: withPosting(
      state.books,
      `refund-${claimId}-1`,
      [
        ...second.legs
          .filter(({ account }) => account !== 'cash-in-transit')
          .map((leg) => ({ ...leg, amountCents: cents(0 - leg.amountCents) })),
        { account: 'refund-payable', payerId: junip, amountCents: cents(-10_000) },
      ],
      { cause: 'refund-approved', reference: second.postingId },
    ),
  };
};

const factsOf = ({ books, takebacks }: State) => ({
  claim: books.claim,
  postings: [...books.postings, ...takebacks.filter(({ concerns }) => concerns?.startsWith('refund-'))],
  takebacks: [...takebacks, ...books.postings],
  account: undefined,
});

const pay =
  (number = 1, isSent = false): Step =>
  (state) => {
    const check = { checkNumber: `104${number}`, reason: 'Check run', isSent };
    const settled = payRefund(`refund-${claimId}-${number}`, check, factsOf(state), occasion);
    expect(settled.refused).toBeUndefined();
    return add(state, postingsIn(settled.writes ?? []));
  };

const voided =
  (number = 1): Step =>
  (state) => {
    const settled = voidRefund(`refund-${claimId}-${number}`, 'stopped', factsOf(state), occasion);
    expect(settled.refused).toBeUndefined();
    return add(state, postingsIn(settled.writes ?? []));
  };

const takeBack =
  (...decisions: Parameters<typeof receive>[2]): Step =>
  (state) => ({
    ...state,
    books: receive(
      state.books,
      remittanceC,
      decisions.map((decision) => decision),
      practice,
    ),
  });

/** The payer withholds so much from its payments, for the claim; or gives it back (72) for the refund. */
const withhold =
  (dollars: number, day = 20): Step =>
  (state) => ({
    ...state,
    takebacks: [
      ...state.takebacks,
      ...takebackPostings({ day, says: [`WO ${dollars}.00 ${claimId}-1`] }).map((posting) => ({
        ...posting,
        aboutClaimIds: [claimId],
      })),
    ],
  });
const acknowledge =
  (dollars: number): Step =>
  (state) => ({
    ...state,
    takebacks: [
      ...state.takebacks,
      ...takebackPostings({ day: 21, says: [`72 -${dollars}.00 1041`] }).map((posting) => ({
        ...posting,
        aboutClaimIds: [claimId],
        concerns: PostingId.parse(`refund-${claimId}-1`),
      })),
    ],
  });

const settle: Step = (state) => {
  const { postings, takebacks } = factsOf(state);
  const settled = settleTakenBack(state.books.claim, postings, takebacks, occasion);
  const after = add(state, settled.postings);
  return { ...after, told: settled.tasks };
};

const run = (books: Books, steps: readonly Step[]): State =>
  steps.reduce((state, step) => step(state), begin(books));

/** $70.00 paid of a charge of $150.00 in the place of the first decision. */
const corrected = claimPayment(
  [
    {
      code: '99213',
      charge: '150',
      paid: '70',
      cas: 'CO-45 60, PR-2 20',
      controlNumber: 'C000000000001-1-1',
    },
  ],
  { payerControlNumber: 'ICN2' },
);

interface Case {
  readonly what: string;
  readonly books?: () => Books;
  readonly steps: readonly Step[];
  readonly states: readonly string[];
  /** In dollars, of each refund that is told of. */
  readonly told?: readonly number[];
  readonly payableDollars?: number;
  /** What the payer took and nothing meets. */
  readonly takebackDollars?: number;
}

const cases: readonly Case[] = [
  {
    what: 'a part that is not paid is left alone while nothing is taken',
    steps: [refund(1, 50), settle],
    states: ['approved'],
    payableDollars: -50,
  },
  {
    what: 'a part that is not paid is void when the payer takes its decision back',
    steps: [refund(1, 50), takeBack(reversalOf(paid)), settle],
    states: ['void'],
  },
  {
    what: 'a part that was paid is told of when the payer takes its decision back',
    steps: [refund(1, 50), pay(), takeBack(reversalOf(paid)), settle],
    states: ['paid'],
    told: [50],
  },
  {
    what: 'and still when the corrected decision has come',
    steps: [refund(1, 50), pay(), takeBack(reversalOf(paid), corrected), settle],
    states: ['paid'],
    told: [50],
  },
  {
    what: 'and no more when the payer pays as much again',
    steps: [
      refund(1, 50),
      pay(),
      takeBack(reversalOf(paid), { ...paid, payerControlNumber: 'ICN3' }),
      settle,
    ],
    states: ['paid'],
  },
  {
    what: 'a part that was paid and acknowledged is met by what the payer gave back',
    steps: [refund(1, 50), pay(), acknowledge(50), takeBack(reversalOf(paid), corrected), settle, settle],
    states: ['acknowledged'],
  },
  {
    what: 'what is withheld of a part that is not paid is not to be paid',
    steps: [refund(1, 50), withhold(50), settle, settle],
    states: ['withheld'],
  },
  {
    what: 'only the rest is paid where less was withheld',
    steps: [refund(1, 50), withhold(30), settle, pay(), settle],
    states: ['paid'],
  },
  {
    what: 'no more than the refund is withheld of it',
    steps: [refund(1, 50), withhold(80), settle],
    states: ['withheld'],
    takebackDollars: 30,
  },
  {
    what: 'what is withheld of a part that was paid is told of, as far as it was refunded',
    steps: [refund(1, 50), pay(), withhold(30), settle],
    states: ['paid'],
    told: [30],
    takebackDollars: 30,
  },
  {
    what: 'of two refunds the one that is not paid goes before the one that is',
    steps: [refund(1, 20), refund(2, 30), pay(1), withhold(30), settle],
    states: ['paid', 'withheld'],
  },
  {
    what: 'one taking is not told of twice',
    steps: [refund(1, 25), refund(2, 25), pay(1), pay(2), withhold(25), settle],
    states: ['paid', 'paid'],
    told: [25],
    takebackDollars: 25,
  },
  {
    what: 'nor is one reversal',
    steps: [refund(1, 25), refund(2, 25), pay(1), pay(2), takeBack(reversalOf(paid)), settle],
    states: ['paid', 'paid'],
    told: [25, 25],
  },
  {
    what: 'a reversal after the withholding makes it void, so that only the taking is left',
    steps: [refund(1, 50), withhold(50), settle, takeBack(reversalOf(paid)), settle],
    states: ['void'],
    takebackDollars: 50,
  },
  {
    what: 'a whole payment that is not paid back is void when the payer takes it, whichever of the two it takes',
    books: () => paidThen(again),
    steps: [refundSecond, takeBack(reversalOf(paid)), settle],
    states: ['void'],
  },
  {
    what: 'a whole payment that was paid back is told of, whichever of the two the payer takes',
    books: () => paidThen(again),
    steps: [refundSecond, pay(), takeBack(reversalOf(paid)), settle],
    states: ['paid'],
    told: [100],
  },
  {
    what: 'a whole payment that was withheld is not paid back as well',
    books: () => paidThen(again),
    steps: [refundSecond, withhold(100), settle],
    states: ['withheld'],
  },
  {
    what: 'a check that had gone out before is told of, though all was withheld',
    books: () => paidThen(again),
    steps: [refundSecond, withhold(100), settle, pay(1, true), settle],
    states: ['paid'],
    told: [100],
    payableDollars: 100,
  },
  {
    what: 'a check that had gone out before is told of, though the refund is void',
    books: () => paidThen(again),
    steps: [refundSecond, takeBack(reversalOf(again)), settle, pay(1, true), settle],
    states: ['paid'],
    told: [100],
    payableDollars: 100,
  },
  {
    what: 'and is met when the payer gives it back',
    books: () => paidThen(again),
    steps: [
      refundSecond,
      takeBack(reversalOf(again)),
      settle,
      pay(1, true),
      settle,
      acknowledge(100),
      settle,
      settle,
    ],
    states: ['acknowledged'],
  },
  {
    what: 'a check that was cashed though a person had made the refund void is the refund, and nobody is told',
    books: () => paidThen(again),
    steps: [refundSecond, voided(), pay(1, true), settle],
    states: ['paid'],
  },
  {
    what: 'and of a part',
    steps: [refund(1, 50), pay(), voided(), pay(1, true), settle],
    states: ['paid'],
  },
  {
    what: 'and is told of when the payer takes its decision back then',
    books: () => paidThen(again),
    steps: [refundSecond, voided(), pay(1, true), takeBack(reversalOf(again)), settle],
    states: ['paid'],
    told: [100],
  },
  {
    what: 'and is told of when the payer had taken its decision back before',
    books: () => paidThen(again),
    steps: [refundSecond, voided(), takeBack(reversalOf(again)), pay(1, true), settle],
    states: ['paid'],
    told: [100],
    payableDollars: 100,
  },
  {
    what: 'a part is told of when the payer had taken its decision back before its check was cashed',
    steps: [refund(1, 50), voided(), takeBack(reversalOf(paid)), pay(1, true), settle],
    states: ['paid'],
    told: [50],
    payableDollars: 50,
  },
  {
    what: 'of a check that was cashed what was refunded otherwise is told of, and no more',
    steps: [refund(1, 50), voided(), refund(2, 20), pay(2), pay(1, true), settle],
    states: ['paid', 'paid'],
    told: [20],
    payableDollars: 20,
  },
  {
    what: 'what is withheld of a check that was cashed after it was void is told of',
    steps: [refund(1, 50), voided(), withhold(50), pay(1, true), settle],
    states: ['paid'],
    told: [50],
    takebackDollars: 50,
  },
];

describe('A refund of which the payer takes the money as well', () => {
  it.each(cases)(
    '$what',
    ({ books = lowered, steps, states, told = [], payableDollars = 0, takebackDollars = 0 }) => {
      const end = run(books(), steps);
      expect(refundsOf(factsOf(end).postings).map(({ state }) => state)).toEqual(states);
      expect(end.told.map(({ dollarsAtStakeCents }) => (dollarsAtStakeCents ?? 0) / 100)).toEqual(told);
      expect(balancesOf(end.books.postings)['refund-payable']).toBe(payableDollars * 100);
      expect(balancesOf([...end.books.postings, ...end.takebacks])['takeback-payable']).toBe(
        takebackDollars * 100,
      );
    },
  );

  it('is not paid by a check before that is settled either, and says how to record one that has gone out', () => {
    const state = run(lowered(), [refund(1, 50), withhold(50)]);
    const check = { checkNumber: '1042', reason: 'Check run' };
    const name = `refund-${claimId}-1`;
    expect(payRefund(name, check, factsOf(state), occasion).refused).toMatch(
      /^JUNIP has taken the money itself meanwhile: do not send the check\. .* --sent$/,
    );
    const settled = settle(state);
    expect(payRefund(name, check, factsOf(settled), occasion).refused).toMatch(/taken the money itself/);
    expect(voidRefund(name, 'stopped', factsOf(settled), occasion).refused).toMatch(/is withheld/);
  });

  it('is not voided once some of it was withheld', () => {
    const state = run(lowered(), [refund(1, 50), withhold(30), settle]);
    expect(voidRefund(`refund-${claimId}-1`, 'stopped', factsOf(state), occasion).refused).toMatch(
      /^JUNIP has taken \$30\.00 of the refund/,
    );
  });

  it('says in the words of each posting what became of it', () => {
    const { takebacks, books } = run(lowered(), [refund(1, 50), withhold(30)]);
    const { words } = settleTakenBack(books.claim, books.postings, takebacks, occasion);
    expect(words).toEqual([
      'JUNIP withheld $30.00 of the refund of $50.00 itself: $20.00 are left to be paid',
    ]);
  });
});

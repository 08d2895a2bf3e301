import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { creditBalancesOf } from '#domain/credit-balances/credit-balances.ts';
import { watchCredit } from '#domain/credit-balances/credit-task.ts';
import { decideCreditBalance } from '#domain/credit-balances/decide-credit-balance.ts';
import { settleTakenBack } from '#domain/credit-balances/settle-taken-back.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { payRefund, voidRefund, type RefundFacts } from '#domain/credit-balances/settle-refund.ts';
import { balancesByPayer, balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { decimalText } from '#domain/money/cents.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Write } from '#domain/writes/write.ts';
import { postingsIn, remittanceA, remittanceB, remittanceC, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';
import { later, patientPays, start } from './sample-credits.ts';

const practice = samplePractice();
const occasion = { at: later(40), postingDate: dateOf(later(40)), by: 'test' };

/** $200.00 of two lines; what is not paid or left to the patient is contractual. */
function decision(paidDollars: number, shareDollars: number, payerControlNumber: string): Claim835 {
  const contractual = 150 - paidDollars - shareDollars;
  const cas = [
    ...(contractual === 0 ? [] : [`CO-45 ${contractual}`]),
    ...(shareDollars === 0 ? [] : [`PR-2 ${shareDollars}`]),
  ].join(', ');
  return claimPayment(
    [
      { code: '99213', charge: '150', paid: String(paidDollars), cas, controlNumber: 'C000000000001-1-1' },
      { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20', controlNumber: 'C000000000001-1-2' },
    ],
    { payerControlNumber },
  );
}

function after(books: Books, writes: readonly Write[] = []): Books {
  const claim = writes.flatMap((write) => (write.kind === 'save-claim' ? [write.claim] : [])).at(-1);
  return { claim: claim ?? books.claim, postings: [...books.postings, ...postingsIn(writes)] };
}

const facts = ({ claim, postings }: Books): RefundFacts => ({
  claim,
  postings,
  takebacks: [],
  account: undefined,
});

/** Every credit refunded whole, as a person would who works the tasks. */
function refundAll(books: Books): Books {
  const [credit] = creditBalancesOf(books.claim, books.postings);
  const [opened] = watchCredit(credit, undefined, practice, occasion);
  if (credit === undefined || opened?.kind !== 'open-task') {
    return books;
  }
  const outcome = practiceTaskOutcomes['credit-balance'].parse({
    outcome: 'refund',
    to: credit.payee.kind,
    amount: decimalText(credit.owedCents),
    reason: 'as the task says',
  });
  return after(
    books,
    decideCreditBalance(opened.task, outcome, { ...facts(books), practice, account: undefined }, occasion)
      .writes,
  );
}

const receivables = ({ postings }: Books): number[] => [
  balancesOf(postings)['patient-receivable'],
  ...[...balancesByPayer(postings).values()].map((balances) => balances['payer-receivable']),
];

/** What payers paid, less what they took and what was sent to them by checks. */
const keptOfPayers = ({ postings }: Books): number =>
  postings
    .flatMap(({ legs }) => legs)
    .filter(
      ({ account, payerId }) =>
        payerId !== undefined && (account === 'cash-in-transit' || account === 'bank'),
    )
    .reduce((sum, { amountCents }) => sum + amountCents, 0);

const story = record({
  first: record({ paid: integer({ min: 1, max: 100 }), share: integer({ min: 0, max: 50 }) }),
  second: record({ paid: integer({ min: 1, max: 100 }), share: integer({ min: 0, max: 50 }) }),
  patient: integer({ min: 0, max: 12_000 }),
  steps: array(constantFrom('refund', 'pay', 'void', 'void-first', 'cashed', 'settle', 'reverse'), {
    maxLength: 10,
  }),
});

describe('refunds, however they are mixed with what payers and patients do', () => {
  it('never leave anybody owing who did not, nor give back more than was paid, and the books balance', () => {
    assert(
      property(story, ({ first, second, patient, steps }) => {
        const former = decision(first.paid, first.share, 'ICN1');
        let books = receive(start(), remittanceA, [former]);
        books = receive(books, remittanceB, [decision(second.paid, second.share, 'ICN2')]);
        books = patient === 0 ? books : patientPays(books, patient);
        let owesNew = false;
        for (const step of steps) {
          const refunds = refundsOf(books.postings);
          const earliest = refunds[0]?.refundId ?? 'none';
          const refund = refunds.at(-1)?.refundId ?? 'none';
          const check = { checkNumber: '7', reason: 'run' };
          const before = receivables(books);
          switch (step) {
            case 'refund': {
              books = refundAll(books);
              owesNew ||= receivables(books).some(
                (balance, index) => balance > Math.max(0, before[index] ?? 0),
              );
              break;
            }
            case 'pay':
              books = after(books, payRefund(refund, check, facts(books), occasion).writes);
              break;
            case 'cashed':
              books = after(
                books,
                payRefund(earliest, { ...check, isSent: true }, facts(books), occasion).writes,
              );
              break;
            case 'void':
              books = after(books, voidRefund(refund, 'stopped', facts(books), occasion).writes);
              break;
            case 'void-first':
              books = after(books, voidRefund(earliest, 'stopped', facts(books), occasion).writes);
              break;
            case 'settle': {
              const settled = settleTakenBack(books.claim, books.postings, [], occasion);
              books = { ...books, postings: [...books.postings, ...settled.postings] };
              break;
            }
            case 'reverse':
              books = receive(books, remittanceC, [reversalOf(former)], practice);
              break;
          }
          expect(trialBalance(books.postings).differenceCents).toBe(0);
          expect(new Set(books.postings.map(({ postingId }) => postingId)).size).toBe(books.postings.length);
        }
        const { tasks } = settleTakenBack(books.claim, books.postings, [], occasion);
        const toldCents = tasks.reduce((sum, { dollarsAtStakeCents }) => sum + dollarsAtStakeCents, 0);
        const keptCents = keptOfPayers(books) + toldCents;
        expect(keptCents).toBeGreaterThanOrEqual((Math.min(first.paid, second.paid) + 30) * 100);
        expect(owesNew).toBe(false);
        const cashCents = balancesOf(books.postings)['cash-in-transit'];
        const refundedCents =
          0 - balancesOf(books.postings)['refund-payable'] - balancesOf(books.postings).bank;
        expect(refundedCents).toBeGreaterThanOrEqual(0);
        expect(steps.includes('reverse') || refundedCents <= cashCents).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { creditBalancesOf } from '#domain/credit-balances/credit-balances.ts';
import { watchCredit } from '#domain/credit-balances/credit-task.ts';
import { decideCreditBalance } from '#domain/credit-balances/decide-credit-balance.ts';
import { voidRefund } from '#domain/credit-balances/settle-refund.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import { openDenials } from '#domain/denials/denial-decisions.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import type { Write } from '#domain/writes/write.ts';
import { at, postingsIn, remittanceA, remittanceB, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, dollars, receive, type Books } from '../remittance/sample-remittance.ts';
import { again, later, paid, start } from './sample-credits.ts';

const practice = samplePractice({ refundLimitCents: 100_000 });
const because = { reason: 'as the record shows' } as const;
const occasion = { at: later(6), postingDate: dateOf(later(6)), by: 'user nora' };
/** The first line paid, the second denied. */
const partlyDenied = claimPayment([
  { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
  { code: '81002', charge: '50', paid: '0', cas: 'PR-204 50' },
]);

function after(books: Books, writes: readonly Write[] = []): Books {
  const claim = writes.flatMap((write) => (write.kind === 'save-claim' ? [write.claim] : [])).at(-1);
  return { claim: claim ?? books.claim, postings: [...books.postings, ...postingsIn(writes)] };
}

function denialDecided(outcome: TaskOutcome<'denial'> | undefined): Books {
  const books = receive(start(), remittanceA, [partlyDenied]);
  if (outcome === undefined) {
    return books;
  }
  const staff = { user: 'nora', role: 'manager', at } as const;
  const decided = decideDenialTask(books.claim, practice, books.postings, outcome, staff);
  expect(decided.refused).toBeUndefined();
  return after({ ...books, claim: decided.claim ?? books.claim }, decided.writes);
}

function refunded(books: Books): Books {
  const [credit] = creditBalancesOf(books.claim, books.postings);
  const [opened] = watchCredit(credit, undefined, practice, occasion);
  if (credit === undefined || opened?.kind !== 'open-task') {
    throw new Error('Nothing stands in credit');
  }
  const amount = (credit.owedCents / 100).toFixed(2);
  const decision = practiceTaskOutcomes['credit-balance'].parse({
    outcome: 'refund',
    to: 'payer',
    amount,
    ...because,
  });
  const facts = { practice, claim: books.claim, postings: books.postings, account: undefined };
  const done = decideCreditBalance(opened.task, decision, facts, occasion);
  expect(done.refused).toBeUndefined();
  return after(books, done.writes);
}

const decisions: readonly (readonly [string, TaskOutcome<'denial'> | undefined])[] = [
  ['was left open', undefined],
  ['was written off', { outcome: 'write-off', writeOffReason: 'bundled', ...because }],
  ['was billed to the patient', { outcome: 'bill-the-patient', ...because }],
  [
    'was billed again',
    { outcome: 'correct-and-resubmit', correction: { authorizationNumber: 'AUTH-1' }, ...because },
  ],
  ['was appealed', { outcome: 'appeal', ...because }],
];

describe('A refund that sets a decision aside', () => {
  test.each(decisions)('takes the denial with it that %s', (_, outcome) => {
    const before = denialDecided(outcome);
    const waiting: Books = { ...before, claim: { ...before.claim, state: 'awaiting-remittance' } };
    const books = receive(waiting, remittanceB, [again]);
    const done = refunded(books);
    // What is left is the decision that came later, and what is to be given back.
    const alone = receive(start(), remittanceB, [again]);
    expect(balancesOf(done.postings)).toEqual({
      ...balancesOf(alone.postings),
      'cash-in-transit': 19_000,
      'refund-payable': -9000,
    });
    expect(openDenials(done.claim, done.postings)).toEqual([]);
    expect(done.claim.state).toBe('ready-for-patient');
    const undone = voidRefund(
      'refund-C000000000001-1',
      'the check came back',
      { claim: done.claim, postings: done.postings, account: undefined, takebacks: [] },
      occasion,
    );
    const restored = after(done, undone.writes);
    expect(balancesOf(restored.postings)).toEqual(balancesOf(books.postings));
    expect(openDenials(restored.claim, restored.postings)).toEqual(openDenials(books.claim, books.postings));
  });

  test('to a later payer lets a claim go on that waited because it was paid twice', () => {
    const second = claimPayment([], {
      statusCode: '2',
      chargeCents: dollars('200'),
      paidCents: dollars('60'),
      payerControlNumber: 'ICN-S',
      cas: 'OA-23 140',
    });
    const coverages = ['JUNIP', 'STMCD'].map((payerId, index) => ({
      order: index === 0 ? 'primary' : 'secondary',
      payerId,
      memberId: 'M-1',
      relationship: 'self',
    }));
    const books = receive(receive(start({ coverages }), remittanceA, [paid]), remittanceB, [second]);
    expect(books.claim.state).toBe('awaiting-remittance');
    const done = refunded(books);
    expect(balancesOf(done.postings)).toMatchObject({ 'patient-receivable': 0, 'refund-payable': -4000 });
    expect(done.claim.state).toBe('ready-for-patient');
  });
});

test('What a later payer decided of a denial that is open, or of what the first has yet to decide, is nobody’s credit', () => {
  const denied = claimPayment([], { statusCode: '1', chargeCents: dollars('200'), cas: 'CO-197 200' });
  const second = claimPayment([], {
    statusCode: '2',
    chargeCents: dollars('200'),
    paidCents: dollars('160'),
    payerControlNumber: 'ICN-S',
    cas: 'CO-45 40',
  });
  const early = receive(start(), remittanceB, [second]);
  expect(creditBalancesOf(early.claim, early.postings)).toEqual([]);
  const both = receive(early, remittanceA, [denied]);
  expect(both.claim.state).toBe('awaiting-denial-work');
  expect(creditBalancesOf(both.claim, both.postings)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { creditBalancesOf } from '#domain/credit-balances/credit-balances.ts';
import { openDenials } from '#domain/denials/denial-decisions.ts';
import { awaitsNextPayer } from '#domain/remittance/passed-on.ts';
import { claimPayment, type Books } from './sample-remittance.ts';
import {
  accounts,
  because,
  decide,
  manager,
  orders,
  receive,
  sent,
  start,
  takenBack,
  writeOff,
} from './two-payers.ts';

/** The claim names JUNIP as the first payer and STMCD as the second, which decides as the first and knows of nobody. */
const denied = sent('JUNIP', '4', '0', 'CO-22 200');
const paid = sent('STMCD', '1', '120', 'CO-45 80');

const creditsOf = ({ claim, postings }: Books) =>
  creditBalancesOf(claim, postings).map(({ payee, cause, creditCents }) => [payee.kind, cause, creditCents]);

const found = (books: Books) => ({
  accounts: accounts(books),
  state: books.claim.state,
  denials: openDenials(books.claim, books.postings),
  credits: creditsOf(books),
});
const settled = {
  accounts: { 'cash-in-transit': 12_000, 'contractual-adjustment': 8000 },
  state: 'ready-for-patient',
  denials: [],
  credits: [],
};

describe('A denial of the first payer, where another one paid as the first', () => {
  test.each(orders([denied, paid]).map((order) => [order]))('is set aside, whichever came first', (order) => {
    const books = receive(start(), ...order);
    expect(found(books)).toEqual(settled);
    expect(books.claim.summary).toContain(
      'STMCD decided as the first payer; the denial of JUNIP of 2026-03-20 is set aside',
    );
  });

  test('is set aside with its write-off, and written off again when the payment is taken back', () => {
    const books = receive(decide(receive(start(), denied), writeOff, manager), paid);
    expect(found(books)).toEqual(settled);
    const without = receive(books, takenBack(paid));
    expect(accounts(without)).toEqual({ 'write-off': 20_000 });
    expect(found(receive(without, { ...paid, number: 9002 }))).toEqual(settled);
  });

  test('is open again when the payment is taken back, in every order', () => {
    const reversal = takenBack(paid);
    for (const order of orders([denied, paid, reversal])) {
      const books = receive(start(), ...order);
      expect(accounts(books)).toEqual({ 'denial-pending': 20_000 });
      expect(books.claim.state).toBe('awaiting-denial-work');
    }
  });

  test('goes with its own reversal and leaves the payment, in every order', () => {
    const reversal = takenBack(denied);
    for (const order of orders([denied, paid, reversal])) {
      expect(found(receive(start(), ...order))).toEqual(settled);
    }
  });

  test('that was billed again is no longer in the way', () => {
    const correction = { authorizationNumber: 'AUTH-1' };
    const again = decide(receive(start(), denied), {
      outcome: 'correct-and-resubmit',
      correction,
      ...because,
    });
    const sentAgain = { ...again, claim: { ...again.claim, state: 'awaiting-remittance' as const } };
    expect(found(receive(sentAgain, paid))).toEqual(settled);
    expect(found(receive(sentAgain, sent('JUNIP', '4', '0', 'CO-22 200'), paid))).toEqual(settled);
  });

  test('is set aside too where the other left it to the patient or took it off by contract', () => {
    const shared = sent('STMCD', '1', '0', 'CO-45 80, PR-1 120');
    for (const order of orders([denied, shared])) {
      expect(accounts(receive(start(), ...order))).toEqual({
        'contractual-adjustment': 8000,
        'patient-receivable': 12_000,
      });
    }
  });

  test('passed the claim on, which then waits for nobody', () => {
    const passedOn = sent('JUNIP', '19', '0', 'CO-22 200');
    const inPart = sent('STMCD', '1', '100', 'CO-45 80, PR-2 20');
    for (const order of orders([passedOn, inPart])) {
      const books = receive(start(), ...order);
      expect(awaitsNextPayer(books.claim)).toBeUndefined();
      expect(books.claim.state).toBe('ready-for-patient');
    }
  });
});

test('Where the payer that comes second denied as the first, the payment of the first stands', () => {
  const paidByFirst = sent('JUNIP', '1', '120', 'CO-45 80');
  const deniedBySecond = sent('STMCD', '1', '0', 'CO-22 200');
  for (const order of orders([paidByFirst, deniedBySecond])) {
    expect(found(receive(start(), ...order))).toEqual(settled);
  }
});

describe('Of two payers that decided as the first, one that paid nothing', () => {
  const deductible = sent('JUNIP', '1', '0', 'CO-45 80, PR-1 120');
  const paidInPart = sent('STMCD', '1', '100', 'CO-45 80, PR-2 20');

  test('but a deductible gives way to the one that paid, in every order', () => {
    for (const order of orders([deductible, paidInPart])) {
      const books = receive(start(), ...order);
      expect(found(books)).toEqual({
        ...settled,
        accounts: {
          'cash-in-transit': 10_000,
          'contractual-adjustment': 8000,
          'patient-receivable': 2000,
        },
      });
      expect(books.claim.summary).toContain('the decision of JUNIP of 2026-03-20 is set aside');
      expect(found(receive(books, takenBack(paidInPart)))).toEqual({
        ...settled,
        accounts: { 'contractual-adjustment': 8000, 'patient-receivable': 12_000 },
      });
    }
  });

  test('and left all to the patient holds where the other did the same and comes later in line', () => {
    const deductibleOfOther = sent('STMCD', '1', '0', 'CO-45 50, PR-1 150');
    for (const order of orders([deductible, deductibleOfOther])) {
      expect(found(receive(start(), ...order))).toEqual({
        ...settled,
        accounts: { 'contractual-adjustment': 8000, 'patient-receivable': 12_000 },
      });
    }
  });

  test('passed the claim on, which then waits for nobody', () => {
    const passedOn = sent('JUNIP', '19', '0', 'CO-45 80, PR-1 120');
    for (const order of orders([passedOn, paidInPart])) {
      expect(receive(start(), ...order).claim.state).toBe('ready-for-patient');
    }
  });
});

describe('A denial of two lines, of which another payer paid one as the first', () => {
  const line = (code: '99213' | '81002', paidDollars: string, cas: string) => ({
    code,
    charge: code === '99213' ? '150' : '50',
    paid: paidDollars,
    cas,
  });
  const visit = line('99213', '90', 'CO-45 60');
  const both = {
    ...denied,
    clp: claimPayment([line('99213', '0', 'CO-22 150'), line('81002', '0', 'CO-45 10, CO-22 40')]),
  };
  const one = { ...paid, clp: claimPayment([visit], { payerControlNumber: 'ICN-VISIT' }) };
  const left = {
    'cash-in-transit': 9000,
    'contractual-adjustment': 7000,
    'denial-pending': 4000,
  };

  test('is set aside on that line only, in every order', () => {
    for (const order of orders([both, one])) {
      const books = receive(start(), ...order);
      expect(accounts(books)).toEqual(left);
      expect(books.claim.state).toBe('awaiting-denial-work');
      expect(openDenials(books.claim, books.postings)).toMatchObject([{ openCents: 4000 }]);
      expect(books.claim.summary).toContain('the denial of JUNIP of 2026-03-20 is set aside on line 1');
      expect(creditsOf(books)).toEqual([]);
      expect(accounts(receive(books, takenBack(both)))).toEqual({
        'cash-in-transit': 9000,
        'contractual-adjustment': 6000,
        'payer-receivable': 5000,
      });
      expect(accounts(receive(books, takenBack(one)))).toEqual({
        'contractual-adjustment': 1000,
        'denial-pending': 19_000,
      });
    }
  });

  test('is set aside on the other one too when that is decided, and as a whole in the end', () => {
    const other = {
      ...sent('STMCD', '1', '0', ''),
      clp: claimPayment([line('81002', '30', 'CO-45 20')], { payerControlNumber: 'ICN-TEST' }),
    };
    for (const order of orders([both, one, other])) {
      const books = receive(start(), ...order);
      expect(found(books)).toEqual(settled);
      expect(accounts(receive(books, takenBack(other)))).toEqual(left);
    }
  });

  test('takes as much of its write-off with it as that line had, and gives it back', () => {
    const writtenOff = decide(receive(start(), both), writeOff, manager);
    const books = receive(writtenOff, one);
    expect(accounts(books)).toEqual({
      'cash-in-transit': 9000,
      'contractual-adjustment': 7000,
      'write-off': 4000,
    });
    expect(accounts(receive(books, takenBack(one)))).toEqual(accounts(writtenOff));
  });

  test('that was billed again is owed on the other line only', () => {
    const correction = { authorizationNumber: 'AUTH-1' };
    const again = decide(receive(start(), both), { outcome: 'correct-and-resubmit', correction, ...because });
    const sentAgain = { ...again, claim: { ...again.claim, state: 'awaiting-remittance' as const } };
    expect(accounts(receive(sentAgain, one))).toEqual({
      'cash-in-transit': 9000,
      'contractual-adjustment': 7000,
      'payer-receivable': 4000,
    });
  });
});

test('Where both denied as the first, the denial of the payer that comes first is worked', () => {
  const deniedBySecond = sent('STMCD', '1', '0', 'CO-45 50, CO-22 150');
  for (const order of orders([denied, deniedBySecond])) {
    const books = receive(start(), ...order);
    expect(accounts(books)).toEqual({ 'denial-pending': 20_000 });
    expect(books.claim.state).toBe('awaiting-denial-work');
    expect(openDenials(books.claim, books.postings)).toMatchObject([{ adjudication: { payerId: 'JUNIP' } }]);
    // It is not in the way of a payment.
    expect(found(receive(books, paid))).toEqual(settled);
  }
});

test('What two payers both paid as the first is a credit that a person works', () => {
  const paidToo = sent('JUNIP', '1', '100', 'CO-45 60, CO-197 40');
  for (const order of orders([denied, paid, paidToo])) {
    const books = receive(start(), ...order);
    expect(books.claim.state).toBe('awaiting-remittance');
    expect(books.claim.summary).toContain('more is decided than was billed');
    expect(creditsOf(books)).toEqual([['payer', 'wrong-order-of-payers', 20_000]]);
  }
});

describe('While more is decided than was billed', () => {
  const paidFirst = sent('JUNIP', '1', '120', 'CO-45 80');
  /** A payer that denies what it paid, and does not say which of the two holds. */
  const deniedToo = sent('JUNIP', '4', '0', 'CO-16 200');

  test('what is denied without a payment is no credit of whoever paid', () => {
    const books = receive(start(), paidFirst, deniedToo);
    expect(accounts(books)).toMatchObject({ 'payer-receivable': -20_000, 'denial-pending': 20_000 });
    expect(creditsOf(books)).toEqual([]);
    // A denial of the second payer is of what was left to the patient, and hides nothing that was paid twice.
    const twice = receive(start(), paidFirst, sent('JUNIP', '1', '120', 'CO-45 80'));
    const deniedLater = sent('STMCD', '4', '0', 'OA-23 180, CO-22 20');
    expect(creditsOf(twice)).toEqual([['payer', 'paid-twice', 20_000]]);
    expect(creditsOf(receive(twice, deniedLater))).toEqual([['payer', 'paid-twice', 20_000]]);
  });

  test('a denial is not written off, and whoever is billed for it waits', () => {
    const waiting = receive(start(), paidFirst, sent('JUNIP', '4', '0', 'PR-204 200'));
    const books: Books = { ...waiting, claim: { ...waiting.claim, state: 'awaiting-denial-work' } };
    expect(decide(books, writeOff, manager).refused).toContain('$200.00 more than was billed');
    const billed = decide(books, { outcome: 'bill-the-patient', ...because }, manager);
    expect(billed.claim.state).toBe('awaiting-remittance');
    expect(billed.claim.summary).toContain('more is decided than was billed');
  });
});

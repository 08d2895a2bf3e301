import { describe, expect, test } from 'vitest';
import { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import { reasonTable } from '#domain/denials/reasons.ts';
import { writeOffRemaining } from '#domain/denials/write-off.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { isDenial } from '#domain/remittance/read-adjudication.ts';
import { decideFollowUpTask } from '#domain/submission/decide-follow-up-task.ts';
import { missedRemittance } from '#domain/submission/miss-deadline.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import {
  at,
  remittanceA,
  remittanceB,
  remittanceC,
  sampleClaim,
  samplePractice,
} from '../ledger/sample-claim.ts';
import { claimPayment, dollars, openBooks, receive, reversalOf, type Books } from './sample-remittance.ts';

const practice = samplePractice();
const staff = { user: 'maria', role: 'staff', at } as const;
const start = (changes: Readonly<Record<string, unknown>> = {}): Books => openBooks(sampleClaim(changes));
const after = (clp: Claim835, books = start()): Books => receive(books, remittanceA, [clp]);

/** What is on the accounts beside the charges; those without a balance are left out. */
function accounts({ postings }: Books): Record<string, number> {
  return Object.fromEntries(
    Object.entries(balancesOf(postings)).filter(
      ([account, balance]) => balance !== 0 && account !== 'charges',
    ),
  );
}

function tasks({ last }: Books): Task[] {
  return last?.writes.flatMap((write) => (write.kind === 'open-task' ? [write.task] : [])) ?? [];
}

/** A decision on both lines: what was paid and taken off of each. */
function decided(
  [first, firstCas]: readonly [paid: string, cas: string],
  [second, secondCas]: readonly [paid: string, cas: string],
  changes: Partial<Claim835> & {
    readonly remarks?: readonly string[];
    readonly modifiers?: readonly string[];
  } = {},
): Claim835 {
  const { remarks = [], modifiers = [], ...rest } = changes;
  return claimPayment(
    [
      { code: '99213', charge: '150', paid: first, cas: firstCas, remarks, modifiers },
      { code: '81002', charge: '50', paid: second, cas: secondCas, remarks, modifiers },
    ],
    rest,
  );
}

/** What a case leads to; `waiting` is the state of a claim whose payer has not decided all of it. */
interface Expected {
  readonly state: 'ready-for-patient' | 'awaiting-remittance' | 'awaiting-denial-work';
  readonly accounts: Readonly<Record<string, number>>;
  readonly isDenial?: true;
}

const nothingPaid = decided(['0', 'CO-45 60, PR-1 90'], ['0', 'PR-1 50']);
const cases: readonly (readonly [name: string, clp: Claim835, expected: Expected])[] = [
  [
    'CLP02 1 with nothing paid, all of it deductible',
    nothingPaid,
    {
      state: 'ready-for-patient',
      accounts: { 'contractual-adjustment': 6000, 'patient-receivable': 14_000 },
    },
  ],
  [
    'CLP02 4 with nothing paid, all of it deductible: the status says nothing',
    { ...nothingPaid, statusCode: '4' },
    {
      state: 'ready-for-patient',
      accounts: { 'contractual-adjustment': 6000, 'patient-receivable': 14_000 },
    },
  ],
  [
    'CLP02 4 with a reason that denies',
    decided(['0', 'CO-31 150'], ['0', 'CO-31 50'], { statusCode: '4' }),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
  [
    'CLP02 1 with a reason that denies',
    decided(['0', 'CO-29 150'], ['0', 'CO-29 50']),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
  [
    'capitation in the group CO',
    decided(['0', 'CO-24 150'], ['0', 'CO-24 50']),
    { state: 'ready-for-patient', accounts: { 'contractual-adjustment': 20_000 } },
  ],
  [
    'capitation with a copay',
    decided(['0', 'CO-24 130, PR-3 20'], ['0', 'CO-24 50']),
    {
      state: 'ready-for-patient',
      accounts: { 'contractual-adjustment': 18_000, 'patient-receivable': 2000 },
    },
  ],
  [
    'capitation in the group OA',
    decided(['0', 'OA-24 150'], ['0', 'OA-24 50']),
    { state: 'ready-for-patient', accounts: { 'contractual-adjustment': 20_000 } },
  ],
  [
    'all of it paid by payers before this one',
    decided(['0', 'OA-23 150'], ['0', 'OA-23 50']),
    { state: 'ready-for-patient', accounts: { 'other-adjustment': 20_000 } },
  ],
  [
    'non-covered in the group PR, where the patient signed a notice (GA)',
    decided(['0', 'PR-96 150'], ['0', 'PR-96 50'], { modifiers: ['GA'] }),
    { state: 'ready-for-patient', accounts: { 'patient-receivable': 20_000 } },
  ],
  [
    'non-covered in the group PR of a service that the law excludes (GY)',
    decided(['0', 'PR-204 150'], ['0', 'PR-204 50'], { modifiers: ['GY'] }),
    { state: 'ready-for-patient', accounts: { 'patient-receivable': 20_000 } },
  ],
  [
    'non-covered in the group PR with the remark that the law excludes it (N425)',
    decided(['0', 'PR-96 150'], ['0', 'PR-96 50'], { remarks: ['N425'] }),
    { state: 'ready-for-patient', accounts: { 'patient-receivable': 20_000 } },
  ],
  [
    'not necessary in the group PR, where the patient signed a notice (GA)',
    decided(['0', 'PR-50 150'], ['0', 'PR-50 50'], { modifiers: ['GA'] }),
    { state: 'ready-for-patient', accounts: { 'patient-receivable': 20_000 } },
  ],
  [
    'non-covered in the group PR without a sign of notice: a person looks for it',
    decided(['0', 'PR-204 150'], ['0', 'PR-204 50']),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
  [
    'non-covered in the group CO, notice or not',
    decided(['0', 'CO-96 150'], ['0', 'CO-96 50'], { modifiers: ['GA'], remarks: ['N425'] }),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
  [
    'non-covered with notice of a Qualified Medicare Beneficiary',
    decided(['0', 'PR-96 150'], ['0', 'PR-96 50'], { modifiers: ['GA'], remarks: ['N782'] }),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
  [
    'a forecast (CLP02 25)',
    decided(['0', 'OA-101 150'], ['0', 'OA-101 50'], { statusCode: '25' }),
    { state: 'awaiting-remittance', accounts: { 'payer-receivable': 20_000 } },
  ],
  [
    'a forecast (CLP02 25) that would deny',
    decided(['0', 'CO-197 150'], ['0', 'CO-197 50'], { statusCode: '25' }),
    { state: 'awaiting-remittance', accounts: { 'payer-receivable': 20_000 } },
  ],
  [
    "a claim that is not this payer's and was passed on (CLP02 23)",
    decided(['0', 'OA-109 150'], ['0', 'OA-109 50'], { statusCode: '23' }),
    { state: 'awaiting-remittance', accounts: { 'payer-receivable': 20_000 } },
  ],
  [
    'processed as primary and passed on (CLP02 19), with a share of the patient',
    decided(['70', 'CO-45 60, PR-2 20'], ['40', 'CO-45 10'], { statusCode: '19' }),
    {
      state: 'awaiting-remittance',
      accounts: { 'cash-in-transit': 11_000, 'contractual-adjustment': 7000, 'patient-receivable': 2000 },
    },
  ],
  [
    'processed and passed on by a remark (MA18), with a share of the patient',
    decided(['70', 'CO-45 60, PR-2 20'], ['40', 'CO-45 10'], { remarks: ['MA18'] }),
    {
      state: 'awaiting-remittance',
      accounts: { 'cash-in-transit': 11_000, 'contractual-adjustment': 7000, 'patient-receivable': 2000 },
    },
  ],
  [
    'processed and passed on (CLP02 19), with nothing left to anybody',
    decided(['90', 'CO-45 60'], ['40', 'CO-45 10'], { statusCode: '19' }),
    {
      state: 'ready-for-patient',
      accounts: { 'cash-in-transit': 13_000, 'contractual-adjustment': 7000 },
    },
  ],
  [
    'denied and passed on (CLP02 19)',
    decided(['0', 'CO-22 150'], ['0', 'CO-22 50'], { statusCode: '19' }),
    { state: 'awaiting-denial-work', accounts: { 'denial-pending': 20_000 }, isDenial: true },
  ],
];

describe('Zero paid and no denial', () => {
  test.each(cases)('%s', (_, clp, expected) => {
    const books = after(clp);
    expect(accounts(books)).toEqual(expected.accounts);
    expect(books.claim.state).toBe(expected.state);
    expect(books.claim.adjudications.some(isDenial)).toBe(expected.isDenial === true);
    expect(tasks(books).map(({ kind }) => kind)).toEqual(expected.isDenial === true ? ['denial'] : []);
    expect(books.last?.outcome).toBe('posted');
    expect(Claim.parse(books.claim)).toEqual(books.claim);
  });

  test.each(cases)('%s: nothing changes when it comes a second time', (_, clp) => {
    const once = after(clp);
    const handled = (books: Books) =>
      books.last?.writes.flatMap((write) => (write.kind === 'mark-handled' ? [write.messageKey] : []));
    const twice = after(clp, once);
    expect(twice.postings).toEqual(once.postings);
    // What is kept by its decision is known again; what is not is stopped by its mark.
    expect(twice.last?.outcome === 'duplicate' ? handled(once) : handled(twice)).toEqual(handled(once));
  });

  test('a forecast of a claim that was not sent yet is kept, and asks nobody', () => {
    const books = after(
      decided(['0', 'OA-101 150'], ['0', 'OA-101 50'], { statusCode: '25' }),
      start({ submissions: [] }),
    );
    expect(books.last?.outcome).toBe('posted');
    expect(tasks(books)).toEqual([]);
  });

  test.each(['23', '25'])('a CLP02 of %s that pays something is parked for a person', (statusCode) => {
    const books = after(decided(['90', 'CO-45 60'], ['50', ''], { statusCode }));
    expect(books.last?.outcome).toBe('suspended');
    expect(accounts(books)).toEqual({
      'payer-receivable': 20_000,
      'cash-in-transit': 14_000,
      suspense: -14_000,
    });
  });
});

describe('A claim that its payer passed on to the next one', () => {
  const primary = decided(['70', 'CO-45 60, PR-2 20'], ['40', 'CO-45 10'], { statusCode: '19' });
  const secondary = claimPayment([], {
    statusCode: '2',
    chargeCents: dollars('200'),
    paidCents: dollars('15'),
    payerControlNumber: 'ICN-SECOND',
    cas: 'OA-23 180, PR-3 5',
  });

  test.each([
    ['after', [primary, secondary]],
    ['before', [secondary, primary]],
  ])("is the patient's when the next payer has decided, which came %s it", (_, [first, second]) => {
    const books = [first, second].reduce(
      (before, clp, index) =>
        clp === undefined ? before : receive(before, remittanceA, [clp], practice, index + 1),
      start(),
    );
    expect(books.claim.state).toBe('ready-for-patient');
    expect(accounts(books)).toEqual({
      'cash-in-transit': 12_500,
      'contractual-adjustment': 7000,
      'patient-receivable': 500,
    });
  });

  test('waits again when the next payer takes its decision back', () => {
    const settled = receive(receive(start(), remittanceA, [primary]), remittanceB, [secondary]);
    const books = receive(settled, remittanceC, [reversalOf(secondary)]);
    expect(books.claim.state).toBe('awaiting-remittance');
    expect(books.claim.summary).toContain('passed on to the next payer');
    expect(accounts(books)['patient-receivable']).toBe(2000);
  });

  test('is followed up with the next payer, is not sent again, and reaches the patient when that one is given up', () => {
    const waiting = receive(start(), remittanceA, [primary]);
    const late = missedRemittance(
      waiting.claim,
      practice,
      Instant.parse('2026-05-20T15:00:00.000Z'),
      waiting.postings,
    );
    const evidence = late.writes.flatMap((write) => (write.kind === 'open-task' ? write.task.evidence : []));
    expect(evidence.join(' ')).toContain("the next payer's decision is missing. Do not bill that one");
    const again = decideFollowUpTask(
      late.claim,
      practice,
      { outcome: 'resubmit', reason: 'no answer' },
      staff,
    );
    expect(again.refused).toContain('JUNIP passed the claim on to the next payer itself');
    const given = writeOffRemaining(
      late.claim,
      practice,
      waiting.postings,
      'follow-up',
      {
        outcome: 'write-off',
        writeOffReason: 'administrative',
        reason: 'the next payer knows nothing of it',
      },
      staff,
    );
    expect(given.claim?.state).toBe('ready-for-patient');
    expect(given.writes?.filter(({ kind }) => kind === 'post')).toEqual([]);
  });
});

describe('A later payer that decides on more than was left to the patient', () => {
  const primary = decided(['150', ''], ['50', '']);
  const later = claimPayment([], {
    statusCode: '2',
    chargeCents: dollars('200'),
    paidCents: dollars('60'),
    payerControlNumber: 'ICN-SECOND',
    cas: 'CO-29 140',
  });

  test.each([
    ['after the first', [primary, later]],
    ['before the first', [later, primary]],
  ])('%s credits the patient nothing and is asked what holds', (_, clps) => {
    const books = receive(start(), remittanceA, clps);
    expect(books.claim.state).toBe('awaiting-remittance');
    expect(books.claim.summary).toContain('decided on $60.00 more than was left to the patient');
    expect(accounts(books)).toMatchObject({ 'patient-receivable': -20_000 });
    const reversed = receive(books, remittanceB, [reversalOf(later)]);
    expect(reversed.claim.state).toBe('ready-for-patient');
    expect(accounts(reversed)).toEqual({ 'cash-in-transit': 20_000 });
  });
});

describe('27: what a payer puts on the practice (CO) never reaches the patient', () => {
  test.each([...reasonTable.keys()])('CO-%s', (reason) => {
    const books = after(
      decided(['0', `CO-${reason} 150`], ['0', `CO-${reason} 50`], { modifiers: ['GA'], remarks: ['N425'] }),
    );
    expect(balancesOf(books.postings)['patient-receivable']).toBe(0);
  });
});

test('What the first payer denied and a later one paid stays a denial that a person works', () => {
  const denied = claimPayment([], { statusCode: '1', chargeCents: dollars('200'), cas: 'CO-197 200' });
  const paidLater = claimPayment([], {
    statusCode: '2',
    chargeCents: dollars('200'),
    paidCents: dollars('160'),
    cas: 'CO-45 40',
  });
  const first = receive(openBooks(sampleClaim()), remittanceA, [denied]);
  expect(first.claim.state).toBe('awaiting-denial-work');
  const later = receive(first, remittanceB, [paidLater]);
  expect(later.claim.state).toBe('awaiting-denial-work');
  expect(balancesOf(later.postings)['denial-pending']).toBe(20_000);
});

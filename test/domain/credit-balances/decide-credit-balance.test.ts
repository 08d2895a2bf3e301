import { describe, expect, it } from 'vitest';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { creditBalancesOf } from '#domain/credit-balances/credit-balances.ts';
import { creditLookDue, watchCredit, creditTaskId } from '#domain/credit-balances/credit-task.ts';
import { decideCreditBalance, type CreditFacts } from '#domain/credit-balances/decide-credit-balance.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { payRefund, voidRefund } from '#domain/credit-balances/settle-refund.ts';
import { balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { PlainDate, type Instant } from '#contracts/dates.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import type { Write } from '#domain/writes/write.ts';
import { postingsIn, remittanceA, samplePractice } from '../ledger/sample-claim.ts';
import { receive, type Books } from '../remittance/sample-remittance.ts';
import { again, later, paid, paidThen, patientPays, start, withClaim } from './sample-credits.ts';

const reason = 'The payer asks for a check';
const practice = samplePractice({ refundLimitCents: 10_000 });
const occasion = (at: Instant = later(6)) => ({ at, postingDate: dateOf(at), by: 'test' });

const taskIn = (writes: readonly Write[]): Task | undefined =>
  writes.flatMap((write) => (write.kind === 'open-task' ? [write.task] : []))[0];

function watch(books: Books, latest?: Task, at?: Instant, of = practice): Write[] {
  const [credit] = creditBalancesOf(books.claim, books.postings);
  return watchCredit(credit, latest, of, occasion(at));
}

function taskOf(books: Books, of = practice): Task {
  const task = taskIn(watch(books, undefined, undefined, of));
  if (task === undefined) {
    throw new Error('No task opens');
  }
  return task;
}

const decide = (books: Books, outcome: object, task = taskOf(books), target?: CreditFacts['target']) =>
  decideCreditBalance(
    task,
    practiceTaskOutcomes['credit-balance'].parse({ reason, ...outcome }),
    { practice, claim: books.claim, postings: books.postings, target, account: undefined },
    occasion(),
  );
const refused = (books: Books, outcome: object, task?: Task): string =>
  decide(books, outcome, task).refused?.join(' ') ?? 'done';

function after(books: Books, writes: readonly Write[] | undefined): Books {
  const claim = writes?.flatMap((write) => (write.kind === 'save-claim' ? [write.claim] : [])).at(-1);
  return { claim: claim ?? books.claim, postings: [...books.postings, ...postingsIn(writes ?? [])] };
}

const twice = () => paidThen(again);
const overpaid = () => patientPays(receive(start(), remittanceA, [paid]), 3000);
const federal = samplePractice({
  payers: practice.payers.map((payer) => ({ ...payer, claimFilingIndicator: 'MB' })),
});

describe('a task about a credit', () => {
  it.each([
    ['paid twice, on day 4', twice, 4, false],
    ['paid twice, on day 5', twice, 5, true],
    ['paid too much by the patient, on day 0', overpaid, 0, true],
  ] as const)('%s', (_name, books, days, opens) => {
    expect(watch(books(), undefined, later(days)).length > 0).toBe(opens);
  });

  it('says how much, to whom and what to do, and is one for the claim and payee', () => {
    const task = taskOf(twice());
    expect(task.taskId).toBe('credit-C000000000001-JUNIP');
    expect(task.why).toBe(
      '$100.00 are owed back to Juniper Mutual Health since 2026-03-20. The payer has paid the same services twice.',
    );
    expect(task.outcomes).toEqual(['refund', 'offset', 'not-a-credit']);
    expect(task.credit?.clock).toBeUndefined();
    expect(watch(twice(), task)).toEqual([]);
    expect(watch(start(), task)).toMatchObject([
      { kind: 'close-task', status: 'moot', outcome: 'credit-gone' },
    ]);
  });

  it('shows the clock of a federal payer from the day on which the ledger shows it', () => {
    const task = taskOf(twice(), federal);
    expect(task.credit?.clock).toMatchObject({ identifiedOn: '2026-03-20', dueOn: '2026-05-19' });
    expect(task.outcomes).toContain('investigate');
    expect(task.dueOn).toBe('2026-04-25');
  });

  it('follows a changed amount, and leaves alone what a person said is none', () => {
    const first = taskOf(overpaid());
    const more = patientPays(overpaid(), 500);
    const [closed, opened] = watch(more, first);
    expect(closed).toMatchObject({ kind: 'close-task', outcome: 'amount-changed' });
    expect(opened).toMatchObject({
      task: { taskId: 'credit-C000000000001-patient-2', dollarsAtStakeCents: 1500 },
    });
    const rejected: Task = { ...first, status: 'worked', outcome: 'not-a-credit: it is a deposit' };
    expect(watch(overpaid(), rejected)).toEqual([]);
    expect(watch(more, rejected)).toHaveLength(1);
  });

  it('takes two persons above the limit, and always where the practice names none', () => {
    const limit = (refundLimitCents?: number) =>
      taskOf(twice(), samplePractice({ refundLimitCents })).decidedByTwo;
    expect(limit(10_000)).toBeUndefined();
    expect(limit(9999)).toEqual(['refund']);
    expect(limit()).toEqual(['refund']);
  });

  it.each<[string, number, LedgerDay['creditsLooked'], ReturnType<typeof creditLookDue>]>([
    ['a day that is not over', 0, undefined, undefined],
    ['a day that is over', 1, undefined, { waitDays: 0 }],
    ['it again on the next day', 2, { waitDays: 0 }, undefined],
    ['it before five days are over', 4, { waitDays: 0 }, undefined],
    ['it after five days', 5, { waitDays: 0 }, { waitDays: 5 }],
    ['it after five days, that are long over', 29, { waitDays: 0 }, { waitDays: 5 }],
    ['it once more after thirty days', 30, { waitDays: 5 }, { waitDays: 30 }],
    ['what was never looked at', 399, undefined, { waitDays: 30 }],
    ['what was looked at wholly', 399, { waitDays: 30 }, undefined],
    [
      'the rest of a day on which a look broke off',
      7,
      { waitDays: 0, brokeOff: { waitDays: 5, after: 'C000000000001' } },
      { waitDays: 5, after: 'C000000000001' },
    ],
  ])('is looked for on %s as is due', (_name, ageDays, creditsLooked, expected) => {
    const today = PlainDate.parse('2026-04-01');
    const day = { postingDate: addDays(today, -ageDays), postings: 3, creditsLooked };
    expect(creditLookDue(day, today)).toEqual(expected);
    expect(creditLookDue({ ...day, postings: 0, creditsLooked: undefined }, today)).toBeUndefined();
  });
});

describe('a refund', () => {
  it('sets a decision that came twice aside whole, so that nothing stands in credit and the claim goes on', () => {
    const books = after(
      twice(),
      decide(twice(), { outcome: 'refund', to: 'payer', amount: '100.00' }).writes,
    );
    expect(balancesOf(books.postings)).toMatchObject({
      'payer-receivable': 0,
      'patient-receivable': 2000,
      'contractual-adjustment': 8000,
      'refund-payable': -10_000,
    });
    expect(books.claim.state).toBe('ready-for-patient');
    expect(creditBalancesOf(books.claim, books.postings)).toEqual([]);
    expect(trialBalance(books.postings).differenceCents).toBe(0);
  });

  it.each([
    [{ to: 'patient', amount: '100.00' }, /it is owed to the payer/],
    [{ to: 'payer', amount: '100.01' }, /at most \$100\.00/],
    [{ to: 'payer', amount: '0.00' }, /at most/],
    [{ to: 'payer', amount: '99.99' }, /set aside whole/],
  ])('of %o is refused', (given, expected) => {
    expect(refused(twice(), { outcome: 'refund', ...given })).toMatch(expected);
  });

  it('is paid once, by a check, and may be void, so that the credit stands again', () => {
    const approved = after(
      twice(),
      decide(twice(), { outcome: 'refund', to: 'payer', amount: '100.00' }).writes,
    );
    const facts = (books: Books) => ({
      claim: books.claim,
      postings: books.postings,
      takebacks: [],
      account: undefined,
    });
    const refundId = 'refund-C000000000001-1';
    const check = { checkNumber: '1042', reason };
    const done = after(approved, payRefund(refundId, check, facts(approved), occasion()).writes);
    expect(balancesOf(done.postings)).toMatchObject({ 'refund-payable': 0, bank: -10_000 });
    expect(refundsOf(done.postings)).toMatchObject([{ state: 'paid', amountCents: 10_000 }]);
    expect(payRefund(refundId, check, facts(done), occasion()).refused).toMatch(/is paid/);
    const gone = after(done, voidRefund(refundId, reason, facts(done), occasion()).writes);
    expect(balancesOf(gone.postings)).toEqual(balancesOf(twice().postings));
    expect(refundsOf(gone.postings)).toMatchObject([{ state: 'void' }]);
    expect(voidRefund(refundId, reason, facts(gone), occasion()).refused).toMatch(/is void/);
    expect(voidRefund('refund-C000000000001-7', reason, facts(gone), occasion()).refused).toMatch(
      /no refund/,
    );
    expect(creditBalancesOf(gone.claim, gone.postings)).toHaveLength(1);
  });

  it('of a patient may be of a part', () => {
    const books = after(
      overpaid(),
      decide(overpaid(), { outcome: 'refund', to: 'patient', amount: '4.00' }).writes,
    );
    expect(balancesOf(books.postings)).toMatchObject({ 'patient-receivable': -600, 'refund-payable': -400 });
  });

  it('is no more to decide once nothing stands in credit', () => {
    const task = taskOf(twice());
    expect(refused(start(), { outcome: 'refund', to: 'payer', amount: '100.00' }, task)).toMatch(/any more/);
  });
});

describe('money of a patient that is applied to another visit', () => {
  const other = (): Books =>
    receive(start({ claimId: 'C000000000002' }), remittanceA, [
      { ...paid, patientControlNumber: 'C000000000001-1' },
    ]);
  const consent = 'Ms Larch by telephone on 2026-03-26';

  it('goes no further than what is owed there, and both visits tell of it', () => {
    const books = overpaid();
    const to = other();
    const { writes = [] } = decide(
      books,
      { outcome: 'apply', claim: to.claim.claimId, consent },
      undefined,
      to,
    );
    const added = postingsIn(writes);
    const of = (claimId: string) => added.filter((posting) => posting.claimId === claimId);
    expect(balancesOf([...books.postings, ...of('C000000000001')])['patient-receivable']).toBe(0);
    expect(balancesOf([...to.postings, ...of('C000000000002')])['patient-receivable']).toBe(1000);
    expect(trialBalance(added).differenceCents).toBe(0);
    expect(balancesOf(added)['cash-in-transit']).toBe(0);
  });

  it.each([
    ['there is none', 'C000000000009', undefined, /no claim C000000000009/],
    ['it is the very claim', 'C000000000001', overpaid(), /this very claim/],
    ['nothing is owed of it', 'C000000000002', withClaim(start(), {}), /owes nothing/],
  ] as const)('is refused where %s', (_name, claim, target, expected) => {
    const books = overpaid();
    expect(decide(books, { outcome: 'apply', claim, consent }, undefined, target).refused?.join(' ')).toMatch(
      expected,
    );
  });

  it('is refused where somebody else is billed, and of money that is a payer’s', () => {
    const to = start({ claimId: 'C000000000002', guarantorId: 'G000000000002' });
    const apply = { outcome: 'apply', claim: 'C000000000002', consent };
    expect(decide(overpaid(), apply, undefined, to).refused?.join(' ')).toMatch(/not billed to whom/);
    expect(refused(twice(), apply)).toMatch(/may be decided as: refund, offset, not-a-credit/);
  });
});

describe('a decision to wait', () => {
  it('keeps the task, due on the day that was named', () => {
    const { writes = [] } = decide(twice(), { outcome: 'offset', by: '2026-04-20' });
    expect(taskIn(writes)).toMatchObject({
      taskId: creditTaskId(twice().claim.claimId, taskOf(twice()).credit?.payee ?? neverPayee, 2),
      dueOn: '2026-04-20',
      status: 'open',
    });
  });

  it('is not longer than the law gives', () => {
    const task = taskOf(twice(), federal);
    expect(refused(twice(), { outcome: 'offset', by: '2026-05-19' }, task)).toBe('done');
    expect(refused(twice(), { outcome: 'offset', by: '2026-05-20' }, task)).toMatch(/not after 2026-05-19/);
  });

  it('suspends the clock once, and the task that follows knows it', () => {
    const task = taskOf(twice(), federal);
    const books = twice();
    const investigated = decideCreditBalance(
      task,
      { outcome: 'investigate', until: PlainDate.parse('2026-04-25'), reason },
      { practice: federal, claim: books.claim, postings: books.postings, account: undefined },
      occasion(),
    );
    const next = taskIn(investigated.writes ?? []);
    expect(next?.credit?.clock).toMatchObject({ dueOn: '2026-06-18', suspended: { until: '2026-04-25' } });
    expect(next?.dueOn).toBe('2026-04-25');
    const once = decideCreditBalance(
      next ?? task,
      { outcome: 'investigate', until: PlainDate.parse('2026-05-01'), reason },
      { practice: federal, claim: books.claim, postings: books.postings, account: undefined },
      occasion(),
    );
    expect(once.refused?.join(' ')).toMatch(/can be done once/);
    expect(watch(books, next, later(9), federal)).toEqual([]);
  });

  it('is final where it is no credit', () => {
    expect(decide(twice(), { outcome: 'not-a-credit' })).toMatchObject({ writes: [] });
  });
});

const neverPayee = { kind: 'patient', guarantorId: start().claim.guarantorId } as const;

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import { PatientAccount } from '#contracts/patient-account.ts';
import { Statement } from '#contracts/statement.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { paymentBatchIdFor } from '#domain/identity/ids.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents } from '#domain/money/cents.ts';
import {
  decideStatement,
  endCycle,
  recordStatement,
  type StatementDecision,
} from '#domain/patient-billing/decide-statement.ts';
import { openDispute } from '#domain/patient-billing/disputes.ts';
import { balanceToHandOver, decideHandOver } from '#domain/patient-billing/hand-over.ts';
import { plainService } from '#domain/patient-billing/plain-service.ts';
import type { VisitFacts } from '#domain/patient-billing/statement-holds.ts';
import { statementBlocks } from '#domain/patient-billing/statement-text.ts';
import { StatementOutOfBalance } from '#domain/patient-billing/statement-visit.ts';
import { paidByPatient, postPatientPayment } from '#domain/payment-batches/post-patient-payment.ts';
import type { Write } from '#domain/writes/write.ts';
import { at, day, remittanceA, remittanceB, sampleClaim, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';

const practice = samplePractice();

/** Both lines decided: $100.00 paid, $80.00 contractual, $12.00 deductible, $5.00 coinsurance, $3.00 copay. */
const decided = claimPayment([
  { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-1 12, PR-2 5, PR-3 3' },
  { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20' },
]);

/** A visit that was decided, and what its hand-over wrote. */
interface HandedOver extends Books {
  readonly account: PatientAccount;
  readonly writes: readonly Write[];
}

/** The account after the writes of a decision, as the store would keep it. */
function applied(account: PatientAccount | undefined, writes: readonly Write[]): PatientAccount {
  const { practiceId, guarantorId } = sampleClaim();
  const before = account ?? { practiceId, guarantorId, version: 0, statements: [], visits: [] };
  const visits = new Map(before.visits.map((visit) => [visit.claimId, visit]));
  for (const write of writes) {
    if (write.kind === 'hand-over-balance') {
      const { claimId, serviceDate, balanceCents, at: handedOverAt } = write;
      visits.set(claimId, { claimId, serviceDate, balanceCents: cents(balanceCents), handedOverAt });
    }
  }
  const saved = writes.flatMap((write) => (write.kind === 'save-account' ? [write] : []));
  expect(saved.map(({ expectedVersion }) => expectedVersion)).toEqual(saved.map(() => before.version));
  return PatientAccount.parse({ ...(saved[0]?.account ?? before), visits: [...visits.values()] });
}

function handOver(books: Books, account?: PatientAccount): HandedOver {
  const { claim, writes } = decideHandOver(books.claim, account, books.postings, at);
  return { claim, postings: books.postings, account: applied(account, writes), writes };
}

function handedOver(
  changes: Readonly<Record<string, unknown>> = {},
  clp = decided,
  account?: PatientAccount,
): HandedOver {
  return handOver(receive(openBooks(sampleClaim(changes)), remittanceA, [clp], practice), account);
}

/** The patient paid so much at the desk, be it more than was owed. */
function paidByThePatient(books: Books, amountCents: number): Books {
  const { practiceId, claimId, guarantorId } = books.claim;
  const payment = makePosting({
    practiceId,
    postingId: `payment-${claimId}`,
    cause: 'payment',
    claimId,
    guarantorId,
    postingDate: day,
    knownAt: at,
    by: 'desk.paul',
    words: 'Paid at the desk',
    legs: [
      { account: 'cash-in-transit', amountCents: cents(amountCents) },
      { account: 'patient-receivable', amountCents: cents(-amountCents), reason: paidByPatient },
    ],
  });
  return { ...books, postings: [...books.postings, payment] };
}

function factsOf(account: PatientAccount, ...visits: readonly Books[]): VisitFacts[] {
  return visits.flatMap(({ claim, postings }) => {
    const visit = account.visits.find(({ claimId }) => claimId === claim.claimId);
    return visit === undefined ? [] : [{ visit, claim, postings }];
  });
}

function decide(
  account: PatientAccount,
  visits: readonly Books[],
  request: { today?: PlainDate; statementNumber?: number; cycle?: number } = {},
  rules = practice,
): StatementDecision {
  return decideStatement(account, rules, factsOf(account, ...visits), {
    today: day,
    cycle: 1,
    statementNumber: 1,
    ...request,
  });
}

function statementOf(decision: StatementDecision): Statement {
  if (decision.outcome !== 'sent') {
    throw new Error(`The statement was ${decision.outcome}: ${decision.reason}`);
  }
  expect(Statement.parse(decision.statement)).toEqual(decision.statement);
  return decision.statement;
}

const childChanges = {
  claimId: 'C000000000002',
  patient: { ...sampleClaim().patient, firstName: 'Linnet', sourcePatientId: 'P-2', birthDate: '2015-06-07' },
};

describe('a payment of the patient', () => {
  /** What the patient pays of a visit that was handed over. */
  function paid(visit: HandedOver, amountCents: number): HandedOver {
    const writes = postPatientPayment(
      {
        kind: 'patient-payment',
        claims: [visit.claim.claimId],
        method: 'check',
        amountCents: cents(amountCents),
      },
      { claims: [visit], account: visit.account },
      {
        batch: {
          practiceId: visit.claim.practiceId,
          batchId: paymentBatchIdFor(visit.claim.practiceId, 'desk'),
          name: 'desk',
        },
        item: 1,
      },
      { at, postingDate: day, by: 'user maria' },
    );
    const posted = writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : []));
    return {
      claim: writes.find((write) => write.kind === 'save-claim')?.claim ?? visit.claim,
      postings: [...visit.postings, ...posted],
      account: applied(visit.account, writes),
      writes,
    };
  }

  it('stands on the next statement, which asks for the rest', () => {
    const visit = paid(handedOver(), 1250);
    const statement = statementOf(decide(visit.account, [visit]));
    expect(statement.visits[0]).toMatchObject({
      insurancePaidCents: statementOf(decide(handedOver().account, [handedOver()])).visits[0]
        ?.insurancePaidCents,
      patientPaidCents: 1250,
      balanceCents: 750,
      whyYouOwe: [{ amountCents: 1200 }, { amountCents: 500 }, { amountCents: 300 }],
    });
    expect(statement.amountDueCents).toBe(750);
    const text = JSON.stringify(statementBlocks(statement));
    expect(text).toContain('You paid');
    expect(text).toContain('Less what you paid');
  });

  it('of all that is owed ends the asking, and starts no cycle', () => {
    const visit = paid(handedOver(), 2000);
    expect(visit.writes.map(({ kind }) => kind)).toEqual([
      'post',
      'save-claim',
      'record-event',
      'hand-over-balance',
      'save-account',
      'mark-handled',
    ]);
    expect(decide(visit.account, [visit]).outcome).not.toBe('sent');
  });

  it('that is more than is owed leaves the visit at nothing, never below', () => {
    const visit = paid(handedOver(), 2600);
    expect(visit.account.visits).toMatchObject([{ balanceCents: 0 }]);
    expect(balancesOf(visit.postings)).toMatchObject({ 'patient-receivable': 0, 'unapplied-payment': -600 });
  });
});

describe('handing a balance over', () => {
  it('closes the claim, writes the balance and starts the first cycle', () => {
    const { claim, writes, account } = handedOver();
    expect(claim).toMatchObject({ state: 'closed', handedToPatientCents: 2000 });
    expect(writes.map(({ kind }) => kind)).toEqual([
      'save-claim',
      'record-event',
      'hand-over-balance',
      'save-account',
      'start-account-cycle',
    ]);
    expect(account).toMatchObject({ version: 1, cycle: { number: 1, state: 'running' } });
  });

  it('of zero closes the claim and does no more', () => {
    const paidWhole = claimPayment([
      { code: '99213', charge: '150', paid: '70', cas: 'CO-45 80' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    const { claim, writes } = handedOver({}, paidWhole);
    expect(claim.state).toBe('closed');
    expect(writes.map(({ kind }) => kind)).toEqual(['save-claim', 'record-event']);
  });

  it('leaves out what the contract takes off and what was denied', () => {
    const clp = claimPayment([
      { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-1 20' },
      { code: '81002', charge: '50', paid: '0', cas: 'CO-97 50' },
    ]);
    const { claim, postings } = receive(openBooks(sampleClaim()), remittanceA, [clp], practice);
    expect(balanceToHandOver(claim, postings)).toBe(2000);
  });

  it('of a second visit joins the running cycle', () => {
    const first = handedOver();
    const second = handedOver(childChanges, decided, first.account);
    expect(second.writes.map(({ kind }) => kind)).not.toContain('start-account-cycle');
    expect(second.account).toMatchObject({ version: 2, cycle: { number: 1 } });
    expect(second.account.visits).toHaveLength(2);
  });

  it('after a cycle was over starts the next one', () => {
    const first = handedOver();
    const over = applied(first.account, endCycle(first.account, false, at, 'Nothing is owed.'));
    expect(over.cycle).toMatchObject({ state: 'over', overBecause: 'Nothing is owed.' });
    const second = handedOver(childChanges, decided, over);
    expect(second.account.cycle).toMatchObject({ number: 2, state: 'running' });
  });

  it('of the same balance again changes nothing on the account', () => {
    const first = handedOver();
    const again = receive(first, remittanceB, [
      reversalOf(decided),
      { ...decided, payerControlNumber: 'N2' },
    ]);
    const { writes } = handOver(again, first.account);
    expect(writes.map(({ kind }) => kind)).toEqual(['save-claim', 'record-event']);
  });

  it('of the same balance starts a cycle where none runs: the former one is over, or dead', () => {
    const first = handedOver();
    const again = receive(first, remittanceB, [
      reversalOf(decided),
      { ...decided, payerControlNumber: 'N2' },
    ]);
    const over = applied(first.account, endCycle(first.account, false, at, 'Nothing is owed.'));
    const startedAt = Instant.parse('2025-03-01T15:00:00.000Z');
    const dead: PatientAccount = { ...first.account, cycle: { number: 1, state: 'running', startedAt } };
    for (const account of [over, dead]) {
      const next = handOver(again, account);
      expect(next.writes.map(({ kind }) => kind)).toContain('start-account-cycle');
      expect(next.account.cycle).toMatchObject({ number: 2, state: 'running', startedAt: at });
    }
  });

  it('of a balance that a reversal lowered replaces the former one', () => {
    const first = handedOver();
    const lower = claimPayment([
      { code: '99213', charge: '150', paid: '60', cas: 'CO-45 80, PR-2 10' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    const again = receive(first, remittanceB, [reversalOf(decided), lower]);
    expect(handOver(again, first.account).account.visits).toMatchObject([{ balanceCents: 1000 }]);
  });

  it('of a visit without coverage hands over the charges', () => {
    const { claim, postings } = openBooks(sampleClaim({ coverages: [], state: 'ready-for-patient' }));
    expect(handOver({ claim, postings }).account.visits).toMatchObject([{ balanceCents: 20_000 }]);
  });
});

describe('a statement', () => {
  it('says for each visit what was charged, paid, taken off, and why something is owed', () => {
    const visit = handedOver();
    const decision = decide(visit.account, [visit]);
    const statement = statementOf(decision);
    expect(decision.waitSeconds).toBe(30 * 86_400);
    expect(statement).toMatchObject({
      statementNumber: 'G000000000001-1-1',
      notice: 'statement',
      dueDate: '2026-04-14',
      previousBalanceCents: 0,
      amountDueCents: 2000,
      aging: { upTo30DaysCents: 2000, over90DaysCents: 0 },
    });
    expect(statement.visits).toMatchObject([
      {
        patientName: 'Wren Larch',
        providerName: 'Ada Rowan',
        insurerName: 'Juniper Mutual Health',
        services: [
          { service: 'Office visit', chargeCents: 15_000 },
          { service: 'Laboratory test', chargeCents: 5000 },
        ],
        chargeCents: 20_000,
        insurancePaidCents: 10_000,
        contractualCents: 8000,
        balanceCents: 2000,
        whyYouOwe: [
          { reason: 'deductible', amountCents: 1200 },
          { reason: 'coinsurance', amountCents: 500 },
          { reason: 'copay', amountCents: 300 },
        ],
      },
    ]);
  });

  it('carries every visit and dependent of the guarantor', () => {
    const own = handedOver();
    const child = handedOver(childChanges, decided, own.account);
    const statement = statementOf(decide(child.account, [own, child]));
    expect(statement.visits.map(({ patientName }) => patientName)).toEqual(['Wren Larch', 'Linnet Larch']);
    expect(statement.amountDueCents).toBe(4000);
  });

  it('explains a visit without coverage', () => {
    const { claim, postings } = openBooks(sampleClaim({ coverages: [], state: 'ready-for-patient' }));
    const visit = handOver({ claim, postings });
    expect(statementOf(decide(visit.account, [visit])).visits[0]?.whyYouOwe).toMatchObject([
      { reason: 'self-pay', amountCents: 20_000 },
    ]);
  });

  it('opens with the amount due of the one before, and ages each visit on its own', () => {
    const own = handedOver();
    const first = statementOf(decide(own.account, [own]));
    const afterFirst = applied(own.account, [recordStatement(own.account, first, 'statements/1.pdf', at)]);
    const child = handedOver(childChanges, decided, afterFirst);
    const second = statementOf(
      decide(child.account, [own, child], { today: addDays(day, 31), statementNumber: 2 }),
    );
    expect(second).toMatchObject({
      notice: 'reminder',
      previousBalanceCents: 2000,
      movements: [{ kind: 'new-visit', patientName: 'Linnet Larch', amountCents: 2000 }],
      amountDueCents: 4000,
      aging: { upTo30DaysCents: 2000, upTo60DaysCents: 2000 },
    });
    expect(second.visits.map(({ statements, ageDays }) => [statements, ageDays])).toEqual([
      [2, 31],
      [1, 0],
    ]);
  });

  it('says of a visit whose payer is at work again that nothing is asked for it', () => {
    const own = handedOver();
    const child = handedOver(childChanges, decided, own.account);
    const first = statementOf(decide(child.account, [own, child]));
    const account = applied(child.account, [recordStatement(child.account, first, 'statements/1.pdf', at)]);
    const reversed = receive(own, remittanceB, [reversalOf(decided)]);
    const second = statementOf(
      decide(account, [reversed, child], { today: addDays(day, 30), statementNumber: 2 }),
    );
    expect(second.amountDueCents).toBe(2000);
    expect(second.movements).toMatchObject([{ kind: 'back-with-payer', amountCents: -2000 }]);
    expect(second.waiting).toMatchObject([{ patientName: 'Wren Larch' }]);
  });

  it('says of a disputed visit that nothing is asked for it, and not that its insurance is at work', () => {
    const own = handedOver();
    const child = handedOver(childChanges, decided, own.account);
    const first = statementOf(decide(child.account, [own, child]));
    const sent = applied(child.account, [recordStatement(child.account, first, 'statements/1.pdf', at)]);
    const opened = openDispute(
      sent,
      { type: 'amount', claimId: own.claim.claimId, words: 'Too much', reviewOn: addDays(day, 20) },
      { user: 'maria', at },
    );
    const account = applied(sent, opened.refused === undefined ? opened.writes : []);
    const second = statementOf(
      decide(account, [own, child], { today: addDays(day, 30), statementNumber: 2 }),
    );
    const text = JSON.stringify(statementBlocks(second));
    expect(text).toContain('Not asked for now: visit of');
    expect(text).toContain('You told us that something is not right with this visit.');
    expect(text).not.toContain('With your insurance');
  });

  it('is refused when the account and the ledger do not agree on what was sent before', () => {
    const visit = handedOver();
    const first = statementOf(decide(visit.account, [visit]));
    const account = applied(visit.account, [recordStatement(visit.account, first, 'statements/1.pdf', at)]);
    const damaged: PatientAccount = {
      ...account,
      statements: account.statements.map((sent) => Object.assign({}, sent, { amountDueCents: 1 })),
    };
    expect(() => decide(damaged, [visit], { today: addDays(day, 30), statementNumber: 2 })).toThrow(
      StatementOutOfBalance,
    );
  });

  it('is the final notice when the last of its statements is due, and then the limit is reached', () => {
    const visit = handedOver();
    let { account } = visit;
    const notices: string[] = [];
    for (const statementNumber of [1, 2, 3]) {
      const today = addDays(day, 30 * (statementNumber - 1));
      const statement = statementOf(decide(account, [visit], { today, statementNumber }));
      notices.push(statement.notice);
      account = applied(account, [
        recordStatement(account, statement, `statements/${statementNumber}.pdf`, at),
      ]);
    }
    expect(notices).toEqual(['statement', 'reminder', 'final-notice']);
    expect(decide(account, [visit], { today: addDays(day, 90), statementNumber: 4 })).toMatchObject({
      outcome: 'limit-reached',
      startsNextCycle: false,
    });
  });

  it('goes on in the next cycle for a visit that joined late', () => {
    const own = handedOver();
    let { account } = own;
    for (const statementNumber of [1, 2, 3]) {
      const today = addDays(day, 30 * (statementNumber - 1));
      const statement = statementOf(decide(account, [own], { today, statementNumber }));
      account = applied(account, [recordStatement(account, statement, 'statements/x.pdf', at)]);
    }
    const child = handedOver(childChanges, decided, account);
    const decision = decide(child.account, [own, child], { today: addDays(day, 90), statementNumber: 4 });
    expect(decision).toMatchObject({ outcome: 'limit-reached', startsNextCycle: true });
    const writes = endCycle(child.account, true, at, 'The cycle has had its 3 statements.');
    expect(writes.map(({ kind }) => kind)).toEqual(['save-account', 'start-account-cycle']);
    expect(applied(child.account, writes).cycle).toMatchObject({ number: 2, state: 'running' });
  });

  it('waits for a visit that is held and has statements to come, and asks for no other once more', () => {
    const own = handedOver();
    let { account } = own;
    for (const statementNumber of [1, 2, 3]) {
      const today = addDays(day, 30 * (statementNumber - 1));
      const statement = statementOf(decide(account, [own], { today, statementNumber }));
      account = applied(account, [recordStatement(account, statement, 'statements/x.pdf', at)]);
    }
    const child = handedOver(childChanges, decided, account);
    const reversed = receive(child, remittanceB, [reversalOf(decided)]);
    expect(
      decide(child.account, [own, reversed], { today: addDays(day, 90), statementNumber: 4 }),
    ).toMatchObject({ outcome: 'held', reason: 'pending-payer-work' });
  });

  it('is not repeated for a credit on another visit once every owing visit had its statements', () => {
    const own = handedOver();
    let { account } = own;
    for (const statementNumber of [1, 2, 3]) {
      const today = addDays(day, 30 * (statementNumber - 1));
      const statement = statementOf(decide(account, [own], { today, statementNumber }));
      account = applied(account, [recordStatement(account, statement, 'statements/x.pdf', at)]);
    }
    const child = handOver(
      paidByThePatient(receive(openBooks(sampleClaim(childChanges)), remittanceA, [decided], practice), 3000),
      account,
    );
    expect(child.account.visits.map(({ balanceCents }) => balanceCents)).toEqual([2000, -1000]);
    expect(
      decide(child.account, [own, child], { today: addDays(day, 90), statementNumber: 3 }),
    ).toMatchObject({ outcome: 'limit-reached', startsNextCycle: false });
  });

  it('makes opening and movements the closing balance for any amounts', () => {
    const none: readonly [owed: number, paid: number] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(
          fc
            .integer({ min: 500, max: 20_000 })
            .chain((owed) => fc.tuple(fc.constant(owed), fc.nat(20_000 - owed))),
          { minLength: 2, maxLength: 2 },
        ),
        ([one = none, other = none]) => {
          const clp = ([owed, paid]: readonly [number, number], icn: string) =>
            claimPayment([], {
              chargeCents: cents(20_000),
              paidCents: cents(paid),
              cas: `PR-2 ${owed / 100}, CO-45 ${(20_000 - owed - paid) / 100}`,
              payerControlNumber: icn,
            });
          const before = handedOver({}, clp(one, 'N1'));
          const first = statementOf(decide(before.account, [before]));
          expect(first.amountDueCents).toBe(one[0]);
          const account = applied(before.account, [
            recordStatement(before.account, first, 'statements/1.pdf', at),
          ]);
          const again = handOver(
            receive(before, remittanceB, [reversalOf(clp(one, 'N1')), clp(other, 'N2')]),
            account,
          );
          const second = statementOf(
            decide(again.account, [again], { today: addDays(day, 30), statementNumber: 2 }),
          );
          const moved = second.movements.reduce((sum, { amountCents }) => sum + amountCents, 0);
          expect(second.previousBalanceCents + moved).toBe(second.amountDueCents);
          expect(second.amountDueCents).toBe(other[0]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a statement is held', () => {
  const holdOf = (decision: StatementDecision) => [decision.outcome, decision.reason];

  it('while a payer is at work on the claim', () => {
    const visit = handedOver();
    const reversed = receive(visit, remittanceB, [reversalOf(decided)]);
    expect(holdOf(decide(visit.account, [reversed]))).toEqual(['held', 'pending-payer-work']);
  });

  it('while the claim has not come to rest, although its balance is the same', () => {
    const visit = handedOver();
    const moving: Books = { ...visit, claim: { ...visit.claim, state: 'ready-for-patient' } };
    expect(holdOf(decide(visit.account, [moving]))).toEqual(['held', 'pending-payer-work']);
  });

  it('while something of the claim is denied and not decided', () => {
    const clp = claimPayment([
      { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-1 20' },
      { code: '81002', charge: '50', paid: '0', cas: 'CO-97 50' },
    ]);
    const books = receive(openBooks(sampleClaim()), remittanceA, [clp], practice);
    const visit = handOver({ ...books, claim: { ...books.claim, state: 'ready-for-patient' } });
    expect(visit.claim.state).toBe('closed');
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'pending-payer-work']);
  });

  it('while another payer comes before the patient', () => {
    const coverages = [
      { order: 'primary', payerId: 'JUNIP', memberId: 'J-1', relationship: 'self' },
      { order: 'secondary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' },
    ];
    const visit = handedOver({ coverages });
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'pending-next-payer']);
    const second = claimPayment([], {
      statusCode: '2',
      chargeCents: cents(20_000),
      paidCents: cents(1000),
      cas: 'OA-23 180, PR-3 10',
    });
    const both = handOver(receive(visit, remittanceB, [second]), visit.account);
    expect(statementOf(decide(both.account, [both])).visits[0]).toMatchObject({
      balanceCents: 1000,
      insurancePaidCents: 11_000,
      whyYouOwe: expect.arrayContaining([
        expect.objectContaining({ reason: 'other-insurance', amountCents: -2000 }),
      ]),
    });
  });

  it('when the patient has died', () => {
    const visit = handedOver({ patient: { ...sampleClaim().patient, deathDate: '2026-03-10' } });
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'deceased-patient']);
  });

  it('under the minimum balance', () => {
    const visit = handedOver(
      {},
      claimPayment([
        { code: '99213', charge: '150', paid: '145.01', cas: 'PR-2 4.99' },
        { code: '81002', charge: '50', paid: '50' },
      ]),
    );
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'minimum-balance']);
  });

  it('for a credit balance', () => {
    const visit = handOver(
      paidByThePatient(receive(openBooks(sampleClaim()), remittanceA, [decided], practice), 3000),
    );
    expect(visit.account.visits).toMatchObject([{ balanceCents: -1000 }]);
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'credit-balance']);
  });

  it('without a real ZIP code', () => {
    const { guarantor } = sampleClaim();
    const visit = handedOver({
      guarantor: { ...guarantor, address: { ...guarantor.address, zip: '00000' } },
    });
    expect(holdOf(decide(visit.account, [visit]))).toEqual(['held', 'no-zip']);
  });

  it('until the days between two statements are over', () => {
    const visit = handedOver();
    const first = statementOf(decide(visit.account, [visit]));
    const account = applied(visit.account, [recordStatement(visit.account, first, 'statements/1.pdf', at)]);
    const early = decide(account, [visit], { today: addDays(day, 18), statementNumber: 2 });
    expect(holdOf(early)).toEqual(['held', 'minimum-days']);
    expect(early.waitSeconds).toBe(12 * 86_400);
    expect(decide(account, [visit], { today: addDays(day, 30), statementNumber: 2 }).outcome).toBe('sent');
  });

  it('not at all when a credit on one visit makes up for what another owes', () => {
    const own = handedOver();
    const child = handOver(
      paidByThePatient(receive(openBooks(sampleClaim(childChanges)), remittanceA, [decided], practice), 4000),
      own.account,
    );
    expect(child.account.visits.map(({ balanceCents }) => balanceCents)).toEqual([2000, -2000]);
    expect(decide(child.account, [own, child])).toMatchObject({ outcome: 'nothing-due' });
  });

  it('not at all when nothing is owed: the cycle is over', () => {
    const visit = handedOver();
    const paidUp: PatientAccount = {
      ...visit.account,
      visits: visit.account.visits.map((owed) => Object.assign({}, owed, { balanceCents: cents(0) })),
    };
    expect(decide(paidUp, [visit])).toMatchObject({ outcome: 'nothing-due', waitSeconds: 0 });
  });
});

describe('the text of a statement', () => {
  const texts = () => {
    const visit = handedOver();
    return statementBlocks(statementOf(decide(visit.account, [visit]))).flatMap((block) => {
      switch (block.kind) {
        case 'address':
          return block.lines;
        case 'facts':
          return block.rows.map((row) => row.join(': '));
        case 'table':
          return block.rows.map(({ cells }) => cells.filter((cell) => cell !== '').join(' | '));
        case 'title':
        case 'heading':
        case 'paragraph':
          return [block.text];
      }
    });
  };

  it.each([
    'Cedar Hill Family Medicine',
    'Alder Falls, OR 97099-0001',
    'Tax ID: 99-0001234',
    'Amount due: $20.00',
    'Due date: 04/14/2026',
    'New: visit of 03/01/2026, Wren Larch | $20.00',
    '03/01/2026: Wren Larch, seen by Ada Rowan',
    '03/01/2026 | Office visit | $150.00',
    'Juniper Mutual Health paid | -$100.00',
    'Taken off by agreement with Juniper Mutual Health | -$80.00',
    'You owe for this visit | $20.00',
    'Copay: your fixed amount for a visit | $3.00',
    'Up to 30 days | $20.00',
    'How to pay',
    'If something looks wrong',
  ])('has: %s', (line) => {
    expect(texts()).toContain(line);
  });

  it('names the telephone number for paying and for a dispute', () => {
    expect(texts().filter((line) => line.includes('(503) 555-0142')).length).toBeGreaterThanOrEqual(3);
  });

  it('has no procedure code', () => {
    expect(texts().join('\n')).not.toMatch(/99213|81002/);
  });
});

describe('a service in plain words', () => {
  it.each([
    ['99213', 'Office visit'],
    ['99395', 'Preventive visit'],
    ['36415', 'Blood draw'],
    ['80053', 'Laboratory test'],
    ['71046', 'Imaging'],
    ['90471', 'Giving a vaccine'],
    ['90686', 'Vaccine'],
    ['93000', 'Heart test or treatment'],
    ['97110', 'Therapy'],
    ['20610', 'Procedure'],
    ['J3301', 'Medicine given at the visit'],
    ['G0439', 'Medical service'],
    ['0001A', 'Medical service'],
  ])('%s is: %s', (code, words) => {
    expect(plainService(code)).toBe(words);
  });
});

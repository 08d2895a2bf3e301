import {
  array,
  assert,
  boolean,
  constantFrom,
  nat,
  property,
  record,
  shuffledSubarray,
  tuple,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimContent, type PendingChange } from '#contracts/claim.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { Task } from '#contracts/task.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { decideChargeChangedTask } from '#domain/charge-changes/decide-charge-changed-task.ts';
import { decideAppealTask } from '#domain/denials/decide-appeal-task.ts';
import { openDenials } from '#domain/denials/denial-decisions.ts';
import { writeOffRemaining } from '#domain/denials/write-off.ts';
import { balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { sumCents } from '#domain/money/cents.ts';
import { decidedBeyondPatient } from '#domain/remittance/cover-given-up.ts';
import { standingAdjudications } from '#domain/remittance/standing-adjudications.ts';
import { followsPriorPayer } from '#domain/remittance/who-spoke.ts';
import { missedRemittance } from '#domain/submission/miss-deadline.ts';
import { at, postingsIn } from '../ledger/sample-claim.ts';
import type { Books } from './sample-remittance.ts';
import {
  accounts,
  because,
  decide,
  manager,
  orders,
  practice,
  receive,
  sent,
  staff,
  start,
  takenBack,
  task,
  writeOff,
  type Sent,
} from './two-payers.ts';

const denied = sent('JUNIP', '1', '0', 'CO-197 200');
const paidLater = sent('STMCD', '2', '160', 'CO-45 40');
const paidInPart = sent('STMCD', '2', '100', 'CO-45 20, PR-2 80');
const settled = { 'cash-in-transit': 16_000, 'contractual-adjustment': 4000 };

describe('A denial of the first payer that a later one paid', () => {
  test.each(orders([denied, paidLater]).map((order) => [order]))(
    'is worked, and written off credits nobody',
    (order) => {
      const books = receive(start(), ...order);
      expect(books.claim.state).toBe('awaiting-denial-work');
      expect(task(books)).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 0 });
      expect(task(books)?.evidence.join(' ')).toContain('A later payer has decided on $200.00 of it');
      // Nothing is given up, so that it takes no manager.
      const closed = decide(books, writeOff);
      expect(closed.refused).toBeUndefined();
      expect(closed.claim.state).toBe('ready-for-patient');
      expect(closed.claim.summary).toContain('a later payer has decided on another $200.00');
      expect(accounts(closed)).toEqual(settled);
    },
  );

  test('gives up only what the later payer did not decide on, and only that needs a manager', () => {
    const half = sent('STMCD', '2', '60', 'OA-23 120, CO-45 20');
    for (const order of orders([denied, half])) {
      const books = receive(start(), ...order);
      expect(task(books)).toMatchObject({ dollarsAtStakeCents: 12_000 });
      expect(decide(books, writeOff).refused).toContain('A write-off of $120.00 is above');
      expect(accounts(decide(books, writeOff, manager))).toEqual({
        'cash-in-transit': 6000,
        'contractual-adjustment': 2000,
        'write-off': 12_000,
      });
    }
  });

  test('that was written off before the later one paid is taken back as far as that one decided', () => {
    const books = receive(decide(receive(start(), denied), writeOff, manager), paidLater);
    expect(accounts(books)).toEqual(settled);
    expect(books.claim.state).toBe('ready-for-patient');
    expect(books.claim.summary).toContain('$200.00 that were written off are taken back');
    const inPart = receive(decide(receive(start(), denied), writeOff, manager), paidInPart);
    expect(accounts(inPart)).toEqual({
      'cash-in-transit': 10_000,
      'contractual-adjustment': 2000,
      'write-off': 8000,
    });
  });

  test('that was written off before stands written off again when the later one takes its payment back', () => {
    const before = decide(receive(start(), denied), writeOff, manager);
    const books = receive(before, paidLater, takenBack(paidLater));
    expect(accounts(books)).toEqual({ 'write-off': 20_000 });
    expect(books.claim.summary).toContain('written off again');
  });

  test('that was given up because the later one paid is open again when that one takes its payment back', () => {
    const closed = decide(receive(start(), denied, paidLater), writeOff);
    const books = receive(closed, takenBack(paidLater));
    expect(accounts(books)).toEqual({ 'denial-pending': 20_000 });
    expect(books.claim.state).toBe('awaiting-denial-work');
    expect(task(books)).toMatchObject({ dollarsAtStakeCents: 20_000 });
    // It is covered again when that one decides anew, and else decided anew by a person.
    const paidAgain = { ...paidLater, number: 9001 };
    expect(accounts(receive(books, paidAgain))).toEqual(settled);
    const givenUp = decide(books, writeOff, manager);
    expect(accounts(givenUp)).toEqual({ 'write-off': 20_000 });
    expect(accounts(receive(givenUp, paidAgain))).toEqual(settled);
  });

  test('goes with the first decision when that is taken back, whoever gave it up', () => {
    const reversal = takenBack(denied);
    for (const books of [
      decide(receive(start(), denied, paidLater), writeOff),
      receive(decide(receive(start(), denied), writeOff, manager), paidLater),
    ]) {
      const after = receive(books, reversal);
      expect(accounts(after)).toEqual({
        ...settled,
        'payer-receivable': 20_000,
        'patient-receivable': -20_000,
      });
      expect(after.claim.state).toBe('awaiting-remittance');
    }
  });

  test('can be corrected and sent again, or appealed; paid twice, the later payer is asked', () => {
    const books = receive(start(), denied, paidLater);
    const correction = { authorizationNumber: 'AUTH-1' };
    const again = decide(books, { outcome: 'correct-and-resubmit', correction, ...because });
    expect(again.refused).toBeUndefined();
    expect(accounts(again)['payer-receivable']).toBe(20_000);
    const appealed = decide(books, { outcome: 'appeal', ...because });
    expect(appealed.refused).toBeUndefined();
    const paid = sent('JUNIP', '1', '150', 'CO-45 50');
    for (const worked of [again, appealed]) {
      const both = receive({ ...worked, claim: { ...worked.claim, state: 'awaiting-remittance' } }, paid);
      expect(both.claim.state).toBe('awaiting-remittance');
      expect(both.claim.summary).toContain('$160.00 more than was left to the patient');
      // All the later payer decided is above what was left: its contract took nothing off.
      expect(accounts(both)).toEqual({
        'cash-in-transit': 31_000,
        'contractual-adjustment': 5000,
        'patient-receivable': -16_000,
      });
      const reversed = receive(both, takenBack(paidLater));
      expect(accounts(reversed)).toEqual({ 'cash-in-transit': 15_000, 'contractual-adjustment': 5000 });
      expect(reversed.claim.state).toBe('ready-for-patient');
    }
  });

  test('is given up with what its payer owes where that never answered', () => {
    const waiting = receive(start(), paidLater);
    const late = missedRemittance(waiting.claim, practice, at, waiting.postings);
    const given = writeOffRemaining(late.claim, practice, waiting.postings, 'follow-up', writeOff, manager);
    const books = {
      claim: given.claim ?? late.claim,
      postings: [...waiting.postings, ...postingsIn(given.writes ?? [])],
    };
    expect(accounts(books)).toEqual(settled);
    // The first payer decides after all: the write-off goes, and what the later one decided is asked about.
    const paid = sent('JUNIP', '1', '150', 'CO-45 50');
    expect(accounts(receive(books, paid))).toMatchObject({ 'patient-receivable': -16_000 });
    expect(accounts(receive(books, denied))).toMatchObject({ 'denial-pending': 20_000 });
  });
});

test('What payers paid twice cannot be written off as a credit of the patient', () => {
  const paidWhole = sent('JUNIP', '1', '200', '');
  const paidMore = sent('STMCD', '2', '60', 'CO-29 140');
  for (const order of orders([paidWhole, paidMore])) {
    const books = receive(start(), ...order);
    expect(books.claim.state).toBe('awaiting-remittance');
    expect(books.claim.summary).toContain('decided on $60.00 more than was left to the patient');
    const late = missedRemittance(books.claim, practice, at, books.postings);
    const given = writeOffRemaining(late.claim, practice, books.postings, 'follow-up', writeOff, manager);
    expect(given.refused).toContain('$60.00 more than was left to the patient');
    const followUp = task({ ...books, last: { outcome: 'suspended', why: '', writes: late.writes } });
    expect(followUp?.why).toMatch(
      /sent 15 days ago: payers after the first decided on \$60\.00 more than was left/,
    );
    const evidence = followUp?.evidence.join(' ');
    expect(evidence).toContain('STMCD decided on 2026-03-20 as payer 2 and paid $60.00');
    expect(evidence).toContain('refunded from the task about the credit balance');
    expect(late.claim.summary).toContain('more than was left to the patient');
  }
});

test('A later payer that took off by contract what was not there settles the claim', () => {
  const first = sent('JUNIP', '1', '160', 'CO-45 20, PR-2 20');
  const second = sent('STMCD', '2', '20', 'CO-45 180');
  for (const order of orders([first, second])) {
    const books = receive(start(), ...order);
    expect(books.claim.state).toBe('ready-for-patient');
    expect(accounts(books)).toEqual({ 'cash-in-transit': 18_000, 'contractual-adjustment': 2000 });
  }
});

test('A denial of the later payer is not sent to the first, and is waited for when it is sent by hand', () => {
  const first = sent('JUNIP', '1', '100', 'PR-2 100');
  const second = sent('STMCD', '4', '0', 'OA-23 100, CO-16 100');
  for (const order of orders([first, second])) {
    const books = receive(start(), ...order);
    expect(accounts(books)).toEqual({ 'cash-in-transit': 10_000, 'denial-pending': 10_000 });
    const correction = { authorizationNumber: 'AUTH-1' };
    const again = decide(books, { outcome: 'correct-and-resubmit', correction, ...because });
    expect(again.refused).toContain('the claim would go to the first payer. Send it to STMCD yourself');
    const waiting = decide(books, { outcome: 'appeal', ...because });
    expect(waiting.refused).toBeUndefined();
    const byHand = { outcome: 'sent', sentOn: dateOf(staff.at), way: 'mail', ...because } as const;
    const by = addDays(dateOf(staff.at), 30);
    const gone = decideAppealTask(waiting.claim, practice, waiting.postings, { ...byHand, by }, staff);
    expect(gone.claim?.state).toBe('awaiting-remittance');
    const paidAfterAll = receive(
      { ...waiting, claim: gone.claim ?? waiting.claim },
      sent('STMCD', '2', '60', 'OA-23 100, CO-45 40'),
    );
    expect(task(paidAfterAll)).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 0 });
  }
});

test('Where both payers denied, only what the first one denied is billed again', () => {
  const first = sent('JUNIP', '1', '100', 'CO-197 50, PR-2 50');
  const second = sent('STMCD', '4', '0', 'OA-23 150, CO-16 50');
  for (const order of orders([first, second])) {
    const correction = { authorizationNumber: 'AUTH-1' };
    const again = decide(receive(start(), ...order), {
      outcome: 'correct-and-resubmit',
      correction,
      ...because,
    });
    expect(again.refused).toBeUndefined();
    expect(accounts(again)).toEqual({
      'cash-in-transit': 10_000,
      'payer-receivable': 5000,
      'denial-pending': 5000,
    });
  }
});

test('Where both payers denied, the appeal goes to the one whose denial can be appealed, by its day', () => {
  const first = sent('JUNIP', '1', '100', 'CO-197 50, PR-2 50');
  const second = sent('STMCD', '4', '0', 'OA-23 150, CO-16 50');
  for (const order of orders([first, second])) {
    const books = receive(start(), ...order);
    const chosen = decide(books, { outcome: 'appeal', ...because });
    const alone = decide(receive(start(), first), { outcome: 'appeal', ...because });
    const { dueOn } = alone.claim.appeals?.[0] ?? {};
    expect(chosen.claim.appeals).toMatchObject([{ payerId: 'JUNIP', dueOn }]);
  }
});

test('An appeal of which nothing is denied any more is not turned back into a denial', () => {
  const books = receive(start(), denied);
  const { claim } = decide(books, { outcome: 'appeal', ...because });
  const withdrawn = { outcome: 'withdrawn', ...because } as const;
  // As after a refund that set the decision aside.
  expect(decideAppealTask(claim, practice, [], withdrawn, staff).refused).toContain('write it off');
  expect(decideAppealTask(claim, practice, books.postings, withdrawn, staff).refused).toBeUndefined();
});

test('Where the practice changes the charges, what the later payer denied is not asked of the patient for that', () => {
  const first = sent('JUNIP', '1', '100', 'CO-197 50, PR-2 50');
  const second = sent('STMCD', '4', '0', 'OA-23 150, CO-16 50');
  for (const order of orders([first, second])) {
    const { claim, postings } = receive(start(), ...order);
    const pendingChange: PendingChange = {
      content: { ...ClaimContent.parse(claim), authorizationNumber: 'AUTH-1' },
      contentHash: 'changed',
      version: 2,
      uploadId: 'U0000000000000002',
      recordNumber: 1,
      receivedAt: at,
      differences: ['Another authorization'],
      taskId: TaskId.parse('charge-changed-1'),
    };
    const replace = { outcome: 'replace', ...because } as const;
    const decided = decideChargeChangedTask(
      { ...claim, pendingChange },
      practice,
      postings,
      replace,
      staff,
      undefined,
    );
    expect(decided.refused).toBeUndefined();
    expect(balancesOf([...postings, ...postingsIn(decided.writes ?? [])])).toMatchObject({
      'payer-receivable': 5000,
      'denial-pending': 5000,
      'patient-receivable': 0,
    });
  }
});

describe('Where the first payer decides anew after the later one had decided', () => {
  const first = sent('JUNIP', '1', '100', 'PR-2 100');
  const later = sent('STMCD', '2', '60', 'OA-23 100, CO-45 40');
  const anew = sent('JUNIP', '1', '120', 'PR-2 80');
  const taskKinds = ({ last }: Books) =>
    last?.writes.flatMap((write) => (write.kind === 'open-task' ? [write.task.kind] : []));

  test.each([
    [[first, later, takenBack(first), anew]],
    [[later, first, anew, takenBack(first)]],
    [[takenBack(first), later, first, anew]],
  ])('a person is asked once to send that one a replacement', (order) => {
    let books = start();
    const asked: Task[] = [];
    for (const next of order) {
      books = receive(books, next);
      asked.push(
        ...(books.last?.writes ?? []).flatMap((write) =>
          write.kind === 'open-task' && write.task.kind === 'follow-up-date' ? [write.task] : [],
        ),
      );
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ claimId: books.claim.claimId, dollarsAtStakeCents: 6000 });
    expect(Task.parse(asked[0])).toEqual(asked[0]);
    expect(asked[0]?.why).toContain('STMCD needs a replacement');
    expect(asked[0]?.evidence.join(' ')).toContain('JUNIP now paid $120.00 and left $80.00');
    expect(taskKinds(receive(books, takenBack(later)))).toEqual([]);
  });

  test('nobody is asked where it says the same again, or the later one decides after that', () => {
    const same = sent('JUNIP', '1', '100', 'PR-2 100');
    for (const order of [
      [first, later, takenBack(first), same],
      [first, takenBack(first), anew, later],
    ]) {
      expect(taskKinds(receive(start(), ...order))).toEqual([]);
    }
  });
});

test('A payer takes back its own decision, not the same one of another payer', () => {
  const first = sent('JUNIP', '1', '50', 'CO-45 100, PR-2 50');
  const second = sent('STMCD', '2', '50', 'CO-45 100, PR-2 50');
  for (const order of orders([first, second, takenBack(second)])) {
    const books = receive(start(), ...order);
    expect(standingAdjudications(books.claim)).toMatchObject([{ payerId: 'JUNIP' }]);
    expect(books.claim.state).toBe('ready-for-patient');
  }
});

describe('Of decisions of one payer with the same amounts', () => {
  const passedOn = sent('JUNIP', '19', '100', 'CO-45 20, PR-2 80');
  const again = sent('JUNIP', '1', '100', 'CO-45 20, PR-2 80');
  const inPart = sent('JUNIP', '1', '100', 'CO-45 20, CO-197 80');
  const oneReversed = [passedOn, again, takenBack(passedOn)];

  test.each(orders(oneReversed).map((order) => [order]))(
    'a reversal takes back the one whose number it bears, whichever came first',
    (order) => {
      const books = receive(start(), ...order);
      expect(standingAdjudications(books.claim)).toMatchObject([{ statusCode: '1' }]);
      expect(books.claim.state).toBe('ready-for-patient');
      expect(accounts(books)).toEqual({
        'cash-in-transit': 10_000,
        'contractual-adjustment': 2000,
        'patient-receivable': 8000,
      });
      expect(trialBalance(books.postings).differenceCents).toBe(0);
      const posted = books.postings.filter(
        ({ remittanceId }) => remittanceId?.endsWith(String(again.number)) === true,
      );
      expect(balancesOf(posted)['cash-in-transit']).toBe(10_000);
      const none = receive(books, takenBack(again));
      expect(accounts(none)).toEqual({ 'payer-receivable': 20_000 });
      expect(standingAdjudications(none.claim)).toEqual([]);
    },
  );

  test('each reversal finds its own in the end, though others were there before', () => {
    const third = sent('JUNIP', '2', '100', 'CO-45 20, PR-2 80');
    const [one, other] = [takenBack(passedOn), takenBack(again)];
    const ofOneRemittance = { ...other, number: one.number, claimIndex: 2 };
    for (const order of [other, ofOneRemittance].flatMap((last) =>
      orders([passedOn, again, third, one, last]),
    )) {
      const books = receive(start(), ...order);
      expect(standingAdjudications(books.claim)).toMatchObject([{ statusCode: '2' }]);
      expect(accounts(books)).toEqual(accounts(receive(start(), third)));
      expect(new Set(books.postings.map(({ postingId }) => postingId)).size).toBe(books.postings.length);
    }
  });

  test('what was denied beside a payment is open again where that one stands again', () => {
    const other = { ...inPart, number: 9002, clp: { ...inPart.clp, payerControlNumber: 'ICN9002' } };
    const books = receive(start(), other, takenBack(inPart));
    expect(accounts(books)).toEqual({ 'payer-receivable': 20_000 });
    const both = receive(books, inPart);
    expect(accounts(both)).toEqual(accounts(receive(start(), inPart)));
    expect(both.claim.state).toBe('awaiting-denial-work');
    expect(task(both)).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 8000 });
    expect(openDenials(both.claim, both.postings)).toMatchObject([
      { adjudication: { payerClaimControlNumber: 'ICN9002' }, openCents: 8000 },
    ]);
  });

  test('a reversal under a number of its own takes back one that came from the same payer', () => {
    const own = takenBack(passedOn);
    const reversal = { ...own, clp: { ...own.clp, payerControlNumber: 'REVERSAL' } };
    for (const order of orders([passedOn, reversal])) {
      expect(accounts(receive(start(), ...order))).toEqual({ 'payer-receivable': 20_000 });
    }
  });
});

/**
 * What of the charge each payer says, in quarters; the later one may or may not state what came before, and may decide
 * as if it were the first.
 */
const decisionOfFirst = tuple(
  constantFrom('1', '19', '4'),
  nat({ max: 4 }),
  nat({ max: 4 }),
  constantFrom('PR-2', 'CO-197', 'PR-204'),
);
const decisionOfSecond = tuple(
  constantFrom('2', '20', '4'),
  nat({ max: 4 }),
  nat({ max: 4 }),
  constantFrom('PR-2', 'CO-29', 'OA-23', 'OA-23'),
);
function inQuarters(
  payerId: 'JUNIP' | 'STMCD',
  [status, one, other, reason]: readonly [string, number, number, string],
): Sent {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  const parts = [`CO-45 ${(high - low) * 50}`, `${reason} ${200 - high * 50}`];
  return sent(payerId, status, String(low * 50), parts.join(', '));
}

/**
 * Two payers that decide, take back and decide again, now and then the same; the last decision of each may stand. The
 * second may take itself for the first in any of what it says.
 */
const course = record({
  first: array(decisionOfFirst, { minLength: 1, maxLength: 2 }),
  second: array(decisionOfSecond, { minLength: 1, maxLength: 2 }),
  placesOfSecond: array(boolean(), { minLength: 2, maxLength: 2 }),
  isTheSameAgain: boolean(),
  firstTakenBack: boolean(),
  secondTakenBack: boolean(),
}).map(({ first, second, placesOfSecond, isTheSameAgain, firstTakenBack, secondTakenBack }) => {
  const of = (
    payerId: 'JUNIP' | 'STMCD',
    all: readonly (readonly [string, number, number, string])[],
    isLastTakenBack: boolean,
  ) =>
    all.flatMap(([status, ...own], index) => {
      const [, ...former] = all[0] ?? [status, ...own];
      const decision = inQuarters(payerId, [status, ...(isTheSameAgain ? former : own)]);
      return index < all.length - 1 || isLastTakenBack ? [decision, takenBack(decision)] : [decision];
    });
  const saidBySecond = second.map(
    ([status, ...parts], index) => [placesOfSecond[index] === true ? '1' : status, ...parts] as const,
  );
  return [...of('JUNIP', first, firstTakenBack), ...of('STMCD', saidBySecond, secondTakenBack)];
});

/** What must be true of the books after everything that comes. */
function check(books: Books, received: readonly Sent[]): void {
  const { claim, postings } = books;
  const balances = balancesOf(postings);
  expect(trialBalance(postings).differenceCents).toBe(0);
  expect(balances.charges).toBe(-20_000);
  expect(balances['cash-in-transit']).toBe(sumCents(received, ({ clp }) => clp.paidCents));
  expect(new Set(postings.map(({ postingId }) => postingId)).size).toBe(postings.length);
  expect(balances['write-off']).toBeGreaterThanOrEqual(0);
  expect(balances['denial-pending']).toBeGreaterThanOrEqual(0);
  const isSettled = claim.state === 'ready-for-patient';
  expect(isSettled ? balances['patient-receivable'] : 0).toBeGreaterThanOrEqual(0);
  expect(isSettled ? balances['payer-receivable'] : 0).toBe(0);
  // What the payers decided on twice is money that they paid, and nothing else.
  const openCents = Math.max(0, balances['payer-receivable']) + balances['denial-pending'];
  const paidTwiceCents = decidedBeyondPatient(claim, postings) - openCents;
  const later = standingAdjudications(claim).filter(followsPriorPayer);
  expect(paidTwiceCents).toBeLessThanOrEqual(sumCents(later, ({ paidCents }) => paidCents));
}

describe('Over any course of two payers', () => {
  test('books, state and what is at stake follow from what stands, not from the order', () => {
    assert(
      property(
        course.chain((all) =>
          tuple(
            shuffledSubarray(all, { minLength: all.length }),
            shuffledSubarray(all, { minLength: all.length }),
          ),
        ),
        ([one, other]) => {
          const outcomes = [one, other].map((order) => {
            let books = start();
            for (const [index, next] of order.entries()) {
              books = receive(books, next);
              check(books, order.slice(0, index + 1));
            }
            const { claim, postings } = books;
            const denials = openDenials(claim, postings).map(({ openCents }) => openCents);
            return {
              accounts: accounts(books),
              state: claim.state,
              denied: denials.reduce((sum, open) => sum + open, 0),
            };
          });
          expect(outcomes[0]).toEqual(outcomes[1]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('whatever is decided of denials on the way, the patient is credited with nothing that a payer did', () => {
    const outcomes: readonly (TaskOutcome<'denial'> | undefined)[] = [
      undefined,
      writeOff,
      writeOff,
      { outcome: 'appeal', ...because },
      { outcome: 'bill-the-patient', ...because },
      { outcome: 'correct-and-resubmit', correction: { authorizationNumber: 'AUTH-1' }, ...because },
    ];
    assert(
      property(
        course.chain((all) =>
          tuple(
            shuffledSubarray(all, { minLength: all.length }),
            array(constantFrom(...outcomes), { minLength: 9, maxLength: 9 }),
          ),
        ),
        ([order, works]) => {
          let books = start();
          for (const [index, next] of order.entries()) {
            books = receive(books, next);
            const outcome = works[index];
            if (outcome !== undefined && books.claim.state === 'awaiting-denial-work') {
              const { claim, postings } = decide(books, outcome, manager);
              const isSentAgain = claim.state === 'ready-to-scrub';
              // Each correction is another one; what is sent again is accepted.
              const { authorizationNumber: _, ...sentAgain } = {
                ...claim,
                state: 'awaiting-remittance' as const,
              };
              books = { claim: isSentAgain ? sentAgain : claim, postings };
            }
            check(books, order.slice(0, index + 1));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

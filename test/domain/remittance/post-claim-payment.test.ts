import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Claim } from '#contracts/claim.ts';
import { Posting } from '#contracts/ledger.ts';
import { Task } from '#contracts/task.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import { balancesOf, trialBalance, type AccountBalances } from '#domain/ledger/balances.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import { isDenial } from '#domain/remittance/read-adjudication.ts';
import { standingAdjudications } from '#domain/remittance/standing-adjudications.ts';
import type { Write } from '#domain/writes/write.ts';
import {
  at,
  day,
  postingsIn,
  remittanceA,
  remittanceB,
  remittanceC,
  sampleClaim,
  samplePractice,
} from '../ledger/sample-claim.ts';
import {
  claimPayment,
  dollars,
  openBooks,
  receive,
  reversalOf,
  type Books,
  type LineSketch,
} from './sample-remittance.ts';

/** Both lines paid by contract; the patient owes $20.00. */
const paidLines: readonly LineSketch[] = [
  { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20', controlNumber: 'C000000000001-1-1' },
  { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20', controlNumber: 'C000000000001-1-2' },
];
const paid = claimPayment(paidLines);
/** The same claim decided anew: $50.00 of the first line are deductible. */
const corrected = claimPayment(
  [
    {
      code: '99213',
      charge: '150',
      paid: '40',
      cas: 'CO-45 60, PR-1 50',
      controlNumber: 'C000000000001-1-1',
    },
    { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20', controlNumber: 'C000000000001-1-2' },
  ],
  { payerControlNumber: 'ICN2' },
);
const denied = claimPayment([
  { code: '99213', charge: '150', paid: '0', cas: 'CO-197 150' },
  { code: '81002', charge: '50', paid: '0', cas: 'CO-197 50' },
]);

const start = () => openBooks(sampleClaim());
const balancesIn = (books: Books): AccountBalances => balancesOf(books.postings);
const nonZero = (balances: AccountBalances) =>
  Object.fromEntries(Object.entries(balances).filter(([, balance]) => balance !== 0));
const taskIn = (writes: readonly Write[] | undefined): Task | undefined =>
  writes?.flatMap((write) => (write.kind === 'open-task' ? [write.task] : []))[0];

describe('a payment', () => {
  it('settles the claim: cash, contractual adjustment and the patient share against the receivable', () => {
    const books = receive(start(), remittanceA, [paid]);
    expect(nonZero(balancesIn(books))).toEqual({
      charges: -20_000,
      'cash-in-transit': 10_000,
      'contractual-adjustment': 8000,
      'patient-receivable': 2000,
    });
    expect(books.claim.state).toBe('ready-for-patient');
    expect(books.claim.adjudications[0]).toMatchObject({
      contractualCents: 8000,
      patientResponsibilityCents: 2000,
      deniedCents: 0,
      payerId: 'JUNIP',
    });
    expect(Claim.parse(books.claim)).toEqual(books.claim);
  });

  it('is one posting whose legs name line and reason', () => {
    const posting = receive(start(), remittanceA, [paid]).postings.at(-1);
    expect(Posting.parse(posting)).toEqual(posting);
    expect(posting?.postingId).toBe('adjudication-R000000000000000A-1');
    expect(posting?.legs).toContainEqual({
      account: 'patient-receivable',
      payerId: 'JUNIP',
      amountCents: 2000,
      reason: 'PR-2',
      lineNumber: 1,
    });
  });

  it('tells the waiting pipeline, counts towards its run and marks the message', () => {
    const { last } = receive(start(), remittanceA, [paid]);
    expect(last?.writes.map(({ kind }) => kind)).toEqual([
      'save-claim',
      'record-event',
      'signal',
      'post',
      'name-payer-claim',
      'count-remittance-claim',
      'mark-handled',
    ]);
  });

  it('that comes a second time changes nothing', () => {
    const once = receive(start(), remittanceA, [paid]);
    const twice = receive(once, remittanceA, [paid]);
    expect(twice.last).toEqual({ outcome: 'duplicate', writes: [] });
    expect(twice.postings).toEqual(once.postings);
  });

  it('keeps a negative adjustment negative', () => {
    const books = receive(start(), remittanceA, [
      claimPayment([
        { code: '99213', charge: '150', paid: '160', cas: 'CO-144 -10' },
        { code: '81002', charge: '50', paid: '50' },
      ]),
    ]);
    expect(balancesIn(books)['other-adjustment']).toBe(-1000);
    expect(balancesIn(books)['cash-in-transit']).toBe(21_000);
    expect(books.claim.state).toBe('ready-for-patient');
  });

  it('that covers a part of the charges leaves the claim waiting for the rest', () => {
    const part = claimPayment([{ code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' }]);
    const rest = claimPayment([{ code: '81002', charge: '50', paid: '50' }]);
    const first = receive(start(), remittanceA, [part]);
    expect(first.claim.state).toBe('awaiting-remittance');
    expect(first.claim.summary).toContain('$50.00 of the charges are not decided');
    expect(receive(first, remittanceA, [rest], samplePractice(), 2).claim.state).toBe('ready-for-patient');
  });

  it('after the claim was closed starts a new leg', () => {
    const { claim, postings } = openBooks(sampleClaim({ state: 'closed' }));
    const books = receive({ claim, postings }, remittanceA, [paid]);
    expect(books.claim).toMatchObject({ state: 'ready-for-patient', leg: 2 });
  });

  it('while the claim is being corrected is posted and does not move the claim', () => {
    const { claim, postings } = openBooks(sampleClaim({ state: 'ready-to-scrub' }));
    const books = receive({ claim, postings }, remittanceA, [paid]);
    expect(books.claim.state).toBe('ready-to-scrub');
    expect(balancesIn(books)['payer-receivable']).toBe(0);
  });

  it('of a payer that follows another one is set against what that one left to the patient', () => {
    const second = claimPayment([], {
      statusCode: '2',
      chargeCents: dollars('200'),
      paidCents: dollars('15'),
      cas: 'OA-23 180, PR-3 5',
    });
    const forward = receive(receive(start(), remittanceA, [paid]), remittanceB, [second]);
    expect(nonZero(balancesIn(forward))).toEqual({
      charges: -20_000,
      'cash-in-transit': 11_500,
      'contractual-adjustment': 8000,
      'patient-receivable': 500,
    });
    const backward = receive(receive(start(), remittanceB, [second]), remittanceA, [paid]);
    expect(balancesIn(backward)).toEqual(balancesIn(forward));
    expect(backward.claim.state).toBe('ready-for-patient');
  });

  it('that is only forecast posts no money', () => {
    const forecast = claimPayment([], {
      statusCode: '25',
      chargeCents: dollars('200'),
      paidCents: dollars('0'),
      cas: 'OA-101 200',
    });
    const books = receive(start(), remittanceA, [forecast]);
    expect(books.last?.outcome).toBe('posted');
    expect(books.claim.state).toBe('awaiting-remittance');
    expect(nonZero(balancesIn(books))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
  });
});

describe('a denial', () => {
  it('is seen in the reasons although CLP02 says processed as primary', () => {
    const books = receive(start(), remittanceA, [denied]);
    expect(books.claim.state).toBe('awaiting-denial-work');
    expect(balancesIn(books)['denial-pending']).toBe(20_000);
    const task = taskIn(books.last?.writes);
    expect(Task.parse(task)).toEqual(task);
    expect(task).toMatchObject({
      kind: 'denial',
      dueOn: '2026-06-18',
      dollarsAtStakeCents: 20_000,
      why: 'Juniper Mutual Health denied $200.00 of $200.00. CO-197, line 1: The service was not authorized beforehand.',
    });
  });

  it('of one line goes to a person although the rest is paid', () => {
    const books = receive(start(), remittanceA, [
      claimPayment([
        { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
        { code: '81002', charge: '50', paid: '0', cas: 'CO-97 50', remarks: ['M15'] },
      ]),
    ]);
    expect(books.claim.state).toBe('awaiting-denial-work');
    expect(balancesIn(books)['denial-pending']).toBe(5000);
  });

  it.each([
    ['all deductible', 'PR-1 150'],
    ['coinsurance and contract', 'PR-2 100, CO-45 50'],
    ["a prior payer's payment", 'OA-23 150'],
    ['capitation', 'CO-24 150'],
    ['sequestration', 'CO-253 150'],
  ])('is not: nothing paid because of %s', (_, cas) => {
    const clp = claimPayment([
      { code: '99213', charge: '150', paid: '0', cas },
      { code: '81002', charge: '50', paid: '0', cas: 'CO-45 50' },
    ]);
    const books = receive(start(), remittanceA, [clp]);
    expect(books.claim.adjudications.map(isDenial)).toEqual([false]);
    expect(books.claim.state).toBe('ready-for-patient');
  });

  it('of a part stands beside the payment of the rest, and only the denied part is explained', () => {
    const paidPart = claimPayment([{ code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' }]);
    const deniedPart = claimPayment([{ code: '81002', charge: '50', paid: '0', cas: 'CO-97 50' }]);
    for (const clps of [
      [paidPart, deniedPart],
      [deniedPart, paidPart],
    ]) {
      const books = receive(start(), remittanceA, clps);
      expect(books.claim.state).toBe('awaiting-denial-work');
      expect(balancesIn(books)['denial-pending']).toBe(5000);
      const { evidence = [] } = taskIn(books.last?.writes) ?? {};
      expect(evidence.filter((sentence) => sentence.includes('appeal'))).toHaveLength(1);
    }
  });

  it('of everything is replaced by a new decision although the payer never reverses it', () => {
    const books = receive(receive(start(), remittanceA, [denied]), remittanceB, [paid]);
    expect(books.claim.state).toBe('ready-for-patient');
    expect(nonZero(balancesIn(books))).toEqual(nonZero(balancesIn(receive(start(), remittanceA, [paid]))));
  });
});

/** By contract $80.00 come off; the rest is denied for want of an authorization. */
const deniedInPart = claimPayment([
  { code: '99213', charge: '150', paid: '0', cas: 'CO-45 60, CO-197 90' },
  { code: '81002', charge: '50', paid: '0', cas: 'CO-45 20, CO-197 30' },
]);
/** Staff correct the claim and it is sent again. */
const sentAgain = ({ claim, postings }: Books): Books => {
  const worked = decideDenialTask(
    claim,
    samplePractice(),
    postings,
    {
      outcome: 'correct-and-resubmit',
      correction: { authorizationNumber: `A-${claim.version}` },
      reason: 'it was granted',
    },
    { user: 'maria', role: 'staff', at },
  );
  return {
    claim: Claim.parse({ ...worked.claim, state: 'awaiting-remittance' }),
    postings: [...postings, ...postingsIn(worked.writes ?? [])],
  };
};

describe('a decision that paid nothing, and one that follows it without a reversal', () => {
  const onlyPaid = nonZero(balancesIn(receive(start(), remittanceA, [paid])));
  const replacedAnew = () =>
    receive(sentAgain(receive(start(), remittanceA, [deniedInPart])), remittanceB, [paid]);

  it('counts once when the claim was corrected and sent again', () => {
    const books = replacedAnew();
    expect(nonZero(balancesIn(books))).toEqual(onlyPaid);
    expect(books.claim.state).toBe('ready-for-patient');
  });

  it('counts once when nobody had worked the denial yet, or staff had written it off', () => {
    const first = receive(start(), remittanceA, [deniedInPart]);
    const writtenOff = decideDenialTask(
      first.claim,
      samplePractice(),
      first.postings,
      { outcome: 'write-off', writeOffReason: 'not-authorized', reason: 'none was asked for' },
      { user: 'maria', role: 'manager', at },
    );
    const given = {
      claim: Claim.parse(writtenOff.claim),
      postings: [...first.postings, ...postingsIn(writtenOff.writes ?? [])],
    };
    for (const before of [first, given]) {
      expect(nonZero(balancesIn(receive(before, remittanceB, [paid])))).toEqual(onlyPaid);
    }
  });

  it('stays replaced when its reversal comes late', () => {
    const books = receive(replacedAnew(), remittanceC, [reversalOf(deniedInPart)]);
    expect(books.last?.outcome).toBe('posted');
    expect(nonZero(balancesIn(books))).toEqual(onlyPaid);
    expect(books.claim.state).toBe('ready-for-patient');
  });

  it('holds again when the one that followed is taken back', () => {
    const before = sentAgain(receive(start(), remittanceA, [deniedInPart]));
    const books = receive(receive(before, remittanceB, [paid]), remittanceC, [reversalOf(paid)]);
    expect(nonZero(balancesIn(books))).toEqual(nonZero(balancesIn(before)));
    expect(books.claim.state).toBe('awaiting-remittance');
  });

  it('stands beside a decision about another line', () => {
    const deniedLine = claimPayment([{ code: '99213', charge: '150', paid: '0', cas: 'CO-197 150' }]);
    const other = claimPayment([{ code: '81002', charge: '50', paid: '50' }]);
    const books = receive(start(), remittanceA, [deniedLine, other, other]);
    expect(balancesIn(books)['denial-pending']).toBe(15_000);
  });
});

describe('a reversal', () => {
  it('negates its original leg by leg, names it, and leaves the patient owing nothing', () => {
    const before = receive(start(), remittanceA, [paid]);
    const after = receive(before, remittanceB, [reversalOf(paid)]);
    expect(nonZero(balancesIn(after))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
    expect(after.postings.at(-1)).toMatchObject({
      postingId: 'adjudication-R000000000000000B-1',
      cause: 'reversal',
      corrects: 'adjudication-R000000000000000A-1',
    });
    expect(after.claim.state).toBe('awaiting-remittance');
    expect(after.claim.adjudications.at(-1)?.reverses).toEqual({ remittanceId: remittanceA, claimIndex: 1 });
    expect(standingAdjudications(after.claim)).toEqual([]);
  });

  it('followed by its correction settles the claim anew', () => {
    const books = receive(receive(start(), remittanceA, [paid]), remittanceB, [reversalOf(paid), corrected]);
    expect(balancesIn(books)['patient-receivable']).toBe(5000);
    expect(books.claim.state).toBe('ready-for-patient');
  });

  it('after its correction leads to the same balances and state', () => {
    const first = receive(start(), remittanceA, [paid]);
    const early = receive(first, remittanceB, [corrected]);
    expect(early.claim.state).toBe('awaiting-remittance');
    expect(early.claim.summary).toContain('more is decided than was billed, by $200.00');
    const late = receive(early, remittanceC, [reversalOf(paid)]);
    const usual = receive(first, remittanceB, [reversalOf(paid), corrected]);
    expect(balancesIn(late)).toEqual(balancesIn(usual));
    expect(late.claim.state).toBe('ready-for-patient');
  });

  it('keeps the classification of its original where the payer puts every group to CR', () => {
    const toGroupCr = (cas: string) => cas.replaceAll(/[A-Z]{2}-/g, 'CR-');
    const inGroupCr = reversalOf(
      claimPayment(paidLines.map(({ cas = '', ...line }) => Object.assign(line, { cas: toGroupCr(cas) }))),
    );
    const books = receive(receive(start(), remittanceA, [paid]), remittanceB, [inGroupCr]);
    expect(nonZero(balancesIn(books))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
  });

  it('without an original is parked in suspense for a person', () => {
    const books = receive(start(), remittanceA, [reversalOf(paid)]);
    expect(books.last?.outcome).toBe('suspended');
    expect(nonZero(balancesIn(books))).toEqual({
      'payer-receivable': 20_000,
      charges: -20_000,
      'cash-in-transit': -10_000,
      suspense: 10_000,
    });
    expect(taskIn(books.last?.writes)).toMatchObject({
      kind: 'unmatched-remittance',
      taskId: 'R000000000000000A-claim-1',
      why: 'The payer takes a decision back that was never posted here.',
    });
    expect(books.claim).toMatchObject({ state: 'awaiting-remittance', adjudications: [] });
    expect(Claim.parse(books.claim)).toEqual(books.claim);
    expect(receive(books, remittanceA, [reversalOf(paid)]).last?.outcome).toBe('duplicate');
  });

  it('that came before its original is posted after it: nothing stays in suspense, and its task is moot', () => {
    for (const original of [paid, denied]) {
      const early = receive(start(), remittanceA, [reversalOf(original)]);
      const books = receive(early, remittanceB, [original]);
      expect(nonZero(balancesIn(books))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
      expect(books.claim).toMatchObject({ state: 'awaiting-remittance', earlyReversals: [] });
      expect(standingAdjudications(books.claim)).toEqual([]);
      expect(books.last?.writes).toContainEqual(
        expect.objectContaining({ kind: 'close-task', taskId: 'R000000000000000A-claim-1', status: 'moot' }),
      );
      const anew = receive(books, remittanceC, [corrected]);
      expect(anew.claim.state).toBe('ready-for-patient');
      expect(balancesIn(anew)['patient-receivable']).toBe(5000);
    }
  });

  it('that came early does not touch a decision of other amounts', () => {
    const early = receive(start(), remittanceA, [reversalOf(paid)]);
    const books = receive(early, remittanceB, [corrected]);
    expect(standingAdjudications(books.claim)).toHaveLength(1);
    expect(balancesIn(books).suspense).toBe(10_000);
  });

  it('under a number of its own takes the decision back whichever of the two comes first', () => {
    const reversal = { ...reversalOf(paid), payerControlNumber: 'ICN9' };
    const inOrder = receive(receive(start(), remittanceA, [paid]), remittanceB, [reversal]);
    const turned = receive(receive(start(), remittanceB, [reversal]), remittanceA, [paid]);
    expect(balancesIn(turned)).toEqual(balancesIn(inOrder));
    expect(nonZero(balancesIn(turned))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
  });

  it('that comes a second time in another remittance is parked', () => {
    const books = receive(receive(start(), remittanceA, [paid]), remittanceB, [
      reversalOf(paid),
      reversalOf(paid),
    ]);
    expect(books.last).toMatchObject({
      outcome: 'suspended',
      why: 'The payer took this decision back before; a second reversal of it must not be posted.',
    });
    expect(balancesIn(books).suspense).toBe(10_000);
  });

  it('of a part of the amount is parked', () => {
    const part = reversalOf(
      claimPayment([{ code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20' }]),
    );
    const books = receive(receive(start(), remittanceA, [paid]), remittanceB, [part]);
    expect(books.last).toMatchObject({ outcome: 'suspended' });
    expect(balancesIn(books)['patient-receivable']).toBe(2000);
  });

  it('of a decision that paid nothing is parked with its charge at stake', () => {
    const books = receive(start(), remittanceA, [reversalOf(denied)]);
    expect(taskIn(books.last?.writes)?.dollarsAtStakeCents).toBe(20_000);
    expect(books.postings).toEqual(start().postings);
  });

  it('with the same payment but other adjustments is parked', () => {
    const other = reversalOf(
      claimPayment([
        { code: '99213', charge: '150', paid: '70', cas: 'CO-45 70, PR-2 10' },
        { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20' },
      ]),
    );
    const books = receive(receive(start(), remittanceA, [paid]), remittanceB, [other]);
    expect(books.last).toMatchObject({
      outcome: 'suspended',
      why: "The reversal does not mirror the former decision's charge, payment and adjustments.",
    });
  });

  it('of a payment with a negative adjustment restores everything', () => {
    const withBonus = claimPayment([
      { code: '99213', charge: '150', paid: '160', cas: 'CO-144 -10' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    const books = receive(start(), remittanceA, [withBonus, reversalOf(withBonus)]);
    expect(nonZero(balancesIn(books))).toEqual({ 'payer-receivable': 20_000, charges: -20_000 });
  });

  it('of a correction equal to its original is found by the payer control number', () => {
    const again = { ...paid, payerControlNumber: 'ICN2' };
    const books = receive(start(), remittanceA, [paid, again, reversalOf(again)]);
    expect(books.claim.adjudications.at(-1)?.reverses).toEqual({ remittanceId: remittanceA, claimIndex: 2 });
  });
});

describe('what must not be posted', () => {
  it('is a decision about a claim that was never sent', () => {
    const { claim, postings } = openBooks(sampleClaim({ submissions: [] }));
    expect(receive({ claim, postings }, remittanceA, [paid]).last).toMatchObject({ outcome: 'suspended' });
  });

  it('is an adjustment in a group that is none', () => {
    const odd = claimPayment([{ code: '99213', charge: '150', paid: '100', cas: 'XX-45 50' }]);
    expect(receive(start(), remittanceA, [odd]).last).toMatchObject({
      outcome: 'suspended',
      why: 'An adjustment has the group XX, which says nothing of who bears it.',
    });
  });

  it('is a claim payment that does not balance', () => {
    const odd = claimPayment([{ code: '99213', charge: '150', paid: '100', cas: 'CO-45 40' }]);
    expect(() => receive(start(), remittanceA, [odd])).toThrow(/does not balance/);
  });
});

/** A decision about both lines: amounts that add up to the charge of each. */
const partialDecision = fc
  .record({
    icn: fc.constantFrom('ICN1', 'ICN2', 'ICN3'),
    splits: fc.tuple(
      ...[15_000, 5000].map((chargeCents) =>
        fc
          .tuple(
            fc.integer({ min: 0, max: chargeCents }),
            fc.integer({ min: 0, max: chargeCents }),
            fc.constantFrom('PR-1', 'PR-2', 'PR-3', 'CO-97', 'CO-16', 'PR-204', 'OA-23', 'CO-253', 'PI-16'),
          )
          .map(([one, other, reason]) => {
            const [low, high] = [Math.min(one, other), Math.max(one, other)];
            return { chargeCents, paidCents: low, contractualCents: high - low, reason };
          }),
      ),
    ),
  })
  .map(({ icn, splits }) =>
    claimPayment(
      splits.map(({ chargeCents, paidCents, contractualCents, reason }, index) => ({
        code: index === 0 ? '99213' : '81002',
        charge: String(chargeCents / 100),
        paid: String(paidCents / 100),
        cas: `CO-45 ${contractualCents / 100}, ${reason} ${(chargeCents - paidCents - contractualCents) / 100}`,
      })),
      { payerControlNumber: icn },
    ),
  );

/** Every now and then nothing is paid: such a decision is replaced rather than reversed. */
const decision = fc.oneof(
  { weight: 3, arbitrary: partialDecision },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(denied, deniedInPart), fc.constantFrom('ICN1', 'ICN2'))
      .map(([clp, payerControlNumber]) => ({ ...clp, payerControlNumber })),
  },
);

describe('over any course of events', () => {
  it('the trial balance is zero, cents are conserved, and the patient never owes less than nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(decision, fc.boolean()), { minLength: 1, maxLength: 6 }), (decisions) => {
        const clps = decisions.flatMap(([clp, isTakenBack]) =>
          isTakenBack ? [clp, reversalOf(clp)] : [clp],
        );
        const books = receive(start(), remittanceA, clps);
        expect(trialBalance(books.postings).differenceCents).toBe(0);
        expect(balancesIn(books)['cash-in-transit']).toBe(
          clps.reduce((sum, { paidCents }) => sum + paidCents, 0),
        );
        expect(balancesIn(books)['patient-receivable']).toBeGreaterThanOrEqual(0);
        expect(balancesIn(books).charges).toBe(-20_000);
      }),
      { numRuns: 60 },
    );
  });

  it('an original, its reversal and a correction leave the same balances in every order', () => {
    fc.assert(
      fc.property(decision, decision, (first, second) => {
        const original = { ...first, payerControlNumber: 'ICN1' };
        const correction = { ...second, payerControlNumber: 'ICN2' };
        const usual = receive(start(), remittanceA, [original, reversalOf(original), correction]);
        const early = receive(start(), remittanceA, [original, correction, reversalOf(original)]);
        const first835 = receive(start(), remittanceA, [correction, original, reversalOf(original)]);
        const reversal = reversalOf(original);
        for (const books of [
          early,
          first835,
          receive(start(), remittanceA, [reversal, original, correction]),
          receive(start(), remittanceA, [reversal, correction, original]),
          receive(start(), remittanceA, [correction, reversal, original]),
        ]) {
          expect(balancesIn(books)).toEqual(balancesIn(usual));
          expect(books.claim.state).toBe(usual.claim.state);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('decisions that paid nothing, each corrected and sent again, leave what the last decision says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(denied, deniedInPart), { minLength: 1, maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        decision,
        (former, reversedLate, last) => {
          const numbered = former.map((clp, index) => ({ ...clp, payerControlNumber: `ICN-${index}` }));
          let books = start();
          for (const [index, clp] of numbered.entries()) {
            books = sentAgain(receive(books, remittanceA, [clp], samplePractice(), index + 1));
          }
          books = receive(books, remittanceB, [
            last,
            ...numbered.filter((_, index) => reversedLate[index]).map(reversalOf),
          ]);
          expect(balancesIn(books)).toEqual(balancesIn(receive(start(), remittanceB, [last])));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('every second delivery changes nothing', () => {
    fc.assert(
      fc.property(fc.array(decision, { minLength: 1, maxLength: 4 }), (clps) => {
        const once = receive(start(), remittanceA, clps);
        const twice = receive(once, remittanceA, clps);
        expect(twice.postings).toEqual(once.postings);
        expect(twice.claim).toEqual(once.claim);
      }),
      { numRuns: 30 },
    );
  });

  it('no posting id is used twice', () => {
    fc.assert(
      fc.property(fc.array(decision, { minLength: 1, maxLength: 5 }), (clps) => {
        const { postings } = receive(
          start(),
          remittanceA,
          clps.flatMap((clp) => [clp, reversalOf(clp)]),
        );
        expect(new Set(postings.map(({ postingId }) => postingId)).size).toBe(postings.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the payer of a decision', () => {
  it('is the one that the submission with its control number went to', () => {
    const claim = sampleClaim({
      coverages: [{ order: 'primary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' }],
    });
    const posted = postClaimPayment(
      claim,
      samplePractice(),
      { remittanceId: remittanceA, traceNumber: 'EFT1' },
      paid,
      1,
      { at, postingDate: day, postings: [] },
    );
    expect(posted.outcome === 'posted' && posted.claim.adjudications[0]?.payerId).toBe('JUNIP');
  });
});

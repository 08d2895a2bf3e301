import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppealStep } from '#contracts/appeal.ts';
import { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { PayerId } from '#contracts/identifiers.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { classifyAdjustment } from '#domain/denials/classify-adjustment.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import { explainDenial } from '#domain/denials/explain-denial.ts';
import { readReasonTable, type GroupCode } from '#domain/denials/reason-row.ts';
import { reasonRow, reasonTable } from '#domain/denials/reasons.ts';
import { returnToDenial } from '#domain/denials/return-to-denial.ts';
import { writeOffRemaining, type StaffMember } from '#domain/denials/write-off.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { decideFollowUpTask } from '#domain/submission/decide-follow-up-task.ts';
import { missedRemittance } from '#domain/submission/miss-deadline.ts';
import { balancesOf, trialBalance, type AccountBalances } from '#domain/ledger/balances.ts';
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
import { claimPayment, openBooks, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';

const practice = samplePractice();
const staff: StaffMember = { user: 'maria', at, role: 'staff' };
const manager: StaffMember = { user: 'nora', at, role: 'manager' };

/** Both lines denied with one reason; the amounts are $150.00 and $50.00. */
function deniedWith(reason: string, remarks: readonly string[] = []) {
  return claimPayment([
    { code: '99213', charge: '150', paid: '0', cas: `${reason} 150`, remarks },
    { code: '81002', charge: '50', paid: '0', cas: `${reason} 50`, remarks },
  ]);
}

/** The first line paid, the second denied. */
function partlyDenied(reason: string) {
  return claimPayment([
    { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
    { code: '81002', charge: '50', paid: '0', cas: `${reason} 50` },
  ]);
}

function books(clp = deniedWith('CO-4'), claimChanges: Readonly<Record<string, unknown>> = {}): Books {
  return receive(openBooks(sampleClaim(claimChanges)), remittanceA, [clp], practice);
}

function decide(before: Books, outcome: TaskOutcome<'denial'>, who = staff): Books & { refused?: string } {
  const decided = decideDenialTask(before.claim, practice, before.postings, outcome, who);
  return decided.refused === undefined
    ? { claim: decided.claim, postings: [...before.postings, ...postingsIn(decided.writes)] }
    : { ...before, refused: decided.refused };
}

const nonZero = (balances: AccountBalances) =>
  Object.fromEntries(Object.entries(balances).filter(([, balance]) => balance !== 0));
const because = { reason: 'as the record shows' } as const;
const resubmit = {
  outcome: 'correct-and-resubmit',
  correction: { authorizationNumber: 'AUTH-1' },
  ...because,
} as const satisfies TaskOutcome<'denial'>;
const writeOff = { outcome: 'write-off', writeOffReason: 'bundled', ...because } as const;
const billPatient = { outcome: 'bill-the-patient', ...because } as const;
const appeal = { outcome: 'appeal', ...because } as const;

describe('the table of reasons', () => {
  it('has a row for every reason of the trade that the pipeline promises to know', () => {
    const promised =
      '1 2 3 45 253 59 144 161 237 131 44 104 105 23 24 94 100 187 90 91 26 27 31 32 33 34 22 109 B11 19 20 21 200 177 178 35 119 149 96 204 49 166 158 254 270 280 136 276 209 252 226 227 140 B9 197 198 15 284 296 39 210 243 287 288 242 279 40 16 4 5 6 7 9 10 8 12 170 172 185 11 13 14 18 146 167 272 181 182 199 110 206 207 208 B7 B16 B15 107 B20 B23 129 97 236 231 234 B10 151 222 273 B13 B14 50 55 56 114 58 54 150 152 B22 163 164 250 251 B12 112 29 138 286 193 95 171 183 184 256 147 133 216 219 102 130 137 215 201 101 A1';
    expect(promised.split(' ').filter((code) => !reasonTable.has(code))).toEqual([]);
  });

  it('gives an unknown code to a person', () => {
    expect(reasonRow('999', day)).toMatchObject({ category: 'unmapped', action: 'review' });
    expect(
      classifyAdjustment(
        { groupCode: 'PR', reasonCode: '999' },
        { qualifiedMedicareBeneficiary: false, on: day },
      ).treatment,
    ).toBe('denied');
  });

  it('knows a code only within its dates', () => {
    const table = readReasonTable('7X | coding | fix | coder | soft | - | until=2025-12-31 | Old.');
    expect(reasonRow('7X', PlainDate.parse('2025-12-31'), table).category).toBe('coding');
    expect(reasonRow('7X', PlainDate.parse('2026-01-01'), table).category).toBe('unmapped');
  });

  it.each([
    ['a cell is missing', '1 | coding | fix | coder | soft | - | -'],
    ['a category is unknown', '1 | odd | fix | coder | soft | - | - | Words.'],
    ['a mark is unknown', '1 | coding | fix | coder | soft | - | odd | Words.'],
    [
      'a code stands twice',
      '1 | coding | fix | coder | soft | - | - | A.\n1 | coding | fix | coder | soft | - | - | B.',
    ],
  ])('is refused when %s', (_, text) => {
    expect(() => readReasonTable(text)).toThrow(Error);
  });
});

describe('the group decides with the reason', () => {
  const plain = { qualifiedMedicareBeneficiary: false, on: day };
  const qmb = { qualifiedMedicareBeneficiary: true, on: day };

  it.each<[GroupCode, string, string, boolean]>([
    // group, reason, what it is, whether the patient may be asked after a person looked
    ['PR', '1', 'patient', true],
    ['PR', '2', 'patient', true],
    ['PR', '3', 'patient', true],
    ['CO', '1', 'denied', false],
    ['CO', '45', 'contractual', false],
    ['PR', '45', 'denied', true],
    ['OA', '45', 'denied', true],
    ['CO', '50', 'denied', false],
    ['PR', '50', 'denied', true],
    ['OA', '18', 'denied', false],
    ['OA', '22', 'denied', false],
    ['OA', '109', 'denied', false],
    ['PR', '96', 'denied', true],
    ['CO', '96', 'denied', false],
    ['PR', '27', 'denied', true],
    ['PI', '16', 'denied', false],
    ['CO', '197', 'denied', false],
    ['CO', '29', 'denied', false],
    ['PR', '29', 'denied', false],
    ['OA', '209', 'denied', false],
    ['OA', '23', 'other', true],
    ['CO', '253', 'contractual', false],
    ['CO', '144', 'other', false],
  ])('%s-%s is %s, and billing the patient is possible: %s', (groupCode, reasonCode, treatment, may) => {
    const classified = classifyAdjustment({ groupCode, reasonCode }, plain);
    expect(classified.treatment).toBe(treatment);
    expect(classified.patientMayOwe).toBe(may);
  });

  it.each(['1', '2', '3'])(
    'PR-%s of a Qualified Medicare Beneficiary never goes to the patient',
    (reasonCode) => {
      const classified = classifyAdjustment({ groupCode: 'PR', reasonCode }, qmb);
      expect(classified).toMatchObject({
        treatment: 'denied',
        category: 'qualified-medicare-beneficiary',
        patientMayOwe: false,
      });
    },
  );

  it('an unusual group is said to be unusual', () => {
    expect(classifyAdjustment({ groupCode: 'CO', reasonCode: '1' }, plain).review).toContain(
      'CO-1 is unusual',
    );
    expect(classifyAdjustment({ groupCode: 'CO', reasonCode: '97' }, plain).review).toBeUndefined();
  });

  it.each(['N781', 'N782', 'N783'])('the remark %s keeps the deductible from the patient', (remark) => {
    const after = books(
      claimPayment([
        { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-1 20', remarks: [remark] },
        { code: '81002', charge: '50', paid: '50' },
      ]),
    );
    expect(balancesOf(after.postings)['patient-receivable']).toBe(0);
    expect(after.claim.state).toBe('awaiting-denial-work');
    expect(decide(after, billPatient).refused).toContain('Qualified Medicare Beneficiary');
  });
});

describe('the patient of a Medicare savings program', () => {
  it.each(['CO-96', 'PR-96', 'PR-1'])('is never billed for %s', (reason) => {
    const refused = decide(books(deniedWith(reason, ['N782'])), billPatient).refused;
    expect(refused).toContain('Qualified Medicare Beneficiary');
  });
});

describe('the explanation of a denial', () => {
  const explain = (clp = deniedWith('CO-4'), payerId = 'JUNIP') => {
    const { claim } = books(clp);
    const [adjudication] = claim.adjudications;
    if (adjudication === undefined) {
      throw new Error('the denial was posted');
    }
    return explainDenial(
      adjudication,
      claim,
      practice.payers.find((payer) => payer.payerId === payerId),
    );
  };

  it('names reason, remark, work, outcome and deadline', () => {
    expect(explain(deniedWith('CO-4', ['N519']))).toMatchObject({
      category: 'coding',
      action: 'fix',
      owner: 'coder',
      hardness: 'soft',
      suggestedOutcome: 'correct-and-resubmit',
      deadline: '2026-06-18',
      why: 'CO-4, line 1: A modifier is missing or does not fit the procedure.',
      sentences: [
        '$150.00: CO-4, line 1: A modifier is missing or does not fit the procedure.',
        '$50.00: CO-4, line 2: A modifier is missing or does not fit the procedure.',
        'N519: The procedure code and the modifier do not go together.',
        'Correct the claim and send it again.',
        'An appeal must reach the payer by 2026-06-18.',
        'A new claim must reach the payer by 2026-08-28.',
      ],
    });
  });

  it('sees no appeal for an unprocessable claim; the filing limit is the deadline', () => {
    expect(explain(deniedWith('CO-16', ['M76', 'MA130']))).toMatchObject({
      appealable: false,
      deadline: '2026-08-28',
      suggestedOutcome: 'correct-and-resubmit',
    });
  });

  it('sees no appeal of an untimely claim to Medicare, but one to others', () => {
    expect(explain(deniedWith('CO-29'), 'FEDMB')).toMatchObject({
      appealable: false,
      suggestedOutcome: 'write-off',
    });
    expect(explain(deniedWith('CO-29'))).toMatchObject({ appealable: true, suggestedOutcome: 'appeal' });
  });

  it.each([
    ['CO-97', 'correct-and-resubmit'],
    ['CO-50', 'appeal'],
    ['CO-197', 'correct-and-resubmit'],
    ['PR-204', 'bill-the-patient'],
    ['CO-204', 'write-off'],
    ['CO-18', undefined],
    ['CO-999', undefined],
  ])('suggests for %s: %s', (reason, outcome) => {
    expect(explain(deniedWith(reason)).suggestedOutcome).toBe(outcome);
  });

  it('never suggests billing a Qualified Medicare Beneficiary', () => {
    expect(explain(deniedWith('PR-204', ['N781'])).suggestedOutcome).toBe('write-off');
  });

  it('leads with the largest amount', () => {
    const clp = claimPayment([
      { code: '99213', charge: '150', paid: '0', cas: 'CO-97 30, CO-50 120' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    expect(explain(clp)).toMatchObject({ category: 'medical-necessity' });
  });

  it('says that a claim was passed on', () => {
    expect(explain({ ...deniedWith('CO-22'), statusCode: '19' }).sentences).toContain(
      'The payer passed the claim on to another payer; do not bill that one.',
    );
  });

  it('of an unmapped remark does not hide it', () => {
    expect(explain(deniedWith('CO-16', ['N999'])).sentences).toContain(
      'N999: a remark that is unmapped; look it up.',
    );
  });
});

describe('a claim that was denied too often', () => {
  it('waits with a deadline instead of opening one more denial task', () => {
    const worn = openBooks(sampleClaim({ rounds: { denial: 12 } }));
    const after = receive(worn, remittanceA, [deniedWith('CO-4')], practice);
    expect(after.claim.state).toBe('awaiting-remittance');
    expect(after.claim.summary).toContain('denied more than 12 times');
    expect(balancesOf(after.postings)['denial-pending']).toBe(20_000);
  });
});

describe('working a denial', () => {
  it('a correction sends a replacement and makes the amount a receivable again', () => {
    const after = decide(books(), resubmit);
    expect(after.refused).toBeUndefined();
    expect(after.claim).toMatchObject({
      state: 'ready-to-scrub',
      authorizationNumber: 'AUTH-1',
      nextSubmission: { frequency: '7' },
    });
    expect(nonZero(balancesOf(after.postings))).toEqual({ charges: -20_000, 'payer-receivable': 20_000 });
    expect(Claim.parse(after.claim)).toEqual(after.claim);
  });

  it('a correction for a payer without replacements sends a new original', () => {
    const coverages = [{ order: 'primary', payerId: 'FEDMB', memberId: 'F-1', relationship: 'self' }];
    const [submission] = sampleClaim().submissions;
    const toMedicare = books(deniedWith('CO-4'), {
      coverages,
      submissions: [{ ...submission, payerId: 'FEDMB' }],
    });
    expect(decide(toMedicare, resubmit).claim.nextSubmission).toEqual({ frequency: '1' });
    const partly = books(partlyDenied('CO-97'), {
      coverages,
      submissions: [{ ...submission, payerId: 'FEDMB' }],
    });
    expect(decide(partly, resubmit).refused).toContain('takes no replacement');
  });

  it('an unchanged claim is not sent again', () => {
    expect(decide(books(), { ...resubmit, correction: {} }).refused).toContain('CARC 18');
  });

  it('a replacement that is reversed and paid ends as if it had been paid at once', () => {
    const denied = deniedWith('CO-4');
    const paid = claimPayment(
      [
        { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
        { code: '81002', charge: '50', paid: '30', cas: 'PR-1 20' },
      ],
      { payerControlNumber: 'ICN2' },
    );
    const atOnce = balancesOf(receive(openBooks(sampleClaim()), remittanceB, [paid], practice).postings);
    const resent = decide(books(denied), resubmit);
    const waiting = { ...resent, claim: { ...resent.claim, state: 'awaiting-remittance' as const } };
    for (const clps of [[reversalOf(denied), paid], [paid, reversalOf(denied)], [paid]]) {
      const after = receive(waiting, remittanceB, clps, practice);
      expect(balancesOf(after.postings)).toEqual(atOnce);
      expect(after.claim.state).toBe('ready-for-patient');
    }
  });

  it('of any kind is undone by a payer who decides anew, with or without a reversal, in any order', () => {
    const paid = claimPayment(
      [
        { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
        { code: '81002', charge: '50', paid: '30', cas: 'PR-1 20' },
      ],
      { payerControlNumber: 'ICN2' },
    );
    const atOnce = balancesOf(receive(openBooks(sampleClaim()), remittanceB, [paid], practice).postings);
    fc.assert(
      fc.property(
        fc.constantFrom('PR-204', 'PR-96', 'PR-999'),
        fc.constantFrom<TaskOutcome<'denial'>>(resubmit, writeOff, billPatient, appeal),
        fc.constantFrom('reversal first', 'reversal last', 'no reversal'),
        fc.constantFrom('awaiting-remittance' as const, 'closed' as const),
        (reason, outcome, order, state) => {
          const denied = deniedWith(reason);
          const worked = decide(books(denied), outcome, manager);
          expect(worked.refused).toBeUndefined();
          expect(trialBalance(worked.postings).differenceCents).toBe(0);
          const clps = {
            'reversal first': [reversalOf(denied), paid],
            'reversal last': [paid, reversalOf(denied)],
            'no reversal': [paid],
          }[order];
          const waiting = { ...worked, claim: { ...worked.claim, state } };
          const after = receive(waiting, remittanceB, clps ?? [], practice);
          expect(balancesOf(after.postings)).toEqual(atOnce);
          expect(after.claim.state).toBe('ready-for-patient');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('an appeal opens a task of its own, due when the payer must have it, and leaves the amount denied', () => {
    const after = decide(books(deniedWith('CO-50')), appeal);
    expect(after.claim).toMatchObject({
      state: 'awaiting-denial-work',
      appeals: [
        { level: 1, payerId: 'JUNIP', dueOn: '2026-06-18', denied: [{ amountCents: 20_000 }], steps: [] },
      ],
    });
    expect(balancesOf(after.postings)['denial-pending']).toBe(20_000);
  });

  it.each<[string, readonly AppealStep['what'][], string | undefined, number]>([
    ['never sent', [], undefined, 1],
    ['still with the payer', ['sent'], undefined, 1],
    ['still with the payer, while another payer decided', ['sent'], 'MERID', 1],
    ['unanswered, while another payer decided', ['sent', 'unanswered'], 'MERID', 1],
    ['withdrawn', ['sent', 'withdrawn'], 'JUNIP', 1],
    ['turned down by its remittance', ['sent'], 'JUNIP', 2],
    ['turned down by its letter', ['sent', 'upheld'], undefined, 2],
  ])('after an appeal that was %s', (_, steps, decidedBy, level) => {
    const { claim, postings } = decide(books(deniedWith('CO-50')), appeal);
    const [first] = claim.appeals ?? [];
    const [decision] = claim.adjudications;
    const later = Instant.parse('2027-01-15T12:00:00.000Z');
    const after = Claim.parse({
      ...claim,
      appeals: [{ ...first, steps: steps.map((what) => ({ what, at, by: 'maria', reason: 'As told' })) }],
      adjudications: [
        decision,
        ...(decidedBy === undefined
          ? []
          : [{ ...decision, remittanceId: remittanceB, payerId: decidedBy, postedAt: later }]),
      ],
    });
    expect(decide({ claim: after, postings }, appeal).claim.appeals?.at(-1)).toMatchObject({ level });
  });

  it('a claim that was appealed before appeals had tasks goes back from its follow-up to the denial', () => {
    const accepted = {
      receivedAt: at,
      kind: '277CA',
      outcome: 'accepted',
      code: 'A2:20',
      sender: 'JUNIP',
      reason: 'Accepted.',
      fileKey: 'inbound/1',
    };
    const [submission] = sampleClaim().submissions;
    const before = books(deniedWith('CO-50'), {
      submissions: [{ ...submission, acknowledgements: [accepted] }],
    });
    const waiting = { ...before, claim: { ...before.claim, state: 'awaiting-remittance' as const } };
    const overdue = missedRemittance(waiting.claim, practice, at, waiting.postings);
    expect(overdue.outcome).toBe('nothing-came-back');
    const again = decideFollowUpTask(overdue.claim, practice, { outcome: 'resubmit', ...because }, staff);
    expect(again.refused).toMatch(/decided submission 1 on 2026-03-20 and denied \$200\.00.*back-to-denial/);
    const back = returnToDenial(
      overdue.claim,
      practice,
      waiting.postings,
      { outcome: 'back-to-denial', ...because },
      staff,
    );
    const task = back.writes?.flatMap((write) => (write.kind === 'open-task' ? [write.task] : []))[0];
    expect(task).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 20_000 });
    const reopened = { claim: Claim.parse(back.claim), postings: waiting.postings };
    expect(reopened.claim.state).toBe('awaiting-denial-work');
    expect(decide(reopened, writeOff, manager).claim.state).toBe('ready-for-patient');
    expect(decide(reopened, resubmit).claim.nextSubmission).toEqual({ frequency: '7' });
  });

  it('there is no way back to a denial that is not open', () => {
    const { claim, postings } = openBooks(sampleClaim({ state: 'awaiting-follow-up' }));
    const back = returnToDenial(claim, practice, postings, { outcome: 'back-to-denial', ...because }, staff);
    expect(back.refused).toMatch(/^No denial of this claim is open/);
  });

  it('an appeal that is won by reversal and payment leaves nothing denied', () => {
    const denied = deniedWith('CO-50');
    const appealed = decide(books(denied), appeal);
    const paid = claimPayment([
      { code: '99213', charge: '150', paid: '150' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    const won = receive(appealed, remittanceB, [reversalOf(denied), paid], practice);
    expect(nonZero(balancesOf(won.postings))).toEqual({ charges: -20_000, 'cash-in-transit': 20_000 });
  });

  it('an appeal is refused where there is none', () => {
    expect(decide(books(deniedWith('CO-4', ['MA130'])), appeal).refused).toContain('no appeal');
    expect(decide(books(deniedWith('CO-4')), appeal).refused).toBeUndefined();
  });

  it('a late appeal is refused to staff and left to a manager', () => {
    const late = { ...staff, at: at.replace('2026-03', '2026-07') as typeof at };
    expect(decide(books(deniedWith('CO-50')), appeal, late).refused).toContain('2026-06-18');
    expect(decide(books(deniedWith('CO-50')), appeal, { ...late, role: 'manager' }).refused).toBeUndefined();
  });

  it('a write-off under the limit is posted and settles the claim', () => {
    const after = decide(books(partlyDenied('CO-97')), writeOff);
    expect(after.claim.state).toBe('ready-for-patient');
    expect(nonZero(balancesOf(after.postings))).toEqual({
      charges: -20_000,
      'cash-in-transit': 9000,
      'contractual-adjustment': 6000,
      'write-off': 5000,
    });
  });

  it('a write-off above the limit needs a manager', () => {
    expect(decide(books(), writeOff).refused).toBe(
      "A write-off of $200.00 is above the practice's limit of $100.00; a manager must decide it.",
    );
    expect(decide(books(), writeOff, manager).claim.state).toBe('ready-for-patient');
  });

  it('a write-off of exactly the limit needs no manager', () => {
    const before = books(partlyDenied('CO-97'));
    const worked = decideDenialTask(
      before.claim,
      samplePractice({ writeOffLimitCents: 5000 }),
      before.postings,
      writeOff,
      staff,
    );
    expect(worked.refused).toBeUndefined();
  });

  it('a write-off for late filing is refused while the filing limit runs, unless the payer says late', () => {
    const late = { ...writeOff, writeOffReason: 'timely-filing' } as const;
    expect(decide(books(partlyDenied('CO-97')), late).refused).toContain('until 2026-08-28');
    expect(decide(books(partlyDenied('CO-29')), late).refused).toBeUndefined();
  });

  it('a write-off is taken back when the payer reverses the denial', () => {
    const denied = partlyDenied('CO-97');
    const given = decide(books(denied), writeOff);
    const reversed = receive(given, remittanceB, [reversalOf(denied)], practice);
    expect(nonZero(balancesOf(reversed.postings))).toEqual({ charges: -20_000, 'payer-receivable': 20_000 });
  });

  it('the patient is billed for what the payer left to the patient', () => {
    const after = decide(books(deniedWith('PR-204', ['N130'])), billPatient);
    expect(after.claim.state).toBe('ready-for-patient');
    expect(nonZero(balancesOf(after.postings))).toEqual({ charges: -20_000, 'patient-receivable': 20_000 });
  });

  it.each(['CO-204', 'CO-197', 'PI-16', 'CO-29', 'PR-29', 'OA-209', 'OA-18'])(
    'the patient is never billed for %s',
    (reason) => {
      const before = books(deniedWith(reason));
      const after = decide(before, billPatient);
      expect(after.refused).toContain(`${reason} ($150.00) is not the patient's`);
      expect(after.postings).toEqual(before.postings);
    },
  );

  const withoutCoverage = { ...resubmit, correction: { coverages: [] } };

  it.each(['CO-29', 'CO-197', 'PI-16', 'OA-209', 'CO-22'])(
    "%s does not become the patient's by taking the coverage off, not even for a manager",
    (reason) => {
      const before = books(deniedWith(reason));
      for (const who of [staff, manager]) {
        const after = decide(before, withoutCoverage, who);
        expect(after.refused).toMatch(
          new RegExp(
            `^Without coverage the patient would receive the bill\\. ${reason} \\(\\$150\\.00\\) is not`,
          ),
        );
        expect(after.postings).toEqual(before.postings);
      }
    },
  );

  it('a Qualified Medicare Beneficiary never receives the bill, with coverage or without', () => {
    const after = decide(books(deniedWith('PR-27', ['N781'])), withoutCoverage, manager);
    expect(after.refused).toContain('the law forbids billing');
  });

  it.each(['CO-26', 'CO-27', 'CO-31', 'CO-32', 'CO-33', 'CO-34', 'CO-177', 'CO-200'])(
    '%s says that the patient was not covered: a manager may take the coverage off',
    (reason) => {
      const before = books(deniedWith(reason));
      expect(decide(before, withoutCoverage).refused).toMatch(/A manager may decide that the patient had no/);
      const after = decide(before, withoutCoverage, manager);
      expect(nonZero(balancesOf(after.postings))).toEqual({ charges: -20_000, 'patient-receivable': 20_000 });
    },
  );

  it('the coverage may be taken off where the payer left the denied amount to the patient', () => {
    const after = decide(books(deniedWith('PR-27')), withoutCoverage);
    expect(after.claim.state).toBe('ready-to-scrub');
    expect(balancesOf(after.postings)['patient-receivable']).toBe(20_000);
  });

  it('is refused when the claim has moved on', () => {
    const before = books();
    const moved = { ...before, claim: { ...before.claim, state: 'awaiting-remittance' as const } };
    expect(decide(moved, appeal).refused).toContain('does not wait for its denial task any more');
  });
});

describe('writing off what nobody answered', () => {
  const decision = { outcome: 'write-off', writeOffReason: 'small-balance', ...because } as const;
  const open = () => openBooks(sampleClaim({ state: 'awaiting-follow-up' }));
  const give = (before: Books, who: StaffMember): Books & { refused?: string } => {
    const given = writeOffRemaining(before.claim, practice, before.postings, 'follow-up', decision, who);
    return given.refused === undefined
      ? { claim: given.claim, postings: [...before.postings, ...postingsIn(given.writes)] }
      : { ...before, refused: given.refused };
  };

  it('clears the receivable', () => {
    const given = give(open(), manager);
    expect(given.claim.state).toBe('ready-for-patient');
    expect(nonZero(balancesOf(given.postings))).toEqual({ charges: -20_000, 'write-off': 20_000 });
  });

  it('needs a manager above the limit', () => {
    expect(give(open(), staff).refused).toContain('a manager must decide it');
  });

  it('is the way out of a claim that went to the right payer after its filing limit', () => {
    const before = books(deniedWith('CO-109'));
    const late = { ...manager, at: Instant.parse('2026-12-20T15:00:00.000Z') };
    const toAnother = decide(
      before,
      {
        ...resubmit,
        correction: {
          coverages: [
            {
              order: 'primary',
              payerId: PayerId.parse('FEDMB'),
              memberId: '1EG4TE5MK73',
              relationship: 'self',
            },
          ],
        },
      },
      late,
    );
    expect(toAnother.refused).toBeUndefined();
    const report = scrubClaim(toAnother.claim, practice, seedTables, {
      at: late.at,
      history: noHistory,
    });
    const held = decideScrub(toAnother.claim, report, practice, late.at);
    expect(held.outcome).toBe('held-by-scrubber');
    const given = writeOffRemaining(
      held.claim,
      practice,
      toAnother.postings,
      'correction',
      { ...decision, writeOffReason: 'timely-filing' },
      late,
    );
    expect(given.claim?.state).toBe('ready-for-patient');
    expect(nonZero(balancesOf([...toAnother.postings, ...postingsIn(given.writes ?? [])]))).toEqual({
      charges: -20_000,
      'write-off': 20_000,
    });
  });

  it('is refused for a held claim of which nothing was billed', () => {
    const claim = sampleClaim({ state: 'awaiting-correction' });
    const given = writeOffRemaining(claim, practice, [], 'correction', decision, manager);
    expect(given.refused).toMatch(/^Nothing of this claim was billed/);
  });

  it('is left to a manager when the claim was followed up too often', () => {
    const { claim, postings } = open();
    const tired = { claim: { ...claim, rounds: { 'follow-up': 13 } }, postings };
    expect(give(tired, staff).refused).toContain('more than 12 times; a manager must decide');
    expect(give(tired, manager).claim.state).toBe('ready-for-patient');
  });

  it('is taken back when the payer pays after all', () => {
    const paid = claimPayment([
      { code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' },
      { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20' },
    ]);
    const after = receive(give(open(), manager), remittanceC, [paid], practice);
    expect(nonZero(balancesOf(after.postings))).toEqual({
      charges: -20_000,
      'cash-in-transit': 12_000,
      'contractual-adjustment': 8000,
    });
  });
});

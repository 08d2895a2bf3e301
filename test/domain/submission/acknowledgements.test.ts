import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { decideSubmission } from '#domain/submission/decide-submission.ts';
import { missedAcknowledgement, missedRemittance } from '#domain/submission/miss-deadline.ts';
import { receive277CA } from '#domain/submission/receive-277ca.ts';
import { receive999, receiveTA1 } from '#domain/submission/receive-999.ts';
import type { AcknowledgementReceived } from '#domain/submission/record-acknowledgement.ts';
import { categoryOf, statusCategories } from '#domain/submission/status-categories.ts';
import type { ClaimStatus277CA, Source277CA } from '#domain/x12/guides/005010X214-277CA/model.ts';
import type { Acknowledgement999 } from '#domain/x12/guides/005010X231A1-999/model.ts';
import { at, kindsOf, later, practice, receivedClaim, signalIn, taskIn } from '../samples/encounters.ts';

function submitted(changes: Partial<Claim> = {}): Claim {
  const claim = receivedClaim({}, { state: 'ready-to-submit', ...changes });
  const { claim: sent } = decideSubmission(claim, practice, {
    at,
    interchangeControlNumber: '000000007',
    fileKey: 'outbound/cedar-hill/837P-1.edi',
  });
  return sent;
}

const clearinghouse: Source277CA = {
  role: 'AY',
  name: {
    entityType: 'organization',
    name: 'Openfield',
    identifier: { qualifier: '46', value: 'OPENFIELD' },
  },
  trace: 'T1',
};
const payer: Source277CA = {
  role: 'PR',
  name: { entityType: 'organization', name: 'Juniper', identifier: { qualifier: 'PI', value: 'ANYTHING' } },
  trace: 'T2',
};

/** A claim status from `A7:164:IL` and the like. */
function status(claim: Claim, code: string, changes: Partial<ClaimStatus277CA> = {}): ClaimStatus277CA {
  const [category = '', number = '', entity] = code.split(':');
  return {
    patient: { entityType: 'person', name: 'Waxwing' },
    patientControlNumber: claim.submissions.at(-1)?.patientControlNumber ?? '',
    statuses: [
      {
        codes: [{ category, status: number, ...(entity === undefined ? {} : { entity }) }],
        date: PlainDate.parse('2026-11-21'),
        action: /^A[3678]/.test(category) ? 'U' : 'WQ',
        message: 'Waxwing, Odette was not found',
      },
    ],
    references: [],
    lines: [],
    ...changes,
  };
}

function receive(
  claim: Claim,
  source: Source277CA,
  code: string,
  changes: Partial<ClaimStatus277CA> = {},
): AcknowledgementReceived {
  const fileKey = `inbound/${source.role}-${code}.277`;
  return receive277CA(claim, practice, status(claim, code, changes), { source, at: later, fileKey });
}

function acknowledgement(
  code: string,
  transactions: readonly (readonly [string, string])[] = [],
): Acknowledgement999 {
  return {
    functionalCode: 'HC',
    groupControlNumber: '7',
    transactions: transactions.map(([controlNumber, own]) => ({
      setCode: '837',
      controlNumber,
      segmentErrors:
        own === 'R'
          ? [
              {
                segmentId: 'NM1',
                position: 12,
                loopId: '2010BA',
                code: '8',
                contexts: [],
                elementErrors: [{ element: 9, code: '7', value: 'JHM90017', contexts: [] }],
              },
              { segmentId: 'HI', position: 20, code: '3', contexts: [], elementErrors: [] },
            ]
          : [],
      code: own,
      errorCodes: [],
    })),
    code,
    includedCount: 1,
    receivedCount: 1,
    acceptedCount: 1,
    errorCodes: [],
  };
}

const file999 = { sequence: 1, at: later, fileKey: 'inbound/1.999', sender: 'OPENFIELD' };

describe('a 999', () => {
  test.each([
    ['accepts the file', acknowledgement('A', [['0001', 'A']]), 'recorded'],
    ['accepts it with errors noted', acknowledgement('E', [['0001', 'E']]), 'recorded'],
    ['accepts the group without listing it', acknowledgement('A'), 'recorded'],
    ['rejects the transaction', acknowledgement('R', [['0001', 'R']]), 'rejected'],
    ['rejects the group without listing it', acknowledgement('R'), 'rejected'],
    [
      'accepts in part, and rejects this one',
      acknowledgement('P', [
        ['0001', 'R'],
        ['0002', 'A'],
      ]),
      'rejected',
    ],
    [
      'accepts in part, and rejects another',
      acknowledgement('P', [
        ['0001', 'A'],
        ['0002', 'R'],
      ]),
      'recorded',
    ],
    [
      'accepts in part, and does not list this one',
      acknowledgement('P', [
        ['0008', 'R'],
        ['0009', 'R'],
      ]),
      'recorded',
    ],
    ['rejects for security', acknowledgement('X', [['0001', 'X']]), 'rejected'],
  ])('that %s is %s -> %s', (_, acknowledged, outcome) => {
    const received = receive999(submitted(), practice, acknowledged, {
      ...file999,
      transactionControlNumber: '0001',
    });
    expect(received.outcome).toBe(outcome);
  });

  test('that rejects opens a task that names the segments and none of their values', () => {
    const received = receive999(submitted(), practice, acknowledgement('R', [['0001', 'R']]), file999);
    const task = taskIn(received.writes);
    expect(task?.why).toBe('OPENFIELD rejected submission 1: The file could not be processed (IK5 R).');
    expect(task?.evidence.slice(0, 2)).toEqual([
      'Segment NM1, number 12 of the transaction, loop 2010BA: element NM109 has a code that is not known.',
      'Segment HI, number 20 of the transaction, is missing.',
    ]);
    expect(JSON.stringify(received.writes.filter(({ kind }) => kind !== 'save-claim'))).not.toContain(
      'JHM90017',
    );
  });
});

test.each([
  ['A', '000', 'recorded', 'The interchange was accepted (TA1 A).'],
  ['R', '025', 'rejected', 'The interchange was refused: the control number was used before (TA1 R 025).'],
] as const)('a TA1 %s %s is %s', (code, noteCode, outcome, reason) => {
  const ta1 = {
    interchangeControlNumber: '000000007',
    date: PlainDate.parse('2026-11-20'),
    time: '1504',
    code,
    noteCode,
  };
  const received = receiveTA1(submitted(), practice, ta1, file999);
  expect(received.outcome).toBe(outcome);
  expect(received.claim.submissions[0]?.acknowledgements[0]?.reason).toBe(reason);
});

describe('a 277CA', () => {
  const rows: readonly (readonly [source: Source277CA, code: string, outcome: string])[] = [
    [payer, 'A2:20', 'accepted'],
    [payer, 'A5:20', 'accepted'],
    [payer, 'A1:19', 'recorded'],
    [payer, 'A0:16', 'recorded'],
    [payer, 'A4:35', 'recorded'],
    [payer, 'A3:21', 'rejected'],
    [payer, 'A6:562:85', 'rejected'],
    [payer, 'A7:164:IL', 'rejected'],
    [payer, 'A8:33', 'rejected'],
    [payer, 'R3:287', 'recorded'],
    [payer, 'E1:0', 'recorded'],
    [clearinghouse, 'A1:19', 'recorded'],
    [clearinghouse, 'A2:20', 'recorded'],
    [clearinghouse, 'A7:500:85', 'rejected'],
  ];

  test.each(rows)('of $role with %s is %s', (source, code, outcome) => {
    const received = receive(submitted(), source, code, { payerControlNumber: 'ICN1' });
    expect(received.outcome).toBe(outcome);
    expect(Claim.parse(received.claim).submissions[0]?.acknowledgements).toMatchObject([
      { kind: '277CA', code, payerClaimControlNumber: 'ICN1' },
    ]);
  });

  test('that accepts tells the pipeline, and the remittance is waited for as long as the payer’s row says', () => {
    const claim = submitted();
    const received = receive(claim, payer, 'A2:20');
    expect(received.claim).toMatchObject({ state: 'awaiting-remittance', deadlineSeconds: 30 * 86_400 });
    expect(signalIn(received.writes)).toMatchObject({
      waitName: 'acknowledgement',
      waitSequence: claim.waitSequence,
      output: { outcome: 'accepted', deadlineSeconds: 30 * 86_400 },
    });
  });

  test('that rejects opens a task with the reason in words, and without the payer’s own text', () => {
    const received = receive(submitted(), payer, 'A7:164:IL');
    const task = taskIn(received.writes);
    expect(task).toMatchObject({
      kind: 'rejection',
      why: 'JUNIP rejected submission 1: Rejected, information is invalid: the entity’s contract or member number, entity subscriber (A7:164:IL).',
      dueOn: '2026-11-24',
      dollarsAtStakeCents: 17_500,
      outcomes: ['corrected', 'write-off'],
    });
    expect(task?.evidence.at(-1)).toBe('Juniper Mutual Health must have the claim by 2027-04-03.');
    expect(JSON.stringify(task)).not.toContain('Odette');
  });

  test('rejects the claim where only a line is rejected, and names the procedure', () => {
    const claim = submitted();
    const [rejected] = status(claim, 'A7:454').statuses;
    const received = receive(claim, payer, 'A2:20', {
      lines: [
        {
          procedure: { qualifier: 'HC', code: '36415', modifiers: [] },
          chargeCents: claim.totalChargeCents,
          statuses: rejected === undefined ? [] : [rejected],
          references: [],
          dates: [],
        },
      ],
    });
    expect(received.outcome).toBe('rejected');
    expect(taskIn(received.writes)?.evidence[0]).toContain('Procedure 36415: ');
  });

  test('reads an action where the category is not in the table', () => {
    expect(categoryOf('Z9', 'U').rung).toBe('rejected');
    expect(categoryOf('Z9', 'WQ').rung).toBe('informed');
    expect(Object.keys(statusCategories)).toHaveLength(15);
  });

  test('for another claim, or without any status, is not ours', () => {
    const claim = submitted();
    expect(receive(claim, payer, 'A2:20', { patientControlNumber: 'C0000000000AB-1' }).outcome).toBe(
      'not-ours',
    );
    expect(receive(claim, payer, 'A2:20', { patientControlNumber: `${claim.claimId}-9` }).outcome).toBe(
      'not-ours',
    );
    expect(receive(claim, payer, 'A2:20', { statuses: [] }).writes).toEqual([]);
  });
});

describe('acknowledgements that come', () => {
  test('twice change nothing the second time, also from another file', () => {
    const first = receive(submitted(), payer, 'A2:20');
    const second = receive277CA(first.claim, practice, status(first.claim, 'A2:20'), {
      source: payer,
      at: later,
      fileKey: 'inbound/again.277',
    });
    expect([second.outcome, second.writes]).toEqual(['duplicate', []]);
  });

  test('after the payer accepted reject the claim all the same', () => {
    const accepted = receive(submitted(), payer, 'A2:20').claim;
    const rejected = receive(accepted, payer, 'A3:21');
    expect([rejected.outcome, rejected.claim.state]).toEqual(['rejected', 'awaiting-rejection-work']);
    expect(signalIn(rejected.writes)).toMatchObject({
      waitName: 'remittance',
      output: { outcome: 'rejected' },
    });
  });

  test('after the payer rejected do not accept the claim again', () => {
    const rejected = receive(submitted(), payer, 'A3:21').claim;
    const late = receive(rejected, payer, 'A2:20');
    expect([late.outcome, late.claim.state]).toEqual(['recorded', 'awaiting-rejection-work']);
    expect(kindsOf(late.writes)).toEqual(['save-claim', 'record-event']);
  });

  test('of a clearinghouse that rejects do not overrule the payer that accepted', () => {
    const accepted = receive(submitted(), payer, 'A2:20').claim;
    expect(receive(accepted, clearinghouse, 'A7:500:85').outcome).toBe('recorded');
  });

  test('late, during the follow-up, let the claim wait for its remittance', () => {
    const followed = missedAcknowledgement(submitted(), practice, at).claim;
    const received = receive(followed, payer, 'A2:20');
    expect([received.outcome, received.claim.state]).toEqual(['accepted-late', 'awaiting-remittance']);
    expect(kindsOf(received.writes)).toContain('close-task');
  });

  test('for an older submission are kept with it and move nothing', () => {
    const first = submitted();
    const second = submitted({ ...first, state: 'ready-to-submit' });
    const old = { patientControlNumber: first.submissions[0]?.patientControlNumber ?? '' };
    const received = receive(second, payer, 'A7:164:IL', old);
    expect(received.outcome).toBe('recorded');
    expect(received.claim.submissions.map(({ acknowledgements }) => acknowledgements.length)).toEqual([1, 0]);
  });

  const facts = [
    { source: clearinghouse, code: 'A1:19' },
    { source: clearinghouse, code: 'A0:16' },
    { source: payer, code: 'A1:19' },
    { source: payer, code: 'A2:20' },
    { source: payer, code: 'A3:21' },
  ] as const;

  test('in any order, and some twice, lead to the same state', () => {
    const someFacts = fc.subarray([...facts], { minLength: 1 });
    const anyOrder = someFacts.chain((some) =>
      fc.tuple(
        fc.constant(some),
        fc.shuffledSubarray(some, { minLength: some.length }),
        fc.array(fc.constantFrom(...some), { maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(anyOrder, ([some, shuffled, repeated]) => {
        const run = (list: readonly (typeof facts)[number][]): Claim =>
          list.reduce((claim, { source, code }) => receive(claim, source, code).claim, submitted());
        const says = (code: string): boolean =>
          some.some((fact) => fact.source === payer && fact.code === code);
        const end = run([...shuffled, ...repeated]);
        expect(end.state).toBe(
          says('A3:21')
            ? 'awaiting-rejection-work'
            : says('A2:20')
              ? 'awaiting-remittance'
              : 'awaiting-acknowledgement',
        );
        expect(end.submissions[0]?.acknowledgements).toHaveLength(some.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('nothing came back', () => {
  test('in the time for an acknowledgement: a follow-up task with what is known', () => {
    const recorded = receive(submitted(), clearinghouse, 'A1:19').claim;
    const missed = missedAcknowledgement(recorded, practice, Instant.parse('2026-11-24T09:00:00.000Z'));
    expect(missed.outcome).toBe('nothing-came-back');
    expect(kindsOf(missed.writes)).toEqual(['save-claim', 'record-event', 'open-task']);
    expect(taskIn(missed.writes)).toMatchObject({
      kind: 'follow-up',
      why: 'No acknowledgement for the claim that was sent 4 days ago.',
      dueOn: '2026-11-26',
    });
    expect(taskIn(missed.writes)?.evidence[0]).toMatch(
      /^2026-11-21: 277CA of OPENFIELD\. Received, not yet accepted/,
    );
  });

  test('in the time for a remittance: a follow-up task', () => {
    const accepted = receive(submitted(), payer, 'A2:20').claim;
    const missed = missedRemittance(accepted, practice, Instant.parse('2026-12-22T09:00:00.000Z'), []);
    expect([missed.outcome, missed.claim.state]).toEqual(['nothing-came-back', 'awaiting-follow-up']);
    expect(taskIn(missed.writes)?.why).toBe('No remittance for the claim that was sent 32 days ago.');
  });

  test('is not said of a claim that moved on', () => {
    const accepted = receive(submitted(), payer, 'A2:20').claim;
    expect(missedAcknowledgement(accepted, practice, later)).toMatchObject({
      outcome: 'moved-on',
      writes: [],
    });
    expect(missedRemittance(submitted(), practice, later, [])).toMatchObject({
      outcome: 'moved-on',
      writes: [],
    });
  });
});

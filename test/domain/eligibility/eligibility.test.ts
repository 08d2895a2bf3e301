import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cents } from '#contracts/cents.ts';
import { Claim, claimStates } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { askEligibility, nextTraceNumber } from '#domain/eligibility/ask-eligibility.ts';
import { benefitActions } from '#domain/eligibility/benefit-actions.ts';
import { decideCoverageTask } from '#domain/eligibility/decide-coverage-task.ts';
import { UnknownPayer } from '#domain/eligibility/primary-coverage.ts';
import { rejectionActions } from '#domain/eligibility/rejection-actions.ts';
import { missedEligibility, settleEligibility } from '#domain/eligibility/settle-eligibility.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import type {
  Benefit271,
  EligibilityResponse271,
  Person271,
  Rejection271,
} from '#domain/x12/guides/005010X279A1-271/model.ts';
import {
  at,
  claimIn,
  kindsOf,
  later,
  practice,
  receivedClaim,
  signalIn,
  taskIn,
} from '../samples/encounters.ts';

const file = { at: later, fileKey: 'inbound/cedar-hill/1.271' };
const day = (text: string): PlainDate => PlainDate.parse(text);

function asked(encounter: Readonly<Record<string, unknown>> = {}): Claim {
  const claim = receivedClaim(encounter);
  return askEligibility(claim, practice, { at, traceNumber: nextTraceNumber(claim) }).claim;
}

function benefit(kind: string, changes: Partial<Benefit271> = {}): Benefit271 {
  return {
    kind,
    serviceTypes: ['30'],
    diagnosisPointers: [],
    deliveries: [],
    references: [],
    dates: [],
    rejections: [],
    messages: [],
    furtherInformation: [],
    entities: [],
    ...changes,
  };
}

function person(changes: Partial<Person271> = {}): Person271 {
  return {
    traces: [],
    name: { entityType: 'person', name: 'Waxwing' },
    references: [],
    rejections: [],
    diagnoses: [],
    dates: [],
    benefits: [],
    ...changes,
  };
}

function traceOf(claim: Claim): Person271['traces'] {
  return [{ kind: '2', number: claim.eligibility.at(-1)?.traceNumber ?? 'none' }];
}

/** An answer about the subscriber, to the claim's last question. */
function answer(
  claim: Claim,
  subscriber: Partial<Person271> = {},
  changes: Partial<EligibilityResponse271> = {},
): EligibilityResponse271 {
  return {
    header: { purpose: '11', date: day('2026-11-20'), time: '1600' },
    sourceLevelRejections: [],
    informationSource: {
      role: 'PR',
      name: { entityType: 'organization', name: 'Juniper Mutual Health' },
      contacts: [],
      rejections: [],
    },
    subscribers: [{ ...person({ traces: traceOf(claim), ...subscriber }), dependents: [] }],
    ...changes,
  };
}

function reject(reasonCode: string): Rejection271 {
  return { valid: false, reasonCode, followUpCode: 'C' };
}

describe('the inquiry', () => {
  test('asks the primary payer about the first day of service and can be written', () => {
    const claim = receivedClaim();
    const traceNumber = nextTraceNumber(claim);
    const decided = askEligibility(claim, practice, { at, traceNumber });
    expect(decided.outcome).toBe('asked');
    expect(decided.inquiry).toMatchObject({
      informationSource: { identifier: { qualifier: 'PI', value: 'JUNIP' } },
      informationReceiver: { name: { identifier: { qualifier: 'XX', value: practice.npi } } },
      subscriber: {
        traces: [{ number: traceNumber }],
        name: { name: 'Waxwing', identifier: { qualifier: 'MI', value: 'JHM90017' } },
        dates: [{ qualifier: '291', from: '2026-10-05' }],
      },
      questions: [{ serviceTypes: ['30'] }],
    });
    expect(decided.claim).toMatchObject({
      state: 'awaiting-eligibility',
      eligibility: [{ payerId: 'JUNIP', traceNumber, status: 'no-answer' }],
    });
    const text = write270(
      envelopeTo(practice, at, 'T'),
      decided.inquiry === undefined ? [] : [decided.inquiry],
      {
        interchange: 1,
        group: 1,
      },
    );
    expect(text).toContain(`TRN*1*${traceNumber}*9${practice.taxId}~`);
  });

  test('about a child names the subscriber, and asks about the child as dependent', () => {
    const address = { line1: '14 Nettle Row', city: 'Alder Falls', state: 'OR', zip: '97099' };
    const father = { lastName: 'Kite', firstName: 'Per', birthDate: '1980-01-01', sex: 'M', address };
    const claim = receivedClaim({
      coverages: [
        { order: 'primary', payerId: 'JUNIP', memberId: 'JHM1', relationship: 'child', subscriber: father },
      ],
    });
    const { inquiry } = askEligibility(claim, practice, { at, traceNumber: 'T' });
    expect(inquiry?.subscriber).toMatchObject({ name: { name: 'Kite', identifier: { value: 'JHM1' } } });
    expect(inquiry?.subscriber.traces).toBeUndefined();
    expect(inquiry?.dependent).toMatchObject({
      name: { name: 'Waxwing' },
      relationship: '19',
      traces: [{ number: 'T' }],
      dates: [{ qualifier: '291' }],
    });
  });

  test.each([
    ['coded', {}, 'sent-to-scrub', 'ready-to-scrub'],
    [
      'uncoded',
      { lines: [], diagnoses: [], totalCharge: '0.00', note: 'Cough.' },
      'sent-to-coding',
      'awaiting-coding',
    ],
  ])('is not sent where the patient pays: a %s visit goes on', (_, changes, outcome, state) => {
    const decided = askEligibility(receivedClaim({ coverages: [], ...changes }), practice, {
      at,
      traceNumber: 'T',
    });
    expect([decided.outcome, decided.claim.state, decided.inquiry]).toEqual([outcome, state, undefined]);
    expect(kindsOf(decided.writes)).not.toContain('signal');
  });

  test('is refused by name where the practice no longer has the payer', () => {
    const bare = { ...practice, payers: [] };
    expect(() => askEligibility(receivedClaim(), bare, { at, traceNumber: 'T' })).toThrow(UnknownPayer);
  });
});

describe('an answer sends the claim on', () => {
  test.each(['1', '2', '3', '4', '5'])('with EB01 %s', (kind) => {
    const claim = asked();
    const settled = settleEligibility(claim, practice, answer(claim, { benefits: [benefit(kind)] }), file);
    expect(settled.outcome).toBe('sent-to-scrub');
    expect(settled.claim.eligibility).toMatchObject([
      { status: 'active', answeredAt: later, fileKey: file.fileKey },
    ]);
    expect(kindsOf(settled.writes)).toEqual(['save-claim', 'record-event', 'signal']);
    expect(signalIn(settled.writes)).toMatchObject({
      waitName: 'eligibility',
      waitSequence: claim.waitSequence,
      output: { outcome: 'sent-to-scrub' },
    });
  });

  test('to the coder where the visit is uncoded, with a task that says why', () => {
    const claim = asked({ lines: [], diagnoses: [], totalCharge: '0.00', note: 'Cough.' });
    const settled = settleEligibility(claim, practice, answer(claim, { benefits: [benefit('1')] }), file);
    expect(settled.outcome).toBe('sent-to-coding');
    expect(taskIn(settled.writes)).toMatchObject({
      kind: 'coding',
      why: 'The visit of 2026-10-05 came without codes: no lines and no diagnoses.',
      outcomes: ['coded', 'query-provider', 'not-billable'],
    });
  });

  test('and keeps what the patient will owe, the most specific row first', () => {
    const claim = asked();
    const benefits = [
      benefit('1'),
      benefit('B', { amountCents: Cents.parse(4_000) }),
      benefit('B', { amountCents: Cents.parse(2_500), serviceTypes: ['98'] }),
      benefit('B', { amountCents: Cents.parse(9_900), serviceTypes: ['98'], inNetwork: 'N' }),
      benefit('A', { percent: 0.2 }),
      benefit('C', { amountCents: Cents.parse(50_000), timePeriod: '23' }),
      benefit('C', { amountCents: Cents.parse(15_000), timePeriod: '29' }),
      benefit('C', { amountCents: Cents.parse(90_000), timePeriod: '29', coverageLevel: 'FAM' }),
    ];
    const settled = settleEligibility(claim, practice, answer(claim, { benefits }), file);
    expect(settled.claim.eligibility[0]).toMatchObject({
      copayCents: 2_500,
      coinsuranceBasisPoints: 2_000,
      deductibleRemainingCents: 15_000,
    });
  });

  test('and a deductible without the word "remaining" is not taken for what remains', () => {
    const claim = asked();
    const benefits = [benefit('1'), benefit('C', { amountCents: Cents.parse(50_000), timePeriod: '23' })];
    const settled = settleEligibility(claim, practice, answer(claim, { benefits }), file);
    expect(settled.claim.eligibility[0]?.deductibleRemainingCents).toBeUndefined();
  });

  test('where one row is active and another is not, and where the trace stands at the dependent', () => {
    const claim = asked();
    const mixed = answer(claim, { benefits: [benefit('6', { serviceTypes: ['35'] }), benefit('1')] });
    const subscriber = person({ traces: [] });
    const dependent = person({ traces: traceOf(claim), benefits: [benefit('1')] });
    const below = answer(claim, {}, { subscribers: [{ ...subscriber, dependents: [dependent] }] });
    expect(settleEligibility(claim, practice, mixed, file).outcome).toBe('sent-to-scrub');
    expect(settleEligibility(claim, practice, below, file).outcome).toBe('sent-to-scrub');
  });
});

describe('an answer asks the front desk', () => {
  const ended = [{ qualifier: '347', from: day('2026-09-30') }];
  const rows: readonly (readonly [string, Partial<Person271>, string, RegExp])[] = [
    [
      'with EB01 6',
      { benefits: [benefit('6')] },
      'inactive',
      /^Not covered on 2026-10-05: inactive \(EB01 6\)\.$/,
    ],
    ['with EB01 7', { benefits: [benefit('7')] }, 'inactive', /update/],
    ['with EB01 8', { benefits: [benefit('8')] }, 'inactive', /investigation/],
    [
      'with EB01 6 and the end of coverage',
      { benefits: [benefit('6', { dates: ended })] },
      'inactive',
      /coverage ended 2026-09-30/,
    ],
    [
      'with EB01 1 and coverage that ended before the visit',
      { benefits: [benefit('1', { dates: ended })] },
      'inactive',
      /coverage ended 2026-09-30/,
    ],
    [
      'with EB01 1 and a plan that begins after the visit',
      { benefits: [benefit('1')], dates: [{ qualifier: '346', from: day('2026-10-06') }] },
      'inactive',
      /coverage begins 2026-10-06/,
    ],
    [
      'with EB01 1 and a period that is over',
      {
        benefits: [benefit('1')],
        dates: [{ qualifier: '291', from: day('2025-01-01'), to: day('2025-12-31') }],
      },
      'inactive',
      /coverage ended 2025-12-31/,
    ],
    [
      'with dental coverage only',
      { benefits: [benefit('1', { serviceTypes: ['35'] })] },
      'unknown',
      /not a no/,
    ],
    ['with EB01 U', { benefits: [benefit('U')] }, 'unknown', /asks to be called \(EB01 U\)/],
    ['with EB01 I', { benefits: [benefit('I')] }, 'unknown', /not covered by the plan/],
    ['without any benefit', {}, 'unknown', /not a no/],
    ['with AAA03 75', { rejections: [reject('75')] }, 'rejected', /did not find the subscriber \(AAA03 75\)/],
    ['with AAA03 71', { rejections: [reject('71')] }, 'rejected', /another birth date/],
    ['with AAA03 42', { rejections: [reject('42')] }, 'unknown', /unable to respond/],
    [
      'with an AAA03 that is not in the table',
      { rejections: [reject('99')] },
      'unknown',
      /not in our table \(AAA03 99\)/,
    ],
    [
      'with a rejection that names the fault beside one that does not',
      { rejections: [reject('42'), reject('72')] },
      'rejected',
      /member id \(AAA03 72\)/,
    ],
  ];

  test.each(rows)('%s', (_, subscriber, status, reason) => {
    const claim = asked();
    const settled = settleEligibility(claim, practice, answer(claim, subscriber), file);
    expect(settled.outcome).toBe('coverage-questioned');
    expect(settled.claim).toMatchObject({ state: 'awaiting-coverage', eligibility: [{ status }] });
    expect(settled.claim.eligibility[0]?.reason).toMatch(reason);
    const task = taskIn(settled.writes);
    expect(task).toMatchObject({ kind: 'coverage', dueOn: '2026-11-24', dollarsAtStakeCents: 17_500 });
    expect(task?.why).toMatch(reason);
    expect(task?.evidence.every((sentence) => /^[A-Z].+\.$/.test(sentence))).toBe(true);
  });

  test('where the source could not answer and repeats only BHT03', () => {
    const claim = asked();
    const response = answer(
      claim,
      {},
      {
        header: {
          purpose: '11',
          reference: claim.eligibility[0]?.traceNumber ?? '',
          date: day('2026-11-20'),
          time: '1600',
        },
        sourceLevelRejections: [reject('42')],
        subscribers: [],
      },
    );
    const settled = settleEligibility(claim, practice, response, file);
    expect([settled.outcome, settled.claim.eligibility[0]?.status]).toEqual([
      'coverage-questioned',
      'unknown',
    ]);
    expect(settled.claim.eligibility[0]?.rejectReasonCodes).toEqual(['42']);
  });

  test('and an unknown never counts as a no: only an inactive benefit or a date makes it one', () => {
    const kinds = Object.entries(benefitActions)
      .filter(([, { verdict }]) => verdict === 'unclear' || verdict === 'information')
      .map(([kind]) => kind);
    fc.assert(
      fc.property(
        fc.subarray(kinds),
        fc.subarray(Object.keys(rejectionActions)),
        (benefitKinds, reasonCodes) => {
          const claim = asked();
          const response = answer(claim, {
            benefits: benefitKinds.map((kind) => benefit(kind)),
            rejections: reasonCodes.map(reject),
          });
          const { status } = settleEligibility(claim, practice, response, file).claim.eligibility[0] ?? {};
          expect(['unknown', 'rejected']).toContain(status);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('an answer that comes', () => {
  test('twice changes nothing', () => {
    const claim = asked();
    const response = answer(claim, { benefits: [benefit('1')] });
    const first = settleEligibility(claim, practice, response, file);
    const second = settleEligibility(first.claim, practice, response, { ...file, fileKey: 'another' });
    expect([second.outcome, second.writes]).toEqual(['duplicate', []]);
  });

  test('late, after the claim moved on, is recorded and moves nothing', () => {
    const others = claimStates.filter((state) => state !== 'awaiting-eligibility');
    for (const state of others) {
      const claim: Claim = { ...asked(), state };
      const settled = settleEligibility(claim, practice, answer(claim, { benefits: [benefit('1')] }), file);
      expect(settled.outcome).toBe('recorded');
      expect(kindsOf(settled.writes)).toEqual(['save-claim', 'record-event']);
      expect(settled.claim).toMatchObject({
        state,
        waitSequence: claim.waitSequence,
        eligibility: [{ status: 'active' }],
      });
    }
  });

  test('to an older question is recorded, and the newer question still waits', () => {
    const first = asked();
    const again: Claim = { ...first, state: 'received' };
    const second = askEligibility(again, practice, { at: later, traceNumber: nextTraceNumber(again) }).claim;
    const settled = settleEligibility(second, practice, answer(first, { benefits: [benefit('6')] }), file);
    expect(settled.outcome).toBe('recorded');
    expect(settled.claim.eligibility.map(({ status }) => status)).toEqual(['inactive', 'no-answer']);
    expect(settled.claim.state).toBe('awaiting-eligibility');
  });

  test('for another claim is not ours', () => {
    const stranger = answer(asked({ encounterId: 'ENC-2' }), { benefits: [benefit('1')] });
    expect(settleEligibility(asked(), practice, stranger, file)).toMatchObject({
      outcome: 'not-ours',
      writes: [],
    });
  });
});

describe('no answer in time', () => {
  test('asks the front desk, from within the pipeline', () => {
    const missed = missedEligibility(asked(), later);
    expect(missed.outcome).toBe('coverage-questioned');
    expect(kindsOf(missed.writes)).toEqual(['save-claim', 'record-event', 'open-task']);
    expect(missed.claim.eligibility).toMatchObject([{ status: 'no-answer' }]);
    expect(taskIn(missed.writes)?.why).toBe(
      'Payer JUNIP has not answered the inquiry of 2026-11-20; that is not a no.',
    );
  });

  test('changes nothing for a claim that moved on', () => {
    expect(missedEligibility(receivedClaim(), later)).toMatchObject({ outcome: 'moved-on', writes: [] });
  });
});

describe('the front desk', () => {
  const worker = { user: 'desk.paul', at: later };
  const questioned = (encounter: Readonly<Record<string, unknown>> = {}): Claim =>
    missedEligibility(asked(encounter), at).claim;
  type Coverages = Extract<TaskOutcome<'coverage'>, { outcome: 'coverage-corrected' }>['coverages'];
  const coverages = (changes: Readonly<Record<string, unknown>> = {}): Coverages =>
    receivedClaim({
      coverages: [{ order: 'primary', payerId: 'BLUEW', memberId: 'BWH7', relationship: 'self', ...changes }],
    }).coverages;

  test('corrects the coverage, and the claim is asked about again under the next trace', () => {
    const claim = questioned();
    const outcome = { outcome: 'coverage-corrected', coverages: coverages(), reason: 'New card.' } as const;
    const decided = decideCoverageTask(claim, practice, outcome, worker);
    const { writes } = decided;
    expect(decided.refused).toBeUndefined();
    expect(kindsOf(writes ?? [])).toEqual([
      'save-claim',
      'record-event',
      'enter-patient',
      'close-task',
      'signal',
    ]);
    const corrected = Claim.parse(claimIn(writes ?? []));
    expect(corrected).toMatchObject({
      state: 'received',
      coverages: [{ payerId: 'BLUEW' }],
      staffDecisions: [
        { by: 'desk.paul', task: 'coverage', outcome: 'coverage-corrected', fields: ['coverages'] },
      ],
    });
    expect(nextTraceNumber(corrected)).toBe(`${claim.claimId}-E${corrected.version}`);
  });

  test.each([
    ['bill-anyway', {}, 'ready-to-scrub', 1],
    ['self-pay', {}, 'ready-to-scrub', 0],
    ['bill-anyway', { lines: [], diagnoses: [], totalCharge: '0.00', note: 'Cough.' }, 'awaiting-coding', 1],
    ['self-pay', { lines: [], diagnoses: [], totalCharge: '0.00', note: 'Cough.' }, 'awaiting-coding', 0],
  ] as const)('decides %s', (outcome, encounter, state, coverageCount) => {
    const decided = decideCoverageTask(
      questioned(encounter),
      practice,
      { outcome, reason: 'Asked.' },
      worker,
    );
    const claim = claimIn(decided.writes ?? []);
    expect([claim.state, claim.coverages.length]).toEqual([state, coverageCount]);
  });

  test('is refused a payer that the practice does not have, and a coverage without its subscriber', () => {
    const unknown = receivedClaim().coverages.map((coverage) => ({
      ...coverage,
      payerId: 'NOSUCH' as never,
    }));
    const refusals = [
      unknown,
      coverages().map((coverage) => ({ ...coverage, relationship: 'spouse' as const })),
    ].map((list) =>
      decideCoverageTask(
        questioned(),
        practice,
        { outcome: 'coverage-corrected', coverages: list, reason: 'Card.' },
        worker,
      ),
    );
    expect(refusals.map(({ refused }) => refused)).toEqual([
      expect.stringContaining('coverages[1].payerId: found payer NOSUCH'),
      expect.stringContaining('coverages[1].subscriber'),
    ]);
  });

  test('comes too late for a claim that moved on', () => {
    const decided = decideCoverageTask(
      receivedClaim(),
      practice,
      { outcome: 'self-pay', reason: 'Asked.' },
      worker,
    );
    expect(decided.refused).toMatch(
      /is at "Received from the practice" and does not wait for its coverage task/,
    );
  });
});

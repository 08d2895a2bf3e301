import { describe, expect, test } from 'vitest';
import { Claim, type Adjudication, type Submission } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { PatientControlNumber, PayerId, RemittanceId } from '#contracts/identifiers.ts';
import { decideFollowUpTask } from '#domain/submission/decide-follow-up-task.ts';
import { decideRejectionTask } from '#domain/submission/decide-rejection-task.ts';
import { decideSubmission } from '#domain/submission/decide-submission.ts';
import { chooseFrequency, NothingToSubmit, planSubmission } from '#domain/submission/next-submission.ts';
import { zeroCents } from '#domain/money/cents.ts';
import {
  at,
  claimIn,
  kindsOf,
  later,
  practice,
  receivedClaim,
  signalIn,
  today,
} from '../samples/encounters.ts';

const worker = { user: 'biller.rosa', role: 'staff', at: later } as const;

function adjudication(changes: Partial<Adjudication> = {}): Adjudication {
  return {
    remittanceId: RemittanceId.parse('R0000000000000001'),
    claimIndex: 1,
    postedAt: at,
    postingDate: today,
    payerId: PayerId.parse('JUNIP'),
    traceNumber: 'EFT1',
    patientControlNumber: 'C0-1',
    statusCode: '1',
    payerClaimControlNumber: 'ICN1',
    chargeCents: zeroCents,
    paidCents: zeroCents,
    adjustments: [],
    remarkCodes: [],
    lines: [],
    contractualCents: zeroCents,
    patientResponsibilityCents: zeroCents,
    deniedCents: zeroCents,
    otherCents: zeroCents,
    ...changes,
  };
}

const reversal = adjudication({
  claimIndex: 2,
  statusCode: '22',
  reverses: { remittanceId: RemittanceId.parse('R0000000000000001'), claimIndex: 1 },
});

function coverage(payerId: string): Claim['coverages'] {
  return receivedClaim({ coverages: [{ order: 'primary', payerId, memberId: 'M-77', relationship: 'self' }] })
    .coverages;
}

type Said = Pick<Submission['acknowledgements'][number], 'outcome' | 'sender'>;

function submission(...said: readonly Said[]): Submission {
  return {
    sequence: 1,
    payerId: PayerId.parse('JUNIP'),
    patientControlNumber: PatientControlNumber.parse('C0000000000AB-1'),
    frequency: '1',
    submittedAt: at,
    interchangeControlNumber: '000000001',
    fileKey: 'outbound/1',
    acknowledgements: said.map(({ outcome, sender }) => ({
      receivedAt: at,
      kind: '277CA',
      outcome,
      code: 'A2:20',
      sender,
      reason: 'Said.',
      fileKey: 'inbound/1',
    })),
  };
}

describe('the next submission', () => {
  test('is an original where the payer never decided', () => {
    const plan = planSubmission(receivedClaim(), practice);
    expect(plan).toMatchObject({ sequence: 1, frequency: '1', payer: { payerId: 'JUNIP' } });
    expect(plan.payerClaimControlNumber).toBeUndefined();
  });

  test.each([
    ['a replacement of what the payer decided', 'JUNIP', [adjudication()], '7', 'ICN1'],
    [
      'a replacement of the latest decision that stands',
      'JUNIP',
      [adjudication(), reversal, adjudication({ claimIndex: 3, payerClaimControlNumber: 'ICN3' })],
      '7',
      'ICN3',
    ],
    ['an original after the decision was taken back', 'JUNIP', [adjudication(), reversal], '1', undefined],
    [
      'an original for a payer that takes no replacements',
      'FEDMB',
      [adjudication({ payerId: PayerId.parse('FEDMB') })],
      '1',
      undefined,
    ],
    ['an original for another payer than the one that decided', 'BLUEW', [adjudication()], '1', undefined],
    [
      'an original where the payer called the claim unprocessable (MA130)',
      'JUNIP',
      [adjudication({ remarkCodes: ['MA130'] })],
      '1',
      undefined,
    ],
    [
      'an original where the decision carried no control number',
      'JUNIP',
      [adjudication({ payerClaimControlNumber: '' })],
      '1',
      undefined,
    ],
  ] as const)('is %s', (_, payerId, adjudications, frequency, controlNumber) => {
    const claim = receivedClaim(
      {},
      { coverages: coverage(payerId), adjudications: [...adjudications], submissions: [submission()] },
    );
    expect(planSubmission(claim, practice)).toMatchObject({ sequence: 2, frequency });
    expect(planSubmission(claim, practice).payerClaimControlNumber).toBe(controlNumber);
    expect(planSubmission(claim, practice).payer.payerId).toBe(payerId);
  });

  test('is a void only of a decision that stands', () => {
    const wanted = { nextSubmission: { frequency: '8' } } as const;
    const decided = receivedClaim({}, { ...wanted, adjudications: [adjudication()] });
    expect(planSubmission(decided, practice)).toMatchObject({
      frequency: '8',
      payerClaimControlNumber: 'ICN1',
    });
    expect(planSubmission(receivedClaim({}, wanted), practice).frequency).toBe('1');
  });

  test('is nothing for a patient who pays', () => {
    expect(() => planSubmission(receivedClaim({ coverages: [] }), practice)).toThrow(NothingToSubmit);
  });

  test('is recorded when it goes out, and the acknowledgement is waited for as long as the payer’s row says', () => {
    const claim = receivedClaim({}, { state: 'ready-to-submit', nextSubmission: { frequency: '1' } });
    const decided = decideSubmission(claim, practice, {
      at,
      interchangeControlNumber: '000000009',
      fileKey: 'outbound/9',
    });
    expect(kindsOf(decided.writes)).toEqual(['save-claim', 'record-event']);
    expect(Claim.parse(decided.claim)).toMatchObject({
      state: 'awaiting-acknowledgement',
      deadlineSeconds: 72 * 3600,
      submissions: [
        { sequence: 1, patientControlNumber: `${claim.claimId}-1`, interchangeControlNumber: '000000009' },
      ],
      rounds: { submission: 1 },
    });
    expect(decided.claim.nextSubmission).toBeUndefined();
  });
});

describe('a biller who works a rejection', () => {
  const rejected = (...said: readonly Said[]): Claim =>
    receivedClaim(
      {},
      { state: 'awaiting-rejection-work', waitSequence: 1, submissions: [submission(...said)] },
    );
  const corrected = (correction: Readonly<Record<string, unknown>>, claim = rejected()) =>
    decideRejectionTask(
      claim,
      practice,
      { outcome: 'corrected', correction, reason: 'From the card.' },
      worker,
    );

  test('corrects the claim, which goes back to the scrubber and out as an original', () => {
    const decided = corrected({ coverages: coverage('JUNIP') });
    expect(decided.outcome).toBe('rejection-corrected');
    const claim = Claim.parse(claimIn(decided.writes ?? []));
    expect(claim).toMatchObject({
      state: 'ready-to-scrub',
      nextSubmission: { frequency: '1' },
      coverages: [{ memberId: 'M-77' }],
      staffDecisions: [{ task: 'rejection', fields: ['coverages'], reason: 'From the card.' }],
    });
    expect(signalIn(decided.writes ?? [])?.output.outcome).toBe('rejection-corrected');
  });

  test('keeps a replacement a replacement where the payer had decided an earlier submission', () => {
    const claim = { ...rejected(), adjudications: [adjudication()] };
    expect(claimIn(corrected({ placeOfService: '11' }, claim).writes ?? []).nextSubmission).toEqual({
      frequency: '7',
    });
  });

  test('may send the same content again', () => {
    expect(corrected({}).outcome).toBe('rejection-corrected');
  });

  test('takes the coverage off only of what no payer decided, and not too late', () => {
    const claim = rejected();
    expect(corrected({ coverages: [] }, claim).outcome).toBe('rejection-corrected');
    expect(corrected({ coverages: [] }, { ...claim, adjudications: [adjudication()] }).refused).toMatch(
      /^A payer has decided this claim before/,
    );
    const tooLate = decideRejectionTask(
      claim,
      practice,
      { outcome: 'corrected', correction: { coverages: [] }, reason: 'The patient pays.' },
      { ...worker, at: Instant.parse('2027-12-01T15:00:00.000Z') },
    );
    expect(tooLate.refused).toMatch(/had to have the claim by .*the patient is not billed/);
  });

  test('sends nothing where the payer accepted after the clearinghouse had rejected', () => {
    const claim = rejected(
      { outcome: 'rejected', sender: 'OPENFIELD' },
      { outcome: 'accepted', sender: 'JUNIP' },
    );
    expect(corrected({}, claim).refused).toContain('JUNIP accepted submission 1');
  });

  test('never writes a reason that may name the patient into the history', () => {
    const { writes = [] } = corrected({ coverages: coverage('JUNIP') });
    expect(JSON.stringify(writes.filter(({ kind }) => kind !== 'save-claim'))).not.toContain('From the card');
  });
});

describe('a biller who follows up', () => {
  const followed = (...said: readonly Said[]): Claim =>
    receivedClaim({}, { state: 'awaiting-follow-up', waitSequence: 1, submissions: [submission(...said)] });
  const decide = (outcome: 'keep-waiting' | 'resubmit', claim: Claim) =>
    decideFollowUpTask(claim, practice, { outcome, reason: 'Called the payer.' }, worker);

  test('waits on, as long as the payer’s row says', () => {
    const decided = decide('keep-waiting', followed());
    expect(decided.outcome).toBe('kept-waiting');
    expect(claimIn(decided.writes ?? [])).toMatchObject({
      state: 'awaiting-remittance',
      deadlineSeconds: 30 * 86_400,
    });
  });

  test('sends a claim again that nobody acknowledged', () => {
    const decided = decide('resubmit', followed());
    expect([decided.outcome, claimIn(decided.writes ?? []).state]).toEqual([
      'resubmission-chosen',
      'ready-to-scrub',
    ]);
  });

  test('does not send a claim again that the payer has accepted', () => {
    const accepted = decide('resubmit', followed({ outcome: 'accepted', sender: 'JUNIP' }));
    expect(accepted.refused).toBe(
      'JUNIP accepted submission 1 (A2:20) and has not decided it; a second original would be denied as a duplicate. Ask the payer, and wait on.',
    );
  });

  test('comes too late for a claim that moved on', () => {
    expect(decide('resubmit', receivedClaim()).refused).toMatch(/does not wait for its follow-up task/);
  });
});

test('a replacement is chosen only where payer and decision allow it', () => {
  const [payer] = practice.payers;
  expect(
    payer === undefined
      ? undefined
      : chooseFrequency(
          { submissions: [], adjudications: [adjudication()] },
          { ...payer, takesReplacementClaims: false },
        ),
  ).toBe('1');
});

import { describe, expect, test } from 'vitest';
import { Claim, claimStates, type ClaimState, type Submission } from '#contracts/claim.ts';
import { PatientControlNumber, PayerId } from '#contracts/identifiers.ts';
import { placementTable } from '#domain/charge-changes/place-content.ts';
import { allows } from '#domain/claims/claim-lifecycle.ts';
import { takeInEncounter, type TakenIn } from '#domain/intake/take-in-encounter.ts';
import {
  accepted,
  at,
  claimIn,
  kindsOf,
  later,
  origin,
  practice,
  receivedClaim,
  signalIn,
  taskIn,
} from '../samples/encounters.ts';

const again = { ...origin, uploadId: 'U0000000000000002', recordNumber: 4, at: later };

const submission = (changes: Partial<Submission> = {}): Submission => ({
  sequence: 1,
  payerId: PayerId.parse('JUNIP'),
  patientControlNumber: PatientControlNumber.parse('C0000000000AB-1'),
  frequency: '1',
  submittedAt: at,
  interchangeControlNumber: '000000001',
  fileKey: 'outbound/1',
  acknowledgements: [],
  ...changes,
});

const changes = {
  'a note': { note: 'The practice corrected its note.' },
  'an address': {
    patient: {
      sourcePatientId: 'P-1',
      lastName: 'Waxwing',
      firstName: 'Odette',
      birthDate: '1979-04-23',
      sex: 'F',
      address: { line1: '9 Sedge Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
    },
  },
  'a line': { lines: [{ code: '99214', charge: '175.00', diagnosisPointers: [1] }] },
  'no lines': { lines: [], totalCharge: '0.00', note: 'To be coded.' },
  'another payer': {
    coverages: [{ order: 'primary', payerId: 'BLUEW', memberId: 'BWH1', relationship: 'self' }],
  },
} as const;
type Change = keyof typeof changes;

const change = (claim: Claim, what: Change, version = 2, by = again): TakenIn =>
  takeInEncounter(accepted({ ...changes[what], version }), practice, claim, by);

/** The claim as a step left it in this state. */
const claimAt = (state: ClaimState, more: Partial<Claim> = {}): Claim =>
  receivedClaim({}, { state, waitSequence: 1, ...more });

const columns = ['a note', 'an address', 'a line', 'no lines', 'another payer'] as const;
const task = 'task';
/** What a change does to a claim that was never sent, by state: the event of its history, or a task. */
const unsent: Readonly<Record<ClaimState, readonly string[]>> = {
  received: ['amended', 'amended', 'amended', 'amended', 'amended'],
  'awaiting-eligibility': ['amended', 'received', 'amended', 'amended', 'received'],
  'awaiting-coverage': ['amended', 'received', 'amended', 'amended', 'received'],
  'awaiting-coding': ['coded', 'received', 'coded', 'amended', 'received'],
  'awaiting-audit': ['received', 'received', 'received', 'received', 'received'],
  'ready-to-scrub': ['amended', 'received', 'amended', 'received', 'received'],
  'awaiting-correction': ['corrected', 'received', 'corrected', 'received', 'received'],
  'ready-to-submit': ['amended', 'amended', task, task, task],
  'on-hold': ['amended', 'amended', task, task, task],
  'awaiting-acknowledgement': ['amended', 'amended', task, task, task],
  'awaiting-rejection-work': ['amended', 'amended', task, task, task],
  'awaiting-remittance': ['amended', 'amended', task, task, task],
  'awaiting-follow-up': ['amended', 'amended', task, task, task],
  'awaiting-denial-work': ['amended', 'amended', task, task, task],
  'ready-for-patient': ['amended', 'amended', task, task, task],
  closed: ['amended', 'amended', task, task, task],
};

/** What was done with a change, in the words of the table above. */
function doneWith(taken: TakenIn, before: Claim): string {
  if (taken.outcome === 'changed-after-billing') {
    return task;
  }
  const [, written] = taken.writes;
  const event = written?.kind === 'record-event' ? written.event : undefined;
  const { state } = claimIn(taken.writes);
  return state === before.state
    ? 'amended'
    : event?.event === 'content-replaced'
      ? state
      : (event?.event ?? '');
}

describe('A change of a claim that was never sent', () => {
  const rows = claimStates.flatMap((state) =>
    columns.map((what, index) => ({ state, what, expected: unsent[state][index] ?? '' })),
  );
  test.each(rows)('of $what, at "$state", is $expected', ({ state, what, expected }) => {
    const claim = claimAt(state);
    const taken = change(claim, what);
    expect(doneWith(taken, claim)).toBe(expected);
    expect(Claim.safeParse(claimIn(taken.writes)).error).toBeUndefined();
  });
});

const byStaff = { at, by: 'ida', task: 'correction', outcome: 'corrected', fields: ['lines'] };
const asked: readonly (readonly [string, Partial<Claim>])[] = [
  ['was sent', { submissions: [submission()] }],
  ['staff have changed', { staffDecisions: [byStaff] }],
];

describe.each(asked)('A change of a claim that %s', (_, more) => {
  test.each(claimStates)('asks a person, at "%s", and the claim stays where it is', (state) => {
    const claim = claimAt(state, more);
    const taken = change(claim, 'a line');
    expect(taken).toMatchObject({
      outcome: 'changed-after-billing',
      taskId: `${claim.claimId}-charge-changed-2`,
    });
    expect(kindsOf(taken.writes)).toEqual(['save-claim', 'record-event', 'open-task']);
    const changed = claimIn(taken.writes);
    expect(changed).toMatchObject({ state, lines: claim.lines, totalChargeCents: 17_500 });
    expect(changed.source).toEqual(claim.source);
    expect(changed.pendingChange).toMatchObject({ version: 2, uploadId: again.uploadId, recordNumber: 4 });
    expect(taskIn(taken.writes)).toMatchObject({
      kind: 'charge-changed',
      outcomes: ['replace', 'void', 'ignore'],
    });
  });

  test.each(['a note', 'an address'] as const)('of %s asks nobody: no payer decides by it', (what) => {
    const claim = claimAt('awaiting-remittance', more);
    const taken = change(claim, what);
    expect(taken.outcome).toBe('updated');
    const { patient, note, state } = claimIn(taken.writes);
    expect({ state, note, line1: patient.address.line1 }).toMatchObject(
      what === 'a note'
        ? { note: changes['a note'].note, line1: '14 Nettle Row' }
        : { note: undefined, line1: '9 Sedge Lane' },
    );
    expect(change(claimIn(taken.writes), what, 3).outcome).toBe('unchanged');
  });
});

test('The table of placements names only moves that the lifecycle allows', () => {
  const illegal = claimStates.flatMap((state) => {
    const { coded, uncoded, otherCoverage } = placementTable[state];
    return [coded, uncoded, otherCoverage].filter(
      (placement) => placement !== 'amended' && placement !== 'in-flight' && !allows(state, placement),
    );
  });
  expect(illegal).toEqual([]);
});

test('What staff changed of the patient is not overwritten by an address that no payer decides by', () => {
  const claim = claimAt('awaiting-correction', {
    staffDecisions: [{ at, by: 'ida', task: 'correction', outcome: 'corrected', fields: ['patient'] }],
  });
  const taken = change(claim, 'an address');
  expect(taken.outcome).toBe('updated');
  expect(claimIn(taken.writes).patient.address.line1).toBe('14 Nettle Row');
});

test('A claim that waits is told that its content was replaced, and its task is moot', () => {
  const { writes } = change(claimAt('awaiting-correction'), 'another payer');
  expect(kindsOf(writes)).toEqual(['save-claim', 'record-event', 'enter-patient', 'close-task', 'signal']);
  expect(signalIn(writes)?.output.outcome).toBe('content-replaced');
});

describe('A change that waits for a decision', () => {
  const waiting = claimIn(
    change(claimAt('awaiting-remittance', { submissions: [submission()] }), 'a line').writes,
  );

  test('is told by what differs, without names', () => {
    expect(waiting.pendingChange?.differences).toEqual([
      'Line 1 was 1 x 99213 on 2026-10-05 at $160.00 for diagnosis 1 and is now 1 x 99214 on 2026-10-05 at $175.00 for diagnosis 1.',
      'Line 2, 1 x 36415 on 2026-10-05 at $15.00 for diagnosis 2, is gone.',
    ]);
  });

  test('asks nobody a second time when it comes again, from whatever file', () => {
    for (const version of [2, 3]) {
      expect(change(waiting, 'a line', version)).toEqual({
        outcome: 'changed-after-billing',
        claimId: waiting.claimId,
        taskId: waiting.pendingChange?.taskId,
        writes: [],
      });
    }
  });

  test('gives way to a later change, whose task takes the place of its own', () => {
    const taken = change(waiting, 'another payer', 3);
    expect(kindsOf(taken.writes)).toEqual(['save-claim', 'record-event', 'close-task', 'open-task']);
    expect(claimIn(taken.writes).pendingChange).toMatchObject({
      version: 3,
      differences: ['The primary coverage was JUNIP and is now BLUEW.'],
    });
    expect(taskIn(taken.writes)?.taskId).not.toBe(waiting.pendingChange?.taskId);
  });

  test('is refused when it is older than the one that waits', () => {
    const taken = change(claimIn(change(waiting, 'another payer', 3).writes), 'no lines', 2);
    expect(taken).toMatchObject({ outcome: 'refused', problem: { code: 'older-version' } });
  });

  test('is gone when the practice sends, as its latest version, what the claim says', () => {
    const same = (version: number) => takeInEncounter(accepted({ version }), practice, waiting, again);
    expect(same(1)).toMatchObject({ outcome: 'unchanged', writes: [] });
    const taken = same(3);
    expect(taken.outcome).toBe('updated');
    expect(kindsOf(taken.writes)).toEqual(['save-claim', 'record-event', 'close-task']);
    expect(claimIn(taken.writes)).toMatchObject({ pendingChange: undefined, source: { version: 3 } });
  });
});

test('Content that is replaced more often than the lifecycle allows becomes a question', () => {
  const claim = claimAt('awaiting-correction', { rounds: { content: 10 } });
  expect(change(claim, 'another payer').outcome).toBe('changed-after-billing');
});

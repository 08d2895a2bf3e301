import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Claim, claimStates, type ClaimState } from '#contracts/claim.ts';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { composeAnswer } from '#domain/intake/compose-answer.ts';
import { encounterHash, takeInEncounter } from '#domain/intake/take-in-encounter.ts';
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
  today,
} from '../samples/encounters.ts';

const again = { ...origin, uploadId: 'U0000000000000002', at: later };
const changed = { note: 'The practice corrected its note.' };

describe('a new encounter', () => {
  test('becomes a claim, its history and the start of its pipeline, in one list', () => {
    const taken = takeInEncounter(accepted(), practice, undefined, origin);
    expect(taken.outcome).toBe('accepted');
    expect(kindsOf(taken.writes)).toEqual(['create-claim', 'record-event', 'start-leg']);
    const claim = Claim.parse(claimIn(taken.writes));
    expect(claim).toMatchObject({
      claimId: taken.claimId,
      state: 'received',
      version: 1,
      leg: 1,
      billingNpi: practice.npi,
      totalChargeCents: 17_500,
      serviceDateTo: '2026-10-05',
      source: { uploadId: origin.uploadId, recordNumber: 1, version: 1 },
    });
    expect(claim.lines.map(({ lineNumber, lineControlNumber }) => [lineNumber, lineControlNumber])).toEqual([
      [1, `${claim.claimId}-1-1`],
      [2, `${claim.claimId}-1-2`],
    ]);
  });

  test('bills the patient unless a guarantor is named', () => {
    const guarantor = {
      sourceGuarantorId: 'P-1',
      lastName: 'Heron',
      firstName: 'Silas',
      address: { line1: '2 Reed Road', city: 'Alder Falls', state: 'OR', zip: '97099' },
    };
    const own = receivedClaim();
    const other = receivedClaim({ guarantor });
    expect(own.guarantor).toMatchObject({ lastName: 'Waxwing', sourceGuarantorId: 'P-1' });
    expect(other.guarantor).toEqual(guarantor);
    expect(other.guarantorId).not.toBe(own.guarantorId);
  });

  test('without codes is worth nothing yet', () => {
    const claim = receivedClaim({ lines: [], diagnoses: [], totalCharge: '90.00', note: 'Sore throat.' });
    expect(claim).toMatchObject({ lines: [], totalChargeCents: 0 });
  });

  test('of another practice, source system or id is another claim', () => {
    const ids = [{}, { sourceSystem: 'other-pm' }, { encounterId: 'ENC-2' }].map(
      (changes) => receivedClaim(changes).claimId,
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('the same encounter again', () => {
  test('changes nothing in whatever state its claim is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...claimStates), fc.integer({ min: 1, max: 9 }), (state, version) => {
        const claim = receivedClaim({}, { state });
        const taken = takeInEncounter(accepted({ version }), practice, claim, again);
        expect(taken).toEqual({ outcome: 'unchanged', claimId: claim.claimId, writes: [] });
      }),
    );
  });

  test('has the same content hash whatever the order of its fields', () => {
    const encounter = accepted();
    const reversed = Object.fromEntries(Object.entries(encounter).toReversed()) as typeof encounter;
    expect(encounterHash(reversed)).toBe(encounterHash(encounter));
  });
});

describe('new content', () => {
  const outcomes: Readonly<Record<ClaimState, string>> = {
    received: 'updated',
    'awaiting-eligibility': 'updated',
    'awaiting-coverage': 'updated',
    'awaiting-coding': 'updated',
    'ready-to-scrub': 'updated',
    'awaiting-correction': 'updated',
    'ready-to-submit': 'refused',
    'awaiting-acknowledgement': 'refused',
    'awaiting-rejection-work': 'refused',
    'awaiting-remittance': 'refused',
    'awaiting-follow-up': 'refused',
    'awaiting-denial-work': 'refused',
    'ready-for-patient': 'refused',
    closed: 'refused',
  };

  test.each(Object.entries(outcomes))('for a claim that is %s is %s', (state, outcome) => {
    const claim = receivedClaim({}, { state: state as ClaimState, waitSequence: 1 });
    const taken = takeInEncounter(accepted({ ...changed, version: 2 }), practice, claim, again);
    expect(taken.outcome).toBe(outcome);
    const refused = {
      problem: {
        code: 'already-billed',
        found: expect.stringMatching(/^other content, .+ already at ".+"$/),
      },
      writes: [],
    };
    const source = { version: 2, uploadId: again.uploadId };
    const updated = { writes: [{ claim: { note: changed.note, version: 2, source } }, {}] };
    expect({ ...taken, writes: taken.writes.slice(0, 2) }).toMatchObject(
      outcome === 'refused' ? refused : updated,
    );
  });

  test('once taken in is not taken in again', () => {
    const first = takeInEncounter(accepted({ ...changed, version: 2 }), practice, receivedClaim(), again);
    const second = takeInEncounter(
      accepted({ ...changed, version: 2 }),
      practice,
      claimIn(first.writes),
      again,
    );
    expect([first.outcome, second.outcome]).toEqual(['updated', 'unchanged']);
  });

  test.each([
    ['awaiting-coverage', 'coverage-corrected', 'received'],
    ['awaiting-coding', 'coded', 'ready-to-scrub'],
    ['awaiting-correction', 'corrected', 'ready-to-scrub'],
  ] as const)(
    'for a claim that is %s makes the move %s, tells the pipeline and closes the task',
    (state, move, to) => {
      const claim = receivedClaim({}, { state, waitSequence: 1 });
      const { writes } = takeInEncounter(accepted({ ...changed, version: 2 }), practice, claim, again);
      expect(kindsOf(writes)).toEqual(['save-claim', 'record-event', 'close-task', 'signal']);
      expect(claimIn(writes).state).toBe(to);
      expect(signalIn(writes)?.output.outcome).toBe(move);
    },
  );

  test('with another coverage waits for no answer about the old one', () => {
    const coverages = [{ order: 'primary', payerId: 'BLUEW', memberId: 'BWH1', relationship: 'self' }];
    for (const state of [
      'awaiting-eligibility',
      'awaiting-coding',
      'ready-to-scrub',
      'awaiting-correction',
    ] as const) {
      const claim = receivedClaim({}, { state });
      expect(takeInEncounter(accepted({ coverages }), practice, claim, again).outcome).toBe('refused');
    }
    const received = takeInEncounter(accepted({ coverages }), practice, receivedClaim(), again);
    expect(received.outcome).toBe('updated');
  });

  test('never overwrites what staff changed', () => {
    const staffDecisions = [
      { at, by: 'coder.ida', task: 'correction', outcome: 'corrected', fields: ['diagnoses'] },
    ];
    const claim = receivedClaim({}, { staffDecisions, state: 'awaiting-correction' });
    const taken = takeInEncounter(accepted({ ...changed, version: 2 }), practice, claim, again);
    expect(taken).toMatchObject({ outcome: 'refused', problem: { code: 'changed-by-staff' }, writes: [] });
  });

  test('of an older version is refused', () => {
    const claim = receivedClaim({ version: 3 });
    const taken = takeInEncounter(accepted({ ...changed, version: 2 }), practice, claim, again);
    expect(taken).toMatchObject({ outcome: 'refused', problem: { code: 'older-version' } });
  });

  test('gets line control numbers of its own', () => {
    const lines = [{ code: '99214', charge: '175.00', diagnosisPointers: [1] }];
    const claim = receivedClaim();
    const { writes } = takeInEncounter(accepted({ lines }), practice, claim, again);
    expect(claimIn(writes).lines.map(({ lineControlNumber }) => lineControlNumber)).toEqual([
      `${claim.claimId}-2-1`,
    ]);
  });
});

test('an answer counts its records, puts them in the order of the file, and fits its contract', () => {
  const claimId = receivedClaim().claimId;
  const answer = composeAnswer({
    practiceId: practice.practiceId,
    uploadId: UploadId.parse(origin.uploadId),
    receivedAt: at,
    answeredAt: later,
    fileProblems: [],
    records: [
      { recordNumber: 3, outcome: 'refused', problems: [] },
      { recordNumber: 1, encounterId: 'ENC-1', outcome: 'accepted', claimId, problems: [] },
      { recordNumber: 2, encounterId: 'ENC-1', outcome: 'unchanged', claimId, problems: [] },
    ],
  });
  expect(UploadAnswer.parse(answer)).toEqual(answer);
  expect(answer.totals).toEqual({ records: 3, accepted: 1, updated: 0, unchanged: 1, refused: 1 });
  expect(answer.records.map(({ recordNumber }) => recordNumber)).toEqual([1, 2, 3]);
  expect(today).toBe('2026-11-20');
});

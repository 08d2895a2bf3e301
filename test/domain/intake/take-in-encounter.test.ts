import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Claim, claimStates } from '#contracts/claim.ts';
import { encounterHash, takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import {
  accepted,
  claimIn,
  kindsOf,
  later,
  origin,
  practice,
  receivedClaim,
  signalIn,
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

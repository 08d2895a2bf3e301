import { describe, expect, test } from 'vitest';
import { Hold, type HoldTarget } from '#contracts/holds.ts';
import { NameKey, Npi, PayerId } from '#contracts/identifiers.ts';
import { holdInWords } from '#domain/holds/hold-words.ts';
import { holdsOn } from '#domain/holds/match-holds.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import { claim as sampleClaim } from '../../ports/samples.ts';

const claim = sampleClaim({ locationId: 'main' });
const patientKey = patientKeyOf(claim);
const otherPatient = NameKey.parse('N0000000000000009');

function hold(target: HoldTarget, changes: Partial<Hold> = {}): Hold {
  return Hold.parse({
    practiceId: claim.practiceId,
    holdId: 'H0123456789AB',
    target,
    reason: 'payer-problem',
    words: 'Their clearinghouse is down',
    owner: 'ida',
    reviewOn: '2026-04-01',
    placedAt: '2026-03-20T15:00:00.000Z',
    placedBy: 'maria',
    version: 1,
    reviews: [],
    ...changes,
  });
}

const stops = (one: Hold, samePerson: readonly NameKey[] = []): boolean =>
  holdsOn(claim, [one], samePerson).length === 1;

describe('A hold stops', () => {
  const payerId = claim.coverages[0]?.payerId ?? PayerId.parse('NONE');
  const targets: readonly (readonly [HoldTarget, boolean])[] = [
    [{ by: 'claim', claimId: claim.claimId }, true],
    [{ by: 'claim', claimId: sampleClaim().claimId }, false],
    [{ by: 'patient', patientKey }, true],
    [{ by: 'patient', patientKey: otherPatient }, false],
    [{ by: 'provider', npi: claim.renderingNpi }, true],
    [{ by: 'provider', npi: Npi.parse('1999999984') }, false],
    [{ by: 'payer', payerId }, true],
    [{ by: 'payer', payerId: PayerId.parse('ANOTHER') }, false],
    [{ by: 'location', locationId: 'main' }, true],
    [{ by: 'location', locationId: 'elsewhere' }, false],
  ];
  test.each(targets)('a claim by %o: %s', (target, isStopped) => {
    expect(stops(hold(target))).toBe(isStopped);
  });

  test('a patient by every key of the same person', () => {
    const target = { by: 'patient', patientKey: otherPatient } as const;
    expect([stops(hold(target)), stops(hold(target), [patientKey, otherPatient])]).toEqual([false, true]);
  });

  test('nothing once it is released, nor a claim that was sent in spite of it', () => {
    const target = { by: 'claim', claimId: claim.claimId } as const;
    const released = { at: hold(target).placedAt, by: 'ida', words: 'They are back' };
    expect(stops(hold(target, { released }))).toBe(false);
    const despite = { ...claim, sentDespite: [hold(target).holdId] };
    expect(holdsOn(despite, [hold(target)])).toEqual([]);
  });

  test('and says in words what, why, for whom and until when', () => {
    expect(holdInWords(hold({ by: 'payer', payerId: PayerId.parse('JUNIP') }))).toBe(
      'Hold on payer JUNIP, since the payer cannot take claims right now (Their clearinghouse is down): placed by maria on 2026-03-20, looked after by ida, to be reviewed on 2026-04-01.',
    );
  });
});

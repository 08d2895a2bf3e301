import { describe, expect, test } from 'vitest';
import { Hold } from '#contracts/holds.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { putOff, released } from '#domain/holds/change-hold.ts';
import { holdIdFor } from '#domain/identity/ids.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { Ports } from './ports.ts';
import { at, minutesLater, newPracticeId } from './samples.ts';

const words = 'The contract starts in May';

export function sampleHold(practiceId: PracticeId, payerId: string): Hold {
  return Hold.parse({
    practiceId,
    holdId: holdIdFor(practiceId, payerId),
    target: { by: 'payer', payerId },
    reason: 'contract-or-fee-schedule',
    words,
    owner: 'maria',
    reviewOn: '2026-04-01',
    placedAt: at,
    placedBy: 'george',
    version: 1,
    reviews: [],
  });
}

export function holdBookSuite(ports: () => Ports): void {
  describe('The book of holds', () => {
    test('lists what stands apart from what was released, each practice for itself', async () => {
      const { commit, holds } = ports();
      const practiceId = newPracticeId();
      const [one, two, three] = ['ONE', 'TWO', 'THREE'].map((payerId) => sampleHold(practiceId, payerId));
      if (one === undefined || two === undefined || three === undefined) {
        throw new Error('there are three');
      }
      for (const hold of [one, two, three]) {
        await commit.apply([{ kind: 'save-hold', hold, expectedVersion: 0 }]);
      }
      const kept = putOff(two, { reviewOn: PlainDate.parse('2026-05-01'), words, user: 'ida', at });
      await commit.apply([{ kind: 'save-hold', hold: kept, expectedVersion: 1 }]);
      const gone = [one, three].map((hold, index) =>
        released(hold, { words, user: 'ida', at: minutesLater(index) }),
      );
      for (const hold of gone) {
        await commit.apply([{ kind: 'save-hold', hold, expectedVersion: 1 }]);
      }
      expect(await holds.standing(practiceId)).toEqual([kept]);
      expect(await holds.released(practiceId, 10)).toEqual(gone.toReversed());
      expect(await holds.released(practiceId, 1)).toEqual(gone.slice(1));
      expect(await holds.load(practiceId, one.holdId)).toEqual(gone[0]);
      const elsewhere = newPracticeId();
      expect([await holds.standing(elsewhere), await holds.load(elsewhere, one.holdId)]).toEqual([
        [],
        undefined,
      ]);
    });

    test('lets one of two change a hold at once', async () => {
      const { commit, holds } = ports();
      const practiceId = newPracticeId();
      const hold = sampleHold(practiceId, 'ONE');
      await commit.apply([{ kind: 'save-hold', hold, expectedVersion: 0 }]);
      const gone = released(hold, { words, user: 'ida', at });
      await commit.apply([{ kind: 'save-hold', hold: gone, expectedVersion: 1 }]);
      const stale = putOff(hold, { reviewOn: PlainDate.parse('2026-05-01'), words, user: 'maria', at });
      for (const expectedVersion of [0, 1]) {
        await expect(commit.apply([{ kind: 'save-hold', hold: stale, expectedVersion }])).rejects.toThrow(
          'Another writer was first',
        );
      }
      expect([await holds.standing(practiceId), await holds.load(practiceId, hold.holdId)]).toEqual([
        [],
        gone,
      ]);
    });
  });
}

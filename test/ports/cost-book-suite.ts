import { describe, expect, test } from 'vitest';
import { CostEntry } from '#contracts/costs.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { entriesOfDay } from '#ports/journal.ts';
import type { Ports } from './ports.ts';
import { at, newPracticeId } from './samples.ts';

const day = PlainDate.parse('2026-03-20');
const nextMorning = Instant.parse('2026-03-21T00:00:00.000Z');

function sampleEntry(practiceId: PracticeId, number: number, amountCents = 100 * number): CostEntry {
  return CostEntry.parse({
    practiceId,
    number,
    at,
    by: 'ida',
    cost: { month: '2026-02', kind: 'clearinghouse', amountCents, reference: `bill ${number}` },
  });
}

export function costBookSuite(ports: () => Ports): void {
  describe('The book of costs', () => {
    test('tells its entries in their order, each practice for itself, and each on the day on which it was made', async () => {
      const { costs, journal } = ports();
      const practiceId = newPracticeId();
      const entries = Array.from({ length: 11 }, (_, index) => sampleEntry(practiceId, index + 1));
      for (const entry of entries) {
        expect(await costs.add(entry)).toBe(true);
      }
      const correction = CostEntry.parse({
        practiceId,
        number: 12,
        at: nextMorning,
        by: 'george',
        takesBack: { number: 3, cost: entries[2]?.cost },
        reason: 'Billed twice',
      });
      await costs.add(correction);
      await costs.add(sampleEntry(newPracticeId(), 1));
      expect(await costs.entries(practiceId)).toEqual([...entries, correction]);
      expect(await costs.entries(newPracticeId())).toEqual([]);
      const numbersOn = async (when: PlainDate) =>
        (await entriesOfDay(journal, practiceId, when, 4))
          .flatMap((entry) => (entry.kind === 'cost-entered' ? [entry.entry.number] : []))
          .toSorted((one, other) => one - other);
      expect(await numbersOn(day)).toEqual(entries.map(({ number }) => number));
      expect(await numbersOn(PlainDate.parse('2026-03-21'))).toEqual([12]);
    });

    test('keeps the first of two entries of one number', async () => {
      const { costs } = ports();
      const practiceId = newPracticeId();
      const first = sampleEntry(practiceId, 1);
      expect(await costs.add(first)).toBe(true);
      expect(await costs.add(sampleEntry(practiceId, 1, 999))).toBe(false);
      expect(await costs.add({ ...sampleEntry(practiceId, 1, 999), at: nextMorning })).toBe(false);
      expect(await costs.entries(practiceId)).toEqual([first]);
    });
  });
}

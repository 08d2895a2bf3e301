import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { LedgerDay } from '#contracts/ledger-days.ts';
import { totalsOf } from '#domain/ledger/ledger-day.ts';
import type { Ports } from './ports.ts';
import { at, claim, newPracticeId, posting } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

export function ledgerDaysSuite(ports: () => Ports): void {
  const totalled = (practiceId: PracticeId, postingDate: string, version = 1): LedgerDay =>
    LedgerDay.parse({
      practiceId,
      postingDate,
      version,
      totalledAt: at,
      verifiedAt: at,
      ...totalsOf([posting(claim({ practiceId }), { postingDate })]),
    });

  describe('ledger days', () => {
    test('A day comes back as it was kept; lists come in order, the last alone; none of another practice', async () => {
      const { ledgerDays } = ports();
      const practiceId = newPracticeId();
      expect(await ledgerDays.last(practiceId)).toBeUndefined();
      for (const text of ['2026-04-30', '2026-05-02', '2026-05-01', '2026-04-29']) {
        expect(await ledgerDays.keep(totalled(practiceId, text), 0)).toBe(true);
      }
      await ledgerDays.keep(totalled(newPracticeId(), '2026-05-03'), 0);
      expect(await ledgerDays.load(practiceId, day('2026-05-01'))).toEqual(
        totalled(practiceId, '2026-05-01'),
      );
      expect(await ledgerDays.load(practiceId, day('2026-05-03'))).toBeUndefined();
      const listed = await ledgerDays.list(practiceId, day('2026-04-30'), day('2026-05-01'));
      expect(listed.map(({ postingDate }) => postingDate)).toEqual(['2026-04-30', '2026-05-01']);
      expect(await ledgerDays.list(practiceId, day('2026-05-02'), day('2026-05-01'))).toEqual([]);
      expect(await ledgerDays.last(practiceId)).toMatchObject({ postingDate: '2026-05-02' });
    });

    test('A day is kept over the version it was read at alone, and of many who keep it at once one does', async () => {
      const { ledgerDays } = ports();
      const practiceId = newPracticeId();
      const first = totalled(practiceId, '2026-04-30');
      const kept = await Promise.all(Array.from({ length: 6 }, () => ledgerDays.keep(first, 0)));
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect(await ledgerDays.keep(totalled(practiceId, '2026-04-30', 2), 1)).toBe(true);
      expect(await ledgerDays.keep(totalled(practiceId, '2026-04-30', 2), 1)).toBe(false);
      expect(await ledgerDays.load(practiceId, day('2026-04-30'))).toMatchObject({ version: 2 });
    });
  });
}

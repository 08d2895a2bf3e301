import { describe, expect, test } from 'vitest';
import type { Instant } from '#contracts/dates.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import type { OutboxRow } from '#ports/outbox.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Ports } from './ports.ts';
import { claim, minutesLater, newGuarantorId, signal } from './samples.ts';

type SignalRow = Extract<OutboxRow, { kind: 'signal' }>;

export function outboxSuite(ports: () => Ports): void {
  const unsentOf = async (
    one: { claimId: string },
    before: Instant = minutesLater(60 * 24 * 365),
  ): Promise<OutboxRow[]> => {
    const rows = await ports().outbox.unsent(before, 10_000);
    return rows.filter((row) => 'claimId' in row && row.claimId === one.claimId);
  };
  const signalOf = async (one: { claimId: string }): Promise<SignalRow | undefined> =>
    (await unsentOf(one)).find((row) => row.kind === 'signal');
  const waitOf = (one: ReturnType<typeof claim>) => ({
    practiceId: one.practiceId,
    claimId: one.claimId,
    waitName: 'denial',
    waitKey: waitKeyOf(7),
  });
  const file = (one: ReturnType<typeof claim>, value: string, leg = 1, minutes = 1) =>
    ports().outbox.fileToken(waitOf(one), { value, leg }, minutesLater(minutes));

  describe('outbox', () => {
    test('A token and an answer meet when the token came first', async () => {
      const one = claim();
      await file(one, 'token-a');
      expect(await signalOf(one)).toBeUndefined();
      await ports().commit.apply([signal(one)]);
      expect(await signalOf(one)).toEqual({
        kind: 'signal',
        practiceId: one.practiceId,
        claimId: one.claimId,
        unsentSince: signal(one).signal.at,
        waitName: 'denial',
        waitKey: '000007',
        output: { outcome: 'appealed', waitKey: '000008', deadlineSeconds: 60 },
        token: { value: 'token-a', leg: 1 },
      });
    });

    test('A token and an answer meet when the answer came first', async () => {
      const one = claim();
      await ports().commit.apply([signal(one)]);
      expect(await signalOf(one)).toBeUndefined();
      await file(one, 'token-a');
      expect((await signalOf(one))?.token).toEqual({ value: 'token-a', leg: 1 });
    });

    test('Answers that no token has come for never stand before rows that can be sent', async () => {
      const ahead = Array.from({ length: 12 }, () => claim());
      for (const one of ahead) {
        await ports().commit.apply([signal(one, { at: minutesLater(-100_000) })]);
      }
      const behind = claim();
      const { practiceId, claimId } = behind;
      await ports().commit.apply([
        { kind: 'start-leg', practiceId, claimId, leg: 2, at: minutesLater(-99_000) },
      ]);
      const rows = await ports().outbox.unsent(minutesLater(-98_000), 1);
      expect(rows).toMatchObject([{ kind: 'start-leg', claimId }]);
      const [row] = rows;
      if (row !== undefined) {
        await ports().outbox.markSent(row, minutesLater(0));
      }
    });

    test('A row that was marked as sent is not sent again', async () => {
      const one = claim();
      const { practiceId, claimId } = one;
      const guarantorId = newGuarantorId();
      const writes: Write[] = [
        signal(one),
        { kind: 'start-leg', practiceId, claimId, leg: 2, at: minutesLater(1) },
        { kind: 'start-account-cycle', practiceId, guarantorId, cycle: 1, at: minutesLater(2) },
      ];
      await ports().commit.apply(writes);
      await file(one, 'token-a');
      const rows = (await ports().outbox.unsent(minutesLater(60), 10_000)).filter(
        (row) =>
          ('claimId' in row && row.claimId === claimId) ||
          ('guarantorId' in row && row.guarantorId === guarantorId),
      );
      expect(rows.map(({ kind }) => kind)).toEqual(['signal', 'start-leg', 'start-account-cycle']);
      expect(rows[1]).toMatchObject({ leg: 2, unsentSince: minutesLater(1) });
      expect(rows[2]).toMatchObject({ guarantorId, cycle: 1 });
      for (const row of rows) {
        await ports().outbox.markSent(row, minutesLater(5));
      }
      const left = await ports().outbox.unsent(minutesLater(60), 10_000);
      expect(left).not.toEqual(expect.arrayContaining([expect.objectContaining({ claimId })]));
      expect(left).not.toEqual(expect.arrayContaining([expect.objectContaining({ guarantorId })]));
    });

    test('Only rows from before the moment asked for are given, the oldest first', async () => {
      const one = claim();
      const { practiceId, claimId } = one;
      for (const leg of [3, 2, 4]) {
        await ports().commit.apply([
          { kind: 'start-leg', practiceId, claimId, leg, at: minutesLater(leg * 10) },
        ]);
      }
      const legs = (await unsentOf(one, minutesLater(40))).map((row) =>
        row.kind === 'start-leg' ? row.leg : 0,
      );
      expect(legs).toEqual([2, 3]);
    });

    test('A signal that was sent with a token that has been replaced meanwhile stays unsent', async () => {
      const one = claim();
      await ports().commit.apply([signal(one)]);
      await file(one, 'token-a');
      const row = await signalOf(one);
      await file(one, 'token-b', 2);
      if (row !== undefined) {
        await ports().outbox.markSent(row, minutesLater(3));
      }
      expect((await signalOf(one))?.token).toEqual({ value: 'token-b', leg: 2 });
    });

    test('A signal read without a token is not marked as sent when the token came meanwhile', async () => {
      const one = claim();
      await ports().commit.apply([signal(one)]);
      await file(one, 'token-a');
      const row = await signalOf(one);
      if (row !== undefined) {
        const { token: _, ...withoutToken } = row;
        await ports().outbox.markSent(withoutToken, minutesLater(3));
      }
      expect(await signalOf(one)).toBeDefined();
    });

    test('A token of an earlier leg that comes late changes nothing', async () => {
      const one = claim();
      await file(one, 'token-of-leg-2', 2);
      await file(one, 'token-of-leg-1', 1);
      await ports().commit.apply([signal(one)]);
      expect((await signalOf(one))?.token).toEqual({ value: 'token-of-leg-2', leg: 2 });
    });

    test('An answer that was sent goes again to a new token, and not to a late one of an earlier leg', async () => {
      const one = claim();
      await ports().commit.apply([signal(one)]);
      await file(one, 'token-a', 2);
      const sent = await signalOf(one);
      if (sent !== undefined) {
        await ports().outbox.markSent(sent, minutesLater(3));
      }
      expect(await signalOf(one)).toBeUndefined();
      await file(one, 'token-a', 2, 4);
      await file(one, 'token-of-leg-1', 1, 4);
      expect(await signalOf(one)).toBeUndefined();
      await file(one, 'token-b', 3, 5);
      expect(await signalOf(one)).toMatchObject({
        token: { value: 'token-b', leg: 3 },
        unsentSince: minutesLater(5),
      });
      await file(one, 'token-b', 3, 6);
      expect(await signalOf(one)).toMatchObject({
        token: { value: 'token-b' },
        unsentSince: minutesLater(5),
      });
    });
  });
}

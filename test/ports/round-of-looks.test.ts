import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { lookAtPractices, LooksFailed } from '#ports/round-of-looks.ts';

const practicesOf = (count: number): PracticeId[] =>
  Array.from({ length: count }, (_, index) => PracticeId.parse(`practice-${index}`));

/** A clock that stands, so many hours on. */
const clockAt = (hours: number) => ({
  now: () => Instant.parse(new Date(Date.UTC(2026, 10, 1, 7) + hours * 3_600_000).toISOString()),
});

const worldOf = (ids: readonly PracticeId[], hours = 0) => ({
  clock: clockAt(hours),
  practices: { listIds: () => Promise.resolve(ids) },
});

async function orderOf(ids: readonly PracticeId[], hours: number): Promise<string[]> {
  const order: string[] = [];
  await lookAtPractices(worldOf(ids, hours), (practiceId) => {
    order.push(practiceId);
    return Promise.resolve(0);
  });
  return order;
}

describe('A round through the practices', () => {
  test.each([
    [1, 1],
    [6, 1],
    [24, 1],
    [1, 6],
    [6, 6],
    [6, 12],
    [24, 6],
    [24, 24],
  ])(
    'every %i hours begins with each of %i practices at some time, and goes to all',
    async (every, count) => {
      const ids = practicesOf(count);
      const firsts = new Set<string | undefined>();
      for (let round = 0; round < 30 * count; round += 1) {
        const order = await orderOf(ids, round * every);
        expect(order.toSorted()).toEqual(ids.toSorted());
        firsts.add(order[0]);
      }
      expect(firsts.size).toBe(count);
    },
  );

  test('goes on after a practice that fails, and says at the end which', async () => {
    const ids = practicesOf(3);
    const looked: string[] = [];
    const round = lookAtPractices(worldOf(ids), (practiceId) => {
      looked.push(practiceId);
      return practiceId === ids[1] ? Promise.reject(new TypeError('no such thing')) : Promise.resolve(1);
    });
    await expect(round).rejects.toThrow(LooksFailed);
    await expect(round).rejects.toThrow(/first practice-1 \(TypeError\)$/);
    expect(looked).toHaveLength(3);
  });

  test('begins no further practice once its time is up', async () => {
    const ids = practicesOf(3);
    let now = Date.parse(clockAt(0).now());
    const looked: string[] = [];
    const world = {
      ...worldOf(ids),
      clock: { now: () => Instant.parse(new Date(now).toISOString()) },
    };
    const answer = await lookAtPractices(
      world,
      (practiceId) => {
        looked.push(practiceId);
        now += 5 * 60_000;
        return Promise.resolve(2);
      },
      1,
    );
    expect(looked).toHaveLength(2);
    expect(answer).toEqual({ outcome: 'looked', looked: 2, opened: 4 });
  });
});

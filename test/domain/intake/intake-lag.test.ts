import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { intakeLag } from '#domain/intake/intake-lag.ts';
import { practice, receivedClaim } from '../samples/encounters.ts';

const lagOf = (ended: string, takenInAt: string) => {
  const { lagDays, late } = intakeLag(
    PlainDate.parse(ended),
    { ...practice, timeZone: 'America/Los_Angeles' },
    Instant.parse(takenInAt),
  );
  return [lagDays, late];
};

describe('The lag of a visit', () => {
  test.each([
    ['on the same day', '2026-10-05', '2026-10-05T20:00:00.000Z', [0, false]],
    ['on the last day that is not late', '2026-10-05', '2026-10-08T20:00:00.000Z', [3, false]],
    ['a day later', '2026-10-05', '2026-10-09T20:00:00.000Z', [4, true]],
    ['over a weekend', '2026-10-09', '2026-10-14T20:00:00.000Z', [5, false]],
    [
      'late in the evening, where it is the next day by UTC',
      '2026-10-05',
      '2026-10-09T05:00:00.000Z',
      [3, false],
    ],
    [
      'before the day has begun where patients are seen',
      '2026-10-05',
      '2026-10-05T03:00:00.000Z',
      [0, false],
    ],
  ] as const)('that comes in %s', (_, ended, takenInAt, expected) => {
    expect(lagOf(ended, takenInAt)).toEqual(expected);
  });

  test('stays with its claim', () => {
    expect(receivedClaim().intake).toEqual({
      visitEndedOn: '2026-10-05',
      takenInAt: '2026-11-20T15:04:05.000Z',
      lagDays: 46,
      seenLagDays: 46,
      late: true,
    });
  });

  test('counts as late by the day on which it was first seen: what waits here is not the delay of the practice', () => {
    const since = Instant.parse('2026-10-07T20:00:00.000Z');
    const at = Instant.parse('2026-10-20T20:00:00.000Z');
    expect(intakeLag(PlainDate.parse('2026-10-05'), practice, at, since)).toMatchObject({
      lagDays: 15,
      seenLagDays: 2,
      late: false,
    });
  });
});

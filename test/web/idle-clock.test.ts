import { expect, test } from 'vitest';
import { idlenessAt } from '../../web/session/idle-clock.ts';

const minute = 60_000;

test.each([
  ['who did something a minute ago', 1 * minute, { state: 'active' }],
  ['who did something 13:59 ago', 14 * minute - 1000, { state: 'active' }],
  ['who did nothing for 14 minutes', 14 * minute, { state: 'warned', secondsLeft: 60 }],
  ['who did nothing for 14:59', 15 * minute - 1000, { state: 'warned', secondsLeft: 1 }],
  ['who did nothing for 15 minutes', 15 * minute, { state: 'over' }],
  ['who comes back after the night', 600 * minute, { state: 'over' }],
])('%s is treated so', (_, idleMilliseconds, idleness) => {
  expect(idlenessAt(1_000_000, 1_000_000 + idleMilliseconds)).toEqual(idleness);
});

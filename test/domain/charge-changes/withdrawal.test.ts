import { describe, expect, test } from 'vitest';
import { decideChargeChangedTask } from '#domain/charge-changes/decide-charge-changed-task.ts';
import { takeInWithdrawal } from '#domain/charge-changes/take-in-withdrawal.ts';
import { claimIn, kindsOf, later, origin, practice, receivedClaim, taskIn } from '../samples/encounters.ts';

const reason = 'The patient did not come after all';
const again = { ...origin, uploadId: 'U0000000000000002', at: later };
const staff = { user: 'maria', role: 'staff', at: later } as const;
const denied = receivedClaim({}, { state: 'awaiting-denial-work', waitSequence: 1 });

describe('A visit that the practice took back after it was billed', () => {
  const taken = takeInWithdrawal(denied, practice, again);
  const waiting = claimIn(taken.writes);

  test('asks a person, once', () => {
    expect(kindsOf(taken.writes)).toEqual(['save-claim', 'record-event', 'open-task']);
    expect(taskIn(taken.writes)?.evidence[0]).toBe('The practice took the visit back.');
    expect(takeInWithdrawal(waiting, practice, again)).toEqual({
      outcome: 'changed-after-billing',
      taskId: taken.taskId,
      writes: [],
    });
  });

  test('has nothing that could replace it', () => {
    const decision = { outcome: 'replace', reason } as const;
    expect(decideChargeChangedTask(waiting, practice, [], decision, staff, undefined).refused).toMatch(
      /nothing to bill in its place/,
    );
  });

  test('is known when it was ignored and comes again', () => {
    const ignored = decideChargeChangedTask(
      waiting,
      practice,
      [],
      { outcome: 'ignore', reason },
      staff,
      undefined,
    );
    expect(takeInWithdrawal(claimIn(ignored.writes ?? []), practice, again)).toEqual({
      outcome: 'unchanged',
      writes: [],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import { watchTakebacks } from '#domain/takebacks/takeback-differs.ts';
import { at, samplePractice } from '../ledger/sample-claim.ts';
import { dayNumber, remittanceOf, takebackPostings, type Sketch } from './sample-takebacks.ts';

const { practiceId } = samplePractice();

/** What the remittance of the last day changes. */
function watched(...sketches: readonly Sketch[]) {
  const day = sketches.at(-1)?.day ?? 0;
  const occasion = { at, postingDate: dayNumber(day), by: 'test' };
  const { tasks, explained } = watchTakebacks(
    practiceId,
    remittanceOf(day),
    takebackPostings(...sketches),
    occasion,
  );
  return { asks: tasks.map(({ taskId }) => taskId as string), explained };
}

const takingOf = (day: number, position = 1) => `provider-adjustment-${remittanceOf(day)}-${position}`;
const announced = { day: 1, says: ['WO -30'] };
const takenOpenly = { day: 2, says: ['WO 30 ICN00002'] };
const takenAgain = { day: 3, says: ['WO 30'] };

describe('Takings and announcements that are paired anew', () => {
  test('leave no task about a taking that a later announcement sets free from its doubt', () => {
    expect(watched(announced, takenOpenly, takenAgain)).toEqual({
      asks: [`takeback-${takingOf(3)}`],
      explained: [],
    });
    // It is paired with the second taking, by its reference, so that the first announcement explains the third.
    expect(watched(announced, takenOpenly, takenAgain, { day: 4, says: ['WO -30 ICN00002'] })).toEqual({
      asks: [],
      explained: [takingOf(3)],
    });
  });

  test('ask about an older taking that a later one leaves without its announcement', () => {
    const named = { day: 1, says: ['WO -30 ICN00001'] };
    expect(watched(named, { day: 2, says: ['WO 30'] }).asks).toEqual([]);
    expect(watched(named, { day: 2, says: ['WO 30'] }, { day: 3, says: ['WO 30 ICN00001'] })).toEqual({
      asks: [`takeback-${takingOf(2)}`],
      explained: [],
    });
  });

  test('contradict each other by what names something, not by a counter', () => {
    const [account] = takebackLedger(
      takebackPostings({ day: 1, says: ['WO -30 REF0'] }, { day: 2, says: ['WO 30 REF0'] }),
      dayNumber(3),
    );
    expect(account).toMatchObject({ balanceCents: 0, open: [], excess: [] });
    const [others] = takebackLedger(
      takebackPostings({ day: 1, says: ['WO -30 ICN00001'] }, { day: 2, says: ['WO 30 ICN00002'] }),
      dayNumber(3),
    );
    expect(others?.open).toHaveLength(1);
    expect(others?.excess).toHaveLength(1);
  });
});

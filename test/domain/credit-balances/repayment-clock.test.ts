import { describe, expect, it } from 'vitest';
import type { RepaymentClock } from '#contracts/credit-balance.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  clockInWords,
  clockOn,
  repaymentRules,
  startClock,
  suspendClock,
} from '#domain/credit-balances/repayment-clock.ts';

const on = (text: string): PlainDate => PlainDate.parse(text);
const medicare = { claimFilingIndicator: 'MB' } as const;
const medicaid = { claimFilingIndicator: 'MC' } as const;
const commercial = { claimFilingIndicator: 'CI' } as const;

function started(identifiedOn: string): RepaymentClock {
  const clock = startClock(medicare, on(identifiedOn));
  if (clock === undefined) {
    throw new Error(`No clock starts on ${identifiedOn}`);
  }
  return clock;
}

const suspend = (clock: RepaymentClock, today: string, until: string) =>
  suspendClock(clock, medicare, { today: on(today), until: on(until), reason: 'audit', by: 'user maria' });

describe('the clock of an overpayment', () => {
  it.each([
    ['Medicare', medicare, '2026-03-01', '2026-04-30'],
    ['Medicaid', medicaid, '2026-03-01', '2026-04-30'],
    ['Medicare on the first day of the rule', medicare, '2025-01-01', '2025-03-02'],
    ['Medicare on the day before it', medicare, '2024-12-31', undefined],
    ['another payer', commercial, '2026-03-01', undefined],
    ['a payer that is not known', undefined, '2026-03-01', undefined],
  ] as const)('of %s', (_name, payer, identifiedOn, dueOn) => {
    expect(startClock(payer, on(identifiedOn))?.dueOn).toBe(dueOn);
  });

  it.each([
    ['2026-03-01', 60, 'running'],
    ['2026-04-29', 1, 'running'],
    // Day 60 is in time, day 61 is not.
    ['2026-04-30', 0, 'running'],
    ['2026-05-01', -1, 'over'],
  ] as const)('on %s has %i days left and is %s', (today, daysLeft, state) => {
    expect(clockOn(started('2026-03-01'), on(today))).toEqual({ daysLeft, state });
  });

  it('stands still while it is suspended, and goes on with what was left', () => {
    const { clock } = suspend(started('2026-03-01'), '2026-03-11', '2026-05-10');
    if (clock === undefined) {
      throw new Error('not suspended');
    }
    expect(clock.dueOn).toBe('2026-06-29');
    expect(clockOn(clock, on('2026-03-11'))).toEqual({ daysLeft: 50, state: 'suspended' });
    expect(clockOn(clock, on('2026-05-09'))).toEqual({ daysLeft: 50, state: 'suspended' });
    expect(clockOn(clock, on('2026-05-10'))).toEqual({ daysLeft: 50, state: 'running' });
    expect(clockOn(clock, on('2026-06-29'))).toEqual({ daysLeft: 0, state: 'running' });
    expect(clockOn(clock, on('2026-06-30'))).toEqual({ daysLeft: -1, state: 'over' });
    expect(suspend(clock, '2026-05-11', '2026-06-01').refused).toMatch(/can be done once/);
  });

  it.each([
    // 180 days from 2026-03-01 are over on 2026-08-28.
    ['2026-03-11', '2026-08-28', /^suspended$/],
    ['2026-03-11', '2026-08-29', /not after 2026-08-28/],
    ['2026-03-11', '2026-03-11', /expected a day after 2026-03-11/],
    ['2026-04-30', '2026-05-30', /^suspended$/],
    ['2026-05-01', '2026-05-30', /was due on 2026-04-30/],
  ] as const)('suspended on %s until %s', (today, until, refused) => {
    expect(suspend(started('2026-03-01'), today, until).refused ?? 'suspended').toMatch(refused);
  });

  it('is never suspended for a payer without a law', () => {
    const clock = started('2026-03-01');
    const asked = { today: on('2026-03-02'), until: on('2026-03-20'), reason: 'audit', by: 'user maria' };
    expect(suspendClock(clock, commercial, asked).refused).toMatch(/No law/);
  });

  it('is told in a sentence with its source', () => {
    const clock = started('2026-03-01');
    expect(clockInWords(clock, on('2026-04-29'))).toMatch(
      /by 2026-04-30 \(42 CFR 401\.305.* 1 day left on 2026-04-29/,
    );
    expect(clockInWords(clock, on('2026-05-03'))).toMatch(/it is 3 days late/);
  });

  it('looks back six years, as every rule says', () => {
    expect(repaymentRules.map(({ lookBackYears }) => lookBackYears)).toEqual([6, 6]);
  });
});

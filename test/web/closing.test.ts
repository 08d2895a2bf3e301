import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { DepositSlip, PeriodBook, PeriodEvent } from '#contracts/periods.ts';
import { DaySheet } from '#contracts/reports.ts';
import {
  eventInWords,
  firstOpenDay,
  nextMonth,
  whatKeepsOpen,
} from '../../web/pages/closing/closing-words.ts';

const book = (rest: object) => PeriodBook.parse({ practiceId: 'cedar-hill', version: 3, ...rest });
const sheet = (rest: object) =>
  DaySheet.parse({
    day: '2026-11-02',
    isTotalled: true,
    closed: false,
    postings: 1,
    chargesCents: 0,
    payments: [],
    adjustments: [],
    refundsCents: 0,
    depositedCents: 0,
    openingReceivableCents: 0,
    closingReceivableCents: 0,
    differenceCents: 0,
    forDeposit: [{ method: 'check', count: 1, amountCents: 4000 }],
    batches: [],
    ...rest,
  });
const slip = (rest: object) => DepositSlip.parse(rest);

describe('The close of days and months', () => {
  test('goes on with the day after the last closed one', () => {
    expect(firstOpenDay({ closedThrough: PlainDate.parse('2026-10-31') })).toBe('2026-11-01');
    expect(firstOpenDay({})).toBeUndefined();
  });

  test.each([
    [
      'the month of the last closed day, where none is closed',
      { closedThrough: '2026-10-12' },
      '2026-10',
      '2026-10-13',
    ],
    [
      'the month after the closed one',
      { closedThrough: '2026-12-30', closedMonth: '2026-11' },
      '2026-12',
      '2026-12-31',
    ],
    [
      'a month of which no day is closed',
      { closedThrough: '2026-11-30', closedMonth: '2026-11' },
      '2026-12',
      '2026-12-01',
    ],
    [
      'a month whose days are all closed',
      { closedThrough: '2027-01-04', closedMonth: '2026-11' },
      '2026-12',
      undefined,
    ],
  ] as const)('closes next %s', (_, rest, month, openFrom) => {
    expect(nextMonth(book(rest))).toMatchObject({ month, openFrom });
  });

  test('closes no month before a day', () => {
    expect(nextMonth(book({}))).toBeUndefined();
  });

  test('says what keeps a day open, and nothing where it ties', () => {
    expect(whatKeepsOpen(sheet({}), slip({ checkCents: 4000 }))).toEqual([]);
    const kept = whatKeepsOpen(sheet({ isTotalled: false, differenceCents: 5 }), slip({ checkCents: 3000 }));
    expect(kept).toHaveLength(3);
    expect(kept[1]).toContain('$0.05');
    expect(kept[2]).toContain('checks');
  });

  test('leaves checks of remittances to the server, which knows their amounts', () => {
    expect(whatKeepsOpen(sheet({}), slip({ checkCents: 9000, remittanceChecks: ['771'] }))).toEqual([]);
  });

  test.each([
    [{ event: 'day-closed' }, 'Mia closed Nov 2, 2026 and every open day before it.'],
    [{ event: 'month-closed', month: '2026-10' }, 'Mia closed October 2026.'],
    [
      { event: 'reopening-requested', reason: 'A check was missed' },
      'Mia asked to open Nov 2, 2026 and the days after it again: “A check was missed”',
    ],
  ])('tells %j in a sentence', (rest, words) => {
    const event = PeriodEvent.parse({
      practiceId: 'cedar-hill',
      number: 1,
      at: '2026-11-03T12:00:00.000Z',
      by: 'mia',
      day: '2026-11-02',
      ...rest,
    });
    expect(eventInWords(event)).toBe(words);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { ReportAnswer } from '#contracts/reports.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { sumCents } from '#domain/money/cents.ts';
import { agingReport } from '#domain/reports/aging.ts';
import { holderRows } from '#domain/reports/holder-movements.ts';
import { monthEnd } from '#domain/reports/month-end.ts';
import { Month } from '#contracts/periods.ts';
import { seeAllDays } from '#ports/see-day-sheet.ts';
import { closePeriodsStep } from '../../functions/close-periods/close-periods-step.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { readReportsStep } from '../../functions/read-reports/read-reports-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { atEveryMoment } from './interposed.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;
const dayLong = 24 * 3_600_000;

// The world begins on 20 November 2026, 15:04 UTC.
let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
});

const enter = (name: string, items: readonly { amountCents: number }[], changes: object = {}) =>
  enterPaymentsStep(
    {
      action: 'enter',
      practiceId,
      user: 'maria',
      batch: {
        name,
        kind: 'desk',
        control: {
          count: items.length,
          amountCents: items.reduce((sum, { amountCents }) => sum + amountCents, 0),
        },
        items: [...items],
        ...changes,
      } as never,
    },
    world,
  );
const cash = (amountCents: number, method = 'cash') => ({
  kind: 'unapplied',
  method,
  amountCents,
  words: 'At the desk',
});
const ask = (request: object, by = 'olga') =>
  closePeriodsStep({ practiceId, user: by, role: 'manager', ...request }, world);
const closeDay = (day: string, slip: object = {}) => ask({ action: 'close-day', day, slip });
const refusal = async (answer: ReturnType<typeof ask>): Promise<string> => {
  const found = await answer;
  return found.outcome === 'refused' ? found.problems.join(' ') : `done: ${found.summary}`;
};
/** Lets days go by, and totals those that are over. */
async function days(count: number): Promise<void> {
  world.advance(count * dayLong);
  await totalLedgerDaysStep(world);
}

describe('closing a day', () => {
  test('is for a manager alone, when the day is over and totalled, and is kept as history', async () => {
    expect(await refusal(ask({ action: 'close-day', day: '2026-11-20', role: 'staff' }))).toContain(
      'Only a manager closes',
    );
    expect(await refusal(closeDay('2026-11-20'))).toContain('2026-11-20 is not over');
    world.advance(dayLong);
    expect(await refusal(closeDay('2026-11-20'))).toBe(
      '2026-11-20 is not totalled yet; it is within the hour.',
    );
    await totalLedgerDaysStep(world);
    expect(await refusal(closeDay('2026-11-20'))).toBe('done: 2026-11-20 is closed.');
    expect(await refusal(closeDay('2026-11-20'))).toContain('is closed already');
    expect(await world.periods.history(practiceId)).toMatchObject([
      { number: 1, event: 'day-closed', by: 'olga', day: '2026-11-20' },
    ]);
  });

  test('needs a deposit slip that ties to what was entered by hand, method by method', async () => {
    await enter('desk', [cash(4500), cash(12_000, 'check'), cash(900, 'eft')]);
    await days(1);
    expect(await refusal(closeDay('2026-11-20'))).toBe(
      'The deposit slip of 2026-11-20 has $0.00 of cash, and $45.00 were entered; the difference is -$45.00. ' +
        'The deposit slip of 2026-11-20 has $0.00 of checks, and $120.00 were entered; the difference is -$120.00.',
    );
    const slip = { cashCents: 4500, checkCents: 12_000 };
    expect(await refusal(closeDay('2026-11-20', { ...slip, remittanceChecks: ['77'] }))).toContain(
      'No remittance announced a check of the number 77.',
    );
    expect(await refusal(closeDay('2026-11-20', slip))).toBe('done: 2026-11-20 is closed.');
  });

  test('takes a check of an 835 on the slip by its number', async () => {
    const { claimId } = await world.acceptedByPayer();
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    const [run] = await world.remittances.list(practiceId);
    await days(1);
    const slip = { checkCents: run?.paymentCents, remittanceChecks: [run?.traceNumber] };
    expect(run?.paymentCents).toBeGreaterThan(0);
    expect(await refusal(closeDay('2026-11-20', { ...slip, remittanceChecks: [] }))).toContain('of checks');
    expect(await refusal(closeDay('2026-11-20', slip))).toBe('done: 2026-11-20 is closed.');
  });

  test('closes the open days before it, but none that has a slip of its own', async () => {
    await days(1);
    await enter('desk', [cash(4500)]);
    await days(2);
    expect(await refusal(closeDay('2026-11-22'))).toContain(
      'close that day first, with its own deposit slip',
    );
    expect(await refusal(closeDay('2026-11-21', { cashCents: 4500 }))).toBe(
      'done: 2026-11-21 is closed, with every open day before it from 2026-11-20 on.',
    );
    expect(await refusal(closeDay('2026-11-22'))).toContain('done');
  });

  test('waits for a batch that is not posted whole', async () => {
    const commit = { apply: () => Promise.reject(new Error('killed')) };
    const batch = {
      name: 'desk',
      kind: 'desk',
      control: { count: 1, amountCents: 100 },
      items: [cash(100)],
    } as never;
    const broken = enterPaymentsStep(
      { action: 'enter', practiceId, user: 'maria', batch },
      { ...world, commit },
    );
    await expect(broken).rejects.toThrow('killed');
    await days(1);
    expect(await refusal(closeDay('2026-11-20'))).toContain(
      'Batch "desk" is not posted whole: 0 of 1 items are.',
    );
  });

  /** A day that is totalled with what was entered then, and what is entered into it, or closes it, now. */
  const dayToClose = async () => {
    world = await memoryWorld();
    await enter('desk', [cash(4500)]);
    await days(1);
    const batch = {
      name: 'late',
      kind: 'desk',
      postingDate: '2026-11-20',
      control: { count: 2, amountCents: 300 },
      items: [cash(100), cash(200)],
    } as never;
    const close = (given: MemoryWorld) =>
      closePeriodsStep(
        {
          action: 'close-day',
          practiceId,
          user: 'olga',
          role: 'manager',
          day: '2026-11-20',
          slip: { cashCents: 4500 },
        },
        given,
      );
    const late = (given: MemoryWorld) =>
      enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, given);
    /** Whoever was first, a day that is closed has in it what was totalled, and nothing else. */
    const holds = async (_answers: unknown, moment: string) => {
      const { closedThrough } = await world.periods.load(practiceId);
      const inDay = balancesOf(await world.ledger.ofDay(practiceId, PlainDate.parse('2026-11-20')));
      const posted = 0 - inDay['unapplied-payment'];
      expect({ moment, closedThrough, posted }).toEqual(
        closedThrough === undefined
          ? { moment, closedThrough, posted: 4800 }
          : { moment, closedThrough: '2026-11-20', posted: 4500 },
      );
      // Nothing is damaged, or this throws.
      await totalLedgerDaysStep(world);
      world.advance(dayLong);
      await totalLedgerDaysStep(world);
    };
    return { close, late, holds };
  };

  test('and a batch that is entered at the same moment never meet: one of them is told', async () => {
    const moments = await atEveryMoment(async () => {
      const { close, late, holds } = await dayToClose();
      return { world, one: close, other: late, holds };
    });
    expect(moments).toBeGreaterThan(8);
  });

  test('while a batch is entered into it closes it, or is told', async () => {
    const moments = await atEveryMoment(async () => {
      const { close, late, holds } = await dayToClose();
      return { world, one: late, other: close, holds };
    });
    expect(moments).toBeGreaterThan(8);
  });

  test('reads no more than a few days at the same time', async () => {
    await days(31);
    let atOnce = 0;
    let most = 0;
    const list: typeof world.batches.list = async (...given) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      const found = await world.batches.list(...given);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      atOnce -= 1;
      return found;
    };
    const request = { action: 'close-day', practiceId, user: 'olga', role: 'manager', day: '2026-12-20' };
    expect(await closePeriodsStep(request, { ...world, batches: { ...world.batches, list } })).toMatchObject({
      outcome: 'done',
    });
    expect(most).toBe(4);
  });

  test('keeps entries by hand out, and says which day is open', async () => {
    await days(1);
    await closeDay('2026-11-20');
    expect(await enter('late', [cash(100)], { postingDate: '2026-11-20' })).toEqual({
      outcome: 'refused',
      problems: [
        'The posting date 2026-11-20 is closed. The first open day is 2026-11-21; a manager may ask for 2026-11-20 to be opened again, which another manager confirms.',
      ],
    });
    expect(await enter('late', [cash(100)])).toMatchObject({ outcome: 'entered' });
  });
});

describe('opening a day again', () => {
  test('takes two managers, opens the days after it too, and is kept as history', async () => {
    await days(3);
    await closeDay('2026-11-22');
    const reopen = { action: 'request-reopening', day: '2026-11-21', reason: 'a check was forgotten' };
    const confirm = { action: 'confirm-reopening', day: '2026-11-21' };
    expect(await refusal(ask(confirm, 'ned'))).toContain('Nobody asked for 2026-11-21');
    expect(await refusal(ask(reopen))).toContain('until another manager confirms');
    expect(await refusal(ask(confirm))).toBe('olga asked for it; another manager confirms it.');
    expect(await enter('late', [cash(100)], { postingDate: '2026-11-21' })).toMatchObject({
      outcome: 'refused',
    });
    expect(await refusal(ask(confirm, 'ned'))).toContain('open again');
    expect(await world.periods.load(practiceId)).toMatchObject({ closedThrough: '2026-11-20' });
    expect(await enter('late', [cash(100)], { postingDate: '2026-11-21' })).toMatchObject({
      outcome: 'entered',
    });
    expect(await refusal(closeDay('2026-11-21', { cashCents: 100 }))).toContain('not totalled yet');
    await totalLedgerDaysStep(world);
    expect(await refusal(closeDay('2026-11-21', { cashCents: 100 }))).toContain('done');
    expect((await world.periods.history(practiceId)).map(({ event, by }) => `${event} ${by}`)).toEqual([
      'day-closed olga',
      'reopened ned',
      'reopening-requested olga',
      'day-closed olga',
    ]);
  });
});

describe('closing a month', () => {
  test('needs every day of it closed, and the month before', async () => {
    await days(11);
    const month = (text: string) => refusal(ask({ action: 'close-month', month: text }));
    expect(await month('2026-11')).toContain('2026-11-20 is the first that is open');
    await closeDay('2026-11-30');
    expect(await month('2026-12')).toBe('Close 2026-11 first: months are closed one after the other.');
    expect(await month('2026-10')).toBe('The books of the practice begin on 2026-11-20.');
    expect(await month('2026-11')).toBe('done: 2026-11 is closed.');
    expect(await month('2026-11')).toBe('2026-11 is closed already.');
    await ask({ action: 'request-reopening', day: '2026-11-28', reason: 'a check was forgotten' });
    await ask({ action: 'confirm-reopening', day: '2026-11-28' }, 'ned');
    expect(await world.periods.load(practiceId)).toMatchObject({ closedThrough: '2026-11-27' });
    expect((await world.periods.load(practiceId)).closedMonth).toBeUndefined();
  });
});

describe('reports', () => {
  type Answer<Outcome extends string> = Extract<ReportAnswer, { outcome: Outcome }>;
  async function report<Outcome extends ReportAnswer['outcome']>(
    query: object,
    outcome: Outcome,
  ): Promise<Answer<Outcome>> {
    const answer = await readReportsStep({ practiceId, ...query }, world);
    expect(answer.outcome).toBe(outcome);
    return answer as Answer<Outcome>;
  }
  const balances = () => balancesOf(world.stored.postings.values());
  const with835 = async (encounterId: string, memberId: string) => {
    const { claimId } = await world.acceptedByPayer({
      encounterId,
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
    });
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
    return claimId;
  };

  test('of aging by payer and by patient make the balances of the receivable accounts', async () => {
    await world.acceptedByPayer({ encounterId: 'OPEN' });
    await with835('DENIED', 'JHM1-D204');
    const claimId = await with835('SHARED', 'JHM1-DED');
    await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
    world.advance(45 * dayLong);
    const before = world.snapshot();
    const { entries, on } = await report({ report: 'aging' }, 'aging');
    expect(world.snapshot()).toEqual(before);
    const by = (whom: 'payer' | 'patient', since: 'service' | 'due') =>
      agingReport(entries, { by: whom, since, on });
    const { 'payer-receivable': billed, 'denial-pending': denied, 'patient-receivable': owed } = balances();
    expect([billed > 0, denied > 0, owed > 0]).toEqual([true, true, true]);
    expect(by('payer', 'due').total.totalCents).toBe(billed + denied);
    expect(by('patient', 'due').total.totalCents).toBe(owed);
    expect(by('payer', 'due').rows).toMatchObject([{ key: 'JUNIP', claims: 2 }]);
    expect(by('payer', 'due').total.ages['31-60']).toBe(billed + denied);
    const service = by('payer', 'service').total.ages;
    expect(sumCents(Object.values(service), (cents) => cents)).toBe(billed + denied);
  });

  test('of unbilled claims tell those that no payer has, with their charges', async () => {
    await world.acceptedByPayer({ encounterId: 'SENT' });
    const waiting = await world.received({ encounterId: 'WAITS' });
    const found = [];
    let next: string | undefined;
    do {
      const page = await report({ report: 'unbilled', next }, 'unbilled');
      found.push(...page.entries);
      next = page.next;
    } while (next !== undefined);
    expect(found.map(({ claimId }) => claimId)).toEqual([waiting.claimId]);
    expect(found[0]?.chargeCents).toBe(waiting.totalChargeCents);
  });

  test('of unapplied money and of deposits make the balances of their accounts, from page to page', async () => {
    await enter('desk', [cash(4500)]);
    await with835('PAID', 'JHM1');
    await days(2);
    await enter('desk later', [cash(700)]);
    const rows = async (name: string) => {
      const found = [];
      let next: string | undefined;
      do {
        const page = await report({ report: name, next }, 'movements');
        found.push(...page.movements);
        next = page.next;
      } while (next !== undefined);
      return holderRows(found, PlainDate.parse('2026-11-22'));
    };
    const open = (list: Awaited<ReturnType<typeof rows>>) => sumCents(list, ({ openCents }) => openCents);
    const unapplied = await rows('unapplied');
    expect(open(unapplied)).toBe(balances().suspense + balances()['unapplied-payment']);
    expect(unapplied.map(({ label, since }) => [label, since])).toEqual([
      ['batch "desk"', '2026-11-20'],
      ['batch "desk later"', '2026-11-22'],
    ]);
    const deposits = await rows('deposits');
    expect(open(deposits)).toBe(balances()['cash-in-transit']);
    expect(deposits.some(({ label }) => label.includes('Juniper Mutual Health'))).toBe(true);
  });

  test('of a day tie opening, charges, payments and closing to the ledger', async () => {
    await with835('PAID', 'JHM1');
    await enter('desk', [cash(4500, 'card')]);
    await days(1);
    const { sheet } = await report({ report: 'day-sheet', day: '2026-11-20' }, 'day-sheet');
    expect(sheet).toMatchObject({
      isTotalled: true,
      closed: false,
      differenceCents: 0,
      openingReceivableCents: 0,
    });
    expect(sheet.chargesCents).toBe(0 - balances().charges);
    expect(sumCents(sheet.payments, ({ amountCents }) => amountCents)).toBe(balances()['cash-in-transit']);
    expect(sheet.payments.map(({ source, method, byHand }) => [source, method, byHand])).toEqual([
      ['payer', 'check', false],
      ['unapplied', 'card', true],
    ]);
    expect(sheet.forDeposit).toEqual([{ method: 'card', count: 1, amountCents: 4500 }]);
    const { 'payer-receivable': billed, 'patient-receivable': owed, 'denial-pending': denied } = balances();
    expect(sheet.closingReceivableCents).toBe(billed + owed + denied);
    expect(
      await readReportsStep({ practiceId, report: 'day-sheet', day: '2026-11-01' }, world),
    ).toMatchObject({
      outcome: 'refused',
    });
  });

  test('of a month tell opening, movement and closing of each account, and all of it is zero together', async () => {
    await with835('NOVEMBER', 'JHM1-DED');
    await days(11);
    const opening = balances();
    await enter('desk', [cash(4500)]);
    await days(1);
    const { rows, ...differences } = monthEnd(
      await seeAllDays(practiceId, {}, world),
      Month.parse('2026-12'),
    );
    expect(differences).toMatchObject({
      openingDifferenceCents: 0,
      movementDifferenceCents: 0,
      closingDifferenceCents: 0,
    });
    expect(Object.fromEntries(rows.map((row) => [row.account, row.openingCents]))).toEqual(opening);
    expect(Object.fromEntries(rows.map((row) => [row.account, row.closingCents]))).toEqual(balances());
  });

  test('of a batch show its items, and of periods what is closed', async () => {
    const entered = await enter('desk', [cash(4500)]);
    const batchId = entered.outcome === 'entered' ? entered.batch.batchId : '';
    expect(await report({ report: 'batch', batchId }, 'batch')).toMatchObject({
      batch: { name: 'desk' },
      items: [{ amountCents: 4500 }],
      runs: [],
    });
    expect(await report({ report: 'batches' }, 'batches')).toMatchObject({ batches: [{ batchId }] });
    expect(await report({ report: 'periods' }, 'periods')).toMatchObject({
      book: { version: 0 },
      history: [],
    });
    expect(
      await readReportsStep({ practiceId, report: 'batch', batchId: 'B0000000000000000' }, world),
    ).toMatchObject({
      outcome: 'refused',
    });
  });
});

import { describe, expect, test } from 'vitest';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import { findCreditBalancesStep } from '../../functions/find-credit-balances/find-credit-balances-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { memoryWorld } from './memory-world.ts';
import { reversalOf } from './payer-files.ts';
import {
  dayMilliseconds,
  reason,
  find,
  remit,
  paidTwice,
  lookLater,
  creditTask,
  kinds,
} from './credit-steps.ts';

describe('A payer that paid twice', () => {
  test('is a task after five days and not before, and only one', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world, 4);
    expect(await world.openTasks()).toEqual([]);
    expect((await lookLater(world, 2)).opened).toBe(1);
    const task = await creditTask(world);
    expect(task).toMatchObject({
      credit: { cause: 'paid-twice', owedCents: again.paidCents },
      dollarsAtStakeCents: again.paidCents,
      decidedByTwo: ['refund'],
    });
    const before = world.snapshot();
    await find(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('is nothing to ask about once it took the second payment back', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const { taskId } = await creditTask(world);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, taskId)).toMatchObject({
      status: 'moot',
      outcome: 'credit-gone',
    });
  });

  test('is asked again on the day that was named, until it took it', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const waiting = { outcome: 'offset', by: '2026-12-20', reason };
    expect(await world.work(await creditTask(world), waiting)).toMatchObject({ outcome: 'worked' });
    expect(await creditTask(world)).toMatchObject({ dueOn: '2026-12-20' });
    expect(await kinds(world)).toEqual(['credit-balance']);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await world.openTasks()).toEqual([]);
  });
});

describe('A round of looks', () => {
  test('makes up for those that did not come, however long ago', async () => {
    const { world, again } = await paidTwice();
    // Nothing ran on the days on which it became due, nor on the two after.
    expect((await lookLater(world, 60)).opened).toBe(1);
    expect(await creditTask(world)).toMatchObject({ credit: { owedCents: again.paidCents } });
  });

  test('looks at a day that was opened again once more', async () => {
    const { world } = await paidTwice();
    await lookLater(world, 10);
    const before = (await find(world)).looked;
    const today = dateOf(world.clock.now());
    const days = await world.ledgerDays.list(world.practiceId, addDays(today, -30), today);
    const day = days.find(({ postings }) => postings > 0);
    await openDayAgain(
      { practiceId: world.practiceId, postingDate: day?.postingDate ?? today },
      { at: world.clock.now(), by: 'maria', words: 'A check was forgotten' },
      world,
    );
    expect([before, (await find(world)).looked]).toEqual([0, 1]);
  });

  test('that breaks off is gone on with where it ended, so that every claim has its turn', async () => {
    const world = await memoryWorld();
    const claimIds: string[] = [];
    for (let index = 0; index < 25; index += 1) {
      const { claimId } = await world.acceptedByPayer({ encounterId: `ENC-${index}` });
      claimIds.push(claimId);
    }
    world.advance(dayMilliseconds);
    await totalLedgerDaysStep(world);
    const looked: string[] = [];
    // Each look takes a minute; ten are taken at once, and a round has eight minutes.
    const slow = {
      ...world,
      ledger: {
        ...world.ledger,
        ofHolder: async (...of: Parameters<typeof world.ledger.ofHolder>) => {
          looked.push(of[1]);
          world.advance(60_000);
          return await world.ledger.ofHolder(...of);
        },
      },
    };
    for (let round = 0; round < 4; round += 1) {
      await findCreditBalancesStep(slow);
      world.advance(3_600_000);
    }
    expect(looked).toEqual(claimIds.toSorted());
  });

  test('that cannot look at one claim looks at the others, and at all of the day again', async () => {
    const given = await paidTwice();
    const { world } = given;
    world.advance(6 * dayMilliseconds);
    await totalLedgerDaysStep(world);
    const broken = {
      ...world,
      ledger: { ...world.ledger, ofHolder: () => Promise.reject(new TypeError('not readable')) },
    };
    await expect(findCreditBalancesStep(broken)).rejects.toThrow(/could not be: first/);
    expect((await findCreditBalancesStep(world)).opened).toBe(1);
  });
});

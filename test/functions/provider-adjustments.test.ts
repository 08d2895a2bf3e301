import { describe, expect, test } from 'vitest';
import { balancesOf } from '#domain/ledger/balances.ts';
import { cents } from '#domain/money/cents.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const reason = 'The payer answered by letter';

/** A remittance of one claim, of which the payer keeps $10.00 under a code. */
async function withheld(reasonCode: string): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const { claimId } = await world.acceptedByPayer();
  const decision = (await world.payerOf(claimId)).decision();
  const { serviceDateFrom } = await world.claim(claimId);
  const text = remittanceFile([decision], world.clock.now(), {
    payment: {
      handling: 'I',
      amountCents: cents(decision.paidCents - 1000),
      creditOrDebit: 'C',
      method: 'CHK',
      date: serviceDateFrom,
    },
    providerAdjustments: [
      {
        providerId: '2000000010',
        fiscalPeriodEnd: serviceDateFrom,
        reasonCode,
        reference: 'ORDER 4711',
        amountCents: cents(1000),
      },
    ],
  });
  expect(await world.remit(text)).toBe('balanced');
  return world;
}

const balances = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);

describe('A task about a provider adjustment', () => {
  test('is worked once: the money leaves suspense, the task is closed, and a second decision is refused', async () => {
    const world = await withheld('CS');
    const task = await world.onlyTask();
    expect(task.kind).toBe('unexplained-adjustment');
    expect(balances(world).suspense).toBe(1000);
    const place = { outcome: 'place', account: 'withheld-by-payer', reason };
    expect(await world.work(task, place)).toMatchObject({
      outcome: 'worked',
      summary: 'user maria moved $10.00 from suspense to withheld-by-payer.',
    });
    expect(balances(world)).toMatchObject({ suspense: 0, 'withheld-by-payer': 1000 });
    const before = world.snapshot();
    expect(await world.work(task, place)).toMatchObject({ outcome: 'refused' });
    expect(world.snapshot()).toEqual(before);
    expect(world.differenceCents()).toBe(0);
  });

  test('refuses an account where such money has no place, and a day that is past', async () => {
    const world = await withheld('CS');
    const task = await world.onlyTask();
    for (const outcome of [
      { outcome: 'place', account: 'bank', reason },
      { outcome: 'ask-the-payer', by: '2026-01-01', reason },
      { outcome: 'right-as-posted', reason },
    ]) {
      expect(await world.work(task, outcome)).toMatchObject({ outcome: 'refused' });
    }
    expect((await world.onlyTask()).taskId).toBe(task.taskId);
  });

  test('comes back when the payer was asked', async () => {
    const world = await withheld('CS');
    const task = await world.onlyTask();
    await world.work(task, { outcome: 'ask-the-payer', by: '2026-12-01', reason });
    const asked = await world.onlyTask();
    expect(asked).toMatchObject({ dueOn: '2026-12-01' });
    expect(asked.taskId).not.toBe(task.taskId);
    expect(await world.work(asked, { outcome: 'place', account: 'settlement-income', reason })).toMatchObject(
      {
        outcome: 'worked',
      },
    );
    expect(balances(world)).toMatchObject({ suspense: 0, 'settlement-income': 1000 });
  });

  test('that is a levy may be left as it was posted', async () => {
    const world = await withheld('LE');
    expect(await world.work(await world.onlyTask(), { outcome: 'right-as-posted', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(balances(world)['withheld-by-payer']).toBe(1000);
    expect(await world.openTasks()).toEqual([]);
  });
});

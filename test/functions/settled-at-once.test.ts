import { describe, expect, test } from 'vitest';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import { creditCauseRows } from '#domain/credit-balances/credit-causes.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { findCreditBalancesStep } from '../../functions/find-credit-balances/find-credit-balances-step.ts';
import { settleRefundStep } from '../../functions/settle-refund/settle-refund-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { atEveryMoment } from './interposed.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const dayLong = 24 * 3_600_000;
const amountCents = 20_000;

const ofPayer = { payerId: 'JUNIP', method: 'check', number: '77', words: 'A check with no letter' };

/** Money of which nobody knows what it is for, of a payer unless another is given, and the task about it. */
async function unapplied(from: object = ofPayer) {
  const world = await memoryWorld();
  const answer = await enterPaymentsStep(
    {
      action: 'enter',
      practiceId,
      user: 'maria',
      batch: {
        name: 'desk',
        kind: 'desk',
        control: { count: 1, amountCents },
        items: [{ kind: 'unapplied', amountCents, ...from }],
      } as never,
    },
    world,
  );
  if (answer.outcome !== 'entered') {
    throw new Error(JSON.stringify(answer));
  }
  world.advance((creditCauseRows['not-applied'].daysToWait + 2) * dayLong);
  await totalLedgerDaysStep(world);
  await findCreditBalancesStep(world);
  const task = (await world.openTasks()).find(({ kind }) => kind === 'credit-balance');
  if (task === undefined) {
    throw new Error('The money has a task');
  }
  return { world, task, batch: answer.batch, refund: `refund-${answer.batch.batchId}-1` };
}

type Unapplied = Awaited<ReturnType<typeof unapplied>>;

const refundBy =
  (user: string, { task }: Unapplied) =>
  (world: MemoryWorld) =>
    workTaskStep(
      {
        practiceId,
        taskId: task.taskId,
        user,
        role: 'manager',
        outcome: {
          outcome: 'refund',
          to: task.credit?.payee.kind,
          amount: '200.00',
          reason: 'It is not ours',
        },
      },
      world,
    );
const settle =
  (user: string, action: 'paid' | 'void', { refund }: Pick<Unapplied, 'refund'>, isSent = false) =>
  (world: MemoryWorld) =>
    settleRefundStep(
      {
        practiceId,
        refund,
        user,
        reason: 'Looked at the books',
        ...(action === 'paid' ? { action, checkNumber: `C-${user}`, isSent } : { action }),
      },
      world,
    );
const takeBack =
  ({ batch }: { readonly batch: PaymentBatch }) =>
  (world: MemoryWorld) =>
    enterPaymentsStep(
      { action: 'take-back', practiceId, user: 'ned', batchId: batch.batchId, reason: 'keyed twice' },
      world,
    );
type Step = (world: MemoryWorld) => Promise<unknown>;
const balances = ({ stored }: MemoryWorld) => balancesOf(stored.postings.values());

/** The refund is approved, by two persons where it takes two. */
async function approved(from?: object): Promise<Unapplied> {
  const made = await unapplied(from);
  const first = await refundBy('maria', made)(made.world);
  if (first.outcome === 'noted') {
    await refundBy('tomas', made)(made.world);
  }
  expect(balances(made.world)).toMatchObject({ 'unapplied-payment': 0, 'refund-payable': -amountCents });
  return made;
}

describe('a refund of money that no claim holds', () => {
  test.each([
    ['paid', 'void'],
    ['void', 'paid'],
    ['paid', 'paid'],
    ['void', 'void'],
  ] as const)('that one says is %s while another says %s: one is told', async (one, other) => {
    let told = 0;
    const moments = await atEveryMoment(async () => {
      const made = await approved();
      return {
        world: made.world,
        one: settle('maria', one, made),
        other: settle('tomas', other, made),
        holds: async (answers, moment) => {
          const { bank, 'unapplied-payment': left, 'refund-payable': owed } = balances(made.world);
          const outcomes = [answers.one.outcome, answers.other.outcome].toSorted();
          // Who reads of it when it is paid may void it still; who has read before is told.
          const isOneAfterTheOther = one === 'void' && other === 'paid' && outcomes[0] === 'settled';
          told += answers.one.outcome === 'refused' ? 1 : 0;
          const done = answers.one.outcome === 'settled' ? one : other;
          expect({ moment, bank, left, owed }).toEqual(
            done === 'paid'
              ? { moment, bank: -amountCents, left: 0, owed: 0 }
              : { moment, bank: 0, left: -amountCents, owed: 0 },
          );
          expect({ moment, outcomes }).toEqual({
            moment,
            outcomes: isOneAfterTheOther ? ['settled', 'settled'] : ['refused', 'settled'],
          });
          await Promise.resolve();
        },
      };
    });
    expect(moments).toBeGreaterThan(2);
    expect(told).toBeGreaterThan(0);
  });

  test('is void once and cannot be paid then, paid once and can be void then', async () => {
    const made = await approved();
    const { world } = made;
    expect(await settle('maria', 'paid', made)(world)).toMatchObject({ outcome: 'settled' });
    expect(await settle('tomas', 'paid', made)(world)).toMatchObject({ outcome: 'refused' });
    expect(await settle('tomas', 'void', made)(world)).toMatchObject({ outcome: 'settled' });
    expect(await settle('maria', 'void', made)(world)).toMatchObject({ outcome: 'refused' });
    expect(await settle('maria', 'paid', made)(world)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({ bank: 0, 'unapplied-payment': -amountCents });
  });
});

describe('the check of a refund that was void', () => {
  test.each([
    ['a payer', ofPayer],
    ['a patient', { guarantorId: 'G000000000001', method: 'cash', words: 'A copay, long ago' }],
  ])(
    'is the refund after all when it is cashed, and nothing is left to give back to %s',
    async (_whose, from) => {
      const made = await approved(from);
      const { world } = made;
      await settle('maria', 'void', made)(world);
      expect(balances(world)).toMatchObject({ bank: 0, 'unapplied-payment': -amountCents });
      const even = { bank: -amountCents, 'unapplied-payment': 0, 'refund-payable': 0 };
      const cashed = () => settle('maria', 'paid', made, true)(world);
      expect(await cashed()).toMatchObject({ outcome: 'settled' });
      expect(balances(world)).toMatchObject(even);
      expect(await cashed()).toMatchObject({ outcome: 'refused' });
      expect(await settle('tomas', 'void', made)(world)).toMatchObject({ outcome: 'settled' });
      expect(await cashed()).toMatchObject({ outcome: 'settled' });
      world.advance(100 * dayLong);
      await totalLedgerDaysStep(world);
      await findCreditBalancesStep(world);
      expect(await world.openTasks()).toEqual([]);
      expect(balances(world)).toMatchObject(even);
    },
  );
});

describe('a batch of money that was refunded', () => {
  test('is not taken back before the refund is void, and then once', async () => {
    const made = await approved();
    const { world } = made;
    await settle('maria', 'paid', made)(world);
    const before = world.snapshot();
    expect(await takeBack(made)(world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/Item 1: \$200\.00 .*; void the refund first/)],
    });
    expect(world.snapshot()).toEqual(before);
    await settle('maria', 'void', made)(world);
    expect(await takeBack(made)(world)).toMatchObject({ batch: { state: 'taken-back' } });
    expect(balances(world)).toMatchObject({ bank: 0, 'unapplied-payment': 0, 'cash-in-transit': 0 });
  });

  test.each(['refund first', 'take back first'])(
    'at the same moment gives it away once (%s)',
    async (order) => {
      const moments = await atEveryMoment(async () => {
        const made = await unapplied();
        const first = await refundBy('maria', made)(made.world);
        const second = first.outcome === 'noted' ? 'tomas' : 'anna';
        const pair = [refundBy(second, made), takeBack(made)] as const;
        const [one, other]: readonly [Step, Step] =
          order === 'refund first' ? pair : ([pair[1], pair[0]] as const);
        return {
          world: made.world,
          one,
          other,
          holds: async (_answers: unknown, moment: string) => {
            const {
              'unapplied-payment': left,
              'refund-payable': owed,
              'cash-in-transit': cash,
            } = balances(made.world);
            expect({ moment, left, given: owed - cash }).toEqual({
              moment,
              left: 0,
              given: cash === 0 ? 0 : 0 - 2 * amountCents,
            });
            await Promise.resolve();
          },
        };
      });
      expect(moments).toBeGreaterThan(2);
    },
  );

  test('of many items reads its day once', async () => {
    const world = await memoryWorld();
    const items = Array.from({ length: 20 }, (_, index) => ({
      kind: 'unapplied',
      method: 'cash',
      amountCents: 100 + index,
      words: 'A coin jar',
    }));
    const control = { count: 20, amountCents: items.reduce((sum, item) => sum + item.amountCents, 0) };
    const answer = await enterPaymentsStep(
      {
        action: 'enter',
        practiceId,
        user: 'maria',
        batch: { name: 'coins', kind: 'desk', control, items } as never,
      },
      world,
    );
    let reads = 0;
    const pageOfDay: typeof world.ledger.pageOfDay = (...given) => {
      reads += 1;
      return world.ledger.pageOfDay(...given);
    };
    if (answer.outcome !== 'entered') {
      throw new Error(JSON.stringify(answer));
    }
    expect(await takeBack(answer)({ ...world, ledger: { ...world.ledger, pageOfDay } })).toMatchObject({
      batch: { state: 'taken-back', done: 20 },
    });
    expect(reads).toBe(1);
    expect(balances(world)).toMatchObject({ 'cash-in-transit': 0, 'unapplied-payment': 0 });
  });
});

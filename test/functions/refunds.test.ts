import { describe, expect, test } from 'vitest';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import type { MemoryWorld } from './memory-world.ts';
import { reversalOf } from './payer-files.ts';
import {
  reason,
  find,
  type Sketch,
  remit,
  paidTwice,
  lookLater,
  creditTask,
  dollars,
  refunded,
  settle,
  balances,
  kinds,
  stateOf,
} from './credit-steps.ts';

const endOf = (request: object): string => ('action' in request ? 'void' : 'paid');
/** Why each posting was made that pays a refund or takes something of it back. */
const postedOf = ({ stored }: MemoryWorld, refund: string): string[] =>
  [...stored.postings.values()]
    .filter(({ concerns, corrects }) => concerns === refund || corrects === refund)
    .map(({ cause }) => cause);

interface Settling {
  readonly action?: string;
  readonly isSent?: boolean;
  readonly checkNumber?: string;
}
const sent: Settling = { isSent: true };
const stopped: Settling = { action: 'void' };

describe('A refund', () => {
  test('that is approved, paid and acknowledged closes, by its check number, and only once', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    expect(balances(world)).toMatchObject({ 'payer-receivable': 0, 'refund-payable': 0 - again.paidCents });
    expect(await settle(world, refund)).toMatchObject({ outcome: 'settled' });
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(await stateOf(world)).toEqual(['paid']);
    const pair: readonly Sketch[] = [
      ['WO', again.paidCents, '1042'],
      ['72', 0 - again.paidCents, '1042'],
    ];
    await remit(world, [], pair);
    expect(await stateOf(world)).toEqual(['acknowledged']);
    expect(await kinds(world)).toEqual([]);
    await remit(world, [], pair);
    expect(await kinds(world)).toContain('unexplained-adjustment');
    expect(world.differenceCents()).toBe(0);
    expect(await settle(world, refund, { action: 'void' })).toMatchObject({ outcome: 'refused' });
  });

  test('whose money the payer takes as well is told of, until the payer acknowledges it', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    await settle(world, await refunded(given));
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    expect((await world.onlyTask()).why).toMatch(/the same money twice/);
    await remit(world, [], [['72', 0 - again.paidCents, 'CHECK 1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'takeback-payable': 0,
      'refund-payable': 0,
    });
    expect(world.differenceCents()).toBe(0);
  });

  test('and the taking of the same money come to the same sum in either order', async () => {
    const sums: unknown[] = [];
    for (const order of ['reversal first', 'acknowledgement first', 'together'] as const) {
      const given = await paidTwice();
      const { world, again } = given;
      await settle(world, await refunded(given));
      const acknowledging: Sketch = ['72', 0 - again.paidCents, '1042'];
      const steps: Record<typeof order, readonly (() => Promise<void>)[]> = {
        'reversal first': [() => remit(world, [reversalOf(again)]), () => remit(world, [], [acknowledging])],
        'acknowledgement first': [
          () => remit(world, [], [acknowledging]),
          () => remit(world, [reversalOf(again)]),
        ],
        together: [() => remit(world, [reversalOf(again)], [acknowledging])],
      };
      for (const step of steps[order]) {
        await step();
        await lookLater(world, 1);
      }
      sums.push(balances(world));
      expect(await kinds(world)).toEqual([]);
    }
    expect(new Set(sums.map((sum) => JSON.stringify(sum))).size).toBe(1);
  });

  test('that is not paid yet is void when the payer takes the money itself', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await stateOf(world)).toEqual(['void']);
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({ 'payer-receivable': 0, 'refund-payable': 0 });
    expect(await kinds(world)).toEqual([]);
  });

  test('that is not paid yet is not to be paid when the payer withholds the money, and nobody is asked', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [], [['WO', again.paidCents, 'AGAIN-00001']]);
    expect(await kinds(world)).toEqual(['takeback-differs']);
    expect(await settle(world, refund)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/do not send the check/)],
    });
    await lookLater(world, 1);
    expect(await stateOf(world)).toEqual(['withheld']);
    expect(await kinds(world)).toEqual([]);
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'refund-payable': 0,
      'takeback-payable': 0,
    });
    const before = world.snapshot();
    await find(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('whose check had gone out before that is recorded as it was, and told of', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await settle(world, refund, { isSent: true })).toMatchObject({ outcome: 'settled' });
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    await remit(world, [], [['72', 0 - again.paidCents, '1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'takeback-payable': 0,
      'refund-payable': 0,
    });
  });

  test('whose money was taken again closes by itself too when the payer was asked meanwhile', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    await settle(world, await refunded(given));
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    const asked = { outcome: 'ask-the-payer', by: '2026-12-31', reason: 'Sent a copy of the check' };
    expect(await world.work(await world.onlyTask(), asked)).toMatchObject({ outcome: 'worked' });
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    await remit(world, [], [['72', 0 - again.paidCents, '1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
  });

  test.each([
    ['paid by two at once', {}, {}],
    ['paid by two under different numbers', {}, { checkNumber: '1043', user: 'ben' }],
    ['paid and voided at once', {}, { action: 'void', user: 'ben' }],
    ['voided by two at once', { action: 'void' }, { action: 'void', user: 'ben' }],
  ])('that is %s is settled once', async (_name, one, other) => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    const answers = await Promise.all([settle(world, refund, one), settle(world, refund, other)]);
    expect(answers.filter(({ outcome }) => outcome === 'settled')).toHaveLength(1);
    const [state = ''] = (await stateOf(world)) as string[];
    expect(state).toBe('action' in one || answers[0].outcome === 'refused' ? endOf(other) : 'paid');
    expect(balances(world)).toMatchObject({
      'refund-payable': 0,
      'payer-receivable': state === 'paid' ? 0 : 0 - again.chargeCents,
      bank: state === 'paid' ? 0 - again.paidCents : 0,
    });
    // Nothing is paid twice, and what is void was never paid.
    expect(postedOf(world, refund)).toEqual([state === 'paid' ? 'refund-paid' : 'correction']);
    expect(world.differenceCents()).toBe(0);
  });

  test('that two persons confirm at once is approved once', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const { taskId } = await creditTask(world);
    const outcome = { outcome: 'refund', to: 'payer', amount: dollars(again.paidCents), reason };
    const decide = (user: string) =>
      workTaskStep({ practiceId: world.practiceId, taskId, user, outcome }, world);
    expect(await decide('maria')).toMatchObject({ outcome: 'noted' });
    const confirmed = await Promise.all([decide('ben'), decide('ida')]);
    expect(confirmed.filter((answer) => answer.outcome === 'worked')).toHaveLength(1);
    expect(await stateOf(world)).toEqual(['approved']);
    expect(balances(world)['refund-payable']).toBe(0 - again.paidCents);
  });

  test('is refused where the payer has taken the payment back meanwhile, though the task is still open', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const { taskId } = await creditTask(world);
    const outcome = { outcome: 'refund', to: 'payer', amount: dollars(again.paidCents), reason };
    const decide = (user: string) =>
      workTaskStep({ practiceId: world.practiceId, taskId, user, outcome }, world);
    await decide('maria');
    await remit(world, [reversalOf(again)]);
    expect(await decide('ben')).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^Nothing stands in this favor any more/)],
    });
    expect(await stateOf(world)).toEqual([]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
  });

  test('is set against what the payer has withheld meanwhile, and no check is sent', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const { taskId } = await creditTask(world);
    const outcome = { outcome: 'refund', to: 'payer', amount: dollars(again.paidCents), reason };
    const decide = (user: string) =>
      workTaskStep({ practiceId: world.practiceId, taskId, user, outcome }, world);
    await decide('maria');
    await remit(world, [], [['WO', again.paidCents, 'AGAIN-00001']]);
    expect(await decide('ben')).toMatchObject({ outcome: 'worked' });
    await lookLater(world, 1);
    expect(await stateOf(world)).toEqual(['withheld']);
    expect(await kinds(world)).toEqual([]);
  });

  test('that is void leaves the credit standing, and another task asks', async () => {
    const given = await paidTwice();
    const { world } = given;
    const refund = await refunded(given);
    expect(await settle(world, refund, { action: 'void' })).toMatchObject({ outcome: 'settled' });
    await lookLater(world, 1);
    expect((await creditTask(world)).taskId).toMatch(/-2$/);
    expect(await settle(world, 'refund-C000000000009-1')).toMatchObject({ outcome: 'refused' });
    expect(await settle(world, 'nothing')).toMatchObject({ outcome: 'refused' });
  });

  test.each<readonly [string, readonly Settling[]]>([
    ['was void', [stopped, sent]],
    ['was paid and void', [{}, stopped, sent]],
    ['was void twice', [{}, stopped, sent, stopped, sent]],
    [
      'was sent, came back, and was sent once more',
      [stopped, sent, stopped, { ...sent, checkNumber: '1043' }],
    ],
  ])(
    'whose check is cashed after all though it %s is paid, and nobody is asked for more',
    async (_how, steps) => {
      const given = await paidTwice();
      const { world, again } = given;
      const refund = await refunded(given);
      for (const step of steps) {
        expect(await settle(world, refund, step)).toMatchObject({ outcome: 'settled' });
      }
      const even = {
        'payer-receivable': 0,
        'refund-payable': 0,
        'takeback-payable': 0,
        bank: 0 - again.paidCents,
      };
      expect(balances(world)).toMatchObject(even);
      await lookLater(world);
      expect(await kinds(world)).toEqual([]);
      expect(await stateOf(world)).toEqual(['paid']);
      expect(await settle(world, refund, sent)).toMatchObject({ outcome: 'refused' });
      // The payer says that it has it: nothing is met by that, for it took nothing.
      await remit(
        world,
        [],
        [
          ['WO', again.paidCents, '1042'],
          ['72', 0 - again.paidCents, steps.at(-1)?.checkNumber ?? '1042'],
        ],
      );
      await lookLater(world);
      expect(await stateOf(world)).toEqual(['acknowledged']);
      expect(await kinds(world)).toEqual([]);
      expect(balances(world)).toMatchObject(even);
      expect(world.differenceCents()).toBe(0);
    },
  );

  test('whose check was stopped can be void again after it was cashed and came back', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    for (const step of [{}, stopped, sent, stopped]) {
      expect(await settle(world, refund, step)).toMatchObject({ outcome: 'settled' });
    }
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0 - again.chargeCents,
      'refund-payable': 0,
      bank: 0,
    });
    await lookLater(world);
    expect(await kinds(world)).toEqual(['credit-balance']);
  });

  test('that was approved in the place of a void one is void before the check of that is recorded', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const first = await refunded(given);
    await settle(world, first, stopped);
    await refunded(given);
    const second = first.replace(/1$/, '2');
    expect(await settle(world, first, sent)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(new RegExp(`^The refund ${second} was approved in the place of`))],
    });
    await settle(world, second, stopped);
    expect(await settle(world, first, sent)).toMatchObject({ outcome: 'settled' });
    await lookLater(world);
    expect(await stateOf(world)).toEqual(['paid', 'void']);
    expect(await kinds(world)).toEqual([]);
    expect(balances(world)).toMatchObject({ 'payer-receivable': 0, bank: 0 - again.paidCents });
  });

  test('that was paid in the place of a void one, whose check is cashed as well, is told of', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const first = await refunded(given);
    await settle(world, first, stopped);
    await refunded(given);
    await settle(world, first.replace(/1$/, '2'), { checkNumber: '1043' });
    expect(await settle(world, first, sent)).toMatchObject({ outcome: 'settled' });
    await lookLater(world);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'refund-payable': again.paidCents,
      bank: 0 - 2 * again.paidCents,
    });
  });

  test.each(['at once', 'late'])(
    'and another are not both set against the same that the payer withheld for the two, told %s',
    async (told) => {
      const one = await paidTwice();
      const { world } = one;
      const other = await paidTwice(world, 'ENC-2');
      const amountCents = one.again.paidCents;
      expect(other.again.paidCents).toBe(amountCents);
      await refunded(one);
      await refunded(other);
      await remit(world, [], [['WO', amountCents, `${one.claimId}-1 ${other.claimId}-1`]]);
      const seen = await world.ledger.takebacks(world.practiceId);
      const ledger =
        told === 'late'
          ? { ...world.ledger, takebacks: async () => await Promise.resolve(seen) }
          : world.ledger;
      for (const days of [1, 1, 40]) {
        await lookLater({ ...world, ledger }, days);
        expect(((await stateOf(world)) as string[]).toSorted()).toEqual(['approved', 'withheld']);
        expect(balances(world)).toMatchObject({ 'refund-payable': 0 - amountCents, 'takeback-payable': 0 });
      }
      await lookLater(world);
      expect(await kinds(world)).toEqual([]);
    },
  );
});

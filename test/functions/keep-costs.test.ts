import { beforeEach, describe, expect, test } from 'vitest';
import { KeepCostsAnswer } from '#contracts/costs.ts';
import { keepCostsStep, type KeepCostsWorld } from '../../functions/keep-costs/keep-costs-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

let world: MemoryWorld & KeepCostsWorld;
let month: string;
beforeEach(async () => {
  world = await memoryWorld();
  month = world.clock.now().slice(0, 7);
});

const bill = (changes: object = {}) => ({
  month,
  kind: 'cloud',
  service: 'Lambda',
  amountCents: 12_345,
  reference: 'bill 7',
  ...changes,
});
const ask = async (request: object, on: KeepCostsWorld = world) =>
  KeepCostsAnswer.parse(await keepCostsStep({ practiceId: world.practiceId, user: 'ida', ...request }, on));
const enter = (changes: object = {}) => ask({ action: 'enter', cost: bill(changes) });
const listed = async (request: object = {}) => {
  const answer = await ask({ action: 'list', ...request });
  return answer.outcome === 'listed' ? answer.entries : [];
};

describe('The book of costs', () => {
  test('keeps what is entered, by whom and when, and shows the latest first', async () => {
    expect(await enter()).toMatchObject({
      outcome: 'entered',
      summary: `Entry 1: $123.45 cloud cost of ${month}.`,
    });
    await enter({ kind: 'staff', service: undefined, reference: 'payroll' });
    expect(await listed()).toMatchObject([
      { number: 2, by: 'ida', cost: { kind: 'staff' }, isTakenBack: false },
      { number: 1, at: world.clock.now(), cost: bill(), isTakenBack: false },
    ]);
    expect(await listed({ to: '2019-12' })).toEqual([]);
  });

  test('has the same record once, however often it is sent', async () => {
    await enter();
    expect(await enter()).toMatchObject({ outcome: 'unchanged', entry: { number: 1 } });
    expect(await enter({ amountCents: 1, reference: 'Bill 7' })).toEqual({
      outcome: 'refused',
      problems: [
        `reference: cloud cost of ${month} was entered from Bill 7 already, with $123.45 (entry 1); correct that entry, or give the reference of another record`,
      ],
    });
    expect(await listed()).toHaveLength(1);
  });

  test('has a correction as another entry, once', async () => {
    await enter();
    const correct = { action: 'correct', number: 1, cost: bill({ amountCents: 500 }), reason: 'Misread' };
    expect(await ask(correct)).toMatchObject({
      outcome: 'entered',
      entry: { number: 2, takesBack: { number: 1, cost: bill() }, reason: 'Misread' },
    });
    expect(await ask(correct)).toMatchObject({ outcome: 'unchanged', entry: { number: 2 } });
    expect(await ask({ ...correct, cost: bill({ amountCents: 501 }) })).toEqual({
      outcome: 'refused',
      problems: ['number: entry 1 was taken back by entry 2 already; correct that one'],
    });
    expect(await listed()).toMatchObject([
      { number: 2, isTakenBack: false },
      { number: 1, isTakenBack: true, cost: { amountCents: 12_345 } },
    ]);
  });

  test('lets an entry be taken back, and its record be entered again', async () => {
    await enter();
    const takeBack = { action: 'take-back', number: 1, reason: 'Of another practice' };
    expect(await ask(takeBack)).toMatchObject({ outcome: 'entered', entry: { number: 2 } });
    expect(await ask(takeBack)).toMatchObject({ outcome: 'unchanged', entry: { number: 2 } });
    expect(await ask({ ...takeBack, number: 2 })).toMatchObject({
      problems: [
        'number: there is no entry 2 with a cost in the book; expected one of those that the list of costs shows',
      ],
    });
    expect(await enter()).toMatchObject({ outcome: 'entered', entry: { number: 3 } });
  });

  test('lets no correction enter a record that another entry has', async () => {
    await enter();
    await enter({ reference: 'bill 8' });
    expect(
      await ask({ action: 'correct', number: 2, cost: bill({ amountCents: 1 }), reason: 'Misread' }),
    ).toMatchObject({
      problems: [
        'reference: bill 7 is entry 1 already; correct that entry, or give the reference of another record',
      ],
    });
  });

  test.each([
    ['a month that has not begun', { month: '2199-01' }, 'month: 2199-01 has not begun'],
    ['a month before the books', { month: '2001-01' }, "month: the practice's books begin in"],
    ['a service of what is no cloud', { kind: 'staff' }, 'service: found "Lambda" for staff cost'],
    ['a credit', { amountCents: -1 }, 'cost.amountCents: an amount from 0.00'],
    ['a slip of the pen', { amountCents: 1_000_000_001 }, 'cost.amountCents: an amount from 0.00'],
    ['parts of a cent', { amountCents: 1.5 }, 'cost.amountCents'],
    ['no record', { reference: ' ' }, 'cost.reference'],
    ['an unknown kind', { kind: 'rent' }, 'cost.kind'],
    ['what nobody asked for', { note: 'x' }, 'cost'],
  ])('refuses %s and keeps nothing', async (_, changes, problem) => {
    const answer = await enter(changes);
    expect(answer.outcome === 'refused' ? answer.problems.join('\n') : answer).toContain(problem);
    expect(await listed()).toEqual([]);
  });

  test('decides anew when another person was first, and gives up after some times', async () => {
    const { costs } = world;
    let others = 0;
    const racing: KeepCostsWorld = {
      ...world,
      costs: {
        ...costs,
        async add(entry) {
          others += 1;
          if (others < 3) {
            await enter({ reference: `other ${others}` });
          }
          return await costs.add(entry);
        },
      },
    };
    expect(await ask({ action: 'enter', cost: bill() }, racing)).toMatchObject({ entry: { number: 3 } });
    const never = { ...world, costs: { ...costs, add: () => Promise.resolve(false) } };
    expect(await ask({ action: 'enter', cost: bill({ reference: 'last' }) }, never)).toMatchObject({
      outcome: 'refused',
    });
  });

  test('is of a practice that is there', async () => {
    expect(await ask({ action: 'list', practiceId: 'nowhere' })).toEqual({
      outcome: 'refused',
      because: 'not-found',
      problems: ['There is no practice nowhere.'],
    });
  });
});

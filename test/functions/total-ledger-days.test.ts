import { beforeEach, describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Posting } from '#contracts/ledger.ts';
import { trialBalance, trialBalanceOf } from '#domain/ledger/balances.ts';
import { seeLedgerDays } from '#ports/see-ledger-days.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import {
  totalLedgerDaysStep,
  type LedgerDamaged,
} from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const hour = 3_600_000;
const dayLong = 24 * hour;
const day = (text: string): PlainDate => PlainDate.parse(text);

function posting(postingId: string, postingDate: string, changes: object = {}): Posting {
  return Posting.parse({
    practiceId,
    claimId: 'C000000000001',
    postingId,
    cause: 'charge',
    postingDate,
    knownAt: `${postingDate}T16:00:00.000Z`,
    by: 'test',
    words: 'Charged',
    legs: [
      { account: 'payer-receivable', amountCents: 20_000 },
      { account: 'charges', amountCents: -20_000 },
    ],
    ...changes,
  });
}

/** What only damage could bring into the table: past `commit` and `makePosting`. */
const forge = (world: MemoryWorld, made: Posting) =>
  world.stored.postings.set(`${practiceId}#${made.claimId ?? ''}#${made.postingId}`, made);
const post = (world: MemoryWorld, ...postings: Posting[]) =>
  Promise.all(postings.map((one) => world.commit.apply([{ kind: 'post', posting: one }])));
const causeOf = async (round: Promise<unknown>): Promise<LedgerDamaged> => {
  const failed: unknown = await round.then(
    () => undefined,
    (error: unknown) => error,
  );
  return (failed as { cause: LedgerDamaged }).cause;
};

// The world begins on 20 November 2026, 15:04 UTC.
let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
  await post(
    world,
    posting('charge-a', '2026-11-20'),
    posting('charge-b', '2026-11-20'),
    posting('charge-c', '2026-11-22'),
  );
});

describe('posting days', () => {
  test('are totalled from the first on once they are over, each once, also those without postings', async () => {
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 0 });
    world.advance(9 * hour);
    expect(await totalLedgerDaysStep(world), 'half past midnight').toMatchObject({ totalled: 0 });
    world.advance(2.5 * dayLong);
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 3 });
    const days = await world.ledgerDays.list(practiceId, day('2026-11-01'), day('2026-11-30'));
    expect(days.map(({ postingDate, postings }) => [postingDate, postings])).toEqual([
      ['2026-11-20', 2],
      ['2026-11-21', 0],
      ['2026-11-22', 1],
    ]);
    const before = world.snapshot();
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 0, verified: 0 });
    expect(world.snapshot()).toEqual(before);
  });

  test('are held to their totals every day: what was posted into one since is told with its difference', async () => {
    world.advance(4 * dayLong);
    await totalLedgerDaysStep(world);
    world.advance(dayLong);
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1, verified: 4 });
    await post(world, posting('late', '2026-11-21'));
    world.advance(dayLong);
    const damage = await causeOf(totalLedgerDaysStep(world));
    expect(damage.name).toBe('LedgerDamaged');
    expect(damage.message).toBe(
      'The ledger of cedar-hill is damaged on 1 day: the postings of 2026-11-21 are not those that were totalled: 0 postings were counted, there are 1 now',
    );
    const again = await causeOf(totalLedgerDaysStep(world));
    expect(again.message, 'told again until it is mended').toBe(damage.message);
    expect(await world.ledgerDays.last(practiceId), 'and the other days are done').toMatchObject({
      postingDate: '2026-11-25',
    });
  });

  test('that were opened again are totalled once more, with what came', async () => {
    world.advance(4 * dayLong);
    await totalLedgerDaysStep(world);
    const totalled = await world.ledgerDays.load(practiceId, day('2026-11-21'));
    if (totalled === undefined) {
      throw new Error('21 November was not totalled');
    }
    const openedAgain = { at: world.clock.now(), by: 'user maria', words: 'A batch is entered' };
    await world.ledgerDays.keep({ ...totalled, version: 2, openedAgain }, 1);
    await post(world, posting('late', '2026-11-21'));
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1 });
    const again = await world.ledgerDays.load(practiceId, day('2026-11-21'));
    expect(again).toMatchObject({ version: 3, postings: 1 });
    expect(again?.openedAgain).toBeUndefined();
  });

  test('whose debits and credits differ are told', async () => {
    forge(
      world,
      posting('forged', '2026-11-22', {
        legs: [
          { account: 'cash-in-transit', amountCents: 500 },
          { account: 'suspense', amountCents: -400 },
        ],
      }),
    );
    world.advance(4 * dayLong);
    expect((await causeOf(totalLedgerDaysStep(world))).message).toContain(
      'debits and credits of 2026-11-22 differ by $1.00',
    );
  });

  test('of one practice that are damaged leave those of another alone, and what a round has no time for is done by the next', async () => {
    world.advance(3 * dayLong);
    let calls = 0;
    const ledgerDays = {
      ...world.ledgerDays,
      keep: (...given: Parameters<typeof world.ledgerDays.keep>) => {
        calls += 1;
        world.advance(5 * 60_000);
        return world.ledgerDays.keep(...given);
      },
    };
    expect(await totalLedgerDaysStep({ ...world, ledgerDays })).toMatchObject({ totalled: 2 });
    expect(calls).toBe(2);
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1 });
  });
});

describe('what the ledger says of days', () => {
  const amounts = async (wanted: Parameters<typeof seeLedgerDays>[1]) => {
    const { days } = await seeLedgerDays(practiceId, wanted, world);
    return trialBalanceOf(days).rows.find(({ account }) => account === 'charges')?.creditCents;
  };

  test('is the same from totals as from postings, whichever days are totalled', async () => {
    world.advance(3 * dayLong);
    await post(world, posting('charge-d', '2026-11-23'));
    const all = trialBalance(world.stored.postings.values());
    const wholeOf = async () => trialBalanceOf((await seeLedgerDays(practiceId, {}, world)).days);
    expect(await wholeOf()).toEqual(all);
    await totalLedgerDaysStep(world);
    expect(await wholeOf()).toEqual(all);
    expect(await amounts({ to: day('2026-11-20') })).toBe(40_000);
    expect(await amounts({ from: day('2026-11-21') })).toBe(40_000);
    expect(await amounts({ from: day('2026-11-21'), to: day('2026-11-22') })).toBe(20_000);
  });

  test('can be asked as it was known at a moment', async () => {
    await post(world, posting('known-later', '2026-11-20', { knownAt: '2026-11-21T09:00:00.000Z' }));
    world.advance(3 * dayLong);
    await totalLedgerDaysStep(world);
    const knownAt = (text: string) => amounts({ to: day('2026-11-20'), knownAt: Instant.parse(text) });
    expect(await knownAt('2026-11-20T15:59:59.000Z')).toBe(0);
    expect(await knownAt('2026-11-20T20:00:00.000Z')).toBe(40_000);
    expect(await knownAt('2026-11-21T09:00:00Z')).toBe(60_000);
  });

  test('comes in pages where it takes long, and a day comes in pages of its postings', async () => {
    world.advance(3 * dayLong);
    const ledger = {
      ...world.ledger,
      pageOfDay: (...given: Parameters<typeof world.ledger.pageOfDay>) => {
        world.advance(10_000);
        return world.ledger.pageOfDay(...given);
      },
    };
    const first = await readLedgerStep({ query: 'days', practiceId }, { ...world, ledger });
    expect(first).toMatchObject({ outcome: 'days', next: '2026-11-22' });
    const rest = await readLedgerStep({ query: 'days', practiceId, from: '2026-11-22' }, world);
    expect(rest).toMatchObject({ days: [{ postingDate: '2026-11-22' }, { postingDate: '2026-11-23' }] });
    expect(rest).not.toHaveProperty('next');
    const page = await readLedgerStep(
      { query: 'day', practiceId, postingDate: '2026-11-20', limit: 1 },
      world,
    );
    expect(page).toMatchObject({ postings: [{ postingId: 'charge-a' }], next: '1' });
  });
});

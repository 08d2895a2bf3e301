import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainDate } from '#contracts/dates.ts';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents } from '#domain/money/cents.ts';
import { findWarehouseReport } from '#domain/reports/warehouse/all-reports.ts';
import { keepCostsStep } from '../../functions/keep-costs/keep-costs-step.ts';
import type { MemoryWorld } from '../functions/memory-world.ts';
import { receiveAll, worldWithClaims, writeDenialsOff } from '../ledger-property/check-ledger.ts';
import { claimIds, payerStory } from '../ledger-property/payer-story.ts';
import type { Asked } from './independent/books.ts';
import { deniedByPayerAndReason } from './independent/denials-by-hand.ts';
import { refundedCents } from './independent/money-by-hand.ts';
import { independentKpis } from './independent-kpis.ts';
import { ReportWarehouse } from './report-warehouse.ts';
import { booksOf, rowsOfWorld } from './rows-of-world.ts';

let warehouse: ReportWarehouse;
beforeAll(async () => {
  warehouse = await ReportWarehouse.open();
});
afterAll(() => warehouse.close());

/** What a practice does with its money beside what payers and patients send: deposits and refunds. */
const moved = record({
  what: constantFrom('deposit', 'refund'),
  claim: integer({ min: 0, max: claimIds.length - 1 }),
  amount: integer({ min: 1, max: 5_000 }),
  later: integer({ min: 0, max: 9 }),
});

type Moved = Parameters<Parameters<typeof moved.map>[0]>[0];

async function move(world: MemoryWorld, { what, claim, amount, later }: Moved, index: number): Promise<void> {
  const claimId = claimIds[claim];
  const at = world.clock.now();
  if (claimId === undefined) {
    return;
  }
  const common = { practiceId: world.practiceId, claimId, knownAt: at, by: 'test', words: what };
  const postingDate = addDays(dateOf(at), 0 - later);
  const amountCents = cents(amount);
  const against = cents(0 - amount);
  const postings =
    what === 'deposit'
      ? [
          makePosting({
            ...common,
            postingId: `deposit-${index}`,
            cause: 'deposit',
            postingDate,
            legs: [
              { account: 'bank', amountCents },
              { account: 'cash-in-transit', amountCents: against },
            ],
          }),
        ]
      : [
          makePosting({
            ...common,
            postingId: `refund-${index}`,
            cause: 'refund-approved',
            postingDate,
            legs: [
              { account: 'patient-receivable', amountCents },
              { account: 'refund-payable', amountCents: against },
            ],
          }),
          makePosting({
            ...common,
            postingId: `refund-${index}-paid`,
            cause: 'refund-paid',
            postingDate: dateOf(at),
            legs: [
              { account: 'refund-payable', amountCents },
              { account: 'bank', amountCents: against },
            ],
          }),
        ];
  await world.commit.apply(postings.map((posting) => ({ kind: 'post', posting }) as const));
}

/** The month's payroll, and a bill of the cloud that is corrected the day after. */
async function enterCosts(world: MemoryWorld, first: PlainDate): Promise<void> {
  const month = first.slice(0, 7);
  const bill = { month, kind: 'cloud', service: 'Lambda', amountCents: 1_234, reference: 'bill' };
  const payroll = { month, kind: 'staff', amountCents: 250_000, reference: 'payroll' };
  const enter = (request: object) =>
    keepCostsStep({ practiceId: world.practiceId, user: 'ida', ...request }, world);
  await enter({ action: 'enter', cost: payroll });
  await enter({ action: 'enter', cost: bill });
  world.advance(86_400_000);
  await enter({ action: 'correct', number: 2, cost: { ...bill, amountCents: 900 }, reason: 'Misread' });
}

function withoutZeros(sums: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...sums].filter(([, amount]) => amount !== 0));
}

describe('A small world of payers, patients and an office', () => {
  test('has the same figures by its warehouse as by its ledger and its claims, on every day', async () => {
    let run = 0;
    await assert(
      asyncProperty(payerStory, array(moved, { maxLength: 4 }), async (story, movements) => {
        run += 1;
        const practiceId = `world-${run}`;
        const world = await worldWithClaims();
        const first = dateOf(world.clock.now());
        await receiveAll(world, story, story.order);
        world.advance(86_400_000);
        await writeDenialsOff(world);
        world.advance(86_400_000);
        for (const [index, one] of movements.entries()) {
          await move(world, one, index);
        }
        await enterCosts(world, first);
        const last = dateOf(world.clock.now());
        for (const rows of await rowsOfWorld(world)) {
          await warehouse.add(practiceId, rows);
        }
        const books = await booksOf(world);
        const middle = addDays(first, 4);
        const questions: Asked[] = [
          { asOf: last, from: '2026-01-01', to: last },
          { asOf: last, from: first, to: middle },
          { asOf: middle, from: first, to: middle },
          { asOf: last, from: middle, to: last },
          { asOf: addDays(last, 100), from: addDays(last, 1), to: addDays(last, 60) },
        ];
        for (const asked of questions) {
          const question = ReportQuestion.parse({ practiceId, ...asked });
          for (const [name, reckon] of Object.entries(independentKpis)) {
            const answer = await warehouse.ask(findWarehouseReport(name), question);
            expect({ name, asked, answer }).toEqual({ name, asked, answer: reckon(books, asked) });
          }
          const denied = await warehouse.ask(findWarehouseReport('denials-by-payer-and-code'), question);
          const byReason = new Map<string, number>();
          for (const row of denied) {
            const key = `${row['payer_id'] ?? ''} ${row['group_code'] ?? ''}-${row['reason_code'] ?? ''}`;
            byReason.set(key, (byReason.get(key) ?? 0) + Number(row['denied_amount']));
          }
          const reckoned = deniedByPayerAndReason(books, asked);
          expect(withoutZeros(byReason)).toEqual(withoutZeros(reckoned));
          const payments = await warehouse.ask(findWarehouseReport('payments'), question);
          const refunds = payments.filter(({ kind }) => kind === 'refund');
          expect(0 - refunds.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(
            refundedCents(books, asked),
          );
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);
});

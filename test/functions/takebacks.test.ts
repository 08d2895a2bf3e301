import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PostingId } from '#contracts/identifiers.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { withheldPostingId } from '#domain/credit-balances/refunds.ts';
import { takenOnce } from '#domain/credit-balances/settle-taken-back.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import { recoupmentForecast } from '#domain/takebacks/recoupment-forecast.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { enterTakebackLetterStep } from '../../functions/enter-takeback-letter/enter-takeback-letter-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const reason = 'The payer explained it by telephone';

type Sketch = readonly [reasonCode: string, amountCents: number, reference?: string];

/** Posts a remittance of some decisions and provider adjustments, which balances, on a day of its own. */
async function remit(
  world: MemoryWorld,
  decisions: readonly Claim835[],
  adjustments: readonly Sketch[],
): Promise<void> {
  world.advance(86_400_000);
  const { serviceDateFrom } = await world.claim();
  const providerAdjustments: ProviderAdjustment835[] = adjustments.map(
    ([reasonCode, amountCents, reference]) => ({
      providerId: '2000000010',
      fiscalPeriodEnd: serviceDateFrom,
      reasonCode,
      amountCents: cents(amountCents),
      ...(reference === undefined ? {} : { reference }),
    }),
  );
  const paid = decisions.length === 0 ? 0 : sumCents(decisions, ({ paidCents }) => paidCents);
  const withheld = adjustments.reduce((sum, [, amountCents]) => sum + amountCents, 0);
  const text = remittanceFile(decisions, world.clock.now(), {
    payment: {
      handling: 'I',
      amountCents: cents(paid - withheld),
      creditOrDebit: 'C',
      method: 'CHK',
      date: serviceDateFrom,
    },
    providerAdjustments,
  });
  expect(await world.remit(text)).toBe('balanced');
}

async function paidClaim(world: MemoryWorld, encounterId = 'ENC-1') {
  const { claimId } = await world.acceptedByPayer({ encounterId });
  const decision = (await world.payerOf(claimId)).decision();
  await remit(world, [decision], []);
  return { claimId, decision, number: decision.payerControlNumber ?? '' };
}

async function decisionOn(world: MemoryWorld, encounterId: string): Promise<Claim835> {
  const { claimId } = await world.acceptedByPayer({ encounterId });
  return (await world.payerOf(claimId)).decision();
}

const balances = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);
const historyOf = async (world: MemoryWorld, claimId: Claim['claimId']) =>
  (await world.claims.history(world.practiceId, claimId)).filter(({ event }) => event === 'takeback');
const takings = async (world: MemoryWorld) => await world.ledger.takebacks(world.practiceId);

describe('A takeback', () => {
  test('that is announced with the reversal and taken by a later remittance is even, and both stand on the claim', async () => {
    const world = await memoryWorld();
    const { claimId, decision, number } = await paidClaim(world);
    const another = await decisionOn(world, 'ENC-2');
    await remit(world, [reversalOf(decision)], [['WO', 0 - decision.paidCents, number]]);
    expect(balances(world)['takeback-payable']).toBe(0 - decision.paidCents);
    await remit(world, [another], [['WO', decision.paidCents, number]]);
    expect(balances(world)['takeback-payable']).toBe(0);
    expect(await world.openTasks()).toEqual([]);
    expect((await takings(world)).map(({ aboutClaimIds }) => aboutClaimIds)).toEqual([[claimId], [claimId]]);
    const words = (await historyOf(world, claimId)).map((event) => event.words);
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(/has yet to take its money/);
    expect(words[1]).toMatch(/The payer took an overpayment back/);
    expect(world.differenceCents()).toBe(0);
  });

  test('that is carried forward is known to be of the claims that the remittance takes back', async () => {
    const world = await memoryWorld();
    const { claimId, decision } = await paidClaim(world);
    await remit(world, [reversalOf(decision)], [['FB', 0 - decision.paidCents, 'EFT 20261101']]);
    expect((await takings(world))[0]?.aboutClaimIds).toEqual([claimId]);
    expect(await world.openTasks()).toEqual([]);
  });

  test('of an old claim that was never announced finds the claim by the number of the payer, and asks a person', async () => {
    const world = await memoryWorld();
    const { claimId, number } = await paidClaim(world);
    const decision = await decisionOn(world, 'ENC-2');
    await remit(world, [decision], [['WO', 3000, number]]);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'takeback-differs', dollarsAtStakeCents: 3000 });
    expect(task.why).toMatch(/took \$30\.00 more than it had announced/);
    expect(task.evidence.join(' ')).toContain(claimId);
    expect(await historyOf(world, claimId)).toHaveLength(1);
    const decided = { outcome: 'recovered-from', claimId, reason };
    expect(await world.work(task, decided)).toMatchObject({ outcome: 'worked' });
    expect(balances(world)).toMatchObject({ 'takeback-payable': 0 });
    const postings = await world.ledger.ofClaim(world.practiceId, claimId);
    expect(balancesOf(postings)['payer-receivable']).toBe(3000);
    expect((await world.claim(claimId)).state).toBe('awaiting-remittance');
    expect(await world.work(task, decided)).toMatchObject({ outcome: 'refused' });
    expect(world.differenceCents()).toBe(0);
  });

  test('of the same claim a second time raises the alarm with both', async () => {
    const world = await memoryWorld();
    const { decision, number } = await paidClaim(world);
    const others: Claim835[] = [];
    for (const encounterId of ['ENC-2', 'ENC-3']) {
      others.push(await decisionOn(world, encounterId));
    }
    await remit(world, [reversalOf(decision)], [['WO', -3000, number]]);
    await remit(world, others.slice(0, 1), [['WO', 3000, number]]);
    await remit(world, others.slice(1), [['WO', 3000, number]]);
    const task = await world.onlyTask();
    expect(task.why).toMatch(/took \$30\.00 again: the same claim was taken on \d{4}-\d\d-\d\d before/);
  });

  test('that comes before what explains it is asked about only until then', async () => {
    const world = await memoryWorld();
    const { decision, number } = await paidClaim(world);
    const another = await decisionOn(world, 'ENC-2');
    await remit(world, [another], [['WO', decision.paidCents, number]]);
    const task = await world.onlyTask();
    await remit(world, [reversalOf(decision)], [['WO', 0 - decision.paidCents, number]]);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, task.taskId)).toMatchObject({
      status: 'moot',
      outcome: 'announced',
    });
    expect(balances(world)['takeback-payable']).toBe(0);
  });

  test('may be found to be something else, or be asked about', async () => {
    const world = await memoryWorld();
    await paidClaim(world);
    const another = await decisionOn(world, 'ENC-2');
    await remit(world, [another], [['WO', 3000, 'NOBODY KNOWS 123456']]);
    const task = await world.onlyTask();
    expect(
      await world.work(task, { outcome: 'recovered-from', claimId: 'C000000000009', reason }),
    ).toMatchObject({
      outcome: 'refused',
    });
    await world.work(task, { outcome: 'ask-the-payer', by: '2026-12-20', reason });
    const asked = await world.onlyTask();
    expect(await world.work(asked, { outcome: 'place', account: 'other-adjustment', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(balances(world)).toMatchObject({ 'takeback-payable': 0, 'other-adjustment': 3000 });
  });
});

describe('A takeback that a person places', () => {
  test('while it is set against a refund at the same moment is placed by neither of them twice', async () => {
    const world = await memoryWorld();
    await paidClaim(world);
    await remit(world, [await decisionOn(world, 'ENC-2')], [['WO', 3000, 'NOBODY KNOWS 123456']]);
    const task = await world.onlyTask();
    const [taking] = await takings(world);
    if (taking === undefined) {
      throw new Error('The payer took something');
    }
    const withheld = {
      ...taking,
      postingId: PostingId.parse(withheldPostingId(taking.postingId, PostingId.parse('refund-1'))),
      concerns: taking.postingId,
    };
    const settled = takenOnce([withheld], await takings(world), {
      at: world.clock.now(),
      postingDate: dateOf(world.clock.now()),
      by: 'the look at credits',
    });
    expect(settled).toHaveLength(1);
    await world.commit.apply(settled);
    const place = { outcome: 'place', account: 'other-adjustment', reason };
    expect(await world.work(task, place)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({ 'other-adjustment': 0, 'takeback-payable': 3000 });
  });
});

describe('A letter about a takeback', () => {
  const letter = async (world: MemoryWorld, changes: object = {}) =>
    await enterTakebackLetterStep(
      {
        practiceId: world.practiceId,
        claimId: (await world.claim()).claimId,
        payerId: 'JUNIP',
        amountCents: 3000,
        letterDate: '2026-11-15',
        user: 'maria',
        reason: 'Audit of November',
        ...changes,
      },
      world,
    );
  const ledgerOf = async (world: MemoryWorld) =>
    takebackLedger(await takings(world), dateOf(world.clock.now()));

  test('moves no money, stands under its claim, and is forecast until a remittance takes what it tells of', async () => {
    const world = await memoryWorld();
    const { claimId, number } = await paidClaim(world);
    const before = balances(world);
    expect(await letter(world)).toMatchObject({ outcome: 'entered' });
    expect(balances(world)).toEqual(before);
    expect(recoupmentForecast(await ledgerOf(world))).toMatchObject([
      { payer: 'JUNIP', expectedCents: 3000, byLetterCents: 3000, claimIds: [claimId] },
    ]);
    await remit(world, [await decisionOn(world, 'ENC-2')], [['WO', 3000, number]]);
    expect(recoupmentForecast(await ledgerOf(world))).toEqual([]);
    expect((await world.onlyTask()).evidence.join(' ')).toMatch(
      /A letter that was entered on .* told of \$30\.00/,
    );
  });

  test('is settled by the reversal that follows it, so that nothing is forecast twice', async () => {
    const world = await memoryWorld();
    const { decision, number } = await paidClaim(world);
    await letter(world, { amountCents: decision.paidCents });
    await remit(world, [reversalOf(decision)], [['WO', 0 - decision.paidCents, number]]);
    expect(recoupmentForecast(await ledgerOf(world))).toMatchObject([
      { expectedCents: decision.paidCents, byLetterCents: 0 },
    ]);
  });

  test('is entered once, may be withdrawn, and entered again', async () => {
    const world = await memoryWorld();
    await paidClaim(world);
    expect(await letter(world, { withdrawn: true })).toMatchObject({ outcome: 'refused' });
    expect(await letter(world)).toMatchObject({ outcome: 'entered' });
    expect(await letter(world)).toMatchObject({ outcome: 'refused' });
    expect(await letter(world, { withdrawn: true })).toMatchObject({ outcome: 'entered' });
    expect(recoupmentForecast(await ledgerOf(world))).toEqual([]);
    expect(await letter(world)).toMatchObject({ outcome: 'entered' });
    expect(recoupmentForecast(await ledgerOf(world))).toHaveLength(1);
    expect(world.differenceCents()).toBe(0);
  });

  test('is refused about a claim that was never paid, or of no amount', async () => {
    const world = await memoryWorld();
    await world.acceptedByPayer();
    expect(await letter(world)).toMatchObject({ outcome: 'refused' });
    expect(await letter(world, { amountCents: 0 })).toMatchObject({ outcome: 'refused' });
    expect(await letter(world, { claimId: 'C000000000009' })).toMatchObject({ outcome: 'refused' });
  });
});

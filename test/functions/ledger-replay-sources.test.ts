import { beforeAll, describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { CutoverAnswer } from '#contracts/cutover.ts';
import { PostingId } from '#contracts/identifiers.ts';
import { accountHolderOf, type Posting } from '#contracts/ledger.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { LedgerReplay } from '#domain/ledger-replay/replay-ledger.ts';
import { sourceOf, takenFromJournal, type ReplaySource } from '#domain/ledger-replay/sources.ts';
import { cents, decimalText } from '#domain/money/cents.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { receiveBankFileStep } from '../../functions/receive-bank-file/receive-bank-file-step.ts';
import { takeOverClaimsStep } from '../../functions/take-over-claims/take-over-claims-step.ts';
import { csvFile, openRow, practice as cutoverPractice, totalsOf } from '../domain/cutover/cutover-file.ts';
import { paidTwice, refunded, remit, settle } from './credit-steps.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { otherwise, replayed } from './replay-world.ts';

const reason = 'The payer explained it by telephone';
const dayMilliseconds = 86_400_000;

/** A practice with a posting of every source that a ledger has in a month. */
async function monthOfEverything(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  await takeOver(world);
  // Paid twice and refunded, with a second decision of the payer: charges, 835s, a credit, its check.
  await settle(world, await refunded(await paidTwice(world, 'ENC-1')));
  // Denied, and given up.
  const denied = await accepted(world, 'ENC-2', 'JHM1-D204');
  await remit(world, [(await world.payerOf(denied.claimId)).decision()], [['L6', -321]]);
  await decide(world, 'denial', { outcome: 'write-off', writeOffReason: 'non-covered', reason }, 'manager');
  // Parked, and returned to its payer.
  const stray = await accepted(world, 'ENC-3');
  const decision = (await world.payerOf(stray.claimId)).decision();
  await remit(world, [{ ...decision, patientControlNumber: 'STRAY-1' }], [['CS', 250, 'ORDER 4711']]);
  await decide(world, 'unmatched-remittance', { outcome: 'return-to-payer', reason });
  await decide(world, 'unexplained-adjustment', { outcome: 'place', account: 'withheld-by-payer', reason });
  // Left to the patient, who pays.
  const shared = await accepted(world, 'ENC-4', 'JHM1-DED');
  await remit(world, [(await world.payerOf(shared.claimId)).decision()]);
  await handOverBalanceStep(world.inputOf(await world.claim(shared.claimId)), world);
  await enterPayments(world, shared);
  await showBank(world);
  return world;
}

async function accepted(world: MemoryWorld, encounterId: string, memberId = 'JHM1'): Promise<Claim> {
  return await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  });
}

async function decide(
  world: MemoryWorld,
  kind: string,
  outcome: Record<string, unknown>,
  role: 'staff' | 'manager' = 'staff',
): Promise<void> {
  const task = (await world.openTasks()).find((one) => one.kind === kind);
  if (task === undefined) {
    throw new Error(`No ${kind} task is open`);
  }
  world.advance(60_000);
  expect(await world.work(task, outcome, role)).toMatchObject({ outcome: 'worked' });
}

async function takeOver(world: MemoryWorld): Promise<void> {
  const { practiceId } = cutoverPractice;
  await loadPracticeStep({ document: cutoverPractice, by: 'maria', apply: true }, world);
  const rows = [openRow()];
  const key = `cutover/${practiceId}/month`;
  await world.documents.put('uploads', key, csvFile(rows, totalsOf(rows)), 'text/csv');
  const request = { practiceId, key, user: 'maria', apply: true };
  const answer = CutoverAnswer.parse(await takeOverClaimsStep(request, world));
  expect(answer).toMatchObject({ outcome: 'taken-over' });
}

/** A patient pays for a visit, and leaves money for none, which is applied to the visit, and part of it taken off again. */
async function enterPayments(world: MemoryWorld, { claimId, guarantorId }: Claim): Promise<void> {
  world.advance(dayMilliseconds);
  const items = [
    { kind: 'unapplied', guarantorId, method: 'cash', amountCents: 4000, words: 'Left at the desk' },
    { kind: 'patient-payment', claims: [claimId], method: 'check', number: '88', amountCents: 1000 },
  ] as const;
  const request = { practiceId: world.practiceId, user: 'maria' };
  const control = { count: 2, amountCents: 5000 };
  const entered = await enterPaymentsStep(
    { ...request, action: 'enter', batch: { name: 'desk', kind: 'desk', control, items: [...items] } },
    world,
  );
  if (entered.outcome !== 'entered') {
    throw new Error(`The batch is ${entered.outcome}`);
  }
  const { batchId } = entered.batch;
  for (const sequence of [1, 2]) {
    world.advance(60_000);
    const moved = await enterPaymentsStep(
      { ...request, action: 'apply', batchId, item: 1, sequence, claimId, amountCents: 500 },
      world,
    );
    expect(moved).toMatchObject({ outcome: 'moved' });
  }
  world.advance(60_000);
  const back = { ...request, action: 'un-apply' as const, batchId, reason };
  expect(await enterPaymentsStep({ ...back, postingId: `applied-${batchId}-1-2` }, world)).toMatchObject({
    outcome: 'moved',
  });
}

/** The bank shows the money of the first remittance, and a deposit that nothing explains. */
async function showBank(world: MemoryWorld): Promise<void> {
  const day = dateOf(world.clock.now());
  const [first] = await world.bank.awaited(world.practiceId);
  const key = `bank/${world.practiceId}/month.csv`;
  const text = [
    'Posting Date,Description,Type,Check Number,Amount,Account',
    `${day},CHECK DEPOSIT,Deposit,${first?.traceNumber ?? ''},${decimalText(cents(first?.openCents ?? 0))},000123456789`,
    `${day},DEPOSIT,Deposit,,30.00,000123456789`,
  ].join('\n');
  await world.documents.put('uploads', key, text, 'text/csv');
  await receiveBankFileStep(world.arrived('uploads', key, text.length), world);
}

/** A posting with a cent more on one account and a cent less on another: it still adds up to zero. */
function changedByACent({ legs, ...posting }: Posting): Posting {
  const [one] = legs;
  const other = legs.find(({ account }) => account !== one?.account);
  return {
    ...posting,
    legs: legs.map((leg) => ({
      ...leg,
      amountCents: cents(leg.amountCents + (leg === one ? 1 : leg === other ? -1 : 0)),
    })),
  };
}

describe('A ledger of postings of every source', () => {
  let world: MemoryWorld;
  let bySource: Map<string, [string, Posting][]>;

  beforeAll(async () => {
    world = await monthOfEverything();
    bySource = Map.groupBy(world.stored.postings, ([, posting]) => sourceOf(posting));
  }, 120_000);

  test('is rebuilt to the cent, and says what of it only the journal tells', async () => {
    expect(await otherwise(world)).toEqual([]);
    const { fromJournal, counts } = await replayed(world);
    expect(counts).toMatchObject({ batches: 1, bankEntries: 2 });
    expect([...bySource.keys()].toSorted()).toEqual([
      'applied',
      'bank-entries',
      'charges',
      'corrections',
      'decisions',
      'deposits',
      'pairs',
      'payments-entered',
      'placements',
      'provider-adjustments',
      'refund-checks',
      'refunds',
      'remittances',
      'taken-over',
    ]);
    expect(
      Object.fromEntries(fromJournal.map(({ source, postings, because }) => [source, [postings, because]])),
    ).toEqual({
      applied: [2, takenFromJournal.applied],
      corrections: [2, takenFromJournal.corrections],
      pairs: [2, takenFromJournal.pairs],
      placements: [2, takenFromJournal.placements],
      'refund-checks': [1, takenFromJournal['refund-checks']],
    });
  });

  const first = (source: ReplaySource): [path: string, posting: Posting] => {
    const [found] = bySource.get(source) ?? [];
    if (found === undefined) {
      throw new Error(`The month has no posting of ${source}`);
    }
    return found;
  };

  /** What the replay says of a ledger in which a posting is another one, or none. */
  async function replayedWith(path: string, posting: Posting | undefined): Promise<LedgerReplay> {
    const former = world.stored.postings.get(path);
    world.stored.postings.delete(path);
    if (posting !== undefined) {
      world.stored.postings.set(path, posting);
    }
    const replay = await replayed(world);
    world.stored.postings.delete(path);
    if (former !== undefined) {
      world.stored.postings.set(path, former);
    }
    return replay;
  }

  test.each<ReplaySource>([
    'bank-entries',
    'charges',
    'corrections',
    'decisions',
    'deposits',
    'pairs',
    'payments-entered',
    'placements',
    'provider-adjustments',
    'refund-checks',
    'refunds',
    'remittances',
    'taken-over',
  ])('names a posting of %s that is a cent off, and where it comes from', async (source) => {
    const [path, posting] = first(source);
    const { isEqual, differences } = await replayedWith(path, changedByACent(posting));
    expect(isEqual).toBe(false);
    const own = differences.filter((one) => one.source === source);
    expect(own.map(({ holder }) => holder)).toContain(accountHolderOf(posting));
    expect(Math.abs(own[0]?.differenceCents ?? 0)).toBe(1);
  });

  test.each<ReplaySource>([
    'bank-entries',
    'charges',
    'decisions',
    'deposits',
    'payments-entered',
    'provider-adjustments',
    'remittances',
    'taken-over',
  ])('names a posting of %s that is gone', async (source) => {
    const [path, posting] = first(source);
    const { isEqual, differences } = await replayedWith(path, undefined);
    expect(isEqual).toBe(false);
    expect(differences.map((one) => `${one.source} ${one.holder}`)).toContain(
      `${source} ${accountHolderOf(posting)}`,
    );
  });

  test('believes the ledger about a refund of which no task keeps what two persons approved', async () => {
    const tasks = [...world.stored.tasks];
    world.stored.tasks.clear();
    const { isEqual, fromJournal } = await replayed(world);
    for (const [path, task] of tasks) {
      world.stored.tasks.set(path, task);
    }
    expect(isEqual).toBe(true);
    expect(fromJournal.find(({ source }) => source === 'refunds')).toMatchObject({
      postings: 1,
      because: takenFromJournal.refunds,
    });
  });

  test('tells a half of what was moved whose other half is gone', async () => {
    const [path, posting] = first('pairs');
    const { faults } = await replayedWith(path, undefined);
    expect(faults).toEqual([expect.stringContaining(posting.concerns ?? 'a half')]);
  });

  test('tells of each file that is gone, and of what no longer says what was entered', async () => {
    const { documents } = world.stored;
    for (const [path, fault] of [
      [
        /^exchange\/outbound\/.*837P/,
        /^The file outbound\/.* of submission 1 of claim C\w+ does not have it\.$/,
      ],
      [/^exchange\/inbound\/.*/, /^The file inbound\/.* of remittance R\w+ does not have it\.$/],
      [/^exchange\/payments\/.*json$/, /^The items of batch B\w+ are gone/],
      [/^uploads\/bank\/.*csv$/, /^Entry K\w+ of the bank is not on line 2 of its file/],
    ] as const) {
      const paths = [...documents.keys()].filter((one) => path.test(one));
      const bodies = paths.map((one) => [one, documents.get(one) ?? new Uint8Array()] as const);
      expect(paths.length).toBeGreaterThan(0);
      for (const one of paths) {
        documents.delete(one);
      }
      const { faults } = await replayed(world);
      for (const [one, body] of bodies) {
        documents.set(one, body);
      }
      expect(faults[0]).toMatch(fault);
    }
    expect(await otherwise(world)).toEqual([]);
  });

  test('tells a posting that nothing leads to, whatever it moves', async () => {
    const [path, posting] = first('charges');
    const more = { ...posting, postingId: PostingId.parse(`${posting.postingId}9`) };
    const { differences } = await replayedWith(`${path}9`, more);
    expect(differences.map(({ source, postings }) => [source, postings])).toEqual([
      ['charges', [more.postingId]],
      ['charges', [more.postingId]],
    ]);
  });
});

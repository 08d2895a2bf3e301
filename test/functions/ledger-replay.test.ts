import { describe, expect, test } from 'vitest';
import type { Task } from '#contracts/task.ts';
import { addCents, cents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { legacyDecision, remittanceFile, reversalOf } from './payer-files.ts';
import { otherwise, replayed } from './replay-world.ts';

const reason = 'The payer explained it by telephone';

async function decisionsOn(world: MemoryWorld, encounterId: string, memberId = 'JHM1') {
  const { claimId } = await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  });
  const payer = await world.payerOf(claimId);
  return { claimId, first: payer.decision(), second: payer.secondDecision() };
}

async function remit(
  world: MemoryWorld,
  decisions: readonly Claim835[],
  [reasonCode, amountCents, reference]: readonly [string, number, (string | undefined)?] = ['WO', 0],
): Promise<string> {
  world.advance(86_400_000);
  const paid = addCents(...decisions.map(({ paidCents }) => paidCents));
  const { serviceDateFrom } = await world.claim();
  const providerAdjustments: ProviderAdjustment835[] =
    amountCents === 0
      ? []
      : [
          {
            providerId: '2000000010',
            fiscalPeriodEnd: serviceDateFrom,
            reasonCode,
            amountCents: cents(amountCents),
            ...(reference === undefined ? {} : { reference }),
          },
        ];
  return await world.remit(
    remittanceFile(decisions, world.clock.now(), {
      payment: {
        handling: 'I',
        amountCents: cents(paid - amountCents),
        creditOrDebit: 'C',
        method: 'CHK',
        date: serviceDateFrom,
      },
      providerAdjustments,
    }),
  );
}

async function taskAbout(world: MemoryWorld, words: string): Promise<Task> {
  const task = (await world.openTasks()).find(({ why }) => why.includes(words));
  if (task === undefined) {
    throw new Error(`No task is about ${words}`);
  }
  return task;
}

/** The practice sends a visit anew with another charge, and a person says what becomes of it. */
async function changeCharge(world: MemoryWorld, charge: string, outcome: 'replace' | 'void'): Promise<void> {
  world.advance(3_600_000);
  const lines = [{ code: '99214', charge, diagnosisPointers: [1] }];
  const { serviceDateFrom, source } = await world.claim();
  const version = source.version + 1;
  const encounter = encounterJson({ serviceDateFrom, version, lines, totalCharge: charge });
  await world.upload(`change-${charge}.ndjson`, JSON.stringify(encounter));
  expect(await world.work(await taskAbout(world, 'The practice changed'), { outcome, reason })).toMatchObject(
    { outcome: 'worked' },
  );
}

describe('The charges of a claim that are rebuilt', () => {
  test('are those of each time that it was sent, and none once it is voided', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    const charges = async () =>
      (await replayed(world)).accounts.find(({ account }) => account === 'charges')?.rebuiltCents;
    expect(await otherwise(world)).toEqual([]);
    const before = await charges();
    await changeCharge(world, '210.00', 'replace');
    await world.resent(claimId);
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    expect(await otherwise(world)).toEqual([]);
    expect(await charges()).toBe(-21_000);
    expect(before).not.toBe(-21_000);

    await changeCharge(world, '220.00', 'void');
    world.advance(3_600_000);
    await submitClaimStep(world.inputOf(await world.claim()), world);
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    await handOverBalanceStep(world.inputOf(await world.claim()), world);
    expect(world.stored.postings.size).toBe(4);
    expect(await otherwise(world)).toEqual([]);
    expect(await charges()).toBeUndefined();

    const [path] = [...world.stored.postings].find(([, { by }]) => by === 'hand-over-balance') ?? [];
    world.stored.postings.delete(path ?? '');
    const { differences } = await replayed(world);
    expect(new Set(differences.map(({ source }) => source))).toEqual(new Set(['voids']));
  });

  test('are not those that the claim says it posted, where its files say otherwise', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    for (const [path, stored] of world.stored.claims) {
      const postedChargeCents = addCents(stored.postedChargeCents, cents(100));
      world.stored.claims.set(path, { ...stored, postedChargeCents });
    }
    const { isEqual, faults } = await replayed(world);
    expect(isEqual).toBe(false);
    expect(faults).toEqual([
      expect.stringMatching(
        new RegExp(`^Claim ${claim.claimId} records charges of \\$[\\d.]+ as posted; what was sent of it`),
      ),
    ]);
  });
});

describe('The ledger rebuilt from the files that came', () => {
  test('is the one kept after reversals and corrections, one of them before its decision', async () => {
    const world = await memoryWorld();
    const { claimId, first, second } = await decisionsOn(world, 'ENC-1', 'JHM1-REV');
    await remit(world, [reversalOf(first)]);
    expect(await otherwise(world)).toEqual([]);
    await remit(world, [first, second]);
    await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
    await remit(world, [reversalOf(second)], ['FB', 0 - second.paidCents]);
    expect(await otherwise(world)).toEqual([]);
  });

  test('is the one kept after staff wrote a denial off and the payer paid after all', async () => {
    const world = await memoryWorld();
    const { first } = await decisionsOn(world, 'ENC-1', 'JHM1-D204');
    await remit(world, [first]);
    await world.work(
      await world.onlyTask(),
      { outcome: 'write-off', writeOffReason: 'non-covered', reason },
      'manager',
    );
    expect(await otherwise(world)).toEqual([]);
  });

  test('is the one kept where a payment was parked, and a person placed it with its claim', async () => {
    const world = await memoryWorld();
    const { claimId, first } = await decisionsOn(world, 'ENC-1');
    await remit(world, [{ ...first, patientControlNumber: 'STRAY-1' }, legacyDecision('STRAY-2', 500, 500)]);
    expect(await otherwise(world)).toEqual([]);
    const placed = await world.work(await taskAbout(world, 'STRAY-1'), {
      outcome: 'belongs-to',
      claim: claimId,
      reason,
    });
    expect(placed).toMatchObject({ outcome: 'worked' });
    expect(await otherwise(world)).toEqual([]);
    await remit(world, [reversalOf(first)], ['WO', 0 - first.paidCents, first.payerControlNumber]);
    expect(await otherwise(world)).toEqual([]);
  });

  test('is the one kept where a payer took what it had not announced, and it was set against the claim', async () => {
    const world = await memoryWorld();
    const { claimId, first } = await decisionsOn(world, 'ENC-1');
    const other = await decisionsOn(world, 'ENC-2');
    await remit(world, [first]);
    await remit(world, [other.first], ['WO', 3000, first.payerControlNumber]);
    await world.work(await world.onlyTask(), { outcome: 'recovered-from', claimId, reason });
    expect(await otherwise(world)).toEqual([]);
  });

  test('posts nothing of what is held, and the same file twice once', async () => {
    const world = await memoryWorld();
    const { first } = await decisionsOn(world, 'ENC-1');
    expect(await remit(world, [{ ...first, chargeCents: addCents(first.chargeCents, cents(100)) }])).toBe(
      'out-of-balance',
    );
    const text = remittanceFile([first], world.clock.now());
    await world.remit(text);
    await world.receive(text);
    expect(await otherwise(world)).toEqual([]);
  });

  test('is not the one kept where a posting of a file was changed', async () => {
    const world = await memoryWorld();
    const { first } = await decisionsOn(world, 'ENC-1');
    await remit(world, [first], ['L6', -321]);
    for (const [path, posting] of world.stored.postings) {
      if (posting.cause === 'provider-adjustment') {
        world.stored.postings.delete(path);
      }
    }
    const { isEqual, differences } = await replayed(world);
    expect(isEqual).toBe(false);
    expect(differences.map(({ account, rebuiltCents }) => [account, rebuiltCents])).toEqual([
      ['cash-in-transit', 321],
      ['interest-income', -321],
    ]);
  });
});

test('A reversal that a person placed is taken back by nothing else when the ledger is rebuilt', async () => {
  const world = await memoryWorld();
  const { claimId, first } = await decisionsOn(world, 'ENC-1');
  await remit(world, [first]);
  // It names another reason for what the contract took off, so that it mirrors no decision.
  const reversal = reversalOf(first);
  const [line, ...others] = reversal.lines;
  const [adjustment, ...rest] = line?.adjustments ?? [];
  if (line === undefined || adjustment === undefined) {
    throw new Error('The decision takes something off its first line');
  }
  await remit(world, [
    { ...reversal, lines: [{ ...line, adjustments: [{ ...adjustment, reason: '59' }, ...rest] }, ...others] },
  ]);
  const amount = adjustment.amountCents / 100;
  const lineOne = { line: 1, groupCode: adjustment.group };
  const corrected = {
    outcome: 'post-as-corrected',
    claim: claimId,
    adjustments: [
      { ...lineOne, reasonCode: '59', amount: (0 - amount).toFixed(2) },
      { ...lineOne, reasonCode: adjustment.reason, amount: amount.toFixed(2) },
    ],
    reason,
  };
  const task = await taskAbout(world, 'does not mirror');
  world.advance(3_600_000);
  for (const user of ['maria', 'tomas']) {
    await workTaskStep(
      { practiceId: world.practiceId, taskId: task.taskId, user, outcome: corrected },
      world,
    );
  }
  expect(await otherwise(world)).toEqual([]);
  await remit(world, [first]);
  await remit(world, [reversalOf(first)]);
  expect((await world.claim(claimId)).adjudications).toHaveLength(4);
  expect(await otherwise(world)).toEqual([]);
});

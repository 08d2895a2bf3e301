import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { contractVersion, type StatementAnswer } from '#contracts/steps.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { produceStatementStep } from '../../functions/produce-statement/produce-statement-step.ts';
import { dyingBefore, overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const day = 86_400_000;

/** A closed claim of which the patient owes the deductible. */
async function owing(world: MemoryWorld, encounterId = 'ENC-1', changes: object = {}): Promise<Claim> {
  const { claimId } = await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-DED', relationship: 'self' }],
    ...changes,
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  await handOverBalanceStep(world.inputOf(await world.claim(claimId)), world);
  return await world.claim(claimId);
}

function statementOf(world: MemoryWorld, claim: Claim, changes: object = {}): Promise<StatementAnswer> {
  const { practiceId, guarantorId } = claim;
  return produceStatementStep(
    { contractVersion, practiceId, guarantorId, cycle: 1, statement: 1, holds: 0, ...changes },
    world,
  );
}
const pdfsOf = (world: MemoryWorld): string[] =>
  [...world.stored.documents.keys()].filter((key) => key.startsWith('documents/statements/'));

describe('produce-statement', () => {
  test('sends a statement once, however often it is asked', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    world.advance(5 * day);
    const answer = await statementOf(world, claim);
    expect(answer).toEqual({ outcome: 'sent', statement: 2, holds: 0, waitSeconds: 30 * 86_400 });
    const before = world.snapshot();
    world.advance(1000);
    expect(await statementOf(world, claim)).toEqual(answer);
    expect(world.snapshot()).toEqual(before);
  });

  test('that dies between the document and the record sends the same statement the next time', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    await expect(statementOf({ ...world, commit: dyingBefore }, claim)).rejects.toThrow(/died/);
    expect((await world.accounts.load(claim.practiceId, claim.guarantorId))?.statements).toEqual([]);
    const pdfs = pdfsOf(world);
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'sent', statement: 2 });
    expect(pdfsOf(world)).toEqual(pdfs);
    expect(pdfs).toEqual([`documents/statements/cedar-hill/${claim.guarantorId}-1-1.pdf`]);
  });

  test('overtaken by a hand-over is asked again and bills what is owed then', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const other = () => owing(world, 'ENC-2');
    await expect(
      statementOf({ ...world, commit: overtaken(world.commit, other) }, claim),
    ).rejects.toMatchObject({ name: 'CommitConflict' });
    await statementOf(world, claim);
    const account = await world.accounts.load(claim.practiceId, claim.guarantorId);
    expect(account?.statements[0]?.visits).toHaveLength(2);
  });

  test('has nothing to send for an account that nobody owes, another cycle, or one that is over', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const nothing = { outcome: 'nothing-due', waitSeconds: 0 };
    expect(await statementOf(world, claim, { guarantorId: 'GZZZZZZZZZZZZ' })).toMatchObject(nothing);
    expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject(nothing);
    expect(pdfsOf(world)).toEqual([]);
  });

  test('stops after the statements that the practice allows, and the cycle is over', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const outcomes: string[] = [];
    let statement = 1;
    for (let count = 0; count < 6; count += 1) {
      world.advance(31 * day);
      const answer = await statementOf(world, claim, { statement });
      outcomes.push(answer.outcome);
      if (answer.outcome !== 'sent') {
        break;
      }
      statement = answer.statement;
    }
    const limit = (await world.practices.load(claim.practiceId))?.statementPolicy.statementLimit ?? 0;
    expect(outcomes).toEqual([...Array.from({ length: limit }, () => 'sent'), 'limit-reached']);
    expect(pdfsOf(world)).toHaveLength(limit);
    expect((await world.accounts.load(claim.practiceId, claim.guarantorId))?.cycle?.state).toBe('over');
    const before = world.snapshot();
    expect(await statementOf(world, claim, { statement })).toMatchObject({ outcome: 'nothing-due' });
    expect(world.snapshot()).toEqual(before);
  });

  test('is held while the payer is at work again, and gives up after twelve holds', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const decision = (await world.payerOf(claim.claimId)).decision();
    await world.remit(remittanceFile([reversalOf(decision)], world.clock.now()));
    expect((await world.claim()).state).toBe('awaiting-remittance');
    expect(await statementOf(world, claim)).toEqual({
      outcome: 'held',
      statement: 1,
      holds: 1,
      waitSeconds: 14 * 86_400,
    });
    expect(await statementOf(world, claim, { holds: 11 })).toMatchObject({ outcome: 'limit-reached' });
    expect(pdfsOf(world)).toEqual([]);
  });
});

describe('a cycle of statements', () => {
  test('counts its holds over all its statements', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    expect(await statementOf(world, claim, { holds: 7 })).toMatchObject({ outcome: 'sent', holds: 7 });
  });

  test('ends in time, and leaves its next statement to the next cycle', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    world.advance(340 * day);
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'limit-reached' });
    expect(pdfsOf(world)).toEqual([]);
    const [account] = await world.accounts.list(world.practiceId);
    expect(account?.cycle).toMatchObject({ number: 2, state: 'running' });
    expect(await statementOf(world, claim, { cycle: 2 })).toMatchObject({ outcome: 'sent' });
  });

  test('ends in time when its statement is held on and on', async () => {
    const world = await memoryWorld();
    const claim = await owing(world);
    const decision = (await world.payerOf(claim.claimId)).decision();
    await world.remit(remittanceFile([reversalOf(decision)], world.clock.now()));
    world.advance(335 * day);
    expect(await statementOf(world, claim)).toMatchObject({ outcome: 'held' });
    world.advance(14 * day);
    expect(await statementOf(world, claim, { holds: 1 })).toMatchObject({ outcome: 'limit-reached' });
    const [account] = await world.accounts.list(world.practiceId);
    expect(account?.cycle).toMatchObject({
      state: 'over',
      overBecause:
        'Its statement was held for too long, at last for pending-payer-work; a person decides what follows.',
    });
  });
});

describe('hand-over-balance', () => {
  test('two claims of one guarantor at the same moment both reach the account, and one cycle runs', async () => {
    const world = await memoryWorld();
    const settled: Claim[] = [];
    for (const encounterId of ['ENC-1', 'ENC-2']) {
      const { claimId } = await world.acceptedByPayer({
        encounterId,
        coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-DED', relationship: 'self' }],
      });
      await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
      settled.push(await world.claim(claimId));
    }
    const attempts = await Promise.allSettled(
      settled.map((claim) => handOverBalanceStep(world.inputOf(claim), world)),
    );
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    for (const claim of settled) {
      await handOverBalanceStep(world.inputOf(claim), world);
    }
    const [account] = await world.accounts.list(world.practiceId);
    expect(account?.visits).toHaveLength(2);
    expect(account?.cycle).toMatchObject({ number: 1, state: 'running' });
    world.advance(1000);
    const cycles = (await world.outbox.unsent(world.clock.now(), 100)).filter(
      ({ kind }) => kind === 'start-account-cycle',
    );
    expect(cycles).toHaveLength(1);
  });
});

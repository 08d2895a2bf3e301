import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const reason = 'The provider amended the note';
const changedLines = {
  lines: [{ code: '99214', charge: '210.00', diagnosisPointers: [1] }],
  totalCharge: '210.00',
};

let files = 0;
/** The practice sends the sample visit anew, with changes. */
async function resend(world: MemoryWorld, changes: Readonly<Record<string, unknown>> = changedLines) {
  files += 1;
  const encounter = encounterJson({ version: 2, ...changes });
  const answer = await world.upload(`again-${files}.ndjson`, JSON.stringify(encounter));
  const [record] = answer.records;
  if (record === undefined) {
    throw new Error('The record was not answered');
  }
  return record;
}

/** Decides the task of the change. */
async function decide(world: MemoryWorld, outcome: 'replace' | 'void' | 'ignore') {
  const task = (await world.openTasks()).find(({ kind }) => kind === 'charge-changed');
  if (task === undefined) {
    throw new Error('No change waits for a decision');
  }
  return await world.work(task, { outcome, reason });
}

async function decidedByPayer(
  world: MemoryWorld,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Claim> {
  const { claimId } = await world.acceptedByPayer(changes);
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  return await world.claim(claimId);
}

const balances = async (world: MemoryWorld) => {
  const { practiceId, claimId } = await world.claim();
  return balancesOf(await world.ledger.ofClaim(practiceId, claimId));
};
const closes = async (world: MemoryWorld): Promise<Claim> => {
  await handOverBalanceStep(world.inputOf(await world.claim()), world);
  return await world.claim();
};

describe('A change that came after the claim was billed', () => {
  test('is answered with its task, and so is the same change again', async () => {
    const world = await memoryWorld();
    const claim = await world.acceptedByPayer();
    const first = await resend(world);
    expect(first).toMatchObject({ outcome: 'changed-after-billing', claimId: claim.claimId });
    expect(first.taskId).toBe((await world.onlyTask()).taskId);
    expect(await resend(world)).toMatchObject({ outcome: 'changed-after-billing', taskId: first.taskId });
    expect(await world.openTasks()).toHaveLength(1);
  });

  test('waits for the acknowledgement while the claim is in flight, and is ignored at any time', async () => {
    const world = await memoryWorld();
    await world.sent();
    await resend(world);
    for (const outcome of ['replace', 'void'] as const) {
      expect(await decide(world, outcome)).toMatchObject({
        outcome: 'refused',
        problems: [expect.stringContaining('Wait for the acknowledgement')],
      });
    }
    expect(await decide(world, 'ignore')).toMatchObject({ outcome: 'worked' });
    expect(await world.openTasks()).toEqual([]);
    expect(await resend(world)).toMatchObject({ outcome: 'unchanged' });
    expect(await resend(world, { ...changedLines, version: 3 })).toMatchObject({
      outcome: 'changed-after-billing',
    });
  });

  test('replaces an accepted claim by its control number, with the difference of the charges', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    await resend(world);
    expect(await decide(world, 'replace')).toMatchObject({ outcome: 'worked' });
    expect(await world.claim()).toMatchObject({ state: 'ready-to-scrub', totalChargeCents: 21_000 });
    const resent = await world.resent(claimId);
    expect(resent.submissions.at(-1)).toMatchObject({
      frequency: '7',
      payerClaimControlNumber: expect.stringMatching(/^JUNIP/),
    });
    expect((await balances(world)).charges).toBe(-21_000);
    expect(resent.source).toMatchObject({ version: 2, outcome: 'updated' });
    expect(await resend(world)).toMatchObject({ outcome: 'unchanged' });
    expect(world.differenceCents()).toBe(0);
  });

  test('replaces a rejected claim by a new original', async () => {
    const world = await memoryWorld();
    const memberId = 'JHM1-A7';
    const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }];
    const { claimId } = await world.sent({ coverages });
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    await resend(world, { ...changedLines, coverages });
    await decide(world, 'replace');
    expect(await world.openTasks()).toEqual([]);
    expect((await world.resent(claimId)).submissions.map(({ frequency }) => frequency)).toEqual(['1', '1']);
  });

  test('replaces a closed claim on its next leg, and the new decision takes the place of the old', async () => {
    const world = await memoryWorld();
    const { claimId } = await decidedByPayer(world);
    const former = (await world.payerOf(claimId)).decision();
    expect((await closes(world)).state).toBe('closed');
    await resend(world);
    await decide(world, 'replace');
    expect(await world.claim()).toMatchObject({ state: 'ready-to-scrub', leg: 2 });
    await world.resent(claimId);
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    const decision = (await world.payerOf(claimId)).decision();
    await world.remit(remittanceFile([reversalOf(former), decision], world.clock.now()));
    expect((await closes(world)).state).toBe('closed');
    expect(await balances(world)).toMatchObject({ charges: -21_000, 'payer-receivable': 0 });
    expect(world.differenceCents()).toBe(0);
  });

  test('with another payer asks for the coverage anew', async () => {
    const world = await memoryWorld();
    const memberId = 'JHM1-A7';
    await world.sent({ coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }] });
    await world.receive((await world.payerOf((await world.claim()).claimId)).acknowledgement277CA('payer'));
    const coverages = [{ order: 'primary', payerId: 'BLUEW', memberId: 'BWH1', relationship: 'self' }];
    await resend(world, { coverages });
    await decide(world, 'replace');
    const replaced = await world.claim();
    expect(replaced).toMatchObject({ state: 'received', coverages });
    await requestEligibilityStep(world.inputOf(replaced), world);
    expect((await world.claim()).eligibility.at(-1)).toMatchObject({ payerId: 'BLUEW' });
  });

  test('never takes a claim from the payer that has it', async () => {
    const world = await memoryWorld();
    await world.acceptedByPayer();
    const coverages = [{ order: 'primary', payerId: 'BLUEW', memberId: 'BWH1', relationship: 'self' }];
    await resend(world, { coverages });
    const answer = await decide(world, 'replace');
    expect(answer).toMatchObject({ problems: [expect.stringContaining('Void it there first')] });
  });

  test('reopens what was denied of the old charges', async () => {
    const world = await memoryWorld();
    const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-D50', relationship: 'self' }];
    const { claimId } = await decidedByPayer(world, { coverages });
    expect((await balances(world))['denial-pending']).toBe(17_500);
    await resend(world, { ...changedLines, coverages });
    await decide(world, 'replace');
    expect(await world.openTasks()).toEqual([]);
    await world.resent(claimId);
    expect(await balances(world)).toMatchObject({ 'denial-pending': 0, 'payer-receivable': 21_000 });
  });
});

describe('A void', () => {
  test('of a claim that the payer has not decided closes it when it is accepted, and takes the charges back', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    await resend(world);
    await decide(world, 'void');
    expect((await world.claim()).state).toBe('ready-to-submit');
    await submitClaimStep(world.inputOf(await world.claim()), world);
    expect((await world.claim()).submissions.at(-1)).toMatchObject({ frequency: '8' });
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    expect(await world.claim()).toMatchObject({ state: 'ready-for-patient' });
    const closed = await closes(world);
    expect(closed).toMatchObject({ state: 'closed', postedChargeCents: 0, handedToPatientCents: 0 });
    expect(await balances(world)).toMatchObject({ charges: 0, 'payer-receivable': 0 });
    expect(await resend(world)).toMatchObject({ outcome: 'unchanged' });
  });

  test('of a claim that was paid waits until the payer takes the money back', async () => {
    const world = await memoryWorld();
    const { claimId } = await decidedByPayer(world);
    const paid = (await world.payerOf(claimId)).decision();
    await closes(world);
    await resend(world);
    await decide(world, 'void');
    await submitClaimStep(world.inputOf(await world.claim()), world);
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    expect((await world.claim()).state).toBe('awaiting-remittance');
    await world.remit(remittanceFile([reversalOf(paid)], world.clock.now()));
    expect((await world.claim()).state).toBe('ready-for-patient');
    expect((await closes(world)).state).toBe('closed');
    expect(Object.values(await balances(world)).filter((cents) => cents !== 0)).toEqual([]);
    expect(world.differenceCents()).toBe(0);
  });

  test('of a claim that no payer has sends nothing', async () => {
    const world = await memoryWorld();
    const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-A7', relationship: 'self' }];
    const { claimId } = await world.sent({ coverages });
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    await resend(world, { ...changedLines, coverages });
    await decide(world, 'void');
    const closed = await closes(world);
    expect(closed.submissions).toHaveLength(1);
    expect(closed.state).toBe('closed');
    expect((await balances(world)).charges).toBe(0);
  });
});

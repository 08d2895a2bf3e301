import { describe, expect, test } from 'vitest';
import { CutoverAnswer } from '#contracts/cutover.ts';
import { contractVersion } from '#contracts/steps.ts';
import { legacyClaimId } from '#domain/cutover/legacy-numbers.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { produceStatementStep } from '../../functions/produce-statement/produce-statement-step.ts';
import { takeOverClaimsStep } from '../../functions/take-over-claims/take-over-claims-step.ts';
import {
  csvFile,
  deniedRow,
  legacySystem,
  openRow,
  patientRow,
  practice,
  type Row,
} from '../domain/cutover/cutover-file.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { legacyDecision, remittanceFile } from './payer-files.ts';

const rows = [openRow(), deniedRow(), patientRow()];

async function cutoverWorld() {
  const world = await memoryWorld();
  await loadPracticeStep({ document: practice, by: 'maria', apply: true }, world);
  return world;
}

const call = async (world: MemoryWorld, text: string, more: object = {}) =>
  CutoverAnswer.parse(
    await takeOverClaimsStep(
      { practiceId: practice.practiceId, text, user: 'maria', apply: true, ...more },
      world,
    ),
  );
const claimOf = (world: MemoryWorld, { legacy_claim_number: number = '' }: Row) =>
  world.claim(legacyClaimId(practice.practiceId, legacySystem, number));

/** Debits less credits of every account that has any. */
function balances(world: MemoryWorld): Record<string, number> {
  const { rows: accounts, differenceCents } = trialBalance([...world.stored.postings.values()]);
  expect(differenceCents).toBe(0);
  return Object.fromEntries(
    accounts
      .filter(({ balanceCents }) => balanceCents !== 0)
      .map(({ account, balanceCents }) => [account, balanceCents]),
  );
}

describe('Claims of an old system', () => {
  test('are only looked at until the file is applied', async () => {
    const world = await cutoverWorld();
    const before = world.snapshot();
    expect(await call(world, csvFile(rows), { apply: false })).toMatchObject({
      outcome: 'checked',
      system: legacySystem,
      totals: { claims: 3, payerBalanceCents: 32_000, patientBalanceCents: 2450 },
      open: 1,
      denied: 1,
      patient: 1,
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('open with the balances of the file, to the cent, each where it stood', async () => {
    const world = await cutoverWorld();
    expect(await call(world, csvFile(rows))).toMatchObject({
      outcome: 'taken-over',
      takenOver: 3,
      unchanged: 0,
      differing: [],
    });
    expect(balances(world)).toEqual({
      'payer-receivable': 16_000,
      'denial-pending': 16_000,
      'patient-receivable': 2450,
      'opening-balance': -34_450,
    });
    const [open, denied, patient] = await Promise.all(rows.map((row) => claimOf(world, row)));
    // Sent on 2026-11-02 to a payer that answers within 30 days; it is 2026-11-20, 15:04:05.
    expect(open).toMatchObject({
      state: 'awaiting-remittance',
      deadlineSeconds: (Date.parse('2026-12-02T00:00:00Z') - Date.parse('2026-11-20T15:04:05Z')) / 1000,
      serviceDateFrom: '2026-10-12',
      totalChargeCents: 16_000,
      legacy: { claimNumber: 'HX100001' },
    });
    expect(denied).toMatchObject({ state: 'awaiting-denial-work', waitSequence: 2 });
    expect(patient?.state).toBe('ready-for-patient');
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 16_000 });
    expect(task.why).toMatch(/Juniper.* denied \$160\.00 of \$160\.00.*CO-197/);
    expect([...world.stored.outbox.values()].map(({ row }) => row?.kind)).toEqual([
      'start-leg',
      'start-leg',
      'start-leg',
    ]);
  });

  test('that come twice change nothing, and one that comes with other amounts stays as it is', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile(rows));
    const before = world.snapshot();
    world.advance(86_400_000);
    expect(await call(world, csvFile(rows))).toMatchObject({ takenOver: 0, unchanged: 3, differing: [] });
    expect(world.snapshot()).toEqual(before);
    const changed = [openRow({ paid: '10.00', payer_balance: '150.00' }), deniedRow()];
    expect(await call(world, csvFile(changed))).toMatchObject({
      takenOver: 0,
      unchanged: 1,
      differing: ['HX100001'],
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('are not taken over at all while one of them is wrong', async () => {
    const world = await cutoverWorld();
    const before = world.snapshot();
    const answer = await call(world, csvFile([...rows, openRow({ legacy_claim_number: 'other' })]));
    expect(answer).toMatchObject({ outcome: 'refused', problems: [{ row: 5 }], more: 0 });
    expect(world.snapshot()).toEqual(before);
  });

  test('of which there are many are taken over call by call', async () => {
    const world = await cutoverWorld();
    const many = Array.from({ length: 405 }, (_, index) =>
      openRow({ legacy_claim_number: `HX${String(200_000 + index)}` }),
    );
    const first = await call(world, csvFile(many));
    expect(first).toMatchObject({ outcome: 'more', takenOver: 400, next: 400 });
    expect(await call(world, csvFile(many), { from: 400 })).toMatchObject({
      outcome: 'taken-over',
      takenOver: 5,
    });
    expect(balances(world)).toEqual({ 'payer-receivable': 405 * 16_000, 'opening-balance': -405 * 16_000 });
  });

  test('whose payer should have answered long ago wait for a biller', async () => {
    const world = await cutoverWorld();
    const late = openRow({ service_date: '2026-09-01', submitted_on: '2026-09-10' });
    await call(world, csvFile([late]));
    expect(await claimOf(world, late)).toMatchObject({ state: 'awaiting-follow-up', waitSequence: 2 });
    const task = await world.onlyTask();
    expect(task.why).toBe('No remittance for the claim that was sent 71 days ago.');
    const resent = await world.work(task, { outcome: 'resubmit', reason: 'never seen' });
    expect(resent).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/JUNIP accepted submission 1/)],
    });
  });

  test('are refused where the practice document names no old system', async () => {
    const world = await memoryWorld();
    expect(await call(world, csvFile(rows))).toMatchObject({
      outcome: 'refused',
      problems: [{ column: 'system' }],
    });
    expect(await call(world, csvFile(rows), { practiceId: 'nobody' })).toMatchObject({
      outcome: 'refused',
      problems: [{ column: 'practice' }],
    });
    expect(await takeOverClaimsStep({ text: 1 }, world)).toMatchObject({ outcome: 'refused' });
  });
});

describe('A remittance with an old control number', () => {
  test('posts to the claim that was taken over, however the payer writes the number', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile(rows));
    expect(
      await world.remit(remittanceFile([legacyDecision('hx100001', 16_000, 12_000)], world.clock.now())),
    ).toBe('balanced');
    expect(await claimOf(world, openRow())).toMatchObject({ state: 'ready-for-patient' });
    expect(balances(world)).toMatchObject({
      'cash-in-transit': 12_000,
      'contractual-adjustment': 4000,
      'opening-balance': -34_450,
    });
    expect(balances(world)['payer-receivable']).toBeUndefined();
  });

  test('that changes its mind about a denial sets the old denial aside', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    await world.remit(remittanceFile([legacyDecision('HX100002', 16_000, 12_000)], world.clock.now()));
    expect(await claimOf(world, deniedRow())).toMatchObject({ state: 'ready-for-patient' });
    expect(await world.openTasks()).toEqual([]);
    expect(balances(world)).toEqual({
      'cash-in-transit': 12_000,
      'contractual-adjustment': 4000,
      'opening-balance': -16_000,
    });
  });

  test('posts to the account of the old system where the claim stayed there, and nothing waits', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([openRow()]));
    const decisions = [
      legacyDecision('HX555555', 20_000, 15_000),
      legacyDecision('HX555556', 5000, 0),
      legacyDecision('HX100001', 16_000, 12_000),
    ];
    await world.remit(remittanceFile(decisions, world.clock.now()));
    expect(balances(world)).toMatchObject({ legacy: -15_000, 'cash-in-transit': 27_000 });
    expect(balances(world)['suspense']).toBeUndefined();
    expect(await world.openTasks()).toEqual([]);
    const [run] = await world.remittances.list(world.practiceId);
    expect(run).toMatchObject({ state: 'posted', claims: 3, posted: 3, suspended: 0 });
    const before = world.snapshot();
    world.advance(60_000);
    await world.post(await world.lastRemittance());
    expect(world.snapshot()).toEqual(before);
  });

  test('that comes after the last day, or under a number of nobody, is parked for a person', async () => {
    const world = await cutoverWorld();
    await world.remit(remittanceFile([legacyDecision('NOBODY1', 20_000, 15_000)], world.clock.now()));
    world.advance(300 * 86_400_000);
    await world.remit(remittanceFile([legacyDecision('HX555555', 20_000, 15_000)], world.clock.now()));
    expect((await world.openTasks()).map(({ kind }) => kind)).toEqual([
      'unmatched-remittance',
      'unmatched-remittance',
    ]);
    expect(balances(world)).toEqual({ suspense: -30_000, 'cash-in-transit': 30_000 });
  });
});

describe('What was taken over', () => {
  test('as denied is worked like any denial', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    expect(
      await world.work(
        await world.onlyTask(),
        { outcome: 'write-off', writeOffReason: 'not-authorized', reason: 'no authorization' },
        'manager',
      ),
    ).toMatchObject({ outcome: 'worked' });
    expect(balances(world)).toEqual({ 'write-off': 16_000, 'opening-balance': -16_000 });
    expect(await claimOf(world, deniedRow())).toMatchObject({ state: 'ready-for-patient' });
  });

  test('as denied goes back to its payer as a replacement that names the number of the payer', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    await world.work(await world.onlyTask(), {
      outcome: 'correct-and-resubmit',
      correction: { authorizationNumber: 'AUTH1' },
      reason: 'authorization found',
    });
    const { claimId } = await claimOf(world, deniedRow());
    const sent = await world.resent(claimId);
    expect(sent.submissions.at(-1)).toMatchObject({
      frequency: '7',
      payerClaimControlNumber: '26306JX2',
      patientControlNumber: `${claimId}-2`,
    });
    expect(balances(world)).toEqual({ 'payer-receivable': 16_000, 'opening-balance': -16_000 });
  });

  test('as owed by the patient goes on the statement, with what was settled before', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([patientRow()]));
    const claim = await claimOf(world, patientRow());
    await handOverBalanceStep(world.inputOf(claim), world);
    const { guarantorId, practiceId } = claim;
    expect(await claimOf(world, patientRow())).toMatchObject({
      state: 'closed',
      handedToPatientCents: 2450,
    });
    await produceStatementStep(
      { contractVersion, practiceId, guarantorId, cycle: 1, statement: 1, holds: 0 },
      world,
    );
    const account = await world.accounts.load(practiceId, guarantorId);
    expect(account?.statements).toMatchObject([{ amountDueCents: 2450 }]);
  });
});

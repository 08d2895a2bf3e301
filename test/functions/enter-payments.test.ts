import { beforeEach, describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import type { Claim } from '#contracts/claim.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;
const dayLong = 24 * 3_600_000;

let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
});

const cash = (amountCents: number, more: object = {}) => ({
  kind: 'unapplied',
  method: 'cash',
  amountCents,
  words: 'A coin jar at the desk',
  ...more,
});
const batchOf = (name: string, items: readonly object[], changes: object = {}) => ({
  name,
  kind: 'desk',
  control: {
    count: items.length,
    amountCents: (items as { amountCents: number }[]).reduce((sum, { amountCents }) => sum + amountCents, 0),
  },
  items,
  ...changes,
});
const enter = (batch: object) =>
  enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, world);
async function entered(batch: object): Promise<PaymentBatch> {
  const answer = await enter(batch);
  if (answer.outcome !== 'entered') {
    throw new Error(JSON.stringify(answer));
  }
  return answer.batch;
}
const takeBack = (batchId: string) =>
  enterPaymentsStep({ action: 'take-back', practiceId, user: 'ned', batchId, reason: 'keyed twice' }, world);
const balances = () => balancesOf(world.stored.postings.values());
/** Runs the executions that were started for remittances, as the state machine does. */
async function postRemittances(): Promise<string[]> {
  const outcomes: string[] = [];
  for (const run of await world.remittances.list(practiceId)) {
    if (run.state === 'received') {
      outcomes.push(await world.post(run.remittanceId));
    }
  }
  return outcomes;
}

/** A claim that the payer has paid, with what the patient owes of it handed over. */
async function closedClaim(): Promise<Claim> {
  const { claimId } = await world.acceptedByPayer({
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-DED', relationship: 'self' }],
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  const claim = await world.claim(claimId);
  await handOverBalanceStep(world.inputOf(claim), world);
  return await world.claim(claimId);
}

describe('a batch of payments', () => {
  test('posts when its items make its control totals: cash in transit against unapplied payments', async () => {
    const batch = await entered(
      batchOf('desk monday', [cash(2500), cash(1000, { method: 'check', number: '1042' })]),
    );
    expect(batch).toMatchObject({
      state: 'posted',
      done: 2,
      postingDate: '2026-11-20',
      byMethod: [
        { method: 'cash', count: 1, amountCents: 2500 },
        { method: 'check', count: 1, amountCents: 1000 },
      ],
    });
    expect(balances()).toMatchObject({ 'cash-in-transit': 3500, 'unapplied-payment': -3500 });
    expect(await world.ledger.ofHolder(practiceId, batch.batchId)).toHaveLength(2);
  });

  test.each([
    ['too few items', { control: { count: 3, amountCents: 3500 } }, 'The batch states 3 items and holds 2.'],
    [
      'another sum',
      { control: { count: 2, amountCents: 3600 } },
      'The batch states $36.00 and its items make $35.00; the difference is -$1.00.',
    ],
    [
      'a day to come',
      { postingDate: '2026-11-21' },
      'The posting date 2026-11-21 is yet to come; today is 2026-11-20.',
    ],
    [
      'a day before the books begin',
      { postingDate: '2026-11-19' },
      'The posting date 2026-11-19 is before the books of the practice begin, on 2026-11-20.',
    ],
  ])('with %s posts nothing and says why', async (_what, changes, problem) => {
    const before = world.snapshot();
    const answer = await enter(batchOf('desk monday', [cash(2500), cash(1000)], changes));
    expect(answer).toEqual({ outcome: 'refused', problems: [problem] });
    expect(world.snapshot()).toEqual(before);
  });

  test('entered twice changes nothing; of the same name with other items it is refused', async () => {
    const batch = batchOf('desk monday', [cash(2500)]);
    await entered(batch);
    const before = world.snapshot();
    expect(await enter(batch)).toMatchObject({ outcome: 'entered', isDone: true });
    expect(world.snapshot()).toEqual(before);
    expect(await enter(batchOf('desk monday', [cash(2600)]))).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('There is a batch "desk monday" of 2026-11-20 already')],
    });
  });

  test('that a call has no time for goes on with the next, each item once', async () => {
    const batch = batchOf('desk monday', [cash(100), cash(200), cash(400)]);
    const commit = {
      apply: (...given: Parameters<typeof world.commit.apply>) => {
        world.advance(20_000);
        return world.commit.apply(...given);
      },
    };
    const first = await enterPaymentsStep(
      { action: 'enter', practiceId, user: 'maria', batch },
      { ...world, commit },
    );
    expect(first).toMatchObject({ isDone: false, batch: { state: 'posting', done: 1 } });
    expect(await enter(batch)).toMatchObject({ isDone: true, batch: { state: 'posted', done: 3 } });
    expect(balances()).toMatchObject({ 'unapplied-payment': -700 });
  });

  test('that stopped after an item was posted and before it was counted posts it once', async () => {
    const { claimId } = await closedClaim();
    const owed = (await world.claim(claimId)).handedToPatientCents;
    const batch = batchOf('desk monday', [
      { kind: 'patient-payment', claims: [claimId], method: 'cash', amountCents: owed },
    ]);
    const save = async (...given: Parameters<typeof world.batches.save>) =>
      given[1] === 0 ? await world.batches.save(...given) : await Promise.reject(new Error('killed'));
    await expect(
      enterPaymentsStep(
        { action: 'enter', practiceId, user: 'maria', batch },
        { ...world, batches: { ...world.batches, save } },
      ),
    ).rejects.toThrow('killed');
    await entered(batch);
    expect(balances()).toMatchObject({ 'patient-receivable': 0, 'unapplied-payment': 0 });
  });

  test('of a day that was totalled has it totalled once more', async () => {
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    await entered(batchOf('desk friday', [cash(2500)], { postingDate: '2026-11-20' }));
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1 });
    expect(await world.ledgerDays.load(practiceId, PlainDate.parse('2026-11-20'))).toMatchObject({
      postings: 1,
    });
    world.advance(dayLong);
    expect(await totalLedgerDaysStep(world), 'and nothing is damaged').toMatchObject({ verified: 1 });
  });

  test('that was wrong is taken back by corrections, never edited, and no more than once', async () => {
    const { batchId } = await entered(batchOf('desk monday', [cash(2500), cash(1000)]));
    expect(await takeBack(batchId)).toMatchObject({
      batch: { state: 'taken-back', takenBack: { by: 'ned', reason: 'keyed twice' } },
    });
    expect(balances()).toMatchObject({ 'cash-in-transit': 0, 'unapplied-payment': 0 });
    const postings = await world.ledger.ofHolder(practiceId, batchId);
    expect(postings.map(({ cause }) => cause).toSorted()).toEqual([
      'correction',
      'correction',
      'payment',
      'payment',
    ]);
    const before = world.snapshot();
    await takeBack(batchId);
    expect(world.snapshot()).toEqual(before);
    expect(await takeBack('B0000000000000000')).toMatchObject({ outcome: 'refused' });
  });
});

describe('a payment of a patient', () => {
  test('lowers what the patient owes and what was handed over; what is more stays unapplied', async () => {
    const claim = await closedClaim();
    const { claimId, guarantorId, handedToPatientCents: owed } = claim;
    expect(owed).toBeGreaterThan(0);
    const account = await world.accounts.load(practiceId, guarantorId);
    await entered(
      batchOf('desk monday', [
        {
          kind: 'patient-payment',
          claims: [claimId],
          method: 'check',
          number: '77',
          amountCents: owed - 500,
        },
      ]),
    );
    const visits = async () => (await world.accounts.load(practiceId, guarantorId))?.visits;
    expect(await visits()).toMatchObject([{ claimId, balanceCents: 500 }]);
    await entered(
      batchOf('desk tuesday', [{ kind: 'patient-payment', guarantorId, method: 'cash', amountCents: 700 }]),
    );
    expect(await visits()).toMatchObject([{ claimId, balanceCents: 0 }]);
    expect(balances()).toMatchObject({ 'patient-receivable': 0, 'unapplied-payment': -200 });
    expect(await world.claim(claimId)).toMatchObject({ state: 'closed', handedToPatientCents: 0 });
    expect((await world.accounts.load(practiceId, guarantorId))?.cycle).toEqual(account?.cycle);
    expect(world.differenceCents()).toBe(0);
  });

  test('taken back has the patient owe it again', async () => {
    const { claimId, guarantorId, handedToPatientCents: owed } = await closedClaim();
    const { batchId } = await entered(
      batchOf('desk monday', [
        { kind: 'patient-payment', claims: [claimId], method: 'check', amountCents: owed + 300 },
      ]),
    );
    expect(balances()).toMatchObject({ 'patient-receivable': 0, 'unapplied-payment': -300 });
    await takeBack(batchId);
    expect(balances()).toMatchObject({ 'patient-receivable': owed, 'unapplied-payment': 0 });
    expect((await world.accounts.load(practiceId, guarantorId))?.visits).toMatchObject([
      { claimId, balanceCents: owed },
    ]);
    expect(await world.claim(claimId)).toMatchObject({ handedToPatientCents: owed });
  });

  test('for claims of two guarantors, or for nobody who was billed, is refused', async () => {
    const [one, other] = [
      await world.sent({ encounterId: 'E1' }),
      await world.sent({
        encounterId: 'E2',
        patient: {
          sourcePatientId: 'P-9',
          firstName: 'Ida',
          lastName: 'Rowe',
          birthDate: '1980-05-05',
          sex: 'F',
          address: { line1: '1 Elm', city: 'Alder Falls', state: 'OR', zip: '97099' },
        },
      }),
    ];
    const payment = { kind: 'patient-payment', method: 'cash', amountCents: 100 };
    expect(
      await enter(batchOf('desk', [{ ...payment, claims: [one.claimId, other.claimId] }])),
    ).toMatchObject({ problems: [expect.stringContaining('go to different persons')] });
    expect(await enter(batchOf('desk', [{ ...payment, guarantorId: 'G000000000000' }]))).toMatchObject({
      problems: [expect.stringContaining('was ever billed')],
    });
    expect(await enter(batchOf('desk', [{ ...payment, claims: ['C000000000000'] }]))).toMatchObject({
      problems: ['Item 1: there is no claim C000000000000.'],
    });
  });
});

describe('an explanation of benefits on paper', () => {
  async function paperFor(claimId: Claim['claimId']) {
    const clp = (await world.payerOf(claimId)).decision();
    return {
      kind: 'payer-payment',
      payerId: 'JUNIP',
      method: 'check',
      number: 'CHK-900',
      date: '2026-11-19',
      amountCents: clp.paidCents,
      claims: [
        {
          claim: claimId,
          patient: { lastName: 'Waxwing', firstName: 'Odette' },
          payerControlNumber: 'JX1',
          chargeCents: clp.chargeCents,
          paidCents: clp.paidCents,
          adjustments: clp.adjustments,
          lines: clp.lines.map((line) => ({
            code: line.procedure.code,
            modifiers: line.procedure.modifiers,
            chargeCents: line.chargeCents,
            paidCents: line.paidCents,
            adjustments: line.adjustments,
          })),
        },
      ],
    };
  }

  test('is posted like an 835: the same postings, the same move of the claim', async () => {
    const { claimId } = await world.acceptedByPayer();
    const paper = await paperFor(claimId);
    const batch = await entered(batchOf('lockbox 19', [paper], { kind: 'lockbox' }));
    expect(await postRemittances()).toEqual(['balanced']);
    const onPaper = { claim: await world.claim(claimId), balances: balances() };
    world = await memoryWorld();
    const sent = await world.acceptedByPayer();
    await world.remit(remittanceFile([(await world.payerOf(sent.claimId)).decision()], world.clock.now()));
    expect(onPaper.balances).toEqual(balances());
    expect(onPaper.claim.state).toBe((await world.claim(sent.claimId)).state);
    expect(batch.remittances).toEqual([
      { item: 1, remittanceId: onPaper.claim.adjudications[0]?.remittanceId },
    ]);
  });

  test('that does not balance is refused with the difference, in the words of an 835, and posts nothing', async () => {
    const { claimId } = await world.acceptedByPayer();
    const paper = await paperFor(claimId);
    const before = world.snapshot();
    const answer = await enter(
      batchOf('lockbox 19', [
        { ...paper, claims: paper.claims.map((clp) => ({ ...clp, paidCents: clp.paidCents - 100 })) },
      ]),
    );
    expect(answer.outcome === 'refused' && answer.problems.join(' ')).toMatch(
      /^Item 1: Claim 1: CLP04 of claim .* The difference is /,
    );
    expect(world.snapshot()).toEqual(before);
  });

  test('is posted on the day of its batch, and taken back by the reversal of each claim', async () => {
    const { claimId } = await world.acceptedByPayer();
    const paper = await paperFor(claimId);
    const open = balances();
    world.advance(dayLong);
    const { batchId } = await entered(
      batchOf('lockbox 19', [paper], { kind: 'lockbox', postingDate: '2026-11-20' }),
    );
    expect(await takeBack(batchId)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('is being posted; take the batch back when it is')],
    });
    await postRemittances();
    const posted = (await world.ledger.ofClaim(practiceId, claimId)).find(
      ({ cause }) => cause === 'adjudication',
    );
    expect(posted?.postingDate).toBe('2026-11-20');
    expect(await takeBack(batchId)).toMatchObject({ batch: { state: 'taken-back' } });
    expect(await postRemittances()).toEqual(['balanced']);
    expect(balances()).toEqual(open);
    expect(await world.claim(claimId)).toMatchObject({ state: 'awaiting-remittance' });
  });

  test('of a payment that came before is held for a person', async () => {
    const { claimId } = await world.acceptedByPayer();
    const paper = await paperFor(claimId);
    await entered(batchOf('lockbox 19', [paper]));
    await postRemittances();
    const before = balances();
    const { remittances } = await entered(batchOf('lockbox 20', [paper]));
    expect(await postRemittances()).toEqual(['duplicate']);
    expect(balances()).toEqual(before);
    const held: RemittanceId | undefined = remittances[0]?.remittanceId;
    expect((await world.openTasks()).map(({ remittanceId }) => remittanceId)).toContain(held);
  });
});

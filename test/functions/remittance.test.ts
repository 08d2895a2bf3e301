import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { contractVersion } from '#contracts/steps.ts';
import { addCents, cents } from '#domain/money/cents.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { closeRemittanceStep } from '../../functions/close-remittance/close-remittance-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { postClaimPaymentsStep } from '../../functions/post-claim-payments/post-claim-payments-step.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const memberId = (id: string, encounterId = 'ENC-1') => ({
  encounterId,
  coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: id, relationship: 'self' }],
});
const decisionOf = async (world: MemoryWorld, claim: Claim): Promise<Claim835> =>
  (await world.payerOf(claim.claimId)).decision();
const statesOf = async (world: MemoryWorld): Promise<string[]> =>
  (await world.claims.list(world.practiceId, {})).claims.map(({ state }) => state);
const accepted = (world: MemoryWorld, encounterId: string, id = 'JHM1'): Promise<Claim> =>
  world.acceptedByPayer(memberId(id, encounterId));

async function registered(world: MemoryWorld, text: string) {
  await world.receive(text);
  const remittanceId = await world.lastRemittance();
  return { contractVersion, practiceId: world.practiceId, remittanceId } as const;
}

describe('a remittance', () => {
  test('that balances is posted claim by claim, and its run says so', async () => {
    const world = await memoryWorld();
    const claims = [await accepted(world, 'ENC-1'), await accepted(world, 'ENC-2', 'JHM2-D204')];
    const decisions = await Promise.all(claims.map((claim) => decisionOf(world, claim)));
    expect(await world.remit(remittanceFile(decisions, world.clock.now()))).toBe('balanced');
    expect((await statesOf(world)).toSorted()).toEqual(['awaiting-denial-work', 'ready-for-patient']);
    const [run] = await world.remittances.list(world.practiceId);
    expect(run).toMatchObject({ state: 'posted', claims: 2, posted: 2, suspended: 0 });
    expect(world.differenceCents()).toBe(0);
  });

  test('that comes twice, as the same file or as another of the same content, posts nothing twice', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const at = world.clock.now();
    const text = remittanceFile([decision], at);
    const message = await world.putInbound(text);
    await receiveExchangeFileStep(message, world);
    await world.post(await world.lastRemittance());
    const postings = [...world.stored.postings.keys()];
    const claim = await world.claim();
    await receiveExchangeFileStep(message, world);
    // The clearinghouse delivers it again, in an interchange of another number.
    const [, number = ''] = /^(?:[^*]*\*){13}(\d{9})/.exec(text) ?? [];
    expect(number).toMatch(/^\d{9}$/);
    await world.receive(text.replaceAll(number, '000009999'));
    expect(await world.remittances.list(world.practiceId)).toHaveLength(1);
    world.advance(86_400_000);
    await world.post(await world.lastRemittance());
    expect([...world.stored.postings.keys()]).toEqual(postings);
    expect(await world.claim()).toEqual(claim);
  });

  test('whose steps are each delivered twice is posted once and closed once', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const input = await registered(world, remittanceFile([decision], world.clock.now()));
    const chunk = { ...input, chunkNumber: 1 };
    for (const step of [
      () => validateRemittanceStep(input, world),
      () => postClaimPaymentsStep(chunk, world),
      () => closeRemittanceStep(input, world),
    ]) {
      const answer = await step();
      const before = world.snapshot();
      world.advance(60_000);
      expect(await step()).toEqual(answer);
      expect(world.snapshot()).toEqual(before);
    }
  });

  test('that does not balance is held whole: nothing posted, one task with the difference in numbers', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const wrong = { ...decision, paidCents: addCents(decision.paidCents, cents(1)) };
    const charges = world.stored.postings.size;
    expect(await world.remit(remittanceFile([wrong], world.clock.now()))).toBe('out-of-balance');
    expect(world.stored.postings.size).toBe(charges);
    expect((await world.claim()).state).toBe('awaiting-remittance');
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'out-of-balance-remittance' });
    expect(task.evidence.join(' ')).toMatch(/\$\d+\.\d\d/);
    const before = world.snapshot();
    expect(await world.post(await world.lastRemittance())).toBe('out-of-balance');
    expect(world.snapshot()).toEqual(before);
  });

  test('that the payer corrects under the same number is posted: what was refused has claimed nothing', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const wrong = { ...decision, chargeCents: addCents(decision.chargeCents, cents(1)) };
    const trace = { number: 'SAME-TRACE', originatingCompanyId: '1990009999' };
    expect(await world.remit(remittanceFile([wrong], world.clock.now(), { trace }))).toBe('out-of-balance');
    expect(await world.remit(remittanceFile([decision], world.clock.now(), { trace }))).toBe('balanced');
    expect((await world.claim()).state).not.toBe('awaiting-remittance');
    expect(world.differenceCents()).toBe(0);
  });

  test('that repeats a payment with other content is held for a person', async () => {
    const world = await memoryWorld();
    const first = await decisionOf(world, await accepted(world, 'ENC-1'));
    const second = await decisionOf(world, await accepted(world, 'ENC-2'));
    const trace = { number: 'SAME-TRACE', originatingCompanyId: '1990009999' };
    expect(await world.remit(remittanceFile([first], world.clock.now(), { trace }))).toBe('balanced');
    expect(await world.remit(remittanceFile([second], world.clock.now(), { trace }))).toBe('duplicate');
    expect((await world.onlyTask()).why).toMatch(/was not posted: The same payment came before/);
  });

  test('with a claim that is not ours parks that claim and posts the others', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const stray = { ...decision, patientControlNumber: 'NOT-OURS-77' };
    expect(await world.remit(remittanceFile([stray, decision], world.clock.now()))).toBe('balanced');
    const [run] = await world.remittances.list(world.practiceId);
    expect(run).toMatchObject({ state: 'posted', posted: 1, suspended: 1 });
    expect(balancesOf([...world.stored.postings.values()]).suspense).toBe(0 - decision.paidCents);
    expect((await world.onlyTask()).kind).toBe('unmatched-remittance');
    expect(world.differenceCents()).toBe(0);
  });

  test('of 23 claims is posted in chunks, in any order, and a chunk posted half goes on where it was', async () => {
    const world = await memoryWorld();
    const decisions: Claim835[] = [];
    for (let index = 1; index <= 23; index += 1) {
      decisions.push(await decisionOf(world, await accepted(world, `ENC-${index}`)));
    }
    const input = await registered(world, remittanceFile(decisions, world.clock.now()));
    await validateRemittanceStep(input, world);
    await postClaimPaymentsStep({ ...input, chunkNumber: 3 }, world);
    let commits = 0;
    const dyingHalfWay = {
      apply: async (writes: Parameters<typeof world.commit.apply>[0]) => {
        commits += 1;
        if (commits > 4) {
          throw new Error('the process died');
        }
        return await world.commit.apply(writes);
      },
    };
    const dying = { ...world, commit: dyingHalfWay };
    await expect(postClaimPaymentsStep({ ...input, chunkNumber: 1 }, dying)).rejects.toThrow(/died/);
    await expect(closeRemittanceStep(input, world)).rejects.toThrow(
      /has 23 claims, but 7 are posted or parked/,
    );
    await postClaimPaymentsStep({ ...input, chunkNumber: 2 }, world);
    await postClaimPaymentsStep({ ...input, chunkNumber: 1 }, world);
    expect(await closeRemittanceStep(input, world)).toEqual({ outcome: 'posted', posted: 23, suspended: 0 });
    expect(new Set(await statesOf(world))).toEqual(new Set(['ready-for-patient']));
    expect(world.differenceCents()).toBe(0);
  });

  test('overtaken by another writer of a claim posts to what the claim is then', async () => {
    const world = await memoryWorld();
    const claim = await accepted(world, 'ENC-1');
    const input = await registered(
      world,
      remittanceFile([await decisionOf(world, claim)], world.clock.now()),
    );
    await validateRemittanceStep(input, world);
    const other = () =>
      world.commit.apply([
        {
          kind: 'save-claim',
          claim: { ...claim, version: claim.version + 1, note: 'meanwhile' },
          expectedVersion: claim.version,
        },
      ]);
    await postClaimPaymentsStep(
      { ...input, chunkNumber: 1 },
      { ...world, commit: overtaken(world.commit, other) },
    );
    expect(await world.claim()).toMatchObject({ state: 'ready-for-patient', note: 'meanwhile' });
    expect(await closeRemittanceStep(input, world)).toMatchObject({ posted: 1 });
  });

  test('that decides a claim at the same moment as another: both are posted, none passes for the other', async () => {
    const world = await memoryWorld();
    const claim = await accepted(world, 'ENC-1', 'JHM1-D16');
    const denial = await decisionOf(world, claim);
    const inputs = [
      await registered(world, remittanceFile([denial], world.clock.now())),
      await registered(world, remittanceFile([denial], world.clock.now())),
    ];
    for (const input of inputs) {
      await validateRemittanceStep(input, world);
    }
    await Promise.all(inputs.map((input) => postClaimPaymentsStep({ ...input, chunkNumber: 1 }, world)));
    for (const input of inputs) {
      expect(await closeRemittanceStep(input, world)).toMatchObject({ outcome: 'posted' });
    }
    const decided = (await world.claim()).adjudications.map(({ remittanceId }) => remittanceId);
    expect(decided.toSorted()).toEqual(inputs.map(({ remittanceId }) => remittanceId).toSorted());
    expect(world.differenceCents()).toBe(0);
  });

  test('posts provider adjustments last, to no claim', async () => {
    const world = await memoryWorld();
    const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
    const withheldCents = cents(100);
    const text = remittanceFile([decision], world.clock.now(), {
      payment: {
        handling: 'I',
        amountCents: cents(decision.paidCents - withheldCents),
        creditOrDebit: 'C',
        method: 'CHK',
        date: decision.dates[0]?.from ?? (await world.claim()).serviceDateFrom,
      },
      providerAdjustments: [
        {
          providerId: '2000000010',
          fiscalPeriodEnd: (await world.claim()).serviceDateFrom,
          reasonCode: 'WO',
          reference: 'T1',
          amountCents: withheldCents,
        },
      ],
    });
    expect(await world.remit(text)).toBe('balanced');
    const ofRun = await world.ledger.ofHolder(world.practiceId, await world.lastRemittance());
    expect(ofRun.map(({ cause }) => cause)).toEqual(['provider-adjustment']);
    expect(world.differenceCents()).toBe(0);
  });
});

describe('a reversal and its correction', () => {
  const paid = async (world: MemoryWorld) => {
    const claim = await accepted(world, 'ENC-1', 'JHM1-REV');
    const payer = await world.payerOf(claim.claimId);
    const first = payer.decision();
    await world.remit(remittanceFile([first], world.clock.now()));
    await handOverBalanceStep(world.inputOf(await world.claim()), world);
    return { first, second: payer.secondDecision() };
  };

  test('in one remittance reopen a closed claim on its next leg and settle it anew', async () => {
    const world = await memoryWorld();
    const { first, second } = await paid(world);
    expect(await world.claim()).toMatchObject({ state: 'closed', leg: 1, handedToPatientCents: 0 });
    world.advance(86_400_000);
    expect(await world.remit(remittanceFile([reversalOf(first), second], world.clock.now()))).toBe(
      'balanced',
    );
    const reopened = await world.claim();
    expect(reopened).toMatchObject({ state: 'ready-for-patient', leg: 2 });
    world.advance(1000);
    const toStart = await world.outbox.unsent(world.clock.now(), 100);
    expect(toStart.flatMap((row) => (row.kind === 'start-leg' ? [row.leg] : []))).toEqual([1, 2]);
    await handOverBalanceStep(world.inputOf(reopened), world);
    expect(await world.claim()).toMatchObject({ state: 'closed', handedToPatientCents: 5000 });
    expect(world.differenceCents()).toBe(0);
  });

  test('that come before the decision they concern are posted with it, and leave no task', async () => {
    const world = await memoryWorld();
    const payer = await world.payerOf((await accepted(world, 'ENC-1', 'JHM1-REV')).claimId);
    const [first, second] = [payer.decision(), payer.secondDecision()];
    for (const decision of [reversalOf(first), first, second]) {
      world.advance(86_400_000);
      await world.remit(remittanceFile([decision], world.clock.now()));
    }
    expect((await world.claim()).state).toBe('ready-for-patient');
    const balances = balancesOf([...world.stored.postings.values()]);
    expect(balances).toMatchObject({ suspense: 0, 'payer-receivable': 0, 'patient-receivable': 5000 });
    expect(await world.openTasks()).toEqual([]);
    expect(world.differenceCents()).toBe(0);
  });

  test('in the wrong order lead to the same balances as in the right one', async () => {
    const right = await memoryWorld();
    const wrong = await memoryWorld();
    for (const [world, order] of [
      [right, ['reversal', 'correction']],
      [wrong, ['correction', 'reversal']],
    ] as const) {
      const { first, second } = await paid(world);
      for (const kind of order) {
        world.advance(86_400_000);
        await world.remit(
          remittanceFile([kind === 'reversal' ? reversalOf(first) : second], world.clock.now()),
        );
      }
    }
    const balances = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);
    expect((await wrong.claim()).state).toBe((await right.claim()).state);
    expect(balances(wrong)['payer-receivable']).toBe(balances(right)['payer-receivable']);
    expect(balances(wrong)['patient-receivable']).toBe(balances(right)['patient-receivable']);
    expect(wrong.differenceCents()).toBe(0);
  });
});

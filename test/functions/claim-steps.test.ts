import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { waitKeyOf, type ClaimStepAnswer } from '#contracts/steps.ts';
import { continueOnNextLegStep } from '../../functions/continue-on-next-leg/continue-on-next-leg-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { recordMissedDeadlineStep } from '../../functions/record-missed-deadline/record-missed-deadline-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { alwaysOvertaken, dyingAfter, dyingBefore, overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { answerTo270, remittanceFile } from './payer-files.ts';

interface StepRow {
  readonly step: (event: unknown, world: MemoryWorld) => Promise<ClaimStepAnswer>;
  /** Makes a claim on which the step has work to do. */
  readonly ready: (world: MemoryWorld) => Promise<Claim>;
  readonly outcome: string;
  readonly leads: Claim['state'];
}

const settled = async (world: MemoryWorld): Promise<Claim> => {
  const { claimId } = await world.acceptedByPayer();
  const payer = await world.payerOf(claimId);
  await world.remit(remittanceFile([payer.decision()], world.clock.now()));
  return await world.claim(claimId);
};
const toScrub = async (world: MemoryWorld): Promise<Claim> => {
  const received = await world.received();
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim()));
  return await world.claim();
};
const toSubmit = async (world: MemoryWorld): Promise<Claim> => {
  await scrubClaimStep(world.inputOf(await toScrub(world)), world);
  return await world.claim();
};

const steps: Readonly<Record<string, StepRow>> = {
  'request-eligibility': {
    step: requestEligibilityStep,
    ready: (world) => world.received(),
    outcome: 'eligibility-asked',
    leads: 'awaiting-eligibility',
  },
  'scrub-claim': {
    step: scrubClaimStep,
    ready: toScrub,
    outcome: 'scrubbed-clean',
    leads: 'ready-to-submit',
  },
  'submit-claim': {
    step: submitClaimStep,
    ready: toSubmit,
    outcome: 'submitted',
    leads: 'awaiting-acknowledgement',
  },
  'hand-over-balance': {
    step: handOverBalanceStep,
    ready: settled,
    outcome: 'handed-to-patient',
    leads: 'closed',
  },
};

describe.each(Object.entries(steps))('%s', (_name, { step, ready, outcome, leads }) => {
  test('does its work, and answers where the claim stands', async () => {
    const world = await memoryWorld();
    const input = world.inputOf(await ready(world));
    const answer = await step(input, world);
    const claim = await world.claim();
    expect(claim.state).toBe(leads);
    expect(answer).toEqual({
      outcome,
      waitKey: waitKeyOf(claim.waitSequence),
      deadlineSeconds: claim.deadlineSeconds,
    });
  });

  test('delivered twice changes nothing, and answers that the claim moved on', async () => {
    const world = await memoryWorld();
    const input = world.inputOf(await ready(world));
    await step(input, world);
    const before = world.snapshot();
    world.advance(1000);
    expect(await step(input, world)).toMatchObject({
      outcome: 'moved-on',
      waitKey: waitKeyOf((await world.claim()).waitSequence),
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('of another leg leaves the claim alone', async () => {
    const world = await memoryWorld();
    const input = world.inputOf(await ready(world));
    const before = world.snapshot();
    expect(await step({ ...input, leg: input.leg + 1 }, world)).toMatchObject({ outcome: 'moved-on' });
    expect(world.snapshot()).toEqual(before);
  });

  test('overtaken by another writer writes nothing of its own, and does its work when it is taken again', async () => {
    const world = await memoryWorld();
    const claim = await ready(world);
    const input = world.inputOf(claim);
    const other = () =>
      world.commit.apply([
        {
          kind: 'save-claim',
          claim: { ...claim, version: claim.version + 1 },
          expectedVersion: claim.version,
        },
      ]);
    const crowded = { ...world, commit: overtaken(world.commit, other) };
    await expect(step(input, crowded)).rejects.toMatchObject({ name: 'CommitConflict' });
    expect(await world.claim()).toEqual({ ...claim, version: claim.version + 1 });
    expect(await step(input, world)).toMatchObject({ outcome });
    expect((await world.claim()).state).toBe(leads);
  });

  test('of a claim that does not exist is a fault', async () => {
    const world = await memoryWorld();
    const input = { ...world.inputOf(await ready(world)), claimId: 'C0000000000ZZ' };
    await expect(step(input, world)).rejects.toMatchObject({ name: 'InvariantBroken' });
  });

  test.each([{}, { claimId: 'C0000000000ZZ' }, undefined, { contractVersion: 2 }])(
    'refuses an input that is not its own: %j',
    async (changes) => {
      const world = await memoryWorld();
      const event = changes === undefined ? undefined : { practiceId: 'cedar-hill', ...changes };
      await expect(step(event, world)).rejects.toMatchObject({ name: 'ZodError' });
    },
  );
});

describe('a file that goes out', () => {
  const outbound = (world: MemoryWorld): [string, string][] =>
    [...world.stored.documents]
      .filter(([key]) => key.startsWith('exchange/outbound/'))
      .map(([key, body]) => [key, new TextDecoder().decode(body)]);

  test.each([
    ['270', 'request-eligibility'],
    ['837P', 'submit-claim'],
  ] as const)('is sent once when the step dies between the file and the commit (%s)', async (kind, name) => {
    const world = await memoryWorld();
    const row = steps[name];
    if (row === undefined) {
      throw new Error(`no row ${name}`);
    }
    const input = world.inputOf(await row.ready(world));
    await expect(row.step(input, { ...world, commit: dyingBefore })).rejects.toThrow(/the process died/);
    const sent = outbound(world).filter(([key]) => key.includes(`/${kind}-`));
    expect(sent).toHaveLength(1);
    world.advance(3_600_000);
    expect(await row.step(input, world)).toMatchObject({ outcome: row.outcome });
    expect(outbound(world).filter(([key]) => key.includes(`/${kind}-`))).toEqual(sent);
  });

  test('is known to the claim by the control number that it really carries, also after a restart', async () => {
    const world = await memoryWorld();
    const claim = await toSubmit(world);
    const input = world.inputOf(claim);
    await expect(submitClaimStep(input, { ...world, commit: dyingBefore })).rejects.toThrow(/died/);
    await submitClaimStep(input, world);
    const { submissions } = await world.claim();
    const [, text = ''] = outbound(world).find(([key]) => key.includes('/837P-')) ?? [];
    expect(submissions).toHaveLength(1);
    expect(submissions[0]?.interchangeControlNumber).toBe(text.slice(90, 99));
    expect(
      await world.controlNumbers.sentAs(
        world.practiceId,
        { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' },
        submissions[0]?.interchangeControlNumber ?? '',
      ),
    ).toEqual({ claimId: claim.claimId, submissionSequence: 1 });
    // The 999 that answers the file finds the claim.
    await world.receive((await world.payerOf(claim.claimId)).acknowledgement999());
    expect((await world.claim()).submissions[0]?.acknowledgements).toHaveLength(1);
  });

  test('is not sent again when the step dies after the commit', async () => {
    const world = await memoryWorld();
    const input = world.inputOf(await toSubmit(world));
    await expect(submitClaimStep(input, { ...world, commit: dyingAfter(world.commit) })).rejects.toThrow(
      /died/,
    );
    const before = world.snapshot();
    expect(await submitClaimStep(input, world)).toMatchObject({ outcome: 'moved-on' });
    expect(world.snapshot()).toEqual(before);
  });

  test('names every submission of a claim anew, and carries no name of a patient in its key', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent({
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-A7', relationship: 'self' }],
    });
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1', relationship: 'self' }];
    expect(
      await world.work(await world.onlyTask(), {
        outcome: 'corrected',
        correction: { coverages },
        reason: 'The card was misread',
      }),
    ).toMatchObject({ outcome: 'worked' });
    await world.resent(claimId);
    const keys = outbound(world)
      .map(([key]) => key)
      .filter((key) => !key.includes('/ACK-'));
    expect(keys).toEqual([
      `exchange/outbound/cedar-hill/270-${claimId}-E1.edi`,
      `exchange/outbound/cedar-hill/837P-${claimId}-1.edi`,
      `exchange/outbound/cedar-hill/837P-${claimId}-2.edi`,
    ]);
  });
});

describe('request-eligibility', () => {
  test('asks anew when an upload changes the insurance while it asks, and takes no answer to the old question for one to the new', async () => {
    const world = await memoryWorld();
    const asks = (memberId: string) => ({
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
    });
    const claim = await world.received(asks('JHM1'));
    const { encounterId } = claim.source;
    const changed = encounterJson({ ...asks('JHM2'), encounterId, version: 2 });
    const other = () => world.upload('changed.ndjson', JSON.stringify(changed));
    const crowded = { ...world, commit: overtaken(world.commit, other) };
    await expect(requestEligibilityStep(world.inputOf(claim), crowded)).rejects.toMatchObject({
      name: 'CommitConflict',
    });
    const asked = await requestEligibilityStep(world.inputOf(claim), world);
    expect(asked.outcome).toBe('eligibility-asked');
    const files = [...world.stored.documents]
      .filter(([key]) => key.includes('/270-'))
      .map(([, body]) => new TextDecoder().decode(body));
    expect(files.map((text) => /NM1\*IL\*.*\*MI\*(\w+)~/.exec(text)?.[1])).toEqual(['JHM1', 'JHM2']);
    const [about] = (await world.claim()).eligibility;
    expect(files[1]).toContain(`TRN*1*${about?.traceNumber}*`);
    // The answer to the first question comes too, and is not ours.
    await world.receive(answerTo270(new TextEncoder().encode(files[0]), world.clock.now()));
    expect((await world.claim()).eligibility).toEqual([about]);
    await world.receive(answerTo270(new TextEncoder().encode(files[1]), world.clock.now()));
    expect((await world.claim()).eligibility).toMatchObject([{ status: 'active' }]);
  });
});

describe('scrub-claim', () => {
  test('posts the charges with the move, once, also when the claim is scrubbed again', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent({
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-A7', relationship: 'self' }],
    });
    const charged = await world.ledger.ofClaim(world.practiceId, claimId);
    expect(charged.map(({ cause }) => cause)).toEqual(['charge']);
    await world.receive((await world.payerOf(claimId)).acknowledgement277CA('payer'));
    const coverages = [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1', relationship: 'self' }];
    await world.work(await world.onlyTask(), {
      outcome: 'corrected',
      correction: { coverages },
      reason: 'The card was misread',
    });
    await scrubClaimStep(world.inputOf(await world.claim()), world);
    expect(await world.ledger.ofClaim(world.practiceId, claimId)).toEqual(charged);
    expect(world.differenceCents()).toBe(0);
  });

  test('holds a claim for a person and posts nothing', async () => {
    const world = await memoryWorld();
    const received = await world.received({
      diagnoses: ['I10'],
      lines: [{ code: '99213', charge: '160.00', diagnosisPointers: [1], units: 500 }],
      totalCharge: '160.00',
    });
    await requestEligibilityStep(world.inputOf(received), world);
    await world.receive(await world.answer270(await world.claim()));
    expect(await scrubClaimStep(world.inputOf(await world.claim()), world)).toMatchObject({
      outcome: 'held-by-scrubber',
    });
    expect((await world.onlyTask()).kind).toBe('correction');
    expect(world.stored.postings.size).toBe(0);
  });
});

describe('record-missed-deadline', () => {
  const missed = (
    world: MemoryWorld,
    claim: Claim,
    waitName: string,
    waitKey = waitKeyOf(claim.waitSequence),
  ) => recordMissedDeadlineStep({ ...world.inputOf(claim), waitName, waitKey }, world);

  const waits: readonly (readonly [string, (world: MemoryWorld) => Promise<Claim>, string, string])[] = [
    [
      'eligibility',
      async (world) => {
        await requestEligibilityStep(world.inputOf(await world.received()), world);
        return await world.claim();
      },
      'coverage-questioned',
      'coverage',
    ],
    ['acknowledgement', (world) => world.sent(), 'nothing-came-back', 'follow-up'],
    ['remittance', (world) => world.acceptedByPayer(), 'nothing-came-back', 'follow-up'],
  ];

  test.each(waits)('the way out of the wait for %s is a task', async (waitName, ready, outcome, kind) => {
    const world = await memoryWorld();
    const claim = await ready(world);
    expect(await missed(world, claim, waitName)).toMatchObject({ outcome });
    expect((await world.onlyTask()).kind).toBe(kind);
    const before = world.snapshot();
    expect(await missed(world, claim, waitName)).toMatchObject({ outcome: 'moved-on' });
    expect(world.snapshot()).toEqual(before);
  });

  test.each(waits)(
    'the end of an earlier wait for %s says nothing about the present one',
    async (waitName, ready) => {
      const world = await memoryWorld();
      const claim = await ready(world);
      const before = world.snapshot();
      expect(await missed(world, claim, waitName, '000001')).toMatchObject({
        outcome: 'moved-on',
        waitKey: waitKeyOf(claim.waitSequence),
      });
      expect(world.snapshot()).toEqual(before);
    },
  );

  test('an answer at the last moment wins over the deadline', async () => {
    const world = await memoryWorld();
    const claim = await world.sent();
    await world.receive((await world.payerOf(claim.claimId)).acknowledgement277CA('payer'));
    expect(await missed(world, claim, 'acknowledgement')).toMatchObject({ outcome: 'moved-on' });
    expect((await world.claim()).state).toBe('awaiting-remittance');
    expect(await world.openTasks()).toEqual([]);
  });
});

describe('continue-on-next-leg', () => {
  test('starts the next leg once; the task stays in the list', async () => {
    const world = await memoryWorld();
    const received = await world.received({ diagnoses: [], lines: [], totalCharge: '0.00', note: 'Cough.' });
    await requestEligibilityStep(world.inputOf(received), world);
    await world.receive(await world.answer270(await world.claim()));
    const claim = await world.claim();
    expect(claim.state).toBe('awaiting-coding');
    const task = await world.onlyTask();
    expect(await continueOnNextLegStep(world.inputOf(claim), world)).toEqual({ outcome: 'continued' });
    expect(await world.claim()).toMatchObject({
      leg: 2,
      state: 'awaiting-coding',
      waitSequence: claim.waitSequence,
    });
    expect(await world.onlyTask()).toEqual(task);
    const before = world.snapshot();
    expect(await continueOnNextLegStep(world.inputOf(claim), world)).toEqual({ outcome: 'moved-on' });
    expect(world.snapshot()).toEqual(before);
    expect(await world.work(task, { outcome: 'not-billable', reason: 'A phone call only' })).toMatchObject({
      outcome: 'worked',
    });
  });

  test('overtaken by another writer leaves the retry to the state machine', async () => {
    const world = await memoryWorld();
    const claim = await world.received();
    await expect(
      continueOnNextLegStep(world.inputOf(claim), { ...world, commit: alwaysOvertaken }),
    ).rejects.toMatchObject({ name: 'CommitConflict' });
  });
});

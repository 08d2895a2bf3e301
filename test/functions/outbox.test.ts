import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import type { Executions } from '#ports/executions.ts';
import type { OutboxRow } from '#ports/outbox.ts';
import { relayOutboxStep } from '../../functions/relay-outbox/relay-outbox-step.ts';
import { sweepOutboxStep } from '../../functions/sweep-outbox/sweep-outbox-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const minute = 60_000;
const unsent = (world: MemoryWorld): Promise<readonly OutboxRow[]> => {
  world.advance(1);
  return world.outbox.unsent(world.clock.now(), 1000);
};
const wait = (world: MemoryWorld, claim: Claim, token: string, leg = claim.leg) => {
  world.stored.waits.set(token, {});
  return world.outbox.fileToken(
    {
      practiceId: world.practiceId,
      claimId: claim.claimId,
      waitName: 'acknowledgement',
      waitKey: waitKeyOf(claim.waitSequence),
    },
    { value: token, leg },
    world.clock.now(),
  );
};
/** A claim that was accepted while a pipeline waited with a token; the first leg's start is sent. */
async function answered(world: MemoryWorld, token?: string): Promise<Claim> {
  const claim = await world.sent();
  await relayOutboxStep(await unsent(world), world);
  if (token !== undefined) {
    await wait(world, claim, token);
  }
  await world.receive((await world.payerOf(claim.claimId)).acknowledgement277CA('payer'));
  return claim;
}

describe('relay-outbox', () => {
  test('starts a claim’s pipeline once, however often the row comes', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.received();
    const rows = await unsent(world);
    expect(rows).toMatchObject([{ kind: 'start-leg', claimId, leg: 1 }]);
    await relayOutboxStep([...rows, undefined], world);
    await relayOutboxStep(rows, world);
    expect([...world.stored.executions.keys()].filter((name) => name.startsWith('claim-pipeline/'))).toEqual([
      `claim-pipeline/${claimId}-1`,
    ]);
    expect(await unsent(world)).toEqual([]);
  });

  test('gives an answer to the wait it is for', async () => {
    const world = await memoryWorld();
    await answered(world, 'token-1');
    await relayOutboxStep(await unsent(world), world);
    const { waitSequence, deadlineSeconds } = await world.claim();
    expect(world.stored.waits.get('token-1')?.output).toEqual({
      outcome: 'accepted',
      waitKey: waitKeyOf(waitSequence),
      deadlineSeconds,
    });
    expect(await unsent(world)).toEqual([]);
    expect((await world.claim()).leg).toBe(1);
  });

  test('lets an answer that no token has come for stand until one comes', async () => {
    const world = await memoryWorld();
    const claim = await answered(world);
    const [signal] = [...world.stored.outbox.values()].flatMap(({ row }) =>
      row?.kind === 'signal' && row.waitName === 'acknowledgement' ? [row] : [],
    );
    await relayOutboxStep([signal], world);
    expect(await unsent(world)).toEqual([]);
    await wait(world, claim, 'token-late');
    await relayOutboxStep(await unsent(world), world);
    expect(world.stored.waits.get('token-late')?.output).toMatchObject({ outcome: 'accepted' });
  });

  test('starts the next leg when nobody waits any more where the claim stands, and only then', async () => {
    const world = await memoryWorld();
    const claim = await answered(world, 'token-1');
    const rows = await unsent(world);
    world.stored.waits.clear();
    await relayOutboxStep(rows, world);
    expect(await world.claim()).toMatchObject({ leg: 2, state: 'awaiting-remittance' });
    await relayOutboxStep(rows, world);
    expect((await world.claim()).leg).toBe(2);
    expect(await unsent(world)).toMatchObject([{ kind: 'start-leg', claimId: claim.claimId, leg: 2 }]);
  });

  test('starts the next leg also when the claim was moved on from outside meanwhile: nobody else will', async () => {
    const world = await memoryWorld();
    const claim = await answered(world, 'token-1');
    const rows = await unsent(world);
    world.stored.waits.clear();
    const later = await world.claim();
    await world.commit.apply([
      {
        kind: 'save-claim',
        claim: { ...later, version: later.version + 1, waitSequence: later.version + 1 },
        expectedVersion: later.version,
      },
    ]);
    await relayOutboxStep(rows, world);
    expect(await world.claim(claim.claimId)).toMatchObject({ leg: 2 });
    expect(await unsent(world)).toMatchObject([{ kind: 'start-leg', leg: 2 }]);
  });

  test('starts no leg for a token of an earlier leg', async () => {
    const world = await memoryWorld();
    const claim = await answered(world, 'token-1');
    const rows = await unsent(world);
    world.stored.waits.clear();
    const later = await world.claim();
    await world.commit.apply([
      {
        kind: 'save-claim',
        claim: { ...later, version: later.version + 1, leg: later.leg + 1 },
        expectedVersion: later.version,
      },
    ]);
    await relayOutboxStep(rows, world);
    expect(await world.claim(claim.claimId)).toMatchObject({ leg: 2 });
    expect(await unsent(world)).toEqual([]);
  });

  test('that dies after telling tells again without harm', async () => {
    const world = await memoryWorld();
    await answered(world, 'token-1');
    const rows = await unsent(world);
    const dying = {
      ...world,
      outbox: { markSent: () => Promise.reject(new Error('the process died')) },
    };
    await expect(relayOutboxStep(rows, dying)).rejects.toThrow(/died/);
    const output = world.stored.waits.get('token-1')?.output;
    await relayOutboxStep(rows, world);
    expect(world.stored.waits.get('token-1')?.output).toEqual(output);
    expect((await world.claim()).state).toBe('awaiting-remittance');
  });
});

describe('sweep-outbox', () => {
  const failing = (
    world: MemoryWorld,
    fails: (name: string) => boolean,
  ): Pick<Executions, 'start' | 'answer'> => ({
    ...world.executions,
    start: (machine, name, input) =>
      fails(name) ? Promise.reject(new Error('unreachable')) : world.executions.start(machine, name, input),
  });

  test('leaves young rows to the relay and sends the old ones', async () => {
    const world = await memoryWorld();
    await world.received({ encounterId: 'ENC-1' });
    expect(await sweepOutboxStep(world)).toEqual({ outcome: 'swept', sent: 0, failed: 0 });
    world.advance(3 * minute);
    await world.received({ encounterId: 'ENC-2' });
    expect(await sweepOutboxStep(world)).toEqual({ outcome: 'swept', sent: 1, failed: 0 });
    world.advance(3 * minute);
    expect(await sweepOutboxStep(world)).toEqual({ outcome: 'swept', sent: 1, failed: 0 });
    expect(await sweepOutboxStep(world)).toEqual({ outcome: 'swept', sent: 0, failed: 0 });
  });

  test('is not held up by a row that cannot be sent', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.received({ encounterId: 'ENC-1' });
    await world.received({ encounterId: 'ENC-2' });
    world.advance(3 * minute);
    const broken = { ...world, executions: failing(world, (name) => name.startsWith(claimId)) };
    expect(await sweepOutboxStep(broken)).toEqual({ outcome: 'swept', sent: 1, failed: 1 });
  });

  test('raises an alarm when nothing at all can be sent', async () => {
    const world = await memoryWorld();
    await world.received();
    world.advance(3 * minute);
    await expect(sweepOutboxStep({ ...world, executions: failing(world, () => true) })).rejects.toThrow(
      /None of 1 outbox rows could be sent/,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { memoryExecutions } from '#adapters/memory/memory-executions.ts';
import { memoryIntakePermits } from '#adapters/memory/memory-intake-permits.ts';
import { memoryUploadRegister } from '#adapters/memory/memory-stores.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { Instant } from '#contracts/dates.ts';
import { PracticeId, type UploadId } from '#contracts/identifiers.ts';
import { contractVersion, type IntakePermitAnswer } from '#contracts/steps.ts';
import { askPermitStep } from '../../functions/ask-permit/ask-permit-step.ts';
import { newUploadId, upload } from '../ports/samples.ts';

const cedarHill = PracticeId.parse('cedar-hill');
const juniper = PracticeId.parse('juniper');
const megabyte = 1_000_000;

interface Arrived {
  readonly practiceId: PracticeId;
  readonly uploadId: UploadId;
}

/** Practices that upload, with a clock that is turned by hand. */
function permitWorld() {
  const tables = new MemoryTables();
  let now = Date.parse('2026-11-20T15:00:00.000Z');
  const instant = (): Instant => Instant.parse(new Date(now).toISOString());
  const world = {
    clock: { now: instant },
    uploads: memoryUploadRegister(tables),
    permits: memoryIntakePermits(tables),
    executions: memoryExecutions(tables),
    chunksAtOnce: 4,
  };
  const call = (
    { practiceId, uploadId }: Arrived,
    action: 'ask' | 'give-back',
  ): Promise<IntakePermitAnswer> =>
    askPermitStep(
      { contractVersion, practiceId, uploadId, action, execution: `encounter-intake/${uploadId}` },
      world,
    );
  return {
    world,
    arrive: async (sizeBytes = megabyte, practiceId = cedarHill): Promise<Arrived> => {
      now += 1000;
      const arrived = upload({ practiceId, uploadId: newUploadId(), sizeBytes, registeredAt: instant() });
      await world.uploads.register(arrived);
      await world.executions.start('encounter-intake', arrived.uploadId, {});
      return arrived;
    },
    ask: (one: Arrived) => call(one, 'ask'),
    giveBack: (one: Arrived) => call(one, 'give-back'),
    /** Its execution ends and gives nothing back. */
    die: ({ uploadId }: Arrived) => tables.endedExecutions.add(`encounter-intake/${uploadId}`),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    now: () => now,
    held: async (practiceId = cedarHill) =>
      (await world.permits.load(practiceId)).held.map(({ uploadId }) => uploadId),
  };
}

describe('Permits of a practice', () => {
  test('A practice with 50 uploads never holds more than two, and all come to their turn in the order they came', async () => {
    const permits = permitWorld();
    const uploads: Arrived[] = [];
    for (let count = 1; count <= 50; count += 1) {
      uploads.push(await permits.arrive());
    }
    const due = new Map(uploads.map((one, index) => [one, permits.now() + index * 10]));
    const started: Arrived[] = [];
    const working: { readonly one: Arrived; readonly until: number }[] = [];
    let most = 0;
    for (let second = 0; second < 3600 && (due.size > 0 || working.length > 0); second += 1) {
      for (const done of working.filter(({ until }) => until <= permits.now())) {
        await permits.giveBack(done.one);
        working.splice(working.indexOf(done), 1);
      }
      for (const one of uploads.filter((waiting) => (due.get(waiting) ?? Infinity) <= permits.now())) {
        const answer = await permits.ask(one);
        due.set(one, permits.now() + answer.waitSeconds * 1000);
        if (answer.outcome === 'granted') {
          due.delete(one);
          started.push(one);
          working.push({ one, until: permits.now() + 3000 });
        }
      }
      most = Math.max(most, (await permits.held()).length);
      expect((await permits.held()).toSorted()).toEqual(working.map(({ one }) => one.uploadId).toSorted());
      permits.pass(1);
    }
    expect(most).toBe(2);
    expect(started).toEqual(uploads);
  });

  test('A small practice is granted while a large one runs', async () => {
    const permits = permitWorld();
    const large = [await permits.arrive(), await permits.arrive(), await permits.arrive()] as const;
    expect((await permits.ask(large[0])).outcome).toBe('granted');
    expect((await permits.ask(large[1])).outcome).toBe('granted');
    expect((await permits.ask(large[2])).outcome).toBe('wait');
    const other = await permits.arrive(megabyte, juniper);
    expect((await permits.ask(other)).outcome).toBe('granted');
  });

  test('A small upload does not wait behind large ones of the same practice', async () => {
    const permits = permitWorld();
    const large = [await permits.arrive(), await permits.arrive(), await permits.arrive()];
    for (const one of large) {
      await permits.ask(one);
    }
    for (let count = 1; count <= 4; count += 1) {
      expect((await permits.ask(await permits.arrive(megabyte - 1))).outcome).toBe('granted');
    }
    expect((await permits.ask(await permits.arrive(megabyte - 1))).outcome).toBe('wait');
  });

  test("A dead holder's permit is free after fifteen minutes", async () => {
    const permits = permitWorld();
    const [dead, alive, waiting] = [await permits.arrive(), await permits.arrive(), await permits.arrive()];
    await permits.ask(dead);
    await permits.ask(alive);
    permits.die(dead);
    permits.pass(15 * 60 - 1);
    expect((await permits.ask(waiting)).outcome).toBe('wait');
    permits.pass(1);
    expect((await permits.ask(waiting)).outcome).toBe('granted');
    expect(await permits.held()).toEqual([alive.uploadId, waiting.uploadId]);
  });

  test('A holder whose execution still runs keeps its permit however long it takes', async () => {
    const permits = permitWorld();
    const [one, other, waiting] = [await permits.arrive(), await permits.arrive(), await permits.arrive()];
    await permits.ask(one);
    await permits.ask(other);
    for (let hours = 1; hours <= 20; hours += 1) {
      permits.pass(3600);
      expect((await permits.ask(waiting)).outcome).toBe('wait');
    }
    permits.die(other);
    permits.pass(15 * 60);
    expect((await permits.ask(waiting)).outcome).toBe('granted');
  });

  test('Asked again a holder keeps its one permit; given back twice it is harmless', async () => {
    const permits = permitWorld();
    const [one, other, third] = [await permits.arrive(), await permits.arrive(), await permits.arrive()];
    expect(await permits.ask(one)).toEqual({ outcome: 'granted', waitSeconds: 0, chunksAtOnce: 4 });
    expect((await permits.ask(one)).outcome).toBe('granted');
    expect((await permits.ask(other)).outcome).toBe('granted');
    expect((await permits.giveBack(one)).outcome).toBe('given-back');
    expect((await permits.ask(third)).outcome).toBe('granted');
    expect((await permits.giveBack(one)).outcome).toBe('given-back');
    expect(await permits.held()).toEqual([other.uploadId, third.uploadId]);
  });

  test('Who waits is told to ask later and later, up to a minute, while the line stands still', async () => {
    const permits = permitWorld();
    await permits.ask(await permits.arrive());
    await permits.ask(await permits.arrive());
    const waiting = await permits.arrive();
    const seconds: number[] = [];
    for (let asks = 1; asks <= 6; asks += 1) {
      const { waitSeconds } = await permits.ask(waiting);
      seconds.push(waitSeconds);
      permits.pass(waitSeconds);
    }
    expect(seconds).toEqual([5, 10, 20, 40, 60, 60]);
  });

  test('One that waits and asks no more does not hold up those behind it', async () => {
    const permits = permitWorld();
    const first = await permits.arrive();
    await permits.ask(first);
    await permits.ask(await permits.arrive());
    const [gone, next] = [await permits.arrive(), await permits.arrive()];
    await permits.ask(gone);
    await permits.ask(next);
    await permits.giveBack(first);
    expect((await permits.ask(next)).outcome).toBe('wait');
    permits.pass(126);
    expect((await permits.ask(next)).outcome).toBe('granted');
  });

  test('A line of more than fifty does not grow, and those beyond it ask once a minute', async () => {
    const permits = permitWorld();
    const uploads: Arrived[] = [];
    for (let count = 1; count <= 60; count += 1) {
      uploads.push(await permits.arrive());
    }
    const answers = [];
    for (const one of uploads) {
      answers.push(await permits.ask(one));
    }
    expect((await permits.world.permits.load(cedarHill)).waiting).toHaveLength(50);
    expect(answers.slice(52).map(({ outcome, waitSeconds }) => `${outcome} ${waitSeconds}`)).toEqual(
      Array.from({ length: 8 }, () => 'wait 60'),
    );
  });

  test('Of many who ask at the same moment two are granted', async () => {
    const permits = permitWorld();
    const uploads: Arrived[] = [];
    for (let count = 1; count <= 4; count += 1) {
      uploads.push(await permits.arrive());
    }
    const answers = await Promise.all(uploads.map((one) => permits.ask(one)));
    expect(answers.filter(({ outcome }) => outcome === 'granted')).toHaveLength(2);
    expect(await permits.held()).toHaveLength(2);
  });

  test('Whoever loses to others each time waits and asks again; one that gives back is done again', async () => {
    const permits = permitWorld();
    const one = await permits.arrive();
    const busy = {
      ...permits.world,
      permits: { ...permits.world.permits, save: () => Promise.resolve(false) },
    };
    const input = { contractVersion, ...one };
    expect(await askPermitStep({ ...input, action: 'ask' }, busy)).toEqual({
      outcome: 'wait',
      waitSeconds: 5,
      chunksAtOnce: 4,
    });
    await permits.ask(one);
    await expect(askPermitStep({ ...input, action: 'give-back' }, busy)).rejects.toThrow(
      /The permits of practice cedar-hill changed meanwhile/,
    );
  });

  test('An upload that is not registered has no permit to ask for', async () => {
    const permits = permitWorld();
    await expect(permits.ask({ practiceId: cedarHill, uploadId: newUploadId() })).rejects.toThrow(
      /There is no upload/,
    );
  });
});

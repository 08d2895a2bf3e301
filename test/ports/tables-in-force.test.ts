import { describe, expect, test } from 'vitest';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { CodeTables } from '#domain/code-sets/code-tables.ts';
import { pack } from '#domain/code-sets/packed/pack.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { type PackedEditions, type StoredEdition, tablesInForce } from '#ports/tables-in-force.ts';

const day = '2026-11-02' as PlainDate;

function limits(edition: string, units: number): { stored: StoredEdition; bytes: Uint8Array } {
  const described = {
    table: 'mue-practitioner',
    edition,
    from: '2026-10-01' as PlainDate,
    isWhole: true,
  } as const;
  return {
    stored: { ...described, key: `units/${edition}` },
    bytes: pack(described, [{ code: '36415', units, counts: 'day-clinical' }]),
  };
}

function modifiers(edition: string): { stored: StoredEdition; bytes: Uint8Array } {
  const described = { table: 'modifiers', edition, isWhole: true } as const;
  return {
    stored: { ...described, key: `modifiers/${edition}` },
    bytes: pack(described, [{ code: 'LT', label: 'Left side', bypassesPairs: true }]),
  };
}

/** A store of the test's own, which notes what was read of it. */
function shelf(...loaded: { stored: StoredEdition; bytes: Uint8Array }[]) {
  const read: string[] = [];
  let minutes = 0;
  const editions: PackedEditions = {
    list: () => Promise.resolve(loaded.map(({ stored }) => stored)),
    read: ({ key }) => {
      read.push(key);
      const found = loaded.find(({ stored }) => stored.key === key);
      return found === undefined ? Promise.reject(new Error(`no ${key}`)) : Promise.resolve(found.bytes);
    },
  };
  const clock = {
    now: () => new Date(Date.UTC(2026, 10, 2) + minutes * 60_000).toISOString() as Instant,
  };
  return {
    read,
    editions,
    clock,
    load: (edition: { stored: StoredEdition; bytes: Uint8Array }) => loaded.push(edition),
    wait: (by: number) => {
      minutes += by;
    },
  };
}

function unitsOf(tables: CodeTables): number | undefined {
  return tables.practitionerUnits.inForceOn(day)?.find('36415')?.units;
}

function isKnown(tables: CodeTables): boolean {
  return tables.modifiers.inForceOn(day)?.find('LT') !== undefined;
}

describe('tables in force', () => {
  test('are read when a decision asks them, once, and the decision is made again', async () => {
    const { read, editions, clock } = shelf(limits('2026Q4', 7), modifiers('2026'));
    const tables = tablesInForce(editions, seedTables, clock);
    const answers: (number | undefined)[] = [];
    const decide = (now: CodeTables): number | undefined => {
      answers.push(unitsOf(now));
      return answers.at(-1);
    };
    expect(await tables.decide(decide)).toBe(7);
    expect(await tables.decide(decide)).toBe(7);
    expect(answers).toEqual([undefined, 7, 7]);
    expect(read).toEqual(['units/2026Q4']);
  });

  test('that only say which edition they are, are not read', async () => {
    const { read, editions, clock } = shelf(limits('2026Q4', 7));
    const tables = tablesInForce(editions, seedTables, clock);
    expect(await tables.decide((now) => now.practitionerUnits.inForceOn(day)?.edition)).toBe('2026Q4');
    expect(read).toEqual([]);
  });

  test('are read together where several are asked, and once where several ask', async () => {
    const { read, editions, clock } = shelf(limits('2026Q4', 7), modifiers('2026'));
    const tables = tablesInForce(editions, seedTables, clock);
    let tries = 0;
    const decide = (now: CodeTables): unknown => {
      tries += 1;
      return [unitsOf(now), isKnown(now)];
    };
    expect(await Promise.all([tables.decide(decide), tables.decide(decide)])).toEqual([
      [7, true],
      [7, true],
    ]);
    expect(tries).toBe(4);
    expect(read.toSorted()).toEqual(['modifiers/2026', 'units/2026Q4']);
  });

  test('are those of another edition a minute after it was loaded, and not before', async () => {
    const { read, editions, clock, load, wait } = shelf(limits('2026Q4', 7));
    const tables = tablesInForce(editions, seedTables, clock);
    expect(await tables.decide(unitsOf)).toBe(7);
    load(limits('2026Q4 corrected', 8));
    wait(0.9);
    expect(await tables.decide(unitsOf)).toBe(7);
    wait(0.1);
    expect(await tables.decide(unitsOf)).toBe(8);
    expect(read).toEqual(['units/2026Q4', 'units/2026Q4 corrected']);
  });

  test('that do not fit any more are dropped, those asked longest ago first, never one that is being asked', async () => {
    const units = limits('2026Q4', 7);
    const { read, editions, clock } = shelf(units, modifiers('2026'));
    const tables = tablesInForce(editions, seedTables, clock, { keptBytes: units.bytes.length + 1 });
    expect(await tables.decide((now) => [unitsOf(now), isKnown(now)])).toEqual([7, true]);
    expect(read).toHaveLength(2);
    expect(await tables.decide(isKnown)).toBe(true);
    expect(await tables.decide(isKnown)).toBe(true);
    expect(read).toHaveLength(2);
    expect(await tables.decide(unitsOf)).toBe(7);
    expect(read.slice(2)).toEqual(['units/2026Q4']);
  });

  test('that cannot be read stop the decision, which is then made anew', async () => {
    const units = limits('2026Q4', 7);
    const { editions, clock } = shelf(units);
    let isBroken = true;
    const tables = tablesInForce(
      {
        ...editions,
        read: (edition) => (isBroken ? Promise.resolve(units.bytes.subarray(0, 40)) : editions.read(edition)),
      },
      seedTables,
      clock,
    );
    await expect(tables.decide(unitsOf)).rejects.toThrow('A packed code set cannot be used');
    isBroken = false;
    expect(await tables.decide(unitsOf)).toBe(7);
  });
});

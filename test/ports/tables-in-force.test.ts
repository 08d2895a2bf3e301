import { describe, expect, test } from 'vitest';
import type { CodeSetEdition, CodeSetKind } from '#contracts/code-sets.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { CodeTables } from '#domain/code-sets/code-tables.ts';
import { pack } from '#domain/code-sets/packed/pack.ts';
import { tablesOn } from '#domain/code-sets/tables-of-day.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';

const day = '2026-11-02' as PlainDate;

interface Loaded {
  readonly stored: CodeSetEdition;
  readonly bytes: Uint8Array;
}

function loaded(kind: CodeSetKind, edition: string, bytes: Uint8Array): Loaded {
  const stored: CodeSetEdition = {
    kind,
    edition,
    from: '2026-10-01' as PlainDate,
    isWhole: true,
    lacks: [],
    rowCount: 1,
    sha256: '0'.repeat(64),
    packedAs: 1,
    tableKey: `${kind}/${edition}`,
    tableBytes: bytes.length,
    loadedAt: '2026-10-01T08:00:00.000Z' as Instant,
    source: 'reference/made.txt v1',
    files: ['made.txt'],
  };
  return { stored, bytes };
}

function limits(edition: string, units: number): Loaded {
  return loaded(
    'mue-practitioner',
    edition,
    pack({ table: 'mue-practitioner', edition, isWhole: true }, [
      { code: '36415', units, counts: 'day-clinical' },
    ]),
  );
}

function modifiers(edition: string): Loaded {
  return loaded(
    'modifiers',
    edition,
    pack({ table: 'modifiers', edition, isWhole: true }, [
      { code: 'LT', label: 'Left side', bypassesPairs: true },
    ]),
  );
}

/** A list of kinds of code sets that is no table, as it is stored. */
const remarks = loaded('rarc', '2026', new TextEncoder().encode('{"kind":"rarc","rows":[]}'));

/** A store of the test's own, which notes what was read of it; of a kind the later edition takes the earlier one's place. */
function shelf(...given: Loaded[]) {
  const all = [remarks, ...given];
  const read: string[] = [];
  let minutes = 0;
  const editions: Pick<CodeSetStore, 'registers' | 'getTable'> = {
    registers: () =>
      Promise.resolve(
        Object.entries(Object.groupBy(all, ({ stored }) => stored.kind)).map(([kind, ofKind]) => ({
          kind: kind as CodeSetKind,
          revision: ofKind.length,
          editions: ofKind.map(({ stored }, place) => {
            const next = ofKind[place + 1]?.stored.edition;
            return { ...stored, ...(next !== undefined && { replacedBy: next }) };
          }),
        })),
      ),
    getTable: ({ tableKey }) => {
      read.push(tableKey);
      const found = all.find(({ stored }) => stored.tableKey === tableKey);
      return found === undefined ? Promise.reject(new Error(`no ${tableKey}`)) : Promise.resolve(found.bytes);
    },
  };
  const clock = {
    now: () => new Date(Date.UTC(2026, 10, 2) + minutes * 60_000).toISOString() as Instant,
  };
  return {
    read,
    editions,
    clock,
    load: (edition: Loaded) => all.push(edition),
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
    expect(read).toEqual(['mue-practitioner/2026Q4']);
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
    expect(read.toSorted()).toEqual(['modifiers/2026', 'mue-practitioner/2026Q4']);
  });

  test('are those of another edition a minute after it was loaded, and not before', async () => {
    const { read, editions, clock, load, wait } = shelf(limits('2026Q4', 7));
    const tables = tablesInForce(editions, seedTables, clock);
    expect(await tables.decide(unitsOf)).toBe(7);
    load(limits('2026Q4-2', 8));
    wait(0.9);
    expect(await tables.decide(unitsOf)).toBe(7);
    wait(0.1);
    expect(await tables.decide(unitsOf)).toBe(8);
    expect(read).toEqual(['mue-practitioner/2026Q4', 'mue-practitioner/2026Q4-2']);
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
    expect(read.slice(2)).toEqual(['mue-practitioner/2026Q4']);
  });

  test('that cannot be read stop the decision, which is then made anew', async () => {
    const units = limits('2026Q4', 7);
    const { editions, clock } = shelf(units);
    let isBroken = true;
    const tables = tablesInForce(
      {
        ...editions,
        getTable: (edition) =>
          isBroken ? Promise.resolve(units.bytes.subarray(0, 40)) : editions.getTable(edition),
      },
      seedTables,
      clock,
    );
    await expect(tables.decide(unitsOf)).rejects.toThrow('A packed code set cannot be used');
    isBroken = false;
    expect(await tables.decide(unitsOf)).toBe(7);
  });
});

test('What a decision remembers of tables is never what was said before they were read', async () => {
  const { editions, clock } = shelf(limits('2026Q4', 3));
  const tables = tablesInForce(editions, seedTables, clock);
  const ask = () => tables.decide((given) => tablesOn(given, day).procedure('36415').unitLimit?.units);
  expect(await Promise.all([ask(), ask()])).toEqual([3, 3]);
  expect(await ask()).toBe(3);
});

import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { athenaWarehouseQueries } from '#adapters/athena/athena-warehouse-queries.ts';
import { memoryWarehouseQueries } from '#adapters/memory/memory-warehouse-queries.ts';
import { WarehouseQueryId } from '#contracts/warehouse/run-report.ts';
import type { WarehouseQueries, WarehouseQueryState } from '#ports/warehouse-queries.ts';
import { database, openWarehouseWorld, workGroup } from '../local/warehouse/warehouse-world.ts';

interface Opened {
  readonly queries: WarehouseQueries;
  close(): Promise<void>;
}

const two = `SELECT 1 AS number, 'one' AS word UNION ALL SELECT 2, NULL ORDER BY number`;
const many = 'SELECT number FROM UNNEST(range(2500)) AS numbers(number) ORDER BY number';
const wrong = 'SELECT no_such_column FROM payment';

function inMemory(): Promise<Opened> {
  const queries = memoryWarehouseQueries(database, (statement) => {
    switch (statement) {
      case two:
        return {
          columns: ['number', 'word'],
          rows: [
            ['1', 'one'],
            ['2', undefined],
          ],
        };
      case many:
        return { columns: ['number'], rows: Array.from({ length: 2500 }, (_, number) => [String(number)]) };
      default:
        return { is: 'failed', why: 'There is no column no_such_column' };
    }
  });
  return Promise.resolve({ queries, close: () => Promise.resolve() });
}

async function inAthena(): Promise<Opened> {
  const world = await openWarehouseWorld();
  return {
    queries: athenaWarehouseQueries(world.athenaClient, { workGroup, database }),
    close: () => world.close(),
  };
}

const token = (name: string) => name.padEnd(40, '-');

describe.each([
  ['memory', inMemory],
  ['Athena', inAthena],
])('Queries on the warehouse in %s', (_name, open) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  async function ended(queryId: WarehouseQueryId): Promise<WarehouseQueryState | undefined> {
    for (;;) {
      const found = await opened.queries.find(queryId);
      if (found?.state.is !== 'running') {
        return found?.state;
      }
      await wait(10);
    }
  }

  test('give the rows of a statement in its order, nothing where there is no value', async () => {
    const { queries } = opened;
    const queryId = await queries.start(two, token('two'));
    expect(await ended(queryId)).toEqual({ is: 'done' });
    expect((await queries.find(queryId))?.statement).toBe(two);
    expect(await queries.rows(queryId, 10)).toEqual({
      columns: ['number', 'word'],
      rows: [
        ['1', 'one'],
        ['2', undefined],
      ],
      isCut: false,
    });
  });

  test('give no more rows than are asked for, over several pages, and say that there are more', async () => {
    const { queries } = opened;
    const queryId = await queries.start(many, token('many'));
    await ended(queryId);
    const cut = await queries.rows(queryId, 2499);
    expect([cut.rows.length, cut.rows.at(-1), cut.isCut]).toEqual([2499, ['2498'], true]);
    const whole = await queries.rows(queryId, 2500);
    expect([whole.rows.length, whole.isCut]).toEqual([2500, false]);
  });

  test('are one for the same token, and others for other tokens', async () => {
    const { queries } = opened;
    const first = await queries.start(two, token('same'));
    expect(await queries.start(two, token('same'))).toBe(first);
    expect(await queries.start(two, token('other'))).not.toBe(first);
    await expect(queries.start(many, token('same'))).rejects.toThrow(/token/i);
  });

  test('say why a statement failed, and know nothing of an id that nobody got', async () => {
    const { queries } = opened;
    const queryId = await queries.start(wrong, token('wrong'));
    const state = await ended(queryId);
    expect(state).toMatchObject({ is: 'failed' });
    expect(state !== undefined && 'why' in state ? state.why : '').toContain('no_such_column');
    expect(await queries.find(WarehouseQueryId.parse('nobody-got-this-one'))).toBeUndefined();
  });
});

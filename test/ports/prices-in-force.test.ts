import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { priceByMedicare } from '#domain/expected-payment/medicare-price.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { loadCodeSetStep } from '../../functions/load-code-set/load-code-set-step.ts';
import { feeRow, feeSchedule } from '../domain/code-sets/read/files.ts';

const data = path.resolve(import.meta.dirname, '../../../shared/data/mpfs');
const isAbsent = !existsSync(path.join(data, 'GPCI2025.csv'));
const reason = 'the official sample files are not beside the repository';

const on = PlainDate.parse('2025-10-06');
const manhattan = { contractor: '13202', locality: '01' };

/** A loader and prices over one memory; `read` notes which tables were fetched. */
function worldOfPrices() {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  const codeSets = memoryCodeSetStore(tables);
  const read: string[] = [];
  const store: CodeSetStore = {
    ...codeSets,
    getTable: (edition) => {
      read.push(edition.tableKey.replace(/-[0-9a-f]{16}\.bin$/, ''));
      return codeSets.getTable(edition);
    },
  };
  let now = Date.parse('2026-11-20T15:04:05.000Z');
  const clock = { now: () => Instant.parse(new Date(now).toISOString()) };
  const inForce = tablesInForce(store, seedTables, clock);
  let loads = 0;
  const load = async (name: string, bytes: Uint8Array, replaces?: string, edition?: string) => {
    loads += 1;
    const [file, order] = [`reference-files/${loads}/${name}`, `reference/${loads}`];
    await documents.put('uploads', file, bytes, 'application/octet-stream');
    const text = JSON.stringify({
      load: [{ key: file, sizeBytes: bytes.length }],
      isSlice: true,
      ...(replaces === undefined ? {} : { replaces, edition }),
    });
    await documents.put('uploads', order, text, 'application/json');
    const body = { bucket: { name: 'uploads' }, object: { key: order, size: 1, 'version-id': 'v1' } };
    const answer = await loadCodeSetStep(JSON.stringify({ detail: body }), {
      clock,
      documents,
      contents: uploadContents,
      codeSets,
    });
    expect(answer.outcome).toBe('loaded');
  };
  return {
    read,
    load,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    tables: inForce,
    prices: pricesInForce(store, inForce, clock),
  };
}

describe.skipIf(isAbsent)(`The official schedule of 2025 (${isAbsent ? reason : 'loaded'})`, () => {
  const load = async () => {
    const world = worldOfPrices();
    for (const name of ['PPRRVU2025_Oct.hcpcs2.csv', 'GPCI2025.csv']) {
      await world.load(name, readFileSync(path.join(data, name)));
    }
    return world;
  };

  test.each([
    // Work 0.45 x 1.065, expense 0.66 x 1.166, malpractice 0.06 x 1.656: 1.34817 units at 32.3465 are 43.6086.
    ['G0101', '11', manhattan, 4361],
    // In a facility the expense is 0.30: 0.47925 + 0.3498 + 0.09936 = 0.92841 units are 30.0308.
    ['G0101', '22', manhattan, 3003],
    // Alaska: 2.60 x 1.5 + 2.20 x 1.081 + 0.16 x 0.592 = 6.37292 units are 206.1417.
    ['G0438', '11', { contractor: '02102', locality: '01' }, 20_614],
  ])('prices %s at place %s as worked out by hand', async (code, placeOfService, locality, priceCents) => {
    const { prices } = await load();
    expect(
      await prices.decide((given) =>
        priceByMedicare({ code, modifiers: [], placeOfService, on }, { locality }, given),
      ),
    ).toMatchObject({ priceCents });
  });

  test('is read once, whatever is asked of it', async () => {
    const { prices, read } = await load();
    const ask = (locality: typeof manhattan) =>
      prices.decide((given) =>
        priceByMedicare({ code: 'G0101', modifiers: [], placeOfService: '11', on }, { locality }, given),
      );
    await ask(manhattan);
    const first = read.toSorted();
    expect(first).toEqual(['code-sets/gpci/CY2025', 'code-sets/mpfs/2025Q4']);
    expect(await ask({ contractor: '99999', locality: '01' })).toMatchObject({
      lacks: 'unknown',
      why: 'What is loaded lacks the indices (gpci) of locality 01 of contractor 99999 for 2025-10-06',
    });
    expect(read.toSorted()).toEqual(first);
  });

  test('says nothing of a day that it does not govern', async () => {
    const { prices } = await load();
    const day = PlainDate.parse('2024-06-03');
    expect(
      await prices.decide((given) => [
        given.costIndexOn(manhattan, day),
        given.conversionFactorOn(day),
        given.conversionFactorOn(on),
      ]),
    ).toEqual([undefined, undefined, 323_465]);
  });
});

test('A conversion factor is that of the very edition whose values are used, also right after another was loaded', async () => {
  const world = worldOfPrices();
  const schedule = (factor: string) =>
    new TextEncoder().encode(
      feeSchedule([feeRow.map((cell) => (cell === '32.3465' ? factor : cell))], { year: '2026' }),
    );
  const day = PlainDate.parse('2026-10-06');
  const factor = () => world.prices.decide((given) => given.conversionFactorOn(day));
  await world.load('fees.csv', schedule('33.4009'));
  await world.tables.decide((given) => given.physicianFees.inForceOn(day));
  world.advance(30_000);
  expect(await factor()).toBe(334_009);
  await world.load('fees.csv', schedule('33.5675'), '2026Q4', '2026Q4-2');
  world.advance(31_000);
  expect(await factor()).toBe(335_675);
});

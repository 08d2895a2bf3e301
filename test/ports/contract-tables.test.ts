import { describe, expect, test } from 'vitest';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { CodeSetRegister } from '#contracts/code-sets.ts';
import { Instant } from '#contracts/dates.ts';
import { PayerContract } from '#contracts/fee-schedule.ts';
import { contractTablesLacking } from '#ports/contract-tables.ts';
import { samplePractice } from '../domain/ledger/sample-claim.ts';

const edition = (kind: string, changes: Readonly<Record<string, unknown>>) => ({
  kind,
  edition: 'CY2026',
  from: '2026-01-01',
  to: '2026-12-31',
  isWhole: true,
  lacks: [],
  rowCount: 1,
  sha256: 'a'.repeat(64),
  packedAs: 1,
  tableKey: `code-sets/${kind}/CY2026.bin`,
  tableBytes: 10,
  loadedAt: '2026-01-02T00:00:00.000Z',
  source: 'reference/1',
  files: [],
  ...changes,
});

const manhattan = {
  contractor: '13202',
  locality: '01',
  state: 'NY',
  name: 'Manhattan',
  workThousandths: 1065,
  practiceThousandths: 1166,
  malpracticeThousandths: 1656,
};

/** A store with the schedule of 2026 and the indices of one locality of it. */
async function storeOf2026() {
  const store = memoryCodeSetStore(new MemoryTables());
  const indices = edition('gpci', {});
  await store.putTable(indices, new TextEncoder().encode(JSON.stringify({ rows: [manhattan] })));
  const registers = [edition('mpfs', { factors: { conversion: 323_465 } }), indices].map((one) =>
    CodeSetRegister.parse({ kind: one.kind, revision: 0, editions: [one] }),
  );
  expect(await store.save(registers)).toBe(true);
  return store;
}

function practiceIn(locality: string, effectiveFrom = '2026-01-01') {
  const [first, ...others] = samplePractice().payers;
  if (first === undefined) {
    throw new Error('The sample practice has no payer');
  }
  const contract = PayerContract.parse({
    contractId: 'JUNIP-2026',
    effectiveFrom,
    basis: { kind: 'percent-of-medicare', basisPoints: 11_000, locality: { contractor: '13202', locality } },
  });
  return { payers: [{ ...first, contracts: [contract] }, ...others] };
}

const clock = { now: () => Instant.parse('2026-11-20T15:04:05.000Z') };

describe('The tables that contracts rest on', () => {
  test.each([
    ['all are there', '01', '2026-01-01', []],
    ['the locality is none of the year', '99', '2026-01-01', [/found locality 99 of contractor 13202/]],
    [
      'the year before is not loaded',
      '01',
      '2025-12-01',
      [/\(mpfs\) that governs 2025-12-01; expected the one of 2025/, /\(gpci\) that govern 2025-12-01/],
    ],
  ])('are told of: %s', async (_name, locality, from, expected) => {
    const codeSets = await storeOf2026();
    expect(await contractTablesLacking(practiceIn(locality, from), { clock, codeSets })).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern)),
    );
  });

  test('are not asked for where no contract names a locality', async () => {
    const codeSets = {
      register: () => Promise.reject(new Error('not to be read')),
      getTable: () => Promise.reject(new Error('not to be read')),
    };
    expect(await contractTablesLacking(samplePractice(), { clock, codeSets })).toEqual([]);
  });
});

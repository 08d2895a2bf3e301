import { describe, expect, test } from 'vitest';
import { CodeSetEdition, type CodeSetKind } from '#contracts/code-sets.ts';
import type { Ports } from './ports.ts';

function edition(kind: CodeSetKind, name: string, from: string): CodeSetEdition {
  return CodeSetEdition.parse({
    kind,
    edition: name,
    from,
    isWhole: true,
    lacks: [],
    rowCount: 3,
    factors: { conversion: 323_465 },
    sha256: 'a'.repeat(64),
    packedAs: 1,
    tableKey: `code-sets/${kind}/${name}`,
    tableBytes: 3,
    loadedAt: '2026-11-20T15:04:05.000Z',
    source: 'reference/a v1',
    files: ['a'],
  });
}

export function codeSetStoreSuite(ports: () => Ports): void {
  describe('code set store', () => {
    const store = () => ports().codeSets;

    test('A kind that nothing was loaded for has an empty register', async () => {
      expect(await store().register('taxonomy')).toEqual({ kind: 'taxonomy', revision: 0, editions: [] });
    });

    test('Registers are saved together, each as its next revision, and listed by kind', async () => {
      const [hcpcs, modifiers] = [await store().register('hcpcs'), await store().register('modifiers')];
      const editions = [
        edition('hcpcs', '2026Q4', '2026-10-01'),
        edition('modifiers', '2026Q4', '2026-10-01'),
      ] as const;
      expect(
        await store().save([
          { ...hcpcs, editions: [editions[0]] },
          { ...modifiers, editions: [editions[1]] },
        ]),
      ).toBe(true);
      expect(await store().register('hcpcs')).toEqual({
        kind: 'hcpcs',
        revision: hcpcs.revision + 1,
        editions: [editions[0]],
      });
      const kinds = (await store().registers()).map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['hcpcs', 'modifiers']));
      expect(kinds).not.toContain('taxonomy');
    });

    test('Of two who saw the same registers one writes, and of the other nothing is written', async () => {
      const [gpci, localities] = [await store().register('gpci'), await store().register('localities')];
      const first = { ...gpci, editions: [edition('gpci', 'CY2026', '2026-01-01')] };
      const second = [
        { ...localities, editions: [edition('localities', 'CY2026', '2026-01-01')] },
        { ...gpci, editions: [edition('gpci', 'CY2027', '2027-01-01')] },
      ];
      expect(await store().save([first])).toBe(true);
      expect(await store().save(second)).toBe(false);
      expect((await store().register('gpci')).editions.map((one) => one.edition)).toEqual(['CY2026']);
      expect(await store().register('localities')).toEqual(localities);
      expect(await store().save([localities, await store().register('gpci')])).toBe(true);
    });

    test('Nothing to save is saved', async () => {
      expect(await store().save([])).toBe(true);
    });

    test('A table comes back as it was put first, and one that was never put is an error', async () => {
      const one = edition('mce', 'v43', '2025-10-01');
      await store().putTable(one, Uint8Array.of(1, 2, 3));
      await store().putTable(one, Uint8Array.of(4, 5, 6));
      expect([...(await store().getTable(one))]).toEqual([1, 2, 3]);
      await expect(store().getTable({ tableKey: 'code-sets/mce/none' })).rejects.toThrow(
        /is registered and is not there/,
      );
    });
  });
}

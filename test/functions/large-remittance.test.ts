import { beforeAll, describe, expect, test } from 'vitest';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { contractVersion } from '#contracts/steps.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { readExchangeFile } from '#ports/read-exchange-file.ts';
import { StoredRemittance } from '#ports/read-remittance.ts';
import { readRemittanceChunk, remittanceChunkKey } from '#domain/remittance/remittance-chunk.ts';
import { generateX12 } from '../../bench/x12/generate-x12.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { memoryWorld } from './memory-world.ts';
import { practice } from '../domain/samples/encounters.ts';

/** Two interchanges; a file whose length nobody has told is taken for a large one. */
const halves = [400_000, 80_000].map((bytes) =>
  [...generateX12({ kind: '835', bytes, claimsPerTransaction: 275 })]
    .join('')
    .replaceAll('BENCHRECEIVER', practice.submitterId.padEnd('BENCHRECEIVER'.length)),
);
const [first = '', second = ''] = halves;
const text = `${first}${second.replaceAll('000000001', '000000002').replaceAll('TRACE', 'OTHER')}`;

/** Every remittance of the file, read whole. */
function wholeRemittances(): { place: [number, number]; remittance: Remittance835 }[] {
  const { interchanges } = readInterchanges(new TextEncoder().encode(text));
  return interchanges.flatMap(({ groups }, interchangeIndex) =>
    groups
      .flatMap((group) => group.transactions)
      .map((transaction, transactionIndex) => ({
        place: [interchangeIndex, transactionIndex] as [number, number],
        remittance: read835(transaction),
      })),
  );
}

describe('a file that is read claim by claim', () => {
  let whole: ReturnType<typeof wholeRemittances>;

  beforeAll(() => {
    whole = wholeRemittances();
  });

  test('has remittances of the same content, and so the same ids, as when it is read whole', async () => {
    const documents = memoryDocumentStore(new MemoryTables());
    await documents.put('exchange', 'large.edi', text, 'application/edi-x12');
    expect(whole.length).toBeGreaterThan(3);
    for (const sizeBytes of [undefined, text.length]) {
      const file = await readExchangeFile({ key: 'large.edi', sizeBytes }, documents);
      for (const { place, remittance } of whole) {
        const [interchangeIndex, transactionIndex] = place;
        expect(await file?.contentOf({ interchangeIndex, transactionIndex })).toEqual({
          claims: remittance.claims.length,
          contentHash: contentHashOf(remittance),
        });
      }
      const kept = file?.read.interchanges.flatMap(({ groups }) =>
        groups.flatMap(({ transactions }) => transactions.map((one) => read835(one).claims.length)),
      );
      const lengths = whole.map(({ remittance }) => remittance.claims.length);
      expect(kept).toEqual(sizeBytes === undefined ? lengths.map(() => 0) : lengths);
    }
  });

  test('is registered and laid out in chunks that hold every claim once, in its order', async () => {
    const world = await memoryWorld();
    await receiveExchangeFileStep(await world.putInbound(text), world);
    const runs = await world.remittances.list(world.practiceId);
    expect(runs.map(({ claims }) => claims)).toEqual(whole.map(({ remittance }) => remittance.claims.length));
    for (const [index, run] of runs.entries()) {
      const { remittanceId } = run;
      const input = { contractVersion, practiceId: world.practiceId, remittanceId };
      expect(await validateRemittanceStep(input, world)).toMatchObject({ outcome: 'balanced' });
      const claims = whole[index]?.remittance.claims ?? [];
      for (let at = 0; at < claims.length; at += 10) {
        const key = remittanceChunkKey(world.practiceId, remittanceId, at / 10 + 1);
        const chunk = readRemittanceChunk(
          new TextDecoder().decode((await world.documents.get('documents', key))?.body),
        );
        expect(chunk.firstIndex).toBe(at + 1);
        expect(chunk.claims).toEqual(claims.slice(at, at + 10));
      }
    }
  });

  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    [
      'with lines and names of other letters',
      (text) => text.replaceAll('~', '~\r\n').replaceAll('BIRCH', 'BÄRKE'),
    ],
    ['with other delimiters', (text) => text.replaceAll('*', '|').replaceAll(':', '>').replaceAll('~', '\n')],
  ])('%s is read from where each remittance begins, so that all of them read it once', async (_, write) => {
    const world = await memoryWorld();
    const short = [...generateX12({ kind: '835', bytes: 60_000, claimsPerTransaction: 10 })].join('');
    const written = write(
      short.replaceAll('BENCHRECEIVER', practice.submitterId.padEnd('BENCHRECEIVER'.length)),
    );
    await receiveExchangeFileStep(await world.putInbound(written), world);
    let bytesRead = 0;
    async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const all of bytes) {
        for (let at = 0; at < all.length; at += 1024) {
          bytesRead += Math.min(1024, all.length - at);
          yield all.subarray(at, at + 1024);
        }
      }
    }
    const documents: Pick<typeof world.documents, 'stream'> = {
      stream: async (...given) => {
        const bytes = await world.documents.stream(...given);
        return bytes === undefined ? undefined : counted(bytes);
      },
    };
    const runs = await world.remittances.list(world.practiceId);
    const read = async ({ start, ...run }: RemittanceRun, from: RemittanceRun['start']) => {
      const claims: Claim835[] = [];
      const placed = from === undefined ? run : { ...run, start: from };
      const rest = await new StoredRemittance(placed, documents).read((some) => void claims.push(...some));
      return { start: start?.byte, rest, claims };
    };
    const fromStart = [];
    for (const run of runs) {
      fromStart.push(await read(run, run.start));
    }
    // Each reads its own part, and the rest of the piece in which that ends.
    expect(runs.length).toBeGreaterThan(8);
    expect(bytesRead).toBeLessThan(Buffer.byteLength(written) + runs.length * 1024);
    expect(new Set(fromStart.map(({ start }) => start)).size).toBe(runs.length);
    for (const [index, run] of runs.entries()) {
      expect(fromStart[index]).toEqual(await read(run, undefined));
    }
  });

  test('is read no further than its own transaction, and only once where that is short', async () => {
    const world = await memoryWorld();
    await receiveExchangeFileStep(await world.putInbound(text), world);
    let bytesRead = 0;
    const stream: typeof world.documents.stream = async (...where) => {
      const bytes = await world.documents.stream(...where);
      return bytes === undefined ? undefined : counted(bytes);
    };
    async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const all of bytes) {
        for (let at = 0; at < all.length; at += 16_384) {
          bytesRead += Math.min(16_384, all.length - at);
          yield all.subarray(at, at + 16_384);
        }
      }
    }
    const [run] = await world.remittances.list(world.practiceId);
    if (run === undefined) {
      throw new Error('Nothing was registered');
    }
    const readTwice = async (keptBytes: number): Promise<number> => {
      bytesRead = 0;
      const stored = new StoredRemittance(run, { stream }, keptBytes);
      for (let round = 0; round < 2; round += 1) {
        let claims = 0;
        const { claims: none } = await stored.read((some, firstIndex) => {
          expect(firstIndex).toBe(claims + 1);
          claims += some.length;
        });
        expect(none).toEqual([]);
        expect(claims).toBe(275);
      }
      return bytesRead;
    };
    const once = await readTwice(text.length);
    expect(once).toBeLessThan(text.length / 2);
    expect(await readTwice(once - 20_000)).toBe(2 * once);
  });

  test('of which a chunk cannot be written fails, and has no index of its chunks', async () => {
    const world = await memoryWorld();
    await receiveExchangeFileStep(await world.putInbound(text), world);
    const { remittanceId } = (await world.remittances.list(world.practiceId))[0] ?? {};
    let puts = 0;
    const documents = {
      ...world.documents,
      put: async (...given: Parameters<typeof world.documents.put>) => {
        puts += 1;
        if (puts === 20) {
          throw new Error('the store is down');
        }
        await world.documents.put(...given);
      },
    };
    const input = { contractVersion, practiceId: world.practiceId, remittanceId };
    await expect(validateRemittanceStep(input, { ...world, documents })).rejects.toThrow('the store is down');
    expect([...world.stored.documents.keys()].filter((key) => key.endsWith('/index.json'))).toEqual([]);
    expect(puts).toBeLessThan(40);
    expect((await world.remittances.list(world.practiceId))[0]?.state).toBe('received');
  });
});

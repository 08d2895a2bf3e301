import { constants, createGzip, deflateRawSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';
import type { StoredBytes } from '#ports/upload-contents.ts';
import { collect, contentOf, storedBytes } from './stored.ts';

const text = (content: string): Uint8Array => strToU8(content);
const two: Zippable = { 'a.ndjson': text('{"a":1}\n'), 'b/c.csv': text('x,y\n'.repeat(500)) };

/** A zip whose directory was changed: the place of a signature, and a change of the bytes from there. */
function spoilt(
  bytes: Uint8Array,
  signature: number,
  change: (view: DataView, at: number) => void,
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at += 1) {
    if (view.getUint32(at, true) === signature) {
      change(view, at);
    }
  }
  return copy;
}
const directoryEntry = 0x02014b50;
const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);

describe('An upload', () => {
  test('that is plain is one file', async () => {
    expect(await contentOf(storedBytes(text('{"a":1}')))).toEqual([['', '{"a":1}']]);
    expect(await contentOf(storedBytes(text('')))).toEqual([['', '']]);
    expect(await contentOf(storedBytes(text('PK')))).toEqual([['', 'PK']]);
  });

  test('packed with gzip is what it holds, also in several members', async () => {
    const members = Buffer.concat([gzipSync('one\n'), gzipSync('two\n')]);
    expect(await contentOf(storedBytes(members, 7))).toEqual([['', 'one\ntwo\n']]);
  });

  test('packed with zip is its files in the order of the directory', async () => {
    expect(await contentOf(storedBytes(zipSync(two), 13))).toEqual([
      ['a.ndjson', '{"a":1}\n'],
      ['b/c.csv', 'x,y\n'.repeat(500)],
    ]);
  });

  test('packed with zip may hold files packed with gzip, stored files, folders and what macOS adds', async () => {
    const archive = zipSync({
      'a.csv.gz': [gzipSync('x,y\n'), { level: 0 }],
      'folder/': text(''),
      '__MACOSX/._a.csv': text('junk'),
      '.DS_Store': text('junk'),
      'Müller.txt': text('é'),
    });
    expect(await contentOf(storedBytes(archive))).toEqual([
      ['a.csv.gz', 'x,y\n'],
      ['Müller.txt', 'é'],
    ]);
  });

  test.each<[string, Uint8Array, string]>([
    ['zip in zip', zipSync({ 'inner.zip': zipSync(two) }), 'archive-nested'],
    ['zip in gzip', gzipSync(zipSync(two)), 'archive-nested'],
    ['gzip in gzip', gzipSync(gzipSync('x')), 'archive-nested'],
    ['gzip in gzip in zip', zipSync({ 'a.gz': gzipSync(gzipSync('x')) }), 'archive-nested'],
    ['cut gzip', gzipSync('x'.repeat(10_000)).subarray(0, -12), 'archive-damaged'],
    ['spoilt gzip', Buffer.from(gzipSync('hello hello')).fill(0xff, 12, 16), 'archive-damaged'],
    ['cut zip', zipSync(two).subarray(0, -30), 'archive-damaged'],
    ['a zip without its directory', zipSync(two).subarray(0, 60), 'archive-damaged'],
    ['a path out of the archive', zipSync({ '../a.csv': text('x') }), 'file-quarantined'],
    ['an absolute path', zipSync({ '/etc/a.csv': text('x') }), 'file-quarantined'],
    ['a program', zipSync({ 'a.csv': text('x'), 'run.exe': text('x') }), 'file-quarantined'],
    ['macros', zipSync({ 'xl/vbaProject.bin': text('x') }), 'file-quarantined'],
    ['a workbook', zipSync({ '[Content_Types].xml': text('<x/>') }), 'format-unsupported'],
    [
      'a wrong check sum',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint32(at + 16, 0x12345678, true)),
      'archive-damaged',
    ],
    [
      'a password',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint16(at + 8, 1, true)),
      'archive-encrypted',
    ],
    [
      'an unusual method',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint16(at + 10, 93, true)),
      'archive-damaged',
    ],
    [
      'files over one another',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint32(at + 42, 0, true)),
      'archive-damaged',
    ],
    [
      'a size said too small',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint32(at + 24, 1, true)),
      'archive-damaged',
    ],
    [
      'a file beyond the end',
      spoilt(zipSync(two), directoryEntry, (view, at) => view.setUint32(at + 20, 0x7fffffff, true)),
      'archive-damaged',
    ],
    ['a zip bomb', zipSync({ 'a.csv': zeros(20_000_000) }), 'archive-expands-too-much'],
    ['a gzip bomb', gzipSync(zeros(20_000_000)), 'archive-expands-too-much'],
    ['a gzip bomb in a zip', zipSync({ 'a.gz': gzipSync(zeros(20_000_000)) }), 'archive-expands-too-much'],
  ])('with %s is refused', async (_, bytes, code) => {
    expect(await contentOf(storedBytes(bytes))).toBe(code);
  });

  test('with a bomb among harmless files is refused before anything is unpacked', async () => {
    const noise = deflateRawSync(
      Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 2_654_435_761) % 251)),
      {
        level: constants.Z_NO_COMPRESSION,
      },
    );
    const archive = zipSync({ 'noise.bin': [noise, { level: 0 }], 'bomb.csv': zeros(30_000_000) });
    await expect(uploadContents.open(storedBytes(archive), usualArchiveLimits)).rejects.toMatchObject({
      problem: { code: 'archive-expands-too-much' },
    });
  });

  test('with more files, or larger ones, than may be is refused', async () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`${at}.csv`, text('x')])));
    const limits = { ...usualArchiveLimits, entryCount: 50 };
    expect(await contentOf(storedBytes(many), limits)).toBe('archive-too-many-entries');
    expect(await contentOf(storedBytes(many), { ...limits, entryCount: 51, directoryBytes: 2_000 })).toBe(
      'archive-too-many-entries',
    );
    expect(await contentOf(storedBytes(many), { ...usualArchiveLimits, expandedBytes: 50 })).toBe(
      'archive-too-large',
    );
    expect(
      await contentOf(storedBytes(gzipSync('x'.repeat(60))), { ...usualArchiveLimits, expandedBytes: 50 }),
    ).toBe('archive-too-large');
    expect(await contentOf(storedBytes(many), { ...usualArchiveLimits, storedBytes: 50 })).toBe(
      'file-too-large',
    );
  });

  test('is read from any byte on', async () => {
    const content = 'abcdefghijklmnopqrstuvwxyz'.repeat(40);
    const packings = [text(content), gzipSync(content), zipSync({ 'a.txt': text(content) })];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...packings),
        fc.nat({ max: content.length + 5 }),
        fc.integer({ min: 1, max: 300 }),
        async (bytes, fromByte, pieceBytes) => {
          const [entry] = await uploadContents.open(storedBytes(bytes, pieceBytes), usualArchiveLimits);
          const read = entry === undefined ? undefined : await collect(entry.read(fromByte));
          expect(Buffer.from(read ?? []).toString()).toBe(content.slice(fromByte));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('that cannot be fetched is not said to be damaged', async () => {
    const fault = new Error('the store is away');
    const failing = (bytes: Uint8Array, after: number): StoredBytes => ({
      sizeBytes: bytes.length,
      async *read(fromByte, beforeByte) {
        yield* storedBytes(bytes).read(fromByte, Math.min(beforeByte ?? bytes.length, after));
        if ((beforeByte ?? bytes.length) > after) {
          throw fault;
        }
      },
    });
    await expect(contentOf(failing(zipSync(two), 10))).rejects.toBe(fault);
    await expect(contentOf(failing(gzipSync('x'.repeat(5_000)), 10))).rejects.toBe(fault);
  });

  test('of any size in gzip costs the memory of a piece', async () => {
    // Text that packs about 150 to 1, for the ratio not to be what ends it.
    const line = Buffer.from(
      Array.from({ length: 400 }, (_, at) => `row ${at % 7},${(at * 7919) % 10_007}\n`).join(''),
    );
    const packed: Buffer[] = [];
    const lines = Readable.from(
      (function* () {
        for (let at = 0; at < 8_000; at += 1) yield line;
      })(),
    );
    for await (const chunk of lines.pipe(createGzip({ level: 1 })) as AsyncIterable<Buffer>) {
      packed.push(chunk);
    }
    const [entry] = await uploadContents.open(storedBytes(Buffer.concat(packed), 65_536), usualArchiveLimits);
    const before = process.memoryUsage().rss;
    let most = 0;
    let bytes = 0;
    for await (const chunk of entry?.read(0) ?? []) {
      bytes += chunk.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(bytes).toBe(line.length * 8_000);
    expect(most - before).toBeLessThan(120_000_000);
  });
});

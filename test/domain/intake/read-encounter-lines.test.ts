import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstInvalidUtf8Byte } from '#domain/intake/invalid-utf-8.ts';
import { readEncounterLines, type EncounterLine } from '#domain/intake/read-encounter-lines.ts';

const encoder = new TextEncoder();

async function read(
  content: string | Uint8Array,
  options: { readonly chunk?: number; readonly limit?: number } = {},
): Promise<EncounterLine[]> {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  const size = options.chunk ?? Math.max(1, bytes.length);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return await collect(readEncounterLines(chunks, { recordBytes: options.limit ?? 1_000_000 }));
}

async function collect(lines: AsyncIterable<EncounterLine>): Promise<EncounterLine[]> {
  const all: EncounterLine[] = [];
  for await (const line of lines) {
    all.push(line);
  }
  return all;
}

/** What a line says, in a word. */
function brief(line: EncounterLine): string {
  switch (line.kind) {
    case 'record':
      return `${line.recordNumber}:${line.text}`;
    case 'unreadable-record':
      return `${line.recordNumber}!${line.problem.code}`;
    case 'unreadable-file':
      return `file!${line.problem.code}`;
  }
}

describe('an upload is split into its records', () => {
  test.each([
    ['lines that end in LF', 'a\nb\n', ['1:a', '2:b']],
    ['lines that end in CRLF', 'a\r\nb\r\n', ['1:a', '2:b']],
    ['a last line without an end', 'a\nb', ['1:a', '2:b']],
    ['a byte order mark', '\uFEFFa\nb', ['1:a', '2:b']],
    ['a byte order mark in a later line, which is text', 'a\n\uFEFFb', ['1:a', '2:\uFEFFb']],
    ['blank lines, which are counted', 'a\n\n \t\r\nb\n\n', ['1:a', '4:b']],
    ['letters of several bytes', 'Ä\n\u{1F33F}', ['1:Ä', '2:\u{1F33F}']],
    ['a line of exactly the limit', '12345678\r\nx', ['1:12345678', '2:x']],
    ['a line above the limit', '123456789\nx', ['1!record-too-long', '2:x']],
    ['a last line above the limit', 'x\n123456789', ['1:x', '2!record-too-long']],
    ['an empty file', '', ['file!file-empty']],
    ['a file of blank lines', '\n\r\n  ', ['file!file-without-records']],
    ['a file of a byte order mark', '\uFEFF', ['file!file-without-records']],
  ])('%s', async (_, content, expected) => {
    expect((await read(content, { limit: 8 })).map(brief)).toEqual(expected);
  });

  test('whatever the chunks in which its bytes arrive', async () => {
    const text = fc.array(
      fc.constantFrom('a', '\n', '\r\n', ' ', 'é', '\u{1F33F}', '\uFEFF', '12345678901'),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (parts, chunk) => {
        const content = parts.join('');
        const whole = await read(content, { limit: 10 });
        expect(await read(content, { limit: 10, chunk })).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  test('and a record that is not UTF-8 is refused alone, by the offset of its byte in the file', async () => {
    const bytes = Uint8Array.from([
      ...encoder.encode('\uFEFFok\r\n{"a":"'),
      0xe9,
      0x22,
      0x7d,
      0x0a,
      0x7b,
      0x7d,
    ]);
    const [first, second, third] = await read(bytes, { chunk: 3 });
    expect([first, third].map((line) => line && brief(line))).toEqual(['1:ok', '3:{}']);
    expect(second).toMatchObject({
      recordNumber: 2,
      problem: { code: 'not-utf-8', found: 'byte E9 (hexadecimal) at offset 13 of the file' },
    });
  });

  test.each([
    ['little-endian', [0xff, 0xfe, 0x7b, 0x00]],
    ['big-endian', [0xfe, 0xff, 0x00, 0x7b]],
  ])('and a file in UTF-16, %s, is refused whole', async (_, bytes) => {
    expect((await read(Uint8Array.from(bytes), { chunk: 1 })).map(brief)).toEqual(['file!file-not-utf-8']);
  });

  test('and 50 megabytes in one line are refused without being kept', async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x61);
    const lines = await collect(
      readEncounterLines([...Array.from({ length: 50 }, () => chunk), encoder.encode('\n{}\n')]),
    );
    expect(lines.map(brief)).toEqual(['1!record-too-long', '2:{}']);
    expect(lines[0]).toMatchObject({ problem: { found: 'a line of 50000000 bytes' } });
  });
});

test('invalid UTF-8 is found where the platform finds it, and nowhere else', () => {
  const byte = fc.oneof(
    fc.constantFrom(
      0x00,
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
      0x9f,
      0xa0,
    ),
    fc.integer({ min: 0, max: 255 }),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 8 }), (values) => {
      const bytes = Uint8Array.from(values);
      const found = firstInvalidUtf8Byte(bytes);
      const decodes = (part: Uint8Array): boolean => {
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(part);
          return true;
        } catch {
          return false;
        }
      };
      expect(found === undefined).toBe(decodes(bytes));
      expect(decodes(bytes.subarray(0, found ?? 0))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

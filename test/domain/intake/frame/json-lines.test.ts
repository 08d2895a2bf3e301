import { describe, expect, test } from 'vitest';
import { frameEncounterLines, frameResourceLines } from '#domain/intake/frame/json-lines.ts';
import { bytesOf, codesOf, frameAll, smallLimits, textsOf } from './framing.ts';

describe('JSON lines', () => {
  test('give each line by its number, and pass over blank ones', () => {
    const { frames, fileProblem } = frameAll(frameEncounterLines, '\uFEFF{"a":1}\r\n\n {"b":2}\n\t\n{"c":3}');
    expect(fileProblem).toBeUndefined();
    expect(frames).toEqual([
      { number: 1, line: 1, offset: 3, text: '{"a":1}' },
      { number: 3, line: 3, offset: 13, text: ' {"b":2}' },
      { number: 5, line: 5, offset: 24, text: '{"c":3}' },
    ]);
  });

  test.each([
    ['an empty file', '', 'file-empty'],
    ['a byte order mark alone', '\uFEFF', 'file-without-records'],
    ['blank lines', '\n\r\n  \n', 'file-without-records'],
    ['carriage returns between records', '{"a":1}\r{"b":2}\r', 'line-ends-mixed'],
    ['carriage returns among line feeds', '{"a":1}\n{"b":2} \r {"c":3}\n', 'line-ends-mixed'],
    ['carriage returns alone in a file too long for one record', '{"a":1}\r'.repeat(100), 'line-ends-mixed'],
  ])('refuse %s', (_, file, code) => {
    expect(frameAll(frameEncounterLines, file, [], smallLimits).fileProblem?.code).toBe(code);
  });

  test.each([
    ['little-endian', [0xff, 0xfe, 0x7b, 0x00]],
    ['big-endian', [0xfe, 0xff, 0x00, 0x7b]],
  ])('refuse UTF-16, %s', (_, bytes) => {
    expect(frameAll(frameEncounterLines, Uint8Array.from(bytes), [1, 2]).fileProblem?.code).toBe(
      'file-not-utf-8',
    );
  });

  const tiny = { ...smallLimits, recordBytes: 8 };
  test.each<[string, string, readonly string[]]>([
    ['lines that end in LF', 'a\nb\n', ['1 a', '2 b']],
    ['lines that end in CRLF', 'a\r\nb\r\n', ['1 a', '2 b']],
    ['a last line without an end', 'a\nb', ['1 a', '2 b']],
    ['a byte order mark', '\uFEFFa\nb', ['1 a', '2 b']],
    ['a byte order mark in a later line, which is text', 'a\n\uFEFFb', ['1 a', '2 \uFEFFb']],
    ['blank lines, which are counted', 'a\n\n \t\r\nb\n\n', ['1 a', '4 b']],
    ['letters of several bytes', 'Ä\n\u{1F33F}', ['1 Ä', '2 \u{1F33F}']],
    ['a line of exactly the limit', '12345678\r\nx', ['1 12345678', '2 x']],
    ['a line above the limit', '123456789\nx', ['1 ', '2 x']],
    ['a last line above the limit', 'x\n123456789', ['1 x', '2 ']],
  ])('are cut at %s', (_, file, expected) => {
    const { frames, fileProblem } = frameAll(frameEncounterLines, file, [], tiny);
    expect(frames.map(({ number, text }) => `${number} ${text}`)).toEqual(expected);
    expect(fileProblem).toBeUndefined();
  });

  test('take a carriage return inside a record as the record, which its reader judges', () => {
    expect(textsOf(frameAll(frameEncounterLines, '{"a":\r1}\n'))).toEqual(['{"a":\r1}']);
  });

  test('refuse a line that is not UTF-8, is too long or nested too deep, and give the others', () => {
    const nested = `${'['.repeat(7)}${']'.repeat(7)}`;
    const bytes = new Uint8Array([
      ...bytesOf(`{"a":1}\n"`),
      0xe9,
      ...bytesOf(`"\n"${'x'.repeat(199)}"\n${nested}\n{"b":"[[[[[[[[[\\"[[[[["}\n"${'y'.repeat(198)}"\r\n`),
    ]);
    const framed = frameAll(frameEncounterLines, bytes, [], smallLimits);
    expect(codesOf(framed)).toEqual(['2 not-utf-8', '3 record-too-long', '4 nested-too-deep']);
    expect(framed.frames[1]?.problem?.found).toBe('byte E9 (hexadecimal) at offset 9 of the file');
    expect(framed.frames[2]?.problem?.found).toBe('a line of 201 bytes');
    expect(framed.frames.map(({ text }) => text.length)).toEqual([7, 0, 0, 0, 24, 200]);
  });

  test('give up a file with too many records', () => {
    const framed = frameAll(frameEncounterLines, '1\n'.repeat(501), [], smallLimits);
    expect(framed.frames.length).toBe(500);
    expect(framed.fileProblem?.code).toBe('file-too-many-records');
  });

  test('let a resource be as long as a document', () => {
    const line = `"${'x'.repeat(300)}"`;
    expect(codesOf(frameAll(frameEncounterLines, line, [], smallLimits))).toEqual(['1 record-too-long']);
    expect(textsOf(frameAll(frameResourceLines, line, [], smallLimits))).toEqual([line]);
  });
});

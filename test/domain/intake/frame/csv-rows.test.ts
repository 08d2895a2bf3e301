import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCells, csvSeparators } from '#domain/intake/frame/csv-cells.ts';
import { frameCsvRows } from '#domain/intake/frame/csv-rows.ts';
import { bytesOf, codesOf, frameAll, smallLimits, textsOf } from './framing.ts';

describe('CSV rows', () => {
  test('come with header and separator, the row of a spreadsheet and the line of an editor', () => {
    const { frames, fileProblem } = frameAll(frameCsvRows, '\uFEFFid,note\r\n1,"a\r\nb"\r\n\r\n2,c');
    expect(fileProblem).toBeUndefined();
    const context = { header: 'id,note', separator: ',' };
    expect(frames).toEqual([
      { number: 2, line: 2, offset: 12, text: '1,"a\r\nb"', context },
      { number: 4, line: 5, offset: 24, text: '2,c', context },
    ]);
  });

  test.each([
    ['a;b\n1;2', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b,c|d\n1|2|3', '|'],
    ['"x,y,z";b\n1;2', ';'],
    ['sep=;\na;b\n1;2', ';'],
    ['one\n1', ','],
  ])('of %j are separated by %j', (file, separator) => {
    const framed = frameAll(frameCsvRows, file);
    expect(framed.fileProblem).toBeUndefined();
    expect(framed.frames.map(({ context }) => context?.['separator'])).toEqual([separator]);
  });

  test.each<[string, string, string[], (string | undefined)?]>([
    ['other columns', 'a,b\n1,2,3\n1\n1,2\n', ['2 csv-columns-differ', '3 csv-columns-differ']],
    ['a quotation mark that closes too early', 'a,b\n"x"y,2\n3,4\n', ['2 csv-quote-not-closed']],
    ['a quotation mark that is never closed', 'a,b\n"x,2\n3,4\n5,6', ['2 csv-quote-not-closed']],
    ['one that another row closes', 'a,b\n"x,2\n3,"4"\n5,6\n', ['2 csv-quote-not-closed']],
    [
      'one that swallows a row',
      'a,b\n"x,2\n3,",4,5\n5,6\n',
      ['2 csv-quote-not-closed', '3 csv-quote-not-closed'],
    ],
    ['a row too long', `a,b\n${'x'.repeat(201)},1\n3,4\n`, ['2 record-too-long']],
    ['line ends of two kinds', 'a,b\r\n1,2\n3,4\r\n', [], 'line-ends-mixed'],
    ['a carriage return alone', 'a,b\n1,2\r3,4\n', [], 'line-ends-mixed'],
    ['line ends of another kind in a value', 'a,b\n1,"2\r\n"\n3,"\r"\n', []],
    ['a second header', 'a,b\n1,2\nA, b\n3,4\n', [], 'csv-second-header'],
    ['a header in another order', 'id,name,dob\n1,2,3\nname,id,other\n', [], 'csv-second-header'],
    ['a name of a column as a value', 'code,note,date\ncode,2,3\n', []],
    ['no row', 'a,b\n', [], 'file-without-records'],
    ['blank rows only', '\n , \n\n', [], 'file-without-records'],
    ['nothing', '', [], 'file-empty'],
    ['too many columns', `${'a,'.repeat(20)}b\n1`, [], 'csv-too-many-columns'],
    ['a quotation mark open in the header', 'a,"b\n1,2\n', [], 'file-broken-off'],
    ['carriage returns alone', 'a,b\r1,2\r3,4\r', []],
  ])('with %s', (_, file, codes, fileCode) => {
    const framed = frameAll(frameCsvRows, file, [], smallLimits);
    expect(codesOf(framed)).toEqual(codes);
    expect(framed.fileProblem?.code).toBe(fileCode);
  });

  test('are followed in quotation marks as far as a record may be long, then from the second line on', () => {
    const framed = frameAll(frameCsvRows, `a,b\n"${'x,y\n'.repeat(60)}",1\n`, [], smallLimits);
    expect(codesOf(framed)).toEqual(['2 csv-quote-not-closed', '62 csv-quote-not-closed']);
    expect(new Set(textsOf(framed))).toEqual(new Set(['', 'x,y']));
  });

  test('are given up after twenty quotation marks that cannot be followed', () => {
    const file = `a,b\n${'"x,1\n'.repeat(100)}`;
    const framed = frameAll(frameCsvRows, file);
    expect(framed.fileProblem?.code).toBe('file-broken-off');
    expect(framed.frames.length).toBe(21);
  });

  test('that are not UTF-8 are refused by themselves; such a header refuses the file', () => {
    const bad = new Uint8Array([...bytesOf('a,b\n1,'), 0xe9, ...bytesOf('\n2,3\n')]);
    expect(codesOf(frameAll(frameCsvRows, bad))).toEqual(['2 not-utf-8']);
    const badHeader = new Uint8Array([...bytesOf('a,'), 0xe9, ...bytesOf('\n2,3\n')]);
    expect(frameAll(frameCsvRows, badHeader).fileProblem?.code).toBe('file-not-utf-8');
  });

  test('read back as they were written', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r', 'é', '|', '\t'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...csvSeparators),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, separator, end) => {
          const write = (cells: readonly string[]) =>
            cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator);
          const header = ['first', 'second', 'third'].join(separator);
          const file = [header, ...rows.map(write)].map((row) => row + end).join('');
          const framed = frameAll(frameCsvRows, file);
          expect(textsOf(framed).map((text) => csvCells(text, separator))).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    );
  });
});

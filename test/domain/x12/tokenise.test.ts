import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tokeniser, UnreadableX12 } from '#domain/x12/tokenise.ts';

const header =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260304*0512*^*00501*000000012*0*T*:~';

/** Every segment as its elements, with the offset it starts at; and what was stray. */
function tokensOf(chunks: readonly Uint8Array[]): unknown[] {
  const tokens: unknown[] = [];
  const tokeniser = new Tokeniser({
    segment: (cursor) => tokens.push([cursor.offset, cursor.endOffset, ...cursor.elements()]),
    strayBytes: (stray) => tokens.push({ ...stray }),
  });
  try {
    for (const chunk of chunks) tokeniser.push(chunk);
    tokeniser.end();
  } catch (error) {
    if (!(error instanceof UnreadableX12)) throw error;
    tokens.push({ offset: error.offset, message: error.message });
  }
  return tokens;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Segments only, without offsets. */
function segmentsOf(text: string | Uint8Array): unknown[] {
  return tokensOf([typeof text === 'string' ? bytes(text) : text]).map((token) =>
    Array.isArray(token) ? token.slice(2) : token,
  );
}

function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (whole.length + 1)), whole.length].toSorted(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, index) => whole.slice(sorted[index] ?? 0, end));
}

const file = `\uFEFFHello, ISA. \r\n${header}\r\nGS*HP*A*B~ N1*PR*JOSÉ ISAAC**~\n\n~SE*1*1~ST~IEA*1*000000012~\r\n noise ${header.replaceAll('*', '|')}XX||a*b~IEA|0|000000012~`;

describe('Tokeniser', () => {
  it('gives the same tokens however the bytes are cut into chunks', () => {
    const whole = tokensOf([bytes(file)]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (places) => {
        expect(tokensOf(cut(bytes(file), places))).toEqual(whole);
      }),
      { numRuns: 200 },
    );
    expect(tokensOf([...bytes(file)].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('reads lines of any length the same, wherever they cut the header', () => {
    const text = `${header}GS*HP*A*B~N1*PR*JOSEPH^MARY:ANN**~IEA*1*000000012~`;
    for (let length = 20; length <= 130; length++) {
      for (const lineBreak of ['\n', '\r\n', '\r']) {
        const lines = text.match(new RegExp(`.{1,${length}}`, 'g')) ?? [];
        expect(segmentsOf(lines.join(lineBreak)), `${length} characters a line`).toEqual(segmentsOf(text));
      }
    }
  });

  it('splits segments and elements, keeps trailing empty elements, and steps over blanks and stray bytes', () => {
    const isa = segmentsOf(header + 'IEA*0*1~')[0];
    expect(segmentsOf(file)).toEqual([
      { offset: 3, length: 11 },
      isa,
      ['GS', 'HP', 'A', 'B'],
      ['N1', 'PR', 'JOSÉ ISAAC', '', ''],
      ['SE', '1', '1'],
      ['ST'],
      ['IEA', '1', '000000012'],
      { offset: 188, length: 5 },
      isa,
      ['XX', '', 'a*b'],
      ['IEA', '0', '000000012'],
    ]);
  });

  it.each([
    ['line feed', '\n'],
    ['carriage return', '\r'],
    ['carriage return and line feed', '\r\n'],
    ['group separator', '\u001d'],
    ['tilde and line break', '~\r\n'],
  ])('reads a file whose segments end with a %s', (_, end) => {
    const text = [header.slice(0, -1), 'GS*HP', 'N1*PR*X', 'IEA*1*000000012', ''].join(end);
    expect(segmentsOf(text).slice(1)).toEqual([
      ['GS', 'HP'],
      ['N1', 'PR', 'X'],
      ['IEA', '1', '000000012'],
    ]);
  });

  it('takes Latin-1 bytes for what they are', () => {
    const text = `${header}N1*PR*CL?NICA~IEA*1*000000012~`;
    const latin = Uint8Array.from([...bytes(text)].map((byte) => (byte === 0x3f ? 0xcd : byte)));
    expect(segmentsOf(latin)[1]).toEqual(['N1', 'PR', 'CLÍNICA']);
  });

  it('leaves out line breaks inside a segment of a file that is wrapped at a column', () => {
    const text = `${header}N1*PR*A LONG NAME THAT IS CUT~IEA*1*000000012~`;
    const wrapped = text.replaceAll(/(.{80})/g, '$1\r\n');
    expect(segmentsOf(wrapped)).toEqual(segmentsOf(text));
  });

  it('has no repetition separator before version 00402', () => {
    const tokeniser = new Tokeniser({ segment: () => {}, strayBytes: () => {} });
    tokeniser.push(bytes(header.replace('*^*00501*', '*U*00401*')));
    expect(tokeniser.delimiters).toEqual({ element: '*', component: ':', segment: '~' });
  });

  it.each([
    ['an empty file', '', 0, /no interchange/],
    ['a file without ISA', 'This is a letter. ISA, you know.', 0, /no interchange/],
    ['a file that ends in the ISA', header.slice(0, 60), 0, /ends inside an ISA/],
    ['a file that ends after the ISA', header, 106, /IEA segment is missing/],
    ['a file that ends in a segment', `${header}GS*HP*A~N1*PR`, 114, /ends inside a N1/],
    ['a file that ends between segments', `${header}GS*HP*A~`, 114, /IEA segment is missing/],
  ])('refuses %s, naming the byte', (_, text, offset, message) => {
    expect(tokensOf([bytes(text)]).at(-1)).toEqual({ offset, message: expect.stringMatching(message) });
  });

  it('refuses delimiters that cannot be told apart', () => {
    expect(tokensOf([bytes(header.replace('*:~', '*~~'))]).at(-1)).toMatchObject({
      message: expect.stringMatching(/cannot be told apart/),
    });
  });

  it('refuses a segment without end before it fills the memory', () => {
    const chunks = [bytes(header), ...Array.from({ length: 20 }, () => bytes('A'.repeat(100_000)))];
    expect(tokensOf(chunks).at(-1)).toMatchObject({
      offset: 106,
      message: expect.stringMatching(/longer than/),
    });
  });
});

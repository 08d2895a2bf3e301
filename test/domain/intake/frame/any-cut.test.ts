import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameCsvRows } from '#domain/intake/frame/csv-rows.ts';
import type { MakeFramer } from '#domain/intake/frame/framer.ts';
import { frameHl7Messages } from '#domain/intake/frame/hl7-messages.ts';
import { frameEncounterLines } from '#domain/intake/frame/json-lines.ts';
import {
  frameBundleEntries,
  frameEncounterValues,
  frameResourceValues,
} from '#domain/intake/frame/json-values.ts';
import { frameAll, frameWithStops, smallLimits } from './framing.ts';

interface Format {
  readonly name: string;
  readonly makeFramer: MakeFramer;
  /** What files are put together from: whole records, and what spoils them. */
  readonly pieces: readonly string[];
  readonly start?: string;
  readonly end?: string;
}

const long = 'x'.repeat(260);

const formats: readonly Format[] = [
  {
    name: 'JSON lines',
    makeFramer: frameEncounterLines,
    pieces: [
      '{"a":1}\n',
      '{"a":"é€𝄞"}\r\n',
      '\n',
      '  \t\r\n',
      '\r',
      '{"a":[[[[[[[[1]]]]]]]]}\n',
      `{"a":"${long}"}\n`,
      `${long}\r{}\n`,
      'broken "\n',
      '\uFEFF',
      '{"b":"\\"[[[[[[[["}',
    ],
  },
  {
    name: 'a list of encounters',
    makeFramer: frameEncounterValues,
    pieces: [
      '{"a":1}',
      ',',
      '{\n "a": "é€𝄞 \\" ] }"\n}',
      ' \r\n',
      '[[[[[[[[1]]]]]]]]',
      `{"a":"${long}"}`,
      '12',
      '"text"',
      ']',
      '{"a":[1}',
      '"open\n',
    ],
    start: '[',
    end: ']',
  },
  {
    name: 'encounters one after another',
    makeFramer: frameEncounterValues,
    pieces: ['{"a":1}', '\n', '{\r\n}', '  ', '[1]', '\uFEFF', '{"a":{"b":[]}}', '7 ', '}'],
  },
  {
    name: 'a bundle',
    makeFramer: frameBundleEntries,
    pieces: [
      '{"resource":{"id":"1"}}',
      ',{"resource":{"id":"é"}}',
      ',\n{"a":"}"}',
      `,{"a":"${long}"}`,
      `,{"a":"${long}${long}"}`,
      ',{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}',
      '],"total":3,"entry":[',
    ],
    start: '{"resourceType":"Bundle","type":"batch","link":[{"url":"]"}],\n"entry":[{"a":0}',
    end: '],"id":"late"}',
  },
  {
    name: 'a resource',
    makeFramer: frameResourceValues,
    pieces: ['{"resourceType":"Patient","name":[{}]}', '\n', '{', '}', '"'],
  },
  {
    name: 'CSV rows',
    makeFramer: frameCsvRows,
    pieces: [
      '1,2,3\n',
      '"a,b","c ""d""","e\nf"\n',
      '"é",€,𝄞\n',
      '\n',
      ',,\n',
      '1,2\n',
      '"open,1,2\n',
      '"a"b,1,2\n',
      `${long},1,2\n`,
      `"${long}",1,2\n`,
      '"x\n\ny",1,2\n',
      '1,2,3\r\n',
      '1,2,3\r',
      'one,two,x\n',
      '"',
    ],
    start: 'one,two,three\n',
  },
  {
    name: 'CSV rows with a separator row and CRLF',
    makeFramer: frameCsvRows,
    pieces: ['1;2\r\n', '"a;\r\nb";c\r\n', '"open;\r\n', '3;4', '"x\ny";\r\n', '\r\n', '"\r"";";1\r\n'],
    start: 'sep=;\r\none;two\r\n',
  },
  {
    name: 'HL7 messages',
    makeFramer: frameHl7Messages,
    pieces: [
      'MSH|^~\\&|A|B\rPID|1\r',
      'MSH|^~\\&|A|B\nPID|1\n',
      '\u000BMSH|^~\\&|A|B\r\nPID|1\r\n\u001C\r\n',
      'OBX|1|TX|é€\nsecond line\n\nfourth\r',
      'NTE|1|text\r',
      'rubbish\r',
      `PV1|${long}\r`,
      'BHS|^~\\&|A\r',
      'BTS|1\r',
      'BTS|2\r',
      'FHS|^~\\&|A\r',
      'FTS|1\r',
      'FTS\r',
      'MSH|^~^&|A\r',
      'MSH|^~\\&|A||||||||||||||8859/1\r',
      'MSH|^~\\&|A||||||||||||||8859/5\r',
      '\r',
      '\n',
      `MSH|^~\\&|${long}`,
    ],
    start: 'MSH|^~\\&|A|B\r',
  },
];

/** A file, and places in it where it is cut; often inside a line end, a quotation mark or a character. */
function fileAndCuts(format: Format) {
  return fc
    .array(fc.constantFrom(...format.pieces), { maxLength: 14 })
    .map((pieces) => new TextEncoder().encode(`${format.start ?? ''}${pieces.join('')}${format.end ?? ''}`))
    .chain((bytes) =>
      fc.record({
        bytes: fc.constant(bytes),
        cuts: fc
          .array(fc.nat({ max: bytes.length }), { maxLength: 12 })
          .map((cuts) => cuts.toSorted((a, b) => a - b)),
      }),
    );
}

describe.each(formats)('$name', (format) => {
  const { makeFramer } = format;

  test('gives the same frames wherever the file is cut', () => {
    fc.assert(
      fc.property(fileAndCuts(format), ({ bytes, cuts }) => {
        const whole = frameAll(makeFramer, bytes, [], smallLimits);
        expect(frameAll(makeFramer, bytes, cuts, smallLimits)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same frames when every byte comes alone', () => {
    fc.assert(
      fc.property(fileAndCuts(format), ({ bytes }) => {
        const whole = frameAll(makeFramer, bytes, [], smallLimits);
        const everywhere = Array.from({ length: bytes.length }, (_, at) => at);
        expect(frameAll(makeFramer, bytes, everywhere, smallLimits)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test('goes on from any state with the rest of the frames', () => {
    fc.assert(
      fc.property(fileAndCuts(format), ({ bytes, cuts }) => {
        const whole = frameAll(makeFramer, bytes, [], smallLimits);
        expect(frameWithStops(makeFramer, bytes, cuts, smallLimits)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});

import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameX12Claims } from '#domain/intake/frame/x12-claims.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { bytesOf, codesOf, frameAll, frameWithStops, smallLimits, textsOf } from './framing.ts';

const example = readFileSync(
  new URL('../../../../events/examples/14-claim.837p.edi', import.meta.url),
  'utf8',
).replaceAll(/\r?\n/g, '');
const segments = example.split('~').slice(0, -1);
const index = (start: string) => segments.findIndex((segment) => segment.startsWith(start));
const claim = segments.slice(index('CLM'), index('SE*'));
const header = segments.slice(index('ST*'), index('HL*1'));
const provider = segments.slice(index('HL*1') + 1, index('HL*2'));
const subscriber = segments.slice(index('HL*2') + 1, index('CLM'));
const patient = [
  'PAT*19',
  'NM1*QC*1*Lark*Mina',
  'N3*19 Ferry Street',
  'N4*Alder Falls*OR*97099',
  'DMG*D8*20150214*F',
];
const renamed = (name: string) => claim.map((segment) => segment.replace('CDVX2NGG7GYKF-1', name));

/** A file with two providers; the first has a subscriber with two claims and a patient with one. */
function file(): string {
  const content = [
    ...header,
    'HL*1**20*1',
    ...provider,
    'HL*2*1*22*1',
    ...subscriber,
    ...renamed('ONE'),
    ...renamed('TWO'),
    'HL*3*2*23*0',
    ...patient,
    ...renamed('THREE'),
    'HL*4*1*22*0',
    ...subscriber,
    ...renamed('FOUR'),
    'HL*5**20*1',
    ...provider,
    'HL*6*5*22*0',
    ...subscriber,
    ...renamed('FIVE'),
  ];
  const whole = [
    ...segments.slice(0, 2),
    ...content,
    `SE*${content.length + 1}*0001`,
    'GE*1*2',
    'IEA*1*000000002',
  ];
  return whole.map((segment) => `${segment}~\n`).join('');
}

describe('X12 claims', () => {
  test('come each in an interchange that the 837 reader takes', () => {
    const framed = frameAll(frameX12Claims, file());
    expect(framed.fileProblem).toBeUndefined();
    expect(framed.frames.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    const claims = textsOf(framed).map((text) => {
      const result = readInterchanges(bytesOf(text));
      const [transaction] = result.interchanges.flatMap(({ groups }) =>
        groups.flatMap((group) => group.transactions),
      );
      expect(result.readable && result.interchanges.flatMap(({ findings }) => findings)).toEqual([]);
      expect(transaction?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      return transaction === undefined ? [] : read837P(transaction).claims;
    });
    expect(claims.map((list) => list.map(({ patientControlNumber }) => patientControlNumber))).toEqual([
      ['ONE'],
      ['TWO'],
      ['THREE'],
      ['FOUR'],
      ['FIVE'],
    ]);
    expect(claims.map(([one]) => one?.patient === undefined)).toEqual([true, true, false, true, true]);
  });

  test('are the same wherever the file is cut or stopped', () => {
    const bytes = bytesOf(file());
    const whole = frameAll(frameX12Claims, bytes);
    const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (places) => {
        const sorted = places.toSorted((a, b) => a - b);
        expect(frameAll(frameX12Claims, bytes, sorted)).toEqual(whole);
        expect(
          frameWithStops(frameX12Claims, bytes, sorted, { ...smallLimits, recordBytes: 100_000 }),
        ).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['nothing', '', 'file-empty'],
    ['an ISA alone', `${segments[0]}~`, 'envelope-invalid'],
    ['a file that breaks off', file().slice(0, 1500), 'envelope-invalid'],
    ['a wrong count of segments', file().replace(/SE\*\d+/, 'SE*12'), 'envelope-invalid'],
    ['a wrong count of transactions', file().replace('GE*1*', 'GE*2*'), 'envelope-invalid'],
    ['a wrong count of groups', file().replace('IEA*1', 'IEA*3'), 'envelope-invalid'],
    ['another control number', file().replace('IEA*1*000000002', 'IEA*1*000000003'), 'envelope-invalid'],
    ['no end of the transaction', file().replace(/SE\*\d+\*0001~/, ''), 'envelope-invalid'],
    ['prose before it', `From the old system\n${file()}`, 'envelope-invalid'],
    ['an 835', file().replace('ST*837', 'ST*835'), 'file-not-encounters'],
  ])('with %s', (_, text, code) => {
    expect(frameAll(frameX12Claims, text).fileProblem?.code).toBe(code);
  });

  test('too long are refused by themselves', () => {
    const framed = frameAll(frameX12Claims, file(), [], { ...smallLimits, recordBytes: 100 });
    expect(codesOf(framed)).toEqual([1, 2, 3, 4, 5].map((number) => `${number} record-too-long`));
  });
});

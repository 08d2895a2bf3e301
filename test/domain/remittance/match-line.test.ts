import { describe, expect, it } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { matchLines, procedureWeSent } from '#domain/remittance/match-line.ts';
import type { ServiceLine835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';
import { serviceLine, type LineSketch } from './sample-remittance.ts';

const { lines } = sampleClaim();
const visit: LineSketch = { code: '99213', charge: '150', paid: '150', modifiers: ['25'] };
const urineTest: LineSketch = { code: '81002', charge: '50', paid: '50' };

function match(...theirs: readonly (LineSketch | ServiceLine835)[]): (number | undefined)[] {
  return matchLines(
    lines,
    theirs.map((line) => ('procedure' in line ? line : serviceLine(line))),
  );
}

describe('a line of a remittance', () => {
  it('is matched by our line control number whatever else it says', () => {
    expect(match({ ...visit, code: '99999', charge: '1', controlNumber: 'C000000000001-1-2' })).toEqual([2]);
  });

  it('is matched by code, modifiers, date and charge without a control number', () => {
    expect(match(urineTest, visit)).toEqual([2, 1]);
  });

  it('is matched although the payer dropped the modifier', () => {
    expect(match({ ...visit, modifiers: [] })).toEqual([1]);
  });

  it('is matched although its date differs', () => {
    const line = serviceLine(visit);
    expect(match({ ...line, dates: [{ qualifier: '472', from: PlainDate.parse('2026-03-02') }] })).toEqual([
      1,
    ]);
  });

  it('without a date takes the date of the claim', () => {
    expect(match({ ...serviceLine(visit), dates: [] })).toEqual([1]);
  });

  it('is matched by the code we sent where the payer decided on another', () => {
    const line = serviceLine({ ...visit, code: '99212' });
    expect(
      match({ ...line, submittedProcedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] } }),
    ).toEqual([1]);
  });

  it('is matched although the modifier is glued to the code', () => {
    expect(match({ ...visit, code: '9921325', modifiers: [] })).toEqual([1]);
    expect(procedureWeSent(serviceLine({ ...visit, code: '99213-25-59', modifiers: [] }))).toEqual({
      code: '99213',
      modifiers: ['25', '59'],
    });
  });

  it('of a reversal is matched although its charge is negative', () => {
    expect(match({ ...visit, charge: '-150', paid: '-150' })).toEqual([1]);
  });

  it('stays unmatched, for a person, when code or charge fit no line', () => {
    expect(match({ ...visit, charge: '149' }, { ...urineTest, code: '81003' })).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('takes each line of ours once, so that equal lines get one each', () => {
    const twice = sampleClaim({
      lines: [1, 2].map((lineNumber) => ({
        lineNumber,
        lineControlNumber: `L${lineNumber}`,
        code: '96372',
        modifiers: [],
        units: 1,
        chargeCents: 3000,
        diagnosisPointers: [1],
        serviceDate: '2026-03-01',
      })),
    }).lines;
    const theirs = [1, 2, 3].map(() => serviceLine({ code: '96372', charge: '30', paid: '30' }));
    expect(matchLines(twice, theirs)).toEqual([1, 2, undefined]);
  });

  const ours: readonly LineSketch[] = [visit, urineTest];
  it.each<{
    readonly how: string;
    readonly theirs: readonly LineSketch[];
    readonly lines: readonly (number | undefined)[];
  }>([
    { how: 'in the order of the payer', theirs: [...ours].reverse(), lines: [2, 1] },
    {
      how: 'split by units, without a control number',
      theirs: [{ ...visit, charge: '100', paid: '60' }, urineTest, { ...visit, charge: '50', paid: '30' }],
      lines: [1, 2, 1],
    },
    {
      how: 'split, and without the modifier',
      theirs: [
        { ...visit, modifiers: [], charge: '75', paid: '75' },
        { ...visit, modifiers: [], charge: '75', paid: '75' },
      ],
      lines: [1, 1],
    },
    {
      how: 'split so that the parts are not the whole: for a person',
      theirs: [
        { ...visit, charge: '75' },
        { ...visit, charge: '74' },
      ],
      lines: [undefined, undefined],
    },
    {
      how: 'bundled, two of ours as one of theirs: for a person',
      theirs: [{ ...visit, charge: '200', paid: '120' }],
      lines: [undefined],
    },
    { how: 'glued with a dash', theirs: [{ ...visit, code: '99213-25', modifiers: [] }], lines: [1] },
    { how: 'glued with a blank', theirs: [{ ...visit, code: '99213 25', modifiers: [] }], lines: [1] },
    {
      how: 'of another code and no other sign: for a person',
      theirs: [{ ...visit, code: '99212' }],
      lines: [undefined],
    },
  ])('$how', ({ theirs, lines: expected }) => {
    expect(match(...theirs)).toEqual(expected);
  });

  it('that was bundled into another code is matched by the code we sent, each line of ours for itself', () => {
    const restated = [visit, urineTest].map((sketch): ServiceLine835 => ({
      ...serviceLine({ ...sketch, code: '80050', modifiers: [] }),
      submittedProcedure: { qualifier: 'HC', code: sketch.code, modifiers: sketch.modifiers ?? [] },
    }));
    expect(match(...restated)).toEqual([1, 2]);
  });

  it('may be split in two with one control number', () => {
    const half: LineSketch = { ...visit, charge: '75', controlNumber: 'C000000000001-1-1' };
    expect(match(half, half)).toEqual([1, 1]);
  });
});

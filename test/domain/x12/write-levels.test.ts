import { describe, expect, it } from 'vitest';
import { type Level, alike, levelSegments, runsOf } from '#domain/x12/write-levels.ts';

const level = (code: string, ...below: Level[]): Level => ({
  code,
  segments: [['NM1', code]],
  below,
});

describe('levels of a hierarchy', () => {
  it('are numbered in the order they stand, each naming the one above and whether one follows below', () => {
    const levels = [
      level('20', level('21', level('22', level('23')), level('22')), level('21')),
      level('20', level('21')),
    ];
    expect(levelSegments(levels).filter(([id]) => id === 'HL')).toEqual([
      ['HL', '1', undefined, '20', '1'],
      ['HL', '2', '1', '21', '1'],
      ['HL', '3', '2', '22', '1'],
      ['HL', '4', '3', '23', '0'],
      ['HL', '5', '2', '22', '0'],
      ['HL', '6', '1', '21', '0'],
      ['HL', '7', undefined, '20', '1'],
      ['HL', '8', '7', '21', '0'],
    ]);
  });

  it('hold their own segments before the levels below', () => {
    expect(levelSegments([level('20', level('21'))]).map(([id, first]) => [id, first])).toEqual([
      ['HL', '1'],
      ['NM1', '20'],
      ['HL', '2'],
      ['NM1', '21'],
    ]);
  });

  it('leave HL04 out where the guide does', () => {
    expect(levelSegments([{ code: '23', segments: [] }])).toEqual([['HL', '1', undefined, '23', undefined]]);
  });
});

describe('runs of neighbours', () => {
  it.each<[items: string[], runs: string[][]]>([
    [[], []],
    [['a'], [['a']]],
    [
      ['a1', 'a2', 'b1', 'a3'],
      [['a1', 'a2'], ['b1'], ['a3']],
    ],
  ])('of %j are %j', (items, runs) => {
    expect(runsOf(items, (item, before) => item[0] === before[0])).toEqual(runs);
  });

  it('are alike when a part has the same value, not the same identity', () => {
    const items = [{ name: { last: 'Roe' } }, { name: { last: 'Roe' } }, { name: { last: 'Doe' } }];
    expect(
      runsOf(
        items,
        alike((item) => item.name),
      ).map((run) => run.length),
    ).toEqual([2, 1]);
  });
});

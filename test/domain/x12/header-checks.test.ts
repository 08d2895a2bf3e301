import { describe, expect, it } from 'vitest';
import { acknowledge } from '#domain/x12/acknowledge.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

const claimFile = write837P(plainEnvelope, [officeVisit], { interchange: 12, group: 34 });

/** The file with other elements in its first segment of this id. */
function withElements(id: string, changes: Readonly<Record<number, string>>): string {
  const end = id === 'ISA' ? '~GS*' : '~';
  const start = claimFile.indexOf(`${id}*`);
  const stop = claimFile.indexOf(end, start);
  const elements = claimFile.slice(start, stop).split('*');
  for (const [element, value] of Object.entries(changes)) elements[Number(element)] = value;
  return claimFile.slice(0, start) + elements.join('*') + claimFile.slice(stop);
}

function readOne(text: string) {
  const [interchange] = readInterchanges(new TextEncoder().encode(text)).interchanges;
  const group = interchange?.groups[0];
  if (interchange === undefined || group === undefined) throw new Error('The file has no group');
  return { interchange, group, answer: acknowledge(interchange) };
}

it('A header in order has no finding', () => {
  const { interchange, group, answer } = readOne(claimFile);
  expect([...interchange.findings, ...group.findings]).toEqual([]);
  expect(answer).toMatchObject({ interchange: { code: 'A' }, groups: [{ code: 'A' }] });
});

describe('ISA', () => {
  it.each([
    [1, '99', '010'],
    [1, '01', '010'],
    [3, '02', '012'],
    [5, '99', '005'],
    [5, '  ', '005'],
    [5, 'zz', '005'],
    [6, ' '.repeat(15), '006'],
    [7, '31', '007'],
    [8, ' '.repeat(15), '008'],
    [9, '260231', '014'],
    [9, '261304', '014'],
    [9, '      ', '014'],
    [10, '2460', '015'],
    [10, '    ', '015'],
    [11, 'A', '016'],
    [11, '7', '016'],
    [11, ' ', '016'],
    [12, '00401', '017'],
    [12, '00403', '017'],
    [12, '00601', '017'],
    [13, '00000001X', '018'],
    [13, '         ', '018'],
    [14, ' ', '019'],
    [14, 'Y', '019'],
    [15, 'X', '020'],
    [15, 'I', '020'],
    [15, ' ', '020'],
    [16, ' ', '027'],
  ])('ISA%i of "%s" rejects the interchange with note code %s', (element, value, noteCode) => {
    const { interchange, answer } = readOne(withElements('ISA', { [element]: value }));
    expect(interchange.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'interchange-header', segment: 'ISA', element }),
    );
    expect(answer.interchange).toMatchObject({ code: 'R', noteCode });
  });

  it.each([
    ['the qualifiers of the guides', { 5: '01', 7: '14' }, []],
    ['the qualifiers of carriers', { 5: '27', 7: '33' }, []],
    ['authorization that is given', { 1: '03', 2: 'PERMITTED ', 3: '01', 4: 'PASSWORD  ' }, []],
    ['a password with no qualifier', { 4: 'PASSWORD  ' }, []],
    ['authorization that is announced and blank', { 1: '03' }, ['interchange-header-blank']],
    ['a password that is announced and blank', { 3: '01' }, ['interchange-header-blank']],
    ['blank elements that are not filled up', { 2: '', 4: '' }, ['interchange-header-length']],
    ['ids that are not filled up', { 6: 'PRACTICE1', 8: 'HOUSE' }, ['interchange-header-length']],
    ['a short control number', { 13: '12' }, ['interchange-header-length']],
    ['U for the repetition separator', { 11: 'U' }, ['repetition-separator']],
    ['one separator for two things', { 11: ':' }, ['same-delimiter']],
    ['a leap day', { 9: '240229' }, []],
  ])('is accepted with %s', (_, changes, codes) => {
    const text = withElements('ISA', changes).replace(
      /000000012~$/,
      `${'13' in changes ? '12' : '000000012'}~`,
    );
    const { interchange, answer } = readOne(text);
    expect(interchange.findings.map(({ code }) => code)).toEqual(codes);
    expect(answer.interchange).toMatchObject({ code: 'A', noteCode: '000' });
  });

  it('in the version before repetitions, is rejected for its version alone', () => {
    const { interchange } = readOne(withElements('ISA', { 11: 'U', 12: '00401' }));
    expect(interchange.findings.map(({ element }) => element)).toEqual([12]);
  });

  it('with several errors is answered with the code of the first', () => {
    const { interchange, answer } = readOne(withElements('ISA', { 5: '99', 9: '260231', 14: 'Y' }));
    expect(interchange.findings.map(({ element }) => element)).toEqual([5, 9, 14]);
    expect(answer.interchange.noteCode).toBe('005');
  });
});

describe('GS', () => {
  it.each([
    [1, '', '1'],
    [1, 'hc', '1'],
    [1, 'HCX', '1'],
    [2, '', '1'],
    [2, 'P', '1'],
    [2, 'A'.repeat(16), '1'],
    [3, '', '1'],
    [3, 'A'.repeat(16), '1'],
    [4, '20260231', '1'],
    [4, '260304', '1'],
    [4, '', '1'],
    [5, '2460', '1'],
    [5, '', '1'],
    [6, '', '6'],
    [6, '34A', '6'],
    [6, '1234567890', '6'],
    [7, 'T', '1'],
    [7, '', '1'],
    [8, '', '2'],
    [8, '004010X098A1', '2'],
    [8, '005010X220A1', '2'],
  ])('GS%i of "%s" rejects the group with code %s', (element, value, code) => {
    const { group, answer } = readOne(withElements('GS', { [element]: value }));
    expect(group.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'group-header', segment: 'GS', element }),
    );
    expect(answer).toMatchObject({
      interchange: { code: 'A' },
      groups: [{ code: 'R', errorCodes: expect.arrayContaining([code]) as string[] }],
    });
    const again = readInterchanges(
      new TextEncoder().encode(write999(plainEnvelope, answer.groups, { interchange: 1, group: 1 })),
    );
    expect(again.interchanges[0]?.groups[0]?.transactions).toMatchObject([{ accepted: true }]);
  });

  it.each([
    ['a code of another group', { 1: 'HP' }, ['functional-code']],
    ['codes that are filled up with blanks', { 2: 'PRACTICE1      ', 3: 'HOUSE    ' }, []],
    ['a time to the hundredth of a second', { 5: '05124599' }, []],
    ['the standard alone for its version', { 8: '005010' }, ['group-version']],
  ])('is accepted with %s', (_, changes, codes) => {
    const { group, answer } = readOne(withElements('GS', changes));
    expect(group.findings.map(({ code }) => code)).toEqual(codes);
    expect(answer.groups).toMatchObject([{ code: 'A' }]);
  });
});

describe('ST03', () => {
  it.each([
    ['another guide than its group', '005010X223A2', [['error', 'guide-mismatch']], '19'],
    ['the guide of another transaction set', '005010X221A1', [['error', 'guide-mismatch']], '19'],
    ['another edition of the same guide', '005010X222', [['warning', 'guide-mismatch']], undefined],
  ])('of %s is told', (_, groupVersion, expected, code) => {
    const { group, answer } = readOne(withElements('GS', { 8: groupVersion }));
    const found = group.transactions.flatMap(({ findings }) =>
      findings.map(({ severity, code: rule }) => [severity, rule]),
    );
    expect(found).toEqual(expected);
    expect(answer.groups[0]?.transactions.flatMap(({ errorCodes }) => errorCodes)).toEqual(
      code === undefined ? [] : [code],
    );
  });
});

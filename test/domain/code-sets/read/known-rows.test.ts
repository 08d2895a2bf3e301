import { describe, expect, it } from 'vitest';
import type { PlainDate } from '#contracts/dates.ts';
import { packEdition } from '#domain/code-sets/pack-edition.ts';
import { openTable } from '#domain/code-sets/packed/pack.ts';
import type { TableName } from '#domain/code-sets/code-tables.ts';
import { feeRow, feeSchedule, lines, pairHeader } from './files.ts';
import { editionsOf, type TestFile } from './read-given.ts';

/* The rows that are known of the official files, in files of our own: those beside the repository have no codes of CPT. */

async function table<Name extends TableName>(name: Name, file: TestFile) {
  const [edition] = await editionsOf([file]);
  if (edition === undefined) {
    throw new Error('no edition');
  }
  return openTable(packEdition(edition), name);
}

const pairs = [
  ['80053', '80048', '0'],
  ['29881', '29877', '0'],
  ['20610', '76942', '1'],
  ['11042', '97597', '1'],
  ['G0438', 'G0439', '0'],
] as const;
const units = [
  ['36415', 2],
  ['97110', 6],
  ['20610', 2],
  ['99213', 2],
  ['J1100', 120],
] as const;

/** A row of the fee schedule with other cells than that of the other tests. */
function fee(code: string, cells: Readonly<Record<number, string>>): readonly string[] {
  return feeRow.map((cell, at) => (at === 0 ? code : (cells[at] ?? cell)));
}

describe('the rows that are known of the official files', () => {
  it.each(pairs)('%s and %s are a pair of indicator %s', async (column1, column2, indicator) => {
    const file = lines(
      ...pairHeader,
      ...pairs.map(([first, second, flag]) => `${first}\t${second}\t \t20200101\t*\t${flag}\tMade up`),
    );
    const found = await table('ncci-ptp-practitioner', ['ccipra-v301r0-f1.txt', file]);
    const on = '2024-04-01' as PlainDate;
    expect(found.find(column1, column2, on)).toMatchObject({ indicator });
    expect(found.find(column2, column1, on)).toEqual(found.find(column1, column2, on));
  });

  it.each(units)('%s may be billed %i times a day', async (code, most) => {
    const file = lines(
      'HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale',
      ...units.map(([one, count]) => `${one},${count},3 Date of Service Edit: Clinical,Made up`),
    );
    const found = await table('mue-practitioner', ['MCR_MUE_Eff_04-01-2024.csv', file]);
    expect(found.find(code)).toEqual({ code, units: most, counts: 'day-clinical' });
  });

  it('have their global periods, indicators and endoscopic base in the fee schedule', async () => {
    const file = feeSchedule([
      fee('20610', { 14: '000', 15: '0.00', 16: '0.00', 17: '0.00', 19: '1', 20: '1', 23: '' }),
      fee('29881', { 14: '090', 15: '0.10', 16: '0.69', 17: '0.21', 23: '29870' }),
      fee('G0439', { 5: '1.92', 11: '3.91' }),
    ]);
    const found = await table('mpfs', ['PPRRVU2025_Oct.csv', file]);
    expect(found.find('20610', '')).toMatchObject({
      globalDays: '000',
      bilateralIndicator: '1',
      assistantIndicator: '1',
      endoscopicBase: '',
    });
    expect(found.find('29881', '')).toMatchObject({
      globalDays: '090',
      preoperativePercent: 10,
      intraoperativePercent: 69,
      postoperativePercent: 21,
      endoscopicBase: '29870',
    });
    const visit = found.find('G0439', '');
    expect(visit?.workHundredths).toBe(192);
    expect(
      (visit?.workHundredths ?? 0) +
        (visit?.practiceNonFacilityHundredths ?? 0) +
        (visit?.malpracticeHundredths ?? 0),
    ).toBe(391);
  });
});

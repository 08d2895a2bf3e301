import { describe, expect, it } from 'vitest';
import type { LoadWish } from '#domain/code-sets/read/read-code-sets.ts';
import { feeRow, feeSchedule, hcpcsRecord, lines, orderLine, pairHeader } from './files.ts';
import { problemOf, readFiles, type TestFile } from './read-given.ts';

const quarter = { edition: '2026Q4', from: '2026-10-01' as never };
const pairs = (...rows: string[]): string => lines(...pairHeader, ...rows);
const limits = (...rows: string[]): string =>
  lines('HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale', ...rows);

const cases: readonly (readonly [what: string, file: TestFile, problem: RegExp, wish?: Partial<LoadWish>])[] =
  [
    [
      'a file of no layout that is known',
      ['letter.txt', 'Dear all,\r\n'],
      /letter\.txt: text of no layout that is known; expected a file of codes/,
    ],
    ['an empty file', ['empty.txt', ''], /an empty file/],
    [
      'an order file with a gap',
      ['o.txt', lines(orderLine(1, 'A00', '0', 'x'), orderLine(3, 'A01', '1', 'x'))],
      /^o\.txt: line 2: found order "00003"; expected 00002/,
    ],
    [
      'an order file with a code twice',
      ['o.txt', lines(orderLine(1, 'A00', '0', 'x'), orderLine(2, 'A00', '0', 'x'))],
      /line 2: found A00 once more, as on line 1/,
    ],
    [
      'an order file with a short line',
      [
        'o.txt',
        lines(
          ...Array.from({ length: 25 }, (_, i) => orderLine(i + 1, `A${10 + i}`, '0', 'x')),
          '00026 B00     1 x',
        ),
      ],
      /line 26: found "00026 B00 {5}1 x" of 17 characters; expected columns/,
    ],
    [
      'an order file with another flag',
      [
        'o.txt',
        lines(
          ...Array.from({ length: 25 }, (_, i) => orderLine(i + 1, `A${10 + i}`, '0', 'x')),
          orderLine(26, 'B00', '7', 'x'),
        ),
      ],
      /line 26: found "7" in column 15/,
    ],
    [
      'an order file whose name does not say its year',
      ['o.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      /does not say its edition.*Say them: --edition/,
    ],
    [
      'an edition other than the file says',
      ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      /--edition FY2025, and a file that says FY2026/,
      { edition: 'FY2025' },
    ],
    [
      'a first day other than the file says',
      ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      /--from 2026-10-01, and a file that says 2025-10-01/,
      { from: quarter.from },
    ],
    [
      'an edition that ends before it begins',
      ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      /--to 2025-09-30 before 2025-10-01/,
      { to: '2025-09-30' as never },
    ],
    [
      'a part that does not say that it is one',
      ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      /found 1 rows of icd-10-cm in icd10cm-order-2026\.txt; expected at least 90000 .*--slice/,
      { isSlice: false },
    ],
    [
      'a continuation of another code',
      [
        'HCPC2026_OCT.txt',
        lines(
          hcpcsRecord({ code: 'J1100', record: '3', added: '20260101' }),
          hcpcsRecord({ code: 'J1101', record: '4' }),
        ),
      ],
      /line 2: found a continuation \(record 4\) of "J1101"/,
    ],
    [
      'a day that is none',
      ['HCPC2026_OCT.txt', lines(hcpcsRecord({ code: 'J1100', record: '3', added: '20260231' }))],
      /date of addition "20260231"; expected a date as yyyymmdd/,
    ],
    [
      'modifiers without codes',
      ['HCPC2026_OCT.txt', lines(hcpcsRecord({ code: 'A1', record: '7', long: 'x', added: '20260101' }))],
      /without any row of hcpcs/,
      { isSlice: false },
    ],
    [
      'pairs for nobody',
      ['p.txt', pairs('80053\t80048\t \t20261001\t*\t0\tx', '80053\t80049\t \t20261001\t*\t0\tx')],
      /pairs of procedures that do not say for whom.*--table ncci-ptp-practitioner/,
    ],
    [
      'a pair that came twice',
      [
        'ccipra-v323r0.txt',
        pairs(
          '80053\t80048\t \t20261001\t*\t0\tx',
          '80053\t80049\t \t20261001\t*\t0\tx',
          '80053\t80048\t \t20261001\t*\t0\tx',
        ),
      ],
      /line 9: found the pair 80053 80048 more than once with the same days \(lines 7, 9\)/,
    ],
    [
      'a pair with another indicator',
      [
        'ccipra-v323r0.txt',
        pairs('80053\t80048\t \t20261001\t*\t0\tx', '80053\t80049\t \t20261001\t*\t2\tx'),
      ],
      /line 8: found modifier indicator "2"/,
    ],
    [
      'a pair that ends before it begins',
      [
        'ccipra-v323r0.txt',
        pairs('80053\t80048\t \t20261001\t*\t0\tx', '80053\t80049\t \t20261001\t20260930\t1\tx'),
      ],
      /line 8: found deletion date 2026-09-30 before/,
    ],
    [
      'a pair without its cells',
      ['ccipra-v323r0.txt', pairs('80053\t80048\t \t20261001\t*\t0\tx', '80053 80049')],
      /line 8: found 1 cells in "80053 80049"; expected seven/,
    ],
    [
      'unit limits without their indicator',
      ['m.csv', limits('36415,2,Date of Service Edit,x')],
      /line 2: found adjudication indicator "Date of Service Edit"/,
      quarter,
    ],
    [
      'unit limits with a cell too many',
      ['m.csv', limits('36415,2,3 x,x,x')],
      /line 2: found 5 cells; expected 4/,
      quarter,
    ],
    [
      'unit limits with a code twice',
      ['m.csv', limits('36415,2,3 x,x', '36415,3,3 x,x')],
      /line 3: found 36415 once more, as on line 2/,
      quarter,
    ],
    [
      'a quotation mark that is not closed',
      ['m.csv', limits('36415,2,3 x,"x')],
      /line 2: found a quotation mark that is not closed/,
      quarter,
    ],
    [
      'a fee schedule without a column',
      ['f.csv', feeSchedule([feeRow], { missing: 'WORK RVU' })],
      /line 6: found a header without the column "work rvu"/,
    ],
    [
      'a fee schedule whose columns slipped',
      ['f.csv', feeSchedule([feeRow.map((cell, at) => (at === 5 ? '1.50' : cell))])],
      /line 7: found work, practice and malpractice of G0001 that add up to 349 hundredths, and a total of 391/,
    ],
    [
      'a fee that is no number',
      ['f.csv', feeSchedule([feeRow.map((cell, at) => (at === 5 ? '1.9x' : cell))])],
      /line 7: found work rvu "1.9x"; expected a number with at most 2 places/,
    ],
    [
      'a fee with more places than are kept',
      ['f.csv', feeSchedule([feeRow.map((cell, at) => (at === 5 ? '1.925' : cell))])],
      /line 7: found work rvu "1.925"/,
    ],
    [
      'two conversion factors',
      [
        'f.csv',
        feeSchedule([feeRow, feeRow.map((cell, at) => (at === 0 ? 'G0002' : at === 24 ? '33.4009' : cell))]),
      ],
      /line 8: found conversion factor "33.4009"; expected the same one/,
    ],
    [
      'an add-on pair twice',
      [
        'AOC_V2026Q4-MCR.csv',
        lines('Add-On_Code,Primary_Code,AOC_Edit_Type', 'G0018,G0017,1', 'G0018,G0017,1'),
      ],
      /line 3: found add-on G0018 with primary "G0017" once more/,
    ],
    [
      'an add-on of no type',
      ['AOC_V2026Q4-MCR.csv', lines('Add-On_Code,Primary_Code,AOC_Edit_Type', 'G0018,G0017,4')],
      /line 2: found type "4"; expected 1, 2 or 3/,
    ],
    [
      'a day of the year that is none',
      [
        'AOC_V2026Q4-MCR.csv',
        lines('Add-On_Code,Primary_Code,AOC_Edit_Type,AOC_Edit_DelDT', 'G0018,G0017,1,2025366'),
      ],
      /line 2: found to "2025366"/,
    ],
    [
      'words beside adjustment codes',
      ['c.csv', lines('carc,description', '45,Words of the publisher')],
      /line 1: found the column "description"; expected .*Leave out the words/,
      quarter,
    ],
    [
      'a list of CPT with a code of Level II',
      ['own.csv', lines('cpt,label', 'J1100,Something')],
      /line 2: found code "J1100"; expected a CPT code/,
      quarter,
    ],
    [
      'a period that ends before it begins',
      ['own.csv', lines('cpt,label,from,to', '99213,x,2026-01-01,2025-12-31')],
      /line 2: found a period from 2026-01-01 to 2025-12-31/,
      quarter,
    ],
    [
      'a taxonomy code that is none',
      ['t.csv', lines('Code,Grouping,Classification,Specialization', '207Q00000,x,x,x')],
      /line 2: found code "207Q00000"/,
      quarter,
    ],
    [
      'a place of service that is none',
      ['pos.csv', lines('pos_code,pos_type,pos_name', 'XX,Facility,Somewhere')],
      /line 2: found place of service "XX"/,
      quarter,
    ],
    [
      'a rule of the code editor that is not known',
      ['m.csv', lines('icd_code,icd_conflict_group,icd_conflict_rule', 'A33,Age,Young')],
      /line 2: found rule "Young" of "Age"/,
      quarter,
    ],
    [
      'more rows than any edition has',
      [
        'pos.csv',
        lines(
          'pos_code,pos_name',
          ...Array.from({ length: 100 }, (_, i) => `${String(i).padStart(2, '0')},Place`),
        ),
      ],
      /found 100 rows of place-of-service in pos\.csv; expected at most 99/,
      quarter,
    ],
    [
      'an edition whose name is none',
      ['pos.csv', lines('pos_code,pos_name', '11,Office')],
      /--edition \.\.\/up; expected at most 40 letters/,
      { ...quarter, edition: '../up' },
    ],
    [
      'an edition without its first day',
      ['pos.csv', lines('pos_code,pos_name', '11,Office')],
      /does not say its first day/,
      { edition: '2026' },
    ],
  ];

describe('a wrong file is refused whole, with its reason and line', () => {
  it.each(cases.map(([what, file, problem, wish = {}]) => ({ what, file, problem, wish })))(
    'refuses $what',
    async ({ file, problem, wish }) => {
      expect(await problemOf([file], wish)).toMatch(problem);
    },
  );

  it('refuses the right files of a load with the wrong one', async () => {
    const right: TestFile = ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))];
    const wrong: TestFile = ['m.csv', limits('36415,two,3 x,x')];
    expect(await problemOf([right, wrong], {})).toMatch(
      /^m\.csv: line 2: found units "two"; expected a whole number/,
    );
  });

  it('refuses the same table twice, and parts of two quarters', async () => {
    const order = lines(orderLine(1, 'A00', '0', 'x'));
    expect(
      await problemOf([
        ['a-order-2026.txt', order],
        ['b-order-2026.txt', order],
      ]),
    ).toMatch(
      /the same table twice, icd-10-cm in a-order-2026\.txt with 1 rows and in b-order-2026\.txt with 1; expected one file/,
    );
    // Neither of two files of one quarter says that it takes the other's place.
    expect(
      await problemOf([
        ['MCR_MUE_Eff_10-01-2026.csv', limits('36415,2,3 x,x')],
        ['MCR_MUE_Eff_10-01-2026_corrected.csv', limits('36415,3,3 x,x', '97110,6,3 x,x')],
      ]),
    ).toMatch(
      /mue-practitioner in MCR_MUE_Eff_10-01-2026\.csv with 1 rows and in MCR_MUE_Eff_10-01-2026_corrected\.csv with 2.*--replaces/,
    );
    const part = (code: string): string =>
      pairs(`${code}\t80048\t \t20260101\t*\t0\tx`, `${code}\t80049\t \t20260101\t*\t0\tx`);
    expect(
      await problemOf([
        ['ccipra-v322r0-f1.txt', part('80053')],
        ['ccipra-v323r0-f2.txt', part('80054')],
      ]),
    ).toMatch(/parts of 2026Q3 and of 2026Q4 together/);
  });

  it('leaves the files of an archive that it does not know, and names them with what they seem to be', async () => {
    const read = await readFiles([
      ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'x'))],
      ['words.pdf', '%PDF-1.7'],
      ['addenda.txt', lines('Add:         0 B880    Something')],
      ['book.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
      ['picture.png', Uint8Array.of(0x89, 0x50, 0, 0)],
    ]);
    expect(read.left).toEqual([
      { name: 'words.pdf', why: 'a PDF' },
      { name: 'addenda.txt', why: 'changes only; the whole list has them' },
      { name: 'book.xlsx', why: 'a workbook, or an archive in the archive' },
      { name: 'picture.png', why: 'no text' },
    ]);
  });

  it('refuses a whole list of diagnoses that was cut off at the end of a line', async () => {
    const before = Array.from(
      { length: 90_000 },
      (_, at) => [`A0${String(at).padStart(5, '0')}`, '1'] as const,
    );
    const list = (...end: (readonly [string, string])[]): string =>
      lines(...[...before, ...end].map(([code, flag], at) => orderLine(at + 1, code, flag, 'x')));
    const end = [
      ['Z99', '0'],
      ['Z9989', '1'],
      ['U07', '0'],
      ['U071', '1'],
      ['U09', '0'],
      ['U099', '1'],
    ] as const;
    const whole = { isSlice: false };
    for (let kept = 0; kept < end.length; kept += 1) {
      const last = end[kept - 1]?.[0] ?? before.at(-1)?.[0] ?? '';
      expect(await problemOf([['icd10cm-order-2026.txt', list(...end.slice(0, kept))]], whole)).toContain(
        `found diagnoses that end with ${last} in icd10cm-order-2026.txt; expected a list that goes on to U099. The file was cut off`,
      );
    }
    expect(await readFiles([['icd10cm-order-2026.txt', list(...end)]], whole)).toMatchObject({
      editions: [{ isWhole: true, rowCount: 90_006 }],
    });
    expect(await problemOf([['icd10cm-order-2026.txt', list(...end, ['U10', '0'])]], whole)).toContain(
      'diagnoses that end with U10 in icd10cm-order-2026.txt; expected a billable code at the end',
    );
    // Before 2020 there was no chapter of U.
    expect(await readFiles([['icd10cm-order-2019.txt', list(...end.slice(0, 2))]], whole)).toMatchObject({
      editions: [{ isWhole: true }],
    });
  });

  it('gives up a file without line ends before it fills the memory', async () => {
    const start = lines(orderLine(1, 'A00', '0', 'x'));
    expect(await problemOf([['icd10cm-order-2026.txt', start + 'x'.repeat(1_100_000)]])).toMatch(
      /more than 1000000 bytes without a line end/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { open } from '#domain/code-sets/packed/pack.ts';
import { packEdition } from '#domain/code-sets/pack-edition.ts';
import { feeRow, feeSchedule, feeTextRow, hcpcsRecord, lines, orderLine, pairHeader } from './files.ts';
import { editionsOf, problemOf, readFiles, rowsOf, type TestFile } from './read-given.ts';

const quarter = { edition: '2026Q4', from: '2026-10-01' as never };

describe('what the publishers do to their files is read as it is meant', () => {
  it('takes the order file by its columns, with the letters of the newest categories and cut titles', async () => {
    const title = 'A title that is longer than the sixty characters that the short one has';
    const editions = await editionsOf([
      [
        'icd10cm-order-2026.txt',
        lines(orderLine(1, 'QA0', '0', 'Heading'), orderLine(2, 'QA01XXA', '1', title)),
      ],
    ]);
    expect(rowsOf(editions, 'icd-10-cm')).toEqual([
      { code: 'QA0', isBillable: false, label: 'Heading', longLabel: 'Heading' },
      { code: 'QA01XXA', isBillable: true, label: title.slice(0, 60), longLabel: title },
    ]);
  });

  it.each([
    ['icd10cm-order-2026.txt', undefined, 'FY2026', '2025-10-01'],
    ['icd10cm_order_2025.txt', '2025-code-descriptions-tabular-order.zip', 'FY2025', '2024-10-01'],
    [
      'icd10cm_order_2026.txt',
      'april-1-2026-code-descriptions-tabular-order.zip',
      'FY2026-April',
      '2026-04-01',
    ],
    ['icd10cm-order-April-2025.txt', undefined, 'FY2025-April', '2025-04-01'],
    ['icd10cm-order-April-1-2026.txt', undefined, 'FY2026-April', '2026-04-01'],
    ['icd10cm_order_Apr_2027.txt', undefined, 'FY2027-April', '2027-04-01'],
    ['icd10cm-order-2026.txt', 'Code-descriptions-April-2026.zip', 'FY2026-April', '2026-04-01'],
    ['icd10cm_order_2026.txt', '2026-Update.zip', 'FY2026-April', '2026-04-01'],
    ['icd10cm_order_2026.txt', 'code-descriptions-04-01-2026.zip', 'FY2026-April', '2026-04-01'],
    ['order.txt', 'icd10cm-Code Descriptions-2026.zip', 'FY2026', '2025-10-01'],
  ])('knows the edition of %s in %s', async (name, archive, edition, from) => {
    expect(await editionsOf([[name, lines(orderLine(1, 'A00', '0', 'Heading')), archive]])).toMatchObject([
      { edition, from, isWhole: false },
    ]);
  });

  const undecided = [
    ['icd10cm_order_2026.txt', undefined],
    ['icd10cm_order_2026.txt', 'download.zip'],
    ['icd10cm_order_2026.txt', '2026-code-descriptions-tabular-order-updated-01012026.zip'],
    ['icd10cm_order_2021.txt', '2021-Update.zip'],
  ] as const;
  it.each(undecided)('asks whoever loads %s in %s of which half of the year it is', async (name, archive) => {
    const file: TestFile = [name, lines(orderLine(1, 'A00', '0', 'Heading')), archive];
    const year = Number(/20\d\d/.exec(name)?.[0]);
    expect(await problemOf([file])).toBe(
      `found icd-10-cm: a name that the files of several editions have, ${name}; expected FY${year}-April from ${year}-04-01, or FY${year} from ${year - 1}-10-01. Load the archive under the name that its publisher gave it, or say which it is: --edition FY${year}-April or --edition FY${year}.`,
    );
    const april = { edition: `FY${year}-April`, from: `${year}-04-01` as never };
    const october = { edition: `FY${year}`, from: `${year - 1}-10-01` as never };
    for (const half of [april, october]) {
      const { edition, from } = half;
      expect(await editionsOf([file], half)).toMatchObject([half]);
      expect(await editionsOf([file], { edition })).toMatchObject([half]);
      expect(await editionsOf([file], { from })).toMatchObject([half]);
    }
    expect(await editionsOf([file], { edition: `FY${year}-April-2` })).toMatchObject([
      { edition: `FY${year}-April-2`, from: april.from },
    ]);
    expect(await problemOf([file], { edition: `FY${year}-April`, from: october.from })).toMatch(
      /--edition FY20\d\d-April --from .* an edition of this name begins/,
    );
  });

  it('lets whoever loads a file say that it is the April one, although its name is that of October', async () => {
    const file: TestFile = ['icd10cm-order-2026.txt', lines(orderLine(1, 'A00', '0', 'Heading'))];
    const april = { edition: 'FY2026-April', from: '2026-04-01' };
    expect(await editionsOf([file], { edition: 'FY2026-April' })).toMatchObject([april]);
    expect(await editionsOf([file], { from: april.from as never })).toMatchObject([april]);
    expect(await editionsOf([file], { edition: 'FY2026-2' })).toMatchObject([
      { edition: 'FY2026-2', from: '2025-10-01' },
    ]);
  });

  it('says no edition where the names of a file and of its archive are of two years', async () => {
    const file: TestFile = [
      'icd10cm-order-2026.txt',
      lines(orderLine(1, 'A00', '0', 'Heading')),
      'icd10cm-Code Descriptions-2025.zip',
    ];
    expect(await problemOf([file])).toMatch(/does not say its edition/);
  });

  it.each([
    ['pairs.txt', 'medicare-ncci-2026q4-practitioner-ptp-edits-ccipra-v323r0-f1.zip', '2026Q4'],
    ['pairs.txt', 'medicare-ncci-2026-q3-practitioner-ptp-edits-ccipra.zip', '2026Q3'],
  ])('takes for %s what the archive %s says, its table and its quarter', async (name, archive, edition) => {
    const pair = '80053\t80048\t \t20260101\t*\t0\tMade up';
    const file: TestFile = [name, lines(...pairHeader, pair, pair.replace('80048', '80049')), archive];
    expect(await editionsOf([file])).toMatchObject([{ edition, content: { kind: 'ncci-ptp-practitioner' } }]);
    expect(await problemOf([file], { table: 'ncci-ptp-outpatient' })).toMatch(
      /--table ncci-ptp-outpatient, and a file whose name says ncci-ptp-practitioner/,
    );
  });

  it('knows the first day of an edition by its name', async () => {
    const file: TestFile = ['own.csv', lines('cpt,label', '99213,Visit')];
    for (const [edition, from] of [
      ['2026Q4', '2026-10-01'],
      ['2026Q1-2', '2026-01-01'],
      ['CY2027', '2027-01-01'],
      ['FY2027', '2026-10-01'],
      ['FY2027-April', '2027-04-01'],
    ] as const) {
      expect(await editionsOf([file], { edition })).toMatchObject([{ edition, from }]);
    }
    expect(await problemOf([file], { edition: '2026Q5' })).toMatch(/does not say its first day/);
  });

  it('puts the continuations of a description together, and aligns modifiers to the right', async () => {
    const editions = await editionsOf([
      [
        'HCPC2026_OCT_ANWEB.txt',
        lines(
          hcpcsRecord({
            code: 'A1',
            record: '7',
            long: 'Dressing',
            short: '',
            added: '20020701',
            action: 'N',
          }),
          hcpcsRecord({
            code: 'J1100',
            record: '3',
            long: 'First part',
            short: 'Short',
            coverage: 'D',
            added: '19820101',
            ended: '20260930',
          }),
          hcpcsRecord({ code: 'J1100', record: '4', long: 'second part' }),
          hcpcsRecord({
            code: 'J1101',
            record: '3',
            long: 'Taken up again',
            short: 'Again',
            added: '19820101',
            changed: '20260701',
            action: 'R',
          }),
          hcpcsRecord({ code: 'D0120', record: '3', long: 'Dental', short: 'Dental', added: '19820101' }),
        ),
      ],
    ]);
    expect(rowsOf(editions, 'modifiers')).toEqual([{ code: 'A1', label: 'Dressing', from: '2002-07-01' }]);
    expect(rowsOf(editions, 'hcpcs')).toEqual([
      {
        code: 'J1100',
        label: 'Short',
        longLabel: 'First part second part',
        coverage: 'D',
        from: '1982-01-01',
        to: '2026-09-30',
      },
      { code: 'J1101', label: 'Again', longLabel: 'Taken up again', coverage: '', from: '2026-07-01' },
    ]);
    expect(editions).toMatchObject([quarter, quarter]);
  });

  it('reads the table of HCPCS by the names of its columns', async () => {
    const header =
      'HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,COV,ADD DT,ACT EFF DT,TERM DT,ACTION CD';
    const editions = await editionsOf([
      [
        'HCPC2026_OCT_ANWEB.csv',
        lines(
          header,
          'J1100,0010,3,"Long, with a comma",Short,D,19820101,,,N',
          'J1100,0020,4,and more,,,,,,',
        ),
      ],
    ]);
    expect(rowsOf(editions, 'hcpcs')).toEqual([
      {
        code: 'J1100',
        label: 'Short',
        longLabel: 'Long, with a comma and more',
        coverage: 'D',
        from: '1982-01-01',
      },
    ]);
  });

  it('reads pairs behind their notice and header, active where a star stands, and finds the table in the name', async () => {
    const file: TestFile = [
      'ccipra-v323r0-f1.TXT',
      lines(
        ...pairHeader,
        '80053\t80048\t \t19960101\t*\t0\tMade up',
        '20610\t76942\t*\t20200101\t20201231\t1\tMade up',
        '20610\t76942\t \t20230401\t*       \t1\tMade up',
        'A4263\tA4262\t \t19960101\t19960101\t9\tMade up',
      ),
    ];
    const [edition] = await editionsOf([file]);
    expect(edition).toMatchObject({ ...quarter, rowCount: 4, isWhole: false });
    const table = edition === undefined ? undefined : open(packEdition(edition));
    if (table?.table !== 'ncci-ptp-practitioner') {
      throw new Error('no table of pairs');
    }
    const on = (day: string) => table.find('20610', '76942', day as never)?.indicator;
    expect([on('2020-12-31'), on('2021-01-01'), on('2023-03-31'), on('2023-04-01')]).toEqual([
      '1',
      undefined,
      undefined,
      '1',
    ]);
    expect(table.find('80053', '80048', '2026-10-01' as never)).toMatchObject({
      indicator: '0',
      from: '1996-01-01',
    });
    expect(table.find('80048', '80053', '2026-10-01' as never)?.column1).toBe('80053');
  });

  it('takes the parts of a table of pairs together, and their quarter from the newest pair where no name says it', async () => {
    const part = (code: string): string =>
      lines(
        ...pairHeader,
        `${code}\t76942\t \t20261001\t*\t1\tMade up`,
        `${code}\t97597\t \t20200101\t*\t1\tMade up`,
      );
    const editions = await editionsOf(
      [
        ['part one', part('11042')],
        ['part two', part('20610')],
      ],
      { table: 'ncci-ptp-outpatient' },
    );
    expect(editions).toMatchObject([{ ...quarter, rowCount: 4, files: ['part one', 'part two'] }]);
  });

  it.each([
    ['Practitioner Services MUE Values', 'mue-practitioner'],
    ['Outpatient Hospital Services MUE Values', 'mue-outpatient'],
    ['DME Supplier Services MUE Values', 'mue-equipment'],
  ] as const)(
    'reads unit limits behind a notice of several lines, with a header that is broken: %s',
    async (column, kind) => {
      const editions = await editionsOf([
        [
          'MCR_MUE_Eff_10-01-2026.csv',
          lines(
            '"A notice that goes on, and on\nover ""several"" lines",,,',
            `"HCPCS/\nCPT Code","${column}","MUE Adjudication Indicator","MUE Rationale"`,
            '36415,2,3 Date of Service Edit: Clinical,Made up',
            '97110,6,2 Date of Service Edit: Policy,Made up',
            'J1100,"1,200",1 Line Edit,Made up',
          ),
        ],
      ]);
      expect(rowsOf(editions, kind)).toEqual([
        { code: '36415', units: 2, counts: 'day-clinical' },
        { code: '97110', units: 6, counts: 'day-absolute' },
        { code: 'J1100', units: 1200, counts: 'line' },
      ]);
      expect(editions).toMatchObject([quarter]);
    },
  );

  it('gathers the primaries of an add-on with their days, without those that the contractor defines', async () => {
    const header =
      'AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,Notes';
    const editions = await editionsOf([
      [
        'AOC_V2026Q4-MCR.csv',
        lines(
          'A notice,,,,,,,',
          header,
          '1,G0018,,G0017,,2024001,2026365,',
          '1,G0018,,G0016,,2023091,2025365,',
          '1,G0018,,G0015,2025365,2024001,,',
          '2,G0137,2026273,CCCCC,,2024001,,',
          'III,G0506,,CCCCC,,2024001,,',
          'III,G0506,,G0438,,2024001,,',
        ),
      ],
    ]);
    expect(rowsOf(editions, 'ncci-add-on')).toEqual([
      {
        code: 'G0018',
        type: 1,
        primaries: [
          { code: 'G0015', from: '2024-01-01', to: '2025-12-31' },
          { code: 'G0016', from: '2023-04-01', to: '2025-12-31' },
          { code: 'G0017', from: '2024-01-01', to: '2026-12-31' },
        ],
        from: '2023-04-01',
      },
      { code: 'G0137', type: 2, primaries: [], from: '2024-01-01', to: '2026-09-30' },
      { code: 'G0506', type: 3, primaries: [{ code: 'G0438', from: '2024-01-01' }], from: '2024-01-01' },
    ]);
  });

  it('reads add-ons in columns as it reads them as CSV', async () => {
    const row = (
      type: string,
      addOn: string,
      end: string,
      primary: string,
      ended: string,
      days: string,
    ): string => `${type}${addOn}${end.padEnd(7)}${primary}${ended.padEnd(7)}${days}`;
    const text: TestFile = [
      'AOC_V2026Q4_01-MCR.txt',
      lines(
        row('1', 'G0018', '', 'G0017', '', '20240012026365'),
        row('1', 'G0018', '', 'G0016', '2025365', '2023091       A note'),
        row('2', 'G0137', '2026273', 'CCCCC', '', '2024001       Contractor Defined Primary Codes'),
        row('3', 'G0506', '', 'G0438', '', '2024001'),
      ),
    ];
    const expected = [
      {
        code: 'G0018',
        type: 1,
        primaries: [
          { code: 'G0016', from: '2023-04-01', to: '2025-12-31' },
          { code: 'G0017', from: '2024-01-01', to: '2026-12-31' },
        ],
        from: '2023-04-01',
      },
      { code: 'G0137', type: 2, primaries: [], from: '2024-01-01', to: '2026-09-30' },
      { code: 'G0506', type: 3, primaries: [{ code: 'G0438', from: '2024-01-01' }], from: '2024-01-01' },
    ];
    const editions = await editionsOf([text]);
    expect(rowsOf(editions, 'ncci-add-on')).toEqual(expected);
    expect(editions).toMatchObject([quarter]);
    const inArchive: TestFile = ['AOC.txt', text[1], 'add-code-edits-medicare-effective-10012026.zip'];
    expect(await editionsOf([inArchive])).toMatchObject([quarter]);
    const many = Array.from({ length: 20 }, (_, at) => row('1', `G1${100 + at}`, '', 'G0017', '', '2024001'));
    const cut: TestFile = [text[0], lines(...many, '1G0019       G0020')];
    expect(await problemOf([cut])).toMatch(
      /line 21: found "1G0019 +G0020"; expected columns 1 type, 2-6 add-on/,
    );
    const [edition] = editions;
    const table = edition === undefined ? undefined : open(packEdition(edition));
    expect(table?.table === 'ncci-add-on' ? [...table.rows()] : []).toEqual(expected);
  });

  it('reads the fee schedule in columns as it reads it as CSV, and its release from its name', async () => {
    const csv = await editionsOf([['fees', feeSchedule([feeRow])]]);
    const text = lines('HDR A notice of the owners of the codes', feeTextRow);
    for (const [name, archive] of [
      ['PPRRVU2025_Oct.txt', undefined],
      ['PPRRVU25_OCT.txt', undefined],
      ['fees.txt', 'rvu25d.zip'],
    ] as const) {
      const editions = await editionsOf([[name, text, archive]]);
      expect(rowsOf(editions, 'mpfs')).toEqual(rowsOf(csv, 'mpfs'));
      expect(editions).toMatchObject([
        { edition: '2025Q4', from: '2025-10-01', factors: { conversion: 323_465 } },
      ]);
    }
    expect(JSON.stringify(await editionsOf([['fees.txt', text, 'rvu25d.zip']]))).not.toContain('publisher');
    const many = Array.from({ length: 20 }, (_, at) => feeTextRow.replace('G0001', `G1${100 + at}`));
    expect(await problemOf([['PPRRVU2025_Oct.txt', lines(...many, feeTextRow.slice(1))]])).toMatch(
      /line 21: found "0001 .* of \d+ characters; expected a code, its values/,
    );
    const other: TestFile = [
      'PPRRVU2026_Jan_nonQPP.txt',
      lines('HDR A notice', `${feeTextRow.slice(0, 121)}9 ${feeTextRow.slice(121)}`),
    ];
    expect(await problemOf([other])).toMatch(
      /a fee schedule in columns of another layout; the CSV file beside it is read/,
    );
  });

  it('takes the CSV of a fee schedule that comes in both forms, and refuses two that differ', async () => {
    const csv: TestFile = ['PPRRVU2025_Oct.csv', feeSchedule([feeRow])];
    const text = (name: string, ...more: string[]): TestFile => [
      name,
      lines('HDR A notice', feeTextRow, ...more),
    ];
    const read = await readFiles([text('PPRRVU2025_Oct.txt'), csv]);
    expect(read).toMatchObject({
      editions: [{ edition: '2025Q4', files: ['PPRRVU2025_Oct.csv'] }],
      left: [{ name: 'PPRRVU2025_Oct.txt', why: 'PPRRVU2025_Oct.csv has the same table' }],
    });
    // A text that was renamed has the release of the CSV beside it.
    expect(await editionsOf([text('fees.txt'), csv])).toMatchObject([{ edition: '2025Q4' }]);
    const longer = feeTextRow.replace('G0001', 'G0002');
    expect(await problemOf([text('PPRRVU2025_Oct.txt', longer), csv])).toMatch(
      /the same table twice, mpfs in PPRRVU2025_Oct\.txt with 2 rows and in PPRRVU2025_Oct\.csv with 1/,
    );
  });

  it('finds the columns of the fee schedule by their names, whether 2026 put one between or not', async () => {
    const fee = {
      code: 'G0001',
      modifier: '',
      status: 'A',
      workHundredths: 192,
      practiceNonFacilityHundredths: 150,
      practiceFacilityHundredths: 75,
      malpracticeHundredths: 49,
      componentIndicator: '0',
      globalDays: '090',
      preoperativePercent: 10,
      intraoperativePercent: 69,
      postoperativePercent: 21,
      multipleIndicator: '2',
      bilateralIndicator: '1',
      assistantIndicator: '0',
      coSurgeonIndicator: '1',
      teamIndicator: '2',
      endoscopicBase: 'G0000',
    };
    for (const hasPricingColumn of [false, true]) {
      const editions = await editionsOf([
        ['fees', feeSchedule([feeRow], { hasPricingColumn, year: '2026' })],
      ]);
      expect(rowsOf(editions, 'mpfs')).toEqual([fee]);
      expect(editions).toMatchObject([{ ...quarter, factors: { conversion: 323_465 } }]);
    }
  });

  it("keeps of two fee schedules of one release the usual one, and the other one's conversion factor", async () => {
    const other = feeRow.map((cell) => (cell === '32.3465' ? '33.5675' : cell));
    const files: TestFile[] = [
      ['higher', feeSchedule([other], { year: '2026' })],
      ['usual', feeSchedule([feeRow], { year: '2026' })],
    ];
    expect(await editionsOf(files)).toMatchObject([
      { files: ['usual'], factors: { conversion: 323_465, 'conversion-alternative-model': 335_675 } },
    ]);
  });

  it('never keeps the words of a fee schedule, nor its dental codes', async () => {
    const dental = feeRow.map((cell) => (cell === 'G0001' ? 'D0120' : cell));
    const editions = await editionsOf([['fees', feeSchedule([feeRow, dental])]]);
    expect(JSON.stringify(rowsOf(editions, 'mpfs'))).not.toMatch(/words of a publisher|D0120/);
  });

  it('puts back the zeros that a spreadsheet took from localities, keeps one of two lines that are the same', async () => {
    const editions = await editionsOf([
      [
        '26LOCCO.csv',
        lines(
          'COUNTIES INCLUDED IN 2026 LOCALITIES. (ALPHABETICALLY),,,,',
          ',,,,',
          'Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties',
          '2102,1,ALASKA ,STATEWIDE ,ALL COUNTIES ',
          ',,,,',
          '5302,99,MISSOURI,REST OF STATE* ,ALL OTHER COUNTIES ',
          '5302,99,,REST OF STATE*,ALL OTHER COUNTIES',
          '*  A remark.,,,,',
        ),
      ],
    ]);
    expect(rowsOf(editions, 'localities')).toEqual([
      { contractor: '02102', locality: '01', state: 'ALASKA', name: 'STATEWIDE', counties: 'ALL COUNTIES' },
      {
        contractor: '05302',
        locality: '99',
        state: 'MISSOURI',
        name: 'REST OF STATE',
        counties: 'ALL OTHER COUNTIES',
      },
    ]);
    expect(editions).toMatchObject([{ edition: 'CY2026', from: '2026-01-01' }]);
  });

  it('reads the work index with its floor where the file has both', async () => {
    const editions = await editionsOf([
      [
        'GPCI2026.csv',
        lines(
          'ADDENDUM E. FINAL CY 2026 GEOGRAPHIC PRACTICE COST INDICES (GPCIs),,,,,,,',
          'Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI',
          '10112,AL,00,ALABAMA,0.98,1,0.869,0.575',
          '"MAC Assignments as of November 22, 2025",,,,,,,',
        ),
      ],
    ]);
    expect(rowsOf(editions, 'gpci')).toEqual([
      {
        contractor: '10112',
        locality: '00',
        state: 'AL',
        name: 'ALABAMA',
        workThousandths: 1000,
        practiceThousandths: 869,
        malpracticeThousandths: 575,
      },
    ]);
  });

  it('reads anesthesia factors with the national one, and stops at the mark that DOS put behind a text', async () => {
    const table = lines(
      'Contractor,Locality,Locality Name,National Anes CF of 20.3178',
      '10112 ,00 ,ALABAMA,19.31 ',
    );
    const text = `${lines('10112       00    ALABAMA                     1931', '02102       01    ALASKA*                     2786', '03102       00    ARIZONA                     2004')}\u001A`;
    const [first] = await editionsOf([['ANES2026.csv', table]]);
    expect(first).toMatchObject({
      edition: 'CY2026',
      factors: { anesthesia: 203_178 },
      content: { rows: [{ factorTenThousandths: 193_100 }] },
    });
    const second = await editionsOf([['ANES2026.txt', text]]);
    expect(rowsOf(second, 'anesthesia').map((row) => [row.name, row.factorTenThousandths])).toEqual([
      ['ALABAMA', 193_100],
      ['ALASKA', 278_600],
      ['ARIZONA', 200_400],
    ]);
  });

  it('takes one of the two forms that an archive has of a table, and says so', async () => {
    const head = 'ADDENDUM E. FINAL CY 2026 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE';
    const names =
      'Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI,2026 PE GPCI,2026 MP GPCI';
    const editions = await editionsOf([
      [
        'GPCI2026.txt',
        lines(
          head,
          '',
          'Medicare Admi State  Locality',
          '10112           AL      00   ALABAMA           1.000       0.869       0.575',
        ),
      ],
      ['GPCI2026.csv', lines(`${head},,,,,,`, names, '10112,AL,00,ALABAMA,1,0.869,0.575')],
    ]);
    expect(editions).toMatchObject([{ files: ['GPCI2026.csv'], rowCount: 1 }]);
  });

  it('reads characters of Windows-1252 where the file is no UTF-8, and leaves a byte order mark out', async () => {
    const own = (label: Uint8Array): Uint8Array =>
      Uint8Array.from([...new TextEncoder().encode('\uFEFFcpt,label\r\n99213,'), ...label]);
    const labels = [Uint8Array.of(0x4d, 0xe9, 0x6e), new TextEncoder().encode('Mén')];
    for (const label of labels) {
      const editions = await editionsOf([['own.csv', own(label)]], quarter);
      expect(rowsOf(editions, 'cpt')).toEqual([{ code: '99213', label: 'Mén' }]);
    }
  });

  it('keeps only the values of adjustment codes, with their days', async () => {
    const editions = await editionsOf(
      [['carc.csv', lines('carc,from,to', '45,1995-01-01,', 'B7,,2026-06-30')]],
      quarter,
    );
    expect(rowsOf(editions, 'carc')).toEqual([
      { code: '45', from: '1995-01-01' },
      { code: 'B7', to: '2026-06-30' },
    ]);
  });

  it('reads the taxonomy without its definitions, and knows from when a version holds', async () => {
    const header = 'Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section';
    const editions = await editionsOf([
      [
        'nucc_taxonomy_251.csv',
        lines(header, '207Q00000X,Physicians,Family Medicine,,"A definition\nof two lines",,,Individual'),
      ],
    ]);
    expect(editions).toMatchObject([{ edition: 'v25.1', from: '2025-10-01' }]);
    expect(rowsOf(editions, 'taxonomy')).toEqual([
      { code: '207Q00000X', grouping: 'Physicians', classification: 'Family Medicine', specialization: '' },
    ]);
  });

  it('reads ZIP codes by their columns', async () => {
    const record = (start: string, split: string): string =>
      `${start}Z9   ${split} A`.padEnd(75).slice(0, 75) + '20264';
    const editions = await editionsOf([
      [
        'ZIP5_OCT2026.txt',
        lines(record('AK995010210201 ', '0'), record('MS389230730200B', '1'), record('MS389240730200R', '0')),
      ],
    ]);
    expect(rowsOf(editions, 'zip-locality').map(({ zip, area, isSplit }) => [zip, area, isSplit])).toEqual([
      ['99501', 'urban', false],
      ['38923', 'super-rural', true],
      ['38924', 'rural', false],
    ]);
    expect(editions).toMatchObject([quarter]);
  });

  it('gathers what the lists of the code editor say of one code, and says which lists a file lacks', async () => {
    const tabs = (...cells: string[]): string => cells.join('\t');
    const lists = await editionsOf([
      [
        'lists.txt',
        lines(
          tabs(
            'MCE_Version',
            'ICD_Version',
            'MCE_Section',
            'MCE_Subsection',
            'MCE_Edit_Type',
            'ICD_Code_Type',
            'ICD_Code',
            'ICD_Desc',
          ),
          tabs('43', '10', '4', 'C', 'Maternity_Only', 'D', 'O09211', 'x'),
          tabs('43', '10', '5', 'A', 'Female_Only', 'D', 'O09211', 'x'),
          tabs('43', '10', '9', '_', 'Principal_Unacceptable', 'D', 'O09211', 'x'),
          tabs('43', '10', '5', 'A', 'Female_Only', 'P', '0U5', 'x'),
        ),
      ],
    ]);
    expect(rowsOf(lists, 'mce')).toEqual([
      {
        code: 'O09211',
        sex: 'F',
        ages: { fromYears: 9, toYears: 64 },
        isManifestation: false,
        isUnacceptablePrincipal: true,
      },
    ]);
    expect(lists).toMatchObject([{ edition: 'v43', from: '2025-10-01', lacks: ['manifestation'] }]);
    const table = await editionsOf(
      [
        [
          'table.csv',
          lines(
            '"icd_code","icd_description","icd_conflict_group","icd_conflict_rule"',
            '"A33","x","Age","Perinatal/Newborn (Age 0 Only)"',
          ),
        ],
      ],
      quarter,
    );
    expect(rowsOf(table, 'mce')).toMatchObject([{ code: 'A33', ages: { fromYears: 0, toYears: 0 } }]);
    expect(table).toMatchObject([
      { isWhole: false, lacks: ['sex', 'manifestation', 'unacceptable principal'] },
    ]);
  });
});

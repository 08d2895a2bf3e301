import { zipSync, gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import {
  LoadCodeSetsAnswer,
  ReadCodeSetsAnswer,
  type CodeSetKind,
  type LoadCodeSets,
  type ReadCodeSetsRequest,
} from '#contracts/code-sets.ts';
import { Instant } from '#contracts/dates.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { loadCodeSetStep, type LoadCodeSetWorld } from '../../functions/load-code-set/load-code-set-step.ts';
import { readCodeSetsStep } from '../../functions/read-code-sets/read-code-sets-step.ts';
import {
  feeRow,
  feeSchedule,
  hcpcsRecord,
  lines,
  orderLine,
  pairHeader,
} from '../domain/code-sets/read/files.ts';

function worldOfCodes() {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  const codeSets = memoryCodeSetStore(tables);
  let loads = 0;
  const world: LoadCodeSetWorld = {
    clock: { now: () => Instant.parse('2026-11-20T15:04:05.000Z') },
    documents,
    contents: uploadContents,
    codeSets,
  };
  const arrive = async (key: string, content: Uint8Array | string, as: LoadCodeSetWorld = world) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await documents.put('uploads', key, bytes, 'application/octet-stream');
    const body = JSON.stringify({
      detail: { bucket: { name: 'uploads' }, object: { key, size: bytes.length, 'version-id': 'v1' } },
    });
    const { outcome } = await loadCodeSetStep(body, as);
    const stored = await documents.get('uploads', `reference-answer/${key.replace('reference/', '')}.json`);
    const answer = LoadCodeSetsAnswer.parse(JSON.parse(new TextDecoder().decode(stored?.body)));
    expect(answer.outcome).toBe(outcome);
    return answer;
  };
  return {
    world,
    documents,
    arrive,
    /** Loads files as the command line does: files first, then the order that names them. */
    async order(
      files: Readonly<Record<string, Uint8Array | string>>,
      wish: Partial<Omit<LoadCodeSets, 'load'>> = {},
      as?: LoadCodeSetWorld,
    ) {
      loads += 1;
      const load = [];
      for (const [name, content] of Object.entries(files)) {
        const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
        const key = `reference-files/${loads}/${name}`;
        await documents.put('uploads', key, bytes, 'application/octet-stream');
        load.push({ key, sizeBytes: bytes.length });
      }
      return await arrive(`reference/${loads}`, JSON.stringify({ load, isSlice: true, ...wish }), as);
    },
    async read(request: ReadCodeSetsRequest) {
      return ReadCodeSetsAnswer.parse(
        await readCodeSetsStep(request, { ...world, codeSearch: codeSearch(codeSets) }),
      );
    },
    async editions(kind: CodeSetKind) {
      const { editions } = await codeSets.register(kind);
      return editions.map(({ edition, replacedBy }) => (replacedBy === undefined ? edition : `(${edition})`));
    },
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const order = (...codes: string[]): string =>
  lines(...codes.map((code, at) => orderLine(at + 1, code, '1', `Title of ${code}`)));
const pairs = (...rows: string[]): string => lines(...pairHeader, ...rows);
const places = (...rows: string[]): string => lines('pos_code,pos_type,pos_name', ...rows);

describe('A file of codes under reference/', () => {
  test('is loaded from an archive, with the files that were left, and found by its code', async () => {
    const codes = worldOfCodes();
    const workbook = zipSync({ '[Content_Types].xml': bytes('<Types/>') });
    const archive = zipSync({
      'icd10cm-order-2026.txt': bytes(order('A00', 'A000')),
      'words.pdf': bytes('%PDF-1.7'),
      'book.xlsx': workbook,
    });
    const answer = await codes.order({ 'official.zip': archive });
    expect(answer).toMatchObject({
      outcome: 'loaded',
      problems: [],
      editions: [
        {
          outcome: 'loaded',
          edition: {
            kind: 'icd-10-cm',
            edition: 'FY2026',
            from: '2025-10-01',
            isWhole: false,
            rowCount: 2,
            loadedAt: '2026-11-20T15:04:05.000Z',
            source: 'reference/1 v1',
            files: ['icd10cm-order-2026.txt'],
          },
        },
      ],
      left: [
        { name: 'words.pdf', why: 'a PDF' },
        { name: 'book.xlsx', why: 'a workbook, or an archive in the archive' },
      ],
    });
    const shown = await codes.read({ read: 'code', code: 'A00.0', on: '2026-09-30' as never });
    expect(shown).toMatchObject({
      on: '2026-09-30',
      found: [{ kind: 'icd-10-cm', edition: 'FY2026', rows: [{ code: 'A000', label: 'Title of A000' }] }],
    });
    expect(await codes.read({ read: 'code', code: 'B99', on: '2026-09-30' as never })).toMatchObject({
      found: [],
      absent: [{ kind: 'icd-10-cm', isWhole: false }],
    });
    expect(await codes.read({ read: 'code', code: 'A00.0', on: '2025-09-30' as never })).toMatchObject({
      found: [],
      absent: [],
    });
  });

  test('is searched by its words in the edition of the day', async () => {
    const codes = worldOfCodes();
    await codes.order({
      'icd10cm-order-2026.txt': lines(
        orderLine(1, 'E11', '0', 'Type 2 diabetes mellitus'),
        orderLine(2, 'E119', '1', 'Type 2 diabetes mellitus without complications'),
      ),
    });
    const found = await codes.read({ read: 'search', words: 'sugar', limit: 10, on: '2026-09-30' as never });
    expect({ ...found, found: found.outcome === 'search' ? found.found.slice(0, 1) : [] }).toEqual({
      outcome: 'search',
      on: '2026-09-30',
      found: [
        {
          kind: 'icd-10-cm',
          edition: 'FY2026',
          codes: [
            { code: 'E119', label: 'Type 2 diabetes mellitus without complications', isBillable: true },
            { code: 'E11', label: 'Type 2 diabetes mellitus', isBillable: false },
          ],
        },
      ],
    });
    const before = { read: 'search', words: 'high blood pressure', on: '2025-09-30' as never } as const;
    expect(await codes.read({ ...before, kind: 'icd-10-cm', limit: 1 })).toMatchObject({
      found: [{ edition: 'seed', codes: [{ code: 'I10' }] }],
    });
    const inVain = await codes.read({ read: 'search', words: 'xylophone', limit: 1 });
    expect(inVain.outcome === 'search' ? inVain.found.flatMap((one) => one.codes) : inVain).toEqual([]);
  });

  test('is loaded without an order when it says all that is needed itself, and packed with gzip', async () => {
    const codes = worldOfCodes();
    const record = 'AK995010210201 Z9   0 A'.padEnd(75) + '20264';
    const full = lines(
      ...Array.from({ length: 40_000 }, (_, at) => record.replace('99501', String(at).padStart(5, '0'))),
    );
    expect(await codes.arrive('reference/ZIP5.txt.gz', gzipSync(bytes(full)))).toMatchObject({
      outcome: 'loaded',
      editions: [{ edition: { kind: 'zip-locality', edition: '2026Q4', isWhole: true, rowCount: 40_000 } }],
    });
    expect(await codes.read({ read: 'code', code: '00017' })).toMatchObject({
      found: [{ rows: [{ zip: '00017', contractor: '02102' }] }],
    });
  });

  test('that is loaded again changes nothing, and no table is written twice', async () => {
    const codes = worldOfCodes();
    const file = { 'icd10cm-order-2026.txt': order('A00', 'A000') };
    await codes.order(file);
    const before = await codes.world.codeSets.registers();
    expect(await codes.order(file)).toMatchObject({
      outcome: 'loaded',
      editions: [{ outcome: 'unchanged', edition: { source: 'reference/1 v1' } }],
    });
    expect(await codes.world.codeSets.registers()).toEqual(before);
  });

  test('makes all tables of a load current, or none of them', async () => {
    const codes = worldOfCodes();
    const hcpcs = lines(
      hcpcsRecord({ code: 'A1', record: '7', long: 'Dressing', added: '20020701' }),
      hcpcsRecord({ code: 'J1100', record: '3', short: 'Drug', added: '19820101' }),
    );
    expect(await codes.order({ 'HCPC2026_OCT_ANWEB.txt': hcpcs })).toMatchObject({ outcome: 'loaded' });
    const other = hcpcs.replace('Drug', 'Drag');
    const refused = await codes.order({
      'HCPC2026_OCT_ANWEB.txt': other,
      'icd10cm-order-2026.txt': order('A00'),
    });
    expect(refused.outcome).toBe('refused');
    expect(refused.problems).toEqual([
      expect.stringMatching(
        /^hcpcs: found edition 2026Q4 from 2026-10-01 with 1 rows, a part; expected what was loaded under that name on 2026-11-20: .*, other rows\..*--replaces 2026Q4/,
      ),
    ]);
    expect(await codes.editions('icd-10-cm')).toEqual([]);
    expect(await codes.read({ read: 'code', code: 'J1100' })).toMatchObject({
      found: [{ kind: 'hcpcs', rows: [{ label: 'Drug' }] }],
    });
  });

  test('takes the place of an edition only when that is said, and what it replaced is kept', async () => {
    const codes = worldOfCodes();
    await codes.order({ 'icd10cm-order-2026.txt': order('A00') });
    const corrected = { 'icd10cm-order-2026.txt': order('A00', 'A000') };
    const wish = { edition: 'FY2026-2' };
    expect(await codes.order(corrected, wish)).toMatchObject({
      outcome: 'refused',
      problems: [
        expect.stringMatching(/overlaps FY2026 from 2025-10-01; expected days of its own.*--replaces FY2026/),
      ],
    });
    expect(await codes.order(corrected, { ...wish, replaces: 'FY2025' })).toMatchObject({
      outcome: 'refused',
      problems: [
        expect.stringMatching(/found --replaces FY2025; expected an edition that is in force: FY2026/),
      ],
    });
    expect(await codes.order(corrected, { ...wish, replaces: 'FY2026' })).toMatchObject({
      outcome: 'loaded',
    });
    expect(await codes.editions('icd-10-cm')).toEqual(['(FY2026)', 'FY2026-2']);
    expect(await codes.read({ read: 'code', code: 'A000', on: '2026-09-30' as never })).toMatchObject({
      found: [{ edition: 'FY2026-2' }],
    });
  });

  test('governs from its first day until the next edition begins', async () => {
    const codes = worldOfCodes();
    await codes.order({ 'icd10cm-order-2026.txt': order('A00') });
    await codes.order({ 'icd10cm-order-April-2026.txt': order('A00', 'A01') });
    await codes.order({ 'icd10cm-order-2025.txt': order('A00', 'A02') });
    const on = async (day: string) => {
      const shown = await codes.read({ read: 'code', code: 'A00', on: day as never });
      return shown.outcome === 'code' ? shown.found.map(({ edition }) => edition) : shown;
    };
    expect(await on('2024-09-30')).toEqual([]);
    expect(await on('2024-10-01')).toEqual(['FY2025']);
    expect(await on('2025-09-30')).toEqual(['FY2025']);
    expect(await on('2025-10-01')).toEqual(['FY2026']);
    expect(await on('2026-03-31')).toEqual(['FY2026']);
    expect(await on('2026-04-01')).toEqual(['FY2026-April']);
    expect(await on('2026-09-30')).toEqual(['FY2026-April']);
    // Diagnoses are made anew every October: what an edition of the year before says is not known to hold.
    expect(await on('2026-10-01')).toEqual([]);
  });

  test('may not overlap a period that was given with its end', async () => {
    const codes = worldOfCodes();
    const wish = (edition: string, from: string, to?: string) => ({
      edition,
      from: from as never,
      ...(to === undefined ? {} : { to: to as never }),
    });
    const file = { 'pos.csv': places('11,Non-Facility,Office') };
    await codes.order(file, wish('one', '2026-01-01', '2026-06-30'));
    expect(await codes.order(file, wish('two', '2026-06-30'))).toMatchObject({ outcome: 'refused' });
    expect(await codes.order(file, wish('three', '2025-01-01', '2026-01-01'))).toMatchObject({
      outcome: 'refused',
    });
    expect(await codes.order(file, wish('four', '2026-01-01'))).toMatchObject({ outcome: 'refused' });
    expect(await codes.order(file, wish('five', '2026-07-01'))).toMatchObject({ outcome: 'loaded' });
    expect(await codes.order(file, wish('six', '2025-01-01', '2025-12-31'))).toMatchObject({
      outcome: 'loaded',
    });
    expect(await codes.editions('place-of-service')).toEqual(['six', 'one', 'five']);
  });

  test('brings the parts of a table of pairs together, each in its own archive', async () => {
    const codes = worldOfCodes();
    const part = (code: string): Uint8Array =>
      zipSync({
        [`ccipra-v323r0-${code}.TXT`]: bytes(
          pairs(`${code}\t76942\t \t20261001\t*\t1\tx`, `${code}\t97597\t \t20200101\t20251231\t0\tx`),
        ),
      });
    expect(await codes.order({ 'f1.zip': part('11042'), 'f2.zip': part('20610') })).toMatchObject({
      editions: [{ edition: { kind: 'ncci-ptp-practitioner', edition: '2026Q4', rowCount: 4 } }],
    });
    const pair = async (code: string, other: string, on: string) =>
      await codes.read({ read: 'code', code, other, on: on as never });
    expect(await pair('76942', '20610', '2026-10-01')).toMatchObject({
      found: [{ rows: [{ column1: '20610', column2: '76942', indicator: '1' }] }],
    });
    expect(await pair('20610', '97597', '2026-10-01')).toMatchObject({
      found: [],
      absent: [{ kind: 'ncci-ptp-practitioner' }],
    });
    expect(await codes.read({ read: 'code', code: '20610' })).toMatchObject({ found: [], absent: [] });
  });

  test('is refused whole when its archive is cut off or spoiled, and what was in force stays', async () => {
    const codes = worldOfCodes();
    await codes.order({ 'icd10cm-order-2025.txt': order('A00') });
    const archive = zipSync({ 'icd10cm-order-2026.txt': bytes(order('A00', 'A000')) });
    const cut = archive.slice(0, archive.length - 30);
    expect(await codes.order({ 'cut.zip': cut })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/zip archive whose directory cannot be read/)],
    });
    const spoiled = archive.slice();
    spoiled[70] = (spoiled[70] ?? 0) ^ 0xff;
    expect(await codes.order({ 'spoiled.zip': spoiled })).toMatchObject({ outcome: 'refused' });
    const cutText = gzipSync(bytes(order('A00', 'A000'))).slice(0, 60);
    expect(await codes.order({ 'icd10cm-order-2026.txt.gz': cutText })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/gzip that cannot be unpacked/)],
    });
    expect(await codes.editions('icd-10-cm')).toEqual(['FY2025']);
  });

  test.each([
    ['ccipra-v323r0-f1.xlsx', /Instead of ccipra-v323r0-f1\.xlsx load the text of the same part \(\.TXT\)/],
    ['AOC_V2026Q4-MCR.xlsx', /Instead of AOC_V2026Q4-MCR\.xlsx load the text of the same archive/],
    ['PPRRVU2026_Oct_nonQPP.xlsx', /load the CSV of the same name/],
    ['book.xlsx', /load the text or the CSV that lies beside it, or save the sheet as CSV/],
  ])('that is a workbook alone, %s, is refused with what to load instead', async (name, problem) => {
    const codes = worldOfCodes();
    const workbook = zipSync({ '[Content_Types].xml': bytes('<Types/>') });
    const refused = { outcome: 'refused', problems: [expect.stringMatching(problem)] };
    expect(await codes.order({ [name]: workbook })).toMatchObject(refused);
    expect(await codes.order({ 'archive.zip': zipSync({ [name]: workbook }) })).toMatchObject(refused);
    expect(await codes.order({ [name]: workbook, 'icd10cm-order-2026.txt': order('A00') })).toMatchObject({
      outcome: 'loaded',
      left: [{ name }],
    });
  });

  test.each([
    ['{"load": []}', /^order: load: /],
    ['{"load": [{"key": "upload/cedar-hill/a", "sizeBytes": 1}]}', /^order: load\.0\.key: /],
    ['{"load": [{"key": "reference-files/none", "sizeBytes": 1}]}', /no object reference-files\/none/],
    ['{"load": [', /begins like JSON and cannot be read/],
    ['Dear all', /text of no layout that is known/],
  ])('that is no order that can be followed is refused: %s', async (text, problem) => {
    const codes = worldOfCodes();
    expect(await codes.arrive('reference/order', text)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(problem)],
    });
  });

  test('is put beside what somebody else loads at the same time', async () => {
    const codes = worldOfCodes();
    const { codeSets } = codes.world;
    let isFirst = true;
    const slow: LoadCodeSetWorld = {
      ...codes.world,
      codeSets: {
        ...codeSets,
        async save(registers) {
          if (isFirst) {
            isFirst = false;
            await codes.order({ 'icd10cm-order-2025.txt': order('A00') });
          }
          return await codeSets.save(registers);
        },
      },
    };
    expect(await codes.order({ 'icd10cm-order-2026.txt': order('A00', 'A000') }, {}, slow)).toMatchObject({
      outcome: 'loaded',
    });
    expect(await codes.editions('icd-10-cm')).toEqual(['FY2025', 'FY2026']);
    const never: LoadCodeSetWorld = {
      ...codes.world,
      codeSets: { ...codeSets, save: () => Promise.resolve(false) },
    };
    await expect(codes.order({ 'icd10cm-order-2024.txt': order('A00') }, {}, never)).rejects.toThrow(
      /Somebody else keeps loading/,
    );
  });

  test('whose table cannot be written is not registered', async () => {
    const codes = worldOfCodes();
    const broken: LoadCodeSetWorld = {
      ...codes.world,
      codeSets: { ...codes.world.codeSets, putTable: () => Promise.reject(new Error('no room')) },
    };
    await expect(codes.order({ 'icd10cm-order-2026.txt': order('A00') }, {}, broken)).rejects.toThrow(
      'no room',
    );
    expect(await codes.editions('icd-10-cm')).toEqual([]);
    expect(await codes.order({ 'icd10cm-order-2026.txt': order('A00') })).toMatchObject({
      outcome: 'loaded',
    });
  });

  test('packed by an older program is packed anew where its rows are the same, and refused where they are not', async () => {
    const codes = worldOfCodes();
    const file = { 'icd10cm-order-2026.txt': order('A00', 'A000') };
    await codes.order(file);
    const register = await codes.world.codeSets.register('icd-10-cm');
    const asPackedBy = async (packedAs: number) => {
      const { revision } = await codes.world.codeSets.register('icd-10-cm');
      const editions = register.editions.map((edition) => ({ ...edition, packedAs, sha256: '0'.repeat(64) }));
      await codes.world.codeSets.save([{ ...register, revision, editions }]);
    };
    await asPackedBy(0);
    // As many rows for the same days, and another code among them.
    expect(await codes.order({ 'icd10cm-order-2026.txt': order('A00', 'A001') })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/2 rows, a part, other rows\. If it is a correction/)],
    });
    expect(await codes.order(file)).toMatchObject({
      editions: [{ outcome: 'loaded', edition: { edition: 'FY2026' } }],
    });
    expect(await codes.editions('icd-10-cm')).toEqual(['FY2026']);
    await asPackedBy(99);
    expect(await codes.order(file)).toMatchObject({ editions: [{ outcome: 'unchanged' }] });
  });

  test('with other conversion factors is another edition, although its rows are the same', async () => {
    const codes = worldOfCodes();
    const usual = { 'fees.csv': feeSchedule([feeRow], { year: '2026' }) };
    await codes.order(usual);
    const higher = feeRow.map((cell) => (cell === '32.3465' ? '33.5675' : cell));
    expect(await codes.order({ 'fees.csv': feeSchedule([higher], { year: '2026' }) })).toMatchObject({
      outcome: 'refused',
      problems: [
        expect.stringMatching(
          /with 1 rows, a part, factors conversion 33\.5675; expected .*: 2026Q4 from 2026-10-01 with 1 rows, a part, factors conversion 32\.3465\. If/,
        ),
      ],
    });
    expect(await codes.order(usual)).toMatchObject({ editions: [{ outcome: 'unchanged' }] });
  });

  test('is searched by a new index where only its longer titles were corrected', async () => {
    const codes = worldOfCodes();
    const title = 'A title of more than sixty characters, of which the file cuts the';
    const named = (end: string): Readonly<Record<string, string>> => ({
      'icd10cm-order-2026.txt': lines(orderLine(1, 'A00', '1', `${title} ${end}`)),
    });
    await codes.order(named('abscess'));
    expect(await codes.order(named('fracture'))).toMatchObject({ editions: [{ outcome: 'loaded' }] });
    const search = { read: 'search', kind: 'icd-10-cm', limit: 1, on: '2026-09-30' as never } as const;
    expect(await codes.read({ ...search, words: 'fracture' })).toMatchObject({
      found: [{ edition: 'FY2026', codes: [{ code: 'A00' }] }],
    });
    const former = await codes.read({ ...search, words: 'abscess' });
    expect(former.outcome === 'search' ? former.found.flatMap((one) => one.codes) : former).toEqual([]);
    expect(await codes.order(named('fracture'))).toMatchObject({ editions: [{ outcome: 'unchanged' }] });
  });

  test('has its edition from the name of its archive where its own name does not say it', async () => {
    const codes = worldOfCodes();
    const archive = zipSync({ 'icd10cm_order_2026.txt': bytes(order('A00', 'A000')) });
    expect(await codes.order({ 'april-1-2026-code-descriptions-tabular-order.zip': archive })).toMatchObject({
      editions: [{ edition: { edition: 'FY2026-April', from: '2026-04-01' } }],
    });
    expect(await codes.order({ 'download.zip': archive })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/several editions .*--edition FY2026-April or --edition FY2026\./)],
    });
  });
});

describe('Two editions of a kind', () => {
  test('differ by what was added, removed and changed, however much of it is told', async () => {
    const codes = worldOfCodes();
    const limits = (...rows: string[]): string =>
      lines(
        'HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale',
        ...rows,
      );
    await codes.order({ 'Eff_07-01-2026.csv': limits('36415,2,3 x,x', '97110,6,3 x,x', 'J1100,120,3 x,x') });
    await codes.order({ 'Eff_10-01-2026.csv': limits('36415,2,3 x,x', '97110,8,3 x,x', '99213,1,2 x,x') });
    const request = {
      read: 'differences',
      kind: 'mue-practitioner',
      before: '2026Q3',
      after: '2026Q4',
    } as const;
    expect(await codes.read({ ...request, limit: 10 })).toEqual({
      outcome: 'differences',
      kind: 'mue-practitioner',
      counts: { added: 1, removed: 1, changed: 1, same: 1 },
      added: [{ code: '99213', units: 1, counts: 'day-absolute' }],
      removed: [{ code: 'J1100', units: 120, counts: 'day-clinical' }],
      changed: [
        {
          before: { code: '97110', units: 6, counts: 'day-clinical' },
          after: { code: '97110', units: 8, counts: 'day-clinical' },
        },
      ],
    });
    expect(await codes.read({ ...request, limit: 0 })).toMatchObject({
      counts: { added: 1 },
      added: [],
      removed: [],
      changed: [],
    });
    expect(await codes.read({ ...request, before: '2025Q1', limit: 0 })).toMatchObject({
      outcome: 'refused',
      problems: ['mue-practitioner: found no edition 2025Q1; expected one of 2026Q3, 2026Q4.'],
    });
  });

  test('of pairs differ by pair and first day: a pair that ended is changed, one taken up again is added', async () => {
    const codes = worldOfCodes();
    const base = [
      '11042\t97597\t \t20200101\t*\t1\tx',
      '20610\t76942\t \t20200101\t*\t1\tx',
      '20610\t97597\t \t20200101\t*\t1\tx',
    ];
    await codes.order({ 'ccipra-v322r0-f1.TXT': pairs(...base) });
    await codes.order({
      'ccipra-v323r0-f1.TXT': pairs(
        '11042\t76942\t \t20261001\t*\t0\tx',
        '11042\t97597\t \t20200101\t20260930\t1\tx',
        '20610\t76942\t \t20200101\t*\t1\tx',
        '20610\t76942\t \t20261001\t*\t0\tx',
      ),
    });
    const answer = await codes.read({
      read: 'differences',
      kind: 'ncci-ptp-practitioner',
      before: '2026Q3',
      after: '2026Q4',
      limit: 10,
    });
    expect(answer).toMatchObject({
      counts: { added: 2, removed: 1, changed: 1, same: 1 },
      added: [
        { column1: '11042', column2: '76942' },
        { column1: '20610', column2: '76942', from: '2026-10-01' },
      ],
      removed: [{ column1: '20610', column2: '97597' }],
      changed: [{ before: { column2: '97597' }, after: { to: '2026-09-30' } }],
    });
  });

  test('of fees differ by code and part', async () => {
    const codes = worldOfCodes();
    const part = (modifier: string, intra = '0.69'): readonly string[] =>
      feeRow.map((cell, at) => (at === 1 ? modifier : at === 16 ? intra : cell));
    const release = (month: string, ...rows: (readonly string[])[]): string =>
      feeSchedule(rows, { year: '2026' }).replace('October', month);
    await codes.order({ 'fees.csv': release('July', part(''), part('26')) });
    await codes.order({ 'fees.csv': release('October', part(''), part('26', '0.70'), part('TC')) });
    expect(
      await codes.read({ read: 'differences', kind: 'mpfs', before: '2026Q3', after: '2026Q4', limit: 10 }),
    ).toMatchObject({
      counts: { added: 1, removed: 0, changed: 1, same: 1 },
      added: [{ modifier: 'TC' }],
      changed: [{ after: { modifier: '26', intraoperativePercent: 70 } }],
    });
    expect(await codes.read({ read: 'code', code: 'g0001' })).toMatchObject({
      found: [{ kind: 'mpfs', rows: [{ modifier: '' }, { modifier: '26' }, { modifier: 'TC' }] }],
    });
  });

  test('are listed with what each lacks', async () => {
    const codes = worldOfCodes();
    await codes.order(
      { 'pos.csv': places('11,Non-Facility,Office') },
      { edition: '2026', from: '2026-01-01' as never },
    );
    expect(await codes.read({ read: 'editions' })).toMatchObject({
      registers: [
        { kind: 'place-of-service', revision: 1, editions: [{ edition: '2026', isWhole: false, lacks: [] }] },
      ],
    });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { codeReferences } from '#domain/code-sets/read/code-references.ts';
import { readCodeSets, type GivenFile, type LoadWish } from '#domain/code-sets/read/read-code-sets.ts';
import { open } from '#domain/code-sets/packed/pack.ts';
import { packEdition } from '#domain/code-sets/pack-edition.ts';
import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';

const data = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isAbsent = !existsSync(path.join(data, 'NOTICE.tsv'));
const reason = 'the official sample files are not beside the repository';

/** The files of an upload as the loader gets them: those of an archive, or the file itself. */
async function* filesOf(name: string): AsyncGenerator<GivenFile> {
  const file = path.join(data, name);
  const bytes = readFileSync(file);
  async function* read(from: number, before = bytes.length): AsyncGenerator<Uint8Array> {
    for (let at = from; at < before; at += 262_144) {
      yield await Promise.resolve(bytes.subarray(at, Math.min(at + 262_144, before)));
    }
  }
  const entries = await uploadContents.open({ sizeBytes: bytes.length, read }, usualArchiveLimits);
  for (const entry of entries) {
    yield { name: entry.name === '' ? path.basename(name) : entry.name, bytes: entry.read(0) };
  }
}

async function load(name: string, wish: Partial<LoadWish> = {}) {
  const read = await readCodeSets(withoutWorkbooks(filesOf(name)), { isSlice: false, ...wish });
  if (read.outcome === 'refused') {
    throw new Error(read.problem);
  }
  return read.editions;
}

/** The archive adapter refuses an archive in an archive, which a workbook is; the loader names and leaves it. */
async function* withoutWorkbooks(files: AsyncIterable<GivenFile>): AsyncGenerator<GivenFile> {
  for await (const file of files) {
    if (!file.name.endsWith('.xlsx')) {
      yield file;
    }
  }
}

async function table(name: string, kind: string, wish: Partial<LoadWish> = {}) {
  const edition = (await load(name, wish)).find(({ content }) => content.kind === kind);
  if (edition === undefined) {
    throw new Error(`${name} has no ${kind}`);
  }
  return open(packEdition(edition));
}

/** What the tabular list is, unpacked. */
function tabularText(): string {
  return gunzipSync(readFileSync(path.join(data, 'icd10cm/icd10cm_tabular_2021.xml.gz'))).toString();
}

/** What stands in each element of a name, in the order of the text. */
function elementsOf(text: string, element: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, inside = '']) => inside,
  );
}

const second = { edition: '2024Q2', from: '2024-04-01' as PlainDate, isSlice: true };

/** Each file with the rows of its tables, as the notes beside the files count them. */
const counts: readonly (readonly [
  name: string,
  rows: Readonly<Record<string, number>>,
  edition: string,
  wish?: Partial<LoadWish>,
])[] = [
  ['icd10cm/icd10cm-Code_Descriptions-2026.zip', { 'icd-10-cm': 98_186 }, 'FY2026'],
  ['icd10cm/Code-desciptions-April-2025.zip', { 'icd-10-cm': 97_584 }, 'FY2025-April'],
  ['icd10cm/icd10cm-Codes-Descriptions-April-2024.zip', { 'icd-10-cm': 97_296 }, 'FY2024-April'],
  [
    'icd10cm/icd10cm_tabular_2021.xml.gz',
    { 'icd-10-cm-notes': 45_017 },
    'FY2021',
    // Its name is that of the April file too.
    { edition: 'FY2021' },
  ],
  // The file has a line of headings more: 38,350.
  ['icd10cm/POAexemptCodesFY26.zip', { 'poa-exempt': 38_349 }, 'FY2026'],
  ['hcpcs/hcpcs-2025-jan-alpha-numeric.zip', { hcpcs: 8_259, modifiers: 383 }, '2025Q1'],
  ['hcpcs/HCPC2026_OCT_ANWEB.excerpt.csv', { modifiers: 9 }, '2026Q4', { isSlice: true }],
  ['mpfs/PPRRVU2025_Oct.hcpcs2.csv', { mpfs: 5_183 }, '2025Q4', { isSlice: true }],
  ['mpfs/PPRRVU2025_Oct.hcpcs2.txt', { mpfs: 5_183 }, '2025Q4', { isSlice: true }],
  ['mpfs/GPCI2025.csv', { gpci: 109 }, 'CY2025'],
  ['mpfs/GPCI2025.txt', { gpci: 109 }, 'CY2025'],
  ['mpfs/25LOCCO.csv', { localities: 109 }, 'CY2025'],
  ['mpfs/25LOCCO.txt', { localities: 109 }, 'CY2025'],
  ['mpfs/ANES2025.csv', { anesthesia: 109 }, 'CY2025'],
  ['mpfs/ANES2025.txt', { anesthesia: 109 }, 'CY2025'],
  ['mpfs/ZIP5_OCT2025.txt.gz', { 'zip-locality': 42_956 }, '2025Q4'],
  [
    'ncci_hcpcs2/ptp_prac_2024q2.hcpcs2.csv',
    { 'ncci-ptp-practitioner': 3_158 },
    '2024Q2',
    { ...second, table: 'ncci-ptp-practitioner' },
  ],
  [
    'ncci_hcpcs2/ptp_out_2024q2.hcpcs2.csv',
    { 'ncci-ptp-outpatient': 2_200 },
    '2024Q2',
    { ...second, table: 'ncci-ptp-outpatient' },
  ],
  ['ncci_hcpcs2/mue_prac_2024-04-01.hcpcs2.csv', { 'mue-practitioner': 4_387 }, '2024Q2', second],
  ['ncci_hcpcs2/mue_out_2024-04-01.hcpcs2.csv', { 'mue-outpatient': 4_339 }, '2024Q2', second],
  ['ncci_hcpcs2/mue_dme_2024-04-01.hcpcs2.csv', { 'mue-equipment': 2_928 }, '2024Q2', second],
  ['ncci_hcpcs2/aoc_2024q2.hcpcs2.csv', { 'ncci-add-on': 25 }, '2024Q2', second],
  // Rows of one code in several lists come together; the lines are counted below.
  [
    'mce/mce_v41.1_age_sex_manifestation.csv',
    { mce: 5_343 },
    'v41.1',
    { edition: 'v41.1', from: '2024-04-01' as PlainDate },
  ],
  ['mce/MCE_Simple_Code_Edits_v37.txt', { mce: 7_046 }, 'v37'],
  [
    'pos/pos_codes.csv',
    { 'place-of-service': 52 },
    '2024',
    { edition: '2024', from: '2024-01-01' as PlainDate },
  ],
  [
    'pos/tuva_place_of_service_2022.csv',
    { 'place-of-service': 50 },
    '2022',
    { edition: '2022', from: '2022-01-01' as PlainDate },
  ],
];

describe('the official sample files', () => {
  it('are skipped by name where they are absent', ({ skip }) => {
    skip(isAbsent, reason);
    expect(counts.length).toBeGreaterThan(20);
  });

  it.skipIf(isAbsent).each(counts.map(([name, rows, edition, wish]) => ({ name, rows, edition, wish })))(
    '$name has the rows that it is known to have',
    async ({ name, rows, edition, wish }) => {
      const editions = await load(name, wish);
      expect(Object.fromEntries(editions.map(({ content, rowCount }) => [content.kind, rowCount]))).toEqual(
        rows,
      );
      expect(editions.map((one) => one.edition)).toEqual(Object.keys(rows).map(() => edition));
    },
  );

  it.skipIf(isAbsent).each([
    ['icd10cm/icd10cm-Code_Descriptions-2026.zip', 74_719],
    ['icd10cm/Code-desciptions-April-2025.zip', 74_260],
    ['icd10cm/icd10cm-Codes-Descriptions-April-2024.zip', 74_044],
  ] as const)('%s has %i billable diagnoses, and finds one by its code', async (name, billable) => {
    const found = await table(name, 'icd-10-cm');
    if (found.table !== 'icd-10-cm') {
      throw new Error('no diagnoses');
    }
    expect([...found.rows()].filter(({ isBillable }) => isBillable)).toHaveLength(billable);
    expect(found.isWhole).toBe(true);
    expect(found.find('S72001A')).toMatchObject({ isBillable: true });
    expect(found.find('S72')).toMatchObject({ isBillable: false });
    expect(found.find('S72001')).toMatchObject({ isBillable: false });
  });

  /*
   * Of the 5,441 Excludes1 notes 5,304 name a code somewhere, and the loader reads 5,265. The other 39 are narrowed by
   * words ("with fifth character 1"), run backwards or are not closed: taken without these words each would exclude more
   * than the note does, so the loader leaves it. The notes beside the files count 5,281 as parsable, by a reader that
   * takes some of these.
   */
  it.skipIf(isAbsent).each([
    { element: 'excludes1', blocks: 2_625, notes: 5_441, withCode: 5_304, read: 5_265 },
    { element: 'excludes2', blocks: 1_045, notes: 2_253, withCode: 2_223, read: 2_213 },
    // Most that names no code says "underlying disease", and the like.
    { element: 'codeFirst', blocks: 317, notes: 681, withCode: 499, read: 485 },
    { element: 'useAdditionalCode', blocks: 774, notes: 1_347, withCode: 1_046, read: 935 },
  ])(
    'have $blocks blocks of $element, and references in $read of $notes notes',
    ({ element, ...counted }) => {
      const blocks = elementsOf(tabularText(), element);
      const notes = blocks.flatMap((block) => elementsOf(block, 'note'));
      const withCode = notes.filter((note) => /[A-Z]\d[0-9A-Z]/.test(note));
      const read = notes.filter((note) => codeReferences(note).length > 0);
      expect({
        blocks: blocks.length,
        notes: notes.length,
        withCode: withCode.length,
        read: read.length,
      }).toEqual(counted);
      expect(read.filter((note) => !withCode.includes(note))).toEqual([]);
    },
  );

  it.skipIf(isAbsent)('have 507 sets of seventh characters, each of which the loader keeps', async () => {
    const [edition] = await load('icd10cm/icd10cm_tabular_2021.xml.gz', { edition: 'FY2021' });
    if (edition?.content.kind !== 'icd-10-cm-notes') {
      throw new Error('no notes');
    }
    const { rows } = edition.content;
    const sets = elementsOf(tabularText(), 'sevenChrDef');
    // A code below a heading shares the heading's set: each set of the file is one list.
    const kept = new Set(rows.map(({ seventhCharacters }) => seventhCharacters));
    expect(sets).toHaveLength(507);
    expect([...kept].filter(({ length }) => length > 0)).toHaveLength(507);
    const characters = sets.reduce((sum, set) => sum + set.split('<extension ').length - 1, 0);
    expect([...kept].reduce((sum, { length }) => sum + length, 0)).toBe(characters);
  });

  /*
   * A row of the loader is a code with the limits of all lists that have it. The lists of version 37 have codes of
   * procedures too (4,360 lines) and two lists that no edit of ours asks (30): those lines are not kept.
   */
  it.skipIf(isAbsent).each([
    {
      name: 'mce/mce_v41.1_age_sex_manifestation.csv',
      lines: 7_946,
      limits: 7_946,
      wish: { edition: 'v41.1', from: '2024-04-01' as PlainDate },
    },
    { name: 'mce/MCE_Simple_Code_Edits_v37.txt', lines: 14_153, limits: 14_153 - 4_360 - 30, wish: {} },
  ])(
    '$name has $lines lines below its headings, and $limits limits',
    async ({ name, lines, limits, wish }) => {
      const [, ...rows] = readFileSync(path.join(data, name), 'utf8').trimEnd().split('\n');
      expect(rows).toHaveLength(lines);
      const [edition] = await load(name, wish);
      if (edition?.content.kind !== 'mce') {
        throw new Error('no lists of the editor');
      }
      const kept = edition.content.rows.flatMap(({ ages, sex, isManifestation, isUnacceptablePrincipal }) =>
        [ages !== undefined, sex !== undefined, isManifestation, isUnacceptablePrincipal].filter(Boolean),
      );
      expect(kept).toHaveLength(limits);
    },
  );

  it.skipIf(isAbsent)('answer the rows that are known: pairs, units, fees', async () => {
    const wish = { ...second, table: 'ncci-ptp-practitioner' as const };
    const pairs = await table('ncci_hcpcs2/ptp_prac_2024q2.hcpcs2.csv', 'ncci-ptp-practitioner', wish);
    const limits = await table('ncci_hcpcs2/mue_prac_2024-04-01.hcpcs2.csv', 'mue-practitioner', second);
    const fees = await table('mpfs/PPRRVU2025_Oct.hcpcs2.csv', 'mpfs', { isSlice: true });
    if (
      pairs.table !== 'ncci-ptp-practitioner' ||
      limits.table !== 'mue-practitioner' ||
      fees.table !== 'mpfs'
    ) {
      throw new Error('other tables');
    }
    expect(pairs.find('G0438', 'G0439', '2024-04-01' as PlainDate)?.indicator).toBe('0');
    expect(limits.find('J1100')).toMatchObject({ units: 120, counts: 'day-clinical' });
    const visit = fees.find('G0439', '');
    expect(visit).toMatchObject({ workHundredths: 192 });
    expect(
      (visit?.workHundredths ?? 0) +
        (visit?.practiceNonFacilityHundredths ?? 0) +
        (visit?.malpracticeHundredths ?? 0),
    ).toBe(391);
  });
});

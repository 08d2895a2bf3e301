import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainDate } from '#contracts/dates.ts';
import type { TableName } from '#domain/code-sets/code-tables.ts';
import { editionPacker } from '#domain/code-sets/packed/pack.ts';
import type { TableRows } from '#domain/code-sets/packed/table-contents.ts';
import { cptCode, diagnosisCode, hcpcsCode, seededNumbers, tableSizes } from '../made-up-codes.ts';

/** Packs tables of the official size, each into a file of its own in the folder that is given. */
const [folder = '.'] = process.argv.slice(2);
const from = '2026-01-01' as PlainDate;
const random = seededNumbers(7);

function packTable<Name extends TableName>(table: Name, rows: Iterable<TableRows[Name]>): void {
  const packer = editionPacker<Name>({ table, edition: 'bench', from, isWhole: true });
  for (const row of rows) {
    packer.add(row);
  }
  writeFileSync(join(folder, `${table}.table`), packer.finish());
}

function* numbers(count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) {
    yield index;
  }
}

function* made<Row>(count: number, make: (index: number) => Row): Generator<Row> {
  for (const index of numbers(count)) {
    yield make(index);
  }
}

/** Each code is paired with the same number of codes after it, a step apart, a fifth of them ended. */
function* pairs(): Generator<TableRows['ncci-ptp-practitioner']> {
  const { cptCodes, procedurePairs } = tableSizes;
  const each = Math.floor(procedurePairs / cptCodes);
  for (const first of numbers(cptCodes)) {
    for (const step of numbers(each)) {
      const ended = step % 5 === 0;
      yield {
        column1: cptCode(first),
        column2: cptCode((first + 1 + step * 3) % cptCodes),
        indicator: step % 3 === 0 ? '0' : '1',
        from: '2012-01-01' as PlainDate,
        ...(ended ? { to: '2020-12-31' as PlainDate } : {}),
      };
    }
  }
}

packTable('ncci-ptp-practitioner', pairs());
packTable(
  'icd-10-cm',
  made(tableSizes.diagnoses, (index) => ({
    code: diagnosisCode(index),
    label: `Condition ${index}${index % 9 === 0 ? ' of the left side' : ''}`,
    isBillable: true,
  })),
);
packTable(
  'icd-10-cm-notes',
  made(tableSizes.diagnoses, (index) => ({
    code: diagnosisCode(index),
    excludes1: index % 3 === 0 ? [{ from: diagnosisCode(index + 40), to: diagnosisCode(index + 40) }] : [],
    codeFirst: [],
    useAdditional: [],
    seventhCharacters: [],
  })),
);
packTable(
  'mce',
  made(tableSizes.diagnosisLimits, (index) => ({
    code: diagnosisCode(index * 7),
    ages: { fromYears: 0, toYears: 124 },
    isManifestation: false,
    isUnacceptablePrincipal: index % 2 === 0,
  })),
);
packTable(
  'cpt',
  made(tableSizes.cptCodes, (index) => ({ code: cptCode(index), label: `Service ${index}` })),
);
packTable(
  'hcpcs',
  made(tableSizes.hcpcsCodes, (index) => ({ code: hcpcsCode(index), label: `Supply ${index}` })),
);
packTable(
  'mue-practitioner',
  made(tableSizes.unitLimits, (index) => ({
    code: index < tableSizes.cptCodes ? cptCode(index) : hcpcsCode(index - tableSizes.cptCodes),
    units: 1 + Math.floor(random() * 8),
    counts: (['line', 'day-absolute', 'day-clinical'] as const)[index % 3] ?? 'line',
  })),
);
packTable(
  'ncci-add-on',
  made(tableSizes.addOns, (index) => ({
    code: cptCode(index * 9 + 4),
    type: 1 as const,
    primaries: [{ code: cptCode(index * 9 + 3) }, { code: cptCode(index * 9 + 5) }],
  })),
);
packTable(
  'mpfs',
  made(tableSizes.feeRows, (index) => ({
    code: index < tableSizes.cptCodes ? cptCode(index) : hcpcsCode(index - tableSizes.cptCodes),
    modifier: '',
    status: 'A',
    workHundredths: 97,
    practiceNonFacilityHundredths: 102,
    practiceFacilityHundredths: 41,
    malpracticeHundredths: 8,
    componentIndicator: '0',
    globalDays: (['XXX', '000', '010', '090'] as const)[index % 4] ?? 'XXX',
    preoperativePercent: 0,
    intraoperativePercent: 0,
    postoperativePercent: 0,
    multipleIndicator: '2',
    bilateralIndicator: '1',
    assistantIndicator: '1',
    coSurgeonIndicator: '0',
    teamIndicator: '0',
    endoscopicBase: '',
  })),
);

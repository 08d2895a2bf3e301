import { writeFileSync } from 'node:fs';
import { pack } from '#domain/code-sets/packed/pack.ts';
import { packSearchIndex } from '#domain/code-sets/search/pack-search-index.ts';
import { generateDiagnoses } from '../generate-tables.ts';

/** Packs made-up diagnoses, as many as are asked for, and the index that they are searched by. */
const [count = '0', tablePath = '', searchPath = ''] = process.argv.slice(2);
const rows = generateDiagnoses(Number(count));
writeFileSync(
  tablePath,
  pack(
    { table: 'icd-10-cm', edition: 'made', isWhole: true },
    rows.map((row) => ({ ...row, label: row.label.slice(0, 60) })),
  ),
);
writeFileSync(searchPath, packSearchIndex({ table: 'icd-10-cm', edition: 'made', isWhole: true }, rows));

import { expect, test } from 'vitest';
import { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import { readFile } from '../domain/intake/csv/read-file.ts';
import { run } from './run-command.ts';

test.each([
  ['visit', 'encounter'],
  ['charge-line', 'part'],
  ['appointment', 'appointment'],
])('"intake template %s" prints a file that is taken as it is', async (kind, record) => {
  const { exitCode, stdout, stderr } = await run('intake', 'template', kind);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(new Set(readFile(stdout).map((read) => read.kind))).toEqual(new Set([record]));
});

test('"intake template" prints a mapping that a practice document may hold', async () => {
  const { stdout } = await run('intake', 'template', 'epic-charge-lines', '--mapping');
  expect(CsvMapping.parse(JSON.parse(stdout))).toMatchObject({ mappingId: 'epic-charge-lines' });
});

test('"intake template" of a kind that there is not says which there are', async () => {
  const { exitCode, stderr } = await run('intake', 'template', 'epic-charge-lines');
  expect(exitCode).not.toBe(0);
  expect(stderr).toBe(
    'There is no template epic-charge-lines; expected one of visit, charge-line, appointment, document. An export of epic-charge-lines has its columns already: add --mapping.\n',
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageText, tableRows } from './markdown.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Names of samples, words of SQL and HTTP, examples of a form: no abbreviations. */
const noAbbreviations = new Set(
  'ENC JUNIP BLUEW FEDMB STMCD GET HEAD PUT LIST COPY DELETE LATEST FULL FRI'.split(' '),
);

/** X12's own segments and codes have their labels in the guides. */
const isOfX12 = (file: string): boolean => file.startsWith('shared/domain/x12/');

const explained = new Set(
  tableRows(pageText('docs/glossary.md')).flatMap(([terms = '']) => terms.split(/,\s*/)),
);

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`);
}

/** What people read in a file: all of a page without its code, and the comments of code. */
function proseOf(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  const prose = file.endsWith('.md')
    ? text
    : [...text.matchAll(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g)].map(([comment]) => comment).join('\n');
  return prose.replaceAll(/```[^]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');
}

/** Words of two capitals or more, in the singular; no codes, which have digits. */
function abbreviationsOf(prose: string): string[] {
  return [...prose.matchAll(/(?<![A-Za-z0-9_*.'"/-])([A-Z]{2,})s?(?![A-Za-z0-9_*])/g)].map(
    ([, word]) => word ?? '',
  );
}

describe('The glossary', () => {
  const files = [
    'README.md',
    ...['docs', 'events', 'shared'].flatMap((folder) => filesUnder(folder, '.md')),
    ...['shared', 'functions', 'infra', 'local', 'docs', 'bench'].flatMap((folder) =>
      filesUnder(folder, '.ts'),
    ),
  ].filter((file) => file !== 'docs/glossary.md' && !isOfX12(file));

  test('explains every abbreviation of the documents and of the comments in the code', () => {
    const unexplained = files.flatMap((file) =>
      abbreviationsOf(proseOf(file))
        .filter((word) => !explained.has(word) && !noAbbreviations.has(word))
        .map((word) => `${word} in ${file}`),
    );
    expect([...new Set(unexplained)]).toEqual([]);
  });

  test('finds what it looks for', () => {
    expect(abbreviationsOf(proseOf('events/README.md'))).toContain('NPI');
    expect(abbreviationsOf('Two NPIs, a CARC and `SQL`; not a code such as EB01.')).toEqual([
      'NPI',
      'CARC',
      'SQL',
    ]);
  });

  test('explains no word twice', () => {
    const words = tableRows(pageText('docs/glossary.md')).map(([terms]) => terms ?? '');
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});

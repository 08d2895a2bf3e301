import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generatedFolder, generatedPages } from '../../docs/generate.ts';

const pageNames = Object.keys(generatedPages);

test('every page of docs/generated has a generator', () => {
  expect(readdirSync(generatedFolder).toSorted()).toEqual(pageNames.toSorted());
});

test.each(pageNames)('%s is what its generator makes', (name) => {
  const page = readFileSync(path.join(generatedFolder, name), 'utf8');
  expect(page === generatedPages[name]?.(), 'run: npm run docs').toBe(true);
});

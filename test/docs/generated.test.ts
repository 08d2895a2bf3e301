import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generatedFolder, generatedPages } from '../../docs/generate.ts';

const pageNames = Object.keys(generatedPages);

test('every page of docs/generated has a generator', () => {
  const files = readdirSync(generatedFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(generatedFolder, path.join(entry.parentPath, entry.name)));
  expect(files.map((file) => file.replaceAll(path.sep, '/')).toSorted()).toEqual(pageNames.toSorted());
});

// Some are made of the synthesised templates, for which every function is bundled.
test.for(pageNames)('%s is what its generator makes', { timeout: 300_000 }, async (name, { skip }) => {
  const page = readFileSync(path.join(generatedFolder, name), 'utf8');
  const made = await generatedPages[name]?.();
  skip(made === undefined, 'what the page is made from is not on this machine');
  expect(page === made, 'run: npm run docs').toBe(true);
});

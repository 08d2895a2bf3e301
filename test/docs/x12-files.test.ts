import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { x12 } from '../cli/run-x12.ts';
import { pageText } from './markdown.ts';

test('The guide to X12 files shows what the commands really say', { timeout: 60_000 }, async () => {
  const [file = '', checked = '', shown = ''] = [
    ...pageText('docs/guides/x12-files.md').matchAll(/```\n([^`]*)```/g),
  ].map(([, text]) => text);
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-guide-'));
  const path = join(folder, 'monday.edi');
  writeFileSync(path, file);
  const check = await x12(['check', path]);
  const show = await x12(['show', path]);
  rmSync(folder, { recursive: true });
  expect([check.exitCode, show.exitCode]).toEqual([1, 1]);
  expect(check.stdout.replaceAll(path, 'monday.edi')).toBe(checked);
  expect(shown).toContain('CLM claim');
  expect(show.stdout).toContain(shown);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { readPracticesStep } from '../../functions/read-practices/read-practices-step.ts';
import {
  exportFile,
  importFile,
  loadPractice,
  showHistory,
  type PracticeSession,
} from '../../local/cli/practice-commands.ts';
import { memoryWorld } from '../functions/memory-world.ts';
import { run } from './run-command.ts';

const sample = fileURLToPath(new URL('../../events/practice.json', import.meta.url));
let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-practice-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A session whose functions run here, over maps; the sample practice is loaded as edition 1. */
async function session(): Promise<PracticeSession> {
  const world = await memoryWorld();
  return {
    options: { data: inFolder('data'), json: false },
    facts: { practices: async () => [...(await world.practices.listIds())] },
    target: {
      invoke: async (name, request) =>
        name === 'load-practice'
          ? await loadPracticeStep(request, world)
          : await readPracticesStep(request, world),
    },
  };
}

/** What a command prints. */
async function printed(command: Promise<void>): Promise<string> {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  try {
    await command;
  } finally {
    spy.mockRestore();
  }
  return text;
}

describe('A practice document', () => {
  test('is checked without a runtime: what is wrong is told by line, what is doubtful as a warning', async () => {
    writeFileSync(inFolder('bad.yaml'), 'practiceId: cedar-hill\nnpi: 2000000011\n');
    const bad = await run('practice', 'check', inFolder('bad.yaml'));
    expect(bad.exitCode).toBe(1);
    expect(bad.stderr).toMatch(/^ {2}line 1, column 1: taxId: found nothing/m);
    const good = await run('practice', 'check', sample);
    expect(good).toMatchObject({ exitCode: 0, stderr: '' });
    expect(good.stdout).toMatch(/^warning: .*no timeZone/);
    expect(good.stdout).toMatch(/practice cedar-hill: 3 providers/);
  });

  test('that is exported is the same when it is imported, as YAML and as JSON', async () => {
    const opened = await session();
    for (const name of ['now.yaml', 'now.json']) {
      expect(await printed(exportFile(opened, inFolder(name), undefined))).toMatch(
        /^wrote edition 1 of cedar-hill/,
      );
      expect(await printed(importFile(opened, inFolder(name), { yes: true }))).toMatch(
        /says the same: nothing to import/,
      );
    }
    expect(JSON.parse(readFileSync(inFolder('now.json'), 'utf8'))).toMatchObject({ edition: 1 });
  });

  test('is shown with its differences, imported when told so, and kept in the history', async () => {
    const opened = await session();
    const now = await printed(exportFile(opened, undefined, undefined));
    writeFileSync(
      inFolder('edited.yaml'),
      now.replace(/filingLimitDays: 180/, 'filingLimitDays: 120').replace(/^edition: 1\n/m, ''),
    );
    const asked = await printed(importFile(opened, inFolder('edited.yaml'), {}));
    expect(asked).toMatch(/edition 1 -> 2:\n {2}payers JUNIP: filingLimitDays 180 -> 120\n/);
    expect(asked).toMatch(/Nothing was imported\. Import with --yes\.\n$/);
    expect(await printed(exportFile(opened, undefined, undefined))).toBe(now);

    expect(await printed(importFile(opened, inFolder('edited.yaml'), { yes: true, by: 'jorge' }))).toMatch(
      /saved: cedar-hill is now at edition 2\n$/,
    );
    expect(await printed(showHistory(opened, undefined))).toMatch(
      /2 .* jorge .*edited\.yaml .*payers JUNIP: filingLimitDays 180 -> 120/,
    );
    expect(await printed(showHistory(opened, '2'))).toMatch(/^edition 2, .*, by jorge, from edited\.yaml\n/);
    expect(await printed(exportFile(opened, undefined, '1'))).toBe(now);
    await expect(exportFile(opened, undefined, '9')).rejects.toThrow(/no edition 9 of cedar-hill/);
    await expect(showHistory(opened, '9')).rejects.toThrow(/no line of history for edition 9/);

    writeFileSync(inFolder('old.yaml'), now.replace('5035550142', '5035550199'));
    await expect(importFile(opened, inFolder('old.yaml'), { yes: true })).rejects.toThrow(
      /edition: found 1; edition 2 is in force/,
    );
  });

  test('is loaded at once by "practice load", as before', async () => {
    expect(await loadPractice(await session(), sample)).toEqual({ outcome: 'unchanged' });
  });
});

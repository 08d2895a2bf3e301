import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { PlainDate } from '#contracts/dates.ts';
import { cleanClaim } from '#domain/scrub/edit-case.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { loadCodeSetStep } from '../../functions/load-code-set/load-code-set-step.ts';
import { readCodeSetsStep } from '../../functions/read-code-sets/read-code-sets-step.ts';
import { tablesOf } from '../../local/cli/scrub-tables.ts';
import { lines, orderLine } from '../domain/code-sets/read/files.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from '../functions/memory-world.ts';
import { envelopeFrom } from '../functions/payer-files.ts';
import { run } from './run-command.ts';

let folder: string;
let claims: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-scrub-'));
  claims = file('claims.837', fileOf({}));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function fileOf(changes: Partial<typeof cleanClaim>): string {
  const claim = buildClaim837P({ ...cleanClaim, ...changes }, practice);
  const numbers = { interchange: 1, group: 1 };
  return write837P(envelopeFrom('2026-10-06T09:00:00.000Z' as never), [claim], numbers);
}

/** Scrubs without any system. */
async function scrub(...words: readonly string[]) {
  return await run('--data', join(folder, 'nowhere'), 'scrub', ...words);
}

const order = (...codes: string[]): string =>
  lines(...codes.map((code, at) => orderLine(at + 1, code, '1', `Title of ${code}`)));

describe('a file on the command line', () => {
  test('is held against the codes of the program where nothing else is there, and that is said', async () => {
    const { stdout, exitCode } = await scrub(claims);
    expect(stdout).toMatch(/^Held against the few hundred codes that come with the program and no official/);
    expect(stdout).toMatch(/1 claim, 0 held\. No official table was asked: see the first line\.\n$/);
    expect(exitCode).toBe(0);
    const [told] = (await scrub(claims, '--json')).stdout.trim().split('\n');
    expect(JSON.parse(told ?? '')).toMatchObject({ tables: 'seed', clean: true, notes: [] });
    expect(stdout).toMatch(/claim, service-billed-twice: found no history was given; expected services/);
  });

  test('is held against official files, of a folder or packed, and the report names their editions', async () => {
    const tables = join(folder, 'tables');
    mkdirSync(tables);
    file('tables/icd10cm-order-2027.txt.gz', gzipSync(order('E119', 'I10')));
    file('tables/notes.pdf', '%PDF-1.7');
    const known = await scrub(claims, '--tables', tables, '--slice');
    expect(known.stdout).toMatch(/^Held against the files that were named: icd-10-cm FY2027 \(a part\);/);
    expect(known.stdout).toMatch(/Tables: icd-10-cm FY2027,/);
    expect(known.stdout).not.toContain('No official table');
    expect(known.exitCode).toBe(0);
  });

  test.each([
    {
      title: 'a part that is not said to be one',
      name: 'icd10cm-order-2027.txt',
      text: order('I10'),
      says: /1 rows of icd-10-cm.*--slice/s,
    },
    {
      title: 'a damaged list',
      name: 'icd10cm-order-2026.txt',
      text: order('I10', 'I10'),
      says: /line 2: found I10 once more/,
    },
    { title: 'no list', name: 'words.txt', text: 'Dear Sir or Madam\n', says: /words\.txt: / },
    { title: 'an empty file', name: 'empty.txt', text: '', says: /empty\.txt: an empty file/ },
  ])('is refused together with tables that are $title', async ({ name, text, says }) => {
    const { stderr, stdout, exitCode } = await scrub(claims, '--tables', file(name, text));
    expect(stderr).toMatch(says);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test('is refused with tables that are a workbook alone, which names what to give instead', async () => {
    const workbook = zipSync({ '[Content_Types].xml': new TextEncoder().encode('<Types/>') });
    const { stderr, exitCode } = await scrub(claims, '--tables', file('ccipra-v323r0-f1.xlsx', workbook));
    expect(stderr).toMatch(/Instead of ccipra-v323r0-f1\.xlsx load the text of the same part/);
    expect(exitCode).toBe(2);
  });

  test('is refused with tables that are not there, and with a practice that no system has', async () => {
    expect(await scrub(claims, '--tables', join(folder, 'none.zip'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^--tables .*none\.zip: no such file or folder/),
    });
    expect(await scrub('--practice', 'cedar-hill', claims)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^--practice cedar-hill: nothing runs on/),
    });
  });

  test.each([
    { title: 'missing', name: undefined, says: /no such file/ },
    { title: 'empty', name: 'nothing.837', text: '', says: /nothing\.837/ },
    { title: 'of another kind', name: 'letter.837', text: 'Dear Sir or Madam', says: /letter\.837/ },
    { title: 'broken off', name: 'half.837', text: 'half', says: /half\.837/ },
  ])('that is $title is told as such', async ({ name, text, says }) => {
    const content = text === 'half' ? fileOf({}).slice(0, 600) : (text ?? '');
    const path = name === undefined ? join(folder, 'gone.837') : file(name, content);
    const { stderr, exitCode } = await scrub(path);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(2);
  });

  test('is held against a practice document, with its filing limits', async () => {
    const document = file('practice.json', JSON.stringify(practice));
    const old = file(
      'old.837',
      fileOf({
        serviceDateFrom: PlainDate.parse('2024-10-07'),
        serviceDateTo: PlainDate.parse('2024-10-07'),
        lines: cleanClaim.lines.map((line) => ({ ...line, serviceDate: PlainDate.parse('2024-10-07') })),
      }),
    );
    const own = await scrub(old, '--against', document);
    expect(own.stdout).toContain('filing-limit-passed: found a day after');
    expect(own.exitCode).toBe(1);
    const alone = await scrub(old);
    expect(alone.stdout).toMatch(/Not checked:.*filing-limit-passed: found no contract with/s);
    expect(alone.exitCode).toBe(0);
  });
});

test('Tables that were loaded into a system are fetched when they are asked, and named', async () => {
  const memory = await memoryWorld();
  const codeSets = memoryCodeSetStore(memory.stored);
  const world = { ...memory, codeSets, codeSearch: codeSearch(codeSets) };
  const fetched: string[] = [];
  const target = {
    invoke: (_name: string, request: unknown) => readCodeSetsStep(request, world),
    bucket: () => 'documents',
    s3: {
      send: async (command: GetObjectCommand) => {
        const { Key: key = '' } = command.input;
        fetched.push(key);
        const found = await world.documents.get('documents', key);
        return { Body: { transformToByteArray: () => Promise.resolve(found?.body) } };
      },
    } as unknown as S3Client,
  };
  expect((await tablesOf(target)).words).toContain('Nothing is loaded there.');
  const load = async (name: string, ...codes: string[]) => {
    const key = `reference-files/${name}`;
    const text = order(...codes);
    await world.documents.put('uploads', key, text, 'text/plain');
    const given = JSON.stringify({ load: [{ key, sizeBytes: text.length }], isSlice: true });
    await world.documents.put('uploads', `reference/${name}.json`, given, 'application/json');
    await loadCodeSetStep(world.arrived('uploads', `reference/${name}.json`, given.length), world);
  };
  await load('icd10cm-order-2026.txt', 'A00');
  await load('icd10cm-order-2027.txt', 'A01');
  const tables = await tablesOf(target);
  expect(tables).toMatchObject({
    source: 'loaded',
    words: expect.stringMatching(
      /^Held against what was loaded into the system: icd-10-cm FY2026, icd-10-cm FY2027;/,
    ),
  });
  expect(fetched).toEqual([]);
  const day = PlainDate.parse('2026-10-05');
  const label = await tables.decide(({ diagnoses }) => diagnoses.inForceOn(day)?.find('A01')?.label);
  expect(label).toBe('Title of A01');
  expect(fetched).toEqual([expect.stringMatching(/^code-sets\/icd-10-cm\/FY2027-/)]);
});

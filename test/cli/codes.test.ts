import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadCodeSetStep } from '../../functions/load-code-set/load-code-set-step.ts';
import { readCodeSetsStep } from '../../functions/read-code-sets/read-code-sets-step.ts';
import {
  compareCodes,
  listCodes,
  loadCodes,
  searchCodes,
  showCode,
  type CodeSession,
} from '../../local/cli/code-commands.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { lines, orderLine } from '../domain/code-sets/read/files.ts';
import { memoryWorld } from '../functions/memory-world.ts';
import { run } from './run-command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-codes-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A session whose bucket and functions are here, over maps: what is put under `reference/` is loaded at once. */
async function session(json = false): Promise<CodeSession> {
  const memory = await memoryWorld();
  const codeSets = memoryCodeSetStore(memory.stored);
  const world = { ...memory, codeSets, codeSearch: codeSearch(codeSets) };
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof PutObjectCommand) {
      const { Key: key = '', Body } = command.input;
      const body = typeof Body === 'string' || Body instanceof Uint8Array ? Body : '';
      await world.documents.put('uploads', key, body, 'application/octet-stream');
      if (key.startsWith('reference/')) {
        await loadCodeSetStep(world.arrived('uploads', key, body.length), world);
      }
      return { VersionId: 'v1' };
    }
    if (command instanceof GetObjectCommand) {
      const found = await world.documents.get('uploads', command.input.Key ?? '');
      return { Body: { transformToString: () => Promise.resolve(new TextDecoder().decode(found?.body)) } };
    }
    throw new Error('another request than was expected');
  };
  return {
    options: { data: folder, json },
    target: {
      invoke: (_name, request) => readCodeSetsStep(request, world),
      s3: { send } as unknown as S3Client,
      bucket: () => 'uploads',
    },
  };
}

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

const order = (...codes: string[]): string =>
  lines(...codes.map((code, at) => orderLine(at + 1, code, '1', `Title of ${code}`)));

describe('Code sets on the command line', () => {
  test('are loaded, listed, shown and compared', async () => {
    const opened = await session();
    expect(await printed(listCodes(opened, undefined))).toContain('Nothing was loaded');
    const october = file('icd10cm-order-2026.txt', order('A00', 'A01'));
    const april = file('icd10cm-order-April-2026.txt', order('A00', 'A02'));
    expect(await printed(loadCodes(opened, [october], { slice: true }))).toBe(
      'loaded: icd-10-cm FY2026, from 2025-10-01, 2 rows; a part: what it lacks is not checked\n',
    );
    expect(await printed(loadCodes(opened, [october], { slice: true }))).toContain(
      'was there: icd-10-cm FY2026',
    );
    expect(
      await printed(loadCodes(opened, [april, file('words.pdf', '%PDF-1.7')], { slice: true })),
    ).toContain('not read: words.pdf (a PDF)\n');
    const listed = await printed(listCodes(opened, 'icd-10-cm'));
    expect(listed).toMatch(/FY2026 +2025-10-01 +before 2026-04-01 +2 +no: a part/);
    expect(listed).toMatch(/FY2026-April +2026-04-01/);
    expect(await printed(showCode(opened, 'A02', undefined, '2026-04-01' as never))).toBe(
      'icd-10-cm FY2026-April, from 2026-04-01:\n  code=A02 label=Title of A02 isBillable=true\n',
    );
    expect(await printed(showCode(opened, 'A02', undefined, '2026-03-31' as never))).toBe(
      'On 2026-03-31 no edition has A02. Asked: icd-10-cm FY2026.\n',
    );
    const differences = {
      read: 'differences',
      kind: 'icd-10-cm',
      before: 'FY2026',
      after: 'FY2026-April',
      limit: 5,
    } as const;
    expect(await printed(compareCodes(opened, differences))).toBe(
      '1 added, 1 removed, 0 changed, 1 the same\n+ code=A02 label=Title of A02 isBillable=true\n- code=A01 label=Title of A01 isBillable=true\n',
    );
    await expect(compareCodes(opened, { ...differences, before: 'FY2025' })).rejects.toThrow(
      'icd-10-cm: found no edition FY2025; expected one of FY2026, FY2026-April.',
    );
  });

  test('that are wrong are refused with the reason, and nothing is loaded', async () => {
    const opened = await session();
    const wrong = file('icd10cm-order-2026.txt', order('A00', 'A00'));
    await expect(printed(loadCodes(opened, [wrong], { slice: true }))).rejects.toThrow(
      /^Nothing was loaded; what was in force stays\.\n {2}icd10cm-order-2026\.txt: line 2: found A00 once more, as on line 1/,
    );
    await expect(loadCodes(opened, [wrong, wrong], { slice: true })).rejects.toThrow(
      /two files of this name/,
    );
    await expect(loadCodes(opened, [join(folder, 'none.zip')], { slice: true })).rejects.toThrow(
      /no such file/,
    );
    expect(await printed(listCodes(opened, undefined))).toContain('Nothing was loaded');
  });

  test('are told as JSON', async () => {
    const opened = await session(true);
    const october = file('icd10cm-order-2026.txt', order('A00'));
    expect(JSON.parse(await printed(loadCodes(opened, [october], { slice: true })))).toMatchObject({
      outcome: 'loaded',
    });
    expect(JSON.parse(await printed(listCodes(opened, undefined)))).toMatchObject([
      { kind: 'icd-10-cm', revision: 1 },
    ]);
    expect(
      JSON.parse(await printed(showCode(opened, 'A00', undefined, '2026-01-01' as never))),
    ).toMatchObject({ on: '2026-01-01' });
  });

  test('are searched by words, and the answer tells which edition was asked', async () => {
    const opened = await session();
    const october = file(
      'icd10cm-order-2026.txt',
      lines(
        orderLine(1, 'M5450', '1', 'Low back pain, unspecified'),
        orderLine(2, 'M5451', '1', 'Vertebrogenic low back pain'),
        orderLine(3, 'I10', '1', 'Essential (primary) hypertension'),
      ),
    );
    await printed(loadCodes(opened, [october], { slice: true }));
    const ask = (words: string, on = '2026-01-01') =>
      printed(searchCodes(opened, { read: 'search', words, on: on as never, limit: 5 }));
    expect(await ask('low back pain')).toBe(
      'icd-10-cm FY2026:\n  M54.50    Low back pain, unspecified\n  M54.51    Vertebrogenic low back pain\n',
    );
    expect(await ask('m54.5')).toMatch(/^icd-10-cm FY2026:\n {2}M54\.50 .*\n {2}M54\.51 /);
    expect(await ask('high blood pressure')).toMatch(/^icd-10-cm FY2026:\n {2}I10 /);
    expect(await ask('high blood pressure', '2024-01-01')).toMatch(
      /^icd-10-cm seed \(the few codes that come with the program\):\n {2}I10 /,
    );
    expect(await ask('zzyzx')).toBe(
      'On 2026-01-01 no code is meant by these words. Asked: icd-10-cm FY2026, hcpcs seed, cpt seed.\n',
    );
  });

  test.each([
    { title: 'nothing', words: '', says: 'words: ' },
    { title: 'more than anybody types', words: 'pain '.repeat(100), says: 'words: ' },
  ])('searched with $title are refused in a sentence', async ({ words, says }) => {
    const opened = await session();
    await expect(searchCodes(opened, { read: 'search', words, limit: 5 })).rejects.toThrow(says);
  });

  test.each(['p', '.', '%', "'; drop", '日本', '(((', '\\', '\u0000', '  ', '-- 1=1', '💉'])(
    'searched with %j answer in time and in words',
    async (words) => {
      const opened = await session();
      expect(await printed(searchCodes(opened, { read: 'search', words, limit: 5 }))).toMatch(
        /^(?:(?:icd-10-cm|hcpcs|cpt) seed|On [\d-]+ no code is meant by these words\. Asked: )/,
      );
    },
  );

  test('shown by what is no code are refused in a sentence', async () => {
    const opened = await session();
    await expect(showCode(opened, 'E11.9 and more', undefined, undefined)).rejects.toThrow(/^code: /);
  });

  test('are asked for with options that are read', async () => {
    const refused = await run('--data', folder, 'codes', 'load', 'x.zip', '--from', '1 October');
    expect(refused.stderr).toMatch(/--from: expected/);
    expect(refused.exitCode).not.toBe(0);
  });
});

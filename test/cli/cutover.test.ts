import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { takeOverClaimsStep } from '../../functions/take-over-claims/take-over-claims-step.ts';
import { checkFile, importFile, type CutoverSession } from '../../local/cli/cutover-commands.ts';
import { csvFile, deniedRow, openRow, patientRow, practice } from '../domain/cutover/cutover-file.ts';
import { memoryWorld } from '../functions/memory-world.ts';
import { run } from './run-command.ts';

let folder: string;
const inFolder = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-cutover-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A session whose functions run here, over maps. */
async function session() {
  const world = await memoryWorld();
  await loadPracticeStep({ document: practice, by: 'maria', apply: true }, world);
  // The bucket of this machine needs a runtime; what is put there is where the function looks.
  const s3 = new S3Client();
  const put = new Set<string>();
  mockClient(s3)
    .on(HeadObjectCommand)
    .callsFake(({ Key }: { Key: string }) => {
      if (!put.has(Key)) {
        throw new NotFound({ message: 'not found', $metadata: {} });
      }
      return {};
    })
    .on(PutObjectCommand)
    .callsFake(async ({ Key, Body }: { Key: string; Body: Uint8Array }) => {
      expect(put.has(Key)).toBe(false);
      put.add(Key);
      await world.documents.put('uploads', Key, Body, 'text/csv');
      return {};
    });
  const opened: CutoverSession = {
    options: { data: folder, json: false },
    facts: { practices: async () => [...(await world.practices.listIds())] },
    target: {
      invoke: async (_, request) => await takeOverClaimsStep(request, world),
      bucket: () => 'uploads',
      s3,
    },
  };
  return { opened, world };
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

describe('cutover', () => {
  test('prints a template without a runtime', async () => {
    const ran = await run('cutover', 'template');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^legacy_claim_number,.*\nHX100231,.*\nTOTAL,/);
    const patients = await run('cutover', 'template', 'patients');
    expect(patients.stdout).toMatch(/^source_system,patient_id,.*\nclinic-pm,P-3001,.*\n,TOTAL,/);
    expect(await run('cutover', 'template', 'visits')).toMatchObject({ exitCode: 1 });
  });

  test('checks a file, then takes it over; the same file again changes nothing', async () => {
    const { opened, world } = await session();
    const file = inFolder('open.csv', csvFile([openRow(), deniedRow(), patientRow()]));
    expect(await printed(checkFile(opened, file, {}))).toMatch(
      /3 claims of hexapod-pm; .*\n.*\n.*open with payers \$320\.00, with patients \$24\.50\n.*JUNIP: 2 claims, \$320\.00\n.*1 wait for a payer, 1 were denied, 0 .*second payer, 1 wait.*\nNothing was taken over/,
    );
    expect(world.stored.claims.size).toBe(0);
    expect(await printed(importFile(opened, file, { as: 'maria' }))).toMatch(
      /taken over: 3; there before: 0\nproof: the file has \$320\.00 of payers, \$24\.50 of patients; the ledger has \$320\.00 of payers, \$24\.50 of patients\n$/,
    );
    world.advance(60_000);
    expect(await printed(importFile(opened, file, { as: 'maria' }))).toMatch(
      /taken over: 0; there before: 3/,
    );
    const other = inFolder('other.csv', csvFile([openRow({ paid: '1.00', payer_balance: '159.00' })]));
    await expect(printed(importFile(opened, other, { as: 'maria' }))).rejects.toThrow(
      /left as they are: HX100001/,
    );
  });

  test('tells what is wrong by row, claim and column', async () => {
    const { opened } = await session();
    const file = inFolder('wrong.csv', csvFile([openRow({ payer_balance: '1.00' })]));
    await expect(checkFile(opened, file, {})).rejects.toThrow(
      /row 2, claim HX100001, payer_balance: found balances of \$1\.00; expected \$160\.00/,
    );
    await expect(checkFile(opened, join(folder, 'nothing.csv'), {})).rejects.toThrow(/no such file/);
    await expect(importFile(opened, file, { as: 'Maria Marsh' })).rejects.toThrow(
      /--as: found "Maria Marsh"/,
    );
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { makeX12Files, x12 } from './run-x12.ts';

let files: ReturnType<typeof makeX12Files>;

beforeAll(() => {
  files = makeX12Files();
});

afterAll(() => files.remove());

const Finding = z.strictObject({
  snip: z.int().min(1).max(5),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  transaction: z.string().optional(),
  loop: z.string().optional(),
  segment: z.string().optional(),
  position: z.int().optional(),
  element: z.int().optional(),
  component: z.int().optional(),
  repetition: z.int().optional(),
  value: z.string().optional(),
  offset: z.int().optional(),
  businessUnit: z.strictObject({ name: z.string(), value: z.string() }).optional(),
  sentence: z.string(),
});
const Party = z.strictObject({ qualifier: z.string(), id: z.string() });
const CheckedFile = z.strictObject({
  file: z.string(),
  transactions: z.array(
    z.strictObject({
      set: z.string(),
      guide: z.string().nullable(),
      guideName: z.string().nullable(),
      version: z.string(),
      controlNumber: z.string(),
      segments: z.int(),
      accepted: z.boolean(),
      offset: z.int(),
    }),
  ),
  interchanges: z.array(
    z.strictObject({
      controlNumber: z.string(),
      sender: Party,
      receiver: Party,
      version: z.string(),
      groups: z.array(
        z.strictObject({
          functionalCode: z.string(),
          controlNumber: z.string(),
          version: z.string(),
          accepted: z.boolean(),
          findings: z.array(Finding),
        }),
      ),
      accepted: z.boolean(),
      findings: z.array(Finding),
    }),
  ),
  findings: z.array(Finding),
  findingsNotListed: z.int(),
  errors: z.int().optional(),
  warnings: z.int().optional(),
  readable: z.boolean(),
  offset: z.int().optional(),
  sentence: z.string().optional(),
  accepted: z.boolean(),
});

async function checked(...names: readonly string[]) {
  const { exitCode, stdout, stderr } = await x12(['check', '--json', ...names]);
  expect(stderr).toBe('');
  expect(stdout.endsWith('\n')).toBe(true);
  const lines = stdout.trimEnd().split('\n');
  return { exitCode, files: lines.map((line) => CheckedFile.parse(JSON.parse(line))) };
}

describe('x12 check --json', { timeout: 60_000 }, () => {
  test('tells one line a file, and the worst of them by the exit code', async () => {
    const { exitCode, files: all } = await checked(
      files.claim,
      files.rejected,
      files.remittance,
      files.cut,
      files.rubbish,
      files.empty,
      files.missing,
    );
    expect(exitCode).toBe(2);
    expect(all.map(({ readable, accepted }) => [readable, accepted])).toEqual([
      [true, true],
      [true, false],
      [true, true],
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
    const [claim, rejected, , cut, , , missing] = all;
    expect(claim).toMatchObject({ file: files.claim, errors: 0, findings: [] });
    expect(claim?.transactions).toMatchObject([{ set: '837', guide: '005010X222A1', accepted: true }]);
    expect(claim?.interchanges).toMatchObject([
      { accepted: true, groups: [{ functionalCode: 'HC', accepted: true }] },
    ]);
    expect(rejected?.findings).toMatchObject([
      {
        code: 'code-not-in-guide',
        severity: 'error',
        transaction: rejected?.transactions[0]?.controlNumber,
        loop: '2300',
        segment: 'CLM',
        element: 6,
        value: 'Q',
      },
    ]);
    const position = rejected?.findings[0]?.position ?? 0;
    expect(files.text.claim.split('~')[position + 1]?.trim()).toMatch(/^CLM\*/);
    expect(rejected?.interchanges).toMatchObject([{ accepted: false, groups: [{ accepted: false }] }]);
    expect(cut?.offset).toBeGreaterThan(500);
    expect(cut?.sentence).toMatch(/^The file ends inside /);
    expect(missing?.sentence).toContain('no such file');
  });

  test('exits with 0 when all is accepted and with 1 when something is rejected', async () => {
    expect((await checked(files.claim, files.remittance)).exitCode).toBe(0);
    expect((await checked(files.claim, files.rejected)).exitCode).toBe(1);
  });

  test('lists ten thousand findings of a file and counts the rest', async () => {
    const [header = '', rest = ''] = files.text.claim.split(/(?=GS\*)/);
    const transaction = /ST\*.*SE\*[^~]*~/s.exec(rest)?.[0] ?? '';
    const start = rest.slice(0, rest.indexOf('ST*'));
    const bad = transaction.replace(/(?=SE\*)/, 'QQ*1~'.repeat(900));
    const text = `${header}${start}${bad.repeat(12)}${rest.slice(rest.indexOf('GE*'))}`;
    const { exitCode, files: all } = await checked(files.put('bad.edi', text));
    expect(exitCode).toBe(1);
    const [file] = all;
    expect(file?.findings).toHaveLength(10_000);
    expect(file?.findingsNotListed).toBe((file?.errors ?? 0) + (file?.warnings ?? 0) - 10_000);
    expect(file?.findingsNotListed).toBeGreaterThan(800);
  });
});

describe('x12 check', { timeout: 60_000 }, () => {
  test('tells a person where the fault lies and what to do', async () => {
    const { exitCode, stdout } = await x12(['check', files.claim, files.rejected]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${files.claim}: accepted: 1 interchange, 1 group, 1 transaction, 0 errors`);
    expect(stdout).toMatch(/rejected: .*1 transaction \(1 rejected\), 1 error/);
    expect(stdout).toMatch(
      /error: loop 2300, segment \d+ CLM, element CLM06, CLM01 \S+ \[code-not-in-guide\]\n +CLM06 .*holds "Q"/,
    );
    expect(stdout).toContain('To do: Put a code that the guide allows here');
  });

  test('reads standard input', async () => {
    const { exitCode, stdout } = await x12(['check', '-'], files.text.claim);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^-: accepted: /)]);
  });

  test.each(['cut', 'rubbish', 'empty', 'missing'] as const)(
    'says of a file that is %s that it was not read',
    async (name) => {
      const { exitCode, stdout } = await x12(['check', files[name]]);
      expect(exitCode).toBe(2);
      expect(stdout).toMatch(name === 'missing' ? /no such file/ : /unreadable: [^]*Nothing after byte \d+/);
    },
  );
});

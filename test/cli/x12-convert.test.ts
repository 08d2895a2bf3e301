import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { generateX12 } from '../../bench/x12/generate-x12.ts';
import { makeX12Files, peakKibibytes, x12 } from './run-x12.ts';

let files: ReturnType<typeof makeX12Files>;

beforeAll(() => {
  files = makeX12Files();
});

afterAll(() => files.remove());

describe('x12 json and x12 write', { timeout: 60_000 }, () => {
  test.each(['claim', 'remittance', 'acknowledgement'] as const)(
    'make the same file of a %s again',
    async (name) => {
      const json = await x12(['json', files[name]]);
      expect([json.exitCode, json.stderr]).toEqual([0, '']);
      const types = json.stdout
        .trimEnd()
        .split('\n')
        .map((line) => String(JSON.parse(line).type));
      expect(types).toEqual(['part', 'transaction', 'group', 'interchange']);
      const out = join(files.folder, `${name}-again.edi`);
      const written = await x12(['write', '-', '--lines', '--out', out], json.stdout);
      expect(written).toEqual({ exitCode: 0, stdout: '', stderr: '' });
      const plain = (text: string): string => text.replaceAll(/[\r\n]/g, '');
      expect(plain(readFileSync(out, 'utf8'))).toBe(plain(readFileSync(files[name], 'utf8')));
    },
  );

  test('tell a rejected and an unreadable file by the exit code, and its end by a line', async () => {
    expect((await x12(['json', files.rejected])).exitCode).toBe(1);
    const cut = await x12(['json', files.cut]);
    expect([cut.exitCode, cut.stderr]).toEqual([2, expect.stringMatching(/unreadable: The file ends/)]);
    expect(cut.stdout.trimEnd().split('\n').at(-1)).toMatch(/^\{"type":"unreadable","offset":\d+/);
    expect((await x12(['json', files.missing])).exitCode).toBe(2);
  });

  test('name the line, the field and what was expected, and leave no file', async () => {
    const { stdout } = await x12(['json', files.claim]);
    const wrong = files.put('wrong.ndjson', stdout.replace(/"chargeCents":\d+/, '"chargeCents":"much"'));
    const out = join(files.folder, 'wrong.edi');
    const refused = await x12(['write', wrong, '--out', out]);
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /wrong\.ndjson, line 1, part\.\S*chargeCents: found "much"; expected a whole number of cents\. Correct/,
    );
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
    const nothing = await x12(['write', files.empty]);
    expect([nothing.exitCode, nothing.stderr]).toEqual([1, expect.stringMatching(/found no line/)]);
    expect((await x12(['write', files.missing])).exitCode).toBe(2);
    const nowhere = await x12(['write', '-', '--out', join(files.folder, 'none', 'x.edi')], stdout);
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([1, expect.stringMatching(/cannot be written/)]);
  });
});

describe('x12 ack', { timeout: 60_000 }, () => {
  test('answers with a TA1 and a 999 that our reader accepts, turned round', async () => {
    const { exitCode, stdout } = await x12(['ack', files.rejected, '--interchange', '41', '--group', '17']);
    expect(exitCode).toBe(0);
    const [received] = readInterchanges(readFileSync(files.rejected)).interchanges;
    const answer = readInterchanges(new TextEncoder().encode(stdout));
    const [interchange] = answer.interchanges;
    expect([answer.readable, answer.interchanges.length]).toEqual([true, 1]);
    expect(interchange).toMatchObject({
      controlNumber: '000000041',
      senderId: received?.receiverId,
      receiverId: received?.senderId,
      acknowledgements: [{ interchangeControlNumber: received?.controlNumber, code: 'A', noteCode: '000' }],
      groups: [{ controlNumber: '17', transactions: [{ accepted: true }] }],
    });
    const [transaction] = interchange?.groups[0]?.transactions ?? [];
    if (transaction === undefined) throw new Error('there is no 999');
    expect(read999(transaction)).toMatchObject({
      functionalCode: 'HC',
      code: 'R',
      acceptedCount: 0,
      transactions: [{ code: 'R', segmentErrors: [{ segmentId: 'CLM', elementErrors: [{ element: 6 }] }] }],
    });
  });

  test('accepts part of a group', async () => {
    const [header = '', rest = ''] = files.text.claim.split(/(?=GS\*)/);
    const transaction = /ST\*.*SE\*[^~]*~/s.exec(rest)?.[0] ?? '';
    const number = /ST\*837\*(\d+)/.exec(transaction)?.[1] ?? '';
    const second = transaction
      .replace(`ST*837*${number}`, 'ST*837*7777')
      .replace(/(SE\*\d+\*)\d+/, '$17777')
      .replace(/(CLM\*[^~]*?:B:1\*)Y/, '$1Q');
    const start = rest.slice(0, rest.indexOf('ST*'));
    const end = rest.slice(rest.indexOf('GE*')).replace('GE*1*', 'GE*2*');
    const { stdout } = await x12(['ack', '-'], `${header}${start}${transaction}${second}${end}`);
    expect(stdout).toContain('AK9*P*2*2*1~');
  });

  test('refuses an unreadable file with the note of its fault, when its ISA says whom to answer', async () => {
    const cut = await x12(['ack', files.cut]);
    expect([cut.exitCode, cut.stderr]).toEqual([0, expect.stringMatching(/answered so/)]);
    expect(cut.stdout).toMatch(/TA1\*\d+\*\d{6}\*\d{4}\*R\*023~IEA\*0\*/);
    for (const name of ['rubbish', 'empty', 'missing'] as const) {
      const { exitCode, stdout, stderr } = await x12(['ack', files[name]]);
      expect([name, exitCode, stdout]).toEqual([name, 2, '']);
      expect(stderr).toMatch(name === 'missing' ? /no such file/ : /cannot be answered/);
    }
  });

  test('never answers an answer', async () => {
    const { exitCode, stdout, stderr } = await x12(['ack', files.acknowledgement]);
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/holds acknowledgements only/);
  });

  test('refuses a control number that is none', async () => {
    const { exitCode, stderr } = await x12(['ack', files.claim, '--group', '0']);
    expect([exitCode, stderr]).toEqual([1, '--group: expected a number from 1 to 999999999.\n']);
  });
});

describe('x12 show', { timeout: 60_000 }, () => {
  test('indents loops, explains codes and formats money and dates', async () => {
    const { exitCode, stdout } = await x12(['show', files.remittance]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Interchange \d+ from /);
    expect(stdout).toMatch(/^ {8}2100 claim\n {10}CLP claim payment\n {12}01 patient control number: /m);
    expect(stdout).toMatch(/02 claim status: 1 \(processed as primary\)/);
    expect(stdout).toMatch(/03 charge: \$[\d,]+\.\d\d$/m);
    expect(stdout).toMatch(/01 adjustment group: CO \(contractual obligation: the practice bears it\)/);
    expect(stdout).toMatch(/02 reason: 45 \(\S/);
    expect(stdout).toMatch(/date: \d{4}-\d\d-\d\d$/m);
  });

  test('puts each finding under its segment', async () => {
    const { exitCode, stdout } = await x12(['show', files.rejected]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/06 provider's signature on file: Q\n(?: +\d\d .*\n)* +>> error: loop 2300/);
    const cut = await x12(['show', files.cut]);
    expect([cut.exitCode, cut.stderr]).toEqual([2, expect.stringMatching(/not the whole file/)]);
    expect(cut.stdout).toMatch(/^Interchange /);
  });

  test('shows no sign that could command a terminal', async () => {
    const { stdout } = await x12(
      ['show', '-'],
      files.text.claim.replace(/NM1\*IL\*1\*[A-Z]/, 'NM1*IL*1*\u001B[31m'),
    );
    expect(stdout).toContain('\uFFFD[31m');
    expect(stdout).not.toContain('\u001B');
  });
});

test('memory does not grow with the file', { timeout: 300_000 }, async () => {
  const make = (name: string, bytes: number, claimsPerTransaction: number): string => {
    const path = join(files.folder, name);
    writeFileSync(path, [...generateX12({ kind: '837P', bytes, claimsPerTransaction })].join(''));
    return path;
  };
  const sizes = [2_000_000, 8_000_000];
  const [small = '', large = ''] = sizes.map((bytes) => make(`one-${bytes}.edi`, bytes, Infinity));
  const [smallMany = '', largeMany = ''] = sizes.map((bytes) => make(`many-${bytes}.edi`, bytes, 1));
  for (const [words, one, other] of [
    [['check', '--json'], smallMany, largeMany],
    [['json'], small, large],
    [['show'], small, large],
  ] as const) {
    // What stays shows every time; what the collector had not come to yet on a busy machine does not.
    let grown = Infinity;
    for (let round = 0; round < 3 && grown > 24 * 1024; round += 1) {
      grown = (await peakKibibytes([...words, other])) - (await peakKibibytes([...words, one]));
    }
    expect({ words, tooMuch: grown > 24 * 1024 ? grown : 0 }).toEqual({ words, tooMuch: 0 });
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, runProcess, startRuntimeProcess } from './run-command.ts';

let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-cli-'));
  writeFileSync(inFolder('not-json.json'), '{"practiceId": ');
  writeFileSync(inFolder('no-practice.json'), '{"practiceId":"A"}');
  writeFileSync(inFolder('encounters.ndjson'), '');
  mkdirSync(inFolder('foreign'));
  writeFileSync(join(inFolder('foreign'), 'letter.txt'), 'keep me');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A command that must be refused: one sentence on standard error, nothing on standard output, no stack. */
async function refusalOf(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(...words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).not.toMatch(/^ {4}at /m);
  return stderr.trim();
}

describe('a wrong word is refused before anything is asked', () => {
  test.each([
    ['an unknown command', ['dance'], /unknown command 'dance'/],
    ['an unknown option', ['claims', '--colour', 'red'], /unknown option '--colour'/],
    [
      'a state that does not exist',
      ['claims', '--state', 'lost'],
      /argument 'lost' is invalid.*awaiting-remittance/,
    ],
    ['a clock that does not exist', ['start', '--clock', 'sun'], /argument 'sun' is invalid.*wall, jump/],
    ['a port that is no number', ['start', '--port', 'abc'], /^--port: expected a number from 0 to 65535\.$/],
    [
      'a port that is too large',
      ['start', '--port', '70000'],
      /^--port: expected a number from 0 to 65535\.$/,
    ],
    [
      'a role that does not exist',
      ['tasks', 'work', 'T', '--as', 'ida', '--role', 'boss', '--outcome', '{}'],
      /argument 'boss' is invalid.*staff, manager/,
    ],
    ['a missing argument', ['upload', 'cedar-hill'], /missing required argument 'files'/],
    [
      'a task worked by nobody',
      ['tasks', 'work', 'some-task', '--outcome', '{}'],
      /'--as <user>' not specified/,
    ],
    [
      'a task worked without a decision',
      ['tasks', 'work', 'some-task', '--as', 'maria'],
      /'--outcome <json>' not/,
    ],
  ] as const)('%s', async (_what, words, expected) => {
    expect(await refusalOf(...words)).toMatch(expected);
  });
});

test('a refusal reaches the shell as an exit code and one line on standard error', async () => {
  const { exitCode, stdout, stderr } = await runProcess('--data', inFolder('none'), 'claims');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^Nothing runs on [^\n]+\n$/);
  const unknown = await runProcess('dance');
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toMatch(/unknown command 'dance'/);
});

describe('a machine on which nothing runs', () => {
  test.each([
    [['claims']],
    [['tasks']],
    [['ledger', 'balances']],
    [['exchange', 'list']],
    [['clock', 'now']],
    [['stop']],
  ])('is said to: %j', async (words) => {
    expect(await refusalOf('--data', inFolder('none'), ...words)).toMatch(
      /^Nothing runs on .*none: there is no .*runtime\.json\. Start it with "npx claimwright start"/,
    );
  });

  test('whose runtime died is said not to answer', async () => {
    mkdirSync(inFolder('died'));
    writeFileSync(
      join(inFolder('died'), 'runtime.json'),
      JSON.stringify({
        url: 'http://127.0.0.1:1',
        region: 'us-east-1',
        operatorToken: 'token',
        accessKeyId: 'key',
        secretAccessKey: 'secret',
      }),
    );
    expect(await refusalOf('--data', inFolder('died'), 'claims')).toMatch(
      /^The runtime at http:\/\/127\.0\.0\.1:1 does not answer .*Start it with/,
    );
  });

  test('keeps a folder that is not ours when it is reset', async () => {
    expect(await refusalOf('--data', inFolder('foreign'), 'reset')).toMatch(
      /foreign holds no data of Claimwright; nothing was removed\.$/,
    );
  });
});

describe('a running machine', () => {
  let data: string;
  let runtime: Awaited<ReturnType<typeof startRuntimeProcess>>;
  const practice = fileURLToPath(new URL('../../events/practice.json', import.meta.url));

  beforeAll(async () => {
    data = inFolder('data');
    runtime = await startRuntimeProcess(data);
    await runProcess('--data', data, 'practice', 'load', practice);
  }, 300_000);

  afterAll(async () => {
    await runtime.stop();
  });

  test.each([
    [
      'an unknown practice',
      ['--practice', 'no-such', 'claims'],
      /^There is no practice no-such\. Loaded: cedar-hill\.$/,
    ],
    [
      'a practice document that is not there',
      ['practice', 'load', 'nowhere.json'],
      /^nowhere\.json: no such file\./,
    ],
    [
      'an upload for an unknown practice',
      ['upload', 'no-such', 'x.ndjson'],
      /no-such\. Loaded: cedar-hill\. Nothing was uploaded\.$/,
    ],
    [
      'an upload for what is no practice id',
      ['upload', 'Cedar Hill', 'x'],
      /^practice: found "Cedar Hill"; expected a practice id: /,
    ],
    [
      'an upload of a file that is not there',
      ['upload', 'cedar-hill', 'nowhere.ndjson'],
      /^nowhere\.ndjson: no such file\. Nothing was sent\.$/,
    ],
    [
      'an exchange file that is not there',
      ['exchange', 'put', 'nowhere.edi'],
      /^nowhere\.edi: no such file\. Nothing was sent\.$/,
    ],
    [
      'an exchanged file that never was',
      ['exchange', 'get', 'inbound/none'],
      /^There is no file inbound\/none\.$/,
    ],
    [
      'an answer that never was',
      ['answer', 'cedar-hill', 'none.ndjson'],
      /^There is no file answer\/cedar-hill\/none\.ndjson\.json\. "npx claimwright uploads" lists/,
    ],
    [
      'an answer to nothing',
      ['answer', 'cedar-hill'],
      /^Name the uploaded file, or its upload with --upload\.$/,
    ],
    [
      'an answer to an upload that never came',
      ['answer', 'cedar-hill', '--upload', 'U0000000000000000'],
      /^uploadId: practice cedar-hill has no upload U0000000000000000$/,
    ],
    [
      'a source folder that is a path',
      ['upload', 'cedar-hill', 'x.ndjson', '--source', '../other'],
      /^--source: expected the name of one folder\.$/,
    ],
    [
      'what is no claim id',
      ['claims', 'show', 'ENC-1'],
      /^claim: found "ENC-1"; expected a claim id: C and 12 letters or digits\.$/,
    ],
    [
      'a claim that does not exist',
      ['claims', 'show', 'C0000000000ZZ'],
      /^claimId: practice cedar-hill has no claim C0000000000ZZ$/,
    ],
    [
      'postings of what is no claim id',
      ['ledger', 'entries', '--claim', '7'],
      /^claim: found "7"; expected a claim id/,
    ],
    [
      'a task that does not exist',
      ['tasks', 'show', 'no-such-task'],
      /^taskId: practice cedar-hill has no task no-such-task$/,
    ],
    [
      'a decision that is no JSON',
      ['tasks', 'work', 'no-such-task', '--as', 'maria', '--outcome', '{appeal'],
      /^--outcome: expected a JSON object such as .*position/,
    ],
    [
      'a decision that is no object',
      ['tasks', 'work', 'no-such-task', '--as', 'maria', '--outcome', '["appeal"]'],
      /^--outcome: expected a JSON object with the field "outcome"\.$/,
    ],
    [
      'a user name that is none',
      ['tasks', 'work', 'no-such-task', '--as', 'Maria A', '--outcome', '{}'],
      /^user: a user name of lower-case letters, digits, dot and dash$/,
    ],
    [
      'a duration without a unit',
      ['clock', 'advance', '30'],
      /^duration: found "30"; expected a number and a unit, for example 30d/,
    ],
    [
      'a reset while it runs',
      ['reset'],
      /^The runtime still works on .*\. Stop it first: npx claimwright stop\.$/,
    ],
  ] as const)('refuses %s in a sentence', async (_what, words, expected) => {
    expect(await refusalOf('--data', data, ...words)).toMatch(expected);
  });

  test('refuses a practice document field by field, and keeps what it has', async () => {
    const words = await refusalOf('--data', data, 'practice', 'load', inFolder('no-practice.json'));
    expect(words).toMatch(
      /no-practice\.json is no practice document that can be used:\n {2}line 1, column 15: practiceId: found "A"; expected a practice id: 3 to 32/,
    );
    expect(words).toMatch(/^ {2}line 1, column 1: taxId: found nothing/m);
    expect(await refusalOf('--data', data, 'practice', 'load', inFolder('not-json.json'))).toMatch(
      /not-json\.json is no practice document that can be used:\n {2}line 1, column 16: document: found the end/,
    );
    const { stdout } = await run('--data', data, '--json', 'claims');
    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('loads the same practice again without harm', async () => {
    expect(await runProcess('--data', data, 'practice', 'load', practice)).toEqual({
      exitCode: 0,
      stdout: 'practice unchanged\n',
      stderr: '',
    });
  });

  test('uploads nothing when one of several files is not there', async () => {
    expect(
      await refusalOf(
        '--data',
        data,
        'upload',
        'cedar-hill',
        inFolder('encounters.ndjson'),
        'nowhere.ndjson',
      ),
    ).toMatch(/nowhere\.ndjson: no such file\. Nothing was sent\.$/);
    expect(await refusalOf('--data', data, 'answer', 'cedar-hill', 'encounters.ndjson')).toMatch(/no file/);
  });

  test('stops when it is told to, keeps its data, and then nothing runs', async () => {
    expect(await runtime.stop()).toBe(0);
    expect(await refusalOf('--data', data, 'claims')).toMatch(/^Nothing runs on /);
    expect(await run('--data', data, 'reset')).toEqual({
      exitCode: 0,
      stdout: `removed ${data}\n`,
      stderr: '',
    });
  });
});

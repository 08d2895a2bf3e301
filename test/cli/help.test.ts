import { expect, test } from 'vitest';
import { run } from './run-command.ts';

/** The commands that a help text lists, without `help` itself. */
function commandsIn(help: string): string[] {
  const [, listed = ''] = help.split(/^Commands:$/m);
  return [...listed.matchAll(/^ {2}([a-z][a-z0-9-]*)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

async function helpOf(path: readonly string[]): Promise<Map<string, string>> {
  const { exitCode, stdout, stderr } = await run(...path, '--help');
  expect({ path, exitCode, stderr }).toEqual({ path, exitCode: 0, stderr: '' });
  const found = new Map([[path.join(' '), stdout]]);
  for (const name of commandsIn(stdout)) {
    for (const [below, help] of await helpOf([...path, name])) {
      found.set(below, help);
    }
  }
  return found;
}

test(
  'Every command tells its use, what it is for and each of its options',
  { timeout: 120_000 },
  async () => {
    const helps = await helpOf([]);
    expect([...helps.keys()]).toEqual(
      expect.arrayContaining([
        '',
        'start',
        'stop',
        'reset',
        'clock now',
        'clock advance',
        'upload',
        'answer',
        'uploads',
        'uploads show',
        'exchange put',
        'exchange list',
        'exchange get',
        'exchange numbers',
        'practice check',
        'practice import',
        'practice export',
        'practice history',
        'practice load',
        'training create',
        'claims',
        'claims show',
        'tasks',
        'tasks show',
        'tasks work',
        'ledger balances',
        'ledger entries',
        'ledger trial-balance',
        'runs resume',
        'accounts',
        'accounts statement',
        'claims restart-leg',
        'demo',
        'x12 check',
        'x12 show',
        'x12 json',
        'x12 write',
        'x12 ack',
      ]),
    );
    const faults = [...helps].flatMap(([path, help]) => {
      const [usage = '', , description = ''] = help.split('\n');
      return [
        ...(usage.startsWith(`Usage: claimwright ${path}`.trimEnd()) ? [] : [`${path}: ${usage}`]),
        ...(description.length > 10 ? [] : [`${path}: no description`]),
        ...[...help.matchAll(/^ {2}-.*$/gm)]
          .map(([line]) => line)
          .filter((line) => !/^ {2}-\S.* {2,}\S/.test(line))
          .map((line) => `${path}: ${line}`),
      ];
    });
    expect(faults).toEqual([]);
  },
);

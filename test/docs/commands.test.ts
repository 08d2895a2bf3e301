import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { development } from '../../infra/stages/development.ts';
import { production } from '../../infra/stages/production.ts';
import { addPipelineCommands } from '../../local/cli/pipeline-commands.ts';
import { addScrubCommands } from '../../local/cli/scrub-commands.ts';
import { addX12Commands } from '../../local/cli/x12/x12-commands.ts';
import { pageText, sectionOf, tableRows } from './markdown.ts';

const root = path.resolve(import.meta.dirname, '../..');

const pages = [
  'README.md',
  'events/README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.split(path.sep).join('/')}`),
];

const program = new Command('claimwright')
  .option('--data <folder>')
  .option('--stage <stage>')
  .option('--practice <id>')
  .option('--json');
addPipelineCommands(program);
addX12Commands(program);
addScrubCommands(program);

/** The commands of a text that it shows to be typed. */
function typedCommands(text: string): string[] {
  return [...text.replaceAll(/\\\n\s*/g, '').matchAll(/npx claimwright ([^\n`#|"]*)/g)].map(([, line]) =>
    (line ?? '').trim(),
  );
}

/** Why a line could not be typed; undefined when it could. */
function whyNot(line: string): string | undefined {
  let command = program;
  const words = line.replaceAll(/'[^']*'/g, 'TEXT').split(/\s+/);
  let hasCommand = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word.startsWith('--')) {
      const option = [command, program].flatMap(({ options }) => options).find(({ long }) => long === word);
      if (option === undefined && word !== '--help') {
        return `${line}: there is no ${word}`;
      }
      index += option?.required === true ? 1 : 0;
      continue;
    }
    const next = command.commands.find((one) => one.name() === word);
    if (next !== undefined) {
      command = next;
      hasCommand = true;
    } else if (command.registeredArguments.length === 0) {
      return `${line}: there is no command ${word}`;
    }
  }
  return hasCommand ? undefined : `${line}: it names no command`;
}

describe('The documents', () => {
  test.each(pages)('%s shows only commands that exist', (page) => {
    expect(typedCommands(pageText(page)).flatMap((line) => whyNot(line) ?? [])).toEqual([]);
  });

  test.each(pages)('%s names only npm scripts that exist', (page) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(pageText('package.json')));
    const named = [...pageText(page).matchAll(/npm (?:run ([a-z0-9:]+)|(start|test))\b/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test.each(pages)('%s leads to files that are there', (page) => {
    const targets = [...pageText(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !/^[a-z]+:/.test(target));
    const missing = targets.filter((target) => !existsSync(path.join(root, path.dirname(page), target)));
    expect(missing).toEqual([]);
  });

  test('find out a command, an option and a subcommand that do not exist', () => {
    const wrong =
      'Type `npx claimwright fly` or `npx claimwright claims --fast`, or `npx claimwright ledger burn`.';
    expect(typedCommands(wrong).map((line) => whyNot(line))).toEqual([
      'fly: there is no command fly',
      'claims --fast: there is no --fast',
      'ledger burn: there is no command burn',
    ]);
    expect(typedCommands(pageText('README.md')).length).toBeGreaterThan(10);
  });
});

test('The guide for operators says how the stages differ as their settings do', () => {
  const rows = new Map(
    tableRows(sectionOf(pageText('docs/guides/for-operators.md'), '### Stages')).map(([what, ...cells]) => [
      what,
      cells,
    ]),
  );
  const said = (what: string, settings: typeof development): string =>
    rows.get(what)?.[settings === development ? 0 : 1] ?? '';
  for (const settings of [development, production]) {
    const { evidence, backup, logs, concurrency, usageIndicator, removal } = settings;
    expect(said('Deleting a stack', settings)).toContain(removal === 'destroy' ? 'deletes' : 'keeps');
    expect(said('Object Lock on raw files', settings)).toMatch(
      new RegExp(`^${evidence.lockMode}, ${evidence.lockDays} days?\\b`),
    );
    expect(said('Backups', settings)).toBe(
      `daily, ${backup.dailyDays} days${backup.monthlyDays === 0 ? '' : `; monthly, ${backup.monthlyDays} days`}`,
    );
    expect(said('Logs', settings)).toBe(`${logs.retentionDays} days`);
    expect(said('ISA15 of outgoing files', settings)).toMatch(new RegExp(`^\`?${usageIndicator}\\b`));
    expect(
      said(
        'Consumers of a queue, chunks of an upload, chunks of a remittance, batches of the outbox, at once',
        settings,
      ),
    ).toBe(
      [
        concurrency.queueConsumers,
        concurrency.intakeChunks,
        concurrency.postingChunks,
        concurrency.outboxBatches,
      ].join(', '),
    );
  }
});

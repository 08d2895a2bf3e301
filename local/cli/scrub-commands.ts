import type { Command } from 'commander';
import type { ScrubOptions } from './scrub-file.ts';
import type { ReplayOptions } from './scrub-replay.ts';

/** `scrub`, `scrub replay` and `scrub overrides`. */
export function addScrubCommands(program: Command): void {
  const scrub = program
    .command('scrub')
    .description(
      'hold the claims of a file against every edit, and print their scrub reports: with the tables that are loaded where a system runs, else with --tables; nothing is kept',
    )
    .argument('<file>', 'an 837P, or a claim as "claims show --json" prints it')
    .option(
      '--against <file>',
      'a practice document (YAML or JSON), with its payers, rules and overrides; with --practice the one that is loaded',
    )
    .option(
      '--tables <files...>',
      'official files of codes, or folders of them, as "codes load" takes them; "seed" for none at all',
    )
    .option('--slice', 'the files of --tables are parts on purpose: what they lack is not checked')
    .addHelpText('after', '\nExit codes: 0 all claims are clean, 1 some are held, 2 the file is unreadable.')
    .action(async (file: string, given: ScrubOptions, command: Command) => {
      const { runScrub } = await import('./scrub-file.ts');
      await runScrub(file, given, command);
    });
  scrub
    .command('replay')
    .description('what an edit or a rule would have held of past claims, against how the payers decided them')
    .requiredOption(
      '--rule <rule>',
      'an edit, rule- and the name of a rule of the practice, or a file with one rule that is not loaded yet',
    )
    .requiredOption('--from <day>', 'first day of service')
    .requiredOption('--to <day>', 'last day of service')
    .option(
      '--against <file>',
      'a practice document, whose rules and overrides are tried before it is imported',
    )
    .action(async (given: ReplayOptions, command: Command) => {
      const { runReplay } = await import('./scrub-replay.ts');
      await runReplay(given, command);
    });
  scrub
    .command('overrides')
    .description('the overrides of the practice, and what each lifted: what lifts nothing any more may go')
    .action(async (_given: unknown, command: Command) => {
      const { runOverrides } = await import('./scrub-overrides.ts');
      await runOverrides(command);
    });
}

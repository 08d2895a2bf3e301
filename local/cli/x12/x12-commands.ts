import type { Command } from 'commander';

const fileWords = 'X12 file, or - for standard input';

/**
 * `x12 check`, `x12 show`, `x12 json`, `x12 write` and `x12 ack`: on files alone, nothing needs to run. What a command
 * works with is loaded when it is given: the other commands need none of it.
 */
export function addX12Commands(program: Command): void {
  const x12 = program
    .command('x12')
    .description('read, check, explain, answer and write X12 files; nothing needs to run')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is accepted, 1 something is rejected, 2 a file is unreadable or not there.',
    );
  x12
    .command('check')
    .description('say of each file whether it keeps its guides, and what is wrong and where')
    .argument('<files...>', 'X12 files, or - for standard input')
    .addHelpText('after', '\nWith --json: one line a file. Exit codes: 0 accepted, 1 rejected, 2 unreadable.')
    .action(async (files: string[], _given: unknown, command: Command) => {
      const { runCheck } = await import('./check-command.ts');
      await runCheck(files, command);
    });
  x12
    .command('show')
    .description('print a file for a person: loops indented, codes and findings in words')
    .argument('<file>', fileWords)
    .action(async (file: string) => {
      const { runShow } = await import('./show-command.ts');
      await runShow(file);
    });
  x12
    .command('json')
    .description('print what a file holds as lines of JSON, a claim or an answer a line')
    .argument('<file>', fileWords)
    .action(async (file: string) => {
      const { runJson } = await import('./json-command.ts');
      await runJson(file);
    });
  x12
    .command('write')
    .description('write X12 from lines of JSON as "x12 json" prints them')
    .argument('<file>', 'file of JSON lines, or - for standard input')
    .option('--out <file>', 'write to this file, whole or not at all')
    .option('--lines', 'put each segment on a line of its own')
    .action(async (file: string, given: { out?: string; lines?: true }) => {
      const { runWrite } = await import('./write-command.ts');
      await runWrite(file, given);
    });
  x12
    .command('ack')
    .description('write the answer to a file: a TA1 for each interchange, a 999 for each group')
    .argument('<file>', fileWords)
    .option('--out <file>', 'write to this file, whole or not at all')
    .option('--interchange <number>', 'control number of the first interchange that is written', '1')
    .option('--group <number>', 'control number of the first group that is written', '1')
    .action(async (file: string, given: unknown) => {
      const { runAck } = await import('./ack-command.ts');
      await runAck(file, given);
    });
}

#!/usr/bin/env node
import { Command } from 'commander';
import { CommandFailed } from './command-failed.ts';
import { addScrubCommands } from './scrub-commands.ts';
import { addX12Commands } from './x12/x12-commands.ts';

const program = new Command('claimwright')
  .description('The revenue cycle of a medical practice: on this machine, or on AWS with --stage.')
  .option('--data <folder>', 'where the runtime of this machine keeps its data', '.claimwright')
  .option('--stage <stage>', 'a stage deployed on AWS, instead of this machine')
  .option('--practice <id>', 'the practice that is meant, when there are several')
  .option('--json', 'print facts as JSON')
  .showHelpAfterError('(claimwright --help shows the commands)');

// The runtime and the clients of AWS take a second to load, which commands on files alone need not wait for.
if (program.parseOptions(process.argv.slice(2)).operands[0] !== 'x12') {
  const { addPipelineCommands } = await import('./pipeline-commands.ts');
  addPipelineCommands(program);
}
addX12Commands(program);
addScrubCommands(program);

// A reader that has seen enough (`claims | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandFailed) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  }
}

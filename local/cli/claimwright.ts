#!/usr/bin/env node
import { Command } from 'commander';
import { addAccountCommands } from './account-commands.ts';
import { addClaimCommands } from './claim-commands.ts';
import { CommandFailed } from './command-failed.ts';
import { addDemoCommand } from './demo-command.ts';
import { addFileCommands } from './file-commands.ts';
import { addLedgerCommands } from './ledger-commands.ts';
import { addRunCommands } from './run-commands.ts';
import { addRuntimeCommands } from './runtime-commands.ts';
import { addTaskCommands } from './task-commands.ts';

const program = new Command('claimwright')
  .description('The revenue cycle of a medical practice: on this machine, or on AWS with --stage.')
  .option('--data <folder>', 'where the runtime of this machine keeps its data', '.claimwright')
  .option('--stage <stage>', 'a stage deployed on AWS, instead of this machine')
  .option('--practice <id>', 'the practice that is meant, when there are several')
  .option('--json', 'print facts as JSON')
  .showHelpAfterError('(claimwright --help shows the commands)');

addRuntimeCommands(program);
addFileCommands(program);
addClaimCommands(program);
addTaskCommands(program);
addLedgerCommands(program);
addRunCommands(program);
addAccountCommands(program);
addDemoCommand(program);

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

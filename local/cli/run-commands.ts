import { Argument, type Command } from 'commander';
import * as z from 'zod';
import { RemittanceId, UploadId } from '#contracts/identifiers.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine } from './print.ts';

const Kind = z.enum(['upload', 'remittance']);
type Kind = z.infer<typeof Kind>;

/** `runs resume`. */
export function addRunCommands(program: Command): void {
  const runs = program.command('runs').description('the executions that work uploads and remittances');
  runs
    .command('resume')
    .description('continue an upload or a remittance that a defect stopped: only what is left is done')
    .addArgument(new Argument('<kind>', 'what was stopped').choices(Kind.options))
    .argument('<id>', 'its id, as the defect queue names it, for example R7K3M9Q2T5W1RVXZ4')
    .requiredOption('--as <user>', 'who decides')
    .requiredOption('--reason <reason>', 'why; without anything about the patient')
    .action(async (kind: Kind, id: string, given: { as: string; reason: string }, command: Command) => {
      const session = await openSession(command);
      const by = { practiceId: await practiceOf(session), user: given.as, reason: given.reason };
      const answer = await session.facts.resumeRun(
        kind === 'upload'
          ? { run: kind, uploadId: parseArgument(UploadId, 'upload', id), ...by }
          : { run: kind, remittanceId: parseArgument(RemittanceId, 'remittance', id), ...by },
      );
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer);
      } else {
        printLine(`execution ${answer.execution} continues the ${kind}`);
      }
    });
}
